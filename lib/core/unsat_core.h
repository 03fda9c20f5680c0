/* unsat_core.h: unsatisfiable cores. Works on a solver of its own, so that neither the state nor the proof of the one
 * that answered changes. */
#ifndef STRSMT_CORE_UNSAT_CORE_H
#define STRSMT_CORE_UNSAT_CORE_H

#include "core/solver.h"

typedef struct unsat_core {
  term_list terms; /* given: what has no model together, each once; becomes the core */
  bool minimal;
  bool proved; /* the core alone was refuted, and the sink has the proof */
  uint64_t checks;
} unsat_core;

/* Leaves out what it can within the budget, then refutes what is left by itself, with a proof in text form for the sink.
 * If it is not `proved`, `terms` is as it was given, or memory is lacking. */
void unsat_core_minimize(unsat_core *core, mem *m, limits *l, terms *t, regex *g, uint32_t seed,
                         const strsmt_limits *budget, const reporter *log, strsmt_proof_sink sink, void *user);

#endif
