/* eo_apply.c: applications as they are written. The attribute of the head symbol says what (f a b c) stands for;
 * parameters marked :list are tails of lists (or are concatenated, further to the left). Overloaded symbols: the newest
 * declaration that gives a well-typed term. */
#include "eo_internal.h"

#include <stdio.h>

bool eo_op_arity(eo_op op, size_t count)
{
  switch (op) {
  case OP_IS_OK:
  case OP_IS_Z:
  case OP_IS_STR:
  case OP_IS_BOOL:
  case OP_HASH:
  case OP_TYPEOF:
  case OP_NOT:
  case OP_NEG:
  case OP_IS_NEG:
  case OP_LEN:
  case OP_TO_Z:
  case OP_TO_STR:
    return count == 1;
  case OP_ITE:
  case OP_REQUIRES:
  case OP_EXTRACT:
  case OP_CONS:
  case OP_LIST_CONCAT:
  case OP_LIST_NTH:
  case OP_LIST_FIND:
  case OP_LIST_ERASE:
  case OP_LIST_ERASE_ALL:
  case OP_LIST_MINCLUDE:
  case OP_LIST_MEQ:
  case OP_LIST_DIFF:
  case OP_LIST_INTER:
  case OP_LIST_REPEAT:
    return count == 3;
  case OP_ADD:
  case OP_MUL:
  case OP_AND:
  case OP_OR:
  case OP_XOR:
  case OP_CONCAT:
    return count >= 2;
  default:
    return count == 2;
  }
}

static const eo_symbol_info *info_of(const eo *e, eo_term t)
{
  eo_tag tag = eo_tag_of(e, t);
  return tag == TAG_SYMBOL || tag == TAG_PARAM ? e->symbols.v + eo_at(e, t)->arg[0] : NULL;
}

static bool is_list_param(const eo *e, eo_term t)
{
  return eo_tag_of(e, t) == TAG_PARAM && e->symbols.v[eo_at(e, t)->arg[0]].attr == ATTR_LIST;
}

/* The nil that is written for f: for an open one, a placeholder if the type of `first` does not tell it yet. */
static eo_term nil_for(eo *e, eo_term f, eo_term first)
{
  eo_term nil = info_of(e, f)->attribute;
  if (!(eo_flags(e, nil) & FLAG_OPEN))
    return nil;
  eo_term type = eo_type_of(e, first);
  if (type && (nil = eo_nil_of(e, f, type, false)))
    return nil;
  if (e->failed)
    return 0;
  type = eo_make(e, TAG_OP, OP_TYPEOF, 1, &first);
  return type ? eo_make(e, TAG_OP, OP_NIL, 2, (eo_term[]){f, type}) : 0;
}

static eo_term build_assoc(eo *e, eo_term f, eo_attr attr, size_t count, const eo_term *args)
{
  bool left = attr == ATTR_LEFT_ASSOC || attr == ATTR_LEFT_ASSOC_NIL || attr == ATTR_LEFT_ASSOC_NS_NIL;
  bool has_nil = attr >= ATTR_RIGHT_ASSOC_NIL, single = attr >= ATTR_RIGHT_ASSOC_NS_NIL;
  if (!count)
    return has_nil && !(eo_flags(e, info_of(e, f)->attribute) & FLAG_OPEN) ? info_of(e, f)->attribute : f;
  size_t i = 0, elements = 0;
  eo_term t = args[left ? 0 : count - 1];
  if (has_nil && !is_list_param(e, t))
    t = nil_for(e, f, args[0]);
  else
    i = 1;
  for (; i < count && t; i++) {
    eo_term next = args[left ? i : count - 1 - i];
    eo_term pair[2] = {left ? t : next, left ? next : t};
    if (has_nil && is_list_param(e, next)) {
      t = eo_make(e, TAG_OP, OP_LIST_CONCAT, 3, (eo_term[]){f, pair[0], pair[1]});
    } else {
      t = eo_make_app(e, f, 2, pair);
      elements++;
    }
  }
  if (!t || !single || elements >= 2)
    return t;
  return eo_build_op(e, OP_LIST_SINGLETON_ELIM, 2, (eo_term[]){f, t});
}

