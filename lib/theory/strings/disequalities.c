/* disequalities.c: equalities that are false, with concatenations on their sides.
 *
 * Sides with one normal form are equal: a conflict. Otherwise the words that values.c has chosen may happen to make them
 * equal. Then, after what both sides begin with, their next parts u and v have words of one length, and the lemma is that
 * these differ, or what follows them does (Liang et al., CAV 2014). What follows is shorter, so this ends for each
 * assignment of lengths. A part that is longer than the other one is split first: its beginning is defined. */
#include "rewrite/reduction.h"
#include "theory/strings/strings.h"

/* Both sides cut into the same number of pieces: those that are the same, u and v, and what follows. */
typedef struct parting {
  term a, b;
  term_stack left, right; /* none: the normal forms of the sides are the same */
} parting;

static void parting_free(strings *s, parting *p)
{
  stack_free(s->env->m, &p->left);
  stack_free(s->env->m, &p->right);
}

/* ---- derivations ------------------------------------------------------------------------------------------------- */

/* (= side pieces), `pieces` as a concatenation; 0: the same. */
static step prove_pieces(strings *s, derivation *d, term side, term pieces, const lemma_view *lemma)
{
  step chain[2] = {forms_prove(s, d, side, lemma)};
  if (!is_concat(s, pieces))
    return chain[0];
  chain[1] = derivation_infer(d, RULE_SYMM, forms_flatten(s, d, pieces));
  return chain[0] ? derivation_step(d, RULE_TRANS, 0, NULL, 2, chain) : chain[1];
}

/* (= left right) of all pieces, from equalities of those that differ; 0: they are the same. */
static step prove_same(strings *s, derivation *d, const parting *p, term left, const lemma_view *lemma)
{
  terms *t = s->env->terms;
  STACK(step) steps = {0};
  step result = 0;
  bool any = false;
  for (size_t i = 0; i < p->left.size; i++) {
    term a = p->left.data[i], b = p->right.data[i];
    step e =
        a == b ? derivation_axiom(d, RULE_REFL, a) : lemma_hypothesis(lemma, terms_apply2(t, STRSMT_EQ, a, b), true);
    any = any || a != b;
    d->broken |= !stack_push(s->env->m, &steps, e);
  }
  if (any && !d->broken)
    result = p->left.size == 1 ? steps.data[0] : derivation_step(d, RULE_NARY_CONG, 1, &left, steps.size, steps.data);
  stack_free(s->env->m, &steps);
  return result;
}

static void derive(void *self, const void *data, derivation *d, const lemma_view *lemma)
{
  strings *s = self;
  const parting *p = data;
  term left = forms_term(s, p->left.data, p->left.size), right = forms_term(s, p->right.data, p->right.size);
  term atom = terms_apply2(s->env->terms, STRSMT_EQ, p->a, p->b);
  step chain[3];
  size_t n = 0;
  forms_forget(s);
  step a = prove_pieces(s, d, p->a, left, lemma), same = prove_same(s, d, p, left, lemma);
  step b = prove_pieces(s, d, p->b, right, lemma);
  if (a)
    chain[n++] = a;
  if (same)
    chain[n++] = same;
  if (b)
    chain[n++] = derivation_infer(d, RULE_SYMM, b);
  step equal = n == 1 ? chain[0] : derivation_step(d, RULE_TRANS, 0, NULL, n, chain);
  derivation_infer2(d, RULE_CONTRA, equal, lemma_hypothesis(lemma, atom, false));
}

/* Lemma: the disequality l, with the normal forms of its sides, gives that some pieces differ. */
static bool tell(strings *s, const parting *p, tlit l, verdict *result)
{
  terms *t = s->env->terms;
  tlit_list why = {0};
  tlit conclusions[2];
  size_t n = 0;
  bool ok = forms_explain(s, p->a, &why) && forms_explain(s, p->b, &why) && stack_push(s->env->m, &why, l);
  for (size_t i = 0; i < p->left.size && ok; i++)
    if (p->left.data[i] != p->right.data[i]) {
      conclusions[n] = (tlit){terms_apply2(t, STRSMT_EQ, p->left.data[i], p->right.data[i]), false};
      ok = conclusions[n++].atom;
    }
  ok = ok && strings_tell(s, &why, n, conclusions, derive, p, result);
  stack_free(s->env->m, &why);
  return ok;
}

