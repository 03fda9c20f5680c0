/* find.c: occurrences of one text in another. */
#include "bounded/circuit.h"

/* Does `a` stand in `s` at position p? An empty one stands everywhere, also beyond the end. */
static gate stands_at(circuit *c, text s, text a, uint32_t p)
{
  STACK(gate) all = {0};
  for (uint32_t j = 0; j < a.size && !c->g.broken; j++) {
    const gate *cell = text_cell(c, a, j);
    gate here = GATE_FALSE;
    if (p + j < s.size)
      here = gates_and2(&c->g, text_live(c, s, p + j), text_same_character(c, cell, text_cell(c, s, p + j)));
    gate ok = gates_or2(&c->g, gate_not(cell[0]), here);
    if (ok == GATE_FALSE) {
      stack_free(c->m, &all);
      return GATE_FALSE;
    }
    if (!stack_push(c->m, &all, ok))
      c->g.broken = true;
    if (p + j >= s.size)
      break; /* what follows is implied */
  }
  gate r = gates_and(&c->g, all.size, all.data);
  stack_free(c->m, &all);
  return r;
}

gate text_is_prefix(circuit *c, text a, text s)
{
  return stands_at(c, s, a, 0);
}

gate text_is_suffix(circuit *c, text a, text s)
{
  number distance = number_subtract(c, text_length(c, s), text_length(c, a));
  gate fits = gate_not(number_less(c, distance, number_int(c, 0)));
  text tail = text_from(c, s, distance, a.size);
  gate empty = gate_not(text_live(c, a, 0));
  return gates_or2(&c->g, empty, gates_and2(&c->g, fits, text_equal(c, tail, a)));
}

gate text_contains(circuit *c, text s, text a)
{
  a = text_trim(c, a);
  s = text_trim(c, s);
  if (!a.size)
    return GATE_TRUE;
  uint32_t least = text_least(c, a), places = s.size >= least ? s.size - least + 1 : 0;
  gate *at = circuit_room(c, places, sizeof *at);
  if (!at)
    return GATE_FALSE;
  for (uint32_t p = 0; p < places; p++)
    at[p] = stands_at(c, s, a, p);
  return gates_or(&c->g, places, at);
}

/* Is the text at least i long? */
static gate reaches(const circuit *c, text s, uint32_t i)
{
  return i ? text_live(c, s, i - 1) : GATE_TRUE;
}

gate text_stands_at(circuit *c, text s, text a, uint32_t p)
{
  return gates_and2(&c->g, reaches(c, s, p), stands_at(c, s, a, p));
}

/* In an order encoding: the result is at least i if there is an occurrence and none before i. */
number text_index_of(circuit *c, text s, text a, number from)
{
  s = text_trim(c, s);
  uint32_t places = s.size + 1;
  gate *before = circuit_room(c, places, sizeof *before), *order = circuit_room(c, places, sizeof *order);
  gate *found = circuit_room(c, places, sizeof *found);
  if (!before || !order || !found)
    return (number){0};
  number_above(c, from, places, before); /* before[p]: p is before the first position allowed */
  gate some = GATE_FALSE;
  for (uint32_t p = 0; p < places; p++) {
    gate here = before[p] == GATE_TRUE ? GATE_FALSE : text_stands_at(c, s, a, p);
    found[p] = gates_and2(&c->g, gate_not(before[p]), here);
  }
  some = gates_and2(&c->g, gates_or(&c->g, places, found), gate_not(number_less(c, from, number_int(c, 0))));
  for (uint32_t p = 0; p < places; p++) {
    order[p] = some;
    some = gates_and2(&c->g, some, gate_not(found[p]));
  }
  return number_ordered(c, places, order, -1);
}
