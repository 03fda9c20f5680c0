/* relevance.c: relevance. The SAT solver assigns every atom; of these, only a set that makes the assertions true by
 * itself is handed to the theories. It is found from the assertions downwards: one true disjunct justifies a
 * disjunction, all conjuncts a conjunction, and so on. Disjuncts that are in the set already are preferred.
 *
 * Lemmas of theories add to it: what a term means, if the term occurs below a relevant atom; and a conclusion of an
 * implication whose premises are relevant, if none of its true conclusions is relevant yet. An implication waits for one
 * premise after the other, so that only those whose first premise matters cost anything. */
#include "core/relevance.h"

#include "core/state.h"
#include "theory/euf/egraph.h"

static void forget_waiting(relevance *r)
{
  while (r->waited.size)
    r->waiting.data[stack_pop(&r->waited)] = 0;
}

void relevance_clear(relevance *r)
{
  forget_waiting(r);
  stack_clear(&r->watched);
  stack_clear(&r->meanings);
  stack_clear(&r->implications);
  stack_clear(&r->implied);
}

void relevance_free(mem *m, relevance *r)
{
  stack_free(m, &r->relevant);
  stack_free(m, &r->hidden);
  stack_free(m, &r->stale);
  stack_free(m, &r->watched);
  stack_free(m, &r->meanings);
  stack_free(m, &r->implications);
  stack_free(m, &r->implied);
  stack_free(m, &r->waiting);
  stack_free(m, &r->waited);
  stack_free(m, &r->ready);
  stack_free(m, &r->below);
  stack_free(m, &r->todo);
}

/* Lists lead to earlier places only, so they end. */
static const char *check_lists(const relevance *r)
{
  for (size_t i = 0; i < r->meanings.size; i++)
    if (r->meanings.data[i].next > i)
      return "relevance: a list of meanings";
  for (size_t i = 0; i < r->implications.size; i++) {
    const implication *p = &r->implications.data[i];
    if (p->next > i)
      return "relevance: a list of implications";
    if (!p->conclusions || p->first + p->premises + p->conclusions > r->implied.size)
      return "relevance: the literals of an implication";
    if (p->waiting > r->implications.size)
      return "relevance: a list of those that wait";
  }
  return NULL;
}

const char *relevance_check(const solver *s)
{
  const relevance *r = &s->relevance;
  for (size_t t = 0; t < s->encodings.of.size; t++) {
    const encoding *e = &s->encodings.of.data[t];
    if (e->meanings > r->meanings.size || e->implications > r->implications.size || e->relevant > r->model ||
        e->occurs > r->model)
      return "relevance: what hangs at a term";
  }
  for (size_t a = 0; a < r->waiting.size; a++)
    if (r->waiting.data[a] > r->implications.size)
      return "relevance: who waits for an atom";
  return check_lists(r);
}

int solver_truth(solver *s, term t)
{
  bool negative = false;
  for (; term_kind(s->terms, t) == STRSMT_NOT; t = term_arg(s->terms, t, 0))
    negative = !negative;
  const encoding *e = t < s->encodings.of.size ? &s->encodings.of.data[t] : NULL;
  int value = e && e->variable ? s->trail.values.data[e->variable] : 0;
  return negative ? -value : value;
}

static bool is_relevant(const solver *s, term t)
{
  while (term_kind(s->terms, t) == STRSMT_NOT)
    t = term_arg(s->terms, t, 0);
  return t < s->encodings.of.size && s->encodings.of.data[t].relevant == s->relevance.model;
}

static bool push(solver *s, term t, bool value)
{
  return stack_push(s->m, &s->relevance.todo, 2 * t + value);
}

/* One child with the value (1 or -1) that decides; the first that is relevant, else the first. `flip_first`: the first
 * child counts negated (=>). */
static bool push_deciding(solver *s, term t, int value, bool flip_first)
{
  size_t n = term_arity(s->terms, t), best = n;
  for (size_t i = 0; i < n; i++) {
    term a = term_arg(s->terms, t, i);
    int wanted = flip_first && i == 0 ? -value : value;
    if (solver_truth(s, a) != wanted)
      continue;
    if (best == n)
      best = i;
    if (is_relevant(s, a)) {
      best = i;
      break;
    }
  }
  if (best == n)
    return true; /* cannot happen while the clauses hold; the model check would notice */
  return push(s, term_arg(s->terms, t, best), (flip_first && best == 0 ? -value : value) > 0);
}

