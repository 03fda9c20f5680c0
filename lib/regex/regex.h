/* regex.h: regular expressions over code points 0..0x2FFFF: normal forms, symbolic derivatives, emptiness with
 * certificates, witnesses.
 *
 * A `rx` is an interned regular expression in normal form (associativity, commutativity and idempotence of union and
 * intersection, units and zeros, right-associated concatenation, double complement, ...), the same normal form that the
 * signature's program computes (proofs/signature/regex.eo). Its symbolic derivative is a sorted piecewise map from code
 * points to rx. Both are kept for the life of the engine, and so is what is known of emptiness, so that later questions
 * start from what earlier ones explored. */
#ifndef STRSMT_REGEX_REGEX_H
#define STRSMT_REGEX_REGEX_H

#include "term/term.h"

typedef struct regex regex;
typedef uint32_t rx; /* 0: none (lack of memory, or stopped by a limit) */

regex *regex_new(mem *m, limits *l, terms *t);
void regex_delete(regex *g);

/* A closed term of sort RegLan (all its subterms of sort String are literals: rewriting comes first) in normal form. 0
 * also if the term is not of that form. */
rx regex_of_term(regex *g, term r);
term regex_term(regex *g, rx r); /* the normal form as a term */
rx regex_none(regex *g);
rx regex_all(regex *g);
rx regex_string(regex *g, const uint32_t *codes, size_t length);
rx regex_inter(regex *g, size_t n, const rx *rs); /* n = 0: all */
rx regex_union(regex *g, size_t n, const rx *rs);
rx regex_comp(regex *g, rx r);
rx regex_concat(regex *g, size_t n, const rx *rs); /* n = 0: the empty word */
bool regex_nullable(const regex *g, rx r);
rx regex_derivative(regex *g, rx r, uint32_t code);
rx regex_after(regex *g, rx r, const uint32_t *codes, size_t length); /* the derivative by a word */

/* The derivative of r as a map: its pieces, one for the code points above those of the piece before, up to `upper`; the last
 * one ends at CODE_MAX. False: stopped or out of memory. */
typedef struct regex_piece {
  uint32_t upper;
  rx value;
} regex_piece;
typedef STACK(regex_piece) regex_pieces;
bool regex_derivatives(regex *g, rx r, regex_pieces *out);

typedef STACK(rx) rx_list;
/* Appends regular expressions whose union is r, into which it falls apart without growing; none if r is empty by form.
 * False: stopped or out of memory. */
bool regex_split(regex *g, rx r, rx_list *parts);
/* Bounds of the lengths of the words, as the form shows them. *most is UINT32_MAX if there is none. */
void regex_lengths(const regex *g, rx r, uint32_t *least, uint32_t *most);
/* The largest interval around `code` without a word of one letter; *low > *high if the code is one. False: stopped. */
bool regex_letter_gap(regex *g, rx r, uint32_t code, uint32_t *low, uint32_t *high);

typedef enum regex_answer { REGEX_STOPPED = -1, REGEX_NONEMPTY = 0, REGEX_EMPTY = 1 } regex_answer;
/* Is the language empty? REGEX_STOPPED: a limit. Several searches run side by side where one takes long (search.c). */
regex_answer regex_empty(regex *g, rx r);
/* The shortest word of the language; among those of its length the first in an order that prefers printable characters
 * (`preference` in search.c). Where it would take too long to find that one, another, but the same on every machine.
 * False: empty or stopped. */
typedef STACK(uint32_t) codes;
bool regex_witness(regex *g, rx r, codes *word);
bool regex_accepts(regex *g, rx r, const uint32_t *codes, size_t length, bool *accepts); /* false: stopped */
/* If r is written as a single word: that word. False: it is not, or out of memory. */
bool regex_word(regex *g, rx r, codes *word);
/* Number of words in the language, if it is at most `bound` (else bound + 1). False: stopped. */
bool regex_count(regex *g, rx r, uint64_t bound, uint64_t *count);

/* Measures the language: *known unless it has too many states. False: stopped. What follows is about the language that
 * was measured last. */
bool regex_measure(regex *g, rx r, bool *known);
/* From the threshold on, whether there are words of length n depends only on n modulo the period. */
uint64_t regex_length_threshold(const regex *g);
uint64_t regex_length_period(const regex *g);
bool regex_has_length(const regex *g, uint64_t n);
/* At least so many words have length n; `most` or more is enough, and 0 and 1 are exact. False: stopped. */
bool regex_words_of_length(regex *g, uint64_t n, uint64_t most, uint64_t *count);
/* A word of length n, in time O(n); different ones for different values of `skip` below their number, as far as there
 * are letters to choose from. False: there is none (left), or stopped. */
bool regex_word_of_length(regex *g, uint64_t n, uint64_t skip, codes *word);

/* For a word u v that is not in r, u in a and v in b: languages x without u and y without v, such that each word of r,
 * cut into a word of a and another one, has the first in x or the second in y (cover.c). False: stopped. */
bool regex_cover(regex *g, rx r, rx a, rx b, const codes *u, const codes *v, rx *x, rx *y);

/* What can follow words of a in words of r; *y = 0: not found, as r has intersections or complements in it, or is too
 * large. False: stopped. */
bool regex_image(regex *g, rx r, rx a, rx *y);

/* The certificate for an empty language of `r`, a closed RegLan term: the arguments of rule `re_empty` (see the
 * signature); `reversed`: the states are those of its reversal. */
typedef struct regex_certificate {
  bool reversed;
  /* The set S, as terms in normal form; the first covers r (or its reversal). A difference (re.diff p n) is a state that
   * is empty because p is within n (within.h). None: r is such a state itself (rule re_contained). */
  STACK(term) states;
} regex_certificate;
/* False: stopped, or not empty. */
bool regex_certify(regex *g, term r, regex_certificate *out);
void regex_certificate_free(regex *g, regex_certificate *c);

uint64_t regex_state_count(const regex *g); /* states whose derivatives were computed */

#endif
