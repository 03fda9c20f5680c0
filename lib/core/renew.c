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
  s->past = solver_search_counts(s);
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
  now.decisions += s->past.decisions;
  now.conflicts += s->past.conflicts;
  now.propagations += s->past.propagations;
  return now;
}

static void forget_search(solver *s)
{
  solver_end_search(s);
  stack_clear(&s->encodings);
  stack_clear(&s->term_of);
  stack_clear(&s->values);
  stack_clear(&s->marks);
  stack_clear(&s->watched);
  stack_clear(&s->meanings);
  stack_clear(&s->implications);
  stack_clear(&s->implied);
  solver_forget_trail(s);
  stack_clear(&s->queue);
  s->queue_head = 0;
  s->dead = s->needed = 0;
}

bool solver_reset(solver *s)
{
  forget_search(s);
  stack_clear(&s->frames);
  stack_clear(&s->assertions);
  s->resets++;
  if (s->proof)
    proof_epoch(s->proof);
  s->renew = true;
  return solver_push(s, 1);
}

bool solver_is_worn(const solver *s)
{
  if (s->dead <= s->limits->budget.core_dead_variables || s->dead / 2 <= s->needed)
    return false;
  sat_statistics now = {0};
  if (s->sat)
    sat_get_statistics(s->sat, &now);
  return s->dead > now.conflicts;
}

bool solver_start_afresh(solver *s)
{
  report_line(&s->log, 1, "%zu of %zu variables are dead: the search starts afresh", s->dead, s->term_of.size);
  forget_search(s);
  if (s->proof)
    proof_renew(s->proof);
  for (size_t i = 0; i < s->frames.size; i++)
    s->frames.data[i].guard = 0;
  for (size_t i = 0; i < s->assertions.size; i++) {
    s->assertions.data[i].encoded = 0;
    s->assertions.data[i].input = false;
  }
  return solver_renew_theories(s);
}
