/* ranges.c: bounds of lengths and integers from facts. */
#include "bounded/problem.h"

bool problem_ranges(problem *p)
{
  return !limits_poll(p->l);
}
