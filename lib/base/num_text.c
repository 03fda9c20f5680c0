/* num_text.c: exact integers as decimal text, nineteen digits at a time, and back. */
#include "base/num_limbs.h"

size_t num_text_bound(const num *a)
{
  size_t size = (size_t)(a->size < 0 ? -a->size : a->size);
  return size ? size * 20 + 1 : 20; /* a limb has less than 19.3 digits; a small number 19 and a sign */
}

/* The digits of v, at least `width` of them, in front of `end`; returns where they start. */
static char *write_digits(char *end, uint64_t v, int width)
{
  for (; v || width > 0; v /= 10, width--)
    *--end = (char)('0' + v % 10);
  return end;
}

size_t num_text_polled(mem *m, limits *l, const num *a, char *out)
{
  num_view x;
  num_view_of(&x, a);
  char small[24], *start, *end;
  if (x.size <= 1) {
    end = small + sizeof small;
    start = write_digits(end, x.size ? x.limbs[0] : 0, 1);
  } else {
    int32_t size = x.size;
    uint64_t *rest = num_new_limbs(m, size);
    if (!rest)
      return 0;
    memcpy(rest, x.limbs, (size_t)size * sizeof *rest);
    start = end = out + num_text_bound(a);
    bool stop = false;
    while (size && !stop) {
      uint64_t chunk = mpn_divrem_1(rest, 0, rest, size, CHUNK);
      size -= !rest[size - 1];
      start = write_digits(start, chunk, size ? CHUNK_DIGITS : 1);
      stop = num_stopped(l, size);
    }
    num_free_limbs(m, rest, x.size);
    if (stop)
      return 0;
  }
  size_t length = (size_t)(end - start);
  memmove(out + x.negative, start, length);
  if (x.negative)
    out[0] = '-';
  return length + x.negative;
}

size_t num_text(mem *m, const num *a, char *out)
{
  return num_text_polled(m, NULL, a, out);
}

static bool all_digits(const char *digits, size_t length)
{
  for (size_t i = 0; i < length; i++)
    if (digits[i] < '0' || digits[i] > '9')
      return false;
  return length > 0;
}

static uint64_t read_chunk(const char *digits, size_t length)
{
  uint64_t v = 0;
  for (size_t i = 0; i < length; i++)
    v = v * 10 + (uint64_t)(digits[i] - '0');
  return v;
}

bool num_set_text_polled(mem *m, limits *l, num *r, const char *text, size_t length)
{
  bool negative = length && *text == '-';
  const char *p = text + negative;
  length -= negative;
  num_free(m, r);
  if (!all_digits(p, length))
    return false;
  int64_t capacity = (int64_t)(length / CHUNK_DIGITS) + 1;
  if (length / CHUNK_DIGITS >= LIMBS_MAX)
    capacity = (int64_t)LIMBS_MAX + 1; /* refused by num_new_limbs */
  uint64_t *limbs = num_new_limbs(m, capacity);
  if (!limbs)
    return false;
  size_t first = length % CHUNK_DIGITS;
  limbs[0] = read_chunk(p, first);
  int32_t size = 1;
  for (size_t i = first; i < length; i += CHUNK_DIGITS) {
    uint64_t carry = mpn_mul_1(limbs, limbs, size, CHUNK);
    carry += mpn_add_1(limbs, limbs, size, read_chunk(p + i, CHUNK_DIGITS));
    if (carry)
      limbs[size++] = carry;
    if (num_stopped(l, size)) {
      num_free_limbs(m, limbs, capacity);
      return false;
    }
  }
  num_adopt(m, r, limbs, size, (int32_t)capacity, negative);
  return true;
}

bool num_set_text(mem *m, num *r, const char *decimal, size_t length)
{
  return num_set_text_polled(m, NULL, r, decimal, length);
}
