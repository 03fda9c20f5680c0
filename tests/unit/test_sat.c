/* test_sat.c: the SAT core with a client that holds some clauses back and gives them while the solver searches. Every
 * derived clause is checked by strict reverse unit propagation over its hints (as proofs/FORMAT.md asks), every model
 * against all clauses, every conclusion against the assumptions; the same search must happen with and without a
 * proof. */
#include <pthread.h>
#include <string.h>

#include "runner.h"
#include "sat/sat.h"

/* ck_assert notes each success, which is slow in the callbacks. */
#define require(condition) ((condition) ? (void)0 : ck_abort_msg("%s", #condition))

/* ---- random numbers, the same everywhere
 * ---------------------------------------------------------------------------- */

static uint64_t random_state;

static uint32_t draw(uint32_t below)
{
  random_state = random_state * 6364136223846793005u + 1442695040888963407u;
  return (uint32_t)(((random_state >> 33) * (uint64_t)below) >> 31);
}

/* ---- clauses by id, and the check of derived ones
 * ------------------------------------------------------------------- */

typedef struct clause {
  int *literals;
  size_t count;
  bool alive;
} clause;

enum { MAX_VARIABLES = 10000 };

typedef struct checker {
  clause *clauses; /* by id */
  size_t capacity;
  uint64_t derived, hints, originals, deleted;
  uint64_t empty;     /* id of the empty clause, 0 if none */
  uint64_t concluded; /* id of the last conclusion */
} checker;

static void checker_add(checker *c, uint64_t id, const int *literals, size_t count)
{
  if (id >= c->capacity) {
    size_t capacity = 2 * id + 64;
    c->clauses = realloc(c->clauses, capacity * sizeof *c->clauses);
    memset(c->clauses + c->capacity, 0, (capacity - c->capacity) * sizeof *c->clauses);
    c->capacity = capacity;
  }
  require(!c->clauses[id].alive);
  c->clauses[id] = (clause){malloc((count + 1) * sizeof(int)), count, true};
  if (count)
    memcpy(c->clauses[id].literals, literals, count * sizeof(int));
  else
    c->empty = id;
}

static void checker_delete(checker *c, uint64_t id)
{
  require(id < c->capacity && c->clauses[id].alive);
  c->clauses[id].alive = false;
  free(c->clauses[id].literals);
  c->clauses[id].literals = NULL;
  c->deleted++;
}

static void checker_free(checker *c)
{
  for (size_t i = 0; i < c->capacity; i++)
    free(c->clauses[i].literals);
  free(c->clauses);
}

/* Each hint must have exactly one literal that is not false, or none, which must be the last one. */
static void checker_derive(checker *c, const int *literals, size_t count, const uint64_t *hints, size_t hint_count)
{
  static signed char values[2 * MAX_VARIABLES + 1];
  signed char *value = values + MAX_VARIABLES;
  memset(values, 0, sizeof values);
  for (size_t i = 0; i < count; i++)
    value[literals[i]] = -1, value[-literals[i]] = 1;
  bool conflict = false;
  for (size_t i = 0; i < hint_count; i++) {
    require(!conflict);
    require(hints[i] < c->capacity && c->clauses[hints[i]].alive);
    const clause *h = &c->clauses[hints[i]];
    int open = 0;
    size_t open_count = 0;
    for (size_t j = 0; j < h->count; j++)
      if (value[h->literals[j]] >= 0)
        open = h->literals[j], open_count++;
    require(open_count <= 1);
    if (open_count)
      value[open] = 1, value[-open] = -1;
    else
      conflict = true;
  }
  require(conflict);
  c->derived++;
  c->hints += hint_count;
}

/* ---- a client
 * ------------------------------------------------------------------------------------------------------- */

