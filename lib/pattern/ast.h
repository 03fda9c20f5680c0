/* ast.h: patterns as trees, in which little is left: sets of characters, concatenation, alternatives, repetition, the two
 * ends of the subject, and looking ahead or behind. Everything else says the same as one of these trees (read.c,
 * atomic.c): `^` is the beginning, in multiline mode also a look behind at a line end; `\b` is two looks.
 *
 * The order of alternatives and greed are kept, as an atomic group depends on them; for the language they mean nothing. */
#ifndef STRSMT_PATTERN_AST_H
#define STRSMT_PATTERN_AST_H

#include "pattern/work.h"

typedef enum ast_kind {
  AST_SET,    /* one character; of no set: nothing matches */
  AST_CONCAT, /* of no parts: the empty word */
  AST_ALT,    /* two parts or more */
  AST_REPEAT, /* one part, from min to max times */
  AST_BEGIN,  /* the beginning of the subject */
  AST_END,    /* its very end */
  AST_LOOK    /* one part; `behind`, `negative` */
} ast_kind;

typedef struct ast {
  uint8_t kind;
  bool pure;   /* no BEGIN, END or LOOK in it: its matches depend on nothing around them */
  bool single; /* at each place it matches in one way at most */
  bool lazy, behind, negative;
  uint32_t min, max;          /* REPEAT */
  uint32_t shortest, longest; /* lengths of matches (bounds) */
  uint32_t reach;             /* so many characters behind its end may matter to it */
  uint32_t component;         /* LOOK behind and BEGIN: which of the questions about what came before; see left.h */
  size_t place;               /* in the pattern */
  size_t count;
  struct ast **parts;
  charset set;   /* LOOK at one character: those that may stand there */
  term language; /* once made, for what is pure */
} ast;

/* NULL if something failed before, or fails now. */
ast *ast_set(pattern *p, charset set);
ast *ast_empty(pattern *p);
ast *ast_none(pattern *p);
ast *ast_concat(pattern *p, size_t count, ast *const *parts);
ast *ast_concat2(pattern *p, ast *a, ast *b);
ast *ast_alt(pattern *p, size_t count, ast *const *parts);
ast *ast_alt2(pattern *p, ast *a, ast *b);
ast *ast_repeat(pattern *p, ast *a, uint32_t min, uint32_t max, bool lazy);
ast *ast_begin(pattern *p);
ast *ast_end(pattern *p);
ast *ast_look(pattern *p, ast *a, bool behind, bool negative, size_t place);

bool ast_is_empty(const ast *a);
bool ast_is_none(const ast *a);
/* The characters with which a match can begin, or more. */
charset ast_first(pattern *p, const ast *a);

/* atomic.c: a tree that matches as `a` does when the first way to match is the only one that counts. `place` and `what`
 * ("atomic group") are for the message if that cannot be written. */
ast *ast_atomic(pattern *p, ast *a, size_t place, const char *what);

#endif
