/* test_implied.c: what the theory of integers implies while literals come and go. Atoms over a few variables are told to
 * the theory at random, with levels and backtracking. Each literal that it implies, each reason and each conflict is tried
 * on all small integers; a reason speaks of nothing that came later than the literal. */
#include "theory/arith/state.h"

#include "term_fixture.h"

enum { VARIABLES = 4, BOX = 3, ATOMS = 24, MOST = 200 };

static theory_env env;
static void *self;
static term variables[VARIABLES], atoms[ATOMS];
static int64_t coefficients[ATOMS][VARIABLES], constants[ATOMS];
static bool equality[ATOMS];

static tlit trail[MOST];
static size_t told, levels[MOST], level;
static tlit implied[MOST];
static size_t implied_at[MOST], implied_count, conflicts, reasons;
static tlit *awaited; /* the literal whose reason is asked for */
static size_t awaited_at;

static uint64_t random_state;

static uint32_t draw(uint32_t below)
{
  random_state = random_state * 6364136223846793005u + 1442695040888963407u;
  return (uint32_t)(((random_state >> 33) * (uint64_t)below) >> 31);
}

static size_t index_of(term atom)
{
  for (size_t i = 0; i < ATOMS; i++)
    if (atoms[i] == atom)
      return i;
  ck_abort_msg("an atom that nobody made");
}

static bool holds(tlit literal, const int *x)
{
  size_t i = index_of(literal.atom);
  int64_t sum = -constants[i];
  for (int v = 0; v < VARIABLES; v++)
    sum += coefficients[i][v] * x[v];
  return (equality[i] ? sum == 0 : sum >= 0) == literal.positive;
}

/* Is one of the literals true, whatever the variables are? */
static bool is_valid(size_t count, const tlit *literals)
{
  int x[VARIABLES];
  for (int v = 0; v < VARIABLES; v++)
    x[v] = -BOX;
  for (int v = 0; v < VARIABLES;) {
    bool any = false;
    for (size_t i = 0; i < count && !any; i++)
      any = holds(literals[i], x);
    if (!any)
      return false;
    for (v = 0; v < VARIABLES && ++x[v] > BOX; v++)
      x[v] = -BOX;
  }
  return true;
}

static bool is_told(tlit literal, size_t before)
{
  for (size_t i = 0; i < before; i++)
    if (trail[i].atom == literal.atom)
      return trail[i].positive == literal.positive;
  return false;
}

static bool on_lemma(void *user, size_t count, const tlit *literals, derive_lemma derive, void *from, const void *data)
{
  (void)user;
  derivation d;
  derivation_init(&d, &m, count);
  derive(from, data, &d, &(lemma_view){count, literals});
  ck_assert(!d.broken);
  derivation_free(&d);
  ck_assert(is_valid(count, literals));
  bool found = false;
  for (size_t i = 0; i < count; i++) {
    tlit denied = {literals[i].atom, !literals[i].positive};
    if (awaited && literals[i].atom == awaited->atom && literals[i].positive == awaited->positive)
      found = true;
    else
      ck_assert(is_told(denied, awaited ? awaited_at : told));
  }
  ck_assert(!awaited || found);
  if (awaited)
    reasons++;
  else
    conflicts++;
  return true;
}

static bool on_imply(void *user, tlit literal)
{
  (void)user;
  tlit clause[MOST];
  size_t count = 0;
  for (size_t i = 0; i < told; i++) {
    ck_assert(trail[i].atom != literal.atom);
    clause[count++] = (tlit){trail[i].atom, !trail[i].positive};
  }
  clause[count++] = literal;
  ck_assert(is_valid(count, clause));
  implied[implied_count] = literal;
  implied_at[implied_count++] = told;
  return true;
}

