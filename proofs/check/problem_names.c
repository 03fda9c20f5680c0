/* problem_names.c: names of a script, their scopes (a stack of bindings, each of which remembers what it shadows), and
 * sorts. */
#include "problem_reader.h"

#include <string.h>

#define SORT_DEPTH 2000

bool reader_name(reader *r, const char *text, size_t length, uint32_t *out)
{
  uint64_t hash = hash_bytes(text, length) | 1;
  uint32_t first = (uint32_t)map_get(&r->name_hash, hash);
  for (uint32_t i = first; i != 0; i = r->names.data[i - 1].next) {
    const name_entry *n = &r->names.data[i - 1];
    if (n->length == length && memcmp(r->name_text.data + n->at, text, length) == 0) {
      *out = i - 1;
      return true;
    }
  }
  if (r->names.size >= UINT32_MAX - 1)
    return report_fail(r->report, VERDICT_LIMIT, "too many names");
  name_entry fresh = {.at = r->name_text.size, .length = length, .next = first, .binding = 0, .sort = 0, .theory = 0};
  if (!VEC_PUSH(r->heap, r->names, fresh) || !VEC_RESERVE(r->heap, r->name_text, fresh.at + length))
    return false;
  if (length > 0)
    memcpy(r->name_text.data + fresh.at, text, length);
  r->name_text.size += length;
  *out = (uint32_t)r->names.size - 1;
  return map_put(r->heap, &r->name_hash, hash, *out + 1);
}

bool reader_bind(reader *r, uint32_t name_index, binding b)
{
  b.name = name_index;
  b.shadowed = r->names.data[name_index].binding;
  if (r->bindings.size >= UINT32_MAX - 1)
    return report_fail(r->report, VERDICT_LIMIT, "too many names");
  if (!VEC_PUSH(r->heap, r->bindings, b))
    return false;
  r->names.data[name_index].binding = (uint32_t)r->bindings.size;
  return true;
}

void reader_unbind(reader *r, size_t size)
{
  while (r->bindings.size > size) {
    const binding *b = &r->bindings.data[--r->bindings.size];
    if (!b->over)
      r->names.data[b->name].binding = b->shadowed;
  }
}

void reader_unbind_some(reader *r, size_t first, size_t count)
{
  if (r->bindings.size == first + count) {
    reader_unbind(r, first);
    return;
  }
  for (size_t i = first + count; i-- > first;) {
    binding *b = &r->bindings.data[i];
    r->names.data[b->name].binding = b->shadowed;
    b->over = true;
  }
}

static bool is_reserved(token t)
{
  static const char *const words[] = {"!",      "_",   "as",    "BINARY",  "DECIMAL", "exists", "HEXADECIMAL",
                                      "forall", "let", "match", "NUMERAL", "par",     "STRING"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    if (!t.quoted && strlen(words[i]) == t.length && memcmp(words[i], t.text, t.length) == 0)
      return true;
  }
  return !t.quoted && reader_is_command(t.text, t.length);
}

bool reader_free_name(reader *r, const char *expected, token *t, uint32_t *out)
{
  char quoted[80];
  if (!reader_expect(r, TOKEN_SYMBOL, expected, t) || !reader_name(r, t->text, t->length, out))
    return false;
  if (!is_reserved(*t))
    return true;
  return reader_fail(r, t->at, "`%s` is a reserved word", report_quote(quoted, sizeof quoted, t->text, t->length));
}

bool reader_new_name(reader *r, uint32_t *out)
{
  char quoted[80];
  token t;
  if (!reader_free_name(r, "a name", &t, out))
    return false;
  const name_entry *n = &r->names.data[*out];
  report_quote(quoted, sizeof quoted, t.text, t.length);
  if (n->binding != 0)
    return reader_fail(r, t.at, "`%s` is declared or defined already", quoted);
  if (n->theory != 0) {
    const theory_symbol *s = &theory_symbols[n->theory - 1];
    /* The spellings of SMT-LIB 2.5 are free until they are used as such. */
    if (strcmp(s->name, s->signature) == 0 || n->theory_meant)
      return reader_fail(r, t.at, "`%s` is a symbol of the theory and cannot be declared", quoted);
  }
  return true;
}

