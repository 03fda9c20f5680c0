/* context.h: what a context holds, and the error record through which every public function fails. */
#ifndef STRSMT_API_CONTEXT_H
#define STRSMT_API_CONTEXT_H

#include "base/limits.h"
#include "base/array.h"
#include "regex/regex.h"
#include "term/term.h"

struct solver;
struct session;
struct pattern_store;

/* Bytes that a proof is kept in; `user` of context_keep_piece. */
typedef struct kept_text {
  mem *m;
  STACK(char) bytes;
} kept_text;

/* Where in a text the mistake is that the error speaks of. */
typedef struct text_place {
  unsigned line, column; /* line 0: the error is about no text */
  char token[64];
} text_place;

/* The last core: its terms, and the proof of it alone. */
typedef struct kept_core {
  term_list terms;
  kept_text proof;
} kept_core;

struct strsmt {
  mem m;
  limits l;
  terms *terms;
  regex *regex;
  struct solver *solver;
  strsmt_limits user_limits;
  strsmt_state state;
  bool broken;           /* out of memory, or the proof sink failed */
  atomic_bool busy;      /* a long call runs */
  atomic_bool intruded;  /* ... and another call came meanwhile: it was refused, and the long one will tell */
  term_list constants;   /* in the order in which they were made */
  unsigned lowest_level; /* since the last script on the context */
  uint64_t resets;
  bool keeps_proof;
  kept_text proof;
  kept_core core;
  strsmt_error_code error;
  char message[512];
  text_place place;
  struct session *session; /* of scripts and terms that are read as text; NULL: none yet */
  void (*free_session)(struct session *session);
  struct pattern_store *patterns; /* what PCRE2 said about classes; NULL: nothing yet */
  void (*free_patterns)(struct pattern_store *store);
  strsmt_pattern_report pattern_report;
  char pattern_problem[200];
};

/* Records the error, unless there is one already, and returns its code. `format` is for printf; the message becomes
 * "function: ...". */
strsmt_error_code context_fail(strsmt *s, strsmt_error_code code, const char *function, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* To be called at the end of each public function that may allocate: turns the sticky flag into an error and breaks the
 * context. True if memory was lacking. */
bool context_out_of_memory(strsmt *s, const char *function);
/* False if s is NULL, or while a long call runs: then nothing else of s may be touched, as the call comes from another
 * thread or from a callback. The long call reports it at its end. */
bool context_idle(strsmt *s);
/* False, with an error, if s is BROKEN (and silently if it is not idle). First line of each public function. */
bool context_ready(strsmt *s, const char *function);
/* The error code that a function returns after one of these tests has failed. */
strsmt_error_code context_failure(strsmt *s);
/* As context_ready, and begins a long call: all other calls but interrupts are refused until it ends. */
bool context_begin(strsmt *s, const char *function);
void context_end(strsmt *s, const char *function);
/* What strsmt_make_constant does; in scripts, where a declaration ends with its level, the name may have been that of a
 * constant of another sort (`any_sort`). */
strsmt_term context_constant(strsmt *s, const char *function, const char *name, strsmt_sort sort, bool any_sort);
/* False, with an error, if the seconds are negative or no number. NULL is fine. */
bool context_good_limits(strsmt *s, const char *function, const strsmt_limits *wanted);
/* False, with an error, if t is no term of s. `what` names the argument. */
bool context_has_term(strsmt *s, const char *function, const char *what, strsmt_term t);
/* A proof sink: appends to a kept_text. */
bool context_keep_piece(void *user, const void *data, size_t size);

#endif
