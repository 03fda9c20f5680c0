/* strsmt_check.h: the public interface of libstrsmt-check, a checker of LRAT(T) proofs (proofs/FORMAT.md).
 *
 * It shares nothing with the solver: a problem is read by a reader of its own, and each lemma is derived again by the
 * rules of a signature. A program that checks a proof which it has in memory:
 *
 *     #include <stdio.h>
 *     #include <string.h>
 *     #include <strsmt_check.h>
 *
 *     int main(void)
 *     {
 *       const char *problem = "(declare-const p Bool)(assert p)(assert (not p))(check-sat)";
 *       const char *proof = "lratt 1 strings -\n"
 *                           "k 1 p Bool\nt 2 not 1\nv 1 1\ni 1 1\ni 2 2\n3 0 1 2 0\nu 3 1\n";
 *       strsmt_checker *c = strsmt_checker_new(NULL);
 *       strsmt_check_verdict verdict = strsmt_checker_run(c, problem, strlen(problem), proof, strlen(proof));
 *       if (verdict == STRSMT_CHECK_HOLDS) puts("the proof holds");
 *       else puts(strsmt_checker_message(c));
 *       strsmt_checker_delete(c);
 *       return (int)verdict;
 *     }
 *
 * Or piece by piece, while problem and proof are being made: `strsmt_checker_problem` for commands of the script and
 * `strsmt_checker_proof` for bytes of the proof, in any pieces and interleaved as they come. What is asked must be known before the
 * proof speaks of it. `strsmt_checker_concluded` says up to which check-sat the answers `unsat` are shown. A sink of the solver is a
 * call of `strsmt_checker_proof`, and nothing else joins the two.
 *
 * The first failure stays: all calls but `strsmt_checker_restart` and `strsmt_checker_delete` then do nothing and return its verdict.
 * After a restart the next problem and proof are checked against the same signature, which is read once.
 *
 * Threads. A checker is used by one thread at a time; checkers share nothing. Only `strsmt_checker_interrupt` may be called
 * from another thread or from a signal handler. A NULL checker is allowed everywhere. Nothing here exits, prints or asserts. */
#ifndef STRSMT_CHECK_H
#define STRSMT_CHECK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define STRSMT_CHECK_API __attribute__((visibility("default")))
#else
#define STRSMT_CHECK_API
#endif

typedef struct strsmt_checker strsmt_checker;

/* The first five are the exit codes of strsmt-check (proofs/FORMAT.md, section 7). */
typedef enum strsmt_check_verdict {
  STRSMT_CHECK_HOLDS = 0,      /* nothing is wrong so far; at the end: the proof holds */
  STRSMT_CHECK_WRONG = 1,      /* the proof is wrong, or proves nothing */
  STRSMT_CHECK_MISMATCH = 2,   /* the proof does not belong to the problem */
  STRSMT_CHECK_UNREADABLE = 3, /* the problem, the proof or the signature cannot be read */
  STRSMT_CHECK_LIMIT = 4,      /* out of memory or of steps, or interrupted: neither right nor wrong */
  STRSMT_CHECK_MISUSE = 5      /* a call that makes no sense; it changed nothing and is not remembered */
} strsmt_check_verdict;

/* An allocator: `resize(user, p, old, new)` behaves as realloc: p NULL (old 0) allocates, new 0 frees and returns NULL, a
 * failure returns NULL and leaves p as it was. All memory of the checker comes from it. */
typedef struct strsmt_check_allocator {
  void *(*resize)(void *user, void *p, size_t old_size, size_t new_size);
  void *user;
} strsmt_check_allocator;

/* Limits of one problem and proof; 0 means none. A step is a call of a program of the signature, or some work of about the
 * same length. To each limit but 0 comes so much for each byte of problem and proof that is read. */
typedef struct strsmt_check_limits {
  size_t bytes, bytes_each;
  uint64_t steps, steps_each;
} strsmt_check_limits;
/* The limits at the start: no small input takes minutes or gigabytes. */
#define STRSMT_CHECK_DEFAULT_LIMITS                                                                                    \
  {                                                                                                                    \
    (size_t)512 << 20, 64, 200000000u, 5000                                                                            \
  }

/* A checker with the signature that is built in, or NULL if there is no memory. `allocator` may be NULL (the C library's); it
 * is copied. Some 2 MB and half a millisecond: worth keeping. */
