/* eo_term.c: the table of hash-consed terms, with marks. Buckets are linked newest first, so that cutting the table
 * back to a mark is a matter of unlinking the newest terms one after the other; the arrays that hold longer argument
 * lists, limbs, codes and names are cut back with the terms that use them. */
#include "eo_internal.h"

#include <string.h>

bool eo_init_terms(eo *e)
{
  e->bucket_mask = (1u << 14) - 1;
  e->buckets = eo_alloc_zero(e, (size_t)e->bucket_mask + 1, sizeof *e->buckets);
  if (!e->buckets || !EO_ROOM(e, &e->nodes, 1u << 13))
    return false;
  memset(e->nodes.v, 0, sizeof *e->nodes.v);
  e->nodes.n = 1;
  return true;
}

static bool rehash(eo *e)
{
  size_t size = ((size_t)e->bucket_mask + 1) * 2;
  uint32_t *buckets = eo_alloc_zero(e, size, sizeof *buckets);
  if (!buckets)
    return false;
  eo_free(e, e->buckets, (size_t)e->bucket_mask + 1, sizeof *buckets);
  e->buckets = buckets;
  e->bucket_mask = (uint32_t)size - 1;
  for (uint32_t i = 1; i < e->nodes.n; i++) {
    eo_node *n = e->nodes.v + i;
    if (n->tag == TAG_SYMBOL || n->tag == TAG_PARAM || n->tag == TAG_PROGRAM)
      continue;
    n->next = buckets[n->hash & e->bucket_mask];
    buckets[n->hash & e->bucket_mask] = i;
  }
  return true;
}

static eo_node *new_node(eo *e, eo_tag tag, uint32_t head)
{
  if (e->nodes.n >= EO_IMMEDIATE) {
    eo_fail(e, EO_LIMIT, "too many terms");
    return NULL;
  }
  if (!EO_ROOM(e, &e->nodes, 1))
    return NULL;
  eo_node *n = e->nodes.v + e->nodes.n;
  *n = (eo_node){.tag = (uint8_t)tag, .head = head};
  return n;
}

static eo_term link_node(eo *e, eo_node *n, uint32_t hash)
{
  n->hash = hash;
  n->next = e->buckets[hash & e->bucket_mask];
  eo_term t = (eo_term)e->nodes.n++;
  e->buckets[hash & e->bucket_mask] = t;
  if (e->nodes.n > e->bucket_mask && !rehash(e))
    return 0;
  return t;
}

/* The length of the list that head makes of two arguments: 0 if they are none, or the nil of the head is open. */
static uint32_t list_length(const eo *e, eo_term head, const eo_term *args)
{
  const eo_node *h = eo_at(e, head);
  eo_term nil = h->arg[1];
  if (!nil)
    return 0;
  eo_term tail = args[h->len == ATTR_LEFT_ASSOC_NIL || h->len == ATTR_LEFT_ASSOC_NS_NIL ? 0 : 1];
  if (tail == nil)
    return 1;
  if (!eo_is_node(tail))
    return 0;
  const eo_node *n = eo_at(e, tail);
  return n->tag == TAG_APP && n->head == head && n->len ? n->len + 1 : 0;
}

static unsigned flags_of(const eo *e, eo_tag tag, uint32_t head, size_t count, const eo_term *args)
{
  unsigned flags = tag == TAG_OP || tag == TAG_CALL ? FLAG_EVAL : 0;
  if (tag == TAG_APP)
    flags |= eo_flags(e, head);
  for (size_t i = 0; i < count; i++)
    flags |= eo_flags(e, args[i]);
  return flags & (FLAG_OPEN | FLAG_EVAL);
}

