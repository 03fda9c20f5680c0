/* language.c: sets of strings as a catalogue writes them:
 *
 *   "text"                                       a pattern, in the dialect and mode that hold where nothing else is said
 *   {pattern, dialect, match, flags}             match: search, full, prefix
 *   {glob: "a*b?"}                               '*' is any text, '?' any character, all others themselves
 *   {smt: "(re.+ (str.to_re \"a\"))"}            a term of sort RegLan
 *   {values: [...]}    {length: [least, most]}   most may be null
 *   {all: [...]}    {any: [...]}    {not: ...}
 *
 * Twice: as a term, and as a test of one string by other means, with which each witness is confirmed. */
#include <stdlib.h>
#include <string.h>

#include "audit.h"

enum { DEEPEST = 200 };

/* ---- patterns ---- */

static bool choose(audit *a, const char *where, const char *what, const char *text, const char *const *names,
                   unsigned *chosen)
{
  char all[100] = "";
  for (unsigned i = 0; names[i]; i++) {
    if (!strcmp(names[i], text)) {
      *chosen = i;
      return true;
    }
    snprintf(all + strlen(all), sizeof all - strlen(all), "%s%s", i ? ", " : "", names[i]);
  }
  return audit_fail(a, "%s: there is no %s '%s'; choose from %s", where, what, text, all);
}

static bool read_flags(audit *a, const char *where, const char *letters, unsigned *flags)
{
  static const char known[] = "imsxuaD";
  for (*flags = 0; *letters; letters++) {
    const char *at = strchr(known, *letters);
    if (!at)
      return audit_fail(a, "%s: there is no flag '%c'; choose from i, m, s, x, u, a, D", where, *letters);
    *flags |= 1u << (at - known);
  }
  return true;
}

static const char *text_of(const json_t *object, const char *key, const char *otherwise)
{
  const json_t *value = json_object_get(object, key);
  return json_is_string(value) ? json_string_value(value) : otherwise;
}

/* The pattern that a string or an object with `pattern` describes. */
static bool read_pattern(audit *a, const json_t *language, const char *where, strsmt_pattern *p)
{
  static const char *const dialects[] = {"pcre2", "ecma", "re2", "python", NULL};
  static const char *const modes[] = {"search", "full", "prefix", NULL};
  const json_t *text = json_is_string(language) ? language : json_object_get(language, "pattern");
  unsigned dialect, mode;
  if (!json_is_string(text))
    return audit_fail(a, "%s: `pattern` is a text", where);
  *p = (strsmt_pattern){.text = json_string_value(text), .length = json_string_length(text)};
  if (!choose(a, where, "dialect", text_of(language, "dialect", a->dialect), dialects, &dialect) ||
      !choose(a, where, "mode of matching", text_of(language, "match", a->match), modes, &mode) ||
      !read_flags(a, where, text_of(language, "flags", a->flags), &p->flags))
    return false;
  p->dialect = (strsmt_dialect)dialect;
  p->mode = (strsmt_match_mode)mode;
  return true;
}

static strsmt_term pattern_term(audit *a, strsmt *s, const json_t *language, const char *where)
{
  strsmt_pattern p;
  if (!read_pattern(a, language, where, &p))
    return STRSMT_NO_TERM;
  strsmt_term t = strsmt_make_pattern(s, &p);
  const strsmt_pattern_report *r = strsmt_get_pattern_report(s);
  if (!t && *r->problem)
    audit_fail(a, "%s: byte %zu of the pattern %s: %s%s%s", where, r->offset, p.text, r->problem, *r->hint ? "; " : "",
               r->hint);
  else if (!t)
    audit_fail(a, "%s: %s", where, strsmt_error_message(s));
  return t;
}

static int pattern_accepts(audit *a, const json_t *language, const uint32_t *codes, size_t length)
{
  strsmt_pattern p;
  bool matches = false;
  strsmt *s = read_pattern(a, language, "", &p) ? checked(strsmt_new(NULL)) : NULL;
  bool known = s && strsmt_pattern_matches(s, &p, codes, length, &matches);
  strsmt_delete(s);
  return known ? matches : -1;
}

/* ---- globs ---- */

static strsmt_term glob_term(strsmt *s, const char *glob)
{
  strsmt_term all = strsmt_make_1(s, STRSMT_STR_TO_RE, strsmt_make_string(s, ""));
  while (*glob) {
    size_t n = strcspn(glob, "*?");
    strsmt_term part = *glob == '*'   ? strsmt_make_0(s, STRSMT_RE_ALL)
                       : *glob == '?' ? strsmt_make_0(s, STRSMT_RE_ALLCHAR)
                                      : strsmt_make_1(s, STRSMT_STR_TO_RE, strsmt_make_string_length(s, glob, n));
    all = strsmt_make_2(s, STRSMT_RE_CONCAT, all, part);
    glob += n ? n : 1;
  }
  return all;
}

