/* test_imply.c: what arithmetic tells of the values of terms (arith/imply.c), on random bounds, differences and sums of
 * three variables. Each lemma must be true of all numbers in a box. Where all literals are differences, bounds are told
 * exactly where all solutions keep them. Nothing else changes: the values stay. */
#include <check.h>
#include <stdlib.h>

#include "model/evaluate_term.h"
#include "runner.h"
#include "theory/arith/state.h"

enum { VARIABLES = 3, BOX = 5, MOST_LITERALS = 10 };

static mem m;
static limits l;
static terms *t;
static theory_env env;
static arith *a;
static term x[VARIABLES];
static int64_t at[VARIABLES];
static unsigned lemmas;

static uint64_t state;
static int64_t between(int64_t low, int64_t high)
{
  state = state * 6364136223846793005u + 1442695040888963407u;
  return low + (int64_t)((state >> 33) % (uint64_t)(high - low + 1));
}

/* ---- meanings ----------------------------------------------------------------------------------------------------- */

static term value_of(void *user, term constant)
{
  (void)user;
  for (size_t i = 0; i < VARIABLES; i++)
    if (x[i] == constant)
      return terms_int(t, at[i]);
  return 0;
}

static bool is_true(tlit literal)
{
  term v = model_evaluate(t, NULL, &l, literal.atom, value_of, NULL);
  return (v == terms_true(t)) == literal.positive;
}

/* The next point of the box; false after the last one. */
static bool step_on(void)
{
  for (size_t i = 0; i < VARIABLES; i++) {
    if (++at[i] <= BOX)
      return true;
    at[i] = -BOX;
  }
  return false;
}

static void start(void)
{
  for (size_t i = 0; i < VARIABLES; i++)
    at[i] = -BOX;
}

static bool keep_lemma(void *user, size_t count, const tlit *literals, derive_lemma derive, void *self,
                       const void *data)
{
  (void)user;
  lemmas++;
  start();
  do {
    bool some = false;
    for (size_t i = 0; i < count && !some; i++)
      some = is_true(literals[i]);
    ck_assert_msg(some, "a lemma is false at %d %d %d", (int)at[0], (int)at[1], (int)at[2]);
  } while (step_on());
  derivation d;
  derivation_init(&d, &m, count);
  derive(self, data, &d, &(lemma_view){count, literals});
  ck_assert(!d.broken && d.steps > count);
  derivation_free(&d);
  return true;
}

/* ---- problems ----------------------------------------------------------------------------------------------------- */

/* c1 x1 + ... compared with k, in normal form. */
static tlit make(const int64_t *c, int64_t k, bool equality)
{
  term sum = terms_int(t, 0);
  for (size_t i = 0; i < VARIABLES; i++)
    sum = terms_apply2(t, STRSMT_ADD, sum, terms_apply2(t, STRSMT_MUL, terms_int(t, c[i]), x[i]));
  term atom = terms_apply2(t, equality ? STRSMT_EQ : STRSMT_GE, sum, terms_int(t, k));
  term normal = linear_normal_atom(t, &l, atom);
  ck_assert(normal);
  bool negated = term_kind(t, normal) == STRSMT_NOT;
  return (tlit){negated ? term_arg(t, normal, 0) : normal, !negated};
}

static tlit random_literal(bool differences)
{
  for (;;) {
    int64_t c[VARIABLES] = {0};
    size_t i = (size_t)between(0, VARIABLES - 1), k = (size_t)between(0, VARIABLES - 1);
    if (differences || between(0, 1)) {
      c[i] = 1;
      c[k] -= between(0, 1);
    } else {
      for (size_t j = 0; j < VARIABLES; j++)
        c[j] = between(-3, 3);
    }
    tlit made = make(c, between(-4, 4), !between(0, 5));
    if (term_arity(t, made.atom)) {
      made.positive = made.positive != (term_kind(t, made.atom) == STRSMT_GE && between(0, 1));
      return made;
    }
  }
}

static void setup(void)
{
  static const char *const names[VARIABLES] = {"x", "y", "z"};
  mem_init(&m, NULL);
  limits_init(&l, &m);
  limits_begin(&l, &(strsmt_limits){0});
  t = terms_new(&m);
  env = (theory_env){.m = &m, .limits = &l, .terms = t, .host = {.lemma = keep_lemma}};
  a = theory_arith.create(&env);
  for (size_t i = 0; i < VARIABLES; i++)
    x[i] = terms_constant(t, names[i], 1, STRSMT_SORT_INT);
}

