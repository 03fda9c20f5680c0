/* num.h: exact integers. A value that fits is a 64-bit word; larger ones have limbs (GMP's mpn functions on memory of
 * the context). A num owns its limbs: num_free it. All functions return false on lack of memory, the result is then
 * 0. */
#ifndef STRSMT_BASE_NUM_H
#define STRSMT_BASE_NUM_H

#include "base/limits.h"
#include "base/mem.h"

typedef struct num {
  int64_t small;     /* the value, if size is 0 */
  uint64_t *limbs;   /* magnitude, least significant first */
  int32_t size;      /* number of limbs, negative for a negative value; 0: small */
  uint32_t capacity; /* of limbs */
} num;

#define NUM_ZERO ((num){0, NULL, 0, 0})

void num_free(mem *m, num *a);
void num_set_int(mem *m, num *r, int64_t v);
bool num_set(mem *m, num *r, const num *a);
bool num_set_text(mem *m, num *r, const char *decimal, size_t length); /* -?[0-9]+ ; false also if malformed */
size_t num_text_bound(const num *a);                                   /* bytes that num_text needs at most */
size_t num_text(mem *m, const num *a, char *out); /* decimal, not terminated; returns its length, 0 on oom */
int num_cmp(const num *a, const num *b);
int num_sign(const num *a);
bool num_is_int64(const num *a, int64_t *v);
bool num_check(const num *a); /* is it as num.c says: small if it fits, no limb too many? */
uint32_t num_hash(const num *a);
bool num_add(mem *m, num *r, const num *a, const num *b); /* r may be a or b, here and below */
bool num_sub(mem *m, num *r, const num *a, const num *b);
bool num_mul(mem *m, num *r, const num *a, const num *b);
bool num_neg(mem *m, num *r, const num *a);
/* SMT-LIB div and mod: a = b*q + r, 0 <= r < |b|. b must not be 0. q or r may be NULL. */
bool num_divmod(mem *m, num *q, num *r, const num *a, const num *b);
bool num_gcd(mem *m, num *r, const num *a, const num *b); /* not negative; of 0 and 0 it is 0 */

/* The same, giving up (false or 0, with the result 0) when the limits say so; for numbers of any length, since the time
 * grows with its square. `l` may be NULL. */
bool num_set_text_polled(mem *m, limits *l, num *r, const char *decimal, size_t length);
size_t num_text_polled(mem *m, limits *l, const num *a, char *out);
bool num_mul_polled(mem *m, limits *l, num *r, const num *a, const num *b);
bool num_divmod_polled(mem *m, limits *l, num *q, num *r, const num *a, const num *b);

#endif
