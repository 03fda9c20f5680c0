/* reader.c: terms, with an explicit stack of the terms that are open.
 *
 * A loop alternates between two moves: `open_term` reads an atom (a value) or opens a frame; `close_terms` hands a
 * value to the innermost frame and goes to the next token, which closes the frame (its result is again a value) or
 * starts the next term. */
#include "reader.h"

#include "binders.h"
#include "builtins.h"
#include "macro.h"

#include <string.h>

static fr_symbol intern(fr_reader *r, const char *name)
{
  return fr_intern(&r->symbols, name, strlen(name));
}

void fr_reader_init(fr_reader *r, strsmt *s, mem *m, fr_read read, void *user)
{
  *r = (fr_reader){.s = s, .m = m, .error = {.m = m}, .found = {.m = m}};
  fr_lex_init(&r->lexer, m, read, user);
  fr_symbols_init(&r->symbols, m);
  r->word_let = intern(r, "let");
  r->word_annotate = intern(r, "!");
  r->word_index = intern(r, "_");
  r->word_as = intern(r, "as");
  r->word_forall = intern(r, "forall");
  r->word_exists = intern(r, "exists");
  r->word_match = intern(r, "match");
  r->word_char = intern(r, "char");
  fr_bind_builtin_sorts(r);
  fr_bind_builtins(r);
}

void fr_reader_free(fr_reader *r)
{
  fr_lex_free(&r->lexer);
  fr_macros_free(r);
  fr_symbols_free(&r->symbols);
  fr_text_free(&r->error);
  fr_text_free(&r->found);
  FR_FREE(r->m, r->values);
  FR_FREE(r->m, r->frames);
  FR_FREE(r->m, r->locals);
  FR_FREE(r->m, r->codes);
  fr_map_free(r->m, &r->ground);
  FR_FREE(r->m, r->arguments);
}

void fr_reader_reset(fr_reader *r, bool global_too)
{
  fr_symbols_reset(&r->symbols, global_too);
}

/* ---- atoms ---- */

static bool value_of(fr_reader *r, fr_value *value, strsmt_term term, strsmt_sort sort, fr_place place)
{
  *value = (fr_value){term, sort, place};
  return term || fr_fail_library(r, place);
}

static bool read_numeral(fr_reader *r, fr_value *value)
{
  const fr_token *t = fr_token_of(r);
  int64_t small = 0;
  for (size_t i = 0; t->length <= 18 && i < t->length; i++)
    small = small * 10 + (t->text[i] - '0');
  if (t->length <= 18)
    return value_of(r, value, strsmt_make_int(r->s, small), STRSMT_SORT_INT, t->place);
  fr_text digits = {.m = r->m};
  fr_text_append(&digits, t->text, t->length);
  strsmt_term term = strsmt_make_int_text(r->s, fr_text_c(&digits));
  fr_text_free(&digits);
  return value_of(r, value, term, STRSMT_SORT_INT, t->place);
}

static bool read_string(fr_reader *r, fr_value *value)
{
  const fr_token *t = fr_token_of(r);
  const char *problem = fr_decode_string(r->m, t->text, t->length, &r->codes);
  if (problem)
    return fr_fail(r, t->place, "bad string literal: %s", problem);
  return value_of(r, value, strsmt_make_string_codes(r->s, r->codes.data, r->codes.length), STRSMT_SORT_STRING,
                  t->place);
}

/* What a symbol that is not applied stands for. */
static bool symbol_value(fr_reader *r, fr_symbol symbol, fr_place place, fr_value *value)
{
  const fr_binding *b = fr_lookup(&r->symbols, symbol, FR_TERMS);
  const char *name = fr_symbol_name(&r->symbols, symbol);
  fr_frame frame = {.head = symbol, .head_place = place, .place = place};
  value->place = place;
  if (!b)
    return fr_fail(r, place, "expected a term, found '%.100s', which is not declared", name);
  if (b->kind == FR_BUILTIN)
    return fr_apply_builtin(r, b->index, &frame, NULL, 0, value);
  if (b->kind == FR_MACRO)
    return fr_macro_apply(r, b->index, &frame, NULL, 0, value);
  if (b->kind == FR_LOCAL)
    fr_mark_used(&r->symbols, symbol);
  return value_of(r, value, b->term, b->sort, place);
}

