/* request.h: requests as JSON (evaluate.h says of which form), from models, and for people. */
#ifndef POLICY_REQUEST_H
#define POLICY_REQUEST_H

#include "encode.h"

#include <stdio.h>

/* The request of the last check's model, as a new reference. */
json_t *request_take(struct encoding *e);
/* Sets what the principal says of the keys: aws:PrincipalArn and aws:PrincipalAccount. */
void request_link(const struct question *question, json_t *request);
void request_print(const struct question *question, const json_t *request, FILE *to);

#endif
