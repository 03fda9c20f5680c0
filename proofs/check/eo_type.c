/* eo_type.c: types, by matching the types that functions expect against those of their arguments. A function of several
 * arguments takes them one after the other, each with bindings of its own (opaque arguments come together); a program
 * takes all at once. The walk over a term has a stack of its own, since terms of a proof may be nested deeply; patterns
 * come from signatures, whose nesting is bounded. */
#include "eo_internal.h"

static bool match_args(eo *e, const eo_node *p, const eo_node *n, size_t skip, size_t from)
{
  /* Matching may make terms (prefixes) and so move the arrays: arguments are read anew each time. */
  uint32_t ip = (uint32_t)(p - e->nodes.v), in = (uint32_t)(n - e->nodes.v);
  for (size_t i = 0; i < eo_at(e, ip)->count; i++)
    if (!eo_match(e, eo_args(e, eo_at(e, ip))[i], eo_args(e, eo_at(e, in))[skip + i], from))
      return false;
  return true;
}

/* The head of the pattern is a parameter (or a call): it stands for the application without its last arguments. */
static bool match_prefix(eo *e, eo_term pattern, eo_term t, size_t from)
{
  const eo_node *p = eo_at(e, pattern), *n = eo_at(e, t);
  size_t opaque = eo_opaque(e, n->head), count = p->count;
  if (n->count < opaque + count)
    return false;
  size_t skip = n->count - count;
  eo_term prefix = eo_make_app(e, n->head, skip, eo_args(e, n));
  if (!prefix || !eo_match(e, eo_at(e, pattern)->head, prefix, from))
    return false;
  return match_args(e, eo_at(e, pattern), eo_at(e, t), skip, from);
}

bool eo_match(eo *e, eo_term pattern, eo_term t, size_t from)
{
  if (!(eo_flags(e, pattern) & FLAG_OPEN))
    return pattern == t;
  const eo_node *p = eo_at(e, pattern);
  if (p->tag == TAG_PARAM) {
    for (size_t i = from; i < e->cache.n; i++)
      if (e->cache.v[i].key == pattern)
        return e->cache.v[i].value == t;
    eo_pair pair = {pattern, t};
    return EO_PUSH(e, &e->cache, pair);
  }
  if (!eo_is_node(t))
    return false;
  const eo_node *n = eo_at(e, t);
  if (n->tag != p->tag)
    return false;
  if (e->depth >= EO_DEPTH)
    return eo_fail(e, EO_LIMIT, "a type is nested too deeply");
  bool ok;
  e->depth++;
  if (p->tag == TAG_APP && (eo_flags(e, p->head) & FLAG_OPEN))
    ok = match_prefix(e, pattern, t, from);
  else
    ok = n->head == p->head && n->count == p->count && match_args(e, p, n, 0, from);
  e->depth--;
  return ok;
}

/* The type of the `count` terms `args` given to a function of type `arrow` whose parameters are its arguments but the
 * last; 0 if they do not fit. */
static eo_term apply_arrow(eo *e, eo_term arrow, size_t count, eo_term owner, size_t first)
{
  size_t from = e->cache.n;
  bool ok = true;
  for (size_t i = 0; i < count && ok; i++) {
    eo_term expected = eo_args(e, eo_at(e, arrow))[i], arg = eo_args(e, eo_at(e, owner))[first + i];
    eo_term type = eo_type_of(e, arg);
    if (eo_tag_of(e, expected) == TAG_QUOTE) {
      eo_term param = eo_at(e, expected)->arg[0];
      eo_pair pair = {param, arg};
      ok = type && type == eo_at(e, param)->type && EO_PUSH(e, &e->cache, pair);
    } else {
      ok = type && eo_match(e, expected, type, from);
    }
  }
  eo_term result = eo_args(e, eo_at(e, arrow))[count];
  if (ok && !eo_is_value(e, result))
    return eo_substitute(e, result, from);
  e->cache.n = from;
  return ok ? result : 0;
}

static eo_term type_of_app(eo *e, eo_term t)
{
  eo_term type = eo_type_of(e, eo_at(e, t)->head);
  size_t done = 0, count = eo_at(e, t)->count;
  while (type && done < count) {
    const eo_node *arrow = eo_is_node(type) ? eo_at(e, type) : NULL;
    if (!arrow || arrow->tag != TAG_ARROW)
      return 0;
    size_t takes = (size_t)arrow->count - 1;
    if (takes > count - done)
      return 0;
    type = apply_arrow(e, type, takes, t, done);
    if (type && (eo_flags(e, type) & FLAG_EVAL) && !(eo_flags(e, type) & FLAG_OPEN))
      return 0;
    done += takes;
  }
  return type;
}

