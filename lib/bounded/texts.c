/* texts.c: strings as circuits: constants, variables, comparisons, choices. */
#include "bounded/circuit.h"

text text_new(circuit *c, uint64_t size)
{
  if (size > INT32_MAX / c->cell) {
    c->g.broken = c->g.too_large = true;
    return (text){0};
  }
  gate *cells = circuit_room(c, (size_t)size * c->cell, sizeof *cells);
  return cells ? (text){.size = (uint32_t)size, .cells = cells} : (text){0};
}

text text_trim(const circuit *c, text s)
{
  while (s.size && *text_cell(c, s, s.size - 1) == GATE_FALSE)
    s.size--;
  return s;
}

uint32_t text_least(const circuit *c, text s)
{
  uint32_t i = 0;
  while (i < s.size && *text_cell(c, s, i) == GATE_TRUE)
    i++;
  return i;
}

bool text_is_constant(const circuit *c, text s)
{
  for (size_t i = 0; i < (size_t)s.size * c->cell; i++)
    if (!gate_is_constant(s.cells[i]))
      return false;
  return true;
}

text text_constant(circuit *c, const uint32_t *word, size_t length)
{
  text s = text_new(c, length);
  for (uint32_t i = 0; i < s.size; i++) {
    gate *cell = text_cell(c, s, i);
    uint32_t index = alphabet_find(c->alphabet, word[i]);
    cell[0] = GATE_TRUE;
    for (uint32_t j = 1; j < c->cell; j++)
      cell[j] = gate_constant(index >> (c->cell - 1 - j) & 1);
  }
  return s;
}

text text_input(circuit *c, uint32_t least, uint32_t most)
{
  text s = text_new(c, most);
  gate before = GATE_TRUE;
  for (uint32_t i = 0; i < s.size && !c->g.broken; i++) {
    gate *cell = text_cell(c, s, i);
    for (uint32_t j = 0; j < c->cell; j++)
      cell[j] = j == 0 && i < least ? GATE_TRUE : gates_input(&c->g);
    gates_assert(&c->g, 2, (gate[2]){before, gate_not(cell[0])});
    for (uint32_t j = 1; j < c->cell; j++)
      gates_assert(&c->g, 2, (gate[2]){cell[0], gate_not(cell[j])});
    before = cell[0];
  }
  return s;
}

number text_length(circuit *c, text s)
{
  gate *order = circuit_room(c, s.size, sizeof *order);
  for (uint32_t i = 0; order && i < s.size; i++)
    order[i] = *text_cell(c, s, i);
  return order ? number_ordered(c, s.size, order, 0) : (number){0};
}

/* ---- comparisons ------------------------------------------------------------------------------------------------- */

/* Of two cells, or their characters only. */
static gate same_gates(circuit *c, const gate *a, const gate *b, uint32_t from)
{
  gate same[33];
  uint32_t n = 0;
  for (uint32_t j = from; j < c->cell; j++)
    same[n++] = gates_equal(&c->g, a[j], b[j]);
  return gates_and(&c->g, n, same);
}

gate text_same_character(circuit *c, const gate *a, const gate *b)
{
  return same_gates(c, a, b, 1);
}

/* Cells of equal lengths are live together, so the characters may be compared without regard to the length: both are
 * padded alike. */
gate text_equal(circuit *c, text a, text b)
{
  a = text_trim(c, a);
  b = text_trim(c, b);
  if (a.size < text_least(c, b) || b.size < text_least(c, a))
    return GATE_FALSE;
  uint32_t size = a.size < b.size ? a.size : b.size;
  STACK(gate) same = {0};
  if (!stack_reserve(c->m, &same, size + 2u)) {
    c->g.broken = true;
    return GATE_FALSE;
  }
  for (uint32_t i = 0; i < size && !c->g.broken; i++) {
    gate equal = same_gates(c, text_cell(c, a, i), text_cell(c, b, i), 0);
    if (equal == GATE_FALSE) {
      stack_free(c->m, &same);
      return GATE_FALSE;
    }
    same.data[same.size++] = equal;
  }
  same.data[same.size++] = gate_not(text_live(c, a, size));
  same.data[same.size++] = gate_not(text_live(c, b, size));
  gate r = gates_and(&c->g, same.size, same.data);
  stack_free(c->m, &same);
  return r;
}

/* Lexicographic order is that of the cells, as what is beyond the end is zero and less than each character. */
gate text_before(circuit *c, text a, text b, bool or_equal)
{
  uint32_t size = a.size > b.size ? a.size : b.size;
  gate before = gate_constant(or_equal);
  for (uint32_t i = size; i-- > 0;)
    for (uint32_t j = c->cell; j-- > 0;) {
      gate x = i < a.size ? text_cell(c, a, i)[j] : GATE_FALSE, y = i < b.size ? text_cell(c, b, i)[j] : GATE_FALSE;
      before = gates_mux(&c->g, gates_xor(&c->g, x, y), y, before);
    }
  return before;
}

/* Characters low .. low + 2^bits - 1, whose lower bits are `cell`: all, none, or it depends on the highest of them. */
static gate in_set(circuit *c, const gate *cell, uint32_t bits, uint32_t low, const uint8_t *set)
{
  bool some = false, all = true;
  for (uint32_t i = 0; i < 1u << bits; i++) {
    some = some || set[low + i];
    all = all && set[low + i];
  }
  if (all || !some)
    return gate_constant(all);
  gate upper = in_set(c, cell + 1, bits - 1, low + (1u << (bits - 1)), set);
  return gates_mux(&c->g, *cell, upper, in_set(c, cell + 1, bits - 1, low, set));
}

gate text_in_set(circuit *c, const gate *cell, const uint8_t *set)
{
  return gates_and2(&c->g, cell[0], in_set(c, cell + 1, c->cell - 1, 0, set));
}

/* ---- choices ----------------------------------------------------------------------------------------------------- */

text text_choose(circuit *c, gate condition, text then, text otherwise)
{
  if (gate_is_constant(condition))
    return condition ? then : otherwise;
  text r = text_new(c, then.size > otherwise.size ? then.size : otherwise.size);
  for (size_t i = 0; i < (size_t)r.size * c->cell; i++) {
    gate x = i < (size_t)then.size * c->cell ? then.cells[i] : GATE_FALSE;
    gate y = i < (size_t)otherwise.size * c->cell ? otherwise.cells[i] : GATE_FALSE;
    r.cells[i] = gates_mux(&c->g, condition, x, y);
  }
  return text_trim(c, r);
}

text text_if(circuit *c, gate condition, text s)
{
  return text_choose(c, condition, s, (text){0});
}

text text_either(circuit *c, text a, text b)
{
  text r = text_new(c, a.size > b.size ? a.size : b.size);
  for (size_t i = 0; i < (size_t)r.size * c->cell; i++) {
    gate x = i < (size_t)a.size * c->cell ? a.cells[i] : GATE_FALSE;
    gate y = i < (size_t)b.size * c->cell ? b.cells[i] : GATE_FALSE;
    r.cells[i] = gates_or2(&c->g, x, y);
  }
  return r;
}
