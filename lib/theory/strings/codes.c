/* codes.c: str.to_code and str.from_code between arithmetic and strings, after Reynolds, Nötzli, Barrett and Tinelli
 * (IJCAR 2020). Codes are defined as soon as they matter: so arithmetic knows their range, and congruence closure that
 * strings with one code are equal, since x is (str.from_code (str.to_code x)) then. A variable whose code has a value in
 * arithmetic's model has no choice but the character of that code (values.c); where that is none of its language, a
 * lemma tells arithmetic an interval of codes (gaps.c). Of two variables that must differ and have got the same
 * character, a lemma says that their codes differ. */
#include "rewrite/reduction.h"
#include "theory/arith/arith.h"
#include "theory/strings/strings.h"

static void derive(void *self, const void *data, derivation *d, const lemma_view *lemma)
{
  (void)self;
  (void)lemma;
  derivation_axiom(d, RULE_STR_DEFINE, *(const term *)data);
}

/* What reduce/simplify.c sees to has a literal as its argument. Of (str.from_code (str.to_code x)) the definition of the
 * latter says all. */
static bool needs_definition(const strings *s, term t)
{
  const terms *q = s->env->terms;
  strsmt_kind k = term_kind(q, t);
  if (k != STRSMT_STR_TO_CODE && k != STRSMT_STR_FROM_CODE)
    return false;
  term of = term_arg(q, t, 0);
  return !egraph_literal(graph_of(s), of) && (k == STRSMT_STR_TO_CODE || term_kind(q, of) != STRSMT_STR_TO_CODE);
}

verdict codes_check(strings *s)
{
  const theory_host *host = &s->env->host;
  verdict result = VERDICT_CONSISTENT;
  size_t count = egraph_count(graph_of(s));
  for (size_t i = 0; i < count; i++) {
    term t = egraph_node(graph_of(s), i);
    bool fresh = false;
    if (limits_poll(s->env->limits))
      return VERDICT_STOPPED;
    if (!needs_definition(s, t))
      continue;
    term meaning = reduction_of(s->env->terms, t);
    if (!meaning || !host->define(host->user, t, meaning, derive, s, &t, &fresh))
      return VERDICT_STOPPED;
    if (fresh)
      result = VERDICT_LEMMA;
  }
  return result;
}

/* ---- the code in arithmetic's model ------------------------------------------------------------------------------ */

bool codes_value(const strings *s, term node, uint32_t *code)
{
  num n = NUM_ZERO;
  int64_t value = -1;
  term literal = egraph_literal(graph_of(s), node);
  bool known = literal ? num_set(s->env->m, &n, term_num(s->env->terms, literal))
                       : s->env->arith && arith_value(s->env->arith, node, &n);
  known = known && num_is_int64(&n, &value) && value >= 0 && value <= CODE_MAX;
  *code = known ? (uint32_t)value : 0;
  num_free(s->env->m, &n);
  return known;
}

/* ---- different strings have different codes ---------------------------------------------------------------------- */

/* The codes of both sides of an equality that is false. */
typedef struct apart {
  term atom;
  term code[2];
} apart;

/* The last literal is that the codes are not equal. */
static void derive_apart(void *self, const void *data, derivation *d, const lemma_view *lemma)
{
  strings *s = self;
  const apart *p = data;
  egraph *g = graph_of(s);
  terms *t = s->env->terms;
  term from[2] = {terms_apply1(t, STRSMT_STR_FROM_CODE, p->code[0]), terms_apply1(t, STRSMT_STR_FROM_CODE, p->code[1])};
  step same = lemma_last(lemma), chain[3];
  chain[0] = egraph_prove(g, d, term_arg(t, p->atom, 0), from[0], lemma);
  chain[1] = derivation_step(d, RULE_CONG, 1, from, 1, &same);
  chain[2] = egraph_prove(g, d, from[1], term_arg(t, p->atom, 1), lemma);
  derivation_infer2(d, RULE_CONTRA, derivation_step(d, RULE_TRANS, 0, NULL, 3, chain),
                    lemma_hypothesis(lemma, p->atom, false));
}

/* Is each side (str.from_code c) with its code c, by the definitions? Then why. */
static bool explain_apart(strings *s, const apart *p, tlit_list *why, bool *known)
{
  egraph *g = graph_of(s);
  for (size_t i = 0; i < 2; i++) {
    term side = term_arg(s->env->terms, p->atom, i);
    term from = terms_apply1(s->env->terms, STRSMT_STR_FROM_CODE, p->code[i]);
    *known = from && egraph_has(g, from) && egraph_equal(g, side, from);
    if (!from || (*known && !egraph_explain(g, side, from, why)))
      return false;
    if (!*known)
      return true;
  }
  return stack_push(s->env->m, why, ((tlit){p->atom, false}));
}

bool codes_tell_apart(strings *s, term equality, term a, term b, verdict *result)
{
  apart p = {equality, {a, b}};
  tlit_list why = {0};
  bool known = false;
  term same = terms_apply2(s->env->terms, STRSMT_EQ, a, b);
  bool ok = same && explain_apart(s, &p, &why, &known);
  if (ok && known)
    ok = strings_tell(s, &why, 1, &(tlit){same, false}, derive_apart, &p, result);
  stack_free(s->env->m, &why);
  return ok;
}
