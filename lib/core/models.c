/* models.c: models. A model gives a literal to each constant (to a constant of sort RegLan its definition). Before the
 * answer is `sat`, all assertions and assumptions are evaluated under it; what does not evaluate to true makes the
 * answer `unknown`, with the operator that could not be decided. */
#include "core/models.h"

#include "core/state.h"
#include "model/evaluate_term.h"

void models_clear(models *v)
{
  stack_clear(&v->values);
  v->rejected = false;
  v->blamed = NULL;
  v->too_long = 0;
}

void models_free(mem *m, models *v)
{
  stack_free(m, &v->values);
}

const char *models_check(const solver *s)
{
  const models *v = &s->models;
  for (size_t t = 1; t < v->values.size; t++) {
    term value = v->values.data[t];
    if (value && (value > terms_count(s->terms) || !term_is_value(s->terms, value)))
      return "models: a value that is none";
    if (value && term_sort(s->terms, value) != term_sort(s->terms, (term)t))
      return "models: a value of another sort";
  }
  return NULL;
}

bool solver_set_value(void *user, term constant, term value)
{
  solver *s = user;
  if (!by_key_reach(s->m, &s->models.values, (size_t)constant + 1))
    return false;
  s->models.values.data[constant] = value;
  assert(!value || term_sort(s->terms, value) == term_sort(s->terms, constant));
  return true;
}

/* The value of a constant: from a theory, the SAT solver or its definition; otherwise the least one of its sort. A
 * division by zero has none but from a theory. */
static term constant_value(void *user, term c)
{
  solver *s = user;
  if (c < s->models.values.size && s->models.values.data[c])
    return s->models.values.data[c];
  if (term_kind(s->terms, c) != STRSMT_CONSTANT)
    return 0;
  switch (term_sort(s->terms, c)) {
  case STRSMT_SORT_BOOL: {
    int v = c < s->encodings.of.size ? s->encodings.of.data[c].variable : 0;
    return v && s->trail.values.data[v] > 0 ? terms_true(s->terms) : terms_false(s->terms);
  }
  case STRSMT_SORT_INT:
    return terms_int(s->terms, 0);
  case STRSMT_SORT_STRING:
    return terms_string(s->terms, NULL, 0);
  case STRSMT_SORT_REGLAN:
    return terms_apply(s->terms, STRSMT_RE_NONE, 0, NULL);
  default:
    return 0;
  }
}

/* Definitions in an order in which each value only rests on constants that have theirs. */
static bool fix_definitions(solver *s)
{
  for (size_t i = 0; i < s->assertions.definitions.size; i++) {
    const definition *d = &s->assertions.definitions.data[i];
    term value = rewriter_normal(s->rewriter, d->constant);
    if (!value || !solver_set_value(s, d->constant, value))
      return false;
  }
  return true;
}

/* Bool constants keep the value they have now: the SAT solver's assignment goes away. */
static bool fix_booleans(solver *s)
{
  for (size_t v = 1; v < s->clauses.term_of.size; v++) {
    term t = s->clauses.term_of.data[v];
    if (t && term_kind(s->terms, t) == STRSMT_CONSTANT &&
        !solver_set_value(s, t, s->trail.values.data[v] > 0 ? terms_true(s->terms) : terms_false(s->terms)))
      return false;
  }
  return true;
}

/* The first argument that is an application with constants; 0: none. */
static term first_application(const terms *t, term a)
{
  for (size_t i = 0; i < term_arity(t, a); i++) {
    term b = term_arg(t, a, i);
    if (!term_is_ground(t, b) && term_arity(t, b))
      return b;
  }
  return 0;
}

/* The operator that the reason names: one of linear arithmetic only if there is nothing but constants below. */
static const char *blamed_operator(const terms *t, term atom)
{
  term a = atom, b = first_application(t, atom);
  for (bool linear = true; b && linear; b = first_application(t, b)) {
    strsmt_kind k = term_kind(t, b);
    linear = k == STRSMT_ADD || k == STRSMT_SUB || k == STRSMT_NEG || k == STRSMT_MUL;
    a = b;
  }
  return kind_symbol(term_kind(t, a));
}

/* An operator that no theory decides, for the reason. */
static const char *undecided_operator(solver *s)
{
  for (size_t i = 0; i < s->relevance.relevant.size; i++) {
    tlit l = s->relevance.relevant.data[i];
    term wanted = l.positive ? terms_true(s->terms) : terms_false(s->terms);
    if (term_kind(s->terms, l.atom) == STRSMT_CONSTANT ||
        model_evaluate(s->terms, s->regex, s->limits, l.atom, constant_value, s) == wanted)
      continue;
    return blamed_operator(s->terms, l.atom);
  }
  return NULL;
}

/* Evaluates the assertions and assumptions. False: stopped. */
static bool evaluate_all(solver *s, bool *good)
{
  term yes = terms_true(s->terms);
  model_evaluator e;
  *good = true;
  model_evaluator_begin(&e, s->terms, s->regex, s->limits, constant_value, s);
  for (size_t i = 0; i < s->assertions.list.size + s->assertions.assumptions.size && *good; i++) {
    term f = i < s->assertions.list.size ? s->assertions.list.data[i].formula
                                         : s->assertions.assumptions.data[i - s->assertions.list.size];
    *good = model_evaluate_more(&e, f) == yes;
  }
  model_evaluator_end(&e);
  return !mem_failed(s->m) && s->limits->stop == STOP_NONE;
}

bool solver_check_model(solver *s)
{
  bool good;
  s->models.rejected = false;
  if (!fix_definitions(s) || !fix_booleans(s) || !evaluate_all(s, &good))
    return false;
  if (!good) {
    s->models.rejected = true;
    s->models.blamed = undecided_operator(s);
  }
  return true;
}

/* Bool constants that were not given a value: those of the SAT solver's assignment mean nothing here. */
static bool fix_other_booleans(solver *s)
{
  for (size_t v = 1; v < s->clauses.term_of.size; v++) {
    term t = s->clauses.term_of.data[v];
    if (t && term_kind(s->terms, t) == STRSMT_CONSTANT && !(t < s->models.values.size && s->models.values.data[t]) &&
        !solver_set_value(s, t, terms_false(s->terms)))
      return false;
  }
  return true;
}

bool solver_confirm_model(solver *s, bool *good)
{
  return fix_definitions(s) && fix_other_booleans(s) && evaluate_all(s, good);
}

term solver_value(solver *s, term t)
{
  return model_evaluate(s->terms, s->regex, s->limits, t, constant_value, s);
}
