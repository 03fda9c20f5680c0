/* stream.c: the buffer below both forms of a proof, and which of them it is. */
#define _POSIX_C_SOURCE 200809L
#include "stream.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define CHUNK ((size_t)1 << 16)

void stream_open(stream *s, heap *h, int file, const char *name)
{
  memset(s, 0, sizeof *s);
  s->heap = h;
  s->file = file;
  s->name = name;
  s->line = 1;
}

void stream_close(stream *s)
{
  heap_free(s->heap, s->buffer, s->capacity);
  VEC_FREE(s->heap, s->symbol_ends);
  VEC_FREE(s->heap, s->symbol_text);
  VEC_FREE(s->heap, s->record.name);
  VEC_FREE(s->heap, s->record.text);
  VEC_FREE(s->heap, s->record.codes);
  VEC_FREE(s->heap, s->record.literals);
  VEC_FREE(s->heap, s->record.ids);
  VEC_FREE(s->heap, s->record.premises);
}

void stream_place(const stream *s)
{
  unsigned long long number = s->record.number, place = s->record.place;
  if (s->binary) {
    report_place(s->heap->report, "%s: record %llu at byte %llu", s->name, number, place);
  } else {
    report_place(s->heap->report, "%s:%llu", s->name, place);
  }
}

bool stream_fail(const stream *s, const char *format, ...)
{
  char message[1024];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(message, sizeof message, format, arguments);
  va_end(arguments);
  report_fail(s->heap->report, VERDICT_UNREADABLE, "%s", message);
  stream_place(s);
  return false;
}

bool stream_append(stream *s, vec_char *to, const char *bytes, size_t length)
{
  if (!VEC_RESERVE(s->heap, *to, to->size + length))
    return false;
  if (length > 0)
    memcpy(to->data + to->size, bytes, length);
  to->size += length;
  return true;
}

static void move_down(stream *s)
{
  if (s->begin == 0)
    return;
  memmove(s->buffer, s->buffer + s->begin, s->end - s->begin);
  s->end -= s->begin;
  s->begin = 0;
}

bool stream_give(stream *s, const void *bytes, size_t length)
{
  if (s->begin > s->capacity / 2 || s->begin == s->end)
    move_down(s);
  if (length > SIZE_MAX / 4 ||
      (s->capacity - s->end < length && !heap_extend(s->heap, &s->buffer, &s->capacity, s->end + length, 1)))
    return false;
  if (length > 0)
    memcpy(s->buffer + s->end, bytes, length);
  s->end += length;
  budget_read(s->heap->budget, length);
  return true;
}

bool stream_fill(stream *s)
{
  if (s->ended)
    return true;
  if (s->file < 0) {
    s->starved = true;
    return false;
  }
  move_down(s);
  if (s->capacity - s->end < CHUNK && !heap_extend(s->heap, &s->buffer, &s->capacity, s->end + CHUNK, 1))
    return false;
  for (;;) {
    ssize_t got = read(s->file, s->buffer + s->end, s->capacity - s->end);
    if (got > 0) {
      s->end += (size_t)got;
      budget_read(s->heap->budget, (size_t)got);
      return true;
    }
    if (got == 0) {
      s->ended = true;
      return true;
    }
    if (errno != EINTR)
      return stream_fail(s, "reading failed: %s", strerror(errno));
  }
}

/* Decides which form it is. */
static bool start(stream *s)
{
  s->started = true;
  while (s->end - s->begin < 4 && !s->ended) {
    if (!stream_fill(s))
      return false;
  }
  const char *p = s->buffer + s->begin;
  size_t length = s->end - s->begin;
  s->binary = length >= 4 && memcmp(p, "LRT", 3) == 0 && (unsigned char)p[3] < ' ';
  if (!s->binary)
    return true;
  if (p[3] != 1)
    return stream_fail(s, "binary form of version %d; this checker knows version 1", p[3]);
  s->begin += 4;
  s->offset += 4;
  return true;
}

/* What a record has taken, to be given back if it is not whole. */
typedef struct taken {
  size_t begin, symbols, symbol_text;
  uint64_t offset, line, number;
  bool started;
} taken;

static void give_back(stream *s, const taken *t)
{
  s->begin = t->begin;
  s->offset = t->offset;
  s->line = t->line;
  s->record.number = t->number;
  s->symbol_ends.size = t->symbols;
  s->symbol_text.size = t->symbol_text;
  s->started = t->started;
}

bool stream_next(stream *s)
{
  record *r = &s->record;
  const taken before = {s->begin, s->symbol_ends.size, s->symbol_text.size, s->offset, s->line, r->number, s->started};
  s->starved = false;
  r->kind = '\0';
  r->number++;
  r->place = s->line;
  r->id = r->other = r->guard = 0;
  r->name.size = r->text.size = r->codes.size = r->literals.size = r->ids.size = r->premises.size = 0;
  r->is_string = r->negative = false;
  bool done = (s->started || start(s)) && (s->binary ? stream_binary_record(s) : stream_text_record(s));
  if (!done && s->starved)
    give_back(s, &before);
  else if (!done)
    stream_place(s);
  return done;
}