/* ---- the same normal form ---------------------------------------------------------------------------------------- */

static bool expand(strings *s, tlit l, parting *p)
{
  const terms *t = s->env->terms;
  p->a = term_arg(t, l.atom, 0);
  p->b = term_arg(t, l.atom, 1);
  stack_clear(&p->left);
  stack_clear(&p->right);
  return forms_expand(s, p->a, &p->left) && forms_expand(s, p->b, &p->right);
}

/* Are both sides just variables or literals? Then congruence closure and values.c see to it. */
static bool is_plain(strings *s, tlit l)
{
  const form *a = form_at(s, term_arg(s->env->terms, l.atom, 0)), *b = form_at(s, term_arg(s->env->terms, l.atom, 1));
  return !a || !b || (!is_concat(s, a->base) && !is_concat(s, b->base));
}

verdict disequalities_check(strings *s)
{
  verdict result = VERDICT_CONSISTENT;
  parting p = {0};
  bool ok = true;
  for (size_t i = 0; i < s->disequalities.size && ok && !s->cyclic && !s->too_large; i++) {
    tlit l = s->disequalities.data[i];
    if (is_plain(s, l))
      continue;
    ok = !limits_poll(s->env->limits) && expand(s, l, &p);
    if (!ok || p.left.size != p.right.size ||
        (p.left.size && memcmp(p.left.data, p.right.data, p.left.size * sizeof(term))))
      continue;
    stack_clear(&p.left);
    stack_clear(&p.right);
    ok = tell(s, &p, l, &result);
  }
  parting_free(s, &p);
  return ok ? result : VERDICT_STOPPED;
}

/* ---- the same word ----------------------------------------------------------------------------------------------- */

typedef struct side {
  term_stack items;
  size_t at;
} side;

static bool is_left(const side *x)
{
  return x->at < x->items.size;
}

/* The first n characters of the literal in front of x become an item of their own. */
static bool cut(strings *s, side *x, size_t n)
{
  term w = x->items.data[x->at];
  size_t length = word_length(s, w);
  if (n == length)
    return true;
  if (!stack_push(s->env->m, &x->items, 0))
    return false;
  memmove(x->items.data + x->at + 1, x->items.data + x->at, (x->items.size - 1 - x->at) * sizeof(term));
  x->items.data[x->at] = word_part(s, w, 0, n);
  x->items.data[x->at + 1] = word_part(s, w, n, length - n);
  return !mem_failed(s->env->m);
}

static bool push_pair(strings *s, parting *p, term a, term b)
{
  return a && b && stack_push(s->env->m, &p->left, a) && stack_push(s->env->m, &p->right, b);
}

/* What both begin with. Literals whose words are the same agree as far as both go. */
static bool take_common(strings *s, side *x, side *y, parting *p)
{
  while (is_left(x) && is_left(y)) {
    term a = x->items.data[x->at], b = y->items.data[y->at];
    if (a != b) {
      if (!is_word(s, a) || !is_word(s, b))
        return true;
      size_t n = word_length(s, a), k = word_length(s, b);
      if (!cut(s, n > k ? x : y, n > k ? k : n))
        return false;
    }
    a = x->items.data[x->at++];
    b = y->items.data[y->at++];
    if (limits_poll(s->env->limits) || !push_pair(s, p, a, b))
      return false;
  }
  return true;
}

/* The length of the word of a component. */
static bool size_of(strings *s, term item, size_t *size)
{
  codes word = {0};
  bool ok = true;
  if (is_word(s, item)) {
    *size = word_length(s, item);
  } else {
    ok = values_word(s, item, &word);
    *size = word.size;
  }
  stack_free(s->env->m, &word);
  return ok;
}

