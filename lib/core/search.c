/* search.c: the theories in the search. When the SAT solver's assignment is complete, the core
 * picks the relevant literals, hands them to the theories that own them, and accepts the assignment if none objects.
 * Lemmas become clauses that the SAT solver takes next. */
#include "core/search.h"

#include "core/state.h"
#include "theory/combine/combine.h"

const theory *const solver_theories[THEORY_COUNT] = {&theory_euf,   &theory_simplification, &theory_relations,
                                                     &theory_arith, &theory_strings,        &theory_definer};

void search_free(mem *m, search *x)
{
  stack_free(m, &x->owned);
  stack_free(m, &x->assumed);
  stack_free(m, &x->failed);
}

const char *search_check(const solver *s)
{
  size_t states = 0;
  for (size_t i = 0; i < THEORY_COUNT; i++)
    states += s->search.theories[i] != NULL;
  if (states && states < THEORY_COUNT && !mem_failed(s->m))
    return "search: a theory without its state";
  for (size_t i = 0; i < s->search.failed.size; i++) {
    size_t at = 0;
    while (at < s->assertions.given.size && s->assertions.given.data[at] != s->search.failed.data[i])
      at++;
    if (at == s->assertions.given.size)
      return "search: a failed assumption that is none";
  }
  return NULL;
}

bool solver_terminate(void *user)
{
  solver *s = user;
  return limits_poll(s->limits) || mem_failed(s->m) || s->search.stopped || s->search.fault;
}

void solver_report_progress(void *user)
{
  solver *s = user;
  double clock = limits_clock();
  if (clock < s->search.next_progress)
    return;
  strsmt_statistics now = {0};
  s->search.next_progress = clock + 0.25;
  solver_statistics(s, &now);
  now.seconds = clock - s->search.started;
  s->search.progress(s->search.progress_user, &now);
}

/* ---- theories ---------------------------------------------------------------------------------------------------- */

bool solver_create_theories(solver *s)
{
  s->search.env = (theory_env){.m = s->m, .limits = s->limits, .terms = s->terms, .regex = s->regex};
  s->search.env.host = (theory_host){s,
                                     solver_theory_lemma,
                                     solver_define,
                                     solver_watch,
                                     solver_prefer,
                                     solver_set_value,
                                     solver_note_too_long,
                                     solver_imply};
  for (size_t i = 0; i < THEORY_COUNT; i++) {
    if (!(s->search.theories[i] = solver_theories[i]->create(&s->search.env)))
      return false;
    if (solver_theories[i] == &theory_euf)
      s->search.env.egraph = s->search.theories[i];
    else if (solver_theories[i] == &theory_arith)
      s->search.env.arith = s->search.theories[i];
  }
  return true;
}

void solver_destroy_theories(solver *s)
{
  for (size_t i = 0; i < THEORY_COUNT; i++)
    solver_theories[i]->destroy(s->search.theories[i]);
  memset(s->search.theories, 0, sizeof s->search.theories);
}

bool solver_renew_theories(solver *s)
{
  solver_destroy_theories(s);
  s->trail.told = s->trail.told_levels = 0; /* the new ones know nothing */
  stack_clear(&s->trail.listeners);
  stack_clear(&s->trail.implied);
  s->trail.implied_head = 0;
  return solver_create_theories(s);
}

void solver_begin_theories(solver *s)
{
  for (size_t i = 0; i < THEORY_COUNT; i++)
    if (solver_theories[i]->begin)
      solver_theories[i]->begin(s->search.theories[i]);
}

static verdict check_theory(solver *s, size_t i)
{
  assert(i < THEORY_COUNT && s->search.theories[i]);
  stack_clear(&s->search.owned);
  for (size_t j = 0; j < s->relevance.relevant.size; j++)
    if (solver_theories[i]->owns(s->search.theories[i], s->relevance.relevant.data[j].atom) &&
        !stack_push(s->m, &s->search.owned, s->relevance.relevant.data[j]))
      return VERDICT_STOPPED;
  return solver_theories[i]->check(s->search.theories[i], s->search.owned.size, s->search.owned.data);
}

/* Definitions come last, since they bring new terms. But strings may be split without end where a definition would say
 * why not: after as many checks in a row that did not come to them, they come before strings once. */
enum { PATIENCE = 48 };

/* Each theory may rely on what those before it found; a lemma of one ends the check. */
static verdict check_theories(solver *s)
{
  verdict result = VERDICT_CONSISTENT;
  size_t definer = THEORY_COUNT - 1;
  s->search.undefined++;
  for (size_t i = 0; i < THEORY_COUNT && result == VERDICT_CONSISTENT; i++) {
    if (solver_theories[i] == &theory_strings && s->search.undefined > PATIENCE) {
      s->search.undefined = 0;
      result = check_theory(s, definer);
      if (result != VERDICT_CONSISTENT)
        break;
    }
    if (i == definer)
      s->search.undefined = 0;
    result = check_theory(s, i);
    if (result == VERDICT_CONSISTENT && solver_theories[i] == &theory_arith)
      result = combine_classes(&s->search.env);
  }
  return result;
}

/* Values for all constants that theories know, and the check of the model. False: stopped. */
static bool build_model(solver *s)
{
  stack_clear(&s->models.values);
  for (size_t i = 0; i < THEORY_COUNT; i++)
    if (!solver_theories[i]->model(s->search.theories[i]))
      return false;
  return solver_check_model(s);
}

/* What can still be said when a model was not one. */
static verdict after_rejection(solver *s)
{
  verdict result = combine_values(&s->search.env);
  for (size_t i = 0; i < THEORY_COUNT && result == VERDICT_CONSISTENT; i++)
    if (solver_theories[i]->last_resort)
      result = solver_theories[i]->last_resort(s->search.theories[i]);
  return result;
}

bool solver_model_found(void *user)
{
  solver *s = user;
  s->models.candidates++;
  assert(!trail_broken(s) && !relevance_check(s) && !clauses_check(s));
  s->models.too_long = 0;
  report_line(&s->log, 2, "candidate model %llu", (unsigned long long)s->models.candidates);
  if (mem_failed(s->m) || limits_poll(s->limits) || !solver_justify(s))
    goto stopped;
  if (s->clauses.queue_head < s->clauses.queue.size)
    return false; /* links under new definitions */
  switch (check_theories(s)) {
  case VERDICT_LEMMA:
    return false;
  case VERDICT_CONSISTENT:
    if (build_model(s)) {
      verdict more = s->models.rejected ? after_rejection(s) : VERDICT_CONSISTENT;
      if (more != VERDICT_STOPPED)
        return more == VERDICT_CONSISTENT;
    }
    break;
  case VERDICT_STOPPED:
    break;
  }
stopped:
  s->search.stopped = true; /* accepted only to get out; the answer is unknown */
  return true;
}
