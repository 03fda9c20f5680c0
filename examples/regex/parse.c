/* parse.c: recursive descent over alternatives, sequences, counted items and classes. Groups may be nested MAX_DEPTH
 * deep. */
#include "parse.h"

#include <string.h>

#define MAX_DEPTH 200
#define MAX_COUNT 100000
#define LAST_CODE 0x2FFFFu

struct parser {
  strsmt *s;
  const char *start, *at;
  const char *problem;
  unsigned depth;
};

static strsmt_term alternatives(struct parser *p);

static strsmt_term fail(struct parser *p, const char *problem)
{
  if (!p->problem) p->problem = problem;
  return STRSMT_NO_TERM;
}

static bool skip(struct parser *p, char c)
{
  if (*p->at != c) return false;
  p->at++;
  return true;
}

/* ---- characters ---- */

static strsmt_term range(strsmt *s, uint32_t first, uint32_t last)
{
  const strsmt_term from = strsmt_make_string_codes(s, &first, 1), to = strsmt_make_string_codes(s, &last, 1);
  return strsmt_make_2(s, STRSMT_RE_RANGE, from, to);
}

static strsmt_term join(strsmt *s, strsmt_kind kind, strsmt_term a, strsmt_term b)
{
  return a == STRSMT_NO_TERM ? b : b == STRSMT_NO_TERM ? a : strsmt_make_2(s, kind, a, b);
}

/* The characters that do not belong to a class. */
static strsmt_term outside(strsmt *s, strsmt_term class)
{
  return strsmt_make_2(s, STRSMT_RE_DIFF, strsmt_make_0(s, STRSMT_RE_ALLCHAR), class);
}

/* \d, \w, \s and their opposites; STRSMT_NO_TERM for another letter. */
static strsmt_term named_class(strsmt *s, char letter)
{
  strsmt_term class = STRSMT_NO_TERM;
  switch (letter | 0x20) {
  case 'd': class = range(s, '0', '9'); break;
  case 'w':
    class = join(s, STRSMT_RE_UNION, range(s, '0', '9'), range(s, 'A', 'Z'));
    class = join(s, STRSMT_RE_UNION, class, join(s, STRSMT_RE_UNION, range(s, '_', '_'), range(s, 'a', 'z')));
    break;
  case 's': class = join(s, STRSMT_RE_UNION, range(s, '\t', '\r'), range(s, ' ', ' ')); break;
  default: return STRSMT_NO_TERM;
  }
  return letter & 0x20 ? class : outside(s, class);
}

static bool is_named_class(char letter)
{
  return letter && strchr("dwsDWS", letter);
}

static bool hex(struct parser *p, size_t digits, uint32_t *code)
{
  static const char alphabet[] = "0123456789abcdef";
  *code = 0;
  for (; digits; digits--, p->at++) {
    const char *place = *p->at ? strchr(alphabet, *p->at >= 'A' && *p->at <= 'F' ? *p->at | 0x20 : *p->at) : NULL;
    if (!place) return fail(p, "not a hexadecimal digit"), false;
    *code = *code << 4 | (uint32_t)(place - alphabet);
  }
  return true;
}

/* Behind a backslash: the one character that is meant. */
static bool escape(struct parser *p, uint32_t *code)
{
  static const char letters[] = "nrtfv", meanings[] = "\n\r\t\f\v";
  const char c = *p->at;
  if (skip(p, 'x')) return hex(p, 2, code);
  if (skip(p, 'u')) return hex(p, 4, code);
  const char *letter = c ? strchr(letters, c) : NULL;
  const bool alphanumeric = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  if (!c || (!letter && (alphanumeric || (unsigned char)c >= 0x80))) return fail(p, "unknown escape"), false;
  *code = (uint32_t)(letter ? meanings[letter - letters] : c);
  p->at++;
  return true;
}

