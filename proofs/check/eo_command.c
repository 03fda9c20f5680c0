/* eo_command.c: declarations and macros of a signature. */
#include "eo_internal.h"

static uint32_t read_name(eo_lexer *l)
{
  return eo_expect(l, TOKEN_SYMBOL, "a name") ? eo_intern(l->e, l->token, l->token_length) : 0;
}

static const struct {
  const char *name;
  eo_attr attr;
} attributes[] = {{":right-assoc", ATTR_RIGHT_ASSOC},
                  {":left-assoc", ATTR_LEFT_ASSOC},
                  {":right-assoc-nil", ATTR_RIGHT_ASSOC_NIL},
                  {":left-assoc-nil", ATTR_LEFT_ASSOC_NIL},
                  {":right-assoc-non-singleton-nil", ATTR_RIGHT_ASSOC_NS_NIL},
                  {":left-assoc-non-singleton-nil", ATTR_LEFT_ASSOC_NS_NIL},
                  {":chainable", ATTR_CHAINABLE},
                  {":pairwise", ATTR_PAIRWISE},
                  {":arg-list", ATTR_ARG_LIST}};

/* The attributes of a declaration, up to its closing parenthesis. */
static bool read_attributes(eo_lexer *l, eo_attr *attr, eo_term *term)
{
  *attr = ATTR_NONE;
  *term = 0;
  while (eo_next(l) == TOKEN_KEYWORD) {
    size_t i = 0, n = sizeof attributes / sizeof *attributes;
    while (i < n && !eo_token_is(l, attributes[i].name))
      i++;
    if (i == n || *attr != ATTR_NONE)
      return eo_complain(l, l->start, "the attribute `%.*s` is not supported here",
                         l->token_length > 60 ? 60 : (int)l->token_length, l->token);
    *attr = attributes[i].attr;
    if (*attr == ATTR_RIGHT_ASSOC || *attr == ATTR_LEFT_ASSOC)
      continue;
    eo_next(l);
    size_t start = l->start;
    *term = eo_parse(l);
    if (!*term)
      return false;
    unsigned flags = eo_flags(l->e, *term);
    bool nil = *attr >= ATTR_RIGHT_ASSOC_NIL && *attr <= ATTR_LEFT_ASSOC_NS_NIL;
    if (nil && (flags & (FLAG_EVAL | FLAG_OPEN)) == FLAG_EVAL)
      return eo_complain(l, start, "a nil that does not evaluate");
    if (!nil && eo_tag_of(l->e, *term) != TAG_SYMBOL)
      return eo_complain(l, start, "expected a symbol");
  }
  return l->kind == TOKEN_CLOSE || eo_complain(l, l->start, "expected an attribute or `)`");
}

static bool declare(eo *e, uint32_t name, eo_term type, eo_attr attr, eo_term attribute, uint32_t opaque)
{
  uint32_t bound = e->names.v[name].binding;
  const eo_binding *b = bound ? e->bindings.v + bound : NULL;
  eo_symbol_info info = {.name = name, .attribute = attribute, .attr = (uint8_t)attr, .opaque = opaque};
  if (b && b->kind == BIND_TERM && eo_tag_of(e, b->value) == TAG_SYMBOL)
    info.overload = b->value;
  if (!EO_PUSH(e, &e->symbols, info))
    return false;
  eo_term t = eo_make_symbol(e, TAG_SYMBOL, (uint32_t)e->symbols.n - 1, type);
  if (!t)
    return false;
  eo_node *n = eo_at(e, t);
  n->len = attr;
  bool nil = attr >= ATTR_RIGHT_ASSOC_NIL && attr <= ATTR_LEFT_ASSOC_NS_NIL;
  n->arg[1] = nil && !(eo_flags(e, attribute) & FLAG_OPEN) ? attribute : 0;
  return eo_bind(e, name, BIND_TERM, t, false);
}

static bool free_to_declare(eo_lexer *l, uint32_t name)
{
  eo *e = l->e;
  uint32_t bound = name ? e->names.v[name].binding : 0;
  if (!name)
    return false;
  if (!bound || e->bindings.v[bound].kind == BIND_TERM)
    return true;
  return eo_complain(l, l->start, "this name means something else already");
}

static bool declare_const(eo_lexer *l)
{
  uint32_t name = read_name(l);
  if (!free_to_declare(l, name))
    return false;
  eo_next(l);
  eo_term type = eo_parse_type(l), attribute;
  eo_attr attr;
  return type && read_attributes(l, &attr, &attribute) && declare(l->e, name, type, attr, attribute, 0);
}

