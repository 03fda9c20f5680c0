/* gaps.c: the language of a variable has no word of the length that arithmetic wants. A lemma tells it more than that:
 * no word of a length in a whole interval around it; or, after some of those, no word of a length in its residue class.
 * The set of the lengths of a regular language is ultimately periodic, so both kinds together cover it; it is computed
 * (regex/measure.c) unless the language has too many states. Likewise for the code of a variable: no word of one letter
 * in a whole interval of codes.
 *
 * The bounds of lengths that the form of a language shows are told early, and what they say of str.to_int. */
#include "theory/arith/arith.h"
#include "theory/strings/strings.h"

static rx lengths_between(strings *s, uint64_t from, uint64_t to, bool open)
{
  terms *t = s->env->terms;
  term c = terms_apply(t, STRSMT_RE_ALLCHAR, 0, NULL), r;
  uint32_t index[2] = {(uint32_t)from, (uint32_t)to};
  if (open) {
    term parts[2] = {terms_apply_indexed(t, STRSMT_RE_POWER, 1, index, 1, &c), terms_apply(t, STRSMT_RE_ALL, 0, NULL)};
    r = terms_apply(t, STRSMT_RE_CONCAT, 2, parts);
  } else {
    r = terms_apply_indexed(t, STRSMT_RE_LOOP, 2, index, 1, &c);
  }
  return r ? strings_language(s, r) : 0;
}

static rx and_language(strings *s, rx a, rx b)
{
  rx both[2] = {a, b};
  return a && b ? regex_inter(s->env->regex, 2, both) : 0;
}

/* The memberships of x's class as a conflict in the making, with room for what is known of its length. */
static bool begin(strings *s, term x, conflict *c)
{
  const form *f = form_at(s, x);
  const language *l = f->language ? &s->languages.data[f->language - 1] : NULL;
  *c = (conflict){.target = x};
  for (uint32_t i = 0; l && i < l->count; i++)
    if (!conflict_add(s, c, s->sorted.data[l->first + i]))
      return false;
  return true;
}

static bool add_literal(strings *s, conflict *c, term atom, bool positive)
{
  uint32_t m = atom ? memberships_of_length(s, atom, positive) : NO_INDEX;
  return m != NO_INDEX && conflict_add(s, c, m);
}

static bool finish(strings *s, conflict *c, verdict *result)
{
  bool ok = conflict_minimise(s, c) && conflict_tell(s, c, 0, NULL, result);
  conflict_free(s, c);
  return ok;
}

/* Lemma: not from <= n < to, for n the length of x or its code; to = 0: no bound. */
static bool tell_interval(strings *s, term x, strsmt_kind of, uint64_t from, uint64_t to, verdict *result)
{
  terms *t = s->env->terms;
  term n = terms_apply1(t, of, x);
  conflict c;
  bool ok = begin(s, x, &c);
  if (ok && (from || of == STRSMT_STR_TO_CODE))
    ok = add_literal(s, &c, terms_apply2(t, STRSMT_GE, n, terms_int(t, (int64_t)from)), true);
  if (ok && to)
    ok = add_literal(s, &c, terms_apply2(t, STRSMT_GE, n, terms_int(t, (int64_t)to)), false);
  if (!ok) {
    conflict_free(s, &c);
    return false;
  }
  return finish(s, &c, result);
}

static bool gap(strings *s, rx all, term x, uint64_t n, verdict *result)
{
  regex *g = s->env->regex;
  rx above = and_language(s, all, lengths_between(s, n + 1, 0, true));
  regex_answer answer = above ? regex_empty(g, above) : REGEX_STOPPED;
  codes word = {0};
  if (answer == REGEX_STOPPED || (answer == REGEX_NONEMPTY && !regex_witness(g, above, &word)))
    return false;
  uint64_t to = answer == REGEX_NONEMPTY ? word.size : 0, from = n;
  stack_free(s->env->m, &word);
  for (uint64_t reach = 1; from; reach *= 2) {
    uint64_t low = from > reach ? from - reach : 0;
    rx below = and_language(s, all, lengths_between(s, low, from - 1, false));
    answer = below ? regex_empty(g, below) : REGEX_STOPPED;
    if (answer == REGEX_STOPPED)
      return false;
    if (answer == REGEX_NONEMPTY)
      break;
    from = low;
  }
  return tell_interval(s, x, STRSMT_STR_LEN, from, to, result);
}

bool gaps_tell_code(strings *s, rx all, term x, uint32_t code, verdict *result)
{
  uint32_t low, high;
  return regex_letter_gap(s->env->regex, all, code, &low, &high) &&
         tell_interval(s, x, STRSMT_STR_TO_CODE, low, high < CODE_MAX ? high + 1 : 0, result);
}

