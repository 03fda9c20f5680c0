/* options.c: set-option and get-option. Options that are not in the table are answered by `unsupported`. */
#include "session.h"

#include <stddef.h>
#include <string.h>

typedef enum option_type { FLAG, NUMBER, CHANNEL, BEHAVIOR } option_type;

typedef struct option {
  const char *name;
  option_type type;
  size_t offset;      /* in fr_options, or in session for a channel */
  bool only_at_start; /* before the first declaration or assertion */
} option;

#define IN_OPTIONS(field) offsetof(fr_options, field)

static const option table[] = {
    {":print-success", FLAG, IN_OPTIONS(print_success), false},
    {":produce-models", FLAG, IN_OPTIONS(produce_models), false},
    {":produce-unsat-cores", FLAG, IN_OPTIONS(produce_unsat_cores), true},
    {":minimal-unsat-cores", FLAG, IN_OPTIONS(minimal_unsat_cores), false},
    {":produce-unsat-assumptions", FLAG, IN_OPTIONS(produce_unsat_assumptions), false},
    {":produce-proofs", FLAG, IN_OPTIONS(produce_proofs), false},
    {":produce-assertions", FLAG, IN_OPTIONS(produce_assertions), true},
    {":interactive-mode", FLAG, IN_OPTIONS(produce_assertions), true},
    {":produce-assignments", FLAG, IN_OPTIONS(produce_assignments), false},
    {":global-declarations", FLAG, IN_OPTIONS(global_declarations), true},
    {":random-seed", NUMBER, IN_OPTIONS(random_seed), false},
    {":seed", NUMBER, IN_OPTIONS(random_seed), false},
    {":reproducible-resource-limit", NUMBER, IN_OPTIONS(resource_limit), false},
    {":rlimit", NUMBER, IN_OPTIONS(resource_limit), false},
    {":rlimit-per", NUMBER, IN_OPTIONS(resource_limit), false},
    {":timeout", NUMBER, IN_OPTIONS(timeout), false},
    {":timeout-per", NUMBER, IN_OPTIONS(timeout), false},
    {":tlimit-per", NUMBER, IN_OPTIONS(timeout), false},
    {":verbosity", NUMBER, IN_OPTIONS(verbosity), false},
    {":error-behavior", BEHAVIOR, IN_OPTIONS(continued), false},
    {":regular-output-channel", CHANNEL, offsetof(session, out_name), false},
    {":diagnostic-output-channel", CHANNEL, offsetof(session, err_name), false},
};

static const option *find_option(const fr_token *t)
{
  for (size_t i = 0; i < sizeof table / sizeof *table; i++)
    if (strlen(table[i].name) == t->length && !memcmp(table[i].name, t->text, t->length))
      return &table[i];
  return NULL;
}

static void *field(session *x, const option *o)
{
  return (char *)(o->type == CHANNEL ? (void *)x : (void *)&x->options) + o->offset;
}

/* What an option does besides being there to be looked at. */
static void apply_option(session *x, const option *o)
{
  x->reader.global = x->options.global_declarations;
  if (o->type == NUMBER && o->offset == offsetof(fr_options, random_seed))
    strsmt_set_seed(x->s, (uint32_t)x->options.random_seed);
}

void default_options(session *x)
{
  x->options = (fr_options){.produce_models = true,
                            .produce_unsat_assumptions = true,
                            .produce_assertions = true,
                            .produce_assignments = true,
                            .continued = x->config && x->config->continued};
  fr_text_clear(&x->out_name);
  fr_text_string(&x->out_name, "stdout");
  fr_text_clear(&x->err_name);
  fr_text_string(&x->err_name, "stderr");
  x->reader.global = false;
}

/* ---- channels ---- */

bool close_channels(session *x)
{
  bool good = !x->own_out || x->out.close(x->out.user);
  if (x->own_err)
    x->err.close(x->err.user);
  x->own_out = x->own_err = false;
  x->out = x->config->out;
  x->err = x->config->err;
  return good;
}

/* Opens the file of that name for appending, as the standard says, and puts it in the place of *channel. */
static bool switch_channel(session *x, const fr_text *name, fr_channel *channel, bool *own)
{
  bool is_out = !strcmp(fr_text_c(name), "stdout"), is_err = !strcmp(fr_text_c(name), "stderr");
  fr_channel next = is_err ? x->config->err : x->config->out;
  bool opened = !is_out && !is_err;
  if (opened && !x->config->open(fr_text_c(name), &next))
    return fail_command(x, "the file \"%.200s\" cannot be opened for writing", fr_text_c(name));
  bool lost = channel->flush && !channel->flush(channel->user);
  if (*own && !channel->close(channel->user))
    lost = true;
  *channel = next;
  *own = opened;
  return !lost || fail_command(x, "the output to the former channel cannot be written");
}

