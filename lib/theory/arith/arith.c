/* arith.c: the theory of linear integer arithmetic: its table, and one check.
 *
 * A check asserts bounds on the columns of a tableau and looks, in this order, for: two bounds of one column that clash;
 * values of the relaxation (simplex.h); integer values (integer.h); equalities that are false though both sides have the
 * same value; quotients and products that do not have the value that they should. Each of these is answered by lemmas.
 * The tableau stays from check to check, as a warm start; it is made anew if most of it is of no use any more. */
#include "theory/arith/integer.h"
#include "theory/arith/state.h"

static void *create(const theory_env *env)
{
  arith *a = mem_calloc(env->m, 1, sizeof *a);
  if (!a)
    return NULL;
  a->env = env;
  a->m = env->m;
  a->limits = env->limits;
  a->terms = env->terms;
  a->tableau.m = env->m;
  a->tableau.limits = env->limits;
  a->graph.m = env->m;
  a->graph.limits = env->limits;
  a->partial.graph.m = env->m;
  a->partial.graph.limits = env->limits;
  return a;
}

static void destroy(void *self)
{
  arith *a = self;
  if (!a)
    return;
  tableau_free(&a->tableau);
  difference_free(&a->graph);
  arith_free_atoms(a);
  reform_free(a);
  partial_free(a);
  bounds_free(a);
  for (size_t j = 0; j < a->targets.size; j++)
    num_free(a->m, &a->targets.data[j].value);
  stack_free(a->m, &a->targets);
  culprits_clear(a->m, &a->culprits);
  stack_free(a->m, &a->culprits);
  stack_free(a->m, &a->literals);
  stack_free(a->m, &a->bounded);
  stack_free(a->m, &a->disequal);
  stack_free(a->m, &a->clause);
  stack_free(a->m, &a->questions);
  stack_free(a->m, &a->splits);
  mem_free(a->m, a, sizeof *a);
}

static bool owns(const void *self, term atom)
{
  const terms *t = ((const arith *)self)->terms;
  strsmt_kind k = term_kind(t, atom);
  return k == STRSMT_GE || (k == STRSMT_EQ && term_sort(t, term_arg(t, atom, 0)) == STRSMT_SORT_INT);
}

/* ---- bounds ------------------------------------------------------------------------------------------------------- */

/* Is there little use left for what the tableau holds? */
static bool is_stale(const arith *a, size_t count)
{
  return a->tableau.broken || a->tableau.rows.size > 200 + 4 * count || a->tableau.columns.size > 1000 + 8 * count;
}

static bool forget_last(arith *a, size_t count)
{
  for (size_t i = 0; i < a->bounded.size; i++)
    simplex_unbound(&a->tableau, a->bounded.data[i]);
  stack_clear(&a->bounded);
  stack_clear(&a->literals);
  stack_clear(&a->disequal);
  if (is_stale(a, count))
    tableau_free(&a->tableau);
  return stack_reserve(a->m, &a->literals, count);
}

/* A bound of column j from the literal that was taken last. */
static bool take_bound(arith *a, uint32_t j, bool lower, const num *value, verdict *result)
{
  bool clash;
  if (!simplex_bound(&a->tableau, j, lower, value, (uint32_t)a->literals.size, &clash))
    return false;
  if (!clash)
    return true;
  *result = VERDICT_LEMMA;
  culprits_clear(a->m, &a->culprits);
  return simplex_explain_clash(&a->tableau, j, &a->culprits) && arith_conflict(a);
}

static bool take_literal(arith *a, tlit l, verdict *result)
{
  const arith_atom *atom = arith_atom_of(a, l.atom);
  if (!atom)
    return !mem_failed(a->m) && !a->limits->stop;
  uint32_t j = arith_column(a, atom->p);
  if (j == NO_ROW || !stack_push(a->m, &a->literals, l) || !stack_push(a->m, &a->bounded, j))
    return false;
  atom = arith_atom_of(a, l.atom);
  if (atom->equality && !l.positive)
    return stack_push(a->m, &a->disequal, (uint32_t)a->literals.size - 1);
  if (atom->equality)
    return take_bound(a, j, true, &atom->k, result) &&
           (*result == VERDICT_LEMMA || take_bound(a, j, false, &atom->k, result));
  if (l.positive)
    return take_bound(a, j, true, &atom->k, result);
  const num one = {1, NULL, 0, 0};
  num most = NUM_ZERO;
  bool ok = num_sub(a->m, &most, &atom->k, &one) && take_bound(a, j, false, &most, result);
  num_free(a->m, &most);
  return ok;
}

