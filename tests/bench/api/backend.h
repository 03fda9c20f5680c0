/* backend.h: what the throughput program needs of a solver, as a table of functions over its C API. Terms are built by
 * calls, not as text, and live until `close`. */
#ifndef STRSMT_BENCH_BACKEND_H
#define STRSMT_BENCH_BACKEND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef uintptr_t handle;

typedef enum op {
  OP_NOT,
  OP_AND,
  OP_OR,
  OP_EQ,
  OP_IN_RE,
  OP_PREFIX,
  OP_SUFFIX,
  OP_TO_RE,
  OP_RE_ALL,
  OP_RE_ALLCHAR,
  OP_RE_CONCAT,
  OP_RE_UNION,
  OP_RE_STAR,
  OP_RE_PLUS,
  OP_RE_OPT,
  OP_RE_RANGE,
  OP_COUNT
} op;

typedef enum answer { ANSWER_UNKNOWN, ANSWER_SAT, ANSWER_UNSAT } answer;

typedef struct backend {
  const char *name;
  /* A fresh solver. `incremental`: push and pop will be called. `seconds` limits each check. */
  void *(*open)(bool incremental, double seconds);
  void (*close)(void *solver);
  handle (*constant)(void *solver, const char *name); /* of sort String */
  handle (*string)(void *solver, const char *text);
  handle (*apply)(void *solver, op o, size_t count, const handle *args);
  handle (*loop)(void *solver, handle re, unsigned low, unsigned high);
  void (*require)(void *solver, handle formula);
  void (*push)(void *solver);
  void (*pop)(void *solver);
  answer (*check)(void *solver);
} backend;

extern const backend backend_strsmt, backend_strsmt_proof, backend_strsmt_checked;
#ifdef WITH_CVC5
extern const backend backend_cvc5;
#endif
#ifdef WITH_Z3
extern const backend backend_z3;
#endif

#endif
