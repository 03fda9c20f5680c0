/* state.h (internal to core): the solver, which holds one of each of its modules and nothing that grows itself. Each header
 * says what its module is for, what holds, and what it must not do. */
#ifndef STRSMT_CORE_STATE_H
#define STRSMT_CORE_STATE_H

#include "core/assertions.h"
#include "core/clauses.h"
#include "core/encoding.h"
#include "core/models.h"
#include "core/relevance.h"
#include "core/search.h"
#include "core/trail.h"

struct solver {
  mem *m;
  limits *limits;
  terms *terms;
  regex *regex;
  rewriter *rewriter;
  sat *sat;     /* NULL: no search has begun */
  proof *proof; /* NULL: none is written */
  uint32_t seed;
  reporter log;

  assertions assertions;
  encodings encodings;
  clauses clauses;
  trail trail;
  relevance relevance;
  models models;
  search search;
};

/* The first invariant of a module that is broken; NULL: all hold, or memory is lacking. Between the callbacks of a search,
 * and between checks. Debug builds look at the end of each check. */
const char *solver_broken(const solver *s);

#endif