/* (declare-type name (Type ...)) */
static bool declare_type(eo_lexer *l)
{
  eo *e = l->e;
  uint32_t name = read_name(l), count = 0;
  if (!free_to_declare(l, name) || !eo_expect(l, TOKEN_OPEN, "a list of types"))
    return false;
  for (; eo_next(l) != TOKEN_CLOSE; count++)
    if (eo_parse(l) != TERM_TYPE)
      return eo_complain(l, l->start, "expected `Type`");
  eo_term type = TERM_TYPE;
  while (count-- && type)
    type = eo_make(e, TAG_ARROW, 0, 2, (eo_term[]){TERM_TYPE, type});
  return type && eo_expect(l, TOKEN_CLOSE, "`)`") && declare(e, name, type, ATTR_NONE, 0, 0);
}

static bool occurs(const eo *e, eo_term param, eo_term t, unsigned depth)
{
  if (param == t)
    return true;
  if (!(eo_flags(e, t) & FLAG_OPEN) || depth > EO_DEPTH)
    return depth > EO_DEPTH;
  const eo_node *n = eo_at(e, t);
  if (n->tag == TAG_PARAM)
    return false;
  if (n->tag == TAG_APP && occurs(e, param, n->head, depth + 1))
    return true;
  for (uint32_t i = 0; i < n->count; i++)
    if (occurs(e, param, eo_args(e, n)[i], depth + 1))
      return true;
  return false;
}

/* The parameters of the result must occur in an argument: otherwise the type of an application could not be told. */
static bool is_ambiguous(const eo *e, eo_term type, eo_term result, size_t params, size_t last)
{
  for (size_t i = params; i < last; i++) {
    if (!occurs(e, e->params.v[i], result, 0))
      continue;
    bool found = false;
    for (eo_term t = type; t != result && eo_tag_of(e, t) == TAG_ARROW && !found;
         t = eo_args(e, eo_at(e, t))[eo_at(e, t)->count - 1])
      for (uint32_t k = 0; k + 1 < eo_at(e, t)->count; k++)
        found |= occurs(e, e->params.v[i], eo_args(e, eo_at(e, t))[k], 0);
    if (!found)
      return true;
  }
  return false;
}

static eo_term final_result(const eo *e, eo_term type)
{
  while (eo_tag_of(e, type) == TAG_ARROW)
    type = eo_args(e, eo_at(e, type))[eo_at(e, type)->count - 1];
  return type;
}

/* The function type that takes the explicit parameters, the opaque ones together. */
static eo_term parameterized_type(eo_lexer *l, size_t start, size_t params, eo_term type, uint32_t *opaque)
{
  eo *e = l->e;
  size_t last = e->params.n, saved = e->args.n, first = params;
  for (; first < last && e->symbols.v[eo_at(e, e->params.v[first])->arg[0]].opaque; first++)
    ++*opaque;
  for (size_t i = last; i-- > params && type;) {
    eo_term p = e->params.v[i], own = eo_at(e, p)->type;
    bool dependent = occurs(e, p, type, 0);
    for (size_t k = saved; k < e->args.n; k++)
      dependent |= occurs(e, p, e->args.v[k], 0);
    if (dependent && (eo_flags(e, own) & FLAG_OPEN))
      return eo_complain(l, start, "a parameter of a type that depends on parameters occurs in a type");
    if (dependent)
      own = eo_make(e, TAG_QUOTE, 0, 1, &p);
    if (!own)
      return 0;
    if (i >= first) {
      if (e->symbols.v[eo_at(e, p)->arg[0]].opaque)
        return eo_complain(l, start, "opaque parameters must come first");
      type = eo_make(e, TAG_ARROW, 0, 2, (eo_term[]){own, type});
    } else if (!EO_PUSH(e, &e->args, own)) {
      return 0;
    }
  }
  if (!*opaque || !type)
    return type;
  size_t count = e->args.n - saved;
  for (size_t i = 0; i < count / 2; i++) {
    eo_term swap = e->args.v[saved + i];
    e->args.v[saved + i] = e->args.v[saved + count - 1 - i];
    e->args.v[saved + count - 1 - i] = swap;
  }
  if (!EO_PUSH(e, &e->args, type))
    return 0;
  type = eo_make(e, TAG_ARROW, 0, count + 1, e->args.v + saved);
  e->args.n = saved;
  return type;
}

