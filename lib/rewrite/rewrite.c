/* rewrite.c: bottom-up rewriting with a record of how each normal form was reached.
 *
 * The normal form of t is reached in at most four stages, each of which may be missing:
 *   t  = t1   congruence, from the normal forms of its arguments (cong; nary_cong where there is any number of them);
 *   t1 = t2   one local rule (local.h), or a definition, or the decision of an equality between regular expressions;
 *   t2 = t'   the normal form of t2.
 * A ground application whose arguments have values is evaluated in one step (the rule `evaluate` works on nested
 * terms), so that no congruence is spent on constants. Nested concatenations are looked through to their parts
 * (concat.h): the inner ones are not evaluated, unless they occur elsewhere, too. The condition of an ite stays as it is:
 * it is a formula of its own, whose atoms get normal forms where it is encoded, and a nest of ites in conditions would be
 * proved again with each atom above it. All traversals have explicit stacks. */
#include "rewrite/rewrite.h"
#include "rewrite/local.h"
#include "rewrite/opened.h"
#include "term/concat.h"

typedef struct entry {
  term congruent; /* t1 */
  term local;     /* t2; t1 if there was no rule */
  term result;    /* t'; 0: not known yet */
  rule used;      /* of t1 = t2; RULE_NONE with local != congruent: a definition */
  bool direct;    /* `used` was applied to t itself, not to t1 */
  bool stepwise;  /* a nest of concatenations that cannot be evaluated in one step */
  bool opened;    /* a nest of concatenations that a derivation opens in one step */
  step proved;    /* step of (= t t') in the derivation that is being built */
} entry;

struct rewriter {
  mem *m;
  limits *l;
  terms *terms;
  regex *regex;
  STACK(entry) entries; /* by term */
  term_list todo;
  term_list proved; /* terms whose `proved` is set */
  term_list scratch;
  STACK(definition) definitions;
};

rewriter *rewriter_new(mem *m, limits *l, terms *t, regex *g)
{
  rewriter *w = mem_calloc(m, 1, sizeof *w);
  if (w) {
    w->m = m;
    w->l = l;
    w->terms = t;
    w->regex = g;
  }
  return w;
}

void rewriter_delete(rewriter *w)
{
  if (!w)
    return;
  stack_free(w->m, &w->entries);
  stack_free(w->m, &w->todo);
  stack_free(w->m, &w->proved);
  stack_free(w->m, &w->scratch);
  stack_free(w->m, &w->definitions);
  mem_free(w->m, w, sizeof *w);
}

static entry *entry_of(rewriter *w, term t)
{
  if (t >= w->entries.size && !by_key_reach(w->m, &w->entries, terms_count(w->terms) + 1))
    return NULL;
  return &w->entries.data[t];
}

static term known(const rewriter *w, term t)
{
  return t < w->entries.size ? w->entries.data[t].result : 0;
}

bool rewriter_define(rewriter *w, size_t count, const definition *definitions)
{
  if (count == w->definitions.size &&
      (!count || !memcmp(definitions, w->definitions.data, count * sizeof *definitions)))
    return true;
  stack_clear(&w->definitions);
  stack_clear(&w->entries);
  if (!stack_reserve(w->m, &w->definitions, count))
    return false;
  memcpy(w->definitions.data, definitions, count * sizeof *definitions);
  w->definitions.size = count;
  return true;
}

static const definition *definition_of(const rewriter *w, term constant)
{
  for (size_t i = 0; i < w->definitions.size; i++)
    if (w->definitions.data[i].constant == constant)
      return &w->definitions.data[i];
  return NULL;
}

/* ---- one term ---------------------------------------------------------------------------------------------------- */

/* Does argument i of t stay as it is? */
static bool stays(const rewriter *w, term t, size_t i)
{
  return i == 0 && term_kind(w->terms, t) == STRSMT_ITE && !term_is_ground(w->terms, term_arg(w->terms, t, 0));
}