eo_term eo_make(eo *e, eo_tag tag, uint32_t head, size_t count, const eo_term *args)
{
  uint32_t hash = eo_mix((uint32_t)tag * 0x85ebca6bu + (uint32_t)count, head);
  for (size_t i = 0; i < count; i++)
    hash = eo_mix(hash, args[i]);
  hash = eo_finish(hash);
  for (uint32_t i = e->buckets[hash & e->bucket_mask]; i; i = e->nodes.v[i].next) {
    const eo_node *n = e->nodes.v + i;
    if (n->hash != hash || n->tag != tag || n->head != head || n->count != count)
      continue;
    if (!memcmp(eo_args(e, n), args, count * sizeof *args))
      return i;
  }
  if (count > UINT16_MAX)
    return eo_fail(e, EO_LIMIT, "an application has too many arguments");
  if (!eo_spend(e, 1 + count / 8))
    return 0;
  size_t inside = eo_offset_in(e->words.v, e->words.n, args);
  if (count > 2 && !EO_ROOM(e, &e->words, count))
    return 0;
  if (inside != SIZE_MAX)
    args = e->words.v + inside;
  eo_node *n = new_node(e, tag, head);
  if (!n)
    return 0;
  n->count = (uint16_t)count;
  n->flags = (uint8_t)flags_of(e, tag, head, count, args);
  if (count <= 2) {
    for (size_t i = 0; i < count; i++)
      n->arg[i] = args[i];
    if (tag == TAG_APP && count == 2 && eo_tag_of(e, head) == TAG_SYMBOL)
      n->len = list_length(e, head, args);
  } else {
    n->arg[0] = (uint32_t)e->words.n;
    memcpy(e->words.v + e->words.n, args, count * sizeof *args);
    e->words.n += count;
  }
  return link_node(e, n, hash);
}

eo_term eo_make_app(eo *e, eo_term head, size_t count, const eo_term *args)
{
  if (!count)
    return head;
  if (eo_tag_of(e, head) != TAG_APP)
    return eo_make(e, TAG_APP, head, count, args);
  size_t first = eo_at(e, head)->count, saved = e->args.n, inside = eo_offset_in(e->args.v, e->args.n, args);
  if (!EO_ROOM(e, &e->args, first + count))
    return 0;
  if (inside != SIZE_MAX)
    args = e->args.v + inside;
  eo_term *all = e->args.v + saved;
  memcpy(all, eo_args(e, eo_at(e, head)), first * sizeof *all);
  memcpy(all + first, args, count * sizeof *all);
  e->args.n += first + count;
  eo_term t = eo_make(e, TAG_APP, eo_at(e, head)->head, first + count, all);
  e->args.n = saved;
  return t;
}

eo_term eo_make_symbol(eo *e, eo_tag tag, uint32_t index, eo_term type)
{
  eo_node *n = new_node(e, tag, 0);
  if (!n)
    return 0;
  n->arg[0] = index;
  n->type = type;
  n->flags = tag == TAG_PARAM ? FLAG_OPEN : tag == TAG_PROGRAM ? FLAG_EVAL : 0;
  return (eo_term)e->nodes.n++;
}

eo_term eo_make_int(eo *e, int64_t value)
{
  if (value >= -EO_SMALL_BIAS && value < EO_SMALL_BIAS)
    return EO_NUMERAL_BIT | (uint32_t)(value + EO_SMALL_BIAS);
  uint32_t part[2] = {(uint32_t)(uint64_t)value, (uint32_t)((uint64_t)value >> 32)};
  uint32_t hash = eo_finish(eo_mix(eo_mix(TAG_NUMERAL, part[0]), part[1]));
  for (uint32_t i = e->buckets[hash & e->bucket_mask]; i; i = e->nodes.v[i].next) {
    const eo_node *n = e->nodes.v + i;
    if (n->hash == hash && n->tag == TAG_NUMERAL && !(n->flags & FLAG_BIG) && !memcmp(n->arg, part, sizeof part))
      return i;
  }
  eo_node *n = new_node(e, TAG_NUMERAL, 0);
  if (!n)
    return 0;
  memcpy(n->arg, part, sizeof part);
  return link_node(e, n, hash);
}

