/* read.c: alternatives, sequences, counts and groups, by recursive descent; the depth of groups is limited as PCRE2 limits
 * it. Flags hold up to the end of the group in which they are set, in later alternatives, too. */
#include <stdio.h>
#include <string.h>

#include "pattern/read.h"

enum { DEEPEST = 250, LARGEST_COUNT = 65535, LARGEST_COUNT_RE2 = 1000 };

static ast *read_alternatives(reader *r);

bool read_refuse(reader *r, size_t place, const char *hint, const char *message)
{
  return pattern_refuse(r->p, place, hint, "%s", message);
}

static ast *refuse(reader *r, size_t place, const char *hint, const char *message)
{
  read_refuse(r, place, hint, message);
  return NULL;
}

bool take_text(reader *r, const char *text)
{
  size_t at = r->at;
  for (; *text; text++, at++)
    if (at >= r->p->length || r->p->text[at] != (unsigned char)*text)
      return false;
  r->at = at;
  return true;
}

/* ---- counts ---- */

typedef struct counts {
  uint32_t min, max;
} counts;

/* Digits; false if there are none. What is too large stays so. */
static bool number(reader *r, uint32_t *value)
{
  size_t start = r->at;
  for (*value = 0; peek(r) >= '0' && peek(r) <= '9'; r->at++)
    if (*value < 100000000)
      *value = *value * 10 + (peek(r) - '0');
  return r->at > start;
}

/* {n}, {n,}, {n,m}, and in Python {,m}; if it is none of them the place stays. */
static bool braces(reader *r, counts *c)
{
  size_t start = r->at;
  bool python = is_dialect(r, STRSMT_DIALECT_PYTHON);
  if (!take_code(r, '{'))
    return false;
  bool low = number(r, &c->min);
  c->max = c->min;
  bool comma = (low || python) && take_code(r, ',');
  if (comma && !number(r, &c->max))
    c->max = NO_END;
  if ((low || comma) && take_code(r, '}'))
    return true;
  r->at = start;
  return false;
}

static bool count_follows(reader *r, counts *c)
{
  if (!more(r) || r->quoting)
    return false;
  if (take_code(r, '*'))
    return *c = (counts){0, NO_END}, true;
  if (take_code(r, '+'))
    return *c = (counts){1, NO_END}, true;
  if (take_code(r, '?'))
    return *c = (counts){0, 1}, true;
  return braces(r, c);
}

static bool counts_are_good(reader *r, counts c, size_t place)
{
  uint32_t most = is_dialect(r, STRSMT_DIALECT_RE2) ? LARGEST_COUNT_RE2 : LARGEST_COUNT;
  uint32_t largest = c.max == NO_END ? c.min : c.max;
  if (largest > most)
    return read_refuse(r, place, most == LARGEST_COUNT ? "the most is 65535" : "the most is 1000",
                       "number too big in {} quantifier");
  if (c.min > c.max)
    return read_refuse(r, place, "write the smaller number first", "numbers out of order in {} quantifier");
  return true;
}

static void skip_extended(reader *r)
{
  while ((r->flags & (FLAG_X | FLAG_XX)) && !r->quoting && more(r)) {
    uint32_t c = peek(r);
    if (c == '#')
      while (more(r) && peek(r) != '\n')
        r->at++;
    else if ((c >= '\t' && c <= '\r') || c == ' ' || c == 0x85 || c == 0x200E || c == 0x200F || c == 0x2028 ||
             c == 0x2029)
      r->at++;
    else
      return;
  }
}

/* One count behind `a`, with its suffix. */
static ast *counted(reader *r, ast *a, counts c, size_t place)
{
  bool possessive = false, lazy = false;
  if (!counts_are_good(r, c, place))
    return NULL;
  size_t end = r->at;
  if (take_code(r, '?'))
    lazy = true;
  else if (looking_at(r, '+') && (is_dialect(r, STRSMT_DIALECT_PCRE2) || is_dialect(r, STRSMT_DIALECT_PYTHON))) {
    r->at++;
    possessive = true;
  }
  char text[40];
  snprintf(text, sizeof text, c.max == NO_END ? "{%u,}" : "{%u,%u}", (unsigned)c.min, (unsigned)c.max);
  emit_text(r, text);
  emit_source(r, end, r->at);
  ast *many = ast_repeat(r->p, a, c.min, c.max, lazy != ((r->flags & FLAG_UNGREEDY) != 0));
  return possessive ? ast_atomic(r->p, many, place, "possessive count") : many;
}

