/* alphabet.h: the characters that matter. All characters that a formula cannot tell apart are as good as one, so models
 * are looked for over a small alphabet: each character of a literal, one or more of each class of the others (those that
 * are in the same ranges of the regular expressions), and some that nothing speaks of, to be different.
 *
 * Characters are numbered in the order of their codes. There are 2^width of them. */
#ifndef STRSMT_BOUNDED_ALPHABET_H
#define STRSMT_BOUNDED_ALPHABET_H

#include "base/limits.h"
#include "base/array.h"
#include "term/term.h"

typedef struct code_range {
  uint32_t low, high;
} code_range;

typedef struct alphabet {
  number_list codes; /* ascending */
  uint32_t width;
} alphabet;

/* What the formulas speak of. */
typedef struct alphabet_needs {
  number_list singles;      /* characters that must be there */
  STACK(code_range) ranges; /* sets that tell characters apart */
} alphabet_needs;

void alphabet_needs_free(alphabet_needs *n, mem *m);
bool alphabet_need(alphabet_needs *n, mem *m, uint32_t code);
bool alphabet_need_range(alphabet_needs *n, mem *m, uint32_t low, uint32_t high);
/* False: out of memory or stopped. */
bool alphabet_make(alphabet *a, mem *m, limits *l, alphabet_needs *n, uint32_t fresh);
void alphabet_free(alphabet *a, mem *m);
/* The number of a character; UINT32_MAX: it is not there. */
uint32_t alphabet_find(const alphabet *a, uint32_t code);

#endif
