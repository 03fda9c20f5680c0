/* eo_name.c: names of the signature and what they stand for. The bindings of a name form a stack: parameters and
 * eo::define hide what lies under them until their scope ends. */
#include "eo_internal.h"

#include <string.h>

static uint64_t stir(uint64_t h, uint64_t part)
{
  h = (h ^ part) * 0x9e3779b97f4a7c15u;
  return h ^ h >> 29;
}

static uint64_t load(const char *text, size_t size)
{
  uint64_t part = 0;
  if (size == 8)
    memcpy(&part, text, 8);
  else
    memcpy(&part, text, 4);
  return part;
}

/* Eight bytes at a time; the last ones overlap those before. */
static uint32_t hash_text(const char *text, size_t length)
{
  uint64_t h = length;
  if (length >= 8) {
    for (size_t i = 0; i + 8 < length; i += 8)
      h = stir(h, load(text + i, 8));
    h = stir(h, load(text + length - 8, 8));
  } else if (length >= 4) {
    h = stir(h, load(text, 4) << 32 | load(text + length - 4, 4));
  } else {
    uint64_t part = 0;
    for (size_t i = 0; i < length; i++)
      part = part << 8 | (unsigned char)text[i];
    h = stir(h, part);
  }
  return (uint32_t)((h * 0x9e3779b97f4a7c15u) >> 32);
}

uint32_t eo_lookup_name(const eo *e, const char *text, size_t length)
{
  uint32_t hash = hash_text(text, length);
  for (uint32_t i = e->name_buckets[hash & e->name_mask]; i; i = e->names.v[i].next) {
    const eo_name *n = e->names.v + i;
    if (n->hash == hash && n->length == length && !memcmp(e->chars.v + n->at, text, length))
      return i;
  }
  return 0;
}

static bool rehash(eo *e)
{
  size_t size = ((size_t)e->name_mask + 1) * 2;
  uint32_t *buckets = eo_alloc_zero(e, size, sizeof *buckets);
  if (!buckets)
    return false;
  eo_free(e, e->name_buckets, (size_t)e->name_mask + 1, sizeof *buckets);
  e->name_buckets = buckets;
  e->name_mask = (uint32_t)size - 1;
  for (uint32_t i = 1; i < e->names.n; i++) {
    eo_name *n = e->names.v + i;
    n->next = buckets[n->hash & e->name_mask];
    buckets[n->hash & e->name_mask] = i;
  }
  return true;
}

uint32_t eo_intern(eo *e, const char *text, size_t length)
{
  uint32_t known = eo_lookup_name(e, text, length);
  if (known)
    return known;
  if (length > UINT32_MAX / 2 || e->chars.n + length > UINT32_MAX)
    return eo_fail(e, EO_LIMIT, "a name is too long");
  if (!EO_ROOM(e, &e->chars, length) || !EO_ROOM(e, &e->names, 1))
    return 0;
  uint32_t hash = hash_text(text, length);
  eo_name name = {.at = (uint32_t)e->chars.n,
                  .length = (uint32_t)length,
                  .hash = hash,
                  .next = e->name_buckets[hash & e->name_mask]};
  if (length)
    memcpy(e->chars.v + e->chars.n, text, length);
  e->chars.n += length;
  uint32_t index = (uint32_t)e->names.n;
  e->names.v[e->names.n++] = name;
  e->name_buckets[hash & e->name_mask] = index;
  if (e->names.n > e->name_mask && !rehash(e))
    return 0;
  return index;
}

const char *eo_name_text(const eo *e, uint32_t name, int *length)
{
  *length = e->names.v[name].length > 200 ? 200 : (int)e->names.v[name].length;
  return e->chars.v + e->names.v[name].at;
}

bool eo_bind(eo *e, uint32_t name, eo_binding_kind kind, uint32_t value, bool local)
{
  eo_binding binding = {.kind = (uint8_t)kind, .local = local, .value = value, .under = e->names.v[name].binding};
  if (local && !EO_PUSH(e, &e->scope, name))
    return false;
  if (!EO_PUSH(e, &e->bindings, binding)) {
    if (local)
      e->scope.n--;
    return false;
  }
  e->names.v[name].binding = (uint32_t)e->bindings.n - 1;
  return true;
}

void eo_unbind(eo *e, size_t scope)
{
  while (e->scope.n > scope) {
    eo_name *n = e->names.v + e->scope.v[--e->scope.n];
    n->binding = e->bindings.v[n->binding].under;
  }
}

static bool bind_text(eo *e, const char *text, eo_binding_kind kind, uint32_t value)
{
  uint32_t name = eo_intern(e, text, strlen(text));
  return name && eo_bind(e, name, kind, value, false);
}

static eo_term bind_symbol(eo *e, const char *text, eo_term type)
{
  uint32_t name = eo_intern(e, text, strlen(text));
  eo_symbol_info info = {.name = name};
  if (!name || !EO_PUSH(e, &e->symbols, info))
    return 0;
  eo_term t = eo_make_symbol(e, TAG_SYMBOL, (uint32_t)e->symbols.n - 1, type);
  return t && eo_bind(e, name, BIND_TERM, t, false) ? t : 0;
}

