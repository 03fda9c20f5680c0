/* codes.h: code points of UTF-8 text and back. The text is valid UTF-8: the JSON reader has made sure of that. */
#ifndef POLICY_CODES_H
#define POLICY_CODES_H

#include <stddef.h>
#include <stdint.h>

/* The code point at *text, which moves behind it. */
uint32_t codes_next(const char **text);
/* Writes a code point (at most four bytes) and returns the number of bytes. */
size_t codes_put(char *to, uint32_t code);

#endif
