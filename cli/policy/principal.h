/* principal.h: who asks.
 *
 * A request is made by an AWS account's root user, a user or a role ("AWS:arn:aws:iam::ACCOUNT:root", ":user/...",
 * ":role/..."), a service, a federated identity, a canonical user, or anonymously. A user or role of an account is also
 * known by its account, "AWS:arn:aws:iam::ACCOUNT:root". Principal matches if one of the names by which the request is
 * known is listed. NotPrincipal in a Deny statement matches if one of them is not listed: that is why IAM's manual asks
 * for the account's name beside the user's, to spare that one user. In an Allow statement it matches if none of them is
 * listed. A role is one principal: its sessions (arn:aws:sts::...) are not told apart, and naming one is an error. */
#ifndef POLICY_PRINCIPAL_H
#define POLICY_PRINCIPAL_H

#include <stdbool.h>
#include <stddef.h>

/* If `name` is an account, the length of the prefix that its users and roles share ("AWS:arn:aws:iam::ACCOUNT:");
 * otherwise 0. */
size_t principal_account_prefix(const char *name);
/* Is `name` known by `account`, too (`account` an account, `name` not)? */
bool principal_belongs(const char *name, const char *account);

#endif
