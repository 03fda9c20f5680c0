/* egraph.h: congruence closure over the terms of the relevant atoms, with explanations and derivations (Nieuwenhuis and
 * Oliveras, RTA 2005). Strings, integers, Booleans (an atom is merged with true or false) and RegLan terms are nodes
 * alike. Literals of a sort are pairwise different: two in one class are a conflict.
 *
 * What is asserted is undone in stack order, so that a check keeps what its literals share with the last one. Between
 * two checks nothing of what these functions return stays valid. */
#ifndef STRSMT_THEORY_EUF_EGRAPH_H
#define STRSMT_THEORY_EUF_EGRAPH_H

#include "theory/lemma.h"

typedef struct egraph egraph;

/* Does a term's meaning come from its arguments here? Not if it is taken as a variable (@purify, and ite, which has a
 * lemma), closed of sort RegLan, or a Boolean connective. */
bool egraph_descends(const terms *t, term a);
/* Makes t and its subterms nodes (those of terms that descend). False: lack of memory or a limit.
 * May merge classes (congruence). Terms added by other theories during a check live as long as its assertions. */
bool egraph_add(egraph *g, term t);
bool egraph_has(const egraph *g, term t);
term egraph_find(const egraph *g, term t);    /* the representative of its class; t itself if it is no node */
term egraph_literal(const egraph *g, term t); /* the literal in its class, or 0 */
term egraph_next(const egraph *g, term t);    /* the class of t is a ring: the term after t */
size_t egraph_class_size(const egraph *g, term t);
static inline bool egraph_equal(const egraph *g, term a, term b)
{
  return a == b || egraph_find(g, a) == egraph_find(g, b);
}
/* All nodes, in the order in which they came: deterministic, unlike the numbers of terms, which derivations shift. */
size_t egraph_count(const egraph *g);
term egraph_node(const egraph *g, size_t i);
size_t egraph_position(const egraph *g, term t); /* of a node */
/* Applications that have a member of t's class as an argument: calls `visit` for each, until it returns false. */
void egraph_parents(const egraph *g, term t, bool (*visit)(void *user, term parent), void *user);
/* Is a = b refuted: by different literals, or by a disequality (atom (= ..) that is false)? If so appends to `why`, if it is
 * not NULL, the literals that refute it (an asserted disequality and what makes its sides equal to a and b). */
bool egraph_disequal(egraph *g, term a, term b, tlit_list *why);

/* The asserted literals from which a = b follows (same class), appended to `why` without repetition. */
bool egraph_explain(egraph *g, term a, term b, tlit_list *why);

/* Derivation of (= a b) from the hypotheses of a lemma: literals[i] negated is what step i + 1 proves (theory.h). Those
 * that egraph_explain names must be among them. 0 if the derivation is broken. For a == b it is refl. */
step egraph_prove(egraph *g, derivation *d, term a, term b, const lemma_view *lemma);

/* The invariant that is broken; NULL: all hold (between asserting and undoing). Takes time with the size of it all. */
const char *egraph_check(const egraph *g);

#endif