/* What argument i of t becomes; 0: not known yet. */
static term known_argument(const rewriter *w, term t, size_t i)
{
  term a = term_arg(w->terms, t, i);
  return stays(w, t, i) ? a : known(w, a);
}

/* t with the normal forms of its arguments. */
static term congruent(rewriter *w, term t)
{
  size_t n = term_arity(w->terms, t);
  bool same = true;
  stack_clear(&w->scratch);
  for (size_t i = 0; i < n; i++) {
    term a = term_arg(w->terms, t, i), b = known_argument(w, t, i);
    same = same && a == b;
    if (!stack_push(w->m, &w->scratch, b))
      return 0;
  }
  return same ? t : terms_like(w->terms, t, w->scratch.data);
}

/* The value of t if `evaluate` may be applied to t itself; else 0. */
static term direct_value(const rewriter *w, term t)
{
  term b = known(w, t);
  return b && term_is_literal(w->terms, b) && (t == b || w->entries.data[t].direct) ? b : 0;
}

/* May `evaluate` be applied to t itself? Its arguments are values, reached in this same way; regular expressions are
 * closed and unchanged. */
static bool evaluates_directly(rewriter *w, term t)
{
  if (!term_is_ground(w->terms, t))
    return false;
  for (size_t i = 0; i < term_arity(w->terms, t); i++) {
    term a = term_arg(w->terms, t, i);
    if (term_sort(w->terms, a) == STRSMT_SORT_REGLAN ? a != known(w, a) : !direct_value(w, a))
      return false;
  }
  return true;
}

static bool is_closed_equality(const terms *t, term a)
{
  return term_kind(t, a) == STRSMT_EQ && term_sort(t, term_arg(t, a, 0)) == STRSMT_SORT_REGLAN && term_is_ground(t, a);
}

static term difference(terms *t, term a, term b)
{
  return terms_apply2(t, STRSMT_RE_UNION, terms_apply2(t, STRSMT_RE_DIFF, a, b), terms_apply2(t, STRSMT_RE_DIFF, b, a));
}

/* An equality between closed regular expressions is true if their symmetric difference is empty. */
static term decide_equality(rewriter *w, term t, rule *used)
{
  term a = term_arg(w->terms, t, 0), b = term_arg(w->terms, t, 1);
  *used = RULE_RE_EQUIV;
  if (a == b)
    return terms_true(w->terms);
  term d = difference(w->terms, a, b);
  rx r = d ? regex_of_term(w->regex, d) : 0;
  if (!r)
    return limits_poll(w->l) || mem_failed(w->m) ? 0 : t; /* not a regular expression that we can read: left as it is */
  switch (regex_empty(w->regex, r)) {
  case REGEX_EMPTY:
    return terms_true(w->terms);
  case REGEX_NONEMPTY:
    *used = RULE_RE_DISTINCT;
    return terms_false(w->terms);
  case REGEX_STOPPED:
    break;
  }
  return 0;
}

/* An equality of strings that has been met with its sides exchanged is that one. */
static term orient(rewriter *w, term t, rule *used)
{
  term a = term_arg(w->terms, t, 0), b = term_arg(w->terms, t, 1);
  if (term_sort(w->terms, a) != STRSMT_SORT_STRING)
    return t;
  term swapped = terms_apply2(w->terms, STRSMT_EQ, b, a);
  if (!swapped || known(w, swapped) != swapped)
    return swapped ? t : 0;
  *used = RULE_EQ_SYMM;
  return swapped;
}

static term apply_rule(rewriter *w, term t, rule *used)
{
  *used = RULE_NONE;
  if (term_kind(w->terms, t) == STRSMT_CONSTANT)
    return t;
  if (is_closed_equality(w->terms, t))
    return decide_equality(w, t, used);
  term r = rewrite_local(w->terms, w->regex, w->l, t, used);
  return r == t && term_kind(w->terms, t) == STRSMT_EQ ? orient(w, t, used) : r;
}

