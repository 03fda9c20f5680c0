/* system.c: elimination, with Arden's rule: X = B + A X has the least solution A* B. The unknown that makes the fewest new
 * terms goes first. */
#include "pattern/system.h"

bool system_new(pattern *p, lang_system *s, size_t count)
{
  s->count = count;
  s->factors = arena_alloc(p, count * count * sizeof *s->factors);
  s->constants = arena_alloc(p, count * sizeof *s->constants);
  if (!s->factors || !s->constants)
    return false;
  memset(s->factors, 0, count * count * sizeof *s->factors);
  memset(s->constants, 0, count * sizeof *s->constants);
  return true;
}

static term sum(pattern *p, term a, term b)
{
  return !a ? b : !b ? a : lang_union2(p, a, b);
}

void system_add(pattern *p, lang_system *s, size_t row, size_t column, term factor)
{
  if (factor && !lang_is_none(p, factor)) {
    term *at = &s->factors[row * s->count + column];
    *at = sum(p, *at, factor);
  }
}

void system_add_constant(pattern *p, lang_system *s, size_t row, term constant)
{
  if (constant && !lang_is_none(p, constant))
    s->constants[row] = sum(p, s->constants[row], constant);
}

/* How many terms the elimination of an unknown makes. */
static size_t cost(const lang_system *s, const bool *gone, size_t v)
{
  size_t in = 0, out = s->constants[v] != 0;
  for (size_t i = 0; i < s->count; i++)
    if (i != v && !gone[i]) {
      in += s->factors[i * s->count + v] != 0;
      out += s->factors[v * s->count + i] != 0;
    }
  return in * out;
}

/* Solves the row of v for v. */
static void resolve(pattern *p, lang_system *s, size_t v)
{
  term *row = &s->factors[v * s->count], loop = row[v];
  row[v] = 0;
  if (!loop)
    return;
  loop = lang_repeat(p, loop, 0, NO_END);
  for (size_t i = 0; i < s->count; i++)
    if (row[i])
      row[i] = lang_concat2(p, loop, row[i]);
  if (s->constants[v])
    s->constants[v] = lang_concat2(p, loop, s->constants[v]);
}

/* Puts what v is into the row of i. */
static void substitute(pattern *p, lang_system *s, size_t i, size_t v)
{
  term factor = s->factors[i * s->count + v];
  s->factors[i * s->count + v] = 0;
  if (!factor)
    return;
  for (size_t j = 0; j < s->count && !p->failed; j++)
    if (s->factors[v * s->count + j])
      system_add(p, s, i, j, lang_concat2(p, factor, s->factors[v * s->count + j]));
  if (s->constants[v])
    system_add_constant(p, s, i, lang_concat2(p, factor, s->constants[v]));
}

bool system_solve(pattern *p, lang_system *s, size_t wanted, term *values)
{
  size_t n = s->count;
  bool *gone = arena_alloc(p, n);
  size_t *order = arena_alloc(p, n * sizeof *order);
  if (!gone || !order)
    return false;
  memset(gone, 0, n);
  for (size_t k = 0; k < n && !pattern_stopped(p); k++) {
    size_t best = SIZE_MAX, best_cost = SIZE_MAX;
    for (size_t i = k < n - wanted ? wanted : 0; i < n; i++)
      if (!gone[i] && cost(s, gone, i) < best_cost) {
        best = i;
        best_cost = cost(s, gone, i);
      }
    resolve(p, s, best);
    gone[best] = true;
    order[k] = best;
    for (size_t i = 0; i < n; i++)
      if (!gone[i])
        substitute(p, s, i, best);
  }
  /* Backwards: what is left in a row are unknowns that went later. */
  for (size_t k = n; k-- > n - wanted && !p->failed;) {
    size_t v = order[k];
    for (size_t i = 0; i < n; i++)
      if (s->factors[v * n + i])
        substitute(p, s, v, i);
    values[v] = s->constants[v] ? s->constants[v] : lang_none(p);
  }
  return !p->failed;
}
