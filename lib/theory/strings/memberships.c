/* memberships.c: the language of each class, and lemmas from memberships that exclude each other.
 *
 * A membership is a literal (str.in_re x R), or one about the length of x, which equals one (rule str_to_membership).
 * A conflict uses memberships on members of one class, and on components of concatenations in the class: those make a
 * membership of the concatenation (rule str_in_re_concat), and all are joined to one of the target, which is empty
 * (rules str_in_re_inter, re_empty, str_in_re_none). Conflicts are made minimal before, by deleting parts of halving
 * size as long as the rest stays empty (a bisecting form of deletion filtering). */
#include "rewrite/membership.h"
#include "rewrite/rewrite.h"
#include "theory/strings/strings.h"

/* ---- taking literals --------------------------------------------------------------------------------------------- */

rx strings_language(strings *s, term r)
{
  if (r >= s->rx_of.size) {
    size_t size = terms_count(s->env->terms) + 1;
    if (!stack_reserve(s->env->m, &s->rx_of, size))
      return 0;
    memset(s->rx_of.data + s->rx_of.size, 0, (size - s->rx_of.size) * sizeof(rx));
    s->rx_of.size = size;
  }
  if (!s->rx_of.data[r]) {
    rx made = regex_of_term(s->env->regex, r);
    s->rx_of.data[r] = made;
  }
  return s->rx_of.data[r];
}

static bool is_membership(const strings *s, term atom) { return term_kind(s->env->terms, atom) == STRSMT_STR_IN_RE; }

/* (= (mod (str.len x) m) n) as a membership: rule length_residue. */
static bool is_residue(const terms *t, term atom)
{
  if (term_kind(t, atom) != STRSMT_EQ || term_kind(t, term_arg(t, atom, 0)) != STRSMT_MOD)
    return false;
  term length = term_arg(t, term_arg(t, atom, 0), 0);
  return length && term_kind(t, length) == STRSMT_STR_LEN;
}

static term residue_membership(terms *t, term atom)
{
  int64_t m, n;
  term mod = term_arg(t, atom, 0), x = term_arg(t, term_arg(t, mod, 0), 0);
  if (!num_is_int64(term_num(t, term_arg(t, mod, 1)), &m) || !num_is_int64(term_num(t, term_arg(t, atom, 1)), &n))
    return 0;
  uint32_t modulus = (uint32_t)m, rest = (uint32_t)n;
  term c = terms_apply(t, STRSMT_RE_ALLCHAR, 0, NULL);
  term parts[2] = {terms_apply_indexed(t, STRSMT_RE_POWER, 1, &rest, 1, &c),
                   terms_apply1(t, STRSMT_RE_STAR, terms_apply_indexed(t, STRSMT_RE_POWER, 1, &modulus, 1, &c))};
  return terms_apply2(t, STRSMT_STR_IN_RE, x, terms_apply(t, STRSMT_RE_CONCAT, 2, parts));
}

/* The membership that an atom is, or equals; 0: none, or no memory. */
static term as_membership(strings *s, term atom)
{
  if (is_residue(s->env->terms, atom))
    return residue_membership(s->env->terms, atom);
  term made = is_membership(s, atom) ? atom : rewrite_to_membership(s->env->terms, s->env->limits, atom);
  return made && is_membership(s, made) ? made : 0;
}

static bool add(strings *s, tlit l, term in)
{
  const terms *t = s->env->terms;
  membership m = {term_arg(t, in, 0), l.atom, l.positive, false, term_arg(t, in, 1), 0};
  m.language = strings_language(s, m.regex);
  if (m.language && !l.positive)
    m.language = regex_comp(s->env->regex, m.language);
  return m.language && stack_push(s->env->m, &s->memberships, m);
}

bool memberships_take(strings *s, tlit l)
{
  term in = as_membership(s, l.atom);
  return in ? add(s, l, in) : !mem_failed(s->env->m) && s->env->limits->stop == STOP_NONE;
}

