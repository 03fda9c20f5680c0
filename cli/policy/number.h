/* number.h: the decimal numbers and dates of a policy, exactly.
 *
 * A date is the number of seconds since 1970-01-01T00:00:00Z. The solver sees a number as an integer: the number times
 * ten to the power of the digits that its key needs (keys.h). */
#ifndef POLICY_NUMBER_H
#define POLICY_NUMBER_H

#include "pool.h"

#include <stdbool.h>

struct number {
  bool negative;        /* never for zero */
  const char *whole;    /* without leading zeros; "0" */
  const char *fraction; /* without trailing zeros; "" */
};

/* Both return NULL, or what is wrong with the text. */
const char *number_read(struct pool *pool, const char *text, struct number *out);
/* ISO 8601 as IAM takes it (2026-01, 2026-01-31, 2026-01-31T12:00Z, ...:30Z, ...:30.5+01:00), or seconds since 1970. */
const char *date_read(struct pool *pool, const char *text, struct number *out);

/* Times ten to the power of `digits`, which is at least the length of the fraction: decimal digits with an optional
 * '-'. */
const char *number_scaled(struct pool *pool, const struct number *n, size_t digits);
/* The inverse, for people. */
const char *number_show(struct pool *pool, const char *scaled, size_t digits);
/* The same as an ISO date, or as seconds where the year has not four digits. */
const char *date_show(struct pool *pool, const char *scaled, size_t digits);

#endif
