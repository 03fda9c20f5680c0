/* backend_strsmt.c: this library, without a proof, with one that is thrown away, and with one that is checked as it is made. */
#include "backend.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strsmt.h>
#include <strsmt_check.h>

static strsmt *start(double seconds)
{
  strsmt *s = strsmt_new(NULL);
  strsmt_set_limits(s, &(strsmt_limits){.seconds = seconds});
  return s;
}

static void *open_plain(bool incremental, double seconds)
{
  (void)incremental;
  return start(seconds);
}

static bool drop(void *user, const void *data, size_t size)
{
  (void)user;
  (void)data;
  (void)size;
  return true;
}

static void *open_proof(bool incremental, double seconds)
{
  (void)incremental;
  strsmt *s = start(seconds);
  strsmt_set_proof(s, drop, NULL, STRSMT_PROOF_TEXT);
  return s;
}

static void close_solver(void *s)
{
  strsmt_delete(s);
}

static handle constant(void *s, const char *name)
{
  return strsmt_make_constant(s, name, STRSMT_SORT_STRING);
}

static handle string(void *s, const char *text)
{
  return strsmt_make_string(s, text);
}

static handle apply(void *s, op o, size_t count, const handle *args)
{
  static const strsmt_kind kinds[OP_COUNT] = {[OP_NOT] = STRSMT_NOT,
                                              [OP_AND] = STRSMT_AND,
                                              [OP_OR] = STRSMT_OR,
                                              [OP_EQ] = STRSMT_EQ,
                                              [OP_IN_RE] = STRSMT_STR_IN_RE,
                                              [OP_PREFIX] = STRSMT_STR_PREFIXOF,
                                              [OP_SUFFIX] = STRSMT_STR_SUFFIXOF,
                                              [OP_TO_RE] = STRSMT_STR_TO_RE,
                                              [OP_RE_ALL] = STRSMT_RE_ALL,
                                              [OP_RE_ALLCHAR] = STRSMT_RE_ALLCHAR,
                                              [OP_RE_CONCAT] = STRSMT_RE_CONCAT,
                                              [OP_RE_UNION] = STRSMT_RE_UNION,
                                              [OP_RE_STAR] = STRSMT_RE_STAR,
                                              [OP_RE_PLUS] = STRSMT_RE_PLUS,
                                              [OP_RE_OPT] = STRSMT_RE_OPT,
                                              [OP_RE_RANGE] = STRSMT_RE_RANGE};
  strsmt_term terms[32];
  for (size_t i = 0; i < count; i++)
    terms[i] = (strsmt_term)args[i];
  return strsmt_make(s, kinds[o], count, terms);
}

static handle loop(void *s, handle re, unsigned low, unsigned high)
{
  strsmt_term r = (strsmt_term)re;
  return strsmt_make_indexed(s, STRSMT_RE_LOOP, 2, (uint32_t[]){low, high}, 1, &r);
}

static void require(void *s, handle formula)
{
  strsmt_assert(s, (strsmt_term)formula);
}

static void push(void *s)
{
  strsmt_push(s, 1);
}

static void pop(void *s)
{
  strsmt_pop(s, 1);
}

static answer check(void *s)
{
  strsmt_answer a = strsmt_check(s);
  return a == STRSMT_SAT ? ANSWER_SAT : a == STRSMT_UNSAT ? ANSWER_UNSAT : ANSWER_UNKNOWN;
}

/* ---- each unsat checked, in the same thread, before it is an answer ------------------------------------------------ */

typedef struct checked {
  strsmt *solver;
  strsmt_checker *checker;
  bool incremental, failed;
} checked;

static bool give(void *user, const void *data, size_t size)
{
  checked *c = user;
  return strsmt_checker_proof(c->checker, data, size) == STRSMT_CHECK_HOLDS;
}

static void tell(checked *c, const char *command)
{
  if (strsmt_checker_problem(c->checker, command, strlen(command)) != STRSMT_CHECK_HOLDS)
    c->failed = true;
}

static void *open_checked(bool incremental, double seconds)
{
  static strsmt_checker *one; /* the signature is read once; what is fresh is the problem */
  checked *c = calloc(1, sizeof *c);
  if (!one)
    one = strsmt_checker_new(NULL);
  c->checker = one;
  strsmt_checker_restart(one);
  c->solver = start(seconds);
  c->incremental = incremental;
  strsmt_set_proof(c->solver, give, c, STRSMT_PROOF_BINARY);
  return c;
}

static void close_checked(void *user)
{
  checked *c = user;
  strsmt_delete(c->solver);
  free(c);
}

static handle checked_constant(void *user, const char *name)
{
  checked *c = user;
  char command[200];
  snprintf(command, sizeof command, "(declare-const %s String)", name);
  tell(c, command);
  return constant(c->solver, name);
}

static handle checked_string(void *user, const char *text)
{
  return string(((checked *)user)->solver, text);
}

static handle checked_apply(void *user, op o, size_t count, const handle *args)
{
  return apply(((checked *)user)->solver, o, count, args);
}

static handle checked_loop(void *user, handle re, unsigned low, unsigned high)
{
  return loop(((checked *)user)->solver, re, low, high);
}

static void checked_require(void *user, handle formula)
{
  checked *c = user;
  static char text[1 << 20] = "(assert ";
  size_t length = strsmt_print_term(c->solver, (strsmt_term)formula, text + 8, sizeof text - 9);
  if (length >= sizeof text - 9)
    c->failed = true;
  else
    strcpy(text + 8 + length, ")");
  tell(c, text);
  require(c->solver, formula);
}

static void checked_push(void *user)
{
  checked *c = user;
  tell(c, "(push 1)");
  push(c->solver);
}

static void checked_pop(void *user)
{
  checked *c = user;
  tell(c, "(pop 1)");
  pop(c->solver);
}

static answer checked_check(void *user)
{
  checked *c = user;
  tell(c, "(check-sat)");
  answer a = check(c->solver);
  bool shown = strsmt_checker_concluded(c->checker) == strsmt_checker_queries(c->checker);
  if (c->failed || (a == ANSWER_UNSAT && !shown)) {
    fprintf(stderr, "not checked: %s\n", strsmt_checker_message(c->checker));
    return ANSWER_UNKNOWN;
  }
  return a;
}

const backend backend_strsmt = {"strsmt", open_plain, close_solver, constant, string, apply,
                                loop,     require,    push,         pop,      check};
const backend backend_strsmt_proof = {
    "strsmt with proof", open_proof, close_solver, constant, string, apply, loop, require, push, pop, check};
const backend backend_strsmt_checked = {"strsmt, checked", open_checked,  close_checked, checked_constant,
                                        checked_string,    checked_apply, checked_loop,  checked_require,
                                        checked_push,      checked_pop,   checked_check};
