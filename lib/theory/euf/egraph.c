/* egraph.c: congruence closure (Nieuwenhuis and Oliveras, RTA 2005): nodes, merging, the table of signatures, and how
 * each is taken back. See graph.h for the invariants. */
#include "theory/euf/graph.h"

#include "base/hash.h"
#include "term/walk.h"

bool egraph_by_term(egraph *g, number_list *s)
{
  return by_key_reach(g->env->m, s, terms_count(g->env->terms) + 1);
}

bool egraph_descends(const terms *t, term a)
{
  strsmt_kind k = term_kind(t, a);
  if (k == STRSMT_ITE || k == TERM_PURIFY || !term_arity(t, a))
    return false;
  if (term_sort(t, a) == STRSMT_SORT_REGLAN)
    return !term_is_ground(t, a);
  switch ((int)k) {
  case STRSMT_NOT:
  case STRSMT_AND:
  case STRSMT_OR:
  case STRSMT_XOR:
  case STRSMT_IMPLIES:
    return false;
  case STRSMT_EQ:
    return term_sort(t, term_arg(t, a, 0)) != STRSMT_SORT_BOOL;
  default:
    return true;
  }
}

static bool note(egraph *g, log_kind kind, uint32_t node, uint32_t value)
{
  return stack_push(g->env->m, &g->log, ((log_entry){kind, node, value}));
}

/* ---- the table --------------------------------------------------------------------------------------------------- */

static uint32_t root_of_argument(const egraph *g, term t, size_t i)
{
  assert(node_of(g, term_arg(g->env->terms, t, i)) != NO_NODE);
  return g->nodes.data[node_of(g, term_arg(g->env->terms, t, i))].root;
}

static uint32_t mix(uint32_t h, uint32_t x)
{
  return hash_fold(hash_mix(h, x));
}

static uint32_t equality_hash(uint32_t a, uint32_t b)
{
  return a < b ? mix(mix(STRSMT_EQ, a), b) : mix(mix(STRSMT_EQ, b), a);
}

static uint32_t signature_hash_of(const egraph *g, term t)
{
  const terms *q = g->env->terms;
  strsmt_kind k = term_kind(q, t);
  if (k == STRSMT_EQ)
    return equality_hash(root_of_argument(g, t, 0), root_of_argument(g, t, 1));
  uint32_t h = (uint32_t)k;
  for (size_t i = 0; i < term_index_count(q, t); i++)
    h = mix(h, term_index(q, t, i));
  for (size_t i = 0; i < term_arity(q, t); i++)
    h = mix(h, root_of_argument(g, t, i));
  return h;
}

static bool same_signature(const egraph *g, term a, term b)
{
  const terms *q = g->env->terms;
  size_t n = term_arity(q, a), indices = term_index_count(q, a);
  if (term_kind(q, a) != term_kind(q, b) || term_arity(q, b) != n || term_index_count(q, b) != indices)
    return false;
  for (size_t i = 0; i < indices; i++)
    if (term_index(q, a, i) != term_index(q, b, i))
      return false;
  for (size_t i = 0; i < n; i++)
    if (root_of_argument(g, a, i) != root_of_argument(g, b, i))
      return false;
  return true;
}

static uint32_t *bucket_of(const egraph *g, uint32_t hash)
{
  return &g->buckets.data[hash & (g->buckets.size - 1)];
}

/* The equality of the classes of roots a and b that is false, or NO_NODE. */
static uint32_t find_disequality(const egraph *g, uint32_t a, uint32_t b)
{
  uint32_t hash = equality_hash(a, b);
  for (uint32_t n = *bucket_of(g, hash); n != NO_NODE; n = g->nodes.data[n].chain) {
    term t = g->nodes.data[n].t;
    if (g->nodes.data[n].hash != hash || term_kind(g->env->terms, t) != STRSMT_EQ)
      continue;
    uint32_t x = root_of_argument(g, t, 0), y = root_of_argument(g, t, 1);
    if ((x == a && y == b) || (x == b && y == a))
      return n;
  }
  return NO_NODE;
}

static uint32_t find_congruent(const egraph *g, term t, uint32_t hash)
{
  if (term_kind(g->env->terms, t) == STRSMT_EQ)
    return find_disequality(g, root_of_argument(g, t, 0), root_of_argument(g, t, 1));
  for (uint32_t n = *bucket_of(g, hash); n != NO_NODE; n = g->nodes.data[n].chain)
    if (g->nodes.data[n].hash == hash && same_signature(g, g->nodes.data[n].t, t))
      return n;
  return NO_NODE;
}