eo_term eo_make_limbs(eo *e, bool negative, const uint64_t *limbs, size_t count)
{
  if (count > EO_MAX_LIMBS)
    return eo_fail(e, EO_LIMIT, "a numeral is too long");
  uint32_t size = (uint32_t)count | (negative ? 0x80000000u : 0);
  uint32_t hash = eo_mix(TAG_NUMERAL, size);
  for (size_t i = 0; i < count; i++)
    hash = eo_mix(eo_mix(hash, (uint32_t)limbs[i]), (uint32_t)(limbs[i] >> 32));
  hash = eo_finish(hash);
  for (uint32_t i = e->buckets[hash & e->bucket_mask]; i; i = e->nodes.v[i].next) {
    const eo_node *n = e->nodes.v + i;
    if (n->hash == hash && n->tag == TAG_NUMERAL && (n->flags & FLAG_BIG) && n->arg[1] == size &&
        !memcmp(e->limbs.v + n->arg[0], limbs, count * sizeof *limbs))
      return i;
  }
  if (e->limbs.n + count > UINT32_MAX)
    return eo_fail(e, EO_LIMIT, "too many long numerals");
  bool own = e->limbs.v && limbs >= e->limbs.v && limbs < e->limbs.v + e->limbs.cap;
  size_t inside = own ? (size_t)(limbs - e->limbs.v) : SIZE_MAX;
  if (!EO_ROOM(e, &e->limbs, count))
    return 0;
  if (inside != SIZE_MAX)
    limbs = e->limbs.v + inside;
  eo_node *n = new_node(e, TAG_NUMERAL, 0);
  if (!n)
    return 0;
  n->flags = FLAG_BIG;
  n->arg[0] = (uint32_t)e->limbs.n;
  n->arg[1] = size;
  memmove(e->limbs.v + e->limbs.n, limbs, count * sizeof *limbs);
  e->limbs.n += count;
  return link_node(e, n, hash);
}

bool eo_big_negative(const eo *e, eo_term t, const uint64_t **limbs, size_t *count)
{
  const eo_node *n = eo_at(e, t);
  *limbs = e->limbs.v + n->arg[0];
  *count = n->arg[1] & 0x7fffffffu;
  return n->arg[1] >> 31;
}

/* `codes` may lie in e->codes itself: it must then be below e->codes.n (see eo_builtin.c, which writes above it). */
eo_term eo_make_string(eo *e, const uint32_t *codes, size_t length)
{
  if (length == 1)
    return EO_CHAR_BIT | codes[0];
  if (length > UINT32_MAX / 2)
    return eo_fail(e, EO_LIMIT, "a string is too long");
  if (!eo_spend(e, length / 8))
    return 0;
  uint32_t hash = eo_mix(TAG_STRING, (uint32_t)length);
  for (size_t i = 0; i < length; i++)
    hash = eo_mix(hash, codes[i]);
  hash = eo_finish(hash);
  for (uint32_t i = e->buckets[hash & e->bucket_mask]; i; i = e->nodes.v[i].next) {
    const eo_node *n = e->nodes.v + i;
    if (n->hash == hash && n->tag == TAG_STRING && n->arg[1] == length &&
        (!length || !memcmp(e->codes.v + n->arg[0], codes, length * sizeof *codes)))
      return i;
  }
  size_t inside = eo_offset_in(e->codes.v, e->codes.cap, codes);
  if (e->codes.n + length > UINT32_MAX)
    return eo_fail(e, EO_LIMIT, "too many long strings");
  if (!EO_ROOM(e, &e->codes, length))
    return 0;
  if (inside != SIZE_MAX)
    codes = e->codes.v + inside;
  eo_node *n = new_node(e, TAG_STRING, 0);
  if (!n)
    return 0;
  n->arg[0] = (uint32_t)e->codes.n;
  n->arg[1] = (uint32_t)length;
  if (length)
    memmove(e->codes.v + e->codes.n, codes, length * sizeof *codes);
  e->codes.n += length;
  return link_node(e, n, hash);
}

const uint32_t *eo_codes(const eo *e, eo_term t, uint32_t *one, size_t *length)
{
  if (!eo_is_node(t)) {
    *one = t & ~(uint32_t)EO_CHAR_BIT;
    *length = 1;
    return one;
  }
  *length = eo_at(e, t)->arg[1];
  return e->codes.v + eo_at(e, t)->arg[0];
}

eo_term eo_numeral(eo *e, const char *digits, size_t length)
{
  eo_enter(e);
  eo_term t = eo_number_read(e, digits, length);
  return eo_leave(e, t) ? t : 0;
}

eo_term eo_string(eo *e, const uint32_t *codes, size_t length)
{
  eo_enter(e);
  for (size_t i = 0; i < length; i++)
    if (codes[i] > EO_MAX_CODE)
      eo_fail(e, EO_WRONG, "a character lies outside of 0..%d", EO_MAX_CODE), e->failed = true;
  eo_term t = e->failed ? 0 : eo_make_string(e, codes, length);
  return eo_leave(e, t) ? t : 0;
}

