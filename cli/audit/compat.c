/* compat.c: two versions of a schema, side by side: JSON Schema, OpenAPI, a CustomResourceDefinition, a CloudFormation resource.
 *
 * The two documents are walked together, through $ref on both sides and the branches of allOf; what is about strings on
 * either side becomes a language (schema_language), and the old one must be within the new one (for what a program takes; the
 * other way round for what it gives). Formats that have no language here stand for themselves: the same on both sides is no
 * obstacle, and what depends on another one is unknown. */
#include <stdlib.h>
#include <string.h>

#include "audit.h"

enum { DEEPEST = 64, POINTER_LENGTH = 1000 };

typedef struct walk {
  audit *a;
  const json_t *before, *after; /* the documents */
  json_t *seen;                 /* pairs of references that are being walked, or were */
  bool go;                      /* patterns are those of Go */
} walk;

static void follow(walk *w, const json_t *before, const json_t *after, const char *pointer, unsigned depth);
static void schemas(walk *w, const json_t *before, const json_t *after, const char *pointer, unsigned depth);

/* ---- references ---- */

/* The next token of a JSON pointer, unescaped. */
static const char *pointer_token(const char *at, char *token, size_t size)
{
  size_t n = 0;
  for (; *at && *at != '/'; at++) {
    char c = *at;
    if (c == '~' && (at[1] == '0' || at[1] == '1'))
      c = *++at == '0' ? '~' : '/';
    if (n + 1 < size)
      token[n++] = c;
  }
  token[n] = 0;
  return at;
}

static const json_t *resolve_pointer(const json_t *document, const char *reference)
{
  char token[300];
  if (*reference != '#')
    return NULL;
  for (const char *at = reference + 1; *at == '/' && document;) {
    at = pointer_token(at + 1, token, sizeof token);
    document =
        json_is_array(document) ? json_array_get(document, strtoul(token, NULL, 10)) : json_object_get(document, token);
  }
  return document;
}

/* The schema that a chain of references leads to; NULL with an error if it leads nowhere. */
static const json_t *resolved(walk *w, const json_t *document, const json_t *schema)
{
  for (unsigned i = 0; i < DEEPEST; i++) {
    const json_t *reference = json_object_get(schema, "$ref");
    if (!json_is_string(reference))
      return schema;
    schema = resolve_pointer(document, json_string_value(reference));
    if (!schema) {
      audit_fail(w->a, "$ref '%s' leads nowhere in its document (other documents are not read)",
                 json_string_value(reference));
      return NULL;
    }
  }
  audit_fail(w->a, "$ref: a circle of references");
  return NULL;
}

/* ---- languages ---- */

static bool names_type(const json_t *type, const char *name)
{
  size_t i;
  json_t *one;
  if (json_is_string(type))
    return !strcmp(json_string_value(type), name);
  json_array_foreach(type, i, one) if (json_is_string(one) && !strcmp(json_string_value(one), name)) return true;
  return false;
}

static void add_strings(json_t *parts, const json_t *list)
{
  json_t *strings = json_array();
  size_t i;
  json_t *one;
  json_array_foreach(list, i, one) if (json_is_string(one)) json_array_append(strings, one);
  json_array_append_new(parts, json_pack("{s:o}", "values", strings));
}

static json_t *schema_language(walk *w, const json_t *document, const json_t *schema, json_t *formats, unsigned depth);

static json_t *branches(walk *w, const json_t *document, const json_t *list, json_t *formats, unsigned depth)
{
  json_t *all = json_array();
  size_t i;
  json_t *one;
  json_array_foreach(list, i, one) json_array_append_new(all, schema_language(w, document, one, formats, depth));
  return all;
}

/* Exactly one of them. */
static json_t *exactly_one(json_t *list)
{
  json_t *any = json_array();
  for (size_t i = 0; i < json_array_size(list); i++) {
    json_t *all = json_array();
    for (size_t j = 0; j < json_array_size(list); j++)
      json_array_append_new(all, i == j ? json_incref(json_array_get(list, j))
                                        : json_pack("{s:O}", "not", json_array_get(list, j)));
    json_array_append_new(any, json_pack("{s:o}", "all", all));
  }
  json_decref(list);
  return json_pack("{s:o}", "any", any);
}