uint32_t memberships_of_length(strings *s, term atom, bool positive)
{
  term in = as_membership(s, atom);
  return in && add(s, (tlit){atom, positive}, in) ? (uint32_t)s->memberships.size - 1 : NO_INDEX;
}

uint32_t memberships_assume(strings *s, term subject, rx r)
{
  term in = regex_term(s->env->regex, r), atom = in ? terms_apply2(s->env->terms, STRSMT_STR_IN_RE, subject, in) : 0;
  if (!atom || !add(s, (tlit){atom, false}, atom))
    return NO_INDEX;
  stack_top(&s->memberships).assumed = true;
  return (uint32_t)s->memberships.size - 1;
}

/* A language for each class that has memberships; memberships sorted by class. */
bool memberships_sort(strings *s)
{
  mem *m = s->env->m;
  size_t members = s->memberships.size;
  stack_clear(&s->languages);
  if (!stack_reserve(m, &s->sorted, members))
    return false;
  for (size_t i = 0; i < members; i++) {
    form *f = form_at(s, s->memberships.data[i].subject);
    if (!f->language) {
      if (!stack_push(m, &s->languages, ((language){.rep = f->rep})))
        return false;
      f->language = (uint32_t)s->languages.size;
    }
    s->languages.data[f->language - 1].count++;
  }
  for (size_t i = 1; i < s->languages.size; i++)
    s->languages.data[i].first = s->languages.data[i - 1].first + s->languages.data[i - 1].count;
  for (size_t i = 0; i < s->languages.size; i++)
    s->languages.data[i].count = 0;
  for (uint32_t i = 0; i < members; i++) {
    language *l = &s->languages.data[form_at(s, s->memberships.data[i].subject)->language - 1];
    s->sorted.data[l->first + l->count++] = i;
  }
  s->sorted.size = members;
  return true;
}

/* ---- conflicts in the making ------------------------------------------------------------------------------------- */

void conflict_free(strings *s, conflict *c)
{
  stack_free(s->env->m, &c->uses);
  stack_free(s->env->m, &c->groups);
  stack_free(s->env->m, &c->components);
  stack_free(s->env->m, &c->starts);
}

bool conflict_add(strings *s, conflict *c, uint32_t member)
{
  return stack_push(s->env->m, &c->uses, ((use){member, 0, 0}));
}

bool conflict_add_use(strings *s, conflict *c, uint32_t member, size_t group, uint32_t item)
{
  return member != NO_INDEX && stack_push(s->env->m, &c->uses, ((use){member, (uint32_t)group, item}));
}

bool conflict_add_group(strings *s, conflict *c, term t)
{
  mem *m = s->env->m;
  uint32_t start = (uint32_t)c->components.size;
  if (!stack_push(m, &c->groups, t) || !stack_push(m, &c->starts, start) || !forms_expand(s, t, &c->components))
    return false;
  for (uint32_t i = start; i < c->components.size; i++) {
    const form *f = is_word(s, c->components.data[i]) ? NULL : form_at(s, c->components.data[i]);
    const language *l = f && f->language ? &s->languages.data[f->language - 1] : NULL;
    for (uint32_t j = 0; l && j < l->count; j++)
      if (!stack_push(m, &c->uses, ((use){s->sorted.data[l->first + j], (uint32_t)c->groups.size, i})))
        return false;
  }
  return true;
}

static uint32_t group_end(const conflict *c, size_t group)
{
  return group + 1 < c->groups.size ? c->starts.data[group + 1] : (uint32_t)c->components.size;
}

/* The intersection of what is used on this component; uses are in order, *at is the next one. Those in [from, to) are
 * left out. */
