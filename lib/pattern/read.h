/* read.h: from the text of a pattern to a tree. While it reads, the same pattern is written once more in PCRE2's syntax
 * (emit.c), for PCRE2 to judge and to match with; in that text sets of characters stand resolved, so that nothing in it
 * depends on options. A pattern of the dialect pcre2 is judged as it stands, before it is read. */
#ifndef STRSMT_PATTERN_READ_H
#define STRSMT_PATTERN_READ_H

#include "pattern/ast.h"
#include "pattern/judge.h"

/* Flags that hold at a place; the first are those of strsmt.h. */
enum {
  FLAG_I = STRSMT_PATTERN_CASELESS,
  FLAG_M = STRSMT_PATTERN_MULTILINE,
  FLAG_S = STRSMT_PATTERN_DOTALL,
  FLAG_X = STRSMT_PATTERN_EXTENDED,
  FLAG_UNICODE = STRSMT_PATTERN_UNICODE,
  FLAG_ASCII = STRSMT_PATTERN_ASCII,
  FLAG_D = STRSMT_PATTERN_DOLLAR_END,
  FLAG_XX = 1 << 16,
  FLAG_UNGREEDY = 1 << 17
};

/* Where a place of the emitted text comes from. */
typedef struct emit_mark {
  size_t out, in;
} emit_mark;

typedef struct reader {
  pattern *p;
  size_t at;
  unsigned flags;
  unsigned depth;
  uint32_t groups;    /* that capture: all in the text */
  bool quoting;       /* within \Q...\E */
  ast *boundaries[2]; /* \b and \B, made once for the flags below */
  unsigned boundary_flags;
  STACK(ast *) items;
  bool emits;
  number_list out;
  STACK(emit_mark) marks;
} reader;

/* What an escape is. */
typedef enum escape_kind {
  ESCAPE_CHAR,   /* the character `code` */
  ESCAPE_SET,    /* the characters of `set` */
  ESCAPE_TREE,   /* `tree`: an assertion or a sequence */
  ESCAPE_NOTHING /* \E: says nothing */
} escape_kind;

typedef struct escape {
  escape_kind kind;
  uint32_t code;
  charset set;
  ast *tree;
} escape;

static inline bool more(const reader *r)
{
  return r->at < r->p->length;
}
static inline uint32_t peek(const reader *r)
{
  return more(r) ? r->p->text[r->at] : 0;
}
static inline bool looking_at(const reader *r, uint32_t c)
{
  return more(r) && r->p->text[r->at] == c;
}
static inline bool take_code(reader *r, uint32_t c)
{
  return looking_at(r, c) && (r->at++, true);
}
bool take_text(reader *r, const char *text); /* if the text goes on with it */
static inline bool is_dialect(const reader *r, strsmt_dialect d)
{
  return r->p->dialect == d;
}

/* read.c */
ast *read_pattern(reader *r);
void read_free(reader *r);
bool read_refuse(reader *r, size_t place, const char *hint, const char *message);

/* escape.c: behind the backslash. False: refused. */
bool read_escape(reader *r, bool in_class, escape *out);
/* class.c: behind `[`. */
ast *read_class(reader *r);

/* dialect.c: what names mean in each dialect. */
charset named_set(reader *r, uint32_t letter); /* d, h, s, v, w and their opposites */
bool is_named_set(const reader *r, uint32_t letter);
charset word_set(reader *r); /* that \b speaks of */
charset line_ends(reader *r);
charset property_set(reader *r);      /* behind \p or \P, which is at r->at - 1 */
charset folded(reader *r, charset a); /* with what caseless matching takes for the same */
/* Letters between single-character quotes of SMT-LIB end at CODE_MAX: notes a larger one that is written. */
void note_code(reader *r, uint32_t code, size_t place);

/* emit.c */
void emit_text(reader *r, const char *text);
void emit_source(reader *r, size_t from, size_t to);
void emit_set(reader *r, charset a);
void emit_mark_here(reader *r, size_t in);
size_t emit_place(const reader *r, size_t out); /* where in the pattern a place of the emitted text comes from */

#endif
