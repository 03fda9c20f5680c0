/* Tests of base/word against plain loops, over all small words. */
#include "runner.h"
#include "allocator.h"

#include "base/word.h"

static mem m;
static limits l;

static void begin(void)
{
  mem_init(&m, NULL);
  limits_init(&l, &m);
}

/* Word number n over two letters: 1 is the empty word, and each further bit a letter. */
static word numbered(uint32_t n, uint32_t out[32])
{
  size_t length = 0;
  for (; n > 1; n /= 2)
    out[length++] = 'a' + n % 2;
  return (word){out, length};
}

static size_t plain_find(word text, word needle, size_t from)
{
  for (size_t i = from; i + needle.length <= text.length; i++)
    if (!memcmp(text.codes + i, needle.codes, needle.length * sizeof(uint32_t)))
      return i;
  return SIZE_MAX;
}

START_TEST(searching)
{
  uint32_t a[32], b[32];
  begin();
  for (uint32_t i = 2; i < 64; i++) {
    word_search search;
    ck_assert(word_search_begin(&search, &m, numbered(i, a)));
    for (uint32_t j = 1; j < 2048; j++) {
      word text = numbered(j, b);
      for (size_t from = 0; from <= text.length; from++)
        ck_assert_uint_eq(word_search_next(&search, &l, text, from), plain_find(text, search.needle, from));
    }
    word_search_end(&search, &m);
  }
  word_search search;
  ck_assert(!word_search_begin(&search, &m, (word){a, 0}));
  ck_assert_uint_eq(m.bytes, 0);
}
END_TEST

START_TEST(comparing)
{
  uint32_t a[32], b[32];
  for (uint32_t i = 1; i < 128; i++)
    for (uint32_t j = 1; j < 128; j++) {
      word x = numbered(i, a), y = numbered(j, b);
      bool prefix = x.length <= y.length, suffix = prefix;
      for (size_t k = 0; k < x.length && k < y.length; k++) {
        prefix = prefix && x.codes[k] == y.codes[k];
        suffix = suffix && x.codes[x.length - 1 - k] == y.codes[y.length - 1 - k];
      }
      int c = word_compare(x, y);
      ck_assert_int_eq(word_equal(x, y), i == j);
      ck_assert_int_eq(c == 0, i == j);
      ck_assert_int_eq((c > 0) - (c < 0), -((word_compare(y, x) > 0) - (word_compare(y, x) < 0)));
      ck_assert_int_eq(word_is_prefix(x, y), prefix);
      ck_assert_int_eq(word_is_suffix(x, y), suffix);
      if (prefix)
        ck_assert_int_le(c, 0);
    }
}
END_TEST

START_TEST(stops)
{
  static uint32_t long_text[100000];
  uint32_t needle[] = {0, 1};
  word_search search;
  begin();
  ck_assert(word_search_begin(&search, &m, (word){needle, 2}));
  limits_begin(&l, &(strsmt_limits){.steps = 5});
  ck_assert_uint_eq(word_search_next(&search, &l, (word){long_text, 100000}, 0), SIZE_MAX);
  ck_assert_int_eq(l.stop, STOP_STEPS);
  word_search_end(&search, &m);
}
END_TEST

RUN_TESTS("word", searching, comparing, stops)
