/* conflicts.c: lemmas of the theory of strings, and their derivations.
 *
 * A lemma from memberships y1 in R1, ..., yn in Rn of one class: each is moved to the same term x along the equalities
 * of the proof forest, they are joined to x in the intersection of all R, and that is empty (rules str_in_re_inter,
 * re_empty, str_in_re_none). Conflicts are made minimal before, by deleting parts of halving size as long as the rest
 * stays empty (a bisecting form of deletion filtering). */
#include "rewrite/rewrite.h"
#include "theory/strings/strings.h"

typedef struct conflict {
  uint32_t target;
  size_t members; /* the first literals of the lemma are memberships, then come equalities */
} conflict;

rx strings_intersection(strings *s, const uint32_t *members, size_t count)
{
  stack_clear(&s->scratch);
  for (size_t i = 0; i < count; i++)
    if (!stack_push(s->env->m, &s->scratch, s->memberships.data[members[i]].language))
      return 0;
  return regex_inter(s->env->regex, count, s->scratch.data);
}

/* ---- minimal conflicts ------------------------------------------------------------------------------------------- */

/* Is the intersection without members [from, to) still empty? */
static regex_answer empty_without(strings *s, const index_list *members, size_t from, size_t to)
{
  stack_clear(&s->scratch);
  for (size_t i = 0; i < members->size; i++)
    if ((i < from || i >= to) &&
        !stack_push(s->env->m, &s->scratch, s->memberships.data[members->data[i]].language))
      return REGEX_STOPPED;
  rx all = regex_inter(s->env->regex, s->scratch.size, s->scratch.data);
  return all ? regex_empty(s->env->regex, all) : REGEX_STOPPED;
}

bool strings_minimise(strings *s, index_list *members)
{
  for (size_t part = members->size / 2; part; part /= 2) {
    for (size_t from = 0; from < members->size && members->size > 1;) {
      size_t to = from + part < members->size ? from + part : members->size;
      regex_answer answer = empty_without(s, members, from, to);
      if (answer == REGEX_STOPPED)
        return false;
      if (answer == REGEX_NONEMPTY) {
        from = to;
        continue;
      }
      memmove(members->data + from, members->data + to, (members->size - to) * sizeof *members->data);
      members->size -= to - from;
    }
  }
  return true;
}

/* ---- derivations ------------------------------------------------------------------------------------------------- */

static step step_of_equality(const tlit *literals, size_t count, term atom)
{
  for (size_t i = 0; i < count; i++)
    if (literals[i].atom == atom && !literals[i].positive)
      return (step)i + 1;
  return 0;
}

/* (= a b) from the path between them; 0 if they are the same. */
static step derive_equality(strings *s, derivation *d, uint32_t a, uint32_t b, size_t count, const tlit *literals)
{
  const terms *t = s->env->terms;
  mem *m = s->env->m;
  index_list path = {0}, chain = {0};
  step result = 0;
  term at = s->classes.nodes.data[a].t;
  if (!classes_path(&s->classes, a, b, &path))
    d->broken = true;
  for (size_t i = 0; i < path.size && !d->broken; i++) {
    term equality = path.data[i];
    bool forward = term_arg(t, equality, 0) == at;
    step e = step_of_equality(literals, count, equality);
    at = term_arg(t, equality, forward ? 1 : 0);
    if (!stack_push(m, &chain, forward ? e : derivation_infer(d, RULE_SYMM, e)))
      d->broken = true;
  }
  if (chain.size == 1)
    result = chain.data[0];
  else if (chain.size)
    result = derivation_step(d, RULE_TRANS, 0, NULL, chain.size, chain.data);
  stack_free(m, &path);
  stack_free(m, &chain);
  return result;
}

/* The membership proved by step `premise`, moved from its own term to that of `target`. */
static step move_membership(strings *s, derivation *d, uint32_t target, term atom, bool positive, step premise,
                            size_t count, const tlit *literals)
{
  terms *t = s->env->terms;
  uint32_t from = classes_node(&s->classes, term_arg(t, atom, 0));
  step equal = derive_equality(s, d, from, target, count, literals);
  if (!equal || d->broken)
    return premise;
  step premises[2] = {equal, derivation_axiom(d, RULE_REFL, term_arg(t, atom, 1))};
  step same = derivation_step(d, RULE_CONG, 1, &atom, 2, premises);
  if (!positive) {
    term negation = terms_not(t, atom);
    same = derivation_step(d, RULE_CONG, 1, &negation, 1, &same);
  }
  return derivation_infer2(d, RULE_EQ_RESOLVE, premise, same);
}

static void derive_conflict(void *self, const void *data, derivation *d, size_t count, const tlit *literals)
{
  strings *s = self;
  const conflict *c = data;
  terms *t = s->env->terms;
  index_list premises = {0}, regexes = {0};
  for (size_t i = 0; i < c->members && !d->broken; i++) {
    term atom = literals[i].atom, r = term_arg(t, atom, 1);
    bool positive = !literals[i].positive;
    step p = move_membership(s, d, c->target, atom, positive, (step)i + 1, count, literals);
    if (!stack_push(s->env->m, &premises, p) ||
        !stack_push(s->env->m, &regexes, positive ? r : terms_apply1(t, STRSMT_RE_COMP, r)))
      d->broken = true;
  }
  if (!d->broken) {
    term all = regexes.size == 1 ? regexes.data[0] : terms_apply(t, STRSMT_RE_INTER, regexes.size, regexes.data);
    step member = premises.data[0];
    if (premises.size > 1 || literals[0].positive)
      member = derivation_step(d, RULE_STR_IN_RE_INTER, 0, NULL, premises.size, premises.data);
    derivation_infer2(d, RULE_STR_IN_RE_NONE, member, prove_empty(t, s->env->regex, d, all));
  }
  stack_free(s->env->m, &premises);
  stack_free(s->env->m, &regexes);
}