static void add_conditional(walk *w, const json_t *document, const json_t *schema, json_t *parts, json_t *formats,
                            unsigned depth)
{
  const json_t *then = json_object_get(schema, "then"), *otherwise = json_object_get(schema, "else");
  json_t *condition = schema_language(w, document, json_object_get(schema, "if"), formats, depth);
  json_t *yes = then ? schema_language(w, document, then, formats, depth) : json_pack("{s:[]}", "all");
  json_t *no = otherwise ? schema_language(w, document, otherwise, formats, depth) : json_pack("{s:[]}", "all");
  json_array_append_new(
      parts, json_pack("{s:[{s:[O,o]},{s:[{s:O},o]}]}", "any", "all", condition, yes, "all", "not", condition, no));
  json_decref(condition);
}

static void add_combined(walk *w, const json_t *document, const json_t *schema, json_t *parts, json_t *formats,
                         unsigned depth)
{
  const json_t *x;
  if ((x = json_object_get(schema, "allOf")))
    json_array_append_new(parts, json_pack("{s:o}", "all", branches(w, document, x, formats, depth)));
  if ((x = json_object_get(schema, "anyOf")))
    json_array_append_new(parts, json_pack("{s:o}", "any", branches(w, document, x, formats, depth)));
  if ((x = json_object_get(schema, "oneOf")))
    json_array_append_new(parts, exactly_one(branches(w, document, x, formats, depth)));
  if ((x = json_object_get(schema, "not")))
    json_array_append_new(parts, json_pack("{s:o}", "not", schema_language(w, document, x, formats, depth)));
  if (json_object_get(schema, "if"))
    add_conditional(w, document, schema, parts, formats, depth);
}

/* The strings that a schema accepts. Unknown formats go into `formats`. */
static json_t *schema_language(walk *w, const json_t *document, const json_t *schema, json_t *formats, unsigned depth)
{
  json_t *parts = json_array();
  const json_t *x, *y;
  if (depth > DEEPEST)
    audit_fail(w->a, "schemas inside each other, or referring to each other in a circle, more than %d deep", DEEPEST);
  schema = *w->a->error ? NULL : resolved(w, document, schema);
  if (json_is_false(schema) || ((x = json_object_get(schema, "type")) && !names_type(x, "string")))
    json_array_append_new(parts, json_pack("{s:[]}", "values"));
  if (json_is_string(x = json_object_get(schema, "pattern")))
    json_array_append_new(
        parts, json_pack("{s:O s:s s:s}", "pattern", x, "dialect", w->go ? "re2" : w->a->dialect, "match", "search"));
  x = json_object_get(schema, "minLength");
  y = json_object_get(schema, "maxLength");
  if (json_is_integer(x) || json_is_integer(y)) {
    json_t *most = json_is_integer(y) ? json_incref((json_t *)y) : json_null();
    json_array_append_new(parts, json_pack("{s:[I,o]}", "length", json_integer_value(x), most));
  }
  if (json_is_array(x = json_object_get(schema, "enum")))
    add_strings(parts, x);
  if ((x = json_object_get(schema, "const"))) {
    json_t *one = json_pack("[O]", x);
    add_strings(parts, one);
    json_decref(one);
  }
  if (json_is_string(x = json_object_get(schema, "format")))
    json_object_set_new(formats, json_string_value(x), json_true());
  if (schema)
    add_combined(w, document, schema, parts, formats, depth + 1);
  return json_pack("{s:o}", "all", parts);
}

/* Does the schema speak of strings? */
static bool about_strings(walk *w, const json_t *document, const json_t *schema, unsigned depth)
{
  static const char *const words[] = {"pattern", "minLength", "maxLength", "format"};
  static const char *const lists[] = {"allOf", "anyOf", "oneOf"};
  schema = depth < DEEPEST && !*w->a->error ? resolved(w, document, schema) : NULL;
  const json_t *type = json_object_get(schema, "type"), *one = json_array_get(json_object_get(schema, "enum"), 0);
  if (type)
    return names_type(type, "string");
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (json_object_get(schema, words[i]))
      return true;
  if (json_is_string(one) || json_is_string(json_object_get(schema, "const")))
    return true;
  for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
    size_t j;
    json_t *branch;
    json_array_foreach(json_object_get(schema, lists[i]), j,
                       branch) if (about_strings(w, document, branch, depth + 1)) return true;
  }
  return false;
}

/* ---- one pair ---- */

/* A format that the first has and the second does not; NULL if there is none. */
static const char *format_beyond(json_t *these, const json_t *those)
{
  const char *key;
  json_t *value;
  json_object_foreach(these, key, value) if (!json_object_get(those, key)) return key;
  return NULL;
}

