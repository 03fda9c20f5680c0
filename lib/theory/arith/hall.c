/* hall.c: more integers than there is room for. Of n integers among n - 1 consecutive numbers two are equal: the pigeonhole
 * principle, on an interval of the kind that Leconte's propagation of all-different constraints looks for (after Hall's
 * theorem). Sums of inequalities would need exponentially many steps to show it.
 *
 * Looked for, in the literals of a check, are variables with bounds on both sides that are pairwise different, by a
 * disequality or since one is less than the other. The lemma speaks of the ends of the interval and of equalities (rule
 * arith_pigeonhole); others say that the literals at hand imply those bounds and exclude those equalities. */
#include "theory/arith/state.h"

/* A variable with its best bounds, and the literals that say so, by place plus 1. */
typedef struct hall_node {
  term x;
  int64_t low, high;
  uint32_t lower, upper;
} hall_node;

typedef struct hall {
  arith *a;
  size_t count;
  const tlit *literals;
  STACK(hall_node) nodes;
  number_list place; /* by term: its node plus 1 */
  uint32_t *apart;   /* by two nodes: the literal that keeps them apart, plus 1 */
  number_list members;
  int64_t low; /* of the interval */
} hall;

/* ---- reading ------------------------------------------------------------------------------------------------------ */

static hall_node *node_of(hall *h, term x)
{
  if (!by_key_reach(h->a->m, &h->place, (size_t)x + 1))
    return NULL;
  if (!h->place.data[x]) {
    if (!stack_push(h->a->m, &h->nodes, ((hall_node){.x = x})))
      return NULL;
    h->place.data[x] = (uint32_t)h->nodes.size;
  }
  return &h->nodes.data[h->place.data[x] - 1];
}

static bool read_bound(hall *h, const arith_atom *atom, size_t i)
{
  hall_node *n = node_of(h, atom->x);
  int64_t k = 0;
  bool positive = h->literals[i].positive;
  if (!n || !num_is_int64(&atom->k, &k))
    return n;
  if (positive && (!n->lower || k > n->low)) {
    n->low = k;
    n->lower = (uint32_t)i + 1;
  }
  k -= !positive;
  if ((!positive || atom->equality) && (!n->upper || k < n->high)) {
    n->high = k;
    n->upper = (uint32_t)i + 1;
  }
  return true;
}

/* Only variables with both bounds are kept. */
static void choose_nodes(hall *h)
{
  size_t kept = 0;
  for (size_t i = 0; i < h->nodes.size; i++) {
    hall_node n = h->nodes.data[i];
    bool keep = n.lower && n.upper && kept < h->a->limits->budget.arith_room_nodes;
    h->place.data[n.x] = keep ? (uint32_t)kept + 1 : 0;
    if (keep)
      h->nodes.data[kept++] = n;
  }
  h->nodes.size = kept;
}

static bool read_bounds(hall *h)
{
  for (size_t i = 0; i < h->count; i++) {
    const arith_atom *atom = arith_atom_of(h->a, h->literals[i].atom);
    if (limits_poll(h->a->limits) || (!atom && mem_failed(h->a->m)))
      return false;
    bool bounds = atom && atom->difference && !atom->y && (h->literals[i].positive || !atom->equality);
    if (bounds && !read_bound(h, atom, i))
      return false;
  }
  choose_nodes(h);
  return true;
}

/* Does the literal keep x and y apart? */
static bool is_apart(const arith_atom *atom, bool positive)
{
  int sign = num_sign(&atom->k);
  if (atom->equality)
    return !positive && !sign;
  return positive ? sign > 0 : sign <= 0;
}

static uint32_t place_of(const hall *h, term x)
{
  return x < h->place.size ? h->place.data[x] : 0;
}