/* One character of UTF-8. */
static bool plain(struct parser *p, uint32_t *code)
{
  const unsigned char *at = (const unsigned char *)p->at;
  const size_t more = *at < 0x80 ? 0 : *at < 0xC0 ? 4 : *at < 0xE0 ? 1 : *at < 0xF0 ? 2 : 3;
  *code = more ? *at & (0x3Fu >> more) : *at;
  for (size_t i = 1; i <= more; i++) {
    if (more == 4 || (at[i] & 0xC0) != 0x80) return fail(p, "broken UTF-8"), false;
    *code = *code << 6 | (at[i] & 0x3F);
  }
  if (*code > LAST_CODE) return fail(p, "a character beyond U+2FFFF"), false;
  p->at += more + 1;
  return true;
}

static bool character(struct parser *p, uint32_t *code)
{
  return skip(p, '\\') ? escape(p, code) : plain(p, code);
}

/* ---- classes ---- */

/* One character, a range of characters, or \d and its like, inside of a class. */
static strsmt_term class_item(struct parser *p)
{
  uint32_t first, last;
  if (p->at[0] == '[' && p->at[1] && strchr(":.=", p->at[1])) return fail(p, "named classes are not known");
  if (p->at[0] == '\\' && is_named_class(p->at[1])) {
    p->at += 2;
    return named_class(p->s, p->at[-1]);
  }
  if (!character(p, &first)) return STRSMT_NO_TERM;
  if (p->at[0] != '-' || p->at[1] == ']' || !p->at[1]) return range(p->s, first, first);
  p->at++;
  if (p->at[0] == '\\' && is_named_class(p->at[1])) return fail(p, "a class as the end of a range");
  if (!character(p, &last)) return STRSMT_NO_TERM;
  return first <= last ? range(p->s, first, last) : fail(p, "a range whose end lies before its start");
}

/* Behind `[`. */
static strsmt_term class(struct parser *p)
{
  const bool negated = skip(p, '^');
  strsmt_term all = STRSMT_NO_TERM;
  if (*p->at == ']') return fail(p, "']' at the start of a class: write \\] (dialects differ)");
  do {
    if (!*p->at) return fail(p, "'[' without ']'");
    all = join(p->s, STRSMT_RE_UNION, all, class_item(p));
    if (p->problem) return STRSMT_NO_TERM;
  } while (!skip(p, ']'));
  return negated ? outside(p->s, all) : all;
}

/* ---- structure ---- */

/* Behind `(`. */
static strsmt_term group(struct parser *p)
{
  if (p->at[0] == '?' && p->at[1] != ':') return fail(p, "only groups of the forms (...) and (?:...) are known");
  if (p->at[0] == '?') p->at += 2;
  if (++p->depth > MAX_DEPTH) return fail(p, "too many groups inside each other");
  const strsmt_term inside = alternatives(p);
  p->depth--;
  if (p->problem) return STRSMT_NO_TERM;
  return skip(p, ')') ? inside : fail(p, "'(' without ')'");
}

static strsmt_term item(struct parser *p)
{
  uint32_t code;
  if (skip(p, '(')) return group(p);
  if (skip(p, '[')) return class(p);
  if (skip(p, '.')) return outside(p->s, range(p->s, '\n', '\n'));
  if (strchr("*+?{", *p->at)) return fail(p, "a count without anything to count");
  if (strchr("^$", *p->at)) return fail(p, "'^' and '$' are known only at the two ends");
  if (p->at[0] == '\\' && is_named_class(p->at[1])) {
    p->at += 2;
    return named_class(p->s, p->at[-1]);
  }
  if (!character(p, &code)) return STRSMT_NO_TERM;
  return strsmt_make_1(p->s, STRSMT_STR_TO_RE, strsmt_make_string_codes(p->s, &code, 1));
}

static bool number(struct parser *p, uint32_t *value)
{
  const char *start = p->at;
  for (*value = 0; *p->at >= '0' && *p->at <= '9'; p->at++) {
    *value = *value * 10 + (uint32_t)(*p->at - '0');
    if (*value > MAX_COUNT) return fail(p, "a count that is too large"), false;
  }
  return p->at > start || (fail(p, "a number was expected"), false);
}

