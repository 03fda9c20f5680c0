/* eo_list.c: the built-ins on lists of an n-ary symbol f with a nil. The elements are taken out into e->list; multisets
 * of more than a few elements are counted in a hash table, so that every operation is linear in expectation.
 * eo::list_find on the same long list for the second time builds an index of the list among the remembered results.
 * None of them evaluates if an argument is stuck, as the language's manual says, even where the executable ethos takes
 * the length of a list with a stuck element. */
#include "eo_internal.h"

#include <string.h>

typedef struct lists {
  eo_term f, nil;
  bool left;
} lists;

static bool is_cell(const eo *e, const lists *l, eo_term t)
{
  if (!eo_is_node(t))
    return false;
  const eo_node *n = eo_at(e, t);
  return n->tag == TAG_APP && n->head == l->f && n->count == 2;
}

static eo_term element(const eo *e, const lists *l, eo_term t)
{
  return eo_at(e, t)->arg[l->left ? 1 : 0];
}

static eo_term tail(const eo *e, const lists *l, eo_term t)
{
  return eo_at(e, t)->arg[l->left ? 0 : 1];
}

/* The length of a list, SIZE_MAX if it is none. With a ground nil the node knows it. */
static size_t count_members(const eo *e, const lists *l, eo_term t)
{
  if (t == l->nil)
    return 0;
  if (!is_cell(e, l, t))
    return SIZE_MAX;
  if (eo_at(e, l->f)->arg[1])
    return eo_at(e, t)->len ? eo_at(e, t)->len : SIZE_MAX;
  size_t n = 0;
  for (; is_cell(e, l, t); t = tail(e, l, t))
    n++;
  return t == l->nil ? n : SIZE_MAX;
}

/* The same, for a walk through it, which is counted; SIZE_MAX on failure, too. */
static size_t length(eo *e, const lists *l, eo_term t)
{
  size_t n = count_members(e, l, t);
  return n == SIZE_MAX || eo_spend(e, n / 4) ? n : SIZE_MAX;
}

/* Appends the elements of a list to e->list; SIZE_MAX if it is none, or on failure. */
static size_t take(eo *e, const lists *l, eo_term t)
{
  size_t n = length(e, l, t);
  if (n == SIZE_MAX || !EO_ROOM(e, &e->list, n))
    return SIZE_MAX;
  for (size_t i = 0; i < n; i++, t = tail(e, l, t))
    e->list.v[e->list.n++] = element(e, l, t);
  return n;
}

static eo_term cons(eo *e, const lists *l, eo_term x, eo_term rest)
{
  return eo_make(e, TAG_APP, l->f, 2, l->left ? (eo_term[]){rest, x} : (eo_term[]){x, rest});
}

/* The list of the elements from `from` on in e->list, which go, before `rest`. */
static eo_term put(eo *e, const lists *l, size_t from, eo_term rest)
{
  while (e->list.n > from && rest)
    rest = cons(e, l, e->list.v[--e->list.n], rest);
  e->list.n = from;
  return rest;
}

/* A multiset, as a hash table in e->bag. */
static bool bag_start(eo *e, size_t count)
{
  size_t size = 16;
  while (size < 2 * count)
    size *= 2;
  e->bag.n = 0;
  if (!EO_ROOM(e, &e->bag, size))
    return false;
  memset(e->bag.v, 0, size * sizeof *e->bag.v);
  e->bag.n = size;
  return true;
}

static uint32_t *bag_count(eo *e, eo_term t)
{
  size_t mask = e->bag.n - 1, i = eo_finish(t * 0x9e3779b9u) & mask;
  while (e->bag.v[i].key && e->bag.v[i].key != t)
    i = (i + 1) & mask;
  e->bag.v[i].key = t;
  return &e->bag.v[i].value;
}

static bool bag_of(eo *e, size_t from, size_t count, size_t room)
{
  if (!bag_start(e, room))
    return false;
  for (size_t i = 0; i < count; i++)
    ++*bag_count(e, e->list.v[from + i]);
  return true;
}

enum { FEW = 12 };

