/* encoding.c: clause form after Tseitin, by polarity (Plaisted and Greenbaum, 1986): a Boolean term gets a variable, and the
 * clauses that say what it means where it is true, or false, only where an assertion needs that direction. Each clause
 * is a lemma, an instance of one of the cnf_ rules.
 *
 * Negations have no variables: the literal of (not t) is the opposite of t's. Where a rule's conclusion then differs
 * from the clause in double negations, the rule or_not_not_elim mends it. */
#include "core/encoding.h"

#include "core/state.h"

enum { POSITIVE = 1, NEGATIVE = 2, VISITED = 2 /* shift */ };

void encodings_clear(encodings *e)
{
  stack_clear(&e->of);
  e->dead = e->needed = 0;
}

void encodings_free(mem *m, encodings *e)
{
  stack_free(m, &e->of);
  stack_free(m, &e->todo);
  stack_free(m, &e->clause);
}

const char *encodings_check(const solver *s)
{
  const encodings *e = &s->encodings;
  const term_list *term_of = &s->clauses.term_of;
  for (size_t v = 1; v < term_of->size; v++) {
    term t = term_of->data[v];
    if (t && (t >= e->of.size || e->of.data[t].variable != (int)v) && !mem_failed(s->m) && !s->encodings.again)
      return "encoding: a variable that its term does not name";
  }
  for (size_t t = 0; t < e->of.size; t++) {
    int v = e->of.data[t].variable;
    if (v < 0 || (v && ((size_t)v >= term_of->size || term_of->data[v] != t)))
      return "encoding: a variable that stands for another term";
    if (e->of.data[t].visited)
      return "encoding: a mark of the search for definitions";
  }
  return NULL;
}

encoding *solver_encoding(solver *s, term t)
{
  assert(t <= terms_count(s->terms));
  if (t >= s->encodings.of.size && !by_key_reach(s->m, &s->encodings.of, terms_count(s->terms) + 1))
    return NULL;
  return &s->encodings.of.data[t];
}

static size_t strip(const terms *t, term *a)
{
  size_t negations = 0;
  for (; term_kind(t, *a) == STRSMT_NOT; *a = term_arg(t, *a, 0))
    negations++;
  return negations;
}

static int own_literal(solver *s, term t)
{
  assert(t && term_sort(s->terms, t) == STRSMT_SORT_BOOL);
  encoding *e = solver_encoding(s, t);
  if (!e)
    return 0;
  if (!e->variable) {
    int v = solver_variable(s, t);
    e = solver_encoding(s, t);
    if (!v || !e)
      return 0;
    e->variable = v;
    assert(s->clauses.term_of.data[v] == t);
  }
  return e->variable;
}

int solver_literal(solver *s, term t)
{
  size_t negations = strip(s->terms, &t);
  int literal = own_literal(s, t);
  return negations % 2 ? -literal : literal;
}

int solver_root_literal(solver *s, term t)
{
  term inner = t;
  return strip(s->terms, &inner) >= 2 ? own_literal(s, t) : solver_literal(s, t);
}

/* ---- one clause -------------------------------------------------------------------------------------------------- */

typedef struct builder {
  solver *s;  /* with the literals in `clause` */
  bool exact; /* the clause is, literal by literal, the conclusion of the rule */
  bool ok;
} builder;

static void put(builder *b, term child, bool positive)
{
  term inner = child;
  size_t negations = strip(b->s->terms, &inner);
  int literal = solver_literal(b->s, child);
  if (negations > (positive ? 1u : 0u))
    b->exact = false;
  if (!literal || !stack_push(b->s->m, &b->s->encodings.clause, positive ? literal : -literal))
    b->ok = false;
}

/* The clause as a term: (or l1 ... ln), n >= 2. */
static term clause_term(builder *b)
{
  solver *s = b->s;
  term_list parts = {0};
  term result = 0;
  bool ok = true;
  for (size_t i = 0; i < b->s->encodings.clause.size && ok; i++) {
    int l = b->s->encodings.clause.data[i];
    term t = s->clauses.term_of.data[l < 0 ? -l : l];
    ok = stack_push(s->m, &parts, l < 0 ? terms_not(s->terms, t) : t);
  }
  if (ok)
    result = terms_apply(s->terms, STRSMT_OR, parts.size, parts.data);
  stack_free(s->m, &parts);
  return result;
}

static void mend(builder *b, derivation *d)
{
  if (b->exact)
    return;
  term wanted = clause_term(b);
  step premise = d->last;
  derivation_step(d, RULE_OR_NOT_NOT_ELIM, 1, &wanted, 1, &premise);
}

