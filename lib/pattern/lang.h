/* lang.h: terms of sort RegLan, made with the simplifications that keep them readable: units and zeros, joined literals,
 * sets of characters. All functions take and give 0 if something failed. */
#ifndef STRSMT_PATTERN_LANG_H
#define STRSMT_PATTERN_LANG_H

#include "pattern/work.h"

term lang_none(pattern *p);
term lang_empty(pattern *p); /* of the empty word */
term lang_all(pattern *p);
term lang_set(pattern *p, charset a);
term lang_concat(pattern *p, size_t count, const term *parts);
term lang_concat2(pattern *p, term a, term b);
term lang_union(pattern *p, size_t count, const term *parts);
term lang_union2(pattern *p, term a, term b);
term lang_inter2(pattern *p, term a, term b);
term lang_comp(pattern *p, term a);
term lang_repeat(pattern *p, term a, uint32_t min, uint32_t max); /* max NO_END: no end */

bool lang_is_none(const pattern *p, term a);
bool lang_is_empty(const pattern *p, term a);
bool lang_is_all(const pattern *p, term a);
/* Does it have the empty word? False, with p->failed, if that could not be found out. */
bool lang_nullable(pattern *p, term a);

/* The words whose first (or last) character is in the set; `empty`: and the empty word, if it is in `a`. */
typedef enum lang_side { LANG_FIRST, LANG_LAST } lang_side;
term lang_edge(pattern *p, term a, charset set, bool empty, lang_side side);

#endif
