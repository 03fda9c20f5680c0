/* read.c: statements, and the policy around them. */
#include "read.h"

#include "locate.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- messages ---- */

static size_t line_of(const struct reader *reader)
{
  const struct policy *p = reader->policy;
  return locate_line(p->source->text, p->source->size,
                     pool_format(reader->pool, reader->element ? "%s%s/%s/%zu" : "%s%s", p->pointer, reader->pointer,
                                 reader->element, reader->item));
}

static const char *message(const struct reader *reader, const char *format, va_list list)
{
  char text[2000];
  vsnprintf(text, sizeof text, format, list);
  return pool_format(reader->pool, "%s:%zu: %s%s%s%s", reader->policy->file, line_of(reader),
                     reader->statement ? "statement " : "", reader->statement ? reader->statement : "",
                     reader->statement ? ": " : "", text);
}

bool reader_fail(const struct reader *reader, const char *format, ...)
{
  va_list list;
  va_start(list, format);
  fprintf(stderr, "strsmt-policy: %s\n", message(reader, format, list));
  va_end(list);
  return false;
}

void reader_warn(const struct reader *reader, const char *format, ...)
{
  struct question *q = reader->question;
  va_list list;
  va_start(list, format);
  const char *text = message(reader, format, list);
  va_end(list);
  const char **grown = pool_take(reader->pool, q->warning_count + 1, sizeof *grown);
  if (q->warning_count)
    memcpy(grown, q->warnings, q->warning_count * sizeof *grown);
  q->warnings = grown;
  q->warnings[q->warning_count++] = text;
  if (!q->quiet)
    fprintf(stderr, "strsmt-policy: warning: %s\n", text);
}

size_t reader_count(const json_t *value)
{
  return json_is_array(value) ? json_array_size(value) : 1;
}

json_t *reader_item(json_t *value, size_t i)
{
  return json_is_array(value) ? json_array_get(value, i) : value;
}

const char *reader_show(const struct reader *reader, const json_t *value)
{
  const size_t size = json_dumpb(value, NULL, 0, JSON_ENCODE_ANY | JSON_COMPACT);
  char *text = pool_take(reader->pool, size + 1, 1);
  json_dumpb(value, text, size, JSON_ENCODE_ANY | JSON_COMPACT);
  return size > 200 ? pool_format(reader->pool, "%.200s...", text) : text;
}

static bool is_intrinsic(const json_t *value)
{
  const char *name = json_object_iter_key(json_object_iter((json_t *)value));
  return name && (!strcmp(name, "Ref") || !strncmp(name, "Fn::", 4));
}

const char *reader_text(const struct reader *reader, const char *name, const json_t *value)
{
  if (is_intrinsic(value))
    reader_fail(reader,
                "%s: %s is a function of CloudFormation: fill it in first, or say what it stands for with "
                "--set 'NAME=...'",
                name, reader_show(reader, value));
  else if (!json_is_string(value))
    reader_fail(reader, "%s: %s is no text", name, reader_show(reader, value));
  else if (strlen(json_string_value(value)) != json_string_length(value))
    reader_fail(reader, "%s: %s holds U+0000, which no request can hold", name, reader_show(reader, value));
  else
    return json_string_value(value);
  return NULL;
}

/* ---- elements ---- */

/* A pattern that matches nothing: no request holds a text of it. */
static void matches_nothing(struct reader *reader, struct pattern *out)
{
  out->items = pool_take(reader->pool, 1, sizeof *out->items);
  out->count = 0;
}

/* An action is service:name with wildcards, or `*`. Small and capital letters are the same. */
static bool read_action(struct reader *reader, const char *name, const char *text, struct pattern *out)
{
  const size_t good = strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.:*?");
  if (strstr(text, "${")) {
    const char *problem = pattern_read(&reader->context, text, PATTERN_VARIABLES, out);
    return reader_fail(reader, "%s: '%s': %s", name, text,
                       problem ? problem : "an action cannot hold a policy variable");
  }
  if (!strchr(text, ':') && strcmp(text, "*") && strcmp(text, "**"))
    return reader_fail(reader, "%s: '%s' is no action (service:name, or *)", name, text);
  if (text[good]) {
    reader_warn(reader, "%s: '%s' matches no action: no action holds the character '%.*s'", name, text,
                (unsigned char)text[good] < 0x80 ? 1 : 4, text + good);
    return matches_nothing(reader, out), true;
  }
  const char *problem = pattern_read(&reader->context, text, PATTERN_WILDCARDS | PATTERN_LOWER, out);
  return problem ? reader_fail(reader, "%s: '%s': %s", name, text, problem) : true;
}