/* (_ char #x41), after the word char. */
static bool read_char(fr_reader *r, fr_place place, fr_value *value)
{
  uint32_t code = 0;
  if (!fr_expect(r, FR_TOKEN_HEX, "a hexadecimal character code such as #x41"))
    return false;
  const fr_token *t = fr_token_of(r);
  if (t->length > 7 || !fr_decode_hex(t->text + 2, t->length - 2, &code))
    return fr_fail_token(r, "a character code of at most five digits, up to #x2FFFF");
  return fr_expect(r, FR_TOKEN_CLOSE, "')' after the character code") &&
         value_of(r, value, strsmt_make_string_codes(r->s, &code, 1), STRSMT_SORT_STRING, place);
}

/* The rest of (_ symbol index+), after the underscore: the head of an application. */
static bool read_indexed_head(fr_reader *r, fr_frame *frame)
{
  frame->head_place = fr_token_of(r)->place;
  frame->head = fr_token_symbol(r);
  const fr_binding *b = fr_lookup(&r->symbols, frame->head, FR_TERMS);
  if (!fr_is_symbol(r) || !b || b->kind != FR_BUILTIN || !fr_builtin_indices(b->index))
    return fr_fail_token(r, "an indexed symbol: re.^, re.loop, divisible or char");
  unsigned wanted = fr_builtin_indices(b->index);
  while (fr_next(r) != FR_TOKEN_CLOSE) {
    if (frame->index_count == wanted)
      return fr_fail_token(r, "')' after the indices");
    if (!fr_read_index(r, &frame->indices[frame->index_count++]))
      return false;
  }
  return frame->index_count == wanted || fr_fail_token(r, "another index, a numeral");
}

/* The rest of (as symbol sort), after the word as. */
static bool read_ascription(fr_reader *r, fr_symbol *symbol, fr_place *place, strsmt_sort *sort)
{
  if (!fr_expect_symbol(r, "a symbol", symbol))
    return false;
  *place = fr_token_of(r)->place;
  fr_next(r);
  return fr_read_sort(r, sort) && fr_expect(r, FR_TOKEN_CLOSE, "')' after the sort");
}

static bool check_ascription(fr_reader *r, const fr_value *value, strsmt_sort sort)
{
  return fr_demand_sort(r, value, sort, "the term given to 'as'");
}

/* ---- opening ---- */

bool fr_open_frame(fr_reader *r, fr_frame frame)
{
  frame.first = r->values.length;
  frame.first_local = r->locals.length;
  return FR_ADD(r->m, r->frames, frame) || fr_fail_memory(r);
}

/* The head of an application is in parentheses: ((_ f i) ...) or ((as f S) ...). */
static bool open_with_complex_head(fr_reader *r, fr_frame *frame)
{
  fr_next(r);
  bool word = fr_token_of(r)->kind == FR_TOKEN_SYMBOL;
  fr_symbol symbol = word ? fr_token_symbol(r) : 0;
  if (word && symbol == r->word_as) {
    strsmt_sort sort = STRSMT_SORT_NONE;
    if (!read_ascription(r, &frame->head, &frame->head_place, &sort))
      return false;
    frame->ascribed = (uint8_t)sort;
    return true;
  }
  if (!word || symbol != r->word_index)
    return fr_fail_token(r, "'_' or 'as' (a function must be a symbol)");
  fr_next(r);
  return read_indexed_head(r, frame);
}

/* (_ ...) or (as ...) where a term is expected, after that word. */
static bool read_identifier(fr_reader *r, fr_symbol word, fr_place place, fr_value *value)
{
  if (word == r->word_as) {
    fr_symbol symbol = 0;
    strsmt_sort sort = STRSMT_SORT_NONE;
    fr_place at = place;
    return read_ascription(r, &symbol, &at, &sort) && symbol_value(r, symbol, at, value) &&
           check_ascription(r, value, sort);
  }
  fr_next(r);
  fr_frame frame = {.place = place};
  if (fr_token_of(r)->kind == FR_TOKEN_SYMBOL && fr_token_symbol(r) == r->word_char)
    return read_char(r, place, value);
  return read_indexed_head(r, &frame) && fr_fail(r, place, "this function must be applied, as in ((_ f i) t)");
}

/* After '('. *done: it was a whole term, with its value; otherwise a frame was opened. Ends at the last token of the
 * value, or at the first of the next term (or at the ')' of an application). */
