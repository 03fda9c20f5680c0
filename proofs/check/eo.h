/* eo.h: terms, signatures and rules in the subset of Eunoia that proofs/FORMAT.md names.
 *
 * An `eo` holds a signature (symbols, programs, rules) and hash-consed terms. Terms are numbers; equal terms are equal
 * numbers. Those of sort Bool are dense; those of numerals and strings can be anything up to 2^32. Every function that
 * can fail returns 0 or false and leaves a message in `eo_error`; nothing here exits, prints or asserts on input. Terms
 * made after `eo_mark` disappear at `eo_release`, so a lemma's terms live no longer than its block. */
#ifndef EO_H
#define EO_H

#include "budget.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct eo eo;
typedef uint32_t eo_term; /* 0: none */
typedef uint32_t eo_rule; /* 0: none */

typedef enum eo_status {
  EO_OK = 0,
  EO_WRONG,      /* ill-typed, no such symbol or rule, a rule that does not apply */
  EO_UNREADABLE, /* a signature that cannot be read */
  EO_MEMORY,     /* out of memory, or over the limit */
  EO_LIMIT       /* too deep or too long an evaluation, no more steps, or stopped */
} eo_status;

/* Gives the text of an included file: NULL if there is none. `from` is the including file's name, as it was given (NULL
 * for the first file). The text must live as long as the call of eo_load. */
typedef const char *(*eo_source)(void *user, const char *from, const char *name, size_t *length);

/* Memory and steps are those of the budget, which must outlive the engine. NULL if there is no memory at all. */
eo *eo_new(budget *b);
void eo_delete(eo *e);

/* How the last call that can fail ended, and the message of its first failure (with file:line:column for signatures).
 */
eo_status eo_state(const eo *e);
const char *eo_error(const eo *e);

/* Reads the signature file `name` and what it includes. */
bool eo_load(eo *e, const char *name, eo_source source, void *user);

/* An image is a loaded signature, with its programs compiled, as tables that stay where they are: opening it takes next
 * to no time. It fits only the engine that made it (the same source, the same kind of machine). The engine that opens it
 * writes into it, and so an image serves one engine once; eo_open_image is NULL afterwards, or if it has no tables, and
 * then the text is to be read. eo_describe, right after eo_load, says what the tables are: of each `n` used elements of
 * `size` bytes at `v` (which are the engine's), and for how many there should be room. It also finds mistakes in programs
 * that otherwise show when they are used. The image must outlive the engine that opened it. */
enum { EO_IMAGE_TABLES = 17 };
typedef struct eo_table {
  void *v;
  size_t n, room, size;
} eo_table;
typedef struct eo_image {
  eo_table tables[EO_IMAGE_TABLES];
  uint32_t numeral_type, string_type;
  bool taken;
} eo_image;
bool eo_describe(eo *e, eo_image *image);
eo *eo_open_image(eo_image *image, budget *b);
/* The same with a copy of the tables: the image stays as it is, and serves any number of engines. */
eo *eo_copy_image(const eo_image *image, budget *b);

/* Sorts are terms: eo_symbol(e, "String", 6) and so on. A symbol of the signature that needs no argument, or 0 if there
 * is none. */
eo_term eo_symbol(eo *e, const char *name, size_t length);
/* Is this a symbol that the signature declares (no definition, program or built-in)? */
bool eo_is_symbol(const eo *e, const char *name, size_t length);
/* A constant of the problem: the same term for the same name and sort. It never clashes with a symbol of the signature.
 */
eo_term eo_constant(eo *e, const char *name, size_t length, eo_term sort);
eo_term eo_numeral(eo *e, const char *digits, size_t length); /* with an optional leading '-', any size */
eo_term eo_negative(eo *e, eo_term numeral);                  /* the numeral -n of the numeral n */
/* The sign of a numeral: -1, 0 or 1. */
int eo_sign(const eo *e, eo_term numeral);
eo_term eo_string(eo *e, const uint32_t *codes, size_t length);
/* The application of a signature's symbol to `count` >= 0 terms, desugared by the symbol's attributes, macros
 * (`define`) expanded, and type-checked. */
eo_term eo_apply(eo *e, const char *symbol, size_t length, size_t count, const eo_term *args);

eo_term eo_true(eo *e);
eo_term eo_false(eo *e);
eo_term eo_not(eo *e, eo_term t); /* t of sort Bool */
eo_term eo_or(eo *e, size_t count,
              const eo_term *disjuncts); /* as eo_apply of "or"; for one disjunct itself, for none false */
/* If t is (not u): u; otherwise 0. */
eo_term eo_negated(const eo *e, eo_term t);
eo_term eo_type(eo *e, eo_term t);

eo_rule eo_find_rule(eo *e, const char *name, size_t length);
/* The conclusion of a rule, or 0. */
eo_term eo_conclude(eo *e, eo_rule rule, size_t arg_count, const eo_term *args, size_t premise_count,
                    const eo_term *premises);

/* Stack discipline for terms. Marks are released in the opposite order. Terms of the signature and all terms made
 * before stay. */
typedef struct eo_mark {
  uint32_t terms;
  uint64_t extra;
} eo_mark;
eo_mark eo_set_mark(eo *e);
void eo_release(eo *e, eo_mark mark);

/* Looking into a term. Atoms: symbol, constant, numeral or string. `eo_head` of an application f a b is its atom f; it
 * has `eo_arity` arguments (as desugared: n-ary symbols have two). */
typedef enum eo_shape { EO_SYMBOL, EO_CONSTANT, EO_NUMERAL, EO_STRING, EO_APPLICATION } eo_shape;
eo_shape eo_shape_of(const eo *e, eo_term t);
eo_term eo_head(const eo *e, eo_term t);
size_t eo_arity(const eo *e, eo_term t);
eo_term eo_argument(const eo *e, eo_term t, size_t i);
/* Prints as Eunoia text, one piece after the other, through `write`; false if it failed. Applications of n-ary symbols
 * are printed as lists (f a b c) where their tail ends in the nil; constants are quoted where needed. */
bool eo_print(eo *e, eo_term t, bool (*write)(void *user, const char *text, size_t length), void *user);

#endif
