/* condition.c: the Condition element: {operator: {key: value or list of values}}. */
#include "operator.h"
#include "read.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* The shortest decimal text that is read as this number: 1.2 stays 1.2. */
static const char *real_text(struct pool *pool, double value)
{
  char text[64];
  for (int digits = 1; digits < 18; digits++) {
    snprintf(text, sizeof text, "%.*g", digits, value);
    if (strtod(text, NULL) == value)
      break;
  }
  if (strchr(text, 'e'))
    snprintf(text, sizeof text, "%.20f", value);
  return pool_copy(pool, text);
}

/* The text of a value: numbers and truth values may be written without quotes. NULL, with a message, for other values.
 * */
static const char *text_of(const struct reader *reader, const char *where, const json_t *value)
{
  if (json_is_boolean(value))
    return json_is_true(value) ? "true" : "false";
  if (json_is_integer(value))
    return pool_format(reader->pool, "%lld", (long long)json_integer_value(value));
  if (json_is_real(value))
    return real_text(reader->pool, json_real_value(value));
  return reader_text(reader, where, value);
}

static const char *read_truth(const char *text, bool *out)
{
  *out = !strcasecmp(text, "true");
  return *out || !strcasecmp(text, "false") ? NULL : "neither true nor false";
}

/* Case folding is defined here for ASCII only. */
static const char *read_fold(struct reader *reader, const char *text, unsigned flags, struct pattern *out)
{
  for (const char *p = text; *p; p++)
    if ((unsigned char)*p >= 0x80)
      return "letters beyond ASCII are not compared without their case";
  return pattern_read(&reader->context, text, flags, out);
}

/* `*` alone is any ARN; otherwise there are six parts, or variables that bring them. */
static const char *read_arn(struct reader *reader, const char *text, unsigned flags, struct pattern *out)
{
  const char *problem = pattern_read(&reader->context, text, flags, out);
  if (problem || pattern_has_variable(out))
    return problem;
  if (out->count == 1 && out->items[0] == PATTERN_ANY)
    return pattern_read(&reader->context, "*:*:*:*:*:*", PATTERN_WILDCARDS, out);
  return pattern_count(out, ':') < 5 ? "an ARN has six parts, with colons between them" : NULL;
}

/* Standard base64 (RFC 4648, with padding and unused bits zero) as a pattern of its bytes. */
static const char *read_binary(struct pool *pool, const char *text, struct pattern *out)
{
  static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  static const char wrong[] = "not base64";
  const size_t size = strlen(text), good = strspn(text, alphabet);
  if (size % 4 || size - good > 2 || strspn(text + good, "=") != size - good)
    return wrong;
  out->items = pool_take(pool, size, sizeof *out->items);
  out->count = 0;
  uint32_t bits = 0, have = 0;
  for (size_t i = 0; i < good; i++) {
    bits = (bits << 6 | (uint32_t)(strchr(alphabet, text[i]) - alphabet)) & 0xFFFF;
    have += 6;
    if (have < 8)
      continue;
    have -= 8;
    out->items[out->count++] = bits >> have & 0xFF;
  }
  return (bits & ((1u << have) - 1)) ? wrong : NULL;
}

/* Reads a value into place i of the array that its comparison uses. Returns NULL, or what is wrong. */
static const char *read_value(struct reader *reader, struct condition *c, size_t i, const char *text)
{
  const unsigned variables = reader->variables ? PATTERN_VARIABLES : 0;
  switch (c->operator->comparison) {
  case COMPARE_EQUAL:
    return pattern_read(&reader->context, text, variables, &c->patterns[i]);
  case COMPARE_EQUAL_FOLD:
    return read_fold(reader, text, variables, &c->patterns[i]);
  case COMPARE_LIKE:
    return pattern_read(&reader->context, text, variables | PATTERN_WILDCARDS, &c->patterns[i]);
  case COMPARE_ARN:
    return read_arn(reader, text, variables | PATTERN_WILDCARDS, &c->patterns[i]);
  case COMPARE_BINARY:
    return read_binary(reader->pool, text, &c->patterns[i]);
  case COMPARE_BOOL:
  case COMPARE_NULL:
    return read_truth(text, &c->truths[i]);
  case COMPARE_NETWORK:
    return network_read(reader->pool, text, &c->networks[i]);
  default:
    break;
  }
  const bool date = c->operator->type == KEY_DATE;
  return date ? date_read(reader->pool, text, &c->numbers[i]) : number_read(reader->pool, text, &c->numbers[i]);
}

/* A value that no request's can compare with, though IAM takes it: the condition has it for nothing. */
static bool compares_with_nothing(const struct condition *c, const char *text)
{
  if (strstr(text, "${"))
    return false; /* a variable or a placeholder that this operator does not read */
  return c->operator->comparison == COMPARE_BOOL || c->operator->comparison == COMPARE_ARN;
}

/* What the key must know of the values that it is compared with. */
static void note_value(struct condition *c, size_t i)
{
  if (c->networks && c->networks[i].ipv6)
    c->key->ipv6 = true;
  const size_t fraction = c->numbers ? strlen(c->numbers[i].fraction) : 0;
  if (fraction > c->key->fraction)
    c->key->fraction = fraction;
}

