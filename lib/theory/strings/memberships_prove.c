/* memberships_prove.c: derivations of lemmas from memberships that exclude each other.
 *
 * Memberships are moved to one term by equalities. Those of the components of a concatenation make one of it (rule
 * str_in_re_concat), all of one term are joined (str_in_re_inter), and the result is empty (re_empty, str_in_re_none).
 * Where one membership of a concatenation is followed through its components (splits.c), each of them is taken off: a
 * literal by derivatives (str_in_re_after), another one by what can follow its words (str_in_re_cut). A single word that a
 * membership excludes is put into it (str_in_re_word, evaluate). */
#include "rewrite/rewrite.h"
#include "theory/strings/strings.h"

/* (str.in_re x R), or its negation, from the literal. */
static step prove_literal(strings *s, derivation *d, const membership *m, const lemma_view *lemma)
{
  terms *t = s->env->terms;
  step given = lemma_hypothesis(lemma, m->atom, m->positive);
  if (membership_is_plain(s, m->atom))
    return given;
  step same;
  if (membership_is_residue(t, m->atom)) {
    term mod = term_arg(t, m->atom, 0), args[3] = {m->subject, term_arg(t, m->atom, 1), term_arg(t, mod, 1)};
    same = derivation_step(d, RULE_LENGTH_RESIDUE, 3, args, 0, NULL);
  } else {
    same = derivation_axiom(d, RULE_STR_TO_MEMBERSHIP, m->atom);
  }
  if (!m->positive) {
    term negation = terms_not(t, m->atom);
    same = derivation_step(d, RULE_CONG, 1, &negation, 1, &same);
  }
  return derivation_infer2(d, RULE_EQ_RESOLVE, given, same);
}

/* The membership (str.in_re from R), or its negation, step `premise`, about `to`; `equal` proves (= from to). */
static step move(strings *s, derivation *d, term from, term in, bool positive, step premise, step equal)
{
  terms *t = s->env->terms;
  term atom = terms_apply2(t, STRSMT_STR_IN_RE, from, in);
  if (!equal || !atom)
    return premise;
  step premises[2] = {equal, derivation_axiom(d, RULE_REFL, in)};
  step same = derivation_step(d, RULE_CONG, 1, &atom, 2, premises);
  if (!positive) {
    term negation = terms_not(t, atom);
    same = derivation_step(d, RULE_CONG, 1, &negation, 1, &same);
  }
  return derivation_infer2(d, RULE_EQ_RESOLVE, premise, same);
}

/* (str.in_re x re.all), x being no concatenation. */
static step in_all(derivation *d, term x)
{
  return derivation_step(d, RULE_STR_IN_RE_CONCAT, 1, &x, 0, NULL);
}

static step class_equal(strings *s, derivation *d, term a, term b, const lemma_view *lemma)
{
  return a == b ? 0 : egraph_prove(graph_of(s), d, a, b, lemma);
}

/* Memberships of one term, to be joined. */
typedef struct joined {
  STACK(step) steps;
  term_stack regexes;
  bool negative; /* the only one is a negation */
} joined;

static void join_add(strings *s, derivation *d, joined *j, step p, term in, bool positive)
{
  term r = positive ? in : terms_apply1(s->env->terms, STRSMT_RE_COMP, in);
  j->negative = !positive;
  d->broken |= !r || !stack_push(s->env->m, &j->steps, p) || !stack_push(s->env->m, &j->regexes, r);
}

/* One membership of them all; *in is what it is in. */
static step join_all(strings *s, derivation *d, joined *j, term *in)
{
  step result = 0;
  *in = 0;
  if (!d->broken && j->steps.size) {
    *in = j->regexes.size == 1 ? j->regexes.data[0]
                               : terms_apply(s->env->terms, STRSMT_RE_INTER, j->regexes.size, j->regexes.data);
    result = j->steps.size == 1 && !j->negative
                 ? j->steps.data[0]
                 : derivation_step(d, RULE_STR_IN_RE_INTER, 0, NULL, j->steps.size, j->steps.data);
  }
  stack_free(s->env->m, &j->steps);
  stack_free(s->env->m, &j->regexes);
  return result;
}

static void use_membership(strings *s, derivation *d, joined *j, const membership *m, term target,
                           const lemma_view *lemma)
{
  step given = prove_literal(s, d, m, lemma);
  step p = move(s, d, m->subject, m->regex, m->positive, given, class_equal(s, d, m->subject, target, lemma));
  join_add(s, d, j, p, m->regex, m->positive);
}