static bool declare_parameterized(eo_lexer *l)
{
  eo *e = l->e;
  uint32_t name = read_name(l), opaque = 0;
  size_t start = l->start, scope = e->scope.n, params = e->params.n;
  bool implicit;
  if (!free_to_declare(l, name) || !eo_read_params(l, &implicit))
    return false;
  eo_next(l);
  eo_term result = eo_parse_type(l), attribute;
  eo_attr attr;
  if (!result || !read_attributes(l, &attr, &attribute))
    return false;
  eo_term type = parameterized_type(l, start, params, result, &opaque);
  if (!type)
    return false;
  /* All parameters, implicit ones too, count for ambiguity: e->params now takes them all for a moment. */
  e->params.n = params;
  for (size_t i = scope; i < e->scope.n; i++)
    if (!EO_PUSH(e, &e->params, e->bindings.v[e->names.v[e->scope.v[i]].binding].value))
      return false;
  bool ambiguous = is_ambiguous(e, type, final_result(e, type), params, e->params.n);
  e->params.n = params;
  eo_unbind(e, scope);
  if (ambiguous)
    return eo_complain(l, start, "a parameter occurs in the result only, which is not supported");
  if (opaque && attr != ATTR_NONE)
    return eo_complain(l, start, "opaque parameters and attributes do not go together");
  return declare(e, name, type, opaque ? ATTR_OPAQUE : attr, attribute, opaque);
}

static bool declare_consts(eo_lexer *l)
{
  eo *e = l->e;
  if (!eo_expect(l, TOKEN_SYMBOL, "a category of literals"))
    return false;
  uint32_t *type = eo_token_is(l, "<numeral>") ? &e->numeral_type : eo_token_is(l, "<string>") ? &e->string_type : NULL;
  if (!type)
    return eo_complain(l, l->start, "only <numeral> and <string> are supported");
  size_t start = l->start;
  eo_next(l);
  eo_term t = eo_parse_type(l);
  if (!t)
    return false;
  if (*type && *type != t)
    return eo_complain(l, start, "these literals have another type already");
  *type = t;
  return eo_expect(l, TOKEN_CLOSE, "`)`");
}

/* What follows the body of a macro: nothing, or `:type T`. */
static bool check_type(eo_lexer *l, eo_term body)
{
  eo *e = l->e;
  while (eo_next(l) == TOKEN_KEYWORD) {
    size_t start = l->start;
    if (!eo_token_is(l, ":type"))
      return eo_complain(l, start, "only `:type` is supported here");
    eo_next(l);
    eo_term wanted = eo_parse(l);
    if (!wanted)
      return false;
    if (eo_type_of(e, body) != wanted)
      return eo_complain(l, start, "the definition has not this type");
  }
  return l->kind == TOKEN_CLOSE || eo_complain(l, l->start, "expected an attribute or `)`");
}

static bool define(eo_lexer *l)
{
  eo *e = l->e;
  uint32_t name = read_name(l);
  size_t scope = e->scope.n, params = e->params.n;
  bool implicit;
  if (!free_to_declare(l, name) || !eo_read_params(l, &implicit))
    return false;
  if (implicit) {
    /* Implicit parameters are not bound when the macro is applied: the body must not mention them. */
    eo_unbind(e, scope);
    for (size_t i = params; i < e->params.n; i++)
      if (!eo_bind(e, e->symbols.v[eo_at(e, e->params.v[i])->arg[0]].name, BIND_TERM, e->params.v[i], true))
        return false;
  }
  eo_next(l);
  eo_term body = eo_parse(l);
  if (!body || !check_type(l, body))
    return false;
  eo_unbind(e, scope);
  uint32_t count = (uint32_t)(e->params.n - params);
  if (!count)
    return eo_bind(e, name, BIND_TERM, body, false);
  eo_macro m = {(uint32_t)params, count, body};
  return EO_PUSH(e, &e->macros, m) && eo_bind(e, name, BIND_MACRO, (uint32_t)e->macros.n - 1, false);
}

bool eo_command(eo_lexer *l, bool *file)
{
  static const struct {
    const char *name;
    bool (*read)(eo_lexer *l);
  } commands[] = {{"program", eo_read_program},
                  {"declare-rule", eo_read_rule},
                  {"define", define},
                  {"declare-const", declare_const},
                  {"declare-parameterized-const", declare_parameterized},
                  {"declare-consts", declare_consts},
                  {"declare-type", declare_type}};
  *file = false;
  if (l->kind != TOKEN_OPEN)
    return eo_complain(l, l->start, "expected a command");
  if (!eo_expect(l, TOKEN_SYMBOL, "a command"))
    return false;
  for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
    if (eo_token_is(l, commands[i].name))
      return commands[i].read(l);
  if (!eo_token_is(l, "include"))
    return eo_complain(l, l->start, "the command `%.*s` is not supported",
                       l->token_length > 60 ? 60 : (int)l->token_length, l->token);
  *file = true;
  return eo_expect(l, TOKEN_STRING, "the name of a file");
}
