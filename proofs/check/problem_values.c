/* problem_values.c: building terms of a script: theory symbols, the spellings of SMT-LIB 2.5, and the bodies of
 * definitions with parameters (see problem_reader.h). */
#include "problem_reader.h"

#include <string.h>

const theory_symbol theory_symbols[] = {
    {"true", "true", 0, 0, 0, WAY_TRUE},
    {"false", "false", 0, 0, 0, WAY_FALSE},
    {"not", "not", 1, 1, 0, WAY_PLAIN},
    {"and", "and", 1, 0, 0, WAY_PLAIN},
    {"or", "or", 1, 0, 0, WAY_PLAIN},
    {"xor", "xor", 2, 0, 0, WAY_PLAIN},
    {"=>", "=>", 2, 0, 0, WAY_PLAIN},
    {"=", "=", 2, 0, 0, WAY_PLAIN},
    {"distinct", "distinct", 2, 0, 0, WAY_PLAIN},
    {"ite", "ite", 3, 3, 0, WAY_PLAIN},
    {"+", "+", 1, 0, 0, WAY_PLAIN},
    {"-", "-", 1, 0, 0, WAY_MINUS},
    {"*", "*", 1, 0, 0, WAY_PLAIN},
    {"div", "div", 2, 0, 0, WAY_PLAIN},
    {"mod", "mod", 2, 2, 0, WAY_PLAIN},
    {"abs", "abs", 1, 1, 0, WAY_PLAIN},
    {"<=", "<=", 2, 0, 0, WAY_PLAIN},
    {"<", "<", 2, 0, 0, WAY_PLAIN},
    {">=", ">=", 2, 0, 0, WAY_PLAIN},
    {">", ">", 2, 0, 0, WAY_PLAIN},
    {"divisible", "divisible", 1, 1, 1, WAY_DIVISIBLE},
    {"char", "", 0, 0, 1, WAY_CHARACTER}, /* a string literal */
    {"str.++", "str.++", 1, 0, 0, WAY_PLAIN},
    {"str.len", "str.len", 1, 1, 0, WAY_PLAIN},
    {"str.<", "str.<", 2, 0, 0, WAY_PLAIN},
    {"str.<=", "str.<=", 2, 0, 0, WAY_PLAIN},
    {"str.at", "str.at", 2, 2, 0, WAY_PLAIN},
    {"str.substr", "str.substr", 3, 3, 0, WAY_PLAIN},
    {"str.prefixof", "str.prefixof", 2, 2, 0, WAY_PLAIN},
    {"str.suffixof", "str.suffixof", 2, 2, 0, WAY_PLAIN},
    {"str.contains", "str.contains", 2, 2, 0, WAY_PLAIN},
    {"str.indexof", "str.indexof", 3, 3, 0, WAY_INDEXOF},
    {"str.replace", "str.replace", 3, 3, 0, WAY_PLAIN},
    {"str.replace_all", "str.replace_all", 3, 3, 0, WAY_PLAIN},
    {"str.replace_re", "str.replace_re", 3, 3, 0, WAY_PLAIN},
    {"str.replace_re_all", "str.replace_re_all", 3, 3, 0, WAY_PLAIN},
    {"str.is_digit", "str.is_digit", 1, 1, 0, WAY_PLAIN},
    {"str.to_code", "str.to_code", 1, 1, 0, WAY_PLAIN},
    {"str.from_code", "str.from_code", 1, 1, 0, WAY_PLAIN},
    {"str.to_int", "str.to_int", 1, 1, 0, WAY_PLAIN},
    {"str.from_int", "str.from_int", 1, 1, 0, WAY_PLAIN},
    {"str.in_re", "str.in_re", 2, 2, 0, WAY_PLAIN},
    {"str.to_re", "str.to_re", 1, 1, 0, WAY_PLAIN},
    {"re.none", "re.none", 0, 0, 0, WAY_PLAIN},
    {"re.all", "re.all", 0, 0, 0, WAY_PLAIN},
    {"re.allchar", "re.allchar", 0, 0, 0, WAY_PLAIN},
    {"re.++", "re.++", 1, 0, 0, WAY_PLAIN},
    {"re.union", "re.union", 1, 0, 0, WAY_PLAIN},
    {"re.inter", "re.inter", 1, 0, 0, WAY_PLAIN},
    {"re.*", "re.*", 1, 1, 0, WAY_PLAIN},
    {"re.comp", "re.comp", 1, 1, 0, WAY_PLAIN},
    {"re.diff", "re.diff", 2, 0, 0, WAY_PLAIN},
    {"re.+", "re.+", 1, 1, 0, WAY_PLAIN},
    {"re.opt", "re.opt", 1, 1, 0, WAY_PLAIN},
    {"re.range", "re.range", 2, 2, 0, WAY_PLAIN},
    {"re.^", "re.^", 1, 1, 1, WAY_PLAIN},
    {"re.loop", "re.loop", 1, 1, 2, WAY_LOOP},
    /* as SMT-LIB 2.5 spelled them */
    {"str.in.re", "str.in_re", 2, 2, 0, WAY_PLAIN},
    {"str.to.re", "str.to_re", 1, 1, 0, WAY_PLAIN},
    {"int.to.str", "str.from_int", 1, 1, 0, WAY_PLAIN},
    {"str.to.int", "str.to_int", 1, 1, 0, WAY_PLAIN},
    {"re.nostr", "re.none", 0, 0, 0, WAY_PLAIN},
    {"re.complement", "re.comp", 1, 1, 0, WAY_PLAIN},
    {"str.replaceall", "str.replace_all", 3, 3, 0, WAY_PLAIN},
};
const size_t theory_symbol_count = sizeof theory_symbols / sizeof *theory_symbols;