STRSMT_CHECK_API strsmt_checker *strsmt_checker_new(const strsmt_check_allocator *allocator);
/* A checker with a signature of one's own. `read` gives the text of a file of the signature: `name` as in (include "name"), NULL for the
 * first one; the text must live until this call returns; NULL: there is no such file. The signature is called `name`. If the signature
 * cannot be read there is a checker that says so (strsmt_checker_verdict) and of which nothing but that is of use. */
typedef const char *(*strsmt_check_reader)(void *user, const char *name, size_t *size);
STRSMT_CHECK_API strsmt_checker *strsmt_checker_new_with(const strsmt_check_allocator *allocator, const char *name,
                                                         strsmt_check_reader read, void *user);
/* Frees it and all that it owns. */
STRSMT_CHECK_API void strsmt_checker_delete(strsmt_checker *c);

/* For the present problem and proof, and those to come. MISUSE if `limits` is NULL. */
STRSMT_CHECK_API strsmt_check_verdict strsmt_checker_set_limits(strsmt_checker *c, const strsmt_check_limits *limits);
/* Stops the running call, or the next one if none runs, with STRSMT_CHECK_LIMIT. Async-signal-safe. */
STRSMT_CHECK_API void strsmt_checker_interrupt(strsmt_checker *c);
/* Called at each conclusion that was found right, in order, while `strsmt_checker_proof` runs. NULL ends it. It must not call functions on
 * the checker but `strsmt_checker_interrupt`. */
typedef void (*strsmt_check_observer)(void *user, uint32_t query);
STRSMT_CHECK_API void strsmt_checker_set_observer(strsmt_checker *c, strsmt_check_observer observer, void *user);

/* The next commands of the script, whole ones: pieces end between commands. Names and frames go on from piece to piece. MISUSE inside of
 * a lemma of the proof. */
STRSMT_CHECK_API strsmt_check_verdict strsmt_checker_problem(strsmt_checker *c, const char *text, size_t size);
/* The next bytes of the proof, in either form, cut anywhere. Records are checked as soon as they are whole. */
STRSMT_CHECK_API strsmt_check_verdict strsmt_checker_proof(strsmt_checker *c, const void *bytes, size_t size);
/* The proof ends here. HOLDS: it is whole, and concludes one query at least. */
STRSMT_CHECK_API strsmt_check_verdict strsmt_checker_end(strsmt_checker *c);
/* All at once, after a restart: problem, proof and end. */
STRSMT_CHECK_API strsmt_check_verdict strsmt_checker_run(strsmt_checker *c, const char *script, size_t script_size,
                                                         const void *proof, size_t proof_size);
/* Forgets problem, proof, and failure; the signature stays. MISUSE if the signature could not be read. */
STRSMT_CHECK_API strsmt_check_verdict strsmt_checker_restart(strsmt_checker *c);

/* The verdict so far, and for a failure the message, with its place ("" if there is none; owned by the checker, valid until the next
 * call). Verdict LIMIT and a message for NULL. */
STRSMT_CHECK_API strsmt_check_verdict strsmt_checker_verdict(const strsmt_checker *c);
STRSMT_CHECK_API const char *strsmt_checker_message(const strsmt_checker *c);
/* The number (from 1, over the whole script) of the last check-sat that the proof has concluded; 0: none. Each of them is shown to be unsat if
 * the observer was told of it; in between, queries may be sat or unknown. */
STRSMT_CHECK_API uint32_t strsmt_checker_concluded(const strsmt_checker *c);
/* The number of queries of the problem so far. */
STRSMT_CHECK_API uint32_t strsmt_checker_queries(const strsmt_checker *c);

typedef struct strsmt_check_statistics {
  uint64_t records, terms, inputs, lemmas, lemma_steps, derived, deleted, conclusions;
  uint64_t assertions; /* of the problem, each counted once in each frame */
  uint64_t clauses;    /* alive */
  uint64_t steps;      /* of the limit */
  uint64_t bytes, peak_bytes;
} strsmt_check_statistics;
/* All 0 for NULL. */
STRSMT_CHECK_API strsmt_check_statistics strsmt_checker_statistics(const strsmt_checker *c);

/* The name of the signature, and "sha256:" with the digits of its hash. Owned by the checker. "" for NULL. */
STRSMT_CHECK_API const char *strsmt_checker_signature_name(const strsmt_checker *c);
STRSMT_CHECK_API const char *strsmt_checker_signature_hash(const strsmt_checker *c);
/* The version of the library that runs, "0.1.0". Static. */
STRSMT_CHECK_API const char *strsmt_check_version(void);

#ifdef __cplusplus
}
#endif

#endif
