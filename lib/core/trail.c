/* trail.c: the SAT solver's trail, and what theories hear of it during the search.
 *
 * A theory with `propagate` is told the literals that it owns (relevant or not) in the order of the trail, and levels.
 * It is told late: when the SAT solver has propagated all it can, not at each assignment; and nothing before it is eager.
 *
 * Literals that a theory implies go to the SAT solver without a clause, which it asks for when a conflict depends on them.
 * At the levels of assumptions, and at the root, the clause comes at once (sat.h). */
#include "core/trail.h"

#include "core/state.h"

void trail_reset(trail *t)
{
  stack_clear(&t->values);
  trail_clear(&t->assigned);
  stack_clear(&t->listeners);
  stack_clear(&t->implied);
  t->implied_head = t->told = t->told_levels = 0;
}

void trail_release(mem *m, trail *t)
{
  stack_free(m, &t->values);
  trail_free(m, &t->assigned);
  stack_free(m, &t->listeners);
  stack_free(m, &t->implied);
}

static size_t variable_of(int literal)
{
  return (size_t)(literal < 0 ? -literal : literal);
}

const char *trail_broken(const solver *s)
{
  const trail *t = &s->trail;
  size_t given = 0;
  if (mem_failed(s->m))
    return NULL; /* an assignment may have been lost */
  if (!trail_check(&t->assigned))
    return "trail: levels";
  for (size_t i = 0; i < t->assigned.entries.size; i++) {
    int l = t->assigned.entries.data[i];
    if (variable_of(l) >= t->values.size || t->values.data[variable_of(l)] != (l < 0 ? -1 : 1))
      return "trail: a literal without its value";
  }
  for (size_t v = 0; v < t->values.size; v++)
    given += t->values.data[v] != 0;
  if (given != t->assigned.entries.size)
    return "trail: a value that nothing assigned";
  if (t->told > t->assigned.entries.size || t->told_levels > trail_level(&t->assigned) ||
      t->told > trail_kept(&t->assigned, t->told_levels))
    return "trail: what theories were told";
  return t->implied_head <= t->implied.size && t->listeners.size <= s->clauses.term_of.size ? NULL
                                                                                            : "trail: what is implied";
}

void solver_assigned(void *user, const int *literals, size_t count)
{
  solver *s = user;
  for (size_t i = 0; i < count; i++) {
    size_t v = variable_of(literals[i]);
    if (v >= s->trail.values.size)
      continue;
    s->trail.values.data[v] = literals[i] < 0 ? -1 : 1;
    (void)trail_note(s->m, &s->trail.assigned, literals[i]);
  }
}

void solver_new_level(void *user)
{
  solver *s = user;
  (void)trail_open(s->m, &s->trail.assigned);
}

static void unassign(solver *s, int literal)
{
  s->trail.values.data[variable_of(literal)] = 0;
}

void solver_backtrack(void *user, size_t level)
{
  solver *s = user;
  if (level >= trail_level(&s->trail.assigned))
    return;
  size_t keep = trail_kept(&s->trail.assigned, level);
  trail_back(&s->trail.assigned, level, unassign, s);
  stack_clear(&s->trail.implied);
  s->trail.implied_head = 0;
  assert(level % 8 || !trail_broken(s) || s->trail.told_levels > level);
  if (level < s->trail.told_levels) {
    s->trail.told_levels = level;
    s->trail.told = keep;
    for (size_t i = 0; i < THEORY_COUNT; i++)
      if (solver_theories[i]->propagate)
        solver_theories[i]->backtrack(s->search.theories[i], level);
  }
}

/* The theory that wants to hear of a variable: its number plus 1; 0: none. */
static uint8_t find_listener(const solver *s, int variable)
{
  assert((size_t)variable < s->clauses.term_of.size);
  term t = s->clauses.term_of.data[variable];
  if (!t || solver_is_connective(s, t))
    return 0;
  for (uint8_t i = 0; i < THEORY_COUNT; i++)
    if (solver_theories[i]->propagate && solver_theories[i]->owns(s->search.theories[i], t))
      return (uint8_t)(i + 1);
  return 0;
}

static bool tell_level(solver *s)
{
  for (size_t i = 0; i < THEORY_COUNT; i++)
    if (solver_theories[i]->propagate && !solver_theories[i]->new_level(s->search.theories[i]))
      return false;
  s->trail.told_levels++;
  assert(s->trail.told_levels <= trail_level(&s->trail.assigned));
  return true;
}

