/* term.c: the table of hash-consed terms.
 *
 * A term is an index into `nodes`; its variable part lies in `words` (indices and arguments of an application, code
 * points of a string), `nums` or `names`. An index finds equal terms; the hashes stand in the nodes, so that it grows
 * without looking at the terms.
 *
 * Invariants: no two nodes are equal; a term is complete before it can be seen (everything it needs is reserved before
 * anything changes, so that lack of memory leaves the table as it was). Builders accept pointers into the table's own
 * arrays. */
#include "term/term.h"
#include "term/pairwise.h"

#include <assert.h>

#include "base/map.h"
#include "term/kinds.h"

enum { IS_GROUND = 1, IS_LITERAL = 2, IS_VALUE = 4 };

typedef struct node {
  uint32_t hash;
  uint32_t at;   /* where the variable part starts */
  uint32_t size; /* number of arguments, of code points, or of bytes of the name */
  uint8_t kind, sort, flags, index_count;
} node;

typedef struct name {
  char *text;
  size_t size; /* allocated */
} name;

struct terms {
  mem *m;
  STACK(node) nodes; /* term a is nodes.data[a - 1] */
  STACK(uint32_t) words;
  STACK(num) nums;
  STACK(name) names;
  item_table index; /* of all of them */
  bool wide;        /* there is a `distinct` that was not written out (pairwise.h) */
};

static const uint32_t no_words[1]; /* an empty array that is not NULL */

/* What a builder looks for. */
typedef struct key {
  uint8_t kind, sort, index_count;
  uint32_t hash;
  size_t size;
  const uint32_t *indices, *words; /* words: arguments or code points */
  const num *value;
  const char *text;
} key;

terms *terms_new(mem *m)
{
  assert(m);
  terms *t = mem_calloc(m, 1, sizeof *t);
  if (t)
    t->m = m;
  return t;
}

void terms_delete(terms *t)
{
  if (!t)
    return;
  mem *m = t->m;
  for (size_t i = 0; i < t->nums.size; i++)
    num_free(m, &t->nums.data[i]);
  for (size_t i = 0; i < t->names.size; i++)
    mem_free(m, t->names.data[i].text, t->names.data[i].size);
  stack_free(m, &t->nodes);
  stack_free(m, &t->words);
  stack_free(m, &t->nums);
  stack_free(m, &t->names);
  table_free(m, &t->index);
  mem_free(m, t, sizeof *t);
}

mem *terms_mem(const terms *t)
{
  return t->m;
}

size_t terms_count(const terms *t)
{
  return t->nodes.size;
}

static const node *node_of(const terms *t, term a)
{
  assert(a && a <= t->nodes.size);
  return &t->nodes.data[a - 1];
}

/* ---- the hash table ---- */

static void hash_key(key *k)
{
  uint64_t h = hash_mix(k->sort + 1u, (uint64_t)k->kind << 32 | k->size);
  h = hash_numbers(h, k->indices, k->index_count);
  if (k->value)
    h = hash_mix(h, num_hash(k->value));
  else
    h = k->text ? hash_bytes(h, k->text, k->size) : hash_numbers(h, k->words, k->size);
  k->hash = hash_fold(h);
}

static bool same_words(const uint32_t *a, const uint32_t *b, size_t count)
{
  return !count || !memcmp(a, b, count * sizeof *a);
}

static bool matches(const terms *t, term a, const key *k)
{
  const node *n = node_of(t, a);
  if (n->hash != k->hash || n->kind != k->kind || n->sort != k->sort || n->size != k->size ||
      n->index_count != k->index_count)
    return false;
  if (k->value)
    return !num_cmp(&t->nums.data[n->at], k->value);
  if (k->text)
    return !memcmp(t->names.data[n->at].text, k->text, k->size);
  const uint32_t *words = t->words.data ? t->words.data + n->at : no_words;
  return same_words(words, k->indices, k->index_count) && same_words(words + k->index_count, k->words, k->size);
}

static uint32_t hash_of(const void *user, uint32_t a)
{
  return node_of(user, a)->hash;
}

/* The place of the term in the index, or the free one where it belongs. */
static uint32_t *find_slot(const terms *t, const key *k)
{
  uint32_t *at = table_first(&t->index, k->hash);
  while (*at && !matches(t, *at, k))
    at = table_next(&t->index, at);
  return at;
}

