/* operator.c: the table, and the parts of a name. */
#include "operator.h"

#include <string.h>
#include <strings.h>

static const struct operator operators[] = {
    {"StringEquals", KEY_TEXT, COMPARE_EQUAL, false},
    {"StringNotEquals", KEY_TEXT, COMPARE_EQUAL, true},
    {"StringEqualsIgnoreCase", KEY_TEXT, COMPARE_EQUAL_FOLD, false},
    {"StringNotEqualsIgnoreCase", KEY_TEXT, COMPARE_EQUAL_FOLD, true},
    {"StringLike", KEY_TEXT, COMPARE_LIKE, false},
    {"StringNotLike", KEY_TEXT, COMPARE_LIKE, true},
    {"ArnEquals", KEY_TEXT, COMPARE_ARN, false},
    {"ArnNotEquals", KEY_TEXT, COMPARE_ARN, true},
    {"ArnLike", KEY_TEXT, COMPARE_ARN, false},
    {"ArnNotLike", KEY_TEXT, COMPARE_ARN, true},
    {"NumericEquals", KEY_NUMBER, COMPARE_NUMBER, false},
    {"NumericNotEquals", KEY_NUMBER, COMPARE_NUMBER, true},
    {"NumericLessThan", KEY_NUMBER, COMPARE_LESS, false},
    {"NumericLessThanEquals", KEY_NUMBER, COMPARE_LESS_EQUAL, false},
    {"NumericGreaterThan", KEY_NUMBER, COMPARE_GREATER, false},
    {"NumericGreaterThanEquals", KEY_NUMBER, COMPARE_GREATER_EQUAL, false},
    {"DateEquals", KEY_DATE, COMPARE_NUMBER, false},
    {"DateNotEquals", KEY_DATE, COMPARE_NUMBER, true},
    {"DateLessThan", KEY_DATE, COMPARE_LESS, false},
    {"DateLessThanEquals", KEY_DATE, COMPARE_LESS_EQUAL, false},
    {"DateGreaterThan", KEY_DATE, COMPARE_GREATER, false},
    {"DateGreaterThanEquals", KEY_DATE, COMPARE_GREATER_EQUAL, false},
    {"Bool", KEY_BOOL, COMPARE_BOOL, false},
    {"BinaryEquals", KEY_BINARY, COMPARE_BINARY, false},
    {"IpAddress", KEY_ADDRESS, COMPARE_NETWORK, false},
    {"NotIpAddress", KEY_ADDRESS, COMPARE_NETWORK, true},
    {"Null", KEY_UNTYPED, COMPARE_NULL, false},
};

/* Is `text` the name, with IfExists behind it or not? */
static bool is_operator(const char *text, const char *name, bool *if_exists)
{
  const size_t size = strlen(name);
  if (strncasecmp(text, name, size))
    return false;
  *if_exists = !strcasecmp(text + size, "IfExists");
  return *if_exists || !text[size];
}

bool operator_read(const char *text, struct condition *out)
{
  static const char any[] = "ForAnyValue:", all[] = "ForAllValues:";
  out->quantifier = QUANTIFIER_NONE;
  if (!strncasecmp(text, any, sizeof any - 1)) {
    out->quantifier = QUANTIFIER_ANY;
    text += sizeof any - 1;
  } else if (!strncasecmp(text, all, sizeof all - 1)) {
    out->quantifier = QUANTIFIER_ALL;
    text += sizeof all - 1;
  }
  for (size_t i = 0; i < sizeof operators / sizeof *operators; i++) {
    if (!is_operator(text, operators[i].name, &out->if_exists))
      continue;
    out->operator= & operators[i];
    /* Null asks whether the key exists: neither a set of values nor "if it exists" means anything there. */
    return operators[i].comparison != COMPARE_NULL || (!out->if_exists && out->quantifier == QUANTIFIER_NONE);
  }
  return false;
}

const char *operator_names(struct pool *pool)
{
  const char *text = "";
  for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
    text = pool_format(pool, "%s%s%s", text, i ? ", " : "", operators[i].name);
  return text;
}