/* All arguments of t are done: the stages up to t2. */
static bool step_forward(rewriter *w, term t)
{
  bool direct = evaluates_directly(w, t);
  const definition *d = definition_of(w, t);
  term t1 = d ? t : congruent(w, t);
  rule used = RULE_NONE;
  term t2 = d ? d->value : t1 ? apply_rule(w, t1, &used) : 0;
  entry *e = t2 && entry_of(w, t1) && entry_of(w, t2) ? entry_of(w, t) : NULL;
  if (!e)
    return false;
  *e = (entry){.congruent = t1, .local = t2, .used = used, .direct = used == RULE_EVALUATE && direct};
  if (term_is_literal(w->terms, t) || t2 == t)
    e->result = t;
  return true;
}

static bool push_undone_arguments(rewriter *w, term t)
{
  for (size_t i = term_arity(w->terms, t); i-- > 0;) {
    if (!known_argument(w, t, i) && !stack_push(w->m, &w->todo, term_arg(w->terms, t, i)))
      return false;
  }
  return true;
}

/* ---- nested concatenations ------------------------------------------------------------------------------------ */

/* What concat.h asks. A nest that has no value in one step is a part that has none. */
static bool known_part(void *user, term a, term *value)
{
  const rewriter *w = user;
  *value = direct_value(w, a);
  return known(w, a) || (a < w->entries.size && w->entries.data[a].stepwise);
}

static bool is_ground_nest(rewriter *w, term t)
{
  return term_is_ground(w->terms, t) && !w->entries.data[t].stepwise && concat_is_nest(w->terms, t, known_part, w);
}

/* The levels in `scratch` have a part without value: they are left to congruence. */
static bool mark_stepwise(rewriter *w)
{
  for (size_t i = 0; i < w->scratch.size; i++) {
    entry *e = entry_of(w, w->scratch.data[i]);
    if (!e)
      return false;
    e->stepwise = true;
  }
  return true;
}

/* A ground nest: first its parts are to be done; then it is evaluated in one step, or found to be one that cannot. */
static bool step_into_nest(rewriter *w, term t)
{
  stack_clear(&w->scratch);
  if (!concat_parts(w->terms, w->l, t, known_part, w, &w->scratch))
    return false;
  for (size_t i = w->scratch.size; i-- > 0;)
    if (!stack_push(w->m, &w->todo, w->scratch.data[i]))
      return false;
  if (w->scratch.size)
    return true;
  term value = concat_value(w->terms, w->l, t, known_part, w, &w->scratch);
  if (!value)
    return w->scratch.size && mark_stepwise(w);
  w->entries.data[t] = (entry){.congruent = t, .local = value, .result = value, .used = RULE_EVALUATE, .direct = true};
  return true;
}

/* ---- bottom-up ------------------------------------------------------------------------------------------------ */

term rewriter_normal(rewriter *w, term root)
{
  stack_clear(&w->todo);
  if (!entry_of(w, root) || !stack_push(w->m, &w->todo, root))
    return 0;
  while (w->todo.size) {
    if (limits_poll(w->l) || mem_failed(w->m))
      return 0;
    term t = stack_top(&w->todo);
    size_t before = w->todo.size;
    entry *e = entry_of(w, t);
    if (e->result) {
      (void)stack_pop(&w->todo);
    } else if (e->local) { /* waiting for the normal form of t2 */
      e->result = known(w, e->local);
      if (!e->result && !stack_push(w->m, &w->todo, e->local))
        return 0;
    } else if (is_ground_nest(w, t)) {
      if (!step_into_nest(w, t))
        return 0;
    } else if (!push_undone_arguments(w, t)) {
      return 0;
    } else if (w->todo.size == before && !step_forward(w, t)) {
      return 0;
    }
  }
  return known(w, root);
}

