/* word.h: strings of code points: comparing and searching, in linear time. */
#ifndef STRSMT_BASE_WORD_H
#define STRSMT_BASE_WORD_H

#include "base/limits.h"
#include "base/mem.h"

typedef struct word {
  const uint32_t *codes;
  size_t length;
} word;

bool word_equal(word a, word b);
/* Lexicographic by code point: negative, 0, positive. */
int word_compare(word a, word b);
bool word_is_prefix(word prefix, word w);
bool word_is_suffix(word suffix, word w);

/* Searches for one needle in one text or many. The needle must stay where it is. */
typedef struct word_search {
  word needle;
  uint32_t *border; /* border[i]: length of the longest proper border of the needle's first i + 1 code points */
} word_search;
bool word_search_begin(word_search *s, mem *m, word needle); /* false on lack of memory, or if the needle is empty */
void word_search_end(word_search *s, mem *m);
/* The first occurrence in `text` at `from` or later; SIZE_MAX if there is none, or the limits say stop (look at
 * l->stop). */
size_t word_search_next(const word_search *s, limits *l, word text, size_t from);

#endif
