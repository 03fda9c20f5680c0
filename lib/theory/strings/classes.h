/* classes.h: equivalence classes of string terms under a set of asserted equalities, with explanations. Made afresh for
 * each check. */
#ifndef STRSMT_THEORY_STRINGS_CLASSES_H
#define STRSMT_THEORY_STRINGS_CLASSES_H

#include "theory/theory.h"

#define NO_NODE UINT32_MAX

typedef struct node {
  term t;
  uint32_t parent; /* union-find; itself at a root */
  uint32_t rank;
  uint32_t up;     /* proof forest: the neighbour on the way to the root, NO_NODE at a root */
  term up_atom;    /* the equality that joins them */
} node;

typedef STACK(uint32_t) index_list;

typedef struct classes {
  const theory_env *env;
  STACK(node) nodes;
  STACK(uint32_t) index_of; /* by term: its node plus 1 */
} classes;

void classes_init(classes *c, const theory_env *env);
void classes_free(classes *c);
void classes_clear(classes *c);
uint32_t classes_node(classes *c, term t); /* NO_NODE on lack of memory */
uint32_t classes_find(classes *c, uint32_t n);
bool classes_merge(classes *c, term equality);
/* The equalities on the path from a to b in the proof forest, in order, appended to `atoms`. They must be in one class. */
bool classes_path(classes *c, uint32_t a, uint32_t b, index_list *atoms);

#endif
