/* translate.h: from trees to languages.
 *
 * What a tree means depends on what came before it and on what comes behind. The first is a state of left.h. The second is
 * carried along: a `vector` holds, for each state, the language of all that may follow. Translating a tree goes from right
 * to left: from the vector of what may follow its end to that of what may follow its beginning, the tree included. So a
 * look ahead is an intersection with what follows, and a look behind chooses by the state. */
#ifndef STRSMT_PATTERN_TRANSLATE_H
#define STRSMT_PATTERN_TRANSLATE_H

#include "pattern/ast.h"
#include "pattern/lang.h"
#include "pattern/left.h"

typedef term *vector; /* a term for each state; NULL: failed */

typedef struct translation {
  pattern *p;
  left left;
} translation;

static inline size_t state_count(const translation *x)
{
  return x->left.states.size;
}

/* The language of a subject in which the tree matches, as `mode` says. 0: failed. */
term translate_pattern(pattern *p, ast *a, strsmt_match_mode mode);

/* For the files of the translation. */
vector translate(translation *x, ast *a, vector after);
term translate_pure(translation *x, ast *a); /* of a pure tree: the language of its matches */
vector vector_new(translation *x);
vector vector_same(translation *x, term a);
bool vector_is_constant(const translation *x, vector v);
vector vector_union(translation *x, vector a, vector b);

/* loop.c: any number of rounds of a tree that looks around. */
vector translate_star(translation *x, ast *body, vector after);

#endif