/* Is the component one that comes again later? Then the rule must be told which of them a membership is for. */
static bool comes_again(const conflict *c, uint32_t item, uint32_t end)
{
  for (uint32_t i = item + 1; i < end; i++)
    if (c->components.data[i] == c->components.data[item])
      return true;
  return false;
}

/* The membership of the target that the components of group i make. */
static void use_group(strings *s, derivation *d, joined *all, const conflict *c, size_t i, size_t *at,
                      const lemma_view *lemma)
{
  terms *t = s->env->terms;
  STACK(step) steps = {0};
  term_stack regexes = {0};
  uint32_t start = c->starts.data[i], end = conflict_group_end(c, i);
  for (uint32_t k = start; k < end && !d->broken; k++) {
    joined own = {0};
    term in, item = c->components.data[k];
    for (; *at < c->uses.size && c->uses.data[*at].group == i + 1 && c->uses.data[*at].item == k; ++*at)
      use_membership(s, d, &own, &s->memberships.data[c->uses.data[*at].member], item, lemma);
    step p = join_all(s, d, &own, &in);
    if (!p && !is_word(s, item) && comes_again(c, k, end))
      p = in_all(d, item);
    if (p)
      d->broken |= !stack_push(s->env->m, &steps, p);
    if (!in)
      in = is_word(s, item) ? terms_apply1(t, STRSMT_STR_TO_RE, item) : terms_apply(t, STRSMT_RE_ALL, 0, NULL);
    d->broken |= !in || !stack_push(s->env->m, &regexes, in);
  }
  term whole = forms_term(s, c->components.data + start, end - start), in = 0;
  step p = 0;
  if (!d->broken && regexes.size > 1) {
    p = derivation_step(d, RULE_STR_IN_RE_CONCAT, 1, &whole, steps.size, steps.data);
    in = terms_apply(t, STRSMT_RE_CONCAT, regexes.size, regexes.data);
  } else if (!d->broken && is_word(s, whole)) {
    in = terms_apply1(t, STRSMT_STR_TO_RE, whole);
    p = derivation_infer(d, RULE_TRUE_ELIM,
                         derivation_axiom(d, RULE_EVALUATE, terms_apply2(t, STRSMT_STR_IN_RE, whole, in)));
  } else if (!d->broken) {
    in = regexes.data[0];
    p = steps.size ? steps.data[0] : in_all(d, whole);
  }
  step to_whole = forms_prove(s, d, c->groups.data[i], lemma);
  step equal = to_whole ? derivation_infer(d, RULE_SYMM, to_whole) : 0;
  step in_class = class_equal(s, d, c->groups.data[i], c->target, lemma);
  if (equal && in_class)
    equal = derivation_infer2(d, RULE_TRANS, equal, in_class);
  else if (in_class)
    equal = in_class;
  if (in)
    join_add(s, d, all, move(s, d, whole, in, true, p, equal), in, true);
  else
    d->broken = true;
  stack_free(s->env->m, &steps);
  stack_free(s->env->m, &regexes);
}

/* ---- through the components -------------------------------------------------------------------------------------- */

rx conflict_follow(strings *s, rx r, term literal)
{
  size_t n;
  const uint32_t *w = term_codes(s->env->terms, literal, &n);
  for (size_t i = 0; i < n && r && r != regex_none(s->env->regex); i++)
    r = limits_poll(s->env->limits) ? 0 : regex_derivative(s->env->regex, r, w[i]);
  return r;
}

/* Where a literal of some length is among the components, the product of all of them has many states, each with what is
 * left of the literal. */
static bool has_long_literal(const strings *s, const conflict *c)
{
  for (size_t k = 0; k < c->components.size; k++)
    if (is_word(s, c->components.data[k]) &&
        word_length(s, c->components.data[k]) >= s->env->limits->budget.strings_long_literal)
      return true;
  return false;
}

/* Is a conflict of one concatenation one of its components, taken off one after the other? Then what is left after each
 * of them: rests. Else none. */
