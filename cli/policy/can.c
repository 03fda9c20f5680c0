/* can.c: questions about one kind of request: whether it is allowed, for whom, and why. */
#include "commands.h"

#include "decide.h"
#include "read.h"
#include "request.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- can ---- */

int command_can(struct result *r)
{
  struct policy *p;
  if (!commands_read(r, 1, &p))
    return STATUS_ERROR;
  struct policy *limit = commands_limit(r, r->options->principals.count ? r->options->principals.items[0] : NULL);
  if (!limit)
    return STATUS_ERROR;
  r->question->anyone = p->names_principals;
  r->question->principals = p->names_principals || r->options->principals.count;
  question_settle(r->question);
  struct side side = commands_side(r, p, limit);
  result_ask(r, &side, NULL, pool_format(&r->question->pool, "Does %s allow such a request?", p->file),
             pool_format(&r->question->pool, "yes, %s allows this request", p->file),
             pool_format(&r->question->pool, "no, %s allows no such request", p->file));
  return result_tell(r);
}

/* ---- who-can ---- */

static void note_name(struct words *names, const char *kind, const char *text, struct pool *pool)
{
  const char *name = strcmp(kind, "AWS") ? pool_format(pool, "%s:%s", kind, text) : pool_copy(pool, text);
  if (!strcmp(text, "*"))
    return;
  for (size_t i = 0; i < names->count; i++)
    if (!strcmp(names->items[i], name))
      return;
  const char **grown = pool_take(pool, names->count + 1, sizeof *grown);
  if (names->count)
    memcpy(grown, names->items, names->count * sizeof *grown);
  grown[names->count++] = name;
  names->items = grown;
}

/* The principals that a policy names in Principal elements. */
static struct words named(const struct policy *p, struct pool *pool)
{
  struct words names = {NULL, 0};
  json_t *list = json_object_get(p->document, "Statement"), *of;
  const char *kind;
  for (size_t i = 0; i < p->count; i++) {
    json_t *principal = json_object_get(json_is_array(list) ? json_array_get(list, i) : list, "Principal");
    json_object_foreach(principal, kind, of) for (size_t k = 0; k < (json_is_array(of) ? json_array_size(of) : 1); k++)
    {
      const char *text = json_string_value(json_is_array(of) ? json_array_get(of, k) : of);
      if (text)
        note_name(&names, kind, text, pool);
    }
  }
  return names;
}

/* A limit that leaves out whoever is named. */
static struct policy *limit_to_others(struct result *r, const struct words *names)
{
  json_t *not = json_object();
  for (size_t i = 0; i < names->count; i++) {
    const char *name = names->items[i], *colon = strchr(name, ':');
    const bool other = colon && strncmp(name, "arn:", 4);
    const char *kind = other ? pool_format(&r->question->pool, "%.*s", (int)(colon - name), name) : "AWS";
    json_t *list = json_object_get(not, kind);
    if (!list)
      json_object_set_new(not, kind, list = json_array());
    json_array_append_new(list, json_string(other ? colon + 1 : name));
  }
  json_t *statement =
      json_pack("{s:s, s:o, s:s, s:s}", "Effect", "Deny", "Principal", not, "Action", "*", "Resource", "*");
  json_t *all = json_pack("{s:s, s:s, s:s, s:s}", "Effect", "Allow", "Principal", "*", "Action", "*", "Resource", "*");
  return commands_make(r, "(others)", json_pack("{s:[o,o]}", "Statement", all, statement), TYPE_RCP);
}