static void insert(egraph *g, uint32_t n, uint32_t hash)
{
  uint32_t *bucket = bucket_of(g, hash);
  assert(n < g->nodes.size);
  g->nodes.data[n].hash = hash;
  g->nodes.data[n].chain = *bucket;
  g->nodes.data[n].in_table = true;
  *bucket = n;
}

static void take_out(egraph *g, uint32_t n)
{
  assert(g->nodes.data[n].in_table);
  uint32_t *at = bucket_of(g, g->nodes.data[n].hash);
  while (*at != n)
    at = &g->nodes.data[*at].chain;
  *at = g->nodes.data[n].chain;
  g->nodes.data[n].in_table = false;
}

static bool make_room(egraph *g)
{
  size_t size = g->buckets.size ? g->buckets.size : 32;
  while (size < g->nodes.size)
    size *= 2;
  if (size == g->buckets.size)
    return true;
  if (!stack_reserve(g->env->m, &g->buckets, size))
    return false;
  g->buckets.size = size;
  memset(g->buckets.data, 0xff, size * sizeof(uint32_t));
  for (uint32_t n = 0; n < g->nodes.size; n++)
    if (g->nodes.data[n].in_table)
      insert(g, n, g->nodes.data[n].hash);
  return true;
}

/* Puts an application into the table; if its place is taken, and it is no equality, the two become equal. */
static bool enter(egraph *g, uint32_t n)
{
  term t = g->nodes.data[n].t;
  uint32_t hash = signature_hash_of(g, t), other = find_congruent(g, t, hash);
  if (other == NO_NODE) {
    if (!note(g, LOG_INSERT, n, 0))
      return false;
    insert(g, n, hash);
    return true;
  }
  return term_kind(g->env->terms, t) == STRSMT_EQ || stack_push(g->env->m, &g->pending, ((edge){n, other, 0}));
}

/* ---- merging ----------------------------------------------------------------------------------------------------- */

/* Turns the edges on the way from n to its root in the proof forest around, so that n becomes the root. */
static void make_root(egraph *g, uint32_t n)
{
  uint32_t below = NO_NODE, below_edge = 0;
  while (n != NO_NODE) {
    enode *at = &g->nodes.data[n];
    uint32_t up = at->up, up_edge = at->up_edge;
    at->up = below;
    at->up_edge = below_edge;
    below = n;
    below_edge = up_edge;
    n = up;
  }
}

static bool add_edge(egraph *g, edge e, uint32_t from, uint32_t to)
{
  if (!stack_push(g->env->m, &g->edges, e))
    return false;
  if (!note(g, LOG_EDGE, 0, 0)) {
    (void)stack_pop(&g->edges);
    return false;
  }
  make_root(g, from);
  assert(g->nodes.data[from].up == NO_NODE);
  g->nodes.data[from].up = to;
  g->nodes.data[from].up_edge = (uint32_t)g->edges.size - 1;
  return true;
}

static void cut_last_edge(egraph *g)
{
  assert(g->edges.size);
  uint32_t number = (uint32_t)g->edges.size - 1;
  edge e = stack_pop(&g->edges);
  bool from_a = g->nodes.data[e.a].up != NO_NODE && g->nodes.data[e.a].up_edge == number;
  assert(from_a || (g->nodes.data[e.b].up == e.a && g->nodes.data[e.b].up_edge == number));
  g->nodes.data[from_a ? e.a : e.b].up = NO_NODE;
}

/* Exchanges the links of two rings: joins them, or parts them again. */
static void exchange(egraph *g, uint32_t a, uint32_t b)
{
  assert(a != b);
  enode *x = &g->nodes.data[a], *y = &g->nodes.data[b];
  uint32_t next = x->next, use_next = g->uses.data[x->uses].next;
  x->next = y->next;
  y->next = next;
  g->uses.data[x->uses].next = g->uses.data[y->uses].next;
  g->uses.data[y->uses].next = use_next;
}

static void relabel(egraph *g, uint32_t root, uint32_t to)
{
  uint32_t n = root;
  do {
    g->nodes.data[n].root = to;
    n = g->nodes.data[n].next;
  } while (n != root);
}

