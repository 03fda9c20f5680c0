/* reform.c: see reform.h. The constraints are the sums that have bounds now, those of splits excepted: else each split
 * would change the basis that the next one is made for. Their weights say how wide each is, as powers of 2: what lies
 * between two bounds counts by their distance, what has one bound only by the size of its coefficients. The basis stays
 * until the constraints change. */
#include "theory/arith/reform.h"

#include "theory/arith/state.h"

static const num one = {1, NULL, 0, 0};

typedef struct constraint {
  linear sum;
  uint32_t column;
  bool equation, within; /* within: it depends on the column in question */
} constraint;

typedef struct system {
  STACK(constraint) constraints;
} system;

void reform_free(arith *a)
{
  reform *r = &a->reform;
  stack_free(a->m, &r->key);
  stack_free(a->m, &r->variables);
  stack_free(a->m, &r->place);
  stack_free(a->m, &r->split);
  if (r->basis.m)
    lattice_free(&r->basis);
}

bool reform_mark_split(arith *a, term p)
{
  if (!by_key_reach(a->m, &a->reform.split, (size_t)p + 1))
    return false;
  return a->reform.split.data[p] = true;
}

static void free_system(arith *a, system *s)
{
  for (size_t i = 0; i < s->constraints.size; i++)
    linear_free(a->m, &s->constraints.data[i].sum);
  stack_free(a->m, &s->constraints);
}

/* ---- constraints -------------------------------------------------------------------------------------------------- */

static bool is_equation(const column *c)
{
  return c->lower.reason && c->upper.reason && !num_cmp(&c->lower.value, &c->upper.value);
}

static bool is_constraint(const arith *a, const column *c)
{
  return c->defined && (c->lower.reason || c->upper.reason) &&
         !(c->t < a->reform.split.size && a->reform.split.data[c->t]);
}

static bool collect_sums(arith *a, system *s)
{
  for (uint32_t j = 0; j < a->tableau.columns.size && s->constraints.size <= a->limits->budget.arith_reform_sums; j++) {
    const column *c = tableau_column(&a->tableau, j);
    constraint made = {.column = j, .equation = is_equation(c)};
    if (limits_poll(a->limits))
      return false;
    if (!is_constraint(a, c))
      continue;
    if (!linear_add_term(a->terms, a->limits, &made.sum, c->t, &one) || !linear_sort(a->m, &made.sum) ||
        !stack_push(a->m, &s->constraints, made)) {
      linear_free(a->m, &made.sum);
      return false;
    }
  }
  return true;
}

static bool add_variable(arith *a, term x)
{
  reform *r = &a->reform;
  if (reform_place(r, x))
    return true;
  if (!by_key_reach(a->m, &r->place, (size_t)x + 1))
    return false;
  r->place.data[x] = (uint32_t)r->variables.size + 1;
  return stack_push(a->m, &r->variables, x);
}

/* The variables that x meets in constraints, and those that they meet. */
static bool spread(arith *a, system *s, term x)
{
  bool grows = add_variable(a, x);
  while (grows && a->reform.variables.size <= a->limits->budget.arith_reform_variables) {
    grows = false;
    for (size_t i = 0; i < s->constraints.size; i++) {
      constraint *c = &s->constraints.data[i];
      bool meets = false;
      for (size_t k = 0; k < c->sum.sum.size && !c->within && !meets; k++)
        meets = reform_place(&a->reform, c->sum.sum.data[k].variable);
      for (size_t k = 0; k < c->sum.sum.size && meets; k++)
        if (!add_variable(a, c->sum.sum.data[k].variable))
          return false;
      c->within = c->within || meets;
      grows = grows || meets;
    }
    if (limits_poll(a->limits))
      return false;
  }
  return !mem_failed(a->m);
}

static bool push_key(arith *a, term t, bool equation, size_t *at, bool *same)
{
  reform *r = &a->reform;
  term item = 2 * t + equation;
  *same = *same && *at < r->key.size && r->key.data[*at] == item;
  if (!*same) {
    r->key.size = *at < r->key.size ? *at : r->key.size;
    if (!stack_push(a->m, &r->key, item))
      return false;
  }
  ++*at;
  return true;
}

/* *same: the basis at hand was made for these constraints. */
static bool compare_key(arith *a, const system *s, bool *same)
{
  reform *r = &a->reform;
  size_t at = 0;
  *same = r->made;
  for (size_t i = 0; i < r->variables.size; i++) {
    const column *c = tableau_column(&a->tableau, tableau_find(&a->tableau, r->variables.data[i]));
    if (!push_key(a, c->t, c->lower.reason || c->upper.reason, &at, same))
      return false;
  }
  for (size_t i = 0; i < s->constraints.size; i++)
    if (s->constraints.data[i].within && !push_key(a, tableau_column(&a->tableau, s->constraints.data[i].column)->t,
                                                   s->constraints.data[i].equation, &at, same))
      return false;
  *same = *same && at == r->key.size;
  r->key.size = at;
  return true;
}

/* ---- weights ------------------------------------------------------------------------------------------------------ */

