/* Tests of base/limits: each reason to stop, and that it stays until the next check. */
#include "runner.h"

#include "base/limits.h"

static uint64_t steps_until_stop(limits *l, uint64_t most)
{
  uint64_t n = 0;
  while (n < most && !limits_poll(l))
    n++;
  return n;
}

START_TEST(no_limit)
{
  mem m;
  limits l;
  mem_init(&m, NULL);
  limits_init(&l, &m);
  ck_assert_uint_eq(steps_until_stop(&l, 10000), 10000);
  limits_begin(&l, NULL);
  ck_assert_uint_eq(steps_until_stop(&l, 10000), 10000);
  ck_assert(!limits_poll_many(&l, UINT64_C(1) << 60));
  ck_assert_int_eq(l.stop, STOP_NONE);
}
END_TEST

START_TEST(steps_are_exact)
{
  mem m;
  limits l;
  mem_init(&m, NULL);
  limits_init(&l, &m);
  for (uint64_t n = 1; n < 1200; n += 7) {
    limits_begin(&l, &(strsmt_limits){.steps = n});
    ck_assert_uint_eq(steps_until_stop(&l, 10000), n);
    ck_assert_int_eq(l.stop, STOP_STEPS);
    ck_assert(limits_poll(&l));
    limits_end(&l);
    ck_assert_int_eq(l.stop, STOP_STEPS);
    ck_assert(limits_poll(&l));
  }
  limits_begin(&l, &(strsmt_limits){.steps = UINT64_MAX});
  ck_assert_uint_eq(steps_until_stop(&l, 1000), 1000);
  limits_begin(&l, &(strsmt_limits){.steps = 100});
  ck_assert(limits_poll_many(&l, 101));
}
END_TEST

START_TEST(interrupt)
{
  mem m;
  limits l;
  mem_init(&m, NULL);
  limits_init(&l, &m);
  limits_interrupt(&l); /* none runs: the next one stops, at once */
  ck_assert_uint_eq(steps_until_stop(&l, 1000), 1000);
  limits_begin(&l, NULL);
  ck_assert_uint_eq(steps_until_stop(&l, 10000), 0);
  ck_assert_int_eq(l.stop, STOP_INTERRUPTED);
  limits_end(&l);
  limits_begin(&l, NULL);
  ck_assert_uint_eq(steps_until_stop(&l, 1000), 1000);
  limits_interrupt(&l);
  ck_assert_uint_le(steps_until_stop(&l, 1000), 256);
}
END_TEST

START_TEST(memory)
{
  mem m;
  limits l;
  mem_init(&m, NULL);
  limits_init(&l, &m);
  limits_begin(&l, &(strsmt_limits){.bytes = 1000});
  ck_assert_uint_eq(steps_until_stop(&l, 1000), 1000);
  void *p = mem_alloc(&m, 1000);
  ck_assert_uint_le(steps_until_stop(&l, 1000), 256);
  ck_assert_int_eq(l.stop, STOP_MEMORY);
  mem_free(&m, p, 1000);
  limits_end(&l);
  ck_assert_uint_eq(m.limit, 0);
  limits_begin(&l, NULL);
  m.oom = true;
  ck_assert_uint_le(steps_until_stop(&l, 1000), 256);
  ck_assert_int_eq(l.stop, STOP_OOM);
}
END_TEST

START_TEST(time_limit)
{
  mem m;
  limits l;
  mem_init(&m, NULL);
  limits_init(&l, &m);
  double start = limits_clock();
  limits_begin(&l, &(strsmt_limits){.seconds = 0.02});
  while (!limits_poll(&l))
    ck_assert(limits_clock() < start + 10);
  ck_assert_int_eq(l.stop, STOP_TIMEOUT);
  ck_assert(limits_clock() >= start + 0.02);
}
END_TEST

RUN_TESTS("limits", no_limit, steps_are_exact, interrupt, memory, time_limit)
