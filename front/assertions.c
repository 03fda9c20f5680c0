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
  FR_PUSH(x->assertion_ends, x->assertion_text.length);
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
  bool as_assumption = x->options.produce_unsat_cores && r->has_outer_name;
  if (!end_command(x))
    return false;
  if (as_assumption)
    FR_PUSH(x->named, (named_assertion){r->outer_name, value.term});
  else if (strsmt_assert(x->s, value.term) != STRSMT_OK)
    return fr_fail_library(r, x->command);
  if (x->options.produce_assertions)
    keep_text(x, text);
  x->started = true;
  forget_answer(x);
  return true;
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
  for (uint32_t i = 0; i < count; i++) {
    FR_PUSH(x->levels, (level_mark){x->assertion_ends.length, x->assertion_text.length, x->named.length});
    fr_symbols_push(&x->reader.symbols);
  }
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
  for (uint32_t i = 0; i < count; i++) {
    level_mark mark = x->levels.data[--x->levels.length];
    x->assertion_ends.length = mark.texts;
    x->assertion_text.length = mark.text_length;
    x->named.length = mark.named;
    fr_symbols_pop(&x->reader.symbols);
  }
  forget_answer(x);
  return true;
}

static bool drop_assertions(session *x, bool global_too)
{
  if (strsmt_reset_assertions(x->s) != STRSMT_OK)
    return fr_fail_library(&x->reader, x->command);
  fr_reader_reset(&x->reader, global_too);
  x->assertion_ends.length = 0;
  x->assertion_text.length = 0;
  x->named.length = 0;
  x->levels.length = 0;
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
  size_t start = 0;
  for (size_t i = 0; i < x->assertion_ends.length; i++) {
    size_t end = x->assertion_ends.data[i];
    fr_text_string(&x->response, i ? "\n " : "");
    fr_text_append(&x->response, x->assertion_text.data + start, end - start);
    start = end;
  }
  fr_text_string(&x->response, ")");
  respond_text(x);
  return true;
}
