/* stream.c: text and binary forms of records. */
#include "proof/stream.h"

void stream_init(stream *s, mem *m, strsmt_proof_sink sink, void *user, bool binary)
{
  memset(s, 0, offsetof(stream, buffer));
  s->m = m;
  s->sink = sink;
  s->user = user;
  s->binary = binary;
}

bool stream_flush(stream *s)
{
  if (!s->failed && s->used && !s->sink(s->user, s->buffer, s->used))
    s->failed = true;
  s->used = 0;
  return !s->failed;
}

/* More than fits into the buffer, or the sink has failed. */
static void put_slowly(stream *s, const char *text, size_t length)
{
  while (length && !s->failed) {
    size_t room = STREAM_BUFFER - s->used, part = length < room ? length : room;
    memcpy(s->buffer + s->used, text, part);
    s->used += part;
    s->bytes += part;
    text += part;
    length -= part;
    if (s->used == STREAM_BUFFER)
      stream_flush(s);
  }
}

static inline void put(stream *s, const char *text, size_t length)
{
  if (s->failed || length >= STREAM_BUFFER - s->used) {
    put_slowly(s, text, length);
    return;
  }
  memcpy(s->buffer + s->used, text, length);
  s->used += length;
  s->bytes += length;
}

static inline void put_byte(stream *s, char c)
{
  if (s->failed || STREAM_BUFFER - s->used < 2) {
    put_slowly(s, &c, 1);
    return;
  }
  s->buffer[s->used++] = c;
  s->bytes++;
}

static bool put_piece(void *user, const char *text, size_t length)
{
  put(user, text, length);
  return !((stream *)user)->failed;
}

void stream_begin(stream *s, char letter)
{
  s->first = !s->binary && letter == 'a';
  if (!s->first)
    put_byte(s, letter);
}

void stream_end(stream *s)
{
  if (!s->binary)
    put_byte(s, '\n');
}

static void put_decimal(stream *s, uint64_t v, bool negative)
{
  char text[24], *p = text + sizeof text;
  do
    *--p = (char)('0' + v % 10);
  while (v /= 10);
  if (negative)
    *--p = '-';
  if (!s->first)
    *--p = ' ';
  s->first = false;
  size_t length = (size_t)(text + sizeof text - p);
  if (s->failed || STREAM_BUFFER - s->used <= length) {
    put_slowly(s, p, length);
    return;
  }
  for (size_t i = 0; i < length; i++) /* shorter than a call */
    s->buffer[s->used + i] = p[i];
  s->used += length;
  s->bytes += length;
}

static void put_leb(stream *s, uint64_t v)
{
  char bytes[10];
  size_t n = 0;
  for (; v >= 128; v >>= 7)
    bytes[n++] = (char)(v | 128);
  bytes[n++] = (char)v;
  put(s, bytes, n);
}

void stream_unsigned(stream *s, uint64_t v)
{
  if (s->binary)
    put_leb(s, v);
  else
    put_decimal(s, v, false);
}

void stream_literal(stream *s, int literal)
{
  uint64_t size = literal < 0 ? (uint64_t) - (int64_t)literal : (uint64_t)literal;
  if (s->binary)
    put_leb(s, 2 * size + (literal < 0));
  else
    put_decimal(s, size, literal < 0);
}

void stream_list_end(stream *s)
{
  stream_unsigned(s, 0);
}

void stream_count(stream *s, size_t count)
{
  if (s->binary)
    put_leb(s, count);
}

void stream_open(stream *s)
{
  if (!s->binary) {
    put(s, " (", 2);
    s->first = true;
  }
}

void stream_close(stream *s)
{
  if (!s->binary) {
    put_byte(s, ')');
    s->first = false;
  }
}

void stream_word(stream *s, const char *text)
{
  size_t length = strlen(text);
  if (s->binary)
    put_leb(s, length);
  else
    put_byte(s, ' ');
  put(s, text, length);
}

void stream_header(stream *s, const char *signature, const char *hash)
{
  if (s->binary)
    put(s, "LRT\1h", 5);
  else
    put(s, "lratt 1", 7);
  stream_word(s, signature);
  stream_word(s, hash);
  stream_end(s);
}

/* A symbol or rule: in binary form its number, or 0 and the name at its first use. */
static void put_name(stream *s, const char *name, uint32_t *number)
{
  if (s->binary && *number) {
    put_leb(s, *number);
    return;
  }
  if (s->binary) {
    put_leb(s, 0);
    *number = ++s->names;
  }
  stream_word(s, name);
}

static const char *name_of(strsmt_kind k)
{
  switch ((int)k) {
  case STRSMT_TRUE:
    return "true";
  case STRSMT_FALSE:
    return "false";
  case STRSMT_KIND_COUNT:
    return "@list";
  default:
    return kind_symbol(k);
  }
}

void stream_kind(stream *s, strsmt_kind k)
{
  put_name(s, name_of(k), &s->kind_name[k]);
}

void stream_rule(stream *s, rule r)
{
  put_name(s, rule_name(r), &s->rule_names[r]);
}

void stream_constant(stream *s, const char *name, sort of)
{
  static const char *const sorts[] = {"", " Bool", " Int", " String", " RegLan"};
  if (s->binary) {
    stream_word(s, name);
    put_byte(s, (char)of);
    return;
  }
  put_byte(s, ' ');
  print_symbol(name, put_piece, s);
  put(s, sorts[of], strlen(sorts[of]));
}

void stream_string(stream *s, const uint32_t *codes, size_t length)
{
  if (!s->binary) {
    put_byte(s, ' ');
    print_string_literal(codes, length, put_piece, s);
    return;
  }
  put_byte(s, 's');
  put_leb(s, length);
  for (size_t i = 0; i < length; i++)
    put_leb(s, codes[i]);
}

void stream_number_text(stream *s, const char *digits, size_t length)
{
  if (s->binary) {
    put_byte(s, 'i');
    put_leb(s, length);
  } else {
    put_byte(s, ' ');
  }
  put(s, digits, length);
}

void stream_delete(stream *s, uint64_t id)
{
  if (s->binary) {
    put_byte(s, 'd');
    put_leb(s, id);
    put_byte(s, 0);
    return;
  }
  s->first = true;
  put_decimal(s, id, false);
  put(s, " d", 2);
  put_decimal(s, id, false);
  put(s, " 0\n", 3);
}
