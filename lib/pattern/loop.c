/* loop.c: any number of rounds of a tree that looks around.
 *
 * If the tree looks at nothing behind its end, a round is a matrix of languages over the states of left.h, and its star the
 * solution of linear equations. Otherwise a look ahead in one round speaks of later rounds and of what follows the loop.
 * Then the body becomes an automaton (Thompson), and what looks ahead have demanded of the rest of the subject is
 * carried along as one regular expression, which takes a derivative with each character. Places of the automaton, states
 * and demands together are finitely many, and unknowns of linear equations again:
 *
 *   X(head, q, D) = after[q] & D  +  the body's first characters      X(c, q, D) = the sum over pieces of c of piece X(next) */
#include "pattern/system.h"
#include "pattern/translate.h"

/* ---- rounds that look at nothing behind their end ---- */

static vector star_by_matrix(translation *x, ast *body, vector after)
{
  pattern *p = x->p;
  size_t n = state_count(x);
  lang_system s;
  vector unit = vector_same(x, lang_none(p)), values = vector_new(x);
  if (!unit || !values || !system_new(p, &s, n))
    return NULL;
  for (size_t to = 0; to < n && !p->failed; to++) {
    unit[to] = lang_empty(p);
    vector round = translate(x, body, unit);
    unit[to] = lang_none(p);
    for (size_t from = 0; round && from < n; from++)
      system_add(p, &s, from, to, round[from]);
    system_add_constant(p, &s, to, after[to]);
  }
  return !p->failed && system_solve(p, &s, n, values) ? values : NULL;
}

/* ---- the automaton of the body ---- */

typedef enum place_kind { PLACE_SET, PLACE_SPLIT, PLACE_LOOK, PLACE_END } place_kind;

typedef struct place {
  place_kind kind;
  charset set;
  uint32_t next, other; /* SPLIT: both */
  const ast *look;
  rx *seen; /* of a look ahead, by state: what the rest of the subject must be in */
} place;

/* An unknown: the head of the loop (place 0 stands for it), or a set, in a state with a demand. */
typedef struct unknown {
  uint32_t place;
  uint32_t state;
  rx demand;
} unknown;

typedef struct edge {
  uint32_t from, to;
  term label; /* 0: the empty word */
} edge;

typedef struct loop {
  translation *x;
  STACK(place) places; /* [0] is the end of the body */
  uint32_t start;
  STACK(unknown) unknowns;
  STACK(edge) edges;
  STACK(unknown) open; /* of a closure */
  number_list reached; /* unknowns found by it */
} loop;

static uint32_t new_place(loop *l, place one)
{
  pattern *p = l->x->p;
  if (l->places.size >= p->l->budget.pattern_places)
    pattern_refuse(p, 0, "make the loop's body smaller, or look outside of it",
                   "a loop that looks around, with a body that is too large");
  else if (!stack_push(p->m, &l->places, one))
    p->failed = true;
  return (uint32_t)l->places.size - 1;
}

static uint32_t build(loop *l, ast *a, uint32_t next);

static uint32_t build_repeat(loop *l, ast *a, uint32_t next)
{
  ast *body = a->parts[0];
  uint32_t at = next;
  if (a->max == NO_END) {
    at = new_place(l, (place){.kind = PLACE_SPLIT, .other = next});
    uint32_t inner = build(l, body, at);
    l->places.data[at].next = inner;
  }
  for (uint32_t i = a->min; a->max != NO_END && i < a->max && !pattern_stopped(l->x->p); i++)
    at = new_place(l, (place){.kind = PLACE_SPLIT, .next = build(l, body, at), .other = next});
  for (uint32_t i = 0; i < a->min && !pattern_stopped(l->x->p); i++)
    at = build(l, body, at);
  return at;
}

