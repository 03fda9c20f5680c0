/* commands.c: reading of what a command is about, and the kinds of its documents. */
#include "commands.h"

#include "read.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool only_denies(const struct policy *p)
{
  for (size_t i = 0; i < p->count; i++)
    if (p->statements[i].allow)
      return false;
  return true;
}

static bool ask_for_type(const struct policy *p, const char *what)
{
  fprintf(stderr, "strsmt-policy: %s: %s\n", p->file, what);
  return false;
}

/* What cannot be compared unless somebody says what it is. */
static bool decide_types(struct result *r, size_t count, struct policy **policies)
{
  const bool check = !strncmp(r->options->command, "check-no-new", 12) || !strcmp(r->options->command, "equivalent");
  for (size_t i = 0; i < count; i++) {
    struct policy *p = policies[i];
    if (i && !r->options->type_given && p->names_principals != policies[0]->names_principals)
      return ask_for_type(p, pool_format(&r->question->pool,
                                         "%s, and %s %s: they are of different kinds, or one lacks "
                                         "something; say which with --policy-type",
                                         p->names_principals ? "names principals" : "names no principals",
                                         policies[0]->file, p->names_principals ? "does not" : "does"));
    if (p->type == TYPE_ANY)
      p->type = p->names_principals ? TYPE_RESOURCE : TYPE_IDENTITY;
    if (check && i == 0 && only_denies(p) && !r->options->type_given && !r->options->allow_all_beside)
      return ask_for_type(
          p, "holds nothing but Deny statements, so by itself it allows nothing: say what it is with "
             "--policy-type (scp, rcp), or with --allow-all-beside that another document allows everything");
  }
  return true;
}

static void warn_of_denies(struct result *r, const struct policy *p)
{
  const bool grants = p->type == TYPE_IDENTITY || p->type == TYPE_RESOURCE || p->type == TYPE_BOUNDARY;
  if (grants && only_denies(p) && !p->beside_all && !r->question->quiet)
    fprintf(stderr, "strsmt-policy: warning: %s: nothing but Deny statements: by itself it allows nothing\n", p->file);
}

bool commands_read(struct result *r, size_t count, struct policy **policies)
{
  const struct options *o = r->options;
  if (count && o->files.count != count) {
    fprintf(stderr, "strsmt-policy: %s takes %zu file%s, given %zu; strsmt-policy --help explains the use\n",
            o->command, count, count == 1 ? "" : "s", o->files.count);
    return false;
  }
  for (size_t i = 0; i < count; i++) {
    policies[i] = read_policy(r->question, o->files.items[i], o->type, &o->settings);
    if (!policies[i])
      return false;
  }
  for (size_t i = 0; i < o->beside_count; i++)
    if (!read_policy(r->question, o->beside[i].file, o->beside[i].type, &o->settings))
      return false;
  if (!decide_types(r, count, policies))
    return false;
  for (size_t i = 0; i < r->question->policy_count; i++) {
    struct policy *p = r->question->policies[i];
    const bool guards = p->type == TYPE_SCP || p->type == TYPE_RCP;
    p->beside_all = (guards && only_denies(p)) || (o->allow_all_beside && i < count);
    warn_of_denies(r, p);
  }
  return true;
}

struct side commands_side(struct result *r, struct policy *policy, struct policy *limit)
{
  const size_t asked = r->question->policy_count;
  struct side side = {pool_take(&r->question->pool, r->options->beside_count + 2, sizeof *side.policies), 0};
  side.policies[side.count++] = policy;
  for (size_t i = 0; i < r->options->beside_count && r->options->files.count + i < asked; i++)
    side.policies[side.count++] = r->question->policies[r->options->files.count + i];
  if (limit)
    side.policies[side.count++] = limit;
  return side;
}

struct policy *commands_make(struct result *r, const char *name, json_t *document, enum policy_type type)
{
  struct question *q = r->question;
  struct document *d = pool_take(&q->pool, 1, sizeof *d);
  d->file = name;
  d->text = json_dumps(document, JSON_INDENT(2));
  d->size = d->text ? strlen(d->text) : 0;
  d->root = document;
  const struct found found = {"", "", document, false};
  struct policy *p = read_found(q, d, &found, type);
  if (!p)
    document_close(d);
  return p;
}

static json_t *texts(const struct words *words)
{
  json_t *list = json_array();
  for (size_t i = 0; i < words->count; i++)
    json_array_append_new(list, json_string(words->items[i]));
  if (!words->count)
    json_array_append_new(list, json_string("*"));
  return list;
}

static json_t *principal_of(const char *text)
{
  static const char *const kinds[] = {"Service:", "Federated:", "CanonicalUser:", "AWS:"};
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    const size_t size = strlen(kinds[i]);
    if (strncmp(text, kinds[i], size))
      continue;
    json_t *object = json_object();
    json_object_setn_new(object, kinds[i], size - 1, json_string(text + size));
    return object;
  }
  return strcmp(text, "*") ? json_pack("{s:s}", "AWS", text) : json_string("*");
}

struct policy *commands_limit(struct result *r, const char *principal)
{
  const struct options *o = r->options;
  json_t *condition = json_object(), *equals = json_object();
  for (size_t i = 0; i < o->context.count; i++) {
    const char *word = o->context.items[i], *value = strchr(word, '=');
    json_t *list = NULL;
    const char *name = pool_format(&r->question->pool, "%.*s", (int)(value - word), word);
    if (!(list = json_object_get(equals, name)))
      json_object_set_new(equals, name, list = json_array());
    json_array_append_new(list, json_string(value + 1));
  }
  if (json_object_size(equals))
    json_object_set_new(condition, "StringEquals", equals);
  else
    json_decref(equals);
  json_t *statement =
      json_pack("{s:s, s:o, s:o}", "Effect", "Allow", "Action", texts(&o->actions), "Resource", texts(&o->resources));
  if (json_object_size(condition))
    json_object_set_new(statement, "Condition", condition);
  else
    json_decref(condition);
  json_object_set_new(statement, "Principal", principal ? principal_of(principal) : json_string("*"));
  return commands_make(r, "(the question)", json_pack("{s:s, s:[o]}", "Version", "2008-10-17", "Statement", statement),
                       TYPE_RCP);
}