static rx component_language(strings *s, const conflict *c, uint32_t item, size_t *at, size_t from, size_t to)
{
  regex *g = s->env->regex;
  stack_clear(&s->scratch);
  for (; *at < c->uses.size && c->uses.data[*at].group && c->uses.data[*at].item == item; ++*at)
    if ((*at < from || *at >= to) &&
        !stack_push(s->env->m, &s->scratch, s->memberships.data[c->uses.data[*at].member].language))
      return 0;
  term w = c->components.data[item];
  if (is_word(s, w)) {
    size_t n;
    const uint32_t *word = term_codes(s->env->terms, w, &n);
    return regex_string(g, word, n);
  }
  return s->scratch.size == 1 ? s->scratch.data[0] : regex_inter(g, s->scratch.size, s->scratch.data);
}

/* Is it empty without the uses [from, to)? */
static regex_answer empty_without(strings *s, const conflict *c, size_t from, size_t to)
{
  regex *g = s->env->regex;
  STACK(rx) all = {0}, parts = {0};
  size_t at = 0;
  bool ok = true;
  for (; at < c->uses.size && !c->uses.data[at].group && ok; at++)
    if (at < from || at >= to)
      ok = stack_push(s->env->m, &all, s->memberships.data[c->uses.data[at].member].language);
  for (size_t i = 0; i < c->groups.size && ok; i++) {
    stack_clear(&parts);
    for (uint32_t j = c->starts.data[i]; j < group_end(c, i) && ok; j++) {
      rx r = component_language(s, c, j, &at, from, to);
      ok = r && stack_push(s->env->m, &parts, r);
    }
    rx whole = ok ? regex_concat(g, parts.size, parts.data) : 0;
    ok = whole && stack_push(s->env->m, &all, whole);
  }
  rx r = ok ? regex_inter(g, all.size, all.data) : 0;
  stack_free(s->env->m, &all);
  stack_free(s->env->m, &parts);
  return r ? regex_empty(g, r) : REGEX_STOPPED;
}

regex_answer conflict_empty(strings *s, const conflict *c) { return empty_without(s, c, 0, 0); }

/* Drops groups without which it is still empty. */
static bool drop_groups(strings *s, conflict *c)
{
  for (size_t i = c->groups.size; i-- > 0;) {
    conflict less = {.target = c->target};
    bool ok = true;
    for (size_t j = 0; j < c->uses.size && ok && !c->uses.data[j].group; j++)
      ok = conflict_add(s, &less, c->uses.data[j].member);
    for (size_t j = 0; j < c->groups.size && ok; j++)
      ok = j == i || conflict_add_group(s, &less, c->groups.data[j]);
    regex_answer answer = ok ? conflict_empty(s, &less) : REGEX_STOPPED;
    if (answer == REGEX_EMPTY) {
      conflict_free(s, c);
      *c = less;
    } else {
      conflict_free(s, &less);
    }
    if (answer == REGEX_STOPPED)
      return false;
  }
  return true;
}

bool conflict_minimise(strings *s, conflict *c) { return drop_groups(s, c) && conflict_minimise_uses(s, c); }

bool conflict_minimise_uses(strings *s, conflict *c)
{
  size_t least = c->groups.size ? 0 : 1;
  for (size_t part = (c->uses.size + 1) / 2; part; part = part == 1 ? 0 : (part + 1) / 2) {
    for (size_t from = 0; from < c->uses.size && c->uses.size > least;) {
      size_t to = from + part < c->uses.size ? from + part : c->uses.size;
      regex_answer answer = to - from < c->uses.size || c->groups.size ? empty_without(s, c, from, to) : REGEX_NONEMPTY;
      if (answer == REGEX_STOPPED)
        return false;
      if (answer == REGEX_NONEMPTY) {
        from = to;
        continue;
      }
      memmove(c->uses.data + from, c->uses.data + to, (c->uses.size - to) * sizeof *c->uses.data);
      c->uses.size -= to - from;
    }
  }
  return true;
}

/* ---- derivations ------------------------------------------------------------------------------------------------- */