static bool open_parenthesis(fr_reader *r, fr_value *value, bool *done)
{
  fr_frame frame = {.kind = FR_APPLICATION, .place = fr_token_of(r)->place};
  fr_next(r);
  frame.head_place = fr_token_of(r)->place;
  *done = false;
  fr_token_kind kind = fr_token_of(r)->kind;
  if (kind == FR_TOKEN_OPEN) {
    if (!open_with_complex_head(r, &frame))
      return false;
  } else if (kind == FR_TOKEN_SYMBOL || kind == FR_TOKEN_QUOTED) {
    frame.head = fr_token_symbol(r);
    if (kind == FR_TOKEN_SYMBOL && frame.head <= r->word_match) {
      if (frame.head == r->word_let)
        return fr_open_let(r, frame.place);
      if (frame.head == r->word_annotate)
        frame.kind = FR_ANNOTATION;
      else if (frame.head == r->word_index || frame.head == r->word_as) {
        *done = true;
        return read_identifier(r, frame.head, frame.place, value);
      } else if (frame.head == r->word_forall || frame.head == r->word_exists)
        return fr_open_quantifier(r, frame);
      else
        return fr_fail(r, frame.head_place, "'%s' is not supported: formulas must be free of datatypes",
                       fr_symbol_name(&r->symbols, frame.head));
    } else if (!fr_lookup(&r->symbols, frame.head, FR_TERMS))
      return fr_fail_token(r, "a function (this symbol is not declared)");
  } else
    return fr_fail_token(r, "a function, 'let' or '!'");
  fr_next(r);
  return fr_open_frame(r, frame);
}

/* The current token begins a term. */
static bool open_term(fr_reader *r, fr_value *value, bool *done)
{
  const fr_token *t = fr_token_of(r);
  *done = true;
  switch (t->kind) {
  case FR_TOKEN_NUMERAL:
    return read_numeral(r, value);
  case FR_TOKEN_STRING:
    return read_string(r, value);
  case FR_TOKEN_OPEN:
    return open_parenthesis(r, value, done);
  case FR_TOKEN_SYMBOL:
  case FR_TOKEN_QUOTED:
    if (!fr_is_symbol(r))
      return fr_fail_token(r, "a term (this word is reserved)");
    return symbol_value(r, fr_token_symbol(r), t->place, value);
  case FR_TOKEN_DECIMAL:
    return fr_fail_token(r, "a term of sort Bool, Int, String or RegLan (there are no reals)");
  case FR_TOKEN_HEX:
  case FR_TOKEN_BINARY:
    return fr_fail_token(r, "a term of sort Bool, Int, String or RegLan (there are no bit-vectors)");
  default:
    return fr_fail_token(r, "a term");
  }
}

/* ---- closing ---- */

/* Applies the innermost frame's head to its values. */
static bool close_application(fr_reader *r, const fr_frame *frame, fr_value *result)
{
  const fr_value *values = r->values.data + frame->first;
  size_t count = r->values.length - frame->first;
  const fr_binding *b = fr_lookup(&r->symbols, frame->head, FR_TERMS);
  *result = (fr_value){.place = frame->place};
  const char *name = fr_symbol_name(&r->symbols, frame->head);
  if (!b)
    return fr_fail(r, frame->head_place, "'%.100s' is not declared", name);
  bool good = b->kind == FR_BUILTIN ? fr_apply_builtin(r, b->index, frame, values, count, result)
              : b->kind == FR_MACRO
                  ? fr_macro_apply(r, b->index, frame, values, count, result)
                  : fr_fail(r, frame->head_place, "'%.100s' is no function, it takes no arguments", name);
  result->place = frame->place;
  return good && (!frame->ascribed || check_ascription(r, result, (strsmt_sort)frame->ascribed));
}

static bool name_term(fr_reader *r, const fr_value *value, fr_symbol *symbol)
{
  if (!fr_expect_symbol(r, "a name for the term", symbol))
    return false;
  fr_place place = fr_token_of(r)->place;
  if (r->in_definition)
    return fr_fail(r, place, "a term with parameters cannot be named");
  if (r->quantifiers)
    return fr_fail(r, place, "a term in the scope of a quantifier cannot be named");
  if (!fr_demand_unbound(r, *symbol, FR_TERMS, place))
    return false;
  fr_declare(&r->symbols, *symbol, FR_TERMS,
             (fr_binding){.kind = FR_NAMED, .sort = value->sort, .term = value->term, .place = place}, r->global);
  return true;
}

