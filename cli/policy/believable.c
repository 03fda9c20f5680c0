/* believable.c: tries likelier actions, resources, principals and values in the place of the model's, keeping each that
 * evaluate.h says the same of. No solver is asked, so it costs little; the order of the trials is fixed, so the result is
 * the same each time. */
#include "ask.h"
#include "decide.h"
#include "request.h"
#include "table.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { MOST_TRIALS = 1500, LEAST_TRIALS = 60, MOST_WORK = 300000 };

struct trial {
  struct question *question;
  json_t *request;
  const struct side *allowed, *refused;
  struct pool pool;
  unsigned count, most; /* trials so far, and how many there may be: fewer where documents are long */
  const char *account;
};

/* Is the request, as it is now, still an answer? */
static bool holds(struct trial *t)
{
  if (++t->count > t->most)
    return false;
  return decide_difference(t->question, t->request, t->allowed, t->refused) == TRUTH_YES;
}

/* Puts a value into an object, or takes it out again if the request is no answer with it. */
static bool try_value(struct trial *t, json_t *object, const char *name, json_t *value)
{
  json_t *former = json_incref(json_object_get(object, name));
  if (value)
    json_object_set_new(object, name, value);
  else
    json_object_del(object, name);
  request_link(t->question, t->request);
  const bool good = holds(t);
  if (!good && former)
    json_object_set(object, name, former);
  else if (!good)
    json_object_del(object, name);
  if (!good)
    request_link(t->question, t->request);
  json_decref(former);
  return good;
}

static bool try_text(struct trial *t, const char *name, const char *text)
{
  return try_value(t, t->request, name, json_string(text));
}

/* ---- what the documents say ---- */

typedef bool visit_text(struct trial *t, const char *text, void *user);

static bool visit_list(struct trial *t, json_t *list, visit_text *visit, void *user)
{
  if (json_is_string(list))
    return visit(t, json_string_value(list), user);
  for (size_t i = 0; i < json_array_size(list); i++)
    if (json_is_string(json_array_get(list, i)) && !visit(t, json_string_value(json_array_get(list, i)), user))
      return false;
  return true;
}

/* Each text below an element of each statement, until `visit` returns false. The first documents are those of `allowed`. */
static void visit_element(struct trial *t, const char *element, visit_text *visit, void *user)
{
  for (size_t i = 0; i < t->question->policy_count; i++) {
    json_t *list = json_object_get(t->question->policies[i]->document, "Statement");
    const size_t count = json_is_array(list) ? json_array_size(list) : 1;
    for (size_t k = 0; k < count; k++) {
      json_t *statement = json_is_array(list) ? json_array_get(list, k) : list;
      if (!visit_list(t, json_object_get(statement, element), visit, user))
        return;
    }
  }
}

static bool note_account(struct trial *t, const char *text, void *user)
{
  (void)user;
  for (int i = 0; i < 4 && text; i++)
    text = (text = strchr(text, ':')) ? text + 1 : NULL;
  if (!text || strspn(text, "0123456789") != 12 || (text[12] && text[12] != ':'))
    return true;
  t->account = pool_format(&t->pool, "%.12s", text);
  return false;
}

/* ---- resources ---- */

/* What stands for a name in braces. */
static const char *filling(struct trial *t, const char *name, size_t size)
{
  static const char *const texts[][2] = {{"Partition", "aws"},
                                         {"Region", "us-east-1"},
                                         {"BucketName", "example-bucket"},
                                         {"ObjectName", "example-object"},
                                         {"KeyId", "1234abcd-12ab-34cd-56ef-1234567890ab"},
                                         {"InstanceId", "i-1234567890abcdef0"},
                                         {"VolumeId", "vol-1234567890abcdef0"}};
  if (size == 7 && !strncmp(name, "Account", 7))
    return t->account;
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    if (strlen(texts[i][0]) == size && !strncmp(name, texts[i][0], size))
      return texts[i][1];
  return "example";
}

