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

static bool open_frame(solver *s)
{
  return stack_push(s->m, &s->frames, ((frame){.number = s->next_frame++, .first_assertion = s->assertions.size}));
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
  s->version = 1;
  s->rewriter = rewriter_new(m, l, t, g);
  if (!s->rewriter || !open_frame(s) || !solver_create_theories(s)) {
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
  stack_free(m, &s->frames);
  stack_free(m, &s->assertions);
  stack_free(m, &s->definitions);
  stack_free(m, &s->adopted);
  stack_free(m, &s->encodings);
  stack_free(m, &s->term_of);
  stack_free(m, &s->values);
  stack_free(m, &s->trail);
  stack_free(m, &s->levels);
  stack_free(m, &s->listeners);
  stack_free(m, &s->todo);
  stack_free(m, &s->pending);
  stack_free(m, &s->pending_literals);
  stack_free(m, &s->queue);
  stack_free(m, &s->implied_literals);
  stack_free(m, &s->reason_clause);
  stack_free(m, &s->scratch);
  stack_free(m, &s->marks);
  stack_free(m, &s->clause);
  stack_free(m, &s->idle.data);
  stack_free(m, &s->relevant);
  stack_free(m, &s->owned);
  stack_free(m, &s->visited);
  stack_free(m, &s->watched);
  stack_free(m, &s->meanings);
  stack_free(m, &s->implications);
  stack_free(m, &s->implied);
  stack_free(m, &s->waiting);
  stack_free(m, &s->waited);
  stack_free(m, &s->ready);
  stack_free(m, &s->below);
  stack_free(m, &s->stale);
  stack_free(m, &s->hidden);
  stack_free(m, &s->model);
  stack_free(m, &s->assumed);
  stack_free(m, &s->assumptions);
  stack_free(m, &s->failed);
  mem_free(m, s, sizeof *s);
}

void solver_seed(solver *s, uint32_t seed) { s->seed = seed; }

uint32_t solver_seeded(const solver *s) { return s->seed; }

void solver_report(solver *s, reporter log) { s->log = log; }

const reporter *solver_reporter(const solver *s) { return &s->log; }

bool solver_prove(solver *s, strsmt_proof_sink sink, void *user, strsmt_proof_format format)
{
  s->proof = proof_new(s->m, s->limits, s->terms, s->regex, sink, user, format);
  for (uint64_t i = 0; i < s->resets && s->proof; i++)
    proof_epoch(s->proof); /* the problem has had them too */
  return s->proof;
}

bool solver_proof_failed(const solver *s) { return s->proof && !proof_flush(s->proof); }

void solver_progress(solver *s, strsmt_progress progress, void *user)
{
  s->progress = progress;
  s->progress_user = user;
  s->limits->looked = progress ? solver_report_progress : NULL;
  s->limits->looked_user = s;
}

/* ---- assertions -------------------------------------------------------------------------------------------------- */

bool solver_assert(solver *s, term t)
{
  return stack_push(s->m, &s->assertions, ((assertion){.formula = t, .frame = (uint32_t)s->frames.size - 1}));
}

bool solver_push(solver *s, unsigned levels)
{
  size_t size = s->frames.size;
  for (unsigned i = 0; i < levels; i++)
    if (!open_frame(s)) {
      s->frames.size = size;
      return false;
    }
  return true;
}

unsigned solver_levels(const solver *s) { return (unsigned)s->frames.size - 1; }

void solver_pop(solver *s, unsigned levels)
{
  size_t open = s->frames.size - levels, first = open;
  while (first < s->frames.size && !s->frames.data[first].guard)
    first++;
  if (first < s->frames.size)
    s->dead = s->frames.data[first].dead + s->term_of.size - s->frames.data[first].variables;
  s->frames.size = open;
  if (levels)
    s->assertions.size = s->frames.data[open].first_assertion;
}

size_t solver_assertion_count(const solver *s) { return s->assertions.size; }

term solver_assertion(const solver *s, size_t i) { return s->assertions.data[i].formula; }

/* ---- clauses of the assertions ----------------------------------------------------------------------------------- */

static int guard_of(solver *s, uint32_t index)
{
  frame *f = &s->frames.data[index];
  if (index == 0 || f->guard)
    return f->guard;
  f->variables = s->term_of.size;
  f->dead = s->dead;
  f->guard = solver_variable(s, 0);
  if (f->guard && s->proof)
    proof_guard(s->proof, f->guard, f->number);
  return f->guard;
}

static bool encode_assertion(solver *s, assertion *a)
{
  if (a->encoded == s->version)
    return true;
  int guard = guard_of(s, a->frame);
  if ((a->frame && !guard) || !solver_encode(s, a->formula, true))
    return false;
  a->encoded = s->version;
  if (a->input)
    return true;
  int literal = solver_root_literal(s, a->formula);
  a->input = literal && solver_add_input(s, a->formula, literal, guard);
  return a->input;
}

/* What was encoded in part is encoded again at the next check or turn. */
static void forget_encodings(solver *s)
{
  s->encode_again = false;
  s->version++;
  for (size_t i = 0; i < s->encodings.size; i++)
    s->encodings.data[i].done = 0;
}

static bool encode_all(solver *s)
{
  if (s->encode_again)
    forget_encodings(s);
  bool ok = solver_find_definitions(s);
  for (size_t i = 0; i < s->assertions.size && ok; i++)
    ok = encode_assertion(s, &s->assertions.data[i]);
  size_t before = s->term_of.size;
  for (size_t i = 0; i < s->assumptions.size && ok; i++)
    ok = solver_encode(s, s->assumptions.data[i], true);
  if (s->needed)
    s->dead += s->term_of.size - before;
  else
    s->needed = s->term_of.size;
  if (!ok)
    forget_encodings(s);
  return ok;
}

bool solver_encode_rest(solver *s) { return !s->encode_again || (solver_hand_over_leftovers(s) && encode_all(s)); }

/* ---- a check ----------------------------------------------------------------------------------------------------- */

/* Guards of the open frames, then the assumptions. */
static bool assume_all(solver *s)
{
  stack_clear(&s->assumed);
  for (uint32_t i = 1; i < s->frames.size; i++)
    if (s->frames.data[i].guard && !stack_push(s->m, &s->assumed, s->frames.data[i].guard))
      return false;
  for (size_t i = 0; i < s->assumptions.size; i++) {
    int l = solver_root_literal(s, s->assumptions.data[i]);
    if (!l || !stack_push(s->m, &s->assumed, l))
      return false;
  }
  return true;
}

/* Two assumptions that negate each other need no search; the SAT solver would give no derivation. Their literal, or 0. */
static int contradictory_assumption(solver *s)
{
  int found = 0;
  for (size_t i = 0; i < s->assumed.size; i++) {
    int l = s->assumed.data[i];
    signed char *mark = &s->marks.data[l < 0 ? -l : l], sign = l < 0 ? -1 : 1;
    if (*mark == -sign && !found)
      found = l;
    *mark = sign;
  }
  for (size_t i = 0; i < s->assumed.size; i++)
    s->marks.data[s->assumed.data[i] < 0 ? -s->assumed.data[i] : s->assumed.data[i]] = 0;
  return found;
}

/* The failed assumptions, and the conclusion: a clause {l, -l} by rule split. */
static bool fail_both(solver *s, int literal)
{
  for (size_t i = 0; i < s->assumptions.size; i++) {
    int l = solver_root_literal(s, s->assumptions.data[i]);
    if ((l == literal || l == -literal) && !stack_push(s->m, &s->failed, s->assumptions.data[i]))
      return false;
  }
  if (!s->proof)
    return true;
  int variable = literal < 0 ? -literal : literal, clause[2] = {variable, -variable};
  uint64_t id = (UINT64_C(1) << 62) + s->queries; /* out of the SAT solver's way */
  derivation d;
  derivation_init(&d, s->m, 2);
  derivation_axiom(&d, RULE_SPLIT, s->term_of.data[variable]);
  bool ok = !d.broken;
  if (ok) {
    proof_lemma(s->proof, id, clause, 2, &d);
    ok = proof_concluded(s->proof, id, s->queries);
    proof_deleted(s->proof, id);
  }
  derivation_free(&d);
  return ok;
}

static bool collect_failed(solver *s)
{
  for (size_t i = 0; i < s->assumptions.size; i++) {
    term a = s->assumptions.data[i];
    if (sat_failed(s->sat, solver_root_literal(s, a)) && !stack_push(s->m, &s->failed, a))
      return false;
  }
  return true;
}

static void explain_unknown(solver *s)
{
  static const char *const reasons[] = {
      [STOP_NONE] = "",           [STOP_INTERRUPTED] = "interrupted",   [STOP_TIMEOUT] = "timeout",
      [STOP_STEPS] = "step limit", [STOP_MEMORY] = "memory limit", [STOP_OOM] = "out of memory"};
  if (s->limits->stop != STOP_NONE)
    snprintf(s->reason, sizeof s->reason, "%s", reasons[s->limits->stop]);
  else if (mem_failed(s->m))
    snprintf(s->reason, sizeof s->reason, "out of memory");
  else if (s->fault)
    snprintf(s->reason, sizeof s->reason, "internal error: a lemma has no derivation");
  else if (s->too_long)
    snprintf(s->reason, sizeof s->reason, "incomplete: a string of more than %llu characters would be needed",
             (unsigned long long)s->too_long);
  else if (s->model_rejected && s->rejected_operator)
    snprintf(s->reason, sizeof s->reason, "incomplete: %s is not decided yet in this position", s->rejected_operator);
  else
    snprintf(s->reason, sizeof s->reason, "incomplete: no model could be confirmed");
}

/* Clauses that an earlier check found and could not hand over before it was stopped. */
bool solver_hand_over_leftovers(solver *s)
{
  size_t count;
  bool forgettable;
  const int *literals;
  while ((literals = solver_next_clause(s, &count, &forgettable)))
    if (!sat_add_clause(s->sat, literals, count)) {
      s->m->oom = true;
      return false;
    }
  return true;
}

static strsmt_answer search(solver *s)
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
  s->checks++;
  s->queries++;
  s->started = limits_clock();
  s->next_progress = s->started + 0.25;
  bool renew = s->renew || s->limits->stop != STOP_NONE; /* the last check was stopped */
  limits_begin(s->limits, user);
  s->derivation_stopped = s->model_rejected = false;
  s->rejected_operator = NULL;
  s->too_long = 0;
  s->reason[0] = 0;
  stack_clear(&s->failed);
  stack_clear(&s->model);
  stack_clear(&s->assumptions);
  report_line(&s->log, 1, "check %llu: %zu assertions in %u levels, %zu assumptions", (unsigned long long)s->checks,
              s->assertions.size, solver_levels(s), count);
  strsmt_answer answer = STRSMT_UNKNOWN;
  bool ok = solver_is_worn(s) ? solver_start_afresh(s) : !renew || solver_renew_theories(s);
  s->renew = !ok;
  for (size_t i = 0; i < count && ok; i++)
    ok = stack_push(s->m, &s->assumptions, assumptions[i]);
  if (ok) {
    solver_begin_theories(s);
    answer = search(s);
  }
  if (answer == STRSMT_UNKNOWN)
    explain_unknown(s);
  if (s->proof)
    proof_flush(s->proof);
  limits_end(s->limits);
  s->seconds = limits_clock() - s->started;
  report_line(&s->log, 1, "check %llu: %s%s%s after %.3f seconds", (unsigned long long)s->checks,
              answer == STRSMT_SAT     ? "sat"
              : answer == STRSMT_UNSAT ? "unsat"
                                       : "unknown",
              *s->reason ? ", " : "", s->reason, s->seconds);
  return answer;
}

const char *solver_unknown_reason(const solver *s) { return s->reason; }

bool solver_faulty(const solver *s) { return s->fault; }

const term *solver_failed_assumptions(solver *s, size_t *count)
{
  *count = s->failed.size;
  return s->failed.data;
}

void solver_statistics(solver *s, strsmt_statistics *out)
{
  sat_statistics search_counts = solver_search_counts(s);
  *out = (strsmt_statistics){
      .checks = s->checks,
      .decisions = search_counts.decisions,
      .conflicts = search_counts.conflicts,
      .propagations = search_counts.propagations,
      .clauses = s->clauses - s->lemmas,
      .lemmas = s->lemmas,
      .models = s->models,
      .regex_states = regex_state_count(s->regex),
      .proof_bytes = s->proof ? proof_bytes(s->proof) : 0,
      .terms = terms_count(s->terms),
      .steps = s->limits->steps,
      .bytes = mem_held(s->m),
      .peak_bytes = s->m->peak,
      .seconds = s->seconds,
  };
}