static eo_term type_of_op(eo *e, eo_term t)
{
  eo_op op = (eo_op)eo_at(e, t)->head;
  const eo_term *args = eo_args(e, eo_at(e, t));
  switch (op) {
  case OP_TYPEOF:
    return TERM_TYPE;
  case OP_NIL:
    return args[1];
  case OP_ADD:
  case OP_MUL:
  case OP_NEG:
  case OP_AND:
  case OP_OR:
  case OP_XOR:
  case OP_NOT:
  case OP_CONCAT:
  case OP_EXTRACT:
    return eo_type_of(e, args[0]);
  case OP_ITE:
  case OP_CONS:
  case OP_LIST_CONCAT:
  case OP_LIST_NTH:
  case OP_LIST_ERASE:
  case OP_LIST_ERASE_ALL:
  case OP_LIST_REV:
  case OP_LIST_SETOF:
  case OP_LIST_DIFF:
  case OP_LIST_INTER:
  case OP_LIST_SINGLETON_ELIM:
  case OP_LIST_SINGLETON_INTRO:
    return eo_type_of(e, args[1]);
  case OP_REQUIRES:
    return eo_type_of(e, args[2]);
  case OP_LIST_REPEAT: {
    eo_term type = eo_type_of(e, args[0]);
    for (int i = 0; type && i < 2; i++)
      type = eo_tag_of(e, type) == TAG_ARROW ? eo_args(e, eo_at(e, type))[eo_at(e, type)->count - 1] : 0;
    return type;
  }
  case OP_IS_OK:
  case OP_IS_EQ:
  case OP_EQ:
  case OP_IS_NEG:
  case OP_CMP:
  case OP_IS_Z:
  case OP_IS_STR:
  case OP_IS_BOOL:
  case OP_GT:
  case OP_LIST_MINCLUDE:
  case OP_LIST_MEQ:
    return TERM_BOOL;
  case OP_TO_STR:
    return e->string_type;
  default:
    return e->numeral_type;
  }
}

/* The type of a node whose parts have one. */
static eo_term compute(eo *e, eo_term t)
{
  const eo_node *n = eo_at(e, t);
  switch (n->tag) {
  case TAG_NUMERAL:
    return e->numeral_type;
  case TAG_STRING:
    return e->string_type;
  case TAG_APP:
    return type_of_app(e, t);
  case TAG_ARROW:
  case TAG_PROGRAM_TYPE:
  case TAG_QUOTE:
    return TERM_TYPE;
  case TAG_CALL: {
    eo_term type = eo_type_of(e, n->head);
    if (!type || (size_t)eo_at(e, type)->count != (size_t)n->count + 1)
      return 0;
    return apply_arrow(e, type, n->count, t, 0);
  }
  case TAG_OP:
    return type_of_op(e, t);
  default:
    return 0;
  }
}

static void set_type(eo *e, eo_term t, eo_term type)
{
  if (type && (eo_flags(e, type) & (FLAG_EVAL | FLAG_OPEN)) == FLAG_EVAL)
    type = 0;
  if (!type && !e->ill && eo_at(e, t)->tag == TAG_APP)
    e->ill = t;
  if (type && t < e->base && type >= e->base && !EO_PUSH(e, &e->retyped, t))
    return;
  eo_at(e, t)->type = type ? type : EO_UNSET;
}

static bool push_untyped(eo *e, eo_term t)
{
  return !eo_is_node(t) || eo_at(e, t)->type || EO_PUSH(e, &e->work, t);
}

static bool push_parts(eo *e, eo_term t)
{
  const eo_node *n = eo_at(e, t);
  bool ok = n->tag != TAG_APP && n->tag != TAG_CALL ? true : push_untyped(e, n->head);
  for (size_t i = 0; i < n->count && ok; i++)
    ok = push_untyped(e, eo_args(e, n)[i]);
  return ok;
}

eo_term eo_type_of(eo *e, eo_term t)
{
  if (!eo_is_node(t))
    return t & EO_NUMERAL_BIT ? e->numeral_type : e->string_type;
  eo_term type = eo_at(e, t)->type;
  if (type)
    return type == EO_UNSET ? 0 : type;
  size_t base = e->work.n;
  if (!EO_PUSH(e, &e->work, t))
    return 0;
  while (e->work.n > base && !e->failed) {
    eo_term top = e->work.v[e->work.n - 1];
    if (eo_at(e, top)->type) {
      e->work.n--;
      continue;
    }
    size_t before = e->work.n;
    if (!push_parts(e, top) || e->work.n > before)
      continue;
    e->work.n--;
    type = compute(e, top);
    if (!e->failed)
      set_type(e, top, type);
  }
  e->work.n = base;
  if (e->failed)
    return 0;
  type = eo_at(e, t)->type;
  return type == EO_UNSET ? 0 : type;
}

eo_term eo_nil_of(eo *e, eo_term symbol, eo_term type, bool of_list)
{
  eo_term nil = e->symbols.v[eo_at(e, symbol)->arg[0]].attribute;
  if (!(eo_flags(e, nil) & FLAG_OPEN))
    return nil;
  if (!type || (eo_flags(e, type) & FLAG_OPEN))
    return 0;
  eo_term arrow = eo_type_of(e, symbol);
  if (!arrow || eo_tag_of(e, arrow) != TAG_ARROW || eo_at(e, arrow)->count != 2)
    return 0;
  eo_term first = eo_at(e, arrow)->arg[0], rest = eo_at(e, arrow)->arg[1];
  if (eo_is_left(e, symbol) != of_list) {
    if (eo_tag_of(e, rest) != TAG_ARROW)
      return 0;
    first = eo_args(e, eo_at(e, rest))[0];
  }
  size_t from = e->cache.n;
  if (eo_match(e, first, type, from))
    return eo_substitute(e, nil, from);
  e->cache.n = from;
  return 0;
}

eo_term eo_type(eo *e, eo_term t)
{
  eo_enter(e);
  eo_term type = t ? eo_type_of(e, t) : 0;
  if (!type)
    eo_fail(e, EO_WRONG, "ill-typed term");
  return eo_leave(e, type) ? type : 0;
}
