/* runner.h: the main function of a unit test. CK_FORK and CK_VERBOSITY of libcheck apply. */
#ifndef STRSMT_TESTS_RUNNER_H
#define STRSMT_TESTS_RUNNER_H

#include <check.h>
#include <stdlib.h>

static inline int run_tests(const char *name, const TTest *const *tests, size_t count)
{
  Suite *suite = suite_create(name);
  TCase *cases = tcase_create(name);
  tcase_set_timeout(cases, 60);
  for (size_t i = 0; i < count; i++)
    tcase_add_test(cases, tests[i]);
  suite_add_tcase(suite, cases);
  SRunner *runner = srunner_create(suite);
  srunner_run_all(runner, CK_ENV);
  int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

#define RUN_TESTS(name, ...)                                                                                           \
  int main(void)                                                                                                       \
  {                                                                                                                    \
    const TTest *const tests[] = {__VA_ARGS__};                                                                        \
    return run_tests(name, tests, sizeof tests / sizeof *tests);                                                       \
  }

#endif
