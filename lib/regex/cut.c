/* cut.c: where the words of a regular expression can be cut in two: pairs (left, right) of regular expressions such that
 * u v is a word of r if and only if u is in the left and v in the right part of one of the pairs. They come from the
 * structure of r, as many as r has positions (cf. Antimirov's partial derivatives); so languages on both sides stay as
 * small as r. Not for intersections and complements inside of others (cover.c takes them apart at the top). */
#include "regex/cut.h"

enum { LONGEST = 400 }; /* the most that the budget for cuts allows */

/* What is still to be cut, inside of what stands on its left and right. */
typedef struct piece_of {
  rx left, inner, right;
} piece_of;

typedef struct cutter {
  regex *g;
  cut_list *out;
  STACK(piece_of) todo;
  const codes *u;
  bool fits;
} cutter;

static bool emit(cutter *c, rx left, rx right)
{
  if (!left || !right)
    return false;
  for (size_t i = 0; i < c->out->size; i++)
    if (c->out->data[i].left == left && c->out->data[i].right == right)
      return true;
  c->fits = c->out->size < c->g->l->budget.regex_cuts;
  return c->fits && stack_push(c->g->m, c->out, ((cut){left, right}));
}

static bool later(cutter *c, rx left, rx inner, rx right)
{
  return left && inner && right && stack_push(c->g->m, &c->todo, ((piece_of){left, inner, right}));
}

static bool cut_string(cutter *c, const piece_of *p)
{
  regex *g = c->g;
  node n = *node_at(g, p->inner);
  uint32_t word[LONGEST];
  c->fits = n.b < g->l->budget.regex_cuts;
  if (!c->fits)
    return false;
  memcpy(word, pool_at(g, n.a), n.b * sizeof *word);
  for (uint32_t i = 0; i <= n.b; i++)
    if (!emit(c, concat_of(g, p->left, node_string(g, word, i)),
              concat_of(g, node_string(g, word + i, n.b - i), p->right)))
      return false;
  return true;
}

/* Between the turns from..to of a body of single characters. */
static bool cut_between(cutter *c, const piece_of *p, uint32_t from, uint32_t to)
{
  regex *g = c->g;
  node n = *node_at(g, p->inner);
  return emit(c, concat_of(g, p->left, loop_of(g, n.a, from, to)),
              concat_of(g, loop_of(g, n.a, n.b > to ? n.b - to : 0, n.c - from), p->right));
}

/* A large counter: after the numbers of turns that u can take, each by itself; and the numbers between these, together. */
static bool cut_around(cutter *c, const piece_of *p)
{
  regex *g = c->g;
  node n = *node_at(g, p->inner);
  uint32_t from = 0, most = (uint32_t)(c->u->size < n.c ? c->u->size : n.c);
  for (uint32_t i = 0; i <= most; i++) {
    bool takes = false;
    rx left = concat_of(g, p->left, loop_of(g, n.a, i, i));
    if (!left || !regex_accepts(g, left, c->u->data, c->u->size, &takes))
      return false;
    if (!takes)
      continue;
    if ((from < i && !cut_between(c, p, from, i - 1)) || !cut_between(c, p, i, i))
      return false;
    from = i + 1;
  }
  return from > n.c || cut_between(c, p, from, n.c);
}

/* A body of single characters is cut only between two turns. */
static bool cut_loop(cutter *c, const piece_of *p)
{
  regex *g = c->g;
  node n = *node_at(g, p->inner);
  bool between = class_like(g, n.a);
  if (between && n.c >= g->l->budget.regex_cut_turns && c->u && c->u->size < g->l->budget.regex_cuts)
    return cut_around(c, p);
  c->fits = n.c < g->l->budget.regex_cuts;
  if (!c->fits)
    return false;
  if (!n.b && !between && !emit(c, p->left, p->right))
    return false;
  for (uint32_t i = 0; i < n.c + between; i++) {
    uint32_t gone = i + !between;
    rx left = concat_of(g, p->left, loop_of(g, n.a, i, i));
    rx right = concat_of(g, loop_of(g, n.a, n.b > gone ? n.b - gone : 0, n.c - gone), p->right);
    if (!(between ? emit(c, left, right) : later(c, left, n.a, right)))
      return false;
  }
  return true;
}

static bool cut_star(cutter *c, const piece_of *p)
{
  regex *g = c->g;
  rx body = node_at(g, p->inner)->a;
  rx left = concat_of(g, p->left, p->inner), right = concat_of(g, p->inner, p->right);
  return emit(c, left, right) && (class_like(g, body) || later(c, left, body, right));
}

static bool cut_one(cutter *c, const piece_of *p)
{
  regex *g = c->g;
  node n = *node_at(g, p->inner);
  switch ((rx_kind)n.kind) {
  case RX_NONE:
    return true;
  case RX_EPSILON:
    return emit(c, p->left, p->right);
  case RX_ALL:
    return emit(c, concat_of(g, p->left, ALL), concat_of(g, ALL, p->right));
  case RX_STRING:
    return cut_string(c, p);
  case RX_CLASS:
    return emit(c, p->left, concat_of(g, p->inner, p->right)) && emit(c, concat_of(g, p->left, p->inner), p->right);
  case RX_CONCAT:
    return later(c, concat_of(g, p->left, n.a), n.b, p->right) && later(c, p->left, n.a, concat_of(g, n.b, p->right));
  case RX_UNION:
    for (uint32_t i = n.b; i-- > 0;)
      if (!later(c, p->left, *pool_at(g, n.a + i), p->right))
        return false;
    return true;
  case RX_STAR:
    return cut_star(c, p);
  case RX_LOOP:
    return cut_loop(c, p);
  case RX_INTER:
  case RX_COMP:
    break;
  }
  return c->fits = false;
}

bool cuts_of(regex *g, rx r, const codes *u, cut_list *out, bool *fits)
{
  cutter c = {.g = g, .out = out, .u = u, .fits = true};
  stack_clear(out);
  bool ok = later(&c, EPSILON, r, EPSILON);
  while (ok && c.todo.size) {
    piece_of p = stack_pop(&c.todo);
    ok = !limits_poll(g->l) && c.todo.size <= g->l->budget.regex_cuts && cut_one(&c, &p);
    c.fits &= c.todo.size <= g->l->budget.regex_cuts;
  }
  stack_free(g->m, &c.todo);
  *fits = c.fits;
  return ok || !c.fits;
}
