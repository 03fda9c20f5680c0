/* within.h: is one language inside another, as the structure of the two shows? */
#ifndef STRSMT_REGEX_WITHIN_H
#define STRSMT_REGEX_WITHIN_H

#include "regex/node.h"

/* ---- within.c ---- */

/* Is a inside b? *yes is false where it was not found out with so many steps of work. False: stopped or out of
 * memory. */
bool within(regex *g, rx a, rx b, uint32_t work, bool *yes);
/* The same for a state: is what it intersects inside what it takes away? Then it is empty. */
bool within_itself(regex *g, rx state, uint32_t work, bool *yes);
/* The two sides of a state: it is *positive without *minus (NONE: nothing is taken away). False: out of memory. */
bool sides_of(regex *g, rx state, rx *positive, rx *minus);

/* ---- lengths.c ---- */

/* All characters that words of r may have, as a set of code points, or NONE. 0: stopped or out of memory. */
rx alphabet_of(regex *g, rx r);
/* Is a inside b because b has all words over the alphabet of a whose lengths lie between bounds? *cut is set where that was
 * not found out until so many steps of work were done. False: stopped. */
bool lengths_within(regex *g, rx a, rx b, uint64_t until, bool *cut, bool *yes);
/* A language with all words of r that have at most so many characters: the iterations among the parts of r get ends. */
rx bounded(regex *g, rx r, uint32_t most);

#endif
