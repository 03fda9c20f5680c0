/* class.c: characters in brackets. */
#include <string.h>

#include "pattern/read.h"

/* [:name:] at the place of its first bracket; its length, or 0. */
static size_t posix_length(const reader *r)
{
  const uint32_t *text = r->p->text;
  size_t at = r->at + 2, end = r->p->length;
  if (is_dialect(r, STRSMT_DIALECT_ECMA) || is_dialect(r, STRSMT_DIALECT_PYTHON) || r->at + 1 >= end ||
      text[r->at + 1] != ':')
    return 0;
  if (at < end && text[at] == '^')
    at++;
  while (at < end && text[at] >= 'a' && text[at] <= 'z')
    at++;
  return at + 1 < end && text[at] == ':' && text[at + 1] == ']' ? at + 2 - r->at : 0;
}

static charset posix_set(reader *r, size_t length)
{
  size_t start = r->at;
  bool pcre2 = is_dialect(r, STRSMT_DIALECT_PCRE2);
  unsigned flags = (r->flags & FLAG_I ? JUDGE_CASELESS : 0u) | (r->flags & FLAG_UNICODE ? JUDGE_UCP : 0u);
  const uint32_t *item = r->p->text + start;
  bool negated = item[2] == '^';
  uint32_t positive[40] = {'[', ':'};
  size_t n = 2, from = negated ? 3 : 2;
  for (; from < length && n < sizeof positive / sizeof *positive; from++)
    positive[n++] = item[from];
  charset a = judge_class(r->p, positive, n, pcre2 ? flags : 0);
  if (r->p->problem[0])
    r->p->place = start;
  if (is_dialect(r, STRSMT_DIALECT_RE2))
    a = folded(r, a);
  r->at = start + length;
  return negated ? set_complement(r->p, a) : a;
}

/* One item: a character, or a set. */
static bool item(reader *r, escape *out)
{
  size_t start = r->at, posix;
  *out = (escape){ESCAPE_CHAR, 0, {0, NULL}, NULL};
  if (!r->quoting && looking_at(r, '[') && (posix = posix_length(r)) != 0) {
    out->kind = ESCAPE_SET;
    out->set = posix_set(r, posix);
    return !r->p->failed;
  }
  if (r->quoting && take_text(r, "\\E")) {
    r->quoting = false;
    out->kind = ESCAPE_NOTHING;
    return true;
  }
  if (!r->quoting && looking_at(r, '\\')) {
    bool quotes = is_dialect(r, STRSMT_DIALECT_PCRE2);
    if (quotes && take_text(r, "\\Q")) {
      r->quoting = true;
      out->kind = ESCAPE_NOTHING;
      return true;
    }
    r->at++;
    if (!read_escape(r, true, out))
      return false;
  } else
    out->code = r->p->text[r->at++];
  if (out->kind == ESCAPE_CHAR)
    note_code(r, out->code, start);
  return true;
}

typedef struct builder {
  code_ranges literal; /* what folding applies to */
  charset sets;
  bool failed;
} builder;

/* Does a '-' that is no last character follow? */
static bool range_follows(const reader *r)
{
  return !r->quoting && looking_at(r, '-') && r->at + 1 < r->p->length && r->p->text[r->at + 1] != ']';
}

/* Behind the first item and '-'. Steps over what says nothing. */
static bool range_end(reader *r, escape *last)
{
  do {
    if (!more(r) || !item(r, last))
      return false;
  } while (last->kind == ESCAPE_NOTHING && !looking_at(r, ']'));
  return true;
}

static bool add_range(reader *r, builder *b, uint32_t low, uint32_t high, size_t place)
{
  if (low > high)
    return read_refuse(r, place, "write the smaller character first", "a range whose end lies before its start");
  if (!stack_push(r->p->m, &b->literal, ((code_range){low, high})))
    r->p->failed = true;
  return !r->p->failed;
}

static bool add_item(reader *r, builder *b, const escape *one, size_t place)
{
  if (one->kind == ESCAPE_CHAR)
    return add_range(r, b, one->code, one->code, place);
  if (one->kind == ESCAPE_SET)
    b->sets = set_union(r->p, b->sets, one->set);
  return !r->p->failed;
}

static bool take_item(reader *r, builder *b)
{
  size_t place = r->at;
  escape first, last;
  if ((r->flags & FLAG_XX) && !r->quoting && (peek(r) == ' ' || peek(r) == '\t')) {
    r->at++;
    return true;
  }
  if (!item(r, &first))
    return false;
  if (first.kind == ESCAPE_NOTHING || !range_follows(r))
    return add_item(r, b, &first, place);
  bool strict = is_dialect(r, STRSMT_DIALECT_PYTHON) || is_dialect(r, STRSMT_DIALECT_RE2);
  if (first.kind != ESCAPE_CHAR)
    return strict ? read_refuse(r, place, "put the '-' at the end of the class", "a set at the start of a range")
                  : add_item(r, b, &first, place);
  r->at++;
  if (!range_end(r, &last))
    return false;
  if (last.kind == ESCAPE_CHAR)
    return add_range(r, b, first.code, last.code, place);
  if (strict)
    return read_refuse(r, place, "put the '-' at the end of the class", "a set at the end of a range");
  return add_item(r, b, &first, place) && add_range(r, b, '-', '-', place) && add_item(r, b, &last, place);
}

ast *read_class(reader *r)
{
  size_t start = r->at - 1;
  builder b = {{0}, {0, NULL}, false};
  bool negated = take_code(r, '^'), ecma = is_dialect(r, STRSMT_DIALECT_ECMA), ok = true;
  for (size_t first = r->at; ok && !(looking_at(r, ']') && !r->quoting && (ecma || r->at > first));) {
    if (!more(r))
      ok = read_refuse(r, start, "close it with ']'", "missing terminating ] for character class");
    else
      ok = take_item(r, &b) && !pattern_stopped(r->p);
  }
  r->at++;
  charset a = folded(r, set_of(r->p, b.literal.data, b.literal.size));
  stack_free(r->p->m, &b.literal);
  a = set_union(r->p, a, b.sets);
  if (ecma && b.sets.count)
    a = folded(r, a);
  if (negated)
    a = set_complement(r->p, a);
  emit_set(r, a);
  return ok ? ast_set(r->p, a) : NULL;
}