static bool read_pairs(hall *h)
{
  size_t n = h->nodes.size;
  h->apart = mem_calloc(h->a->m, n * n, sizeof *h->apart);
  for (size_t i = 0; i < h->count && h->apart; i++) {
    const arith_atom *atom = arith_atom_of(h->a, h->literals[i].atom);
    if (limits_poll(h->a->limits))
      return false;
    if (!atom || !atom->difference || !atom->y || !is_apart(atom, h->literals[i].positive))
      continue;
    uint32_t x = place_of(h, atom->x), y = place_of(h, atom->y);
    if (x && y)
      h->apart[(x - 1) * n + y - 1] = h->apart[(y - 1) * n + x - 1] = (uint32_t)i + 1;
  }
  return h->apart;
}

/* ---- the lemmas --------------------------------------------------------------------------------------------------- */

static term member(const hall *h, size_t i)
{
  return h->nodes.data[h->members.data[i]].x;
}

static void derive_pigeonhole(void *self, const void *data, derivation *d, const lemma_view *lemma)
{
  const hall *h = self;
  term_list list = {0};
  bool ok = true;
  (void)data;
  (void)lemma;
  for (size_t i = 0; i < h->members.size && ok; i++)
    ok = stack_push(h->a->m, &list, member(h, i));
  derivation_step_list(d, RULE_ARITH_PIGEONHOLE, ok ? terms_int(h->a->terms, h->low) : 0, list.size, list.data);
  stack_free(h->a->m, &list);
}

/* In the order of the rule: for each member its bounds, then all equalities. */
static bool tell_pigeonhole(hall *h)
{
  arith *a = h->a;
  size_t n = h->members.size;
  term low = terms_int(a->terms, h->low), high = terms_int(a->terms, h->low + (int64_t)n - 2);
  bool ok = low && high;
  stack_clear(&a->clause);
  for (size_t i = 0; i < n && ok; i++) {
    term x = member(h, i), above = terms_apply2(a->terms, STRSMT_GE, x, low),
         below = terms_apply2(a->terms, STRSMT_LE, x, high);
    ok = above && below && stack_push(a->m, &a->clause, ((tlit){above, false})) &&
         stack_push(a->m, &a->clause, ((tlit){below, false}));
  }
  for (size_t i = 0; i < n && ok; i++)
    for (size_t k = i + 1; k < n && ok; k++) {
      term same = terms_apply2(a->terms, STRSMT_EQ, member(h, i), member(h, k));
      ok = same && stack_push(a->m, &a->clause, ((tlit){same, true}));
    }
  return ok && lemma_add_clause(a->env, a->clause.size, a->clause.data, derive_pigeonhole, h, NULL);
}

/* Two literals exclude each other: the first one, and the second one times 1 or -1. */
static void derive_two(void *self, const void *data, derivation *d, const lemma_view *lemma)
{
  arith *a = self;
  const int *factors = data;
  term list[2] = {terms_int(a->terms, factors[0]), terms_int(a->terms, factors[1])};
  term c = terms_apply(a->terms, STRSMT_ADD, 2, list);
  step both[2] = {1, 2};
  derivation_step(d, RULE_ARITH_FARKAS, 1, &c, lemma->count, both);
}

static bool tell_two(hall *h, uint32_t literal, tlit other, int first, int second)
{
  tlit l = h->literals[literal - 1], clause[2] = {{l.atom, !l.positive}, other};
  int factors[2] = {first, second};
  return other.atom && lemma_add_clause(h->a->env, 2, clause, derive_two, h->a, factors);
}

/* The literal that bounds x says that x is in the interval, too. */
static bool tell_bound(hall *h, const hall_node *n, bool lower)
{
  terms *t = h->a->terms;
  uint32_t literal = lower ? n->lower : n->upper;
  int64_t end = lower ? h->low : h->low + (int64_t)h->members.size - 2;
  const arith_atom *atom = arith_atom_of(h->a, h->literals[literal - 1].atom);
  if (!atom || (!atom->equality && (lower ? n->low : n->high) == end))
    return atom;
  int factor = atom->equality && lower == atom->flipped ? -1 : 1;
  tlit other = {terms_apply2(t, lower ? STRSMT_GE : STRSMT_LE, n->x, terms_int(t, end)), true};
  return tell_two(h, literal, other, factor, 1);
}

