/* locate.h: on which line of a JSON text a value stands. The text has been read as JSON already, so it is well-formed. */
#ifndef POLICY_LOCATE_H
#define POLICY_LOCATE_H

#include <stddef.h>

/* The line, from 1, of the value at a pointer such as "/Statement/0/Action" (RFC 6901: ~1 is a slash, ~0 a tilde); of
 * the last value on the way there that exists. */
size_t locate_line(const char *text, size_t size, const char *pointer);

#endif
