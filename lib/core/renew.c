/* renew.c: when a search ends and another one begins: after a reset, or since what closed frames left behind has become
 * more than what is needed.
 *
 * Closing a frame costs nothing: its clauses are switched off by their guard, and its variables stay. But the SAT solver
 * assigns every variable before it shows a model, and so a check would take the longer, the more queries there were
 * before. Once most variables are dead, the assertions that are left get a new SAT solver. What is lost with the old one
 * are learned clauses: with each conflict one more variable has to be dead. */
#include "core/state.h"

void solver_end_search(solver *s)
{
  s->search.past = solver_search_counts(s);
  if (s->sat)
    sat_delete(s->sat);
  s->sat = NULL;
  solver_drop_pending(s);
  solver_drop_reason(s);
}

sat_statistics solver_search_counts(const solver *s)
{
  sat_statistics now = {0};
  if (s->sat)
    sat_get_statistics(s->sat, &now);
  now.decisions += s->search.past.decisions;
  now.conflicts += s->search.past.conflicts;
  now.propagations += s->search.past.propagations;
  return now;
}

static void forget_search(solver *s)
{
  assert(!s->clauses.searching);
  solver_end_search(s);
  solver_forget_trail(s);
  encodings_clear(&s->encodings);
  clauses_clear(&s->clauses);
  relevance_clear(&s->relevance);
}

bool solver_reset(solver *s)
{
  forget_search(s);
  stack_clear(&s->assertions.frames);
  stack_clear(&s->assertions.list);
  s->assertions.resets++;
  if (s->proof)
    proof_epoch(s->proof);
  s->search.renew = true;
  return solver_push(s, 1);
}

bool solver_is_worn(const solver *s)
{
  if (s->encodings.dead <= s->limits->budget.core_dead_variables || s->encodings.dead / 2 <= s->encodings.needed)
    return false;
  sat_statistics now = {0};
  if (s->sat)
    sat_get_statistics(s->sat, &now);
  return s->encodings.dead > now.conflicts;
}

bool solver_start_afresh(solver *s)
{
  report_line(&s->log, 1, "%zu of %zu variables are dead: the search starts afresh", s->encodings.dead,
              s->clauses.term_of.size);
  forget_search(s);
  if (s->proof)
    proof_renew(s->proof);
  for (size_t i = 0; i < s->assertions.frames.size; i++)
    s->assertions.frames.data[i].guard = 0;
  for (size_t i = 0; i < s->assertions.list.size; i++) {
    s->assertions.list.data[i].encoded = 0;
    s->assertions.list.data[i].input = false;
  }
  return solver_renew_theories(s);
}
