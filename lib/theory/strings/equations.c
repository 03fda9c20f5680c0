/* equations.c: two concatenations in one class are equations between their components (Liang et al., CAV 2014).
 *
 * What both sides begin (end) with is taken away. Then their first (last) components, a and b, decide:
 *   - two literals that differ: a conflict;
 *   - lengths that are equal: a = b;
 *   - x against v x, v a literal: x is made of copies of v;
 *   - otherwise arithmetic is asked for the lengths in its present model. The lemma covers just that case (the same
 *     length: a = b; a longer: a = b k, k fresh), under the condition on lengths, which the search may then change.
 * The choice by the model ends for each assignment of lengths, as the pieces get shorter. */
#include "theory/arith/arith.h"
#include "theory/strings/equations.h"

/* One inference from an equation. */
typedef struct inference {
  term a, b; /* the terms of the class whose components were compared */
  bool rev;
  rule rule;               /* how it ends */
  term length_a, length_b; /* an equality of the e-graph that the rule needs as its second premise; 0: none */
  tlit condition;          /* ... or this literal of the lemma; atom 0: none */
  bool swap;               /* the rule speaks of b = a */
} inference;

/* ---- derivations ------------------------------------------------------------------------------------------------- */

step equation_prove(strings *s, derivation *d, term a, term b, const lemma_view *lemma)
{
  step chain[3];
  size_t n = 0;
  forms_forget(s);
  step left = forms_prove(s, d, a, lemma);
  if (left)
    chain[n++] = derivation_infer(d, RULE_SYMM, left);
  if (a != b)
    chain[n++] = egraph_prove(graph_of(s), d, a, b, lemma);
  step right = forms_prove(s, d, b, lemma);
  if (right)
    chain[n++] = right;
  return n < 2 ? (n ? chain[0] : 0) : derivation_step(d, RULE_TRANS, 0, NULL, n, chain);
}

bool equation_explain(strings *s, term a, term b, tlit_list *why)
{
  return forms_explain(s, a, why) && egraph_explain(graph_of(s), a, b, why) && forms_explain(s, b, why);
}

/* (= components of a, components of b), without what both begin with */
static step derive_equation(strings *s, derivation *d, const inference *i, const lemma_view *lemma)
{
  step same = equation_prove(s, d, i->a, i->b, lemma);
  if (!same)
    return 0;
  if (i->swap)
    same = derivation_infer(d, RULE_SYMM, same);
  term rev = i->rev ? terms_true(s->env->terms) : terms_false(s->env->terms);
  return derivation_step(d, RULE_CONCAT_STRIP, 1, &rev, 1, &same);
}

static void derive_inference(void *self, const void *data, derivation *d, const lemma_view *lemma)
{
  strings *s = self;
  const inference *i = data;
  term rev = i->rev ? terms_true(s->env->terms) : terms_false(s->env->terms);
  step premises[2] = {derive_equation(s, d, i, lemma), 0};
  size_t n = 1;
  if (i->length_a)
    premises[n++] = egraph_prove(graph_of(s), d, i->length_a, i->length_b, lemma);
  else if (i->condition.atom)
    premises[n++] = lemma_hypothesis(lemma, i->condition.atom, true);
  step end = derivation_step(d, i->rule, 1, &rev, n, premises);
  if (i->rule != RULE_CONCAT_CONFLICT)
    derivation_infer2(d, RULE_CONTRA, end, lemma_last(lemma));
}

/* Adds the lemma: the equation, with its condition, gives the conclusion (0: false). */
static bool tell(strings *s, const inference *i, term conclusion, verdict *result)
{
  tlit_list why = {0};
  tlit end = {conclusion, true};
  egraph *g = graph_of(s);
  bool ok = equation_explain(s, i->a, i->b, &why);
  if (ok && i->length_a)
    ok = egraph_explain(g, i->length_a, i->length_b, &why);
  else if (ok && i->condition.atom)
    ok = strings_decide(s, i->condition.atom) && stack_push(s->env->m, &why, i->condition);
  verdict before = *result;
  ok = ok && strings_tell(s, &why, conclusion ? 1 : 0, &end, derive_inference, i, result);
  if (ok && i->condition.atom && before == *result && conclusion &&
      !egraph_equal(g, term_arg(s->env->terms, conclusion, 0), term_arg(s->env->terms, conclusion, 1)))
    ok = strings_tell_again(s, &why, 1, &end, derive_inference, i, result);
  if (ok && i->condition.atom) /* deciding against it would be deciding against the condition */
    ok = s->env->host.phase(s->env->host.user, conclusion, true);
  stack_free(s->env->m, &why);
  return ok;
}

