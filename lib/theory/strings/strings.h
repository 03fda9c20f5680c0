/* strings.h (internal): the state of the theory of strings during one check.
 *
 * The classes are those of the e-graph. A class has a normal form (forms.c), a language (memberships.c) and, at the end,
 * a word (values.c). All of it is made afresh for each check; what is expensive stays in the engine of regular
 * expressions. What is said once only, and stays said, is remembered by term or by hash (`told`). */
#ifndef STRSMT_THEORY_STRINGS_STRINGS_H
#define STRSMT_THEORY_STRINGS_STRINGS_H

#include "theory/euf/egraph.h"

#define NO_INDEX UINT32_MAX

typedef STACK(uint32_t) index_list;
typedef STACK(term) term_stack;

/* The normal form of a class: the components of its base, each of them expanded to the normal form of its class. */
typedef struct form {
  term root;             /* the e-graph's representative of the class */
  term rep;              /* ours: no concatenation where the class is a variable */
  term base;             /* a literal, a concatenation, or rep itself: then the class is a variable */
  uint32_t first, count; /* its components, in `components`: literals that are not "", and variables (reps) */
  uint8_t state;         /* 0 new, 1 on the stack, 2 done */
  uint32_t finished;     /* the order in which forms were done: those inside others first */
  uint32_t sources;      /* literals and concatenations in the class */
  uint32_t language;     /* index in `languages`, plus 1; 0: no membership */
  term length; /* a node of the e-graph for its length, once align.c has asked for it; NO_TERM: there is none */
  step proved; /* (= base normal form), in the derivation that is being made */
} form;

/* A literal about one string: (str.in_re x R), or a bound or value of (str.len x) that equals one. */
typedef struct membership {
  term subject;
  term atom;
  bool positive;
  bool assumed; /* not a literal of this check: its negation is a conclusion of the lemma that is being made */
  term regex;   /* R */
  rx language;  /* complemented if it is negative */
} membership;

typedef struct language {
  term rep;
  uint32_t first, count; /* its memberships, in `sorted` */
  rx all;                /* their intersection */
} language;

/* What values.c knows of a variable. */
typedef struct choice {
  uint32_t form;
  rx all;
  uint32_t degree; /* disequalities with other variables */
  bool sized;      /* has a length, by arithmetic */
  uint64_t length;
  term code_node; /* (str.to_code x) with a code as its value, by arithmetic; 0: none */
  uint32_t code;
  bool chosen;
  codes value;
} choice;

typedef struct strings {
  const theory_env *env;
  STACK(form) forms;
  index_list form_of; /* by term: index of the form of its class plus 1, for reps */
  term_stack components;
  bool cyclic, too_large;
  uint32_t finished;
  size_t characters;
  STACK(uint64_t) failures; /* hashes of equations that nielsen.c has not refuted */
  STACK(int32_t) balance;   /* by term: counts of align.c, 0 between its calls */

  STACK(membership) memberships;
  index_list sorted; /* memberships, class by class */
  STACK(language) languages;
  STACK(tlit) disequalities; /* equalities of strings that are false */
  STACK(rx) rx_of;           /* by term: its language, 0 if not asked for yet */
  STACK(rx) scratch;

  STACK(choice) choices;
  index_list choice_of; /* by form: index plus 1 */

  STACK(uint64_t) told; /* hashes of lemmas, a table of a size that is a power of two; 0: empty */
  size_t told_count, gaps_told, guesses;
  STACK(uint8_t) marks; /* by term: MARK_... */
} strings;

enum { MARK_WATCHED = 1, MARK_SPLIT = 2, MARK_SHORTENED = 4 };

static inline egraph *graph_of(const strings *s)
{
  return s->env->egraph;
}

/* ---- strings.c ---- */
/* A node (k x) with x in t's class, k being str.len, say; 0: none. */
term strings_applied(const strings *s, strsmt_kind k, term t);

