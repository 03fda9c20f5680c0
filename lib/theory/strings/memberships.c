/* memberships.c: the language of each class, and lemmas from memberships that exclude each other.
 *
 * A membership is a literal (str.in_re x R), or one about the length of x, which equals one (rule str_to_membership).
 * A conflict uses memberships on members of one class, and on components of concatenations in the class: those make a
 * membership of the concatenation (rule str_in_re_concat), and all are joined to one of the target, which is empty
 * (rules str_in_re_inter, re_empty, str_in_re_none). Conflicts are made minimal before, by deleting parts of halving
 * size as long as the rest stays empty (a bisecting form of deletion filtering). Derivations: memberships_prove.c. */
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

bool membership_is_plain(const strings *s, term atom)
{
  return term_kind(s->env->terms, atom) == STRSMT_STR_IN_RE;
}

bool membership_is_residue(const terms *t, term atom)
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
  if (membership_is_residue(s->env->terms, atom))
    return residue_membership(s->env->terms, atom);
  term made = membership_is_plain(s, atom) ? atom : rewrite_to_membership(s->env->terms, s->env->limits, atom);
  return made && membership_is_plain(s, made) ? made : 0;
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
  stack_free(s->env->m, &c->rests);
}

uint32_t conflict_group_end(const conflict *c, size_t group)
{
  return group + 1 < c->groups.size ? c->starts.data[group + 1] : (uint32_t)c->components.size;
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

rx conflict_component(strings *s, const conflict *c, uint32_t item, size_t *at, size_t from, size_t to)
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
    for (uint32_t j = c->starts.data[i]; j < conflict_group_end(c, i) && ok; j++) {
      rx r = conflict_component(s, c, j, &at, from, to);
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

regex_answer conflict_empty(strings *s, const conflict *c)
{
  return empty_without(s, c, 0, 0);
}

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

bool conflict_minimise(strings *s, conflict *c)
{
  if (!drop_groups(s, c))
    return false;
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
    if (!forms_explain(s, c->groups.data[i], why) || !egraph_explain(graph_of(s), c->groups.data[i], c->target, why))
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
  ok = ok && strings_tell(s, &why, ends.size, ends.data, conflict_derive, c, result);
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
