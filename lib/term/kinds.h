/* kinds.h: what SMT-LIB says of each kind: its symbol, how many arguments it takes, of which sorts, and how more than
 * two are read. */
#ifndef STRSMT_TERM_KINDS_H
#define STRSMT_TERM_KINDS_H

#include <strsmt.h>

typedef enum kind_form {
  FORM_LEAF,  /* no application: constants and literals */
  FORM_FIXED, /* exactly `arity` arguments */
  FORM_NARY,  /* two or more, kept; of one it is that one */
  FORM_LEFT,  /* two or more, read as applications to two */
  FORM_RIGHT,
  FORM_CHAINABLE,
  FORM_PAIRWISE
} kind_form;

typedef struct kind_info {
  const char *symbol;
  kind_form form;
  unsigned char arity, index_count;
  strsmt_sort result;       /* NONE: that of the last argument (ite) */
  strsmt_sort arguments[3]; /* the last one also stands for all that follow; NONE: any, the same for all of these */
} kind_info;

/* NULL for leaves (but true and false are there: applications to nothing) and numbers that are no kind. */
const kind_info *kind_get(strsmt_kind k);

#endif