static void compare_strings(walk *w, const json_t *before, const json_t *after, const char *pointer)
{
  audit *a = w->a;
  json_t *formats[2] = {json_object(), json_object()}, *in, *out;
  bool turned = a->response;
  in = schema_language(w, turned ? w->after : w->before, turned ? after : before, formats[0], 0);
  out = schema_language(w, turned ? w->before : w->after, turned ? before : after, formats[1], 0);
  const char *verdict = NULL, *name = *pointer ? pointer : "/", *beyond;
  char detail[200];
  question q = {.control = name,
                .name = turned ? "new within old" : "old within new",
                .in = {in},
                .out = {out},
                .where = pointer,
                .refuted = turned ? "given now, and not before" : "accepted before, and not any more"};
  if (!*a->error && !ask(a, &q, &verdict) && !a->proofs) {
    /* One pattern that has no language here: the other strings are compared all the same. */
    add_result(a, name, q.name, VERDICT_UNKNOWN, a->error, pointer);
    a->error[0] = 0;
  }
  if (verdict) {
    json_t *r = json_array_get(a->results, json_array_size(a->results) - 1);
    beyond = format_beyond(formats[1], formats[0]);
    bool proved = !strcmp(verdict, VERDICT_PROVED), refuted = !strcmp(verdict, VERDICT_REFUTED);
    if ((proved && beyond) || (refuted && (beyond = format_beyond(formats[0], json_null())) != NULL)) {
      snprintf(detail, sizeof detail,
               proved ? "all the same but for format '%s', which is not known here"
                      : "so it seems, if format '%s', which is not known here, accepts it",
               beyond);
      json_object_set_new(r, "verdict", json_string(VERDICT_UNKNOWN));
      json_object_set_new(r, "detail", json_string(detail));
    }
  }
  json_decref(in);
  json_decref(out);
  json_decref(formats[0]);
  json_decref(formats[1]);
}

/* ---- walking ---- */

static void extend(char *out, const char *pointer, const char *key)
{
  size_t n = (size_t)snprintf(out, POINTER_LENGTH, "%s/", pointer);
  for (; *key && n + 3 < POINTER_LENGTH; key++)
    n += (size_t)snprintf(out + n, POINTER_LENGTH - n, *key == '/' ? "~1" : *key == '~' ? "~0" : "%c", *key);
}

/* A property as the schema and its branches of allOf have it; a new reference, or NULL. */
static json_t *property(walk *w, const json_t *document, const json_t *schema, const char *group, const char *key,
                        unsigned depth)
{
  json_t *found = json_array();
  size_t i;
  json_t *branch;
  schema = depth < DEEPEST && !*w->a->error ? resolved(w, document, schema) : NULL;
  json_t *own = json_object_get(json_object_get(schema, group), key);
  if (own)
    json_array_append(found, own);
  json_array_foreach(json_object_get(schema, "allOf"), i, branch)
  {
    json_t *inner = property(w, document, branch, group, key, depth + 1);
    if (inner)
      json_array_append_new(found, inner);
  }
  json_t *result = json_array_size(found) == 1 ? json_incref(json_array_get(found, 0))
                   : json_array_size(found)    ? json_pack("{s:O}", "allOf", found)
                                               : NULL;
  json_decref(found);
  return result;
}

static void schema_map(walk *w, const json_t *before, const json_t *after, const char *group, const char *pointer,
                       unsigned depth)
{
  char below[POINTER_LENGTH], here[POINTER_LENGTH];
  const char *key;
  json_t *value;
  extend(below, pointer, group);
  json_object_foreach(json_object_get(before, group), key, value)
  {
    json_t *other = property(w, w->after, after, group, key, 0), *own = property(w, w->before, before, group, key, 0);
    extend(here, below, key);
    if (other && own)
      schemas(w, own, other, here, depth + 1);
    json_decref(own);
    json_decref(other);
  }
}

static void schema_list(walk *w, const json_t *before, const json_t *after, const char *group, const char *pointer,
                        unsigned depth)
{
  char below[POINTER_LENGTH], here[POINTER_LENGTH], number[24];
  const json_t *other = json_object_get(after, group);
  size_t i;
  json_t *value;
  extend(below, pointer, group);
  json_array_foreach(json_object_get(before, group), i, value)
  {
    snprintf(number, sizeof number, "%zu", i);
    extend(here, below, number);
    if (json_array_get(other, i))
      schemas(w, value, json_array_get(other, i), here, depth + 1);
  }
}

/* Was this pair of references walked before? */
static bool seen(walk *w, const json_t *before, const json_t *after)
{
  const char *x = json_string_value(json_object_get(before, "$ref")),
             *y = json_string_value(json_object_get(after, "$ref"));
  char key[1000];
  if (!x || !y)
    return false;
  snprintf(key, sizeof key, "%s %s", x, y);
  bool there = json_object_get(w->seen, key) != NULL;
  json_object_set_new(w->seen, key, json_true());
  return there;
}