static eo_term make_constant(eo *e, const char *name, size_t length, eo_term sort)
{
  uint32_t hash = eo_mix(TAG_CONSTANT, sort);
  for (size_t i = 0; i < length; i++)
    hash = hash * 31 + (unsigned char)name[i];
  hash = eo_finish(hash);
  for (uint32_t i = e->buckets[hash & e->bucket_mask]; i; i = e->nodes.v[i].next) {
    const eo_node *n = e->nodes.v + i;
    if (n->hash == hash && n->tag == TAG_CONSTANT && n->head == sort && n->arg[1] == length &&
        (!length || !memcmp(e->chars.v + n->arg[0], name, length)))
      return i;
  }
  if (length > UINT32_MAX / 2 || e->chars.n + length > UINT32_MAX)
    return eo_fail(e, EO_LIMIT, "a name is too long");
  if (!EO_ROOM(e, &e->chars, length))
    return 0;
  eo_node *n = new_node(e, TAG_CONSTANT, sort);
  if (!n)
    return 0;
  n->arg[0] = (uint32_t)e->chars.n;
  n->arg[1] = (uint32_t)length;
  n->type = sort;
  if (length)
    memcpy(e->chars.v + e->chars.n, name, length);
  e->chars.n += length;
  return link_node(e, n, hash);
}

eo_term eo_constant(eo *e, const char *name, size_t length, eo_term sort)
{
  eo_enter(e);
  eo_term t = 0;
  if (!sort || !eo_is_node(sort) || eo_type_of(e, sort) != TERM_TYPE)
    eo_fail(e, EO_WRONG, "a constant of no sort");
  else
    t = make_constant(e, name, length, sort);
  return eo_leave(e, t) ? t : 0;
}

eo_term eo_true(eo *e)
{
  (void)e;
  return TERM_TRUE;
}

eo_term eo_false(eo *e)
{
  (void)e;
  return TERM_FALSE;
}

eo_mark eo_set_mark(eo *e)
{
  bool failed = e->failed;
  e->failed = false;
  eo_mark mark = {(uint32_t)e->nodes.n, e->marks.n};
  eo_pair kept = {e->base, (uint32_t)e->memo.n};
  if (EO_PUSH(e, &e->marks, kept))
    e->base = mark.terms;
  else
    mark.extra = UINT64_MAX;
  e->failed = failed;
  return mark;
}

static void release_types(eo *e, uint32_t terms, uint32_t base)
{
  size_t kept = 0;
  for (size_t i = 0; i < e->retyped.n; i++) {
    uint32_t t = e->retyped.v[i];
    if (t >= terms)
      continue;
    if (eo_is_node(e->nodes.v[t].type) && e->nodes.v[t].type >= terms)
      e->nodes.v[t].type = 0;
    else if (t < base)
      e->retyped.v[kept++] = t;
  }
  e->retyped.n = kept;
}

void eo_release(eo *e, eo_mark mark)
{
  /* A mark that found no memory is not on the stack: then all remembered results are looked at. */
  eo_pair kept = {e->base, 0};
  if (mark.extra < e->marks.n) {
    kept = e->marks.v[mark.extra];
    e->marks.n = (size_t)mark.extra;
  }
  uint32_t base = kept.key;
  release_types(e, mark.terms, base);
  eo_memo_release(e, kept.value, mark.terms);
  while (e->nodes.n > mark.terms) {
    const eo_node *n = e->nodes.v + --e->nodes.n;
    if (n->tag == TAG_SYMBOL || n->tag == TAG_PARAM || n->tag == TAG_PROGRAM)
      continue;
    e->buckets[n->hash & e->bucket_mask] = n->next;
    if (n->tag == TAG_CONSTANT)
      e->chars.n = n->arg[0];
    else if (n->tag == TAG_STRING)
      e->codes.n = n->arg[0];
    else if (n->tag == TAG_NUMERAL && (n->flags & FLAG_BIG))
      e->limbs.n = n->arg[0];
    else if (n->count > 2)
      e->words.n = n->arg[0];
  }
  e->base = base;
}
