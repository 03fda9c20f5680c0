/* stream_text.c: the text form: a record a line, fields separated by single spaces (FORMAT.md, section 3).
 *
 * A line that starts with a digit is LRAT. A constant's name in bars may contain line breaks; the record then goes on
 * behind the bar. */
#include "smt_lex.h"
#include "stream.h"

#include <string.h>

/* The rest of the line. */
typedef struct cursor {
  stream *s;
  const char *at, *end;
} cursor;

static bool field_fail(const cursor *c, const char *expected)
{
  char quoted[60];
  const char *end = c->at == c->end ? NULL : memchr(c->at, ' ', (size_t)(c->end - c->at));
  size_t length = (size_t)((end == NULL ? c->end : end) - c->at);
  if (c->at == c->end)
    return stream_fail(c->s, "the record ends where %s is expected", expected);
  return stream_fail(c->s, "`%s` stands where %s is expected", report_quote(quoted, sizeof quoted, c->at, length),
                     expected);
}

static bool space(cursor *c, const char *expected)
{
  if (c->at == c->end || *c->at != ' ')
    return field_fail(c, expected);
  c->at++;
  return true;
}

static bool at_digit(const cursor *c)
{
  return c->at < c->end && *c->at >= '0' && *c->at <= '9';
}

/* A number of at most `most`, without leading zeros. */
static bool number(cursor *c, uint64_t most, const char *expected, uint64_t *out)
{
  const char *first = c->at;
  uint64_t value = 0;
  if (!at_digit(c))
    return field_fail(c, expected);
  for (; at_digit(c); c->at++) {
    uint64_t digit = (uint64_t)(*c->at - '0');
    if (value > (most - digit) / 10)
      return stream_fail(c->s, "a number that is out of range, where %s is expected", expected);
    value = value * 10 + digit;
  }
  if (*first == '0' && c->at != first + 1) {
    c->at = first;
    return field_fail(c, expected);
  }
  *out = value;
  return true;
}

/* A space and a positive number. */
static bool id_field(cursor *c, uint64_t most, const char *expected, uint64_t *out)
{
  if (!space(c, expected) || !number(c, most, expected, out))
    return false;
  return *out != 0 || stream_fail(c->s, "0 stands where %s is expected", expected);
}

static bool word_field(cursor *c, const char *expected, vec_char *out)
{
  if (!space(c, expected))
    return false;
  const char *end = c->at == c->end ? c->end : memchr(c->at, ' ', (size_t)(c->end - c->at));
  if (end == NULL)
    end = c->end;
  if (end == c->at)
    return field_fail(c, expected);
  for (const char *p = c->at; p < end; p++) {
    if ((unsigned char)*p < 0x21 || (unsigned char)*p > 0x7e)
      return stream_fail(c->s, "a character that is not printable ASCII");
  }
  if (!stream_append(c->s, out, c->at, (size_t)(end - c->at)))
    return false;
  c->at = end;
  return true;
}

/* Space and ids, up to the end of the line. */
static bool ids_to_end(cursor *c, uint64_t most, const char *expected, vec_u64 *out)
{
  while (c->at < c->end) {
    uint64_t id;
    if (!id_field(c, most, expected, &id) || !VEC_PUSH(c->s->heap, *out, id))
      return false;
  }
  return true;
}

/* Space and literals, up to 0. */
static bool literals_to_zero(cursor *c, vec_i32 *out)
{
  for (;;) {
    uint64_t variable;
    if (!space(c, "a literal or 0"))
      return false;
    bool negative = c->at < c->end && *c->at == '-';
    if (negative)
      c->at++;
    if (!number(c, STREAM_MOST_SMALL, "a literal or 0", &variable))
      return false;
    if (variable == 0)
      return !negative || stream_fail(c->s, "-0 is no literal");
    int32_t literal = negative ? -(int32_t)variable : (int32_t)variable;
    if (!VEC_PUSH(c->s->heap, *out, literal))
      return false;
  }
}

/* Space and ids, up to 0, with which the line ends. Negative ones are only noted. */
static bool hints_to_zero(cursor *c, bool may_be_negative)
{
  for (;;) {
    uint64_t id;
    if (!space(c, "a clause or 0"))
      return false;
    if (may_be_negative && c->at < c->end && *c->at == '-') {
      c->s->record.negative = true;
      c->at++;
    }
    if (!number(c, STREAM_MOST_ID, "a clause or 0", &id))
      return false;
    if (id == 0)
      return true;
    if (!VEC_PUSH(c->s->heap, c->s->record.ids, id))
      return false;
  }
}