int command_who_can(struct result *r)
{
  struct policy *p;
  if (!commands_read(r, 1, &p))
    return STATUS_ERROR;
  if (!p->names_principals) {
    fprintf(stderr, "strsmt-policy: %s: names no principals: whoever it is attached to can; ask can instead\n",
            p->file);
    return STATUS_ERROR;
  }
  struct pool *pool = &r->question->pool;
  const struct words names = named(p, pool);
  struct policy **limits = pool_take(pool, names.count + 2, sizeof *limits), *others = NULL;
  for (size_t i = 0; i <= names.count; i++) {
    limits[i] = commands_limit(r, i < names.count ? names.items[i] : NULL);
    if (!limits[i])
      return STATUS_ERROR;
  }
  if (names.count && !(others = limit_to_others(r, &names)))
    return STATUS_ERROR;
  question_settle(r->question);
  for (size_t i = 0; i <= names.count; i++) {
    struct side side = commands_side(r, p, limits[i]);
    const char *name = i < names.count ? names.items[i] : "somebody who is not named";
    if (i == names.count && others) {
      struct policy **grown = pool_take(pool, side.count + 1, sizeof *grown);
      memcpy(grown, side.policies, side.count * sizeof *grown);
      grown[side.count++] = others;
      side.policies = grown;
    }
    result_ask(r, &side, NULL, pool_format(pool, "Does %s allow such a request of %s?", p->file, name),
               pool_format(pool, "%s can", name), pool_format(pool, "%s cannot", name));
  }
  return result_tell(r);
}

/* ---- explain ---- */

static const char *const truths[] = {[TRUTH_NO] = "no", [TRUTH_UNDECIDED] = "undecided", [TRUTH_YES] = "yes"};

/* Which element keeps the statement from matching: each is tried alone. */
static const char *obstacle(const struct evaluation *e, const json_t *version, json_t *statement, struct pool *pool)
{
  static const char *const elements[] = {"Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource"};
  const char *operator_name, *key;
  json_t *block, *wanted;
  for (size_t i = 0; i < sizeof elements / sizeof *elements; i++) {
    json_t *value = json_object_get(statement, elements[i]);
    if (!value)
      continue;
    json_t *alone = json_pack("{s:O, s:O}", "Effect", json_object_get(statement, "Effect"), elements[i], value);
    const enum truth truth = evaluate_statement(e, version, alone);
    json_decref(alone);
    if (truth != TRUTH_YES)
      return elements[i];
  }
  json_object_foreach(json_object_get(statement, "Condition"), operator_name, block)
      json_object_foreach(block, key, wanted)
  {
    json_t *alone = json_pack("{s:{s:{s:O}}}", "Condition", operator_name, key, wanted);
    const enum truth truth = evaluate_statement(e, version, alone);
    json_decref(alone);
    if (truth != TRUTH_YES)
      return pool_format(pool, "Condition %s %s", operator_name, key);
  }
  return "";
}

static json_t *explain_policy(struct result *r, const struct evaluation *e, const struct policy *p)
{
  json_t *list = json_object_get(p->document, "Statement"), *version = json_object_get(p->document, "Version");
  json_t *all = json_array();
  for (size_t i = 0; i < p->count; i++) {
    json_t *statement = json_is_array(list) ? json_array_get(list, i) : list;
    const enum truth truth = evaluate_statement(e, version, statement);
    const char *why = truth == TRUTH_YES ? "" : obstacle(e, version, statement, &r->question->pool);
    const size_t line = statement_line(p, &p->statements[i]);
    if (!r->options->json)
      printf("%s:%zu: statement %s: %s: %s%s%s\n", p->file, line, p->statements[i].label,
             p->statements[i].allow ? "Allow" : "Deny",
             truth == TRUTH_YES  ? "matches"
             : truth == TRUTH_NO ? "no match"
                                 : "undecided",
             *why ? ", because of " : "", why);
    json_array_append_new(all, json_pack("{s:s, s:i, s:i, s:s, s:s, s:s}", "file", p->file, "line", (int)line,
                                         "statement", (int)i + 1, "effect", p->statements[i].allow ? "Allow" : "Deny",
                                         "matches", truths[truth], "because of", why));
  }
  return all;
}

static json_t *read_request(const char *file)
{
  size_t size;
  json_error_t error;
  char *text = document_read(file, &size);
  if (!text)
    return NULL;
  json_t *request = document_parse(text, size, &error);
  free(text);
  if (!request)
    fprintf(stderr, "strsmt-policy: %s:%d:%d: %s\n", file, error.line, error.column, error.text);
  /* What --json printed holds requests in its findings. */
  json_t *found = json_object_get(json_array_get(json_object_get(request, "findings"), 0), "request");
  if (found) {
    json_incref(found);
    json_decref(request);
    request = found;
  }
  if (request &&
      (!json_is_string(json_object_get(request, "action")) || !json_is_string(json_object_get(request, "resource")))) {
    fprintf(stderr,
            "strsmt-policy: %s: no request: an object with the texts 'action' and 'resource', and perhaps 'principal' "
            "and 'context'\n",
            file);
    json_decref(request);
    return NULL;
  }
  return request;
}