/* ---- comparing --------------------------------------------------------------------------------------------------- */

static term first_of(const side *x, bool rev)
{
  return rev ? x->items.data[x->end - 1] : x->items.data[x->at];
}

static void drop_first(side *x, bool rev)
{
  if (rev)
    x->end--;
  else
    x->at++;
}

/* The first (last) n characters of a literal, or what is left. */
static term end_of(strings *s, term literal, size_t n, bool rev)
{
  return word_part(s, literal, rev ? word_length(s, literal) - n : 0, n);
}
static term rest_of(strings *s, term literal, size_t n, bool rev)
{
  size_t length = word_length(s, literal);
  return word_part(s, literal, rev ? 0 : n, length - n);
}

/* Puts what is left of the literal in front after n characters in its place. */
static bool cut(strings *s, side *x, size_t n, bool rev)
{
  term w = first_of(x, rev);
  if (word_length(s, w) == n) {
    drop_first(x, rev);
    return true;
  }
  term left = rest_of(s, w, n, rev);
  x->items.data[rev ? x->end - 1 : x->at] = left;
  return left;
}

static bool agree(const strings *s, term a, term b, size_t n, bool rev)
{
  size_t la, lb;
  const uint32_t *x = term_codes(s->env->terms, a, &la), *y = term_codes(s->env->terms, b, &lb);
  return !memcmp(rev ? x + (la - n) : x, rev ? y + (lb - n) : y, n * sizeof *x);
}

static size_t least(size_t a, size_t b)
{
  return a < b ? a : b;
}

/* Mirrors $concat_strip of words.eo. */
bool side_strip(strings *s, side *x, side *y, bool rev)
{
  while (x->at < x->end && y->at < y->end) {
    term a = first_of(x, rev), b = first_of(y, rev);
    if (a == b) {
      drop_first(x, rev);
      drop_first(y, rev);
      continue;
    }
    if (!is_word(s, a) || !is_word(s, b))
      break;
    size_t n = least(word_length(s, a), word_length(s, b));
    if (!n || !agree(s, a, b, n, rev))
      break;
    if (!cut(s, x, n, rev) || !cut(s, y, n, rev))
      return false;
  }
  return true;
}

bool side_clash(const strings *s, const side *x, const side *y, bool rev)
{
  bool more_x = x->at < x->end, more_y = y->at < y->end;
  if (!more_x || !more_y)
    return (more_x && is_word(s, first_of(x, rev))) || (more_y && is_word(s, first_of(y, rev)));
  term a = first_of(x, rev), b = first_of(y, rev);
  return is_word(s, a) && is_word(s, b) && !agree(s, a, b, least(word_length(s, a), word_length(s, b)), rev);
}

/* ---- inferences -------------------------------------------------------------------------------------------------- */

/* The node (str.len t), made if its class has the length of another member as a node. */
static term length_term(strings *s, term t)
{
  term length = strings_applied(s, STRSMT_STR_LEN, t) ? lengths_of(s, t) : 0;
  return length && egraph_add(graph_of(s), length) ? length : 0;
}

/* Both first components are variables whose lengths are known to be equal. */
static bool unify(strings *s, inference i, term a, term b, bool *done, verdict *result)
{
  i.length_a = length_term(s, a);
  i.length_b = length_term(s, b);
  *done = i.length_a && i.length_b && egraph_equal(graph_of(s), i.length_a, i.length_b);
  if (!*done)
    return !mem_failed(s->env->m);
  i.rule = RULE_CONCAT_ALIGN;
  return tell(s, &i, terms_apply2(s->env->terms, STRSMT_EQ, a, b), result);
}