uint32_t reader_theory_symbol(const char *name)
{
  for (size_t i = 0; i < theory_symbol_count; i++) {
    if (strcmp(theory_symbols[i].name, name) == 0)
      return (uint32_t)i;
  }
  return 0;
}

eo_term reader_type(reader *r, value v)
{
  return eo_type(r->e, v.open ? r->nodes.data[v.id].shadow : v.id);
}

static bool append_text(reader *r, const char *text, size_t length)
{
  if (!VEC_RESERVE(r->heap, r->text, r->text.size + length))
    return false;
  memcpy(r->text.data + r->text.size, text, length);
  r->text.size += length;
  return true;
}

/* Applies a theory symbol to terms. */
static eo_term apply_terms(reader *r, uint32_t symbol, size_t count, const eo_term *arguments)
{
  const theory_symbol *s = &theory_symbols[symbol];
  if (s->way == WAY_TRUE)
    return eo_true(r->e);
  if (s->way == WAY_FALSE)
    return eo_false(r->e);
  if (count == 1 && s->way == WAY_MINUS && eo_shape_of(r->e, arguments[0]) == EO_NUMERAL &&
      eo_sign(r->e, arguments[0]) >= 0)
    return eo_negative(r->e, arguments[0]);
  return eo_apply(r->e, s->signature, strlen(s->signature), count, arguments);
}

/* Is this an application to one argument of a symbol that takes any number of them, which is that argument? */
static bool is_its_argument(const theory_symbol *s, size_t count)
{
  return count == 1 && s->least == 1 && s->most == 0 && s->way != WAY_MINUS;
}

/* Applies the symbol to the values' terms, or to their shadows; checks that the result is of a sort of the theory. */
static bool checked_apply(reader *r, uint32_t symbol, size_t count, const value *arguments, size_t at, eo_term *out)
{
  r->arguments.size = 0;
  for (size_t i = 0; i < count; i++) {
    eo_term t = arguments[i].open ? r->nodes.data[arguments[i].id].shadow : arguments[i].id;
    if (!VEC_PUSH(r->heap, r->arguments, t))
      return false;
  }
  *out = apply_terms(r, symbol, count, r->arguments.data);
  if (*out == 0)
    return reader_eo_failed(r, at);
  eo_term type = eo_type(r->e, *out);
  for (unsigned i = 0; i < 4; i++) {
    if (type != r->sorts[i])
      continue;
    if (is_its_argument(&theory_symbols[symbol], count))
      *out = r->arguments.data[0];
    return true;
  }
  if (type == 0 && eo_state(r->e) != EO_OK && eo_state(r->e) != EO_WRONG)
    return reader_eo_failed(r, at);
  return reader_fail(r, at, "`%s` is applied to arguments that do not fit", theory_symbols[symbol].name);
}

static bool find_node(reader *r, uint32_t symbol, size_t count, const value *arguments, uint64_t *hash, value *out)
{
  uint64_t h = hash_number(symbol + UINT64_C(1));
  for (size_t i = 0; i < count; i++)
    h = hash_number(h ^ ((uint64_t)arguments[i].id << 1 | arguments[i].open)) + i;
  *hash = h | 1;
  for (uint32_t i = (uint32_t)map_get(&r->node_hash, *hash); i != 0; i = r->nodes.data[i - 1].next) {
    const node *n = &r->nodes.data[i - 1];
    bool same = n->symbol == symbol && n->count == count && i > r->first_node;
    for (size_t k = 0; same && k < count; k++) {
      value v = r->node_arguments.data[n->first + k];
      same = v.id == arguments[k].id && v.open == arguments[k].open;
    }
    if (same) {
      *out = (value){.id = i - 1, .open = true};
      return true;
    }
  }
  return false;
}