/* The term for lengths that are n modulo m, as in rule length_residue. */
static rx residue_language(strings *s, uint64_t n, uint32_t m)
{
  terms *t = s->env->terms;
  uint32_t rest = (uint32_t)(n % m);
  term c = terms_apply(t, STRSMT_RE_ALLCHAR, 0, NULL);
  term parts[2] = {terms_apply_indexed(t, STRSMT_RE_POWER, 1, &rest, 1, &c),
                   terms_apply1(t, STRSMT_RE_STAR, terms_apply_indexed(t, STRSMT_RE_POWER, 1, &m, 1, &c))};
  term r = terms_apply(t, STRSMT_RE_CONCAT, 2, parts);
  return r ? strings_language(s, r) : 0;
}

/* ---- measured languages ------------------------------------------------------------------------------------------ */

/* Lemma: these memberships exclude that |x| is n modulo m and at least `from`. */
static bool tell_residue(strings *s, term x, uint64_t n, uint64_t m, uint64_t from, verdict *result)
{
  terms *t = s->env->terms;
  term length = terms_apply1(t, STRSMT_STR_LEN, x), mod = terms_apply2(t, STRSMT_MOD, length, terms_int(t, (int64_t)m));
  conflict c;
  bool ok =
      begin(s, x, &c) && add_literal(s, &c, terms_apply2(t, STRSMT_EQ, mod, terms_int(t, (int64_t)(n % m))), true);
  if (ok && from)
    ok = add_literal(s, &c, terms_apply2(t, STRSMT_GE, length, terms_int(t, (int64_t)from)), true);
  if (ok)
    return finish(s, &c, result);
  conflict_free(s, &c);
  return false;
}

/* Is there a length in [from, to) that is n modulo m? *last is the greatest one. */
static bool any_length(const regex *g, uint64_t from, uint64_t to, uint64_t n, uint64_t m, uint64_t *last)
{
  bool found = false;
  for (uint64_t k = from; k < to; k++)
    if (k % m == n % m && regex_has_length(g, k)) {
      *last = k;
      found = true;
    }
  return found;
}

/* There is no word of length n in the measured language: the interval around n below its threshold; above it the residue
 * of n by the least divisor of the period that will do, or all above. */
bool gaps_tell_measured(strings *s, term x, uint64_t n, verdict *result)
{
  const regex *g = s->env->regex;
  uint64_t t = regex_length_threshold(g), p = regex_length_period(g), last = 0, from, to = n;
  bool above = any_length(g, n > t ? n : t, n > t ? n + p : t + p, 0, 1, &last);
  for (from = n < t ? n : t; from && !regex_has_length(g, from - 1); from--)
    ;
  if (n >= t && above) {
    uint64_t m = 2;
    while (p % m || any_length(g, t, t + p, n, m, &last))
      m++;
    last = 0;
    return tell_residue(s, x, n, m, any_length(g, 0, t, n, m, &last) ? last + 1 : 0, result);
  }
  while (to < t + p && !regex_has_length(g, to))
    to++;
  return tell_interval(s, x, STRSMT_STR_LEN, from, to < t + p && n < t ? to : 0, result);
}

/* Lemma: |x| is not n modulo m, for the first m for which that holds. */
static bool residue(strings *s, rx all, term x, uint64_t n, verdict *result)
{
  for (uint32_t m = 2; m <= s->env->limits->budget.strings_gap_modulus; m++) {
    rx r = and_language(s, all, residue_language(s, n, m));
    regex_answer answer = r ? regex_empty(s->env->regex, r) : REGEX_STOPPED;
    if (answer != REGEX_NONEMPTY)
      return answer == REGEX_EMPTY && tell_residue(s, x, n, m, 0, result);
  }
  return true;
}

bool gaps_tell(strings *s, rx all, term x, uint64_t n, verdict *result)
{
  const budgets *b = &s->env->limits->budget;
  bool known = false;
  if ((s->gaps_told >= b->strings_gap_patience || n > b->strings_gap_few) && !regex_measure(s->env->regex, all, &known))
    return false;
  if (known)
    return gaps_tell_measured(s, x, n, result);
  if (n > b->strings_gap_bound)
    return true;
  if (s->gaps_told >= b->strings_gap_patience && !residue(s, all, x, n, result))
    return false;
  s->gaps_told++;
  return *result == VERDICT_LEMMA || gap(s, all, x, n, result);
}

/* ---- bounds ------------------------------------------------------------------------------------------------------ */

/* Does arithmetic know, of the node (str.len x), that it is at least (at most) n? */
static bool is_known(strings *s, term length, bool lower, uint64_t n)
{
  num bound = NUM_ZERO, wanted = {(int64_t)n, NULL, 0, 0};
  term literal = egraph_literal(graph_of(s), length);
  bool known =
      literal || (lower ? arith_lower(s->env->arith, length, &bound) : arith_upper(s->env->arith, length, &bound));
  int order = known ? num_cmp(literal ? term_num(s->env->terms, literal) : &bound, &wanted) : 0;
  num_free(s->env->m, &bound);
  return known && (lower ? order >= 0 : order <= 0);
}

