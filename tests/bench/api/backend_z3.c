/* backend_z3.c: Z3 through its C API. Terms are kept by the context (Z3_mk_context, not _rc); the string solver is the
 * one that a plain solver object chooses. */
#include "backend.h"

#include <z3.h>

#include <stdlib.h>

typedef struct z3 {
  Z3_context c;
  Z3_solver s;
} z3;

static void *open_solver(bool incremental, double seconds)
{
  (void)incremental;
  z3 *z = malloc(sizeof *z);
  Z3_config config = Z3_mk_config();
  z->c = Z3_mk_context(config);
  Z3_del_config(config);
  z->s = Z3_mk_solver(z->c);
  Z3_solver_inc_ref(z->c, z->s);
  Z3_params p = Z3_mk_params(z->c);
  Z3_params_inc_ref(z->c, p);
  Z3_params_set_uint(z->c, p, Z3_mk_string_symbol(z->c, "timeout"), (unsigned)(seconds * 1000));
  Z3_solver_set_params(z->c, z->s, p);
  Z3_params_dec_ref(z->c, p);
  return z;
}

static void close_solver(void *user)
{
  z3 *z = user;
  Z3_solver_dec_ref(z->c, z->s);
  Z3_del_context(z->c);
  free(z);
}

static handle constant(void *user, const char *name)
{
  z3 *z = user;
  return (handle)Z3_mk_const(z->c, Z3_mk_string_symbol(z->c, name), Z3_mk_string_sort(z->c));
}

static handle string(void *user, const char *text)
{
  return (handle)Z3_mk_string(((z3 *)user)->c, text);
}

static handle apply(void *user, op o, size_t count, const handle *args)
{
  Z3_context c = ((z3 *)user)->c;
  Z3_ast a[32];
  unsigned n = (unsigned)count;
  for (size_t i = 0; i < count; i++)
    a[i] = (Z3_ast)args[i];
  Z3_sort re = o == OP_RE_ALL || o == OP_RE_ALLCHAR ? Z3_mk_re_sort(c, Z3_mk_string_sort(c)) : NULL;
  switch (o) {
  case OP_NOT:
    return (handle)Z3_mk_not(c, a[0]);
  case OP_AND:
    return (handle)Z3_mk_and(c, n, a);
  case OP_OR:
    return (handle)Z3_mk_or(c, n, a);
  case OP_EQ:
    return (handle)Z3_mk_eq(c, a[0], a[1]);
  case OP_IN_RE:
    return (handle)Z3_mk_seq_in_re(c, a[0], a[1]);
  case OP_PREFIX:
    return (handle)Z3_mk_seq_prefix(c, a[0], a[1]);
  case OP_SUFFIX:
    return (handle)Z3_mk_seq_suffix(c, a[0], a[1]);
  case OP_TO_RE:
    return (handle)Z3_mk_seq_to_re(c, a[0]);
  case OP_RE_ALL:
    return (handle)Z3_mk_re_full(c, re);
  case OP_RE_ALLCHAR:
    return (handle)Z3_mk_re_allchar(c, re);
  case OP_RE_CONCAT:
    return (handle)Z3_mk_re_concat(c, n, a);
  case OP_RE_UNION:
    return (handle)Z3_mk_re_union(c, n, a);
  case OP_RE_STAR:
    return (handle)Z3_mk_re_star(c, a[0]);
  case OP_RE_PLUS:
    return (handle)Z3_mk_re_plus(c, a[0]);
  case OP_RE_OPT:
    return (handle)Z3_mk_re_option(c, a[0]);
  case OP_RE_RANGE:
    return (handle)Z3_mk_re_range(c, a[0], a[1]);
  case OP_COUNT:
    break;
  }
  return 0;
}

static handle loop(void *user, handle re, unsigned low, unsigned high)
{
  return (handle)Z3_mk_re_loop(((z3 *)user)->c, (Z3_ast)re, low, high);
}

static void require(void *user, handle formula)
{
  z3 *z = user;
  Z3_solver_assert(z->c, z->s, (Z3_ast)formula);
}

static void push(void *user)
{
  z3 *z = user;
  Z3_solver_push(z->c, z->s);
}

static void pop(void *user)
{
  z3 *z = user;
  Z3_solver_pop(z->c, z->s, 1);
}

static answer check(void *user)
{
  z3 *z = user;
  Z3_lbool a = Z3_solver_check(z->c, z->s);
  return a == Z3_L_TRUE ? ANSWER_SAT : a == Z3_L_FALSE ? ANSWER_UNSAT : ANSWER_UNKNOWN;
}

const backend backend_z3 = {"Z3", open_solver, close_solver, constant, string, apply, loop, require, push, pop, check};