static ast *counts_behind(reader *r, ast *a)
{
  counts c;
  bool again = false;
  for (;;) {
    skip_extended(r);
    size_t place = r->at;
    if (!a || !count_follows(r, &c))
      return a;
    if (again && !is_dialect(r, STRSMT_DIALECT_PCRE2))
      return refuse(r, place, "put what is counted twice into a group", "a count behind a count");
    emit_mark_here(r, place);
    a = counted(r, a, c, place);
    again = true;
  }
}

/* ---- groups ---- */

static ast *inside(reader *r, size_t start)
{
  if (++r->depth > DEEPEST)
    return refuse(r, start, "", "parentheses are too deeply nested");
  unsigned flags = r->flags;
  ast *a = read_alternatives(r);
  r->flags = flags;
  r->depth--;
  if (!a)
    return NULL;
  emit_text(r, ")");
  return take_code(r, ')') ? a : refuse(r, start, "close it with ')'", "missing closing parenthesis");
}

static ast *group(reader *r, size_t start, const char *opening)
{
  emit_text(r, opening);
  return inside(r, start);
}

static ast *look(reader *r, size_t start, bool behind, bool negative)
{
  if (is_dialect(r, STRSMT_DIALECT_RE2))
    return refuse(r, start, "use another dialect if the pattern is meant for it", "this dialect does not look around");
  ast *a = group(r, start, behind ? negative ? "(?<!" : "(?<=" : negative ? "(?!" : "(?=");
  if (a && behind && is_dialect(r, STRSMT_DIALECT_PYTHON) && a->shortest != a->longest)
    return refuse(r, start, "split it into one for each length", "look-behind requires fixed-width pattern");
  return ast_look(r->p, a, behind, negative, start);
}

static ast *atomic(reader *r, size_t start)
{
  if (!is_dialect(r, STRSMT_DIALECT_PCRE2) && !is_dialect(r, STRSMT_DIALECT_PYTHON))
    return refuse(r, start, "use another dialect if the pattern is meant for it", "this dialect has no atomic groups");
  return ast_atomic(r->p, group(r, start, "(?>"), start, "atomic group");
}

/* Behind a name's first delimiter, up to and over the last one. */
static bool skip_name(reader *r, uint32_t end, size_t start)
{
  size_t from = r->at;
  while (more(r) && peek(r) != end && peek(r) != ')')
    r->at++;
  if (r->at == from || !take_code(r, end))
    return read_refuse(r, start, "", "a name of a group and its delimiter are needed here");
  return true;
}

static ast *named(reader *r, size_t start, uint32_t end)
{
  if (!skip_name(r, end, start))
    return NULL;
  return group(r, start, "(");
}

/* Flags up to ':' or ')'. Sets *scoped if there is a group that they hold for. */
static bool read_flags(reader *r, size_t start, bool *scoped)
{
  static const char letters[] = "imsxUJn";
  static const unsigned meaning[] = {FLAG_I, FLAG_M, FLAG_S, FLAG_X, FLAG_UNGREEDY, 0, 0};
  unsigned flags = r->flags;
  bool off = false;
  bool python = is_dialect(r, STRSMT_DIALECT_PYTHON);
  if (is_dialect(r, STRSMT_DIALECT_PCRE2) && take_code(r, '^'))
    flags &= ~(unsigned)(FLAG_I | FLAG_M | FLAG_S | FLAG_X | FLAG_XX);
  for (; more(r) && peek(r) != ':' && peek(r) != ')'; r->at++) {
    uint32_t c = peek(r);
    if (python && (c == 'a' || c == 'u')) {
      flags = c == 'a' ? flags | FLAG_ASCII : flags & ~(unsigned)FLAG_ASCII;
      continue;
    }
    const char *letter = c && c < 0x80 ? strchr(letters, (int)c) : NULL;
    if (c == '-' && !off) {
      off = true;
      continue;
    }
    if (!letter || (is_dialect(r, STRSMT_DIALECT_RE2) && (c == 'x' || c == 'J' || c == 'n')) ||
        (python && c > 'a' && strchr("UJn", (int)c)))
      return read_refuse(r, start, "see the table of dialects in the documentation of patterns",
                         "unrecognized character after (? or (?-");
    unsigned bit = meaning[letter - letters];
    if (c == 'x' && r->at && r->p->text[r->at - 1] == 'x')
      bit = FLAG_XX;
    if (c == 'x' && off)
      bit = FLAG_X | FLAG_XX;
    flags = off ? flags & ~bit : flags | bit;
  }
  *scoped = looking_at(r, ':');
  if (!more(r))
    return read_refuse(r, start, "close it with ')'", "missing closing parenthesis");
  if (python && !*scoped && start > 0)
    return read_refuse(r, start, "write (?i:...) or put it first", "global flags not at the start of the expression");
  r->at++;
  r->flags = flags;
  return true;
}

