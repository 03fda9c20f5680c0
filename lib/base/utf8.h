/* utf8.h: reading and writing UTF-8, strictly: no overlong forms, no surrogates, nothing above U+10FFFF. */
#ifndef STRSMT_BASE_UTF8_H
#define STRSMT_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Reads the code point at byte `*at` < length and moves on. False, and `*at` unmoved, if the bytes there are none. */
bool utf8_next(const char *text, size_t length, size_t *at, uint32_t *code);
/* The bytes of a code point; their number, 0 for a surrogate or what is above U+10FFFF. */
size_t utf8_encode(uint32_t code, char bytes[4]);

#endif