/* ---- making terms ---- */

/* Makes room for the words of the key, and repairs its pointers if they point into the array that moves. */
static bool reserve_words(terms *t, key *k)
{
  size_t need = k->index_count + k->size;
  if (need > UINT32_MAX - t->words.size) {
    t->m->oom = true;
    return false;
  }
  const uint32_t **pointers[2] = {&k->indices, &k->words};
  uintptr_t base = (uintptr_t)t->words.data, bytes = t->words.size * sizeof(uint32_t);
  size_t offsets[2];
  for (int i = 0; i < 2; i++) {
    uintptr_t p = (uintptr_t)*pointers[i];
    offsets[i] = p >= base && p - base < bytes ? (p - base) / sizeof(uint32_t) : SIZE_MAX;
  }
  if (!stack_reserve(t->m, &t->words, t->words.size + need))
    return false;
  for (int i = 0; i < 2; i++)
    if (offsets[i] != SIZE_MAX)
      *pointers[i] = t->words.data + offsets[i];
  return true;
}

static void push_words(terms *t, const uint32_t *words, size_t count)
{
  if (count)
    memcpy(t->words.data + t->words.size, words, count * sizeof *words);
  t->words.size += count;
}

static bool store_num(terms *t, const num *value)
{
  num copy = NUM_ZERO;
  if (!num_set(t->m, &copy, value))
    return false;
  if (stack_push(t->m, &t->nums, copy))
    return true;
  num_free(t->m, &copy);
  return false;
}

static bool store_name(terms *t, const char *text, size_t size)
{
  name copy = {mem_alloc(t->m, size + 1), size + 1};
  if (!copy.text)
    return false;
  memcpy(copy.text, text, size);
  copy.text[size] = 0;
  if (stack_push(t->m, &t->names, copy))
    return true;
  mem_free(t->m, copy.text, copy.size);
  return false;
}

/* Stores the variable part, last of all that can fail. */
static bool store(terms *t, key *k, uint32_t *at)
{
  if (k->value) {
    *at = (uint32_t)t->nums.size;
    return store_num(t, k->value);
  }
  if (k->text) {
    *at = (uint32_t)t->names.size;
    return store_name(t, k->text, k->size);
  }
  *at = (uint32_t)t->words.size;
  if (!reserve_words(t, k))
    return false;
  push_words(t, k->indices, k->index_count);
  push_words(t, k->words, k->size);
  return true;
}

static uint8_t flags_of(const terms *t, const key *k)
{
  switch (k->kind) {
  case STRSMT_CONSTANT:
    return 0;
  case STRSMT_TRUE:
  case STRSMT_FALSE:
  case STRSMT_INT_LITERAL:
  case STRSMT_STRING_LITERAL:
    return IS_GROUND | IS_LITERAL | IS_VALUE;
  default: {
    uint8_t flags = IS_GROUND | (k->sort == STRSMT_SORT_REGLAN && k->kind != STRSMT_ITE ? IS_VALUE : 0);
    for (size_t i = 0; i < k->size; i++)
      flags &= node_of(t, k->words[i])->flags;
    return flags;
  }
  }
}

static term intern(terms *t, key *k)
{
  assert(k->kind && (!k->size || k->words || k->text || k->value));
  if (k->size > UINT32_MAX || t->nodes.size >= UINT32_MAX / 2) {
    t->m->oom = true;
    return 0;
  }
  hash_key(k);
  if (!table_reserve(t->m, &t->index, hash_of, t))
    return 0;
  uint32_t *slot = find_slot(t, k);
  if (*slot)
    return *slot;
  node n = {k->hash, 0, (uint32_t)k->size, k->kind, k->sort, flags_of(t, k), k->index_count};
  if (!stack_reserve(t->m, &t->nodes, t->nodes.size + 1) || !store(t, k, &n.at))
    return 0;
  t->nodes.data[t->nodes.size++] = n;
  table_put(&t->index, slot, (term)t->nodes.size);
  return (term)t->nodes.size;
}

term terms_constant(terms *t, const char *text, size_t length, sort s)
{
  key k = {.kind = STRSMT_CONSTANT, .sort = (uint8_t)s, .size = length, .text = text};
  return intern(t, &k);
}

