/* encode.h: the question as a problem for the solver.
 *
 * Constants: `action` (in small letters), `resource`, `principal` where the policies speak of principals, and for each
 * condition key whether the request has it and its value or values. Assertions: these are of a form that a request can
 * have; the new policy allows the request; the old one does not.
 *
 * Keys are independent of each other and of the principal, action and resource: that a service never sends two keys
 * together, or that aws:PrincipalArn says the same as the principal, is not known here. */
#ifndef POLICY_ENCODE_H
#define POLICY_ENCODE_H

#include "model.h"

#include <strsmt.h>

struct key_terms {
  strsmt_term present;
  strsmt_term *values;
  size_t count; /* 0 for a key that is only asked whether it exists */
};

struct encoding {
  strsmt *solver;
  const struct question *question;
  struct pool pool;
  strsmt_term action, resource, principal; /* principal: STRSMT_NO_TERM if nothing speaks of it */
  struct key_terms *keys;                  /* by index of the key */
  strsmt_term *assertions;
  size_t assertion_count;
};

/* Builds and asserts the problem in a fresh context. False if the library refused a term (strsmt_error_message says
 * why). */
bool encode(struct encoding *e, strsmt *solver, const struct question *question);
void encoding_free(struct encoding *e);

/* encode_condition.c */
strsmt_term encode_condition(struct encoding *e, const struct condition *c);

#endif
