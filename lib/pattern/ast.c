/* ast.c: making trees, and what is known of each. */
#include "pattern/ast.h"

static uint32_t add(uint32_t a, uint32_t b)
{
  return a >= NO_END - b ? NO_END : a + b;
}
static uint32_t times(uint32_t a, uint32_t n)
{
  uint64_t product = (uint64_t)a * n;
  return !a || !n ? 0 : a == NO_END || n == NO_END || product >= NO_END ? NO_END : (uint32_t)product;
}

static ast *node(pattern *p, ast_kind kind, size_t count, ast *const *parts)
{
  if (p->failed)
    return NULL;
  ast *a = arena_alloc(p, sizeof *a);
  ast **own = a && count ? arena_alloc(p, count * sizeof *own) : NULL;
  if (!a || (count && !own))
    return NULL;
  *a = (ast){.kind = (uint8_t)kind, .pure = true, .single = true, .count = count, .parts = own};
  for (size_t i = 0; i < count; i++) {
    own[i] = parts[i];
    a->pure = a->pure && parts[i]->pure;
  }
  return a;
}

ast *ast_set(pattern *p, charset set)
{
  ast *a = node(p, AST_SET, 0, NULL);
  if (!a)
    return NULL;
  a->set = set;
  a->shortest = a->longest = 1;
  return a;
}

ast *ast_empty(pattern *p)
{
  return node(p, AST_CONCAT, 0, NULL);
}
ast *ast_none(pattern *p)
{
  return ast_set(p, (charset){0, NULL});
}
bool ast_is_empty(const ast *a)
{
  return a->kind == AST_CONCAT && !a->count;
}
bool ast_is_none(const ast *a)
{
  return a->kind == AST_SET && !a->set.count;
}

/* How far the parts look beyond the end of the last one: what follows within is already there to look at. */
static uint32_t concat_reach(const ast *a)
{
  uint32_t most = 0, after = 0;
  for (size_t i = a->count; i-- > 0;) {
    uint32_t reach = a->parts[i]->reach;
    if (reach != NO_END)
      reach = reach > after ? reach - after : 0;
    most = reach > most ? reach : most;
    after = add(after, a->parts[i]->shortest);
  }
  return most;
}

ast *ast_concat(pattern *p, size_t count, ast *const *parts)
{
  if (p->failed)
    return NULL;
  if (count == 1)
    return parts[0];
  ast *a = node(p, AST_CONCAT, count, parts);
  if (!a)
    return NULL;
  for (size_t i = 0; i < count; i++) {
    a->shortest = add(a->shortest, parts[i]->shortest);
    a->longest = add(a->longest, parts[i]->longest);
    a->single = a->single && parts[i]->single;
  }
  a->reach = concat_reach(a);
  return a;
}

ast *ast_concat2(pattern *p, ast *a, ast *b)
{
  return a && b ? ast_concat(p, 2, (ast *const[]){a, b}) : NULL;
}

ast *ast_alt(pattern *p, size_t count, ast *const *parts)
{
  if (p->failed)
    return NULL;
  if (count == 1)
    return parts[0];
  bool sets = true;
  for (size_t i = 0; i < count; i++)
    sets = sets && parts[i]->kind == AST_SET;
  if (sets) {
    charset all = {0, NULL};
    for (size_t i = 0; i < count; i++)
      all = set_union(p, all, parts[i]->set);
    return ast_set(p, all);
  }
  ast *a = node(p, AST_ALT, count, parts);
  if (!a)
    return NULL;
  a->shortest = NO_END;
  for (size_t i = 0; i < count; i++) {
    const ast *b = parts[i];
    a->shortest = b->shortest < a->shortest ? b->shortest : a->shortest;
    a->longest = b->longest > a->longest ? b->longest : a->longest;
    a->reach = b->reach > a->reach ? b->reach : a->reach;
  }
  a->single = a->shortest == a->longest;
  return a;
}

ast *ast_alt2(pattern *p, ast *a, ast *b)
{
  return a && b ? ast_alt(p, 2, (ast *const[]){a, b}) : NULL;
}

ast *ast_repeat(pattern *p, ast *a, uint32_t min, uint32_t max, bool lazy)
{
  if (!a || p->failed)
    return NULL;
  if (max == 0 || ast_is_empty(a))
    return ast_empty(p);
  if (min == 1 && max == 1)
    return a;
  ast *r = node(p, AST_REPEAT, 1, &a);
  if (!r)
    return NULL;
  r->min = min;
  r->max = max;
  r->lazy = lazy;
  r->shortest = times(a->shortest, min);
  r->longest = times(a->longest, max);
  r->single = r->shortest == r->longest && a->single;
  r->reach = a->reach;
  return r;
}

ast *ast_begin(pattern *p)
{
  ast *a = node(p, AST_BEGIN, 0, NULL);
  if (a)
    a->pure = false;
  return a;
}

ast *ast_end(pattern *p)
{
  ast *a = node(p, AST_END, 0, NULL);
  if (!a)
    return NULL;
  a->pure = false;
  a->reach = NO_END;
  return a;
}

ast *ast_look(pattern *p, ast *inside, bool behind, bool negative, size_t place)
{
  ast *a = inside ? node(p, AST_LOOK, 1, &inside) : NULL;
  if (!a)
    return NULL;
  a->pure = false;
  a->behind = behind;
  a->negative = negative;
  a->place = place;
  a->reach = behind ? 0 : add(inside->longest, inside->reach);
  if (inside->kind == AST_SET)
    a->set = negative ? set_complement(p, inside->set) : inside->set;
  return a;
}

charset ast_first(pattern *p, const ast *a)
{
  charset all = {0, NULL};
  switch ((ast_kind)a->kind) {
  case AST_SET:
    return a->set;
  case AST_REPEAT:
    return ast_first(p, a->parts[0]);
  case AST_CONCAT:
    for (size_t i = 0; i < a->count && !p->failed; i++) {
      all = set_union(p, all, ast_first(p, a->parts[i]));
      if (a->parts[i]->shortest)
        break;
    }
    return all;
  case AST_ALT:
    for (size_t i = 0; i < a->count && !p->failed; i++)
      all = set_union(p, all, ast_first(p, a->parts[i]));
    return all;
  case AST_BEGIN:
  case AST_END:
  case AST_LOOK:
    break;
  }
  return all;
}
