/* evaluate_string.c: the functions of the theory of strings on literals, as SMT-LIB 2.6 defines them.
 *
 * Whatever can be long polls the limits: a stopped evaluation has no value. Positions and lengths are integers of any
 * size; those beyond 64 bits are clamped, as no string is that long. Regular expression engine calls may build terms,
 * so words are copied before them. */
#include "rewrite/evaluate.h"

static term boolean(evaluation *e, bool value)
{
  return value ? terms_true(e->t) : terms_false(e->t);
}

static term string(evaluation *e, word w)
{
  return terms_string(e->t, w.codes, w.length);
}

static term empty(evaluation *e)
{
  return terms_string(e->t, NULL, 0);
}

/* Argument i, an integer, as 64 bits: clamped. */
static int64_t position(const evaluation *e, size_t i)
{
  int64_t v;
  const num *n = evaluation_num(e, i);
  if (num_is_int64(n, &v))
    return v;
  return num_sign(n) < 0 ? INT64_MIN : INT64_MAX;
}

static bool is_digit(uint32_t code)
{
  return code >= '0' && code <= '9';
}

/* ---- results that are put together - */

typedef number_list text;

static bool add(evaluation *e, text *out, word w)
{
  if (limits_poll(e->l) || w.length > SIZE_MAX - out->size || !stack_reserve(e->m, out, out->size + w.length))
    return false;
  if (w.length)
    memcpy(out->data + out->size, w.codes, w.length * sizeof *w.codes);
  out->size += w.length;
  return true;
}

static term finish(evaluation *e, text *out, bool ok)
{
  term value = ok ? terms_string(e->t, out->data, out->size) : 0;
  stack_free(e->m, out);
  return value;
}

static word part(word w, size_t from, size_t to)
{
  return (word){w.codes + from, to - from};
}

static term concatenate(evaluation *e)
{
  text out = {0};
  bool ok = true;
  for (size_t i = 0; i < e->arity && ok; i++)
    ok = add(e, &out, evaluation_word(e, i));
  return finish(e, &out, ok);
}

/* ---- positions - */

static term substring(evaluation *e, int64_t from, int64_t count)
{
  word w = evaluation_word(e, 0);
  if (from < 0 || (uint64_t)from >= w.length || count <= 0)
    return empty(e);
  size_t left = w.length - (size_t)from;
  return string(e, (word){w.codes + from, (uint64_t)count < left ? (size_t)count : left});
}

/* Where argument 1 first occurs in argument 0, from there on: found or not. False: stopped. */
static bool find(evaluation *e, size_t from, size_t *at)
{
  word whole = evaluation_word(e, 0), needle = evaluation_word(e, 1);
  word_search search;
  *at = SIZE_MAX;
  if (needle.length > whole.length || from > whole.length)
    return true;
  if (!needle.length) {
    *at = from;
    return true;
  }
  if (!word_search_begin(&search, e->m, needle))
    return false;
  *at = word_search_next(&search, e->l, whole, from);
  word_search_end(&search, e->m);
  return *at != SIZE_MAX || !e->l->stop;
}

static term contains(evaluation *e)
{
  size_t at;
  return find(e, 0, &at) ? boolean(e, at != SIZE_MAX) : 0;
}

static term index_of(evaluation *e)
{
  int64_t from = position(e, 2);
  size_t at;
  if (from < 0 || (uint64_t)from > evaluation_word(e, 0).length)
    return terms_int(e->t, -1);
  if (!find(e, (size_t)from, &at))
    return 0;
  return terms_int(e->t, at == SIZE_MAX ? -1 : (int64_t)at);
}

/* ---- replacing words - */

static term replace(evaluation *e)
{
  size_t at;
  if (!find(e, 0, &at))
    return 0;
  if (at == SIZE_MAX)
    return evaluation_argument(e, 0);
  text out = {0};
  word w = evaluation_word(e, 0);
  bool ok = add(e, &out, part(w, 0, at)) && add(e, &out, evaluation_word(e, 2)) &&
            add(e, &out, part(w, at + evaluation_word(e, 1).length, w.length));
  return finish(e, &out, ok);
}

static term replace_all(evaluation *e)
{
  word w = evaluation_word(e, 0), old = evaluation_word(e, 1), new = evaluation_word(e, 2);
  word_search search;
  if (!old.length)
    return evaluation_argument(e, 0);
  if (!word_search_begin(&search, e->m, old))
    return 0;
  text out = {0};
  bool ok = true;
  size_t from = 0, at;
  while (ok && (at = word_search_next(&search, e->l, w, from)) != SIZE_MAX) {
    ok = add(e, &out, part(w, from, at)) && add(e, &out, new);
    from = at + old.length;
  }
  word_search_end(&search, e->m);
  ok = ok && !e->l->stop && add(e, &out, part(w, from, w.length));
  return finish(e, &out, ok);
}

/* ---- regular expressions - */

/* Argument 0, in memory of our own. */
static bool copy_word(evaluation *e, text *out)
{
  return add(e, out, evaluation_word(e, 0));
}

static term in_re(evaluation *e)
{
  text w = {0};
  bool accepts = false;
  rx r = e->g && copy_word(e, &w) ? regex_of_term(e->g, evaluation_argument(e, 1)) : 0;
  bool ok = r && regex_accepts(e->g, r, w.data, w.size, &accepts);
  stack_free(e->m, &w);
  return ok ? boolean(e, accepts) : 0;
}

typedef enum match { MATCH_STOPPED = -1, MATCH_NONE, MATCH_FOUND } match;

