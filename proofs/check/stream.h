/* stream.h: reads the records of a proof one by one, in either form (FORMAT.md, sections 3 and 5), from a file or a
 * pipe.
 *
 * Only syntax is looked at here. A record's arrays are valid until the next one is read; memory is that of the longest
 * record. */
#ifndef CHECK_STREAM_H
#define CHECK_STREAM_H

#include "base.h"

/* A record. `kind` is its letter in the binary form (h k n t z v g i l s e u r a d), 0 at the end of the stream. */
typedef struct record {
  char kind;
  uint64_t number;  /* of the record, from 1 */
  uint64_t place;   /* its line, from 1, or the offset of its first byte (binary) */
  uint64_t id;      /* its first number: term, variable, clause, step */
  uint64_t other;   /* v, i: term; g: frame; u: query */
  uint64_t guard;   /* i: variable, or 0 */
  vec_char name;    /* h: signature; k: constant (without bars); t: symbol; s: rule; n: digits */
  vec_char text;    /* h: hash; k: sort */
  bool is_string;   /* n */
  vec_u32 codes;    /* n: a string's code points */
  vec_i32 literals; /* l, a */
  vec_u64 ids;      /* t, s: arguments; z, d: what goes; a: hints */
  vec_u64 premises; /* s */
  bool negative;    /* a: there is a negative hint */
} record;

typedef struct stream {
  heap *heap;
  int file;
  const char *name;
  bool binary, started, ended;
  bool starved; /* without a file: a record is not whole yet */
  char *buffer;
  size_t capacity, begin, end; /* of `buffer`: what was read and not used is [begin, end) */
  uint64_t offset;             /* of buffer[begin] */
  uint64_t line;
  VEC(size_t) symbol_ends; /* binary: the names that were defined, one after the other in symbol_text */
  vec_char symbol_text;
  record record;
} stream;

/* Reads from an open file descriptor, which stays the caller's. `name` is for messages, and must live. */
void stream_open(stream *s, heap *h, int file, const char *name);
/* Without a file (-1), bytes are given: stream_next is then false with `starved` set where more are needed for the next record,
 * of which nothing has been taken. */
bool stream_give(stream *s, const void *bytes, size_t length);
void stream_close(stream *s);
/* Reads the next record into s->record. False after a failure, which is in the heap's report with its place. */
bool stream_next(stream *s);
/* Says in the heap's report that its failure was at the present record. */
void stream_place(const stream *s);

/* For the readers of the two forms. */
bool stream_fail(const stream *s, const char *format, ...) CHECK_PRINTF(2, 3);
/* Reads more; false after a failure. At the end of the input nothing is added and `ended` is set. */
bool stream_fill(stream *s);
bool stream_text_record(stream *s);
bool stream_binary_record(stream *s);
bool stream_append(stream *s, vec_char *to, const char *bytes, size_t length);
#define STREAM_MOST_ID (UINT64_MAX >> 1)
#define STREAM_MOST_SMALL UINT64_C(0x7fffffff)

#endif
