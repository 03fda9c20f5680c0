/* layout_internal.h: what the files that lay out terms share. */
#ifndef STRSMT_BOUNDED_LAYOUT_INTERNAL_H
#define STRSMT_BOUNDED_LAYOUT_INTERNAL_H

#include "bounded/layout.h"

/* layout.c: values of arguments: literals, or terms whose value was made. */
value *layout_value(layout *y, term a); /* NULL: it has none */
text layout_string(layout *y, term a);
gate layout_truth(layout *y, term a);
rx layout_language(layout *y, term a); /* which is closed */

/* words.c: the parts of a string term, inside definitions and concatenations that were not laid out. False: broken. */
bool layout_parts(layout *y, term a, term_list *parts);
text layout_concat(layout *y, size_t count, const term *parts);
gate layout_equation(layout *y, term left, term right);

/* open_languages.c */
gate layout_membership(layout *y, term s, term language);

#endif