/* Adds the clause of the builder by rule r on t, or on t and a position. */
static bool finish(builder *b, rule r, term t, const size_t *position)
{
  solver *s = b->s;
  bool ok = b->ok && !mem_failed(s->m);
  if (ok && s->proof) {
    term args[2] = {t, position ? terms_int(s->terms, (int64_t)*position) : 0};
    derivation d = solver_derivation(s, s->encodings.clause.size);
    derivation_step(&d, r, position ? 2 : 1, args, 0, NULL);
    mend(b, &d);
    return solver_add_lemma(s, s->encodings.clause.data, s->encodings.clause.size, &d);
  }
  return ok && solver_add_lemma(s, s->encodings.clause.data, s->encodings.clause.size, NULL);
}

static builder start(solver *s, term t, bool positive)
{
  builder b = {.s = s, .exact = true, .ok = true};
  stack_clear(&s->encodings.clause);
  put(&b, t, positive);
  return b;
}

/* {t or not t, a, b} */
static bool clause2(solver *s, rule r, term t, bool t_positive, term a, bool a_positive)
{
  builder b = start(s, t, t_positive);
  put(&b, a, a_positive);
  return finish(&b, r, t, NULL);
}

static bool clause3(solver *s, rule r, term t, bool t_positive, term a, bool a_positive, term c, bool c_positive)
{
  builder b = start(s, t, t_positive);
  put(&b, a, a_positive);
  put(&b, c, c_positive);
  return finish(&b, r, t, NULL);
}

/* {not t, a_i} for all i (and), {t, not a_i} for all i (or). */
static bool clause_each(solver *s, rule r, term t, bool child_positive)
{
  for (size_t i = 0; i < term_arity(s->terms, t); i++) {
    builder b = start(s, t, !child_positive);
    put(&b, term_arg(s->terms, t, i), child_positive);
    if (!finish(&b, r, t, &i))
      return false;
  }
  return true;
}

/* {t, not a_1, ...} (and), {not t, a_1, ...} (or). */
static bool clause_all(solver *s, rule r, term t, bool child_positive)
{
  builder b = start(s, t, !child_positive);
  for (size_t i = 0; i < term_arity(s->terms, t); i++)
    put(&b, term_arg(s->terms, t, i), child_positive);
  return finish(&b, r, t, NULL);
}

/* ---- the meaning of a term --------------------------------------------------------------------------------------- */

static bool unit_truth(solver *s, term t)
{
  bool value = term_kind(s->terms, t) == STRSMT_TRUE;
  int literal = own_literal(s, t);
  if (!literal)
    return false;
  int clause = value ? literal : -literal;
  if (!s->proof)
    return solver_add_lemma(s, &clause, 1, NULL);
  derivation d = solver_derivation(s, 1);
  if (value)
    derivation_infer2(&d, RULE_EQ_RESOLVE, 1, derivation_axiom(&d, RULE_EVALUATE, terms_not(s->terms, t)));
  else
    derivation_end(&d, 1);
  return solver_add_lemma(s, &clause, 1, &d);
}

static bool clauses_of(solver *s, term t, bool positive)
{
  const terms *q = s->terms;
  size_t n = term_arity(q, t);
  term a = n > 0 ? term_arg(q, t, 0) : 0, b = n > 1 ? term_arg(q, t, 1) : 0, c = n > 2 ? term_arg(q, t, 2) : 0;
  switch ((int)term_kind(q, t)) {
  case STRSMT_AND:
    return positive ? clause_each(s, RULE_CNF_AND_POS, t, true) : clause_all(s, RULE_CNF_AND_NEG, t, false);
  case STRSMT_OR:
    return positive ? clause_all(s, RULE_CNF_OR_POS, t, true) : clause_each(s, RULE_CNF_OR_NEG, t, false);
  case STRSMT_IMPLIES:
    return positive ? clause3(s, RULE_CNF_IMPLIES_POS, t, false, a, false, b, true)
                    : clause2(s, RULE_CNF_IMPLIES_NEG1, t, true, a, true) &&
                          clause2(s, RULE_CNF_IMPLIES_NEG2, t, true, b, false);
  case STRSMT_EQ:
    return positive ? clause3(s, RULE_CNF_EQUIV_POS1, t, false, a, false, b, true) &&
                          clause3(s, RULE_CNF_EQUIV_POS2, t, false, a, true, b, false)
                    : clause3(s, RULE_CNF_EQUIV_NEG1, t, true, a, true, b, true) &&
                          clause3(s, RULE_CNF_EQUIV_NEG2, t, true, a, false, b, false);
  case STRSMT_XOR:
    return positive ? clause3(s, RULE_CNF_XOR_POS1, t, false, a, true, b, true) &&
                          clause3(s, RULE_CNF_XOR_POS2, t, false, a, false, b, false)
                    : clause3(s, RULE_CNF_XOR_NEG1, t, true, a, false, b, true) &&
                          clause3(s, RULE_CNF_XOR_NEG2, t, true, a, true, b, false);
  case STRSMT_ITE:
    return positive ? clause3(s, RULE_CNF_ITE_POS1, t, false, a, false, b, true) &&
                          clause3(s, RULE_CNF_ITE_POS2, t, false, a, true, c, true)
                    : clause3(s, RULE_CNF_ITE_NEG1, t, true, a, false, b, false) &&
                          clause3(s, RULE_CNF_ITE_NEG2, t, true, a, true, c, false);
  default:
    return unit_truth(s, t);
  }
}

