/* check.c: check-sat and check-sat-assuming.
 *
 * Every such command is one call of the library and so one query of the proof: the library, the proof and the reader
 * of the problem count alike. `unsat` is printed only after `confirm`. */
#include "session.h"

#include "builtins.h"

/* Takes the proof from the library. */
static bool take_proof(void *user, const void *data, size_t size)
{
  session *x = user;
  if (x->proof_kept)
    fr_text_append(&x->proof, data, size);
  if (!x->config || mem_failed(x->m)) /* of a later check that no script made: there is nobody else who wants it */
    return !mem_failed(x->m);
  return !x->config->sink || x->config->sink(x->config->proof_user, data, size);
}

/* The proof starts with the first check or not at all. */
static bool start_proof(session *x)
{
  if (x->queries > 0 || (!x->config->sink && !x->options.produce_proofs))
    return true;
  x->proof_started = true;
  x->proof_kept = x->options.produce_proofs;
  strsmt_proof_format format = x->config->format;
  if (x->proof_kept && (format == STRSMT_PROOF_BINARY || format == STRSMT_PROOF_BINARY_LOG))
    return fail_command(x, "get-proof needs the text form of the proof, but the binary form is being written");
  return strsmt_set_proof(x->s, take_proof, x, format) == STRSMT_OK || fr_fail_library(&x->reader, x->command);
}

static strsmt_limits own_limits(const session *x)
{
  strsmt_limits limits = x->config->limits;
  double seconds = (double)x->options.timeout / 1000;
  if (seconds > 0 && (limits.seconds <= 0 || seconds < limits.seconds))
    limits.seconds = seconds;
  if (x->options.resource_limit && (!limits.steps || x->options.resource_limit < limits.steps))
    limits.steps = x->options.resource_limit;
  return limits;
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
    FR_PUSH(x->m, x->failed, is_failed);
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
    tell(x, "%s:%u:%u: error: the answer is %s, but (set-info :status) says %s", x->config->name,
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
  fr_verdict verdict =
      x->config->confirm ? x->config->confirm(x->config->proof_user, x->queries, fr_lex_end(&x->reader.lexer), &problem)
                         : FR_CONFIRMED;
  if (verdict == FR_REFUSED) {
    x->refused = true;
    return fail_command(x, "%s", problem);
  }
  if (verdict == FR_STOPPED) {
    x->stopped = problem;
    *answer = STRSMT_UNKNOWN;
  }
  return true;
}

/* Checks under x->assumptions. */
static bool check(session *x)
{
  if (!start_proof(x))
    return false;
  strsmt_limits limits = own_limits(x);
  bool progress = x->config->err.write && (x->config->progress || x->options.verbosity > 0);
  if (progress)
    strsmt_set_progress(x->s, show_progress, x);
  if (!flush_output(x))
    return fail_command(x, "the output cannot be written");
  if (x->config->interrupted && *x->config->interrupted)
    strsmt_interrupt(x->s);
  x->queries++;
  strsmt_statistics before, after;
  strsmt_get_statistics(x->s, &before);
  strsmt_answer answer = strsmt_check_limited(x->s, x->assumptions.length, x->assumptions.data, &limits);
  strsmt_get_statistics(x->s, &after);
  x->check_steps = after.steps - before.steps;
  if (progress)
    strsmt_set_progress(x->s, NULL, NULL);
  if (!demand_good_check(x))
    return false;
  x->stopped = NULL;
  if (answer == STRSMT_UNSAT && !confirm(x, &answer))
    return false;
  if (answer == STRSMT_UNSAT)
    mark_failed(x);
  if (mem_failed(x->m))
    return fr_fail_memory(&x->reader);
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
    FR_PUSH(x->m, x->assumption_ends, x->assumption_text.length);
    FR_PUSH(x->m, x->assumptions, value.term);
    if (mem_failed(x->m))
      return fr_fail_memory(r);
  }
  return end_command(x) && check(x);
}
