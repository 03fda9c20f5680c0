/* trail.c: the SAT solver's trail, and what theories hear of it during the search.
 *
 * A theory with `propagate` is told the literals that it owns (relevant or not) in the order of the trail, and levels.
 * It is told late: when the SAT solver has propagated all it can, not at each assignment; and nothing before it is eager. */
#include "core/state.h"

void solver_assigned(void *user, const int *literals, size_t count)
{
  solver *s = user;
  for (size_t i = 0; i < count; i++) {
    size_t v = (size_t)(literals[i] < 0 ? -literals[i] : literals[i]);
    if (v >= s->values.size)
      continue;
    s->values.data[v] = literals[i] < 0 ? -1 : 1;
    (void)stack_push(s->m, &s->trail, literals[i]);
  }
}

void solver_new_level(void *user)
{
  solver *s = user;
  (void)stack_push(s->m, &s->levels, s->trail.size);
}

void solver_backtrack(void *user, size_t level)
{
  solver *s = user;
  if (level >= s->levels.size)
    return;
  size_t keep = s->levels.data[level];
  while (s->trail.size > keep) {
    int l = stack_pop(&s->trail);
    s->values.data[l < 0 ? -l : l] = 0;
  }
  s->levels.size = level;
  if (level < s->told_levels) {
    s->told_levels = level;
    s->told = keep;
    for (size_t i = 0; i < THEORY_COUNT; i++)
      if (solver_theories[i]->propagate)
        solver_theories[i]->backtrack(s->theory_state[i], level);
  }
}

/* The theory that wants to hear of a variable: its number plus 1; 0: none. */
static uint8_t find_listener(const solver *s, int variable)
{
  term t = s->term_of.data[variable];
  if (!t || solver_is_connective(s, t))
    return 0;
  for (uint8_t i = 0; i < THEORY_COUNT; i++)
    if (solver_theories[i]->propagate && solver_theories[i]->owns(s->theory_state[i], t))
      return (uint8_t)(i + 1);
  return 0;
}

static bool tell_level(solver *s)
{
  for (size_t i = 0; i < THEORY_COUNT; i++)
    if (solver_theories[i]->propagate && !solver_theories[i]->new_level(s->theory_state[i]))
      return false;
  s->told_levels++;
  return true;
}

static bool tell(solver *s, int literal)
{
  int v = literal < 0 ? -literal : literal;
  while (s->listeners.size < s->term_of.size) {
    uint8_t found = find_listener(s, (int)s->listeners.size);
    if (!stack_push(s->m, &s->listeners, found))
      return false;
  }
  uint8_t i = s->listeners.data[v];
  return !i || solver_theories[i - 1]->assign(s->theory_state[i - 1], (tlit){s->term_of.data[v], literal > 0});
}

static bool tell_news(solver *s)
{
  for (; s->told < s->trail.size; s->told++) {
    while (s->told_levels < s->levels.size && s->levels.data[s->told_levels] == s->told)
      if (!tell_level(s))
        return false;
    if (!tell(s, s->trail.data[s->told]))
      return false;
  }
  return true;
}

bool solver_listening(void)
{
  bool result = false;
  for (size_t i = 0; i < THEORY_COUNT; i++)
    result = result || solver_theories[i]->propagate;
  return result;
}

/* Is there one that wants to hear now? Until then nothing is told, and it costs nothing. */
static bool is_wanted(const solver *s)
{
  bool result = s->told || s->told_levels;
  for (size_t i = 0; i < THEORY_COUNT && !result; i++)
    result = solver_theories[i]->propagate && solver_theories[i]->eager(s->theory_state[i]);
  return result;
}

void solver_propagated(void *user)
{
  solver *s = user;
  if (!is_wanted(s) || solver_terminate(s))
    return;
  bool ok = tell_news(s);
  s->partial = true;
  for (size_t i = 0; i < THEORY_COUNT && ok && s->queue_head == s->queue.size; i++)
    if (solver_theories[i]->propagate)
      ok = solver_theories[i]->propagate(s->theory_state[i]) != VERDICT_STOPPED;
  s->partial = false;
  if (!ok)
    s->derivation_stopped = true;
}

void solver_forget_trail(solver *s)
{
  for (size_t i = 0; i < THEORY_COUNT; i++)
    if (solver_theories[i]->propagate)
      solver_theories[i]->restart(s->theory_state[i]);
  stack_clear(&s->trail);
  stack_clear(&s->levels);
  stack_clear(&s->listeners);
  s->told = s->told_levels = 0;
}