bool reader_names_init(reader *r)
{
  for (size_t i = 0; i < theory_symbol_count; i++) {
    uint32_t index;
    if (!reader_name(r, theory_symbols[i].name, strlen(theory_symbols[i].name), &index))
      return false;
    r->names.data[index].theory = (uint32_t)i + 1;
  }
  return true;
}

static const char *const sort_names[4] = {"Bool", "Int", "String", "RegLan"};

const char *reader_sort_name(const reader *r, eo_term sort)
{
  for (unsigned i = 0; i < 4; i++) {
    if (r->sorts[i] == sort)
      return sort_names[i];
  }
  return "(another sort)";
}

/* A sort's name without arguments; *applied is its definition + 1 if it takes some. */
static bool simple_sort(reader *r, token t, sort_value *out, uint32_t *definition)
{
  char quoted[80];
  uint32_t index;
  *definition = 0;
  if (!reader_name(r, t.text, t.length, &index))
    return false;
  for (size_t i = 0; i < r->sort_parameters.size; i++) {
    if (r->sort_parameters.data[i] == index) {
      *out = (sort_value){.parameter = (int32_t)i, .sort = 0};
      return true;
    }
  }
  if (r->names.data[index].sort != 0) {
    *definition = r->names.data[index].sort;
    const sort_definition *d = &r->sort_definitions.data[*definition - 1];
    *out = (sort_value){.parameter = -1, .sort = d->sort};
    return true;
  }
  for (unsigned i = 0; i < 4; i++) {
    if (strlen(sort_names[i]) == t.length && memcmp(sort_names[i], t.text, t.length) == 0) {
      *out = (sort_value){.parameter = -1, .sort = r->sorts[i]};
      return true;
    }
  }
  return reader_fail(r, t.at, "unknown sort `%s`; this theory has Bool, Int, String and RegLan",
                     report_quote(quoted, sizeof quoted, t.text, t.length));
}

static bool sort_at(reader *r, unsigned depth, sort_value *out);

/* (NAME SORT...), after the bracket: a sort that define-sort made with parameters. */
static bool applied_sort(reader *r, unsigned depth, sort_value *out)
{
  token t;
  uint32_t definition;
  sort_value head, argument;
  if (!reader_expect(r, TOKEN_SYMBOL, "the name of a sort with parameters", &t) ||
      !simple_sort(r, t, &head, &definition))
    return false;
  if (definition == 0 || r->sort_definitions.data[definition - 1].parameter_count == 0)
    return reader_fail(r, t.at, "this sort has no parameters");
  const sort_definition d = r->sort_definitions.data[definition - 1];
  if (d.parameter < 0)
    *out = head;
  for (uint32_t i = 0; i < d.parameter_count; i++) {
    if (!sort_at(r, depth + 1, &argument))
      return false;
    if ((int32_t)i == d.parameter)
      *out = argument;
  }
  return reader_expect(r, TOKEN_CLOSE, "`)` after the arguments of a sort", &t);
}

static bool sort_at(reader *r, unsigned depth, sort_value *out)
{
  uint32_t definition;
  token t = lex_next(&r->lexer);
  if (depth > SORT_DEPTH)
    return report_fail(r->report, VERDICT_LIMIT, "a sort nested deeper than %d", SORT_DEPTH);
  if (t.kind == TOKEN_OPEN)
    return applied_sort(r, depth, out);
  if (t.kind != TOKEN_SYMBOL)
    return reader_unexpected(r, t, "a sort");
  if (!simple_sort(r, t, out, &definition))
    return false;
  if (definition != 0 && r->sort_definitions.data[definition - 1].parameter_count != 0)
    return reader_fail(r, t.at, "this sort needs arguments");
  return true;
}

bool reader_sort(reader *r, sort_value *out)
{
  return sort_at(r, 0, out);
}

bool reader_closed_sort(reader *r, eo_term *out)
{
  sort_value v;
  r->sort_parameters.size = 0;
  if (!reader_sort(r, &v))
    return false;
  *out = v.sort;
  return true;
}