/* ---- derivations ------------------------------------------------------------------------------------------------- */

static bool is_opened(rewriter *w, term t)
{
  entry *e = &w->entries.data[t];
  bool nest = false;
  if (e->opened || e->direct || e->result == t || term_kind(w->terms, t) != STRSMT_STR_CONCAT)
    return e->opened;
  for (size_t i = 0; i < term_arity(w->terms, t) && !nest; i++)
    nest = term_kind(w->terms, term_arg(w->terms, t, i)) == STRSMT_STR_CONCAT;
  return e->opened = nest && opens_to(w->terms, w->m, &w->scratch, t, e->result);
}

/* Calls visit for every term whose own equation the equation of root rests on, root last, each once per call (`proved`
 * marks). */
static bool push_needed(rewriter *w, term t)
{
  const entry *e = &w->entries.data[t];
  if (is_opened(w, t))
    return true;
  if (e->local != e->result && !w->entries.data[e->local].proved && !stack_push(w->m, &w->todo, e->local))
    return false;
  if (e->direct || e->congruent == t)
    return true;
  for (size_t i = term_arity(w->terms, t); i-- > 0;) {
    term a = term_arg(w->terms, t, i);
    if (known_argument(w, t, i) != a && !w->entries.data[a].proved && !stack_push(w->m, &w->todo, a))
      return false;
  }
  return true;
}

static bool takes_any_number(strsmt_kind k)
{
  switch ((int)k) {
  case STRSMT_AND:
  case STRSMT_OR:
  case STRSMT_ADD:
  case STRSMT_MUL:
  case STRSMT_STR_CONCAT:
  case STRSMT_RE_CONCAT:
  case STRSMT_RE_UNION:
  case STRSMT_RE_INTER:
    return true;
  default:
    return false;
  }
}

static step prove_congruence(rewriter *w, derivation *d, term t)
{
  stack_clear(&w->scratch);
  for (size_t i = 0; i < term_arity(w->terms, t); i++) {
    term a = term_arg(w->terms, t, i);
    step s = known_argument(w, t, i) == a ? derivation_axiom(d, RULE_REFL, a) : w->entries.data[a].proved;
    if (!stack_push(w->m, &w->scratch, s))
      return 0;
  }
  rule r = takes_any_number(term_kind(w->terms, t)) ? RULE_NARY_CONG : RULE_CONG;
  return derivation_step(d, r, 1, &t, w->scratch.size, w->scratch.data);
}

/* (= (= a b) true), from the emptiness of the symmetric difference. */
static step prove_equal(rewriter *w, derivation *d, term a, term b)
{
  step s;
  if (a == b)
    s = derivation_axiom(d, RULE_REFL, a);
  else
    s = derivation_infer(d, RULE_RE_EQUIV, derivation_empty(d, difference(w->terms, a, b)));
  return derivation_infer(d, RULE_TRUE_INTRO, s);
}

/* (= (= a b) false), from a word in which they differ. */
static step prove_different(rewriter *w, derivation *d, term a, term b)
{
  codes word = {0};
  term args[3] = {a, b, 0};
  term both = difference(w->terms, a, b);
  if (both && regex_witness(w->regex, regex_of_term(w->regex, both), &word))
    args[2] = terms_string(w->terms, word.data, word.size);
  stack_free(w->m, &word);
  return derivation_infer(d, RULE_FALSE_INTRO, derivation_step(d, RULE_RE_DISTINCT, 3, args, 0, NULL));
}

