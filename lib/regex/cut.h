/* cut.h: where words can be cut in two (cut.c). */
#ifndef STRSMT_REGEX_CUT_H
#define STRSMT_REGEX_CUT_H

#include "regex/node.h"

typedef struct cut {
  rx left, right;
} cut;
typedef STACK(cut) cut_list;

/* Replaces *out by the pairs. With a word u, those of large counters that do not have u in their left part are put
 * together, each with a right part that is at least as large as theirs. *fits: there are few enough of them (budget regex_cuts), and r is of a form that can be cut; otherwise
 * *out means nothing. False: stopped or out of memory. */
bool cuts_of(regex *g, rx r, const codes *u, cut_list *out, bool *fits);

#endif
