/* pattern.c: reading of patterns. Neighbouring `*` are made one, so that equal patterns become equal terms. */
#include "pattern.h"

#include "codes.h"

#include <string.h>

#define LAST_CODE 0x2FFFFu /* of SMT-LIB's strings */

/* What fills in such a placeholder, or NULL if the name can be one of a condition key. */
static const char *template_of(const char *name)
{
  static const char *const terraform[] = {"var.",  "local.", "data.", "aws_", "module.",
                                          "each.", "count.", "path.", "self."};
  for (size_t i = 0; i < sizeof terraform / sizeof *terraform; i++)
    if (!strncmp(name, terraform[i], strlen(terraform[i])))
      return "Terraform";
  if (!strncmp(name, "AWS::", 5))
    return "CloudFormation";
  return strchr(name, ':') ? NULL : "a template (CloudFormation's Fn::Sub, Terraform or another)";
}

static uint32_t add_variable(const struct pattern_context *context, const char *name, const char *otherwise)
{
  struct variables *list = context->variables;
  struct key *key = keys_find(context->keys, context->pool, name);
  for (size_t i = 0; i < list->count; i++) {
    const char *other = list->items[i].otherwise;
    if (list->items[i].key == key && (other == otherwise || (other && otherwise && !strcmp(other, otherwise))))
      return PATTERN_VARIABLE + (uint32_t)i;
  }
  if (list->count == list->room) {
    struct variable *grown = pool_take(context->pool, 2 * list->room + 8, sizeof *grown);
    if (list->count)
      memcpy(grown, list->items, list->count * sizeof *grown);
    list->items = grown;
    list->room = 2 * list->room + 8;
  }
  key->variable = true;
  list->items[list->count] = (struct variable){key, otherwise};
  return PATTERN_VARIABLE + (uint32_t)list->count++;
}

/* `inside` is what stands between the braces: KEY, or KEY, 'default'. */
static uint32_t named_variable(const struct pattern_context *context, char *inside, const char **problem)
{
  char *comma = strchr(inside, ',');
  const char *otherwise = NULL;
  if (comma) {
    char *quote = comma + 1 + strspn(comma + 1, " "), *end = inside + strlen(inside);
    while (end > quote && end[-1] == ' ')
      end--;
    if (end < quote + 2 || *quote != '\'' || end[-1] != '\'') {
      *problem = pool_format(context->pool, "the default of '${%s}' is not between single quotes", inside);
      return 0;
    }
    end[-1] = 0;
    otherwise = quote + 1;
    *comma = 0;
  }
  inside += strspn(inside, " ");
  for (char *end = inside + strlen(inside); end > inside && end[-1] == ' ';)
    *--end = 0;
  const char *filler = template_of(inside);
  if (filler && context->open && *inside) {
    /* A text that each request has with it, the same wherever it is written. */
    const uint32_t item = add_variable(context, inside, NULL);
    context->variables->items[item - PATTERN_VARIABLE].key->known = (struct table_key){.known = true, .always = true};
    return item;
  }
  if (filler)
    *problem = pool_format(context->pool,
                           "'${%s}' is a placeholder of %s, not a policy variable: fill it in first, "
                           "say what it stands for with --set '%s=...', or leave it open with --placeholders",
                           inside, filler, inside);
  else if (table_key(keys_fold(context->pool, inside)).many)
    *problem =
        pool_format(context->pool, "'${%s}': a key that holds several values cannot be a policy variable", inside);
  return *problem ? 0 : add_variable(context, inside, otherwise);
}

/* At `${`: the item that it stands for, with *text moved behind it; or 0 with *problem set. */
static uint32_t read_variable(const struct pattern_context *context, const char **text, const char **problem)
{
  const char *name = *text + 2, *end = strchr(name, '}');
  if (!end) {
    *problem = "'${' without '}'";
    return 0;
  }
  *text = end + 1;
  if (end == name + 1 && strchr("*?$", *name))
    return (unsigned char)*name;
  return named_variable(context, pool_format(context->pool, "%.*s", (int)(end - name), name), problem);
}

static uint32_t read_item(const struct pattern_context *context, const char **text, unsigned flags,
                          const char **problem)
{
  const char *p = *text;
  if ((flags & PATTERN_VARIABLES) && p[0] == '$' && p[1] == '{')
    return read_variable(context, text, problem);
  const uint32_t code = codes_next(text);
  if (code > LAST_CODE)
    *problem = pool_format(context->pool, "the character U+%X lies beyond U+2FFFF", (unsigned)code);
  if ((flags & PATTERN_WILDCARDS) && code == '*')
    return PATTERN_ANY;
  if ((flags & PATTERN_WILDCARDS) && code == '?')
    return PATTERN_ONE;
  if ((flags & PATTERN_LOWER) && code >= 'A' && code <= 'Z')
    return code - 'A' + 'a';
  return code;
}

const char *pattern_read(const struct pattern_context *context, const char *text, unsigned flags, struct pattern *out)
{
  const char *problem = NULL;
  out->items = pool_take(context->pool, strlen(text) + 1, sizeof *out->items);
  out->count = 0;
  while (*text) {
    const uint32_t item = read_item(context, &text, flags, &problem);
    if (problem)
      return problem;
    if (item == PATTERN_ANY && out->count && out->items[out->count - 1] == PATTERN_ANY)
      continue;
    out->items[out->count++] = item;
  }
  return NULL;
}

void pattern_append(struct pool *pool, struct pattern *p, const struct pattern *tail)
{
  uint32_t *items = pool_take(pool, p->count + tail->count + 1, sizeof *items);
  if (p->count)
    memcpy(items, p->items, p->count * sizeof *items);
  if (tail->count)
    memcpy(items + p->count, tail->items, tail->count * sizeof *items);
  p->items = items;
  p->count += tail->count;
}

bool pattern_is_wild(uint32_t item)
{
  return item == PATTERN_ANY || item == PATTERN_ONE;
}

bool pattern_is_variable(uint32_t item)
{
  return item >= PATTERN_VARIABLE && item < PATTERN_ONE;
}

bool pattern_is_literal(const struct pattern *p)
{
  for (size_t i = 0; i < p->count; i++)
    if (p->items[i] >= PATTERN_VARIABLE)
      return false;
  return true;
}

bool pattern_has_variable(const struct pattern *p)
{
  for (size_t i = 0; i < p->count; i++)
    if (pattern_is_variable(p->items[i]))
      return true;
  return false;
}

size_t pattern_count(const struct pattern *p, uint32_t code)
{
  size_t count = 0;
  for (size_t i = 0; i < p->count; i++)
    count += p->items[i] == code;
  return count;
}

bool pattern_equal(const struct pattern *a, const struct pattern *b)
{
  return a->count == b->count && (!a->count || !memcmp(a->items, b->items, a->count * sizeof *a->items));
}
