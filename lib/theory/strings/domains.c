/* domains.c: finite domains are enumerated. A function that searches a string, or replaces something in it, is defined by
 * itself on a shorter one; where the string is one of a few words it is simpler to say which, for then the function is
 * evaluated (reduce/simplify.c). The lemma is that of values.c: the memberships leave these words only.
 *
 * Where a model is rejected though no theory has an objection, the words of variables below functions are guessed: an
 * atom says that the variable is the word that it was given, so that what follows from it is seen. */
#include "theory/strings/domains.h"

#include "rewrite/reduction.h"

enum { WORDS_MAX = 4, GUESSES_MAX = 100 };

static bool is_search(strsmt_kind k)
{
  switch ((int)k) {
  case STRSMT_STR_REPLACE:
  case STRSMT_STR_REPLACE_ALL:
  case STRSMT_STR_REPLACE_RE:
  case STRSMT_STR_REPLACE_RE_ALL:
  case STRSMT_STR_INDEXOF:
  case STRSMT_STR_CONTAINS:
  case STRSMT_STR_LT:
  case STRSMT_STR_LE:
    return true;
  }
  return false;
}

typedef struct usage {
  const terms *t;
  bool searched, any;
} usage;

static bool look(void *user, term parent)
{
  usage *u = user;
  u->searched = u->searched || is_search(term_kind(u->t, parent));
  u->any = u->any || reduction_rank(u->t, parent);
  return !u->searched;
}

static usage usage_of(const strings *s, const choice *c)
{
  usage u = {.t = s->env->terms};
  egraph_parents(graph_of(s), s->forms.data[c->form].rep, look, &u);
  return u;
}

verdict domains_split(strings *s)
{
  verdict result = VERDICT_CONSISTENT;
  const rx all = regex_all(s->env->regex);
  for (uint32_t i = 0; i < s->choices.size && !s->cyclic && !s->too_large; i++) {
    const choice *c = &s->choices.data[i];
    if (limits_poll(s->env->limits))
      return VERDICT_STOPPED;
    if (c->all != all && usage_of(s, c).searched && !values_name_words(s, i, WORDS_MAX, &result))
      return VERDICT_STOPPED;
  }
  return result;
}

verdict domains_guess(strings *s)
{
  terms *t = s->env->terms;
  for (uint32_t i = 0; i < s->choices.size && !s->cyclic && !s->too_large; i++) {
    const choice *c = &s->choices.data[i];
    term rep = s->forms.data[c->form].rep;
    if (s->guesses >= GUESSES_MAX || !c->chosen || !usage_of(s, c).any)
      continue;
    term word = terms_string(t, c->value.data, c->value.size), atom = word ? terms_apply2(t, STRSMT_EQ, rep, word) : 0;
    if (!atom)
      return VERDICT_STOPPED;
    bool was = atom < s->marks.size && (s->marks.data[atom] & MARK_WATCHED);
    if (was)
      continue;
    s->guesses++;
    return strings_decide(s, atom) ? VERDICT_LEMMA : VERDICT_STOPPED;
  }
  return VERDICT_CONSISTENT;
}
