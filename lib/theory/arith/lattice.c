/* lattice.c: see lattice.h. The integral variant of the procedure (de Weger, 1989; Cohen, A Course in Computational
 * Algebraic Number Theory, 2.6.7): volumes[i] is the Gram determinant of the first i vectors, and inner(i, j) the
 * coefficient of Gram and Schmidt times volumes[j + 1]; all of them are integers, so nothing depends on rounding. */
#include "theory/arith/lattice.h"

static num *make(mem *m, size_t count)
{
  return mem_calloc(m, count ? count : 1, sizeof(num));
}

static void drop(mem *m, num *cells, size_t count)
{
  for (size_t i = 0; cells && i < count; i++)
    num_free(m, &cells[i]);
  mem_free(m, cells, (count ? count : 1) * sizeof(num));
}

bool lattice_begin(lattice *l, mem *m, limits *until, size_t variables, size_t rows, size_t equations)
{
  size_t n = variables;
  *l = (lattice){.m = m, .limits = until, .variables = n, .rows = rows, .equations = equations, .free = n};
  l->vectors = make(m, n * rows);
  l->heads = make(m, n * equations);
  l->to = make(m, n * n);
  l->from = make(m, n * n);
  l->inner = make(m, n * n);
  l->volumes = make(m, n + 1);
  l->ok = l->vectors && l->heads && l->to && l->from && l->inner && l->volumes;
  for (size_t i = 0; i < n && l->ok; i++) {
    num_set_int(m, &l->to[i * n + i], 1);
    num_set_int(m, &l->from[i * n + i], 1);
  }
  return l->ok;
}

void lattice_free(lattice *l)
{
  size_t n = l->variables;
  drop(l->m, l->vectors, n * l->rows);
  drop(l->m, l->heads, n * l->equations);
  drop(l->m, l->to, n * n);
  drop(l->m, l->from, n * n);
  drop(l->m, l->inner, n * n);
  drop(l->m, l->volumes, n + 1);
  *l = (lattice){0};
}

static num *inner(const lattice *l, size_t i, size_t j)
{
  return &l->inner[i * l->variables + j];
}

static bool go_on(lattice *l)
{
  l->ok = l->ok && !limits_poll(l->limits) && !mem_failed(l->m);
  return l->ok;
}

/* a += f b, or a -= f b. */
static void add_multiple(lattice *l, num *a, const num *f, const num *b, bool minus)
{
  num product = NUM_ZERO;
  if (num_sign(f) && num_sign(b))
    l->ok = num_mul_polled(l->m, l->limits, &product, f, b) &&
            (minus ? num_sub(l->m, a, a, &product) : num_add(l->m, a, a, &product)) && l->ok;
  num_free(l->m, &product);
}

/* r = (a b + c d) / e, or with minus; the division has no rest. r may be one of them. */
static void combine(lattice *l, num *r, const num *a, const num *b, const num *c, const num *d, bool minus,
                    const num *e)
{
  num sum = NUM_ZERO;
  l->ok = num_mul_polled(l->m, l->limits, &sum, a, b) && l->ok;
  add_multiple(l, &sum, c, d, minus);
  l->ok = l->ok && num_divmod_polled(l->m, l->limits, r, NULL, &sum, e);
  num_free(l->m, &sum);
}

/* The Gram-Schmidt numbers of vector k, from those of the ones before it. */
static void enter(lattice *l, size_t k)
{
  num u = NUM_ZERO;
  for (size_t j = 0; j <= k && go_on(l); j++) {
    num_set_int(l->m, &u, 0);
    for (size_t i = 0; i < l->rows; i++)
      add_multiple(l, &u, lattice_cell(l, k, i), lattice_cell(l, j, i), false);
    for (size_t i = 0; i < j; i++)
      combine(l, &u, &l->volumes[i + 1], &u, inner(l, k, i), inner(l, j, i), true, &l->volumes[i]);
    l->ok = num_set(l->m, j < k ? inner(l, k, j) : &l->volumes[k + 1], &u) && l->ok;
  }
  num_free(l->m, &u);
}

/* *q = the integer nearest to a / b. */
static bool nearest(lattice *l, num *q, const num *a, const num *b)
{
  const num two = {2, NULL, 0, 0};
  num twice = NUM_ZERO;
  bool ok = num_mul(l->m, q, a, &two) && num_add(l->m, q, q, b) && num_mul(l->m, &twice, b, &two) &&
            num_divmod_polled(l->m, l->limits, q, NULL, q, &twice);
  if (ok && num_sign(b) < 0) { /* (2 a + b) / 2 b was rounded up */
    const num minus_one = {-1, NULL, 0, 0};
    num rest = NUM_ZERO;
    ok = num_mul(l->m, &rest, a, &two) && num_add(l->m, &rest, &rest, b) &&
         num_divmod_polled(l->m, l->limits, NULL, &rest, &rest, &twice) &&
         (!num_sign(&rest) || num_add(l->m, q, q, &minus_one));
    num_free(l->m, &rest);
  }
  num_free(l->m, &twice);
  return ok;
}

/* Takes a multiple of vector j from vector k, so that what it counts in the equation, or else its length, is as small as
 * can be. */
