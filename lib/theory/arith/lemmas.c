/* lemmas.c: the clauses of linear integer arithmetic, each with its derivation, which is mostly one step: the literals'
 * negations, with coefficients, add up to a contradiction (rule arith_farkas). */
#include "theory/arith/state.h"

static const num one = {1, NULL, 0, 0};

/* ---- conflicts ---------------------------------------------------------------------------------------------------- */

/* The coefficients as an argument of a rule: (+ c1 ... cn), or a numeral if they are all 1. */
term arith_coefficients(arith *a, const culprits *c)
{
  term_list list = {0};
  term result = 0;
  bool same = true, ok = true;
  for (size_t i = 0; i < c->size && ok; i++) {
    term x = terms_num(a->terms, &c->data[i].coefficient);
    ok = x && stack_push(a->m, &list, x);
    same = same && !num_cmp(&c->data[i].coefficient, &one);
  }
  if (ok && same)
    result = terms_int(a->terms, 1);
  else if (ok)
    result = list.size == 1 ? list.data[0] : terms_apply(a->terms, STRSMT_ADD, list.size, list.data);
  stack_free(a->m, &list);
  return result;
}

/* What takes the place of a literal that is not needed. */
static step prove_natural(arith *a, derivation *d, const culprit *c)
{
  const arith_atom *atom = arith_atom_of(a, a->literals.data[c->reason - 1].atom);
  return derivation_axiom(d, RULE_STR_INT_LEAST, atom ? atom->p : 0);
}

/* Steps 1 .. count prove the culprits' literals. */
static void derive_sum(void *self, const void *data, derivation *d, const lemma_view *lemma)
{
  arith *a = self;
  const culprits *from = data;
  STACK(step) premises = {0};
  bool ok = true;
  step next = 1;
  (void)lemma;
  for (size_t i = 0; i < from->size && ok; i++)
    ok = stack_push(a->m, &premises, from->data[i].natural ? prove_natural(a, d, &from->data[i]) : next++);
  term c = ok ? arith_coefficients(a, from) : 0;
  derivation_step(d, RULE_ARITH_FARKAS, 1, &c, premises.size, premises.data);
  stack_free(a->m, &premises);
}

/* An upper bound from an equality counts negatively; the other way round if it is flipped. */
static bool sign_coefficients(arith *a, culprits *c)
{
  for (size_t i = 0; i < c->size; i++) {
    culprit *x = &c->data[i];
    if (x->natural)
      continue;
    const arith_atom *atom = arith_atom_of(a, a->literals.data[x->reason - 1].atom);
    if (!atom || (atom->equality && x->lower == atom->flipped && !num_neg(a->m, &x->coefficient, &x->coefficient)))
      return false;
  }
  return true;
}

bool arith_conflict(arith *a)
{
  bool ok = arith_weaken(a, &a->culprits) && sign_coefficients(a, &a->culprits);
  stack_clear(&a->clause);
  for (size_t i = 0; i < a->culprits.size && ok; i++) {
    if (a->culprits.data[i].natural)
      continue;
    tlit l = a->literals.data[a->culprits.data[i].reason - 1];
    ok = stack_push(a->m, &a->clause, ((tlit){l.atom, !l.positive}));
  }
  return ok && lemma_add_clause(a->env, a->clause.size, a->clause.data, derive_sum, a, &a->culprits);
}

/* ---- splits ------------------------------------------------------------------------------------------------------- */

static void derive_all_one(void *self, const void *data, derivation *d, const lemma_view *lemma)
{
  const arith *a = self;
  step premises[2] = {1, 2};
  term c = terms_int(a->terms, 1);
  (void)data;
  derivation_step(d, RULE_ARITH_FARKAS, 1, &c, lemma->count, premises);
}

term arith_comparison(arith *a, strsmt_kind kind, term p, const num *k, int64_t offset)
{
  num sum = NUM_ZERO;
  const num plus = {offset, NULL, 0, 0};
  term limit = num_add(a->m, &sum, k, &plus) ? terms_num(a->terms, &sum) : 0;
  num_free(a->m, &sum);
  return limit ? terms_apply2(a->terms, kind, p, limit) : 0;
}