static void teardown(void)
{
  theory_arith.destroy(a);
  terms_delete(t);
  limits_end(&l);
  ck_assert_uint_eq(m.bytes, 0);
}

/* ---- the test ----------------------------------------------------------------------------------------------------- */

/* The least and greatest value of variable i in the box where the literals hold. */
static void range(size_t i, size_t count, const tlit *literals, int64_t *low, int64_t *high)
{
  *low = BOX + 1;
  *high = -BOX - 1;
  start();
  do {
    bool all = true;
    for (size_t k = 0; k < count && all; k++)
      all = is_true(literals[k]);
    if (all && at[i] < *low)
      *low = at[i];
    if (all && at[i] > *high)
      *high = at[i];
  } while (step_on());
}

static bool is_asserted(term atom, bool positive, size_t count, const tlit *literals)
{
  for (size_t i = 0; i < count; i++)
    if (literals[i].atom == atom && literals[i].positive == positive)
      return true;
  return false;
}

/* Does a bound of variable i follow that is its value now, and is no literal itself? */
static bool expected(size_t i, int64_t value, size_t count, const tlit *literals)
{
  int64_t low, high;
  range(i, count, literals, &low, &high);
  term least = terms_apply2(t, STRSMT_GE, x[i], terms_int(t, value));
  term more = terms_apply2(t, STRSMT_GE, x[i], terms_int(t, value + 1));
  term same = terms_apply2(t, STRSMT_EQ, x[i], terms_int(t, value));
  bool at_least = is_asserted(least, true, count, literals), at_most = is_asserted(more, false, count, literals);
  return (low == value && !at_least) || (high == value && !at_most) ||
         (low == value && high == value && !is_asserted(same, true, count, literals));
}

static unsigned compared;

static void ask(size_t i, bool exact, size_t count, const tlit *literals)
{
  num value = NUM_ZERO, after = NUM_ZERO;
  bool any = false;
  unsigned before = lemmas;
  if (!arith_value(a, x[i], &value))
    return;
  ck_assert(arith_tell_value(a, x[i], &any));
  ck_assert_int_eq(any, lemmas > before);
  ck_assert(arith_value(a, x[i], &after) && !num_cmp(&value, &after));
  if (exact) {
    ck_assert_int_eq(any, expected(i, value.small, count, literals));
    compared += any;
  }
}

/* In the box by literals, so that the box is all there is. */
static void one_problem(bool differences)
{
  tlit literals[MOST_LITERALS];
  size_t count = 0;
  for (size_t i = 0; i < VARIABLES; i++) {
    int64_t c[VARIABLES] = {0};
    c[i] = 1;
    literals[count++] = make(c, -BOX, false);
    literals[count] = make(c, BOX + 1, false);
    literals[count++].positive = false;
  }
  for (size_t more = (size_t)between(1, MOST_LITERALS - 2 * VARIABLES); more > 0; more--) {
    tlit made = random_literal(differences);
    if (!is_asserted(made.atom, true, count, literals) && !is_asserted(made.atom, false, count, literals))
      literals[count++] = made;
  }
  if (theory_arith.check(a, count, literals) == VERDICT_CONSISTENT)
    for (size_t i = 0; i < VARIABLES; i++)
      ask(i, differences, count, literals);
}

START_TEST(differences_exactly)
{
  compared = 0;
  for (state = 1; state < 150; state++) {
    uint64_t seed = state;
    setup();
    one_problem(true);
    teardown();
    state = seed;
  }
  ck_assert_uint_gt(compared, 40);
}
END_TEST

START_TEST(sums)
{
  lemmas = 0;
  for (state = 1; state < 150; state++) {
    uint64_t seed = state;
    setup();
    one_problem(false);
    teardown();
    state = seed;
  }
  ck_assert_uint_gt(lemmas, 40);
}
END_TEST

/* The same is not told again and again for ever. */
START_TEST(an_end)
{
  setup();
  tlit literals[2] = {make((int64_t[]){1, -1, 0}, 0, false), make((int64_t[]){0, 1, 0}, 3, true)};
  size_t told = 0;
  for (int round = 0; round < 1000; round++) {
    bool any = false;
    ck_assert(theory_arith.check(a, 2, literals) == VERDICT_CONSISTENT && arith_tell_value(a, x[0], &any));
    told += any;
  }
  ck_assert_uint_gt(told, 0);
  ck_assert_uint_lt(told, 100);
  teardown();
}
END_TEST

RUN_TESTS("imply", differences_exactly, sums, an_end)
