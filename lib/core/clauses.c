/* clauses.c: clauses on their way to the SAT solver, and what the solver reports for the proof.
 *
 * The SAT solver numbers clauses and tells the number of each clause that it was given, in order, when it takes it in.
 * Until then the clause waits in `pending` with its derivation; then its record is written. A clause that the solver
 * never takes in (since it holds at the root) is passed over: clauses are recognised by their set of literals. The
 * reason of an implied literal does not queue: the solver asks for it and takes it in at once. */
#include "base/hash.h"
#include "core/state.h"

static uint64_t literal_hash(int literal) { return hash_scatter((uint64_t)(int64_t)literal * 0x9e3779b97f4a7c15u + 1); }

int solver_variable(solver *s, term t)
{
  int v = sat_new_variable(s->sat);
  if (v <= 0) {
    s->m->oom = true;
    return 0;
  }
  size_t count = (size_t)v + 1;
  if (!by_key_reach(s->m, &s->term_of, count) || !by_key_reach(s->m, &s->values, count) ||
      !by_key_reach(s->m, &s->marks, count))
    return 0;
  s->term_of.data[v] = t;
  if (s->proof && t)
    proof_variable(s->proof, v, t);
  return v;
}

static size_t variable_of(int literal) { return (size_t)(literal < 0 ? -literal : literal); }

derivation solver_derivation(solver *s, size_t assumptions)
{
  derivation d;
  derivation_init(&d, s->m, assumptions);
  d.data = s->idle.data;
  derivation_init(&s->idle, s->m, 0);
  stack_clear(&d.data);
  return d;
}

/* Most derivations are small: their memory goes round. */
static void end_derivation(solver *s, derivation *d)
{
  enum { SMALL = 1 << 12 };
  if (d->data.capacity < SMALL && d->data.capacity > s->idle.data.capacity) {
    derivation swap = s->idle;
    s->idle = *d;
    *d = swap;
  }
  stack_free(s->m, &d->data);
}

/* The literals without repetitions in `scratch`; false if the clause is a tautology. */
static bool as_set(solver *s, const int *literals, size_t count)
{
  bool tautology = false;
  stack_clear(&s->scratch);
  for (size_t i = 0; i < count; i++) {
    signed char *mark = &s->marks.data[variable_of(literals[i])], sign = literals[i] < 0 ? -1 : 1;
    if (*mark == 0 && stack_push(s->m, &s->scratch, literals[i]))
      *mark = sign;
    else if (*mark == -sign)
      tautology = true;
  }
  for (size_t i = 0; i < s->scratch.size; i++)
    s->marks.data[variable_of(s->scratch.data[i])] = 0;
  return !tautology;
}

static bool hand_over(solver *s)
{
  s->clauses++;
  if (!s->searching) {
    if (!sat_add_clause(s->sat, s->scratch.data, s->scratch.size))
      s->m->oom = true;
    return !s->m->oom;
  }
  if (!stack_reserve(s->m, &s->queue, s->queue.size + s->scratch.size + 1))
    return false;
  s->queue.data[s->queue.size++] = (int)s->scratch.size;
  memcpy(s->queue.data + s->queue.size, s->scratch.data, s->scratch.size * sizeof(int));
  s->queue.size += s->scratch.size;
  return true;
}

/* Keeps the clause as it is written in the proof. The derivation moves in. */
static bool remember(solver *s, const int *literals, size_t count, pending p)
{
  p.first = s->pending_literals.size;
  p.count = count;
  for (size_t i = 0; i < s->scratch.size; i++)
    p.signature += literal_hash(s->scratch.data[i]);
  for (size_t i = 0; i < count; i++)
    if (!stack_push(s->m, &s->pending_literals, literals[i]))
      return false;
  return stack_push(s->m, &s->pending, p);
}

static bool add(solver *s, const int *literals, size_t count, pending p)
{
  bool useful = as_set(s, literals, count);
  bool ok = !mem_failed(s->m);
  bool kept = ok && useful && s->proof && remember(s, literals, count, p);
  if (!kept && s->proof)
    end_derivation(s, &p.derivation);
  return ok && (!useful || ((kept || !s->proof) && hand_over(s)));
}