/* ---- records ----------------------------------------------------------------------------------------------------- */

static bool lrat_line(cursor *c)
{
  record *r = &c->s->record;
  if (!number(c, STREAM_MOST_ID, "a clause", &r->id))
    return false;
  if (c->end - c->at >= 2 && memcmp(c->at, " d", 2) == 0) {
    r->kind = 'd';
    c->at += 2;
    return hints_to_zero(c, false);
  }
  r->kind = 'a';
  if (r->id == 0)
    return stream_fail(c->s, "0 stands where a clause is expected");
  return literals_to_zero(c, &r->literals) && hints_to_zero(c, true);
}

static bool header(cursor *c)
{
  record *r = &c->s->record;
  uint64_t version;
  static const char word[] = "lratt";
  size_t length = sizeof word - 1;
  if ((size_t)(c->end - c->at) < length || memcmp(c->at, word, length) != 0)
    return stream_fail(c->s, "this is no LRAT(T) proof: it should start with `lratt 1`");
  c->at += length;
  if (!space(c, "the version") || !number(c, STREAM_MOST_SMALL, "the version", &version))
    return false;
  if (version != 1)
    return stream_fail(c->s, "version %llu; this checker knows version 1", (unsigned long long)version);
  r->kind = 'h';
  return word_field(c, "the name of the signature", &r->name) &&
         word_field(c, "the hash of the signature, or -", &r->text);
}

static bool constant(cursor *c)
{
  record *r = &c->s->record;
  const char *expected = "the name of a constant";
  if (!id_field(c, STREAM_MOST_SMALL, "a term", &r->id))
    return false;
  if (c->end - c->at >= 2 && c->at[1] == '|') {
    c->at += 2;
    lexer x = {.text = c->at - 1, .length = (size_t)(c->end - c->at) + 1, .at = 0};
    token t = lex_next(&x);
    if (t.kind != TOKEN_SYMBOL)
      return stream_fail(c->s, "the name of a constant: %s", t.kind == TOKEN_ERROR ? t.problem : "no symbol");
    if (!stream_append(c->s, &r->name, t.text, t.length))
      return false;
    c->at = t.text + t.length + 1;
  } else if (!word_field(c, expected, &r->name)) {
    return false;
  } else if (!lex_is_simple_symbol(r->name.data, r->name.size)) {
    return stream_fail(c->s, "the name of a constant that is no simple symbol must stand in bars");
  }
  return word_field(c, "a sort", &r->text);
}

static bool literal(cursor *c)
{
  record *r = &c->s->record;
  size_t at = 0;
  if (!id_field(c, STREAM_MOST_SMALL, "a term", &r->id) || !space(c, "a literal"))
    return false;
  r->is_string = c->at < c->end && *c->at == '"';
  if (!r->is_string) {
    const char *first = c->at;
    if (c->at < c->end && *c->at == '-')
      c->at++;
    if (!at_digit(c))
      return field_fail(c, "a numeral or a string literal");
    while (at_digit(c))
      c->at++;
    return stream_append(c->s, &r->name, first, (size_t)(c->at - first));
  }
  const char *first = c->at + 1, *end = first;
  while (end < c->end && (*end != '"' || (end + 1 < c->end && end[1] == '"')))
    end += *end == '"' ? 2 : 1;
  if (end >= c->end)
    return stream_fail(c->s, "a string literal that does not end");
  const char *wrong = lex_string(c->s->heap, first, (size_t)(end - first), true, &r->codes, &at);
  if (wrong != NULL)
    return stream_fail(c->s, "%s", wrong);
  c->at = end + 1;
  return true;
}

static bool application(cursor *c)
{
  record *r = &c->s->record;
  return id_field(c, STREAM_MOST_SMALL, "a term", &r->id) && word_field(c, "a symbol", &r->name) &&
         ids_to_end(c, STREAM_MOST_SMALL, "a term", &r->ids);
}

static bool step(cursor *c)
{
  record *r = &c->s->record;
  if (!id_field(c, STREAM_MOST_SMALL, "a step", &r->id) || !word_field(c, "a rule", &r->name) || !space(c, "`(`"))
    return false;
  if (c->at == c->end || *c->at != '(')
    return field_fail(c, "`(` before the arguments");
  c->at++;
  for (bool first = true; c->at == c->end || *c->at != ')'; first = false) {
    uint64_t id;
    if (!first && !space(c, "`)` after the arguments"))
      return false;
    if (!number(c, STREAM_MOST_SMALL, "a term as argument", &id))
      return false;
    if (id == 0)
      return stream_fail(c->s, "0 stands where a term is expected");
    if (!VEC_PUSH(c->s->heap, r->ids, id))
      return false;
  }
  c->at++;
  return ids_to_end(c, STREAM_MOST_SMALL, "a step as premise", &r->premises);
}

