/* words.h: regular expressions for the words that stand in a given relation to one word: linear in its length, as
 * terms. The programs of the same names in proofs/signature/membership.eo build the same terms. */
#ifndef STRSMT_REWRITE_WORDS_H
#define STRSMT_REWRITE_WORDS_H

#include "term/term.h"

/* All return 0 on lack of memory, or if a limit was reached. `codes` must not point into the table of terms. */
term words_prefixes(terms *t, limits *l, const uint32_t *codes, size_t length);
term words_suffixes(terms *t, limits *l, const uint32_t *codes, size_t length);
term words_substrings(terms *t, limits *l, const uint32_t *codes, size_t length);
/* Those below in lexicographic order; with the word itself if `or_equal`. */
term words_below(terms *t, limits *l, const uint32_t *codes, size_t length, bool or_equal);

#endif
