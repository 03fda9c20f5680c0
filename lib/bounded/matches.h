/* matches.h: what replacing words and replacing matches of regular expressions share. */
#ifndef STRSMT_BOUNDED_MATCHES_H
#define STRSMT_BOUNDED_MATCHES_H

#include "bounded/circuit.h"

/* Does `a` stand in s at position p, which is a position of s? */
gate text_stands_at(circuit *c, text s, text a, uint32_t p);
/* Of the gates that are true, the first one stays so. */
void text_keep_first(circuit *c, uint32_t count, gate *at);
/* The place of the only gate that is true. */
number text_place(circuit *c, uint32_t count, const gate *one);
/* s up to the place of the gate of `one` that is true, `new`, and s from position `rest` on; s if none is true. */
text text_splice(circuit *c, text s, uint32_t count, const gate *one, number rest, text new);
/* Each character of s is kept unless it is covered; where something starts, `new` comes before it. */
text text_rewrite(circuit *c, text s, const gate *start, const gate *covered, text new);

#endif