static bool refuse_broken(solver *s, derivation *d)
{
  if (!d || !d->broken)
    return false;
  end_derivation(s, d);
  if (!mem_failed(s->m) && s->limits->stop == STOP_NONE)
    s->fault = true;
  s->derivation_stopped = true;
  return true;
}

bool solver_add_lemma(solver *s, const int *literals, size_t count, derivation *d)
{
  pending p = {0};
  if (refuse_broken(s, d))
    return false;
  if (d)
    p.derivation = *d;
  return add(s, literals, count, p);
}

bool solver_add_reason(solver *s, const int *literals, size_t count, derivation *d)
{
  if (refuse_broken(s, d))
    return false;
  stack_clear(&s->reason_clause);
  for (size_t i = 0; i < count; i++)
    if (!stack_push(s->m, &s->reason_clause, literals[i])) {
      if (d)
        end_derivation(s, d);
      return false;
    }
  s->clauses++;
  s->reason_made = true;
  if (d) {
    s->reason_derivation = *d;
    s->reason_waits = true;
  }
  return true;
}

bool solver_add_input(solver *s, term formula, int literal, int guard)
{
  int clause[2] = {literal, -guard};
  pending p = {.input = formula, .guard = guard};
  derivation_init(&p.derivation, s->m, 0);
  return add(s, clause, guard ? 2 : 1, p);
}

const int *solver_next_clause(void *user, size_t *count, bool *forgettable)
{
  solver *s = user;
  *forgettable = false;
  if (s->queue_head == s->queue.size) {
    stack_clear(&s->queue);
    s->queue_head = 0;
    return NULL;
  }
  *count = (size_t)s->queue.data[s->queue_head];
  const int *literals = s->queue.data + s->queue_head + 1;
  s->queue_head += *count + 1;
  return literals;
}

void solver_drop_pending(solver *s)
{
  for (; s->pending_head < s->pending.size; s->pending_head++)
    end_derivation(s, &s->pending.data[s->pending_head].derivation);
  stack_clear(&s->pending);
  stack_clear(&s->pending_literals);
  s->pending_head = 0;
}

void solver_drop_reason(solver *s)
{
  if (s->reason_waits)
    end_derivation(s, &s->reason_derivation);
  s->reason_waits = false;
}

void solver_original(void *user, uint64_t id, const int *literals, size_t count)
{
  solver *s = user;
  if (s->reason_waits) {
    proof_lemma(s->proof, id, s->reason_clause.data, s->reason_clause.size, &s->reason_derivation);
    solver_drop_reason(s);
    return;
  }
  uint64_t signature = 0;
  for (size_t i = 0; i < count; i++)
    signature += literal_hash(literals[i]);
  size_t at = s->pending_head;
  while (at < s->pending.size && s->pending.data[at].signature != signature)
    at++;
  if (at == s->pending.size) {
    s->fault = true;
    return;
  }
  for (size_t i = s->pending_head; i < at; i++)
    end_derivation(s, &s->pending.data[i].derivation);
  pending *p = &s->pending.data[at];
  if (p->input)
    proof_input(s->proof, id, p->input, s->pending_literals.data[p->first], p->guard);
  else
    proof_lemma(s->proof, id, s->pending_literals.data + p->first, p->count, &p->derivation);
  end_derivation(s, &p->derivation);
  s->pending_head = at + 1;
  if (s->pending_head == s->pending.size)
    solver_drop_pending(s);
}

void solver_derived(void *user, uint64_t id, const int *literals, size_t count, const uint64_t *hints,
                    size_t hint_count)
{
  proof_derived(((solver *)user)->proof, id, literals, count, hints, hint_count);
}

void solver_deleted(void *user, uint64_t id) { proof_deleted(((solver *)user)->proof, id); }

void solver_concluded(void *user, uint64_t id)
{
  solver *s = user;
  if (proof_concluded(s->proof, id, s->queries))
    return;
  if (!mem_failed(s->m) && s->limits->stop == STOP_NONE)
    s->fault = true;
  s->derivation_stopped = true;
}
