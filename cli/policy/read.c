/* read.c: the policy document and its statements. */
#include "read.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

bool reader_fail(const struct reader *reader, const char *format, ...)
{
  va_list list;
  fprintf(stderr, "policy: %s: ", reader->file);
  if (reader->statement) fprintf(stderr, "statement %s: ", reader->statement);
  va_start(list, format);
  vfprintf(stderr, format, list);
  va_end(list);
  fputc('\n', stderr);
  return false;
}

size_t reader_count(const json_t *value)
{
  return json_is_array(value) ? json_array_size(value) : 1;
}

const json_t *reader_item(const json_t *value, size_t i)
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

/* An action is service:name with wildcards, or `*`. Small and capital letters are the same. */
static bool read_action(struct reader *reader, const char *name, const char *text, struct pattern *out)
{
  const size_t good = strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.:*?");
  if (text[good] || !*text || (strcmp(text, "*") && !strchr(text, ':')))
    return reader_fail(reader, "%s: '%s' is no action (service:name, or *)", name, text);
  const char *problem = pattern_read(reader->pool, text, PATTERN_WILDCARDS | PATTERN_LOWER, out);
  return problem ? reader_fail(reader, "%s: '%s': %s", name, text, problem) : true;
}

/* A resource is an ARN with wildcards. IAM completes one of fewer than six parts with parts of any text: `arn:aws:sqs`
 * is `arn:aws:sqs:*:*:*`. */
static bool read_resource(struct reader *reader, const char *name, const char *text, struct pattern *out)
{
  struct pattern tail;
  const unsigned flags = PATTERN_WILDCARDS | (reader->variables ? PATTERN_VARIABLES : 0);
  const char *problem = pattern_read(reader->pool, text, flags, out);
  if (problem) return reader_fail(reader, "%s: '%s': %s", name, text, problem);
  if (*text == '*') return true;
  if (strncmp(text, "arn:", 4)) return reader_fail(reader, "%s: '%s' is no ARN (arn:..., or *)", name, text);
  const size_t colons = pattern_count(out, ':');
  if (colons >= 5) return true;
  pattern_read(reader->pool, ":*:*:*:*" + 2 * (colons - 1), PATTERN_WILDCARDS, &tail);
  pattern_append(reader->pool, out, &tail);
  return true;
}

typedef bool read_text(struct reader *reader, const char *name, const char *text, struct pattern *out);

/* `negated` is the name with Not in front. */
static bool read_element(struct reader *reader, const json_t *object, const char *name, const char *negated,
                         read_text *read, struct element *out)
{
  const json_t *plain = json_object_get(object, name), *opposite = json_object_get(object, negated);
  if (plain && opposite) return reader_fail(reader, "both '%s' and '%s'", name, negated);
  const json_t *list = plain ? plain : opposite;
  if (!list) return true;
  out->present = true;
  out->negated = !plain;
  if (out->negated) name = negated;
  out->patterns.count = reader_count(list);
  if (!out->patterns.count) return reader_fail(reader, "%s: the list is empty", name);
  out->patterns.items = pool_take(reader->pool, out->patterns.count, sizeof *out->patterns.items);
  for (size_t i = 0; i < out->patterns.count; i++) {
    const json_t *item = reader_item(list, i);
    if (!json_is_string(item)) return reader_fail(reader, "%s: %s is no text", name, reader_show(reader, item));
    if (!read(reader, name, json_string_value(item), &out->patterns.items[i])) return false;
  }
  return true;
}

static bool check_names(const struct reader *reader, json_t *object, const char *const *names)
{
  const char *name;
  json_t *value;
  json_object_foreach (object, name, value) {
    size_t i = 0;
    while (names[i] && strcmp(names[i], name)) i++;
    if (!names[i]) return reader_fail(reader, "unknown element '%s'", name);
  }
  return true;
}

static bool read_effect(const struct reader *reader, const json_t *object, bool *allow)
{
  const json_t *effect = json_object_get(object, "Effect");
  if (!effect) return reader_fail(reader, "no 'Effect'");
  const char *text = json_is_string(effect) ? json_string_value(effect) : "";
  *allow = !strcmp(text, "Allow");
  if (!*allow && strcmp(text, "Deny"))
    return reader_fail(reader, "Effect: %s is neither \"Allow\" nor \"Deny\"", reader_show(reader, effect));
  return true;
}