static bool input(cursor *c)
{
  record *r = &c->s->record;
  if (!id_field(c, STREAM_MOST_ID, "a clause", &r->id) || !id_field(c, STREAM_MOST_SMALL, "a term", &r->other))
    return false;
  return c->at == c->end || id_field(c, STREAM_MOST_SMALL, "a guard", &r->guard);
}

static bool letter_record(cursor *c)
{
  record *r = &c->s->record;
  char letter = *c->at++;
  r->kind = letter;
  switch (letter) {
  case 'k':
    return constant(c);
  case 'n':
    return literal(c);
  case 't':
    return application(c);
  case 'z':
    return c->at == c->end ? field_fail(c, "a term") : ids_to_end(c, STREAM_MOST_SMALL, "a term", &r->ids);
  case 'v':
    return id_field(c, STREAM_MOST_SMALL, "a variable", &r->id) && id_field(c, STREAM_MOST_SMALL, "a term", &r->other);
  case 'g':
    if (!id_field(c, STREAM_MOST_SMALL, "a variable", &r->id) || !space(c, "a frame"))
      return false;
    return number(c, STREAM_MOST_SMALL, "a frame", &r->other);
  case 'i':
    return input(c);
  case 'l':
    return id_field(c, STREAM_MOST_ID, "a clause", &r->id) && literals_to_zero(c, &r->literals);
  case 's':
    return step(c);
  case 'e':
    return id_field(c, STREAM_MOST_SMALL, "a step", &r->id);
  case 'u':
    return id_field(c, STREAM_MOST_ID, "a clause", &r->id) && id_field(c, STREAM_MOST_SMALL, "a query", &r->other);
  case 'r':
    return true;
  default:
    break;
  }
  c->at--;
  return field_fail(c, "a record");
}

/* ---- lines ------------------------------------------------------------------------------------------------------- */

/* Finds the line at the start of the buffer; *length is without its end. At the end of the input, *length is SIZE_MAX. A
 * line break within a name in bars ends no record: there, the second bar is looked for first. `bars` were found in the
 * first `seen` characters, and no end of the record. */
static bool next_line(stream *s, size_t *length)
{
  unsigned bars = 0;
  for (size_t seen = 0;;) {
    size_t available = s->end - s->begin;
    const char *p = s->buffer + s->begin;
    bool name = available >= 2 && p[0] == 'k' && p[1] == ' ';
    while (seen < available) {
      const char *end = bars == 1 ? NULL : memchr(p + seen, '\n', available - seen);
      const char *bar = NULL;
      if (name && bars < 2)
        bar = memchr(p + seen, '|', end == NULL ? available - seen : (size_t)(end - p) - seen);
      if (bar != NULL) {
        bars++;
        seen = (size_t)(bar - p) + 1;
      } else if (end != NULL) {
        *length = (size_t)(end - p);
        return true;
      } else {
        break;
      }
    }
    if (available >= 2 || s->ended)
      seen = available;
    if (s->ended) {
      *length = SIZE_MAX;
      return available == 0 || stream_fail(s, "the proof ends inside of a record: its last line has no end");
    }
    if (!stream_fill(s))
      return false;
  }
}

bool stream_text_record(stream *s)
{
  for (;;) {
    size_t length;
    s->record.place = s->line;
    if (!next_line(s, &length))
      return false;
    if (length == SIZE_MAX)
      return true;
    cursor c = {.s = s, .at = s->buffer + s->begin, .end = s->buffer + s->begin + length};
    s->begin += length + 1;
    s->offset += length + 1;
    s->line++;
    if (length == 0 || (length >= 2 && c.at[0] == 'c' && c.at[1] == ' '))
      continue;
    for (const char *p = c.at; *c.at == 'k' && p < c.end; p++)
      s->line += *p == '\n';
    bool done = *c.at >= '0' && *c.at <= '9'                   ? lrat_line(&c)
                : *c.at == 'l' && length > 1 && c.at[1] == 'r' ? header(&c)
                                                               : letter_record(&c);
    if (!done)
      return false;
    return c.at == c.end || field_fail(&c, "the end of the record");
  }
}
