/* expect.c: mistakes, and the tokens that are expected at a place. */
#include "reader.h"

#include <string.h>

/* ---- mistakes ---- */

bool fr_fail(fr_reader *r, fr_place place, const char *format, ...)
{
  if (r->failed)
    return false;
  r->failed = true;
  r->error_place = place;
  const fr_token *t = fr_token_of(r);
  if (t->kind != FR_TOKEN_END && t->place.line == place.line && t->place.column == place.column)
    fr_text_append(&r->found, t->text, t->length);
  va_list args;
  va_start(args, format);
  fr_text_vformat(&r->error, format, args);
  va_end(args);
  return false;
}

bool fr_fail_token(fr_reader *r, const char *expected)
{
  if (r->failed)
    return false;
  const fr_token *t = fr_token_of(r);
  fr_fail(r, t->place, "expected %s, found ", expected);
  if (t->kind == FR_TOKEN_END)
    fr_text_string(&r->error, "the end of the input");
  else {
    fr_text_string(&r->error, "'");
    fr_text_string(&r->error, t->kind == FR_TOKEN_STRING ? "\"" : t->kind == FR_TOKEN_QUOTED ? "|" : "");
    fr_text_excerpt(&r->error, t->text, t->length);
    fr_text_string(&r->error, t->kind == FR_TOKEN_STRING ? "\"" : t->kind == FR_TOKEN_QUOTED ? "|" : "");
    fr_text_string(&r->error, "'");
  }
  if (t->kind == FR_TOKEN_BAD)
    fr_text_format(&r->error, ": %s", r->lexer.problem);
  return false;
}

bool fr_fail_memory(fr_reader *r)
{
  return fr_fail(r, fr_token_of(r)->place, "out of memory");
}

bool fr_fail_library(fr_reader *r, fr_place place)
{
  const char *message = strsmt_error_message(r->s);
  return fr_fail(r, place, "%s", *message ? message : "the library failed");
}

bool fr_demand_unbound(fr_reader *r, fr_symbol symbol, fr_name_space space, fr_place place)
{
  const fr_binding *b = fr_lookup(&r->symbols, symbol, space);
  if (!b || b->kind == FR_MADE)
    return true;
  const char *name = fr_symbol_name(&r->symbols, symbol);
  if (!b->place.line)
    return fr_fail(r, place, "'%.100s' is a symbol of the theory and cannot be declared", name);
  return fr_fail(r, place, "'%.100s' is already declared, in line %u", name, (unsigned)b->place.line);
}

/* ---- tokens ---- */

fr_token_kind fr_next(fr_reader *r)
{
  return fr_lex_next(&r->lexer);
}

bool fr_is_symbol(const fr_reader *r)
{
  const fr_token *t = fr_token_of(r);
  if (t->kind != FR_TOKEN_SYMBOL)
    return t->kind == FR_TOKEN_QUOTED;
  char word[24];
  if (t->length >= sizeof word)
    return true;
  memcpy(word, t->text, t->length);
  word[t->length] = 0;
  return !fr_is_reserved(word);
}

bool fr_expect(fr_reader *r, fr_token_kind kind, const char *what)
{
  return fr_next(r) == kind || fr_fail_token(r, what);
}

bool fr_expect_symbol(fr_reader *r, const char *what, fr_symbol *symbol)
{
  fr_next(r);
  if (!fr_is_symbol(r))
    return fr_fail_token(r, what);
  *symbol = fr_token_symbol(r);
  return true;
}

bool fr_read_index(fr_reader *r, uint32_t *index)
{
  const fr_token *t = fr_token_of(r);
  if (t->kind != FR_TOKEN_NUMERAL)
    return fr_fail_token(r, "a numeral");
  uint64_t value = 0;
  for (size_t i = 0; i < t->length && value <= UINT32_MAX; i++)
    value = value * 10 + (uint64_t)(t->text[i] - '0');
  *index = (uint32_t)value;
  return value <= UINT32_MAX || fr_fail_token(r, "a numeral below 2^32");
}

bool fr_skip(fr_reader *r)
{
  size_t depth = 0;
  for (;; fr_next(r)) {
    fr_token_kind kind = fr_token_of(r)->kind;
    if (kind == FR_TOKEN_END || kind == FR_TOKEN_BAD || (kind == FR_TOKEN_CLOSE && !depth))
      return fr_fail_token(r, depth ? "')'" : "an s-expression");
    depth += kind == FR_TOKEN_OPEN;
    depth -= kind == FR_TOKEN_CLOSE;
    if (!depth)
      return true;
  }
}