typedef struct client {
  sat *s;
  bool proof, make_variables;
  checker check;
  int variables;
  clause *held; /* clauses that the solver does not know, or has been told in the search */
  size_t held_count;
  clause all[40000]; /* every clause that was given, in order */
  size_t given, arrived;
  int queue[64]; /* indices into `held` of clauses to give next */
  size_t queue_begin, queue_end;
  bool no_reasons;    /* the client lacks the memory to give them */
  bool implies;       /* the client tells literals that follow from held clauses, and the clauses later */
  size_t assumptions; /* of the present query */
  int implied[64];
  size_t implied_begin, implied_end;
  const clause *why[MAX_VARIABLES]; /* by variable that was implied: the clause */
  size_t place[MAX_VARIABLES];      /* by variable that was implied: the size of the trail then */
  uint64_t asked, told_implied;
  size_t reason_arrives; /* 1: the `original` call of a reason comes next */
  clause reason;
  signed char told[MAX_VARIABLES];
  int trail[MAX_VARIABLES];
  size_t trail_size;
  size_t levels[MAX_VARIABLES]; /* trail size where each level begins */
  size_t level;
  uint64_t trace; /* of all that was told, to compare searches */
  uint64_t models;
  long calls_left; /* until `terminate` says so; -1: never */
} client;

static void trace(client *c, uint64_t x)
{
  c->trace = (c->trace ^ x) * 1099511628211u;
}

static int told_value(const client *c, int literal)
{
  int v = c->told[abs(literal)];
  return literal > 0 ? v : -v;
}

static void on_assigned(void *user, const int *literals, size_t count)
{
  client *c = user;
  for (size_t i = 0; i < count; i++) {
    trace(c, (uint64_t)(literals[i] + MAX_VARIABLES));
    require(c->told[abs(literals[i])] == 0);
    c->told[abs(literals[i])] = literals[i] > 0 ? 1 : -1;
    c->trail[c->trail_size++] = literals[i];
  }
}

static void on_level(void *user)
{
  client *c = user;
  trace(c, 1);
  c->levels[c->level++] = c->trail_size;
}

static void on_backtrack(void *user, size_t level)
{
  client *c = user;
  trace(c, 2 + level);
  if (level >= c->level)
    return;
  while (c->trail_size > c->levels[level])
    c->told[abs(c->trail[--c->trail_size])] = 0;
  c->level = level;
  c->implied_begin = c->implied_end = 0;
}

static bool contains_literal(const clause *k, int literal)
{
  for (size_t i = 0; i < k->count; i++)
    if (k->literals[i] == literal)
      return true;
  return false;
}

static bool violated(const client *c, const clause *k)
{
  for (size_t i = 0; i < k->count; i++)
    if (told_value(c, k->literals[i]) >= 0)
      return false;
  return true;
}

static bool on_model(void *user)
{
  client *c = user;
  c->models++;
  for (int v = 1; v <= c->variables; v++)
    require(c->told[v] != 0);
  if (c->queue_begin == c->queue_end)
    c->queue_begin = c->queue_end = 0;
  size_t before = c->queue_end;
  size_t start = c->held_count ? draw((uint32_t)c->held_count) : 0;
  for (size_t i = 0; i < c->held_count && c->queue_end - before < 4 && c->queue_end < 64; i++)
    if (violated(c, &c->held[(start + i) % c->held_count]))
      c->queue[c->queue_end++] = (int)((start + i) % c->held_count);
  if (c->queue_begin < c->queue_end)
    return false;
  if (c->make_variables && c->variables < MAX_VARIABLES / 4 && draw(3) == 0) {
    c->variables = sat_new_variable(c->s); /* a new variable alone makes the search go on */
    return false;
  }
  return true;
}

/* What follows from a held clause: its last literal that is not false; 0: nothing. */
static int unit_of(const client *c, const clause *k)
{
  int open = 0;
  for (size_t i = 0; i < k->count; i++)
    if (told_value(c, k->literals[i]) > 0 || (open && open != k->literals[i] && !told_value(c, k->literals[i])))
      return 0;
    else if (!told_value(c, k->literals[i]))
      open = k->literals[i];
  return open;
}

