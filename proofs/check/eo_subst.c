/* eo_subst.c: evaluation of signature terms that may hold parameters: bodies of macros, result types, open nils. What
 * can be evaluated is (built-ins and programs on values); the rest is kept as it is. Programs themselves do not run
 * here but in the machine (eo_machine.c). */
#include "eo_internal.h"

#include <string.h>

eo_term eo_build_op(eo *e, eo_op op, size_t count, const eo_term *args)
{
  bool open = false, stuck = false;
  for (size_t i = 0; i < count; i++) {
    open |= (eo_flags(e, args[i]) & FLAG_OPEN) != 0;
    stuck |= (eo_flags(e, args[i]) & FLAG_EVAL) != 0;
  }
  eo_term t = 0;
  if (op == OP_ITE) {
    t = args[0] == TERM_TRUE ? args[1] : args[0] == TERM_FALSE ? args[2] : 0;
  } else if (op == OP_REQUIRES) {
    t = args[0] == args[1] && eo_is_value(e, args[0]) ? args[2] : 0;
  } else if (!open && stuck) {
    if (op == OP_IS_OK || op == OP_IS_EQ || op == OP_IS_Z || op == OP_IS_STR || op == OP_IS_BOOL)
      t = TERM_FALSE;
  } else if (!open) {
    t = eo_builtin(e, op, args);
  }
  return t || e->failed ? t : eo_make(e, TAG_OP, op, count, args);
}

eo_term eo_build_call(eo *e, uint32_t program, size_t count, const eo_term *args)
{
  bool values = e->programs.v[program].defined;
  for (size_t i = 0; i < count && values; i++)
    values = eo_is_value(e, args[i]);
  eo_term t = values ? eo_run(e, program, args) : 0;
  return t || e->failed ? t : eo_make(e, TAG_CALL, e->programs.v[program].term, count, args);
}

static eo_term walk(eo *e, eo_term t, size_t from);

static eo_term rebuild(eo *e, eo_term t, size_t args)
{
  const eo_node *n = eo_at(e, t);
  size_t count = n->count;
  const eo_term *v = e->args.v + args;
  switch (n->tag) {
  case TAG_APP:
    return eo_make_app(e, v[count], count, v);
  case TAG_CALL:
    return eo_build_call(e, eo_at(e, n->head)->arg[0], count, v);
  case TAG_OP:
    return eo_build_op(e, (eo_op)n->head, count, v);
  default:
    return eo_make(e, (eo_tag)n->tag, n->head, count, v);
  }
}

/* The values of the arguments, and for an application that of its head after them, on e->args. */
static bool walk_args(eo *e, eo_term t, size_t from)
{
  size_t count = eo_at(e, t)->count;
  for (size_t i = 0; i < count; i++) {
    eo_term value = walk(e, eo_args(e, eo_at(e, t))[i], from);
    if (!value || !EO_PUSH(e, &e->args, value))
      return false;
  }
  if (eo_at(e, t)->tag != TAG_APP)
    return true;
  eo_term head = walk(e, eo_at(e, t)->head, from);
  return head && EO_PUSH(e, &e->args, head);
}

static eo_term walk_node(eo *e, eo_term t, size_t from)
{
  const eo_node *n = eo_at(e, t);
  size_t saved = e->args.n;
  eo_term result = 0;
  if (n->tag == TAG_OP && n->head == OP_ITE) {
    eo_term condition = walk(e, eo_args(e, n)[0], from);
    if (!condition)
      return 0;
    if (condition == TERM_TRUE || condition == TERM_FALSE)
      return walk(e, eo_args(e, eo_at(e, t))[condition == TERM_TRUE ? 1 : 2], from);
  }
  if (walk_args(e, t, from))
    result = rebuild(e, t, saved);
  e->args.n = saved;
  return result;
}

static eo_term walk(eo *e, eo_term t, size_t from)
{
  if (eo_is_value(e, t))
    return t;
  const eo_node *n = eo_at(e, t);
  if (n->tag == TAG_PROGRAM || (!(n->flags & FLAG_EVAL) && e->cache.n == from))
    return t;
  for (size_t i = from; i < e->cache.n; i++)
    if (e->cache.v[i].key == t)
      return e->cache.v[i].value;
  if (n->tag == TAG_PARAM)
    return t;
  if (e->depth >= EO_DEPTH)
    return eo_fail(e, EO_LIMIT, "a term of the signature is nested too deeply");
  e->depth++;
  eo_pair pair = {t, walk_node(e, t, from)};
  e->depth--;
  return pair.value && EO_PUSH(e, &e->cache, pair) ? pair.value : 0;
}

eo_term eo_substitute(eo *e, eo_term t, size_t from)
{
  eo_term result = walk(e, t, from);
  e->cache.n = from;
  return result;
}