static void derive_beginning(void *self, const void *data, derivation *d, const lemma_view *lemma)
{
  (void)self;
  derivation_infer2(d, RULE_CONTRA, derivation_axiom(d, RULE_STR_DEFINE, *(const term *)data), lemma_last(lemma));
}

/* Definition of what x begins with, as many characters as y has; it counts while l does. */
static bool tell_beginning(strings *s, tlit l, term x, term y, verdict *result)
{
  terms *t = s->env->terms;
  tlit_list why = {0};
  term args[3] = {x, terms_int(t, 0), lengths_of(s, y)}, start = terms_apply(t, STRSMT_STR_SUBSTR, 3, args);
  tlit meaning = {start ? reduction_of(t, start) : 0, true};
  bool ok = meaning.atom && stack_push(s->env->m, &why, l) &&
            strings_tell(s, &why, 1, &meaning, derive_beginning, &start, result);
  stack_free(s->env->m, &why);
  return ok;
}

/* u and v, whose words have the same length; "" for one of them, if that of the other one is empty. *there: they are. */
static bool take_next(strings *s, tlit l, side *x, side *y, parting *p, bool *there, verdict *result)
{
  term u = x->items.data[x->at], v = y->items.data[y->at], empty = terms_string(s->env->terms, NULL, 0);
  size_t n, k;
  bool known = size_of(s, u, &n) && size_of(s, v, &k);
  *there = known && (n == k || is_word(s, n > k ? u : v) || !n || !k);
  if (!*there)
    return known ? tell_beginning(s, l, n > k ? u : v, n > k ? v : u, result) : !mem_failed(s->env->m);
  if (!n != !k) {
    x->at += !n;
    y->at += !k;
    return push_pair(s, p, n ? empty : u, k ? empty : v);
  }
  return (n == k || cut(s, n > k ? x : y, n > k ? k : n)) &&
         push_pair(s, p, x->items.data[x->at++], y->items.data[y->at++]);
}

static term rest_of(strings *s, const side *x)
{
  return forms_term(s, x->items.data + x->at, x->items.size - x->at);
}

/* The sides of l have the same word: pieces for a lemma, if there is one. */
static bool part(strings *s, tlit l, parting *p, bool *there, verdict *result)
{
  side x = {0}, y = {0};
  p->a = term_arg(s->env->terms, l.atom, 0);
  p->b = term_arg(s->env->terms, l.atom, 1);
  stack_clear(&p->left);
  stack_clear(&p->right);
  bool ok = forms_expand(s, p->a, &x.items) && forms_expand(s, p->b, &y.items) && take_common(s, &x, &y, p);
  *there = ok;
  if (ok && is_left(&x) && is_left(&y))
    ok = take_next(s, l, &x, &y, p, there, result);
  if (ok && *there && (is_left(&x) || is_left(&y)))
    ok = push_pair(s, p, rest_of(s, &x), rest_of(s, &y));
  stack_free(s->env->m, &x.items);
  stack_free(s->env->m, &y.items);
  return ok;
}

static bool same_word(strings *s, tlit l)
{
  const terms *t = s->env->terms;
  codes a = {0}, b = {0};
  bool same = values_word(s, term_arg(t, l.atom, 0), &a) && values_word(s, term_arg(t, l.atom, 1), &b) &&
              a.size == b.size && (!a.size || !memcmp(a.data, b.data, a.size * sizeof *a.data));
  stack_free(s->env->m, &a);
  stack_free(s->env->m, &b);
  return same;
}

verdict disequalities_part(strings *s)
{
  verdict result = VERDICT_CONSISTENT;
  parting p = {0};
  bool ok = true, there;
  for (size_t i = 0; i < s->disequalities.size && ok && !s->cyclic && !s->too_large; i++) {
    tlit l = s->disequalities.data[i];
    if (is_plain(s, l) || !same_word(s, l))
      continue;
    ok = !limits_poll(s->env->limits) && part(s, l, &p, &there, &result) && (!there || tell(s, &p, l, &result));
  }
  parting_free(s, &p);
  return ok ? result : VERDICT_STOPPED;
}
