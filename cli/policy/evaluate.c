/* evaluate.c: elements and conditions of one statement. */
#include "evaluate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum truth truth_and(enum truth a, enum truth b)
{
  return a < b ? a : b;
}

enum truth truth_or(enum truth a, enum truth b)
{
  return a > b ? a : b;
}

enum truth truth_not(enum truth a)
{
  return (enum truth)(TRUTH_YES - a);
}

static enum truth is(bool value)
{
  return value ? TRUTH_YES : TRUTH_NO;
}

static size_t count_of(const json_t *value)
{
  return json_is_array(value) ? json_array_size(value) : 1;
}

static json_t *item_of(json_t *value, size_t i)
{
  return json_is_array(value) ? json_array_get(value, i) : value;
}

/* ---- who ---- */

/* Part `part` of an ARN, from 0; its length. */
static size_t arn_part(const char *arn, int part, const char **at)
{
  *at = arn;
  for (; part > 0; part--) {
    *at = strchr(*at, ':');
    if (!*at)
      return 0;
    ++*at;
  }
  return strcspn(*at, ":");
}

/* Is `listed` the account (12 digits, or its root's ARN) of the ARN? */
static bool is_account_of(const char *listed, const char *arn)
{
  const char *have, *want = listed;
  const size_t have_size = arn_part(arn, 4, &have);
  size_t want_size = strlen(listed);
  if (!have_size)
    return false;
  if (!strncmp(listed, "arn:", 4)) {
    want_size = arn_part(listed, 4, &want);
    if (strcmp(want + want_size, ":root"))
      return false;
  }
  return want_size == have_size && !strncmp(want, have, have_size);
}

struct who {
  const char *kind, *name, *session;
};

static struct who who_asks(const json_t *request)
{
  json_t *principal = json_object_get(request, "principal");
  void *first = json_is_object(principal) ? json_object_iter(principal) : NULL;
  struct who who = {"", "", json_string_value(json_object_get(request, "session"))};
  if (first) {
    who.kind = json_object_iter_key(first);
    who.name = json_string_value(json_object_iter_value(first));
  }
  return who;
}

static bool names(json_t *element, const char *kind, const char *name)
{
  json_t *list = json_object_get(element, kind);
  for (size_t i = 0; list && i < count_of(list); i++) {
    const char *text = json_string_value(item_of(list, i));
    if (text && !strcmp(text, name))
      return true;
    if (text && !strcmp(text, "*") && strcmp(kind, "AWS") && strcmp(kind, "CanonicalUser"))
      return true;
  }
  return false;
}

static bool names_account(json_t *element, const char *arn)
{
  json_t *list = json_object_get(element, "AWS");
  for (size_t i = 0; list && i < count_of(list); i++) {
    const char *text = json_string_value(item_of(list, i));
    if (text && is_account_of(text, arn))
      return true;
  }
  return false;
}

static bool is_everyone(json_t *element)
{
  json_t *list = json_is_object(element) ? json_object_get(element, "AWS") : element;
  for (size_t i = 0; list && i < count_of(list); i++)
    if (json_is_string(item_of(list, i)) && !strcmp(json_string_value(item_of(list, i)), "*"))
      return true;
  return false;
}

/* How many of the names by which the one who asks is known are listed; *all: how many there are. */
static size_t known_names(json_t *element, const struct who *who, size_t *all)
{
  const bool arn = !strcmp(who->kind, "AWS") && !strncmp(who->name, "arn:", 4);
  const bool root = arn && is_account_of(who->name, who->name), role = arn && strstr(who->name, ":role/");
  size_t count = *who->kind && !root && names(element, who->kind, who->name);
  *all = root ? 0 : 1;
  if (arn) {
    ++*all;
    count += names_account(element, who->name);
  }
  if (role) {
    ++*all;
    count += who->session && names(element, "AWS", who->session);
  }
  return count;
}

static enum truth principal_matches(const struct evaluation *e, json_t *statement, bool allow)
{
  json_t *plain = json_object_get(statement, "Principal"), *opposite = json_object_get(statement, "NotPrincipal");
  const struct who who = who_asks(e->request);
  size_t all;
  if (!plain && !opposite)
    return TRUTH_YES;
  json_t *element = plain ? plain : opposite;
  if (is_everyone(element))
    return is(plain != NULL);
  const size_t listed = known_names(element, &who, &all);
  if (plain)
    return is(listed > 0);
  return is(allow ? listed == 0 : listed < all);
}

