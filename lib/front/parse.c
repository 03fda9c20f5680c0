/* parse.c: SMT-LIB text through the public interface: terms, and scripts that are read or run. */
#include "session.h"

#include "api/context.h"
#include "core/solver.h"

/* ---- text in memory ---- */

typedef struct source {
  const char *text;
  size_t left;
} source;

static ptrdiff_t read_source(void *user, char *buffer, size_t size)
{
  source *in = user;
  size_t count = in->left < size ? in->left : size;
  if (count)
    memcpy(buffer, in->text, count);
  in->text += count;
  in->left -= count;
  return (ptrdiff_t)count;
}

/* ---- the session of a context ---- */

static void delete_session(session *x)
{
  mem *m = x->m;
  session_free(x);
  mem_free(m, x, sizeof *x);
}

/* The session, made when it is first needed. NULL, with an error, if the text is NULL, or a script calls it while it
 * runs. */
static session *session_of(strsmt *s, const char *function, const char *text, size_t length)
{
  if (!context_ready(s, function))
    return NULL;
  if (!text && length) {
    context_fail(s, STRSMT_ERROR_ARGUMENT, function, "the text is NULL");
    return NULL;
  }
  if (!s->session && (s->session = mem_calloc(&s->m, 1, sizeof *s->session))) {
    session_init(s->session, s);
    s->free_session = delete_session;
  }
  if (context_out_of_memory(s, function))
    return NULL;
  if (!s->session->config)
    return s->session;
  context_fail(s, STRSMT_ERROR_BUSY, function, "a script is running on the context");
  return NULL;
}

static fr_config config_of(const strsmt *s, source *in)
{
  return (fr_config){.name = "script",
                     .read = read_source,
                     .read_user = in,
                     .quiet = true,
                     .constants = true,
                     .seed = solver_seeded(s->solver),
                     .limits = s->user_limits,
                     .format = STRSMT_PROOF_TEXT};
}

/* The error that stood before, which the text has nothing to do with, is set aside while it is read. */
typedef struct earlier_error {
  strsmt_error_code code;
  char message[512];
  text_place place;
} earlier_error;

static void set_aside(strsmt *s, earlier_error *e)
{
  e->code = s->error;
  memcpy(e->message, s->message, sizeof e->message);
  e->place = s->place;
  strsmt_clear_error(s);
}

static void restore(strsmt *s, const earlier_error *e)
{
  if (e->code == STRSMT_OK)
    return;
  s->error = e->code;
  memcpy(s->message, e->message, sizeof e->message);
  s->place = e->place;
}

/* The error of the call, from the reader's mistake or the library's error. */
static strsmt_error_code report_failure(strsmt *s, const char *function, const fr_reader *r)
{
  if (context_out_of_memory(s, function))
    return STRSMT_ERROR_MEMORY;
  strsmt_error_code code = s->error == STRSMT_OK ? STRSMT_ERROR_SYNTAX : s->error;
  unsigned line = r->error_place.line, column = r->error_place.column;
  strsmt_clear_error(s);
  context_fail(s, code, function, "line %u column %u: %s", line, column, fr_text_c(&r->error));
  s->place.line = line;
  s->place.column = column;
  size_t length = r->found.length < sizeof s->place.token ? r->found.length : sizeof s->place.token - 1;
  while (length && length < r->found.length && ((unsigned char)r->found.data[length] & 0xc0) == 0x80)
    length--; /* not in the middle of a character */
  if (length)
    memcpy(s->place.token, r->found.data, length);
  s->place.token[length] = 0;
  return code;
}

/* ---- terms ---- */

strsmt_term strsmt_parse_term(strsmt *s, const char *text, size_t length)
{
  source in = {text, length};
  earlier_error earlier;
  fr_value value = {0};
  session *x = session_of(s, __func__, text, length);
  if (!x)
    return STRSMT_NO_TERM;
  fr_config config = config_of(s, &in);
  fr_reader *r = &x->reader;
  set_aside(s, &earlier);
  session_begin(x, &config);
  fr_next(r);
  bool good = fr_read_term(r, &value) && fr_expect(r, FR_TOKEN_END, "the end of the text");
  session_end(x);
  if (!good || mem_failed(&s->m)) {
    report_failure(s, __func__, r);
    value.term = STRSMT_NO_TERM;
  }
  restore(s, &earlier);
  return value.term;
}

/* ---- scripts ---- */

typedef struct receiver {
  strsmt_output output;
  void *user;
} receiver;

static bool hand_over(void *user, const char *text, size_t size)
{
  const receiver *to = user;
  return to->output(to->user, text, size);
}

static strsmt_error_code run(strsmt *s, const char *function, source *in, receiver *to, bool only_read)
{
  earlier_error earlier;
  strsmt_error_code code = STRSMT_OK;
  session *x = session_of(s, function, in->text, in->left);
  if (!x)
    return context_failure(s);
  fr_config config = config_of(s, in);
  config.only_read = only_read;
  if (to->output)
    config.out = (fr_channel){.write = hand_over, .user = to};
  set_aside(s, &earlier);
  session_begin(x, &config);
  bool good = session_run(x);
  session_end(x);
  if (x->reader.failed || mem_failed(&s->m))
    code = report_failure(s, function, &x->reader);
  else if (x->output_lost)
    code =
        context_fail(s, STRSMT_ERROR_SINK, function, "the output function failed; the rest of the script was not run");
  else if (!good)
    code = context_fail(s, STRSMT_ERROR_SYNTAX, function, "an answer contradicts (set-info :status)");
  restore(s, &earlier);
  return code;
}

strsmt_error_code strsmt_run_script(strsmt *s, const char *text, size_t length, strsmt_output output, void *user)
{
  return run(s, __func__, &(source){text, length}, &(receiver){output, user}, false);
}

strsmt_error_code strsmt_parse_script(strsmt *s, const char *text, size_t length)
{
  return run(s, __func__, &(source){text, length}, &(receiver){0}, true);
}
