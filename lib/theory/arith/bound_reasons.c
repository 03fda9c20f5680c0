/* bound_reasons.c: lemmas about bounds. What an event follows from is looked up event by event, the latest first; each one
 * that a row derives is a step of arith_round in the derivation, and the end is one of arith_farkas. */
#include "base/heap.h"
#include "theory/arith/state.h"

/* What the lemma at hand says. */
typedef struct bounds_lemma {
  uint32_t events[2]; /* of one column; the second one may be NO_EVENT */
  tlit literal;       /* it follows from them; atom 0: they exclude each other */
} bounds_lemma;

/* ---- what is needed ----------------------------------------------------------------------------------------------- */

static inline bool event_before(const uint32_t *a, const uint32_t *b)
{
  return *a > *b;
}
HEAP(event_heap, uint32_t, event_before)

static bool need(arith *a, uint32_t event)
{
  bounds_state *b = &a->bounds;
  if (event == NO_EVENT || event == NATURAL_BOUND || b->steps.data[event])
    return true;
  if (!event_heap_push(a->m, &b->needed, event))
    return false;
  b->steps.data[event] = 1;
  return true;
}

/* Does the event follow from what the other entries of its row add up to at most? */
static bool takes_greatest(const bounds_state *b, const bounds_event *e)
{
  const bounds_entry *own = &b->entries.data[b->rows.data[e->source].first];
  while (own->column != e->column)
    own++;
  return e->lower == (num_sign(&own->coefficient) > 0);
}

/* The bound of entry i from which an event of its row follows, with others. */
static uint32_t premise_of(const bounds_state *b, uint32_t event, bool greatest, const bounds_entry *i, bool *lower)
{
  const num *value;
  *lower = (num_sign(&i->coefficient) > 0) != greatest;
  return bounds_at(b, i->column, *lower, event, &value);
}

static bool need_premises(arith *a, uint32_t event)
{
  bounds_state *b = &a->bounds;
  const bounds_event *e = &b->events.data[event];
  const bounds_row r = b->rows.data[e->source];
  bool greatest = takes_greatest(b, e);
  for (uint32_t i = r.first; i < r.first + r.count; i++) {
    bool lower;
    if (b->entries.data[i].column != e->column && !need(a, premise_of(b, event, greatest, &b->entries.data[i], &lower)))
      return false;
  }
  return true;
}

/* The literals, negated, and all events, greatest first. The steps of asserted events are the places of their
 * literals. Both events of an equality come one after the other. */
static bool collect(arith *a, const bounds_lemma *lemma)
{
  bounds_state *b = &a->bounds;
  stack_clear(&a->clause);
  stack_clear(&b->chain);
  stack_clear(&b->needed);
  if (!by_key_reach(a->m, &b->steps, b->events.size))
    return false;
  bool ok = need(a, lemma->events[0]) && need(a, lemma->events[1]);
  uint32_t last = 0;
  while (b->needed.size && ok) {
    uint32_t event = event_heap_pop(&b->needed);
    const bounds_event *e = &b->events.data[event];
    ok = stack_push(a->m, &b->chain, event) && (!e->derived || need_premises(a, event));
    if (!ok || e->derived)
      continue;
    tlit l = b->literals.data[e->source - 1];
    if (last != e->source)
      ok = stack_push(a->m, &a->clause, ((tlit){l.atom, !l.positive}));
    last = e->source;
    b->steps.data[event] = (uint32_t)a->clause.size;
  }
  return ok;
}

/* ---- derivations -------------------------------------------------------------------------------------------------- */

/* One premise, with a positive coefficient and as which bound of what it counts. */
typedef struct bounds_premise {
  step step;
  term equality; /* the atom, if it is one */
  bool lower;
} bounds_premise;

static bounds_premise premise_from(arith *a, derivation *d, uint32_t event, uint32_t j, bool lower)
{
  const bounds_state *b = &a->bounds;
  bounds_premise p = {.lower = lower};
  if (event == NATURAL_BOUND) {
    p.step = derivation_axiom(d, RULE_STR_INT_LEAST, b->columns.data[j].t);
    return p;
  }
  const bounds_event *e = &b->events.data[event];
  p.step = b->steps.data[event];
  if (!e->derived && bounds_find(a, b->literals.data[e->source - 1].atom)->equality)
    p.equality = b->literals.data[e->source - 1].atom;
  return p;
}

typedef struct bounds_sum {
  STACK(step) premises;
  culprits coefficients;
} bounds_sum;

static bool add_premise(arith *a, bounds_sum *s, bounds_premise p, const num *coefficient)
{
  culprit c = {.coefficient = NUM_ZERO};
  bool minus =
      p.equality && p.lower == arith_atom_of(a, p.equality)->flipped; /* an equality counts one way or the other */
  bool ok = (num_sign(coefficient) < 0) == minus ? num_set(a->m, &c.coefficient, coefficient)
                                                 : num_neg(a->m, &c.coefficient, coefficient);
  if (ok && stack_push(a->m, &s->premises, p.step) && stack_push(a->m, &s->coefficients, c))
    return true;
  num_free(a->m, &c.coefficient);
  return false;
}

/* A step of arith_round to `conclusion`, or of arith_farkas if that is 0. The sum is used up. */
static step close_sum(arith *a, derivation *d, bounds_sum *s, bool ok, term conclusion)
{
  term args[2] = {ok ? arith_coefficients(a, &s->coefficients) : 0, conclusion};
  step result = derivation_step(d, conclusion ? RULE_ARITH_ROUND : RULE_ARITH_FARKAS, conclusion ? 2 : 1, args,
                                s->premises.size, s->premises.data);
  culprits_clear(a->m, &s->coefficients);
  stack_free(a->m, &s->coefficients);
  stack_free(a->m, &s->premises);
  return result;
}

