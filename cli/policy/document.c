/* document.c: reading, the search for policies, and filling in of placeholders. */
#include "document.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_BYTES = 256 << 20 };

/* ---- the file ---- */

static bool read_all(FILE *from, char **text, size_t *size)
{
  size_t room = 0;
  *text = NULL;
  *size = 0;
  do {
    if (room - *size < 2) {
      room = room ? 2 * room : 1 << 16;
      char *grown = room > MOST_BYTES ? NULL : realloc(*text, room);
      if (!grown)
        return errno = room > MOST_BYTES ? EFBIG : ENOMEM, false;
      *text = grown;
    }
    *size += fread(*text + *size, 1, room - *size - 1, from);
  } while (!feof(from) && !ferror(from));
  (*text)[*size] = 0;
  return !ferror(from);
}

char *document_read(const char *file, size_t *size)
{
  FILE *from = strcmp(file, "-") ? fopen(file, "rb") : stdin;
  char *text = NULL;
  const bool good = from && read_all(from, &text, size);
  if (!good) {
    fprintf(stderr, "strsmt-policy: %s: %s\n", file, strerror(errno));
    free(text);
    text = NULL;
  }
  if (from && from != stdin)
    fclose(from);
  return text;
}

json_t *document_parse(const char *text, size_t size, json_error_t *error)
{
  return json_loadb(text, size, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, error);
}

/* ---- placeholders ---- */

static const char *setting_of(const struct settings *settings, const char *name, size_t size)
{
  for (size_t i = 0; i < settings->count; i++) {
    const char *item = settings->items[i];
    if (!strncmp(item, name, size) && item[size] == '=')
      return item + size + 1;
  }
  return NULL;
}

/* The text with its known `${NAME}` filled in. */
static const char *fill_text(struct pool *pool, const struct settings *settings, const char *text)
{
  for (const char *at = text; (at = strstr(at, "${"));) {
    const size_t size = strcspn(at + 2, "}"), before = (size_t)(at - text);
    const char *value = at[2 + size] ? setting_of(settings, at + 2, size) : NULL;
    if (value)
      text = pool_format(pool, "%.*s%s%s", (int)before, text, value, at + 3 + size);
    at = text + before + (value ? strlen(value) : 2);
  }
  /* Names in other brackets, as in <account-id>, stand for themselves. */
  for (size_t i = 0; i < settings->count; i++) {
    const char *item = settings->items[i], *equals = strchr(item, '=');
    const size_t size = (size_t)(equals - item);
    const char *name = strchr("<[{", *item) ? pool_format(pool, "%.*s", (int)size, item) : NULL;
    for (const char *at = text; name && (at = strstr(at, name));) {
      const size_t before = (size_t)(at - text);
      text = pool_format(pool, "%.*s%s%s", (int)before, text, equals + 1, at + size);
      at = text + before + strlen(equals + 1);
    }
  }
  return text;
}

static const char *intrinsic_name(struct pool *pool, const json_t *of)
{
  if (json_is_string(of))
    return json_string_value(of);
  const char *a = json_string_value(json_array_get(of, 0)), *b = json_string_value(json_array_get(of, 1));
  return a && b ? pool_format(pool, "%s.%s", a, b) : NULL;
}

static json_t *join_texts(struct pool *pool, const json_t *of)
{
  const char *separator = json_string_value(json_array_get(of, 0)), *text = "";
  const json_t *list = json_array_get(of, 1);
  if (!separator || !json_is_array(list))
    return NULL;
  for (size_t i = 0; i < json_array_size(list); i++) {
    const char *part = json_string_value(json_array_get(list, i));
    if (!part)
      return NULL;
    text = pool_format(pool, "%s%s%s", text, i ? separator : "", part);
  }
  return json_string(text);
}

/* A function whose value is not known, as a placeholder. */
static json_t *open_placeholder(struct pool *pool, const json_t *object, const char *name)
{
  const char *function = json_object_iter_key(json_object_iter((json_t *)object));
  if (strcmp(function, "Ref") && strncmp(function, "Fn::", 4))
    return NULL;
  if (name)
    return json_string(pool_format(pool, "${%s}", name));
  char *text = json_dumps(object, JSON_COMPACT);
  for (char *p = text; p && *p; p++) /* what a variable's name cannot hold */
    if (strchr("{}$,\"\\|", *p))
      *p = ' ';
  json_t *out = text ? json_string(pool_format(pool, "${%s}", text)) : NULL;
  free(text);
  return out;
}

/* CloudFormation's functions whose parts are known: the text, as a new reference; otherwise NULL. */
static json_t *intrinsic(struct pool *pool, const struct settings *settings, json_t *object)
{
  json_t *of;
  const char *name, *value = NULL;
  if (json_object_size(object) != 1)
    return NULL;
  if ((of = json_object_get(object, "Fn::Sub"))) {
    if (json_is_array(of) && settings->open)
      of = json_array_get(of, 0); /* its own names are placeholders, too */
    return json_is_string(of) ? json_incref(of) : NULL;
  }
  if ((of = json_object_get(object, "Fn::Join"))) {
    json_t *joined = join_texts(pool, of);
    return joined || !settings->open ? joined : open_placeholder(pool, object, NULL);
  }
  if (!(of = json_object_get(object, "Ref")))
    of = json_object_get(object, "Fn::GetAtt");
  name = of ? intrinsic_name(pool, of) : NULL;
  if (name)
    value = setting_of(settings, name, strlen(name));
  if (value)
    return json_string(value);
  return settings->open ? open_placeholder(pool, object, name) : NULL;
}

