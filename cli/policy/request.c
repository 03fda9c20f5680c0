/* request.c: from a model to a request, and to text. */
#include "request.h"

#include "codes.h"

#include <string.h>

/* ---- values ---- */

static const char *text_value(struct encoding *e, strsmt_term t)
{
  size_t length, size = 0;
  const uint32_t *codes = strsmt_term_codes(e->solver, strsmt_value(e->solver, t), &length);
  char *text = pool_take(&e->pool, codes ? 4 * length + 1 : 1, 1);
  for (size_t i = 0; codes && i < length; i++) {
    /* JSON's texts hold no surrogates, and ours no U+0000; other characters stand for them. */
    const uint32_t code = codes[i] == 0 || (codes[i] >= 0xD800 && codes[i] < 0xE000) ? 0xFFFD : codes[i];
    size += codes_put(text + size, code);
  }
  return text;
}

static bool truth_value(struct encoding *e, strsmt_term t)
{
  return strsmt_term_kind(e->solver, strsmt_value(e->solver, t)) == STRSMT_TRUE;
}

/* Decimal digits with an optional '-'. A literal prints as `7` or `(- 7)`. */
static const char *int_value(struct encoding *e, strsmt_term t)
{
  const strsmt_term value = strsmt_value(e->solver, t);
  const size_t size = strsmt_print_term(e->solver, value, NULL, 0);
  char *text = pool_take(&e->pool, size + 1, 1);
  strsmt_print_term(e->solver, value, text, size + 1);
  if (*text != '(')
    return text;
  return pool_format(&e->pool, "-%.*s", (int)(size - 4), text + 3);
}

static const char *binary_value(struct encoding *e, strsmt_term t)
{
  static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  size_t length, size = 0;
  const uint32_t *codes = strsmt_term_codes(e->solver, strsmt_value(e->solver, t), &length);
  char *text = pool_take(&e->pool, codes ? (length + 2) / 3 * 4 + 1 : 1, 1);
  for (size_t i = 0; codes && i < length; i += 3) {
    const size_t have = length - i < 3 ? length - i : 3;
    const uint32_t bits = codes[i] << 16 | (have > 1 ? codes[i + 1] << 8 : 0) | (have > 2 ? codes[i + 2] : 0);
    for (size_t k = 0; k < 4; k++)
      text[size++] = k > have ? '=' : alphabet[bits >> (18 - 6 * k) & 63];
  }
  return text;
}

static const char *key_value(struct encoding *e, const struct key *key, strsmt_term t)
{
  switch (key->type) {
  case KEY_NUMBER:
    return number_show(&e->pool, int_value(e, t), key_digits(key));
  case KEY_DATE:
    return date_show(&e->pool, int_value(e, t), key_digits(key));
  case KEY_ADDRESS:
    return address_show(&e->pool, int_value(e, t));
  case KEY_BOOL:
    return truth_value(e, t) ? "true" : "false";
  case KEY_BINARY:
    return binary_value(e, t);
  default:
    return text_value(e, t);
  }
}

static bool contains(const json_t *list, const char *text)
{
  for (size_t i = 0; i < json_array_size(list); i++)
    if (!strcmp(json_string_value(json_array_get(list, i)), text))
      return true;
  return false;
}

/* ---- from the model ---- */

static json_t *take_key(struct encoding *e, const struct key *key)
{
  const struct key_terms *terms = &e->keys[key->index];
  if (!truth_value(e, terms->present))
    return NULL;
  json_t *list = json_array();
  for (size_t i = 0; i < terms->count; i++) {
    const char *text = key_value(e, key, terms->values[i]);
    if (!contains(list, text))
      json_array_append_new(list, json_string(text));
  }
  /* A key of which nothing is asked but that it exists. */
  if (!terms->count)
    json_array_append_new(list, json_string(!strcmp(key->known.kind, "bool") ? "true" : "any"));
  return list;
}

static json_t *take_principal(struct encoding *e)
{
  if (e->principal == STRSMT_NO_TERM)
    return json_null();
  const char *text = text_value(e, e->principal), *colon = strchr(text, ':');
  if (!colon)
    return json_string("Anonymous");
  json_t *object = json_object();
  if (!strncmp(text, "arn:", 4))
    json_object_set_new(object, "AWS", json_string(text));
  else if (!strncmp(text, "Id:", 3))
    json_object_set_new(object, "AWS", json_string(text + 3));
  else
    json_object_setn_new(object, text, (size_t)(colon - text), json_string(colon + 1));
  return object;
}