static verdict take_literals(arith *a, size_t count, const tlit *literals)
{
  verdict result = VERDICT_CONSISTENT;
  for (size_t i = 0; i < count && result == VERDICT_CONSISTENT; i++)
    if (limits_poll(a->limits) || !take_literal(a, literals[i], &result))
      return VERDICT_STOPPED;
  return result;
}

static verdict relax(arith *a)
{
  uint32_t j;
  bool lower;
  switch (simplex_solve(&a->tableau, &j, &lower)) {
  case SIMPLEX_FEASIBLE:
    return VERDICT_CONSISTENT;
  case SIMPLEX_CONFLICT:
    culprits_clear(a->m, &a->culprits);
    if (simplex_explain(&a->tableau, j, lower, &a->culprits) && arith_conflict(a))
      return VERDICT_LEMMA;
    break;
  case SIMPLEX_STOPPED:
    break;
  }
  return VERDICT_STOPPED;
}

/* ---- what is not linear ------------------------------------------------------------------------------------------- */

static verdict check_disequalities(arith *a)
{
  verdict result = VERDICT_CONSISTENT;
  num value = NUM_ZERO;
  for (size_t i = 0; i < a->disequal.size && result != VERDICT_STOPPED; i++) {
    const arith_atom *atom = arith_atom_of(a, a->literals.data[a->disequal.data[i]].atom);
    if (limits_poll(a->limits) || !atom)
      result = VERDICT_STOPPED;
    else if (arith_value(a, atom->p, &value) && !num_cmp(&value, &atom->k))
      result = arith_trichotomy(a, atom) ? VERDICT_LEMMA : VERDICT_STOPPED;
  }
  num_free(a->m, &value);
  return result;
}

static bool is_zero(const terms *t, term c)
{
  return term_kind(t, c) == STRSMT_INT_LITERAL && !num_sign(term_num(t, c));
}

/* Is this a quotient by something but the number 0? */
static bool is_quotient(const arith *a, term q)
{
  return term_kind(a->terms, q) == STRSMT_DIV && !is_zero(a->terms, term_arg(a->terms, q, 1));
}

/* Both sides of a division that may be one by 0 need a value in models. */
static bool watch_sides(arith *a, term t)
{
  strsmt_kind k = term_kind(a->terms, t);
  if (k != STRSMT_DIV && k != STRSMT_MOD)
    return true;
  term x = term_arg(a->terms, t, 0), c = term_arg(a->terms, t, 1);
  bool by_number = term_kind(a->terms, c) == STRSMT_INT_LITERAL && !is_zero(a->terms, c);
  return by_number || (arith_watch(a, x) && arith_watch(a, c));
}

static verdict define_quotients(arith *a)
{
  verdict result = VERDICT_CONSISTENT;
  for (size_t j = 0; j < a->tableau.columns.size; j++) {
    bool fresh = false;
    term t = a->tableau.columns.data[j].t;
    if (!watch_sides(a, t))
      return VERDICT_STOPPED;
    if (!is_quotient(a, t))
      continue;
    if (limits_poll(a->limits) || !arith_define_div(a, t, &fresh))
      return VERDICT_STOPPED;
    if (fresh)
      result = VERDICT_LEMMA;
  }
  return result;
}

/* ---- the table ---------------------------------------------------------------------------------------------------- */

static void begin(void *self)
{
  arith *a = self;
  a->partial.work = a->partial.reasons = a->bounds.work = a->bounds.lemmas = 0;
  a->room_wait = a->room_patience = 0;
  stack_clear(&a->questions);
  stack_clear(&a->splits);
}

static verdict check_all(void *self, size_t count, const tlit *literals)
{
  arith *a = self;
  verdict room = arith_check_room(a, count, literals);
  if (room != VERDICT_CONSISTENT || !forget_last(a, count))
    return room == VERDICT_LEMMA ? VERDICT_LEMMA : VERDICT_STOPPED;
  bool differences = a->differences = arith_only_differences(a, count, literals);
  verdict v = differences ? arith_check_differences(a, count, literals) : take_literals(a, count, literals);
  if (v == VERDICT_CONSISTENT)
    v = define_quotients(a);
  if (v == VERDICT_CONSISTENT && !differences)
    v = relax(a);
  if (v == VERDICT_CONSISTENT && !differences)
    v = arith_integer(a);
  if (v == VERDICT_CONSISTENT)
    v = check_disequalities(a);
  if (v == VERDICT_CONSISTENT)
    v = arith_check_products(a);
  return v;
}

static verdict check(void *self, size_t count, const tlit *literals)
{
  verdict v = check_all(self, count, literals);
  ((arith *)self)->partial.conflicts += v == VERDICT_LEMMA;
  return v;
}

/* What has a value in models: a constant; or, for a quotient or remainder by what is 0 in this one, the same of numbers
 * only. 0: neither. */