static void find_implied(client *c)
{
  c->implied_begin = c->implied_end = 0;
  if (!c->implies || c->level <= c->assumptions)
    return;
  for (size_t i = 0; i < c->held_count && c->implied_end < 64; i++) {
    int l = unit_of(c, &c->held[i]);
    if (!l)
      continue;
    c->implied[c->implied_end++] = l;
    c->why[abs(l)] = &c->held[i];
    c->place[abs(l)] = c->trail_size;
  }
}

/* A variable may have been implied twice before it is assigned: the clause that came last must hold for both signs. */
static int on_implied(void *user)
{
  client *c = user;
  while (c->implied_begin < c->implied_end) {
    int l = c->implied[c->implied_begin++];
    if (!contains_literal(c->why[abs(l)], l))
      continue;
    trace(c, 5);
    c->told_implied++;
    return l;
  }
  return 0;
}

static const int *on_reason(void *user, int literal, size_t *count)
{
  client *c = user;
  const clause *k = c->why[abs(literal)];
  trace(c, 6 + (uint64_t)(literal + MAX_VARIABLES));
  c->asked++;
  if (c->no_reasons)
    return NULL;
  require(contains_literal(k, literal));
  for (size_t i = 0; i < k->count; i++) { /* all others are false, and were so before */
    size_t at = 0;
    while (k->literals[i] != literal && at < c->place[abs(literal)] && c->trail[at] != -k->literals[i])
      at++;
    require(at < c->place[abs(literal)]);
  }
  require(!c->reason_arrives);
  c->reason_arrives = c->proof;
  c->reason = *k;
  *count = k->count;
  return k->literals;
}

static void on_propagated(void *user)
{
  client *c = user;
  trace(c, 3);
  if (c->queue_begin == c->queue_end && c->held_count && draw(8) == 0) {
    c->queue_begin = c->queue_end = 0;
    c->queue[c->queue_end++] = (int)draw((uint32_t)c->held_count);
  }
  find_implied(c);
}

static const int *on_next(void *user, size_t *count, bool *forgettable)
{
  client *c = user;
  if (c->queue_begin == c->queue_end)
    return NULL;
  const clause *k = &c->held[c->queue[c->queue_begin++]];
  trace(c, 4);
  *forgettable = draw(2) == 0;
  *count = k->count;
  require(c->given < sizeof c->all / sizeof *c->all);
  c->all[c->given] = *k;
  c->all[c->given++].alive = false; /* `held` owns its literals */
  return k->literals;
}

static bool on_terminate(void *user)
{
  client *c = user;
  return c->calls_left >= 0 && c->calls_left-- == 0;
}

static bool contains(const int *literals, size_t count, int literal)
{
  for (size_t i = 0; i < count; i++)
    if (literals[i] == literal)
      return true;
  return false;
}

static void on_original(void *user, uint64_t id, const int *literals, size_t count)
{
  client *c = user;
  require(c->reason_arrives || c->arrived < c->given);
  const clause *k = c->reason_arrives ? &c->reason : &c->all[c->arrived++];
  c->reason_arrives = 0;
  for (size_t i = 0; i < count; i++)
    require(contains(k->literals, k->count, literals[i]));
  for (size_t i = 0; i < k->count; i++)
    require(contains(literals, count, k->literals[i]));
  c->check.originals++;
  checker_add(&c->check, id, literals, count);
}

static void on_derived(void *user, uint64_t id, const int *literals, size_t count, const uint64_t *hints,
                       size_t hint_count)
{
  client *c = user;
  checker_derive(&c->check, literals, count, hints, hint_count);
  checker_add(&c->check, id, literals, count);
}

static void on_deleted(void *user, uint64_t id)
{
  checker_delete(&((client *)user)->check, id);
}

static void on_concluded(void *user, uint64_t id)
{
  ((client *)user)->check.concluded = id;
}