/* Lemma: the membership excludes that |x| >= n is (not) so. */
static bool tell_bound(strings *s, term x, uint32_t member, bool holds, uint64_t n, verdict *result)
{
  terms *t = s->env->terms;
  term atom = terms_apply2(t, STRSMT_GE, terms_apply1(t, STRSMT_STR_LEN, x), terms_int(t, (int64_t)n));
  conflict c = {.target = x};
  bool ok = conflict_add(s, &c, member) && add_literal(s, &c, atom, holds) && conflict_tell(s, &c, 0, NULL, result);
  conflict_free(s, &c);
  return ok;
}

bool gaps_tell_bounds(strings *s, const form *f, verdict *result)
{
  term length = strings_applied(s, STRSMT_STR_LEN, f->rep);
  if (!length || !f->language || is_word(s, f->base) || !s->env->arith)
    return true;
  const language *l = &s->languages.data[f->language - 1];
  term x = term_arg(s->env->terms, length, 0);
  for (uint32_t i = l->first; i < l->first + l->count; i++) {
    const membership *m = &s->memberships.data[s->sorted.data[i]];
    uint32_t least, most;
    if (term_kind(s->env->terms, m->atom) != STRSMT_STR_IN_RE)
      continue;
    regex_lengths(s->env->regex, m->language, &least, &most);
    if (least && least <= s->env->limits->budget.strings_gap_bound && !is_known(s, length, true, least) &&
        !tell_bound(s, x, s->sorted.data[i], false, least, result))
      return false;
    if (most < s->env->limits->budget.strings_gap_bound && !is_known(s, length, false, most) &&
        !tell_bound(s, x, s->sorted.data[i], true, (uint64_t)most + 1, result))
      return false;
  }
  return true;
}

/* ---- decades ----------------------------------------------------------------------------------------------------- */

typedef struct number_search {
  const terms *t;
  term found;
} number_search;

static bool is_number(void *user, term parent)
{
  number_search *search = user;
  if (term_kind(search->t, parent) == STRSMT_STR_TO_INT)
    search->found = parent;
  return !search->found;
}

/* The memberships of the class but for those that are about its number; and the language that they make. */
static bool begin_number(strings *s, const language *l, conflict *c, rx *all)
{
  const terms *t = s->env->terms;
  *c = (conflict){.target = l->rep};
  stack_clear(&s->scratch);
  for (uint32_t i = l->first; i < l->first + l->count; i++) {
    const membership *m = &s->memberships.data[s->sorted.data[i]];
    if (term_kind(t, m->atom) != STRSMT_STR_IN_RE && term_kind(t, term_arg(t, m->atom, 0)) == STRSMT_STR_TO_INT)
      continue;
    if (!conflict_add(s, c, s->sorted.data[i]) || !stack_push(s->env->m, &s->scratch, m->language))
      return false;
  }
  *all = regex_inter(s->env->regex, s->scratch.size, s->scratch.data);
  return *all;
}

/* Lemma: these memberships exclude that the number is (not) at least n, if they do. */
static bool tell_number(strings *s, const language *l, term number, bool holds, int64_t n, verdict *result)
{
  terms *t = s->env->terms;
  conflict c;
  rx all;
  bool ok =
      begin_number(s, l, &c, &all) && add_literal(s, &c, terms_apply2(t, STRSMT_GE, number, terms_int(t, n)), holds);
  regex_answer answer = ok ? conflict_empty(s, &c) : REGEX_STOPPED;
  if (answer == REGEX_EMPTY)
    return finish(s, &c, result);
  conflict_free(s, &c);
  return answer == REGEX_NONEMPTY;
}

bool gaps_tell_decades(strings *s, const language *l, verdict *result)
{
  number_search search = {s->env->terms, 0};
  uint32_t least, most;
  int64_t n = 1;
  conflict c;
  rx all;
  egraph_parents(graph_of(s), l->rep, is_number, &search);
  if (!search.found || !s->env->arith)
    return true;
  bool ok = begin_number(s, l, &c, &all);
  conflict_free(s, &c);
  if (!ok)
    return false;
  regex_lengths(s->env->regex, all, &least, &most);
  for (uint32_t digits = 1; digits <= s->env->limits->budget.strings_gap_digits; digits++, n *= 10) {
    if (digits == least && !is_known(s, search.found, true, (uint64_t)n) &&
        !tell_number(s, l, search.found, false, n, result))
      return false;
    if (digits == most && !is_known(s, search.found, false, (uint64_t)(10 * n - 1)) &&
        !tell_number(s, l, search.found, true, 10 * n, result))
      return false;
  }
  return true;
}
