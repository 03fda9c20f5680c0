/* pieces.c: putting texts together and taking them apart. A shift by a length is made of shifts by powers of two
 * (a barrel shifter); what is shifted in from beyond the ends is empty. */
#include "bounded/circuit.h"

/* s moved up by the count of the first `n` cells of `by`. */
static text move_up(circuit *c, text s, text by)
{
  number shift = text_length(c, by);
  uint32_t low = text_least(c, by), most = by.size;
  if (low == most) {
    text r = text_new(c, (uint64_t)s.size + low);
    if (r.size && s.size)
      memcpy(text_cell(c, r, low), s.cells, (size_t)s.size * c->cell * sizeof *s.cells);
    return r;
  }
  number above = number_add(c, shift, number_int(c, -(int64_t)low)); /* what `by` has more than its least length */
  number_bits(c, &above);
  text r = s;
  for (uint32_t j = 0; j + 1 < above.width; j++) {
    uint32_t step = 1u << j, size = r.size + step;
    if (size > s.size + (most - low))
      size = s.size + (most - low);
    text next = text_new(c, size);
    for (uint32_t i = 0; i < next.size; i++)
      for (uint32_t k = 0; k < c->cell; k++) {
        gate moved = i >= step && i - step < r.size ? text_cell(c, r, i - step)[k] : GATE_FALSE;
        gate stays = i < r.size ? text_cell(c, r, i)[k] : GATE_FALSE;
        text_cell(c, next, i)[k] = gates_mux(&c->g, above.bits[j], moved, stays);
      }
    r = next;
  }
  if (!low)
    return r;
  text far = text_new(c, (uint64_t)r.size + low);
  if (far.size && r.size)
    memcpy(text_cell(c, far, low), r.cells, (size_t)r.size * c->cell * sizeof *r.cells);
  return far;
}

text text_concat(circuit *c, text a, text b)
{
  a = text_trim(c, a);
  b = text_trim(c, b);
  if (!b.size)
    return a;
  return a.size ? text_either(c, a, move_up(c, b, a)) : b;
}

/* The first characters. */
static text text_start(text s, uint64_t most)
{
  if (s.size > most)
    s.size = (uint32_t)most;
  return s;
}

/* In pairs of neighbours, so that short texts are moved over short distances. */
text text_concat_all(circuit *c, size_t count, const text *parts, uint64_t most)
{
  text *row = circuit_room(c, count, sizeof *row);
  if (!row || !count)
    return (text){0};
  memcpy(row, parts, count * sizeof *row);
  for (; count > 1; count = (count + 1) / 2)
    for (size_t i = 0; i < count; i += 2)
      row[i / 2] = text_start(i + 1 < count ? text_concat(c, row[i], row[i + 1]) : row[i], most);
  return text_start(row[0], most);
}

text text_first(circuit *c, text s, number n, uint64_t size)
{
  int64_t high = number_high(&n);
  if (high < 0)
    high = 0;
  if (size > (uint64_t)high)
    size = (uint64_t)high;
  if (size > s.size)
    size = s.size;
  if (number_low(&n) >= (int64_t)size)
    return (text){.size = (uint32_t)size, .cells = s.cells};
  text r = text_new(c, size);
  gate *above = circuit_room(c, size, sizeof *above);
  if (!above)
    return (text){0};
  number_above(c, n, r.size, above);
  for (uint32_t i = 0; i < r.size; i++)
    for (uint32_t k = 0; k < c->cell; k++)
      text_cell(c, r, i)[k] = gates_and2(&c->g, above[i], text_cell(c, s, i)[k]);
  return text_trim(c, r);
}

/* From the highest bit of the distance down, so that the last shifts are done only for what is wanted. */
text text_from(circuit *c, text s, number from, uint64_t size)
{
  number_bits(c, &from);
  if (!from.width)
    return (text){0};
  if (size > s.size)
    size = s.size;
  gate bad = from.bits[from.width - 1];
  text r = s;
  for (uint32_t j = from.width - 1; j-- > 0;) {
    if (j > 30 || 1u << j >= s.size) {
      bad = gates_or2(&c->g, bad, from.bits[j]);
      continue;
    }
    uint32_t step = 1u << j;
    uint64_t need = size + step - 1; /* lower shifts reach step - 1 further */
    text next = text_new(c, r.size < need ? r.size : need);
    for (uint32_t i = 0; i < next.size; i++)
      for (uint32_t k = 0; k < c->cell; k++) {
        gate moved = (uint64_t)i + step < r.size ? text_cell(c, r, i + step)[k] : GATE_FALSE;
        text_cell(c, next, i)[k] = gates_mux(&c->g, from.bits[j], moved, text_cell(c, r, i)[k]);
      }
    r = text_trim(c, next);
  }
  if (r.size > size)
    r.size = (uint32_t)size;
  return text_if(c, gate_not(bad), r);
}

text text_substring(circuit *c, text s, number from, number count)
{
  int64_t most = number_high(&count);
  if (most <= 0)
    return (text){0};
  text tail = text_from(c, s, from, (uint64_t)most);
  return text_first(c, tail, count, tail.size);
}