static bool find_walk(strings *s, const conflict *c, rx_list *rests)
{
  regex *g = s->env->regex;
  rx_list whole = {0};
  size_t at = 0, n = c->components.size;
  bool ok = true;
  for (; at < c->uses.size && !c->uses.data[at].group && ok; at++)
    ok = stack_push(s->env->m, &whole, s->memberships.data[c->uses.data[at].member].language);
  rx r = ok && at && c->groups.size == 1 && has_long_literal(s, c) ? regex_inter(g, whole.size, whole.data) : 0;
  rx own = regex_string(g, NULL, 0);
  ok = !r || stack_push(s->env->m, rests, r);
  for (uint32_t k = 0; k < n && ok && r && r != regex_none(g); k++) {
    rx of_item = conflict_component(s, c, k, &at, 0, 0);
    bool word = is_word(s, c->components.data[k]);
    if (k + 1 == n && !word) {
      own = of_item;
      break;
    }
    if (word)
      ok = (r = conflict_follow(s, r, c->components.data[k]));
    else
      ok = of_item && regex_image(g, r, of_item, &r);
    ok = ok && (!r || stack_push(s->env->m, rests, r));
  }
  rx both[2] = {r, own}, end = ok && r && own ? regex_inter(g, 2, both) : 0;
  if (!end || regex_empty(g, end) != REGEX_EMPTY)
    stack_clear(rests);
  stack_free(s->env->m, &whole);
  return ok;
}

/* The membership of component k that its uses make, or that it is in re.all. */
static step own_membership(strings *s, derivation *d, const conflict *c, uint32_t k, size_t *at, term *in,
                           const lemma_view *lemma)
{
  joined own = {0};
  term item = c->components.data[k];
  for (; *at < c->uses.size && c->uses.data[*at].item == k; ++*at)
    use_membership(s, d, &own, &s->memberships.data[c->uses.data[*at].member], item, lemma);
  step p = join_all(s, d, &own, in);
  if (p || d->broken)
    return p;
  *in = terms_apply(s->env->terms, STRSMT_RE_ALL, 0, NULL);
  return in_all(d, item);
}

/* What the components after k are in, `given` being that those from k on are in `in`. */
static step take_off(strings *s, derivation *d, const conflict *c, uint32_t k, size_t *at, step given, term in,
                     term after, const lemma_view *lemma)
{
  terms *t = s->env->terms;
  if (is_word(s, c->components.data[k]))
    return derivation_step(d, RULE_STR_IN_RE_AFTER, 1, &after, 1, &given);
  term own;
  step premises[3] = {given, own_membership(s, d, c, k, at, &own, lemma), 0};
  term product = terms_apply2(t, STRSMT_RE_CONCAT, own, terms_apply1(t, STRSMT_RE_COMP, after));
  premises[2] = derivation_empty(d, terms_apply2(t, STRSMT_RE_INTER, in, product));
  return derivation_step(d, RULE_STR_IN_RE_CUT, 0, NULL, 3, premises);
}

/* The memberships of the whole, of the normal form of the group. */
static step begin_walk(strings *s, derivation *d, const conflict *c, size_t *at, term *in, const lemma_view *lemma)
{
  joined all = {0};
  step of_group = forms_prove(s, d, c->groups.data[0], lemma);
  step equal = class_equal(s, d, c->target, c->groups.data[0], lemma);
  if (equal && of_group)
    equal = derivation_infer2(d, RULE_TRANS, equal, of_group);
  else if (of_group)
    equal = of_group;
  for (; *at < c->uses.size && !c->uses.data[*at].group; ++*at)
    use_membership(s, d, &all, &s->memberships.data[c->uses.data[*at].member], c->target, lemma);
  step p = join_all(s, d, &all, in);
  return d->broken ? 0 : move(s, d, c->target, *in, true, p, equal);
}

/* rests: what the components from 0, 1, ... on are in. */
static void derive_walk(strings *s, derivation *d, const conflict *c, const rx_list *rests, const lemma_view *lemma)
{
  terms *t = s->env->terms;
  size_t at = 0, n = c->components.size, steps = rests->size - 1;
  term in = 0;
  joined last = {0};
  step p = begin_walk(s, d, c, &at, &in, lemma);
  for (uint32_t k = 0; k < steps && !d->broken; k++) {
    term after = regex_term(s->env->regex, rests->data[k + 1]);
    p = after ? take_off(s, d, c, k, &at, p, in, after, lemma) : 0;
    d->broken |= !p;
    in = after;
  }
  join_add(s, d, &last, p, in, true);
  if (steps == n) {
    term empty = terms_string(t, NULL, 0), only = terms_apply1(t, STRSMT_STR_TO_RE, empty);
    term atom = terms_apply2(t, STRSMT_STR_IN_RE, empty, only);
    join_add(s, d, &last, derivation_infer(d, RULE_TRUE_ELIM, derivation_axiom(d, RULE_EVALUATE, atom)), only, true);
  }
  for (; at < c->uses.size && c->uses.data[at].item == steps && !d->broken; at++)
    use_membership(s, d, &last, &s->memberships.data[c->uses.data[at].member], c->components.data[steps], lemma);
  p = join_all(s, d, &last, &in);
  if (!d->broken)
    derivation_infer2(d, RULE_STR_IN_RE_NONE, p, derivation_empty(d, in));
}

