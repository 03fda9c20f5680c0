/* assertions.c: the assertion stack. The text of each assertion is kept, as it was written, for get-assertions. */
#include "session.h"

#include "builtins.h"

void forget_answer(session *x)
{
  x->answered = false;
}

static void keep_text(session *x, const fr_text *text)
{
  fr_text_append(&x->assertion_text, text->data, text->length);
  FR_PUSH(x->m, x->assertion_ends, x->assertion_text.length);
}

bool command_assert(session *x)
{
  fr_reader *r = &x->reader;
  fr_value value;
  fr_next(r);
  if (x->options.produce_assertions)
    fr_lex_record(&r->lexer);
  if (!fr_read_term(r, &value) || !fr_demand_sort(r, &value, STRSMT_SORT_BOOL, "the assertion"))
    return false;
  const fr_text *text = fr_lex_recorded(&r->lexer);
  if (!end_command(x))
    return false;
  if (strsmt_assert(x->s, value.term) != STRSMT_OK)
    return fr_fail_library(r, x->command);
  if (r->has_outer_name)
    FR_PUSH(x->m, x->named, (named_assertion){r->outer_name, value.term});
  if (x->options.produce_assertions)
    keep_text(x, text);
  x->started = true;
  forget_answer(x);
  return true;
}

void open_level(session *x)
{
  if (!FR_ADD(x->m, x->levels, (level_mark){x->assertion_ends.length, x->assertion_text.length, x->named.length}))
    return;
  fr_symbols_push(&x->reader.symbols);
}

void close_level(session *x)
{
  level_mark mark = x->levels.data[--x->levels.length];
  x->assertion_ends.length = mark.texts;
  x->assertion_text.length = mark.text_length;
  x->named.length = mark.named;
  fr_symbols_pop(&x->reader.symbols);
}

void forget_assertions(session *x)
{
  fr_reader_reset(&x->reader, false);
  x->assertion_ends.length = 0;
  x->assertion_text.length = 0;
  x->named.length = 0;
  x->levels.length = 0;
}

/* The number of levels, 1 if none is given, and the ')' of the command. */
static bool read_levels(session *x, uint32_t *levels)
{
  fr_reader *r = &x->reader;
  *levels = 1;
  if (fr_next(r) == FR_TOKEN_CLOSE)
    return true;
  return fr_read_index(r, levels) && end_command(x);
}

bool command_push(session *x)
{
  enum { MAX_LEVELS = 10000000 };
  uint32_t count = 0;
  if (!read_levels(x, &count))
    return false;
  if (count > MAX_LEVELS - x->levels.length)
    return fail_command(x, "more than %d levels", MAX_LEVELS);
  if (count && strsmt_push(x->s, count) != STRSMT_OK)
    return fr_fail_library(&x->reader, x->command);
  for (uint32_t i = 0; i < count; i++)
    open_level(x);
  forget_answer(x);
  return true;
}

bool command_pop(session *x)
{
  uint32_t count = 0;
  if (!read_levels(x, &count))
    return false;
  if (count > x->levels.length)
    return fail_command(x, "pop of %u level%s, but only %zu %s open", (unsigned)count, count == 1 ? "" : "s",
                        x->levels.length, x->levels.length == 1 ? "is" : "are");
  if (count && strsmt_pop(x->s, count) != STRSMT_OK)
    return fr_fail_library(&x->reader, x->command);
  for (uint32_t i = 0; i < count; i++)
    close_level(x);
  forget_answer(x);
  return true;
}

static bool drop_assertions(session *x, bool global_too)
{
  if (strsmt_reset_assertions(x->s) != STRSMT_OK)
    return fr_fail_library(&x->reader, x->command);
  forget_assertions(x);
  fr_reader_reset(&x->reader, global_too);
  x->has_expected = false;
  forget_answer(x);
  return true;
}

bool command_reset_assertions(session *x)
{
  return end_command(x) && drop_assertions(x, false);
}

bool command_reset(session *x)
{
  if (!end_command(x) || !drop_assertions(x, true))
    return false;
  if (!close_channels(x))
    return fail_command(x, "the output to the former channel cannot be written");
  default_options(x);
  x->options.random_seed = x->config->seed;
  strsmt_set_seed(x->s, x->config->seed);
  x->logic_set = false;
  x->started = false;
  return true;
}

bool command_get_assertions(session *x)
{
  if (!end_command(x))
    return false;
  if (!x->options.produce_assertions)
    return fail_command(x, "get-assertions needs (set-option :produce-assertions true)");
  fr_text_string(&x->response, "(");
  size_t start = 0, known = x->assertion_ends.length, count = strsmt_assertion_count(x->s);
  bool as_written = known == count; /* and not made through the interface */
  for (size_t i = 0; i < count && !as_written; i++) {
    fr_text_string(&x->response, i ? "\n " : "");
    append_term(x, &x->response, strsmt_assertion(x->s, i));
  }
  for (size_t i = 0; i < known && as_written; i++) {
    size_t end = x->assertion_ends.data[i];
    fr_text_string(&x->response, i ? "\n " : "");
    fr_text_append(&x->response, x->assertion_text.data + start, end - start);
    start = end;
  }
  fr_text_string(&x->response, ")");
  respond_text(x);
  return true;
}
