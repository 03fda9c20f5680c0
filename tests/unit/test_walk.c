/* Tests of term/walk: order, sharing, depth, needs of the caller's own, and stopping. */
#include "runner.h"
#include "allocator.h"

#include "term/walk.h"

typedef struct walked {
  terms *t;
  mem *m;
  number_list seen; /* by term: its place in the order plus 1 */
  term_list order;
  size_t stop_after;
} walked;

static bool known(const void *user, term a)
{
  const walked *w = user;
  return by_key_get(&w->seen, a, 0) != 0;
}

static bool visit(void *user, term a)
{
  walked *w = user;
  uint32_t *place = by_key_at(w->m, &w->seen, a);
  if (!place || w->order.size == w->stop_after)
    return false;
  *place = (uint32_t)w->order.size + 1;
  return stack_push(w->m, &w->order, a);
}

static bool needs_nothing_under_not(void *user, term a, term_list *out)
{
  walked *w = user;
  return term_kind(w->t, a) == STRSMT_NOT || term_walk_arguments(w->t, w->m, a, out);
}

static const term_visitor visitor = {known, NULL, visit}, shallow = {known, needs_nothing_under_not, visit};

static void begin(walked *w, mem *m)
{
  mem_init(m, NULL);
  *w = (walked){.m = m, .t = terms_new(m), .stop_after = SIZE_MAX};
}

static void end(walked *w)
{
  stack_free(w->m, &w->seen);
  stack_free(w->m, &w->order);
  terms_delete(w->t);
  ck_assert_uint_eq(w->m->bytes, 0);
}

static bool walk(walked *w, term root, const term_visitor *v)
{
  term_list todo = {0};
  bool ok = stack_push(w->m, &todo, 99) && term_walk(w->t, w->m, NULL, &todo, root, v, w);
  ck_assert(todo.size == 1 && todo.data[0] == 99); /* what stood there stays */
  stack_free(w->m, &todo);
  return ok;
}

START_TEST(order)
{
  mem m;
  walked w;
  begin(&w, &m);
  term a = terms_constant(w.t, "a", 1, STRSMT_SORT_BOOL), b = terms_constant(w.t, "b", 1, STRSMT_SORT_BOOL);
  term both = terms_apply2(w.t, STRSMT_AND, b, a), either = terms_apply2(w.t, STRSMT_OR, both, a);
  term root = terms_apply2(w.t, STRSMT_XOR, either, both);
  ck_assert(walk(&w, root, &visitor));
  term expected[] = {b, a, both, either, root};
  ck_assert_uint_eq(w.order.size, 5);
  ck_assert_mem_eq(w.order.data, expected, sizeof expected);
  ck_assert(walk(&w, root, &visitor)); /* nothing is left to do */
  ck_assert_uint_eq(w.order.size, 5);
  end(&w);
}
END_TEST

/* Each level has the one below it twice: 2^n paths, and n + 1 terms. */
START_TEST(sharing_and_depth)
{
  mem m;
  walked w;
  begin(&w, &m);
  term t = terms_constant(w.t, "x", 1, STRSMT_SORT_STRING);
  for (int i = 0; i < 100000; i++)
    t = terms_apply2(w.t, STRSMT_STR_CONCAT, t, t);
  ck_assert(walk(&w, t, &visitor));
  ck_assert_uint_eq(w.order.size, 100001);
  for (size_t i = 1; i < w.order.size; i++)
    ck_assert_uint_lt(w.order.data[i - 1], w.order.data[i]);
  end(&w);
}
END_TEST

START_TEST(own_needs_and_stopping)
{
  mem m;
  walked w;
  begin(&w, &m);
  term a = terms_constant(w.t, "a", 1, STRSMT_SORT_BOOL), b = terms_constant(w.t, "b", 1, STRSMT_SORT_BOOL);
  term no = terms_not(w.t, a), root = terms_apply2(w.t, STRSMT_AND, no, b);
  ck_assert(walk(&w, root, &shallow));
  ck_assert(w.order.size == 3 && !known(&w, a));
  stack_clear(&w.seen);
  stack_clear(&w.order);
  w.stop_after = 2;
  ck_assert(!walk(&w, root, &visitor));
  ck_assert(w.order.size == 2 && known(&w, a) && known(&w, no) && !known(&w, root));
  end(&w);
}
END_TEST

START_TEST(without_memory)
{
  test_allocator allocator = {0};
  strsmt_allocator face = test_allocator_face(&allocator);
  mem own, m;
  walked w;
  begin(&w, &own);
  term t = terms_constant(w.t, "x", 1, STRSMT_SORT_STRING);
  for (int i = 0; i < 1000; i++)
    t = terms_apply2(w.t, STRSMT_STR_CONCAT, t, t);
  mem_init(&m, &face);
  term_list todo = {0};
  allocator.fail_at = 3;
  ck_assert(!term_walk(w.t, &m, NULL, &todo, t, &visitor, &w));
  ck_assert(mem_failed(&m) && !todo.size && !w.order.size);
  stack_free(&m, &todo);
  ck_assert(!allocator.blocks);
  end(&w);
}
END_TEST

RUN_TESTS("walk", order, sharing_and_depth, own_needs_and_stopping, without_memory)