static bool set_channel(session *x, const option *o)
{
  fr_reader *r = &x->reader;
  const fr_token *t = fr_token_of(r);
  if (t->kind != FR_TOKEN_STRING)
    return fr_fail_token(r, "a string literal, the name of a file");
  fr_text name = {.m = x->m};
  for (size_t i = 0; i < t->length; i++) {
    fr_text_append(&name, t->text + i, 1);
    i += t->text[i] == '"';
  }
  bool is_out = o->offset == offsetof(session, out_name);
  bool good = end_command(x) && (is_out ? switch_channel(x, &name, &x->out, &x->own_out)
                                        : switch_channel(x, &name, &x->err, &x->own_err));
  fr_text *kept = field(x, o);
  if (good) {
    fr_text_clear(kept);
    fr_text_string(kept, fr_text_c(&name));
  }
  fr_text_free(&name);
  return good;
}

/* ---- flags and numbers ---- */

static bool set_flag(session *x, const option *o)
{
  fr_reader *r = &x->reader;
  const fr_token *t = fr_token_of(r);
  bool is_true = t->kind == FR_TOKEN_SYMBOL && t->length == 4 && !memcmp(t->text, "true", 4);
  bool is_false = t->kind == FR_TOKEN_SYMBOL && t->length == 5 && !memcmp(t->text, "false", 5);
  if (!is_true && !is_false)
    return fr_fail_token(r, "true or false");
  if (!end_command(x))
    return false;
  bool *flag = field(x, o);
  if (flag == &x->options.produce_proofs && is_true && x->queries && !x->proof_kept)
    return fail_command(x, ":produce-proofs must be set before the first check-sat");
  *flag = is_true;
  return true;
}

static bool set_behavior(session *x, const option *o)
{
  fr_reader *r = &x->reader;
  const fr_token *t = fr_token_of(r);
  fr_text word = {.m = x->m};
  fr_text_append(&word, t->text, t->length);
  bool on = !strcmp(fr_text_c(&word), "continued-execution"), off = !strcmp(fr_text_c(&word), "immediate-exit");
  fr_text_free(&word);
  if (t->kind != FR_TOKEN_SYMBOL || (!on && !off))
    return fr_fail_token(r, "continued-execution or immediate-exit");
  if (!end_command(x))
    return false;
  *(bool *)field(x, o) = on;
  return true;
}

static bool set_number(session *x, const option *o)
{
  fr_reader *r = &x->reader;
  const fr_token *t = fr_token_of(r);
  if (t->kind != FR_TOKEN_NUMERAL || t->length > 18)
    return fr_fail_token(r, "a numeral of at most 18 digits");
  uint64_t number = 0;
  for (size_t i = 0; i < t->length; i++)
    number = number * 10 + (uint64_t)(t->text[i] - '0');
  if (!end_command(x))
    return false;
  *(uint64_t *)field(x, o) = number;
  return true;
}

/* Skips the value of an option, if there is one, and ends the command. */
static bool skip_value(session *x)
{
  fr_reader *r = &x->reader;
  if (fr_next(r) == FR_TOKEN_CLOSE)
    return true;
  return fr_skip(r) && end_command(x);
}

bool command_set_option(session *x)
{
  fr_reader *r = &x->reader;
  if (!fr_expect(r, FR_TOKEN_KEYWORD, "an option such as :produce-models"))
    return false;
  const option *o = find_option(fr_token_of(r));
  if (!o || (o->type == CHANNEL && !x->config->open)) {
    if (!skip_value(x))
      return false;
    respond(x, "unsupported");
    return true;
  }
  if (o->only_at_start && x->started)
    return fail_command(x, "%s must be set before the first declaration, definition or assertion", o->name);
  fr_next(r);
  bool good = o->type == FLAG       ? set_flag(x, o)
              : o->type == NUMBER   ? set_number(x, o)
              : o->type == BEHAVIOR ? set_behavior(x, o)
                                    : set_channel(x, o);
  if (good)
    apply_option(x, o);
  return good;
}

bool command_get_option(session *x)
{
  fr_reader *r = &x->reader;
  if (!fr_expect(r, FR_TOKEN_KEYWORD, "an option such as :produce-models"))
    return false;
  const option *o = find_option(fr_token_of(r));
  if (!end_command(x))
    return false;
  if (!o)
    respond(x, "unsupported");
  else if (o->type == FLAG)
    respond(x, "%s", *(bool *)field(x, o) ? "true" : "false");
  else if (o->type == BEHAVIOR)
    respond(x, "%s", *(bool *)field(x, o) ? "continued-execution" : "immediate-exit");
  else if (o->type == NUMBER)
    respond(x, "%llu", (unsigned long long)*(uint64_t *)field(x, o));
  else {
    fr_text_quoted(&x->response, fr_text_c(field(x, o)));
    respond_text(x);
  }
  return true;
}
