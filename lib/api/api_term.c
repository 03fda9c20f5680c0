/* api_term.c: building terms. Everything that a caller can get wrong is found here, so that what lies
 * below may rely on it. */
#include "api/context.h"
#include "base/utf8.h"
#include "term/kinds.h"

/* ---- leaves ---- */

static bool is_sort(strsmt_sort x)
{
  return x == STRSMT_SORT_BOOL || x == STRSMT_SORT_INT || x == STRSMT_SORT_STRING || x == STRSMT_SORT_REGLAN;
}

/* The term, or the error if it is missing. */
static strsmt_term made(strsmt *s, const char *function, term a)
{
  return context_out_of_memory(s, function) ? STRSMT_NO_TERM : a;
}

static bool name_is_valid(strsmt *s, const char *function, const char *name, size_t length)
{
  uint32_t code;
  for (size_t at = 0; at < length;) {
    if (!utf8_next(name, length, &at, &code)) {
      context_fail(s, STRSMT_ERROR_ARGUMENT, function, "the name is no UTF-8 at byte %zu", at);
      return false;
    }
    if (code == '|' || code == '\\') {
      context_fail(s, STRSMT_ERROR_ARGUMENT, function, "the name contains '%c', which no symbol of SMT-LIB can",
                   (int)code);
      return false;
    }
  }
  return true;
}

/* No text of SMT-LIB could speak of two constants of one name. */
static bool name_is_free(strsmt *s, const char *function, const char *name, size_t length)
{
  for (int other = STRSMT_SORT_BOOL; other <= STRSMT_SORT_REGLAN; other++)
    if (terms_find_constant(s->terms, name, length, (sort)other)) {
      context_fail(s, STRSMT_ERROR_SORT, function,
                   "the constant %.200s is of sort %s: a name has one sort in a context", name, sort_name((sort)other));
      return false;
    }
  return true;
}

strsmt_term context_constant(strsmt *s, const char *function, const char *name, strsmt_sort of, bool any_sort)
{
  size_t length = strlen(name);
  term there = terms_find_constant(s->terms, name, length, of);
  if (there)
    return there;
  if (!name_is_valid(s, function, name, length) || (!any_sort && !name_is_free(s, function, name, length)))
    return STRSMT_NO_TERM;
  term a = terms_constant(s->terms, name, length, of);
  if (a)
    (void)stack_push(&s->m, &s->constants, a);
  return made(s, function, a);
}

strsmt_term strsmt_make_constant(strsmt *s, const char *name, strsmt_sort of)
{
  if (!context_ready(s, __func__))
    return STRSMT_NO_TERM;
  if (!name) {
    context_fail(s, STRSMT_ERROR_ARGUMENT, __func__, "the name is NULL");
    return STRSMT_NO_TERM;
  }
  if (!is_sort(of)) {
    context_fail(s, STRSMT_ERROR_ARGUMENT, __func__, "there is no sort number %d", (int)of);
    return STRSMT_NO_TERM;
  }
  return context_constant(s, __func__, name, of, false);
}

strsmt_term strsmt_make_bool(strsmt *s, bool value)
{
  if (!context_ready(s, __func__))
    return STRSMT_NO_TERM;
  return made(s, __func__, value ? terms_true(s->terms) : terms_false(s->terms));
}

strsmt_term strsmt_make_int(strsmt *s, int64_t value)
{
  if (!context_ready(s, __func__))
    return STRSMT_NO_TERM;
  return made(s, __func__, terms_int(s->terms, value));
}

strsmt_term strsmt_make_int_text(strsmt *s, const char *decimal)
{
  if (!context_ready(s, __func__))
    return STRSMT_NO_TERM;
  num value = NUM_ZERO;
  term a = 0;
  if (!decimal)
    context_fail(s, STRSMT_ERROR_ARGUMENT, __func__, "the text is NULL");
  else if (num_set_text(&s->m, &value, decimal, strlen(decimal)))
    a = terms_num(s->terms, &value);
  else if (!mem_failed(&s->m))
    context_fail(s, STRSMT_ERROR_ARGUMENT, __func__, "the text is no integer: an optional '-' and decimal digits");
  num_free(&s->m, &value);
  return made(s, __func__, a);
}

/* ---- strings ---- */

enum { SHORT_STRING = 64 }; /* decoded without an allocation */

/* Decodes into `out`, which has room for as many code points as there are bytes. */
static bool decode(strsmt *s, const char *function, const char *text, size_t length, uint32_t *out, size_t *count)
{
  size_t n = 0;
  for (size_t at = 0; at < length; n++) {
    size_t start = at;
    if (!utf8_next(text, length, &at, &out[n])) {
      context_fail(s, STRSMT_ERROR_ARGUMENT, function, "the text is no UTF-8 at byte %zu", start);
      return false;
    }
    if (out[n] > CODE_MAX) {
      context_fail(s, STRSMT_ERROR_ARGUMENT, function, "code point 0x%x at byte %zu is above 0x2FFFF", (unsigned)out[n],
                   start);
      return false;
    }
  }
  *count = n;
  return true;
}

static strsmt_term make_string(strsmt *s, const char *function, const char *text, size_t length)
{
  if (!text && length) {
    context_fail(s, STRSMT_ERROR_ARGUMENT, function, "the text is NULL");
    return STRSMT_NO_TERM;
  }
  uint32_t small[SHORT_STRING], *decoded = small;
  size_t count;
  number_list large = {0};
  if (length > SHORT_STRING) {
    if (!stack_reserve(&s->m, &large, length))
      return made(s, function, 0);
    decoded = large.data;
  }
  term a = decode(s, function, text, length, decoded, &count) ? terms_string(s->terms, decoded, count) : 0;
  stack_free(&s->m, &large);
  return made(s, function, a);
}

