/* decide.c: explicit denials first, then guardrails, then grants. */
#include "decide.h"

static enum truth grants(const struct evaluation *e, const struct policy *p)
{
  return p->beside_all ? TRUTH_YES : evaluate_effect(e, p->document, "Allow");
}

enum truth decide(const struct evaluation *e, const struct side *side)
{
  enum truth limit = TRUTH_YES, boundary = TRUTH_YES, identity = TRUTH_NO, resource = TRUTH_NO;
  bool any_grant = false, any_identity = false;
  for (size_t i = 0; i < side->count; i++) {
    const struct policy *p = side->policies[i];
    limit = truth_and(limit, truth_not(evaluate_effect(e, p->document, "Deny")));
    if (limit == TRUTH_NO)
      return TRUTH_NO;
  }
  for (size_t i = 0; i < side->count; i++) {
    const struct policy *p = side->policies[i];
    switch (p->type) {
    case TYPE_SCP:
    case TYPE_RCP:
      limit = truth_and(limit, grants(e, p));
      break;
    case TYPE_BOUNDARY:
      boundary = truth_and(boundary, grants(e, p));
      break;
    case TYPE_RESOURCE:
      resource = truth_or(resource, grants(e, p));
      any_grant = true;
      break;
    default:
      identity = truth_or(identity, grants(e, p));
      any_grant = any_identity = true;
    }
  }
  if (!any_identity)
    limit = truth_and(limit, boundary);
  return any_grant ? truth_and(limit, truth_or(truth_and(identity, boundary), resource)) : limit;
}

enum truth decide_difference(const struct question *q, const json_t *request, const struct side *allowed,
                             const struct side *refused)
{
  const struct evaluation e = {request, q->literal_arns};
  const enum truth yes = decide(&e, allowed);
  return yes == TRUTH_NO || !refused ? yes : truth_and(yes, truth_not(decide(&e, refused)));
}
