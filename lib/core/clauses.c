/* clauses.c: clauses on their way to the SAT solver, and what the solver reports for the proof.
 *
 * The SAT solver numbers clauses and tells the number of each clause that it was given, in order, when it takes it in.
 * Until then the clause waits in `pending` with its derivation; then its record is written. A clause that the solver
 * never takes in (since it holds at the root) is passed over: clauses are recognised by their set of literals. The
 * reason of an implied literal does not queue: the solver asks for it and takes it in at once. */
#include "core/clauses.h"

#include "base/hash.h"
#include "core/state.h"

void clauses_clear(clauses *c)
{
  assert(!c->pending.size && !c->reason_waits);
  stack_clear(&c->term_of);
  stack_clear(&c->marks);
  stack_clear(&c->queue);
  c->queue_head = 0;
}

void clauses_free(mem *m, clauses *c)
{
  assert(!c->pending.size && !c->reason_waits);
  stack_free(m, &c->term_of);
  stack_free(m, &c->marks);
  stack_free(m, &c->pending);
  stack_free(m, &c->pending_literals);
  stack_free(m, &c->queue);
  stack_free(m, &c->reason);
  stack_free(m, &c->scratch);
  stack_free(m, &c->idle.data);
}

const char *clauses_check(const solver *s)
{
  const clauses *c = &s->clauses;
  size_t at = c->queue_head;
  if (c->pending_head > c->pending.size || at > c->queue.size || (c->pending.size && !s->proof))
    return "clauses: what waits";
  for (size_t i = c->pending_head; i < c->pending.size; i++)
    if (c->pending.data[i].first + c->pending.data[i].count > c->pending_literals.size)
      return "clauses: the literals of one that waits";
  while (at < c->queue.size && c->queue.data[at] >= 0)
    at += (size_t)c->queue.data[at] + 1;
  if (at != c->queue.size)
    return "clauses: the queue";
  for (size_t v = 0; v < c->marks.size; v++)
    if (c->marks.data[v])
      return "clauses: a mark";
  return c->marks.size == c->term_of.size || mem_failed(s->m) ? NULL : "clauses: as many marks as variables";
}

static uint64_t literal_hash(int literal)
{
  return hash_scatter((uint64_t)(int64_t)literal * 0x9e3779b97f4a7c15u + 1);
}

int solver_variable(solver *s, term t)
{
  assert(s->sat && (!t || term_sort(s->terms, t) == STRSMT_SORT_BOOL));
  int v = sat_new_variable(s->sat);
  if (v <= 0) {
    s->m->oom = true;
    return 0;
  }
  size_t count = (size_t)v + 1;
  if (!by_key_reach(s->m, &s->clauses.term_of, count) || !by_key_reach(s->m, &s->trail.values, count) ||
      !by_key_reach(s->m, &s->clauses.marks, count))
    return 0;
  s->clauses.term_of.data[v] = t;
  if (s->proof && t)
    proof_variable(s->proof, v, t);
  return v;
}

static size_t variable_of(int literal)
{
  return (size_t)(literal < 0 ? -literal : literal);
}

derivation solver_derivation(solver *s, size_t assumptions)
{
  derivation d;
  derivation_init(&d, s->m, assumptions);
  d.data = s->clauses.idle.data;
  derivation_init(&s->clauses.idle, s->m, 0);
  stack_clear(&d.data);
  return d;
}

/* Most derivations are small: their memory goes round. */
static void end_derivation(solver *s, derivation *d)
{
  enum { SMALL = 1 << 12 };
  if (d->data.capacity < SMALL && d->data.capacity > s->clauses.idle.data.capacity) {
    derivation swap = s->clauses.idle;
    s->clauses.idle = *d;
    *d = swap;
  }
  stack_free(s->m, &d->data);
}

/* The literals without repetitions in `scratch`; false if the clause is a tautology. */
static bool as_set(solver *s, const int *literals, size_t count)
{
  bool tautology = false;
  stack_clear(&s->clauses.scratch);
  for (size_t i = 0; i < count; i++) {
    signed char *mark = &s->clauses.marks.data[variable_of(literals[i])], sign = literals[i] < 0 ? -1 : 1;
    if (*mark == 0 && stack_push(s->m, &s->clauses.scratch, literals[i]))
      *mark = sign;
    else if (*mark == -sign)
      tautology = true;
  }
  for (size_t i = 0; i < s->clauses.scratch.size; i++)
    s->clauses.marks.data[variable_of(s->clauses.scratch.data[i])] = 0;
  return !tautology;
}

static bool hand_over(solver *s)
{
  s->clauses.added++;
  if (!s->clauses.searching) {
    if (!sat_add_clause(s->sat, s->clauses.scratch.data, s->clauses.scratch.size))
      s->m->oom = true;
    return !s->m->oom;
  }
  if (!stack_reserve(s->m, &s->clauses.queue, s->clauses.queue.size + s->clauses.scratch.size + 1))
    return false;
  s->clauses.queue.data[s->clauses.queue.size++] = (int)s->clauses.scratch.size;
  memcpy(s->clauses.queue.data + s->clauses.queue.size, s->clauses.scratch.data, s->clauses.scratch.size * sizeof(int));
  s->clauses.queue.size += s->clauses.scratch.size;
  return true;
}