/* Behind `{`. */
static strsmt_term counted(struct parser *p, strsmt_term t)
{
  uint32_t counts[2];
  if (!number(p, &counts[0])) return STRSMT_NO_TERM;
  if (skip(p, '}')) return strsmt_make_indexed(p->s, STRSMT_RE_POWER, 1, counts, 1, &t);
  if (!skip(p, ',')) return fail(p, "',' or '}' was expected");
  if (skip(p, '}')) {
    const strsmt_term least = strsmt_make_indexed(p->s, STRSMT_RE_POWER, 1, counts, 1, &t);
    return strsmt_make_2(p->s, STRSMT_RE_CONCAT, least, strsmt_make_1(p->s, STRSMT_RE_STAR, t));
  }
  if (!number(p, &counts[1])) return STRSMT_NO_TERM;
  if (!skip(p, '}')) return fail(p, "'}' was expected");
  if (counts[0] > counts[1]) return fail(p, "a count whose end lies before its start");
  return strsmt_make_indexed(p->s, STRSMT_RE_LOOP, 2, counts, 1, &t);
}

static strsmt_term repeated(struct parser *p)
{
  strsmt_term t = item(p);
  if (p->problem) return STRSMT_NO_TERM;
  if (skip(p, '*')) t = strsmt_make_1(p->s, STRSMT_RE_STAR, t);
  else if (skip(p, '+')) t = strsmt_make_1(p->s, STRSMT_RE_PLUS, t);
  else if (skip(p, '?')) t = strsmt_make_1(p->s, STRSMT_RE_OPT, t);
  else if (skip(p, '{')) t = counted(p, t);
  else return t;
  /* Lazy and possessive counts, and counts of counts. */
  if (!p->problem && *p->at && strchr("*+?{", *p->at)) return fail(p, "a count behind a count");
  return t;
}

static strsmt_term sequence(struct parser *p)
{
  strsmt_term all = STRSMT_NO_TERM;
  while (*p->at && !strchr("|)", *p->at) && !(p->at[0] == '$' && !p->at[1])) {
    all = join(p->s, STRSMT_RE_CONCAT, all, repeated(p));
    if (p->problem) return STRSMT_NO_TERM;
  }
  return all ? all : strsmt_make_1(p->s, STRSMT_STR_TO_RE, strsmt_make_string(p->s, ""));
}

static strsmt_term alternatives(struct parser *p)
{
  strsmt_term all = sequence(p);
  while (!p->problem && skip(p, '|')) all = join(p->s, STRSMT_RE_UNION, all, sequence(p));
  return all;
}

/* `^a|b$` is not (a|b) in every dialect: anchors and alternatives together are refused. */
static bool anchors_are_clear(const char *text)
{
  const size_t size = strlen(text);
  const bool anchored = *text == '^' || (size && text[size - 1] == '$' && (size < 2 || text[size - 2] != '\\'));
  unsigned depth = 0;
  bool within = false;
  for (const char *p = text; *p; p++) {
    if (*p == '\\' && p[1]) p++;
    else if (*p == '[') within = true;
    else if (*p == ']') within = false;
    else if (*p == '(' && !within) depth++;
    else if (*p == ')' && !within && depth) depth--;
    else if (*p == '|' && !within && !depth && anchored) return false;
  }
  return true;
}

strsmt_term parse_regex(strsmt *s, const char *text, const char **problem, size_t *place)
{
  struct parser p = {s, text, text, NULL, 0};
  if (!anchors_are_clear(text)) fail(&p, "'^' or '$' beside '|': put the alternatives into a group");
  if (!p.problem) skip(&p, '^');
  strsmt_term t = p.problem ? STRSMT_NO_TERM : alternatives(&p);
  if (!p.problem) skip(&p, '$');
  if (!p.problem && *p.at) fail(&p, "')' without '('");
  *problem = p.problem;
  *place = (size_t)(p.at - p.start);
  return p.problem ? STRSMT_NO_TERM : t;
}
