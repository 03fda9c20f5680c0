/* test_egraph.c: congruence closure against a naive closure, on random sets of literals that change from check to check:
 * conflicts, classes, explanations, disequalities, parents, and that each lemma is a contradiction by itself. Derivations
 * are only built here; the checker sees those of the scripts in tests/regress and tests/fuzz. */
#include <check.h>
#include <stdlib.h>

#include "theory/euf/egraph.h"

static mem m;
static limits l;
static terms *q;
static theory_env env;
static egraph *g;

static uint64_t state;
static size_t below(size_t n)
{
  state = state * 6364136223846793005u + 1442695040888963407u;
  return (size_t)(state >> 33) % n;
}

/* ---- a host that keeps lemmas ------------------------------------------------------------------------------------ */

typedef struct kept {
  size_t count;
  tlit literals[64];
} kept;
static kept lemmas[64];
static size_t lemma_count;

static bool keep_lemma(void *user, size_t count, const tlit *literals, derive_lemma derive, void *self,
                       const void *data)
{
  (void)user;
  ck_assert_uint_lt(lemma_count, 64);
  ck_assert_uint_le(count, 64);
  lemmas[lemma_count].count = count;
  memcpy(lemmas[lemma_count++].literals, literals, count * sizeof *literals);
  derivation d;
  derivation_init(&d, &m, count);
  derive(self, data, &d, &(lemma_view){count, literals});
  ck_assert(!d.broken && d.steps > count);
  derivation_free(&d);
  return true;
}

static void setup(void)
{
  mem_init(&m, NULL);
  limits_init(&l, &m);
  q = terms_new(&m);
  env = (theory_env){.m = &m, .limits = &l, .terms = q, .host = {.lemma = keep_lemma}};
  g = theory_euf.create(&env);
}

static void teardown(void)
{
  theory_euf.destroy(g);
  terms_delete(q);
  ck_assert_uint_eq(m.bytes, 0);
}

/* ---- the naive closure ------------------------------------------------------------------------------------------- */

enum { MOST_TERMS = 160 };
static term all[MOST_TERMS];
static size_t all_count;

static size_t place(term t)
{
  for (size_t i = 0; i < all_count; i++)
    if (all[i] == t)
      return i;
  ck_abort();
  return 0;
}

typedef struct closure {
  size_t class_of[MOST_TERMS];
} closure;

static void join(closure *c, size_t a, size_t b)
{
  size_t from = c->class_of[a], to = c->class_of[b];
  for (size_t i = 0; i < all_count; i++)
    if (c->class_of[i] == from)
      c->class_of[i] = to;
}

static bool congruent(const closure *c, term s, term t)
{
  size_t n = term_arity(q, s);
  if (!n || term_kind(q, s) != term_kind(q, t) || term_arity(q, t) != n || term_kind(q, s) == STRSMT_EQ)
    return false;
  for (size_t i = 0; i < n; i++)
    if (c->class_of[place(term_arg(q, s, i))] != c->class_of[place(term_arg(q, t, i))])
      return false;
  return true;
}

/* The classes of all terms under these literals; false if they contradict each other. */
static bool close(closure *c, size_t count, const tlit *literals)
{
  for (size_t i = 0; i < all_count; i++)
    c->class_of[i] = i;
  for (size_t i = 0; i < count; i++) {
    term a = literals[i].atom;
    join(c, place(a), place(literals[i].positive ? terms_true(q) : terms_false(q)));
    if (term_kind(q, a) == STRSMT_EQ && literals[i].positive)
      join(c, place(term_arg(q, a, 0)), place(term_arg(q, a, 1)));
  }
  for (bool changed = true; changed;) {
    changed = false;
    for (size_t i = 0; i < all_count; i++)
      for (size_t j = 0; j < i; j++)
        if (c->class_of[i] != c->class_of[j] && congruent(c, all[i], all[j])) {
          join(c, i, j);
          changed = true;
        }
  }
  for (size_t i = 0; i < all_count; i++)
    for (size_t j = 0; j < i; j++)
      if (term_is_literal(q, all[i]) && term_is_literal(q, all[j]) && c->class_of[i] == c->class_of[j])
        return false;
  for (size_t i = 0; i < count; i++)
    if (term_kind(q, literals[i].atom) == STRSMT_EQ && !literals[i].positive &&
        c->class_of[place(term_arg(q, literals[i].atom, 0))] == c->class_of[place(term_arg(q, literals[i].atom, 1))])
      return false;
  return true;
}

