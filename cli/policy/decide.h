/* decide.h: does a side allow one request? The rules by which documents decide together, once more, beside encode.c's:
 * on the answers of evaluate.h alone. */
#ifndef POLICY_DECIDE_H
#define POLICY_DECIDE_H

#include "evaluate.h"
#include "model.h"

enum truth decide(const struct evaluation *e, const struct side *side);
/* YES if the first side allows the request and the second one does not. `refused` may be NULL. */
enum truth decide_difference(const struct question *question, const json_t *request, const struct side *allowed,
                             const struct side *refused);

#endif
