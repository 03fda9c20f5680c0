/* operator.h: the condition operators of IAM. */
#ifndef POLICY_OPERATOR_H
#define POLICY_OPERATOR_H

#include "model.h"

/* Reads the name of an operator: a set prefix (ForAnyValue:, ForAllValues:), the operator, and IfExists. False if there
 * is no such operator. */
bool operator_read(const char *text, struct condition *out);

/* All names, for messages. */
const char *operator_names(struct pool *pool);

#endif