static ast *flags_group(reader *r, size_t start)
{
  unsigned before = r->flags;
  bool scoped;
  if (is_dialect(r, STRSMT_DIALECT_ECMA))
    return refuse(r, start, "pass the flag beside the pattern", "this dialect has no flags inside of a pattern");
  if (!read_flags(r, start, &scoped))
    return NULL;
  if (!scoped)
    return NULL; /* nothing by itself */
  ast *a = group(r, start, "(?:");
  r->flags = before;
  return a;
}

static ast *not_regular(reader *r, size_t start, const char *what)
{
  return refuse(r, start, "such a pattern describes no regular language", what);
}

/* Behind (?. What says nothing gives NULL without an error. */
static ast *special_group(reader *r, size_t start)
{
  bool ecma = is_dialect(r, STRSMT_DIALECT_ECMA), pcre2 = is_dialect(r, STRSMT_DIALECT_PCRE2);
  if (take_code(r, ':'))
    return group(r, start, "(?:");
  if (take_code(r, '='))
    return look(r, start, false, false);
  if (take_code(r, '!'))
    return look(r, start, false, true);
  if (take_text(r, "<="))
    return look(r, start, true, false);
  if (take_text(r, "<!"))
    return look(r, start, true, true);
  if (take_code(r, '>'))
    return atomic(r, start);
  if (!ecma && take_code(r, '#')) {
    while (more(r) && peek(r) != ')')
      r->at++;
    return take_code(r, ')') ? NULL : refuse(r, start, "close it with ')'", "missing ) after (?# comment");
  }
  if (take_code(r, '<') && !is_dialect(r, STRSMT_DIALECT_PYTHON))
    return named(r, start, '>');
  if (!ecma && take_text(r, "P<"))
    return named(r, start, '>');
  if (pcre2 && take_code(r, '\''))
    return named(r, start, '\'');
  if (pcre2 && take_code(r, '|'))
    return group(r, start, "(?:");
  if (take_code(r, '('))
    return not_regular(r, start, "a conditional group");
  if (pcre2 && take_code(r, '*'))
    return look(r, start, false, false);
  if (pcre2 && take_code(r, 'C'))
    return not_regular(r, start, "a callout");
  if (take_text(r, "P="))
    return refuse(r, start, "write the alternatives that the group can match, each with its repetition",
                  "a backreference makes a language that is not regular");
  uint32_t c = peek(r);
  bool digit = (c >= '0' && c <= '9') || c == '+' ||
               (c == '-' && r->at + 1 < r->p->length && r->p->text[r->at + 1] >= '0' && r->p->text[r->at + 1] <= '9');
  if (c == 'R' || c == '&' || digit || take_text(r, "P>"))
    return not_regular(r, start, "recursion, or the call of a group");
  return flags_group(r, start);
}

/* Behind (*: looking around by name, or a verb. */
static ast *verb(reader *r, size_t start)
{
  static const struct {
    const char *name;
    bool behind, negative;
  } looks[] = {{"positive_lookahead:", false, false},
               {"pla:", false, false},
               {"negative_lookahead:", false, true},
               {"nla:", false, true},
               {"positive_lookbehind:", true, false},
               {"plb:", true, false},
               {"negative_lookbehind:", true, true},
               {"nlb:", true, true},
               {"napla:", false, false},
               {"naplb:", true, false}};
  for (size_t i = 0; i < sizeof looks / sizeof *looks; i++)
    if (take_text(r, looks[i].name))
      return look(r, start, looks[i].behind, looks[i].negative);
  if (take_text(r, "atomic:"))
    return atomic(r, start);
  return refuse(r, start, "leave it out, or say with a lookahead what it is for", "a control verb");
}

