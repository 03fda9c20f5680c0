/* api_solve.c: assertions, checks, models, proofs, statistics. */
#include "api/context.h"
#include "core/solver.h"

/* Ends a function that changed the assertions. */
static strsmt_error_code changed(strsmt *s, const char *function)
{
  if (context_out_of_memory(s, function))
    return STRSMT_ERROR_MEMORY;
  s->state = STATE_INPUT;
  return STRSMT_OK;
}

static bool is_formula(strsmt *s, const char *function, const char *what, strsmt_term t)
{
  if (!context_has_term(s, function, what, t))
    return false;
  if (term_sort(s->terms, t) == STRSMT_SORT_BOOL)
    return true;
  context_fail(s, STRSMT_ERROR_SORT, function, "%s must be of sort Bool", what);
  return false;
}

static strsmt_error_code failure(const strsmt *s) { return s ? s->error : STRSMT_ERROR_ARGUMENT; }

strsmt_error_code strsmt_assert(strsmt *s, strsmt_term t)
{
  if (!context_ready(s, "strsmt_assert") || !is_formula(s, "strsmt_assert", "the assertion", t))
    return failure(s);
  solver_assert(s->solver, t);
  return changed(s, "strsmt_assert");
}

strsmt_error_code strsmt_push(strsmt *s, unsigned levels)
{
  if (!context_ready(s, "strsmt_push"))
    return failure(s);
  if (levels > 1000000 - solver_levels(s->solver))
    return context_fail(s, STRSMT_ERROR_ARGUMENT, "strsmt_push", "more than 1000000 levels");
  solver_push(s->solver, levels);
  return changed(s, "strsmt_push");
}

strsmt_error_code strsmt_pop(strsmt *s, unsigned levels)
{
  if (!context_ready(s, "strsmt_pop"))
    return failure(s);
  if (levels > solver_levels(s->solver))
    return context_fail(s, STRSMT_ERROR_ARGUMENT, "strsmt_pop", "there are %u levels, and %u were to go",
                        solver_levels(s->solver), levels);
  solver_pop(s->solver, levels);
  return changed(s, "strsmt_pop");
}

strsmt_error_code strsmt_reset_assertions(strsmt *s)
{
  if (!context_ready(s, "strsmt_reset_assertions"))
    return failure(s);
  solver_reset(s->solver);
  return changed(s, "strsmt_reset_assertions");
}

/* ---- checks ------------------------------------------------------------------------------------------------------ */

static strsmt_answer check(strsmt *s, const char *function, size_t count, const strsmt_term *assumptions)
{
  strsmt_answer answer = solver_check(s->solver, count, assumptions, &s->user_limits);
  s->state = STATE_UNKNOWN;
  if (context_out_of_memory(s, function))
    return STRSMT_UNKNOWN;
  if (solver_proof_failed(s->solver)) {
    s->broken = true;
    context_fail(s, STRSMT_ERROR_SINK, function, "the proof could not be written; the context cannot be used any more");
    return STRSMT_UNKNOWN;
  }
  if (solver_faulty(s->solver))
    context_fail(s, STRSMT_ERROR_INTERNAL, function,
                 "a lemma failed its own check; please report this as a fault of the library");
  s->state = answer == STRSMT_SAT ? STATE_SAT : answer == STRSMT_UNSAT ? STATE_UNSAT : STATE_UNKNOWN;
  return answer;
}

strsmt_answer strsmt_check(strsmt *s)
{
  return context_ready(s, "strsmt_check") ? check(s, "strsmt_check", 0, NULL) : STRSMT_UNKNOWN;
}

strsmt_answer strsmt_check_assuming(strsmt *s, size_t count, const strsmt_term *assumptions)
{
  static const char function[] = "strsmt_check_assuming";
  if (!context_ready(s, function))
    return STRSMT_UNKNOWN;
  if (count && !assumptions) {
    context_fail(s, STRSMT_ERROR_ARGUMENT, function, "the assumptions are NULL");
    return STRSMT_UNKNOWN;
  }
  for (size_t i = 0; i < count; i++)
    if (!is_formula(s, function, "an assumption", assumptions[i]))
      return STRSMT_UNKNOWN;
  return check(s, function, count, assumptions);
}

const char *strsmt_unknown_reason(strsmt *s)
{
  return s && s->state == STATE_UNKNOWN ? solver_unknown_reason(s->solver) : "";
}

strsmt_term strsmt_value(strsmt *s, strsmt_term t)
{
  static const char function[] = "strsmt_value";
  if (!context_ready(s, function) || !context_has_term(s, function, "the term", t))
    return STRSMT_NO_TERM;
  if (s->state != STATE_SAT) {
    context_fail(s, STRSMT_ERROR_STATE, function,
                 "there is no model: the last answer was not sat, or assertions have changed since");
    return STRSMT_NO_TERM;
  }
  bool waiting = atomic_exchange(&s->l.interrupt, false); /* an interrupt is for checks: it goes on waiting */
  limits_begin(&s->l, &s->user_limits);
  term value = solver_value(s->solver, t);
  limits_end(&s->l);
  if (waiting)
    limits_interrupt(&s->l);
  if (!context_out_of_memory(s, function) && !value)
    context_fail(s, STRSMT_ERROR_ARGUMENT, function,
                 s->l.stop == STOP_NONE ? "the term has no value: it divides by zero"
                                        : "a limit was reached, or an interrupt came, before the value was found");
  return value;
}

const strsmt_term *strsmt_failed_assumptions(strsmt *s, size_t *count)
{
  static const char function[] = "strsmt_failed_assumptions";
  size_t unused;
  if (!count)
    count = &unused;
  *count = 0;
  if (!context_ready(s, function))
    return NULL;
  if (s->state != STATE_UNSAT) {
    context_fail(s, STRSMT_ERROR_STATE, function, "the last answer was not unsat, or assertions have changed since");
    return NULL;
  }
  return solver_failed_assumptions(s->solver, count);
}

/* ---- proofs and statistics --------------------------------------------------------------------------------------- */

strsmt_error_code strsmt_set_proof(strsmt *s, strsmt_proof_sink sink, void *user, strsmt_proof_format format)
{
  static const char function[] = "strsmt_set_proof";
  strsmt_statistics now;
  if (!context_ready(s, function))
    return failure(s);
  if (!sink)
    return context_fail(s, STRSMT_ERROR_ARGUMENT, function, "the sink is NULL");
  if (format != STRSMT_PROOF_TEXT && format != STRSMT_PROOF_BINARY)
    return context_fail(s, STRSMT_ERROR_ARGUMENT, function, "there is no format number %d", (int)format);
  solver_statistics(s->solver, &now);
  if (now.checks || now.proof_bytes)
    return context_fail(s, STRSMT_ERROR_STATE, function, "a proof can only be asked for once, before the first check");
  solver_prove(s->solver, sink, user, format);
  return context_out_of_memory(s, function) ? STRSMT_ERROR_MEMORY : STRSMT_OK;
}

void strsmt_get_statistics(strsmt *s, strsmt_statistics *out)
{
  if (!out)
    return;
  *out = (strsmt_statistics){0};
  if (s)
    solver_statistics(s->solver, out);
}
