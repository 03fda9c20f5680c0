/* principal.h: who asks.
 *
 * A request is made by an AWS account's root user, a user or a role (their ARNs, arn:aws:iam::ACCOUNT:root, ":user/...",
 * ":role/..."), a federated user's session (arn:aws:sts::ACCOUNT:federated-user/...), something that is only known by
 * its unique id ("Id:AIDA..."), a service, a federated identity, a canonical user, or anonymously. Whoever belongs to an
 * account is also known by its account, arn:aws:iam::ACCOUNT:root, and a role acts in a session, whose name
 * (arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION) it is known by, too. Principal matches if one of the names by which the
 * request is known is listed. NotPrincipal in a Deny statement matches if one of them is not listed: that is why IAM's
 * manual asks for the account's name beside the user's, and for the session's beside the role's, to spare them. In an
 * Allow statement it matches if none of them is listed. */
#ifndef POLICY_PRINCIPAL_H
#define POLICY_PRINCIPAL_H

#include <stdbool.h>
#include <stddef.h>

/* If `name` is an account's, the length of its number and where it begins; otherwise 0. */
size_t principal_account(const char *name, const char **number);
/* Is `name` known by `account`, too (`account` an account, `name` not)? */
bool principal_belongs(const char *name, const char *account);
bool principal_is_session(const char *name);
bool principal_is_role(const char *name);
/* Is the session one of that role? */
bool principal_is_session_of(const char *session, const char *role);

#endif
