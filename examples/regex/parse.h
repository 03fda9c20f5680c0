/* parse.h: regular expressions as configuration files write them, as terms.
 *
 * The whole value has to match; `^` in front and `$` at the end may be written and say the same. Known are characters,
 * `.` (anything but a line end), classes (`[a-z]`, `[^/]`, with the escapes below), `\d \w \s \D \W \S`, `\n \r \t \f
 * \v`, `\xHH`, `\uHHHH`, a backslash before punctuation, `|`, `(...)`, `(?:...)`, and the counts `* + ? {n} {n,}
 * {n,m}`. Everything else, such as back references and look-around, is an error. */
#ifndef REGEX_PARSE_H
#define REGEX_PARSE_H

#include <strsmt.h>

/* The term of sort RegLan; or STRSMT_NO_TERM, with what is wrong in *problem (static) and where in *place (bytes from
 * the start). */
strsmt_term parse_regex(strsmt *s, const char *text, const char **problem, size_t *place);

#endif
