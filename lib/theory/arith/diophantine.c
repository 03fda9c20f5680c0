/* diophantine.c: see diophantine.h. The equations are a matrix. An equation is divided by the common divisor of its
 * coefficients; if that does not divide its constant, it is the combination that was looked for. A variable with
 * coefficient 1 or -1 is eliminated from the others. Where there is none, a variable x of least coefficient c is replaced
 * by t - q1 x1 - q2 x2 ..., so that the other coefficients become their remainders by c (as in Pugh's Omega test, 1991):
 * a change of variables without loss of integer solutions, which does not touch the combinations. */
#include "theory/arith/diophantine.h"

typedef struct matrix {
  diophantine *d;
  size_t rows, variables, width; /* columns: variables, the constant, combination, its denominator */
  num *cells;
  int32_t longest; /* limbs that a number may have */
  bool ok, large;
} matrix;

static const num one = {1, NULL, 0, 0};

void diophantine_free(diophantine *d)
{
  for (size_t i = 0; i < d->equations.size; i++)
    linear_free(d->m, &d->equations.data[i]);
  for (size_t i = 0; i < d->coefficients.size; i++)
    num_free(d->m, &d->coefficients.data[i]);
  stack_free(d->m, &d->equations);
  stack_free(d->m, &d->coefficients);
}

bool diophantine_add(diophantine *d, linear *p)
{
  bool ok = stack_push(d->m, &d->equations, *p);
  if (ok)
    *p = (linear){0};
  return ok;
}

static num *cell(const matrix *x, size_t row, size_t column)
{
  return &x->cells[row * x->width + column];
}

static bool go_on(matrix *x)
{
  x->ok = x->ok && !limits_poll(x->d->limits) && !mem_failed(x->d->m);
  return x->ok && !x->large;
}

/* a -= f b */
static void subtract(matrix *x, num *a, const num *f, const num *b)
{
  mem *m = x->d->m;
  num product = NUM_ZERO;
  if (num_sign(f) && num_sign(b))
    x->ok = num_mul(m, &product, f, b) && num_sub(m, a, a, &product) && x->ok;
  x->large = x->large || a->size > x->longest || a->size < -x->longest;
  num_free(m, &product);
}

/* ---- one row ------------------------------------------------------------------------------------------------------ */

static void row_content(matrix *x, size_t row, size_t from, size_t to, num *g)
{
  num_set_int(x->d->m, g, 0);
  for (size_t j = from; j < to && num_cmp(g, &one); j++)
    x->ok = num_gcd(x->d->m, g, g, cell(x, row, j)) && x->ok;
}

static void divide_cells(matrix *x, size_t row, size_t from, size_t to, const num *g)
{
  for (size_t j = from; j < to && num_cmp(g, &one); j++)
    x->ok = num_divmod(x->d->m, cell(x, row, j), NULL, cell(x, row, j), g) && x->ok;
}

/* Divides the row by its content. False: the constant is not divisible. */
static bool reduce_row(matrix *x, size_t row)
{
  mem *m = x->d->m;
  num g = NUM_ZERO, rest = NUM_ZERO, *denominator = cell(x, row, x->width - 1);
  row_content(x, row, 0, x->variables, &g);
  const num *constant = cell(x, row, x->variables);
  bool divisible = !num_sign(constant);
  if (num_sign(&g)) {
    x->ok = num_divmod(m, NULL, &rest, constant, &g) && x->ok;
    divisible = !num_sign(&rest);
  }
  if (divisible && num_sign(&g)) {
    divide_cells(x, row, 0, x->variables + 1, &g);
    x->ok = num_mul(m, denominator, denominator, &g) && x->ok;
    row_content(x, row, x->variables + 1, x->width, &g);
    divide_cells(x, row, x->variables + 1, x->width, &g);
  }
  num_free(m, &g);
  num_free(m, &rest);
  return divisible;
}

/* The variable of least coefficient in the row, or `variables` if it has none. */
static size_t least(const matrix *x, size_t row, bool *unit)
{
  size_t best = x->variables;
  num size = NUM_ZERO, best_size = NUM_ZERO;
  mem *m = x->d->m;
  for (size_t j = 0; j < x->variables; j++) {
    const num *c = cell(x, row, j);
    if (!num_sign(c) || !(num_sign(c) < 0 ? num_neg(m, &size, c) : num_set(m, &size, c)))
      continue;
    if (best == x->variables || num_cmp(&size, &best_size) < 0) {
      best = j;
      (void)num_set(m, &best_size, &size);
    }
  }
  *unit = !num_cmp(&best_size, &one);
  num_free(m, &size);
  num_free(m, &best_size);
  return best;
}

/* ---- the matrix --------------------------------------------------------------------------------------------------- */

/* Replaces variable j by t - sum of q_k x_k, with q_k the quotients in the row. */
static void replace_variable(matrix *x, size_t row, size_t j)
{
  num q = NUM_ZERO;
  for (size_t k = 0; k < x->variables && go_on(x); k++) {
    if (k == j || !num_sign(cell(x, row, k)))
      continue;
    x->ok = num_divmod(x->d->m, &q, NULL, cell(x, row, k), cell(x, row, j)) && x->ok;
    for (size_t i = row; i < x->rows; i++)
      subtract(x, cell(x, i, k), &q, cell(x, i, j));
  }
  num_free(x->d->m, &q);
}