/* ---- random terms ------------------------------------------------------------------------------------------------ */

static term add(term t)
{
  ck_assert_uint_ne(t, 0);
  for (size_t i = 0; i < all_count; i++)
    if (all[i] == t)
      return t;
  ck_assert_uint_lt(all_count, MOST_TERMS);
  return all[all_count++] = t;
}

static term some(sort s)
{
  for (;;) {
    term t = all[below(all_count)];
    if (term_sort(q, t) == s)
      return t;
  }
}

static term random_application(void)
{
  term a = some(STRSMT_SORT_STRING), b = some(STRSMT_SORT_STRING), c = some(STRSMT_SORT_STRING),
       i = some(STRSMT_SORT_INT), three[3] = {a, b, c};
  switch (below(7)) {
  case 0:
    return terms_apply(q, STRSMT_STR_CONCAT, 2 + below(2), three);
  case 1:
    return terms_apply(q, STRSMT_STR_REPLACE, 3, three);
  case 2:
    return terms_apply1(q, STRSMT_STR_LEN, a);
  case 3:
    return terms_apply1(q, STRSMT_STR_FROM_INT, i);
  case 4:
    return terms_apply2(q, STRSMT_ADD, i, some(STRSMT_SORT_INT));
  case 5:
    return terms_apply2(q, STRSMT_STR_AT, a, i);
  default:
    return terms_apply2(q, STRSMT_SUB, i, some(STRSMT_SORT_INT));
  }
}

enum { ATOMS = 50 };
static term atoms[ATOMS];

static void make_terms(void)
{
  static const char *const names[] = {"a", "b", "c", "d", "e", "f"};
  all_count = 0;
  add(terms_true(q));
  add(terms_false(q));
  for (int i = 0; i < 6; i++)
    add(terms_constant(q, names[i], 1, i < 4 ? STRSMT_SORT_STRING : STRSMT_SORT_INT));
  for (uint32_t i = 0; i < 2; i++) {
    add(terms_string(q, &(uint32_t){'x' + i}, 1));
    add(terms_int(q, (int64_t)i));
  }
  for (int i = 0; i < 20; i++)
    add(random_application());
  for (int i = 0; i < ATOMS; i++) {
    sort s = below(3) ? STRSMT_SORT_STRING : STRSMT_SORT_INT;
    strsmt_kind k = below(4) ? STRSMT_EQ : s == STRSMT_SORT_INT ? STRSMT_GE : STRSMT_STR_PREFIXOF;
    atoms[i] = add(terms_apply2(q, k, some(s), some(s)));
  }
}

/* ---- comparing --------------------------------------------------------------------------------------------------- */

static void compare_pair(const closure *c, size_t count, const tlit *literals, term a, term b)
{
  bool equal = c->class_of[place(a)] == c->class_of[place(b)];
  ck_assert_int_eq(egraph_equal(g, a, b), equal);
  tlit_list why = {0};
  closure small;
  if (equal) {
    ck_assert(egraph_explain(g, a, b, &why));
    for (size_t i = 0; i < why.size; i++) {
      bool given = false;
      for (size_t j = 0; j < count; j++)
        given = given || (literals[j].atom == why.data[i].atom && literals[j].positive == why.data[i].positive);
      ck_assert(given);
    }
    close(&small, why.size, why.data);
    ck_assert_uint_eq(small.class_of[place(a)], small.class_of[place(b)]);
  } else if (term_sort(q, a) != STRSMT_SORT_BOOL) {
    bool different = false;
    for (size_t i = 0; i < count && !different; i++) {
      term e = literals[i].atom;
      if (literals[i].positive || term_kind(q, e) != STRSMT_EQ)
        continue;
      size_t x = c->class_of[place(term_arg(q, e, 0))], y = c->class_of[place(term_arg(q, e, 1))],
             u = c->class_of[place(a)], v = c->class_of[place(b)];
      different = (x == u && y == v) || (x == v && y == u);
    }
    term v = egraph_literal(g, a), w = egraph_literal(g, b);
    different = different || (v && w && v != w);
    ck_assert_int_eq(egraph_disequal(g, a, b, &why), different);
    if (different) { /* with a = b they contradict each other */
      ck_assert(egraph_disequal(g, b, a, NULL));
      term same = terms_apply2(q, STRSMT_EQ, a, b);
      bool known = false;
      for (size_t i = 0; i < all_count; i++)
        known = known || all[i] == same;
      if (known) {
        ck_assert(stack_push(&m, &why, ((tlit){same, true})));
        ck_assert(!close(&small, why.size, why.data));
      }
    }
  }
  stack_free(&m, &why);
}

