/* ranges.h: narrows the ranges of the unknowns of a problem by its facts. */
#ifndef STRSMT_BOUNDED_RANGES_H
#define STRSMT_BOUNDED_RANGES_H

#include "bounded/problem.h"

/* Sets low and high of the unknowns, or `empty` if they show that there is no model. False: out of memory or stopped. */
bool problem_ranges(problem *p);

#endif
