/* session.c: begin and end of scripts on a context.
 *
 * Between two scripts the caller may have used the context directly. What has changed is found by comparing: levels
 * that were closed take their declarations with them, levels that were opened get marks, and answers of checks that the
 * session did not make can be asked about like its own. */
#include "session.h"

#include "api/context.h"
#include "core/solver.h"

void session_init(session *x, strsmt *s)
{
  mem *m = &s->m;
  *x = (session){.s = s,
                 .m = m,
                 .out_name = {.m = m},
                 .err_name = {.m = m},
                 .proof = {.m = m},
                 .assertion_text = {.m = m},
                 .assumption_text = {.m = m},
                 .response = {.m = m}};
  fr_reader_init(&x->reader, s, m, NULL, NULL);
  default_options(x);
}

void session_free(session *x)
{
  mem *m = x->m;
  fr_reader_free(&x->reader);
  fr_text_free(&x->out_name);
  fr_text_free(&x->err_name);
  fr_text_free(&x->proof);
  fr_text_free(&x->assertion_text);
  fr_text_free(&x->assumption_text);
  fr_text_free(&x->response);
  FR_FREE(m, x->assertion_ends);
  FR_FREE(m, x->named);
  FR_FREE(m, x->levels);
  FR_FREE(m, x->assumptions);
  FR_FREE(m, x->assumption_ends);
  FR_FREE(m, x->failed);
}

/* ---- what happened outside ---- */

static void follow_levels(session *x)
{
  strsmt *s = x->s;
  unsigned now = solver_levels(s->solver), lowest = s->lowest_level;
  if (x->known_resets != s->resets)
    forget_assertions(x);
  x->known_resets = s->resets;
  while (x->levels.length > lowest)
    close_level(x);
  while (x->levels.length < now && !mem_failed(x->m))
    open_level(x);
  s->lowest_level = now;
}

static void follow_answer(session *x)
{
  strsmt_state state = strsmt_current_state(x->s);
  strsmt_statistics statistics;
  strsmt_get_statistics(x->s, &statistics);
  if (x->queries != statistics.checks) {
    x->queries = (unsigned long)statistics.checks;
    x->check_steps = statistics.steps;
    x->assumptions.length = x->failed.length = 0;
    x->assumption_text.length = x->assumption_ends.length = 0;
    x->stopped = NULL;
    x->answered = true;
  }
  x->answered = x->answered && state != STRSMT_STATE_INPUT;
  if (!x->stopped)
    x->state = state == STRSMT_STATE_SAT ? STRSMT_SAT : state == STRSMT_STATE_UNSAT ? STRSMT_UNSAT : STRSMT_UNKNOWN;
}

/* Constants that were made through the interface count as declared, unless a script has given the name a meaning. */
static void follow_constants(session *x)
{
  fr_reader *r = &x->reader;
  for (; x->known_constants < x->s->constants.size; x->known_constants++) {
    strsmt_term constant = x->s->constants.data[x->known_constants];
    const char *name = strsmt_term_name(x->s, constant);
    strsmt_sort of = strsmt_term_sort(x->s, constant);
    fr_symbol symbol = fr_intern(&r->symbols, name, strlen(name));
    if (!fr_lookup(&r->symbols, symbol, FR_TERMS))
      fr_bind(&r->symbols, symbol, FR_TERMS, (fr_binding){.kind = FR_MADE, .sort = of, .term = constant});
  }
}

strsmt_term declared_constant(session *x, fr_symbol symbol, strsmt_sort of)
{
  return context_constant(x->s, "strsmt_make_constant", fr_symbol_name(&x->reader.symbols, symbol), of, true);
}

/* ---- one script ---- */

static ptrdiff_t read_input(void *user, char *buffer, size_t size)
{
  session *x = user;
  flush_output(x); /* what was answered must be there to be seen before the next input is waited for */
  return x->config->read(x->config->read_user, buffer, size);
}

void session_begin(session *x, const fr_config *config)
{
  x->config = config;
  x->out = config->out;
  x->err = config->err;
  x->ended = x->mismatch = x->output_lost = x->refused = false;
  x->mistakes = 0;
  follow_levels(x);
  follow_answer(x);
  if (config->constants)
    follow_constants(x);
  fr_reader_restart(&x->reader, read_input, x);
  fr_text_clear(&x->response);
}

void session_end(session *x)
{
  if (!close_channels(x))
    x->output_lost = true;
  x->known_resets = x->s->resets;
  x->s->lowest_level = solver_levels(x->s->solver);
  if (x->config->constants)
    x->known_constants = x->s->constants.size;
  x->config = NULL;
}
