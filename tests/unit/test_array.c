/* Tests of base/array, base/by_key and base/trail: growing, failing, going back. */
#include "runner.h"
#include "allocator.h"

#include "base/by_key.h"
#include "base/trail.h"

START_TEST(stacks)
{
  test_allocator a = {0};
  strsmt_allocator face = test_allocator_face(&a);
  mem m;
  mem_init(&m, &face);
  STACK(uint32_t) s = {0};
  for (uint32_t i = 0; i < 100000; i++)
    ck_assert(stack_push(&m, &s, i));
  for (uint32_t i = 0; i < 100000; i++)
    ck_assert_uint_eq(s.data[i], i);
  ck_assert_uint_eq(stack_top(&s), 99999);
  ck_assert_uint_eq(stack_pop(&s), 99999);
  ck_assert_uint_eq(s.size, 99999);
  ck_assert_uint_lt(a.calls, 60);
  a.fail_at = a.calls + 1;
  ck_assert(!stack_reserve(&m, &s, s.capacity + 1));
  ck_assert_uint_eq(s.size, 99999);
  ck_assert_uint_eq(s.data[500], 500);
  stack_free(&m, &s);
  ck_assert_uint_eq(m.bytes, 0);
  ck_assert(!a.wrong_size && !a.blocks);
}
END_TEST

START_TEST(senseless_sizes)
{
  mem m;
  mem_init(&m, NULL);
  STACK(uint64_t) s = {0};
  ck_assert(!stack_reserve(&m, &s, SIZE_MAX / 4));
  ck_assert(m.oom);
  m.oom = false;
  ck_assert(stack_push(&m, &s, 7));
  ck_assert(!stack_append(&m, &s, s.data, SIZE_MAX));
  ck_assert(m.oom && s.size == 1 && stack_is_sound(&s));
  stack_free(&m, &s);
  ck_assert_uint_eq(m.bytes, 0);
}
END_TEST

START_TEST(appending)
{
  mem m;
  mem_init(&m, NULL);
  number_list s = {0};
  uint32_t some[100];
  for (uint32_t i = 0; i < 100; i++)
    some[i] = i * i;
  ck_assert(stack_append(&m, &s, some, 0));
  ck_assert_uint_eq(s.size, 0);
  for (uint32_t n = 0; n <= 100; n++)
    ck_assert(stack_append(&m, &s, some, n));
  ck_assert_uint_eq(s.size, 5050);
  for (uint32_t n = 0, at = 0; n <= 100; at += n, n++)
    for (uint32_t i = 0; i < n; i++)
      ck_assert_uint_eq(s.data[at + i], i * i);
  stack_free(&m, &s);
  ck_assert_uint_eq(m.bytes, 0);
}
END_TEST

/* New places are zero, also where an array was shortened before. */
START_TEST(by_key)
{
  test_allocator a = {0};
  strsmt_allocator face = test_allocator_face(&a);
  mem m;
  mem_init(&m, &face);
  number_list s = {0};
  ck_assert_uint_eq(by_key_get(&s, 3, 99), 99);
  ck_assert(by_key_reach(&m, &s, 100));
  ck_assert_uint_eq(s.size, 100);
  for (uint32_t i = 0; i < 100; i++) {
    ck_assert_uint_eq(s.data[i], 0);
    s.data[i] = i + 1;
  }
  ck_assert(by_key_reach(&m, &s, 50));
  ck_assert_uint_eq(s.size, 100);
  s.size = 10;
  uint32_t *place = by_key_at(&m, &s, 70);
  ck_assert(place == &s.data[70] && s.size == 71);
  for (uint32_t i = 0; i < 71; i++)
    ck_assert_uint_eq(by_key_get(&s, i, 99), i < 10 ? i + 1 : 0);
  ck_assert_uint_eq(by_key_get(&s, 71, 99), 99);
  size_t calls = a.calls;
  for (uint32_t i = 71; i < 100000; i++) /* one by one: few allocations */
    *by_key_at(&m, &s, i) = i;
  ck_assert_uint_lt(a.calls - calls, 40);
  a.fail_at = a.calls + 1;
  ck_assert_ptr_null(by_key_at(&m, &s, s.capacity));
  ck_assert(mem_failed(&m) && s.size == 100000 && stack_is_sound(&s));
  stack_free(&m, &s);
  ck_assert(!a.wrong_size && !a.blocks);
}
END_TEST

/* A trail of changes to an array of ten numbers, against copies of the array. */
typedef struct change {
  uint32_t place, old;
} change;

static void undo(uint32_t *numbers, change c)
{
  numbers[c.place] = c.old;
}

START_TEST(trail)
{
  mem m;
  mem_init(&m, NULL);
  TRAIL(change) t = {0};
  uint32_t numbers[10] = {0}, copies[20][10], random = 1;
  for (int round = 0; round < 2000; round++) {
    random = random * 1103515245 + 12345;
    size_t level = trail_level(&t), to = level ? (random >> 8) % level : 0;
    if (random >> 28 < 4 && level < 20) {
      memcpy(copies[level], numbers, sizeof numbers);
      ck_assert(trail_open(&m, &t));
      ck_assert_uint_eq(trail_level(&t), level + 1);
    } else if (random >> 28 < 6 && level) {
      trail_back(&t, to, undo, numbers);
      ck_assert_uint_eq(trail_level(&t), to);
      ck_assert_mem_eq(numbers, copies[to], sizeof numbers);
    } else {
      uint32_t place = (random >> 16) % 10;
      ck_assert(trail_note(&m, &t, ((change){place, numbers[place]})));
      numbers[place] = random;
    }
    ck_assert(trail_check(&t));
  }
  size_t level = trail_level(&t), entries = t.entries.size;
  trail_back(&t, level, undo, numbers); /* nothing */
  ck_assert(t.entries.size == entries && trail_level(&t) == level);
  ck_assert(stack_push(&m, &t.levels, entries + 1));
  ck_assert(!trail_check(&t));
  trail_clear(&t);
  ck_assert(trail_check(&t) && !trail_level(&t));
  trail_free(&m, &t);
  ck_assert_uint_eq(m.bytes, 0);
}
END_TEST

RUN_TESTS("array", stacks, senseless_sizes, appending, by_key, trail)
