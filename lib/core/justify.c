/* justify.c: relevance. The SAT solver assigns every atom; of these, only a set that makes the assertions true by
 * itself is handed to the theories. It is found from the assertions downwards: one true disjunct justifies a
 * disjunction, all conjuncts a conjunction, and so on. Disjuncts that are in the set already are preferred.
 *
 * Lemmas of theories add to it: what a term means, if the term occurs below a relevant atom; and a conclusion of an
 * implication whose premises are relevant, if none of its true conclusions is relevant yet. An implication waits for one
 * premise after the other, so that only those whose first premise matters cost anything. */
#include "core/state.h"
#include "theory/euf/egraph.h"

int solver_truth(solver *s, term t)
{
  bool negative = false;
  for (; term_kind(s->terms, t) == STRSMT_NOT; t = term_arg(s->terms, t, 0))
    negative = !negative;
  const encoding *e = t < s->encodings.size ? &s->encodings.data[t] : NULL;
  int value = e && e->variable ? s->values.data[e->variable] : 0;
  return negative ? -value : value;
}

static bool is_relevant(const solver *s, term t)
{
  while (term_kind(s->terms, t) == STRSMT_NOT)
    t = term_arg(s->terms, t, 0);
  return t < s->encodings.size && s->encodings.data[t].relevant == s->model_number;
}

static bool push(solver *s, term t, bool value) { return stack_push(s->m, &s->todo, 2 * t + value); }

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

static bool push_as_assigned(solver *s, term a) { return push(s, a, solver_truth(s, a) > 0); }

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
  for (; list; list = s->meanings.data[list - 1].next)
    if (!push(s, s->meanings.data[list - 1].formula, true))
      return false;
  return true;
}

/* The terms below an atom that have become relevant: what they mean matters. */
static bool visit_terms(solver *s, term atom)
{
  stack_clear(&s->below);
  for (bool ok = stack_push(s->m, &s->below, atom); ok && s->below.size;) {
    term t = stack_pop(&s->below);
    encoding *e = solver_encoding(s, t);
    if (!e || limits_poll(s->limits))
      return false;
    if (e->occurs == s->model_number)
      continue;
    e->occurs = s->model_number;
    if (e->meanings && !push_meanings(s, e->meanings))
      return false;
    if (egraph_descends(s->terms, t))
      for (size_t i = term_arity(s->terms, t); i-- > 0 && ok;)
        ok = stack_push(s->m, &s->below, term_arg(s->terms, t, i));
    if (!ok)
      return false;
  }
  return true;
}

/* Lets implication `i` wait for its next premise, from number j on, that is not relevant. One that is true settles it for
 * this model. */
static bool advance(solver *s, uint32_t i, uint32_t j)
{
  implication *p = &s->implications.data[i];
  for (; j < p->first + p->premises; j++) {
    term atom = s->implied.data[j] / 2;
    if (is_relevant(s, atom)) {
      if (solver_truth(s, atom) == (s->implied.data[j] % 2 ? 1 : -1))
        return true;
      continue;
    }
    if (!by_key_reach(s->m, &s->waiting, (size_t)atom + 1))
      return false;
    p->at = j;
    p->waiting = s->waiting.data[atom];
    s->waiting.data[atom] = i + 1;
    return stack_push(s->m, &s->waited, atom);
  }
  return stack_push(s->m, &s->ready, i);
}

