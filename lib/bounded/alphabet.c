/* alphabet.c: the code points are cut at all end points of ranges and around all single characters. Intervals that are
 * in the same ranges are one class, of which the characters that read best are taken. */
#include "bounded/alphabet.h"

#include "base/hash.h"
#include "regex/regex.h"
#include "base/sort.h"

void alphabet_needs_free(alphabet_needs *n, mem *m)
{
  stack_free(m, &n->singles);
  stack_free(m, &n->ranges);
}

bool alphabet_need(alphabet_needs *n, mem *m, uint32_t code)
{
  return code > CODE_MAX || stack_push(m, &n->singles, code);
}

bool alphabet_need_range(alphabet_needs *n, mem *m, uint32_t low, uint32_t high)
{
  if (low > high)
    return true;
  return low == high ? alphabet_need(n, m, low) : stack_push(m, &n->ranges, ((code_range){low, high}));
}

void alphabet_free(alphabet *a, mem *m)
{
  stack_free(m, &a->codes);
}

uint32_t alphabet_find(const alphabet *a, uint32_t code)
{
  size_t low = 0, high = a->codes.size;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (a->codes.data[middle] < code)
      low = middle + 1;
    else
      high = middle;
  }
  return low < a->codes.size && a->codes.data[low] == code ? (uint32_t)low : UINT32_MAX;
}

static bool sort_distinct(mem *m, uint32_t *v, size_t *count)
{
  uint32_t *spare = mem_alloc(m, (*count + 1) * sizeof *spare);
  size_t kept = 0;
  if (!spare)
    return false;
  sort_numbers(v, *count, spare);
  mem_free(m, spare, (*count + 1) * sizeof *spare);
  for (size_t i = 0; i < *count; i++)
    if (!kept || v[kept - 1] != v[i])
      v[kept++] = v[i];
  *count = kept;
  return true;
}

/* Which ranges a character is in. */
static uint64_t signature_of(const alphabet_needs *n, uint32_t code)
{
  uint64_t h = 0;
  for (size_t i = 0; i < n->ranges.size; i++)
    if (n->ranges.data[i].low <= code && code <= n->ranges.data[i].high)
      h = hash_mix(h, i + 1);
  return h;
}

/* An interval of characters that are in the same ranges, without a single character in it. */
typedef struct interval {
  code_range range;
  uint64_t signature;
  uint32_t rank; /* how it reads: the smaller, the sooner */
} interval;

typedef struct intervals {
  number_list cuts; /* an interval starts at each */
  STACK(interval) list;
} intervals;

static const code_range readable[] = {{'a', 'z'}, {'A', 'Z'}, {'0', '9'}, {' ', '~'}};
enum { READABLE = sizeof readable / sizeof *readable };

static uint32_t rank_of(uint32_t code)
{
  uint32_t i = 0;
  while (i < READABLE && !(readable[i].low <= code && code <= readable[i].high))
    i++;
  return i;
}

static bool cut_around(intervals *v, mem *m, uint32_t low, uint32_t high)
{
  return stack_push(m, &v->cuts, low) && (high >= CODE_MAX || stack_push(m, &v->cuts, high + 1));
}

static bool make_cuts(intervals *v, mem *m, const alphabet_needs *n)
{
  bool ok = stack_push(m, &v->cuts, 0);
  for (size_t i = 0; i < READABLE && ok; i++)
    ok = cut_around(v, m, readable[i].low, readable[i].high);
  for (size_t i = 0; i < n->singles.size && ok; i++)
    ok = cut_around(v, m, n->singles.data[i], n->singles.data[i]);
  for (size_t i = 0; i < n->ranges.size && ok; i++)
    ok = cut_around(v, m, n->ranges.data[i].low, n->ranges.data[i].high);
  return ok && sort_distinct(m, v->cuts.data, &v->cuts.size);
}

static int compare_intervals(const void *a, const void *b)
{
  const interval *x = a, *y = b;
  if (x->signature != y->signature)
    return x->signature < y->signature ? -1 : 1;
  if (x->rank != y->rank)
    return x->rank < y->rank ? -1 : 1;
  return x->range.low < y->range.low ? -1 : x->range.low > y->range.low;
}

/* The singles of `n` are sorted. */
static bool make_intervals(intervals *v, mem *m, limits *l, const alphabet_needs *n)
{
  if (!make_cuts(v, m, n))
    return false;
  for (size_t i = 0, s = 0; i < v->cuts.size; i++) {
    uint32_t low = v->cuts.data[i], high = i + 1 < v->cuts.size ? v->cuts.data[i + 1] - 1 : CODE_MAX;
    while (s < n->singles.size && n->singles.data[s] < low)
      s++;
    if (s < n->singles.size && n->singles.data[s] == low)
      continue;
    if (limits_poll_many(l, n->ranges.size + 1) ||
        !stack_push(m, &v->list, ((interval){{low, high}, signature_of(n, low), rank_of(low)})))
      return false;
  }
  sort_items(v->list.data, v->list.size, sizeof *v->list.data, compare_intervals);
  return true;
}

/* Adds character number `round` of each class, until there are `wanted` (0: all). `*more`: a class had one. */
static bool take_round(alphabet *a, mem *m, const intervals *v, uint32_t round, size_t wanted, bool *more)
{
  *more = false;
  uint32_t left = round;
  bool taken = false;
  for (size_t i = 0; i < v->list.size; i++) {
    const interval *x = &v->list.data[i];
    uint32_t size = x->range.high - x->range.low + 1;
    if (!i || x->signature != x[-1].signature) {
      left = round;
      taken = false;
    }
    if (taken || (wanted && a->codes.size >= wanted))
      continue;
    taken = left < size;
    *more = *more || taken;
    if (taken && !stack_push(m, &a->codes, x->range.low + left))
      return false;
    left -= taken ? 0 : size;
  }
  return true;
}

static bool fill(alphabet *a, mem *m, const intervals *v, uint32_t fresh)
{
  bool more = true;
  if (!take_round(a, m, v, 0, 0, &more))
    return false;
  while (a->codes.size + fresh > (size_t)1 << a->width)
    a->width++;
  for (uint32_t round = 1; a->codes.size < (size_t)1 << a->width; round++)
    if (!take_round(a, m, v, round, (size_t)1 << a->width, &more) || !more)
      return false;
  return true;
}

bool alphabet_make(alphabet *a, mem *m, limits *l, alphabet_needs *n, uint32_t fresh)
{
  intervals v = {0};
  *a = (alphabet){0};
  bool ok = sort_distinct(m, n->singles.data, &n->singles.size) && make_intervals(&v, m, l, n) &&
            stack_reserve(m, &a->codes, n->singles.size + 1);
  for (size_t i = 0; i < n->singles.size && ok; i++)
    a->codes.data[a->codes.size++] = n->singles.data[i];
  ok = ok && fill(a, m, &v, fresh) && sort_distinct(m, a->codes.data, &a->codes.size);
  stack_free(m, &v.cuts);
  stack_free(m, &v.list);
  return ok;
}
