/* conversions.c: between characters, numbers and their decimal digits. */
#include "bounded/circuit.h"

/* ---- codes ------------------------------------------------------------------------------------------------------- */

/* Is this cell the character with that number? */
static gate is_character(circuit *c, const gate *cell, uint32_t index)
{
  gate same[33];
  for (uint32_t j = 0; j < c->cell; j++)
    same[j] = j == 0 || index >> (c->cell - 1 - j) & 1 ? cell[j] : gate_not(cell[j]);
  return gates_and(&c->g, c->cell, same);
}

number text_to_code(circuit *c, text s)
{
  uint32_t count = (uint32_t)c->alphabet->codes.size;
  gate *one = circuit_room(c, count, sizeof *one);
  s = text_trim(c, s);
  if (!one || !s.size)
    return number_int(c, -1);
  gate single = gates_and2(&c->g, text_live(c, s, 0), gate_not(text_live(c, s, 1)));
  for (uint32_t i = 0; i < count; i++)
    one[i] = is_character(c, text_cell(c, s, 0), i);
  return number_choose(c, single, number_select(c, count, one, c->alphabet->codes.data), number_int(c, -1));
}

text text_from_code(circuit *c, number n, gate *covered)
{
  uint32_t count = (uint32_t)c->alphabet->codes.size, k;
  text r = text_new(c, 1);
  gate *one = circuit_room(c, count, sizeof *one), *some = circuit_room(c, count, sizeof *some);
  if (!r.size || !one || !some)
    return (text){0};
  for (uint32_t i = 0; i < count; i++)
    one[i] = number_equal(c, n, number_int(c, c->alphabet->codes.data[i]));
  r.cells[0] = gates_or(&c->g, count, one);
  for (uint32_t j = 1; j < c->cell; j++) {
    k = 0;
    for (uint32_t i = 0; i < count; i++)
      if (i >> (c->cell - 1 - j) & 1)
        some[k++] = one[i];
    r.cells[j] = gates_or(&c->g, k, some);
  }
  gate below = number_less(c, n, number_int(c, 0)), above = number_less(c, number_int(c, CODE_MAX), n);
  *covered = gates_or(&c->g, 3, (gate[3]){r.cells[0], below, above});
  return r;
}

/* ---- digits ------------------------------------------------------------------------------------------------------ */

static gate is_digit(circuit *c, const gate *cell)
{
  uint32_t count = (uint32_t)c->alphabet->codes.size;
  uint8_t *set = circuit_room(c, count, 1);
  for (uint32_t i = 0; set && i < count; i++)
    set[i] = c->alphabet->codes.data[i] >= '0' && c->alphabet->codes.data[i] <= '9';
  return set ? text_in_set(c, cell, set) : GATE_FALSE;
}

gate text_is_digit(circuit *c, text s)
{
  s = text_trim(c, s);
  if (!s.size)
    return GATE_FALSE;
  return gates_and2(&c->g, is_digit(c, s.cells), gate_not(text_live(c, s, 1)));
}

/* The value of a cell that is a digit: four bits. */
static number digit_value(circuit *c, const gate *cell)
{
  gate one[10];
  uint32_t values[10];
  for (uint32_t d = 0; d < 10; d++) {
    uint32_t index = alphabet_find(c->alphabet, '0' + d);
    values[d] = d;
    one[d] = index == UINT32_MAX ? GATE_FALSE : is_character(c, cell, index);
  }
  return number_select(c, 10, one, values);
}

/* Horner's rule; a position beyond the end changes nothing. */
static number digits_value(circuit *c, text s)
{
  number value = number_int(c, 0), ten = number_int(c, 10);
  for (uint32_t i = 0; i < s.size && !c->g.broken; i++) {
    const gate *cell = text_cell(c, s, i);
    number longer = number_add(c, number_multiply(c, value, ten), digit_value(c, cell));
    value = number_choose(c, cell[0], longer, value);
  }
  return value;
}

number text_to_int(circuit *c, text s)
{
  s = text_trim(c, s);
  gate *digits = circuit_room(c, s.size + 1u, sizeof *digits);
  if (!digits)
    return (number){0};
  for (uint32_t i = 0; i < s.size; i++) {
    const gate *cell = text_cell(c, s, i);
    digits[i] = gates_or2(&c->g, gate_not(cell[0]), is_digit(c, cell));
  }
  digits[s.size] = text_live(c, s, 0);
  return number_choose(c, gates_and(&c->g, s.size + 1u, digits), digits_value(c, s), number_int(c, -1));
}

/* Digits are guessed, and their value is asserted to be n: each n has exactly one text without leading zeros. */
text text_from_int(circuit *c, number n)
{
  number_bits(c, &n);
  if (!n.width)
    return (text){0};
  uint32_t most = (uint32_t)((uint64_t)n.width * 302 / 1000) + 1;
  gate negative = n.bits[n.width - 1];
  text s = text_input(c, 0, negative == GATE_TRUE ? 0 : most);
  gate zero = number_equal(c, n, number_int(c, 0));
  uint32_t nought = alphabet_find(c->alphabet, '0');
  gate first = s.size && nought != UINT32_MAX ? is_character(c, s.cells, nought) : GATE_FALSE;
  gates_assert(&c->g, 2, (gate[2]){negative, text_live(c, s, 0)});
  gates_assert(&c->g, 2, (gate[2]){gate_not(negative), gate_not(text_live(c, s, 0))});
  gates_assert(&c->g, 2, (gate[2]){gate_not(first), zero}); /* and then it is the only digit: */
  gates_assert(&c->g, 2, (gate[2]){gate_not(zero), gate_not(text_live(c, s, 1))});
  for (uint32_t i = 0; i < s.size; i++)
    gates_assert(&c->g, 2, (gate[2]){gate_not(*text_cell(c, s, i)), is_digit(c, text_cell(c, s, i))});
  gates_assert(&c->g, 2, (gate[2]){negative, number_equal(c, digits_value(c, s), n)});
  return s;
}