static const char *take_resource(struct encoding *e)
{
  const char *part[6];
  if (!e->question->parts)
    return text_value(e, e->resource);
  if (truth_value(e, e->no_resource))
    return "*";
  for (size_t k = 0; k < 6; k++)
    part[k] = text_value(e, e->parts[k]);
  return pool_format(&e->pool, "%s:%s:%s:%s:%s:%s", part[0], part[1], part[2], part[3], part[4], part[5]);
}

json_t *request_take(struct encoding *e)
{
  json_t *request = json_object(), *context = json_object();
  json_object_set_new(request, "principal", take_principal(e));
  for (size_t i = 0; i < e->question->session_count && e->principal != STRSMT_NO_TERM; i++)
    if (truth_value(e, e->sessions[i]))
      json_object_set_new(request, "session", json_string(e->question->sessions[i]));
  json_object_set_new(request, "action", json_string(text_value(e, e->action)));
  json_object_set_new(request, "resource", json_string(take_resource(e)));
  for (const struct key *key = e->question->keys.first; key; key = key->next) {
    json_t *values = take_key(e, key);
    if (values)
      json_object_set_new(context, key->name, values);
  }
  json_object_set_new(request, "context", context);
  request_link(e->question, request);
  return request;
}

static const char *account_of(struct pool *pool, const char *arn)
{
  for (int i = 0; i < 4 && arn; i++)
    arn = (arn = strchr(arn, ':')) ? arn + 1 : NULL;
  return arn ? pool_format(pool, "%.*s", (int)strcspn(arn, ":"), arn) : NULL;
}

void request_link(const struct question *q, json_t *request)
{
  struct pool pool = {0};
  json_t *principal = json_object_get(request, "principal"), *context = json_object_get(request, "context");
  const char *arn = json_string_value(json_object_get(principal, "AWS"));
  if (arn && strncmp(arn, "arn:", 4))
    arn = NULL;
  for (const struct key *key = q->keys.first; key && q->principals; key = key->next) {
    const bool account = key_is(key, "aws:principalaccount");
    if (!account && !key_is(key, "aws:principalarn"))
      continue;
    if (account && key->variable)
      continue;
    const char *value = arn && account ? account_of(&pool, arn) : arn;
    if (account && json_is_string(principal))
      value = "anonymous";
    if (value)
      json_object_set_new(context, key->name, json_pack("[s]", value));
    else
      json_object_del(context, key->name);
  }
  pool_free(&pool);
}

/* ---- text ---- */

static void print_row(const char *name, FILE *to)
{
  fprintf(to, "  %-24s ", name);
}

/* Texts in quotes, so that they are not mistaken for something else; what is no text (a number, a date) without. */
static void print_values(const struct key *key, const json_t *values, FILE *to)
{
  const bool text = key->type == KEY_TEXT || key->type == KEY_BINARY || key->type == KEY_UNTYPED;
  for (size_t i = 0; i < json_array_size(values); i++) {
    if (i)
      fputs(", ", to);
    if (text)
      json_dumpf(json_array_get(values, i), to, JSON_ENCODE_ANY);
    else
      fputs(json_string_value(json_array_get(values, i)), to);
  }
  if (!values)
    fputs("(not in the request)", to);
  fputc('\n', to);
}

void request_print(const struct question *q, const json_t *request, FILE *to)
{
  json_t *principal = json_object_get(request, "principal");
  const char *kind = json_object_iter_key(json_object_iter(principal));
  print_row("principal", to);
  if (kind)
    fprintf(to, "%s %s\n", kind, json_string_value(json_object_get(principal, kind)));
  else
    fprintf(to, "%s\n", json_is_string(principal) ? "anonymous" : "(any)");
  static const char *const rows[] = {"session", "action", "resource"};
  for (size_t i = 0; i < 3; i++) {
    const char *text = json_string_value(json_object_get(request, rows[i]));
    if (!text)
      continue;
    print_row(rows[i], to);
    fprintf(to, "%s\n", text);
  }
  for (const struct key *key = q->keys.first; key; key = key->next) {
    print_row(key->name, to);
    print_values(key, json_object_get(json_object_get(request, "context"), key->name), to);
  }
}