static bool push_all(solver *s, term t, bool value)
{
  for (size_t i = term_arity(s->terms, t); i-- > 0;)
    if (!push(s, term_arg(s->terms, t, i), value))
      return false;
  return true;
}

static bool push_as_assigned(solver *s, term a)
{
  return push(s, a, solver_truth(s, a) > 0);
}

static bool justify_connective(solver *s, term t, bool value)
{
  const terms *q = s->terms;
  switch ((int)term_kind(q, t)) {
  case STRSMT_AND:
    return value ? push_all(s, t, true) : push_deciding(s, t, -1, false);
  case STRSMT_OR:
    return value ? push_deciding(s, t, 1, false) : push_all(s, t, false);
  case STRSMT_IMPLIES:
    return value ? push_deciding(s, t, 1, true) : push(s, term_arg(q, t, 0), true) && push(s, term_arg(q, t, 1), false);
  case STRSMT_ITE: {
    bool condition = solver_truth(s, term_arg(q, t, 0)) > 0;
    return push(s, term_arg(q, t, 0), condition) && push(s, term_arg(q, t, condition ? 1 : 2), value);
  }
  case STRSMT_EQ:
  case STRSMT_XOR:
    return push_as_assigned(s, term_arg(q, t, 0)) && push_as_assigned(s, term_arg(q, t, 1));
  default:
    return true;
  }
}

/* ---- what lemmas add --------------------------------------------------------------------------------------------- */

static bool push_meanings(solver *s, uint32_t list)
{
  for (; list; list = s->relevance.meanings.data[list - 1].next)
    if (!push(s, s->relevance.meanings.data[list - 1].formula, true))
      return false;
  return true;
}

/* The terms below an atom that have become relevant: what they mean matters. */
static bool visit_terms(solver *s, term atom)
{
  stack_clear(&s->relevance.below);
  for (bool ok = stack_push(s->m, &s->relevance.below, atom); ok && s->relevance.below.size;) {
    term t = stack_pop(&s->relevance.below);
    encoding *e = solver_encoding(s, t);
    if (!e || limits_poll(s->limits))
      return false;
    if (e->occurs == s->relevance.model)
      continue;
    e->occurs = s->relevance.model;
    if (e->meanings && !push_meanings(s, e->meanings))
      return false;
    if (egraph_descends(s->terms, t))
      for (size_t i = term_arity(s->terms, t); i-- > 0 && ok;)
        ok = stack_push(s->m, &s->relevance.below, term_arg(s->terms, t, i));
    if (!ok)
      return false;
  }
  return true;
}

/* Lets implication `i` wait for its next premise, from number j on, that is not relevant. One that is true settles it for
 * this model. */
static bool advance(solver *s, uint32_t i, uint32_t j)
{
  implication *p = &s->relevance.implications.data[i];
  assert(i < s->relevance.implications.size && j >= p->first && j <= p->first + p->premises);
  for (; j < p->first + p->premises; j++) {
    term atom = s->relevance.implied.data[j] / 2;
    if (is_relevant(s, atom)) {
      if (solver_truth(s, atom) == (s->relevance.implied.data[j] % 2 ? 1 : -1))
        return true;
      continue;
    }
    if (!by_key_reach(s->m, &s->relevance.waiting, (size_t)atom + 1))
      return false;
    p->at = j;
    p->waiting = s->relevance.waiting.data[atom];
    s->relevance.waiting.data[atom] = i + 1;
    return stack_push(s->m, &s->relevance.waited, atom);
  }
  return stack_push(s->m, &s->relevance.ready, i);
}

static bool wake(solver *s, term atom)
{
  assert(atom < s->encodings.of.size);
  for (uint32_t i = s->encodings.of.data[atom].implications; i; i = s->relevance.implications.data[i - 1].next)
    if (!advance(s, i - 1, s->relevance.implications.data[i - 1].first))
      return false;
  if (atom >= s->relevance.waiting.size)
    return true;
  uint32_t i = s->relevance.waiting.data[atom];
  for (s->relevance.waiting.data[atom] = 0; i;) {
    uint32_t next = s->relevance.implications.data[i - 1].waiting;
    if (!advance(s, i - 1, s->relevance.implications.data[i - 1].at))
      return false;
    i = next;
  }
  return true;
}

