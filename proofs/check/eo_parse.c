/* eo_parse.c: terms of signature text. They are desugared and, where they are built of values, evaluated as they are
 * read; so what a macro or an application stands for is known at once. Recursion follows the parentheses and is bounded
 * by EO_DEPTH. */
#include "eo_internal.h"

static eo_term parse_list(eo_lexer *l);

bool eo_expect(eo_lexer *l, eo_token kind, const char *what)
{
  if (eo_next(l) == kind)
    return true;
  if (l->kind == TOKEN_END)
    eo_complain(l, l->start, "the text ends where %s was expected", what);
  else
    eo_complain(l, l->start, "`%.*s`: expected %s", l->token_length > 60 ? 60 : (int)l->token_length, l->token, what);
  return false;
}

static const eo_binding *binding_of(eo_lexer *l)
{
  eo *e = l->e;
  uint32_t name = eo_lookup_name(e, l->token, l->token_length);
  const eo_binding *b = name && e->names.v[name].binding ? e->bindings.v + e->names.v[name].binding : NULL;
  if (!b)
    eo_complain(l, l->start, "`%.*s` is not declared", l->token_length > 100 ? 100 : (int)l->token_length, l->token);
  return b;
}

static eo_term parse_symbol(eo_lexer *l)
{
  const eo_binding *b = binding_of(l);
  if (!b)
    return 0;
  if (b->kind == BIND_TERM)
    return b->value;
  return eo_complain(l, l->start, "`%.*s` is no term by itself", l->token_length > 100 ? 100 : (int)l->token_length,
                     l->token);
}

eo_term eo_parse(eo_lexer *l)
{
  eo_term t;
  switch (l->kind) {
  case TOKEN_OPEN:
    return parse_list(l);
  case TOKEN_SYMBOL:
    return parse_symbol(l);
  case TOKEN_NUMERAL:
    t = eo_number_read(l->e, l->token, l->token_length);
    return t ? t : eo_locate(l, l->start);
  case TOKEN_STRING:
    return eo_string_literal(l);
  case TOKEN_END:
    return eo_complain(l, l->start, "the text ends where a term was expected");
  default:
    return eo_complain(l, l->start, "`%.*s`: expected a term", l->token_length > 60 ? 60 : (int)l->token_length,
                       l->token);
  }
}

eo_term eo_parse_type(eo_lexer *l)
{
  size_t start = l->start;
  eo_term t = eo_parse(l);
  if (!t)
    return 0;
  if (eo_type_of(l->e, t) != TERM_TYPE)
    return eo_complain(l, start, "this is no type");
  if ((eo_flags(l->e, t) & (FLAG_EVAL | FLAG_OPEN)) == FLAG_EVAL)
    return eo_complain(l, start, "this type does not evaluate");
  return t;
}

/* (eo::define ((x t) ...) body): all the t are read before any x is bound. */
static eo_term parse_let(eo_lexer *l)
{
  eo *e = l->e;
  size_t saved = e->args.n, scope = e->scope.n;
  if (!eo_expect(l, TOKEN_OPEN, "a list of bindings"))
    return 0;
  while (eo_next(l) == TOKEN_OPEN) {
    if (!eo_expect(l, TOKEN_SYMBOL, "a symbol"))
      return 0;
    uint32_t name = eo_intern(e, l->token, l->token_length);
    if (!name || !EO_PUSH(e, &e->args, name))
      return 0;
    eo_next(l);
    eo_term value = eo_parse(l);
    if (!value || !EO_PUSH(e, &e->args, value) || !eo_expect(l, TOKEN_CLOSE, "`)`"))
      return 0;
  }
  if (l->kind != TOKEN_CLOSE)
    return eo_complain(l, l->start, "expected a binding or `)`");
  for (size_t i = saved; i < e->args.n; i += 2)
    if (!eo_bind(e, e->args.v[i], BIND_TERM, e->args.v[i + 1], true))
      return 0;
  e->args.n = saved;
  eo_next(l);
  eo_term body = eo_parse(l);
  eo_unbind(e, scope);
  return body && eo_expect(l, TOKEN_CLOSE, "`)`") ? body : 0;
}