/* A sum of some variables with small coefficients against a number: the atom in its normal form. */
static void make_atom(size_t i, bool differences)
{
  static const int64_t small[] = {1, 1, 1, -1, -1, 2, -2, 3};
  term parts[VARIABLES], sum;
  size_t count = 0;
  for (int v = 0; v < VARIABLES; v++)
    coefficients[i][v] = 0;
  if (differences) {
    coefficients[i][draw(VARIABLES)] = 1;
    coefficients[i][draw(VARIABLES)] -= 1;
  } else {
    for (uint32_t k = 1 + draw(3); k > 0; k--)
      coefficients[i][draw(VARIABLES)] = small[draw(8)];
  }
  for (int v = 0; v < VARIABLES; v++)
    if (coefficients[i][v])
      parts[count++] = terms_apply2(t, STRSMT_MUL, terms_int(t, coefficients[i][v]), variables[v]);
  constants[i] = (int64_t)draw(9) - 4;
  equality[i] = draw(4) == 0;
  sum = count == 0 ? terms_int(t, 0) : count == 1 ? parts[0] : terms_apply(t, STRSMT_ADD, count, parts);
  term atom = terms_apply2(t, equality[i] ? STRSMT_EQ : STRSMT_GE, sum, terms_int(t, constants[i]));
  term normal = linear_normal_atom(t, &l, atom);
  bool negated = term_kind(t, normal) == STRSMT_NOT;
  atoms[i] = negated ? term_arg(t, normal, 0) : normal;
  if (negated) /* (not (>= p k)) is (>= p k) of the other sign */
    for (int v = 0; v < VARIABLES; v++)
      coefficients[i][v] = -coefficients[i][v];
  constants[i] = negated ? 1 - constants[i] : constants[i];
  bool again = !theory_arith.owns(self, atoms[i]);
  for (size_t j = 0; j < i; j++)
    again = again || atoms[j] == atoms[i];
  if (again)
    make_atom(i, differences);
}

static void assign(tlit literal)
{
  trail[told++] = literal;
  ck_assert(theory_arith.assign(self, literal));
}

static void back_to(size_t to)
{
  told = levels[to];
  level = to;
  theory_arith.backtrack(self, to);
  implied_count = 0;
}

/* Propagates, tells some of what was implied, and asks for some reasons. False: a conflict. */
static bool propagate(void)
{
  size_t before = conflicts;
  implied_count = 0;
  verdict v = theory_arith.propagate(self);
  ck_assert_int_ne(v, VERDICT_STOPPED);
  ck_assert_uint_eq(v == VERDICT_LEMMA, conflicts > before);
  size_t count = v == VERDICT_LEMMA ? 0 : implied_count;
  for (size_t i = 0; i < count; i++) {
    tlit other = {implied[i].atom, !implied[i].positive};
    if (!is_told(implied[i], told) && !is_told(other, told)) /* the graph and the bounds may both have implied it */
      assign(implied[i]);
  }
  for (size_t i = 0; i < count; i++) {
    if (draw(2) || !is_told(implied[i], told))
      continue;
    awaited = &implied[i];
    awaited_at = implied_at[i];
    ck_assert(theory_arith.explain(self, implied[i]));
    awaited = NULL;
  }
  return v != VERDICT_LEMMA;
}

static void decide(void)
{
  size_t start = draw(ATOMS);
  for (size_t k = 0; k < ATOMS; k++) {
    tlit literal = {atoms[(start + k) % ATOMS], draw(3) > 0};
    tlit other = {literal.atom, !literal.positive};
    if (is_told(literal, told) || is_told(other, told))
      continue;
    levels[level++] = told;
    ck_assert(theory_arith.new_level(self));
    assign(literal);
    return;
  }
  if (level)
    back_to(0);
}

/* All atoms are differences, or few are. */
static void run(uint64_t seed, bool differences)
{
  random_state = seed * 977 + 5;
  begin();
  limits_begin(&l, &(strsmt_limits){0});
  env = (theory_env){.m = &m, .limits = &l, .terms = t, .regex = g, .host = {.lemma = on_lemma, .imply = on_imply}};
  self = theory_arith.create(&env);
  told = level = 0;
  for (int v = 0; v < VARIABLES; v++)
    variables[v] = terms_constant(t, &"wxyz"[v], 1, STRSMT_SORT_INT);
  for (size_t i = 0; i < ATOMS; i++)
    make_atom(i, differences);
  for (size_t i = 0; i < ATOMS; i++)
    ck_assert(theory_arith.notice(self, atoms[i]));
  for (int round = 0; round < 300; round++) {
    if (!propagate()) {
      if (!level)
        break;
      back_to(draw((uint32_t)level));
    } else if (level && draw(6) == 0) {
      back_to(draw((uint32_t)level));
    } else { /* more than one at once: else, where all that follows is implied, there is never a conflict */
      for (uint32_t k = 1 + draw(4); k > 0; k--)
        decide();
    }
  }
  theory_arith.destroy(self);
  end();
}

