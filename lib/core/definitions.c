/* definitions.c: which asserted equalities define constants of sort RegLan.
 *
 * Among the assertions and assumptions (and the conjuncts of conjunctions), an equality of a constant X of sort RegLan
 * and a regular expression that does not contain X, not even through other definitions, defines X. The first one in
 * order counts. All other occurrences of X are then rewritten. */
#include "core/state.h"

static const definition *find(const solver *s, term constant)
{
  for (size_t i = 0; i < s->assertions.definitions.size; i++)
    if (s->assertions.definitions.data[i].constant == constant)
      return &s->assertions.definitions.data[i];
  return NULL;
}

/* 1: `constant` occurs in t, through the definitions made so far; 0: not; -1: out of memory or stopped. */
static int occurs(solver *s, term constant, term t)
{
  int result = 0;
  stack_clear(&s->assertions.visited);
  stack_clear(&s->assertions.todo);
  if (!stack_push(s->m, &s->assertions.todo, t))
    return -1;
  while (s->assertions.todo.size && result == 0) {
    term u = stack_pop(&s->assertions.todo);
    encoding *e = solver_encoding(s, u);
    const definition *d = NULL;
    if (u == constant)
      result = 1;
    else if (limits_poll(s->limits) || !e)
      result = -1;
    if (result || !e || e->visited || term_is_ground(s->terms, u))
      continue;
    e->visited = true;
    bool ok = stack_push(s->m, &s->assertions.visited, u);
    if (term_kind(s->terms, u) == STRSMT_CONSTANT && (d = find(s, u)))
      ok = ok && stack_push(s->m, &s->assertions.todo, d->value);
    for (size_t i = 0; i < term_arity(s->terms, u) && ok; i++)
      ok = stack_push(s->m, &s->assertions.todo, term_arg(s->terms, u, i));
    if (!ok)
      result = -1;
  }
  for (size_t i = 0; i < s->assertions.visited.size; i++)
    s->encodings.of.data[s->assertions.visited.data[i]].visited = false;
  return result;
}

static bool try_define(solver *s, term atom, term constant, term value, bool *defined)
{
  *defined = false;
  if (term_kind(s->terms, constant) != STRSMT_CONSTANT || find(s, constant))
    return true;
  int cyclic = occurs(s, constant, value);
  *defined = cyclic == 0;
  return cyclic >= 0 && (cyclic || stack_push(s->m, &s->assertions.definitions, ((definition){constant, value, atom})));
}

/* Appends the equalities of sort RegLan among the conjuncts of the formula, in order. Each conjunction is looked at
 * once, however often it is shared. */
static bool collect(solver *s, term formula, term_list *equalities)
{
  const terms *t = s->terms;
  term_list conjuncts = {0};
  stack_clear(&s->assertions.visited);
  bool ok = stack_push(s->m, &conjuncts, formula);
  while (ok && conjuncts.size) {
    term f = stack_pop(&conjuncts);
    strsmt_kind kind = term_kind(t, f);
    encoding *e = kind == STRSMT_AND ? solver_encoding(s, f) : NULL;
    if (limits_poll(s->limits) || (kind == STRSMT_AND && !e)) {
      ok = false;
    } else if (kind == STRSMT_AND && !e->visited) {
      e->visited = true;
      ok = stack_push(s->m, &s->assertions.visited, f);
      for (size_t i = term_arity(t, f); i-- > 0 && ok;)
        ok = stack_push(s->m, &conjuncts, term_arg(t, f, i));
    } else if (kind == STRSMT_EQ && term_sort(t, term_arg(t, f, 0)) == STRSMT_SORT_REGLAN) {
      ok = stack_push(s->m, equalities, f);
    }
  }
  stack_free(s->m, &conjuncts);
  for (size_t i = 0; i < s->assertions.visited.size; i++)
    s->encodings.of.data[s->assertions.visited.data[i]].visited = false;
  return ok;
}

static bool take(solver *s, term formula)
{
  term_list equalities = {0};
  bool ok = collect(s, formula, &equalities), defined;
  for (size_t i = 0; i < equalities.size && ok; i++) {
    term f = equalities.data[i], a = term_arg(s->terms, f, 0), b = term_arg(s->terms, f, 1);
    ok = try_define(s, f, a, b, &defined) && (defined || try_define(s, f, b, a, &defined));
  }
  stack_free(s->m, &equalities);
  return ok;
}

/* The rewriter works with these definitions from now on; encodings made under others are out of date. */
static bool adopt(solver *s)
{
  size_t count = s->assertions.definitions.size;
  if (count == s->assertions.adopted.size &&
      (!count || !memcmp(s->assertions.definitions.data, s->assertions.adopted.data, count * sizeof(definition))))
    return true;
  s->assertions.version++;
  stack_clear(&s->assertions.adopted);
  for (size_t i = 0; i < count; i++)
    if (!stack_push(s->m, &s->assertions.adopted, s->assertions.definitions.data[i]))
      return false;
  return rewriter_define(s->rewriter, count, s->assertions.definitions.data);
}

bool solver_find_definitions(solver *s)
{
  stack_clear(&s->assertions.definitions);
  for (size_t i = 0; i < s->assertions.list.size; i++)
    if (!take(s, s->assertions.list.data[i].formula))
      return false;
  for (size_t i = 0; i < s->assertions.assumptions.size; i++)
    if (!take(s, s->assertions.assumptions.data[i]))
      return false;
  return adopt(s);
}