static eo_term arrow(eo_lexer *l, size_t start, size_t count, const eo_term *args)
{
  if (count < 2)
    return eo_complain(l, start, "a function type needs two types at least");
  eo_term t = args[count - 1];
  for (size_t i = count - 1; i-- > 0 && t;)
    t = eo_make(l->e, TAG_ARROW, 0, 2, (eo_term[]){args[i], t});
  return t;
}

static eo_term built_in(eo_lexer *l, size_t start, eo_op op, size_t count, const eo_term *args)
{
  eo *e = l->e;
  if (!eo_op_arity(op, count))
    return eo_complain(l, start, "a built-in with %zu arguments", count);
  if (count == 2 || !eo_op_arity(op, 2) || !eo_op_arity(op, 3))
    return eo_build_op(e, op, count, args);
  eo_term t = args[0];
  for (size_t i = 1; i < count && t; i++)
    t = eo_build_op(e, op, 2, (eo_term[]){t, args[i]});
  return t;
}

static eo_term application(eo_lexer *l, size_t start, const eo_binding *b, size_t count, const eo_term *args)
{
  eo *e = l->e;
  switch (b->kind) {
  case BIND_TERM:
    return eo_build(e, b->value, count, args);
  case BIND_MACRO:
    if (e->macros.v[b->value].count != count)
      return eo_complain(l, start, "a macro of %u arguments with %zu", (unsigned)e->macros.v[b->value].count, count);
    return eo_build_macro(e, b->value, count, args);
  case BIND_PROGRAM:
    if (e->programs.v[b->value].arity != count)
      return eo_complain(l, start, "a program of %u arguments with %zu", (unsigned)e->programs.v[b->value].arity,
                         count);
    return eo_build_call(e, b->value, count, args);
  case BIND_BUILTIN:
    return built_in(l, start, (eo_op)b->value, count, args);
  case BIND_ARROW:
    return arrow(l, start, count, args);
  default:
    if (count < 2)
      return eo_complain(l, start, "an application needs a function and an argument");
    return eo_make_app(e, args[0], count - 1, args + 1);
  }
}

/* What stands after the open parenthesis: a symbol, or ((_ f a) b). */
static bool parse_head(eo_lexer *l, eo_binding *head)
{
  eo_next(l);
  if (l->kind == TOKEN_OPEN) {
    eo_term t = parse_list(l);
    *head = (eo_binding){.kind = BIND_TERM, .value = t};
    return t != 0;
  }
  if (l->kind != TOKEN_SYMBOL) {
    eo_complain(l, l->start, "expected a symbol after `(`");
    return false;
  }
  const eo_binding *b = binding_of(l);
  if (!b)
    return false;
  *head = *b;
  if (b->kind != BIND_UNSUPPORTED)
    return true;
  eo_complain(l, l->start, "`%.*s` is not supported", (int)l->token_length, l->token);
  return false;
}

static eo_term parse_list(eo_lexer *l)
{
  eo *e = l->e;
  size_t start = l->start, saved = e->args.n, params = 0;
  eo_binding head;
  if (l->depth >= EO_DEPTH) {
    e->state = EO_OK;
    return eo_complain(l, start, "nested too deeply");
  }
  l->depth++;
  if (!parse_head(l, &head))
    return 0;
  eo_term t = 0;
  if (head.kind == BIND_LET) {
    t = parse_let(l);
    l->depth--;
    return t;
  }
  while (eo_next(l) != TOKEN_CLOSE) {
    t = eo_parse(l);
    if (!t || !EO_PUSH(e, &e->args, t))
      return 0;
  }
  l->depth--;
  params = e->args.n - saved;
  if (!params)
    return eo_complain(l, start, "an application without arguments");
  t = application(l, start, &head, params, e->args.v + saved);
  e->args.n = saved;
  return t || e->state == EO_UNREADABLE ? t : eo_locate(l, start);
}