static void client_open(client *c, bool proof, uint32_t seed)
{
  memset(c, 0, sizeof *c);
  c->proof = proof;
  c->calls_left = -1;
  sat_client table = {.user = c,
                      .assigned = on_assigned,
                      .new_level = on_level,
                      .backtrack = on_backtrack,
                      .model = on_model,
                      .propagated = on_propagated,
                      .next_implied = on_implied,
                      .reason = on_reason,
                      .next_clause = on_next,
                      .terminate = on_terminate};
  if (proof) {
    table.original = on_original;
    table.derived = on_derived;
    table.deleted = on_deleted;
    table.concluded = on_concluded;
  }
  c->s = sat_new(&table, seed);
  ck_assert_ptr_nonnull(c->s);
}

static void client_close(client *c)
{
  sat_delete(c->s);
  checker_free(&c->check);
  for (size_t i = 0; i < c->given; i++)
    if (c->all[i].alive)
      free(c->all[i].literals);
}

static void give(client *c, const int *literals, size_t count)
{
  int *copy = malloc((count + 1) * sizeof(int));
  if (count)
    memcpy(copy, literals, count * sizeof(int));
  c->all[c->given++] = (clause){copy, count, true};
  require(sat_add_clause(c->s, copy, count));
  require(!c->proof || c->arrived == c->given);
}

static void check_model(const client *c, const int *assumptions, size_t count)
{
  for (size_t i = 0; i < c->given + c->held_count; i++) {
    const clause *k = i < c->given ? &c->all[i] : &c->held[i - c->given];
    bool holds = false;
    for (size_t j = 0; j < k->count; j++)
      holds |= sat_value(c->s, abs(k->literals[j])) == (k->literals[j] > 0 ? 1 : -1);
    require(holds);
  }
  for (size_t i = 0; i < count; i++)
    ck_assert_int_eq(sat_value(c->s, abs(assumptions[i])), assumptions[i] > 0 ? 1 : -1);
}

static void check_conclusion(const client *c, const int *assumptions, size_t count)
{
  for (size_t i = 0; i < count; i++)
    trace((client *)c, sat_failed(c->s, assumptions[i]));
  if (!c->proof)
    return;
  const clause *k = &c->check.clauses[c->check.concluded];
  ck_assert(k->alive);
  size_t failed = 0;
  for (size_t i = 0; i < k->count; i++) {
    require(contains(assumptions, count, -k->literals[i]));
    require(sat_failed(c->s, -k->literals[i]));
  }
  for (size_t i = 0; i < count; i++)
    failed += sat_failed(c->s, assumptions[i]);
  ck_assert_uint_eq(failed, k->count);
}

/* ---- random incremental problems
 * ------------------------------------------------------------------------------------ */

typedef struct summary {
  uint64_t trace, answers, derived, hints, models, asked, implied;
  sat_statistics statistics;
} summary;

static clause random_clause(int variables, size_t size)
{
  clause k = {malloc(size * sizeof(int)), size, true};
  for (size_t i = 0; i < size; i++) {
    int v = 1 + (int)draw((uint32_t)variables);
    k.literals[i] = draw(2) ? v : -v;
  }
  return k;
}

static summary run_random(uint64_t seed, int variables, double ratio, bool proof, bool implies)
{
  static client c;
  random_state = seed * 977 + 1;
  client_open(&c, proof, (uint32_t)seed);
  c.make_variables = seed % 5 == 0;
  c.implies = implies;
  while (c.variables < variables)
    c.variables = sat_new_variable(c.s);
  clause *held = calloc((size_t)(ratio * variables) + 100, sizeof *held);
  c.held = held;
  summary sum = {0};
  for (unsigned round = 0; round < 4; round++) {
    size_t more = (size_t)(ratio * variables / 4);
    for (size_t i = 0; i < more; i++) {
      clause k = random_clause(variables, draw(40) == 0 ? 2 : 3);
      if (draw(2))
        held[c.held_count++] = k;
      else
        give(&c, k.literals, k.count), free(k.literals);
    }
    for (unsigned query = 0; query < 3; query++) {
      int assumptions[20];
      size_t count = query == 0 ? 0 : draw(20);
      for (size_t i = 0; i < count; i++) {
        int v = 1 + (int)(i * (size_t)variables / 20);
        assumptions[i] = draw(2) ? v : -v;
      }
      c.calls_left = seed % 7 == 0 && query == 1 ? 30 : -1;
      c.assumptions = count;
      sat_answer answer = sat_solve(c.s, assumptions, count);
      trace(&c, (uint64_t)answer);
      sum.answers = sum.answers * 31 + (uint64_t)answer;
      ck_assert(answer != SAT_OOM);
      ck_assert(answer != SAT_UNKNOWN || c.calls_left == -1);
      if (answer == SAT_SAT)
        check_model(&c, assumptions, count);
      else if (answer == SAT_UNSAT)
        check_conclusion(&c, assumptions, count);
      ck_assert(!proof || c.arrived == c.given);
    }
  }
  sat_get_statistics(c.s, &sum.statistics);
  sum.asked = c.asked, sum.implied = c.told_implied;
  sum.trace = c.trace, sum.models = c.models, sum.derived = c.check.derived, sum.hints = c.check.hints;
  client_close(&c);
  for (size_t i = 0; i < c.held_count; i++)
    free(held[i].literals);
  free(held);
  return sum;
}

