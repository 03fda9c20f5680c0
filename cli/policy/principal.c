/* principal.c: Principal and NotPrincipal, read and compared. */
#include "principal.h"

#include "read.h"

#include <string.h>

size_t principal_account_prefix(const char *name)
{
  const char *colon = strrchr(name, ':');
  if (strncmp(name, "AWS:", 4) || strcmp(colon, ":root")) return 0;
  return (size_t)(colon + 1 - name);
}

bool principal_belongs(const char *name, const char *account)
{
  const size_t prefix = principal_account_prefix(account);
  return prefix && !strncmp(name, account, prefix) && strcmp(name, account);
}

/* A user, a role, or the root user of an account: arn:PARTITION:iam::ACCOUNT:WHO. */
static bool is_iam_arn(const char *text)
{
  if (strncmp(text, "arn:aws", 7)) return false;
  const char *p = text + 7 + strspn(text + 7, "abcdefghijklmnopqrstuvwxyz-");
  if (strncmp(p, ":iam::", 6)) return false;
  const size_t account = strspn(p + 6, "abcdefghijklmnopqrstuvwxyz0123456789");
  if (!account || p[6 + account] != ':') return false;
  const char *who = p + 6 + account + 1;
  return !strcmp(who, "root") || ((!strncmp(who, "user/", 5) || !strncmp(who, "role/", 5)) && who[5]);
}

static bool read_aws(struct reader *reader, const char *element, const char *text, struct principals *out)
{
  if (!strcmp(text, "*")) return out->everyone = true;
  if (*text && !text[strspn(text, "0123456789")]) {
    out->names[out->count++] = pool_format(reader->pool, "AWS:arn:aws:iam::%s:root", text);
    return true;
  }
  if (!strncmp(text, "arn:", 4) && strstr(text, ":sts:"))
    return reader_fail(reader, "%s: '%s': sessions are not told apart from their role; name the role", element, text);
  if (strpbrk(text, "*?$"))
    return reader_fail(reader, "%s: '%s': a principal is \"*\" or written in full, without wildcards", element, text);
  if (!is_iam_arn(text))
    return reader_fail(reader, "%s: '%s' is no account, user or role", element, text);
  out->names[out->count++] = pool_format(reader->pool, "AWS:%s", text);
  return true;
}

static bool read_kind(struct reader *reader, const char *element, const char *kind, const json_t *list,
                      struct principals *out)
{
  static const char *const kinds[] = {"AWS", "Service", "Federated", "CanonicalUser"};
  size_t known = 0;
  while (known < 4 && strcmp(kinds[known], kind)) known++;
  if (known == 4) return reader_fail(reader, "%s: unknown kind of principal '%s'", element, kind);
  if (!reader_count(list)) return reader_fail(reader, "%s: %s: the list is empty", element, kind);
  for (size_t i = 0; i < reader_count(list); i++) {
    const json_t *item = reader_item(list, i);
    const char *text = json_string_value(item);
    if (!text || !*text) return reader_fail(reader, "%s: %s: %s is no name", element, kind, reader_show(reader, item));
    if (known == 0) {
      if (!read_aws(reader, element, text, out)) return false;
    } else if (strpbrk(text, "*?$")) {
      return reader_fail(reader, "%s: %s: '%s': wildcards are not known here", element, kind, text);
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
  reader->question->principals = true;
  if (json_is_string(element)) {
    if (strcmp(json_string_value(element), "*"))
      return reader_fail(reader, "%s: %s: the only text allowed is \"*\"", name, reader_show(reader, element));
    return out->everyone = true;
  }
  if (!json_is_object(element) || !json_object_size(element))
    return reader_fail(reader, "%s: %s is neither \"*\" nor an object", name, reader_show(reader, element));
  json_object_foreach (element, kind, list) room += reader_count(list);
  out->names = pool_take(reader->pool, room, sizeof *out->names);
  json_object_foreach (element, kind, list)
    if (!read_kind(reader, name, kind, list, out)) return false;
  return true;
}
