/* problem_term.c: reads a term with an explicit stack of open brackets, so that nesting is bounded by memory only.
 *
 * Each bracket that is open is an `open_term`. A term that has been read is delivered to the innermost one: an
 * application collects it as an argument (and is built when its bracket closes), a let or an annotation takes it and
 * reads on in its own syntax. */
#include "problem_reader.h"

#include <string.h>

static bool is_word(token t, const char *word)
{
  return t.length > 0 && t.text[0] == word[0] && t.kind == TOKEN_SYMBOL && !t.quoted && t.length == strlen(word) &&
         memcmp(t.text, word, t.length) == 0;
}

/* A message about a symbol, whose place in it is %s. */
static bool fail_name(reader *r, token t, const char *format)
{
  char quoted[80];
  return reader_fail(r, t.at, format, report_quote(quoted, sizeof quoted, t.text, t.length));
}

static bool push_open(reader *r, int kind, uint32_t id, size_t at)
{
  open_term o = {.kind = kind,
                 .id = id,
                 .values = r->values.size,
                 .bindings = r->bindings.size,
                 .names = r->let_names.size,
                 .at = at};
  return VEC_PUSH(r->heap, r->open_terms, o);
}

static bool push_value(reader *r, value v)
{
  return VEC_PUSH(r->heap, r->values, v);
}

static bool closed(reader *r, eo_term t, size_t at, value *out)
{
  if (t == 0)
    return reader_eo_failed(r, at);
  *out = (value){.id = t, .open = false};
  return true;
}

/* ---- atoms ------------------------------------------------------------------------------------------------------- */

static bool string_literal(reader *r, token t, value *out)
{
  size_t at = 0;
  r->codes.size = 0;
  const char *wrong = lex_string(r->heap, t.text, t.length, false, &r->codes, &at);
  if (wrong != NULL)
    return reader_fail(r, t.at + 1 + at, "%s", wrong);
  return closed(r, eo_string(r->e, r->codes.data, r->codes.size), t.at, out);
}

/* A symbol that stands alone. */
static bool symbol_atom(reader *r, token t, value *out)
{
  uint32_t index;
  if (!reader_name(r, t.text, t.length, &index))
    return false;
  const name_entry *n = &r->names.data[index];
  if (n->binding != 0) {
    binding *b = &r->bindings.data[n->binding - 1];
    if (b->kind == BINDING_MACRO)
      return fail_name(r, t, "`%s` is a function and needs arguments");
    b->used = true;
    *out = b->value;
    return true;
  }
  if (n->theory == 0)
    return fail_name(r, t, "unknown symbol `%s`: it is not declared, and not of this theory");
  const theory_symbol *s = &theory_symbols[n->theory - 1];
  r->names.data[index].theory_meant = true;
  if (s->least != 0 || s->indices != 0)
    return fail_name(r, t, "`%s` needs arguments");
  return reader_apply(r, n->theory - 1, 0, NULL, t.at, out);
}

static bool atom(reader *r, token t, value *out)
{
  switch (t.kind) {
  case TOKEN_SYMBOL:
    return symbol_atom(r, t, out);
  case TOKEN_NUMERAL:
    return closed(r, eo_numeral(r->e, t.text, t.length), t.at, out);
  case TOKEN_STRING:
    return string_literal(r, t, out);
  case TOKEN_DECIMAL:
  case TOKEN_HEXADECIMAL:
  case TOKEN_BINARY:
    return reader_fail(r, t.at, "this theory has no decimals and no bit-vectors");
  default:
    return reader_unexpected(r, t, "a term");
  }
}

/* ---- identifiers in brackets ------------------------------------------------------------------------------------- */

