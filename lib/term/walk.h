/* walk.h: the walk over what a term is made of, from below: each term comes after those that it needs, and once.
 *
 * The walk keeps no list of what it has seen: what the caller does for a term, or notes about it, is what `known` looks
 * at. A term that comes up while it waits for others below it would be cyclic, and terms are not. */
#ifndef STRSMT_TERM_WALK_H
#define STRSMT_TERM_WALK_H

#include "term/term.h"

typedef struct term_visitor {
  /* Is there nothing to be done for this term, and so for what it needs? True from when `visit` has been called. */
  bool (*known)(const void *user, term a);
  /* Appends what must come before a, the first of it last; what is known may be left out. NULL: its arguments. False:
   * stop. */
  bool (*needs)(void *user, term a, term_list *out);
  /* All that a needs is known. False: stop. */
  bool (*visit)(void *user, term a);
} term_visitor;

/* Visits what is not known of root and what it needs, the first argument first. `todo` is memory for it: what stands in
 * it stays there. Polls the limits, unless `l` is NULL. False: out of memory or stopped, or `needs` or `visit` said
 * stop. */
bool term_walk(const terms *t, mem *m, limits *l, term_list *todo, term root, const term_visitor *v, void *user);

/* For `needs`: the arguments of a, the first one last. */
bool term_walk_arguments(const terms *t, mem *m, term a, term_list *out);

#endif