static bool add_node(reader *r, node n, value *out)
{
  if (r->nodes.size >= UINT32_MAX - 1)
    return report_fail(r->report, VERDICT_LIMIT, "too many definitions");
  if (!VEC_PUSH(r->heap, r->nodes, n))
    return false;
  *out = (value){.id = (uint32_t)r->nodes.size - 1, .open = true};
  return true;
}

bool reader_parameter(reader *r, uint32_t name_index, eo_term sort, bool bound, value *out)
{
  const name_entry *n = &r->names.data[name_index];
  /* A bar cannot occur in a name, so this constant is no constant of the script. */
  r->text.size = 0;
  if (!append_text(r, "|", 1) || !append_text(r, r->name_text.data + n->at, n->length))
    return false;
  eo_term shadow = eo_constant(r->e, r->text.data, r->text.size, sort);
  if (shadow == 0)
    return reader_eo_failed(r, r->lexer.at);
  node p = {.symbol = bound ? BOUND : PARAMETER, .first = (uint32_t)(r->nodes.size - r->first_node), .shadow = shadow};
  return add_node(r, p, out);
}

bool reader_apply(reader *r, uint32_t symbol, size_t count, const value *arguments, size_t at, value *out)
{
  bool open = false;
  uint64_t hash = 0;
  eo_term term;
  for (size_t i = 0; i < count; i++)
    open = open || arguments[i].open;
  if (open && find_node(r, symbol, count, arguments, &hash, out))
    return true;
  if (!checked_apply(r, symbol, count, arguments, at, &term))
    return false;
  if (!open) {
    *out = (value){.id = term, .open = false};
    return true;
  }
  if (r->node_arguments.size + count >= UINT32_MAX)
    return report_fail(r->report, VERDICT_LIMIT, "too many definitions");
  node n = {.symbol = symbol, .first = (uint32_t)r->node_arguments.size, .count = (uint32_t)count, .shadow = term};
  n.next = (uint32_t)map_get(&r->node_hash, hash);
  for (size_t i = 0; i < count; i++) {
    if (!VEC_PUSH(r->heap, r->node_arguments, arguments[i]))
      return false;
  }
  return add_node(r, n, out) && map_put(r->heap, &r->node_hash, hash, out->id + UINT64_C(1));
}

bool reader_instantiate(reader *r, uint32_t macro_index, size_t base, size_t at, value *out)
{
  const macro m = r->macros.data[macro_index];
  char quoted[80];
  if (r->values.size - base != m.parameter_count) {
    return reader_fail(r, at, "this function has %u parameters, not %zu", m.parameter_count, r->values.size - base);
  }
  for (uint32_t i = 0; i < m.parameter_count; i++) {
    eo_term wanted = eo_type(r->e, r->nodes.data[m.first_node + i].shadow);
    eo_term found = reader_type(r, r->values.data[base + i]);
    if (found != wanted) {
      const char *name = reader_sort_name(r, found);
      return reader_fail(r, at, "argument %u has sort %s instead of %s", i + 1,
                         report_quote(quoted, sizeof quoted, name, strlen(name)), reader_sort_name(r, wanted));
    }
  }
  size_t bottom = r->instance.size;
  for (uint32_t i = m.first_node; i < m.end_node; i++) {
    const node n = r->nodes.data[i];
    value v;
    if (!heap_spend(r->heap, 1))
      return false;
    if (n.symbol == PARAMETER) {
      v = r->values.data[base + n.first];
    } else if (n.symbol == BOUND) {
      v = (value){.id = n.shadow, .open = false}; /* what it occurs in was eliminated: the result does not matter */
    } else {
      size_t start = r->values.size;
      for (uint32_t k = 0; k < n.count; k++) {
        value a = r->node_arguments.data[n.first + k];
        if (a.open)
          a = r->instance.data[bottom + (a.id - m.first_node)];
        if (!VEC_PUSH(r->heap, r->values, a))
          return false;
      }
      if (!VEC_RESERVE(r->heap, r->values, r->values.size + 1))
        return false;
      bool done = reader_apply(r, n.symbol, n.count, r->values.data + start, at, &v);
      r->values.size = start;
      if (!done)
        return false;
    }
    if (!VEC_PUSH(r->heap, r->instance, v))
      return false;
  }
  *out = m.body.open ? r->instance.data[bottom + (m.body.id - m.first_node)] : m.body;
  r->instance.size = bottom;
  return true;
}
