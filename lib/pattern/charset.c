/* charset.c: sets of code points as sorted ranges. */
#include "base/sort.h"
#include "pattern/work.h"

static int by_low(const void *a, const void *b)
{
  uint32_t x = ((const code_range *)a)->low, y = ((const code_range *)b)->low;
  return (x > y) - (x < y);
}

/* Joins ranges that are sorted by their lower ends; their number. */
static size_t join_sorted(code_range *v, size_t count)
{
  size_t kept = 0;
  for (size_t i = 0; i < count; i++)
    if (kept && v[i].low <= v[kept - 1].high + 1) {
      if (v[i].high > v[kept - 1].high)
        v[kept - 1].high = v[i].high;
    } else
      v[kept++] = v[i];
  return kept;
}

charset set_of(pattern *p, const code_range *ranges, size_t count)
{
  code_range *v = count ? arena_alloc(p, count * sizeof *v) : NULL;
  if (!v)
    return (charset){0, NULL};
  memcpy(v, ranges, count * sizeof *v);
  bool sorted = true;
  for (size_t i = 1; i < count && sorted; i++)
    sorted = v[i - 1].low <= v[i].low;
  if (!sorted)
    sort_items(v, count, sizeof *v, by_low);
  return (charset){join_sorted(v, count), v};
}

charset set_range(pattern *p, uint32_t low, uint32_t high)
{
  return set_of(p, &(code_range){low, high}, low <= high);
}

/* In a and in b, in a and not in b, ...: a sweep over both. `wanted` has bit 0 for neither, 1 for a, 2 for b, 3 for both. */
static charset combine(pattern *p, charset a, charset b, unsigned wanted)
{
  code_range *v = arena_alloc(p, (a.count + b.count + 1) * 2 * sizeof *v);
  if (!v)
    return (charset){0, NULL};
  size_t count = 0, i = 0, j = 0;
  for (uint32_t at = 0; at <= CODE_TOP;) {
    while (i < a.count && a.ranges[i].high < at)
      i++;
    while (j < b.count && b.ranges[j].high < at)
      j++;
    uint32_t last = CODE_TOP;
    unsigned in = 0;
    if (i < a.count) {
      in |= a.ranges[i].low <= at;
      last = a.ranges[i].low <= at ? a.ranges[i].high : a.ranges[i].low - 1;
    }
    if (j < b.count) {
      uint32_t end = b.ranges[j].low <= at ? b.ranges[j].high : b.ranges[j].low - 1;
      in |= (unsigned)(b.ranges[j].low <= at) << 1;
      last = end < last ? end : last;
    }
    if (wanted >> in & 1)
      v[count++] = (code_range){at, last};
    at = last + 1;
  }
  count = join_sorted(v, count);
  arena_shrink(p, v, count * sizeof *v);
  return (charset){count, v};
}

charset set_union(pattern *p, charset a, charset b)
{
  return !a.count ? b : !b.count ? a : combine(p, a, b, 1u << 1 | 1u << 2 | 1u << 3);
}

charset set_inter(pattern *p, charset a, charset b)
{
  return combine(p, a, b, 1u << 3);
}
charset set_minus(pattern *p, charset a, charset b)
{
  return combine(p, a, b, 1u << 1);
}
charset set_complement(pattern *p, charset a)
{
  return combine(p, a, (charset){0, NULL}, 1u << 0);
}

bool set_has(charset a, uint32_t code)
{
  size_t low = 0, high = a.count;
  while (low < high) {
    size_t mid = low + (high - low) / 2;
    if (a.ranges[mid].high < code)
      low = mid + 1;
    else
      high = mid;
  }
  return low < a.count && a.ranges[low].low <= code;
}

bool set_equal(charset a, charset b)
{
  return a.count == b.count && (!a.count || memcmp(a.ranges, b.ranges, a.count * sizeof *a.ranges) == 0);
}

bool set_within(charset a, charset b)
{
  for (size_t i = 0, j = 0; i < a.count; i++) {
    while (j < b.count && b.ranges[j].high < a.ranges[i].low)
      j++;
    if (j == b.count || b.ranges[j].low > a.ranges[i].low || b.ranges[j].high < a.ranges[i].high)
      return false;
  }
  return true;
}

bool set_overlaps(charset a, charset b)
{
  for (size_t i = 0, j = 0; i < a.count && j < b.count;) {
    if (a.ranges[i].low <= b.ranges[j].high && b.ranges[j].low <= a.ranges[i].high)
      return true;
    if (a.ranges[i].high < b.ranges[j].high)
      i++;
    else
      j++;
  }
  return false;
}

bool set_push(pattern *p, code_ranges *to, charset a)
{
  if (!a.count || stack_append(p->m, to, a.ranges, a.count))
    return true;
  p->failed = true;
  return false;
}