/* char #x41), after (_ */
static bool character(reader *r, value *out)
{
  token t;
  uint32_t code = 0;
  if (!reader_expect(r, TOKEN_HEXADECIMAL, "a hexadecimal number such as #x41", &t))
    return false;
  if (t.length > 5)
    return reader_fail(r, t.at, "a character has at most five hexadecimal digits");
  for (size_t i = 0; i < t.length; i++) {
    char c = t.text[i];
    code = code << 4 | (uint32_t)(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
  }
  if (code > 0x2ffff)
    return reader_fail(r, t.at, "a character is at most #x2FFFF");
  if (!closed(r, eo_string(r->e, &code, 1), t.at, out))
    return false;
  return reader_expect(r, TOKEN_CLOSE, "`)`", &t);
}

/* NAME INDEX...), after (_: pushes an open application with the indices as its first arguments. `(_ char #x…)` is a
 * value. */
static bool indexed(reader *r, size_t at, bool *is_value, value *out)
{
  token t;
  uint32_t index;
  if (!reader_expect(r, TOKEN_SYMBOL, "an indexed symbol", &t) || !reader_name(r, t.text, t.length, &index))
    return false;
  const name_entry *n = &r->names.data[index];
  if (n->theory == 0 || theory_symbols[n->theory - 1].indices == 0)
    return fail_name(r, t, "`%s` has no indices in this theory");
  uint32_t symbol = n->theory - 1;
  r->names.data[index].theory_meant = true;
  *is_value = theory_symbols[symbol].way == WAY_CHARACTER;
  if (*is_value)
    return character(r, out);
  if (!push_open(r, OPEN_THEORY, symbol, at))
    return false;
  r->open_terms.data[r->open_terms.size - 1].indexed = true;
  for (unsigned i = 0; i < theory_symbols[symbol].indices; i++) {
    value v;
    if (!reader_expect(r, TOKEN_NUMERAL, "a numeral as index", &t))
      return false;
    if (!closed(r, eo_numeral(r->e, t.text, t.length), t.at, &v) || !push_value(r, v))
      return false;
    if (theory_symbols[symbol].way == WAY_DIVISIBLE && eo_sign(r->e, v.id) == 0)
      return reader_fail(r, t.at, "the index of `divisible` must be positive");
  }
  return reader_expect(r, TOKEN_CLOSE, "`)` after the indices", &t);
}

/* NAME SORT), after (as */
static bool qualified(reader *r, value *out)
{
  token t, last;
  eo_term sort;
  if (!reader_expect(r, TOKEN_SYMBOL, "a symbol", &t) || !symbol_atom(r, t, out) || !reader_closed_sort(r, &sort))
    return false;
  if (reader_type(r, *out) != sort)
    return reader_fail(r, t.at, "this symbol is not of sort %s", reader_sort_name(r, sort));
  return reader_expect(r, TOKEN_CLOSE, "`)` after the sort", &last);
}

/* ---- opening a bracket ------------------------------------------------------------------------------------------- */

/* Reads the bracket and name of the next binding of a let. */
static bool let_binding(reader *r, token t)
{
  uint32_t index;
  if (t.kind != TOKEN_OPEN)
    return reader_unexpected(r, t, "`(` before a binding of let");
  if (!reader_free_name(r, "the name of a binding", &t, &index))
    return false;
  return VEC_PUSH(r->heap, r->let_names, index);
}

/* ((NAME SORT)...) of a quantifier, whose variables become bindings. */
static bool open_quantifier(reader *r, int kind, size_t at)
{
  token t;
  uint32_t index, count = 0;
  eo_term sort;
  size_t bottom = r->bindings.size;
  if (!push_open(r, kind, 0, at) || !reader_expect(r, TOKEN_OPEN, "`(` before the variables", &t))
    return false;
  for (t = lex_next(&r->lexer); t.kind == TOKEN_OPEN; t = lex_next(&r->lexer)) {
    binding b = {.kind = BINDING_VALUE};
    if (!reader_free_name(r, "a variable", &t, &index))
      return false;
    if (r->names.data[index].binding > bottom)
      return reader_fail(r, t.at, "a quantifier binds a name twice");
    if (!reader_closed_sort(r, &sort) || !reader_parameter(r, index, sort, true, &b.value) ||
        !reader_bind(r, index, b) || !reader_expect(r, TOKEN_CLOSE, "`)` after a variable", &t))
      return false;
    count++;
  }
  r->open_terms.data[r->open_terms.size - 1].id = count;
  r->quantifiers++;
  return (t.kind == TOKEN_CLOSE && count > 0) || reader_unexpected(r, t, "a variable, (NAME SORT)");
}

static bool open_application(reader *r, token head, size_t at)
{
  uint32_t index;
  if (!reader_name(r, head.text, head.length, &index))
    return false;
  const name_entry *n = &r->names.data[index];
  if (n->binding != 0) {
    const binding *b = &r->bindings.data[n->binding - 1];
    if (b->kind != BINDING_MACRO)
      return fail_name(r, head, "`%s` is not a function");
    return push_open(r, OPEN_MACRO, b->macro, at);
  }
  if (n->theory != 0) {
    r->names.data[index].theory_meant = true;
    return push_open(r, OPEN_THEORY, n->theory - 1, at);
  }
  return fail_name(r, head, "unknown function `%s`: it is not defined, and not of this theory");
}

/* After `(`: opens a term, or reads a whole one (*is_value). */
static bool open_bracket(reader *r, size_t at, bool *is_value, value *out)
{
  token t = lex_next(&r->lexer);
  *is_value = false;
  if (is_word(t, "let")) {
    if (!push_open(r, OPEN_LET, 0, at) || !reader_expect(r, TOKEN_OPEN, "`(` before the bindings of let", &t))
      return false;
    return let_binding(r, lex_next(&r->lexer));
  }
  if (is_word(t, "!"))
    return push_open(r, OPEN_ANNOTATED, 0, at);
  if (is_word(t, "_")) {
    if (!indexed(r, at, is_value, out))
      return false;
    return *is_value || reader_fail(r, at, "an indexed symbol needs another bracket around it and its arguments");
  }
  if (is_word(t, "as")) {
    *is_value = true;
    return qualified(r, out);
  }
  if (t.kind == TOKEN_OPEN) {
    token word = lex_next(&r->lexer);
    if (!is_word(word, "_"))
      return reader_unexpected(r, word, "an indexed symbol, (_ NAME INDEX...)");
    if (!indexed(r, at, is_value, out))
      return false;
    return !*is_value || reader_fail(r, at, "a character is not a function");
  }
  if (is_word(t, "exists"))
    return open_quantifier(r, OPEN_EXISTS, at);
  if (is_word(t, "forall"))
    return open_quantifier(r, OPEN_FORALL, at);
  if (is_word(t, "match"))
    return reader_fail(r, t.at, "match is not part of this theory");
  if (t.kind != TOKEN_SYMBOL)
    return reader_unexpected(r, t, "a function symbol");
  return open_application(r, t, at);
}

/* ---- closing ----------------------------------------------------------------------------------------------------- */

/* (re.loop r n m) and (re.loop r n) of SMT-LIB 2.5; the values are the arguments. */
static bool old_loop(reader *r, const open_term *o, value *out)
{
  uint32_t loop = o->id;
  size_t count = r->values.size - o->values;
  value a[3];
  if (count != 2 && count != 3)
    return reader_fail(r, o->at, "`re.loop` needs indices: ((_ re.loop 1 3) r)");
  memcpy(a, r->values.data + o->values, count * sizeof *a);
  for (size_t i = 1; i < count; i++) {
    if (a[i].open || eo_shape_of(r->e, a[i].id) != EO_NUMERAL)
      return reader_fail(r, o->at, "the bounds of `re.loop` must be numerals");
  }
  if (count == 3)
    return reader_apply(r, loop, 3, (value[]){a[1], a[2], a[0]}, o->at, out);
  value power, star;
  return reader_apply(r, reader_theory_symbol("re.^"), 2, (value[]){a[1], a[0]}, o->at, &power) &&
         reader_apply(r, reader_theory_symbol("re.*"), 1, a, o->at, &star) &&
         reader_apply(r, reader_theory_symbol("re.++"), 2, (value[]){power, star}, o->at, out);
}

/* (str.indexof x y), of the time before SMT-LIB 2.6: from position 0 on. */
static bool old_indexof(reader *r, const open_term *o, value *out)
{
  eo_term zero = eo_numeral(r->e, "0", 1);
  if (zero == 0)
    return reader_eo_failed(r, o->at);
  const value *a = r->values.data + o->values;
  return reader_apply(r, o->id, 3, (value[]){a[0], a[1], {.id = zero, .open = false}}, o->at, out);
}

/* Builds the application whose arguments are the values from o->values on. */
static bool build(reader *r, const open_term *o, value *out)
{
  size_t count = r->values.size - o->values;
  if (o->kind == OPEN_MACRO)
    return reader_instantiate(r, o->id, o->values, o->at, out);
  const theory_symbol *s = &theory_symbols[o->id];
  if (s->way == WAY_LOOP && !o->indexed)
    return old_loop(r, o, out);
  if (s->way == WAY_INDEXOF && count == 2)
    return old_indexof(r, o, out);
  if (s->indices != 0 && !o->indexed)
    return reader_fail(r, o->at, "`%s` needs indices: ((_ %s ...) ...)", s->name, s->name);
  if (count < (size_t)s->least + s->indices || (s->most != 0 && count > (size_t)s->most + s->indices) ||
      (s->least == 0 && s->most == 0)) {
    return reader_fail(r, o->at, "`%s` cannot have %zu arguments", s->name, count - s->indices);
  }
  return reader_apply(r, o->id, count, r->values.data + o->values, o->at, out);
}

/* Binds the names of a let, all at once. */
static bool bind_let(reader *r, open_term *o)
{
  o->bindings = r->bindings.size;
  for (size_t i = o->names; i < r->let_names.size; i++) {
    uint32_t index = r->let_names.data[i];
    if (r->names.data[index].binding > o->bindings)
      return reader_fail(r, o->at, "let binds a name twice");
    binding b = {.kind = BINDING_VALUE, .value = r->values.data[o->values + (i - o->names)]};
    if (!reader_bind(r, index, b))
      return false;
  }
  r->values.size = o->values;
  r->let_names.size = o->names;
  o->id = (uint32_t)(r->bindings.size - o->bindings);
  o->kind = OPEN_LET_BODY;
  return true;
}

static bool give_name(reader *r, value v, size_t at)
{
  uint32_t index;
  if (v.open)
    return reader_fail(r, at, "a term that depends on parameters cannot be named");
  if (r->quantifiers != 0)
    return reader_fail(r, at, "a term in the scope of a quantifier cannot be named");
  if (!reader_new_name(r, &index))
    return false;
  return reader_bind(r, index, (binding){.kind = BINDING_VALUE, .named = true, .value = v});
}

/* Reads the attributes of (! t …) up to its bracket. */
static bool attributes(reader *r, value v, size_t at)
{
  token t = lex_next(&r->lexer);
  if (t.kind != TOKEN_KEYWORD)
    return reader_unexpected(r, t, "an attribute such as :named");
  while (t.kind == TOKEN_KEYWORD) {
    if (t.length == 5 && memcmp(t.text, "named", 5) == 0) {
      if (!give_name(r, v, at))
        return false;
      t = lex_next(&r->lexer);
      continue;
    }
    t = lex_next(&r->lexer);
    if (t.kind == TOKEN_OPEN && !reader_skip(r))
      return false;
    if (t.kind != TOKEN_KEYWORD && t.kind != TOKEN_CLOSE && t.kind != TOKEN_END && t.kind != TOKEN_ERROR)
      t = lex_next(&r->lexer);
  }
  return t.kind == TOKEN_CLOSE || reader_unexpected(r, t, "`)` after the attributes");
}

/* The body of a quantifier has been read. */
static bool close_quantifier(reader *r, const open_term *o, value *v)
{
  size_t first = r->let_names.size;
  bool used = false;
  for (size_t i = 0; i < o->id; i++) {
    const binding *b = &r->bindings.data[o->bindings + i];
    used = used || b->used;
    if (!VEC_PUSH(r->heap, r->let_names, b->value.id))
      return false;
  }
  if (reader_type(r, *v) != r->sorts[0])
    return reader_fail(r, o->at, "the body of a quantifier must be of sort Bool");
  bool done = !used || reader_eliminate(r, o->kind == OPEN_FORALL, o->id, r->let_names.data + first, o->at, v);
  r->let_names.size = first;
  reader_unbind_some(r, o->bindings, o->id);
  r->quantifiers--;
  return done;
}

/* Delivers a term to the innermost open bracket. *is_value: that bracket is closed, and `v` is now its value. */
static bool deliver(reader *r, value *v, bool *is_value)
{
  open_term *o = &r->open_terms.data[r->open_terms.size - 1];
  token t;
  *is_value = false;
  switch (o->kind) {
  case OPEN_THEORY:
  case OPEN_MACRO:
    return push_value(r, *v);
  case OPEN_LET:
    if (!push_value(r, *v) || !reader_expect(r, TOKEN_CLOSE, "`)` after a binding of let", &t))
      return false;
    t = lex_next(&r->lexer);
    return t.kind == TOKEN_CLOSE ? bind_let(r, o) : let_binding(r, t);
  case OPEN_LET_BODY:
    if (!reader_expect(r, TOKEN_CLOSE, "`)` after the body of let", &t))
      return false;
    reader_unbind_some(r, o->bindings, o->id);
    break;
  case OPEN_EXISTS:
  case OPEN_FORALL: {
    const open_term quantifier = *o;
    if (!reader_expect(r, TOKEN_CLOSE, "`)` after the body of a quantifier", &t) ||
        !close_quantifier(r, &quantifier, v))
      return false;
    break;
  }
  case OPEN_ANNOTATED:
    if (!attributes(r, *v, o->at))
      return false;
    break;
  }
  r->open_terms.size--;
  *is_value = true;
  return true;
}

/* After `)`: closes the innermost open bracket. */
static bool close_bracket(reader *r, token t, value *out)
{
  open_term o = r->open_terms.data[r->open_terms.size - 1];
  if (o.kind != OPEN_THEORY && o.kind != OPEN_MACRO)
    return reader_unexpected(r, t, "a term");
  if (!build(r, &o, out))
    return false;
  r->values.size = o.values;
  r->open_terms.size--;
  return true;
}

bool reader_term(reader *r, value *out)
{
  size_t bottom = r->open_terms.size;
  for (;;) {
    token t = lex_next(&r->lexer);
    bool is_value = true;
    if (t.kind == TOKEN_OPEN) {
      if (!open_bracket(r, t.at, &is_value, out))
        return false;
    } else if (t.kind == TOKEN_CLOSE && r->open_terms.size > bottom) {
      if (!close_bracket(r, t, out))
        return false;
    } else if (!atom(r, t, out)) {
      return false;
    }
    while (is_value) {
      if (r->open_terms.size == bottom)
        return true;
      if (!deliver(r, out, &is_value))
        return false;
    }
  }
}

bool reader_skip(reader *r)
{
  for (size_t depth = 0;;) {
    token t = lex_next(&r->lexer);
    if (t.kind == TOKEN_ERROR || t.kind == TOKEN_END)
      return reader_unexpected(r, t, "`)`");
    if (t.kind == TOKEN_OPEN)
      depth++;
    if (t.kind == TOKEN_CLOSE && depth-- == 0)
      return true;
  }
}