/* Takes the users of the class out of the table, into `moved`. */
static bool lift_users(egraph *g, uint32_t root)
{
  assert(g->nodes.data[root].root == root);
  uint32_t start = g->nodes.data[root].uses;
  stack_clear(&g->moved);
  for (uint32_t u = g->uses.data[start].next; u != start; u = g->uses.data[u].next) {
    uint32_t n = g->uses.data[u].user;
    if (n == NO_NODE || !g->nodes.data[n].in_table)
      continue;
    if (!stack_push(g->env->m, &g->moved, n) || !note(g, LOG_REMOVE, n, g->nodes.data[n].hash))
      return false;
    take_out(g, n);
  }
  return true;
}

static bool unite(egraph *g, uint32_t loser, uint32_t winner)
{
  assert(loser != winner && g->nodes.data[loser].root == loser && g->nodes.data[winner].root == winner);
  assert(!g->nodes.data[loser].literal || !g->nodes.data[winner].literal);
  if (!lift_users(g, loser))
    return false;
  enode *l = &g->nodes.data[loser], *w = &g->nodes.data[winner];
  if (!note(g, LOG_MERGE, loser, l->literal != 0))
    return false;
  relabel(g, loser, winner);
  exchange(g, loser, winner);
  w->size += l->size;
  if (l->literal)
    w->literal = l->literal;
  for (size_t i = 0; i < g->moved.size; i++)
    if (!enter(g, g->moved.data[i]))
      return false;
  return true;
}

static void undo_merge(egraph *g, log_entry e)
{
  uint32_t loser = e.node, winner = g->nodes.data[loser].root;
  assert(loser != winner && g->nodes.data[winner].root == winner);
  exchange(g, loser, winner);
  relabel(g, loser, loser);
  g->nodes.data[winner].size -= g->nodes.data[loser].size;
  if (e.value)
    g->nodes.data[winner].literal = 0;
}

/* Two classes that are to be merged though they are known to be different: the edge stays, for the explanation. */
static bool find_clash(egraph *g, uint32_t a, uint32_t b)
{
  const enode *x = &g->nodes.data[a], *y = &g->nodes.data[b];
  uint32_t different = NO_NODE;
  if (x->literal && y->literal) {
    g->clash_a = x->literal;
    g->clash_b = y->literal;
    g->clash_atom = 0;
  } else if ((different = find_disequality(g, a, b)) != NO_NODE) {
    g->clash_atom = g->nodes.data[different].t;
    g->clash_a = term_arg(g->env->terms, g->clash_atom, 0);
    g->clash_b = term_arg(g->env->terms, g->clash_atom, 1);
  } else {
    return false;
  }
  return g->conflict = true;
}

static bool merge(egraph *g, edge e)
{
  assert(e.a < g->nodes.size && e.b < g->nodes.size);
  uint32_t a = g->nodes.data[e.a].root, b = g->nodes.data[e.b].root;
  if (a == b)
    return true;
  bool a_loses = g->nodes.data[a].size <= g->nodes.data[b].size;
  if (!(a_loses ? add_edge(g, e, e.a, e.b) : add_edge(g, e, e.b, e.a)))
    return false;
  if (find_clash(g, a, b))
    return true;
  return a_loses ? unite(g, a, b) : unite(g, b, a);
}

static bool propagate(egraph *g)
{
  bool ok = true;
  for (size_t i = 0; i < g->pending.size && ok && !g->conflict; i++)
    ok = !limits_poll(g->env->limits) && merge(g, g->pending.data[i]);
  stack_clear(&g->pending);
  return ok;
}

/* ---- nodes ------------------------------------------------------------------------------------------------------- */

static bool add_use(egraph *g, uint32_t start, uint32_t user)
{
  assert(start < g->uses.size && user < g->nodes.size);
  uint32_t u = (uint32_t)g->uses.size;
  if (!stack_push(g->env->m, &g->uses, ((use){g->uses.data[start].next, user})))
    return false;
  g->uses.data[start].next = u;
  return true;
}

