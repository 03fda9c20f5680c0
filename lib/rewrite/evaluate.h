/* evaluate.h: what the two files of the evaluator share. Others include local.h. */
#ifndef STRSMT_REWRITE_EVALUATE_H
#define STRSMT_REWRITE_EVALUATE_H

#include "base/word.h"
#include "rewrite/local.h"

typedef struct evaluation {
  terms *t;
  mem *m;
  regex *g;
  limits *l;
  term application;
  const term *args; /* instead of those of the application; NULL: its own */
  strsmt_kind kind;
  size_t arity;
} evaluation;

static inline term evaluation_argument(const evaluation *e, size_t i)
{
  return e->args ? e->args[i] : term_arg(e->t, e->application, i);
}

/* Valid until the next term is built. */
static inline const num *evaluation_num(const evaluation *e, size_t i)
{
  return term_num(e->t, evaluation_argument(e, i));
}

static inline word evaluation_word(const evaluation *e, size_t i)
{
  word w;
  w.codes = term_codes(e->t, evaluation_argument(e, i), &w.length);
  return w;
}

/* The functions of the theory of strings that yield a Bool, an Int or a String. 0: no value. */
term evaluate_string(evaluation *e);

#endif
