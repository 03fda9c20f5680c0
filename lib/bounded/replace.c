/* replace.c: replacing occurrences of words. */
#include "bounded/circuit.h"

#include "bounded/matches.h"

void text_keep_first(circuit *c, uint32_t count, gate *at)
{
  gate none = GATE_TRUE;
  for (uint32_t p = 0; p < count; p++) {
    gate here = at[p];
    at[p] = gates_and2(&c->g, none, here);
    none = gates_and2(&c->g, none, gate_not(here));
  }
}

number text_place(circuit *c, uint32_t count, const gate *one)
{
  uint32_t *values = circuit_room(c, count, sizeof *values);
  for (uint32_t p = 0; values && p < count; p++)
    values[p] = p;
  return values ? number_select(c, count, one, values) : (number){0};
}

text text_splice(circuit *c, text s, uint32_t count, const gate *one, number rest, text new)
{
  number place = text_place(c, count, one);
  gate found = gates_or(&c->g, count, one);
  text parts[3] = {text_first(c, s, place, s.size), new, text_from(c, s, rest, s.size)};
  return text_choose(c, found, text_concat_all(c, 3, parts, UINT32_MAX), s);
}

/* Old and new of one fixed length: characters change, nothing moves. */
static text replace_in_place(circuit *c, text s, uint32_t count, const gate *one, text new)
{
  text r = text_new(c, s.size);
  if (r.size)
    memcpy(r.cells, s.cells, (size_t)s.size * c->cell * sizeof *s.cells);
  for (uint32_t p = 0; p < count; p++)
    for (uint32_t j = 0; j < new.size &&p + j < r.size; j++)
      for (uint32_t k = 0; k < c->cell; k++) {
        gate *cell = text_cell(c, r, p + j);
        cell[k] = gates_mux(&c->g, one[p], text_cell(c, new, j)[k], cell[k]);
      }
  return r;
}

static bool same_fixed_length(const circuit *c, text a, text b)
{
  return a.size == b.size && text_least(c, a) == a.size && text_least(c, b) == b.size;
}

/* Where `old` stands in s. */
static gate *occurrences(circuit *c, text s, text old, uint32_t *count)
{
  uint32_t least = text_least(c, old);
  *count = s.size >= least ? s.size - least + 1 : 0;
  gate *at = circuit_room(c, *count, sizeof *at);
  for (uint32_t p = 0; at && p < *count; p++)
    at[p] = text_stands_at(c, s, old, p);
  return at;
}

text text_replace(circuit *c, text s, text old, text new)
{
  uint32_t count;
  s = text_trim(c, s);
  old = text_trim(c, old);
  new = text_trim(c, new);
  gate *at = occurrences(c, s, old, &count);
  if (!at)
    return (text){0};
  text_keep_first(c, count, at);
  if (same_fixed_length(c, old, new))
    return replace_in_place(c, s, count, at, new);
  number rest = number_add(c, text_place(c, count, at), text_length(c, old));
  return text_splice(c, s, count, at, rest, new);
}

text text_rewrite(circuit *c, text s, const gate *start, const gate *covered, text new)
{
  text *parts = circuit_room(c, s.size, sizeof *parts);
  if (!parts)
    return (text){0};
  for (uint32_t p = 0; p < s.size; p++) {
    text one = {.size = 1, .cells = text_cell(c, s, p)};
    parts[p] = text_either(c, text_if(c, gate_not(covered[p]), one), text_if(c, start[p], new));
    parts[p] = text_trim(c, parts[p]);
  }
  return text_concat_all(c, s.size, parts, UINT32_MAX);
}

/* From left to right: an occurrence counts if no earlier one that counts reaches into it. */
text text_replace_all(circuit *c, text s, text old, text new)
{
  uint32_t count;
  s = text_trim(c, s);
  old = text_trim(c, old);
  gate *at = occurrences(c, s, old, &count), *covered = circuit_room(c, s.size, sizeof *covered);
  gate *start = circuit_room(c, s.size, sizeof *start), some = text_live(c, old, 0);
  if (!at || !covered || !start)
    return (text){0};
  for (uint32_t p = 0; p < s.size; p++) {
    gate *reach = circuit_room(c, old.size, sizeof *reach);
    uint32_t n = 0;
    for (uint32_t j = 1; reach && j < old.size && j <= p; j++)
      reach[n++] = gates_and2(&c->g, start[p - j], text_live(c, old, j));
    gate inside = gates_or(&c->g, n, reach);
    start[p] = p < count ? gates_and(&c->g, 3, (gate[3]){some, at[p], gate_not(inside)}) : GATE_FALSE;
    covered[p] = gates_or2(&c->g, inside, start[p]);
  }
  if (same_fixed_length(c, old, new))
    return replace_in_place(c, s, count < s.size ? count : s.size, start, new);
  return text_rewrite(c, s, start, covered, new);
}
