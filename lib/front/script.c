/* script.c: the loop over the commands of a script, responses, and what happens after a mistake. */
#include "session.h"

#include "api/context.h"

#include <stdio.h>
#include <string.h>

/* ---- responses ---- */

static bool put(const fr_channel *channel, const char *text, size_t length)
{
  return !channel->write || !length || channel->write(channel->user, text, length);
}

/* Half a response is none. */
void respond_text(session *x)
{
  fr_text_append(&x->response, "\n", 1);
  if (!mem_failed(x->m) && !put(&x->out, x->response.data, x->response.length))
    x->output_lost = true;
  fr_text_clear(&x->response);
  x->responded = true;
}

/* Do responses and diagnostics go the same way? Then the latter must not be taken for the former. */
static bool channels_meet(session *x)
{
  return !strcmp(fr_text_c(&x->err_name), fr_text_c(&x->out_name));
}

void tell(session *x, const char *format, ...)
{
  char line[1000] = "; ";
  size_t start = channels_meet(x) ? 2 : 0;
  va_list args;
  va_start(args, format);
  int length = vsnprintf(line + start, sizeof line - 1 - start, format, args);
  va_end(args);
  if (length < 0)
    return;
  length += (int)start;
  size_t shown = (size_t)length < sizeof line - 2 ? (size_t)length : sizeof line - 2;
  line[shown] = '\n';
  put(&x->err, line, shown + 1);
}

void respond(session *x, const char *format, ...)
{
  va_list args;
  va_start(args, format);
  fr_text_vformat(&x->response, format, args);
  va_end(args);
  respond_text(x);
}

bool flush_output(session *x)
{
  if (x->out.flush && !x->out.flush(x->out.user))
    x->output_lost = true;
  return !x->output_lost;
}

bool end_command(session *x)
{
  return fr_expect(&x->reader, FR_TOKEN_CLOSE, "')' at the end of the command");
}

bool fail_command(session *x, const char *format, ...)
{
  fr_text message = {.m = x->m};
  va_list args;
  va_start(args, format);
  fr_text_vformat(&message, format, args);
  va_end(args);
  fr_fail(&x->reader, x->command, "%s", fr_text_c(&message));
  fr_text_free(&message);
  return false;
}

void append_term(session *x, fr_text *text, strsmt_term t)
{
  if (!FR_RESERVE(x->m, *text, 128))
    return;
  size_t length = strsmt_print_term(x->s, t, text->data + text->length, text->capacity - text->length);
  if (length >= text->capacity - text->length) {
    if (!FR_RESERVE(x->m, *text, length + 1))
      return;
    strsmt_print_term(x->s, t, text->data + text->length, text->capacity - text->length);
  }
  text->length += length;
}

static void warn(void *user, fr_place place, const char *message)
{
  session *x = user;
  if (!x->config->quiet)
    tell(x, "%s:%u:%u: warning: %s", x->config->name, (unsigned)place.line, (unsigned)place.column, message);
}

/* Also when there is no memory. */
static void report_mistake(session *x)
{
  const fr_reader *r = &x->reader;
  if (mem_failed(x->m)) {
    static const char response[] = "(error \"out of memory\")\n";
    put(&x->out, response, sizeof response - 1);
    flush_output(x);
    tell(x, "%s: error: out of memory", x->config->name);
    return;
  }
  fr_text message = {.m = x->m};
  fr_text_format(&message, "line %u column %u: ", (unsigned)r->error_place.line, (unsigned)r->error_place.column);
  fr_text_string(&message, fr_text_c(&r->error));
  fr_text_clear(&x->response);
  fr_text_string(&x->response, "(error ");
  fr_text_quoted(&x->response, fr_text_c(&message));
  fr_text_string(&x->response, ")");
  respond_text(x);
  fr_text_free(&message);
  flush_output(x);
  if (!channels_meet(x))
    tell(x, "%s:%u:%u: error: %s", x->config->name, (unsigned)r->error_place.line, (unsigned)r->error_place.column,
         fr_text_c(&r->error));
}

/* ---- commands ---- */

static bool command_echo(session *x)
{
  fr_reader *r = &x->reader;
  if (!fr_expect(r, FR_TOKEN_STRING, "a string literal"))
    return false;
  fr_text_append(&x->response, "\"", 1);
  fr_text_append(&x->response, fr_token_of(r)->text, fr_token_of(r)->length);
  fr_text_append(&x->response, "\"", 1);
  if (!end_command(x))
    return false;
  respond_text(x);
  return true;
}

static bool command_exit(session *x)
{
  x->ended = end_command(x);
  return x->ended;
}

static bool command_unsupported(session *x)
{
  const fr_token *t = fr_token_of(&x->reader);
  return fail_command(x, "the command %.*s is not supported", (int)t->length, t->text);
}

static bool command_declare_sort(session *x)
{
  return fail_command(x, "declare-sort is not supported: the sorts are Bool, Int, String and RegLan");
}

typedef struct command {
  const char *name;
  bool (*run)(session *x);
  bool asks; /* has an answer, and is passed over in a script that is only read */
} command;

