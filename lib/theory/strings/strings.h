/* strings.h (internal): the state of the theory of strings during one check.
 *
 * Atoms: equalities between string terms that are not literals, and memberships (str.in_re x R), R closed; everything
 * else with one constant side has been rewritten to these (rule str_to_membership). A string term is taken as a
 * variable. */
#ifndef STRSMT_THEORY_STRINGS_STRINGS_H
#define STRSMT_THEORY_STRINGS_STRINGS_H

#include "theory/strings/classes.h"

typedef struct membership {
  uint32_t node;
  term atom;
  bool positive;
  rx language; /* of the atom, complemented if it is negative */
} membership;

/* A class of equal terms that has memberships or disequalities. */
typedef struct language {
  uint32_t root;
  uint32_t first, count; /* its memberships, in `sorted` */
  rx all;                /* their intersection */
  uint32_t degree;       /* disequalities with other classes */
  uint64_t words;        /* number of words, at most degree + 1 */
  uint32_t some_node;    /* of the class: an end of a disequality, if it has any */
  bool chosen;
  codes value;
} language;

typedef struct strings {
  const theory_env *env;
  classes classes;
  STACK(membership) memberships;
  index_list sorted;             /* memberships, class by class */
  STACK(language) languages;
  index_list language_of;        /* by node that is a root: its language plus 1 */
  STACK(term) disequalities;     /* equality atoms that are false */
  STACK(rx) rx_of;               /* by term: its language, 0 if not asked for yet */
  STACK(rx) scratch;
} strings;

/* conflicts.c: lemmas from memberships on one class. */
/* Adds the lemma that says that these memberships (indices, all on the class of `target`), together with x not in {w}
 * for the given words, x being `target`'s term, contradict each other: so one of the words is x's value. Without words
 * it is a plain conflict, made minimal first. */
bool strings_lemma(strings *s, uint32_t target, index_list *members, size_t word_count, const codes *words);
/* Makes `members` a minimal set with an empty intersection. */
bool strings_minimise(strings *s, index_list *members);
/* Adds the lemma {not path..., (= a b)} for a false equality whose sides are in one class. */
bool strings_equality_lemma(strings *s, term equality);
/* Adds the lemma {not (a in {w}), not (b in {w}), (= a b)}. */
bool strings_same_word_lemma(strings *s, term equality, const codes *word);
term strings_word_atom(strings *s, term x, const codes *word);

/* values.c: values for the classes that respect the disequalities. */
verdict strings_choose(strings *s);

rx strings_intersection(strings *s, const uint32_t *members, size_t count);

#endif
