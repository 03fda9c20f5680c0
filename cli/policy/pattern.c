/* pattern.c: reading of patterns. Neighbouring `*` are made one, so that equal patterns become equal terms. */
#include "pattern.h"

#include "codes.h"

#include <string.h>

#define LAST_CODE 0x2FFFFu /* of SMT-LIB's strings */

/* At `${`: the one character that it stands for, with *text moved behind it; or 0 with *problem set. */
static uint32_t read_variable(struct pool *pool, const char **text, const char **problem)
{
  const char *name = *text + 2, *end = strchr(name, '}');
  if (!end) {
    *problem = "'${' without '}'";
    return 0;
  }
  if (end == name + 1 && strchr("*?$", *name)) {
    *text = end + 1;
    return (unsigned char)*name;
  }
  *problem = pool_format(pool, "the policy variable '%.*s' cannot be decided: it joins text with a value of the request",
                         (int)(end + 1 - *text), *text);
  return 0;
}

static uint32_t read_item(struct pool *pool, const char **text, unsigned flags, const char **problem)
{
  const char *p = *text;
  if ((flags & PATTERN_VARIABLES) && p[0] == '$' && p[1] == '{') return read_variable(pool, text, problem);
  const uint32_t code = codes_next(text);
  if (code > LAST_CODE) *problem = pool_format(pool, "the character U+%X lies beyond U+2FFFF", (unsigned)code);
  if ((flags & PATTERN_WILDCARDS) && code == '*') return PATTERN_ANY;
  if ((flags & PATTERN_WILDCARDS) && code == '?') return PATTERN_ONE;
  if ((flags & PATTERN_LOWER) && code >= 'A' && code <= 'Z') return code - 'A' + 'a';
  return code;
}

const char *pattern_read(struct pool *pool, const char *text, unsigned flags, struct pattern *out)
{
  const char *problem = NULL;
  out->items = pool_take(pool, strlen(text) + 1, sizeof *out->items);
  out->count = 0;
  while (*text) {
    const uint32_t item = read_item(pool, &text, flags, &problem);
    if (problem) return problem;
    if (item == PATTERN_ANY && out->count && out->items[out->count - 1] == PATTERN_ANY) continue;
    out->items[out->count++] = item;
  }
  return NULL;
}

void pattern_append(struct pool *pool, struct pattern *p, const struct pattern *tail)
{
  uint32_t *items = pool_take(pool, p->count + tail->count + 1, sizeof *items);
  if (p->count) memcpy(items, p->items, p->count * sizeof *items);
  if (tail->count) memcpy(items + p->count, tail->items, tail->count * sizeof *items);
  p->items = items;
  p->count += tail->count;
}

bool pattern_is_literal(const struct pattern *p)
{
  return !pattern_count(p, PATTERN_ANY) && !pattern_count(p, PATTERN_ONE);
}

size_t pattern_count(const struct pattern *p, uint32_t code)
{
  size_t count = 0;
  for (size_t i = 0; i < p->count; i++) count += p->items[i] == code;
  return count;
}

bool pattern_equal(const struct pattern *a, const struct pattern *b)
{
  return a->count == b->count && (!a->count || !memcmp(a->items, b->items, a->count * sizeof *a->items));
}