static const char *label_of(struct reader *reader, const json_t *object, size_t position)
{
  const json_t *sid = json_object_get(object, "Sid");
  if (json_is_string(sid)) return pool_format(reader->pool, "%zu ('%s')", position, json_string_value(sid));
  return pool_format(reader->pool, "%zu", position);
}

static bool read_statement(struct reader *reader, json_t *object, struct statement *out)
{
  static const char *const names[] = {"Sid",      "Effect",      "Principal", "NotPrincipal", "Action", "NotAction",
                                      "Resource", "NotResource", "Condition", NULL};
  const json_t *sid = json_object_get(object, "Sid");
  json_t *plain = json_object_get(object, "Principal"), *opposite = json_object_get(object, "NotPrincipal");
  json_t *conditions = json_object_get(object, "Condition");
  if (!json_is_object(object)) return reader_fail(reader, "%s is no object", reader_show(reader, object));
  if (!check_names(reader, object, names)) return false;
  if (sid && !json_is_string(sid)) return reader_fail(reader, "Sid: %s is no text", reader_show(reader, sid));
  if (!read_effect(reader, object, &out->allow)) return false;
  if (plain && opposite) return reader_fail(reader, "both 'Principal' and 'NotPrincipal'");
  if (plain && !read_principals(reader, "Principal", plain, out)) return false;
  if (opposite && !read_principals(reader, "NotPrincipal", opposite, out)) return false;
  if (!read_element(reader, object, "Action", "NotAction", read_action, &out->action)) return false;
  if (!out->action.present) return reader_fail(reader, "neither 'Action' nor 'NotAction'");
  if (!read_element(reader, object, "Resource", "NotResource", read_resource, &out->resource)) return false;
  /* Only a policy that is attached to its resource (and so names principals) can leave the resource out. */
  if (!out->resource.present && !out->principals.present)
    return reader_fail(reader, "neither 'Resource' nor 'NotResource'");
  return !conditions || read_conditions(reader, conditions, out);
}

static bool read_version(struct reader *reader, const json_t *root)
{
  const json_t *version = json_object_get(root, "Version"), *id = json_object_get(root, "Id");
  if (id && !json_is_string(id)) return reader_fail(reader, "Id: %s is no text", reader_show(reader, id));
  const char *text = json_is_string(version) ? json_string_value(version) : version ? "" : "2008-10-17";
  reader->variables = !strcmp(text, "2012-10-17");
  if (!reader->variables && strcmp(text, "2008-10-17"))
    return reader_fail(reader, "Version: %s is neither \"2012-10-17\" nor \"2008-10-17\"",
                       reader_show(reader, version));
  return true;
}

static bool read_document(struct reader *reader, json_t *root, struct policy *out)
{
  static const char *const names[] = {"Version", "Id", "Statement", NULL};
  if (!json_is_object(root)) return reader_fail(reader, "the policy is no object");
  if (!check_names(reader, root, names) || !read_version(reader, root)) return false;
  json_t *list = json_object_get(root, "Statement");
  if (!list) return reader_fail(reader, "no 'Statement'");
  out->count = reader_count(list);
  out->statements = pool_take(reader->pool, out->count, sizeof *out->statements);
  for (size_t i = 0; i < out->count; i++) {
    json_t *object = json_is_array(list) ? json_array_get(list, i) : list;
    reader->statement = out->statements[i].label = label_of(reader, object, i + 1);
    if (!read_statement(reader, object, &out->statements[i])) return false;
  }
  return true;
}

static bool read_policy(struct question *question, const char *file, struct policy *out)
{
  struct reader reader = {question, &question->pool, file, NULL, false};
  json_error_t error;
  json_t *root = json_load_file(file, JSON_REJECT_DUPLICATES, &error);
  if (!root) {
    if (error.line < 0) return reader_fail(&reader, "%s", error.text);
    fprintf(stderr, "policy: %s:%d:%d: %s\n", file, error.line, error.column, error.text);
    return false;
  }
  out->file = file;
  const bool good = read_document(&reader, root, out);
  json_decref(root);
  return good;
}

bool read_question(const char *old_file, const char *new_file, struct question *out)
{
  memset(out, 0, sizeof *out);
  keys_start(&out->keys);
  return read_policy(out, old_file, &out->old_policy) && read_policy(out, new_file, &out->new_policy);
}