static size_t bits(const num *a)
{
  if (!a->size) {
    uint64_t v = a->small < 0 ? 0 - (uint64_t)a->small : (uint64_t)a->small;
    return v ? 64 - (size_t)__builtin_clzll(v) : 0;
  }
  size_t n = (size_t)(a->size < 0 ? -a->size : a->size);
  return 64 * n - (size_t)__builtin_clzll(a->limbs[n - 1]);
}

static size_t largest(const linear *p)
{
  size_t most = 1;
  for (size_t i = 0; i < p->sum.size; i++)
    most = bits(&p->sum.data[i].coefficient) > most ? bits(&p->sum.data[i].coefficient) : most;
  return most;
}

/* How wide is what the column may be, as the exponent of a power of 2? `size`: that of its coefficients. */
static size_t width(arith *a, const column *c, size_t size)
{
  if (!c->lower.reason || !c->upper.reason)
    return size;
  num w = NUM_ZERO;
  size_t result = num_sub(a->m, &w, &c->upper.value, &c->lower.value) ? bits(&w) : size;
  num_free(a->m, &w);
  return result;
}

/* r = a 2^exponent */
static bool shift(arith *a, num *r, const num *x, size_t exponent)
{
  bool ok = num_set(a->m, r, x);
  for (size_t part; exponent && ok; exponent -= part) {
    part = exponent < 60 ? exponent : 60;
    num power = {INT64_C(1) << part, NULL, 0, 0};
    ok = num_mul(a->m, r, r, &power);
  }
  return ok;
}

/* The widest of what is measured, and the bits of the largest coefficient of an equation. */
static void measure(arith *a, const system *s, size_t *widest, size_t *of_equations)
{
  const reform *r = &a->reform;
  *widest = *of_equations = 1;
  for (size_t i = 0; i < r->variables.size; i++) {
    const column *c = tableau_column(&a->tableau, tableau_find(&a->tableau, r->variables.data[i]));
    size_t w = width(a, c, 1);
    *widest = w > *widest ? w : *widest;
  }
  for (size_t i = 0; i < s->constraints.size; i++) {
    const constraint *c = &s->constraints.data[i];
    size_t size = largest(&c->sum), w = width(a, tableau_column(&a->tableau, c->column), size);
    if (c->within && !c->equation)
      *widest = w > *widest ? w : *widest;
    if (c->within && c->equation && size > *of_equations)
      *of_equations = size;
  }
}

static bool fill_variables(arith *a, size_t widest)
{
  reform *r = &a->reform;
  bool ok = true;
  for (size_t i = 0; i < r->variables.size && ok; i++) {
    const column *c = tableau_column(&a->tableau, tableau_find(&a->tableau, r->variables.data[i]));
    bool free = !c->lower.reason && !c->upper.reason;
    ok = shift(a, lattice_cell(&r->basis, i, i), &one, free ? 0 : widest - width(a, c, 1));
  }
  return ok;
}

static bool fill_sums(arith *a, const system *s, size_t widest)
{
  reform *r = &a->reform;
  size_t at = r->variables.size, equation = 0;
  for (size_t i = 0; i < s->constraints.size; i++) {
    const constraint *c = &s->constraints.data[i];
    if (!c->within)
      continue;
    size_t exponent = c->equation ? 0 : widest - width(a, tableau_column(&a->tableau, c->column), largest(&c->sum));
    for (size_t k = 0; k < c->sum.sum.size; k++) {
      const monomial *part = &c->sum.sum.data[k];
      uint32_t place = reform_place(r, part->variable) - 1;
      num *to = c->equation ? lattice_head(&r->basis, place, equation) : lattice_cell(&r->basis, place, at);
      if (!shift(a, to, &part->coefficient, exponent))
        return false;
    }
    *(c->equation ? &equation : &at) += 1;
  }
  return true;
}

static bool make(arith *a, const system *s, bool *usable)
{
  reform *r = &a->reform;
  size_t n = r->variables.size, sums = 0, equations = 0, widest, of_equations;
  for (size_t i = 0; i < s->constraints.size; i++) {
    equations += s->constraints.data[i].within && s->constraints.data[i].equation;
    sums += s->constraints.data[i].within && !s->constraints.data[i].equation;
  }
  measure(a, s, &widest, &of_equations);
  r->made = false;
  r->uses = 0;
  if (r->basis.m)
    lattice_free(&r->basis);
  *usable = n * n * (widest + of_equations) <= a->limits->budget.arith_reform_size;
  if (!*usable)
    return true;
  r->made = lattice_begin(&r->basis, a->m, a->limits, n, n + sums, equations) && fill_variables(a, widest) &&
            fill_sums(a, s, widest) && lattice_reduce(&r->basis);
  return r->made;
}

bool reform_find(arith *a, uint32_t j, bool *usable)
{
  reform *r = &a->reform;
  system s = {0};
  for (size_t i = 0; i < r->variables.size; i++)
    r->place.data[r->variables.data[i]] = 0;
  stack_clear(&r->variables);
  bool same = false, ok = collect_sums(a, &s) && spread(a, &s, tableau_column(&a->tableau, j)->t);
  *usable = ok && r->variables.size <= a->limits->budget.arith_reform_variables &&
            s.constraints.size <= a->limits->budget.arith_reform_sums;
  if (*usable)
    ok = compare_key(a, &s, &same) && (same || make(a, &s, usable));
  free_system(a, &s);
  return ok;
}