/* The code points of UTF-8; the caller frees them. */
static uint32_t *decoded(const char *text, size_t *length)
{
  strsmt *s = checked(strsmt_new(NULL));
  const uint32_t *codes = strsmt_term_codes(s, strsmt_make_string(s, text), length);
  uint32_t *copy = checked(malloc((*length + 1) * sizeof *copy));
  if (codes && *length)
    memcpy(copy, codes, *length * sizeof *copy);
  strsmt_delete(s);
  return copy;
}

/* Backtracks to the last star only. */
static bool glob_accepts(const char *glob, const uint32_t *codes, size_t length)
{
  size_t n, i = 0, j = 0, star = SIZE_MAX, mark = 0;
  uint32_t *g = decoded(glob, &n);
  bool good = true;
  while (i < length && good) {
    if (j < n && g[j] == '*') {
      star = j++;
      mark = i;
    } else if (j < n && (g[j] == '?' || g[j] == codes[i])) {
      i++;
      j++;
    } else if (star != SIZE_MAX) {
      j = star + 1;
      i = ++mark;
    } else
      good = false;
  }
  while (j < n && g[j] == '*')
    j++;
  free(g);
  return good && j == n;
}

/* ---- lists and lengths ---- */

static strsmt_term values_term(audit *a, strsmt *s, const json_t *values, const char *where)
{
  strsmt_term all = strsmt_make_0(s, STRSMT_RE_NONE);
  size_t i;
  json_t *value;
  json_array_foreach(values, i, value)
  {
    if (!json_is_string(value))
      return audit_fail(a, "%s: item %zu of `values` is no text", where, i), STRSMT_NO_TERM;
    strsmt_term text = strsmt_make_string_length(s, json_string_value(value), json_string_length(value));
    all = strsmt_make_2(s, STRSMT_RE_UNION, all, strsmt_make_1(s, STRSMT_STR_TO_RE, text));
  }
  return all;
}

static bool read_length(const json_t *range, json_int_t *least, json_int_t *most)
{
  const json_t *low = json_array_get(range, 0), *high = json_array_get(range, 1);
  if (json_array_size(range) != 2 || !json_is_integer(low) || !(json_is_integer(high) || json_is_null(high)))
    return false;
  *least = json_integer_value(low);
  *most = json_is_null(high) ? -1 : json_integer_value(high);
  return *least >= 0 && *least < 1000000000 && *most < 1000000000;
}

static strsmt_term length_term(audit *a, strsmt *s, const json_t *range, const char *where)
{
  json_int_t least, most;
  if (!read_length(range, &least, &most))
    return audit_fail(a, "%s: `length` is [least, most], two numbers below 10^9; most may be null", where),
           STRSMT_NO_TERM;
  strsmt_term any = strsmt_make_0(s, STRSMT_RE_ALLCHAR);
  uint32_t indices[2] = {(uint32_t)least, (uint32_t)most};
  if (most >= 0)
    return strsmt_make_indexed(s, STRSMT_RE_LOOP, 2, indices, 1, &any);
  return strsmt_make_2(s, STRSMT_RE_CONCAT, strsmt_make_indexed(s, STRSMT_RE_POWER, 1, indices, 1, &any),
                       strsmt_make_0(s, STRSMT_RE_ALL));
}

/* ---- all ---- */

static strsmt_term term_of(audit *a, strsmt *s, const json_t *language, const char *where, unsigned depth);

static strsmt_term combined(audit *a, strsmt *s, const json_t *list, const char *where, bool all, unsigned depth)
{
  strsmt_term t = strsmt_make_0(s, all ? STRSMT_RE_ALL : STRSMT_RE_NONE);
  size_t i;
  json_t *part;
  if (!json_is_array(list))
    return audit_fail(a, "%s: `%s` is a list", where, all ? "all" : "any"), STRSMT_NO_TERM;
  json_array_foreach(list, i, part)
  {
    strsmt_term one = term_of(a, s, part, where, depth + 1);
    if (!one)
      return STRSMT_NO_TERM;
    t = i ? strsmt_make_2(s, all ? STRSMT_RE_INTER : STRSMT_RE_UNION, t, one) : one;
  }
  return t;
}

