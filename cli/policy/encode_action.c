/* encode_action.c: which statements an action fits, for long lists of actions.
 *
 * Versions of a policy share most of their lists. Patterns are therefore grouped by the set of statements that hold them:
 * the action fits a statement if it fits one of the groups that belong to it. A group is one membership in one union, and
 * the same term wherever it occurs, so what is common to two versions is settled without a look into it; only groups that
 * belong to one version alone are compared with the rest. */
#include "encode.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { FEW = 64 }; /* patterns that are not worth it */

/* A pattern, and the statements that hold it, in their order, counted through all policies. */
struct holder {
  const struct pattern *pattern;
  size_t *statements;
  size_t count, room, number; /* number: the order in which patterns were first seen */
};

struct holders {
  struct holder *items;
  size_t count;
  size_t *slots; /* open addressing: 0, or a holder's place + 1 */
  size_t mask;
};

static size_t hash(const struct pattern *p)
{
  uint64_t h = 1469598103934665603u; /* FNV-1a, by items */
  for (size_t i = 0; i < p->count; i++)
    h = (h ^ p->items[i]) * 1099511628211u;
  return (size_t)(h ^ h >> 29);
}

static struct holder *holder_of(struct holders *all, const struct pattern *p)
{
  size_t slot = hash(p) & all->mask;
  for (; all->slots[slot]; slot = (slot + 1) & all->mask)
    if (pattern_equal(all->items[all->slots[slot] - 1].pattern, p))
      return &all->items[all->slots[slot] - 1];
  struct holder *h = &all->items[all->count];
  *h = (struct holder){.pattern = p, .number = all->count};
  all->slots[slot] = ++all->count;
  return h;
}

static void add_statement(struct pool *pool, struct holder *h, size_t statement)
{
  if (h->count && h->statements[h->count - 1] == statement)
    return;
  if (h->count == h->room) {
    size_t *grown = pool_take(pool, 2 * h->room + 2, sizeof *grown);
    if (h->count)
      memcpy(grown, h->statements, h->count * sizeof *grown);
    h->statements = grown;
    h->room = 2 * h->room + 2;
  }
  h->statements[h->count++] = statement;
}

static int compare_statements(const struct holder *a, const struct holder *b)
{
  for (size_t i = 0; i < a->count && i < b->count; i++)
    if (a->statements[i] != b->statements[i])
      return a->statements[i] < b->statements[i] ? -1 : 1;
  return (a->count > b->count) - (a->count < b->count);
}

static int compare_holders(const void *a, const void *b)
{
  const struct holder *x = a, *y = b;
  const int order = compare_statements(x, y);
  return order ? order : (x->number > y->number) - (x->number < y->number);
}

static size_t count_patterns(const struct question *q)
{
  size_t count = 0;
  for (size_t p = 0; p < q->policy_count; p++)
    for (size_t i = 0; i < q->policies[p]->count; i++)
      count += q->policies[p]->statements[i].action.patterns.count;
  return count;
}

static struct holders collect(struct encoding *e, size_t count)
{
  const struct question *q = e->question;
  struct holders all = {pool_take(&e->pool, count, sizeof *all.items), 0, NULL, 1};
  size_t statement = 0;
  while (all.mask < 2 * count)
    all.mask *= 2;
  all.slots = pool_take(&e->pool, all.mask, sizeof *all.slots);
  all.mask--;
  for (size_t p = 0; p < q->policy_count; p++)
    for (size_t i = 0; i < q->policies[p]->count; i++, statement++) {
      const struct patterns *list = &q->policies[p]->statements[i].action.patterns;
      for (size_t k = 0; k < list->count; k++)
        add_statement(&e->pool, holder_of(&all, &list->items[k]), statement);
    }
  return all;
}

static strsmt_term group_term(struct encoding *e, const struct holder *group, size_t count)
{
  struct patterns list = {pool_take(&e->pool, count, sizeof *list.items), count};
  for (size_t i = 0; i < count; i++)
    list.items[i] = *group[i].pattern;
  return build_fits(e->solver, &e->pool, e->action, &list, BUILD_DISTINCT);
}

/* The terms of the groups that belong to each statement. */
struct lists {
  strsmt_term **terms;
  size_t *counts, *rooms;
};

static void add_term(struct pool *pool, struct lists *l, size_t statement, strsmt_term term)
{
  if (l->counts[statement] == l->rooms[statement]) {
    strsmt_term *grown = pool_take(pool, 2 * l->rooms[statement] + 4, sizeof *grown);
    if (l->counts[statement])
      memcpy(grown, l->terms[statement], l->counts[statement] * sizeof *grown);
    l->terms[statement] = grown;
    l->rooms[statement] = 2 * l->rooms[statement] + 4;
  }
  l->terms[statement][l->counts[statement]++] = term;
}

void encode_actions(struct encoding *e)
{
  const struct question *q = e->question;
  const size_t count = count_patterns(q);
  size_t statements = 0;
  for (size_t p = 0; p < q->policy_count; p++)
    statements += q->policies[p]->count;
  e->actions = NULL;
  if (count < FEW)
    return;
  struct holders all = collect(e, count);
  qsort(all.items, all.count, sizeof *all.items, compare_holders);
  struct lists lists = {pool_take(&e->pool, statements, sizeof *lists.terms),
                        pool_take(&e->pool, statements, sizeof(size_t)),
                        pool_take(&e->pool, statements, sizeof(size_t))};
  for (size_t i = 0, end; i < all.count; i = end) {
    for (end = i + 1; end < all.count && !compare_statements(&all.items[i], &all.items[end]);)
      end++;
    const strsmt_term term = group_term(e, &all.items[i], end - i);
    for (size_t k = 0; k < all.items[i].count; k++)
      add_term(&e->pool, &lists, all.items[i].statements[k], term);
  }
  e->actions = pool_take(&e->pool, statements, sizeof *e->actions);
  for (size_t i = 0; i < statements; i++)
    e->actions[i] = build_or(e->solver, lists.counts[i], lists.terms[i]);
}
