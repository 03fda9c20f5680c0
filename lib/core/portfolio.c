/* portfolio.c: the two engines take turns. The calculus (the SAT solver with the theories) decides both ways; bounded
 * search only finds models. The calculus goes first, so that what is easy for it costs nothing more; then turns grow,
 * so that neither engine can keep the other from its answer for long. Turns are measured in steps, and both engines go
 * on where they were: answers are the same everywhere.
 *
 * Without a limit from the user, bounded search alone goes on only so far once the calculus has given up. */
#include <assert.h>

#include "bounded/bounded.h"
#include "core/state.h"

typedef enum outcome { OUTCOME_OPEN, OUTCOME_SAT, OUTCOME_UNSAT, OUTCOME_INCOMPLETE } outcome;

static bool over(const solver *s)
{
  return s->limits->stop != STOP_NONE || mem_failed(s->m) || s->search.fault;
}

static outcome calculus_turn(solver *s)
{
  s->search.stopped = s->models.rejected = false;
  if (!solver_hand_over_leftovers(s))
    return OUTCOME_OPEN;
  s->clauses.searching = true;
  sat_answer answer = sat_solve(s->sat, s->search.assumed.data, s->search.assumed.size);
  s->clauses.searching = false;
  if (answer == SAT_OOM)
    s->m->oom = true;
  if (over(s))
    return OUTCOME_OPEN;
  if (answer == SAT_UNSAT)
    return OUTCOME_UNSAT;
  if (answer == SAT_SAT && !s->search.stopped)
    return s->models.rejected ? OUTCOME_INCOMPLETE : OUTCOME_SAT;
  return OUTCOME_INCOMPLETE;
}

static term reglan_value(void *user, term constant)
{
  solver *s = user;
  if (term_sort(s->terms, constant) != STRSMT_SORT_REGLAN)
    return 0; /* an unknown of the search: what rests on it is no closed expression */
  term value = rewriter_normal(s->rewriter, constant);
  if (value == constant)
    return terms_apply(s->terms, STRSMT_RE_NONE, 0, NULL);
  return value && term_is_value(s->terms, value) ? value : 0;
}

static bounded *begin_bounded(solver *s)
{
  term_list formulas = {0};
  bool ok = true;
  for (size_t i = 0; i < s->assertions.list.size && ok; i++)
    ok = stack_push(s->m, &formulas, s->assertions.list.data[i].formula);
  for (size_t i = 0; i < s->assertions.assumptions.size && ok; i++)
    ok = stack_push(s->m, &formulas, s->assertions.assumptions.data[i]);
  bounded *b = NULL;
  if (ok)
    b = bounded_new(s->m, s->limits, s->terms, s->regex, s->seed, formulas.size, formulas.data, reglan_value, s);
  stack_free(s->m, &formulas);
  return b;
}

/* Takes over the values that were found, if all assertions are true under them. */
static bool adopt(solver *s, const bounded *b)
{
  stack_clear(&s->models.values);
  size_t count = terms_count(s->terms);
  for (term t = 1; t <= count; t++) {
    term value = term_kind(s->terms, t) == STRSMT_CONSTANT ? bounded_value(b, t) : 0;
    if (value && !solver_set_value(s, t, value))
      return false;
  }
  bool good = false;
  return solver_confirm_model(s, &good) && good;
}

/* False: bounded search has nothing more to say. */
static bool bounded_turn(solver *s, bounded *b, outcome *out)
{
  bounded_answer answer = bounded_find(b);
  if (answer == BOUNDED_STOPPED)
    return true;
  if (answer == BOUNDED_FOUND && adopt(s, b))
    *out = OUTCOME_SAT;
  assert(answer != BOUNDED_FOUND || *out == OUTCOME_SAT || s->limits->stop || mem_failed(s->m));
  return answer == BOUNDED_FOUND && s->limits->stop; /* the check of the model was stopped: once more */
}

/* Is it up to a limit how long bounded search goes on by itself? Not where the calculus has seen that words would have to
 * be too long. */
static bool is_limited(const solver *s)
{
  return !s->models.too_long && (s->limits->deadline > 0 || s->limits->step_limit != UINT64_MAX);
}

static uint64_t most_alone(const solver *s)
{
  const budgets *b = &s->limits->budget;
  return s->models.too_long ? b->core_alone_too_long : b->core_alone;
}

typedef struct turns {
  uint64_t steps; /* of the next turn */
  uint64_t alone; /* steps that bounded search has had by itself */
  bounded *bounded;
  bool calculus_done, bounded_done;
} turns;

/* Steps of the next turn of bounded search. */
static uint64_t bounded_steps(const solver *s, const turns *t)
{
  uint64_t left = t->alone < most_alone(s) ? most_alone(s) - t->alone : 0;
  return !t->calculus_done || is_limited(s) || t->steps < left ? t->steps : left;
}

/* One turn of each. False: there is nothing more to do. */
static bool take_turns(solver *s, turns *t, outcome *out)
{
  limits *l = s->limits;
  if (!t->calculus_done) {
    limits_turn turn = limits_turn_begin(l, t->bounded_done ? UINT64_MAX : t->steps);
    *out = calculus_turn(s);
    bool cut = l->stop == STOP_STEPS;
    limits_turn_end(l, turn);
    if (*out == OUTCOME_SAT || *out == OUTCOME_UNSAT || over(s) ||
        (cut && !(solver_renew_theories(s) && solver_encode_rest(s))))
      return false;
    t->calculus_done = *out == OUTCOME_INCOMPLETE && !cut;
  }
  if (!t->bounded_done) {
    uint64_t before = l->steps;
    limits_turn turn = limits_turn_begin(l, bounded_steps(s, t));
    if (!t->bounded && !(t->bounded = begin_bounded(s)))
      return false;
    t->bounded_done = !bounded_turn(s, t->bounded, out);
    limits_turn_end(l, turn);
    t->alone += t->calculus_done ? l->steps - before : 0;
    if (*out == OUTCOME_SAT || over(s))
      return false;
  }
  t->steps *= 2;
  return !t->calculus_done || !(t->bounded_done || (t->alone >= most_alone(s) && !is_limited(s)));
}

strsmt_answer solver_take_turns(solver *s)
{
  turns t = {.steps = s->limits->budget.core_first_turn};
  outcome out = OUTCOME_OPEN;
  while (take_turns(s, &t, &out))
    ;
  bounded_delete(t.bounded);
  if (mem_failed(s->m) || s->search.fault)
    return STRSMT_UNKNOWN;
  return out == OUTCOME_SAT ? STRSMT_SAT : out == OUTCOME_UNSAT ? STRSMT_UNSAT : STRSMT_UNKNOWN;
}
