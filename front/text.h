/* text.h: growable arrays and texts of the SMT-LIB reader.
 *
 * The reader belongs to a program, not to the embeddable library: when memory runs out here, the program says so and
 * ends with exit status 1 (`fr_grow` does not return). The library's own memory is another matter: it reports an
 * error. */
#ifndef FRONT_TEXT_H
#define FRONT_TEXT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Makes room for `needed` elements of `element` bytes; *capacity is updated. Never returns NULL. */
void *fr_grow(void *data, size_t *capacity, size_t needed, size_t element);

/* Room for one more element in the array `a` with the fields data, length, capacity. */
#define FR_RESERVE(a, more) \
  ((a).length + (more) > (a).capacity \
     ? (void)((a).data = fr_grow((a).data, &(a).capacity, (a).length + (more), sizeof *(a).data)) \
     : (void)0)
#define FR_PUSH(a, ...) (FR_RESERVE(a, 1), (a).data[(a).length++] = (__VA_ARGS__))

/* Bytes, always followed by a NUL once something was appended. */
typedef struct fr_text {
  char *data;
  size_t length, capacity;
} fr_text;

void fr_text_append(fr_text *text, const char *bytes, size_t length);
void fr_text_string(fr_text *text, const char *string);
void fr_text_format(fr_text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));
void fr_text_vformat(fr_text *text, const char *format, va_list args) __attribute__((format(printf, 2, 0)));
/* Appends the bytes for a human reader: at most about 40 characters, unprintable bytes escaped. */
void fr_text_excerpt(fr_text *text, const char *bytes, size_t length);
void fr_text_clear(fr_text *text);
void fr_text_free(fr_text *text);
/* The text as a C string, "" if nothing was appended. */
const char *fr_text_c(const fr_text *text);

/* The number of bytes of the UTF-8 character at `p` (at most `length` bytes are there), with the character in *code;
 * 0 if it is broken UTF-8 (overlong, surrogate, above 0x10FFFF, cut off). */
size_t fr_utf8(const char *p, size_t length, uint32_t *code);

#endif