static void shorten(lattice *l, size_t k, size_t j, size_t equation)
{
  size_t n = l->variables;
  num q = NUM_ZERO;
  bool head = equation < l->equations && num_sign(lattice_head(l, j, equation));
  l->ok = nearest(l, &q, head ? lattice_head(l, k, equation) : inner(l, k, j),
                  head ? lattice_head(l, j, equation) : &l->volumes[j + 1]) &&
          l->ok;
  if (num_sign(&q) && go_on(l)) {
    for (size_t i = 0; i < l->rows; i++)
      add_multiple(l, lattice_cell(l, k, i), &q, lattice_cell(l, j, i), true);
    for (size_t i = 0; i < l->equations; i++)
      add_multiple(l, lattice_head(l, k, i), &q, lattice_head(l, j, i), true);
    for (size_t i = 0; i < n; i++) {
      add_multiple(l, &l->to[i * n + k], &q, &l->to[i * n + j], true);
      add_multiple(l, &l->from[j * n + i], &q, &l->from[k * n + i], false);
    }
    add_multiple(l, inner(l, k, j), &q, &l->volumes[j + 1], true);
    for (size_t i = 0; i < j; i++)
      add_multiple(l, inner(l, k, i), &q, inner(l, j, i), true);
  }
  num_free(l->m, &q);
}

static void swap_cells(num *a, num *b)
{
  num swap = *a;
  *a = *b;
  *b = swap;
}

/* Is vector k, without the directions before k - 1, longer than vector k - 1 is, by and large? Lovasz' condition, where
 * neither counts anything in the equation. */
static bool in_order(lattice *l, size_t k, size_t equation)
{
  if (equation < l->equations && num_sign(lattice_head(l, k - 1, equation)))
    return false;
  if (equation < l->equations && num_sign(lattice_head(l, k, equation)))
    return true;
  const num three = {3, NULL, 0, 0}, four = {4, NULL, 0, 0};
  num left = NUM_ZERO, right = NUM_ZERO;
  const num *lambda = inner(l, k, k - 1);
  l->ok = num_mul_polled(l->m, l->limits, &left, &l->volumes[k + 1], &l->volumes[k - 1]) && l->ok;
  add_multiple(l, &left, lambda, lambda, false);
  l->ok = l->ok && num_mul(l->m, &left, &left, &four) &&
          num_mul_polled(l->m, l->limits, &right, &l->volumes[k], &l->volumes[k]) &&
          num_mul(l->m, &right, &right, &three);
  bool result = num_cmp(&left, &right) >= 0;
  num_free(l->m, &left);
  num_free(l->m, &right);
  return result;
}

/* Vectors k and k - 1 change places. */
static void exchange(lattice *l, size_t k)
{
  size_t n = l->variables;
  num volume = NUM_ZERO, t = NUM_ZERO;
  for (size_t i = 0; i < l->rows; i++)
    swap_cells(lattice_cell(l, k, i), lattice_cell(l, k - 1, i));
  for (size_t i = 0; i < l->equations; i++)
    swap_cells(lattice_head(l, k, i), lattice_head(l, k - 1, i));
  for (size_t i = 0; i < n; i++) {
    swap_cells(&l->to[i * n + k], &l->to[i * n + k - 1]);
    swap_cells(&l->from[k * n + i], &l->from[(k - 1) * n + i]);
  }
  for (size_t j = 0; j + 1 < k; j++)
    swap_cells(inner(l, k, j), inner(l, k - 1, j));
  const num *lambda = inner(l, k, k - 1);
  combine(l, &volume, &l->volumes[k - 1], &l->volumes[k + 1], lambda, lambda, false, &l->volumes[k]);
  for (size_t i = k + 1; i < l->entered && go_on(l); i++) {
    l->ok = num_set(l->m, &t, inner(l, i, k));
    combine(l, inner(l, i, k), &l->volumes[k + 1], inner(l, i, k - 1), lambda, &t, true, &l->volumes[k]);
    combine(l, inner(l, i, k - 1), &volume, &t, lambda, inner(l, i, k), false, &l->volumes[k + 1]);
  }
  swap_cells(&l->volumes[k], &volume);
  num_free(l->m, &volume);
  num_free(l->m, &t);
}

/* The free vectors become ordered; what they count in the equation gathers in the last of them. */
static void order(lattice *l, size_t equation)
{
  for (size_t k = 1; k < l->free && go_on(l);) {
    if (k == l->entered)
      enter(l, l->entered++);
    shorten(l, k, k - 1, equation);
    if (!l->ok)
      break;
    if (!in_order(l, k, equation)) {
      exchange(l, k);
      k = k > 1 ? k - 1 : 1;
      continue;
    }
    for (size_t j = k - 1; j-- > 0 && l->ok;)
      shorten(l, k, j, equation);
    k++;
  }
}

bool lattice_reduce(lattice *l)
{
  num_set_int(l->m, &l->volumes[0], 1);
  if (l->variables)
    enter(l, l->entered++);
  for (size_t e = 0; e < l->equations && l->ok; e++) {
    order(l, e);
    if (l->free && num_sign(lattice_head(l, l->free - 1, e)))
      l->free--;
    l->entered = l->entered < l->free ? l->entered : l->free;
  }
  order(l, l->equations);
  return l->ok && !mem_failed(l->m);
}
