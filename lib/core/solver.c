/* solver.c: life of a solver, its assertion stack, and one check.
 *
 * A check: limits begin; definitions are found; assertions that need it get clauses; the SAT solver runs under the
 * guards of the open frames and the assumptions; the answer is read off. After a limit the clauses made so far stay,
 * they are all valid. */
#include <stdio.h>

#include "core/state.h"

static bool connect_sat(solver *s)
{
  sat_client client = {
      .user = s,
      .held = &s->m->outside,
      .assigned = solver_assigned,
      .new_level = solver_new_level,
      .backtrack = solver_backtrack,
      .model = solver_model_found,
      .propagated = solver_listening() ? solver_propagated : NULL,
      .next_implied = solver_next_implied,
      .reason = solver_reason,
      .next_clause = solver_next_clause,
      .terminate = solver_terminate,
  };
  if (s->proof) {
    client.original = solver_original;
    client.derived = solver_derived;
    client.deleted = solver_deleted;
    client.concluded = solver_concluded;
  }
  s->sat = sat_new(&client, s->seed);
  if (!s->sat)
    s->m->oom = true;
  return s->sat;
}

solver *solver_new(mem *m, limits *l, terms *t, regex *g)
{
  solver *s = mem_calloc(m, 1, sizeof *s);
  if (!s)
    return NULL;
  s->m = m;
  s->limits = l;
  s->terms = t;
  s->regex = g;
  s->rewriter = rewriter_new(m, l, t, g);
  if (!assertions_init(m, &s->assertions) || !s->rewriter || !solver_create_theories(s)) {
    solver_delete(s);
    return NULL;
  }
  return s;
}

void solver_delete(solver *s)
{
  if (!s)
    return;
  mem *m = s->m;
  solver_end_search(s);
  solver_destroy_theories(s);
  rewriter_delete(s->rewriter);
  proof_delete(s->proof);
  assertions_free(m, &s->assertions);
  encodings_free(m, &s->encodings);
  clauses_free(m, &s->clauses);
  trail_release(m, &s->trail);
  relevance_free(m, &s->relevance);
  models_free(m, &s->models);
  search_free(m, &s->search);
  mem_free(m, s, sizeof *s);
}

const char *solver_broken(const solver *s)
{
  if (mem_failed(s->m))
    return NULL; /* work was given up half-way; nothing but deletion follows */
  const char *found = terms_check(s->terms);
  found = found ? found : assertions_check(&s->assertions);
  found = found ? found : encodings_check(s);
  found = found ? found : clauses_check(s);
  found = found ? found : trail_broken(s);
  found = found ? found : relevance_check(s);
  found = found ? found : models_check(s);
  return found ? found : search_check(s);
}

void solver_seed(solver *s, uint32_t seed)
{
  s->seed = seed;
}

uint32_t solver_seeded(const solver *s)
{
  return s->seed;
}

void solver_report(solver *s, reporter log)
{
  s->log = log;
}

const reporter *solver_reporter(const solver *s)
{
  return &s->log;
}

bool solver_prove(solver *s, strsmt_proof_sink sink, void *user, strsmt_proof_format format)
{
  s->proof = proof_new(s->m, s->limits, s->terms, s->regex, sink, user, format);
  for (uint64_t i = 0; i < s->assertions.resets && s->proof; i++)
    proof_epoch(s->proof); /* the problem has had them too */
  return s->proof;
}

bool solver_proof_failed(const solver *s)
{
  return s->proof && !proof_flush(s->proof);
}

void solver_progress(solver *s, strsmt_progress progress, void *user)
{
  s->search.progress = progress;
  s->search.progress_user = user;
  s->limits->looked = progress ? solver_report_progress : NULL;
  s->limits->looked_user = s;
}

/* ---- clauses of the assertions ----------------------------------------------------------------------------------- */

static int guard_of(solver *s, uint32_t index)
{
  assert(index < s->assertions.frames.size);
  frame *f = &s->assertions.frames.data[index];
  if (index == 0 || f->guard)
    return f->guard;
  f->variables = s->clauses.term_of.size;
  f->dead = s->encodings.dead;
  f->guard = solver_variable(s, 0);
  if (f->guard && s->proof)
    proof_guard(s->proof, f->guard, f->number);
  return f->guard;
}

static bool encode_assertion(solver *s, assertion *a)
{
  assert(a->frame < s->assertions.frames.size);
  if (a->encoded == s->assertions.version)
    return true;
  int guard = guard_of(s, a->frame);
  if ((a->frame && !guard) || !solver_encode(s, a->formula, true))
    return false;
  a->encoded = s->assertions.version;
  if (a->input)
    return true;
  int literal = solver_root_literal(s, a->formula);
  a->input = literal && solver_add_input(s, a->formula, literal, guard);
  return a->input;
}