static bool wake(solver *s, term atom)
{
  for (uint32_t i = s->encodings.data[atom].implications; i; i = s->implications.data[i - 1].next)
    if (!advance(s, i - 1, s->implications.data[i - 1].first))
      return false;
  if (atom >= s->waiting.size)
    return true;
  uint32_t i = s->waiting.data[atom];
  for (s->waiting.data[atom] = 0; i;) {
    uint32_t next = s->implications.data[i - 1].waiting;
    if (!advance(s, i - 1, s->implications.data[i - 1].at))
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
  stack_clear(&s->below);
  for (bool ok = stack_push(s->m, &s->below, atom); ok && s->below.size && !found && !limits_poll(s->limits);) {
    term t = stack_pop(&s->below);
    if (!rest--)
      return true;
    for (size_t i = 0; i < term_arity(s->terms, t) && ok && !found; i++) {
      term a = term_arg(s->terms, t, i);
      if (term_is_ground(s->terms, a))
        continue;
      found = a < s->encodings.size && s->encodings.data[a].occurs == s->model_number;
      ok = stack_push(s->m, &s->below, a);
    }
  }
  return found;
}

/* The last true conclusion becomes relevant, if none is. */
static bool conclude(solver *s, uint32_t i)
{
  const implication *p = &s->implications.data[i];
  term chosen = 0;
  for (uint32_t j = p->first + p->premises; j < p->first + p->premises + p->conclusions; j++) {
    term atom = s->implied.data[j] / 2;
    if (solver_truth(s, atom) != (s->implied.data[j] % 2 ? 1 : -1))
      continue;
    if (is_relevant(s, atom))
      return true;
    chosen = s->implied.data[j];
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
  if (normal == t)
    return stack_push(s->m, &s->relevant, ((tlit){t, value})) && visit_terms(s, t);
  if (is_hidden(s, t, normal, value) && !evaluates(s, t) &&
      (!stack_push(s->m, &s->relevant, ((tlit){t, value})) || !visit_terms(s, t)))
    return false;
  if (is_of_part(s, t, normal) && !stack_push(s->m, &s->hidden, ((tlit){t, value})))
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
  if (e->relevant == s->model_number)
    return true;
  e->relevant = s->model_number;
  if (!wake(s, t))
    return false;
  if (solver_is_connective(s, t))
    return justify_connective(s, t, value);
  if (e->version != s->version || !e->linked)
    return stack_push(s->m, &s->stale, ((tlit){t, value}));
  return take_atom(s, t, e->linked, value);
}

/* Implications without premises (splits) count while something of what they speak about occurs; and always where a theory
 * asked for one that was true already, else it would ask again. */
static bool conclude_splits(solver *s)
{
  for (uint32_t i = s->encodings.size ? s->encodings.data[0].implications : 0; i; i = s->implications.data[i - 1].next) {
    const implication *p = &s->implications.data[i - 1];
    if ((p->insisted || touches(s, s->implied.data[p->first + p->conclusions - 1] / 2)) && !conclude(s, i - 1))
      return false;
  }
  return true;
}

/* Comparisons and memberships that became memberships of another string: theories have to see them where they work with
 * what these are about. */
static bool show_hidden(solver *s)
{
  size_t kept = 0;
  for (size_t i = 0; i < s->hidden.size; i++) {
    tlit l = s->hidden.data[i];
    term of = term_arg(s->terms, l.atom, 0);
    if (of >= s->encodings.size || s->encodings.data[of].occurs != s->model_number)
      s->hidden.data[kept++] = l;
    else if (!stack_push(s->m, &s->relevant, l))
      return false;
  }
  s->hidden.size = kept;
  return true;
}

static bool visit_all(solver *s)
{
  while (s->todo.size || s->ready.size) {
    if (limits_poll(s->limits))
      return false;
    if (!s->todo.size) {
      if (!conclude(s, stack_pop(&s->ready)))
        return false;
      continue;
    }
    term item = stack_pop(&s->todo);
    if (!visit(s, item / 2, item % 2))
      return false;
  }
  return true;
}

/* Atoms of lemmas that were linked under other definitions are linked again. */
static bool encode_stale(solver *s)
{
  for (size_t i = 0; i < s->stale.size; i++)
    if (!solver_encode(s, s->stale.data[i].atom, s->stale.data[i].positive)) {
      s->encode_again = true;
      return false;
    }
  return true;
}

bool solver_justify(solver *s)
{
  bool ok = true;
  s->model_number++;
  stack_clear(&s->relevant);
  stack_clear(&s->hidden);
  stack_clear(&s->stale);
  stack_clear(&s->todo);
  stack_clear(&s->ready);
  while (s->waited.size)
    s->waiting.data[stack_pop(&s->waited)] = 0;
  for (size_t i = s->assumptions.size; i-- > 0 && ok;)
    ok = push(s, s->assumptions.data[i], true);
  for (size_t i = s->assertions.size; i-- > 0 && ok;)
    ok = push(s, s->assertions.data[i].formula, true);
  for (size_t i = 0; i < s->watched.size && ok; i++)
    if (solver_truth(s, s->watched.data[i]) > 0)
      ok = push(s, s->watched.data[i], true);
  if (s->encodings.size) /* what belongs to no term stands at 0 */
    ok = ok && push_meanings(s, s->encodings.data[0].meanings);
  ok = ok && visit_all(s);
  for (size_t before = 0; ok && s->relevant.size > before;) {
    before = s->relevant.size;
    ok = conclude_splits(s) && visit_all(s) && show_hidden(s);
  }
  return ok && encode_stale(s);
}
