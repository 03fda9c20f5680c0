/* singles.c: classes whose normal form is one variable or one literal, as that of a concatenation whose other arguments
 * are "". They equal it (Liang et al., CAV 2014), which congruence closure has to know where a function on strings,
 * other than length and concatenation, is applied to a member. */
#include "rewrite/reduction.h"
#include "theory/strings/strings.h"

typedef struct use_search {
  const strings *s;
  term rep, member;
} use_search;

static bool is_applied(void *user, term parent)
{
  use_search *u = user;
  const terms *t = u->s->env->terms;
  for (size_t i = 0; i < term_arity(t, parent) && reduction_rank(t, parent) && !u->member; i++) {
    term a = term_arg(t, parent, i);
    if (egraph_has(graph_of(u->s), a) && egraph_find(graph_of(u->s), a) == u->rep && !is_concat(u->s, a))
      u->member = a;
  }
  return !u->member;
}

/* A member that a function is applied to, or 0. */
static term applied_member(const strings *s, term t)
{
  use_search u = {s, egraph_find(graph_of(s), t), 0};
  egraph_parents(graph_of(s), t, is_applied, &u);
  return u.member;
}

/* Some member that is no concatenation, or 0. */
static term plain_member(const strings *s, term rep)
{
  term t = rep;
  do {
    if (!is_concat(s, t))
      return t;
    t = egraph_next(graph_of(s), t);
  } while (t != rep);
  return 0;
}

static void derive(void *self, const void *data, derivation *d, const lemma_view *lemma)
{
  strings *s = self;
  forms_forget(s);
  derivation_infer2(d, RULE_CONTRA, forms_prove(s, d, *(const term *)data, lemma), lemma_last(lemma));
}

/* Lemma: the member equals what its normal form consists of. */
static bool tell(strings *s, term member, term item, verdict *result)
{
  tlit_list why = {0};
  tlit same = {terms_apply2(s->env->terms, STRSMT_EQ, member, item), true};
  bool ok = same.atom && forms_explain(s, member, &why) && strings_tell(s, &why, 1, &same, derive, &member, result);
  stack_free(s->env->m, &why);
  return ok;
}

verdict singles_check(strings *s)
{
  verdict result = VERDICT_CONSISTENT;
  bool ok = true;
  term last = 0, last_applied = 0; /* many classes may be one item: its uses are looked through once */
  for (size_t i = 0; i < s->forms.size && ok && !s->cyclic && !s->too_large; i++) {
    const form *f = &s->forms.data[i];
    if (limits_poll(s->env->limits))
      return VERDICT_STOPPED;
    if (!is_concat(s, f->base) || f->count > 1)
      continue;
    term item = forms_term(s, s->components.data + f->first, f->count), member = applied_member(s, f->rep);
    if (!member && item && item != last && egraph_has(graph_of(s), item)) {
      last = item;
      last_applied = applied_member(s, item);
    }
    if (!member && item && item == last && last_applied)
      member = plain_member(s, f->rep);
    ok = item && (!member || egraph_equal(graph_of(s), member, item) || tell(s, member, item, &result));
  }
  return ok ? result : VERDICT_STOPPED;
}
