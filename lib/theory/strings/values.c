/* values.c: values for classes of strings, different wherever a disequality says so.
 *
 * A class whose language has more words than the class has disequalities always finds a word that its neighbours do not
 * have. The others are tight: they choose first, fewest words first. If a tight class finds all its words taken: with
 * several words, a lemma splits on them (x is one of w1, ..., wk); with one word, the neighbour that took it has no
 * other word either, and a lemma says that both have that word, or that the two equal terms differ. Splitting ends
 * since each split fixes a class to one of finitely many words. */
#include "theory/strings/strings.h"

static language *language_at(strings *s, term side)
{
  uint32_t root = classes_find(&s->classes, classes_node(&s->classes, side));
  return &s->languages.data[s->language_of.data[root] - 1];
}

static bool same_word(const codes *a, const codes *b)
{
  return a->size == b->size && (!a->size || !memcmp(a->data, b->data, a->size * sizeof *a->data));
}

/* The neighbour of l by a disequality: NULL if l is not one of its sides. */
static language *other_side(strings *s, term equality, const language *l)
{
  language *a = language_at(s, term_arg(s->env->terms, equality, 0));
  language *b = language_at(s, term_arg(s->env->terms, equality, 1));
  return a == l ? b : b == l ? a : NULL;
}

/* l's language without the words that its neighbours have chosen. */
static rx remaining(strings *s, const language *l)
{
  regex *g = s->env->regex;
  stack_clear(&s->scratch);
  if (!stack_push(s->env->m, &s->scratch, l->all))
    return 0;
  for (size_t i = 0; i < s->disequalities.size && l->degree; i++) {
    const language *n = other_side(s, s->disequalities.data[i], l);
    if (n && n->chosen &&
        !stack_push(s->env->m, &s->scratch, regex_comp(g, regex_string(g, n->value.data, n->value.size))))
      return 0;
  }
  return s->scratch.size == 1 ? l->all : regex_inter(g, s->scratch.size, s->scratch.data);
}

static bool members_of(strings *s, const language *l, index_list *out)
{
  for (uint32_t i = 0; i < l->count; i++)
    if (!stack_push(s->env->m, out, s->sorted.data[l->first + i]))
      return false;
  return true;
}

/* All words of l, whose number is known. */
static bool enumerate(strings *s, const language *l, codes *words)
{
  regex *g = s->env->regex;
  rx rest = l->all;
  for (uint64_t i = 0; i < l->words; i++) {
    if (!rest || !regex_witness(g, rest, &words[i]))
      return false;
    rx both[2] = {rest, regex_comp(g, regex_string(g, words[i].data, words[i].size))};
    rest = regex_inter(g, 2, both);
  }
  return true;
}

/* Adds the lemma that the term at an end of one of l's disequalities is one of l's words. */
static bool split(strings *s, const language *l, uint32_t target)
{
  mem *m = s->env->m;
  index_list members = {0};
  size_t size = (size_t)l->words * sizeof(codes);
  codes *words = mem_calloc(m, (size_t)l->words, sizeof(codes));
  bool ok = words && members_of(s, l, &members) && enumerate(s, l, words) &&
            strings_lemma(s, target, &members, (size_t)l->words, words);
  for (uint64_t i = 0; words && i < l->words; i++)
    stack_free(m, &words[i]);
  mem_free(m, words, size);
  stack_free(m, &members);
  return ok;
}

/* Is "x is this word" among the memberships of its class already? */
static bool has_word_atom(strings *s, const language *l, term atom)
{
  for (uint32_t i = 0; i < l->count; i++)
    if (s->memberships.data[s->sorted.data[l->first + i]].atom == atom)
      return true;
  return false;
}

/* The lemma that makes the only word of x's class an atom on x, unless it is one. */
static bool fix_word(strings *s, term x, const codes *word)
{
  const language *l = language_at(s, x);
  term atom = strings_word_atom(s, x, word);
  return atom && (has_word_atom(s, l, atom) || split(s, l, classes_node(&s->classes, x)));
}

/* l and a neighbour both have only this word. */
static bool clash(strings *s, const language *l)
{
  for (size_t i = 0; i < s->disequalities.size; i++) {
    term equality = s->disequalities.data[i];
    const language *n = other_side(s, equality, l);
    if (!n || !n->chosen || n->words != 1)
      continue;
    codes word = {0};
    bool ok = regex_witness(s->env->regex, l->all, &word);
    if (ok && same_word(&n->value, &word)) {
      for (size_t side = 0; side < 2 && ok; side++)
        ok = fix_word(s, term_arg(s->env->terms, equality, side), &word);
      ok = ok && strings_same_word_lemma(s, equality, &word);
      stack_free(s->env->m, &word);
      return ok;
    }
    stack_free(s->env->m, &word);
    if (!ok)
      return false;
  }
  return false;
}

static verdict choose_one(strings *s, language *l)
{
  rx rest = remaining(s, l);
  regex_answer answer = rest ? regex_empty(s->env->regex, rest) : REGEX_STOPPED;
  if (answer == REGEX_STOPPED)
    return VERDICT_STOPPED;
  if (answer == REGEX_EMPTY)
    return (l->words > 1 ? split(s, l, l->some_node) : clash(s, l)) ? VERDICT_LEMMA : VERDICT_STOPPED;
  stack_clear(&l->value);
  l->chosen = regex_witness(s->env->regex, rest, &l->value);
  return l->chosen ? VERDICT_CONSISTENT : VERDICT_STOPPED;
}

/* Tight classes by number of words, the others last; stable. */
static bool order(strings *s, index_list *out)
{
  for (uint32_t i = 0; i < s->languages.size; i++) {
    if (!stack_push(s->env->m, out, i))
      return false;
    for (size_t j = out->size - 1; j > 0; j--) {
      const language *a = &s->languages.data[out->data[j - 1]], *b = &s->languages.data[out->data[j]];
      bool a_tight = a->words <= a->degree, b_tight = b->words <= b->degree;
      if (a_tight == b_tight ? !b_tight || a->words <= b->words : a_tight)
        break;
      uint32_t swap = out->data[j];
      out->data[j] = out->data[j - 1];
      out->data[j - 1] = swap;
    }
  }
  return true;
}

static verdict count_words(strings *s)
{
  for (size_t i = 0; i < s->disequalities.size; i++)
    for (size_t side = 0; side < 2; side++) {
      term x = term_arg(s->env->terms, s->disequalities.data[i], side);
      language *l = language_at(s, x);
      l->degree++;
      l->some_node = classes_node(&s->classes, x);
    }
  for (size_t i = 0; i < s->languages.size; i++) {
    language *l = &s->languages.data[i];
    l->words = 1;
    if (l->degree && !regex_count(s->env->regex, l->all, l->degree, &l->words))
      return VERDICT_STOPPED;
  }
  return VERDICT_CONSISTENT;
}

verdict strings_choose(strings *s)
{
  index_list turn = {0};
  verdict result = count_words(s);
  if (result == VERDICT_CONSISTENT && !order(s, &turn))
    result = VERDICT_STOPPED;
  for (size_t i = 0; i < turn.size && result == VERDICT_CONSISTENT; i++)
    result = limits_poll(s->env->limits) ? VERDICT_STOPPED : choose_one(s, &s->languages.data[turn.data[i]]);
  stack_free(s->env->m, &turn);
  return result;
}
