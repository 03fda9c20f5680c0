/* circuit.h: values of terms as circuits.
 *
 * A `text` is a string of at most `size` characters. Each position is a cell of 1 + width gates: whether the string is
 * that long, and the number of the character in the alphabet, most significant bit first. All gates of a cell beyond
 * the end are false, so that texts can be united by `or`, and equal texts have equal cells.
 *
 * A `number` is an integer of any range that does not overflow: either two's complement, least significant bit first, or
 * `offset` and the count of an order encoding (gate i: at least i + 1 above the offset), or both.
 *
 * Memory is that of an arena, which goes away with the circuit. Failure is sticky, as in gates.h: a value that could not
 * be made is empty, so loops over what a value says of its size are always safe. */
#ifndef STRSMT_BOUNDED_CIRCUIT_H
#define STRSMT_BOUNDED_CIRCUIT_H

#include "bounded/alphabet.h"
#include "bounded/gates.h"
#include "regex/regex.h"

typedef struct arena_block {
  struct arena_block *next;
  size_t size, used;
} arena_block;

typedef struct circuit {
  gates g;
  mem *m;
  limits *l;
  regex *regex;
  const alphabet *alphabet;
  uint32_t cell; /* gates of a position: 1 + alphabet->width */
  arena_block *blocks;
  size_t arena_budget; /* bytes */
} circuit;

typedef struct text {
  uint32_t size;
  bool pending; /* for layout.h: not made yet */
  gate *cells;
} text;

typedef struct number {
  uint32_t width; /* of `bits`; 0: not made yet */
  gate *bits;
  bool ordered;
  uint32_t count; /* of `order` */
  int64_t offset;
  gate *order; /* the first ones are true */
} number;

bool circuit_begin(circuit *c, mem *m, limits *l, regex *g, const alphabet *a, sat *solver, size_t budget);
void circuit_end(circuit *c);
static inline bool circuit_broken(const circuit *c)
{
  return c->g.broken;
}
/* Zeroed room; NULL (and broken) on failure. */
void *circuit_room(circuit *c, size_t count, size_t size);

/* ---- numbers (numbers.c) ----------------------------------------------------------------------------------------- */

number number_constant(circuit *c, const num *v);
number number_int(circuit *c, int64_t v);
number number_input(circuit *c, uint32_t width); /* any value of that width */
/* The number of gates that are true, which are the first ones, plus an offset. Takes over `order`. */
number number_ordered(circuit *c, uint32_t count, gate *order, int64_t offset);
bool number_is_constant(const number *a, int64_t *value); /* and it fits */
/* Bounds of the value as far as the form shows them, clamped. */
int64_t number_low(const number *a);
int64_t number_high(const number *a);
void number_bits(circuit *c, number *a); /* makes them */

number number_add(circuit *c, number a, number b);
number number_subtract(circuit *c, number a, number b);
number number_negate(circuit *c, number a);
number number_absolute(circuit *c, number a);
number number_multiply(circuit *c, number a, number b);
/* SMT-LIB's div and mod. Asserts that b is not zero. */
void number_divide(circuit *c, number a, number b, number *quotient, number *remainder);
number number_choose(circuit *c, gate condition, number then, number otherwise);
gate number_equal(circuit *c, number a, number b);
gate number_less(circuit *c, number a, number b);
/* out[i]: a > i, for i < count. */
void number_above(circuit *c, number a, uint32_t count, gate *out);
/* The one of `count` numbers, all not negative, whose gate is true, else 0: at most one is. */
number number_select(circuit *c, uint32_t count, const gate *one, const uint32_t *values);

/* ---- texts (texts.c, pieces.c) ----------------------------------------------------------------------------------- */

static inline gate *text_cell(const circuit *c, text s, uint32_t i)
{
  return s.cells + (size_t)i * c->cell;
}
/* Is the text longer than i? */
static inline gate text_live(const circuit *c, text s, uint32_t i)
{
  return i < s.size ? *text_cell(c, s, i) : GATE_FALSE;
}
text text_new(circuit *c, uint64_t size); /* empty, with room for `size` characters */
text text_constant(circuit *c, const uint32_t *word, size_t length);
text text_input(circuit *c, uint32_t least, uint32_t most); /* any text of these lengths */
text text_trim(const circuit *c, text s);                   /* without positions at the end that are never reached */
uint32_t text_least(const circuit *c, text s);              /* a length that it always has */
bool text_is_constant(const circuit *c, text s);
number text_length(circuit *c, text s);
gate text_equal(circuit *c, text a, text b);
gate text_before(circuit *c, text a, text b, bool or_equal);
text text_choose(circuit *c, gate condition, text then, text otherwise);
text text_if(circuit *c, gate condition, text s); /* else empty */
text text_either(circuit *c, text a, text b);     /* of which one is empty: the other */
text text_concat(circuit *c, text a, text b);
/* Only the first `most` characters. */
text text_concat_all(circuit *c, size_t count, const text *parts, uint64_t most);
/* At most `n` characters, from the start; `size` at most, whatever n says. */
text text_first(circuit *c, text s, number n, uint64_t size);
/* From position `from` on, the first `size` characters; empty if that is no position. */
text text_from(circuit *c, text s, number from, uint64_t size);
text text_substring(circuit *c, text s, number from, number count);
/* Is the character of this cell one with a bit in the set (over the alphabet)? */
gate text_in_set(circuit *c, const gate *cell, const uint8_t *set);
gate text_same_character(circuit *c, const gate *a, const gate *b);

/* ---- searching and replacing (find.c, replace.c) ----------------------------------------------------------------- */

gate text_is_prefix(circuit *c, text a, text s);
gate text_is_suffix(circuit *c, text a, text s);
gate text_contains(circuit *c, text s, text a);
number text_index_of(circuit *c, text s, text a, number from);
text text_replace(circuit *c, text s, text old, text new);
text text_replace_all(circuit *c, text s, text old, text new);

/* ---- regular expressions (memberships.c) ------------------------------------------------------------------------- */

gate text_in_regex(circuit *c, text s, rx r);
/* Where matches that begin at one of the positions of a set may end; sets have a gate for each position and the end. NULL
 * on failure. s is trimmed. */
gate *text_through_regex(circuit *c, text s, rx r, const gate *from);
text text_replace_regex(circuit *c, text s, rx r, text new);
text text_replace_regex_all(circuit *c, text s, rx r, text new);

/* ---- conversions (conversions.c) --------------------------------------------------------------------------------- */

number text_to_code(circuit *c, text s);
/* *covered: the code is one of the alphabet or out of range; else the text means nothing. */
text text_from_code(circuit *c, number n, gate *covered);
number text_to_int(circuit *c, text s);
text text_from_int(circuit *c, number n);
gate text_is_digit(circuit *c, text s);

#endif