static ast *any_group(reader *r)
{
  size_t start = r->at - 1;
  if (take_code(r, '?'))
    return special_group(r, start);
  if (is_dialect(r, STRSMT_DIALECT_PCRE2) && take_code(r, '*'))
    return verb(r, start);
  return group(r, start, "(");
}

/* ---- items ---- */

static ast *set_item(reader *r, charset a)
{
  emit_set(r, a);
  return ast_set(r->p, a);
}

static ast *literal(reader *r, uint32_t c, size_t place)
{
  note_code(r, c, place);
  return set_item(r, folded(r, set_range(r->p, c, c)));
}

/* ^ */
static ast *line_start(reader *r)
{
  ast *start = ast_begin(r->p);
  if (!(r->flags & FLAG_M)) {
    emit_text(r, "\\A");
    return start;
  }
  charset ends = line_ends(r);
  emit_text(r, "(?:\\A|(?<=");
  emit_set(r, ends);
  emit_text(r, "))");
  ast *behind = ast_look(r->p, ast_set(r->p, ends), true, false, r->at - 1);
  /* In PCRE2, the line end at the very end of the subject begins no line. */
  if (is_dialect(r, STRSMT_DIALECT_PCRE2))
    behind =
        ast_concat2(r->p, behind, ast_look(r->p, ast_set(r->p, set_range(r->p, 0, CODE_TOP)), false, false, r->at - 1));
  return ast_alt2(r->p, start, behind);
}

/* $ */
static ast *line_end(reader *r)
{
  ast *end = ast_end(r->p);
  if (r->flags & FLAG_M) {
    charset ends = line_ends(r);
    emit_text(r, "(?=");
    emit_set(r, ends);
    emit_text(r, "|\\z)");
    return ast_alt2(r->p, end, ast_look(r->p, ast_set(r->p, ends), false, false, r->at - 1));
  }
  bool before_newline =
      is_dialect(r, STRSMT_DIALECT_PYTHON) || (is_dialect(r, STRSMT_DIALECT_PCRE2) && !(r->flags & FLAG_D));
  emit_text(r, before_newline ? "\\Z" : "\\z");
  if (!before_newline)
    return end;
  ast *last = ast_repeat(r->p, ast_set(r->p, set_range(r->p, '\n', '\n')), 0, 1, false);
  return ast_look(r->p, ast_concat2(r->p, last, end), false, false, r->at - 1);
}

static ast *dot(reader *r)
{
  charset all = set_range(r->p, 0, CODE_TOP);
  return set_item(r, r->flags & FLAG_S ? all : set_minus(r->p, all, line_ends(r)));
}

/* Python's \w and \d are large sets, which PCRE2 has by the same names. */
static bool emits_as_written(const reader *r, size_t place)
{
  uint32_t small = r->p->text[place + 1] | 0x20;
  return is_dialect(r, STRSMT_DIALECT_PYTHON) && (small == 'w' || small == 'd') &&
         (r->flags & FLAG_ASCII) == (r->p->flags & FLAG_ASCII);
}

static ast *escaped(reader *r, size_t place)
{
  escape e;
  if ((is_dialect(r, STRSMT_DIALECT_PCRE2) || is_dialect(r, STRSMT_DIALECT_RE2)) && take_code(r, 'Q')) {
    r->quoting = true;
    return NULL;
  }
  if (!read_escape(r, false, &e))
    return NULL;
  switch (e.kind) {
  case ESCAPE_CHAR:
    return literal(r, e.code, place);
  case ESCAPE_SET:
    if (!emits_as_written(r, place))
      return set_item(r, e.set);
    emit_source(r, place, r->at);
    return ast_set(r->p, e.set);
  case ESCAPE_TREE:
    return e.tree;
  case ESCAPE_NOTHING:
    break;
  }
  return NULL;
}

