/* rewrite.h: normal forms of terms by local rewritings (local.h), lifted bottom-up by congruence, under definitions of
 * constants of sort RegLan.
 *
 * For each term that was asked for, the table remembers how its normal form was reached, so that the derivation of (= t
 * t') can be built when, and only when, a proof is written. */
#ifndef STRSMT_REWRITE_REWRITE_H
#define STRSMT_REWRITE_REWRITE_H

#include "proof/derivation.h"
#include "regex/regex.h"

typedef struct rewriter rewriter;

/* A definition: the literal `atom`, an equality of `constant` and the closed regular expression `value` (in either
 * order). */
typedef struct definition {
  term constant, value, atom;
} definition;

rewriter *rewriter_new(mem *m, limits *l, terms *t, regex *g);
void rewriter_delete(rewriter *w);

/* Sets the definitions from now on; what was remembered under others is forgotten if they differ. They must not be
 * cyclic. */
bool rewriter_define(rewriter *w, size_t count, const definition *definitions);

/* The normal form of t; 0 if out of memory or stopped. */
term rewriter_normal(rewriter *w, term t);

/* The definitions that the normal form of t depends on, in their order, appended to `out`: their atoms. */
bool rewriter_dependencies(rewriter *w, term t, term_list *out);

/* Adds the steps that prove (= t t'), t' the normal form and not t. `hypothesis` gives the step that proves the atom of
 * a definition. 0 if the derivation is broken. */
typedef step (*rewrite_hypothesis)(void *user, term atom);
step rewriter_prove(rewriter *w, derivation *d, term t, rewrite_hypothesis hypothesis, void *user);

#endif