static term fresh(strings *s, term x, term from, term length)
{
  term args[3] = {x, from, length};
  return terms_apply1(s->env->terms, TERM_PURIFY, terms_apply(s->env->terms, STRSMT_STR_SUBSTR, 3, args));
}

/* Variables a and b, in arithmetic's model with lengths in this order. */
static bool split_variables(strings *s, inference i, term a, term b, int order, verdict *result)
{
  terms *t = s->env->terms;
  term la, lb;
  if (order < 0) {
    term swap = a;
    a = b;
    b = swap;
    i.swap = true;
  }
  la = lengths_of(s, a);
  lb = lengths_of(s, b);
  if (order == 0) {
    i.rule = RULE_CONCAT_ALIGN;
    i.condition = (tlit){terms_apply2(t, STRSMT_EQ, la, lb), true};
    return tell(s, &i, terms_apply2(t, STRSMT_EQ, a, b), result);
  }
  term surplus = terms_apply2(t, STRSMT_SUB, la, lb);
  i.rule = RULE_CONCAT_LPROP;
  i.condition = (tlit){terms_apply2(t, STRSMT_GT, la, lb), true};
  term parts[2] = {b, fresh(s, a, lb, surplus)};
  if (i.rev) {
    parts[0] = fresh(s, a, terms_int(t, 0), surplus);
    parts[1] = b;
  }
  return tell(s, &i, terms_apply2(t, STRSMT_EQ, a, terms_apply(t, STRSMT_STR_CONCAT, 2, parts)), result);
}

/* Does v, at position k of the literal w from that end on, agree with w as far as both go? */
static bool fits(const strings *s, term w, term v, size_t k, bool rev)
{
  size_t n, m;
  const uint32_t *a = term_codes(s->env->terms, w, &n), *b = term_codes(s->env->terms, v, &m);
  size_t both = least(n - k, m);
  return !both || !memcmp(rev ? a + (n - k - both) : a + k, rev ? b + (m - both) : b, both * sizeof *a);
}

/* The least such position from k on; w's length if there is none. Mirrors $concat_fit of words.eo. */
static size_t next_fit(strings *s, term w, term v, size_t k, bool rev)
{
  size_t n = word_length(s, w);
  while (v && k < n && !limits_poll(s->env->limits) && !fits(s, w, v, k, rev))
    k++;
  return k;
}

/* The least k from which on no position before n fits. */
static size_t last_fit(strings *s, term w, term v, size_t n, bool rev)
{
  while (v && n && !limits_poll(s->env->limits) && !fits(s, w, v, n - 1, rev))
    n--;
  return n;
}

/* x is n characters long: the beginning of w. */
static bool take_all(strings *s, inference i, term x, term w, size_t n, verdict *result)
{
  terms *t = s->env->terms;
  term start = end_of(s, w, n, i.rev);
  i.condition = (tlit){terms_apply2(t, STRSMT_EQ, lengths_of(s, x), terms_int(t, (int64_t)n)), true};
  return start && tell(s, &i, terms_apply2(t, STRSMT_EQ, x, start), result);
}

/* x has `bound` characters or more: then n, the beginning of w, or more. */
static bool take_part(strings *s, inference i, term x, term w, size_t bound, size_t n, verdict *result)
{
  terms *t = s->env->terms;
  term size = terms_int(t, (int64_t)n), start = end_of(s, w, n, i.rev), lx = lengths_of(s, x);
  term surplus = terms_apply2(t, STRSMT_SUB, lx, size);
  i.condition = (tlit){terms_apply2(t, STRSMT_GE, lx, terms_int(t, (int64_t)bound)), true};
  if (!start)
    return false;
  term parts[2] = {start, fresh(s, x, size, surplus)};
  if (i.rev) {
    parts[0] = fresh(s, x, terms_int(t, 0), surplus);
    parts[1] = start;
  }
  return tell(s, &i, terms_apply2(t, STRSMT_EQ, x, terms_apply(t, STRSMT_STR_CONCAT, 2, parts)), result);
}