static bool count_visit(void *user, term parent)
{
  (void)parent;
  ++*(size_t *)user;
  return true;
}

static void compare_all(const closure *c, size_t count, const tlit *literals)
{
  for (size_t i = 0; i < egraph_count(g); i++) {
    term a = egraph_node(g, i);
    size_t ring = 0, uses = 0, wanted = 0;
    for (term t = a; ring == 0 || t != a; t = egraph_next(g, t))
      ring++;
    ck_assert_uint_eq(ring, egraph_class_size(g, a));
    egraph_parents(g, a, count_visit, &uses);
    for (size_t j = 0; j < egraph_count(g); j++)
      for (size_t k = 0; k < term_arity(q, egraph_node(g, j)); k++)
        wanted += egraph_equal(g, term_arg(q, egraph_node(g, j), k), a);
    ck_assert_uint_eq(uses, wanted);
    for (size_t j = 0; j < i; j++)
      if (term_sort(q, a) == term_sort(q, egraph_node(g, j)))
        compare_pair(c, count, literals, a, egraph_node(g, j));
  }
}

static void check_lemmas(void)
{
  closure c;
  for (size_t i = 0; i < lemma_count; i++) {
    for (size_t j = 0; j < lemmas[i].count; j++)
      lemmas[i].literals[j].positive = !lemmas[i].literals[j].positive;
    ck_assert(!close(&c, lemmas[i].count, lemmas[i].literals));
  }
}

START_TEST(random_checks)
{
  state = (uint64_t)_i * 7919 + 1;
  make_terms();
  size_t count = 0;
  tlit literals[ATOMS];
  for (int round = 0; round < 40; round++) {
    /* drop some of the last literals, add others */
    count -= below(count + 1);
    for (size_t more = below(6); more && count < ATOMS; more--) {
      term a = atoms[below(ATOMS)];
      bool there = false;
      for (size_t i = 0; i < count; i++)
        there = there || literals[i].atom == a;
      if (!there)
        literals[count++] = (tlit){a, below(5) > 1};
    }
    closure c;
    bool consistent = close(&c, count, literals);
    lemma_count = 0;
    verdict v = theory_euf.check(g, count, literals);
    ck_assert_int_eq(v, consistent ? VERDICT_CONSISTENT : VERDICT_LEMMA);
    ck_assert_int_eq(lemma_count > 0, !consistent);
    check_lemmas();
    if (consistent && round % 4 == 0) {
      for (size_t i = 0; i < all_count; i += 3)
        ck_assert(egraph_add(g, all[i]));
      compare_all(&c, count, literals);
    }
  }
}
END_TEST

START_TEST(taken_as_variables)
{
  term p = terms_constant(q, "p", 1, STRSMT_SORT_BOOL), x = terms_constant(q, "x", 1, STRSMT_SORT_STRING);
  term args[3] = {p, x, terms_string(q, NULL, 0)}, ite = terms_apply(q, STRSMT_ITE, 3, args);
  term pure = terms_apply1(q, TERM_PURIFY, terms_apply1(q, STRSMT_STR_LEN, x));
  term star = terms_apply1(q, STRSMT_RE_STAR, terms_apply1(q, STRSMT_STR_TO_RE, terms_string(q, NULL, 0)));
  ck_assert(egraph_add(g, ite) && egraph_add(g, pure) && egraph_add(g, star));
  ck_assert(egraph_has(g, ite) && egraph_has(g, pure) && egraph_has(g, star));
  ck_assert(!egraph_has(g, p) && !egraph_has(g, x) && !egraph_has(g, term_arg(q, star, 0)));
  ck_assert_uint_eq(egraph_find(g, x), x);
  ck_assert_uint_eq(egraph_next(g, x), x);
  term open = terms_apply1(q, STRSMT_STR_TO_RE, x);
  ck_assert(egraph_add(g, open) && egraph_has(g, x));
}
END_TEST

int main(void)
{
  Suite *suite = suite_create("egraph");
  TCase *tests = tcase_create("egraph");
  tcase_add_checked_fixture(tests, setup, teardown);
  tcase_add_loop_test(tests, random_checks, 0, 60);
  tcase_add_test(tests, taken_as_variables);
  suite_add_tcase(suite, tests);
  SRunner *runner = srunner_create(suite);
  srunner_run_all(runner, CK_NORMAL);
  int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed != 0;
}