strsmt_term strsmt_make_string(strsmt *s, const char *utf8)
{
  if (!context_ready(s, __func__))
    return STRSMT_NO_TERM;
  if (!utf8) {
    context_fail(s, STRSMT_ERROR_ARGUMENT, __func__, "the text is NULL");
    return STRSMT_NO_TERM;
  }
  return make_string(s, __func__, utf8, strlen(utf8));
}

strsmt_term strsmt_make_string_length(strsmt *s, const char *utf8, size_t length)
{
  if (!context_ready(s, __func__))
    return STRSMT_NO_TERM;
  return make_string(s, __func__, utf8, length);
}

strsmt_term strsmt_make_string_codes(strsmt *s, const uint32_t *points, size_t length)
{
  if (!context_ready(s, __func__))
    return STRSMT_NO_TERM;
  if (!points && length) {
    context_fail(s, STRSMT_ERROR_ARGUMENT, __func__, "the array is NULL");
    return STRSMT_NO_TERM;
  }
  for (size_t i = 0; i < length; i++)
    if (points[i] > CODE_MAX) {
      context_fail(s, STRSMT_ERROR_ARGUMENT, __func__, "code point 0x%x at position %zu is above 0x2FFFF",
                   (unsigned)points[i], i);
      return STRSMT_NO_TERM;
    }
  return made(s, __func__, terms_string(s->terms, points, length));
}

/* ---- applications ---- */

static const char *plural(size_t n, const char *one, const char *many)
{
  return n == 1 ? one : many;
}

/* The message for each way in which an application can be wrong. */
static void report(strsmt *s, const char *function, strsmt_kind k, const sort_error *e, size_t given,
                   size_t indices_given)
{
  const kind_info *info = kind_get(k);
  const char *symbol = info ? info->symbol : "";
  switch (e->fault) {
  case SORT_FAULT_KIND:
    context_fail(s, STRSMT_ERROR_ARGUMENT, function, "kind number %d is no operator", (int)k);
    break;
  case SORT_FAULT_INDICES:
    context_fail(s, STRSMT_ERROR_SORT, function, "%s takes %zu %s, but %zu %s given%s", symbol, e->wanted_count,
                 plural(e->wanted_count, "index", "indices"), indices_given, plural(indices_given, "was", "were"),
                 e->wanted_count ? " (strsmt_make_indexed takes them)" : "");
    break;
  case SORT_FAULT_INDEX:
    context_fail(s, STRSMT_ERROR_ARGUMENT, function, "the index of %s must be positive", symbol);
    break;
  case SORT_FAULT_COUNT:
    context_fail(s, STRSMT_ERROR_SORT, function, "%s takes %s%zu %s, but %zu %s given", symbol,
                 e->or_more ? "at least " : "", e->wanted_count, plural(e->wanted_count, "argument", "arguments"),
                 given, plural(given, "was", "were"));
    break;
  case SORT_FAULT_TERM:
    context_fail(s, STRSMT_ERROR_ARGUMENT, function, "argument %zu of %s is no term of this context", e->argument,
                 symbol);
    break;
  case SORT_FAULT_SORT:
    context_fail(s, STRSMT_ERROR_SORT, function, "argument %zu of %s must be of sort %s, but is of sort %s",
                 e->argument, symbol, sort_name(e->wanted), sort_name(e->found));
    break;
  case SORT_FAULT_NONE:
    break;
  }
}

static strsmt_term make(strsmt *s, const char *function, strsmt_kind kind, size_t index_count, const uint32_t *indices,
                        size_t count, const strsmt_term *args)
{
  sort_error error;
  if (!context_ready(s, function))
    return STRSMT_NO_TERM;
  if ((!args && count) || (!indices && index_count)) {
    context_fail(s, STRSMT_ERROR_ARGUMENT, function, "the array of %s is NULL",
                 !args && count ? "arguments" : "indices");
    return STRSMT_NO_TERM;
  }
  if ((unsigned)kind >= STRSMT_KIND_COUNT) {
    context_fail(s, STRSMT_ERROR_ARGUMENT, function, "kind number %d is no operator", (int)kind);
    return STRSMT_NO_TERM;
  }
  if (!terms_check_application(s->terms, kind, index_count, indices, count, args, &error)) {
    report(s, function, kind, &error, count, index_count);
    return STRSMT_NO_TERM;
  }
  return made(s, function, terms_apply_indexed(s->terms, kind, index_count, indices, count, args));
}

strsmt_term strsmt_make(strsmt *s, strsmt_kind kind, size_t count, const strsmt_term *args)
{
  return make(s, __func__, kind, 0, NULL, count, args);
}

strsmt_term strsmt_make_indexed(strsmt *s, strsmt_kind kind, size_t index_count, const uint32_t *indices, size_t count,
                                const strsmt_term *args)
{
  return make(s, __func__, kind, index_count, indices, count, args);
}

strsmt_term strsmt_make_0(strsmt *s, strsmt_kind kind)
{
  return make(s, __func__, kind, 0, NULL, 0, NULL);
}

strsmt_term strsmt_make_1(strsmt *s, strsmt_kind kind, strsmt_term a)
{
  return make(s, __func__, kind, 0, NULL, 1, &a);
}

strsmt_term strsmt_make_2(strsmt *s, strsmt_kind kind, strsmt_term a, strsmt_term b)
{
  const strsmt_term args[2] = {a, b};
  return make(s, __func__, kind, 0, NULL, 2, args);
}

strsmt_term strsmt_make_3(strsmt *s, strsmt_kind kind, strsmt_term a, strsmt_term b, strsmt_term c)
{
  const strsmt_term args[3] = {a, b, c};
  return make(s, __func__, kind, 0, NULL, 3, args);
}