/* A resource is an ARN with wildcards. IAM completes one of fewer than six parts with parts of any text: `arn:aws:sqs`
 * is `arn:aws:sqs:*:*:*`. API Gateway has a short form: `execute-api:/...` is of this region, account and API. */
static bool read_resource(struct reader *reader, const char *name, const char *text, struct pattern *out)
{
  struct pattern tail;
  const unsigned flags = PATTERN_WILDCARDS | (reader->variables ? PATTERN_VARIABLES : 0);
  const char *whole =
      strncmp(text, "execute-api:/", 13) ? text : pool_format(reader->pool, "arn:*:execute-api:*:*:*/%s", text + 13);
  const char *problem = pattern_read(&reader->context, whole, flags, out);
  if (problem)
    return reader_fail(reader, "%s: '%s': %s", name, text, problem);
  if (*whole == '*' || *whole == '?' || *whole == '$')
    return true;
  if (strncmp(whole, "arn:", 4)) {
    const char *first = "arn:*:";
    size_t same = 0;
    while (same < 4 && whole[same] == first[same])
      same++;
    if (whole[same] == '*' || whole[same] == '?')
      return true; /* `ar*` */
    if (*text == '<' && text[strlen(text) - 1] == '>') {
      struct pattern_context open = reader->context;
      open.open = true;
      reader_warn(reader, "%s: '%s' is a placeholder: it is taken for any one ARN", name, text);
      problem = pattern_read(&open, pool_format(reader->pool, "${%s}", text), PATTERN_VARIABLES, out);
      return problem ? reader_fail(reader, "%s: '%s': %s", name, text, problem) : true;
    }
    if (!*text || strpbrk(text, " \t\n"))
      return reader_warn(reader, "%s: '%s' matches no resource", name, text), matches_nothing(reader, out), true;
    return reader_fail(reader, "%s: '%s' is no ARN (arn:..., or *)", name, text);
  }
  const size_t colons = pattern_count(out, ':');
  if (colons >= 5 || pattern_has_variable(out))
    return true;
  pattern_read(&reader->context, &":*:*:*:*"[2 * (colons - 1)], PATTERN_WILDCARDS, &tail);
  pattern_append(reader->pool, out, &tail);
  return true;
}

typedef bool read_text(struct reader *reader, const char *name, const char *text, struct pattern *out);

/* `negated` is the name with Not in front. */
static bool read_element(struct reader *reader, json_t *object, const char *name, const char *negated, read_text *read,
                         struct element *out)
{
  json_t *plain = json_object_get(object, name), *opposite = json_object_get(object, negated);
  if (plain && opposite)
    return reader_fail(reader, "both '%s' and '%s'", name, negated);
  json_t *list = plain ? plain : opposite;
  if (!list)
    return true;
  out->present = true;
  out->negated = !plain;
  if (out->negated)
    name = negated;
  const size_t count = reader_count(list);
  if (!count)
    reader_warn(reader, "%s: the list is empty", name);
  out->patterns.items = pool_take(reader->pool, count, sizeof *out->patterns.items);
  reader->element = name;
  for (size_t i = 0; i < count; i++) {
    reader->item = i;
    const char *text = reader_text(reader, name, reader_item(list, i));
    struct pattern *next = &out->patterns.items[out->patterns.count];
    if (!text || !read(reader, name, text, next))
      return false;
    out->patterns.count += next->count > 0;
  }
  reader->element = NULL;
  return true;
}

static bool check_names(const struct reader *reader, json_t *object, const char *const *names)
{
  const char *name, *choices = "";
  json_t *value;
  json_object_foreach(object, name, value)
  {
    size_t i = 0;
    while (names[i] && strcmp(names[i], name))
      i++;
    if (names[i])
      continue;
    for (size_t k = 0; names[k]; k++)
      choices = pool_format(reader->pool, "%s%s%s", choices, k ? ", " : "", names[k]);
    return reader_fail(reader, "unknown element '%s': there are %s", name, choices);
  }
  return true;
}

/* ---- statements ---- */

static bool read_effect(const struct reader *reader, const json_t *object, bool *allow)
{
  const json_t *effect = json_object_get(object, "Effect");
  if (!effect)
    return reader_fail(reader, "no 'Effect'");
  const char *text = json_is_string(effect) ? json_string_value(effect) : "";
  *allow = !strcmp(text, "Allow");
  if (!*allow && strcmp(text, "Deny"))
    return reader_fail(reader, "Effect: %s is neither \"Allow\" nor \"Deny\"", reader_show(reader, effect));
  return true;
}