/* Which polarity of a child matters where t is true (false)? */
static unsigned child_polarity(strsmt_kind k, size_t i, bool positive)
{
  switch ((int)k) {
  case STRSMT_AND:
  case STRSMT_OR:
    return positive ? POSITIVE : NEGATIVE;
  case STRSMT_IMPLIES:
    return (i == 0) == positive ? NEGATIVE : POSITIVE;
  case STRSMT_ITE:
    return i == 0 ? POSITIVE | NEGATIVE : positive ? POSITIVE : NEGATIVE;
  default:
    return POSITIVE | NEGATIVE;
  }
}

static bool push_polarities(solver *s, term t, unsigned polarities)
{
  for (unsigned p = POSITIVE; p <= NEGATIVE; p <<= 1)
    if (polarities & p && !stack_push(s->m, &s->encodings.todo, 2 * t + (p == POSITIVE)))
      return false;
  return true;
}

static bool encode_children(solver *s, term t, bool positive)
{
  strsmt_kind k = term_kind(s->terms, t);
  for (size_t i = term_arity(s->terms, t); i-- > 0;)
    if (!push_polarities(s, term_arg(s->terms, t, i), child_polarity(k, i, positive)))
      return false;
  return true;
}

static bool encode_atom(solver *s, term t, bool positive)
{
  if (!own_literal(s, t))
    return false;
  term normal = solver_linked(s, t);
  return normal && solver_link(s, t, positive) &&
         (normal == t || push_polarities(s, normal, positive ? POSITIVE : NEGATIVE));
}

static bool encode_one(solver *s, term t, bool positive)
{
  term inner = t;
  positive = strip(s->terms, &inner) % 2 ? !positive : positive;
  encoding *e = solver_encoding(s, inner);
  if (!e)
    return false;
  unsigned bit = positive ? POSITIVE : NEGATIVE;
  if (e->version != s->assertions.version) {
    e->version = s->assertions.version;
    e->linked = 0;
    e->done &= POSITIVE | NEGATIVE;
  }
  if (e->done & bit << VISITED)
    return true;
  e->done |= (uint8_t)(bit << VISITED);
  if (!solver_is_connective(s, inner))
    return encode_atom(s, inner, positive);
  if (!(e->done & bit)) {
    e->done |= (uint8_t)bit;
    if (!clauses_of(s, inner, positive))
      return false;
  }
  return encode_children(s, inner, positive);
}

/* {not t, t'}, t' being t without its double negations. */
static bool link_root(solver *s, term t)
{
  term inner = t;
  if (strip(s->terms, &inner) < 2)
    return true;
  encoding *e = solver_encoding(s, t);
  if (!e || e->variable)
    return e;
  int literals[2] = {solver_literal(s, t), -own_literal(s, t)};
  if (!literals[0] || !literals[1])
    return false;
  if (!s->proof)
    return solver_add_lemma(s, literals, 2, NULL);
  builder b = {.s = s, .ok = true};
  stack_clear(&s->encodings.clause);
  if (!stack_push(s->m, &s->encodings.clause, literals[0]) || !stack_push(s->m, &s->encodings.clause, literals[1]))
    return false;
  derivation d = solver_derivation(s, 2);
  derivation_axiom(&d, RULE_SPLIT, t);
  mend(&b, &d);
  return solver_add_lemma(s, literals, 2, &d);
}

bool solver_encode(solver *s, term root, bool positive)
{
  assert(s->sat);
  stack_clear(&s->encodings.todo);
  if (!link_root(s, root) || !push_polarities(s, root, positive ? POSITIVE : NEGATIVE))
    return false;
  while (s->encodings.todo.size) {
    term item = stack_pop(&s->encodings.todo);
    if (limits_poll(s->limits) || !encode_one(s, item / 2, item % 2))
      return false;
  }
  return true;
}
