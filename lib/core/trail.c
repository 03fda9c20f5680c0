/* trail.c: the SAT solver's trail, and what theories hear of it during the search.
 *
 * A theory with `propagate` is told the literals that it owns (relevant or not) in the order of the trail, and levels.
 * It is told late: when the SAT solver has propagated all it can, not at each assignment; and nothing before it is eager.
 *
 * Literals that a theory implies go to the SAT solver without a clause, which it asks for when a conflict depends on them.
 * At the levels of assumptions, and at the root, the clause comes at once (sat.h). */
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
  stack_clear(&s->implied_literals);
  s->implied_head = 0;
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

/* Finds who listens to variables that are new. */
static bool notice_variables(solver *s)
{
  while (s->listeners.size < s->term_of.size) {
    size_t v = s->listeners.size;
    uint8_t i = find_listener(s, (int)v);
    if (!stack_push(s->m, &s->listeners, i) ||
        (i && !solver_theories[i - 1]->notice(s->theory_state[i - 1], s->term_of.data[v])))
      return false;
  }
  return true;
}

static bool tell(solver *s, int literal)
{
  int v = literal < 0 ? -literal : literal;
  uint8_t i = s->listeners.data[v];
  return !i || solver_theories[i - 1]->assign(s->theory_state[i - 1], (tlit){s->term_of.data[v], literal > 0});
}

static bool tell_news(solver *s)
{
  if (!notice_variables(s))
    return false;
  for (; s->told < s->trail.size; s->told++) {
    while (s->told_levels < s->levels.size && s->levels.data[s->told_levels] == s->told)
      if (!tell_level(s))
        return false;
    if (!tell(s, s->trail.data[s->told]))
      return false;
  }
  while (s->told_levels < s->levels.size)
    if (!tell_level(s))
      return false;
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

int solver_next_implied(void *user)
{
  solver *s = user;
  while (s->implied_head < s->implied_literals.size) {
    int literal = s->implied_literals.data[s->implied_head++];
    if (s->values.data[literal < 0 ? -literal : literal] != (literal < 0 ? -1 : 1))
      return literal;
  }
  stack_clear(&s->implied_literals);
  s->implied_head = 0;
  return 0;
}

/* The lemma that a literal was implied by. */
static bool explain(solver *s, int literal)
{
  int v = literal < 0 ? -literal : literal;
  uint8_t i = (size_t)v < s->listeners.size ? s->listeners.data[v] : 0;
  stop_reason stop;
  limits_aside before = limits_suspend(s->limits, &stop);
  s->partial = true;
  bool ok = i && solver_theories[i - 1]->explain(s->theory_state[i - 1], (tlit){s->term_of.data[v], literal > 0});
  s->partial = false;
  limits_resume(s->limits, before, stop);
  return ok;
}

/* At a level where reasons cannot be asked for, they are given first. */
static bool give_reasons(solver *s)
{
  bool ok = true;
  if (s->levels.size > s->assumed.size)
    return true;
  for (int literal; ok && (literal = solver_next_implied(s));)
    ok = explain(s, literal);
  return ok;
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
  if (!ok || !give_reasons(s))
    s->derivation_stopped = true;
}

const int *solver_reason(void *user, int literal, size_t *count)
{
  solver *s = user;
  solver_drop_reason(s);
  s->reason_made = false;
  s->explaining = true;
  bool ok = explain(s, literal) && s->reason_made;
  s->explaining = false;
  if (!ok)
    return NULL;
  *count = s->reason_clause.size;
  return s->reason_clause.data;
}

void solver_forget_trail(solver *s)
{
  for (size_t i = 0; i < THEORY_COUNT; i++)
    if (solver_theories[i]->propagate)
      solver_theories[i]->restart(s->theory_state[i]);
  stack_clear(&s->trail);
  stack_clear(&s->levels);
  stack_clear(&s->listeners);
  stack_clear(&s->implied_literals);
  s->implied_head = 0;
  s->told = s->told_levels = 0;
}
