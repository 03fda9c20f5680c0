/* parts.h: concatenations as lists of their parts, bounds of their lengths, and what two lists have in common. Mirrors
 * the programs on lists of proofs/signature/simplify.eo. Private to rewrite/. */
#ifndef STRSMT_REWRITE_PARTS_H
#define STRSMT_REWRITE_PARTS_H

#include "base/word.h"
#include "regex/regex.h"
#include "rewrite/build.h"

/* Bounds of lengths: -1 stands for no upper bound, or one that is not below PARTS_HUGE. */
#define PARTS_HUGE (INT64_C(1) << 40)

/* The parts data[first .. end - 1] of a string, none of them of kind str.++ if it was in normal form. */
typedef struct parts {
  term_list list;
  size_t first, end;
} parts;

typedef struct simplifier {
  terms *t;
  mem *m;
  limits *l;
  regex *g; /* for evaluation only */
} simplifier;

static inline bool is_string_literal(const terms *t, term a)
{
  return term_kind(t, a) == STRSMT_STRING_LITERAL;
}
static inline bool is_int_literal(const terms *t, term a)
{
  return term_kind(t, a) == STRSMT_INT_LITERAL;
}

/* Is `a` an integer literal below PARTS_HUGE in absolute value? */
bool int_value(const terms *t, term a, int64_t *value);
size_t literal_length(const terms *t, term a);
/* Characters first .. first + count - 1 of a literal. */
term literal_part(simplifier *s, term a, size_t first, size_t count);
/* The first position >= from at which b stands in a, both literal; -1: there is none; -2: no memory, or a limit. */
int64_t literal_find(simplifier *s, term a, term b, size_t from);
/* Do the n characters of a from i on equal those of b from j on, both literal? */
bool literal_same(const terms *t, term a, size_t i, term b, size_t j, size_t n);

/* Makes *p the parts of x. False on lack of memory. */
bool parts_init(simplifier *s, parts *p, term x);
void parts_free(simplifier *s, parts *p);
static inline size_t parts_count(const parts *p)
{
  return p->end - p->first;
}
static inline term parts_at(const parts *p, size_t i)
{
  return p->list.data[p->first + i];
}
term parts_term(simplifier *s, const parts *p);
/* The flat normal form of the concatenation of two terms. b may be 0. */
term parts_append(simplifier *s, term a, term b);

int64_t parts_shortest(const terms *t, const parts *p);
int64_t parts_longest(const terms *t, const parts *p);

/* Makes *out the parts of a without those of b, each occurrence in b counting once. */
bool parts_diff(simplifier *s, const parts *a, const parts *b, parts *out);
/* How many characters a is longer than b, at least; if negative it says nothing. False on lack of memory. */
bool parts_surplus(simplifier *s, const parts *a, const parts *b, int64_t *surplus);

/* Drops what both begin (end) with. *clash: they begin (end) with different characters. False on lack of memory. */
bool parts_strip(simplifier *s, parts *a, parts *b, bool back, bool *clash);

/* Does ys from its part `from` on begin with xs from its part `at` on? Does xs stand anywhere in ys? (No, too, where a
 * limit was reached.) */
bool parts_begin(const terms *t, const parts *xs, size_t at, const parts *ys, size_t from);
bool parts_occur(simplifier *s, const parts *xs, const parts *ys);

#endif