static const char *fill_form(struct trial *t, const char *form, size_t size)
{
  char *text = pool_take(&t->pool, 8 * size + 400, 1), *to = text;
  for (size_t i = 0; i < size;) {
    if (form[i] != '{') {
      *to++ = form[i++];
      continue;
    }
    const size_t end = strcspn(form + i, "}");
    const char *value = filling(t, form + i + 1, end - 1);
    to += strlen(strcpy(to, value));
    i += end + 1;
  }
  return text;
}

/* Is the text of that form? A name in braces is one character or more, without a colon in the first five parts. */
static bool has_form(const char *text, const char *form, size_t size)
{
  if (!size)
    return !*text;
  if (*form != '{')
    return *form == *text && has_form(text + 1, form + 1, size - 1);
  const size_t end = strcspn(form, "}") + 1;
  const bool account = !strncmp(form, "{Account}", 9);
  for (size_t i = 1; text[i - 1]; i++) {
    if (text[i - 1] == ':' && memchr(form + end, ':', size - end))
      return false;
    if (account && (text[i - 1] < '0' || text[i - 1] > '9'))
      return false;
    if (has_form(text + i, form + end, size - end))
      return true;
  }
  return false;
}

struct forms {
  const char *section, *types;
  size_t types_size;
};

static bool visit_forms(struct trial *t, const struct forms *f,
                        bool (*visit)(struct trial *, const char *, size_t, void *), void *user)
{
  for (size_t i = 0; i < f->types_size;) {
    const size_t size = strcspn(f->types + i, ", ");
    size_t form_size;
    const char *form = table_form(f->section, f->types + i, size, &form_size);
    if (form && visit(t, form, form_size, user))
      return true;
    i += size + 1;
  }
  return false;
}

static bool fits_form(struct trial *t, const char *form, size_t size, void *text)
{
  (void)t;
  return has_form(text, form, size);
}

static bool try_form(struct trial *t, const char *form, size_t size, void *user)
{
  (void)user;
  return try_text(t, "resource", fill_form(t, form, size));
}

/* A pattern of a document with each `*` filled by what the form has in that part, or by a name. */
static const char *fill_pattern(struct trial *t, const char *pattern, const char *like, const char *star)
{
  char *text = pool_take(&t->pool, 2 * strlen(pattern) + strlen(like) + 60 * (strlen(pattern) + 1), 1), *to = text;
  int part = 0;
  for (const char *p = pattern; *p; p++) {
    if (*p == ':' && part < 5)
      part++;
    if (p[0] == '$' && p[1] == '{')
      return NULL;
    if (*p != '*' && *p != '?') {
      *to++ = *p;
      continue;
    }
    const char *of = like;
    for (int i = 0; i < part && of; i++)
      of = (of = strchr(of, ':')) ? of + 1 : NULL;
    if (*p == '?')
      *to++ = 'a';
    else if (part < 5 && of)
      to += (size_t)strlen(strncpy(to, of, strcspn(of, ":")));
    else
      to += strlen(strcpy(to, star));
  }
  return text;
}

struct pattern_trial {
  const struct forms *forms;
  const char *like;
  bool found;
};

static bool try_pattern(struct trial *t, const char *pattern, void *user)
{
  static const char *const stars[] = {"example", "", "example/example", "other"};
  struct pattern_trial *p = user;
  if (strncmp(pattern, "arn:", 4))
    return true;
  for (size_t i = 0; i < sizeof stars / sizeof *stars && !p->found; i++) {
    const char *text = fill_pattern(t, pattern, p->like, stars[i]);
    p->found = text && visit_forms(t, p->forms, fits_form, (void *)text) && try_text(t, "resource", text);
  }
  return !p->found && t->count < t->most;
}

/* A resource of a form that the action acts on. */
static bool try_resources(struct trial *t, const struct forms *f)
{
  const char *now = json_string_value(json_object_get(t->request, "resource"));
  if (*f->types == '-')
    return (now && !strcmp(now, "*") && holds(t)) || try_text(t, "resource", "*");
  if (visit_forms(t, f, try_form, NULL))
    return true;
  for (size_t i = 0; i < f->types_size;) {
    const size_t size = strcspn(f->types + i, ", ");
    size_t form_size = 0;
    const char *form = table_form(f->section, f->types + i, size, &form_size);
    struct pattern_trial p = {f, form ? fill_form(t, form, form_size) : "", false};
    if (form)
      visit_element(t, "Resource", try_pattern, &p);
    if (form && !p.found)
      visit_element(t, "NotResource", try_pattern, &p);
    if (p.found)
      return true;
    i += size + 1;
  }
  now = json_string_value(json_object_get(t->request, "resource"));
  return now && visit_forms(t, f, fits_form, (void *)now) && holds(t);
}