/* Context values may be single texts, numbers and truth values: made lists of texts. */
static void normalise(json_t *request)
{
  const char *key;
  json_t *value, *context = json_object_get(request, "context");
  if (!json_is_object(context)) {
    json_object_set_new(request, "context", json_object());
    return;
  }
  json_object_foreach(context, key, value)
  {
    json_t *list = json_array();
    for (size_t i = 0; i < (json_is_array(value) ? json_array_size(value) : 1); i++) {
      json_t *item = json_is_array(value) ? json_array_get(value, i) : value;
      char *text = json_is_string(item) ? NULL : json_dumps(item, JSON_ENCODE_ANY);
      json_array_append_new(list, json_is_string(item) ? json_incref(item) : json_string(text ? text : ""));
      free(text);
    }
    json_object_set_new(context, key, list);
  }
}

int command_explain(struct result *r)
{
  const struct options *o = r->options;
  struct question *q = r->question;
  if (o->files.count < 2)
    return fputs("strsmt-policy: explain takes a request and at least one policy\n", stderr), STATUS_ERROR;
  json_t *request = read_request(o->files.items[0]), *all = json_array();
  if (!request)
    return json_decref(all), STATUS_ERROR;
  normalise(request);
  for (size_t i = 1; i < o->files.count; i++) {
    struct policy *p = read_policy(q, o->files.items[i], o->type, &o->settings);
    if (!p)
      return json_decref(request), json_decref(all), STATUS_ERROR;
    if (p->type == TYPE_ANY)
      p->type = p->names_principals ? TYPE_RESOURCE : TYPE_IDENTITY;
  }
  for (size_t i = 0; i < o->beside_count; i++)
    if (!read_policy(q, o->beside[i].file, o->beside[i].type, &o->settings))
      return json_decref(request), json_decref(all), STATUS_ERROR;
  for (size_t i = 0; i < q->policy_count; i++) {
    struct policy *p = q->policies[i];
    p->beside_all = p->type == TYPE_SCP || p->type == TYPE_RCP;
    for (size_t k = 0; k < p->count; k++)
      p->beside_all = p->beside_all && !p->statements[k].allow;
    if (o->allow_all_beside && i + 1 < o->files.count)
      p->beside_all = true;
  }
  const struct evaluation e = {request, o->literal_arns};
  const struct side side = {q->policies, q->policy_count};
  for (size_t i = 0; i < q->policy_count; i++)
    json_array_append_new(all, explain_policy(r, &e, q->policies[i]));
  const enum truth truth = decide(&e, &side);
  const char *verdict = truth == TRUTH_YES ? "allowed" : truth == TRUTH_NO ? "not allowed" : "undecided";
  if (o->json) {
    json_t *out = json_pack("{s:s, s:O, s:O}", "verdict", verdict, "request", request, "policies", all);
    json_dumpf(out, stdout, JSON_COMPACT);
    putchar('\n');
    json_decref(out);
  } else
    printf("%s\n", verdict);
  json_decref(request);
  json_decref(all);
  return truth == TRUTH_YES ? STATUS_PASS : truth == TRUTH_NO ? STATUS_FAIL : STATUS_UNKNOWN;
}

/* ---- list ---- */

int command_list(struct result *r)
{
  struct document d;
  if (r->options->files.count != 1)
    return fputs("strsmt-policy: list takes one file\n", stderr), STATUS_ERROR;
  if (!document_open(&d, &r->question->pool, r->options->files.items[0], &r->options->settings))
    return STATUS_ERROR;
  for (size_t i = 0; i < d.count; i++)
    printf("%s%s%s\n", d.file, *d.found[i].address ? "#" : "", d.found[i].address);
  const int status = d.count ? STATUS_PASS : STATUS_FAIL;
  document_close(&d);
  return status;
}
