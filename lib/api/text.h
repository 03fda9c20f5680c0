/* text.h: text into the caller's buffer, as snprintf does: cut off where it is full, and counted whole. */
#ifndef STRSMT_API_TEXT_H
#define STRSMT_API_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

typedef struct text_buffer {
  char *data; /* NULL: only counted */
  size_t size, length;
} text_buffer;

static inline text_buffer text_into(char *buffer, size_t size)
{
  if (buffer && size)
    buffer[0] = 0;
  return (text_buffer){buffer, buffer ? size : 0, 0};
}

/* A term_writer. */
static inline bool text_write(void *user, const char *text, size_t length)
{
  text_buffer *out = user;
  if (out->length + 1 < out->size) {
    size_t room = out->size - 1 - out->length;
    memcpy(out->data + out->length, text, length < room ? length : room);
  }
  out->length += length;
  return true;
}

static inline void text_put(text_buffer *out, const char *text)
{
  text_write(out, text, strlen(text));
}

/* Ends the text with NUL; its length. What failed leaves an empty text. */
static inline size_t text_end(text_buffer *out, bool good)
{
  if (!good)
    out->length = 0;
  if (out->size)
    out->data[out->length < out->size ? out->length : out->size - 1] = 0;
  return out->length;
}

#endif
