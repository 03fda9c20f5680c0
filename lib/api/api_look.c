/* api_look.c: looking into terms, and their values as text. */
#include "api/context.h"
#include "api/text.h"
#include "base/utf8.h"

static bool has_term(strsmt *s, const char *function, strsmt_term t)
{
  return context_ready(s, function) && context_has_term(s, function, "the term", t);
}

strsmt_kind strsmt_term_kind(strsmt *s, strsmt_term t)
{
  return has_term(s, __func__, t) ? term_kind(s->terms, t) : STRSMT_KIND_NONE;
}

strsmt_sort strsmt_term_sort(strsmt *s, strsmt_term t)
{
  return has_term(s, __func__, t) ? term_sort(s->terms, t) : STRSMT_SORT_NONE;
}

size_t strsmt_term_arity(strsmt *s, strsmt_term t)
{
  return has_term(s, __func__, t) ? term_arity(s->terms, t) : 0;
}

strsmt_term strsmt_term_child(strsmt *s, strsmt_term t, size_t i)
{
  if (!has_term(s, __func__, t))
    return STRSMT_NO_TERM;
  if (i < term_arity(s->terms, t))
    return term_arg(s->terms, t, i);
  context_fail(s, STRSMT_ERROR_ARGUMENT, __func__, "there is no child %zu: the term has %zu, counted from 0", i,
               term_arity(s->terms, t));
  return STRSMT_NO_TERM;
}

size_t strsmt_term_index_count(strsmt *s, strsmt_term t)
{
  return has_term(s, __func__, t) ? term_index_count(s->terms, t) : 0;
}

uint32_t strsmt_term_index(strsmt *s, strsmt_term t, size_t i)
{
  if (!has_term(s, __func__, t))
    return 0;
  if (i < term_index_count(s->terms, t))
    return term_index(s->terms, t, i);
  context_fail(s, STRSMT_ERROR_ARGUMENT, __func__, "there is no index %zu: the term has %zu, counted from 0", i,
               term_index_count(s->terms, t));
  return 0;
}

const char *strsmt_term_name(strsmt *s, strsmt_term t)
{
  if (!has_term(s, __func__, t))
    return NULL;
  if (term_kind(s->terms, t) == STRSMT_CONSTANT)
    return term_name(s->terms, t);
  context_fail(s, STRSMT_ERROR_ARGUMENT, __func__, "the term is no constant");
  return NULL;
}

const uint32_t *strsmt_term_codes(strsmt *s, strsmt_term t, size_t *length)
{
  size_t unused;
  if (!length)
    length = &unused;
  *length = 0;
  if (!has_term(s, __func__, t))
    return NULL;
  if (term_kind(s->terms, t) == STRSMT_STRING_LITERAL)
    return term_codes(s->terms, t, length);
  context_fail(s, STRSMT_ERROR_ARGUMENT, __func__, "the term is no string literal");
  return NULL;
}

bool strsmt_term_int64(strsmt *s, strsmt_term t, int64_t *value)
{
  int64_t unused;
  return has_term(s, __func__, t) && term_kind(s->terms, t) == STRSMT_INT_LITERAL &&
         num_is_int64(term_num(s->terms, t), value ? value : &unused);
}

bool strsmt_term_bool(strsmt *s, strsmt_term t, bool *value)
{
  if (!has_term(s, __func__, t))
    return false;
  strsmt_kind k = term_kind(s->terms, t);
  if (value && (k == STRSMT_TRUE || k == STRSMT_FALSE))
    *value = k == STRSMT_TRUE;
  return k == STRSMT_TRUE || k == STRSMT_FALSE;
}

size_t strsmt_constant_count(strsmt *s)
{
  return context_ready(s, __func__) ? s->constants.size : 0;
}

strsmt_term strsmt_constant(strsmt *s, size_t i)
{
  if (!context_ready(s, __func__))
    return STRSMT_NO_TERM;
  if (i < s->constants.size)
    return s->constants.data[i];
  context_fail(s, STRSMT_ERROR_ARGUMENT, __func__, "there is no constant %zu: there are %zu, counted from 0", i,
               s->constants.size);
  return STRSMT_NO_TERM;
}

const char *strsmt_kind_symbol(strsmt_kind kind)
{
  return kind_symbol(kind);
}

const char *strsmt_sort_name(strsmt_sort of)
{
  return of >= STRSMT_SORT_BOOL && of <= STRSMT_SORT_REGLAN ? sort_name(of) : NULL;
}

/* ---- text ---- */

static bool is_literal(strsmt *s, const char *function, strsmt_term t, strsmt_kind kind, const char *what)
{
  if (!has_term(s, function, t))
    return false;
  if (term_kind(s->terms, t) == kind)
    return true;
  context_fail(s, STRSMT_ERROR_ARGUMENT, function, "the term is no %s literal", what);
  return false;
}

size_t strsmt_term_utf8(strsmt *s, strsmt_term t, char *buffer, size_t size)
{
  text_buffer out = text_into(buffer, size);
  if (!is_literal(s, __func__, t, STRSMT_STRING_LITERAL, "string"))
    return 0;
  size_t length;
  const uint32_t *points = term_codes(s->terms, t, &length);
  for (size_t i = 0; i < length; i++) {
    char bytes[4];
    size_t count = utf8_encode(points[i], bytes);
    if (!count) {
      context_fail(s, STRSMT_ERROR_ARGUMENT, __func__, "character %zu is the surrogate 0x%x, which UTF-8 does not have",
                   i, (unsigned)points[i]);
      return text_end(&out, false);
    }
    text_write(&out, bytes, count);
  }
  return text_end(&out, true);
}

size_t strsmt_term_escaped(strsmt *s, strsmt_term t, char *buffer, size_t size)
{
  text_buffer out = text_into(buffer, size);
  if (!is_literal(s, __func__, t, STRSMT_STRING_LITERAL, "string"))
    return 0;
  size_t length;
  const uint32_t *points = term_codes(s->terms, t, &length);
  return text_end(&out, print_escaped(points, length, text_write, &out));
}

size_t strsmt_term_decimal(strsmt *s, strsmt_term t, char *buffer, size_t size)
{
  text_buffer out = text_into(buffer, size);
  if (!is_literal(s, __func__, t, STRSMT_INT_LITERAL, "integer"))
    return 0;
  const num *value = term_num(s->terms, t);
  size_t bound = num_text_bound(value), length = 0;
  char small[64], *text = bound <= sizeof small ? small : mem_alloc(&s->m, bound);
  if (text)
    length = num_text(&s->m, value, text);
  text_write(&out, text ? text : "", length);
  if (text != small)
    mem_free(&s->m, text, bound);
  return text_end(&out, !context_out_of_memory(s, __func__));
}

size_t strsmt_print_term(strsmt *s, strsmt_term t, char *buffer, size_t size)
{
  text_buffer out = text_into(buffer, size);
  if (!has_term(s, __func__, t))
    return 0;
  bool ok = terms_print(s->terms, t, text_write, &out);
  return text_end(&out, !context_out_of_memory(s, __func__) && ok);
}