/* Fills in what is below `value`; returns what shall stand in its place (a new reference), or NULL to leave it. */
static json_t *fill(struct pool *pool, const struct settings *settings, json_t *value, unsigned depth)
{
  const char *name;
  json_t *member, *other;
  size_t i;
  if (json_is_string(value)) {
    const char *text = fill_text(pool, settings, json_string_value(value));
    return text == json_string_value(value) ? NULL : json_string(text);
  }
  if (depth > 2000)
    return NULL;
  json_array_foreach(value, i, member) if ((other = fill(pool, settings, member, depth + 1)))
      json_array_set_new(value, i, other);
  json_object_foreach(value, name, member) if ((other = fill(pool, settings, member, depth + 1)))
      json_object_set_new(value, name, other);
  return json_is_object(value) ? intrinsic(pool, settings, value) : NULL;
}

/* ---- the search ---- */

static bool is_policy(const json_t *value)
{
  const json_t *statement = json_object_get(value, "Statement");
  return json_is_array(statement) || json_is_object(statement);
}

static void add_found(struct document *d, struct pool *pool, const struct found *found)
{
  if (d->count == d->room) {
    struct found *grown = pool_take(pool, 2 * d->room + 4, sizeof *grown);
    if (d->count)
      memcpy(grown, d->found, d->count * sizeof *grown);
    d->found = grown;
    d->room = 2 * d->room + 4;
  }
  d->found[d->count++] = *found;
}

/* A text that is JSON itself. */
static json_t *parse_inner(struct document *d, const char *text)
{
  json_error_t error;
  if (text[strspn(text, " \t\r\n")] != '{' || !strstr(text, "\"Statement\""))
    return NULL;
  json_t *inner = document_parse(text, strlen(text), &error);
  if (inner)
    json_array_append_new(d->owned, inner);
  return inner;
}

/* Words on the way to a policy that say nothing of which one it is. */
static bool is_dull(const char *name)
{
  static const char *const names[] = {"Resources",        "Properties", "PolicyVersion", "planned_values",
                                      "root_module",      "resources",  "child_modules", "values",
                                      "resource_changes", "change",     "after"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (!strcmp(name, names[i]))
      return true;
  return false;
}

static const char *escaped(struct pool *pool, const char *name)
{
  char *text = pool_take(pool, 2 * strlen(name) + 1, 1), *to = text;
  for (; *name; name++) {
    if (*name == '~' || *name == '/')
      *to++ = '~', *to++ = *name == '~' ? '0' : '1';
    else
      *to++ = *name;
  }
  return text;
}

static void search(struct document *d, struct pool *pool, const struct found *at, unsigned depth)
{
  const char *name;
  json_t *member;
  size_t i;
  if (is_policy(at->policy)) {
    add_found(d, pool, at);
    return;
  }
  if (depth > 2000)
    return;
  if (json_is_string(at->policy)) {
    struct found inner = {at->address, at->pointer, parse_inner(d, json_string_value(at->policy)), true};
    if (inner.policy)
      search(d, pool, &inner, depth + 1);
    return;
  }
  json_array_foreach(at->policy, i, member)
  {
    const char *address = json_string_value(json_object_get(member, "address"));
    const struct found next = {address ? address : pool_format(pool, "%s[%zu]", at->address, i),
                               at->inside_text ? at->pointer : pool_format(pool, "%s/%zu", at->pointer, i), member,
                               at->inside_text};
    search(d, pool, &next, depth + 1);
  }
  const bool plan = json_object_get(at->policy, "planned_values");
  json_object_foreach(at->policy, name, member)
  {
    if (plan && strcmp(name, "planned_values"))
      continue;
    const char *dot = *at->address ? "." : "";
    const struct found next = {is_dull(name) ? at->address : pool_format(pool, "%s%s%s", at->address, dot, name),
                               at->inside_text ? at->pointer
                                               : pool_format(pool, "%s/%s", at->pointer, escaped(pool, name)),
                               member, at->inside_text};
    search(d, pool, &next, depth + 1);
  }
}

/* ---- both ---- */

bool document_open(struct document *d, struct pool *pool, const char *file, const struct settings *settings)
{
  json_error_t error;
  memset(d, 0, sizeof *d);
  d->file = file;
  char *text = document_read(file, &d->size);
  if (!text)
    return false;
  d->mark = d->size >= 3 && !memcmp(text, "\xEF\xBB\xBF", 3);
  if (d->mark)
    memmove(text, text + 3, (d->size -= 3) + 1);
  d->text = text;
  d->root = document_parse(text, d->size, &error);
  if (!d->root) {
    const char *hint = !d->size ? " (the file is empty)" : text[strspn(text, " \t\r\n")] != '{' ? " (not JSON)" : "";
    fprintf(stderr, "strsmt-policy: %s:%d:%d: %s%s\n", file, error.line < 0 ? 1 : error.line,
            error.column < 0 ? 0 : error.column, error.text, hint);
    document_close(d);
    return false;
  }
  d->owned = json_array();
  json_t *whole = fill(pool, settings, d->root, 0);
  json_decref(whole);
  const struct found at = {"", "", d->root, false};
  search(d, pool, &at, 0);
  return true;
}

void document_close(struct document *d)
{
  json_decref(d->root);
  json_decref(d->owned);
  free(d->text);
  memset(d, 0, sizeof *d);
}
