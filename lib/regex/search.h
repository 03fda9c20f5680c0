/* search.h: priority queue of states, shared by the searches for emptiness and for a shortest word. */
#ifndef STRSMT_REGEX_SEARCH_H
#define STRSMT_REGEX_SEARCH_H

#include "regex/node.h"

typedef struct entry {
  uint64_t key; /* least first */
  uint64_t order;
  rx state;
} entry;

typedef STACK(entry) queue;

bool queue_push(mem *m, queue *q, entry e);
entry queue_pop(queue *q); /* not empty */

/* The code point of low..high that a witness takes: printable ASCII first, letters and digits before the rest; see
 * search.c. */
uint32_t preferred_code(uint32_t low, uint32_t high);
/* Its place in the order of preference: the smaller, the sooner. */
uint32_t preference(uint32_t code);

/* Appends a word that the structure of an inhabited r shows: a long one, or one of as many turns as its iterations have, each
 * as short as it can be (extremes.c). It may not be one after all, and is not one if it has more than `most` characters.
 * False: stopped or out of memory. */
bool extreme_word(regex *g, rx r, bool longest, size_t most, codes *word);

/* Makes room for the marks of all nodes. */
bool visits_reserve(regex *g, int kind);

/* Marks r as LIVE by this word, which it accepts. False: out of memory. */
bool keep_word(regex *g, rx r, const uint32_t *word, size_t length);
/* Appends a word of a LIVE state. */
bool follow_live(regex *g, rx r, codes *word);

#endif