/* (f a b c) as (g (f a b) (f b c)), or with all pairs. */
static eo_term build_pairs(eo *e, eo_term f, bool all, size_t count, const eo_term *args)
{
  size_t saved = e->args.n;
  eo_term g = info_of(e, f)->attribute, result = 0;
  for (size_t i = 0; i + 1 < count; i++)
    for (size_t j = i + 1; j < (all ? count : i + 2); j++) {
      eo_term t = eo_make_app(e, f, 2, (eo_term[]){args[i], args[j]});
      if (!t || !EO_PUSH(e, &e->args, t))
        goto done;
    }
  size_t pairs = e->args.n - saved;
  result = pairs == 1 ? e->args.v[saved] : eo_build(e, g, pairs, e->args.v + saved);
done:
  e->args.n = saved;
  return result;
}

static eo_term build_symbol(eo *e, eo_term f, size_t count, const eo_term *args)
{
  const eo_symbol_info *info = info_of(e, f);
  switch (info ? (eo_attr)info->attr : ATTR_NONE) {
  case ATTR_NONE:
  case ATTR_LIST:
    return eo_make_app(e, f, count, args);
  case ATTR_CHAINABLE:
    return build_pairs(e, f, false, count, args);
  case ATTR_PAIRWISE:
    return build_pairs(e, f, true, count, args);
  case ATTR_ARG_LIST: {
    eo_term list = count == 1 && is_list_param(e, args[0]) ? args[0] : eo_build(e, info->attribute, count, args);
    return list ? eo_make_app(e, f, 1, &list) : 0;
  }
  case ATTR_OPAQUE:
    if (count < info->opaque)
      return eo_fail(e, EO_WRONG, "too few arguments for a symbol with opaque ones");
    return eo_make_app(e, f, count, args);
  default:
    return build_assoc(e, f, (eo_attr)info->attr, count, args);
  }
}

eo_term eo_build(eo *e, eo_term head, size_t count, const eo_term *args)
{
  /* e->args may move: the arguments are copied above everything else. */
  size_t saved = e->args.n, inside = eo_offset_in(e->args.v, e->args.n, args);
  if (!EO_ROOM(e, &e->args, count))
    return 0;
  if (inside != SIZE_MAX)
    args = e->args.v + inside;
  enum { FEW = 8 };
  eo_term few[FEW];
  eo_term *copy = few;
  if (count > FEW && !(copy = eo_alloc_zero(e, count, sizeof *copy)))
    return 0;
  for (size_t i = 0; i < count; i++)
    copy[i] = args[i];
  const eo_symbol_info *info = info_of(e, head);
  eo_term result = 0, next = info && eo_tag_of(e, head) == TAG_SYMBOL ? info->overload : 0;
  if (next && count)
    for (eo_term f = head; f && !result && !e->failed; f = info_of(e, f)->overload) {
      eo_term t = build_symbol(e, f, count, copy);
      if (t && eo_type_of(e, t))
        result = t;
      else if (!e->failed)
        e->state = EO_OK;
    }
  if (!result && !e->failed)
    result = build_symbol(e, head, count, copy);
  if (copy != few)
    eo_free(e, copy, count, sizeof *copy);
  e->args.n = saved;
  return result;
}

eo_term eo_build_macro(eo *e, uint32_t macro, size_t count, const eo_term *args)
{
  const eo_macro *m = e->macros.v + macro;
  size_t from = e->cache.n;
  for (size_t i = 0; i < count; i++) {
    eo_pair pair = {e->params.v[m->params + i], args[i]};
    if (!EO_PUSH(e, &e->cache, pair))
      return 0;
  }
  return eo_substitute(e, m->body, from);
}

/* A symbol or a macro of the signature, but none of its programs and built-ins. */
static const eo_binding *find(eo *e, const char *symbol, size_t length)
{
  uint32_t name = eo_lookup_name(e, symbol, length);
  const eo_binding *b = name ? e->bindings.v + e->names.v[name].binding : NULL;
  if (b && e->names.v[name].binding && (b->kind == BIND_TERM || b->kind == BIND_MACRO))
    return b;
  eo_fail(e, EO_WRONG, "the signature has no symbol %.*s", length > 100 ? 100 : (int)length, symbol);
  return NULL;
}

/* The sorts of arguments, for a message. */
static void list_sorts(eo *e, size_t count, const eo_term *args, char *out, size_t size)
{
  size_t at = 0;
  out[0] = 0;
  for (size_t i = 0; i < count && at + 80 < size; i++) {
    eo_term type = eo_type_of(e, args[i]);
    int length = 1;
    const char *name = "?";
    if (type && eo_tag_of(e, type) == TAG_SYMBOL) {
      name = eo_name_text(e, e->symbols.v[eo_at(e, type)->arg[0]].name, &length);
    }
    at += (size_t)snprintf(out + at, size - at, "%s%.*s", i ? ", " : "", length > 60 ? 60 : length, name);
  }
  if (at && at + 80 >= size)
    snprintf(out + at, size - at, ", ...");
}