static void compare_random(uint64_t first, uint64_t last, int variables, double ratio, bool implies, summary *sum)
{
  for (uint64_t seed = first; seed < last; seed++) {
    summary with = run_random(seed, variables, ratio, true, implies);
    summary without = run_random(seed, variables, ratio, false, implies);
    ck_assert_uint_eq(with.answers, without.answers);
    ck_assert_uint_eq(with.trace, without.trace);
    ck_assert_uint_eq(with.models, without.models);
    ck_assert_uint_eq(with.statistics.conflicts, without.statistics.conflicts);
    ck_assert_uint_eq(with.statistics.decisions, without.statistics.decisions);
    ck_assert_uint_eq(with.statistics.propagations, without.statistics.propagations);
    sum->derived += with.derived;
    sum->asked += with.asked;
    sum->implied += with.implied;
  }
}

START_TEST(random_small)
{
  summary sum = {0};
  compare_random(0, 150, 30, 5.0, false, &sum);
  ck_assert_uint_gt(sum.derived, 1000);
}
END_TEST

START_TEST(random_medium)
{
  summary sum = {0};
  compare_random(1000, 1030, 120, 4.4, false, &sum);
  ck_assert_uint_gt(sum.derived, 10000);
}
END_TEST

/* Long enough for every kind of inprocessing to run. */
START_TEST(random_large)
{
  summary sum = {0};
  compare_random(5000, 5002, 250, 4.25, false, &sum);
  ck_assert_uint_gt(sum.derived, 10000);
}
END_TEST

/* The same with literals that the client implies: each reason holds when it is asked for, and fewer are asked for than
 * literals were implied. */
START_TEST(random_implied)
{
  summary sum = {0};
  compare_random(0, 150, 30, 5.0, true, &sum);
  compare_random(1000, 1030, 120, 4.4, true, &sum);
  compare_random(5000, 5002, 250, 4.25, true, &sum);
  ck_assert_uint_gt(sum.derived, 10000);
  ck_assert_uint_gt(sum.asked, 5000);
  ck_assert_uint_gt(sum.implied, sum.asked);
}
END_TEST

/* A reason that cannot be given ends the search, and the solver. */
START_TEST(no_reason)
{
  static client c;
  random_state = 17;
  client_open(&c, false, 1);
  c.implies = c.no_reasons = true;
  while (c.variables < 60)
    c.variables = sat_new_variable(c.s);
  clause held[300];
  for (size_t i = 0; i < 300; i++)
    held[i] = random_clause(60, 3);
  c.held = held;
  c.held_count = 300;
  ck_assert_int_eq(sat_solve(c.s, NULL, 0), SAT_OOM);
  ck_assert_uint_eq(c.asked, 1);
  ck_assert_int_eq(sat_new_variable(c.s), 0);
  client_close(&c);
  for (size_t i = 0; i < 300; i++)
    free(held[i].literals);
}
END_TEST

/* ---- particular problems
 * -------------------------------------------------------------------------------------------- */

