/* context.h: what a context holds, and the error record through which every public function fails. */
#ifndef STRSMT_API_CONTEXT_H
#define STRSMT_API_CONTEXT_H

#include "base/limits.h"
#include "base/mem.h"
#include "regex/regex.h"
#include "term/term.h"

struct solver;

typedef enum context_state { STATE_INPUT, STATE_SAT, STATE_UNSAT, STATE_UNKNOWN } context_state;

struct strsmt {
  mem m;
  limits l;
  terms *terms;
  regex *regex;
  struct solver *solver;
  strsmt_limits user_limits;
  context_state state;
  bool broken; /* out of memory, or the proof sink failed */
  strsmt_error_code error;
  char message[512];
};

/* Records the error, unless there is one already, and returns its code. `format` is for printf; the message becomes
 * "function: ...". */
strsmt_error_code context_fail(strsmt *s, strsmt_error_code code, const char *function, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* To be called at the end of each public function that may allocate: turns the sticky flag into an error and breaks the
 * context. True if memory was lacking. */
bool context_out_of_memory(strsmt *s, const char *function);
/* False, with an error, if s is BROKEN (and silently if s is NULL). First line of each public function. */
bool context_ready(strsmt *s, const char *function);
/* False, with an error, if t is no term of s. `what` names the argument. */
bool context_has_term(strsmt *s, const char *function, const char *what, strsmt_term t);

#endif