static void derive_equal(void *self, const void *data, derivation *d, size_t count, const tlit *literals)
{
  strings *s = self;
  const terms *t = s->env->terms;
  term equality = literals[count - 1].atom;
  (void)data;
  uint32_t a = classes_node(&s->classes, term_arg(t, equality, 0)),
           b = classes_node(&s->classes, term_arg(t, equality, 1));
  step e = a == b ? derivation_axiom(d, RULE_REFL, term_arg(t, equality, 0))
                  : derive_equality(s, d, a, b, count - 1, literals);
  derivation_infer2(d, RULE_CONTRA, e, (step)count);
}

/* (= x "w") from x in {w} */
static step derive_word(strings *s, derivation *d, term member, step premise)
{
  terms *t = s->env->terms;
  term equality = terms_apply2(t, STRSMT_EQ, term_arg(t, member, 0), term_arg(t, term_arg(t, member, 1), 0));
  step same = derivation_infer(d, RULE_SYMM, derivation_axiom(d, RULE_STR_TO_MEMBERSHIP, equality));
  return derivation_infer2(d, RULE_EQ_RESOLVE, premise, same);
}

static void derive_same_word(void *self, const void *data, derivation *d, size_t count, const tlit *literals)
{
  strings *s = self;
  (void)data;
  (void)count;
  step a = derive_word(s, d, literals[0].atom, 1);
  step b = derivation_infer(d, RULE_SYMM, derive_word(s, d, literals[1].atom, 2));
  derivation_infer2(d, RULE_CONTRA, derivation_infer2(d, RULE_TRANS, a, b), 3);
}

/* ---- lemmas ------------------------------------------------------------------------------------------------------ */

typedef STACK(tlit) clause;

/* False also if the clause has the opposite literal: such a clause says nothing. */
static bool add_literal(mem *m, clause *c, term atom, bool positive)
{
  for (size_t i = 0; i < c->size; i++)
    if (c->data[i].atom == atom)
      return c->data[i].positive == positive;
  return stack_push(m, c, ((tlit){atom, positive}));
}

/* The equalities that join a and b, negated. */
static bool add_path(strings *s, clause *c, uint32_t a, uint32_t b)
{
  index_list path = {0};
  bool ok = classes_path(&s->classes, a, b, &path);
  for (size_t i = 0; i < path.size && ok; i++)
    ok = add_literal(s->env->m, c, path.data[i], false);
  stack_free(s->env->m, &path);
  return ok;
}

term strings_word_atom(strings *s, term x, const codes *word)
{
  terms *t = s->env->terms;
  term w = terms_string(t, word->data, word->size);
  term r = w ? terms_apply1(t, STRSMT_STR_TO_RE, w) : 0;
  return r ? terms_apply2(t, STRSMT_STR_IN_RE, x, r) : 0;
}

static bool add_words(strings *s, clause *c, uint32_t target, size_t word_count, const codes *words)
{
  for (size_t i = 0; i < word_count; i++) {
    term atom = strings_word_atom(s, s->classes.nodes.data[target].t, &words[i]);
    if (!atom || !s->env->host.watch(s->env->host.user, atom) || !add_literal(s->env->m, c, atom, true))
      return false;
  }
  return true;
}

bool strings_lemma(strings *s, uint32_t target, index_list *members, size_t word_count, const codes *words)
{
  const theory_env *env = s->env;
  clause c = {0};
  bool ok = word_count || strings_minimise(s, members);
  for (size_t i = 0; i < members->size && ok; i++) {
    const membership *m = &s->memberships.data[members->data[i]];
    if (!word_count && i == 0)
      target = m->node; /* fewer equalities */
    ok = add_literal(env->m, &c, m->atom, !m->positive);
  }
  ok = ok && add_words(s, &c, target, word_count, words);
  conflict data = {target, c.size};
  for (size_t i = 0; i < members->size && ok; i++)
    ok = add_path(s, &c, s->memberships.data[members->data[i]].node, target);
  ok = ok && env->host.lemma(env->host.user, c.size, c.data, derive_conflict, s, &data);
  stack_free(env->m, &c);
  return ok;
}

bool strings_equality_lemma(strings *s, term equality)
{
  const theory_env *env = s->env;
  clause c = {0};
  uint32_t a = classes_node(&s->classes, term_arg(env->terms, equality, 0));
  uint32_t b = classes_node(&s->classes, term_arg(env->terms, equality, 1));
  bool ok = add_path(s, &c, a, b) && add_literal(env->m, &c, equality, true) &&
            env->host.lemma(env->host.user, c.size, c.data, derive_equal, s, NULL);
  stack_free(env->m, &c);
  return ok;
}

bool strings_same_word_lemma(strings *s, term equality, const codes *word)
{
  const theory_env *env = s->env;
  clause c = {0};
  bool ok = true;
  for (size_t i = 0; i < 2 && ok; i++) {
    term atom = strings_word_atom(s, term_arg(env->terms, equality, i), word);
    ok = atom && env->host.watch(env->host.user, atom) && add_literal(env->m, &c, atom, false);
  }
  ok = ok && add_literal(env->m, &c, equality, true) &&
       env->host.lemma(env->host.user, c.size, c.data, derive_same_word, s, NULL);
  stack_free(env->m, &c);
  return ok;
}
