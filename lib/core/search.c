/* search.c: the theories in the search. The core follows the SAT solver's trail; when the assignment is complete, it
 * picks the relevant literals, hands them to the theories that own them, and accepts the assignment if none objects.
 * Lemmas become clauses that the SAT solver takes next. */
#include "core/state.h"

static const theory *const table[THEORY_COUNT] = {&theory_euf, &theory_arith, &theory_strings};

/* ---- the trail --------------------------------------------------------------------------------------------------- */

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
}

bool solver_terminate(void *user)
{
  solver *s = user;
  return limits_poll(s->limits) || mem_failed(s->m) || s->derivation_stopped || s->fault;
}

void solver_report_progress(void *user)
{
  solver *s = user;
  double clock = limits_clock();
  if (clock < s->next_progress)
    return;
  strsmt_statistics now = {0};
  s->next_progress = clock + 0.25;
  solver_statistics(s, &now);
  now.seconds = clock - s->started;
  s->progress(s->progress_user, &now);
}

/* ---- theories ---------------------------------------------------------------------------------------------------- */

bool solver_create_theories(solver *s)
{
  s->env = (theory_env){.m = s->m, .limits = s->limits, .terms = s->terms, .regex = s->regex};
  s->env.host = (theory_host){s, solver_theory_lemma, solver_define, solver_watch, solver_prefer, solver_set_value};
  for (size_t i = 0; i < THEORY_COUNT; i++) {
    if (!(s->theory_state[i] = table[i]->create(&s->env)))
      return false;
    if (table[i] == &theory_euf)
      s->env.egraph = s->theory_state[i];
    else if (table[i] == &theory_arith)
      s->env.arith = s->theory_state[i];
  }
  return true;
}

void solver_destroy_theories(solver *s)
{
  for (size_t i = 0; i < THEORY_COUNT; i++)
    table[i]->destroy(s->theory_state[i]);
}

static verdict check_theory(solver *s, size_t i)
{
  stack_clear(&s->owned);
  for (size_t j = 0; j < s->relevant.size; j++)
    if (table[i]->owns(s->theory_state[i], s->relevant.data[j].atom) &&
        !stack_push(s->m, &s->owned, s->relevant.data[j]))
      return VERDICT_STOPPED;
  return table[i]->check(s->theory_state[i], s->owned.size, s->owned.data);
}

/* Each theory may rely on what those before it found; a lemma of one ends the check. */
static verdict check_theories(solver *s)
{
  verdict result = VERDICT_CONSISTENT;
  for (size_t i = 0; i < THEORY_COUNT && result == VERDICT_CONSISTENT; i++)
    result = check_theory(s, i);
  return result;
}

/* Values for all constants that theories know, and the check of the model. False: stopped. */
static bool build_model(solver *s)
{
  stack_clear(&s->model);
  for (size_t i = 0; i < THEORY_COUNT; i++)
    if (!table[i]->model(s->theory_state[i]))
      return false;
  return solver_check_model(s);
}

bool solver_model_found(void *user)
{
  solver *s = user;
  s->models++;
  report_line(&s->log, 2, "candidate model %llu", (unsigned long long)s->models);
  if (mem_failed(s->m) || limits_poll(s->limits) || !solver_justify(s))
    goto stopped;
  if (s->queue_head < s->queue.size)
    return false; /* links under new definitions */
  switch (check_theories(s)) {
  case VERDICT_LEMMA:
    return false;
  case VERDICT_CONSISTENT:
    if (build_model(s))
      return true;
    break;
  case VERDICT_STOPPED:
    break;
  }
stopped:
  s->derivation_stopped = true; /* accepted only to get out; the answer is unknown */
  return true;
}
