/* concat.h: the value of nested concatenations in one step. The values of the inner ones would take memory quadratic in
 * the depth of a nest, so they are never made.
 *
 * The levels of a nest are its root and the applications of str.++ that are arguments of levels; its parts are the
 * other arguments. A level below the root about which the caller knows something counts as a part. */
#ifndef STRSMT_TERM_CONCAT_H
#define STRSMT_TERM_CONCAT_H

#include "term/term.h"

/* Is anything known about a? Then *value is a string literal, or 0: it has no value. Must not build terms. */
typedef bool (*concat_known)(void *user, term a, term *value);

/* Is `a` a concatenation with a level below its root? */
bool concat_is_nest(terms *t, term a, concat_known known, void *user);

/* Appends the parts of the nest about which nothing is known, from left to right; each level is looked at once, though
 * a part may come several times. False on lack of memory or limits. */
bool concat_parts(terms *t, limits *l, term root, concat_known known, void *user, term_list *parts);

/* The value of the nest. 0 if a part has none (or nothing is known about it): then the levels that contain the leftmost
 * such part are appended to `without`, the root first; 0 without that on lack of memory or limits. Takes time in
 * proportion to the number of levels and arguments and the length of the value. */
term concat_value(terms *t, limits *l, term root, concat_known known, void *user, term_list *without);

#endif
