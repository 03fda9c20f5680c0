/* script.c: the loop over the commands of a script, responses, and what happens after a mistake. */
#include "script.h"

#include "session.h"

#include <stdlib.h>
#include <string.h>

/* ---- responses ---- */

void respond_text(session *x)
{
  fr_text_append(&x->response, "\n", 1);
  fwrite(x->response.data, 1, x->response.length, x->out);
  fr_text_clear(&x->response);
  x->responded = true;
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
  return fflush(x->out) == 0 && !ferror(x->out);
}

bool end_command(session *x)
{
  return fr_expect(&x->reader, FR_TOKEN_CLOSE, "')' at the end of the command");
}

bool fail_command(session *x, const char *format, ...)
{
  fr_text message = {0};
  va_list args;
  va_start(args, format);
  fr_text_vformat(&message, format, args);
  va_end(args);
  fr_fail(&x->reader, x->command, "%s", fr_text_c(&message));
  fr_text_free(&message);
  return false;
}

void append_term(session *x, fr_text *text, strsmt_term term)
{
  FR_RESERVE(*text, 128);
  size_t length = strsmt_print_term(x->s, term, text->data + text->length, text->capacity - text->length);
  if (length >= text->capacity - text->length) {
    FR_RESERVE(*text, length + 1);
    strsmt_print_term(x->s, term, text->data + text->length, text->capacity - text->length);
  }
  text->length += length;
}

static void warn(void *user, fr_place place, const char *message)
{
  session *x = user;
  if (!x->config->quiet)
    fprintf(x->err, "%s:%u:%u: warning: %s\n", x->config->name, (unsigned)place.line, (unsigned)place.column, message);
}

static void report_mistake(session *x)
{
  const fr_reader *r = &x->reader;
  fr_text message = {0};
  fr_text_format(&message, "line %u column %u: ", (unsigned)r->error_place.line, (unsigned)r->error_place.column);
  fr_text_string(&message, fr_text_c(&r->error));
  fr_text_clear(&x->response);
  fr_text_string(&x->response, "(error ");
  fr_text_quoted(&x->response, fr_text_c(&message));
  fr_text_string(&x->response, ")");
  respond_text(x);
  fr_text_free(&message);
  flush_output(x);
  fprintf(x->err, "%s:%u:%u: error: %s\n", x->config->name, (unsigned)r->error_place.line,
          (unsigned)r->error_place.column, fr_text_c(&r->error));
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
} command;

static const command commands[] = {
  {"assert", command_assert},
  {"declare-fun", command_declare_fun},
  {"declare-const", command_declare_const},
  {"define-fun", command_define_fun},
  {"define-const", command_define_const},
  {"define-sort", command_define_sort},
  {"check-sat", command_check_sat},
  {"check-sat-assuming", command_check_sat_assuming},
  {"push", command_push},
  {"pop", command_pop},
  {"set-logic", command_set_logic},
  {"set-option", command_set_option},
  {"set-info", command_set_info},
  {"get-model", command_get_model},
  {"get-value", command_get_value},
  {"get-assignment", command_get_assignment},
  {"get-assertions", command_get_assertions},
  {"get-unsat-core", command_get_unsat_core},
  {"get-unsat-assumptions", command_get_unsat_assumptions},
  {"get-proof", command_get_proof},
  {"get-info", command_get_info},
  {"get-option", command_get_option},
  {"echo", command_echo},
  {"reset", command_reset},
  {"reset-assertions", command_reset_assertions},
  {"exit", command_exit},
  {"declare-sort", command_declare_sort},
  {"declare-datatype", command_unsupported},
  {"declare-datatypes", command_unsupported},
  {"define-fun-rec", command_unsupported},
  {"define-funs-rec", command_unsupported},
};

/* Runs the command whose '(' is the current token. */
static bool run_command(session *x)
{
  fr_reader *r = &x->reader;
  fr_next(r);
  const fr_token *t = fr_token_of(r);
  x->command = t->place;
  x->responded = false;
  if (t->kind != FR_TOKEN_SYMBOL)
    return fr_fail_token(r, "a command");
  for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
    if (strlen(commands[i].name) == t->length && !memcmp(commands[i].name, t->text, t->length)) {
      if (!commands[i].run(x)) {
        if (fr_token_of(r)->kind == FR_TOKEN_END)
          fr_text_format(&r->error, " (in the command that begins in line %u)", (unsigned)x->command.line);
        return false;
      }
      if (!x->responded && x->options.print_success)
        respond(x, "success");
      return true;
    }
  return fr_fail_token(r, "a command");
}

/* Between two reads of the input, what was answered must be there to be seen. */
static ptrdiff_t read_input(void *user, char *buffer, size_t size)
{
  session *x = user;
  flush_output(x);
  return x->config->read(x->config->read_user, buffer, size);
}

static void free_session(session *x)
{
  close_channels(x);
  fr_reader_free(&x->reader);
  fr_text_free(&x->out_name);
  fr_text_free(&x->err_name);
  fr_text_free(&x->proof);
  fr_text_free(&x->assertion_text);
  fr_text_free(&x->assumption_text);
  fr_text_free(&x->response);
  free(x->assertion_ends.data);
  free(x->named.data);
  free(x->levels.data);
  free(x->assumptions.data);
  free(x->assumption_ends.data);
  free(x->failed.data);
}

int fr_run(strsmt *s, const fr_config *config)
{
  session x = {.s = s, .config = config, .out = config->out, .err = config->err};
  fr_reader_init(&x.reader, s, read_input, &x);
  x.reader.warn = warn;
  x.reader.warn_user = &x;
  default_options(&x);
  bool good = true;
  while (good && !x.ended && fr_next(&x.reader) != FR_TOKEN_END) {
    good = fr_token_of(&x.reader)->kind == FR_TOKEN_OPEN ? run_command(&x)
                                                         : fr_fail_token(&x.reader, "'(' before a command");
    good = good && !ferror(x.out);
  }
  if (x.reader.failed)
    report_mistake(&x);
  bool written = flush_output(&x);
  written = close_channels(&x) && written;
  if (!written)
    fprintf(x.err, "%s: error: the output cannot be written\n", config->name);
  good = good && written && !x.mismatch;
  free_session(&x);
  return good ? 0 : 1;
}