/* Does a term with constants below the atom occur below a relevant atom? Where that takes long to say: yes. */
static bool touches(solver *s, term atom)
{
  bool found = false;
  size_t rest = 1000;
  stack_clear(&s->relevance.below);
  for (bool ok = stack_push(s->m, &s->relevance.below, atom);
       ok && s->relevance.below.size && !found && !limits_poll(s->limits);) {
    term t = stack_pop(&s->relevance.below);
    if (!rest--)
      return true;
    for (size_t i = 0; i < term_arity(s->terms, t) && ok && !found; i++) {
      term a = term_arg(s->terms, t, i);
      if (term_is_ground(s->terms, a))
        continue;
      found = a < s->encodings.of.size && s->encodings.of.data[a].occurs == s->relevance.model;
      ok = stack_push(s->m, &s->relevance.below, a);
    }
  }
  return found;
}

/* The last true conclusion becomes relevant, if none is. */
static bool conclude(solver *s, uint32_t i)
{
  const implication *p = &s->relevance.implications.data[i];
  term chosen = 0;
  assert(p->conclusions);
  for (uint32_t j = p->first + p->premises; j < p->first + p->premises + p->conclusions; j++) {
    term atom = s->relevance.implied.data[j] / 2;
    if (solver_truth(s, atom) != (s->relevance.implied.data[j] % 2 ? 1 : -1))
      continue;
    if (is_relevant(s, atom))
      return true;
    chosen = s->relevance.implied.data[j];
  }
  return !chosen || push(s, chosen / 2, chosen % 2);
}

/* ---- the traversal ----------------------------------------------------------------------------------------------- */

/* Has it a concatenation of literals as an argument, possibly a large one? */
static bool evaluates(const solver *s, term t)
{
  for (size_t i = 0; i < term_arity(s->terms, t); i++)
    if (term_kind(s->terms, term_arg(s->terms, t, i)) == STRSMT_STR_CONCAT &&
        term_is_ground(s->terms, term_arg(s->terms, t, i)))
      return true;
  return false;
}

/* An equality with a normal form that is none of its sort: congruence closure would not know what is equal. Of integers
 * that are not equal, the normal form says all. */
static bool is_hidden(const solver *s, term t, term normal, bool value)
{
  const terms *q = s->terms;
  if (term_kind(q, t) != STRSMT_EQ || (!value && term_sort(q, term_arg(q, t, 0)) == STRSMT_SORT_INT))
    return false;
  return term_kind(q, normal) != STRSMT_EQ || term_sort(q, term_arg(q, normal, 0)) != term_sort(q, term_arg(q, t, 0));
}

/* A comparison, or a membership, of a part of a string that became a membership of the string. */
static bool is_of_part(const solver *s, term t, term normal)
{
  strsmt_kind k = term_kind(s->terms, t);
  if (term_kind(s->terms, normal) == STRSMT_NOT)
    normal = term_arg(s->terms, normal, 0);
  return (k == STRSMT_GE || k == STRSMT_STR_IN_RE) && term_kind(s->terms, normal) == STRSMT_STR_IN_RE &&
         term_arg(s->terms, normal, 0) != term_arg(s->terms, t, 0);
}

/* An atom; `normal` is what theories see of it. Of an equality that it hides they see both. */
static bool take_atom(solver *s, term t, term normal, bool value)
{
  assert(normal && !solver_is_connective(s, t));
  if (normal == t)
    return stack_push(s->m, &s->relevance.relevant, ((tlit){t, value})) && visit_terms(s, t);
  if (is_hidden(s, t, normal, value) && !evaluates(s, t) &&
      (!stack_push(s->m, &s->relevance.relevant, ((tlit){t, value})) || !visit_terms(s, t)))
    return false;
  if (is_of_part(s, t, normal) && !stack_push(s->m, &s->relevance.hidden, ((tlit){t, value})))
    return false;
  return push(s, normal, value);
}