/* ---- strings.c ---- */
/* (>= (str.len x) n), (= (str.to_code x) n) and the like: memberships, too, unless n is large. */
bool strings_is_measured(const strings *s, term atom);
/* Is the bit set of t? Sets it. */
bool strings_mark(strings *s, term t, uint8_t bit, bool *was);
/* Adds a lemma unless the same one was added before; *result becomes VERDICT_LEMMA if it was new. */
bool strings_tell(strings *s, const tlit_list *why, size_t count, const tlit *conclusions, derive_lemma derive,
                  const void *data, verdict *result);
/* A lemma that was told, though what it says does not show: another literal of it has become true, which matters only
 * if it is told once more. A few times for each lemma. */
bool strings_tell_again(strings *s, const tlit_list *why, size_t count, const tlit *conclusions, derive_lemma derive,
                        const void *data, verdict *result);
/* Makes the search know the atom, prefer it to be true, and find it relevant then. */
bool strings_decide(strings *s, term atom);

/* ---- forms.c ---- */
bool forms_make(strings *s);
form *form_at(strings *s, term t); /* of t's class; NULL if t is no node */
bool forms_is_trivial(strings *s, term t);
/* The components of t, by its own structure: of each of its arguments' classes. */
bool forms_expand(strings *s, term t, term_stack *out);
bool forms_explain(strings *s, term t, tlit_list *why); /* ... and why t equals them */
void forms_forget(strings *s);                          /* at the beginning of a derivation */
step forms_flatten(strings *s, derivation *d, term t);  /* (= t t'), t' being t without nested concatenations */
step forms_prove(strings *s, derivation *d, term t, const lemma_view *lemma); /* (= t components); 0: the same */
term forms_term(strings *s, const term *components, size_t count);
static inline bool is_concat(const strings *s, term t)
{
  return term_kind(s->env->terms, t) == STRSMT_STR_CONCAT;
}
static inline bool is_word(const strings *s, term t)
{
  return term_kind(s->env->terms, t) == STRSMT_STRING_LITERAL;
}
size_t word_length(const strings *s, term literal);
/* Characters `from` and on, `length` of them, of a literal; 0: no memory. */
term word_part(strings *s, term literal, size_t from, size_t length);

/* ---- lengths.c ---- */
verdict lengths_check(strings *s);
term lengths_of(strings *s, term t);                               /* (str.len t), or a numeral if t is a literal */
term lengths_written_out(strings *s, term t);                      /* of a concatenation: the sum for its arguments */
step lengths_prove_written_out(strings *s, derivation *d, term t); /* (= (str.len t) that); 0: the same */
/* Lemma: x is empty or has a positive length. */
bool lengths_tell_positive(strings *s, term x, verdict *result);
/* Lemma: a and b of one class have the same length, written out; of one term, that its length is what is written out. */
bool lengths_tell_same(strings *s, term a, term b, verdict *result);
bool lengths_value(strings *s, term t, num *value); /* of t's length, in the model of arithmetic */

/* ---- singles.c ---- */
verdict singles_check(strings *s);

/* ---- codes.c ---- */
verdict codes_check(strings *s);
bool codes_value(const strings *s, term node, uint32_t *code); /* in the model of arithmetic, if that is a code */
/* Lemma: the sides of the equality, which is false and whose sides have these codes, have different codes. */
bool codes_tell_apart(strings *s, term equality, term a, term b, verdict *result);

/* ---- cycles.c ---- */
verdict cycles_check(strings *s);

/* ---- equations.c ---- */
verdict equations_check(strings *s); /* conflicts, and what follows without a choice */
verdict equations_split(strings *s);

/* ---- disequalities.c ---- */
verdict disequalities_check(strings *s); /* conflicts */
verdict disequalities_part(strings *s);  /* those that the words chosen do not respect are split */