/* The attributes of (! t attributes), from the first to the ')'. Only :named means something. */
static bool read_attributes(fr_reader *r, const fr_value *value, bool outermost)
{
  if (fr_token_of(r)->kind != FR_TOKEN_KEYWORD)
    return fr_fail_token(r, "an attribute such as :named");
  while (fr_token_of(r)->kind == FR_TOKEN_KEYWORD) {
    const fr_token *t = fr_token_of(r);
    if (t->length == 6 && !memcmp(t->text, ":named", 6)) {
      fr_symbol symbol = 0;
      if (!name_term(r, value, &symbol))
        return false;
      if (outermost) {
        r->has_outer_name = true;
        r->outer_name = symbol;
      }
      fr_next(r);
      continue;
    }
    fr_token_kind next = fr_next(r);
    if (next == FR_TOKEN_KEYWORD || next == FR_TOKEN_CLOSE)
      continue;
    if (!fr_skip(r))
      return false;
    fr_next(r);
  }
  return fr_token_of(r)->kind == FR_TOKEN_CLOSE || fr_fail_token(r, "an attribute or ')'");
}

/* Hands the value to the innermost frame. *done: the frame is closed, and its result is the value. */
static bool give_value(fr_reader *r, size_t base, fr_value *value, bool *done)
{
  fr_frame *frame = &r->frames.data[r->frames.length - 1];
  *done = true;
  switch (frame->kind) {
  case FR_LET_VALUE:
    *done = false;
    return fr_next_let_value(r, frame, value);
  case FR_LET_BODY:
    if (!fr_expect(r, FR_TOKEN_CLOSE, "')' after the body of let"))
      return false;
    fr_unbind_locals(r, frame->first_local);
    break;
  case FR_QUANTIFIED:
    if (!fr_expect(r, FR_TOKEN_CLOSE, "')' after the body of the quantifier") || !fr_close_quantifier(r, frame, value))
      return false;
    break;
  case FR_ANNOTATION:
    fr_next(r);
    if (!read_attributes(r, value, r->frames.length == base + 1))
      return false;
    break;
  case FR_APPLICATION:
    if (!FR_ADD(r->m, r->values, *value))
      return fr_fail_memory(r);
    if (fr_next(r) != FR_TOKEN_CLOSE) {
      *done = false;
      return true;
    }
    if (!close_application(r, frame, value))
      return false;
    r->values.length = frame->first;
    break;
  }
  value->place = frame->place;
  r->frames.length--;
  return true;
}

static void forget_mistake(fr_reader *r)
{
  while (r->frames.length) {
    const fr_frame *frame = &r->frames.data[--r->frames.length];
    if (frame->kind == FR_LET_BODY || frame->kind == FR_QUANTIFIED)
      fr_unbind_locals(r, frame->first_local);
    r->locals.length = frame->first_local;
  }
  r->values.length = r->quantifiers = 0;
  r->failed = r->in_definition = false;
  fr_text_clear(&r->error);
  fr_text_clear(&r->found);
}

void fr_reader_restart(fr_reader *r, fr_read read, void *user)
{
  fr_lex_restart(&r->lexer, read, user);
  forget_mistake(r);
}

bool fr_reader_recover(fr_reader *r)
{
  bool good = fr_lex_recover(&r->lexer);
  while (good && r->lexer.depth) {
    fr_lex_next(&r->lexer);
    good = fr_lex_recover(&r->lexer);
  }
  if (good)
    forget_mistake(r);
  return good;
}

bool fr_read_term(fr_reader *r, fr_value *value)
{
  size_t base = r->frames.length;
  r->has_outer_name = false;
  for (;;) {
    bool done = false;
    fr_frame *top = r->frames.length > base ? &r->frames.data[r->frames.length - 1] : NULL;
    if (top && top->kind == FR_APPLICATION && fr_token_of(r)->kind == FR_TOKEN_CLOSE)
      return fr_fail_token(r, "an argument");
    if (!open_term(r, value, &done))
      return false;
    while (done && r->frames.length > base)
      if (!give_value(r, base, value, &done))
        return false;
    if (done)
      return true;
  }
}