/* What was encoded in part is encoded again at the next check or turn. */
static void forget_encodings(solver *s)
{
  s->encodings.again = false;
  s->assertions.version++;
  for (size_t i = 0; i < s->encodings.of.size; i++)
    s->encodings.of.data[i].done = 0;
}

static bool encode_all(solver *s)
{
  if (s->encodings.again)
    forget_encodings(s);
  bool ok = solver_write_out(s) && solver_find_definitions(s);
  for (size_t i = 0; i < s->assertions.list.size && ok; i++)
    ok = encode_assertion(s, &s->assertions.list.data[i]);
  size_t before = s->clauses.term_of.size;
  for (size_t i = 0; i < s->assertions.assumptions.size && ok; i++)
    ok = solver_encode(s, s->assertions.assumptions.data[i], true);
  if (s->encodings.needed)
    s->encodings.dead += s->clauses.term_of.size - before;
  else
    s->encodings.needed = s->clauses.term_of.size;
  if (!ok)
    forget_encodings(s);
  return ok;
}

bool solver_encode_rest(solver *s)
{
  return !s->encodings.again || (solver_hand_over_leftovers(s) && encode_all(s));
}

/* ---- a check ----------------------------------------------------------------------------------------------------- */

/* Guards of the open frames, then the assumptions. */
static bool assume_all(solver *s)
{
  stack_clear(&s->search.assumed);
  for (uint32_t i = 1; i < s->assertions.frames.size; i++)
    if (s->assertions.frames.data[i].guard && !stack_push(s->m, &s->search.assumed, s->assertions.frames.data[i].guard))
      return false;
  for (size_t i = 0; i < s->assertions.assumptions.size; i++) {
    int l = solver_root_literal(s, s->assertions.assumptions.data[i]);
    if (!l || !stack_push(s->m, &s->search.assumed, l))
      return false;
  }
  return true;
}

/* Two assumptions that negate each other need no search; the SAT solver would give no derivation. Their literal, or 0. */
static int contradictory_assumption(solver *s)
{
  int found = 0;
  for (size_t i = 0; i < s->search.assumed.size; i++) {
    int l = s->search.assumed.data[i];
    signed char *mark = &s->clauses.marks.data[l < 0 ? -l : l], sign = l < 0 ? -1 : 1;
    if (*mark == -sign && !found)
      found = l;
    *mark = sign;
  }
  for (size_t i = 0; i < s->search.assumed.size; i++)
    s->clauses.marks.data[s->search.assumed.data[i] < 0 ? -s->search.assumed.data[i] : s->search.assumed.data[i]] = 0;
  return found;
}

/* The failed assumptions, and the conclusion: a clause {l, -l} by rule split. */
static bool fail_both(solver *s, int literal)
{
  for (size_t i = 0; i < s->assertions.assumptions.size; i++) {
    int l = solver_root_literal(s, s->assertions.assumptions.data[i]);
    if ((l == literal || l == -literal) && !stack_push(s->m, &s->search.failed, s->assertions.given.data[i]))
      return false;
  }
  if (!s->proof)
    return true;
  int variable = literal < 0 ? -literal : literal, clause[2] = {variable, -variable};
  uint64_t id = (UINT64_C(1) << 62) + s->search.queries; /* out of the SAT solver's way */
  derivation d;
  derivation_init(&d, s->m, 2);
  derivation_axiom(&d, RULE_SPLIT, s->clauses.term_of.data[variable]);
  bool ok = !d.broken;
  if (ok) {
    proof_lemma(s->proof, id, clause, 2, &d);
    ok = proof_concluded(s->proof, id, s->search.queries);
    proof_deleted(s->proof, id);
  }
  derivation_free(&d);
  return ok;
}

static bool collect_failed(solver *s)
{
  for (size_t i = 0; i < s->assertions.assumptions.size; i++) {
    int l = solver_root_literal(s, s->assertions.assumptions.data[i]);
    if (sat_failed(s->sat, l) && !stack_push(s->m, &s->search.failed, s->assertions.given.data[i]))
      return false;
  }
  return true;
}