/* ---- memberships.c ---- */
bool memberships_take(strings *s, tlit l);
bool memberships_sort(strings *s);
verdict memberships_check(strings *s);
/* Conflicts of memberships of a class with those of the components of its concatenations. */
verdict memberships_check_concatenations(strings *s);
/* A conflict in the making: memberships that exclude each other, of a class and of the components of concatenations in
 * it. */
typedef struct use {
  uint32_t member; /* in `memberships` */
  uint32_t group;  /* 0: on the class itself; else its group's number plus 1 */
  uint32_t item;   /* which component of the group */
} use;
typedef struct conflict {
  term target;
  STACK(use) uses;
  term_stack groups;     /* terms of the class, by their components */
  term_stack components; /* of all groups */
  index_list starts;     /* where they begin */
  size_t words;          /* of the lemma: its first literal about a word */
  rx_list rests;         /* if not empty: what the components from 0, 1, ... on are in (splits.c) */
} conflict;
void conflict_free(strings *s, conflict *c);
uint32_t conflict_group_end(const conflict *c, size_t group);
bool conflict_add(strings *s, conflict *c, uint32_t member);
bool conflict_add_group(strings *s, conflict *c, term t);
regex_answer conflict_empty(strings *s, const conflict *c);
bool conflict_add_use(strings *s, conflict *c, uint32_t member, size_t group, uint32_t item);
/* The intersection of what is used on this component; uses are in order, *at is the next one. Those in [from, to) are
 * left out. */
rx conflict_component(strings *s, const conflict *c, uint32_t item, size_t *at, size_t from, size_t to);
bool conflict_minimise(strings *s, conflict *c);
/* Adds the lemma that what the conflict uses, and x not in {w} for the words, contradict each other. */
bool conflict_tell(strings *s, conflict *c, size_t word_count, const codes *words, verdict *result);
bool membership_is_plain(const strings *s, term atom);
bool membership_is_residue(const terms *t,
                           term atom); /* (= (mod (str.len x) m) n) as a membership: rule length_residue */
/* ---- memberships_prove.c ---- */
/* What follows the literal in words of r, as rule str_in_re_after computes it: character by character. */
rx conflict_follow(strings *s, rx r, term literal);
void conflict_derive(void *strings, const void *conflict, derivation *d, const lemma_view *lemma);
/* A membership that stands for a literal about the length of `subject`; NO_INDEX: out of memory. */
uint32_t memberships_of_length(strings *s, term atom, bool positive);
/* That `subject` is not in the language r, to be refuted. */
uint32_t memberships_assume(strings *s, term subject, rx r);
rx strings_language(strings *s, term regex);

/* ---- gaps.c ---- */
/* The variable x, with this language, has no word of length n: a lemma about its length. */
bool gaps_tell(strings *s, rx language, term x, uint64_t n, verdict *result);
/* The same for the language that regex_measure has measured. */
bool gaps_tell_measured(strings *s, term x, uint64_t n, verdict *result);
/* The one-letter word of this code is not in the language of x: a lemma about (str.to_code x). */
bool gaps_tell_code(strings *s, rx language, term x, uint32_t code, verdict *result);
/* Lemmas about bounds of the length of this class, if arithmetic works with it and does not know them. */
bool gaps_tell_bounds(strings *s, const form *f, verdict *result);

/* Lemmas about the number that the words of the language are, from how many digits they have. */
bool gaps_tell_decades(strings *s, const language *l, verdict *result);

/* ---- values.c ---- */
verdict values_choose(strings *s);
/* The word chosen for t's class, by its normal form. False: none, or out of memory. */
/* Lemma: the variable of a choice is one of the words of its language, if these are `most` or fewer. */
bool values_name_words(strings *s, uint32_t index, uint64_t most, verdict *result);
bool values_word(strings *s, term t, codes *out);
bool values_model(strings *s);

/* ---- splits.c ---- */
/* Memberships of concatenations that the chosen words do not respect. */
verdict splits_check(strings *s);

#endif
