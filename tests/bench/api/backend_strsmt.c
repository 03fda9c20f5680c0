/* backend_strsmt.c: this library, without a proof and with one that is thrown away. */
#include "backend.h"

#include <strsmt.h>

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

static void close_solver(void *s) { strsmt_delete(s); }

static handle constant(void *s, const char *name) { return strsmt_make_constant(s, name, STRSMT_SORT_STRING); }

static handle string(void *s, const char *text) { return strsmt_make_string(s, text); }

static handle apply(void *s, op o, size_t count, const handle *args)
{
  static const strsmt_kind kinds[OP_COUNT] = {
      [OP_NOT] = STRSMT_NOT,           [OP_AND] = STRSMT_AND,
      [OP_OR] = STRSMT_OR,             [OP_EQ] = STRSMT_EQ,
      [OP_IN_RE] = STRSMT_STR_IN_RE,   [OP_PREFIX] = STRSMT_STR_PREFIXOF,
      [OP_SUFFIX] = STRSMT_STR_SUFFIXOF, [OP_TO_RE] = STRSMT_STR_TO_RE,
      [OP_RE_ALL] = STRSMT_RE_ALL,     [OP_RE_ALLCHAR] = STRSMT_RE_ALLCHAR,
      [OP_RE_CONCAT] = STRSMT_RE_CONCAT, [OP_RE_UNION] = STRSMT_RE_UNION,
      [OP_RE_STAR] = STRSMT_RE_STAR,   [OP_RE_PLUS] = STRSMT_RE_PLUS,
      [OP_RE_OPT] = STRSMT_RE_OPT,     [OP_RE_RANGE] = STRSMT_RE_RANGE};
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

static void require(void *s, handle formula) { strsmt_assert(s, (strsmt_term)formula); }

static void push(void *s) { strsmt_push(s, 1); }

static void pop(void *s) { strsmt_pop(s, 1); }

static answer check(void *s)
{
  strsmt_answer a = strsmt_check(s);
  return a == STRSMT_SAT ? ANSWER_SAT : a == STRSMT_UNSAT ? ANSWER_UNSAT : ANSWER_UNKNOWN;
}

const backend backend_strsmt = {"strsmt", open_plain, close_solver, constant, string, apply,
                                loop,     require,    push,         pop,      check};
const backend backend_strsmt_proof = {"strsmt with proof", open_proof, close_solver, constant, string, apply,
                                      loop,                require,    push,         pop,      check};
