/* cover.c: why a concatenation u v is not in r, said in terms of u alone and v alone: languages x and y such that each
 * word of r, cut in two anywhere, has its first part in x or its second part in y, but u is not in x nor v in y (an
 * interpolant, if one likes). It comes from the pairs of cut.c. An intersection leaves out u v because a member does;
 * a complement because what it takes away has u v inside, and then with it a whole product of languages.
 *
 * For each r there are finitely many such pairs, whatever u and v are, unless it cannot be cut: then x is all but u. */
#include "regex/cut.h"

typedef struct words {
  const codes *u, *v;
  rx a, b; /* first parts outside of a do not count; second parts outside of b are unlikely */
} words;

static bool accepts(regex *g, rx r, const uint32_t *w, size_t length, bool *result)
{
  return r && regex_accepts(g, r, w, length, result);
}

static bool accepts_both(regex *g, rx r, const words *w, bool *result)
{
  r = regex_after(g, r, w->u->data, w->u->size);
  return accepts(g, r, w->v->data, w->v->size, result);
}

static bool meet(regex *g, rx a, rx b, bool *result)
{
  rx both = inter2(g, a, b);
  regex_answer answer = both ? regex_empty(g, both) : REGEX_STOPPED;
  *result = answer == REGEX_NONEMPTY;
  return answer != REGEX_STOPPED;
}

/* The word u by itself, and what may follow it. */
static bool take_word(regex *g, rx r, const words *w, rx *x, rx *y)
{
  *x = regex_string(g, w->u->data, w->u->size);
  *y = regex_after(g, r, w->u->data, w->u->size);
  return *x && *y;
}

typedef struct parts {
  rx_list x, y, all_y; /* y: of the pairs with u in their first part */
  bool all;            /* v is in the second part of no pair */
} parts;

/* Pairs whose first part does not meet a say nothing. One whose second part does not meet b is no reason to say
 * anything of u: that nothing in b is in it comes out later. */
static bool sort_cut(regex *g, const cut *c, const words *w, parts *p)
{
  bool counts, possible, in = true;
  if (!meet(g, c->left, w->a, &counts))
    return false;
  if (!counts)
    return true;
  if (!meet(g, c->right, w->b, &possible) || (possible && !accepts(g, c->left, w->u->data, w->u->size, &in)))
    return false;
  if (!(in ? stack_push(g->m, &p->y, c->right) : stack_push(g->m, &p->x, c->left)))
    return false;
  if (!accepts(g, c->right, w->v->data, w->v->size, &in))
    return false;
  p->all &= !in;
  return stack_push(g->m, &p->all_y, c->right);
}

static bool cover_cuts(regex *g, const cut_list *cuts, const words *w, rx *x, rx *y)
{
  parts p = {.all = true};
  bool ok = true;
  for (size_t i = 0; i < cuts->size && ok; i++)
    ok = !limits_poll(g->l) && sort_cut(g, &cuts->data[i], w, &p);
  p.all &= p.y.size > 0;
  *x = !ok ? 0 : p.all ? NONE : union_of(g, p.x.data, p.x.size);
  *y = !ok ? 0 : p.all ? union_of(g, p.all_y.data, p.all_y.size) : union_of(g, p.y.data, p.y.size);
  stack_free(g->m, &p.x);
  stack_free(g->m, &p.y);
  stack_free(g->m, &p.all_y);
  return *x && *y;
}

/* The first pair with u and v in it. */
static bool inside_cuts(regex *g, const cut_list *cuts, const words *w, rx *x, rx *y)
{
  for (size_t i = 0; i < cuts->size; i++) {
    bool in, in_too;
    if (!accepts(g, cuts->data[i].left, w->u->data, w->u->size, &in) ||
        !accepts(g, cuts->data[i].right, w->v->data, w->v->size, &in_too))
      return false;
    *x = cuts->data[i].left;
    *y = cuts->data[i].right;
    if (in && in_too)
      return true;
  }
  return false;
}