static void explain_unknown(solver *s)
{
  static const char *const reasons[] = {[STOP_NONE] = "",
                                        [STOP_INTERRUPTED] = "interrupted",
                                        [STOP_TIMEOUT] = "timeout",
                                        [STOP_STEPS] = "step limit",
                                        [STOP_MEMORY] = "memory limit",
                                        [STOP_OOM] = "out of memory"};
  if (s->limits->stop != STOP_NONE)
    snprintf(s->search.reason, sizeof s->search.reason, "%s", reasons[s->limits->stop]);
  else if (mem_failed(s->m))
    snprintf(s->search.reason, sizeof s->search.reason, "out of memory");
  else if (s->search.fault)
    snprintf(s->search.reason, sizeof s->search.reason, "internal error: a lemma has no derivation");
  else if (s->models.too_long)
    snprintf(s->search.reason, sizeof s->search.reason,
             "incomplete: a string of more than %llu characters would be needed",
             (unsigned long long)s->models.too_long);
  else if (s->models.rejected && s->models.blamed)
    snprintf(s->search.reason, sizeof s->search.reason, "incomplete: %s is not decided yet in this position",
             s->models.blamed);
  else
    snprintf(s->search.reason, sizeof s->search.reason, "incomplete: no model could be confirmed");
}

static strsmt_answer run(solver *s)
{
  if ((!s->sat && !connect_sat(s)) || !solver_hand_over_leftovers(s) || !encode_all(s) || !assume_all(s))
    return STRSMT_UNKNOWN;
  int both = contradictory_assumption(s);
  if (both)
    return fail_both(s, both) ? STRSMT_UNSAT : STRSMT_UNKNOWN;
  strsmt_answer answer = solver_take_turns(s);
  return answer != STRSMT_UNSAT || collect_failed(s) ? answer : STRSMT_UNKNOWN;
}

strsmt_answer solver_check(solver *s, size_t count, const term *assumptions, const strsmt_limits *user)
{
  assert(!s->clauses.searching && !s->trail.partial);
  s->search.checks++;
  s->search.queries++;
  s->search.started = limits_clock();
  s->search.next_progress = s->search.started + 0.25;
  bool renew = s->search.renew || s->limits->stop != STOP_NONE; /* the last check was stopped */
  limits_begin(s->limits, user);
  models_clear(&s->models);
  s->search.stopped = false;
  s->search.reason[0] = 0;
  stack_clear(&s->search.failed);
  stack_clear(&s->assertions.given);
  stack_clear(&s->assertions.assumptions);
  report_line(&s->log, 1, "check %llu: %zu assertions in %u levels, %zu assumptions",
              (unsigned long long)s->search.checks, s->assertions.list.size, solver_levels(s), count);
  strsmt_answer answer = STRSMT_UNKNOWN;
  bool ok = solver_is_worn(s) ? solver_start_afresh(s) : !renew || solver_renew_theories(s);
  s->search.renew = !ok;
  for (size_t i = 0; i < count && ok; i++)
    ok = stack_push(s->m, &s->assertions.given, assumptions[i]);
  if (ok) {
    solver_begin_theories(s);
    answer = run(s);
  }
  assert(!solver_broken(s));
  if (answer == STRSMT_UNKNOWN)
    explain_unknown(s);
  if (s->proof)
    proof_flush(s->proof);
  limits_end(s->limits);
  s->search.seconds = limits_clock() - s->search.started;
  report_line(&s->log, 1, "check %llu: %s%s%s after %.3f seconds", (unsigned long long)s->search.checks,
              answer == STRSMT_SAT     ? "sat"
              : answer == STRSMT_UNSAT ? "unsat"
                                       : "unknown",
              *s->search.reason ? ", " : "", s->search.reason, s->search.seconds);
  return answer;
}

const char *solver_unknown_reason(const solver *s)
{
  return s->search.reason;
}

bool solver_faulty(const solver *s)
{
  return s->search.fault;
}

const term *solver_failed_assumptions(solver *s, size_t *count)
{
  *count = s->search.failed.size;
  return s->search.failed.data;
}

void solver_statistics(solver *s, strsmt_statistics *out)
{
  sat_statistics search_counts = solver_search_counts(s);
  *out = (strsmt_statistics){
      .checks = s->search.checks,
      .decisions = search_counts.decisions,
      .conflicts = search_counts.conflicts,
      .propagations = search_counts.propagations,
      .clauses = s->clauses.added - s->clauses.lemmas,
      .lemmas = s->clauses.lemmas,
      .models = s->models.candidates,
      .regex_states = regex_state_count(s->regex),
      .proof_bytes = s->proof ? proof_bytes(s->proof) : 0,
      .terms = terms_count(s->terms),
      .steps = s->limits->steps,
      .bytes = mem_held(s->m),
      .peak_bytes = s->m->peak,
      .seconds = s->search.seconds,
  };
}
