/* problem.c: prints each constant's declaration and each assertion, so that the script's terms are the library's terms.
 * */
#include "problem.h"

static void print(struct encoding *e, strsmt_term t, FILE *to)
{
  const size_t size = strsmt_print_term(e->solver, t, NULL, 0);
  char *text = pool_take(&e->pool, size + 1, 1);
  strsmt_print_term(e->solver, t, text, size + 1);
  fputs(text, to);
}

static void declare(struct encoding *e, strsmt_term t, FILE *to)
{
  static const char *const sorts[] = {
      [STRSMT_SORT_BOOL] = "Bool", [STRSMT_SORT_INT] = "Int", [STRSMT_SORT_STRING] = "String"};
  if (t == STRSMT_NO_TERM || strsmt_term_kind(e->solver, t) != STRSMT_CONSTANT)
    return;
  fputs("(declare-const ", to);
  print(e, t, to);
  fprintf(to, " %s)\n", sorts[strsmt_term_sort(e->solver, t)]);
}

static void declare_all(struct encoding *e, FILE *to)
{
  const struct question *q = e->question;
  declare(e, e->action, to);
  declare(e, q->parts ? e->no_resource : e->resource, to);
  for (size_t k = 0; q->parts && k < 6; k++)
    declare(e, e->parts[k], to);
  declare(e, e->principal, to);
  for (size_t i = 0; i < q->session_count && e->principal != STRSMT_NO_TERM; i++)
    declare(e, e->sessions[i], to);
  for (size_t k = 0; k < q->keys.count; k++) {
    declare(e, e->keys[k].present, to);
    for (size_t i = 0; i < e->keys[k].count; i++)
      if (e->keys[k].values[i] != e->principal)
        declare(e, e->keys[k].values[i], to);
  }
  for (const struct division *d = e->divisions; d; d = d->next)
    for (size_t k = 0; k < 6; k++)
      declare(e, d->parts[k], to);
  for (const struct undecided *u = e->undecided; u; u = u->next)
    declare(e, u->term, to);
}

void problem_print(struct encoding *e, FILE *to)
{
  fputs("(set-logic QF_SLIA)\n", to);
  declare_all(e, to);
  for (size_t i = 0; i < e->assertion_count; i++) {
    fputs("(assert ", to);
    print(e, e->assertions[i], to);
    fputs(")\n", to);
  }
  fputs("(check-sat)\n", to);
}
