/* lengths.c: what arithmetic has to know of lengths: that of a variable is 0, and then it is "", or positive; that of a
 * concatenation is the sum of those of its arguments; and all members of a class have the same.
 *
 * Only terms whose length can matter get these lemmas: arguments of str.len, concatenations and what they consist of. */
#include "theory/arith/arith.h"
#include "theory/strings/strings.h"

term lengths_of(strings *s, term t)
{
  return is_word(s, t) ? terms_int(s->env->terms, (int64_t)word_length(s, t))
                       : terms_apply1(s->env->terms, STRSMT_STR_LEN, t);
}

bool lengths_value(strings *s, term t, num *value)
{
  if (is_word(s, t)) {
    num_set_int(s->env->m, value, (int64_t)word_length(s, t));
    return true;
  }
  term node = strings_applied(s, STRSMT_STR_LEN, t);
  if (!node)
    return false;
  term literal = egraph_literal(graph_of(s), node);
  if (literal)
    return num_set(s->env->m, value, term_num(s->env->terms, literal));
  return s->env->arith && arith_value(s->env->arith, node, value);
}

/* ---- the length of a variable ------------------------------------------------------------------------------------ */

static void derive_positive(void *self, const void *data, derivation *d, const lemma_view *lemma)
{
  (void)self;
  (void)lemma;
  derivation_axiom(d, RULE_STRING_LENGTH_POS, *(const term *)data);
}

/* What is empty needs not be compared with anything. */
static bool prefer_empty(const theory_host *host, const term *empty, term positive)
{
  return host->phase(host->user, empty[0], true) && host->phase(host->user, empty[1], true) &&
         host->phase(host->user, positive, false);
}

bool lengths_tell_positive(strings *s, term x, verdict *result)
{
  terms *t = s->env->terms;
  const theory_host *host = &s->env->host;
  bool fresh = false;
  term length = terms_apply1(t, STRSMT_STR_LEN, x), zero = terms_int(t, 0);
  term parts[2] = {terms_apply2(t, STRSMT_EQ, length, zero), terms_apply2(t, STRSMT_EQ, x, terms_string(t, NULL, 0))};
  term meaning =
      terms_apply2(t, STRSMT_OR, terms_apply(t, STRSMT_AND, 2, parts), terms_apply2(t, STRSMT_GT, length, zero));
  if (mem_failed(s->env->m) || !host->define(host->user, x, meaning, derive_positive, s, &x, &fresh))
    return false;
  if (fresh) {
    *result = VERDICT_LEMMA;
    if (!prefer_empty(host, parts, terms_apply2(t, STRSMT_GT, length, zero)))
      return false;
  }
  return !s->env->arith || arith_watch(s->env->arith, length);
}

/* ---- members of one class have one length ------------------------------------------------------------------------ */

term lengths_written_out(strings *s, term t)
{
  terms *q = s->env->terms;
  if (!is_concat(s, t))
    return lengths_of(s, t);
  term_stack sum = {0};
  bool ok = true;
  for (size_t i = 0; i < term_arity(q, t) && ok; i++) {
    term length = lengths_of(s, term_arg(q, t, i));
    ok = length && stack_push(s->env->m, &sum, length);
  }
  term result = ok ? terms_apply(q, STRSMT_ADD, sum.size, sum.data) : 0;
  stack_free(s->env->m, &sum);
  return result;
}

/* (= (str.len t) l), l as written out; 0 if they are the same. */
step lengths_prove_written_out(strings *s, derivation *d, term t)
{
  terms *q = s->env->terms;
  if (is_word(s, t))
    return derivation_axiom(d, RULE_EVALUATE, terms_apply1(q, STRSMT_STR_LEN, t));
  return is_concat(s, t) ? derivation_axiom(d, RULE_STR_LEN_NORM, terms_apply1(q, STRSMT_STR_LEN, t)) : 0;
}

typedef struct same_length {
  term a, b;
} same_length;

