/* throughput.c: queries a second, in one process on one core, of this library and of those it was built with.
 *
 * usage: throughput [--count N] [--seconds S]
 *   Each solver answers queries 0 to N-1 of each family, in a fresh context each and in one context with push and pop,
 *   for at most S seconds each; a check has 2 seconds. Solvers take turns, so that all see the same state of the machine.
 *   A solver that was not through gets the rate of what it did. Two different answers are an error (status 1).
 *   Also: cost of an empty context, for this library. Times are CPU times of the thread. */
#define _POSIX_C_SOURCE 200809L
#include "queries.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strsmt.h>
#include <time.h>

enum { LIMIT = 2, MOST = 100000 };

static const backend *const backends[] = {
    &backend_strsmt, &backend_strsmt_proof, &backend_strsmt_checked,
#ifdef WITH_CVC5
    &backend_cvc5,
#endif
#ifdef WITH_Z3
    &backend_z3,
#endif
};
enum { BACKENDS = sizeof backends / sizeof *backends };

static double now(void)
{
  struct timespec t;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* ---- one solver on one family ---- */

static unsigned char known[FAMILY_COUNT][MOST]; /* the first answer that came */
static bool contradiction;

typedef struct tally {
  unsigned asked, sat, unsat, unknown;
  double seconds;
} tally;

static void count_answer(tally *t, const backend *b, family f, unsigned number, answer a)
{
  t->asked++;
  t->sat += a == ANSWER_SAT;
  t->unsat += a == ANSWER_UNSAT;
  t->unknown += a == ANSWER_UNKNOWN;
  if (a == ANSWER_UNKNOWN)
    return;
  if (known[f][number] && known[f][number] != a) {
    fprintf(stderr, "%s query %u: %s says %s, another solver not\n", family_names[f], number, b->name,
            a == ANSWER_SAT ? "sat" : "unsat");
    contradiction = true;
  }
  known[f][number] = (unsigned char)a;
}

static tally measure(const backend *b, family f, bool shared, unsigned count, double seconds)
{
  tally t = {0};
  double start = now();
  void *one = shared ? b->open(true, LIMIT) : NULL;
  for (unsigned i = 0; i < count && now() - start < seconds; i++) {
    void *s = shared ? one : b->open(false, LIMIT);
    if (shared)
      b->push(s);
    query_require(b, s, f, i);
    count_answer(&t, b, f, i, b->check(s));
    if (shared)
      b->pop(s);
    else
      b->close(s);
  }
  if (shared)
    b->close(one);
  t.seconds = now() - start;
  return t;
}

/* ---- an empty context ---- */

static size_t held;

static void *resize(void *user, void *p, size_t old_size, size_t new_size)
{
  (void)user;
  held = held - old_size + new_size;
  if (new_size)
    return realloc(p, new_size);
  free(p);
  return NULL;
}

static void measure_empty(void)
{
  enum { TIMES = 20000 };
  strsmt *s = strsmt_new(&(strsmt_allocator){resize, NULL});
  size_t bytes = held;
  strsmt_delete(s);
  double start = now();
  for (int i = 0; i < TIMES; i++)
    strsmt_delete(strsmt_new(NULL));
  printf("an empty context: %.1f us, %.1f KB\n", (now() - start) / TIMES * 1e6, (double)bytes / 1024);
}

int main(int argc, char **argv)
{
  unsigned count = 1000;
  double seconds = 10;
  for (int i = 1; i + 1 < argc; i += 2) {
    if (!strcmp(argv[i], "--count"))
      count = (unsigned)atoi(argv[i + 1]);
    else if (!strcmp(argv[i], "--seconds"))
      seconds = atof(argv[i + 1]);
  }
  count = count < MOST ? count : MOST;
  measure_empty();
  printf("%-8s %-20s %-18s %10s %7s %7s %7s %7s\n", "family", "context", "solver", "queries/s", "asked", "sat", "unsat",
         "unknown");
  for (int f = 0; f < FAMILY_COUNT; f++)
    for (int shared = 0; shared < 2; shared++)
      for (int i = 0; i < BACKENDS; i++) {
        tally t = measure(backends[i], (family)f, shared, count, seconds);
        printf("%-8s %-20s %-18s %10.0f %7u %7u %7u %7u\n", family_names[f],
               shared ? "one, push and pop" : "fresh each", backends[i]->name, t.asked / t.seconds, t.asked, t.sat,
               t.unsat, t.unknown);
        fflush(stdout);
      }
  return contradiction;
}
