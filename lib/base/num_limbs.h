/* num_limbs.h (internal to num): numbers as sign and magnitude, for what works on their limbs. */
#ifndef STRSMT_BASE_NUM_LIMBS_H
#define STRSMT_BASE_NUM_LIMBS_H

#include <assert.h>
#include <gmp.h>

#include "base/num.h"

enum { CHUNK_DIGITS = 19 };
#define CHUNK UINT64_C(10000000000000000000) /* 10^19 */
#define LIMBS_MAX (INT32_MAX / 2)

/* A number as sign and magnitude, whatever its form; `word` holds the limb of a small one. */
typedef struct num_view {
  const uint64_t *limbs;
  int32_t size; /* 0: zero */
  bool negative;
  uint64_t word;
} num_view;

void num_view_of(num_view *v, const num *a);
uint64_t *num_new_limbs(mem *m, int64_t count);
void num_free_limbs(mem *m, uint64_t *limbs, int64_t count);
/* r takes over the limbs, and is made small if it fits. */
void num_adopt(mem *m, num *r, uint64_t *limbs, int32_t size, int32_t capacity, bool negative);
/* Is it time to stop? After work on so many limbs; never without limits. */
bool num_stopped(limits *l, int32_t limbs);
bool num_fail(mem *m, num *r); /* r becomes 0; false */

#endif