static int pigeon(int holes, int p, int h)
{
  return 1 + p * holes + h;
}

/* `holes`+1 pigeons; the clauses that keep two out of one hole are given in the search if `lazily`. */
static summary run_pigeons(int holes, bool proof, bool lazily)
{
  static client c;
  random_state = 7;
  client_open(&c, proof, 0);
  while (c.variables < (holes + 1) * holes)
    c.variables = sat_new_variable(c.s);
  clause *held = calloc((size_t)(holes * holes * (holes + 1)), sizeof *held);
  c.held = held;
  for (int p = 0; p <= holes; p++) {
    int all[32];
    for (int h = 0; h < holes; h++)
      all[h] = pigeon(holes, p, h);
    give(&c, all, (size_t)holes);
    for (int q = 0; q < p; q++)
      for (int h = 0; h < holes; h++) {
        int two[] = {-pigeon(holes, p, h), -pigeon(holes, q, h)};
        if (lazily) {
          held[c.held_count] = (clause){malloc(sizeof two), 2, true};
          memcpy(held[c.held_count++].literals, two, sizeof two);
        } else
          give(&c, two, 2);
      }
  }
  ck_assert_int_eq(sat_solve(c.s, NULL, 0), SAT_UNSAT);
  summary sum = {.trace = c.trace, .derived = c.check.derived};
  sat_get_statistics(c.s, &sum.statistics);
  if (proof) {
    ck_assert_uint_ne(c.check.empty, 0);
    ck_assert_uint_eq(c.check.concluded, c.check.empty);
  }
  client_close(&c);
  for (size_t i = 0; i < c.held_count; i++)
    free(held[i].literals);
  free(held);
  return sum;
}

START_TEST(pigeons)
{
  for (int lazily = 0; lazily < 2; lazily++) {
    summary with = run_pigeons(7, true, lazily);
    summary without = run_pigeons(7, false, lazily);
    ck_assert_uint_eq(with.trace, without.trace);
    ck_assert_uint_eq(with.statistics.conflicts, without.statistics.conflicts);
    ck_assert_uint_gt(with.statistics.conflicts, 100);
    ck_assert_uint_gt(with.derived, 100);
  }
}
END_TEST

START_TEST(nothing)
{
  static client c;
  client_open(&c, true, 0);
  ck_assert_int_eq(sat_solve(c.s, NULL, 0), SAT_SAT);
  ck_assert_uint_eq(c.models, 1);
  give(&c, NULL, 0);
  ck_assert_int_eq(sat_solve(c.s, NULL, 0), SAT_UNSAT);
  ck_assert_uint_eq(c.check.concluded, 1);
  ck_assert_int_eq(sat_solve(c.s, NULL, 0), SAT_UNSAT);
  client_close(&c);
}
END_TEST

/* Clauses that the solver could take for granted still arrive, once each: satisfied, with literals false at the root,
 * repeated, tautological, and after the empty clause. */
START_TEST(redundant_clauses)
{
  static client c;
  client_open(&c, true, 0);
  for (int i = 0; i < 4; i++)
    c.variables = sat_new_variable(c.s);
  give(&c, (int[]){1}, 1);
  give(&c, (int[]){1, 2}, 2);
  give(&c, (int[]){-1, 2, 3}, 3);
  give(&c, (int[]){2, 2, 3, 2}, 4);
  give(&c, (int[]){4, -4, 3}, 3);
  give(&c, (int[]){1}, 1);
  ck_assert_int_eq(sat_solve(c.s, (int[]){-3, -2}, 2), SAT_UNSAT);
  check_conclusion(&c, (int[]){-3, -2}, 2);
  ck_assert_int_eq(sat_solve(c.s, (int[]){-1, 4}, 2), SAT_UNSAT);
  check_conclusion(&c, (int[]){-1, 4}, 2);
  ck_assert(sat_failed(c.s, -1) && !sat_failed(c.s, 4));
  ck_assert_int_eq(sat_solve(c.s, NULL, 0), SAT_SAT);
  ck_assert_int_eq(sat_value(c.s, 1), 1);
  give(&c, (int[]){-1}, 1);
  give(&c, (int[]){2, 3}, 2);
  ck_assert_int_eq(sat_solve(c.s, (int[]){4}, 1), SAT_UNSAT);
  ck_assert(!sat_failed(c.s, 4));
  check_conclusion(&c, (int[]){4}, 1);
  client_close(&c);
}
END_TEST