/* ---- actions ---- */

/* The best so far: 2 with a resource of its form, 1 with the model's. */
struct action_trial {
  struct trial *t;
  const char *prefix, *section, *pattern, *model;
  size_t prefix_size;
  char *best;
  bool done;
};

static bool try_action(void *user, const char *action, size_t size, const char *types, size_t types_size)
{
  struct action_trial *a = user;
  struct trial *t = a->t;
  const struct forms f = {a->section, types, types_size};
  const struct evaluation e = {t->request, false};
  const char *text = pool_format(&t->pool, "%.*s:%.*s", (int)a->prefix_size, a->prefix, (int)size, action);
  if (t->count >= t->most)
    return false;
  if (a->pattern && !evaluate_pattern(&e, a->pattern, text, EVALUATE_ACTION, false))
    return true;
  json_t *former = json_incref(json_object_get(t->request, "action"));
  json_object_set_new(t->request, "action", json_string(text));
  const bool plain = holds(t);
  if (plain && !a->best)
    a->best = pool_copy(&t->pool, text);
  a->done = try_resources(t, &f);
  if (!a->done)
    json_object_set(t->request, "action", former);
  json_decref(former);
  return !a->done;
}

static bool try_service(struct trial *t, struct action_trial *a, const char *pattern)
{
  a->pattern = pattern;
  a->prefix = pattern;
  a->prefix_size = strcspn(pattern, ":");
  if (strcspn(pattern, "*?") < a->prefix_size)
    return true;
  a->section = table_service(a->prefix, a->prefix_size);
  if (a->section && t->count < t->most)
    table_actions(a->section, try_action, a);
  return !a->done && t->count < t->most;
}

static bool try_action_pattern(struct trial *t, const char *pattern, void *user)
{
  return try_service(t, user, pattern);
}

/* The patterns that let the model's action in come first: what is new is among what they stand for. */
static bool try_causes(struct trial *t, const char *pattern, void *user)
{
  struct action_trial *a = user;
  const struct evaluation e = {t->request, false};
  return !evaluate_pattern(&e, pattern, a->model, EVALUATE_ACTION, false) || try_service(t, a, pattern);
}

static void better_action(struct trial *t)
{
  static const char *const common[] = {"s3:*", "ec2:*", "iam:*", "lambda:*", "dynamodb:*", "sts:*", "kms:*", "sns:*"};
  struct action_trial a = {.t = t};
  const char *now = pool_copy(&t->pool, json_string_value(json_object_get(t->request, "action")));
  /* The model's own action, if there is one of that name; then those that the documents allow; then well-known ones. */
  a.model = now;
  if (try_service(t, &a, now))
    visit_element(t, "Action", try_causes, &a);
  if (!a.done && !a.best) {
    visit_element(t, "Action", try_action_pattern, &a);
    const unsigned left = t->count;
    t->count = left < t->most / 2 ? left : t->most / 2;
    for (size_t i = 0; i < sizeof common / sizeof *common && !a.done; i++)
      try_service(t, &a, common[i]);
  }
  if (!a.done && a.best)
    json_object_set_new(t->request, "action", json_string(a.best));
  t->count = 0;
}

/* ---- the rest ---- */

static void better_principal(struct trial *t)
{
  json_t *principal = json_object_get(t->request, "principal");
  if (!json_is_object(principal) || !json_object_get(principal, "AWS"))
    return;
  static const char *const forms[] = {"arn:aws:iam::%s:role/example", "arn:aws:iam::%s:user/example"};
  const char *accounts[] = {t->account, "444455556666"};
  json_object_del(t->request, "session");
  for (size_t i = 0; i < 4; i++) {
    const char *form = forms[i % 2], *account = accounts[i / 2], *place = strstr(form, "%s");
    const char *text = pool_format(&t->pool, "%.*s%s%s", (int)(place - form), form, account, place + 2);
    if (try_value(t, t->request, "principal", json_pack("{s:s}", "AWS", text)))
      return;
  }
}