static const command commands[] = {
    {"assert", command_assert, false},
    {"declare-fun", command_declare_fun, false},
    {"declare-const", command_declare_const, false},
    {"define-fun", command_define_fun, false},
    {"define-const", command_define_const, false},
    {"define-sort", command_define_sort, false},
    {"check-sat", command_check_sat, true},
    {"check-sat-assuming", command_check_sat_assuming, true},
    {"push", command_push, false},
    {"pop", command_pop, false},
    {"set-logic", command_set_logic, false},
    {"set-option", command_set_option, false},
    {"set-info", command_set_info, false},
    {"get-model", command_get_model, true},
    {"get-value", command_get_value, true},
    {"get-assignment", command_get_assignment, true},
    {"get-assertions", command_get_assertions, true},
    {"get-unsat-core", command_get_unsat_core, true},
    {"get-unsat-assumptions", command_get_unsat_assumptions, true},
    {"get-proof", command_get_proof, true},
    {"simplify", command_simplify, true},
    {"get-info", command_get_info, true},
    {"get-option", command_get_option, true},
    {"echo", command_echo, true},
    {"reset", command_reset, false},
    {"reset-assertions", command_reset_assertions, false},
    {"exit", command_exit, false},
    {"declare-sort", command_declare_sort, false},
    {"declare-datatype", command_unsupported, false},
    {"declare-datatypes", command_unsupported, false},
    {"define-fun-rec", command_unsupported, false},
    {"define-funs-rec", command_unsupported, false},
};

static const command *find_command(const fr_token *t)
{
  for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
    if (strlen(commands[i].name) == t->length && !memcmp(commands[i].name, t->text, t->length))
      return &commands[i];
  return NULL;
}

/* The rest of a command, up to its ')'. */
static bool pass_over(fr_reader *r)
{
  while (fr_next(r) != FR_TOKEN_CLOSE)
    if (!fr_skip(r))
      return false;
  return true;
}

/* Runs the command whose '(' is the current token. */
static bool run_command(session *x)
{
  fr_reader *r = &x->reader;
  fr_next(r);
  const fr_token *t = fr_token_of(r);
  x->command = t->place;
  x->responded = false;
  bool success = x->options.print_success; /* also of a reset, which changes it */
  const command *c = t->kind == FR_TOKEN_SYMBOL ? find_command(t) : NULL;
  if (!c)
    return fr_fail_token(r, "a command");
  bool good = c->asks && x->config->only_read ? pass_over(r) : c->run(x);
  if (good && mem_failed(x->m))
    return fr_fail_memory(r);
  if (!good) {
    if (fr_token_of(r)->kind == FR_TOKEN_END)
      fr_text_format(&r->error, " (in the command that begins in line %u)", (unsigned)x->command.line);
    return false;
  }
  if (!x->responded && (x->options.print_success || (success && c->run == command_reset)))
    respond(x, "success");
  return true;
}

/* After a mistake, when the next command is to be run: as if the command had not been there. */
static bool go_on(session *x, size_t start, size_t scoped, size_t global)
{
  fr_reader *r = &x->reader;
  bool wanted = x->options.continued && !x->config->only_read && !x->refused && !x->output_lost && !mem_failed(x->m) &&
                strsmt_usable(x->s);
  if (!r->failed || !wanted)
    return false;
  report_mistake(x);
  x->mistakes++;
  if (!fr_reader_recover(r))
    x->ended = true;
  fr_symbols_take_back(&r->symbols, scoped, global);
  r->failed = false;
  strsmt_clear_error(x->s);
  if (x->config->passed)
    x->config->passed(x->config->proof_user, start, fr_lex_end(&r->lexer));
  return !x->output_lost;
}

bool session_run(session *x)
{
  fr_reader *r = &x->reader;
  r->warn = warn;
  r->warn_user = x;
  bool good = true;
  while (good && !x->ended && fr_next(r) != FR_TOKEN_END) {
    size_t start = fr_lex_begin(&r->lexer), scoped = r->symbols.scoped.length, global = r->symbols.global.length;
    good = fr_token_of(r)->kind == FR_TOKEN_OPEN ? run_command(x) : fr_fail_token(r, "'(' before a command");
    good = (good || go_on(x, start, scoped, global)) && !x->output_lost;
  }
  if (r->failed)
    report_mistake(x);
  flush_output(x);
  return good && !x->mismatch && !x->output_lost;
}

int fr_run(strsmt *s, const fr_config *config)
{
  session x;
  session_init(&x, s);
  x.options.random_seed = config->seed;
  x.options.continued = config->continued;
  strsmt_set_seed(s, config->seed);
  strsmt_set_limits(s, &config->limits);
  session_begin(&x, config);
  bool good = session_run(&x) && !x.mistakes;
  session_end(&x);
  if (x.output_lost) {
    x.err = config->err;
    tell(&x, "%s: error: the output cannot be written", config->name);
  }
  session_free(&x);
  return good && !x.output_lost ? 0 : 1;
}