/* (= t1 t2) */
static step prove_local(rewriter *w, derivation *d, term from, const entry *e, rewrite_hypothesis hypothesis,
                        void *user)
{
  if (e->used == RULE_NONE) {
    const definition *def = definition_of(w, from);
    step s = hypothesis(user, def->atom);
    return term_arg(w->terms, def->atom, 0) == from ? s : derivation_infer(d, RULE_SYMM, s);
  }
  if (e->used == RULE_RE_EQUIV)
    return prove_equal(w, d, term_arg(w->terms, from, 0), term_arg(w->terms, from, 1));
  if (e->used == RULE_RE_DISTINCT)
    return prove_different(w, d, term_arg(w->terms, from, 0), term_arg(w->terms, from, 1));
  if (e->used == RULE_EQ_SYMM)
    return derivation_step(d, RULE_EQ_SYMM, 2, term_args(w->terms, from), 0, NULL);
  if (e->used == RULE_ARITH_POLY_NORM || e->used == RULE_ARITH_ATOM_NORM)
    return derivation_axiom(d, e->used, terms_apply2(w->terms, STRSMT_EQ, from, e->local));
  if (e->used == RULE_CONCAT_NORM)
    return derivation_step(d, RULE_CONCAT_NORM, 2, (term[]){from, terms_false(w->terms)}, 0, NULL);
  return derivation_axiom(d, e->used, from);
}

static step prove_one(rewriter *w, derivation *d, term t, rewrite_hypothesis hypothesis, void *user)
{
  entry e = w->entries.data[t];
  step chain[3];
  size_t n = 0;
  if (e.opened)
    return derivation_step(d, RULE_CONCAT_NORM, 2, (term[]){t, terms_true(w->terms)}, 0, NULL);
  if (!e.direct && e.congruent != t)
    chain[n++] = prove_congruence(w, d, t);
  if (e.local != e.congruent)
    chain[n++] = prove_local(w, d, e.direct ? t : e.congruent, &e, hypothesis, user);
  if (e.local != e.result)
    chain[n++] = w->entries.data[e.local].proved;
  return n == 1 ? chain[0] : derivation_step(d, RULE_TRANS, 0, NULL, n, chain);
}

step rewriter_prove(rewriter *w, derivation *d, term root, rewrite_hypothesis hypothesis, void *user)
{
  stack_clear(&w->todo);
  stack_clear(&w->proved);
  if (!stack_push(w->m, &w->todo, root))
    d->broken = true;
  while (w->todo.size && !d->broken) {
    term t = stack_top(&w->todo);
    size_t before = w->todo.size;
    if (w->entries.data[t].proved) {
      (void)stack_pop(&w->todo);
    } else if (!push_needed(w, t)) {
      d->broken = true;
    } else if (w->todo.size == before) {
      step s = prove_one(w, d, t, hypothesis, user);
      if (!entry_of(w, t) || !stack_push(w->m, &w->proved, t))
        d->broken = true;
      else
        w->entries.data[t].proved = s;
    }
  }
  step result = d->broken ? 0 : w->entries.data[root].proved;
  for (size_t i = 0; i < w->proved.size; i++)
    w->entries.data[w->proved.data[i]].proved = 0;
  return result;
}

bool rewriter_dependencies(rewriter *w, term root, term_list *out)
{
  if (!w->definitions.size)
    return true;
  /* Marks each term on the way with a provisional `proved`, which is taken back. */
  stack_clear(&w->todo);
  stack_clear(&w->proved);
  bool ok = known(w, root) == root || stack_push(w->m, &w->todo, root);
  while (ok && w->todo.size) {
    term t = stack_pop(&w->todo);
    entry *e = &w->entries.data[t];
    if (e->proved)
      continue;
    e->proved = 1;
    ok = stack_push(w->m, &w->proved, t);
    if (ok && e->used == RULE_NONE && e->local != e->congruent) {
      const definition *def = definition_of(w, t);
      bool present = false;
      for (size_t i = 0; i < out->size; i++)
        present = present || out->data[i] == def->atom;
      ok = present || stack_push(w->m, out, def->atom);
    }
    ok = ok && push_needed(w, t);
  }
  for (size_t i = 0; i < w->proved.size; i++)
    w->entries.data[w->proved.data[i]].proved = 0;
  return ok;
}