/* Finds who listens to variables that are new. */
static bool notice_variables(solver *s)
{
  while (s->trail.listeners.size < s->clauses.term_of.size) {
    size_t v = s->trail.listeners.size;
    uint8_t i = find_listener(s, (int)v);
    if (!stack_push(s->m, &s->trail.listeners, i) ||
        (i && !solver_theories[i - 1]->notice(s->search.theories[i - 1], s->clauses.term_of.data[v])))
      return false;
  }
  return true;
}

static bool tell(solver *s, int literal)
{
  int v = literal < 0 ? -literal : literal;
  uint8_t i = s->trail.listeners.data[v];
  assert((size_t)v < s->trail.listeners.size);
  return !i ||
         solver_theories[i - 1]->assign(s->search.theories[i - 1], (tlit){s->clauses.term_of.data[v], literal > 0});
}

static bool tell_news(solver *s)
{
  if (!notice_variables(s))
    return false;
  for (; s->trail.told < s->trail.assigned.entries.size; s->trail.told++) {
    while (s->trail.told_levels < s->trail.assigned.levels.size &&
           s->trail.assigned.levels.data[s->trail.told_levels] == s->trail.told)
      if (!tell_level(s))
        return false;
    if (!tell(s, s->trail.assigned.entries.data[s->trail.told]))
      return false;
  }
  while (s->trail.told_levels < s->trail.assigned.levels.size)
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
  bool result = s->trail.told || s->trail.told_levels;
  for (size_t i = 0; i < THEORY_COUNT && !result; i++)
    result = solver_theories[i]->propagate && solver_theories[i]->eager(s->search.theories[i]);
  return result;
}

int solver_next_implied(void *user)
{
  solver *s = user;
  while (s->trail.implied_head < s->trail.implied.size) {
    int literal = s->trail.implied.data[s->trail.implied_head++];
    assert(variable_of(literal) < s->trail.values.size);
    if (s->trail.values.data[literal < 0 ? -literal : literal] != (literal < 0 ? -1 : 1))
      return literal;
  }
  stack_clear(&s->trail.implied);
  s->trail.implied_head = 0;
  return 0;
}

/* The lemma that a literal was implied by. */
static bool explain(solver *s, int literal)
{
  int v = literal < 0 ? -literal : literal;
  uint8_t i = (size_t)v < s->trail.listeners.size ? s->trail.listeners.data[v] : 0;
  stop_reason stop;
  limits_aside before = limits_suspend(s->limits, &stop);
  s->trail.partial = true;
  bool ok =
      i && solver_theories[i - 1]->explain(s->search.theories[i - 1], (tlit){s->clauses.term_of.data[v], literal > 0});
  s->trail.partial = false;
  limits_resume(s->limits, before, stop);
  return ok;
}

/* At a level where reasons cannot be asked for, they are given first. */
static bool give_reasons(solver *s)
{
  bool ok = true;
  if (s->trail.assigned.levels.size > s->search.assumed.size)
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
  s->trail.partial = true;
  for (size_t i = 0; i < THEORY_COUNT && ok && s->clauses.queue_head == s->clauses.queue.size; i++)
    if (solver_theories[i]->propagate)
      ok = solver_theories[i]->propagate(s->search.theories[i]) != VERDICT_STOPPED;
  s->trail.partial = false;
  if (!ok || !give_reasons(s))
    s->search.stopped = true;
}

const int *solver_reason(void *user, int literal, size_t *count)
{
  solver *s = user;
  solver_drop_reason(s);
  s->clauses.reason_made = false;
  s->trail.explaining = true;
  bool ok = explain(s, literal) && s->clauses.reason_made;
  s->trail.explaining = false;
  if (!ok)
    return NULL;
  *count = s->clauses.reason.size;
  assert(*count && s->clauses.reason_waits == (s->proof != NULL));
  return s->clauses.reason.data;
}

void solver_forget_trail(solver *s)
{
  for (size_t i = 0; i < THEORY_COUNT; i++)
    if (solver_theories[i]->propagate &&
        s->search.theories[i]) /* none are there before a search, or after one that gave up early */
      solver_theories[i]->restart(s->search.theories[i]);
  trail_reset(&s->trail);
}