/* One item without what counts it; NULL, without an error, for what says nothing. */
static ast *item(reader *r)
{
  size_t place = r->at;
  emit_mark_here(r, place);
  if (r->quoting) {
    if (take_text(r, "\\E")) {
      r->quoting = false;
      return NULL;
    }
    return literal(r, r->p->text[r->at++], place);
  }
  counts c;
  if (count_follows(r, &c))
    return refuse(r, place, "escape it with a backslash", "quantifier does not follow a repeatable item");
  uint32_t code = r->p->text[r->at++];
  switch (code) {
  case '(':
    return any_group(r);
  case '[':
    return read_class(r);
  case '.':
    return dot(r);
  case '^':
    return line_start(r);
  case '$':
    return line_end(r);
  case '\\':
    return escaped(r, place);
  default:
    return literal(r, code, place);
  }
}

/* \E between an item and its count says nothing. */
static void skip_silent(reader *r)
{
  if (r->quoting && take_text(r, "\\E"))
    r->quoting = false;
  while (!r->quoting && is_dialect(r, STRSMT_DIALECT_PCRE2) && (take_text(r, "\\Q\\E") || take_text(r, "\\E")))
    ;
}

static ast *sequence(reader *r)
{
  size_t base = r->items.size;
  for (;;) {
    skip_extended(r);
    if (!more(r) || (!r->quoting && (peek(r) == '|' || peek(r) == ')')) || pattern_stopped(r->p))
      break;
    ast *a = item(r);
    if (a) {
      skip_silent(r);
      a = counts_behind(r, a);
    }
    if (a && !stack_push(r->p->m, &r->items, a))
      r->p->failed = true;
  }
  ast *all = ast_concat(r->p, r->items.size - base, r->items.data + base);
  r->items.size = base;
  return all;
}

static ast *read_alternatives(reader *r)
{
  size_t base = r->items.size;
  do {
    ast *a = sequence(r);
    if (a && !stack_push(r->p->m, &r->items, a))
      r->p->failed = true;
    if (looking_at(r, '|'))
      emit_text(r, "|");
  } while (!r->p->failed && take_code(r, '|'));
  ast *all = r->p->failed ? NULL : ast_alt(r->p, r->items.size - base, r->items.data + base);
  r->items.size = base;
  return all;
}

/* (*UTF) and its like at the very beginning: those that change nothing here. */
static void leading_verbs(reader *r)
{
  static const char *const silent[] = {
      "(*UTF)",    "(*LF)",         "(*NO_AUTO_POSSESS)", "(*NO_START_OPT)", "(*NO_DOTSTAR_ANCHOR)",
      "(*NO_JIT)", "(*BSR_UNICODE)"};
  bool again = is_dialect(r, STRSMT_DIALECT_PCRE2);
  while (again) {
    again = take_text(r, "(*UCP)");
    if (again)
      r->flags |= FLAG_UNICODE;
    for (size_t i = 0; i < sizeof silent / sizeof *silent; i++)
      again = take_text(r, silent[i]) || again;
  }
}

/* Groups that capture, in all of the text: digits behind a backslash depend on it. */
static uint32_t count_groups(const pattern *p)
{
  uint32_t count = 0;
  bool in_class = false;
  for (size_t i = 0; i < p->length; i++) {
    uint32_t c = p->text[i];
    if (c == '\\')
      i++;
    else if (in_class)
      in_class = c != ']';
    else if (c == '[') {
      in_class = true;
      i += i + 1 < p->length && p->text[i + 1] == '^';
      i += p->dialect != STRSMT_DIALECT_ECMA && i + 1 < p->length && p->text[i + 1] == ']';
    } else if (c == '(' && i + 1 < p->length) {
      bool query = p->text[i + 1] == '?';
      uint32_t next = query && i + 2 < p->length ? p->text[i + 2] : 0, after = i + 3 < p->length ? p->text[i + 3] : 0;
      count += query ? (next == '<' && after != '=' && after != '!') || next == '\'' || (next == 'P' && after == '<')
                     : p->text[i + 1] != '*' || p->dialect != STRSMT_DIALECT_PCRE2;
    }
  }
  return count;
}

ast *read_pattern(reader *r)
{
  r->groups = count_groups(r->p);
  leading_verbs(r);
  ast *a = read_alternatives(r);
  if (a && more(r))
    return refuse(r, r->at, "escape it with a backslash", "unmatched closing parenthesis");
  return a;
}

void read_free(reader *r)
{
  stack_free(r->p->m, &r->items);
  stack_free(r->p->m, &r->out);
  stack_free(r->p->m, &r->marks);
}