/* (str.in_re x R), or its negation, from the literal. */
static step prove_literal(strings *s, derivation *d, const membership *m, size_t count, const tlit *literals)
{
  terms *t = s->env->terms;
  step given = strings_hypothesis(count, literals, m->atom, m->positive);
  if (is_membership(s, m->atom))
    return given;
  step same;
  if (is_residue(t, m->atom)) {
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

static step class_equal(strings *s, derivation *d, term a, term b, size_t count, const tlit *literals)
{
  return a == b ? 0 : egraph_prove(graph_of(s), d, a, b, count, literals);
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

static void use_membership(strings *s, derivation *d, joined *j, const membership *m, term target, size_t count,
                           const tlit *literals)
{
  step given = prove_literal(s, d, m, count, literals);
  step p = move(s, d, m->subject, m->regex, m->positive, given,
                class_equal(s, d, m->subject, target, count, literals));
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
static void use_group(strings *s, derivation *d, joined *all, const conflict *c, size_t i, size_t *at, size_t count,
                      const tlit *literals)
{
  terms *t = s->env->terms;
  STACK(step) steps = {0};
  term_stack regexes = {0};
  uint32_t start = c->starts.data[i], end = group_end(c, i);
  for (uint32_t k = start; k < end && !d->broken; k++) {
    joined own = {0};
    term in, item = c->components.data[k];
    for (; *at < c->uses.size && c->uses.data[*at].group == i + 1 && c->uses.data[*at].item == k; ++*at)
      use_membership(s, d, &own, &s->memberships.data[c->uses.data[*at].member], item, count, literals);
    step p = join_all(s, d, &own, &in);
    if (!p && !is_word(s, item) && comes_again(c, k, end))
      p = derivation_axiom(d, RULE_STR_IN_RE_ALL, item);
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
    p = derivation_infer(d, RULE_TRUE_ELIM, derivation_axiom(d, RULE_EVALUATE, terms_apply2(t, STRSMT_STR_IN_RE, whole, in)));
  } else if (!d->broken) {
    in = regexes.data[0];
    p = steps.size ? steps.data[0] : derivation_axiom(d, RULE_STR_IN_RE_ALL, whole);
  }
  step to_whole = forms_prove(s, d, c->groups.data[i], count, literals);
  step equal = to_whole ? derivation_infer(d, RULE_SYMM, to_whole) : 0;
  step in_class = class_equal(s, d, c->groups.data[i], c->target, count, literals);
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

static void derive_conflict(void *self, const void *data, derivation *d, size_t count, const tlit *literals)
{
  strings *s = self;
  const conflict *c = data;
  joined all = {0};
  size_t at = 0;
  term in;
  forms_forget(s);
  for (; at < c->uses.size && !c->uses.data[at].group && !d->broken; at++)
    use_membership(s, d, &all, &s->memberships.data[c->uses.data[at].member], c->target, count, literals);
  for (size_t i = 0; i < c->groups.size && !d->broken; i++)
    use_group(s, d, &all, c, i, &at, count, literals);
  for (size_t i = c->words; i < count && !d->broken; i++) /* not (x in {w}) */
    join_add(s, d, &all, (step)i + 1, term_arg(s->env->terms, literals[i].atom, 1), false);
  step member = join_all(s, d, &all, &in);
  if (!d->broken)
    derivation_infer2(d, RULE_STR_IN_RE_NONE, member, prove_empty(s->env->terms, s->env->regex, d, in));
}

/* ---- lemmas ------------------------------------------------------------------------------------------------------ */

static bool push_new(strings *s, tlit_list *list, tlit l)
{
  for (size_t i = 0; i < list->size; i++)
    if (list->data[i].atom == l.atom)
      return list->data[i].positive == l.positive;
  return stack_push(s->env->m, list, l);
}

static bool explain_uses(strings *s, const conflict *c, tlit_list *why)
{
  for (size_t i = 0; i < c->uses.size; i++) {
    const use *u = &c->uses.data[i];
    const membership *m = &s->memberships.data[u->member];
    term to = u->group ? c->components.data[u->item] : c->target;
    if (m->assumed)
      continue;
    if (!push_new(s, why, (tlit){m->atom, m->positive}) || !egraph_explain(graph_of(s), m->subject, to, why))
      return false;
  }
  for (size_t i = 0; i < c->groups.size; i++)
    if (!forms_explain(s, c->groups.data[i], why) ||
        !egraph_explain(graph_of(s), c->groups.data[i], c->target, why))
      return false;
  return true;
}

/* What was assumed: the lemma says that one of it is false. */
static bool conclude(strings *s, const conflict *c, tlit_list *ends)
{
  for (size_t i = 0; i < c->uses.size; i++) {
    const membership *m = &s->memberships.data[c->uses.data[i].member];
    if (m->assumed && !push_new(s, ends, (tlit){m->atom, true}))
      return false;
  }
  return true;
}

bool conflict_tell(strings *s, conflict *c, size_t word_count, const codes *words, verdict *result)
{
  terms *t = s->env->terms;
  tlit_list why = {0};
  tlit_list ends = {0};
  bool ok = explain_uses(s, c, &why) && conclude(s, c, &ends);
  c->words = why.size + ends.size;
  for (size_t i = 0; i < word_count && ok; i++) {
    term w = terms_string(t, words[i].data, words[i].size);
    term atom = w ? terms_apply2(t, STRSMT_STR_IN_RE, c->target, terms_apply1(t, STRSMT_STR_TO_RE, w)) : 0;
    ok = atom && stack_push(s->env->m, &ends, ((tlit){atom, true}));
  }
  ok = ok && strings_tell(s, &why, ends.size, ends.data, derive_conflict, c, result);
  stack_free(s->env->m, &why);
  stack_free(s->env->m, &ends);
  return ok;
}

/* ---- classes ----------------------------------------------------------------------------------------------------- */

static bool tell_minimal(strings *s, conflict *c, verdict *result)
{
  bool ok = conflict_minimise(s, c);
  if (ok && c->uses.size && !c->uses.data[0].group)
    c->target = s->memberships.data[c->uses.data[0].member].subject; /* fewer equalities */
  return ok && conflict_tell(s, c, 0, NULL, result);
}

/* The members one of which is a single word: it is tried on the others, and the first one that it is not in makes the
 * conflict. No intersection is made, which for a long word would have a state for each of its suffixes. */
static bool check_word(strings *s, language *l, uint32_t which, const codes *word, verdict *result)
{
  for (uint32_t i = 0; i < l->count; i++) {
    uint32_t other = s->sorted.data[l->first + i];
    bool accepts;
    if (other == which)
      continue;
    if (!regex_accepts(s->env->regex, s->memberships.data[other].language, word->data, word->size, &accepts))
      return false;
    if (accepts)
      continue;
    conflict c = {.target = s->memberships.data[which].subject};
    bool ok = conflict_add(s, &c, which) && conflict_add(s, &c, other) && conflict_tell(s, &c, 0, NULL, result);
    conflict_free(s, &c);
    return ok;
  }
  l->all = s->memberships.data[which].language;
  return true;
}

static bool check_intersection(strings *s, language *l, verdict *result)
{
  conflict c = {.target = l->rep};
  bool ok = true;
  stack_clear(&s->scratch);
  for (uint32_t i = 0; i < l->count && ok; i++)
    ok = conflict_add(s, &c, s->sorted.data[l->first + i]) &&
         stack_push(s->env->m, &s->scratch, s->memberships.data[s->sorted.data[l->first + i]].language);
  l->all = ok ? regex_inter(s->env->regex, s->scratch.size, s->scratch.data) : 0;
  regex_answer answer = l->all ? regex_empty(s->env->regex, l->all) : REGEX_STOPPED;
  ok = answer != REGEX_STOPPED && (answer == REGEX_NONEMPTY || tell_minimal(s, &c, result));
  conflict_free(s, &c);
  return ok;
}

static bool check_class(strings *s, language *l, verdict *result)
{
  codes word = {0};
  bool ok = true, single = false;
  for (uint32_t i = 0; i < l->count && l->count > 1 && !single; i++) {
    uint32_t which = s->sorted.data[l->first + i];
    single = regex_word(s->env->regex, s->memberships.data[which].language, &word);
    if (single)
      ok = check_word(s, l, which, &word, result);
  }
  stack_free(s->env->m, &word);
  return single ? ok : check_intersection(s, l, result);
}

/* The literal of a class must be in its languages. Most equalities with literals are memberships, too, but not all. */
static bool check_literal(strings *s, const language *l, verdict *result)
{
  term word = form_at(s, l->rep)->base;
  size_t length;
  if (!is_word(s, word))
    return true;
  const uint32_t *text = term_codes(s->env->terms, word, &length);
  for (uint32_t i = 0; i < l->count; i++) {
    uint32_t member = s->sorted.data[l->first + i];
    bool accepts;
    if (!regex_accepts(s->env->regex, s->memberships.data[member].language, text, length, &accepts))
      return false;
    if (accepts)
      continue;
    conflict c = {.target = word};
    bool ok = conflict_add(s, &c, member) && conflict_add_group(s, &c, word) && conflict_tell(s, &c, 0, NULL, result);
    conflict_free(s, &c);
    return ok;
  }
  return true;
}

verdict memberships_check(strings *s)
{
  verdict result = VERDICT_CONSISTENT;
  for (size_t i = 0; i < s->languages.size; i++) {
    language *l = &s->languages.data[i];
    if (limits_poll(s->env->limits) || !check_class(s, l, &result) ||
        (result == VERDICT_CONSISTENT && !check_literal(s, l, &result)))
      return VERDICT_STOPPED;
  }
  return result;
}

/* ---- through concatenations -------------------------------------------------------------------------------------- */

/* Does the class have a concatenation whose components tell something: a literal, or a membership? */
static bool tells(strings *s, term t)
{
  term_stack items = {0};
  bool found = false;
  if (forms_expand(s, t, &items)) {
    found = !items.size;
    for (size_t i = 0; i < items.size && !found; i++)
      found = is_word(s, items.data[i]) || form_at(s, items.data[i])->language;
  }
  stack_free(s->env->m, &items);
  return found;
}

/* All that is known of a class by its memberships and those of the components of its concatenations. */
static bool check_concatenations(strings *s, const form *f, verdict *result)
{
  conflict c = {.target = f->rep};
  const language *l = f->language ? &s->languages.data[f->language - 1] : NULL;
  term t = f->rep;
  bool ok = true;
  for (uint32_t i = 0; l && i < l->count && ok; i++)
    ok = conflict_add(s, &c, s->sorted.data[l->first + i]);
  do {
    if (is_concat(s, t) && tells(s, t))
      ok = ok && conflict_add_group(s, &c, t);
    t = egraph_next(graph_of(s), t);
  } while (t != f->rep && ok);
  if (ok && (c.groups.size > 1 || (c.groups.size && c.uses.size && !c.uses.data[0].group))) {
    regex_answer answer = conflict_empty(s, &c);
    ok = answer == REGEX_NONEMPTY || (answer == REGEX_EMPTY && tell_minimal(s, &c, result));
  }
  conflict_free(s, &c);
  return ok;
}

verdict memberships_check_concatenations(strings *s)
{
  verdict result = VERDICT_CONSISTENT;
  for (size_t i = 0; i < s->forms.size && !s->cyclic && !s->too_large; i++) {
    const form *f = &s->forms.data[i];
    if (f->sources > (is_word(s, f->base) ? 1u : 0u) &&
        (limits_poll(s->env->limits) || !check_concatenations(s, f, &result)))
      return VERDICT_STOPPED;
  }
  return result;
}
