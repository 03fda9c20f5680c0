/* opened.h: nests of concatenations, opened in one step. */
#ifndef STRSMT_REWRITE_OPENED_H
#define STRSMT_REWRITE_OPENED_H

#include "term/concat.h"

/* Is `flat` what the rule concat_norm makes of `nest` when it opens all concatenations in it? False also where that
 * takes much longer to see than `flat` is; then, or on lack of memory, nothing is lost. */
bool opens_to(const terms *t, mem *m, term_list *scratch, term nest, term flat);

#endif
