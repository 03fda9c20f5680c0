/* term.h: sorts and hash-consed terms. Equal terms are equal numbers, numbered from 1 in order of creation (so the
 * order of numbers is the same in each run); arguments have smaller numbers than the application. Terms live as long as
 * the table. The kinds are those of strsmt.h.
 *
 * Builders take well-sorted arguments (the API checks them with terms_sort_of_application). They desugar as strsmt.h
 * says: chainable, pairwise, left and right kinds with more than two arguments become applications to two; a numeral (a
 * literal that is not negative) under NEG folds into the negative literal. They do nothing else: what the user builds
 * is what the proof speaks of. */
#ifndef STRSMT_TERM_TERM_H
#define STRSMT_TERM_TERM_H

#include "base/by_key.h"
#include "base/limits.h"
#include "base/num.h"

typedef uint32_t term; /* 0: none */
typedef strsmt_kind term_kind_t;
typedef strsmt_sort sort;

typedef STACK(term) term_list;

#define CODE_MAX 0x2FFFFu /* the last code point of strings */

typedef struct terms terms;

/* A kind of the library's own, which no caller can make: (@purify t), of the sort of t (Bool, Int or String), means t.
 * Theories take it as a variable. So what a lemma says about a fresh variable is valid by itself. STRSMT_KIND_COUNT
 * itself is used for the lists of proofs. */
#define TERM_PURIFY ((strsmt_kind)(STRSMT_KIND_COUNT + 1))
/* Another one, (@re_cut s r q): where s is cut into a word of r and one of q. It occurs only below @purify. */
#define TERM_RE_CUT ((strsmt_kind)(STRSMT_KIND_COUNT + 2))
#define TERM_KIND_LIMIT ((unsigned)STRSMT_KIND_COUNT + 3)

terms *terms_new(mem *m);
void terms_delete(terms *t);
mem *terms_mem(const terms *t);
size_t terms_count(const terms *t); /* numbers 1 .. count are terms */

/* Builders. 0 on lack of memory. */
term terms_constant(terms *t, const char *name, size_t length, sort s);
/* The constant if it was made, else 0. */
term terms_find_constant(const terms *t, const char *name, size_t length, sort s);
term terms_true(terms *t);
term terms_false(terms *t);
term terms_int(terms *t, int64_t v);
term terms_num(terms *t, const num *v);
term terms_string(terms *t, const uint32_t *codes, size_t length);
term terms_apply(terms *t, strsmt_kind k, size_t n, const term *args);
term terms_apply_indexed(terms *t, strsmt_kind k, size_t index_count, const uint32_t *indices, size_t n,
                         const term *args);
static inline term terms_apply1(terms *t, strsmt_kind k, term a)
{
  return terms_apply(t, k, 1, &a);
}
static inline term terms_apply2(terms *t, strsmt_kind k, term a, term b)
{
  term args[2] = {a, b};
  return terms_apply(t, k, 2, args);
}
term terms_not(terms *t, term a); /* (not a), never simplified */
/* A fresh copy of an application with other arguments (same kind and indices, no desugaring: the number of arguments is
 * that of `like`). */
term terms_like(terms *t, term like, const term *args);

/* The sort of an application, or STRSMT_SORT_NONE with a message in *why (static text such as "argument 2 must be of
 * sort RegLan"). */
sort terms_sort_of_application(const terms *t, strsmt_kind k, size_t index_count, const uint32_t *indices, size_t n,
                               const term *args, const char **why);

/* The same, saying what is wrong in a form that messages can be made of. */
typedef enum sort_fault {
  SORT_FAULT_NONE,
  SORT_FAULT_KIND,    /* not a kind of applications */
  SORT_FAULT_INDICES, /* `wanted_count` indices are needed */
  SORT_FAULT_INDEX,   /* index number `argument` has a senseless value */
  SORT_FAULT_COUNT,   /* `wanted_count` arguments are needed; or more, if `or_more` */
  SORT_FAULT_TERM,    /* argument number `argument` is no term of the table */
  SORT_FAULT_SORT,    /* argument number `argument` is of sort `found`, not `wanted` */
} sort_fault;
typedef struct sort_error {
  sort_fault fault;
  size_t argument; /* from 1 */
  size_t wanted_count;
  bool or_more;
  sort wanted, found;
} sort_error;
sort terms_check_application(const terms *t, strsmt_kind k, size_t index_count, const uint32_t *indices, size_t n,
                             const term *args, sort_error *error);

/* Looking. All O(1). Pointers stay valid until the next builder call. */
strsmt_kind term_kind(const terms *t, term a);
sort term_sort(const terms *t, term a);
size_t term_arity(const terms *t, term a);
const term *term_args(const terms *t, term a);
static inline term term_arg(const terms *t, term a, size_t i)
{
  return term_args(t, a)[i];
}
size_t term_index_count(const terms *t, term a);
uint32_t term_index(const terms *t, term a, size_t i);
bool term_is_ground(const terms *t, term a);  /* no constants below */
bool term_is_literal(const terms *t, term a); /* true, false, integer or string literal */
/* A literal, or a regular expression over string literals: there is nothing to evaluate. */
bool term_is_value(const terms *t, term a);
const char *term_name(const terms *t, term a); /* of a constant; ends with NUL; stays valid */
const uint32_t *term_codes(const terms *t, term a, size_t *length);
const num *term_num(const terms *t, term a);

const char *kind_symbol(strsmt_kind k); /* "str.in_re"; NULL for leaves */
const char *sort_name(sort s);          /* "RegLan" */

/* The invariant that is broken; NULL: all hold. */
const char *terms_check(const terms *t);

/* Printing as SMT-LIB text through a writer, iterative; shared subterms are repeated. False if the writer said so. */
typedef bool (*term_writer)(void *user, const char *text, size_t length);
bool terms_print(const terms *t, term a, term_writer write, void *user);
/* The pieces, for the proof stream: a string literal with quotes and escapes, a name in bars where needed. */
/* Printable ASCII and escapes, without quotes; a quote is not doubled. */
bool print_escaped(const uint32_t *codes, size_t length, term_writer write, void *user);
bool print_string_literal(const uint32_t *codes, size_t length, term_writer write, void *user);
bool print_symbol(const char *name, term_writer write, void *user);

#endif
