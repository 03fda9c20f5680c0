/* check.c: check-sat and check-sat-assuming.
 *
 * Every such command is one call of the library and so one query of the proof: the library, the proof and the reader
 * of the problem count alike. While unsatisfiable cores are produced, named assertions are not asserted but assumed;
 * the proof may conclude from assumptions and from assertions, so it stays a proof of the script. `unsat` is printed
 * only after `confirm`. */
#include "session.h"

#include "builtins.h"

#include <string.h>

/* Takes the proof from the library. */
static bool take_proof(void *user, const void *data, size_t size)
{
  session *x = user;
  if (x->proof_kept)
    fr_text_append(&x->proof, data, size);
  return !x->config->sink || x->config->sink(x->config->proof_user, data, size);
}

/* The proof starts with the first check or not at all. */
static bool start_proof(session *x)
{
  if (x->queries > 0 || (!x->config->sink && !x->options.produce_proofs))
    return true;
  x->proof_started = true;
  x->proof_kept = x->options.produce_proofs;
  if (x->proof_kept && x->config->format != STRSMT_PROOF_TEXT)
    return fail_command(x, "get-proof needs the text form of the proof, but the binary form is being written");
  return strsmt_set_proof(x->s, take_proof, x, x->config->format) == STRSMT_OK ||
         fr_fail_library(&x->reader, x->command);
}

static void set_limits(session *x)
{
  strsmt_limits limits = x->config->limits;
  double seconds = (double)x->options.timeout / 1000;
  if (seconds > 0 && (limits.seconds <= 0 || seconds < limits.seconds))
    limits.seconds = seconds;
  if (x->options.resource_limit && (!limits.steps || x->options.resource_limit < limits.steps))
    limits.steps = x->options.resource_limit;
  strsmt_set_limits(x->s, &limits);
}

/* Both lists are in the same order, and the second is part of the first. */
static void mark_failed(session *x)
{
  size_t count = 0, next = 0;
  const strsmt_term *failed = strsmt_failed_assumptions(x->s, &count);
  x->failed.length = 0;
  for (size_t i = 0; i < x->assumptions.length; i++) {
    bool is_failed = next < count && x->assumptions.data[i] == failed[next];
    next += is_failed;
    FR_PUSH(x->failed, is_failed);
  }
}

static const char *answer_name(strsmt_answer answer)
{
  return answer == STRSMT_SAT ? "sat" : answer == STRSMT_UNSAT ? "unsat" : "unknown";
}

static void compare_status(session *x, strsmt_answer answer)
{
  if (x->has_expected && x->expected && answer && answer != x->expected) {
    x->mismatch = true;
    fprintf(x->err, "%s:%u:%u: error: the answer is %s, but (set-info :status) says %s\n", x->config->name,
            (unsigned)x->command.line, (unsigned)x->command.column, answer_name(answer), answer_name(x->expected));
  }
  x->has_expected = false;
}

/* Why the check failed, if it did. */
static bool demand_good_check(session *x)
{
  strsmt_error_code code = strsmt_error(x->s);
  if (code == STRSMT_OK)
    return true;
  const char *problem = x->config->sink_problem ? x->config->sink_problem(x->config->proof_user) : NULL;
  if (code == STRSMT_ERROR_SINK && problem)
    return fail_command(x, "the proof cannot be written: %s", problem);
  return fr_fail_library(&x->reader, x->command);
}

/* False if the proof of `unsat` is lost or wrong; `unknown` if the confirmation was interrupted. */
static bool confirm(session *x, strsmt_answer *answer)
{
  const char *problem = "";
  fr_verdict verdict = x->config->confirm ? x->config->confirm(x->config->proof_user, x->queries, &problem)
                                          : FR_CONFIRMED;
  if (verdict == FR_REFUSED)
    return fail_command(x, "%s", problem);
  if (verdict == FR_STOPPED) {
    x->stopped = problem;
    *answer = STRSMT_UNKNOWN;
  }
  return true;
}

/* Checks under x->assumptions, whose first ones are the command's. */
static bool check(session *x)
{
  x->own_assumptions = x->assumptions.length;
  for (size_t i = 0; i < x->named.length; i++)
    FR_PUSH(x->assumptions, x->named.data[i].term);
  if (!start_proof(x))
    return false;
  set_limits(x);
  bool progress = x->config->progress || x->options.verbosity > 0;
  strsmt_set_progress(x->s, progress ? show_progress : NULL, x);
  if (!flush_output(x))
    return fail_command(x, "the output cannot be written");
  if (x->config->interrupted && *x->config->interrupted)
    strsmt_interrupt(x->s);
  x->queries++;
  clock_gettime(CLOCK_MONOTONIC, &x->check_began);
  strsmt_answer answer = x->assumptions.length ? strsmt_check_assuming(x->s, x->assumptions.length, x->assumptions.data)
                                               : strsmt_check(x->s);
  if (!demand_good_check(x))
    return false;
  x->stopped = NULL;
  if (answer == STRSMT_UNSAT && !confirm(x, &answer))
    return false;
  if (answer == STRSMT_UNSAT)
    mark_failed(x);
  x->answered = true;
  x->state = answer;
  respond(x, "%s", answer_name(answer));
  compare_status(x, answer);
  if (answer == STRSMT_SAT && x->config->model && !print_model(x))
    return false;
  return flush_output(x) || fail_command(x, "the output cannot be written");
}

bool command_check_sat(session *x)
{
  if (!end_command(x))
    return false;
  x->assumptions.length = 0;
  x->assumption_text.length = 0;
  x->assumption_ends.length = 0;
  return check(x);
}

bool command_check_sat_assuming(session *x)
{
  fr_reader *r = &x->reader;
  x->answered = false;
  x->assumptions.length = 0;
  x->assumption_text.length = 0;
  x->assumption_ends.length = 0;
  if (!fr_expect(r, FR_TOKEN_OPEN, "'(' before the assumptions"))
    return false;
  while (fr_next(r) != FR_TOKEN_CLOSE) {
    fr_value value;
    fr_lex_record(&r->lexer);
    if (!fr_read_term(r, &value) || !fr_demand_sort(r, &value, STRSMT_SORT_BOOL, "the assumption"))
      return false;
    const fr_text *text = fr_lex_recorded(&r->lexer);
    fr_text_append(&x->assumption_text, text->data, text->length);
    FR_PUSH(x->assumption_ends, x->assumption_text.length);
    FR_PUSH(x->assumptions, value.term);
  }
  return end_command(x) && check(x);
}
