/* atoms.c: what the atoms of linear integer arithmetic say, and the columns of terms. What is known of an atom is kept
 * for the life of the theory; columns live as long as the tableau. */
#include "theory/arith/state.h"

static const num one = {1, NULL, 0, 0}, minus_one = {-1, NULL, 0, 0};

/* p, of the difference of both sides, must be what the normal form has: without common divisor, the first coefficient
 * positive. */
static bool read_difference(arith *a, const linear *p, arith_atom *out)
{
  num g = NUM_ZERO;
  bool ok = p->sum.size && num_sign(&p->sum.data[0].coefficient) > 0;
  for (size_t i = 0; i < p->sum.size && ok; i++)
    ok = num_gcd(a->m, &g, &g, &p->sum.data[i].coefficient);
  ok = ok && !num_cmp(&g, &one) && num_neg(a->m, &out->k, &p->constant);
  num_free(a->m, &g);
  out->p = ok ? linear_term(a->terms, p) : 0;
  return out->p;
}

/* Is it about one variable, or the difference of two? Products are left to the tableau, which has bounds. */
static void read_form(const arith *a, arith_atom *out, const linear *p)
{
  int64_t k;
  const monomial *x = p->sum.data;
  out->difference = num_is_int64(&out->k, &k) && k < DIFFERENCE_LIMIT && k > -DIFFERENCE_LIMIT && p->sum.size <= 2 &&
                    !num_cmp(&x[0].coefficient, &one) &&
                    (p->sum.size == 1 || !num_cmp(&x[1].coefficient, &minus_one)) &&
                    term_kind(a->terms, x[0].variable) != STRSMT_MUL &&
                    (p->sum.size == 1 || term_kind(a->terms, x[1].variable) != STRSMT_MUL);
  if (out->difference) {
    out->x = x[0].variable;
    out->y = p->sum.size == 2 ? x[1].variable : 0;
  }
}

static bool read_atom(arith *a, term atom, arith_atom *out)
{
  strsmt_kind kind = term_kind(a->terms, atom);
  linear p = {0};
  bool ok =
      kind == STRSMT_GE || (kind == STRSMT_EQ && term_sort(a->terms, term_arg(a->terms, atom, 0)) == STRSMT_SORT_INT);
  *out = (arith_atom){.atom = atom, .equality = kind == STRSMT_EQ};
  ok = ok && linear_add_term(a->terms, a->limits, &p, term_arg(a->terms, atom, 0), &one) &&
       linear_add_term(a->terms, a->limits, &p, term_arg(a->terms, atom, 1), &minus_one) && linear_sort(a->m, &p);
  if (ok && out->equality && p.sum.size && num_sign(&p.sum.data[0].coefficient) < 0) {
    out->flipped = true; /* it comes as it stands where its normal form is no equality */
    ok = linear_negate(a->m, &p);
  }
  ok = ok && read_difference(a, &p, out);
  if (ok)
    read_form(a, out, &p);
  linear_free(a->m, &p);
  return ok;
}

const arith_atom *arith_atom_of(arith *a, term atom)
{
  if (!by_key_reach(a->m, &a->atom_of, (size_t)atom + 1))
    return NULL;
  if (!a->atom_of.data[atom]) {
    arith_atom info;
    bool ours = read_atom(a, atom, &info);
    if (mem_failed(a->m) || a->limits->stop || (ours && !stack_push(a->m, &a->atoms, info))) {
      num_free(a->m, &info.k);
      return NULL;
    }
    a->atom_of.data[atom] = ours ? (uint32_t)a->atoms.size : NOT_OURS;
  }
  uint32_t place = a->atom_of.data[atom];
  return place == NOT_OURS ? NULL : &a->atoms.data[place - 1];
}

void arith_free_atoms(arith *a)
{
  for (size_t i = 0; i < a->atoms.size; i++)
    num_free(a->m, &a->atoms.data[i].k);
  stack_free(a->m, &a->atoms);
  stack_free(a->m, &a->atom_of);
}

static bool variable_column(arith *a, term x)
{
  return !limits_poll(a->limits) &&
         (tableau_find(&a->tableau, x) != NO_ROW || tableau_add_column(&a->tableau, x) != NO_ROW);
}

/* The columns of the variables of p, and of those that are factors of such. */
static bool variable_columns(arith *a, const linear *p)
{
  for (size_t i = 0; i < p->sum.size; i++) {
    term x = p->sum.data[i].variable;
    if (!variable_column(a, x))
      return false;
    for (size_t k = 0; term_kind(a->terms, x) == STRSMT_MUL && k < term_arity(a->terms, x); k++) {
      strsmt_kind kind = term_kind(a->terms, term_arg(a->terms, x, k));
      if (kind != STRSMT_ADD && kind != STRSMT_SUB && !variable_column(a, term_arg(a->terms, x, k)))
        return false;
    }
  }
  return true;
}

uint32_t arith_column(arith *a, term p)
{
  uint32_t j = tableau_find(&a->tableau, p);
  if (j != NO_ROW)
    return j;
  linear sum = {0};
  if (linear_add_term(a->terms, a->limits, &sum, p, &one) && linear_sort(a->m, &sum) && variable_columns(a, &sum)) {
    j = tableau_find(&a->tableau, p); /* p is a variable */
    if (j == NO_ROW && (j = tableau_add_column(&a->tableau, p)) != NO_ROW && !tableau_define(&a->tableau, j, &sum))
      j = NO_ROW;
  }
  linear_free(a->m, &sum);
  return j;
}
