/* literal.h: what string literals mean, and how symbols and strings are written. */
#ifndef FRONT_LITERAL_H
#define FRONT_LITERAL_H

#include "text.h"

typedef struct fr_codes {
  uint32_t *data;
  size_t length, capacity;
} fr_codes;

/* The code points of a string literal, given what stands between its outer quotes (UTF-8, `""` for a quote, escapes
 * \ud₃d₂d₁d₀, \u{d₀} … \u{d₄d₃d₂d₁d₀} up to 0x2FFFF; any other backslash stands for itself). Returns NULL, or what
 * is wrong (static). */
const char *fr_decode_string(mem *m, const char *text, size_t length, fr_codes *codes);
/* The number a run of hexadecimal digits stands for; false above 0x2FFFF. */
bool fr_decode_hex(const char *digits, size_t length, uint32_t *code);

/* Appends the symbol, in bars if it is no simple symbol or is reserved. */
void fr_text_symbol(fr_text *text, const char *name);
/* Appends the text as a string literal, quotes doubled. */
void fr_text_quoted(fr_text *text, const char *string);
bool fr_is_reserved(const char *name);

#endif