/* Takes variable j, of coefficient 1 or -1 in row r, out of row i. */
static void eliminate(matrix *x, size_t i, size_t r, size_t j)
{
  mem *m = x->d->m;
  num f = NUM_ZERO, scale = NUM_ZERO;
  num *di = cell(x, i, x->width - 1), *dr = cell(x, r, x->width - 1);
  x->ok = num_mul(m, &f, cell(x, i, j), cell(x, r, j)) && x->ok;
  if (num_sign(&f)) {
    for (size_t k = 0; k <= x->variables; k++)
      subtract(x, cell(x, i, k), &f, cell(x, r, k));
    x->ok = num_mul(m, &scale, &f, di) && x->ok;
    for (size_t k = x->variables + 1; k < x->width - 1; k++) {
      x->ok = num_mul(m, cell(x, i, k), cell(x, i, k), dr) && x->ok;
      subtract(x, cell(x, i, k), &scale, cell(x, r, k));
    }
    x->ok = num_mul(m, di, di, dr) && x->ok;
  }
  num_free(m, &f);
  num_free(m, &scale);
}

static bool refute(matrix *x, size_t *culprit)
{
  for (size_t r = 0; r < x->rows; r++) {
    for (bool unit = false; !unit;) {
      *culprit = r;
      if (!go_on(x))
        return false;
      if (!reduce_row(x, r))
        return x->ok;
      size_t j = least(x, r, &unit);
      if (j == x->variables)
        break;
      if (!unit)
        replace_variable(x, r, j);
      for (size_t i = r + 1; unit && i < x->rows && go_on(x); i++)
        eliminate(x, i, r, j);
    }
  }
  return false;
}

/* ---- setting up --------------------------------------------------------------------------------------------------- */

/* The variables of all equations, sorted. */
static bool collect(const diophantine *d, term_list *out)
{
  for (size_t i = 0; i < d->equations.size; i++)
    for (size_t k = 0; k < d->equations.data[i].sum.size; k++) {
      term v = d->equations.data[i].sum.data[k].variable;
      size_t at = 0;
      for (size_t high = out->size; at < high;) {
        size_t middle = (at + high) / 2;
        if (out->data[middle] < v)
          at = middle + 1;
        else
          high = middle;
      }
      if (at < out->size && out->data[at] == v)
        continue;
      if (limits_poll(d->limits) || !stack_push(d->m, out, v))
        return false;
      memmove(out->data + at + 1, out->data + at, (out->size - 1 - at) * sizeof *out->data);
      out->data[at] = v;
    }
  return true;
}

static void allow(matrix *x, const num *c)
{
  int32_t size = c->size < 0 ? -c->size : c->size, growth = (int32_t)x->d->limits->budget.arith_matrix_growth;
  if (x->longest < 2 * size + growth)
    x->longest = 2 * size + growth;
}

static void fill(matrix *x, const term_list *variables)
{
  for (size_t i = 0; i < x->rows; i++) {
    const linear *p = &x->d->equations.data[i];
    for (size_t k = 0, j = 0; k < p->sum.size; k++) {
      while (variables->data[j] != p->sum.data[k].variable)
        j++;
      x->ok = num_set(x->d->m, cell(x, i, j), &p->sum.data[k].coefficient) && x->ok;
      allow(x, &p->sum.data[k].coefficient);
    }
    allow(x, &p->constant);
    x->ok = num_set(x->d->m, cell(x, i, x->variables), &p->constant) && x->ok;
    num_set_int(x->d->m, cell(x, i, x->variables + 1 + i), 1);
    num_set_int(x->d->m, cell(x, i, x->width - 1), 1);
  }
}

bool diophantine_refute(diophantine *d, bool *found)
{
  term_list variables = {0};
  matrix x = {.d = d, .rows = d->equations.size, .ok = collect(d, &variables)};
  size_t culprit = 0;
  *found = false;
  x.variables = variables.size;
  x.width = x.variables + x.rows + 2;
  x.large = x.rows * x.width > d->limits->budget.arith_matrix;
  if (x.ok && !x.large && x.rows) {
    x.cells = mem_calloc(d->m, x.rows * x.width, sizeof *x.cells);
    x.ok = x.cells;
    if (x.ok)
      fill(&x, &variables);
    *found = x.ok && refute(&x, &culprit);
    for (size_t i = 0; i < x.rows && *found; i++) {
      num c = NUM_ZERO;
      *found = x.ok =
          num_set(d->m, &c, cell(&x, culprit, x.variables + 1 + i)) && stack_push(d->m, &d->coefficients, c);
    }
    for (size_t i = 0; x.cells && i < x.rows * x.width; i++)
      num_free(d->m, &x.cells[i]);
    mem_free(d->m, x.cells, x.rows * x.width * sizeof *x.cells);
  }
  stack_free(d->m, &variables);
  return x.ok && !mem_failed(d->m);
}