static term model_key(arith *a, term t)
{
  terms *table = a->terms;
  strsmt_kind k = term_kind(table, t);
  if (k == STRSMT_CONSTANT)
    return t;
  if ((k != STRSMT_DIV && k != STRSMT_MOD) || !egraph_has(a->env->egraph, t))
    return 0;
  num x = NUM_ZERO, by = NUM_ZERO;
  term c = term_arg(table, t, 1), result = 0;
  if ((is_zero(table, c) || (arith_value(a, c, &by) && !num_sign(&by))) && arith_value(a, term_arg(table, t, 0), &x))
    result = terms_apply2(table, k, terms_num(table, &x), terms_int(table, 0));
  num_free(a->m, &x);
  num_free(a->m, &by);
  return result;
}

static bool model(void *self)
{
  arith *a = self;
  for (size_t j = 0; j < a->tableau.columns.size; j++) {
    const column *c = tableau_column(&a->tableau, (uint32_t)j);
    term key = rational_is_integer(&c->value) ? model_key(a, c->t) : 0;
    if (!key)
      continue;
    c = tableau_column(&a->tableau, (uint32_t)j);
    term value = terms_num(a->terms, &c->value.n);
    if (!value || !a->env->host.value(a->env->host.user, key, value))
      return false;
  }
  return !mem_failed(a->m);
}

static bool eager(const void *self)
{
  return partial_pays(self);
}
static bool notice(void *self, term atom)
{
  return partial_notice(self, atom) && bounds_notice(self, atom);
}
static bool assign(void *self, tlit l)
{
  return partial_assign(self, l) && bounds_assign(self, l);
}
static bool new_level(void *self)
{
  return partial_new_level(self) && bounds_new_level(self);
}

static void backtrack(void *self, size_t level)
{
  partial_backtrack(self, level);
  bounds_backtrack(self, level);
}

static verdict propagate(void *self)
{
  verdict v = partial_propagate(self);
  return v == VERDICT_CONSISTENT ? bounds_propagate(self) : v;
}

static bool explain(void *self, tlit l)
{
  return partial_has_implied(self, l) ? partial_explain(self, l) : bounds_explain(self, l);
}

static void restart(void *self)
{
  partial_restart(self);
  bounds_restart(self);
}

const theory theory_arith = {.name = "arith",
                             .create = create,
                             .destroy = destroy,
                             .begin = begin,
                             .owns = owns,
                             .check = check,
                             .model = model,
                             .eager = eager,
                             .notice = notice,
                             .assign = assign,
                             .new_level = new_level,
                             .backtrack = backtrack,
                             .propagate = propagate,
                             .explain = explain,
                             .restart = restart};

/* ---- what others may ask ------------------------------------------------------------------------------------------ */

bool arith_watch(arith *a, term t)
{
  linear p = {0};
  const num one = {1, NULL, 0, 0};
  bool ok = linear_add_term(a->terms, a->limits, &p, t, &one) && linear_sort(a->m, &p);
  for (size_t i = 0; i < p.sum.size && ok; i++)
    ok = arith_column(a, p.sum.data[i].variable) != NO_ROW;
  linear_free(a->m, &p);
  return ok;
}

bool arith_value(const arith *a, term t, num *value)
{
  linear p = {0};
  const num one = {1, NULL, 0, 0};
  num product = NUM_ZERO;
  bool ok =
      linear_add_term(a->terms, a->limits, &p, t, &one) && linear_sort(a->m, &p) && num_set(a->m, value, &p.constant);
  for (size_t i = 0; i < p.sum.size && ok; i++) {
    uint32_t j = tableau_find(&a->tableau, p.sum.data[i].variable);
    const column *c = j == NO_ROW ? NULL : tableau_column(&a->tableau, j);
    ok = c && rational_is_integer(&c->value) &&
         num_mul_polled(a->m, a->limits, &product, &c->value.n, &p.sum.data[i].coefficient) &&
         num_add(a->m, value, value, &product);
  }
  linear_free(a->m, &p);
  num_free(a->m, &product);
  return ok;
}

static bool bound_of(const arith *a, term t, bool lower, num *out)
{
  uint32_t j = tableau_find(&a->tableau, t);
  const bound *b = j == NO_ROW ? NULL
                   : lower     ? &tableau_column(&a->tableau, j)->lower
                               : &tableau_column(&a->tableau, j)->upper;
  return b && b->reason && num_set(a->m, out, &b->value);
}

bool arith_lower(const arith *a, term t, num *value)
{
  return bound_of(a, t, true, value);
}

bool arith_upper(const arith *a, term t, num *value)
{
  return bound_of(a, t, false, value);
}