static bool bind_lists(eo *e)
{
  eo_term list = bind_symbol(e, "eo::List", TERM_TYPE), nil = bind_symbol(e, "eo::List::nil", list);
  eo_term cons = bind_symbol(e, "eo::List::cons", 0);
  eo_symbol_info any = {.name = eo_intern(e, "T", 1)};
  if (!cons || !any.name || !EO_PUSH(e, &e->symbols, any))
    return false;
  eo_term element = eo_make_symbol(e, TAG_PARAM, (uint32_t)e->symbols.n - 1, TERM_TYPE);
  eo_term rest = eo_make(e, TAG_ARROW, 0, 2, (eo_term[]){list, list});
  eo_term type = element && rest ? eo_make(e, TAG_ARROW, 0, 2, (eo_term[]){element, rest}) : 0;
  if (!nil || !type)
    return false;
  eo_node *n = eo_at(e, cons);
  n->type = type;
  n->arg[1] = nil;
  n->len = ATTR_RIGHT_ASSOC_NIL;
  e->symbols.v[n->arg[0]].attr = ATTR_RIGHT_ASSOC_NIL;
  e->symbols.v[n->arg[0]].attribute = nil;
  return true;
}

bool eo_init_names(eo *e)
{
  static const char *const ops[OP_COUNT] = {[OP_ITE] = "ite",
                                            [OP_REQUIRES] = "requires",
                                            [OP_IS_OK] = "is_ok",
                                            [OP_IS_EQ] = "is_eq",
                                            [OP_EQ] = "eq",
                                            [OP_IS_Z] = "is_z",
                                            [OP_IS_STR] = "is_str",
                                            [OP_IS_BOOL] = "is_bool",
                                            [OP_CMP] = "cmp",
                                            [OP_HASH] = "hash",
                                            [OP_TYPEOF] = "typeof",
                                            [OP_NOT] = "not",
                                            [OP_AND] = "and",
                                            [OP_OR] = "or",
                                            [OP_XOR] = "xor",
                                            [OP_ADD] = "add",
                                            [OP_MUL] = "mul",
                                            [OP_NEG] = "neg",
                                            [OP_ZDIV] = "zdiv",
                                            [OP_ZMOD] = "zmod",
                                            [OP_IS_NEG] = "is_neg",
                                            [OP_GT] = "gt",
                                            [OP_LEN] = "len",
                                            [OP_CONCAT] = "concat",
                                            [OP_EXTRACT] = "extract",
                                            [OP_FIND] = "find",
                                            [OP_TO_Z] = "to_z",
                                            [OP_TO_STR] = "to_str",
                                            [OP_NIL] = "nil",
                                            [OP_CONS] = "cons",
                                            [OP_LIST_LEN] = "list_len",
                                            [OP_LIST_CONCAT] = "list_concat",
                                            [OP_LIST_NTH] = "list_nth",
                                            [OP_LIST_FIND] = "list_find",
                                            [OP_LIST_REV] = "list_rev",
                                            [OP_LIST_ERASE] = "list_erase",
                                            [OP_LIST_ERASE_ALL] = "list_erase_all",
                                            [OP_LIST_SETOF] = "list_setof",
                                            [OP_LIST_MINCLUDE] = "list_minclude",
                                            [OP_LIST_MEQ] = "list_meq",
                                            [OP_LIST_DIFF] = "list_diff",
                                            [OP_LIST_INTER] = "list_inter",
                                            [OP_LIST_SINGLETON_ELIM] = "list_singleton_elim",
                                            [OP_LIST_SINGLETON_INTRO] = "list_singleton_intro",
                                            [OP_LIST_REPEAT] = "list_repeat"};
  e->name_mask = (1u << 12) - 1;
  e->name_buckets = eo_alloc_zero(e, (size_t)e->name_mask + 1, sizeof *e->name_buckets);
  if (!e->name_buckets || !EO_ROOM(e, &e->names, 1u << 10) || !EO_ROOM(e, &e->chars, 1u << 14))
    return false;
  e->names.n = 1;
  eo_binding none = {0};
  eo_program no_program = {0};
  eo_rule_info no_rule = {0};
  if (!EO_PUSH(e, &e->bindings, none) || !EO_PUSH(e, &e->programs, no_program) || !EO_PUSH(e, &e->rules, no_rule))
    return false;
  if (!EO_PUSH(e, &e->code, 0))
    return false;
  static const char *const first[] = {"Type", "Bool", "true", "false"};
  for (eo_term t = TERM_TYPE; t <= TERM_FALSE; t++)
    if (bind_symbol(e, first[t - 1], t <= TERM_BOOL ? TERM_TYPE : TERM_BOOL) != t)
      return false;
  if (!bind_lists(e))
    return false;
  for (uint32_t op = 1; op < OP_COUNT; op++) {
    char name[40] = "eo::";
    memcpy(name + 4, ops[op], strlen(ops[op]) + 1);
    if (!bind_text(e, name, BIND_BUILTIN, op))
      return false;
  }
  return bind_text(e, "->", BIND_ARROW, 0) && bind_text(e, "_", BIND_APPLY, 0) && bind_text(e, "let", BIND_LET, 0) &&
         bind_text(e, "eo::define", BIND_LET, 0) && bind_text(e, "as", BIND_UNSUPPORTED, 0) &&
         bind_text(e, "!", BIND_UNSUPPORTED, 0) && bind_text(e, "eo::as", BIND_UNSUPPORTED, 0);
}