static strsmt_term smt_term(audit *a, strsmt *s, const json_t *text, const char *where)
{
  strsmt_term t = strsmt_parse_term(s, json_string_value(text), json_string_length(text));
  if (!t)
    audit_fail(a, "%s: %s", where, strsmt_error_message(s));
  else if (strsmt_term_sort(s, t) != STRSMT_SORT_REGLAN)
    return audit_fail(a, "%s: the term is not of sort RegLan", where), STRSMT_NO_TERM;
  return t;
}

/* What an object of one key says. */
static strsmt_term term_of(audit *a, strsmt *s, const json_t *language, const char *where, unsigned depth)
{
  const json_t *x;
  if (depth > DEEPEST)
    return audit_fail(a, "%s: nested too deeply", where), STRSMT_NO_TERM;
  if (json_is_string(language) || json_object_get(language, "pattern"))
    return pattern_term(a, s, language, where);
  if (json_is_string(x = json_object_get(language, "glob")))
    return glob_term(s, json_string_value(x));
  if (json_is_string(x = json_object_get(language, "smt")))
    return smt_term(a, s, x, where);
  if (json_is_array(x = json_object_get(language, "values")))
    return values_term(a, s, x, where);
  if ((x = json_object_get(language, "length")))
    return length_term(a, s, x, where);
  if ((x = json_object_get(language, "all")))
    return combined(a, s, x, where, true, depth);
  if ((x = json_object_get(language, "any")))
    return combined(a, s, x, where, false, depth);
  if ((x = json_object_get(language, "not"))) {
    strsmt_term t = term_of(a, s, x, where, depth + 1);
    return t ? strsmt_make_1(s, STRSMT_RE_COMP, t) : STRSMT_NO_TERM;
  }
  audit_fail(a, "%s: a pattern (a text), or one of pattern, glob, smt, values, length, all, any, not is needed", where);
  return STRSMT_NO_TERM;
}

strsmt_term language_term(audit *a, strsmt *s, const json_t *language, const char *where)
{
  strsmt_term t = term_of(a, s, language, where, 0);
  if (t && strsmt_error(s)) {
    audit_fail(a, "%s: %s", where, strsmt_error_message(s));
    return STRSMT_NO_TERM;
  }
  return t;
}

/* By evaluation: nothing is searched for. */
static int smt_accepts(audit *a, const json_t *text, const uint32_t *codes, size_t length)
{
  strsmt *s = checked(strsmt_new(NULL));
  strsmt_term t = smt_term(a, s, text, "");
  strsmt_assert(s, strsmt_make_2(s, STRSMT_STR_IN_RE, strsmt_make_string_codes(s, codes, length), t));
  strsmt_answer answer = strsmt_check(s);
  strsmt_delete(s);
  return answer == STRSMT_SAT ? 1 : answer == STRSMT_UNSAT ? 0 : -1;
}

static bool is_value(const json_t *values, const uint32_t *codes, size_t length)
{
  bool found = false;
  size_t i;
  json_t *value;
  json_array_foreach(values, i, value)
  {
    size_t n;
    uint32_t *text = decoded(json_string_value(value), &n);
    found = found || (n == length && !memcmp(text, codes, n * sizeof *text));
    free(text);
  }
  return found;
}

/* All (or one) of the parts; what is not known decides only if nothing else does. */
static int combined_accepts(audit *a, const json_t *list, bool all, const uint32_t *codes, size_t length)
{
  int result = all;
  size_t i;
  json_t *part;
  json_array_foreach(list, i, part)
  {
    int one = language_accepts(a, part, codes, length);
    if (one == !all)
      return one;
    if (one < 0)
      result = -1;
  }
  return result;
}

int language_accepts(audit *a, const json_t *language, const uint32_t *codes, size_t length)
{
  const json_t *x;
  json_int_t least, most;
  if (json_is_string(language) || json_object_get(language, "pattern"))
    return pattern_accepts(a, language, codes, length);
  if ((x = json_object_get(language, "glob")))
    return glob_accepts(json_string_value(x), codes, length);
  if ((x = json_object_get(language, "smt")))
    return smt_accepts(a, x, codes, length);
  if ((x = json_object_get(language, "values")))
    return is_value(x, codes, length);
  if ((x = json_object_get(language, "length")))
    return read_length(x, &least, &most) && length >= (size_t)least && (most < 0 || length <= (size_t)most);
  if ((x = json_object_get(language, "all")))
    return combined_accepts(a, x, true, codes, length);
  if ((x = json_object_get(language, "any")))
    return combined_accepts(a, x, false, codes, length);
  int inner = language_accepts(a, json_object_get(language, "not"), codes, length);
  return inner < 0 ? inner : !inner;
}
