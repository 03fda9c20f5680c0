/* request.c: from a model to a request, and to text. */
#include "request.h"

#include "build.h"
#include "codes.h"

#include <jansson.h>
#include <string.h>

/* ---- values ---- */

static const char *text_value(struct encoding *e, strsmt_term t)
{
  size_t length, size = 0;
  const uint32_t *codes = strsmt_term_codes(e->solver, strsmt_value(e->solver, t), &length);
  char *text = pool_take(&e->pool, codes ? 4 * length + 1 : 1, 1);
  for (size_t i = 0; codes && i < length; i++) size += codes_put(text + size, codes[i]);
  return text;
}

/* Decimal digits with an optional '-'. A literal prints as `7` or `(- 7)`. */
static const char *int_value(struct encoding *e, strsmt_term t)
{
  const strsmt_term value = strsmt_value(e->solver, t);
  const size_t size = strsmt_print_term(e->solver, value, NULL, 0);
  char *text = pool_take(&e->pool, size + 1, 1);
  strsmt_print_term(e->solver, value, text, size + 1);
  if (*text != '(') return text;
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
    for (size_t k = 0; k < 4; k++) text[size++] = k > have ? '=' : alphabet[bits >> (18 - 6 * k) & 63];
  }
  return text;
}

static const char *key_value(struct encoding *e, const struct key *key, strsmt_term t)
{
  switch (key->type) {
  case KEY_NUMBER: return number_show(&e->pool, int_value(e, t), key_digits(key));
  case KEY_DATE: return date_show(&e->pool, int_value(e, t), key_digits(key));
  case KEY_ADDRESS: return address_show(&e->pool, int_value(e, t));
  case KEY_BOOL: return strsmt_term_kind(e->solver, strsmt_value(e->solver, t)) == STRSMT_TRUE ? "true" : "false";
  case KEY_BINARY: return binary_value(e, t);
  default: return text_value(e, t);
  }
}

static bool contains(const struct key_value *list, const char *text)
{
  for (size_t i = 0; i < list->count; i++)
    if (!strcmp(list->values[i], text)) return true;
  return false;
}

static void take_key(struct encoding *e, const struct key *key, struct key_value *out)
{
  const struct key_terms *terms = &e->keys[key->index];
  const strsmt_term present = strsmt_value(e->solver, terms->present);
  out->key = key;
  out->present = strsmt_term_kind(e->solver, present) == STRSMT_TRUE;
  out->values = pool_take(&e->pool, terms->count + 1, sizeof *out->values);
  if (!out->present) return;
  for (size_t i = 0; i < terms->count; i++) {
    const char *text = key_value(e, key, terms->values[i]);
    if (!contains(out, text)) out->values[out->count++] = text;
  }
  /* A key of which nothing is asked but that it exists. */
  if (!terms->count) out->values[out->count++] = "any";
}

void request_take(struct encoding *e, struct request *out)
{
  memset(out, 0, sizeof *out);
  out->action = text_value(e, e->action);
  out->resource = text_value(e, e->resource);
  if (e->principal != STRSMT_NO_TERM) out->principal = text_value(e, e->principal);
  out->keys = pool_take(&e->pool, e->question->keys.count, sizeof *out->keys);
  for (const struct key *key = e->question->keys.first; key; key = key->next)
    take_key(e, key, &out->keys[out->key_count++]);
}

/* ---- wishes ---- */

/* Asserts a wish if there is a model that fulfils it, and takes the request from that. */
static bool wish(struct encoding *e, strsmt_term t, struct request *out)
{
  strsmt *s = e->solver;
  if (strsmt_push(s, 1) != STRSMT_OK) return false;
  if (strsmt_assert(s, t) == STRSMT_OK && strsmt_check(s) == STRSMT_SAT) {
    request_take(e, out);
    return true;
  }
  strsmt_pop(s, 1);
  return false;
}

static bool wish_member(struct encoding *e, strsmt_term x, strsmt_term language, struct request *out)
{
  return wish(e, strsmt_make_2(e->solver, STRSMT_STR_IN_RE, x, language), out);
}

static strsmt_term word(strsmt *s, const char *first, const char *others)
{
  const strsmt_term parts[] = {build_class(s, first), strsmt_make_1(s, STRSMT_RE_STAR, build_class(s, others))};
  return strsmt_make(s, STRSMT_RE_CONCAT, 2, parts);
}

static strsmt_term pleasant_arn(strsmt *s)
{
  const strsmt_term colon = build_text(s, ":"), name = strsmt_make_1(s, STRSMT_RE_STAR, build_class(s, "--09az"));
  const strsmt_term account = strsmt_make_1(s, STRSMT_RE_STAR, build_class(s, "09"));
  const strsmt_term parts[] = {build_text(s, "arn:aws:"), word(s, "az", "--09az"), colon, name, colon, account, colon,
                               word(s, "09AZaz", "!~")};
  return strsmt_make(s, STRSMT_RE_CONCAT, sizeof parts / sizeof *parts, parts);
}

