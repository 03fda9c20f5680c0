/* encode.h: a question as a problem for the solver.
 *
 * Constants: `action` (in small letters), `resource`, `principal` where something speaks of it, and for each condition
 * key whether the request has it and its value or values. Assertions: these are of a form that a request can have; one
 * side allows the request; another one does not.
 *
 * A side allows a request if no Deny statement of its documents matches; each of its service and resource control
 * policies and boundaries has an Allow statement that matches (a control policy of nothing but Deny statements stands
 * beside one that allows all, as AWS attaches it); and if there are identity or resource policies, one of them has an
 * Allow statement that matches (boundaries limit identity policies only, as within one account).
 *
 * Resources. A resource is an ARN of six parts, of which the last alone holds more colons, or `*` for an action on nothing
 * in particular; wildcards of the first five parts of a pattern stay within their part. (With `literal_arns` they cross
 * colons, as the manual's letter has it.) If a policy variable stands behind a wildcard the six parts are constants of
 * their own, as then no part needs more than a prefix, a suffix and a length.
 *
 * What is linked. aws:PrincipalArn is the principal's ARN, or missing if it has none; aws:PrincipalAccount is its
 * account; aws:username is there for users, tags and organizations for principals with an ARN; keys that the table says
 * are always there are. Otherwise keys are independent of each other and of the rest.
 *
 * What is undecided. Some tests have no meaning that the manual tells (keys.h), or none that these formulas say exactly
 * (patterns with a variable between several wildcards). Each becomes a Boolean constant of its own: with it the problem
 * has more models, so an `unsat` holds whatever they mean; and a request of a model counts only if evaluate.h confirms it. */
#ifndef POLICY_ENCODE_H
#define POLICY_ENCODE_H

#include "build.h"
#include "model.h"

#include <strsmt.h>

struct key_terms {
  strsmt_term present;
  strsmt_term *values;
  size_t count; /* 0 for a key that is only asked whether it exists */
};

struct undecided {
  const char *test;
  strsmt_term term;
  struct undecided *next;
};

/* A text that is compared with ARNs of variables behind wildcards, as six parts: if it is an ARN, it is these. */
struct division {
  strsmt_term text, is_arn, parts[6];
  struct division *next;
};

struct encoding {
  strsmt *solver;
  const struct question *question;
  struct pool pool;
  strsmt_term action, resource, principal; /* principal: STRSMT_NO_TERM if nothing speaks of it */
  strsmt_term no_resource, parts[6];       /* only with question->parts: then `resource` is STRSMT_NO_TERM */
  struct key_terms *keys;                  /* by index of the key */
  strsmt_term *sessions;                   /* by index of the session */
  strsmt_term **matches;                   /* by index of the policy and the statement */
  strsmt_term *actions;                    /* by number of the statement: its list has the action; NULL: not made */
  struct undecided *undecided;
  struct division *divisions;
  strsmt_term *assertions;
  size_t assertion_count, assertion_room;
};

/* Makes the constants and what is always true of them, in a fresh context, and the terms of all statements. */
void encoding_start(struct encoding *e, strsmt *solver, const struct question *question);
void encoding_free(struct encoding *e);
/* Adds an assertion. */
void encoding_demand(struct encoding *e, strsmt_term t);
/* The side allows the request. */
strsmt_term encode_allowed(struct encoding *e, const struct side *side);
/* Asserts all that was demanded. False if the library refused a term (strsmt_error_message says why). */
bool encoding_assert(struct encoding *e);

/* The constant of an undecided test. */
strsmt_term encode_undecided(struct encoding *e, const char *test);
/* encode_action.c */
void encode_actions(struct encoding *e);
/* encode_condition.c */
strsmt_term encode_condition(struct encoding *e, const struct condition *c);
/* encode_pattern.c: the text fits one of the patterns, which may hold variables; the resource does. */
strsmt_term encode_fits(struct encoding *e, strsmt_term x, const struct patterns *patterns, enum build_mode mode);
strsmt_term encode_resource(struct encoding *e, const struct patterns *patterns);
/* request_form.c: what a request looks like, and what its parts have to do with each other. */
void encode_form(struct encoding *e);

/* The language of a sequence. */
strsmt_term encode_sequence(strsmt *s, size_t count, const strsmt_term *parts);
/* Is it a key whose value is taken from the principal? */
bool encode_is_principal_arn(const struct encoding *e, const struct key *key);
bool encode_is_principal_account(const struct encoding *e, const struct key *key);
/* The principal is of an account in that language. */
strsmt_term encode_account(struct encoding *e, strsmt_term language);

#endif
