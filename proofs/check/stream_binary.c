/* stream_binary.c: the binary form: a letter and fields, numbers as LEB128 without padding (FORMAT.md, section 5). */
#include "stream.h"

#include <string.h>

static bool truncated(stream *s)
{
  return stream_fail(s, "the proof ends inside of a record");
}

static bool byte(stream *s, unsigned char *out)
{
  while (s->begin == s->end) {
    if (!stream_fill(s))
      return false;
    if (s->ended && s->begin == s->end)
      return truncated(s);
  }
  *out = (unsigned char)s->buffer[s->begin++];
  s->offset++;
  return true;
}

static bool number(stream *s, uint64_t most, const char *expected, uint64_t *out)
{
  uint64_t value = 0;
  for (unsigned shift = 0;; shift += 7) {
    unsigned char b;
    if (!byte(s, &b))
      return false;
    if (shift == 63 && b > 1)
      return stream_fail(s, "a number that is out of range, where %s is expected", expected);
    value |= (uint64_t)(b & 0x7f) << shift;
    if (b < 0x80) {
      if (b == 0 && shift > 0)
        return stream_fail(s, "a number with padding, where %s is expected", expected);
      break;
    }
    if (shift == 63)
      return stream_fail(s, "a number that is too long, where %s is expected", expected);
  }
  if (value > most)
    return stream_fail(s, "a number that is out of range, where %s is expected", expected);
  *out = value;
  return true;
}

static bool id(stream *s, uint64_t most, const char *expected, uint64_t *out)
{
  if (!number(s, most, expected, out))
    return false;
  return *out != 0 || stream_fail(s, "0 stands where %s is expected", expected);
}

static bool string(stream *s, const char *expected, vec_char *out)
{
  uint64_t length;
  if (!number(s, STREAM_MOST_ID, expected, &length))
    return false;
  while (length > 0) { /* piece by piece: the length is only a claim */
    size_t available = s->end - s->begin;
    size_t piece = available < length ? available : (size_t)length;
    if (piece == 0) {
      if (!stream_fill(s))
        return false;
      if (s->ended && s->begin == s->end)
        return truncated(s);
      continue;
    }
    if (!stream_append(s, out, s->buffer + s->begin, piece))
      return false;
    s->begin += piece;
    s->offset += piece;
    length -= piece;
  }
  return true;
}

/* A symbol's or rule's name, which may be defined here. */
static bool symbol(stream *s, const char *expected, vec_char *out)
{
  uint64_t n;
  if (!number(s, STREAM_MOST_ID, expected, &n))
    return false;
  if (n == 0) {
    if (!string(s, expected, out) || !stream_append(s, &s->symbol_text, out->data, out->size))
      return false;
    if (out->size == 0)
      return stream_fail(s, "an empty name");
    return VEC_PUSH(s->heap, s->symbol_ends, s->symbol_text.size);
  }
  if (n > s->symbol_ends.size)
    return stream_fail(s, "name %llu was not defined", (unsigned long long)n);
  size_t from = n == 1 ? 0 : s->symbol_ends.data[n - 2];
  return stream_append(s, out, s->symbol_text.data + from, s->symbol_ends.data[n - 1] - from);
}

/* Ids up to 0. */
static bool ids_to_zero(stream *s, uint64_t most, const char *expected, vec_u64 *out)
{
  for (;;) {
    uint64_t n;
    if (!number(s, most, expected, &n))
      return false;
    if (n == 0)
      return true;
    if (!VEC_PUSH(s->heap, *out, n))
      return false;
  }
}

/* A number of ids, and the ids. */
static bool counted_ids(stream *s, const char *expected, vec_u64 *out)
{
  uint64_t count, n;
  if (!number(s, STREAM_MOST_ID, "a number of ids", &count))
    return false;
  while (count-- > 0) {
    if (!id(s, STREAM_MOST_SMALL, expected, &n) || !VEC_PUSH(s->heap, *out, n))
      return false;
  }
  return true;
}

