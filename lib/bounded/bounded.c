/* bounded.c: the rounds. Each round lays the problem out under the present bounds and solves it under the assumption
 * that no unknown is beyond its bound. */
#include "bounded/bounded.h"

#include "bounded/layout.h"
#include "bounded/ranges.h"

/* What a circuit may take: inputs of gates, and literals of clauses. */
typedef enum stage { STAGE_PROBLEM, STAGE_LAYOUT, STAGE_SOLVE, STAGE_DONE } stage;

struct bounded {
  mem *m;
  limits *l;
  uint32_t seed;
  term_list formulas;
  problem p;
  alphabet alphabet;
  stage stage;
  bounded_answer answer; /* in STAGE_DONE */
  layout y;
  sat *solver;      /* of the present round */
  uint64_t weight;  /* steps for each look of the SAT solver at the limits */
  term_list values; /* by term */
};

bounded *bounded_new(mem *m, limits *l, terms *t, regex *g, uint32_t seed, size_t count, const term *formulas,
                     model_value reglan, void *user)
{
  bounded *b = mem_calloc(m, 1, sizeof *b);
  if (!b)
    return NULL;
  b->m = m, b->l = l, b->seed = seed;
  b->p = (problem){.m = m, .l = l, .t = t, .g = g, .reglan = reglan, .user = user};
  for (size_t i = 0; i < count; i++)
    if (!stack_push(m, &b->formulas, formulas[i])) {
      bounded_delete(b);
      return NULL;
    }
  return b;
}

static void end_round(bounded *b)
{
  if (b->solver) {
    layout_end(&b->y);
    sat_delete(b->solver);
    b->solver = NULL;
  }
}

void bounded_delete(bounded *b)
{
  if (!b)
    return;
  end_round(b);
  alphabet_free(&b->alphabet, b->m);
  problem_free(&b->p);
  stack_free(b->m, &b->formulas);
  stack_free(b->m, &b->values);
  mem_free(b->m, b, sizeof *b);
}

static bounded_answer finish(bounded *b, bounded_answer answer)
{
  b->stage = STAGE_DONE;
  b->answer = answer;
  return answer;
}

static bool stopped(const bounded *b)
{
  return b->l->stop != STOP_NONE || mem_failed(b->m);
}

/* ---- the problem ------------------------------------------------------------------------------------------------- */

static int64_t at_most(int64_t a, int64_t b)
{
  return a < b ? a : b;
}
static int64_t at_least(int64_t a, int64_t b)
{
  return a > b ? a : b;
}

static int64_t bits_for(int64_t v)
{
  int64_t bits = 1;
  for (uint64_t rest = (uint64_t)(v < 0 ? ~v : v); rest; rest >>= 1)
    bits++;
  return bits;
}

/* A little more than the least that is possible. */
static void first_bounds(const budgets *b, unknown *u)
{
  if (u->sort == STRSMT_SORT_STRING) {
    u->capacity = at_most(u->low + b->bounded_first_slack, u->high);
    return;
  }
  u->capacity = b->bounded_first_bits;
  if (u->low > -RANGE_MAX)
    u->capacity = at_least(u->capacity, bits_for(u->low) + 1);
  if (u->low > -RANGE_MAX && u->high < RANGE_MAX)
    u->capacity = at_least(bits_for(u->low), bits_for(u->high));
  else if (u->high < RANGE_MAX)
    u->capacity = at_least(u->capacity, bits_for(u->high) + 1);
}

static bool make_problem(bounded *b)
{
  problem *p = &b->p;
  if (!problem_make(p, b->formulas.size, b->formulas.data) || !problem_ranges(p) ||
      !alphabet_make(&b->alphabet, b->m, b->l, &p->needs, 1))
    return false;
  for (size_t i = 0; i < p->unknowns.size; i++)
    first_bounds(&p->l->budget, &p->unknowns.data[i]);
  return true;
}

/* Begun anew after a stop in the middle. */
static bounded_answer prepare(bounded *b)
{
  if (make_problem(b)) {
    if (b->p.empty)
      return finish(b, BOUNDED_HOPELESS);
    b->stage = STAGE_LAYOUT;
    return BOUNDED_STOPPED;
  }
  if (b->p.unsupported || !stopped(b))
    return finish(b, BOUNDED_UNSUPPORTED);
  problem fresh = {.m = b->m, .l = b->l, .t = b->p.t, .g = b->p.g, .reglan = b->p.reglan, .user = b->p.user};
  problem_free(&b->p);
  alphabet_free(&b->alphabet, b->m);
  b->p = fresh;
  return BOUNDED_STOPPED;
}

/* ---- a round ----------------------------------------------------------------------------------------------------- */

static bool terminate(void *user)
{
  bounded *b = user;
  return limits_poll_many(b->l, b->weight) || mem_failed(b->m);
}