static bool check_principals(const struct reader *reader, const struct statement *s)
{
  const enum policy_type type = reader->policy->type;
  if (type == TYPE_RESOURCE && !s->principals.present)
    return reader_fail(reader, "neither 'Principal' nor 'NotPrincipal', but a resource policy says who it is for");
  if ((type == TYPE_IDENTITY || type == TYPE_BOUNDARY || type == TYPE_SCP) && s->principals.present)
    return reader_fail(reader, "'%s' in %s policy, which is for those that it is attached to",
                       s->principals.negated ? "NotPrincipal" : "Principal",
                       type == TYPE_IDENTITY ? "an identity"
                       : type == TYPE_SCP    ? "a service control"
                                             : "a boundary");
  return true;
}

static bool read_statement(struct reader *reader, json_t *object, struct statement *out)
{
  static const char *const names[] = {"Sid",       "Effect",   "Principal",   "NotPrincipal", "Action",
                                      "NotAction", "Resource", "NotResource", "Condition",    NULL};
  if (!json_is_object(object))
    return reader_fail(reader, "%s is no object", reader_show(reader, object));
  json_t *plain = json_object_get(object, "Principal"), *opposite = json_object_get(object, "NotPrincipal");
  json_t *conditions = json_object_get(object, "Condition");
  if (!check_names(reader, object, names))
    return false;
  if (!read_effect(reader, object, &out->allow))
    return false;
  if (plain && opposite)
    return reader_fail(reader, "both 'Principal' and 'NotPrincipal'");
  if (plain && !read_principals(reader, "Principal", plain, out))
    return false;
  if (opposite && !read_principals(reader, "NotPrincipal", opposite, out))
    return false;
  if (!check_principals(reader, out))
    return false;
  if (!read_element(reader, object, "Action", "NotAction", read_action, &out->action))
    return false;
  if (!out->action.present)
    return reader_fail(reader, "neither 'Action' nor 'NotAction'");
  if (!read_element(reader, object, "Resource", "NotResource", read_resource, &out->resource))
    return false;
  /* Only a policy that is attached to its resource (and so names principals) can leave the resource out. */
  if (!out->resource.present && !out->principals.present)
    return reader_fail(reader, "neither 'Resource' nor 'NotResource'");
  return !conditions || read_conditions(reader, conditions, out);
}

static void name_statement(struct reader *reader, const json_t *object, struct statement *out)
{
  const json_t *sid = json_object_get(object, "Sid");
  if (json_is_string(sid) && *json_string_value(sid))
    out->sid = pool_copy(reader->pool, json_string_value(sid));
  out->label = out->sid ? pool_format(reader->pool, "%zu ('%s')", out->position, out->sid)
                        : pool_format(reader->pool, "%zu", out->position);
  reader->statement = out->label;
  reader->pointer = pool_format(reader->pool, "/Statement/%zu", out->position - 1);
}

/* ---- policies ---- */

static bool read_version(struct reader *reader, const json_t *root)
{
  const json_t *version = json_object_get(root, "Version");
  const char *text = json_is_string(version) ? json_string_value(version) : version ? "" : "2008-10-17";
  reader->pointer = "/Version";
  reader->variables = !strcmp(text, "2012-10-17");
  if (!reader->variables && strcmp(text, "2008-10-17"))
    return reader_fail(reader, "Version: %s is neither \"2012-10-17\" nor \"2008-10-17\"",
                       reader_show(reader, version));
  return true;
}

static bool read_statements(struct reader *reader, json_t *root, struct policy *out)
{
  static const char *const names[] = {"Version", "Id", "Statement", NULL};
  if (!check_names(reader, root, names) || !read_version(reader, root))
    return false;
  json_t *list = json_object_get(root, "Statement");
  out->count = reader_count(list);
  out->statements = pool_take(reader->pool, out->count, sizeof *out->statements);
  for (size_t i = 0; i < out->count; i++) {
    out->statements[i].position = i + 1;
    name_statement(reader, reader_item(list, i), &out->statements[i]);
    if (!read_statement(reader, reader_item(list, i), &out->statements[i]))
      return false;
    if (out->statements[i].principals.present)
      out->names_principals = true;
  }
  return true;
}

