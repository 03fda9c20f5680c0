/* api_model.c: values of terms, models as text, and unsatisfiable cores: what can be asked after a check. */
#include "api/context.h"
#include "api/text.h"
#include "core/unsat_core.h"

/* ---- values ---- */

static bool has_model(strsmt *s, const char *function)
{
  if (s->state == STRSMT_STATE_SAT)
    return true;
  context_fail(s, STRSMT_ERROR_STATE, function,
               "there is no model: the last answer was not sat, or assertions have changed since");
  return false;
}

/* The value of t; 0 after a failure. An interrupt is for checks: one that waits goes on waiting. */
static strsmt_term value_of(strsmt *s, const char *function, strsmt_term t)
{
  bool waiting = atomic_exchange(&s->l.interrupt, false);
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

strsmt_term strsmt_value(strsmt *s, strsmt_term t)
{
  term value = STRSMT_NO_TERM;
  if (!context_begin(s, __func__))
    return STRSMT_NO_TERM;
  if (context_has_term(s, __func__, "the term", t) && has_model(s, __func__))
    value = value_of(s, __func__, t);
  context_end(s, __func__);
  return value;
}

static bool print_definition(strsmt *s, const char *function, term constant, text_buffer *out)
{
  term value = value_of(s, function, constant);
  if (!value)
    return false;
  text_put(out, "  (define-fun ");
  bool ok = terms_print(s->terms, constant, text_write, out);
  text_put(out, " () ");
  text_put(out, sort_name(term_sort(s->terms, constant)));
  text_put(out, " ");
  ok = ok && terms_print(s->terms, value, text_write, out);
  text_put(out, ")\n");
  return ok;
}

size_t strsmt_print_model(strsmt *s, char *buffer, size_t size)
{
  text_buffer out = text_into(buffer, size);
  if (!context_begin(s, __func__))
    return 0;
  bool ok = has_model(s, __func__);
  if (ok)
    text_put(&out, "(\n");
  for (size_t i = 0; i < s->constants.size && ok; i++)
    ok = print_definition(s, __func__, s->constants.data[i], &out);
  if (ok)
    text_put(&out, ")");
  ok = !context_out_of_memory(s, __func__) && ok;
  context_end(s, __func__);
  return text_end(&out, ok);
}

/* ---- cores ---- */

/* Appends the terms that are not there yet. `seen` is a bit for each term. */
static bool add_term(strsmt *s, unsat_core *core, unsigned char *seen, term t)
{
  unsigned char bit = (unsigned char)(1u << (t & 7));
  if (seen[t >> 3] & bit)
    return true;
  seen[t >> 3] |= bit;
  return stack_push(&s->m, &core->terms, t);
}

/* Failed assumptions and assertions. */
static bool collect(strsmt *s, unsat_core *core)
{
  size_t failed_count, size = terms_count(s->terms) / 8 + 1;
  const term *failed = solver_failed_assumptions(s->solver, &failed_count);
  unsigned char *seen = mem_calloc(&s->m, size, 1);
  bool ok = seen;
  for (size_t i = 0; i < failed_count && ok; i++)
    ok = add_term(s, core, seen, failed[i]);
  for (size_t i = 0; i < solver_assertion_count(s->solver) && ok; i++)
    ok = add_term(s, core, seen, solver_assertion(s->solver, i));
  mem_free(&s->m, seen, size);
  return ok;
}

static void make_core(strsmt *s, const strsmt_limits *budget, strsmt_core *out)
{
  unsat_core core = {0};
  stack_clear(&s->core.terms);
  stack_clear(&s->core.proof.bytes);
  if (collect(s, &core))
    unsat_core_minimize(&core, &s->m, &s->l, s->terms, s->regex, solver_seeded(s->solver), budget,
                        solver_reporter(s->solver), context_keep_piece, &s->core.proof);
  for (size_t i = 0; i < core.terms.size; i++)
    (void)stack_push(&s->m, &s->core.terms, core.terms.data[i]);
  stack_free(&s->m, &core.terms);
  if (mem_failed(&s->m))
    return;
  *out = (strsmt_core){
      .terms = s->core.terms.data, .count = s->core.terms.size, .minimal = core.minimal, .checks = core.checks};
  if (core.proved) {
    out->proof = s->core.proof.bytes.data;
    out->proof_size = s->core.proof.bytes.size;
  }
}

strsmt_error_code strsmt_get_core(strsmt *s, const strsmt_limits *budget, strsmt_core *core)
{
  strsmt_error_code code = STRSMT_OK;
  if (core)
    *core = (strsmt_core){0};
  if (!context_begin(s, __func__))
    return context_failure(s);
  if (!core)
    code = context_fail(s, STRSMT_ERROR_ARGUMENT, __func__, "the core is NULL");
  else if (!context_good_limits(s, __func__, budget))
    code = STRSMT_ERROR_ARGUMENT;
  else if (s->state != STRSMT_STATE_UNSAT)
    code = context_fail(s, STRSMT_ERROR_STATE, __func__,
                        "the last answer was not unsat, or assertions have changed since");
  else
    make_core(s, budget ? budget : &s->user_limits, core);
  if (context_out_of_memory(s, __func__))
    code = STRSMT_ERROR_MEMORY;
  context_end(s, __func__);
  return code;
}