/* <network>: a name to be filled in. */
static bool is_placeholder(const char *text)
{
  const size_t size = strlen(text);
  return size > 2 && *text == '<' && text[size - 1] == '>';
}

static void make_room(struct reader *reader, struct condition *c, size_t count)
{
  c->patterns = pool_take(reader->pool, count, sizeof *c->patterns);
  c->truths = pool_take(reader->pool, count, sizeof *c->truths);
  if (c->operator->type == KEY_ADDRESS)
    c->networks = pool_take(reader->pool, count, sizeof *c->networks);
  if (c->operator->type == KEY_NUMBER || c->operator->type == KEY_DATE)
    c->numbers = pool_take(reader->pool, count, sizeof *c->numbers);
}

static bool read_values(struct reader *reader, const char *where, json_t *values, struct condition *c)
{
  /* The version belongs to it, since `${*}` means different things. */
  const char *test = pool_format(reader->pool, "%d%s", (int)c->operator->comparison, reader->variables ? "v" : "");
  const size_t count = reader_count(values);
  if (!count)
    reader_warn(reader, "%s: the list is empty", where);
  make_room(reader, c, count);
  for (size_t i = 0; i < count; i++) {
    const char *text = text_of(reader, where, reader_item(values, i));
    if (!text)
      return false;
    const char *problem = read_value(reader, c, c->count, text);
    if (problem && c->networks && is_placeholder(text)) {
      reader_warn(reader, "%s: '%s' is a placeholder: what compares with it is left open", where, text);
      c->networks[c->count].open = pool_copy(reader->pool, text);
      problem = NULL;
    }
    if (problem && !compares_with_nothing(c, text))
      return reader_fail(reader, "%s: '%s': %s", where, text, problem);
    if (problem) {
      reader_warn(reader, "%s: '%s' compares with nothing: %s", where, text, problem);
      continue;
    }
    /* Compared with other values of the request, the account is a value of its own (encode.h). */
    if (c->operator->type == KEY_TEXT && pattern_has_variable(&c->patterns[c->count]) &&
        key_is(c->key, "aws:principalaccount"))
      c->key->variable = true;
    note_value(c, c->count++);
    test = pool_format(reader->pool, "%s %zu:%s", test, strlen(text), text);
  }
  c->test = pool_format(reader->pool, "%s/%s %s", c->key->folded, c->operator->name, test);
  if (c->quantifier != QUANTIFIER_NONE)
    key_add_language(c->key, reader->pool, test, c->operator->negated ==(c->quantifier == QUANTIFIER_ANY));
  return true;
}

/* The solver's constants are named after keys: no control characters, and none that a quoted symbol cannot hold. */
static bool is_key_name(const char *text)
{
  for (const char *p = text; *p; p++)
    if ((unsigned char)*p < 0x20 || *p == 0x7F || *p == '|' || *p == '\\')
      return false;
  return *text != 0;
}

static bool read_condition(struct reader *reader, const char *operator_name, const char *key_name, json_t *values,
                           struct condition *c)
{
  const char *where = pool_format(reader->pool, "%s: %s", operator_name, key_name);
  if (!operator_read(operator_name, c))
    return reader_fail(reader,
                       "unknown condition operator '%s': there are %s; each with IfExists behind it (but Null), "
                       "ForAnyValue: or ForAllValues: in front",
                       operator_name, operator_names(reader->pool));
  if (!is_key_name(key_name))
    return reader_fail(reader, "%s: no name of a condition key", where);
  if (reader->variables && strstr(key_name, "${")) {
    struct pattern ignored;
    const char *problem = pattern_read(&reader->context, strstr(key_name, "${"), PATTERN_VARIABLES, &ignored);
    return reader_fail(reader, "%s: %s", where, problem ? problem : "the name of a key cannot hold a policy variable");
  }
  c->key = keys_find(&reader->question->keys, reader->pool, key_name);
  key_add_type(c->key, c->operator->type);
  if (c->operator->comparison != COMPARE_NULL) {
    if (c->quantifier == QUANTIFIER_NONE)
      c->key->plain = true;
    else
      c->key->sets = true;
  }
  return read_values(reader, where, values, c);
}

bool read_conditions(struct reader *reader, json_t *element, struct statement *statement)
{
  const char *operator_name, *key_name, *above = reader->pointer;
  json_t *block, *values;
  size_t room = 0;
  reader->pointer = pool_format(reader->pool, "%s/Condition", above);
  if (!json_is_object(element))
    return reader_fail(reader, "Condition: %s is no object", reader_show(reader, element));
  json_object_foreach(element, operator_name, block)
  {
    if (!json_is_object(block))
      return reader_fail(reader, "Condition: %s: %s is no object", operator_name, reader_show(reader, block));
    room += json_object_size(block);
  }
  statement->conditions = pool_take(reader->pool, room, sizeof *statement->conditions);
  json_object_foreach(element, operator_name, block) json_object_foreach(block, key_name, values)
  {
    struct condition *c = &statement->conditions[statement->condition_count++];
    reader->pointer = pool_format(reader->pool, "%s/Condition/%s", above, operator_name);
    if (!strchr(key_name, '/'))
      reader->pointer = pool_format(reader->pool, "%s/%s", reader->pointer, key_name);
    if (!read_condition(reader, operator_name, key_name, values, c))
      return false;
  }
  reader->pointer = above;
  return true;
}