static void schemas(walk *w, const json_t *before, const json_t *after, const char *pointer, unsigned depth)
{
  static const char *const maps[] = {"properties", "patternProperties", "definitions", "$defs", "dependentSchemas"};
  static const char *const single[] = {"items", "additionalProperties", "propertyNames", "contains", "additionalItems"};
  static const char *const lists[] = {"prefixItems", "allOf", "anyOf", "oneOf", "items"};
  char below[POINTER_LENGTH];
  if (*w->a->error || depth > DEEPEST || seen(w, before, after))
    return;
  bool strings = about_strings(w, w->before, before, 0) || about_strings(w, w->after, after, 0);
  if (strings)
    compare_strings(w, before, after, pointer);
  before = resolved(w, w->before, before);
  after = resolved(w, w->after, after);
  for (size_t i = 0; i < sizeof maps / sizeof *maps && !*w->a->error; i++)
    schema_map(w, before, after, maps[i], pointer, depth);
  for (size_t i = 0; i < sizeof single / sizeof *single && !*w->a->error; i++)
    if (json_is_object(json_object_get(before, single[i])) && json_is_object(json_object_get(after, single[i]))) {
      extend(below, pointer, single[i]);
      schemas(w, json_object_get(before, single[i]), json_object_get(after, single[i]), below, depth + 1);
    }
  for (size_t i = 0; i < sizeof lists / sizeof *lists && !*w->a->error && !strings; i++)
    schema_list(w, before, after, lists[i], pointer, depth);
}

/* The item of the other list that has the same name (and place: parameters of OpenAPI), else the same number. */
static const json_t *partner(const json_t *list, const json_t *item, size_t number)
{
  size_t i;
  json_t *one;
  const json_t *name = json_object_get(item, "name"), *in = json_object_get(item, "in");
  if (!name)
    return json_array_get(list, number);
  json_array_foreach(list, i, one) if (json_equal((json_t *)name, json_object_get(one, "name")) &&
                                       (!in || json_equal((json_t *)in, json_object_get(one, "in")))) return one;
  return NULL;
}

static void follow_object(walk *w, const json_t *before, const json_t *after, const char *pointer, unsigned depth)
{
  char below[POINTER_LENGTH];
  const char *key;
  json_t *value;
  json_object_foreach((json_t *)before, key, value)
  {
    const json_t *other = json_object_get(after, key);
    extend(below, pointer, key);
    if (!other)
      continue;
    bool map = !strcmp(key, "schemas") || !strcmp(key, "definitions") || !strcmp(key, "$defs");
    bool wrapped = json_object_get(value, "openAPIV3Schema") != NULL;
    if ((!strcmp(key, "schema") && !wrapped) || !strcmp(key, "openAPIV3Schema")) {
      w->go = *key == 'o';
      schemas(w, value, other, below, depth + 1);
    } else if (map)
      schema_map(w, before, after, key, pointer, depth);
    else
      follow(w, value, other, below, depth + 1);
  }
}

/* Documents that hold schemas somewhere. */
static void follow(walk *w, const json_t *before, const json_t *after, const char *pointer, unsigned depth)
{
  char below[POINTER_LENGTH], number[24];
  size_t i;
  json_t *value;
  if (*w->a->error || depth > DEEPEST)
    return;
  if (json_is_object(before) && json_is_object(after))
    follow_object(w, before, after, pointer, depth);
  json_array_foreach(before, i, value)
  {
    const json_t *other = json_is_array(after) ? partner(after, value, i) : NULL;
    snprintf(number, sizeof number, "%zu", i);
    extend(below, pointer, number);
    if (other)
      follow(w, value, other, below, depth + 1);
  }
}

static bool is_schema(const json_t *document)
{
  static const char *const words[] = {"$schema", "properties", "typeName",  "type",     "allOf", "anyOf",
                                      "oneOf",   "not",        "if",        "pattern",  "$ref",  "enum",
                                      "const",   "format",     "minLength", "maxLength"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (json_object_get(document, words[i]))
      return true;
  return false;
}

bool command_compat(audit *a, const json_t *before, const json_t *after)
{
  walk w = {a, before, after, json_object(), false};
  if (!json_object_get(before, "$ref"))
    json_object_set_new(w.seen, "# #", json_true());
  if (is_schema(before))
    schemas(&w, before, after, "", 0);
  else
    follow(&w, before, after, "", 0);
  json_decref(w.seen);
  if (!*a->error && !json_array_size(a->results))
    return audit_fail(a, "the documents have no schema of a string at the same place: nothing was compared");
  return !*a->error;
}
