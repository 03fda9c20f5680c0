/* commands.h: the commands of strsmt-policy. Each returns the exit status. */
#ifndef POLICY_COMMANDS_H
#define POLICY_COMMANDS_H

#include "options.h"
#include "result.h"

int command_no_new_access(struct result *r);
int command_equivalent(struct result *r);
int command_not_granted(struct result *r);
int command_no_public_access(struct result *r);
int command_can(struct result *r);
int command_who_can(struct result *r);
int command_redundant(struct result *r);
int command_explain(struct result *r);
int command_list(struct result *r);
int command_batch(struct result *r);

/* Asks whether the one allows what the other does not, and adds the finding. */
void command_compare(struct result *r, struct policy *new_policy, struct policy *old_policy);
/* For them: reads the files named on the command line, `count` of them (0: any number), and those beside them; decides
 * their types. False after a message. */
bool commands_read(struct result *r, size_t count, struct policy **policies);
/* The side of one policy with all that stand beside it, and one more (NULL: none). */
struct side commands_side(struct result *r, struct policy *policy, struct policy *limit);
/* A policy made here, as a document beside the others. NULL if it cannot be read. */
struct policy *commands_make(struct result *r, const char *name, json_t *document, enum policy_type type);
/* A policy of one Allow statement for what --actions, --resources, --principal and --context say. */
struct policy *commands_limit(struct result *r, const char *principal);

#endif