static void better_key(struct trial *t, const struct key *key)
{
  static const char *const texts[] = {"example", "other-example", "111122223333", "444455556666"};
  static const char *const numbers[] = {"1", "10", "100"};
  json_t *context = json_object_get(t->request, "context");
  const json_t *values = json_object_get(context, key->name);
  const bool derived = key_is(key, "aws:principalarn") || key_is(key, "aws:principalaccount");
  if (!values || derived)
    return;
  const bool always = key->known.always || key->known.signed_only || key_is(key, "aws:username");
  if (!always && try_value(t, context, key->name, NULL))
    return;
  const char *now = json_string_value(json_array_get(values, 0));
  for (size_t i = 1; i < json_array_size(values) && json_array_size(values) > 1; i++) {
    json_t *fewer = json_copy((json_t *)values);
    json_array_remove(fewer, i);
    if (try_value(t, context, key->name, fewer))
      values = json_object_get(context, key->name), i--;
  }
  for (size_t i = 0; key->type == KEY_TEXT && json_array_size(values) > 1 && i < json_array_size(values); i++) {
    json_t *nicer = json_copy((json_t *)values);
    json_array_set_new(nicer, i, json_string(i ? "other-example" : "example"));
    if (try_value(t, context, key->name, nicer))
      values = json_object_get(context, key->name);
  }
  if (json_array_size(values) != 1 || !now)
    return;
  if (key->type == KEY_TEXT)
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
      if (try_value(t, context, key->name, json_pack("[s]", texts[i])))
        return;
  if (key->type == KEY_ADDRESS)
    try_value(t, context, key->name, json_pack("[s]", "203.0.113.10"));
  for (size_t i = 0; key->type == KEY_NUMBER && i < sizeof numbers / sizeof *numbers; i++)
    if (try_value(t, context, key->name, json_pack("[s]", numbers[i])))
      return;
}

/* Keys that hold the same text may have to: all of them are changed at once. */
static void better_shared(struct trial *t)
{
  const char *key;
  json_t *values, *context = json_object_get(t->request, "context");
  json_object_foreach(context, key, values)
  {
    const char *text = json_string_value(json_array_get(values, 0));
    if (json_array_size(values) != 1 || !text || (*text && strlen(text) > 2))
      continue;
    json_t *changed = json_deep_copy(context), *other;
    const char *name;
    json_object_foreach(changed, name, other) if (json_array_size(other) == 1 &&
                                                  !strcmp(json_string_value(json_array_get(other, 0)), text))
        json_object_set_new(changed, name, json_pack("[s]", "example"));
    try_value(t, t->request, "context", changed);
    return;
  }
}

void believable(struct question *q, json_t *request, const struct side *allowed, const struct side *refused)
{
  struct trial t = {q, request, allowed, refused, {0}, 0, 0, "111122223333"};
  size_t patterns = 1;
  for (size_t i = 0; i < q->policy_count; i++)
    for (size_t k = 0; k < q->policies[i]->count; k++)
      patterns +=
          q->policies[i]->statements[k].action.patterns.count + q->policies[i]->statements[k].resource.patterns.count;
  t.most = MOST_WORK / patterns < LEAST_TRIALS  ? LEAST_TRIALS
           : MOST_WORK / patterns > MOST_TRIALS ? MOST_TRIALS
                                                : (unsigned)(MOST_WORK / patterns);
  visit_element(&t, "Resource", note_account, NULL);
  for (const struct key *key = q->keys.first; key; key = key->next) {
    json_t *context = json_object_get(request, "context");
    const bool always = key->known.always || key->known.signed_only || key_is(key, "aws:username");
    if (!always && json_object_get(context, key->name) && !key_is(key, "aws:principalarn") &&
        !key_is(key, "aws:principalaccount"))
      try_value(&t, context, key->name, NULL);
  }
  t.count = 0;
  better_action(&t);
  better_principal(&t);
  for (const struct key *key = q->keys.first; key; key = key->next)
    better_key(&t, key);
  better_shared(&t);
  pool_free(&t.pool);
}