static void wish_text(struct encoding *e, strsmt_term x, struct request *out)
{
  strsmt *s = e->solver;
  if (wish_member(e, x, word(s, "09AZaz", "!~"), out)) return;
  wish_member(e, x, strsmt_make_1(s, STRSMT_RE_STAR, build_class(s, " ~")), out);
}

/* An action that one of the policies names in full is one that there is. */
static void wish_known_action(struct encoding *e, struct request *out)
{
  const struct policy *policies[] = {&e->question->new_policy, &e->question->old_policy};
  for (size_t p = 0; p < 2; p++) {
    size_t count = 0, room = 0;
    for (size_t i = 0; i < policies[p]->count; i++) room += policies[p]->statements[i].action.patterns.count;
    strsmt_term *languages = pool_take(&e->pool, room, sizeof *languages);
    for (size_t i = 0; i < policies[p]->count; i++) {
      const struct patterns *actions = &policies[p]->statements[i].action.patterns;
      for (size_t k = 0; k < actions->count; k++)
        if (pattern_is_literal(&actions->items[k])) languages[count++] = build_literal(e->solver, &actions->items[k]);
    }
    if (count && wish_member(e, e->action, build_union(e->solver, count, languages), out)) return;
  }
}

void request_polish(struct encoding *e, struct request *out)
{
  strsmt *s = e->solver;
  request_take(e, out);
  for (const struct key *key = e->question->keys.first; key; key = key->next)
    if (out->keys[key->index].present) wish(e, build_not(s, e->keys[key->index].present), out);
  wish_known_action(e, out);
  if (!wish_member(e, e->resource, pleasant_arn(s), out)) wish_text(e, e->resource, out);
  if (e->principal != STRSMT_NO_TERM)
    wish_member(e, e->principal, strsmt_make_1(s, STRSMT_RE_STAR, build_class(s, "--//::09AZaz")), out);
  for (const struct key *key = e->question->keys.first; key; key = key->next)
    for (size_t i = 0; key->type == KEY_TEXT && out->keys[key->index].present && i < e->keys[key->index].count; i++)
      wish_text(e, e->keys[key->index].values[i], out);
}

/* ---- text ---- */

/* Text in quotes where it might be mistaken for something else. */
static void print_value(const char *text, bool quote, FILE *to)
{
  json_t *value = quote ? json_string(text) : NULL;
  if (value) json_dumpf(value, to, JSON_ENCODE_ANY);
  else fputs(text, to);
  json_decref(value);
}

static void print_key(const struct key_value *key, FILE *to)
{
  const bool text = key->key->type == KEY_TEXT || key->key->type == KEY_BINARY;
  fprintf(to, "  %-24s ", key->key->name);
  if (!key->present) fputs("(not in the request)", to);
  for (size_t i = 0; i < key->count; i++) {
    if (i) fputs(", ", to);
    print_value(key->values[i], text, to);
  }
  fputc('\n', to);
}

void request_print(const struct request *request, FILE *to)
{
  const char *colon = request->principal ? strchr(request->principal, ':') : NULL;
  if (colon)
    fprintf(to, "  %-24s %.*s %s\n", "principal", (int)(colon - request->principal), request->principal, colon + 1);
  else fprintf(to, "  %-24s %s\n", "principal", request->principal ? "anonymous" : "(any)");
  fprintf(to, "  %-24s %s\n", "action", request->action);
  fprintf(to, "  %-24s %s\n", "resource", request->resource);
  for (size_t i = 0; i < request->key_count; i++) print_key(&request->keys[i], to);
}

static json_t *principal_json(const char *principal)
{
  const char *colon = principal ? strchr(principal, ':') : NULL;
  if (!principal) return json_null();
  if (!colon) return json_string("Anonymous");
  json_t *object = json_object(), *name = json_string(colon + 1);
  if (object) json_object_setn_new(object, principal, (size_t)(colon - principal), name);
  return object;
}

static json_t *context_json(const struct request *request)
{
  json_t *context = json_object();
  for (size_t i = 0; i < request->key_count; i++) {
    const struct key_value *key = &request->keys[i];
    if (!key->present) continue;
    json_t *list = json_array();
    for (size_t k = 0; k < key->count; k++) json_array_append_new(list, json_string(key->values[k]));
    json_object_set_new(context, key->key->name, list);
  }
  return context;
}

void request_print_json(const struct request *request, FILE *to)
{
  json_t *object = json_object();
  json_object_set_new(object, "principal", principal_json(request->principal));
  json_object_set_new(object, "action", json_string(request->action));
  json_object_set_new(object, "resource", json_string(request->resource));
  json_object_set_new(object, "context", context_json(request));
  json_dumpf(object, to, JSON_COMPACT);
  fputc('\n', to);
  json_decref(object);
}