static eo_term find(eo *e, const lists *l, eo_term list, eo_term x)
{
  size_t n = count_members(e, l, list);
  if (n == SIZE_MAX)
    return 0;
  eo_term t = list, found;
  for (size_t i = 0; i < n && i < FEW; i++, t = tail(e, l, t))
    if (element(e, l, t) == x)
      return eo_make_int(e, (int64_t)i);
  if (n <= FEW)
    return eo_make_int(e, -1);
  eo_term key[3] = {l->f, list, x};
  if (eo_memo_find(e, MEMO_INDEXED, key, 2, &found) && found == eo_make_int(e, e->forgotten))
    return eo_memo_find(e, MEMO_FIND, key, 3, &found) ? found : eo_make_int(e, -1);
  if (!eo_spend(e, n / 4))
    return 0;
  if (!eo_memo_find(e, MEMO_SEEN, key, 2, &found)) {
    eo_memo_add(e, MEMO_SEEN, key, 2, 0);
    for (size_t i = FEW; i < n; i++, t = tail(e, l, t))
      if (element(e, l, t) == x)
        return eo_make_int(e, (int64_t)i);
    return eo_make_int(e, -1);
  }
  size_t at = SIZE_MAX, i = 0;
  uint32_t forgotten = e->forgotten;
  for (t = list; i < n && !e->failed; i++, t = tail(e, l, t)) {
    key[2] = element(e, l, t);
    if (key[2] == x && at == SIZE_MAX)
      at = i;
    if (!eo_memo_find(e, MEMO_FIND, key, 3, &found))
      eo_memo_add(e, MEMO_FIND, key, 3, eo_make_int(e, (int64_t)i));
  }
  /* It is complete as long as nothing is forgotten that was remembered since it was begun, even by this. */
  eo_memo_add(e, MEMO_INDEXED, key, 2, eo_make_int(e, forgotten));
  return eo_make_int(e, at == SIZE_MAX ? -1 : (int64_t)at);
}

static eo_term nth(eo *e, const lists *l, eo_term list, eo_term index)
{
  int64_t i;
  if (eo_tag_of(e, index) != TAG_NUMERAL || !eo_number_small(e, index, &i))
    return 0;
  size_t n = count_members(e, l, list);
  if (n == SIZE_MAX || i < 0 || (uint64_t)i >= n || !eo_spend(e, (uint64_t)i / 4))
    return 0;
  while (i-- > 0)
    list = tail(e, l, list);
  return element(e, l, list);
}

static eo_term list_concat(eo *e, const lists *l, eo_term a, eo_term b)
{
  if (l->left) {
    eo_term swap = a;
    a = b;
    b = swap;
  }
  if (count_members(e, l, b) == SIZE_MAX || count_members(e, l, a) == SIZE_MAX)
    return 0;
  if (b == l->nil)
    return a;
  size_t from = e->list.n;
  return take(e, l, a) == SIZE_MAX ? 0 : put(e, l, from, b);
}

static eo_term reverse(eo *e, const lists *l, eo_term t)
{
  size_t n = length(e, l, t);
  if (n == SIZE_MAX)
    return 0;
  eo_term result = l->nil;
  for (; n && result; n--, t = tail(e, l, t))
    result = cons(e, l, element(e, l, t), result);
  return result;
}

static eo_term erase(eo *e, const lists *l, eo_term list, eo_term x, bool all)
{
  size_t from = e->list.n, n = length(e, l, list), kept = 0;
  if (n == SIZE_MAX || !EO_ROOM(e, &e->list, n))
    return 0;
  eo_term t = list, rest = 0;
  for (size_t i = 0; i < n; i++) {
    eo_term y = element(e, l, t);
    t = tail(e, l, t);
    if (y == x) {
      rest = t;
      kept = e->list.n;
      if (!all)
        break;
    } else {
      e->list.v[e->list.n++] = y;
    }
  }
  if (!rest) {
    e->list.n = from;
    return list;
  }
  e->list.n = kept;
  return put(e, l, from, rest);
}

static eo_term set_of(eo *e, const lists *l, eo_term list)
{
  size_t from = e->list.n, n = length(e, l, list), kept = 0;
  if (n == SIZE_MAX || !EO_ROOM(e, &e->list, n) || !bag_start(e, n))
    return 0;
  eo_term t = list, rest = 0;
  for (size_t i = 0; i < n; i++) {
    eo_term y = element(e, l, t);
    t = tail(e, l, t);
    if ((*bag_count(e, y))++) {
      rest = t;
      kept = e->list.n;
    } else {
      e->list.v[e->list.n++] = y;
    }
  }
  if (!rest) {
    e->list.n = from;
    return list;
  }
  e->list.n = kept;
  return put(e, l, from, rest);
}

/* Whether the multiset of b lies in that of a, or equals it. */
static eo_term includes(eo *e, const lists *l, eo_term a, eo_term b, bool equal)
{
  size_t n = length(e, l, a), m = length(e, l, b);
  if (n == SIZE_MAX || m == SIZE_MAX)
    return 0;
  if (a == b)
    return TERM_TRUE;
  if (equal ? n != m : n < m)
    return TERM_FALSE;
  size_t from = e->list.n;
  if (take(e, l, a) == SIZE_MAX || !bag_of(e, from, n, n + m))
    return 0;
  e->list.n = from;
  for (size_t i = 0; i < m; i++, b = tail(e, l, b)) {
    uint32_t *count = bag_count(e, element(e, l, b));
    if (!*count)
      return TERM_FALSE;
    --*count;
  }
  return TERM_TRUE;
}