static bool by_cuts(regex *g, rx r, const words *w, bool inside, rx *x, rx *y)
{
  cut_list cuts = {0};
  bool fits, ok = cuts_of(g, r, w->u, &cuts, &fits);
  if (ok && fits) {
    ok = inside ? inside_cuts(g, &cuts, w, x, y) : cover_cuts(g, &cuts, w, x, y);
  } else if (ok) {
    ok = take_word(g, r, w, x, y);
    *x = ok && !inside ? comp_of(g, *x) : *x;
  }
  stack_free(g->m, &cuts);
  return ok && *x;
}

static bool find(regex *g, rx r, const words *w, bool inside, uint32_t depth, rx *x, rx *y);

/* The first member that has u v inside, or leaves it out. */
static bool find_member(regex *g, node n, const words *w, bool inside, uint32_t depth, rx *x, rx *y)
{
  for (uint32_t i = 0; i < n.b; i++) {
    rx member = *pool_at(g, n.a + i);
    bool in;
    if (!accepts_both(g, member, w, &in))
      return false;
    if (in == inside)
      return find(g, member, w, inside, depth, x, y);
  }
  return false;
}

/* All members: their languages are united (intersected, for `inside`). */
static bool find_all(regex *g, node n, const words *w, bool inside, uint32_t depth, rx *x, rx *y)
{
  rx_list xs = {0}, ys = {0};
  bool ok = true;
  for (uint32_t i = 0; i < n.b && ok; i++) {
    rx p, q;
    ok =
        find(g, *pool_at(g, n.a + i), w, inside, depth, &p, &q) && stack_push(g->m, &xs, p) && stack_push(g->m, &ys, q);
  }
  *x = !ok ? 0 : inside ? inter_of(g, xs.data, xs.size) : union_of(g, xs.data, xs.size);
  *y = !ok ? 0 : inside ? inter_of(g, ys.data, ys.size) : union_of(g, ys.data, ys.size);
  stack_free(g->m, &xs);
  stack_free(g->m, &ys);
  return *x && *y;
}

/* Does a union have members that cannot be cut? */
static bool has_compound(const regex *g, const node *n)
{
  for (uint32_t i = 0; i < n->b; i++) {
    rx_kind k = kind_of(g, *pool_at(g, n->a + i));
    if (k == RX_INTER || k == RX_COMP)
      return true;
  }
  return false;
}

/* `inside`: u v is in r; the product of *x and *y is part of r. Otherwise it is not, and they are a cover. */
static bool find(regex *g, rx r, const words *w, bool inside, uint32_t depth, rx *x, rx *y)
{
  node n = *node_at(g, r);
  if (depth >= g->l->budget.regex_cover_depth || limits_poll(g->l))
    return !g->l->stop && by_cuts(g, r, w, inside, x, y);
  if (n.kind == RX_COMP) {
    bool ok = find(g, n.a, w, !inside, depth + 1, x, y);
    *x = ok ? comp_of(g, *x) : 0;
    *y = ok ? comp_of(g, *y) : 0;
    return *x && *y;
  }
  if (n.kind == RX_INTER || (n.kind == RX_UNION && has_compound(g, &n)))
    return inside == (n.kind == RX_UNION) ? find_member(g, n, w, inside, depth + 1, x, y)
                                          : find_all(g, n, w, inside, depth + 1, x, y);
  return by_cuts(g, r, w, inside, x, y);
}

bool regex_cover(regex *g, rx r, rx a, rx b, const codes *u, const codes *v, rx *x, rx *y)
{
  words w = {u, v, a, b};
  return find(g, r, &w, false, 0, x, y);
}

bool regex_image(regex *g, rx r, rx a, rx *y)
{
  cut_list cuts = {0};
  rx_list ends = {0};
  bool fits, counts, ok = cuts_of(g, r, NULL, &cuts, &fits);
  for (size_t i = 0; i < cuts.size && ok && fits; i++)
    ok = !limits_poll(g->l) && meet(g, cuts.data[i].left, a, &counts) &&
         (!counts || stack_push(g->m, &ends, cuts.data[i].right));
  *y = ok && fits ? union_of(g, ends.data, ends.size) : 0;
  stack_free(g->m, &cuts);
  stack_free(g->m, &ends);
  return ok && (*y || !fits);
}
