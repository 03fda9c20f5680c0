/* atoms.c: atoms and their normal forms.
 *
 * An atom A whose normal form A' differs is linked to it by the clauses {not A, A'} and {A, not A'}, each only where
 * its direction is needed. If A' rests on definitions of regular-expression constants, the negated equalities that
 * define them stand in the clause too, so that it is valid by itself. */
#include "core/state.h"

bool solver_is_connective(const solver *s, term t)
{
  switch ((int)term_kind(s->terms, t)) {
  case STRSMT_TRUE:
  case STRSMT_FALSE:
  case STRSMT_NOT:
  case STRSMT_AND:
  case STRSMT_OR:
  case STRSMT_XOR:
  case STRSMT_IMPLIES:
  case STRSMT_ITE:
    return true;
  case STRSMT_EQ:
    return term_sort(s->terms, term_arg(s->terms, t, 0)) == STRSMT_SORT_BOOL;
  default:
    return false;
  }
}

static bool defines(const solver *s, term atom)
{
  for (size_t i = 0; i < s->assertions.definitions.size; i++)
    if (s->assertions.definitions.data[i].atom == atom)
      return true;
  return false;
}

term solver_linked(solver *s, term atom)
{
  encoding *e = solver_encoding(s, atom);
  if (!e)
    return 0;
  if (e->linked && e->version == s->assertions.version)
    return e->linked;
  term normal = defines(s, atom) ? atom : rewriter_normal(s->rewriter, atom);
  e = normal ? solver_encoding(s, atom) : NULL;
  if (!e)
    return 0;
  e->version = s->assertions.version;
  e->linked = normal;
  assert(term_sort(s->terms, normal) == STRSMT_SORT_BOOL);
  return normal;
}

/* Steps 1 .. n of a link's derivation prove the atoms of its n definitions. */
static step hypothesis(void *user, term atom)
{
  const term_list *atoms = user;
  for (size_t i = 0; i < atoms->size; i++)
    if (atoms->data[i] == atom)
      return (step)i + 1;
  return 0;
}

/* Refutes the atom (or its negation), step `given`, from (= A A'), step `same`. A' is true or false, or has its own
 * literal, negated in step given + 1. */
static void refute(derivation *d, bool positive, step same, step given, bool constant)
{
  assert(given || d->broken);
  if (constant) { /* A' contradicts the literal by itself */
    step s = derivation_infer(d, positive ? RULE_FALSE_ELIM : RULE_TRUE_ELIM, same);
    derivation_infer2(d, RULE_CONTRA, positive ? given : s, positive ? s : given);
  } else if (positive) { /* A and (not A') */
    derivation_infer2(d, RULE_CONTRA, derivation_infer2(d, RULE_EQ_RESOLVE, given, same), given + 1);
  } else { /* (not A) and A' */
    step back = derivation_infer(d, RULE_SYMM, same);
    derivation_infer2(d, RULE_CONTRA, derivation_infer2(d, RULE_EQ_RESOLVE, given + 1, back), given);
  }
}

/* A' is (not B): in {not A, not B} the last step is B, in {A, B} it is (not B), which is A' itself. */
static void refute_negated(derivation *d, bool positive, step same, step given)
{
  if (positive)
    derivation_infer2(d, RULE_CONTRA, given + 1, derivation_infer2(d, RULE_EQ_RESOLVE, given, same));
  else
    refute(d, false, same, given, false);
}

static bool link_clause(solver *s, term atom, term normal, bool positive, const term_list *atoms)
{
  strsmt_kind k = term_kind(s->terms, normal);
  bool constant = k == STRSMT_TRUE || k == STRSMT_FALSE, ok = true;
  int literal = solver_literal(s, atom), other = constant ? 0 : solver_literal(s, normal);
  stack_clear(&s->encodings.clause);
  for (size_t i = 0; i < atoms->size && ok; i++)
    ok = stack_push(s->m, &s->encodings.clause, -solver_literal(s, atoms->data[i]));
  ok = ok && literal && stack_push(s->m, &s->encodings.clause, positive ? -literal : literal) &&
       (constant || (other && stack_push(s->m, &s->encodings.clause, positive ? other : -other)));
  if (ok && s->proof) {
    derivation d = solver_derivation(s, s->encodings.clause.size);
    limits_aside before = limits_set_aside(s->limits);
    step same = rewriter_prove(s->rewriter, &d, atom, hypothesis, (void *)atoms), given = (step)atoms->size + 1;
    limits_take_back(s->limits, before);
    if (!constant && k == STRSMT_NOT)
      refute_negated(&d, positive, same, given);
    else if (!constant && atoms->size == 0)
      derivation_infer(&d, positive ? RULE_EQUIV_ELIM1 : RULE_EQUIV_ELIM2, same);
    else
      refute(&d, positive, same, given, constant);
    ok = solver_add_lemma(s, s->encodings.clause.data, s->encodings.clause.size, &d);
  } else if (ok) {
    ok = solver_add_lemma(s, s->encodings.clause.data, s->encodings.clause.size, NULL);
  }
  return ok;
}

bool solver_link(solver *s, term atom, bool positive)
{
  assert(!solver_is_connective(s, atom));
  term normal = solver_linked(s, atom);
  if (!normal || normal == atom)
    return normal;
  strsmt_kind k = term_kind(s->terms, normal);
  if (k == (positive ? STRSMT_TRUE : STRSMT_FALSE))
    return true; /* nothing to say */
  term_list atoms = {0};
  bool ok = rewriter_dependencies(s->rewriter, atom, &atoms) && link_clause(s, atom, normal, positive, &atoms);
  stack_free(s->m, &atoms);
  return ok;
}
