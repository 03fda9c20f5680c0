/* cycles.c: a class that would have to be inside its own normal form (Liang et al., CAV 2014, rule F-Loop's base case).
 *
 * With x = y u, y = x v, each class on the way round is as long as its base, so that arithmetic finds u and v empty, or
 * a conflict. A concatenation of which only one component is not empty equals that: then the classes become one. */
#include "theory/strings/strings.h"

static bool is_empty(const strings *s, term a)
{
  term literal = egraph_literal(graph_of(s), a);
  return literal && !word_length(s, literal);
}

/* The lengths of the classes that are inside the base of f: of those on the way round, what they are as a sum; of all,
 * that only "" has none. */
static bool tell_lengths(strings *s, const form *f, verdict *result)
{
  const terms *t = s->env->terms;
  for (size_t i = 0; i < term_arity(t, f->base); i++) {
    term a = term_arg(t, f->base, i);
    const form *next = form_at(s, a);
    bool round = next->state == 1 && is_concat(s, next->base);
    if ((round && !lengths_tell_same(s, a, next->base, result)) ||
        (!egraph_literal(graph_of(s), a) && !lengths_tell_positive(s, a, result)))
      return false;
  }
  return true;
}

/* ---- one component that is not empty ----------------------------------------------------------------------------- */

typedef struct collapse {
  term t, component;
} collapse;

static void derive_collapse(void *self, const void *data, derivation *d, const lemma_view *lemma)
{
  strings *s = self;
  const collapse *c = data;
  terms *q = s->env->terms;
  term_stack args = {0};
  STACK(step) steps = {0};
  bool ok = true;
  for (size_t i = 0; i < term_arity(q, c->t) && ok; i++) {
    term a = term_arg(q, c->t, i), to = is_empty(s, a) ? egraph_literal(graph_of(s), a) : a;
    ok = stack_push(s->env->m, &args, to) && stack_push(s->env->m, &steps, egraph_prove(graph_of(s), d, a, to, lemma));
  }
  step same = derivation_step(d, RULE_NARY_CONG, 1, &c->t, steps.size, steps.data);
  term plain = ok ? terms_apply(q, STRSMT_STR_CONCAT, args.size, args.data) : 0;
  step end = derivation_infer2(d, RULE_TRANS, same, forms_flatten(s, d, plain));
  derivation_infer2(d, RULE_CONTRA, end, lemma_last(lemma));
  stack_free(s->env->m, &args);
  stack_free(s->env->m, &steps);
}

static bool tell_collapse(strings *s, term t, verdict *result)
{
  const terms *q = s->env->terms;
  collapse c = {t, 0};
  size_t left = 0;
  for (size_t i = 0; i < term_arity(q, t); i++) {
    term a = term_arg(q, t, i);
    if (!is_empty(s, a)) {
      c.component = a;
      left++;
    }
  }
  if (left != 1 || is_concat(s, c.component) || egraph_equal(graph_of(s), t, c.component))
    return true;
  tlit_list why = {0};
  tlit conclusion = {terms_apply2(s->env->terms, STRSMT_EQ, t, c.component), true};
  bool ok = conclusion.atom != 0;
  for (size_t i = 0; i < term_arity(q, t) && ok; i++) {
    term a = term_arg(q, t, i);
    ok = !is_empty(s, a) || egraph_explain(graph_of(s), a, egraph_literal(graph_of(s), a), &why);
  }
  ok = ok && strings_tell(s, &why, 1, &conclusion, derive_collapse, &c, result);
  stack_free(s->env->m, &why);
  return ok;
}

verdict cycles_check(strings *s)
{
  verdict result = VERDICT_CONSISTENT;
  for (size_t i = 0; s->cyclic && i < s->forms.size; i++) {
    const form *f = &s->forms.data[i];
    if (limits_poll(s->env->limits))
      return VERDICT_STOPPED;
    if (f->state == 1 && is_concat(s, f->base) && !(tell_collapse(s, f->base, &result) && tell_lengths(s, f, &result)))
      return VERDICT_STOPPED;
  }
  return result;
}
