/* term_fixture.h: terms and regular expressions in memory that is counted, and may be made to fail. */
#ifndef TESTS_TERM_FIXTURE_H
#define TESTS_TERM_FIXTURE_H

#include "runner.h"
#include "allocator.h"
#include "term_reader.h"

#include "regex/regex.h"

static mem m;
static limits l;
static test_allocator blocks;
static terms *t;
static regex *g;

/* The allocation of that number fails (0: none). */
static inline void begin_failing(size_t fail_at)
{
  blocks = (test_allocator){.fail_at = fail_at};
  strsmt_allocator face = test_allocator_face(&blocks);
  mem_init(&m, &face);
  limits_init(&l, &m);
  t = terms_new(&m);
  g = t ? regex_new(&m, &l, t) : NULL;
}

static inline void begin(void)
{
  begin_failing(0);
}

/* Everything has been given back. */
static inline void end(void)
{
  if (g)
    regex_delete(g);
  if (t)
    terms_delete(t);
  ck_assert_uint_eq(m.bytes, 0);
  ck_assert_uint_eq(blocks.blocks, 0);
  ck_assert(!blocks.wrong_size);
}

static inline term no_value(void *user, term constant)
{
  (void)user;
  (void)constant;
  return 0;
}

#endif
