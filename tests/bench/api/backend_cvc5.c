/* backend_cvc5.c: cvc5 through its C API, with its default options (and `incremental` where push and pop are used). */
#include "backend.h"

#include <cvc5/c/cvc5.h>

#include <stdio.h>
#include <stdlib.h>

typedef struct solver {
  Cvc5TermManager *m;
  Cvc5 *s;
} solver;

static void *open_solver(bool incremental, double seconds)
{
  char limit[32];
  solver *x = malloc(sizeof *x);
  x->m = cvc5_term_manager_new();
  x->s = cvc5_new(x->m);
  snprintf(limit, sizeof limit, "%d", (int)(seconds * 1000));
  cvc5_set_option(x->s, "tlimit-per", limit);
  cvc5_set_option(x->s, "incremental", incremental ? "true" : "false");
  cvc5_set_logic(x->s, "QF_SLIA");
  return x;
}

static void close_solver(void *user)
{
  solver *x = user;
  cvc5_delete(x->s);
  cvc5_term_manager_delete(x->m);
  free(x);
}

static handle constant(void *user, const char *name)
{
  solver *x = user;
  return (handle)cvc5_mk_const(x->m, cvc5_get_string_sort(x->m), name);
}

static handle string(void *user, const char *text)
{
  return (handle)cvc5_mk_string(((solver *)user)->m, text, false);
}

static handle apply(void *user, op o, size_t count, const handle *args)
{
  static const Cvc5Kind kinds[OP_COUNT] = {
      [OP_NOT] = CVC5_KIND_NOT,
      [OP_AND] = CVC5_KIND_AND,
      [OP_OR] = CVC5_KIND_OR,
      [OP_EQ] = CVC5_KIND_EQUAL,
      [OP_IN_RE] = CVC5_KIND_STRING_IN_REGEXP,
      [OP_PREFIX] = CVC5_KIND_STRING_PREFIX,
      [OP_SUFFIX] = CVC5_KIND_STRING_SUFFIX,
      [OP_TO_RE] = CVC5_KIND_STRING_TO_REGEXP,
      [OP_RE_CONCAT] = CVC5_KIND_REGEXP_CONCAT,
      [OP_RE_UNION] = CVC5_KIND_REGEXP_UNION,
      [OP_RE_STAR] = CVC5_KIND_REGEXP_STAR,
      [OP_RE_PLUS] = CVC5_KIND_REGEXP_PLUS,
      [OP_RE_OPT] = CVC5_KIND_REGEXP_OPT,
      [OP_RE_RANGE] = CVC5_KIND_REGEXP_RANGE,
  };
  Cvc5TermManager *m = ((solver *)user)->m;
  Cvc5Term terms[32];
  for (size_t i = 0; i < count; i++)
    terms[i] = (Cvc5Term)args[i];
  if (o == OP_RE_ALL)
    return (handle)cvc5_mk_regexp_all(m);
  if (o == OP_RE_ALLCHAR)
    return (handle)cvc5_mk_regexp_allchar(m);
  return (handle)cvc5_mk_term(m, kinds[o], count, terms);
}

static handle loop(void *user, handle re, unsigned low, unsigned high)
{
  Cvc5TermManager *m = ((solver *)user)->m;
  uint32_t bounds[2] = {low, high};
  Cvc5Term r = (Cvc5Term)re;
  return (handle)cvc5_mk_term_from_op(m, cvc5_mk_op(m, CVC5_KIND_REGEXP_LOOP, 2, bounds), 1, &r);
}

static void require(void *user, handle formula)
{
  cvc5_assert_formula(((solver *)user)->s, (Cvc5Term)formula);
}

static void push(void *user)
{
  cvc5_push(((solver *)user)->s, 1);
}

static void pop(void *user)
{
  cvc5_pop(((solver *)user)->s, 1);
}

static answer check(void *user)
{
  Cvc5Result a = cvc5_check_sat(((solver *)user)->s);
  answer result = cvc5_result_is_sat(a) ? ANSWER_SAT : cvc5_result_is_unsat(a) ? ANSWER_UNSAT : ANSWER_UNKNOWN;
  cvc5_result_release(a);
  return result;
}

const backend backend_cvc5 = {"cvc5", open_solver, close_solver, constant, string, apply,
                              loop,   require,     push,         pop,      check};
