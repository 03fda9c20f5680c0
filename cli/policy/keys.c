/* keys.c: a list, in the order in which the policies name the keys, so that the encoding is the same each time. */
#include "keys.h"

#include <string.h>

static const char *const type_names[] = {"nothing",       "text",          "a number",   "a date",
                                         "a truth value", "an IP address", "binary data"};

void keys_start(struct keys *keys)
{
  keys->first = NULL;
  keys->last = &keys->first;
  keys->count = 0;
}

static char *fold(struct pool *pool, const char *name)
{
  char *folded = pool_copy(pool, name);
  for (char *p = folded; *p; p++)
    if (*p >= 'A' && *p <= 'Z') *p = (char)(*p - 'A' + 'a');
  return folded;
}

struct key *keys_find(struct keys *keys, struct pool *pool, const char *name)
{
  const char *folded = fold(pool, name);
  for (struct key *key = keys->first; key; key = key->next)
    if (!strcmp(key->folded, folded)) return key;
  struct key *key = pool_take(pool, 1, sizeof *key);
  key->name = pool_copy(pool, name);
  key->folded = folded;
  key->index = keys->count++;
  *keys->last = key;
  keys->last = &key->next;
  return key;
}

const char *key_set_type(struct key *key, struct pool *pool, enum key_type type, const char *operator_name)
{
  /* aws:EpochTime is IAM's one key that numbers and dates are both made for: it holds seconds. */
  const bool seconds = !strcmp(key->folded, "aws:epochtime");
  if (seconds && type == KEY_NUMBER) type = KEY_DATE;
  if (type == KEY_UNTYPED || type == key->type) return NULL;
  if (key->type != KEY_UNTYPED)
    return pool_format(pool, "'%s' takes the key '%s' for %s, but '%s' for %s", operator_name, key->name,
                       type_names[type], key->typed_by, type_names[key->type]);
  key->type = type;
  key->typed_by = operator_name;
  return NULL;
}

void key_add_language(struct key *key, struct pool *pool, const char *test, bool outside)
{
  for (const struct key_language *l = key->languages; l; l = l->next)
    if (l->outside == outside && !strcmp(l->test, test)) return;
  struct key_language *language = pool_take(pool, 1, sizeof *language);
  language->test = test;
  language->outside = outside;
  language->next = key->languages;
  key->languages = language;
}

size_t key_slots(const struct key *key)
{
  size_t count = 0;
  for (const struct key_language *l = key->languages; l; l = l->next) count++;
  return key->type == KEY_UNTYPED ? 0 : key->single || count == 0 ? 1 : count;
}

size_t key_digits(const struct key *key)
{
  return key->fraction ? key->fraction + 1 : 0;
}

bool key_is_multivalued(const struct key *key)
{
  static const char *const names[] = {
    "aws:calledvia", "aws:principalorgpaths", "aws:principalservicenameslist", "aws:resourceorgpaths",
    "aws:sourceorgpaths", "aws:tagkeys", "aws:vpceorgpaths", "dynamodb:attributes", "dynamodb:leadingkeys",
    "route53:changeresourcerecordsetsactions", "route53:changeresourcerecordsetsnormalizedrecordnames",
    "route53:changeresourcerecordsetsrecordtypes"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (!strcmp(key->folded, names[i])) return true;
  return false;
}
