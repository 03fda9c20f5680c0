/* api_solve.c: assertions, checks, proofs, statistics. */
#include "api/context.h"
#include "core/solver.h"

/* Ends a function that changed the assertions. */
static strsmt_error_code changed(strsmt *s, const char *function)
{
  if (context_out_of_memory(s, function))
    return STRSMT_ERROR_MEMORY;
  s->state = STRSMT_STATE_INPUT;
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

strsmt_error_code strsmt_assert(strsmt *s, strsmt_term t)
{
  if (!context_ready(s, "strsmt_assert") || !is_formula(s, "strsmt_assert", "the assertion", t))
    return context_failure(s);
  solver_assert(s->solver, t);
  return changed(s, "strsmt_assert");
}

strsmt_error_code strsmt_push(strsmt *s, unsigned levels)
{
  if (!context_ready(s, "strsmt_push"))
    return context_failure(s);
  if (levels > 1000000 - solver_levels(s->solver))
    return context_fail(s, STRSMT_ERROR_ARGUMENT, "strsmt_push", "more than 1000000 levels");
  solver_push(s->solver, levels);
  return changed(s, "strsmt_push");
}

strsmt_error_code strsmt_pop(strsmt *s, unsigned levels)
{
  if (!context_ready(s, "strsmt_pop"))
    return context_failure(s);
  if (levels > solver_levels(s->solver))
    return context_fail(s, STRSMT_ERROR_ARGUMENT, "strsmt_pop", "there are %u levels, and %u were to go",
                        solver_levels(s->solver), levels);
  solver_pop(s->solver, levels);
  if (solver_levels(s->solver) < s->lowest_level)
    s->lowest_level = solver_levels(s->solver);
  return changed(s, "strsmt_pop");
}

strsmt_error_code strsmt_reset_assertions(strsmt *s)
{
  if (!context_ready(s, "strsmt_reset_assertions"))
    return context_failure(s);
  solver_reset(s->solver);
  s->resets++;
  s->lowest_level = 0;
  return changed(s, "strsmt_reset_assertions");
}

unsigned strsmt_level_count(strsmt *s)
{
  return context_ready(s, "strsmt_level_count") ? solver_levels(s->solver) : 0;
}

size_t strsmt_assertion_count(strsmt *s)
{
  return context_ready(s, "strsmt_assertion_count") ? solver_assertion_count(s->solver) : 0;
}

strsmt_term strsmt_assertion(strsmt *s, size_t i)
{
  if (!context_ready(s, "strsmt_assertion"))
    return STRSMT_NO_TERM;
  if (i < solver_assertion_count(s->solver))
    return solver_assertion(s->solver, i);
  context_fail(s, STRSMT_ERROR_ARGUMENT, "strsmt_assertion", "there is no assertion %zu: %zu hold, counted from 0", i,
               solver_assertion_count(s->solver));
  return STRSMT_NO_TERM;
}

/* ---- checks ------------------------------------------------------------------------------------------------------ */

/* The answer as state, after what can have gone wrong. */
static strsmt_answer conclude(strsmt *s, const char *function, strsmt_answer answer)
{
  s->state = STRSMT_STATE_UNKNOWN;
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
  s->state = answer == STRSMT_SAT     ? STRSMT_STATE_SAT
             : answer == STRSMT_UNSAT ? STRSMT_STATE_UNSAT
                                      : STRSMT_STATE_UNKNOWN;
  return answer;
}

static strsmt_answer check(strsmt *s, const char *function, size_t count, const strsmt_term *assumptions,
                           const strsmt_limits *bounds)
{
  if (!context_begin(s, function))
    return STRSMT_UNKNOWN;
  bool good = !count || assumptions;
  if (!context_good_limits(s, function, bounds))
    good = false;
  else if (!good)
    context_fail(s, STRSMT_ERROR_ARGUMENT, function, "the assumptions are NULL");
  for (size_t i = 0; i < count && good; i++)
    good = is_formula(s, function, "an assumption", assumptions[i]);
  strsmt_answer answer = STRSMT_UNKNOWN;
  if (good)
    answer = conclude(s, function, solver_check(s->solver, count, assumptions, bounds ? bounds : &s->user_limits));
  context_end(s, function);
  return answer;
}

strsmt_answer strsmt_check(strsmt *s)
{
  return check(s, __func__, 0, NULL, NULL);
}

strsmt_answer strsmt_check_assuming(strsmt *s, size_t count, const strsmt_term *assumptions)
{
  return check(s, __func__, count, assumptions, NULL);
}

strsmt_answer strsmt_check_limited(strsmt *s, size_t count, const strsmt_term *assumptions, const strsmt_limits *bounds)
{
  return check(s, __func__, count, assumptions, bounds);
}

const char *strsmt_unknown_reason(strsmt *s)
{
  return context_idle(s) && s->state == STRSMT_STATE_UNKNOWN ? solver_unknown_reason(s->solver) : "";
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
  if (s->state != STRSMT_STATE_UNSAT) {
    context_fail(s, STRSMT_ERROR_STATE, function, "the last answer was not unsat, or assertions have changed since");
    return NULL;
  }
  return solver_failed_assumptions(s->solver, count);
}

/* ---- proofs and statistics --------------------------------------------------------------------------------------- */

static strsmt_error_code prove(strsmt *s, const char *function, strsmt_proof_sink sink, void *user,
                               strsmt_proof_format format)
{
  strsmt_statistics now;
  if ((unsigned)format > STRSMT_PROOF_BINARY_LOG)
    return context_fail(s, STRSMT_ERROR_ARGUMENT, function, "there is no format number %d", (int)format);
  solver_statistics(s->solver, &now);
  if (now.checks || now.proof_bytes)
    return context_fail(s, STRSMT_ERROR_STATE, function, "a proof can only be asked for once, before the first check");
  solver_prove(s->solver, sink, user, format);
  return context_out_of_memory(s, function) ? STRSMT_ERROR_MEMORY : STRSMT_OK;
}

strsmt_error_code strsmt_set_proof(strsmt *s, strsmt_proof_sink sink, void *user, strsmt_proof_format format)
{
  if (!context_ready(s, __func__))
    return context_failure(s);
  if (!sink)
    return context_fail(s, STRSMT_ERROR_ARGUMENT, __func__, "the sink is NULL");
  return prove(s, __func__, sink, user, format);
}

strsmt_error_code strsmt_keep_proof(strsmt *s, strsmt_proof_format format)
{
  if (!context_ready(s, __func__))
    return context_failure(s);
  strsmt_error_code code = prove(s, __func__, context_keep_piece, &s->proof, format);
  s->keeps_proof = s->keeps_proof || code == STRSMT_OK;
  return code;
}

const void *strsmt_kept_proof(strsmt *s, size_t *size)
{
  size_t unused;
  if (!size)
    size = &unused;
  *size = 0;
  if (!context_ready(s, __func__))
    return NULL;
  if (!s->keeps_proof) {
    context_fail(s, STRSMT_ERROR_STATE, __func__, "no proof is kept: strsmt_keep_proof was not called");
    return NULL;
  }
  *size = s->proof.bytes.size;
  return s->proof.bytes.data ? s->proof.bytes.data : "";
}

void strsmt_get_statistics(strsmt *s, strsmt_statistics *out)
{
  if (!out)
    return;
  *out = (strsmt_statistics){0};
  if (context_idle(s))
    solver_statistics(s->solver, out);
}
