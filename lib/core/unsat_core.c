/* unsat_core.c: minimal unsatisfiable subsets by deletion (Dershowitz, Hanna and Nadel, SAT'06; Marques-Silva and Lynce,
 * SAT'11): each term in turn is left out, and asked about under assumptions; if the rest has no model, the assumptions
 * that failed are the new core.
 *
 * Invariants: `core` holds a set that was refuted, or what was given. The terms from i on are needed for it, or it could
 * not be decided whether they are. One solver answers all of these questions, so what it learned is used again. */
#include "core/unsat_core.h"

typedef struct shrinking {
  unsat_core *core;
  mem *m;
  limits *limits;
  const strsmt_limits *budget;
  double deadline;    /* 0: none */
  uint64_t last_step; /* of the budget; UINT64_MAX: none */
  const reporter *log;
  solver *solver;
  bool stopped;
} shrinking;

/* What one check may cost: a share of what is left. False if nothing is. */
static bool allow(const shrinking *x, unsigned share, strsmt_limits *allowed)
{
  *allowed = (strsmt_limits){.bytes = x->budget->bytes};
  if (x->deadline > 0) {
    double left = x->deadline - limits_clock();
    if (left <= 0)
      return false;
    allowed->seconds = left / share;
  }
  if (x->last_step != UINT64_MAX) {
    if (x->limits->steps >= x->last_step)
      return false;
    allowed->steps = (x->last_step - x->limits->steps - 1) / share + 1;
  }
  return true;
}

static strsmt_answer ask(shrinking *x, solver *s, size_t count, const term *assumptions, unsigned share)
{
  strsmt_limits allowed;
  if (x->stopped || !allow(x, share, &allowed))
    return STRSMT_UNKNOWN;
  x->core->checks++;
  strsmt_answer answer = solver_check(s, count, assumptions, &allowed);
  x->stopped = x->limits->stop == STOP_INTERRUPTED || x->limits->stop == STOP_MEMORY || mem_failed(x->m);
  return answer;
}

/* The failed assumptions of the last check, which are in its order, become the core. How many of them are among the
 * first `before` of `asked`, the terms that were asked about. */
static size_t take_failed(shrinking *x, const term *asked, size_t before)
{
  size_t count, among = 0;
  const term *failed = solver_failed_assumptions(x->solver, &count);
  for (size_t i = 0; i < before && among < count; i++)
    among += asked[i] == failed[among];
  for (size_t i = 0; i < count; i++)
    x->core->terms.data[i] = failed[i];
  x->core->terms.size = count;
  return among;
}

/* From the last term to the first, since the last ones came on top of the others. */
static void shrink(shrinking *x)
{
  unsat_core *core = x->core;
  term_list rest = {0};
  core->minimal = true;
  if (ask(x, x->solver, core->terms.size, core->terms.data, 2) == STRSMT_UNSAT)
    take_failed(x, NULL, 0);
  for (size_t i = core->terms.size; i > 0 && !x->stopped;) {
    stack_clear(&rest);
    i--;
    for (size_t j = 0; j < core->terms.size; j++)
      if (j != i && !stack_push(x->m, &rest, core->terms.data[j]))
        x->stopped = true;
    strsmt_answer answer = ask(x, x->solver, rest.size, rest.data, 4);
    if (answer == STRSMT_UNSAT) {
      i = take_failed(x, rest.data, i);
    } else if (answer == STRSMT_UNKNOWN) {
      core->minimal = false;
    }
    report_line(x->log, 1, "core: %zu terms after check %llu", core->terms.size, (unsigned long long)core->checks);
  }
  core->minimal = core->minimal && !x->stopped;
  stack_free(x->m, &rest);
}

/* Once more, in a solver that knows nothing else, with a proof. */
static bool refute(shrinking *x, solver *s, strsmt_proof_sink sink, void *user)
{
  bool ok = solver_prove(s, sink, user, STRSMT_PROOF_TEXT);
  for (size_t i = 0; i < x->core->terms.size && ok; i++)
    ok = solver_assert(s, x->core->terms.data[i]);
  ok = ok && ask(x, s, 0, NULL, 1) == STRSMT_UNSAT;
  return ok && !solver_proof_failed(s) && !mem_failed(x->m);
}

void unsat_core_minimize(unsat_core *core, mem *m, limits *l, terms *t, regex *g, uint32_t seed,
                         const strsmt_limits *budget, const reporter *log, strsmt_proof_sink sink, void *user)
{
  shrinking x = {.core = core, .m = m, .limits = l, .budget = budget, .log = log, .last_step = UINT64_MAX};
  term_list given = {0};
  if (budget->seconds > 0)
    x.deadline = limits_clock() + budget->seconds;
  if (budget->steps && budget->steps < UINT64_MAX - l->steps)
    x.last_step = l->steps + budget->steps;
  for (size_t i = 0; i < core->terms.size; i++)
    if (!stack_push(m, &given, core->terms.data[i]))
      break;
  l->stop = STOP_NONE; /* that of an earlier check */
  x.solver = solver_new(m, l, t, g);
  solver *alone = x.solver && !mem_failed(m) ? solver_new(m, l, t, g) : NULL;
  if (alone) {
    solver_seed(x.solver, seed);
    solver_seed(alone, seed);
    shrink(&x);
    core->proved = refute(&x, alone, sink, user);
  }
  if (!core->proved) {
    core->minimal = false;
    for (size_t i = 0; i < given.size; i++)
      core->terms.data[i] = given.data[i];
    core->terms.size = given.size;
  }
  solver_delete(alone);
  solver_delete(x.solver);
  stack_free(m, &given);
}