static bool visit(solver *s, term t, bool value)
{
  for (; term_kind(s->terms, t) == STRSMT_NOT; t = term_arg(s->terms, t, 0))
    value = !value;
  encoding *e = solver_encoding(s, t);
  if (!e)
    return false;
  if (e->relevant == s->relevance.model)
    return true;
  e->relevant = s->relevance.model;
  if (!wake(s, t))
    return false;
  if (solver_is_connective(s, t))
    return justify_connective(s, t, value);
  if (e->version != s->assertions.version || !e->linked)
    return stack_push(s->m, &s->relevance.stale, ((tlit){t, value}));
  return take_atom(s, t, e->linked, value);
}

/* Implications without premises (splits) count while something of what they speak about occurs; and always where a theory
 * asked for one that was true already, else it would ask again. */
static bool conclude_splits(solver *s)
{
  for (uint32_t i = s->encodings.of.size ? s->encodings.of.data[0].implications : 0; i;
       i = s->relevance.implications.data[i - 1].next) {
    const implication *p = &s->relevance.implications.data[i - 1];
    if ((p->insisted || touches(s, s->relevance.implied.data[p->first + p->conclusions - 1] / 2)) &&
        !conclude(s, i - 1))
      return false;
  }
  return true;
}

/* Comparisons and memberships that became memberships of another string: theories have to see them where they work with
 * what these are about. */
static bool show_hidden(solver *s)
{
  size_t kept = 0;
  for (size_t i = 0; i < s->relevance.hidden.size; i++) {
    tlit l = s->relevance.hidden.data[i];
    term of = term_arg(s->terms, l.atom, 0);
    if (of >= s->encodings.of.size || s->encodings.of.data[of].occurs != s->relevance.model)
      s->relevance.hidden.data[kept++] = l;
    else if (!stack_push(s->m, &s->relevance.relevant, l))
      return false;
  }
  s->relevance.hidden.size = kept;
  return true;
}

static bool visit_all(solver *s)
{
  while (s->relevance.todo.size || s->relevance.ready.size) {
    if (limits_poll(s->limits))
      return false;
    if (!s->relevance.todo.size) {
      if (!conclude(s, stack_pop(&s->relevance.ready)))
        return false;
      continue;
    }
    term item = stack_pop(&s->relevance.todo);
    if (!visit(s, item / 2, item % 2))
      return false;
  }
  return true;
}

/* Atoms of lemmas that were linked under other definitions are linked again. */
static bool encode_stale(solver *s)
{
  for (size_t i = 0; i < s->relevance.stale.size; i++)
    if (!solver_encode(s, s->relevance.stale.data[i].atom, s->relevance.stale.data[i].positive)) {
      s->encodings.again = true;
      return false;
    }
  return true;
}

bool solver_justify(solver *s)
{
  assert(s->sat && s->relevance.model < UINT32_MAX);
  bool ok = true;
  s->relevance.model++;
  stack_clear(&s->relevance.relevant);
  stack_clear(&s->relevance.hidden);
  stack_clear(&s->relevance.stale);
  stack_clear(&s->relevance.todo);
  stack_clear(&s->relevance.ready);
  forget_waiting(&s->relevance);
  for (size_t i = s->assertions.assumptions.size; i-- > 0 && ok;)
    ok = push(s, s->assertions.assumptions.data[i], true);
  for (size_t i = s->assertions.list.size; i-- > 0 && ok;)
    ok = push(s, s->assertions.list.data[i].formula, true);
  for (size_t i = 0; i < s->relevance.watched.size && ok; i++)
    if (solver_truth(s, s->relevance.watched.data[i]) > 0)
      ok = push(s, s->relevance.watched.data[i], true);
  if (s->encodings.of.size) /* what belongs to no term stands at 0 */
    ok = ok && push_meanings(s, s->encodings.of.data[0].meanings);
  ok = ok && visit_all(s);
  for (size_t before = 0; ok && s->relevance.relevant.size > before;) {
    before = s->relevance.relevant.size;
    ok = conclude_splits(s) && visit_all(s) && show_hidden(s);
  }
  return ok && encode_stale(s);
}
