/* model.h: two policies as they were read, ready to be encoded.
 *
 * A request is allowed if some Allow statement matches it and no Deny statement does. A statement matches if its
 * principal, action and resource match and all its conditions hold. */
#ifndef POLICY_MODEL_H
#define POLICY_MODEL_H

#include "address.h"
#include "keys.h"
#include "number.h"
#include "pattern.h"

enum comparison {
  COMPARE_EQUAL,       /* text, literally */
  COMPARE_EQUAL_FOLD,  /* text, ASCII capitals like small letters */
  COMPARE_LIKE,        /* text with wildcards */
  COMPARE_ARN,         /* ARNs, part by part */
  COMPARE_NUMBER,      /* = */
  COMPARE_LESS,
  COMPARE_LESS_EQUAL,
  COMPARE_GREATER,
  COMPARE_GREATER_EQUAL,
  COMPARE_BOOL,
  COMPARE_NETWORK,
  COMPARE_BINARY,
  COMPARE_NULL         /* is the key missing? */
};

struct operator {
  const char *name;
  enum key_type type;
  enum comparison comparison;
  bool negated; /* holds if no value of the policy compares; so it does where the key is missing */
};

enum quantifier { QUANTIFIER_NONE, QUANTIFIER_ANY, QUANTIFIER_ALL };

/* One operator on one key. The values of the policy lie in the array that fits the comparison. */
struct condition {
  const struct operator *operator;
  enum quantifier quantifier;
  bool if_exists;
  struct key *key;
  size_t count;
  struct pattern *patterns;
  struct number *numbers;
  struct network *networks;
  bool *truths;
};

/* Principals are texts of one form, "AWS:arn...", "Service:...", "Federated:...", "CanonicalUser:...", or "Anonymous".
 * */
struct principals {
  bool present, negated;
  bool everyone;
  const char **names;
  size_t count;
};

/* Action or NotAction, Resource or NotResource. */
struct element {
  bool present, negated;
  struct patterns patterns;
};

struct statement {
  const char *label; /* for messages: the Sid, or the position */
  bool allow;
  struct principals principals;
  struct element action, resource;
  struct condition *conditions;
  size_t condition_count;
};

struct policy {
  const char *file;
  struct statement *statements;
  size_t count;
};

struct question {
  struct pool pool;
  struct policy old_policy, new_policy;
  struct keys keys;
  bool principals; /* some statement speaks of principals */
};

#endif
