/* keys.c: a list, in the order in which the policies name the keys, so that the encoding is the same each time. */
#include "keys.h"

#include <string.h>

void keys_start(struct keys *keys)
{
  keys->first = NULL;
  keys->last = &keys->first;
  keys->count = 0;
}

const char *keys_fold(struct pool *pool, const char *name)
{
  char *folded = pool_copy(pool, name);
  for (char *p = folded; *p; p++)
    if (*p >= 'A' && *p <= 'Z')
      *p = (char)(*p - 'A' + 'a');
  return folded;
}

struct key *keys_find(struct keys *keys, struct pool *pool, const char *name)
{
  const char *folded = keys_fold(pool, name);
  for (struct key *key = keys->first; key; key = key->next)
    if (!strcmp(key->folded, folded))
      return key;
  struct key *key = pool_take(pool, 1, sizeof *key);
  key->name = pool_copy(pool, name);
  key->folded = folded;
  key->known = table_key(folded);
  key->index = keys->count++;
  *keys->last = key;
  keys->last = &key->next;
  return key;
}

void key_add_type(struct key *key, enum key_type type)
{
  /* aws:EpochTime is IAM's one key that numbers and dates are both made for: it holds seconds. */
  if (type == KEY_NUMBER && (key_is(key, "aws:epochtime") || key_is(key, "aws:currenttime")))
    type = KEY_DATE;
  if (type != KEY_UNTYPED)
    key->types |= 1u << type;
}

void key_add_language(struct key *key, struct pool *pool, const char *test, bool outside)
{
  for (const struct key_language *l = key->languages; l; l = l->next)
    if (l->outside == outside && !strcmp(l->test, test))
      return;
  struct key_language *language = pool_take(pool, 1, sizeof *language);
  language->test = test;
  language->outside = outside;
  language->next = key->languages;
  key->languages = language;
}

void keys_settle(struct keys *keys)
{
  for (struct key *key = keys->first; key; key = key->next) {
    key->many = key->known.known ? key->known.many : key->sets;
    if (key->variable)
      key->types |= 1u << KEY_TEXT;
    key->type = key->types ? KEY_TEXT : KEY_UNTYPED;
    for (enum key_type type = KEY_TEXT; type <= KEY_BINARY; type++)
      if (key->types == 1u << type)
        key->type = type;
  }
}

size_t key_slots(const struct key *key)
{
  size_t count = 0;
  for (const struct key_language *l = key->languages; l; l = l->next)
    count++;
  if (key->type == KEY_UNTYPED)
    return 0;
  if (!key->many)
    return 1;
  return key->plain ? (count < 1 ? 2 : count + 1) : count < 1 ? 1 : count;
}

size_t key_digits(const struct key *key)
{
  return key->fraction ? key->fraction + 1 : 0;
}

bool key_is(const struct key *key, const char *folded)
{
  return !strcmp(key->folded, folded);
}