static bool new_node(egraph *g, term t)
{
  mem *m = g->env->m;
  const terms *q = g->env->terms;
  uint32_t n = (uint32_t)g->nodes.size, start = (uint32_t)g->uses.size;
  bool descends = egraph_descends(q, t);
  assert(t < g->node_of.size && node_of(g, t) == NO_NODE);
  size_t arity = descends ? term_arity(q, t) : 0;
  if (!stack_reserve(m, &g->uses, g->uses.size + arity + 1) || !stack_reserve(m, &g->log, g->log.size + 1) ||
      !stack_push(m, &g->nodes, ((enode){.t = t, .root = n, .next = n, .size = 1, .up = NO_NODE, .uses = start})))
    return false;
  g->nodes.data[n].literal = term_is_literal(q, t) ? t : 0;
  g->node_of.data[t] = n + 1;
  (void)stack_push(m, &g->uses, ((use){start, NO_NODE}));
  for (size_t i = 0; i < arity; i++)
    (void)add_use(g, g->nodes.data[node_of(g, term_arg(q, t, i))].uses, n);
  (void)note(g, LOG_NODE, n, 0);
  if (term_kind(q, t) == STRSMT_ITE && !stack_push(m, &g->ites, n))
    return false;
  return make_room(g) && (!arity || term_kind(q, t) == STRSMT_EQ || enter(g, n));
}

static void undo_node(egraph *g, uint32_t n)
{
  const terms *q = g->env->terms;
  term t = g->nodes.data[n].t;
  assert(n + 1 == g->nodes.size && node_of(g, t) == n && g->nodes.data[n].size == 1 && !g->nodes.data[n].in_table);
  size_t arity = egraph_descends(q, t) ? term_arity(q, t) : 0;
  for (size_t i = arity; i-- > 0;) {
    use *start = &g->uses.data[g->nodes.data[node_of(g, term_arg(q, t, i))].uses];
    start->next = g->uses.data[start->next].next;
  }
  if (g->ites.size && stack_top(&g->ites) == n)
    (void)stack_pop(&g->ites);
  g->uses.size -= arity + 1;
  g->node_of.data[t] = 0;
  (void)stack_pop(&g->nodes);
}

static bool is_node(const void *user, term t)
{
  return node_of(user, t) != NO_NODE;
}

static bool needs(void *user, term t, term_list *out)
{
  const egraph *g = user;
  return !egraph_descends(g->env->terms, t) || term_walk_arguments(g->env->terms, g->env->m, t, out);
}

static bool make_node(void *user, term t)
{
  return new_node(user, t) && propagate(user);
}

/* New nodes alone never clash: they are in no disequality, and a new literal is alone in its class. */
static bool add_nodes(egraph *g, term root)
{
  static const term_visitor maker = {is_node, needs, make_node};
  stack_clear(&g->missing);
  return egraph_by_term(g, &g->node_of) &&
         term_walk(g->env->terms, g->env->m, g->env->limits, &g->missing, root, &maker, g);
}

bool egraph_add(egraph *g, term t)
{
  return node_of(g, t) != NO_NODE || add_nodes(g, t);
}

/* ---- assertions -------------------------------------------------------------------------------------------------- */

static bool assert_equality(egraph *g, tlit l)
{
  assert(node_of(g, l.atom) != NO_NODE);
  term a = term_arg(g->env->terms, l.atom, 0), b = term_arg(g->env->terms, l.atom, 1);
  uint32_t x = node_of(g, a), y = node_of(g, b);
  if (l.positive)
    return stack_push(g->env->m, &g->pending, ((edge){x, y, l.atom}));
  if (g->nodes.data[x].root != g->nodes.data[y].root)
    return enter(g, node_of(g, l.atom));
  g->conflict = true;
  g->clash_a = a;
  g->clash_b = b;
  g->clash_atom = l.atom;
  return true;
}

/* The word w of (str.in_re x (str.to_re w)), which says that x is w; else 0. */
static term word_of_membership(const terms *t, term atom)
{
  if (term_kind(t, atom) != STRSMT_STR_IN_RE || term_kind(t, term_arg(t, atom, 1)) != STRSMT_STR_TO_RE)
    return 0;
  term w = term_arg(t, term_arg(t, atom, 1), 0);
  return term_is_literal(t, w) ? w : 0;
}

static bool assert_word(egraph *g, term atom, term word)
{
  assert(term_is_literal(g->env->terms, word));
  uint32_t x = node_of(g, term_arg(g->env->terms, atom, 0));
  return egraph_add(g, word) && stack_push(g->env->m, &g->pending, ((edge){x, node_of(g, word), atom}));
}