static term event_term(arith *a, const bounds_event *e)
{
  return arith_comparison(a, e->lower ? STRSMT_GE : STRSMT_LE, a->bounds.columns.data[e->column].t, &e->value, 0);
}

static void derive_event(arith *a, derivation *d, uint32_t event)
{
  bounds_state *b = &a->bounds;
  const bounds_event *e = &b->events.data[event];
  const bounds_row r = b->rows.data[e->source];
  bounds_sum s = {0};
  bool ok = true, greatest = takes_greatest(b, e);
  for (uint32_t i = r.first; i < r.first + r.count && ok; i++) {
    const bounds_entry *at = &b->entries.data[i];
    bool lower;
    if (at->column == e->column)
      continue;
    uint32_t from = premise_of(b, event, greatest, at, &lower);
    ok = add_premise(a, &s, premise_from(a, d, from, at->column, lower), &at->coefficient);
  }
  term conclusion = ok ? event_term(a, e) : 0;
  if (!conclusion)
    d->broken = true;
  b->steps.data[event] = close_sum(a, d, &s, ok, conclusion);
}

/* The last event, as a bound of a term that a literal of the lemma speaks of, or another event. */
static void derive_end(arith *a, derivation *d, const bounds_lemma *lemma, step denial)
{
  const num one = {1, NULL, 0, 0};
  const bounds_state *b = &a->bounds;
  const bounds_event *e = &b->events.data[lemma->events[0]];
  bounds_premise other = {.step = denial, .lower = !e->lower};
  bounds_sum s = {0};
  if (!denial)
    other = premise_from(a, d, lemma->events[1], e->column, !e->lower);
  else if (bounds_find(a, lemma->literal.atom)->equality)
    other.equality = lemma->literal.atom;
  bool ok = add_premise(a, &s, premise_from(a, d, lemma->events[0], e->column, e->lower), &one) &&
            add_premise(a, &s, other, &one);
  close_sum(a, d, &s, ok, 0);
}

/* Both bounds meet: the equality, against its denial. */
static void derive_meeting(arith *a, derivation *d, const bounds_lemma *lemma, step denial)
{
  const num one = {1, NULL, 0, 0};
  const bounds_state *b = &a->bounds;
  const bounds_event *e = &b->events.data[lemma->events[0]];
  step sides[2];
  for (int side = 0; side < 2; side++) {
    bool lower = side == 0;
    bounds_sum s = {0};
    uint32_t event = lemma->events[e->lower != lower];
    bool ok = add_premise(a, &s, premise_from(a, d, event, e->column, lower), &one);
    term says = arith_comparison(a, lower ? STRSMT_GE : STRSMT_LE, b->columns.data[e->column].t, &e->value, 0);
    if (!says)
      d->broken = true;
    sides[side] = close_sum(a, d, &s, ok, says);
  }
  derivation_infer2(d, RULE_CONTRA, derivation_step(d, RULE_ARITH_ANTISYMM, 1, &lemma->literal.atom, 2, sides), denial);
}

static void derive_bounds(void *self, const void *data, derivation *d, const lemma_view *lemma)
{
  arith *a = self;
  const bounds_lemma *told = data;
  for (size_t i = a->bounds.chain.size; i-- > 0;)
    if (a->bounds.events.data[a->bounds.chain.data[i]].derived)
      derive_event(a, d, a->bounds.chain.data[i]);
  step denial = told->literal.atom ? lemma_last(lemma) : 0;
  if (denial && told->events[1] != NO_EVENT)
    derive_meeting(a, d, told, denial);
  else
    derive_end(a, d, told, denial);
}

/* ---- lemmas ------------------------------------------------------------------------------------------------------- */

static bool tell(arith *a, const bounds_lemma *lemma)
{
  bounds_state *b = &a->bounds;
  b->lemmas++;
  bool ok = collect(a, lemma) && (!lemma->literal.atom || stack_push(a->m, &a->clause, lemma->literal)) &&
            lemma_add_clause(a->env, a->clause.size, a->clause.data, derive_bounds, a, lemma);
  for (size_t i = 0; i < b->chain.size; i++)
    b->steps.data[b->chain.data[i]] = 0;
  for (size_t i = 0; i < b->needed.size; i++)
    b->steps.data[b->needed.data[i]] = 0;
  return ok;
}

bool bounds_conflict(arith *a, uint32_t j)
{
  const bounds_state *b = &a->bounds;
  const num *value;
  bounds_lemma lemma = {.literal = {0, false}};
  for (int lower = 0; lower < 2; lower++)
    lemma.events[!lower] = bounds_at(b, j, lower, NO_EVENT, &value);
  if (lemma.events[0] == NATURAL_BOUND) { /* the first one is an event */
    lemma.events[0] = lemma.events[1];
    lemma.events[1] = NATURAL_BOUND;
  }
  return tell(a, &lemma);
}

bool bounds_explain(arith *a, tlit l)
{
  const bounds_atom *atom = bounds_find(a, l.atom);
  if (!atom || !atom->implied || atom->value != (l.positive ? 1 : -1))
    return false;
  bounds_lemma lemma = {.events = {atom->events[0], atom->events[1]}, .literal = l};
  return tell(a, &lemma);
}