/* Keeps the clause as it is written in the proof. The derivation moves in. */
static bool remember(solver *s, const int *literals, size_t count, pending p)
{
  assert(s->proof);
  p.first = s->clauses.pending_literals.size;
  p.count = count;
  for (size_t i = 0; i < s->clauses.scratch.size; i++)
    p.signature += literal_hash(s->clauses.scratch.data[i]);
  for (size_t i = 0; i < count; i++)
    if (!stack_push(s->m, &s->clauses.pending_literals, literals[i]))
      return false;
  return stack_push(s->m, &s->clauses.pending, p);
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
    s->search.fault = true;
  s->search.stopped = true;
  return true;
}

bool solver_add_lemma(solver *s, const int *literals, size_t count, derivation *d)
{
  assert(!d == !s->proof);
  pending p = {0};
  if (refuse_broken(s, d))
    return false;
  if (d)
    p.derivation = *d;
  return add(s, literals, count, p);
}

bool solver_add_reason(solver *s, const int *literals, size_t count, derivation *d)
{
  assert(!d == !s->proof && !s->clauses.reason_waits && count);
  if (refuse_broken(s, d))
    return false;
  stack_clear(&s->clauses.reason);
  for (size_t i = 0; i < count; i++)
    if (!stack_push(s->m, &s->clauses.reason, literals[i])) {
      if (d)
        end_derivation(s, d);
      return false;
    }
  s->clauses.added++;
  s->clauses.reason_made = true;
  if (d) {
    s->clauses.reason_derivation = *d;
    s->clauses.reason_waits = true;
  }
  return true;
}

bool solver_add_input(solver *s, term formula, int literal, int guard)
{
  assert(literal && guard >= 0);
  int clause[2] = {literal, -guard};
  pending p = {.input = formula, .guard = guard};
  derivation_init(&p.derivation, s->m, 0);
  return add(s, clause, guard ? 2 : 1, p);
}

const int *solver_next_clause(void *user, size_t *count, bool *forgettable)
{
  solver *s = user;
  *forgettable = false;
  if (s->clauses.queue_head == s->clauses.queue.size) {
    stack_clear(&s->clauses.queue);
    s->clauses.queue_head = 0;
    return NULL;
  }
  *count = (size_t)s->clauses.queue.data[s->clauses.queue_head];
  const int *literals = s->clauses.queue.data + s->clauses.queue_head + 1;
  assert(s->clauses.queue_head + 1 + *count <= s->clauses.queue.size);
  s->clauses.queue_head += *count + 1;
  return literals;
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

void solver_drop_pending(solver *s)
{
  assert(s->clauses.pending_head <= s->clauses.pending.size);
  for (; s->clauses.pending_head < s->clauses.pending.size; s->clauses.pending_head++)
    end_derivation(s, &s->clauses.pending.data[s->clauses.pending_head].derivation);
  stack_clear(&s->clauses.pending);
  stack_clear(&s->clauses.pending_literals);
  s->clauses.pending_head = 0;
}

void solver_drop_reason(solver *s)
{
  if (s->clauses.reason_waits)
    end_derivation(s, &s->clauses.reason_derivation);
  s->clauses.reason_waits = false;
}

void solver_original(void *user, uint64_t id, const int *literals, size_t count)
{
  solver *s = user;
  if (s->clauses.reason_waits) {
    proof_lemma(s->proof, id, s->clauses.reason.data, s->clauses.reason.size, &s->clauses.reason_derivation);
    solver_drop_reason(s);
    return;
  }
  uint64_t signature = 0;
  for (size_t i = 0; i < count; i++)
    signature += literal_hash(literals[i]);
  size_t at = s->clauses.pending_head;
  while (at < s->clauses.pending.size && s->clauses.pending.data[at].signature != signature)
    at++;
  if (at == s->clauses.pending.size) {
    s->search.fault = true;
    return;
  }
  for (size_t i = s->clauses.pending_head; i < at; i++)
    end_derivation(s, &s->clauses.pending.data[i].derivation);
  pending *p = &s->clauses.pending.data[at];
  assert(p->first + p->count <= s->clauses.pending_literals.size);
  if (p->input)
    proof_input(s->proof, id, p->input, s->clauses.pending_literals.data[p->first], p->guard);
  else
    proof_lemma(s->proof, id, s->clauses.pending_literals.data + p->first, p->count, &p->derivation);
  end_derivation(s, &p->derivation);
  s->clauses.pending_head = at + 1;
  if (s->clauses.pending_head == s->clauses.pending.size)
    solver_drop_pending(s);
}

void solver_derived(void *user, uint64_t id, const int *literals, size_t count, const uint64_t *hints,
                    size_t hint_count)
{
  proof_derived(((solver *)user)->proof, id, literals, count, hints, hint_count);
}

void solver_deleted(void *user, uint64_t id)
{
  proof_deleted(((solver *)user)->proof, id);
}

void solver_concluded(void *user, uint64_t id)
{
  solver *s = user;
  if (proof_concluded(s->proof, id, s->search.queries))
    return;
  if (!mem_failed(s->m) && s->limits->stop == STOP_NONE)
    s->search.fault = true;
  s->search.stopped = true;
}