bool egraph_assert(egraph *g, tlit l)
{
  assert(!g->conflict && !g->pending.size);
  mem *m = g->env->m;
  if (!stack_push(m, &g->asserted, l))
    return false;
  if (!note(g, LOG_ASSERT, 0, 0)) {
    (void)stack_pop(&g->asserted);
    return false;
  }
  if (!egraph_add(g, l.atom))
    return false;
  if (egraph_descends(g->env->terms, l.atom) && term_kind(g->env->terms, l.atom) == STRSMT_EQ && !assert_equality(g, l))
    return false;
  term word = l.positive ? word_of_membership(g->env->terms, l.atom) : 0;
  if (word && !assert_word(g, l.atom, word))
    return false;
  if (!g->conflict &&
      !stack_push(m, &g->pending, ((edge){node_of(g, l.atom), l.positive ? NODE_TRUE : NODE_FALSE, l.atom})))
    return false;
  return propagate(g);
}

void egraph_undo(egraph *g, size_t log_size)
{
  assert(!g->pending.size || g->conflict || g->env->limits->stop || mem_failed(g->env->m));
  g->conflict = false;
  while (g->log.size > log_size) {
    log_entry e = stack_pop(&g->log);
    switch (e.kind) {
    case LOG_NODE:
      undo_node(g, e.node);
      break;
    case LOG_MERGE:
      undo_merge(g, e);
      break;
    case LOG_EDGE:
      cut_last_edge(g);
      break;
    case LOG_INSERT:
      take_out(g, e.node);
      break;
    case LOG_REMOVE:
      insert(g, e.node, e.value);
      break;
    case LOG_ASSERT:
      (void)stack_pop(&g->asserted);
      break;
    }
  }
}

/* ---- asking ------------------------------------------------------------------------------------------------------ */

bool egraph_has(const egraph *g, term t)
{
  return node_of(g, t) != NO_NODE;
}

term egraph_find(const egraph *g, term t)
{
  uint32_t n = node_of(g, t);
  return n == NO_NODE ? t : g->nodes.data[g->nodes.data[n].root].t;
}

term egraph_literal(const egraph *g, term t)
{
  uint32_t n = node_of(g, t);
  return n != NO_NODE ? g->nodes.data[g->nodes.data[n].root].literal : term_is_literal(g->env->terms, t) ? t : 0;
}

term egraph_next(const egraph *g, term t)
{
  uint32_t n = node_of(g, t);
  return n == NO_NODE ? t : g->nodes.data[g->nodes.data[n].next].t;
}

size_t egraph_class_size(const egraph *g, term t)
{
  uint32_t n = node_of(g, t);
  return n == NO_NODE ? 1 : g->nodes.data[g->nodes.data[n].root].size;
}

size_t egraph_count(const egraph *g)
{
  return g->nodes.size;
}

term egraph_node(const egraph *g, size_t i)
{
  return g->nodes.data[i].t;
}
size_t egraph_position(const egraph *g, term t)
{
  return node_of(g, t);
}

void egraph_parents(const egraph *g, term t, bool (*visit)(void *user, term parent), void *user)
{
  uint32_t n = node_of(g, t);
  if (n == NO_NODE)
    return;
  uint32_t start = g->nodes.data[n].uses;
  for (uint32_t u = g->uses.data[start].next; u != start; u = g->uses.data[u].next)
    if (g->uses.data[u].user != NO_NODE && !visit(user, g->nodes.data[g->uses.data[u].user].t))
      return;
}

bool egraph_disequal(egraph *g, term a, term b, tlit_list *why)
{
  uint32_t x = node_of(g, a), y = node_of(g, b);
  term v = egraph_literal(g, a), w = egraph_literal(g, b);
  if (v && w)
    return v != w && (!why || (egraph_explain(g, a, v, why) && egraph_explain(g, b, w, why)));
  if (x == NO_NODE || y == NO_NODE)
    return false;
  uint32_t different = find_disequality(g, g->nodes.data[x].root, g->nodes.data[y].root);
  if (different == NO_NODE || !why)
    return different != NO_NODE;
  term e = g->nodes.data[different].t, c = term_arg(g->env->terms, e, 0), d = term_arg(g->env->terms, e, 1);
  bool straight = egraph_equal(g, a, c) && egraph_equal(g, b, d);
  return stack_push(g->env->m, why, ((tlit){e, false})) && egraph_explain(g, a, straight ? c : d, why) &&
         egraph_explain(g, b, straight ? d : c, why);
}