static bool literals_to_zero(stream *s)
{
  for (;;) {
    uint64_t n;
    if (!number(s, 2 * STREAM_MOST_SMALL + 1, "a literal", &n))
      return false;
    if (n == 0)
      return true;
    if (n == 1)
      return stream_fail(s, "-0 is no literal");
    int32_t variable = (int32_t)(n >> 1);
    if (!VEC_PUSH(s->heap, s->record.literals, n & 1 ? -variable : variable))
      return false;
  }
}

static bool constant(stream *s)
{
  static const char *const sorts[5] = {"", "Bool", "Int", "String", "RegLan"};
  record *r = &s->record;
  unsigned char sort;
  if (!id(s, STREAM_MOST_SMALL, "a term", &r->id) || !string(s, "the name of a constant", &r->name) || !byte(s, &sort))
    return false;
  if (sort < 1 || sort > 4)
    return stream_fail(s, "%d is no sort", sort);
  return stream_append(s, &r->text, sorts[sort], strlen(sorts[sort]));
}

static bool literal(stream *s)
{
  record *r = &s->record;
  unsigned char kind;
  uint64_t count, code;
  if (!id(s, STREAM_MOST_SMALL, "a term", &r->id) || !byte(s, &kind))
    return false;
  r->is_string = kind == 's';
  if (kind == 'i') {
    if (!string(s, "a numeral", &r->name))
      return false;
    size_t first = r->name.size > 0 && r->name.data[0] == '-' ? 1 : 0;
    for (size_t i = first; i < r->name.size; i++) {
      if (r->name.data[i] < '0' || r->name.data[i] > '9')
        return stream_fail(s, "a numeral with another character than digits");
    }
    return r->name.size > first || stream_fail(s, "a numeral without digits");
  }
  if (kind != 's')
    return stream_fail(s, "a literal that is neither `i` nor `s`");
  if (!number(s, STREAM_MOST_ID, "a number of characters", &count))
    return false;
  while (count-- > 0) {
    if (!number(s, 0x2ffff, "a character", &code) || !VEC_PUSH(s->heap, r->codes, (uint32_t)code))
      return false;
  }
  return true;
}

bool stream_binary_record(stream *s)
{
  record *r = &s->record;
  unsigned char letter;
  const uint64_t small = STREAM_MOST_SMALL, most = STREAM_MOST_ID;
  r->place = s->offset;
  if (s->begin == s->end && !s->ended && !stream_fill(s))
    return false;
  if (s->begin == s->end)
    return true;
  if (!byte(s, &letter))
    return false;
  r->kind = (char)letter;
  switch (letter) {
  case 'h':
    return string(s, "the name of the signature", &r->name) && string(s, "the hash of the signature", &r->text);
  case 'k':
    return constant(s);
  case 'n':
    return literal(s);
  case 't':
    return id(s, small, "a term", &r->id) && symbol(s, "a symbol", &r->name) && counted_ids(s, "a term", &r->ids);
  case 'z':
    return ids_to_zero(s, small, "a term", &r->ids) && (r->ids.size > 0 || stream_fail(s, "a `z` without terms"));
  case 'v':
    return id(s, small, "a variable", &r->id) && id(s, small, "a term", &r->other);
  case 'g':
    return id(s, small, "a variable", &r->id) && number(s, small, "a frame", &r->other);
  case 'i':
    return id(s, most, "a clause", &r->id) && id(s, small, "a term", &r->other) &&
           number(s, small, "a guard", &r->guard);
  case 'l':
    return id(s, most, "a clause", &r->id) && literals_to_zero(s);
  case 's':
    return id(s, small, "a step", &r->id) && symbol(s, "a rule", &r->name) && counted_ids(s, "a term", &r->ids) &&
           counted_ids(s, "a step", &r->premises);
  case 'e':
    return id(s, small, "a step", &r->id);
  case 'u':
    return id(s, most, "a clause", &r->id) && id(s, small, "a query", &r->other);
  case 'r':
    return true;
  case 'a':
    return id(s, most, "a clause", &r->id) && literals_to_zero(s) && ids_to_zero(s, most, "a clause", &r->ids);
  case 'd':
    return ids_to_zero(s, most, "a clause", &r->ids);
  default:
    return stream_fail(s, "a record of unknown letter (byte %d)", letter);
  }
}
