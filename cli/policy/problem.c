/* problem.c: prints each constant's declaration and each assertion, so that the script's terms are the library's terms.
 * */
#include "problem.h"

#include <stdio.h>

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
  if (t == STRSMT_NO_TERM) return;
  fputs("(declare-const ", to);
  print(e, t, to);
  fprintf(to, " %s)\n", sorts[strsmt_term_sort(e->solver, t)]);
}

bool problem_write(struct encoding *e, const char *file)
{
  FILE *to = fopen(file, "w");
  if (!to) return false;
  fputs("(set-logic QF_SLIA)\n", to);
  declare(e, e->action, to);
  declare(e, e->resource, to);
  declare(e, e->principal, to);
  for (size_t k = 0; k < e->question->keys.count; k++) {
    declare(e, e->keys[k].present, to);
    for (size_t i = 0; i < e->keys[k].count; i++) declare(e, e->keys[k].values[i], to);
  }
  for (size_t i = 0; i < e->assertion_count; i++) {
    fputs("(assert ", to);
    print(e, e->assertions[i], to);
    fputs(")\n", to);
  }
  fputs("(check-sat)\n", to);
  const bool good = !ferror(to);
  return fclose(to) == 0 && good;
}