/* The variable x, with the literal v behind it (0: none), against the literal w: it is as long as the model of arithmetic
 * says, if v fits there; or longer than any shorter length at which it fits, and so as long as the next one. */
static bool split_literal(strings *s, inference i, term x, term v, term w, verdict *result)
{
  num value = NUM_ZERO;
  size_t n = word_length(s, w), at = n;
  int64_t length;
  if (lengths_value(s, x, &value) && num_is_int64(&value, &length) && length < (int64_t)n)
    at = length > 0 ? (size_t)length : 0;
  num_free(s->env->m, &value);
  i.rule = RULE_CONCAT_TAKE;
  if (at < n && (!v || fits(s, w, v, at, i.rev)))
    return take_all(s, i, x, w, at, result);
  size_t bound = last_fit(s, w, v, at, i.rev), next = next_fit(s, w, v, at, i.rev);
  return s->env->limits->stop == STOP_NONE && take_part(s, i, x, w, bound, next, result);
}

/* x ... against v x ...: the regular expression for x that concat_loop concludes. */
static term loop_regex(strings *s, term v, bool rev)
{
  terms *t = s->env->terms;
  term_stack parts = {0};
  size_t n = word_length(s, v);
  bool ok = true;
  for (size_t k = 0; k < n && ok; k++) {
    term p = end_of(s, v, k, rev);
    ok = p && stack_push(s->env->m, &parts, terms_apply1(t, STRSMT_STR_TO_RE, p));
  }
  term tail = ok ? (n == 1 ? parts.data[0] : terms_apply(t, STRSMT_RE_UNION, n, parts.data)) : 0;
  term star = terms_apply1(t, STRSMT_RE_STAR, terms_apply1(t, STRSMT_STR_TO_RE, v));
  stack_free(s->env->m, &parts);
  return ok ? terms_apply2(t, STRSMT_RE_CONCAT, rev ? tail : star, rev ? star : tail) : 0;
}

static bool loops(strings *s, inference i, const side *x, const side *y, bool *done, verdict *result)
{
  *done = false;
  for (int turn = 0; turn < 2; turn++) {
    const side *a = turn ? y : x, *b = turn ? x : y;
    term v = first_of(b, i.rev);
    if (b->end - b->at < 2 || !is_word(s, v) || word_length(s, v) > s->env->limits->budget.strings_loop_word)
      continue;
    term second = i.rev ? b->items.data[b->end - 2] : b->items.data[b->at + 1];
    if (second != first_of(a, i.rev))
      continue;
    i.swap = turn == 1;
    i.rule = RULE_CONCAT_LOOP;
    term r = loop_regex(s, v, i.rev);
    verdict told = VERDICT_CONSISTENT;
    if (!r || !tell(s, &i, terms_apply2(s->env->terms, STRSMT_STR_IN_RE, second, r), &told))
      return false;
    *done = told == VERDICT_LEMMA;
    if (*done)
      *result = told;
    return true;
  }
  return true;
}

/* The literal behind the first component; 0: none. */
static term literal_behind(const strings *s, const side *x, bool rev)
{
  if (x->end - x->at < 2)
    return 0;
  term second = rev ? x->items.data[x->end - 2] : x->items.data[x->at + 1];
  return is_word(s, second) ? second : 0;
}

static bool split(strings *s, inference i, const side *x, const side *y, verdict *result)
{
  term a = first_of(x, i.rev), b = first_of(y, i.rev);
  if (is_word(s, a)) {
    i.swap = true;
    return split_literal(s, i, b, literal_behind(s, y, i.rev), a, result);
  }
  if (is_word(s, b))
    return split_literal(s, i, a, literal_behind(s, x, i.rev), b, result);
  num la = NUM_ZERO, lb = NUM_ZERO;
  int order = lengths_value(s, a, &la) && lengths_value(s, b, &lb) ? num_cmp(&la, &lb) : 0;
  num_free(s->env->m, &la);
  num_free(s->env->m, &lb);
  return split_variables(s, i, a, b, order, result);
}