/* A term that the proof may speak of: ground, evaluated and well-typed. */
static eo_term admit(eo *e, eo_term t, const char *symbol, size_t length, size_t count, const eo_term *args)
{
  int shown = length > 100 ? 100 : (int)length;
  char sorts[200];
  if (!t || e->failed)
    return 0;
  if (!eo_is_value(e, t))
    return eo_fail(e, EO_WRONG, "the application of %.*s does not evaluate", shown, symbol);
  if (eo_type_of(e, t))
    return t;
  list_sorts(e, count, args, sorts, sizeof sorts);
  return eo_fail(e, EO_WRONG, "%.*s cannot be applied to (%s)", shown, symbol, sorts);
}

bool eo_is_symbol(const eo *e, const char *name, size_t length)
{
  uint32_t id = eo_lookup_name(e, name, length), binding = id ? e->names.v[id].binding : 0;
  return binding && e->bindings.v[binding].kind == BIND_TERM;
}

eo_term eo_symbol(eo *e, const char *name, size_t length)
{
  eo_enter(e);
  const eo_binding *b = find(e, name, length);
  eo_term t = 0;
  if (b && b->kind == BIND_TERM)
    t = admit(e, b->value, name, length, 0, NULL);
  else if (b)
    eo_fail(e, EO_WRONG, "%.*s needs arguments", length > 100 ? 100 : (int)length, name);
  return eo_leave(e, t) ? t : 0;
}

/* As Eunoia has it, (f a) is a for an associative f without nil, whatever a is, and true for one that makes chains or
 * pairs. Neither a script nor a proof may say that: there it is the function that waits for another argument. `t` is what
 * was made of (f a), where f may be overloaded. */
static bool is_unapplied(const eo *e, eo_term f, eo_term t, eo_term arg)
{
  const eo_symbol_info *info = info_of(e, f);
  eo_attr attr = info ? (eo_attr)info->attr : ATTR_NONE;
  return t == arg || attr == ATTR_CHAINABLE || attr == ATTR_PAIRWISE;
}

eo_term eo_apply(eo *e, const char *symbol, size_t length, size_t count, const eo_term *args)
{
  if (!count)
    return eo_symbol(e, symbol, length);
  eo_enter(e);
  const eo_binding *b = find(e, symbol, length);
  eo_term t = 0;
  if (b && b->kind == BIND_TERM) {
    t = eo_build(e, b->value, count, args);
    if (t && count == 1 && is_unapplied(e, b->value, t, args[0]))
      t = eo_make(e, TAG_APP, b->value, 1, args);
    t = admit(e, t, symbol, length, count, args);
  } else if (b) {
    if (e->macros.v[b->value].count == count)
      t = admit(e, eo_build_macro(e, b->value, count, args), symbol, length, count, args);
    else
      eo_fail(e, EO_WRONG, "%.*s has another number of arguments", length > 100 ? 100 : (int)length, symbol);
  }
  return eo_leave(e, t) ? t : 0;
}

eo_term eo_not(eo *e, eo_term t)
{
  return eo_apply(e, "not", 3, 1, &t);
}

eo_term eo_or(eo *e, size_t count, const eo_term *disjuncts)
{
  if (!count)
    return TERM_FALSE;
  return count == 1 ? disjuncts[0] : eo_apply(e, "or", 2, count, disjuncts);
}

eo_term eo_negated(const eo *e, eo_term t)
{
  if (eo_tag_of(e, t) != TAG_APP || eo_at(e, t)->count != 1)
    return 0;
  if (eo_tag_of(e, eo_at(e, t)->head) != TAG_SYMBOL)
    return 0;
  const eo_node *head = eo_at(e, eo_at(e, t)->head);
  const eo_name *name = e->names.v + e->symbols.v[head->arg[0]].name;
  return name->length == 3 && e->chars.v[name->at] == 'n' && e->chars.v[name->at + 1] == 'o' &&
                 e->chars.v[name->at + 2] == 't'
             ? eo_at(e, t)->arg[0]
             : 0;
}