/* The elements of a that occur (`keep`) or do not occur in b, each occurrence in b counting once. */
static eo_term select_elements(eo *e, const lists *l, eo_term a, eo_term b, bool keep)
{
  size_t n = length(e, l, a), m = length(e, l, b);
  if (n == SIZE_MAX || m == SIZE_MAX)
    return 0;
  if (a == b)
    return keep ? a : l->nil;
  size_t from = e->list.n, kept = 0;
  if (take(e, l, b) == SIZE_MAX || !bag_of(e, from, m, n + m))
    return 0;
  e->list.n = from;
  if (!EO_ROOM(e, &e->list, n))
    return 0;
  eo_term t = a, rest = 0;
  for (size_t i = 0; i < n; i++) {
    eo_term y = element(e, l, t);
    t = tail(e, l, t);
    uint32_t *count = bag_count(e, y);
    bool found = *count;
    if (found)
      --*count;
    if (found != keep) {
      rest = t;
      kept = e->list.n;
    } else {
      e->list.v[e->list.n++] = y;
    }
  }
  if (!rest) {
    e->list.n = from;
    return a;
  }
  e->list.n = kept;
  return put(e, l, from, rest);
}

static eo_term repeat(eo *e, const lists *l, eo_term x, eo_term times)
{
  int64_t n;
  if (eo_tag_of(e, times) != TAG_NUMERAL || !eo_number_small(e, times, &n) || n < 0 || n > UINT32_MAX)
    return 0;
  eo_term result = l->nil;
  for (; n && result; n--)
    result = cons(e, l, x, result);
  return result;
}

/* The nil, which the type of the second argument may decide: that of a list, or of an element. */
static bool find_nil(eo *e, eo_op op, const eo_term *args, lists *l)
{
  l->f = args[0];
  l->left = eo_is_left(e, l->f);
  l->nil = eo_at(e, l->f)->arg[1];
  if (!l->nil) {
    bool of_list = op != OP_CONS && op != OP_LIST_REPEAT;
    l->nil = eo_nil_of(e, l->f, eo_type_of(e, args[1]), of_list);
  }
  return l->nil && eo_is_value(e, l->nil);
}

static eo_term singleton_intro(eo *e, const eo_term *args)
{
  lists l = {.f = args[0], .left = eo_is_left(e, args[0])};
  eo_term x = args[1], type = eo_type_of(e, x);
  l.nil = eo_nil_of(e, l.f, type, true);
  if (l.nil && length(e, &l, x) != SIZE_MAX)
    return x;
  l.nil = eo_nil_of(e, l.f, type, false);
  if (!l.nil || length(e, &l, x) != SIZE_MAX)
    return l.nil ? x : 0;
  return cons(e, &l, x, l.nil);
}

eo_term eo_list_op(eo *e, eo_op op, const eo_term *args)
{
  if (!args[0] || !args[1] || !eo_is_nary(e, args[0]))
    return 0;
  if (op == OP_NIL)
    return eo_nil_of(e, args[0], args[1], false);
  if (op == OP_LIST_SINGLETON_INTRO)
    return singleton_intro(e, args);
  eo_term a = args[1], b = op == OP_LIST_LEN || op == OP_LIST_REV || op == OP_LIST_SETOF || op == OP_LIST_SINGLETON_ELIM
                               ? a
                               : args[2];
  lists l;
  if (!b || !find_nil(e, op, (eo_term[]){args[0], a}, &l))
    return 0;
  size_t n;
  switch (op) {
  case OP_CONS:
    return count_members(e, &l, b) == SIZE_MAX ? 0 : cons(e, &l, a, b);
  case OP_LIST_LEN:
    return (n = count_members(e, &l, a)) == SIZE_MAX ? 0 : eo_make_int(e, (int64_t)n);
  case OP_LIST_CONCAT:
    return list_concat(e, &l, a, b);
  case OP_LIST_NTH:
    return nth(e, &l, a, b);
  case OP_LIST_FIND:
    return find(e, &l, a, b);
  case OP_LIST_REV:
    return reverse(e, &l, a);
  case OP_LIST_ERASE:
  case OP_LIST_ERASE_ALL:
    return erase(e, &l, a, b, op == OP_LIST_ERASE_ALL);
  case OP_LIST_SETOF:
    return set_of(e, &l, a);
  case OP_LIST_MINCLUDE:
  case OP_LIST_MEQ:
    return includes(e, &l, a, b, op == OP_LIST_MEQ);
  case OP_LIST_DIFF:
  case OP_LIST_INTER:
    return select_elements(e, &l, a, b, op == OP_LIST_INTER);
  case OP_LIST_SINGLETON_ELIM:
    n = count_members(e, &l, a);
    return n == SIZE_MAX ? 0 : n == 1 ? element(e, &l, a) : a;
  case OP_LIST_REPEAT:
    return repeat(e, &l, a, b);
  default:
    return 0;
  }
}