struct policy *read_found(struct question *q, const struct document *document, const struct found *found,
                          enum policy_type type)
{
  struct policy *out = pool_take(&q->pool, 1, sizeof *out);
  struct reader reader = {q, &q->pool, {&q->pool, &q->keys, &q->variables, q->placeholders}, out, NULL, "", NULL,
                          0, false};
  out->file = *found->address ? pool_format(&q->pool, "%s#%s", document->file, found->address) : document->file;
  out->type = type;
  out->source = document;
  out->document = found->policy;
  out->pointer = found->pointer;
  out->index = q->policy_count;
  if (!read_statements(&reader, found->policy, out))
    return NULL;
  if (out->names_principals)
    q->principals = q->anyone = true;
  if (q->policy_count == q->policy_room) {
    struct policy **grown = pool_take(&q->pool, 2 * q->policy_room + 4, sizeof *grown);
    if (q->policy_count)
      memcpy(grown, q->policies, q->policy_count * sizeof *grown);
    q->policies = grown;
    q->policy_room = 2 * q->policy_room + 4;
  }
  q->policies[q->policy_count++] = out;
  return out;
}

static const struct found *choose(const struct document *d, const char *address)
{
  if (!address && d->count == 1)
    return &d->found[0];
  for (size_t i = 0; address && i < d->count; i++)
    if (!strcmp(d->found[i].address, address))
      return &d->found[i];
  if (!d->count && json_object_get(d->root, "Statement"))
    fprintf(stderr, "strsmt-policy: %s:%zu: Statement is neither an object nor a list of objects\n", d->file,
            locate_line(d->text, d->size, "/Statement"));
  else if (!d->count)
    fprintf(stderr, "strsmt-policy: %s: no 'Statement': there is no policy in this file\n", d->file);
  else
    fprintf(stderr, "strsmt-policy: %s: %s; say which one as %s#ADDRESS:\n", d->file,
            address ? "no policy of that address" : "more than one policy", d->file);
  for (size_t i = 0; i < d->count; i++)
    fprintf(stderr, "  %s#%s\n", d->file, d->found[i].address);
  return NULL;
}

struct policy *read_policy(struct question *q, const char *spec, enum policy_type type, const struct settings *settings)
{
  struct document *d = pool_take(&q->pool, 1, sizeof *d);
  const char *hash = strchr(spec, '#');
  FILE *whole = hash ? fopen(spec, "rb") : NULL; /* a file may have such a name */
  if (whole)
    fclose(whole), hash = NULL;
  const char *file = hash ? pool_format(&q->pool, "%.*s", (int)(hash - spec), spec) : spec;
  if (!document_open(d, &q->pool, file, settings))
    return NULL;
  const struct found *found = choose(d, hash ? hash + 1 : NULL);
  struct policy *policy = found ? read_found(q, d, found, type) : NULL;
  if (!policy)
    document_close(d);
  return policy;
}

size_t statement_line(const struct policy *policy, const struct statement *statement)
{
  char pointer[2000];
  snprintf(pointer, sizeof pointer, "%s/Statement/%zu", policy->pointer, statement->position - 1);
  return locate_line(policy->source->text, policy->source->size, pointer);
}

void question_start(struct question *q)
{
  memset(q, 0, sizeof *q);
  keys_start(&q->keys);
}

static bool variable_after_wildcard(const struct pattern *p)
{
  bool wild = false;
  for (size_t i = 0; i < p->count; i++) {
    if (wild && pattern_is_variable(p->items[i]))
      return true;
    wild = wild || pattern_is_wild(p->items[i]);
  }
  return false;
}

/* A variable behind a wildcard makes the resource one of six constants (encode.h). */
static bool needs_parts(const struct question *q)
{
  for (size_t p = 0; p < q->policy_count; p++)
    for (size_t i = 0; i < q->policies[p]->count; i++) {
      const struct patterns *list = &q->policies[p]->statements[i].resource.patterns;
      for (size_t k = 0; k < list->count; k++)
        if (variable_after_wildcard(&list->items[k]))
          return true;
    }
  return false;
}

void question_settle(struct question *q)
{
  keys_settle(&q->keys);
  q->parts = !q->literal_arns && needs_parts(q);
  for (const struct key *key = q->keys.first; key; key = key->next)
    if (key_is(key, "aws:principalarn") || key_is(key, "aws:principalaccount"))
      q->principals = true;
}

void question_end(struct question *q)
{
  for (size_t i = 0; i < q->policy_count; i++) {
    struct document *d = (struct document *)q->policies[i]->source;
    if (d->root)
      document_close(d);
  }
  pool_free(&q->pool);
}

const char *policy_type_name(enum policy_type type)
{
  static const char *const names[] = {"any", "identity", "resource", "scp", "rcp", "boundary"};
  return names[type];
}