/* ---- conditions ---- */

static const char *value_text(const json_t *value, char *room, size_t size)
{
  if (json_is_string(value))
    return json_string_value(value);
  if (json_is_integer(value))
    snprintf(room, size, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
  else if (json_is_real(value)) {
    for (int digits = 1; digits < 18; digits++) {
      snprintf(room, size, "%.*g", digits, json_real_value(value));
      if (strtod(room, NULL) == json_real_value(value))
        break;
    }
  } else
    snprintf(room, size, "%s", json_is_true(value) ? "true" : "false");
  return room;
}

static enum truth ordered(const char *relation, int order)
{
  if (!strcasecmp(relation, "Equals"))
    return is(order == 0);
  if (!strcasecmp(relation, "LessThan"))
    return is(order < 0);
  if (!strcasecmp(relation, "LessThanEquals"))
    return is(order <= 0);
  if (!strcasecmp(relation, "GreaterThan"))
    return is(order > 0);
  return is(order >= 0);
}

/* A positive operator on one value of the policy and one of the request. */
static enum truth compare(const struct evaluation *e, const char *op, const char *want, const char *have,
                          bool variables)
{
  int order;
  if (!strcasecmp(op, "StringEquals"))
    return is(evaluate_pattern(e, want, have, EVALUATE_LITERAL, variables));
  if (!strcasecmp(op, "StringEqualsIgnoreCase"))
    return is(evaluate_pattern(e, want, have, EVALUATE_FOLD, variables));
  if (!strcasecmp(op, "StringLike"))
    return is(evaluate_pattern(e, want, have, EVALUATE_WILD, variables));
  if (!strcasecmp(op, "ArnEquals") || !strcasecmp(op, "ArnLike"))
    return is(evaluate_pattern(e, want, have, EVALUATE_ARN, variables));
  if (!strcasecmp(op, "Bool"))
    return is(!strcasecmp(want, have));
  if (!strcasecmp(op, "BinaryEquals"))
    return is(!strcmp(want, have));
  if (!strcasecmp(op, "IpAddress"))
    return evaluate_address(want, have);
  if (!strncasecmp(op, "Numeric", 7))
    return evaluate_numbers(have, want, &order) || evaluate_dates(have, want, &order) ? ordered(op + 7, order)
                                                                                      : TRUTH_UNDECIDED;
  if (!strncasecmp(op, "Date", 4))
    return evaluate_dates(have, want, &order) ? ordered(op + 4, order) : TRUTH_UNDECIDED;
  return TRUTH_UNDECIDED;
}

/* The operator without its Not. */
static bool strip_not(const char *op, char *out, size_t size)
{
  const char *not = strstr(op, "Not");
  if (!not )
    not = strstr(op, "not");
  snprintf(out, size, "%.*s%s", not ? (int)(not -op) : (int)strlen(op), op, not ? not +3 : "");
  return not ;
}

/* The request's value passes the test. */
static enum truth passes(const struct evaluation *e, const char *op, json_t *wanted, const json_t *have, bool variables)
{
  char plain[64], room[64];
  const bool negated = strip_not(op, plain, sizeof plain);
  enum truth any = TRUTH_NO;
  for (size_t i = 0; i < count_of(wanted); i++) {
    const char *want = value_text(item_of(wanted, i), room, sizeof room);
    any = truth_or(any, compare(e, plain, want, json_string_value(have), variables));
  }
  return negated ? truth_not(any) : any;
}

static enum truth is_null(json_t *wanted, bool missing)
{
  char room[64];
  for (size_t i = 0; i < count_of(wanted); i++)
    if (!strcasecmp(value_text(item_of(wanted, i), room, sizeof room), missing ? "true" : "false"))
      return TRUTH_YES;
  return TRUTH_NO;
}

static bool all_equal(const json_t *values)
{
  for (size_t i = 1; i < json_array_size(values); i++)
    if (!json_equal(json_array_get(values, 0), json_array_get(values, i)))
      return false;
  return true;
}

static enum truth condition_holds(const struct evaluation *e, const char *written, const char *key, json_t *wanted,
                                  bool variables)
{
  char op[64];
  const json_t *have = evaluate_key(e->request, key);
  const bool any = !strncasecmp(written, "ForAnyValue:", 12), all = !strncasecmp(written, "ForAllValues:", 13);
  snprintf(op, sizeof op, "%s", written + (any ? 12 : all ? 13 : 0));
  if (!strcasecmp(op, "Null"))
    return is_null(wanted, !have);
  const size_t size = strlen(op);
  const bool if_exists = size > 8 && !strcasecmp(op + size - 8, "IfExists");
  if (if_exists)
    op[size - 8] = 0;
  if (!have) {
    char plain[64];
    return is(if_exists || all || (!any && strip_not(op, plain, sizeof plain)));
  }
  enum truth some = TRUTH_NO, every = TRUTH_YES;
  for (size_t i = 0; i < json_array_size(have); i++) {
    const enum truth one = passes(e, op, wanted, json_array_get(have, i), variables);
    some = truth_or(some, one);
    every = truth_and(every, one);
  }
  if (any || all)
    return any ? some : every;
  return all_equal(have) ? some : TRUTH_UNDECIDED;
}

/* ---- statements ---- */

static enum truth element_matches(const struct evaluation *e, json_t *statement, const char *name, const char *negated,
                                  const char *text, enum evaluate_mode mode, bool variables)
{
  json_t *plain = json_object_get(statement, name), *opposite = json_object_get(statement, negated);
  json_t *list = plain ? plain : opposite;
  bool found = false;
  if (!list)
    return TRUTH_YES;
  for (size_t i = 0; i < count_of(list) && !found; i++) {
    const char *pattern = json_string_value(item_of(list, i));
    char whole[4096];
    size_t colons = 0;
    if (!pattern || (mode == EVALUATE_ACTION && strpbrk(pattern, " \t")) || !*pattern)
      continue;
    for (const char *p = pattern; *p; p++)
      colons += *p == ':';
    if (mode == EVALUATE_RESOURCE && *pattern == '<') { /* a placeholder: the request says what it stands for */
      const char *value = json_string_value(json_array_get(evaluate_key(e->request, pattern), 0));
      found = value && !strcmp(value, text);
      continue;
    }
    if (mode == EVALUATE_RESOURCE && !strncmp(pattern, "execute-api:/", 13)) {
      snprintf(whole, sizeof whole, "arn:*:execute-api:*:*:*/%s", pattern + 13);
      pattern = whole;
    } else if (mode == EVALUATE_RESOURCE && !strncmp(pattern, "arn:", 4) && colons < 5 && !strstr(pattern, "${")) {
      snprintf(whole, sizeof whole, "%s%s", pattern, &":*:*:*:*"[2 * (colons - 1)]);
      pattern = whole;
    }
    found = evaluate_pattern(e, pattern, text, mode, variables);
  }
  return is(found == (plain != NULL));
}

enum truth evaluate_statement(const struct evaluation *e, const json_t *version, json_t *statement)
{
  const char *operator_name, *key, *text = json_string_value(version);
  const char *action = json_string_value(json_object_get(e->request, "action"));
  const char *resource = json_string_value(json_object_get(e->request, "resource"));
  const char *effect = json_string_value(json_object_get(statement, "Effect"));
  const bool variables = text && !strcmp(text, "2012-10-17");
  json_t *block, *wanted;
  enum truth all = element_matches(e, statement, "Action", "NotAction", action, EVALUATE_ACTION, false);
  if (all == TRUTH_NO)
    return all;
  all =
      truth_and(all, element_matches(e, statement, "Resource", "NotResource", resource, EVALUATE_RESOURCE, variables));
  all = truth_and(all, principal_matches(e, statement, effect && !strcmp(effect, "Allow")));
  json_object_foreach(json_object_get(statement, "Condition"), operator_name, block)
      json_object_foreach(block, key, wanted)
  {
    if (all == TRUTH_NO)
      return all;
    all = truth_and(all, condition_holds(e, operator_name, key, wanted, variables));
  }
  return all;
}

enum truth evaluate_effect(const struct evaluation *e, json_t *policy, const char *effect)
{
  json_t *list = json_object_get(policy, "Statement"), *version = json_object_get(policy, "Version");
  enum truth some = TRUTH_NO;
  for (size_t i = 0; i < count_of(list) && some != TRUTH_YES; i++) {
    json_t *statement = item_of(list, i);
    const char *has = json_string_value(json_object_get(statement, "Effect"));
    if (has && !strcmp(has, effect))
      some = truth_or(some, evaluate_statement(e, version, statement));
  }
  return some;
}