/* The shortest match of at least `least` code points that starts at `from`. */
static match match_at(evaluation *e, rx r, const text *w, size_t from, size_t least, size_t *end)
{
  rx none = regex_none(e->g);
  for (size_t i = from;; i++) {
    if (i - from >= least && regex_nullable(e->g, r)) {
      *end = i;
      return MATCH_FOUND;
    }
    if (i == w->size || r == none)
      return MATCH_NONE;
    if (limits_poll(e->l) || !(r = regex_derivative(e->g, r, w->data[i])))
      return MATCH_STOPPED;
  }
}

/* The leftmost one of these, from `from` on. */
static match match_leftmost(evaluation *e, rx r, const text *w, size_t from, size_t least, size_t *start, size_t *end)
{
  match found = MATCH_NONE;
  for (size_t i = from; i <= w->size && found == MATCH_NONE; i++) {
    *start = i;
    found = match_at(e, r, w, i, least, end);
  }
  return found;
}

/* str.replace_re replaces the shortest leftmost match, which may be empty; str.replace_re_all each shortest match that
 * is not empty, from left to right. */
static bool replace_matches(evaluation *e, rx r, const text *w, bool all, text *out)
{
  word whole = {w->data, w->size};
  size_t from = 0, start, end = 0;
  match found;
  do {
    found = match_leftmost(e, r, w, from, all ? 1 : 0, &start, &end);
    if (found == MATCH_FOUND) {
      if (!add(e, out, part(whole, from, start)) || !add(e, out, evaluation_word(e, 2)))
        return false;
      from = end;
    }
  } while (all && found == MATCH_FOUND);
  return found != MATCH_STOPPED && add(e, out, part(whole, from, whole.length));
}

static term replace_re(evaluation *e, bool all)
{
  text w = {0}, out = {0};
  rx r = e->g && copy_word(e, &w) ? regex_of_term(e->g, evaluation_argument(e, 1)) : 0;
  bool ok = r && replace_matches(e, r, &w, all, &out);
  stack_free(e->m, &w);
  return finish(e, &out, ok);
}

/* ---- conversions - */

static term to_code(evaluation *e)
{
  word w = evaluation_word(e, 0);
  return terms_int(e->t, w.length == 1 ? (int64_t)w.codes[0] : -1);
}

static term from_code(evaluation *e)
{
  int64_t v = position(e, 0);
  uint32_t code = (uint32_t)v;
  return v >= 0 && v <= (int64_t)CODE_MAX ? terms_string(e->t, &code, 1) : empty(e);
}

static term to_int(evaluation *e)
{
  word w = evaluation_word(e, 0);
  for (size_t i = 0; i < w.length; i++)
    if (!is_digit(w.codes[i]))
      return terms_int(e->t, -1);
  if (!w.length)
    return terms_int(e->t, -1);
  char *digits = mem_alloc(e->m, w.length);
  if (!digits)
    return 0;
  for (size_t i = 0; i < w.length; i++)
    digits[i] = (char)w.codes[i];
  num n = NUM_ZERO;
  term value = num_set_text_polled(e->m, e->l, &n, digits, w.length) ? terms_num(e->t, &n) : 0;
  num_free(e->m, &n);
  mem_free(e->m, digits, w.length);
  return value;
}

static term from_int(evaluation *e)
{
  const num *n = evaluation_num(e, 0);
  if (num_sign(n) < 0)
    return empty(e);
  size_t bound = num_text_bound(n);
  char *digits = mem_alloc(e->m, bound);
  size_t length = digits ? num_text_polled(e->m, e->l, n, digits) : 0;
  text out = {0};
  bool ok = length && stack_reserve(e->m, &out, length);
  for (size_t i = 0; i < length && ok; i++)
    out.data[out.size++] = (unsigned char)digits[i];
  mem_free(e->m, digits, bound);
  return finish(e, &out, ok);
}

/* ---- dispatch - */

term evaluate_string(evaluation *e)
{
  switch (e->kind) {
  case STRSMT_STR_CONCAT:
    return concatenate(e);
  case STRSMT_STR_LEN:
    return terms_int(e->t, (int64_t)evaluation_word(e, 0).length);
  case STRSMT_STR_LT:
    return boolean(e, word_compare(evaluation_word(e, 0), evaluation_word(e, 1)) < 0);
  case STRSMT_STR_LE:
    return boolean(e, word_compare(evaluation_word(e, 0), evaluation_word(e, 1)) <= 0);
  case STRSMT_STR_AT:
    return substring(e, position(e, 1), 1);
  case STRSMT_STR_SUBSTR:
    return substring(e, position(e, 1), position(e, 2));
  case STRSMT_STR_PREFIXOF:
    return boolean(e, word_is_prefix(evaluation_word(e, 0), evaluation_word(e, 1)));
  case STRSMT_STR_SUFFIXOF:
    return boolean(e, word_is_suffix(evaluation_word(e, 0), evaluation_word(e, 1)));
  case STRSMT_STR_CONTAINS:
    return contains(e);
  case STRSMT_STR_INDEXOF:
    return index_of(e);
  case STRSMT_STR_REPLACE:
    return replace(e);
  case STRSMT_STR_REPLACE_ALL:
    return replace_all(e);
  case STRSMT_STR_REPLACE_RE:
    return replace_re(e, false);
  case STRSMT_STR_REPLACE_RE_ALL:
    return replace_re(e, true);
  case STRSMT_STR_IS_DIGIT:
    return boolean(e, evaluation_word(e, 0).length == 1 && is_digit(evaluation_word(e, 0).codes[0]));
  case STRSMT_STR_TO_CODE:
    return to_code(e);
  case STRSMT_STR_FROM_CODE:
    return from_code(e);
  case STRSMT_STR_TO_INT:
    return to_int(e);
  case STRSMT_STR_FROM_INT:
    return from_int(e);
  case STRSMT_STR_IN_RE:
    return in_re(e);
  default:
    return 0;
  }
}
