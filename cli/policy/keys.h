/* keys.h: the condition keys of all documents of a question, and of what kind their values are.
 *
 * Names of keys do not depend on capitals. The operators that test a key, the table of known keys (table.h) and its use
 * as a policy variable say what its values are. A key that is tested as values of two kinds takes texts, since a request
 * carries texts: `true` and `false` for truth values. What compares a number, date or address with a text that is none
 * is not told by the manual; such a test is then undecided (encode.h).
 *
 * How many values. The table says it for the keys that it knows. Another key takes several values if some condition
 * tests it with ForAnyValue/ForAllValues, and one otherwise. How large a set must be tried: each condition with ForAnyValue
 * or ForAllValues is, for some language L, "the set has a value in L" or its negation (ForAllValues: no value outside).
 * Take any request, and from the set of the key's values keep one in L for each L, of those that the conditions name,
 * in which it has one. What was true stays true, as its value was kept; what was false stays false, as the set only
 * shrank. So sets of at most as many values as there are different languages L suffice (`slots`), and since it does not
 * matter whether two values are equal, exactly that many. What a condition without a quantifier says of several values
 * is not told by the manual: it is undecided, but for sets of one value. One slot more keeps a set of two different
 * values one of two. A set without values is the same as a missing key.
 *
 * Numbers. A key whose numbers in the policies are all integers takes integers (sizes, ages, counts, seconds).
 * Otherwise it takes decimal numbers, and one digit more than the longest fraction suffices: with it there is a number
 * below, at, between and above all those that it is compared with, and no comparison sees more than that. */
#ifndef POLICY_KEYS_H
#define POLICY_KEYS_H

#include "pool.h"
#include "table.h"

#include <stdbool.h>

enum key_type { KEY_UNTYPED, KEY_TEXT, KEY_NUMBER, KEY_DATE, KEY_BOOL, KEY_ADDRESS, KEY_BINARY };

/* A language L of the argument above: the text of a test, and whether values in it or outside it are looked for. */
struct key_language {
  const char *test;
  bool outside;
  struct key_language *next;
};

struct key {
  const char *name;   /* as first written */
  const char *folded; /* in small letters */
  struct table_key known;
  enum key_type type; /* after keys_settle */
  unsigned types;     /* a bit for each type that an operator takes it for */
  bool plain, sets;   /* tested without, with a quantifier */
  bool variable;      /* some pattern holds it */
  bool many;          /* can hold several values */
  bool ipv6;          /* compared with IPv6 networks */
  size_t fraction;    /* longest fraction of the numbers that it is compared with */
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
const char *keys_fold(struct pool *pool, const char *name);
/* Says that an operator tests the key as of that type. */
void key_add_type(struct key *key, enum key_type type);
/* Says that conditions look for values in the language of `test`, or outside it. */
void key_add_language(struct key *key, struct pool *pool, const char *test, bool outside);
/* When all documents have been read: decides types and numbers of values. */
void keys_settle(struct keys *keys);
/* How many values the key takes when it is there. */
size_t key_slots(const struct key *key);
/* The decimal digits behind the point that its numbers need. */
size_t key_digits(const struct key *key);
/* Is it of that name (in small letters)? */
bool key_is(const struct key *key, const char *folded);

#endif