START_TEST(differences)
{
  conflicts = reasons = 0;
  for (uint64_t seed = 0; seed < 60; seed++)
    run(seed, true);
  ck_assert_uint_gt(conflicts, 500);
  ck_assert_uint_gt(reasons, 2000);
}
END_TEST

START_TEST(sums)
{
  conflicts = reasons = 0;
  for (uint64_t seed = 0; seed < 60; seed++)
    run(seed, false);
  ck_assert_uint_gt(conflicts, 500);
  ck_assert_uint_gt(reasons, 2000);
}
END_TEST

/* ---- lack of memory ----------------------------------------------------------------------------------------------- */

static bool ignore_lemma(void *user, size_t count, const tlit *literals, derive_lemma derive, void *from,
                         const void *data)
{
  (void)user;
  derivation d;
  derivation_init(&d, &m, count);
  derive(from, data, &d, &(lemma_view){count, literals});
  bool ok = !d.broken;
  derivation_free(&d);
  return ok;
}

static bool ignore_implied(void *user, tlit literal)
{
  (void)user;
  if (implied_count < MOST)
    implied[implied_count++] = literal;
  return true;
}

/* x + c y >= k, and bounds, for pairs of variables. */
static bool make_atoms_short(void)
{
  for (size_t i = 0; i < ATOMS; i++) {
    term x = terms_constant(t, &"wxyz"[i % 4], 1, STRSMT_SORT_INT),
         y = terms_constant(t, &"wxyz"[(i + 1 + i / 8) % 4], 1, STRSMT_SORT_INT);
    term part = x && y ? terms_apply2(t, STRSMT_MUL, terms_int(t, (int64_t)(i % 3) - 1), y) : 0;
    term sum = part ? terms_apply2(t, STRSMT_ADD, x, part) : 0, k = sum ? terms_int(t, (int64_t)(i % 5) - 2) : 0;
    term atom = k ? terms_apply2(t, i % 4 == 1 ? STRSMT_EQ : STRSMT_GE, sum, k) : 0;
    term normal = atom ? linear_normal_atom(t, &l, atom) : 0;
    if (!normal)
      return false;
    atoms[i] = term_kind(t, normal) == STRSMT_NOT ? term_arg(t, normal, 0) : normal;
  }
  return true;
}

/* Everything in turn, without memory from some allocation on: what fails says so, and all is given back. False: it was
 * enough. */
static bool run_short(size_t fail_at)
{
  random_state = 11;
  begin_failing(fail_at);
  if (g)
    limits_begin(&l, &(strsmt_limits){0});
  env = (theory_env){
      .m = &m, .limits = &l, .terms = t, .regex = g, .host = {.lemma = ignore_lemma, .imply = ignore_implied}};
  self = g ? theory_arith.create(&env) : NULL;
  bool ok = self && make_atoms_short();
  for (size_t i = 0; i < ATOMS && ok; i++)
    ok = theory_arith.notice(self, atoms[i]);
  for (size_t i = 0; i < ATOMS && ok; i++) {
    implied_count = 0;
    ok = theory_arith.new_level(self) && theory_arith.assign(self, (tlit){atoms[i], draw(3) > 0}) &&
         theory_arith.propagate(self) != VERDICT_STOPPED;
    for (size_t k = 0; k < implied_count && ok; k++)
      ok = theory_arith.explain(self, implied[k]);
    if (i % 4 == 3)
      theory_arith.backtrack(self, i / 2);
  }
  ck_assert(ok || mem_failed(&m));
  theory_arith.destroy(self);
  end();
  return !ok;
}

START_TEST(lack_of_memory)
{
  size_t failures = 0;
  for (size_t n = 1; run_short(n); n += n < 2000 ? 1 : 7)
    failures++;
  ck_assert_uint_gt(failures, 500);
}
END_TEST

RUN_TESTS("implied", differences, sums, lack_of_memory)
