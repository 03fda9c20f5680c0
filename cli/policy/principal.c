/* principal.c: Principal and NotPrincipal, read and compared. */
#include "principal.h"

#include "read.h"

#include <string.h>

/* The account of an ARN: its fifth part. 0 if the text is no ARN. */
static size_t account_of(const char *arn, const char **number)
{
  if (strncmp(arn, "arn:", 4))
    return 0;
  for (int i = 0; i < 4; i++) {
    arn = strchr(arn, ':');
    if (!arn++)
      return 0;
  }
  *number = arn;
  return strcspn(arn, ":");
}

size_t principal_account(const char *name, const char **number)
{
  const char *colon = strrchr(name, ':');
  return colon && !strcmp(colon, ":root") ? account_of(name, number) : 0;
}

bool principal_belongs(const char *name, const char *account)
{
  const char *of = NULL, *number = NULL;
  const size_t size = principal_account(account, &number);
  return size && account_of(name, &of) == size && !strncmp(of, number, size) && strcmp(name, account);
}

bool principal_is_session(const char *name)
{
  return !strncmp(name, "arn:", 4) && strstr(name, ":assumed-role/");
}

bool principal_is_role(const char *name)
{
  return !strncmp(name, "arn:", 4) && strstr(name, ":role/");
}

bool principal_is_session_of(const char *session, const char *role)
{
  const char *a = NULL, *b = NULL;
  const size_t size = account_of(session, &a);
  if (!principal_is_session(session) || !principal_is_role(role))
    return false;
  if (account_of(role, &b) != size || strncmp(a, b, size))
    return false;
  const char *name = strstr(session, ":assumed-role/") + strlen(":assumed-role/");
  return !strncmp(name, strrchr(role, '/') + 1, strcspn(name, "/")) &&
         strlen(strrchr(role, '/') + 1) == strcspn(name, "/");
}

/* A user, a role, the root user of an account, a session. */
static bool is_principal_arn(const char *text)
{
  static const char *const forms[] = {"user/",          "role/",          "assumed-role/",         "federated-user/",
                                      "saml-provider/", "oidc-provider/", "web-identity-provider/"};
  const char *number = NULL;
  const size_t size = account_of(text, &number);
  if (!size)
    return false;
  const char *who = number + size;
  if (*who++ != ':')
    return false;
  if (!strcmp(who, "root"))
    return true;
  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
    if (!strncmp(who, forms[i], strlen(forms[i])) && who[strlen(forms[i])])
      return true;
  return false;
}

static void add_session(struct question *q, const char *name)
{
  for (size_t i = 0; i < q->session_count; i++)
    if (!strcmp(q->sessions[i], name))
      return;
  const char **grown = pool_take(&q->pool, q->session_count + 1, sizeof *grown);
  if (q->session_count)
    memcpy(grown, q->sessions, q->session_count * sizeof *grown);
  grown[q->session_count++] = name;
  q->sessions = grown;
}

static bool is_unique_id(const char *text)
{
  const size_t good = strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
  return good >= 16 && (!text[good] || text[good] == ':');
}

static bool read_aws(struct reader *reader, const char *element, const char *text, struct principals *out)
{
  if (!strcmp(text, "*"))
    return out->everyone = true;
  if (strstr(text, "${")) {
    struct pattern ignored;
    const char *problem = pattern_read(&reader->context, strstr(text, "${"), PATTERN_VARIABLES, &ignored);
    return reader_fail(reader, "%s: '%s': %s", element, text, problem ? problem : "a principal cannot hold a variable");
  }
  if (strpbrk(text, "*?"))
    return reader_fail(reader,
                       "%s: '%s': IAM takes \"*\" or a name in full here, and refuses to save this; to match "
                       "names, say \"*\" and test aws:PrincipalArn in a Condition",
                       element, text);
  if (!strncmp(text, "arn:", 4)) {
    if (!is_principal_arn(text))
      return reader_fail(reader, "%s: '%s' is no account, user, role or session", element, text);
    text = pool_copy(reader->pool, text);
    if (principal_is_session(text))
      add_session(reader->question, text);
    out->names[out->count++] = text;
  } else if (is_unique_id(text)) {
    out->names[out->count++] = pool_format(reader->pool, "Id:%s", text);
  } else if (*text && !text[strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-<>{}[] ")]) {
    if (strlen(text) != 12 || text[strspn(text, "0123456789")])
      reader_warn(reader, "%s: '%s' is taken for an account, though its number has not 12 digits", element, text);
    out->names[out->count++] = pool_format(reader->pool, "arn:aws:iam::%s:root", text);
  } else {
    return reader_fail(reader, "%s: '%s' is no account, user, role or session", element, text);
  }
  return true;
}

static bool read_kind(struct reader *reader, const char *element, const char *kind, json_t *list,
                      struct principals *out)
{
  static const char *const kinds[] = {"AWS", "Service", "Federated", "CanonicalUser"};
  size_t known = 0;
  while (known < 4 && strcmp(kinds[known], kind))
    known++;
  if (known == 4)
    return reader_fail(reader,
                       "%s: unknown kind of principal '%s': there are AWS, Service, Federated and CanonicalUser",
                       element, kind);
  if (!reader_count(list))
    reader_warn(reader, "%s: %s: the list is empty", element, kind);
  for (size_t i = 0; i < reader_count(list); i++) {
    const char *text = reader_text(reader, kind, reader_item(list, i));
    if (!text)
      return false;
    if (!*text)
      return reader_fail(reader, "%s: %s: \"\" is no name", element, kind);
    if (known == 0) {
      if (!read_aws(reader, element, text, out))
        return false;
    } else if (!strcmp(text, "*") && known == 1) {
      out->any_service = true;
    } else if (!strcmp(text, "*") && known == 2) {
      out->any_federated = true;
    } else if (strpbrk(text, "*?$")) {
      return reader_fail(reader, "%s: %s: '%s': IAM takes no wildcards and variables here", element, kind, text);
    } else {
      out->names[out->count++] = pool_format(reader->pool, "%s:%s", kind, text);
    }
  }
  return true;
}

bool read_principals(struct reader *reader, const char *name, json_t *element, struct statement *statement)
{
  struct principals *out = &statement->principals;
  const char *kind;
  json_t *list;
  size_t room = 0;
  out->present = true;
  out->negated = !strcmp(name, "NotPrincipal");
  if (json_is_string(element)) {
    if (strcmp(json_string_value(element), "*"))
      return reader_fail(reader, "%s: %s: the only text allowed is \"*\"", name, reader_show(reader, element));
    return out->everyone = true;
  }
  if (!json_is_object(element) || !json_object_size(element))
    return reader_fail(reader, "%s: %s is neither \"*\" nor an object", name, reader_show(reader, element));
  json_object_foreach(element, kind, list) room += reader_count(list);
  out->names = pool_take(reader->pool, room, sizeof *out->names);
  json_object_foreach(element, kind, list) if (!read_kind(reader, name, kind, list, out)) return false;
  return true;
}
