/* justify.c: relevance. The SAT solver assigns every atom; of these, only a set that makes the assertions true by
 * itself is handed to the theories. It is found from the assertions downwards: one true disjunct justifies a
 * disjunction, all conjuncts a conjunction, and so on. Disjuncts that are in the set already are preferred. */
#include "core/state.h"

static int value_of(solver *s, term t)
{
  bool negative = false;
  for (; term_kind(s->terms, t) == STRSMT_NOT; t = term_arg(s->terms, t, 0))
    negative = !negative;
  const encoding *e = t < s->encodings.size ? &s->encodings.data[t] : NULL;
  int value = e && e->variable ? s->values.data[e->variable] : 0;
  return negative ? -value : value;
}

static bool is_visited(const solver *s, term t)
{
  while (term_kind(s->terms, t) == STRSMT_NOT)
    t = term_arg(s->terms, t, 0);
  return t < s->encodings.size && s->encodings.data[t].visited;
}

static bool push(solver *s, term t, bool value) { return stack_push(s->m, &s->todo, 2 * t + value); }

/* One child with the value (1 or -1) that decides; the first that is visited, else the first. `flip_first`: the first
 * child counts negated (=>). */
static bool push_deciding(solver *s, term t, int value, bool flip_first)
{
  size_t n = term_arity(s->terms, t), best = n;
  for (size_t i = 0; i < n; i++) {
    term a = term_arg(s->terms, t, i);
    int wanted = flip_first && i == 0 ? -value : value;
    if (value_of(s, a) != wanted)
      continue;
    if (best == n)
      best = i;
    if (is_visited(s, a)) {
      best = i;
      break;
    }
  }
  if (best == n)
    return true; /* cannot happen while the clauses hold; the model check would notice */
  return push(s, term_arg(s->terms, t, best), (flip_first && best == 0 ? -value : value) > 0);
}

static bool push_all(solver *s, term t, bool value)
{
  for (size_t i = term_arity(s->terms, t); i-- > 0;)
    if (!push(s, term_arg(s->terms, t, i), value))
      return false;
  return true;
}

static bool push_as_assigned(solver *s, term a) { return push(s, a, value_of(s, a) > 0); }

static bool justify_connective(solver *s, term t, bool value)
{
  const terms *q = s->terms;
  switch ((int)term_kind(q, t)) {
  case STRSMT_AND:
    return value ? push_all(s, t, true) : push_deciding(s, t, -1, false);
  case STRSMT_OR:
    return value ? push_deciding(s, t, 1, false) : push_all(s, t, false);
  case STRSMT_IMPLIES:
    return value ? push_deciding(s, t, 1, true) : push(s, term_arg(q, t, 0), true) && push(s, term_arg(q, t, 1), false);
  case STRSMT_ITE: {
    bool condition = value_of(s, term_arg(q, t, 0)) > 0;
    return push(s, term_arg(q, t, 0), condition) && push(s, term_arg(q, t, condition ? 1 : 2), value);
  }
  case STRSMT_EQ:
  case STRSMT_XOR:
    return push_as_assigned(s, term_arg(q, t, 0)) && push_as_assigned(s, term_arg(q, t, 1));
  default:
    return true;
  }
}

static bool visit(solver *s, term t, bool value)
{
  for (; term_kind(s->terms, t) == STRSMT_NOT; t = term_arg(s->terms, t, 0))
    value = !value;
  encoding *e = solver_encoding(s, t);
  if (!e)
    return false;
  if (e->visited)
    return true;
  e->visited = true;
  if (!stack_push(s->m, &s->visited, t))
    return false;
  if (solver_is_connective(s, t))
    return justify_connective(s, t, value);
  term normal = e->version == s->version && e->linked ? e->linked : t;
  if (normal != t)
    return push(s, normal, value);
  return stack_push(s->m, &s->relevant, ((tlit){t, value}));
}

bool solver_justify(solver *s)
{
  bool ok = true;
  stack_clear(&s->relevant);
  stack_clear(&s->visited);
  stack_clear(&s->todo);
  for (size_t i = s->assumptions.size; i-- > 0 && ok;)
    ok = push(s, s->assumptions.data[i], true);
  for (size_t i = s->assertions.size; i-- > 0 && ok;)
    ok = push(s, s->assertions.data[i].formula, true);
  for (size_t i = 0; i < s->watched.size && ok; i++)
    if (value_of(s, s->watched.data[i]) > 0)
      ok = push(s, s->watched.data[i], true);
  while (ok && s->todo.size) {
    term item = stack_pop(&s->todo);
    ok = !limits_poll(s->limits) && visit(s, item / 2, item % 2);
  }
  for (size_t i = 0; i < s->visited.size; i++)
    s->encodings.data[s->visited.data[i]].visited = false;
  return ok;
}
