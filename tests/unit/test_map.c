/* Tests of base/map and base/hash: random puts and removals against a plain array, and lack of memory. */
#include "runner.h"
#include "allocator.h"

#include "base/map.h"

enum { KEYS = 300, ROUNDS = 20000 };

static uint32_t random_next(uint32_t *state)
{
  return *state = *state * 1664525 + 1013904223, *state >> 8;
}

START_TEST(maps)
{
  mem m;
  mem_init(&m, NULL);
  key_map a = {0};
  uint64_t values[KEYS] = {0};
  uint32_t random = 1;
  ck_assert_ptr_null(key_map_find(&a, 1));
  ck_assert(!key_map_remove(&a, 1));
  for (int round = 0; round < ROUNDS; round++) {
    uint32_t i = random_next(&random) % KEYS, what = random_next(&random) % 4;
    uint64_t key = (uint64_t)(i + 1) << 32 | 5, *place;
    if (what < 2) {
      values[i] = 1 + random_next(&random);
      ck_assert(key_map_put(&m, &a, key, values[i]));
    } else if (what == 2) {
      ck_assert_int_eq(key_map_remove(&a, key), values[i] != 0);
      values[i] = 0;
    }
    place = key_map_find(&a, key);
    ck_assert_uint_eq(place ? *place : 0, values[i]);
    if (round % 64 == 0)
      ck_assert(key_map_check(&a));
  }
  size_t count = 0;
  for (int i = 0; i < KEYS; i++)
    count += values[i] != 0;
  ck_assert_uint_eq(a.count, count);
  key_map_clear(&a);
  ck_assert(key_map_check(&a) && !a.count && !key_map_find(&a, (uint64_t)7 << 32 | 5));
  uint64_t *fresh = key_map_at(&m, &a, UINT64_MAX);
  ck_assert(fresh && !*fresh);
  key_map_free(&m, &a);
  ck_assert_uint_eq(m.bytes, 0);
}
END_TEST

START_TEST(sets)
{
  mem m;
  mem_init(&m, NULL);
  key_set a = {0};
  bool there[KEYS] = {0}, fresh;
  uint32_t random = 2;
  ck_assert(!key_set_has(&a, 3));
  for (int round = 0; round < ROUNDS / 10; round++) {
    uint32_t i = random_next(&random) % KEYS;
    ck_assert_int_eq(key_set_has(&a, 1000 * (uint64_t)i + 1), there[i]);
    ck_assert(key_set_add(&m, &a, 1000 * (uint64_t)i + 1, &fresh));
    ck_assert_int_eq(fresh, !there[i]);
    there[i] = true;
    ck_assert(key_set_check(&a));
  }
  key_set_clear(&a);
  ck_assert(key_set_check(&a) && !key_set_has(&a, 1));
  key_set_free(&m, &a);
  ck_assert_uint_eq(m.bytes, 0);
}
END_TEST

/* Items are numbers whose hash is their last digit, so that they clash a lot. */
static uint32_t last_digit(const void *user, uint32_t item)
{
  (void)user;
  return item % 10;
}

static uint32_t *place_of(const item_table *t, uint32_t item)
{
  uint32_t *at = table_first(t, item % 10);
  while (*at && *at != item)
    at = table_next(t, at);
  return at;
}

START_TEST(tables)
{
  mem m;
  mem_init(&m, NULL);
  item_table t = {0};
  bool there[KEYS] = {0};
  uint32_t random = 3;
  for (int round = 0; round < ROUNDS / 4; round++) {
    uint32_t i = 1 + random_next(&random) % (KEYS - 1);
    ck_assert(table_reserve(&m, &t, last_digit, NULL));
    uint32_t *at = place_of(&t, i);
    ck_assert_int_eq(*at != 0, there[i]);
    if (there[i])
      table_remove(&t, at, last_digit, NULL);
    else
      table_put(&t, at, i);
    there[i] = !there[i];
    ck_assert(table_check(&t, last_digit, NULL));
  }
  table_clear(&t);
  ck_assert(table_check(&t, last_digit, NULL) && !t.count);
  table_free(&m, &t);
  ck_assert_uint_eq(m.bytes, 0);
}
END_TEST

/* A table that cannot grow stays what it was. */
START_TEST(without_memory)
{
  for (size_t fail = 1; fail < 7; fail++) {
    test_allocator allocator = {.fail_at = fail};
    strsmt_allocator face = test_allocator_face(&allocator);
    mem m;
    mem_init(&m, &face);
    key_map a = {0};
    key_set s = {0};
    item_table t = {0};
    bool fresh;
    uint64_t put = 0, added = 0;
    uint32_t in = 0;
    while (key_map_put(&m, &a, put + 1, put) && put < 1000)
      put++;
    while (key_set_add(&m, &s, added + 1, &fresh) && added < 1000)
      added++;
    while (table_reserve(&m, &t, last_digit, NULL) && in < 1000)
      table_put(&t, place_of(&t, in + 1), in + 1), in++;
    ck_assert(mem_failed(&m) && put < 1000);
    ck_assert(a.count == put && s.count == added && t.count == in);
    ck_assert(key_map_check(&a) && key_set_check(&s) && table_check(&t, last_digit, NULL));
    for (uint64_t i = 0; i < put; i++)
      ck_assert_uint_eq(*key_map_find(&a, i + 1), i);
    key_map_free(&m, &a);
    key_set_free(&m, &s);
    table_free(&m, &t);
    ck_assert(!allocator.blocks && !allocator.wrong_size);
  }
}
END_TEST

START_TEST(checks_find_what_is_wrong)
{
  mem m;
  mem_init(&m, NULL);
  key_map a = {0};
  key_set s = {0};
  bool fresh;
  for (uint64_t i = 1; i < 100; i++)
    ck_assert(key_map_put(&m, &a, i, i) && key_set_add(&m, &s, i, &fresh));
  a.count--;
  ck_assert(!key_map_check(&a));
  a.count++;
  size_t at = 0;
  while (!a.entries[at].key)
    at++;
  a.entries[at].key += 1000;
  ck_assert(!key_map_check(&a));
  for (at = 0; !s.keys[at];)
    at++;
  s.keys[at] = 0;
  ck_assert(!key_set_check(&s));
  key_map_free(&m, &a);
  key_set_free(&m, &s);
}
END_TEST

/* Numbers in a row go to different places of a small table, mostly. */
START_TEST(hashes)
{
  bool seen[1024] = {0};
  int places = 0;
  for (uint32_t i = 0; i < 1024; i++) {
    size_t at = hash_fold(hash_mix(0, i)) % 1024;
    places += !seen[at];
    seen[at] = true;
  }
  ck_assert_int_gt(places, 500);
  ck_assert_uint_eq(hash_numbers(3, (uint32_t[]){1, 2}, 2), hash_mix(hash_mix(3, 1), 2));
  ck_assert_uint_eq(hash_bytes(3, "\1\377", 2), hash_mix(hash_mix(3, 1), 255));
  ck_assert_uint_ne(hash_mix(hash_mix(0, 1), 2), hash_mix(hash_mix(0, 2), 1));
  ck_assert_uint_ne(hash_scatter(1), hash_scatter(2));
}
END_TEST

RUN_TESTS("map", maps, sets, tables, without_memory, checks_find_what_is_wrong, hashes)