term terms_find_constant(const terms *t, const char *text, size_t length, sort s)
{
  key k = {.kind = STRSMT_CONSTANT, .sort = (uint8_t)s, .size = length, .text = text};
  hash_key(&k);
  return t->index.size ? *find_slot(t, &k) : 0;
}

term terms_true(terms *t)
{
  return terms_apply(t, STRSMT_TRUE, 0, NULL);
}

term terms_false(terms *t)
{
  return terms_apply(t, STRSMT_FALSE, 0, NULL);
}

term terms_num(terms *t, const num *v)
{
  key k = {.kind = STRSMT_INT_LITERAL, .sort = STRSMT_SORT_INT, .value = v};
  return intern(t, &k);
}

term terms_int(terms *t, int64_t v)
{
  num value = {v, NULL, 0, 0};
  return terms_num(t, &value);
}

term terms_string(terms *t, const uint32_t *codes, size_t length)
{
  key k = {.kind = STRSMT_STRING_LITERAL, .sort = STRSMT_SORT_STRING, .size = length, .words = codes};
  return intern(t, &k);
}

/* ---- applications ---- */

static term apply_plain(terms *t, strsmt_kind kind, const kind_info *info, size_t index_count, const uint32_t *indices,
                        size_t n, const term *args)
{
  sort s = info->result ? info->result : term_sort(t, args[n - 1]);
  key k = {.kind = (uint8_t)kind, .sort = (uint8_t)s, .index_count = (uint8_t)index_count, .size = n};
  k.indices = indices;
  k.words = args;
  return intern(t, &k);
}

/* (k (k (k a b) c) d), or (k a (k b (k c d))). */
static term fold(terms *t, strsmt_kind k, bool left, size_t n, const term *args)
{
  term a = left ? args[0] : args[n - 1];
  for (size_t i = 1; i < n && a; i++)
    a = left ? terms_apply2(t, k, a, args[i]) : terms_apply2(t, k, args[n - 1 - i], a);
  return a;
}

/* The conjunction of (k a b) over neighbours, or over all pairs. */
static term conjunction(terms *t, strsmt_kind k, bool all_pairs, size_t n, const term *args)
{
  STACK(term) parts = {0};
  bool ok = true;
  for (size_t i = 0; ok && i + 1 < n; i++)
    for (size_t j = i + 1; ok && j < (all_pairs ? n : i + 2); j++) {
      term a = terms_apply2(t, k, args[i], args[j]);
      ok = a && stack_push(t->m, &parts, a);
    }
  term result = ok ? terms_apply(t, STRSMT_AND, parts.size, parts.data) : 0;
  stack_free(t->m, &parts);
  return result;
}

static term desugar(terms *t, strsmt_kind k, kind_form form, size_t n, const term *args)
{
  switch (form) {
  case FORM_LEFT:
  case FORM_RIGHT:
    return fold(t, k, form == FORM_LEFT, n, args);
  default:
    return conjunction(t, k, form == FORM_PAIRWISE, n, args);
  }
}

/* See pairwise.h. */
static bool is_wide(terms *t, kind_form form, size_t n, const term *args)
{
  bool wide = form == FORM_PAIRWISE && n > PAIRWISE_WIDE && term_sort(t, args[0]) != STRSMT_SORT_REGLAN;
  t->wide = t->wide || wide;
  return wide;
}

bool terms_have_wide(const terms *t)
{
  return t->wide;
}

static term negative_literal(terms *t, term a)
{
  num v = NUM_ZERO;
  term result = num_neg(t->m, &v, term_num(t, a)) ? terms_num(t, &v) : 0;
  num_free(t->m, &v);
  return result;
}