static bool never(void *user)
{
  (void)user;
  return false;
}

/* A model that the client rejects without a clause against it is not an answer. */
START_TEST(rejected_model)
{
  static client c;
  memset(&c, 0, sizeof c);
  c.calls_left = -1;
  sat_client table = {.user = &c,
                      .assigned = on_assigned,
                      .new_level = on_level,
                      .backtrack = on_backtrack,
                      .model = never,
                      .next_clause = on_next,
                      .terminate = on_terminate};
  c.s = sat_new(&table, 0);
  c.variables = sat_new_variable(c.s);
  ck_assert_int_eq(sat_solve(c.s, NULL, 0), SAT_UNKNOWN);
  ck_assert_int_eq(sat_value(c.s, 1), 0);
  client_close(&c);
}
END_TEST

START_TEST(phases)
{
  for (int sign = -1; sign <= 1; sign += 2) {
    static client c;
    client_open(&c, false, 0);
    for (int i = 0; i < 10; i++) {
      c.variables = sat_new_variable(c.s);
      sat_phase(c.s, sign * c.variables);
    }
    ck_assert_int_eq(sat_solve(c.s, NULL, 0), SAT_SAT);
    for (int v = 1; v <= 10; v++)
      ck_assert_int_eq(sat_value(c.s, v), sign);
    client_close(&c);
  }
}
END_TEST

START_TEST(interrupted)
{
  static client c;
  client_open(&c, true, 0);
  int holes = 10;
  while (c.variables < (holes + 1) * holes)
    c.variables = sat_new_variable(c.s);
  for (int p = 0; p <= holes; p++) {
    int all[32];
    for (int h = 0; h < holes; h++)
      all[h] = pigeon(holes, p, h);
    give(&c, all, (size_t)holes);
    for (int q = 0; q < p; q++)
      for (int h = 0; h < holes; h++)
        give(&c, (int[]){-pigeon(holes, p, h), -pigeon(holes, q, h)}, 2);
  }
  c.calls_left = 20;
  ck_assert_int_eq(sat_solve(c.s, NULL, 0), SAT_UNKNOWN);
  c.calls_left = -1;
  int lone[] = {-1, -2, -3, -4, -5, -6, -7, -8, -9, -10};
  ck_assert_int_eq(sat_solve(c.s, lone, 10), SAT_UNSAT);
  check_conclusion(&c, lone, 10);
  client_close(&c);
}
END_TEST

/* A chain of implications as long as nested input can make it, from one assumption against another, on a small stack:
 * explaining it is recursive in CaDiCaL. */
enum { LENGTH = MAX_VARIABLES - 1 };

static void *run_chain(void *user)
{
  client *c = user;
  int ends[] = {1, -LENGTH};
  ck_assert_int_eq(sat_solve(c->s, ends, 2), SAT_UNSAT);
  check_conclusion(c, ends, 2);
  return NULL;
}

START_TEST(long_chain)
{
  static client c;
  client_open(&c, true, 0);
  while (c.variables < LENGTH)
    c.variables = sat_new_variable(c.s);
  for (int v = 1; v < LENGTH; v++)
    give(&c, (int[]){-v, v + 1}, 2);
  pthread_t thread;
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, 64 << 10);
  ck_assert_int_eq(pthread_create(&thread, &attributes, run_chain, &c), 0);
  pthread_join(thread, NULL);
  pthread_attr_destroy(&attributes);
  client_close(&c);
}
END_TEST

RUN_TESTS("sat", random_small, random_medium, random_large, random_implied, no_reason, pigeons, nothing,
          redundant_clauses, rejected_model, phases, interrupted, long_chain)
