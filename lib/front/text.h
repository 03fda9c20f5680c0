/* text.h: growable arrays and texts of the SMT-LIB reader, in memory of the context.
 *
 * What cannot grow stays as it was, and the memory's sticky flag is set. The lexer looks at the flag before each token,
 * and a command at its end; in between it is enough that nothing goes wrong with what is missing. */
#ifndef FRONT_TEXT_H
#define FRONT_TEXT_H

#include "base/array.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Arrays with the fields data, length, capacity. Is there room for so many more elements? */
#define FR_RESERVE(m, a, more)                                                                                         \
  ((a).length + (more) <= (a).capacity ||                                                                              \
   stack_grow_((m), (void *)&(a).data, &(a).capacity, (a).length + (more), sizeof *(a).data))
/* Appends an element; false if there is no memory. */
#define FR_ADD(m, a, ...) (FR_RESERVE(m, a, 1) && ((a).data[(a).length++] = (__VA_ARGS__), true))
/* The same where the flag is looked at later. */
#define FR_PUSH(m, a, ...) ((void)FR_ADD(m, a, __VA_ARGS__))
#define FR_FREE(m, a)                                                                                                  \
  (mem_free((m), (a).data, (a).capacity * sizeof *(a).data), (a).data = NULL, (a).length = (a).capacity = 0)

/* Bytes, always followed by a NUL once something was appended. */
typedef struct fr_text {
  char *data;
  size_t length, capacity;
  mem *m;
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