term terms_apply_indexed(terms *t, strsmt_kind k, size_t index_count, const uint32_t *indices, size_t n,
                         const term *args)
{
  const kind_info *info = kind_get(k);
  assert(info && index_count == info->index_count);
  for (size_t i = 0; i < n; i++)
    if (!args[i])
      return 0; /* an argument that could not be made: a nest of applications is checked once, at its end */
  if (n == 1 && info->form == FORM_NARY)
    return args[0];
  if (n > 2 && info->form >= FORM_LEFT) {
    if (n > SIZE_MAX / sizeof *args) {
      t->m->oom = true;
      return 0;
    }
    term *copy = mem_alloc(t->m, n * sizeof *copy); /* `args` may point into `words` */
    if (!copy)
      return 0;
    memcpy(copy, args, n * sizeof *copy);
    term result = is_wide(t, info->form, n, copy) ? apply_plain(t, k, info, index_count, indices, n, copy)
                                                  : desugar(t, k, info->form, n, copy);
    mem_free(t->m, copy, n * sizeof *copy);
    return result;
  }
  if (k == STRSMT_NEG && term_kind(t, args[0]) == STRSMT_INT_LITERAL && num_sign(term_num(t, args[0])) >= 0)
    return negative_literal(t, args[0]);
  return apply_plain(t, k, info, index_count, indices, n, args);
}

term terms_apply(terms *t, strsmt_kind k, size_t n, const term *args)
{
  return terms_apply_indexed(t, k, 0, NULL, n, args);
}

term terms_not(terms *t, term a)
{
  return terms_apply1(t, STRSMT_NOT, a);
}

static bool is_application(const node *n)
{
  return n->kind > STRSMT_STRING_LITERAL;
}

term terms_like(terms *t, term like, const term *args)
{
  const node *n = node_of(t, like);
  if (!is_application(n) || !n->size)
    return like;
  key k = {.kind = n->kind, .sort = n->sort, .index_count = n->index_count, .size = n->size};
  k.indices = t->words.data + n->at;
  k.words = args;
  return intern(t, &k);
}

/* ---- looking ---- */

strsmt_kind term_kind(const terms *t, term a)
{
  return (strsmt_kind)node_of(t, a)->kind;
}

sort term_sort(const terms *t, term a)
{
  return (sort)node_of(t, a)->sort;
}

size_t term_arity(const terms *t, term a)
{
  const node *n = node_of(t, a);
  return is_application(n) ? n->size : 0;
}

const term *term_args(const terms *t, term a)
{
  const node *n = node_of(t, a);
  return is_application(n) && n->size ? t->words.data + n->at + n->index_count : no_words;
}

size_t term_index_count(const terms *t, term a)
{
  return node_of(t, a)->index_count;
}

uint32_t term_index(const terms *t, term a, size_t i)
{
  const node *n = node_of(t, a);
  assert(i < n->index_count);
  return t->words.data[n->at + i];
}

bool term_is_ground(const terms *t, term a)
{
  return node_of(t, a)->flags & IS_GROUND;
}

bool term_is_literal(const terms *t, term a)
{
  return node_of(t, a)->flags & IS_LITERAL;
}

bool term_is_value(const terms *t, term a)
{
  return node_of(t, a)->flags & IS_VALUE;
}

const char *term_name(const terms *t, term a)
{
  const node *n = node_of(t, a);
  return n->kind == STRSMT_CONSTANT ? t->names.data[n->at].text : NULL;
}

const uint32_t *term_codes(const terms *t, term a, size_t *length)
{
  const node *n = node_of(t, a);
  assert(n->kind == STRSMT_STRING_LITERAL);
  *length = n->size;
  return n->size ? t->words.data + n->at : no_words;
}

const num *term_num(const terms *t, term a)
{
  const node *n = node_of(t, a);
  return n->kind == STRSMT_INT_LITERAL ? &t->nums.data[n->at] : NULL;
}

/* ---- invariants --------------------------------------------------------------------------------------------------- */

const char *terms_check(const terms *t)
{
  if (t->index.count != t->nodes.size || !table_check(&t->index, hash_of, t))
    return "terms: the index";
  for (term a = 1; a <= t->nodes.size; a++) {
    const node *n = node_of(t, a);
    if (n->kind == STRSMT_CONSTANT ? n->at >= t->names.size : n->kind == STRSMT_INT_LITERAL && n->at >= t->nums.size)
      return "terms: a leaf";
    if (n->kind == STRSMT_CONSTANT || n->kind == STRSMT_INT_LITERAL)
      continue;
    if ((uint64_t)n->at + n->index_count + n->size > t->words.size && n->index_count + n->size)
      return "terms: the words of a term";
    for (size_t i = 0; n->kind != STRSMT_STRING_LITERAL && i < n->size; i++)
      if (!term_arg(t, a, i) || term_arg(t, a, i) >= a)
        return "terms: an argument that is younger";
  }
  return NULL;
}