static rx *seen_by_state(loop *l, ast *a)
{
  translation *x = l->x;
  pattern *p = x->p;
  rx *seen = arena_alloc(p, state_count(x) * sizeof *seen);
  vector v = seen ? translate(x, a->parts[0], vector_same(x, lang_all(p))) : NULL;
  for (size_t q = 0; v && q < state_count(x); q++) {
    seen[q] = regex_of_term(p->g, v[q]);
    if (seen[q] && a->negative)
      seen[q] = regex_comp(p->g, seen[q]);
    if (!seen[q])
      p->failed = true;
  }
  return seen;
}

static uint32_t build_look(loop *l, ast *a, uint32_t next)
{
  place one = {.kind = PLACE_LOOK, .next = next, .look = a};
  pattern *p = l->x->p;
  if (a->kind == AST_LOOK && !a->behind)
    one.seen = seen_by_state(l, a);
  if (a->kind == AST_END && (one.seen = arena_alloc(p, state_count(l->x) * sizeof *one.seen)) != NULL)
    for (size_t q = 0; q < state_count(l->x); q++)
      one.seen[q] = regex_concat(p->g, 0, NULL);
  return new_place(l, one);
}

static uint32_t build(loop *l, ast *a, uint32_t next)
{
  if (pattern_stopped(l->x->p))
    return 0;
  switch ((ast_kind)a->kind) {
  case AST_SET:
    return new_place(l, (place){.kind = PLACE_SET, .set = a->set, .next = next});
  case AST_CONCAT:
    for (size_t i = a->count; i-- > 0;)
      next = build(l, a->parts[i], next);
    return next;
  case AST_ALT: {
    uint32_t at = build(l, a->parts[a->count - 1], next);
    for (size_t i = a->count - 1; i-- > 0;)
      at = new_place(l, (place){.kind = PLACE_SPLIT, .next = build(l, a->parts[i], next), .other = at});
    return at;
  }
  case AST_REPEAT:
    return build_repeat(l, a, next);
  default:
    return build_look(l, a, next);
  }
}

/* ---- unknowns ---- */

static uint32_t unknown_number(loop *l, unknown u)
{
  pattern *p = l->x->p;
  for (size_t i = 0; i < l->unknowns.size; i++) {
    const unknown *v = &l->unknowns.data[i];
    if (v->place == u.place && v->state == u.state && v->demand == u.demand)
      return (uint32_t)i;
  }
  if (l->unknowns.size >= p->l->budget.pattern_unknowns)
    pattern_refuse(p, 0, "look for shorter texts, or outside of the loop",
                   "a loop that looks around in more than %u different ways", (unsigned)p->l->budget.pattern_unknowns);
  else if (!stack_push(p->m, &l->unknowns, u))
    p->failed = true;
  return (uint32_t)l->unknowns.size - 1;
}

static bool seen_before(const loop *l, unknown u)
{
  for (size_t i = 0; i < l->open.size; i++) {
    const unknown *v = &l->open.data[i];
    if (v->place == u.place && v->state == u.state && v->demand == u.demand)
      return true;
  }
  return false;
}

static void open_place(loop *l, uint32_t at, uint32_t state, rx demand)
{
  pattern *p = l->x->p;
  unknown u = {at, state, demand};
  if (!demand)
    p->failed = true;
  else if (demand != regex_none(p->g) && !seen_before(l, u) && !stack_push(p->m, &l->open, u))
    p->failed = true;
}

static void pass_look(loop *l, const place *at, unknown u)
{
  pattern *p = l->x->p;
  const ast *a = at->look;
  if (at->seen)
    open_place(l, at->next, u.state, regex_inter(p->g, 2, (const rx[]){u.demand, at->seen[u.state]}));
  else if (left_holds(p, &l->x->left, u.state, a->component) != a->negative)
    open_place(l, at->next, u.state, u.demand);
}

/* All sets, and the head, that are reached from a place without a character: into `reached`. */
static void closure(loop *l, uint32_t from, uint32_t state, rx demand)
{
  pattern *p = l->x->p;
  stack_clear(&l->open);
  stack_clear(&l->reached);
  open_place(l, from, state, demand);
  for (size_t i = 0; i < l->open.size && !pattern_stopped(p); i++) {
    unknown u = l->open.data[i];
    place at = l->places.data[u.place];
    if (at.kind == PLACE_SPLIT) {
      open_place(l, at.next, u.state, u.demand);
      open_place(l, at.other, u.state, u.demand);
    } else if (at.kind == PLACE_LOOK)
      pass_look(l, &at, u);
    else if (!stack_push(p->m, &l->reached, unknown_number(l, u)))
      p->failed = true;
  }
}