static bounded_answer lay_out(bounded *b)
{
  sat_client client = {.user = b, .held = &b->m->outside, .terminate = terminate};
  b->solver = sat_new(&client, b->seed);
  if (!b->solver) {
    b->m->oom = true;
    return BOUNDED_STOPPED;
  }
  if (layout_begin(&b->y, &b->p, &b->alphabet, b->solver, b->l->budget.bounded_circuit)) {
    b->weight = 16 + gates_size(&b->y.c.g) / 128;
    b->stage = STAGE_SOLVE;
    return BOUNDED_STOPPED;
  }
  bool large = b->y.c.g.too_large;
  end_round(b);
  if (b->p.unsupported)
    return finish(b, BOUNDED_UNSUPPORTED);
  return large ? finish(b, BOUNDED_EXHAUSTED) : BOUNDED_STOPPED;
}

/* How far an unknown may be from the least that is possible. */
static int64_t slack_of(const unknown *u)
{
  if (u->sort == STRSMT_SORT_STRING)
    return u->capacity - u->low;
  return INT64_C(1) << at_most(u->capacity, 60);
}

/* Doubles the slack, or widens an integer. False: the bound is as large as it may be. */
static bool raise_bound(const budgets *b, unknown *u)
{
  int64_t before = u->capacity, slack = slack_of(u);
  if (u->sort == STRSMT_SORT_STRING)
    u->capacity = at_most(u->high, u->low + at_least(2 * slack, slack + b->bounded_more_slack));
  else
    u->capacity = at_most(b->bounded_widest, u->capacity + b->bounded_more_bits);
  return u->capacity > before;
}

static unknown *failed_unknown(bounded *b, size_t i)
{
  return sat_failed(b->solver, b->y.flags.data[i]) ? &b->p.unknowns.data[b->y.flagged.data[i]] : NULL;
}

/* Of the bounds that failed, the tight ones are raised: the wide ones may have failed only along with them. False: none
 * can be raised. */
static bool raise_bounds(bounded *b)
{
  const budgets *most = &b->l->budget;
  int64_t tight = INT64_MAX;
  bool raised = false;
  for (int pass = 0; pass < 2; pass++)
    for (size_t i = 0; i < b->y.flags.size; i++) {
      unknown *u = failed_unknown(b, i), wider;
      if (!u)
        continue;
      wider = *u;
      if (!pass && raise_bound(most, &wider))
        tight = at_most(tight, slack_of(u));
      if (pass && slack_of(u) / most->bounded_alike <= tight)
        raised = raise_bound(most, u) || raised;
    }
  return raised;
}

static bounded_answer next_round(bounded *b)
{
  bool raised = raise_bounds(b);
  end_round(b);
  if (!raised)
    return finish(b, BOUNDED_HOPELESS);
  b->stage = STAGE_LAYOUT;
  return BOUNDED_STOPPED;
}

/* ---- values ------------------------------------------------------------------------------------------------------ */

term bounded_value(const bounded *b, term constant)
{
  return constant < b->values.size ? b->values.data[constant] : 0;
}

static term known_value(void *user, term constant)
{
  bounded *b = user;
  if (term_sort(b->p.t, constant) == STRSMT_SORT_REGLAN)
    return b->p.reglan(b->p.user, constant);
  return bounded_value(b, constant);
}

static bool set_value(bounded *b, term constant, term v)
{
  if (!by_key_reach(b->m, &b->values, (size_t)constant + 1))
    return false;
  b->values.data[constant] = v;
  return v;
}

/* Unknowns from the SAT solver; then the others by their definitions, in order. */
static bool read_values(bounded *b)
{
  problem *p = &b->p;
  stack_clear(&b->values);
  bool ok = true;
  for (size_t i = 0; i < p->unknowns.size && ok; i++)
    ok = set_value(b, p->unknowns.data[i].constant, layout_model(&b->y, &p->unknowns.data[i]));
  model_evaluator e;
  model_evaluator_begin(&e, p->t, p->g, b->l, known_value, b);
  for (size_t i = 0; i < p->order.size && ok; i++) {
    term a = p->order.data[i], definition = problem_definition(p, a);
    if (definition)
      ok = set_value(b, a, model_evaluate_more(&e, definition));
  }
  model_evaluator_end(&e);
  return ok;
}

static bounded_answer solve(bounded *b)
{
  switch (sat_solve(b->solver, b->y.flags.data, b->y.flags.size)) {
  case SAT_SAT:
    if (read_values(b))
      return finish(b, BOUNDED_FOUND);
    return stopped(b) ? BOUNDED_STOPPED : finish(b, BOUNDED_HOPELESS);
  case SAT_UNSAT:
    return next_round(b);
  case SAT_OOM:
    b->m->oom = true;
    return BOUNDED_STOPPED;
  default:
    return BOUNDED_STOPPED;
  }
}

bounded_answer bounded_find(bounded *b)
{
  while (b->stage != STAGE_DONE && !stopped(b) && !limits_poll(b->l)) {
    if (b->stage == STAGE_PROBLEM)
      prepare(b);
    else if (b->stage == STAGE_LAYOUT)
      lay_out(b);
    else
      solve(b);
  }
  return b->stage == STAGE_DONE ? b->answer : BOUNDED_STOPPED;
}
