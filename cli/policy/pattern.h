/* pattern.h: texts of a policy that stand for many texts.
 *
 * `*` is any string and `?` is any character, where the place allows wildcards. In policies of version 2012-10-17,
 * `${*}`, `${?}` and `${$}` are the characters themselves; any other `${...}` is a value of the request, which is not
 * decided here: reading it is an error. */
#ifndef POLICY_PATTERN_H
#define POLICY_PATTERN_H

#include "pool.h"

#include <stdbool.h>
#include <stdint.h>

/* Items of a pattern are code points and these two. */
#define PATTERN_ANY UINT32_MAX       /* any string */
#define PATTERN_ONE (UINT32_MAX - 1) /* any character */

struct pattern {
  uint32_t *items;
  size_t count;
};

struct patterns {
  struct pattern *items;
  size_t count;
};

enum {
  PATTERN_WILDCARDS = 1, /* `*` and `?` are wildcards */
  PATTERN_VARIABLES = 2, /* `${...}` is read */
  PATTERN_LOWER = 4      /* ASCII capitals are made small */
};

/* Reads a pattern. Returns NULL, or what is wrong with the text (it lives in the pool). */
const char *pattern_read(struct pool *pool, const char *text, unsigned flags, struct pattern *out);
/* Puts the items of `tail` behind those of `p`. */
void pattern_append(struct pool *pool, struct pattern *p, const struct pattern *tail);
/* Does the pattern stand for one text only? */
bool pattern_is_literal(const struct pattern *p);
/* How often `code` occurs in it. */
size_t pattern_count(const struct pattern *p, uint32_t code);
bool pattern_equal(const struct pattern *a, const struct pattern *b);

#endif
