/* sort.c: natural merge sort for numbers (sets are mostly unions of sorted runs), heap sort for the rest. */
#include "base/sort.h"

#include <assert.h>
#include <string.h>

/* The end of the sorted run that begins at `i`. */
static size_t run_end(const uint32_t *v, size_t i, size_t count)
{
  do
    i++;
  while (i < count && v[i - 1] <= v[i]);
  return i;
}

static void merge(const uint32_t *v, size_t a, size_t b, size_t end, uint32_t *to)
{
  for (size_t i = a, j = b; i < b || j < end;)
    *to++ = j == end || (i < b && v[i] <= v[j]) ? v[i++] : v[j++];
}

void sort_numbers(uint32_t *v, size_t count, uint32_t *spare)
{
  uint32_t *from = v, *to = spare;
  assert(count < 2 || v != spare);
  if (count < 2)
    return;
  while (run_end(from, 0, count) < count) {
    for (size_t a = 0; a < count;) {
      size_t b = run_end(from, a, count), end = b < count ? run_end(from, b, count) : b;
      merge(from, a, b, end, to + a);
      a = end;
    }
    uint32_t *other = from;
    from = to, to = other;
  }
  if (from != v)
    memcpy(v, from, count * sizeof *v);
}

static void swap(char *a, char *b, size_t size)
{
  char t[64];
  memcpy(t, a, size);
  memcpy(a, b, size);
  memcpy(b, t, size);
}

static void sift(char *v, size_t i, size_t count, size_t size, int (*compare)(const void *, const void *))
{
  for (size_t child; (child = 2 * i + 1) < count; i = child) {
    if (child + 1 < count && compare(v + child * size, v + (child + 1) * size) < 0)
      child++;
    if (compare(v + i * size, v + child * size) >= 0)
      return;
    swap(v + i * size, v + child * size, size);
  }
}

void sort_items(void *items, size_t count, size_t size, int (*compare)(const void *, const void *))
{
  char *v = items;
  assert(size && size <= 64);
  size_t i = 1;
  while (i < count && compare(v + (i - 1) * size, v + i * size) <= 0)
    i++;
  if (i >= count)
    return;
  for (i = count / 2; i-- > 0;)
    sift(v, i, count, size, compare);
  for (i = count; i-- > 1;) {
    swap(v, v + i * size, size);
    sift(v, 0, i, size, compare);
  }
}