/* What arith_no_integer says, and what it follows from. */
typedef struct gap {
  term least, most; /* (>= q k+1) and (<= q k) */
  const culprits *above, *below;
} gap;

static step prove_side(arith *a, derivation *d, const culprits *c, term conclusion, const lemma_view *lemma)
{
  STACK(step) premises = {0};
  bool ok = true;
  for (size_t i = 0; i < c->size && ok; i++) {
    term atom = a->literals.data[c->data[i].reason - 1].atom;
    size_t at = 0;
    while (at < lemma->count && lemma->literals[at].atom != atom)
      at++;
    ok = stack_push(a->m, &premises, (step)at + 1);
  }
  term args[2] = {ok ? arith_coefficients(a, c) : 0, conclusion};
  step s = derivation_step(d, RULE_ARITH_ROUND, 2, args, premises.size, premises.data);
  stack_free(a->m, &premises);
  return s;
}

static void derive_gap(void *self, const void *data, derivation *d, const lemma_view *lemma)
{
  const gap *g = data;
  step sides[2] = {prove_side(self, d, g->above, g->least, lemma), prove_side(self, d, g->below, g->most, lemma)};
  term c = terms_int(((arith *)self)->terms, 1);
  derivation_step(d, RULE_ARITH_FARKAS, 1, &c, 2, sides);
}

/* Adds the negations of the culprits' literals to the clause, each once. */
static bool add_to_clause(arith *a, const culprits *c)
{
  for (size_t i = 0; i < c->size; i++) {
    tlit l = a->literals.data[c->data[i].reason - 1];
    bool there = false;
    for (size_t k = 0; k < a->clause.size; k++)
      there = there || a->clause.data[k].atom == l.atom;
    if (!there && !stack_push(a->m, &a->clause, ((tlit){l.atom, !l.positive})))
      return false;
  }
  return true;
}

bool arith_no_integer(arith *a, term q, const num *k, culprits *above, culprits *below)
{
  gap g = {arith_comparison(a, STRSMT_GE, q, k, 1), arith_comparison(a, STRSMT_LE, q, k, 0), above, below};
  stack_clear(&a->clause);
  return g.least && g.most && add_to_clause(a, above) && add_to_clause(a, below) && sign_coefficients(a, above) &&
         sign_coefficients(a, below) && lemma_add_clause(a->env, a->clause.size, a->clause.data, derive_gap, a, &g);
}

bool arith_split(arith *a, term p, const num *k)
{
  tlit clause[2] = {{arith_comparison(a, STRSMT_GE, p, k, 1), true}, {arith_comparison(a, STRSMT_LE, p, k, 0), true}};
  return clause[0].atom && clause[1].atom && lemma_add_clause(a->env, 2, clause, derive_all_one, a, NULL);
}

/* {(= s t), not (>= p k), (>= p k + 1)} */
static void derive_trichotomy(void *self, const void *data, derivation *d, const lemma_view *lemma)
{
  (void)self;
  (void)data;
  step sides[2] = {2, 3};
  derivation_infer2(d, RULE_CONTRA, derivation_step(d, RULE_ARITH_ANTISYMM, 1, &lemma->literals[0].atom, 2, sides), 1);
}

bool arith_trichotomy(arith *a, const arith_atom *atom)
{
  term equality = atom->atom, p = atom->p;
  num k = NUM_ZERO;
  bool ok = num_set(a->m, &k, &atom->k);
  term at_least = ok ? arith_comparison(a, STRSMT_GE, p, &k, 0) : 0,
       above = at_least ? arith_comparison(a, STRSMT_GE, p, &k, 1) : 0;
  num_free(a->m, &k);
  tlit clause[3] = {{equality, true}, {at_least, false}, {above, true}};
  return above && lemma_add_clause(a->env, 3, clause, derive_trichotomy, a, NULL);
}

