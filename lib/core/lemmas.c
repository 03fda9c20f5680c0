/* lemmas.c: what theories say to the core during a check: lemmas, meanings of terms, atoms to watch. What is said during
 * propagation is a clause and no more: it makes nothing relevant.
 *
 * A lemma's literals may be any Boolean terms; clauses are made of what is new, in the polarity in which it occurs. What
 * is added here goes through the queue to the SAT solver. A lemma that is more than a conflict is also remembered as an
 * implication, since relevance.c has to know what its premises make relevant. */
#include "core/state.h"

/* Work that was stopped half-way leaves terms that count as encoded and are not. */
static bool encode_literal(solver *s, tlit l)
{
  if (solver_encode(s, l.atom, l.positive))
    return true;
  s->encodings.again = true;
  return false;
}

static bool hand_over(solver *s, const int *literals, size_t count, derivation *d)
{
  return s->trail.explaining ? solver_add_reason(s, literals, count, d) : solver_add_lemma(s, literals, count, d);
}

static bool add_clause(solver *s, size_t count, const tlit *literals, derive_lemma derive, void *self, const void *data)
{
  assert(count && derive);
  bool ok = true;
  stack_clear(&s->encodings.clause);
  for (size_t i = 0; i < count && ok; i++) {
    int l = solver_literal(s, literals[i].atom);
    ok = l && stack_push(s->m, &s->encodings.clause, literals[i].positive ? l : -l);
  }
  if (ok) {
    s->clauses.lemmas++;
    report_line(&s->log, 2, "lemma %llu: %zu literals", (unsigned long long)s->clauses.lemmas, count);
    if (s->proof) {
      /* Built at once. Its work does not count against the limit on steps, so that the search is the same without. */
      limits_aside before = limits_set_aside(s->limits);
      derivation d = solver_derivation(s, count);
      derive(self, data, &d, &(lemma_view){count, literals});
      limits_take_back(s->limits, before);
      ok = hand_over(s, s->encodings.clause.data, s->encodings.clause.size, &d);
    } else {
      ok = hand_over(s, s->encodings.clause.data, s->encodings.clause.size, NULL);
    }
  }
  return ok;
}

static bool is_premise(const solver *s, tlit l)
{
  const encoding *e = l.atom < s->encodings.of.size ? &s->encodings.of.data[l.atom] : NULL;
  return e && e->variable && e->relevant == s->relevance.model &&
         s->trail.values.data[e->variable] == (l.positive ? -1 : 1);
}

static bool remember_implication(solver *s, size_t count, const tlit *literals)
{
  assert(count && !s->trail.partial);
  implication p = {.first = (uint32_t)s->relevance.implied.size};
  for (int conclusions = 0; conclusions <= 1; conclusions++)
    for (size_t i = 0; i < count; i++) {
      if (is_premise(s, literals[i]) == conclusions)
        continue;
      if (!stack_push(s->m, &s->relevance.implied, 2 * literals[i].atom + literals[i].positive))
        return false;
      if (conclusions)
        p.conclusions++;
      else
        p.premises++;
      p.insisted = p.insisted || solver_truth(s, literals[i].atom) == (literals[i].positive ? 1 : -1);
    }
  if (!p.conclusions) {
    s->relevance.implied.size = p.first;
    return true;
  }
  term waits_for = p.premises ? s->relevance.implied.data[p.first] / 2 : 0;
  encoding *e = solver_encoding(s, waits_for);
  if (!e)
    return false;
  p.next = e->implications;
  if (!stack_push(s->m, &s->relevance.implications, p))
    return false;
  e->implications = (uint32_t)s->relevance.implications.size;
  return true;
}

bool solver_theory_lemma(void *user, size_t count, const tlit *literals, derive_lemma derive, void *self,
                         const void *data)
{
  solver *s = user;
  if (!s->trail.partial && !remember_implication(s, count, literals))
    return false;
  for (size_t i = 0; i < count && !s->trail.explaining; i++) /* the literals of a reason are assigned */
    if (!encode_literal(s, literals[i]))
      return false;
  return add_clause(s, count, literals, derive, self, data);
}

bool solver_define(void *user, term about, term formula, derive_lemma derive, void *self, const void *data, bool *fresh)
{
  assert(formula && derive);
  solver *s = user;
  tlit l = {formula, true};
  encoding *e = solver_encoding(s, formula);
  *fresh = false;
  if (!e || e->defined)
    return e;
  if (!encode_literal(s, l) || !add_clause(s, 1, &l, derive, self, data))
    return false;
  encoding *at = solver_encoding(s, about);
  if (!at || !stack_push(s->m, &s->relevance.meanings, ((meaning){formula, at->meanings})))
    return false;
  at->meanings = (uint32_t)s->relevance.meanings.size;
  s->encodings.of.data[formula].defined = true;
  return *fresh = true;
}

bool solver_watch(void *user, term atom)
{
  solver *s = user;
  if (!encode_literal(s, (tlit){atom, true}) || !solver_literal(s, atom))
    return false;
  encoding *e = solver_encoding(s, atom);
  if (!e || e->watched)
    return e;
  e->watched = true;
  return stack_push(s->m, &s->relevance.watched, atom);
}

bool solver_imply(void *user, tlit l)
{
  solver *s = user;
  int literal = solver_literal(s, l.atom);
  return literal && stack_push(s->m, &s->trail.implied, l.positive ? literal : -literal);
}

bool solver_prefer(void *user, term atom, bool value)
{
  solver *s = user;
  int literal = solver_literal(s, atom);
  if (literal)
    sat_phase(s->sat, value ? literal : -literal);
  return literal;
}

void solver_note_too_long(void *user, uint64_t most)
{
  ((solver *)user)->models.too_long = most;
}