static void add_edges(loop *l, uint32_t from, term label)
{
  pattern *p = l->x->p;
  for (size_t i = 0; i < l->reached.size && !p->failed; i++) {
    uint32_t to = l->reached.data[i];
    /* A round without a character adds nothing to the head that it comes back to. */
    if (!label && l->unknowns.data[to].place == 0)
      continue;
    if (!stack_push(p->m, &l->edges, ((edge){from, to, label ? label : lang_empty(p)})))
      p->failed = true;
  }
}

/* The edges of a set: its characters, cut where the state or the demand take different ways. */
static void expand_set(loop *l, uint32_t number, regex_pieces *map)
{
  pattern *p = l->x->p;
  unknown u = l->unknowns.data[number];
  place at = l->places.data[u.place];
  const left_state *s = &l->x->left.states.data[u.state];
  if (!regex_derivatives(p->g, u.demand, map)) {
    p->failed = true;
    return;
  }
  size_t i = 0, j = 0;
  for (uint32_t low = 0; low <= CODE_MAX && !pattern_stopped(p);) {
    while (s->steps[i].upper < low)
      i++;
    while (map->data[j].upper < low)
      j++;
    uint32_t upper = s->steps[i].upper < map->data[j].upper ? s->steps[i].upper : map->data[j].upper;
    charset own = set_inter(p, at.set, set_range(p, low, upper));
    if (own.count) {
      closure(l, at.next, s->steps[i].target, map->data[j].value);
      add_edges(l, number, lang_set(p, own));
    }
    low = upper + 1;
  }
}

static void explore(loop *l)
{
  pattern *p = l->x->p;
  regex_pieces map = {0};
  for (uint32_t q = 0; q < state_count(l->x); q++)
    unknown_number(l, (unknown){0, q, regex_all(p->g)});
  for (uint32_t i = 0; i < l->unknowns.size && !pattern_stopped(p); i++) {
    unknown u = l->unknowns.data[i];
    if (u.place) {
      expand_set(l, i, &map);
    } else {
      closure(l, l->start, u.state, u.demand);
      add_edges(l, i, 0);
    }
  }
  stack_free(p->m, &map);
}

static vector solve(loop *l, vector after)
{
  pattern *p = l->x->p;
  lang_system s;
  vector values = vector_new(l->x);
  if (!values || !system_new(p, &s, l->unknowns.size))
    return NULL;
  for (size_t i = 0; i < l->unknowns.size; i++) {
    unknown u = l->unknowns.data[i];
    if (!u.place)
      system_add_constant(p, &s, i, lang_inter2(p, after[u.state], regex_term(p->g, u.demand)));
  }
  for (size_t i = 0; i < l->edges.size; i++)
    system_add(p, &s, l->edges.data[i].from, l->edges.data[i].to, l->edges.data[i].label);
  return !p->failed && system_solve(p, &s, state_count(l->x), values) ? values : NULL;
}

static vector star_by_demands(translation *x, ast *body, vector after)
{
  pattern *p = x->p;
  loop l = {.x = x};
  new_place(&l, (place){.kind = PLACE_END});
  l.start = build(&l, body, 0);
  if (!p->failed)
    explore(&l);
  vector v = p->failed ? NULL : solve(&l, after);
  stack_free(p->m, &l.places);
  stack_free(p->m, &l.unknowns);
  stack_free(p->m, &l.edges);
  stack_free(p->m, &l.open);
  stack_free(p->m, &l.reached);
  return v;
}

vector translate_star(translation *x, ast *body, vector after)
{
  if (!body->longest)
    return after; /* rounds without characters add nothing */
  return body->reach ? star_by_demands(x, body, after) : star_by_matrix(x, body, after);
}