bool arith_sides(arith *a, term x, term y, tlit sides[2])
{
  term equality = terms_apply2(a->terms, STRSMT_EQ, x, y);
  term normal = equality ? linear_normal_atom(a->terms, a->limits, equality) : 0;
  const arith_atom *atom = normal && term_arity(a->terms, normal) ? arith_atom_of(a, normal) : NULL;
  sides[0] = sides[1] = (tlit){0, false};
  if (!atom)
    return normal && !mem_failed(a->m) && !a->limits->stop;
  arith_atom named = *atom;
  sides[0] = (tlit){arith_comparison(a, STRSMT_GE, named.p, &named.k, 0), false};
  sides[1] = (tlit){sides[0].atom ? arith_comparison(a, STRSMT_GE, named.p, &named.k, 1) : 0, true};
  return sides[1].atom;
}

/* ---- definitions -------------------------------------------------------------------------------------------------- */

/* The rule's conclusion is the lemma. */
static void derive_bound(void *self, const void *data, derivation *d, const lemma_view *lemma)
{
  const term *what = data; /* x, c, and the rule */
  (void)self;
  (void)lemma;
  derivation_step(d, (rule)what[2], 2, what, 0, NULL);
}

/* |c|, for a number as a number. */
static term size_of(arith *a, term c)
{
  if (term_kind(a->terms, c) != STRSMT_INT_LITERAL)
    return terms_apply1(a->terms, STRSMT_ABS, c);
  if (num_sign(term_num(a->terms, c)) >= 0)
    return c;
  num minus = NUM_ZERO;
  term size = num_neg(a->m, &minus, term_num(a->terms, c)) ? terms_num(a->terms, &minus) : 0;
  num_free(a->m, &minus);
  return size;
}

/* (or (= c 0) F), if c is no number; it is none that is 0. */
static term unless_zero(terms *t, term c, term f)
{
  if (!f || term_kind(t, c) == STRSMT_INT_LITERAL)
    return f;
  return terms_apply2(t, STRSMT_OR, terms_apply2(t, STRSMT_EQ, c, terms_int(t, 0)), f);
}

/* (>= x (* c q)) and (< x (+ (* c q) |c|)), unless c is 0 */
bool arith_define_div(arith *a, term q, bool *fresh)
{
  const theory_host *host = &a->env->host;
  terms *t = a->terms;
  term x = term_arg(t, q, 0), c = term_arg(t, q, 1);
  term size = size_of(a, c), multiple = terms_apply2(t, STRSMT_MUL, c, q);
  term end = multiple && size ? terms_apply2(t, STRSMT_ADD, multiple, size) : 0;
  term low = end ? unless_zero(t, c, terms_apply2(t, STRSMT_GE, x, multiple)) : 0;
  term high = low ? unless_zero(t, c, terms_apply2(t, STRSMT_LT, x, end)) : 0;
  bool more = false;
  if (!high || !host->define(host->user, q, low, derive_bound, a, (term[3]){x, c, RULE_INT_DIV_LOWER}, fresh) ||
      !host->define(host->user, q, high, derive_bound, a, (term[3]){x, c, RULE_INT_DIV_UPPER}, &more))
    return false;
  *fresh = *fresh || more;
  return true;
}

static void derive_length(void *self, const void *data, derivation *d, const lemma_view *lemma)
{
  (void)self;
  (void)lemma;
  derivation_axiom(d, RULE_STRING_LENGTH_POS, *(const term *)data);
}

/* (or (and (= (str.len x) 0) (= x "")) (> (str.len x) 0)) */
bool arith_define_length(arith *a, term length, bool *fresh)
{
  const theory_host *host = &a->env->host;
  terms *t = a->terms;
  term x = term_arg(t, length, 0), zero = terms_int(t, 0);
  term parts[2] = {terms_apply2(t, STRSMT_EQ, length, zero), terms_apply2(t, STRSMT_EQ, x, terms_string(t, NULL, 0))};
  term meaning =
      terms_apply2(t, STRSMT_OR, terms_apply(t, STRSMT_AND, 2, parts), terms_apply2(t, STRSMT_GT, length, zero));
  return meaning && host->define(host->user, x, meaning, derive_length, a, &x, fresh);
}