/* ---- a single word ----------------------------------------------------------------------------------------------- */

/* Is one of two memberships in a single word, which the other one excludes? Then the word is put in there, and no product
 * is made, which would have a state for each of its suffixes. 0: no; else the first one's index plus 1. */
static uint32_t find_word(strings *s, const conflict *c)
{
  const terms *t = s->env->terms;
  for (uint32_t i = 0; i < 2 && c->uses.size == 2 && !c->groups.size; i++) {
    const membership *m = &s->memberships.data[c->uses.data[i].member];
    const membership *other = &s->memberships.data[c->uses.data[1 - i].member];
    if (!m->positive || term_kind(t, m->regex) != STRSMT_STR_TO_RE || !is_word(s, term_arg(t, m->regex, 0)))
      continue;
    size_t n;
    bool accepts;
    const uint32_t *word = term_codes(t, term_arg(t, m->regex, 0), &n);
    if (regex_accepts(s->env->regex, other->language, word, n, &accepts) && !accepts)
      return i + 1;
  }
  return 0;
}

static void derive_word(strings *s, const conflict *c, uint32_t which, derivation *d, const lemma_view *lemma)
{
  terms *t = s->env->terms;
  const membership *m = &s->memberships.data[c->uses.data[which].member];
  const membership *other = &s->memberships.data[c->uses.data[1 - which].member];
  term x = other->subject, in = other->regex, value = terms_apply2(t, STRSMT_STR_IN_RE, term_arg(t, m->regex, 0), in);
  step equal = derivation_infer(d, RULE_STR_IN_RE_WORD, prove_literal(s, d, m, lemma));
  if (x != m->subject)
    equal = derivation_infer2(d, RULE_TRANS, class_equal(s, d, x, m->subject, lemma), equal);
  step moved = move(s, d, x, in, other->positive, prove_literal(s, d, other, lemma), equal);
  step known = derivation_axiom(d, RULE_EVALUATE, value);
  known = derivation_infer(d, other->positive ? RULE_FALSE_ELIM : RULE_TRUE_ELIM, known);
  derivation_infer2(d, RULE_CONTRA, other->positive ? moved : known, other->positive ? known : moved);
}

/* ---- all ---------------------------------------------------------------------------------------------------------- */

static void derive_product(strings *s, const conflict *c, derivation *d, const lemma_view *lemma)
{
  joined all = {0};
  size_t at = 0;
  term in;
  for (; at < c->uses.size && !c->uses.data[at].group && !d->broken; at++)
    use_membership(s, d, &all, &s->memberships.data[c->uses.data[at].member], c->target, lemma);
  for (size_t i = 0; i < c->groups.size && !d->broken; i++)
    use_group(s, d, &all, c, i, &at, lemma);
  for (size_t i = c->words; i < lemma->count && !d->broken; i++) /* not (x in {w}) */
    join_add(s, d, &all, (step)i + 1, term_arg(s->env->terms, lemma->literals[i].atom, 1), false);
  step member = join_all(s, d, &all, &in);
  if (!d->broken)
    derivation_infer2(d, RULE_STR_IN_RE_NONE, member, derivation_empty(d, in));
}

void conflict_derive(void *self, const void *data, derivation *d, const lemma_view *lemma)
{
  strings *s = self;
  const conflict *c = data;
  rx_list found = {0};
  forms_forget(s);
  uint32_t which = c->words >= lemma->count ? find_word(s, c) : 0;
  if (which) {
    derive_word(s, c, which - 1, d, lemma);
    return;
  }
  if (!c->rests.size && c->words >= lemma->count && !find_walk(s, c, &found))
    d->broken = true;
  const rx_list *rests = c->rests.size ? &c->rests : &found;
  if (rests->size)
    derive_walk(s, d, c, rests, lemma);
  else
    derive_product(s, c, d, lemma);
  stack_free(s->env->m, &found);
}
