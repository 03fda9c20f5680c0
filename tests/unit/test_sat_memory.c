/* test_sat_memory.c: the SAT core where memory is short. C++'s operator new calls malloc, so a malloc of our own lets
 * CaDiCaL's allocations fail in turn. */
#include "runner.h"
#include "sat/sat.h"

/* ck_assert notes each success, which is slow. */
#define require(condition) ((condition) ? (void)0 : ck_abort_msg("%s", #condition))

#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__)
extern void *__libc_malloc(size_t);
static long allocations_left = -1; /* until all fail; -1: never */

__attribute__((visibility("default"))) void *malloc(size_t size)
{
  if (allocations_left == 0)
    return NULL;
  allocations_left -= allocations_left > 0;
  return __libc_malloc(size);
}

static int pigeon(int holes, int p, int h)
{
  return 1 + p * holes + h;
}

static bool never(void *user)
{
  (void)user;
  return false;
}

static void quiet_assigned(void *user, const int *literals, size_t count)
{
  (void)user, (void)literals, (void)count;
}
static void quiet(void *user)
{
  (void)user;
}
static void quiet_backtrack(void *user, size_t level)
{
  (void)user, (void)level;
}
static bool always(void *user)
{
  (void)user;
  return true;
}
static const int *no_clause(void *user, size_t *count, bool *forgettable)
{
  (void)user, (void)count, (void)forgettable;
  return NULL;
}
static void quiet_clause(void *user, uint64_t id, const int *literals, size_t count)
{
  (void)user, (void)id, (void)literals, (void)count;
}
static void quiet_derived(void *user, uint64_t id, const int *literals, size_t count, const uint64_t *hints,
                          size_t hint_count)
{
  (void)user, (void)id, (void)literals, (void)count, (void)hints, (void)hint_count;
}
static void quiet_id(void *user, uint64_t id)
{
  (void)user, (void)id;
}

/* Solves while at most `allocations` succeed. Returns whether they were enough. */
static bool run_short(const sat_client *table, long allocations)
{
  enum { HOLES = 6 };
  allocations_left = allocations;
  sat *s = sat_new(table, 0);
  bool good = s != NULL;
  for (int v = 0; good && v < HOLES * (HOLES + 1); v++)
    good = sat_new_variable(s) != 0;
  for (int p = 0; good && p <= HOLES; p++) {
    int all[HOLES];
    for (int h = 0; h < HOLES; h++)
      all[h] = pigeon(HOLES, p, h);
    good = sat_add_clause(s, all, HOLES);
    for (int q = 0; good && q < p; q++)
      for (int h = 0; good && h < HOLES; h++)
        good = sat_add_clause(s, (int[]){-pigeon(HOLES, p, h), -pigeon(HOLES, q, h)}, 2);
  }
  sat_answer answer = s ? sat_solve(s, (int[]){1, -2}, 2) : SAT_OOM;
  good = good && answer == SAT_UNSAT;
  if (!good && s) {
    require(answer == SAT_OOM);
    allocations_left = -1; /* it stays broken when there is memory again */
    require(sat_new_variable(s) == 0);
    require(!sat_add_clause(s, (int[]){1}, 1));
    require(sat_solve(s, NULL, 0) == SAT_OOM);
    require(sat_value(s, 1) == 0 && !sat_failed(s, 1));
  }
  sat_delete(s);
  allocations_left = -1;
  return good;
}

START_TEST(lack_of_memory)
{
  sat_client table = {.assigned = quiet_assigned,
                      .new_level = quiet,
                      .backtrack = quiet_backtrack,
                      .model = always,
                      .next_clause = no_clause,
                      .terminate = never};
  for (int proof = 0; proof < 2; proof++) {
    long failures = 0;
    for (long n = 0; !run_short(&table, n); n += n < 1000 ? 1 : 37)
      failures++;
    ck_assert_int_gt(failures, 100);
    table.original = quiet_clause, table.derived = quiet_derived, table.deleted = quiet_id, table.concluded = quiet_id;
  }
}
END_TEST

RUN_TESTS("sat_memory", lack_of_memory)
#else
int main(void)
{
  return 77;
} /* skipped: malloc is another one here */
#endif
