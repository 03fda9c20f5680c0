/* atomic.c: atomic groups and possessive counts, without which a language cannot speak of a first choice. At each place, the
 * ways in which a tree matches have an order, and an atomic group has the first one alone:
 *
 *   (?>a|b)     is  (?>a) | (?!a)(?>b)
 *   (?>a*)      is  (?>a)*(?!a)        greedy: the last round is the one that fails; a does not match the empty word
 *   (?>a{n,m})  is  a{n,m-1}(?!a) | a{m}   where `a` matches in one way only
 *   (?>ab)      is  a(?>b)             if of the matches of `a` only one lets `b` match: `a` has one only, or stops
 *                                      where its next round and `b` begin with different characters
 *               or  (?>a)(?>b)         if `b` always matches (so that nothing goes back into `a`)
 *
 * Anything else is refused. A tree that matches in one way only is its own atomic group. */
#include "pattern/ast.h"

static ast *refuse(pattern *p, size_t place, const char *what)
{
  pattern_refuse(p, place, "leave it out if it only saves time: then the language is the same without it",
                 "%s whose first choice cannot be told from the characters that follow", what);
  return NULL;
}

static ast *unless(pattern *p, ast *a, ast *then)
{
  return ast_concat2(p, ast_look(p, a, false, true, 0), then);
}

/* Where b matches, does a never match? They begin with different characters. */
static bool excluded(pattern *p, const ast *a, const ast *b)
{
  return a->shortest && b->shortest && !set_overlaps(ast_first(p, a), ast_first(p, b));
}

static ast *atomic_alt(pattern *p, ast *a, size_t place, const char *what)
{
  ast **parts = arena_alloc(p, a->count * sizeof *parts);
  if (!parts)
    return NULL;
  for (size_t i = 0; i < a->count; i++) {
    ast *one = ast_atomic(p, a->parts[i], place, what);
    for (size_t j = i; j-- > 0 && one && !pattern_stopped(p);)
      if (!excluded(p, a->parts[j], a->parts[i]))
        one = unless(p, a->parts[j], one);
    if (!one)
      return NULL;
    parts[i] = one;
  }
  return ast_alt(p, a->count, parts);
}

static ast *atomic_lazy(pattern *p, ast *a, size_t place, const char *what)
{
  if (a->min == 0)
    return ast_empty(p);
  ast *fewest = ast_repeat(p, a->parts[0], a->min, a->min, false);
  return fewest ? ast_atomic(p, fewest, place, what) : NULL;
}

static ast *atomic_repeat(pattern *p, ast *a, size_t place, const char *what)
{
  if (a->lazy && a->min < a->max)
    return atomic_lazy(p, a, place, what);
  ast *one = a->parts[0];
  if (!one->shortest)
    return refuse(p, place, what);
  if (!one->single) {
    if (a->min > 1)
      return refuse(p, place, what);
    one = ast_atomic(p, one, place, what);
    if (!one)
      return NULL;
  }
  ast *over = ast_look(p, a->parts[0], false, true, place);
  if (a->max == NO_END)
    return ast_concat2(p, ast_repeat(p, one, a->min, NO_END, false), over);
  ast *fewer = a->min < a->max ? ast_concat2(p, ast_repeat(p, one, a->min, a->max - 1, false), over) : NULL;
  ast *most = ast_repeat(p, one, a->max, a->max, false);
  return fewer ? ast_alt2(p, fewer, most) : a->min < a->max ? NULL : most;
}

/* Does it match everywhere? (Not all that do are found.) */
static bool always(const ast *a)
{
  if (a->kind == AST_REPEAT)
    return a->min == 0 || always(a->parts[0]);
  bool all = a->kind == AST_CONCAT, some = false;
  for (size_t i = 0; i < a->count; i++) {
    bool one = always(a->parts[i]);
    all = all && one;
    some = some || one;
  }
  return all || (a->kind == AST_ALT && some);
}

/* Can only one match of `a` be followed by a match of b? */
static bool forced(pattern *p, ast *a, ast *b)
{
  if (a->single)
    return true;
  return a->kind == AST_REPEAT && a->parts[0]->single && a->parts[0]->shortest && b->shortest &&
         !set_overlaps(ast_first(p, a->parts[0]), ast_first(p, b));
}

static ast *atomic_concat(pattern *p, ast *a, size_t place, const char *what)
{
  ast *first = a->parts[0];
  ast *rest = ast_concat(p, a->count - 1, a->parts + 1);
  if (!rest)
    return NULL;
  if (!forced(p, first, rest)) {
    if (!always(rest))
      return refuse(p, place, what);
    first = ast_atomic(p, first, place, what);
  }
  return ast_concat2(p, first, ast_atomic(p, rest, place, what));
}

ast *ast_atomic(pattern *p, ast *a, size_t place, const char *what)
{
  if (!a || pattern_stopped(p) || a->single)
    return a;
  ast *made = NULL;
  switch ((ast_kind)a->kind) {
  case AST_ALT:
    made = atomic_alt(p, a, place, what);
    break;
  case AST_REPEAT:
    made = atomic_repeat(p, a, place, what);
    break;
  case AST_CONCAT:
    made = atomic_concat(p, a, place, what);
    break;
  default:
    return a;
  }
  if (made)
    made->single = true;
  return made;
}
