/* relations.h: what is said of pairs of strings as edges between the classes of the e-graph: an order (str.<, str.<=), and
 * being a part (str.contains, str.prefixof, str.suffixof). Private to relations/. */
#ifndef STRSMT_THEORY_RELATIONS_RELATIONS_H
#define STRSMT_THEORY_RELATIONS_RELATIONS_H

#include "base/by_key.h"
#include "rewrite/rewrite.h"
#include "theory/euf/egraph.h"
#include "theory/lemma.h"

/* How x is related to y. The numbers of those between parts are those of str_part_chain. */
typedef enum link_kind { LINK_PREFIX = 1, LINK_SUFFIX, LINK_INSIDE, LINK_AT_MOST, LINK_BELOW } link_kind;

/* The term x is related to y, because of a formula: an atom that has the value `positive` in the e-graph, or, if it is
 * `computed`, by rewriting alone. */
typedef struct relation {
  term x, y;
  link_kind kind;
  term atom;
  bool positive, computed;
  uint32_t from, to; /* the classes of x and y, as numbers of `places` */
} relation;

/* One of the two graphs, made afresh for each check. */
typedef struct relation_graph {
  STACK(relation) links;
  STACK(tlit) denied;       /* str.contains, str.prefixof, str.suffixof that are false */
  STACK(term) terms;        /* between which links are computed */
  STACK(term) places;       /* representatives of classes */
  STACK(uint32_t) place_of; /* by term: number of the place plus 1, for representatives; 0 between checks */
  STACK(uint32_t) path;     /* links, what a search found */
  STACK(uint32_t) queue;    /* of the search: places; and by place, the link that led there, plus 1 */
  STACK(uint32_t) back;
} relation_graph;

typedef STACK(step) step_list;

typedef struct relations {
  const theory_env *env;
  rewriter *rewriter;
  relation_graph order, parts;
} relations;

/* The links of `path` lead from x's class to y's. Lemmas with what they rest on as premises: that the atom `denied` is
 * true (x is in y in the way `want`), or, without an atom, that there is a contradiction: x's and y's classes are one,
 * and a link is strict. */
bool relations_tell_chain(relations *r, relation_graph *g, term denied, term x, term y, link_kind want);
/* The first link, and the others that lead back: they are between equals. */
bool relations_tell_equal(relations *r, relation_graph *g);

#endif
