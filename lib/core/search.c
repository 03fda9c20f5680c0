/* search.c: the theories in the search. When the SAT solver's assignment is complete, the core
 * picks the relevant literals, hands them to the theories that own them, and accepts the assignment if none objects.
 * Lemmas become clauses that the SAT solver takes next. */
#include "core/state.h"
#include "theory/combine/combine.h"

const theory *const solver_theories[THEORY_COUNT] = {&theory_euf, &theory_simplification, &theory_relations,
                                                    &theory_arith, &theory_strings, &theory_definer};

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
  s->env.host = (theory_host){s, solver_theory_lemma, solver_define, solver_watch, solver_prefer, solver_set_value,
                              solver_note_too_long, solver_imply};
  for (size_t i = 0; i < THEORY_COUNT; i++) {
    if (!(s->theory_state[i] = solver_theories[i]->create(&s->env)))
      return false;
    if (solver_theories[i] == &theory_euf)
      s->env.egraph = s->theory_state[i];
    else if (solver_theories[i] == &theory_arith)
      s->env.arith = s->theory_state[i];
  }
  return true;
}

void solver_destroy_theories(solver *s)
{
  for (size_t i = 0; i < THEORY_COUNT; i++)
    solver_theories[i]->destroy(s->theory_state[i]);
  memset(s->theory_state, 0, sizeof s->theory_state);
}

bool solver_renew_theories(solver *s)
{
  solver_destroy_theories(s);
  s->told = s->told_levels = 0; /* the new ones know nothing */
  stack_clear(&s->listeners);
  stack_clear(&s->implied_literals);
  s->implied_head = 0;
  return solver_create_theories(s);
}

void solver_begin_theories(solver *s)
{
  for (size_t i = 0; i < THEORY_COUNT; i++)
    if (solver_theories[i]->begin)
      solver_theories[i]->begin(s->theory_state[i]);
}

static verdict check_theory(solver *s, size_t i)
{
  stack_clear(&s->owned);
  for (size_t j = 0; j < s->relevant.size; j++)
    if (solver_theories[i]->owns(s->theory_state[i], s->relevant.data[j].atom) &&
        !stack_push(s->m, &s->owned, s->relevant.data[j]))
      return VERDICT_STOPPED;
  return solver_theories[i]->check(s->theory_state[i], s->owned.size, s->owned.data);
}

/* Each theory may rely on what those before it found; a lemma of one ends the check. */
static verdict check_theories(solver *s)
{
  verdict result = VERDICT_CONSISTENT;
  for (size_t i = 0; i < THEORY_COUNT && result == VERDICT_CONSISTENT; i++) {
    result = check_theory(s, i);
    if (result == VERDICT_CONSISTENT && solver_theories[i] == &theory_arith)
      result = combine_classes(&s->env);
  }
  return result;
}

/* Values for all constants that theories know, and the check of the model. False: stopped. */
static bool build_model(solver *s)
{
  stack_clear(&s->model);
  for (size_t i = 0; i < THEORY_COUNT; i++)
    if (!solver_theories[i]->model(s->theory_state[i]))
      return false;
  return solver_check_model(s);
}

/* What can still be said when a model was not one. */
static verdict after_rejection(solver *s)
{
  verdict result = combine_values(&s->env);
  for (size_t i = 0; i < THEORY_COUNT && result == VERDICT_CONSISTENT; i++)
    if (solver_theories[i]->last_resort)
      result = solver_theories[i]->last_resort(s->theory_state[i]);
  return result;
}

bool solver_model_found(void *user)
{
  solver *s = user;
  s->models++;
  s->too_long = 0;
  report_line(&s->log, 2, "candidate model %llu", (unsigned long long)s->models);
  if (mem_failed(s->m) || limits_poll(s->limits) || !solver_justify(s))
    goto stopped;
  if (s->queue_head < s->queue.size)
    return false; /* links under new definitions */
  switch (check_theories(s)) {
  case VERDICT_LEMMA:
    return false;
  case VERDICT_CONSISTENT:
    if (build_model(s)) {
      verdict more = s->model_rejected ? after_rejection(s) : VERDICT_CONSISTENT;
      if (more != VERDICT_STOPPED)
        return more == VERDICT_CONSISTENT;
    }
    break;
  case VERDICT_STOPPED:
    break;
  }
stopped:
  s->derivation_stopped = true; /* accepted only to get out; the answer is unknown */
  return true;
}