/* A strict inequality excludes the equality; a disequality is its negation. */
static bool tell_apart(hall *h, size_t i, size_t k)
{
  uint32_t literal = h->apart[h->members.data[i] * h->nodes.size + h->members.data[k]];
  const arith_atom *atom = arith_atom_of(h->a, h->literals[literal - 1].atom);
  if (!atom || atom->equality)
    return atom;
  bool same_way = (member(h, i) == atom->x) == h->literals[literal - 1].positive;
  tlit other = {terms_apply2(h->a->terms, STRSMT_EQ, member(h, i), member(h, k)), false};
  return tell_two(h, literal, other, 1, same_way ? -1 : 1);
}

static bool tell_all(hall *h)
{
  bool ok = tell_pigeonhole(h);
  for (size_t i = 0; i < h->members.size && ok; i++) {
    const hall_node *n = &h->nodes.data[h->members.data[i]];
    ok = !limits_poll(h->a->limits) && tell_bound(h, n, true) && tell_bound(h, n, false);
    for (size_t k = i + 1; k < h->members.size && ok; k++)
      ok = tell_apart(h, i, k);
  }
  return ok;
}

/* ---- the search --------------------------------------------------------------------------------------------------- */

/* Collects variables of that interval, each different from those before, until there is one too many. */
static bool fill(hall *h, int64_t low, int64_t high, bool *too_many)
{
  h->low = low;
  *too_many = false;
  stack_clear(&h->members);
  if (high < low || high - low >= h->a->limits->budget.arith_room_nodes - 1)
    return true;
  for (size_t i = 0; i < h->nodes.size && !*too_many; i++) {
    bool fits = h->nodes.data[i].low >= low && h->nodes.data[i].high <= high;
    for (size_t k = 0; k < h->members.size && fits; k++)
      fits = h->apart[i * h->nodes.size + h->members.data[k]];
    if (fits && !stack_push(h->a->m, &h->members, (uint32_t)i))
      return false;
    *too_many = (int64_t)h->members.size > high - low + 1;
  }
  return !limits_poll(h->a->limits);
}

/* The interval from a node's lower bound to another's upper one; each pair of such numbers once. */
static bool search(hall *h, bool *found)
{
  for (size_t i = 0; i < h->nodes.size; i++)
    for (size_t k = 0; k < h->nodes.size; k++) {
      bool seen = false;
      for (size_t b = 0; b < i && !seen; b++)
        seen = h->nodes.data[b].low == h->nodes.data[i].low;
      for (size_t b = 0; b < k && !seen; b++)
        seen = h->nodes.data[b].high == h->nodes.data[k].high;
      if (seen)
        continue;
      if (!fill(h, h->nodes.data[i].low, h->nodes.data[k].high, found))
        return false;
      if (*found)
        return true;
    }
  return true;
}

verdict arith_check_room(arith *a, size_t count, const tlit *literals)
{
  hall h = {.a = a, .count = count, .literals = literals};
  bool found = false;
  if (a->room_wait++ < a->room_patience)
    return VERDICT_CONSISTENT;
  bool ok = read_bounds(&h) && (!h.nodes.size || (read_pairs(&h) && search(&h, &found) && (!found || tell_all(&h))));
  a->room_wait = 0;
  uint32_t most = a->limits->budget.arith_room_wait;
  a->room_patience = found ? 0 : a->room_patience >= most ? most : 2 * a->room_patience + 1;
  mem_free(a->m, h.apart, h.apart ? h.nodes.size * h.nodes.size * sizeof *h.apart : 0);
  stack_free(a->m, &h.nodes);
  stack_free(a->m, &h.place);
  stack_free(a->m, &h.members);
  return !ok ? VERDICT_STOPPED : found ? VERDICT_LEMMA : VERDICT_CONSISTENT;
}
