/* keys.h: the condition keys of both policies, and of what kind their values are.
 *
 * Names of keys do not depend on capitals. The operators that test a key say what its values are; a key that is tested
 * as two different kinds is an error, since no relation between, say, a text and the number that it might be read as is
 * modelled.
 *
 * How many values. A key that some condition tests without ForAnyValue/ForAllValues takes one value; one that is only
 * ever tested with them takes a set of values. How large a set must be tried: each condition with ForAnyValue or
 * ForAllValues is, for some language L, "the set has a value in L" or its negation (ForAllValues: no value outside).
 * Take any request, and from the set of the key's values keep one in L for each L, of those that the conditions name,
 * in which it has one. What was true stays true, as its value was kept; what was false stays false, as the set only
 * shrank. So sets of at most as many values as there are different languages L suffice (`slots`), and since it does not
 * matter whether two values are equal, exactly that many. A set without values is the same as a missing key.
 *
 * Numbers. A key whose numbers in the policies are all integers takes integers (sizes, ages, counts, seconds).
 * Otherwise it takes decimal numbers, and one digit more than the longest fraction suffices: with it there is a number
 * below, at, between and above all those that it is compared with, and no comparison sees more than that. */
#ifndef POLICY_KEYS_H
#define POLICY_KEYS_H

#include "pool.h"

#include <stdbool.h>

enum key_type { KEY_UNTYPED, KEY_TEXT, KEY_NUMBER, KEY_DATE, KEY_BOOL, KEY_ADDRESS, KEY_BINARY };

/* A language L of the argument above: the text of a test, and whether values in it or outside it are looked for. */
struct key_language {
  const char *test;
  bool outside;
  struct key_language *next;
};

struct key {
  const char *name;     /* as first written */
  const char *folded;   /* in small letters */
  enum key_type type;
  const char *typed_by; /* the operator that said so */
  bool single;          /* takes one value at most */
  bool ipv6;            /* compared with IPv6 networks */
  size_t fraction;      /* longest fraction of the numbers that it is compared with */
  struct key_language *languages;
  size_t index;
  struct key *next;
};

struct keys {
  struct key *first, **last;
  size_t count;
};

void keys_start(struct keys *keys);
struct key *keys_find(struct keys *keys, struct pool *pool, const char *name);
/* Says that an operator tests the key as of that type. Returns NULL, or what is wrong. */
const char *key_set_type(struct key *key, struct pool *pool, enum key_type type, const char *operator_name);
/* Says that conditions look for values in the language of `test`, or outside it. */
void key_add_language(struct key *key, struct pool *pool, const char *test, bool outside);
/* How many values the key takes when it is there. */
size_t key_slots(const struct key *key);
/* The decimal digits behind the point that its numbers need. */
size_t key_digits(const struct key *key);
/* Is it one of AWS's keys that always take several values? */
bool key_is_multivalued(const struct key *key);

#endif
