/* automaton.h: the states that a regular expression has on words over an alphabet, up to a length: derivatives, those
 * that are unions split, so that nothing is made deterministic that need not be. */
#ifndef STRSMT_BOUNDED_AUTOMATON_H
#define STRSMT_BOUNDED_AUTOMATON_H

#include "bounded/alphabet.h"
#include "regex/regex.h"

typedef struct automaton_edge {
  uint32_t from, to;
  uint32_t set; /* of characters */
} automaton_edge;

typedef struct automaton {
  STACK(rx) states;
  STACK(bool) initial, accepting;
  number_list distance;        /* to an accepting state; UINT32_MAX: too far */
  STACK(automaton_edge) edges; /* by target */
  number_list first;           /* edges of each target, and their end */
  STACK(uint8_t) sets;         /* a byte for each character of the alphabet */
  uint32_t set_size, set_count;
  bool too_large;
} automaton;

/* False: out of memory or stopped; or there were too many states, if `too_large`. */
bool automaton_make(automaton *a, mem *m, limits *l, regex *g, const alphabet *letters, rx r, uint32_t depth,
                    size_t state_limit);
void automaton_free(automaton *a, mem *m);

#endif