/* ---- one equation ------------------------------------------------------------------------------------------------ */

typedef struct equation {
  term a, b;
  side x, y;
} equation;

static bool expand(strings *s, equation *e, bool rev)
{
  stack_clear(&e->x.items);
  stack_clear(&e->y.items);
  if (!forms_expand(s, e->a, &e->x.items) || !forms_expand(s, e->b, &e->y.items))
    return false;
  e->x.at = e->y.at = 0;
  e->x.end = e->x.items.size;
  e->y.end = e->y.items.size;
  return side_strip(s, &e->x, &e->y, rev);
}

/* Conflicts and what follows without a choice. */
static bool look(strings *s, equation *e, bool rev, verdict *result)
{
  inference i = {.a = e->a, .b = e->b, .rev = rev};
  bool done = false;
  if (!expand(s, e, rev))
    return false;
  if (side_clash(s, &e->x, &e->y, rev)) {
    i.rule = RULE_CONCAT_CONFLICT;
    return tell(s, &i, 0, result);
  }
  if (e->x.at == e->x.end || e->y.at == e->y.end)
    return true;
  term a = first_of(&e->x, rev), b = first_of(&e->y, rev);
  if (!is_word(s, a) && !is_word(s, b) && !unify(s, i, a, b, &done, result))
    return false;
  return done || loops(s, i, &e->x, &e->y, &done, result);
}

static bool choose(strings *s, equation *e, verdict *result)
{
  inference i = {.a = e->a, .b = e->b};
  if (!expand(s, e, false))
    return false;
  return e->x.at == e->x.end || e->y.at == e->y.end || split(s, i, &e->x, &e->y, result);
}

static bool check_pair(strings *s, term a, term b, bool splits, verdict *result)
{
  equation e = {a, b, {{0}, 0, 0}, {{0}, 0, 0}};
  verdict found = VERDICT_CONSISTENT;
  bool ok = true;
  if (splits) {
    ok = choose(s, &e, &found);
  } else {
    ok = look(s, &e, false, &found);
    if (ok && found == VERDICT_CONSISTENT)
      ok = look(s, &e, true, &found);
    if (ok && found == VERDICT_CONSISTENT)
      ok = align_check(s, a, b, &found);
  }
  if (found == VERDICT_LEMMA)
    *result = found;
  stack_free(s->env->m, &e.x.items);
  stack_free(s->env->m, &e.y.items);
  return ok;
}

/* All concatenations of a class against the base. */
static bool check_class(strings *s, const form *f, bool splits, verdict *result)
{
  egraph *g = graph_of(s);
  term rep = f->rep, base = f->base, t = rep;
  if (f->sources < 2)
    return true;
  do {
    if (limits_poll(s->env->limits))
      return false;
    if (is_concat(s, t) && t != base && !forms_is_trivial(s, t) && !check_pair(s, base, t, splits, result))
      return false;
    t = egraph_next(g, t);
  } while (t != rep);
  return true;
}

/* Class by class, those that others are parts of first: there, more can be seen of what follows a component. Splits only
 * up to the first class that gives a lemma. */
static bool check_all(strings *s, bool splits, verdict *result)
{
  index_list order = {0};
  size_t count = s->forms.size;
  bool ok = stack_reserve(s->env->m, &order, count + 1);
  for (uint32_t i = 0; i < count && ok; i++)
    order.data[s->finished - 1 - s->forms.data[i].finished] = i;
  for (size_t i = 0; i < count && ok && !(splits && *result == VERDICT_LEMMA); i++)
    ok = check_class(s, &s->forms.data[order.data[i]], splits, result);
  stack_free(s->env->m, &order);
  return ok;
}

verdict equations_check(strings *s)
{
  verdict result = VERDICT_CONSISTENT;
  return s->cyclic || s->too_large || check_all(s, false, &result) ? result : VERDICT_STOPPED;
}

verdict equations_split(strings *s)
{
  verdict result = VERDICT_CONSISTENT;
  return s->cyclic || s->too_large || check_all(s, true, &result) ? result : VERDICT_STOPPED;
}