static void derive_same_length(void *self, const void *data, derivation *d, const lemma_view *lemma)
{
  strings *s = self;
  const same_length *pair = data;
  step chain[3];
  size_t n = 0;
  step left = pair->a == pair->b ? 0 : lengths_prove_written_out(s, d, pair->a); /* then it is (str.len a) itself */
  if (left)
    chain[n++] = derivation_infer(d, RULE_SYMM, left);
  if (pair->a != pair->b) {
    term length = terms_apply1(s->env->terms, STRSMT_STR_LEN, pair->a);
    step equal = egraph_prove(graph_of(s), d, pair->a, pair->b, lemma);
    chain[n++] = derivation_step(d, RULE_CONG, 1, &length, 1, &equal);
  }
  step right = lengths_prove_written_out(s, d, pair->b);
  if (right)
    chain[n++] = right;
  step same = n == 1 ? chain[0] : derivation_step(d, RULE_TRANS, 0, NULL, n, chain);
  derivation_infer2(d, RULE_CONTRA, same, lemma_last(lemma));
}

/* Lemma: a = b have the same length, written out; of one term, that its length is what is written out. */
bool lengths_tell_same(strings *s, term a, term b, verdict *result)
{
  terms *t = s->env->terms;
  same_length pair = {a, b};
  tlit_list why = {0};
  term left = a == b ? terms_apply1(t, STRSMT_STR_LEN, a) : lengths_written_out(s, a),
       right = lengths_written_out(s, b);
  bool ok = left && right && egraph_explain(graph_of(s), a, b, &why);
  if (ok && left != right) {
    tlit conclusion = {terms_apply2(t, STRSMT_EQ, left, right), true};
    ok = conclusion.atom && strings_tell(s, &why, 1, &conclusion, derive_same_length, &pair, result);
  }
  stack_free(s->env->m, &why);
  return ok;
}

/* The lengths of a class that has literals or concatenations: all equal to that of the base, and to that of the terms
 * whose length has a node. */
static bool tell_class(strings *s, const form *f, verdict *result)
{
  egraph *g = graph_of(s);
  term node = strings_applied(s, STRSMT_STR_LEN, f->rep), t = f->rep;
  if (node && !lengths_tell_same(s, term_arg(s->env->terms, node, 0), f->base, result))
    return false;
  do {
    if (is_concat(s, t) && t != f->base && !lengths_tell_same(s, f->base, t, result))
      return false;
    t = egraph_next(g, t);
  } while (t != f->rep);
  return true;
}

/* ---- whose length matters ---------------------------------------------------------------------------------------- */

static void mark_argument(strings *s, index_list *wanted, term x)
{
  form *f = form_at(s, x);
  if (f)
    wanted->data[f - s->forms.data] = 1;
}

static bool find_wanted(strings *s, index_list *wanted)
{
  const terms *t = s->env->terms;
  egraph *g = graph_of(s);
  if (!stack_reserve(s->env->m, wanted, s->forms.size + 1))
    return false;
  memset(wanted->data, 0, s->forms.size * sizeof(uint32_t));
  for (size_t i = 0; i < egraph_count(g); i++) {
    term n = egraph_node(g, i);
    strsmt_kind k = term_kind(t, n);
    if (k != STRSMT_STR_LEN && k != STRSMT_STR_CONCAT)
      continue;
    for (size_t j = 0; j < term_arity(t, n); j++)
      mark_argument(s, wanted, term_arg(t, n, j));
    if (k == STRSMT_STR_CONCAT)
      mark_argument(s, wanted, n);
  }
  return true;
}

verdict lengths_check(strings *s)
{
  verdict result = VERDICT_CONSISTENT;
  index_list wanted = {0};
  bool ok = find_wanted(s, &wanted);
  for (size_t i = 0; i < s->forms.size && ok; i++) {
    const form *f = &s->forms.data[i];
    ok = !limits_poll(s->env->limits);
    if (!wanted.data[i] || !ok)
      continue;
    ok = (!f->sources ? lengths_tell_positive(s, f->base, &result) : tell_class(s, f, &result)) &&
         gaps_tell_bounds(s, f, &result);
  }
  stack_free(s->env->m, &wanted);
  for (size_t i = 0; i < s->languages.size && ok; i++)
    ok = !limits_poll(s->env->limits) && gaps_tell_decades(s, &s->languages.data[i], &result);
  return ok ? result : VERDICT_STOPPED;
}
