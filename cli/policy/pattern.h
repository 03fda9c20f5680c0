/* pattern.h: texts of a policy that stand for many texts.
 *
 * `*` is any string and `?` is any character, where the place allows wildcards. In policies of version 2012-10-17,
 * `${*}`, `${?}` and `${$}` are the characters themselves, and `${KEY}` or `${KEY, 'default'}` is the value of a
 * condition key of the request. Other `${...}` are placeholders of a template that was not filled in: an error. */
#ifndef POLICY_PATTERN_H
#define POLICY_PATTERN_H

#include "keys.h"
#include "pool.h"

#include <stdbool.h>
#include <stdint.h>

/* Items of a pattern are code points, these two, and variables. */
#define PATTERN_ANY UINT32_MAX               /* any string */
#define PATTERN_ONE (UINT32_MAX - 1)         /* any character */
#define PATTERN_VARIABLE (UINT32_C(1) << 30) /* and an index into the question's variables */

struct pattern {
  uint32_t *items;
  size_t count;
};

struct patterns {
  struct pattern *items;
  size_t count;
};

struct variable {
  struct key *key;
  const char *otherwise; /* its default, or NULL */
};

struct variables {
  struct variable *items;
  size_t count, room;
};

enum {
  PATTERN_WILDCARDS = 1, /* `*` and `?` are wildcards */
  PATTERN_VARIABLES = 2, /* `${...}` is read */
  PATTERN_LOWER = 4      /* ASCII capitals are made small */
};

/* Where patterns find the keys of their variables. */
struct pattern_context {
  struct pool *pool;
  struct keys *keys;
  struct variables *variables;
  bool open; /* placeholders stand for texts that are not known */
};

/* Reads a pattern. Returns NULL, or what is wrong with the text (it lives in the pool). */
const char *pattern_read(const struct pattern_context *context, const char *text, unsigned flags, struct pattern *out);
/* Puts the items of `tail` behind those of `p`. */
void pattern_append(struct pool *pool, struct pattern *p, const struct pattern *tail);
/* Does the pattern stand for one text only? */
bool pattern_is_literal(const struct pattern *p);
bool pattern_has_variable(const struct pattern *p);
bool pattern_is_wild(uint32_t item);
bool pattern_is_variable(uint32_t item);
/* How often `code` occurs in it. */
size_t pattern_count(const struct pattern *p, uint32_t code);
bool pattern_equal(const struct pattern *a, const struct pattern *b);

#endif
