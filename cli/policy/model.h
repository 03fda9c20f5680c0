/* model.h: policies as they were read, ready to be encoded, and what is asked of them.
 *
 * A statement matches a request if its principal, action and resource match and all its conditions hold. How the
 * documents of one side decide together is told in encode.h. */
#ifndef POLICY_MODEL_H
#define POLICY_MODEL_H

#include "address.h"
#include "document.h"
#include "keys.h"
#include "number.h"
#include "pattern.h"

#include <jansson.h>

enum comparison {
  COMPARE_EQUAL,      /* text, literally */
  COMPARE_EQUAL_FOLD, /* text, ASCII capitals like small letters */
  COMPARE_LIKE,       /* text with wildcards */
  COMPARE_ARN,        /* ARNs, part by part */
  COMPARE_NUMBER,     /* = */
  COMPARE_LESS,
  COMPARE_LESS_EQUAL,
  COMPARE_GREATER,
  COMPARE_GREATER_EQUAL,
  COMPARE_BOOL,
  COMPARE_NETWORK,
  COMPARE_BINARY,
  COMPARE_NULL /* is the key missing? */
};

struct operator
{
  const char *name;
  enum key_type type;
  enum comparison comparison;
  bool negated; /* holds if no value of the policy compares; so it does where the key is missing */
};

enum quantifier { QUANTIFIER_NONE, QUANTIFIER_ANY, QUANTIFIER_ALL };

/* One operator on one key. The values of the policy lie in the array that fits the comparison; `count` of them can
 * compare with something (a value that is none of its kind, such as a Bool of "maybe", never does). */
struct condition {
  const struct operator* operator;
  enum quantifier quantifier;
  bool if_exists;
  struct key *key;
  const char *test; /* the operator, version and values: equal texts are equal tests */
  size_t count;
  struct pattern *patterns;
  struct number *numbers;
  struct network *networks;
  bool *truths;
};

/* Principals are texts of one form: an ARN, "Id:" and a unique id, "Service:...", "Federated:...", "CanonicalUser:...",
 * or "Anonymous". */
struct principals {
  bool present, negated;
  bool everyone;
  bool any_federated, any_service;
  const char **names;
  size_t count;
};

/* Action or NotAction, Resource or NotResource. */
struct element {
  bool present, negated;
  struct patterns patterns;
};

struct statement {
  const char *sid;       /* NULL: none */
  const char *label;     /* for messages: the position from 1, and the Sid */
  size_t position, line; /* both from 1; line 0: not known */
  bool allow;
  struct principals principals;
  struct element action, resource;
  struct condition *conditions;
  size_t condition_count;
};

enum policy_type { TYPE_ANY, TYPE_IDENTITY, TYPE_RESOURCE, TYPE_SCP, TYPE_RCP, TYPE_BOUNDARY };

struct policy {
  const char *file; /* as named by the user, with the address inside it if there is one */
  enum policy_type type;
  bool beside_all;  /* an Allow for everything stands beside it: see encode.h */
  json_t *document; /* owned by `source` */
  const struct document *source;
  const char *pointer; /* of the policy, in the source's text */
  struct statement *statements;
  size_t count, index;
  bool names_principals;
};

/* Documents that decide together. */
struct side {
  struct policy **policies;
  size_t count;
};

struct question {
  struct pool pool;
  struct keys keys;
  struct variables variables;
  struct policy **policies;
  size_t policy_count, policy_room;
  const char **sessions; /* ARNs of sessions that some document names */
  size_t session_count;
  bool principals;   /* a document or a key speaks of the principal */
  bool anyone;       /* a document names principals, so that anybody can ask */
  bool placeholders; /* those of templates stand for texts that are not known */
  bool literal_arns; /* wildcards of resources cross colons */
  bool parts;        /* a resource has a variable behind a wildcard: it is encoded part by part */
  bool quiet;        /* no warnings */
  const char **warnings;
  size_t warning_count;
};

const char *policy_type_name(enum policy_type type);

#endif
