/* numbers.c: integers as circuits: ripple carry, shift and add; and the order encoding of lengths and positions, which
 * propagates better and is kept as long as only constants are added. */
#include "bounded/circuit.h"

/* ---- forms ------------------------------------------------------------------------------------------------------- */

/* Without the copies of the sign that are not needed. */
static number two_complement(uint32_t width, gate *bits)
{
  while (width > 1 && bits[width - 1] == bits[width - 2])
    width--;
  return (number){.width = width, .bits = bits};
}

static gate bit(const number *a, uint32_t i)
{
  return !a->width ? GATE_FALSE : a->bits[i < a->width ? i : a->width - 1];
}

static gate sign(const number *a)
{
  return bit(a, a->width);
}

number number_int(circuit *c, int64_t v)
{
  gate *bits = circuit_room(c, 64, sizeof *bits);
  if (!bits)
    return (number){0};
  for (uint32_t i = 0; i < 64; i++)
    bits[i] = gate_constant((uint64_t)v >> i & 1);
  return two_complement(64, bits);
}

number number_constant(circuit *c, const num *v)
{
  int64_t small;
  if (num_is_int64(v, &small))
    return number_int(c, small);
  uint32_t limbs = (uint32_t)(v->size < 0 ? -v->size : v->size), width = 64 * limbs + 1;
  gate *bits = circuit_room(c, width, sizeof *bits);
  if (!bits)
    return (number){0};
  for (uint32_t i = 0; i + 1 < width; i++)
    bits[i] = gate_constant(v->limbs[i / 64] >> i % 64 & 1);
  number magnitude = two_complement(width, bits);
  return v->size < 0 ? number_negate(c, magnitude) : magnitude;
}

number number_input(circuit *c, uint32_t width)
{
  gate *bits = circuit_room(c, width, sizeof *bits);
  if (!bits)
    return (number){0};
  for (uint32_t i = 0; i < width; i++)
    bits[i] = gates_input(&c->g);
  return (number){.width = width, .bits = bits};
}

number number_ordered(circuit *c, uint32_t count, gate *order, int64_t offset)
{
  uint32_t sure = 0;
  while (count && order[count - 1] == GATE_FALSE)
    count--;
  while (sure < count && order[sure] == GATE_TRUE)
    sure++;
  number r = {.ordered = true, .count = count - sure, .order = order + sure, .offset = offset + sure};
  return r.count ? r : number_int(c, r.offset);
}

int64_t number_low(const number *a)
{
  if (a->ordered)
    return a->offset;
  if (sign(a) == GATE_FALSE) {
    int64_t low = 0;
    for (uint32_t i = 0; i < a->width && i < 62; i++)
      if (a->bits[i] == GATE_TRUE)
        low |= INT64_C(1) << i;
    return low;
  }
  return a->width > 62 ? INT64_MIN / 2 : -(INT64_C(1) << (a->width - 1));
}

int64_t number_high(const number *a)
{
  if (a->ordered)
    return a->offset + a->count;
  if (sign(a) == GATE_TRUE)
    return -1;
  if (a->width > 62)
    return INT64_MAX / 2;
  int64_t high = 0;
  for (uint32_t i = 0; i + 1 < a->width; i++)
    if (a->bits[i] != GATE_FALSE)
      high |= INT64_C(1) << i;
  return high;
}

bool number_is_constant(const number *a, int64_t *value)
{
  if (a->ordered || a->width > 62 || !a->width)
    return false;
  uint64_t v = 0;
  for (uint32_t i = 0; i < 64; i++) {
    if (!gate_is_constant(bit(a, i)))
      return false;
    v |= (uint64_t)bit(a, i) << i;
  }
  *value = (int64_t)v;
  return true;
}

/* The count of gates in binary: the middle one is the highest bit and says which half counts for the rest. `room` has
 * 2^width - 1 gates and is overwritten. */
static void count_gates(circuit *c, gate *room, uint32_t width, gate *bits)
{
  while (width--) {
    uint32_t half = 1u << width;
    gate high = room[half - 1];
    bits[width] = high;
    for (uint32_t i = 0; i + 1 < half; i++)
      room[i] = gates_mux(&c->g, high, room[half + i], room[i]);
  }
}

void number_bits(circuit *c, number *a)
{
  if (a->width)
    return;
  uint32_t width = 1;
  while (a->count >> width)
    width++;
  gate *bits = circuit_room(c, width + 1, sizeof *bits), *room = circuit_room(c, (size_t)1 << width, sizeof *room);
  if (!room) {
    a->width = 0;
    return;
  }
  memcpy(room, a->order, a->count * sizeof *room);
  count_gates(c, room, width, bits);
  number sum = two_complement(width + 1, bits);
  if (a->offset)
    sum = number_add(c, sum, number_int(c, a->offset));
  a->width = sum.width;
  a->bits = sum.bits;
}

/* ---- sums -------------------------------------------------------------------------------------------------------- */

/* a + (b with `flip` applied) + flip */
static number add_bits(circuit *c, number a, number b, gate flip)
{
  number_bits(c, &a);
  number_bits(c, &b);
  uint32_t width = (a.width > b.width ? a.width : b.width) + 1;
  gate *bits = circuit_room(c, width, sizeof *bits), carry = flip;
  if (!bits)
    return (number){0};
  for (uint32_t i = 0; i < width; i++) {
    gate x = bit(&a, i), y = bit(&b, i) ^ flip, differ = gates_xor(&c->g, x, y);
    bits[i] = gates_xor(&c->g, differ, carry);
    carry = gates_mux(&c->g, differ, carry, x);
  }
  return two_complement(width, bits);
}

number number_add(circuit *c, number a, number b)
{
  int64_t v;
  if (number_is_constant(&a, &v)) {
    number swapped = a;
    a = b;
    b = swapped;
  }
  if (a.ordered && number_is_constant(&b, &v) && v < INT64_MAX / 4 && v > INT64_MIN / 4 && a.offset < INT64_MAX / 4 &&
      a.offset > INT64_MIN / 4)
    return (number){.ordered = true, .count = a.count, .order = a.order, .offset = a.offset + v};
  return add_bits(c, a, b, 0);
}

number number_negate(circuit *c, number a)
{
  if (!a.ordered)
    return add_bits(c, number_int(c, 0), a, 1);
  gate *order = circuit_room(c, a.count, sizeof *order);
  for (uint32_t i = 0; order && i < a.count; i++)
    order[i] = gate_not(a.order[a.count - 1 - i]);
  return order ? number_ordered(c, a.count, order, -a.offset - a.count) : (number){0};
}

number number_subtract(circuit *c, number a, number b)
{
  int64_t v;
  if (number_is_constant(&a, &v) || number_is_constant(&b, &v))
    return number_add(c, a, number_negate(c, b));
  return add_bits(c, a, b, 1);
}

number number_choose(circuit *c, gate condition, number then, number otherwise)
{
  if (gate_is_constant(condition))
    return condition ? then : otherwise;
  number_bits(c, &then);
  number_bits(c, &otherwise);
  uint32_t width = then.width > otherwise.width ? then.width : otherwise.width;
  gate *bits = circuit_room(c, width, sizeof *bits);
  if (!bits)
    return (number){0};
  for (uint32_t i = 0; i < width; i++)
    bits[i] = gates_mux(&c->g, condition, bit(&then, i), bit(&otherwise, i));
  return two_complement(width, bits);
}

number number_absolute(circuit *c, number a)
{
  number_bits(c, &a);
  return number_choose(c, sign(&a), number_negate(c, a), a);
}

number number_select(circuit *c, uint32_t count, const gate *one, const uint32_t *values)
{
  uint32_t width = 33;
  gate *bits = circuit_room(c, width, sizeof *bits), *some = circuit_room(c, count, sizeof *some);
  if (!bits || !some)
    return (number){0};
  for (uint32_t j = 0; j + 1 < width; j++) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < count; i++)
      if (values[i] >> j & 1)
        some[n++] = one[i];
    bits[j] = gates_or(&c->g, n, some);
  }
  bits[width - 1] = GATE_FALSE;
  return two_complement(width, bits);
}

/* ---- comparisons ------------------------------------------------------------------------------------------------- */

/* a >= v */
static gate at_least(const number *a, int64_t v)
{
  if (v <= a->offset)
    return GATE_TRUE;
  return v > a->offset + a->count ? GATE_FALSE : a->order[v - a->offset - 1];
}

gate number_equal(circuit *c, number a, number b)
{
  int64_t v;
  if (b.ordered && !a.ordered) {
    number swapped = a;
    a = b;
    b = swapped;
  }
  if (a.ordered && number_is_constant(&b, &v))
    return v == INT64_MAX ? GATE_FALSE : gates_and2(&c->g, at_least(&a, v), gate_not(at_least(&a, v + 1)));
  STACK(gate) same = {0};
  if (a.ordered && b.ordered) {
    int64_t low = number_low(&a) < number_low(&b) ? number_low(&a) : number_low(&b);
    int64_t high = number_high(&a) > number_high(&b) ? number_high(&a) : number_high(&b);
    if (number_high(&a) < number_low(&b) || number_high(&b) < number_low(&a))
      return GATE_FALSE;
    for (int64_t i = low + 1; i <= high && !c->g.broken; i++)
      if (!stack_push(c->m, &same, gates_equal(&c->g, at_least(&a, i), at_least(&b, i))))
        c->g.broken = true;
  } else {
    number_bits(c, &a);
    number_bits(c, &b);
    uint32_t width = a.width > b.width ? a.width : b.width;
    for (uint32_t i = 0; i < width && !c->g.broken; i++)
      if (!stack_push(c->m, &same, gates_equal(&c->g, bit(&a, i), bit(&b, i))))
        c->g.broken = true;
  }
  gate r = gates_and(&c->g, same.size, same.data);
  stack_free(c->m, &same);
  return r;
}

/* Both ordered: a < b if for some i, b >= i and not a >= i. */
static gate less_ordered(circuit *c, number a, number b)
{
  STACK(gate) some = {0};
  if (number_high(&a) < number_low(&b))
    return GATE_TRUE;
  for (int64_t i = number_low(&a) + 1; i <= number_high(&b) && !c->g.broken; i++)
    if (!stack_push(c->m, &some, gates_and2(&c->g, at_least(&b, i), gate_not(at_least(&a, i)))))
      c->g.broken = true;
  gate r = gates_or(&c->g, some.size, some.data);
  stack_free(c->m, &some);
  return r;
}

gate number_less(circuit *c, number a, number b)
{
  int64_t v;
  if (a.ordered && number_is_constant(&b, &v))
    return gate_not(at_least(&a, v));
  if (b.ordered && number_is_constant(&a, &v))
    return v == INT64_MAX ? GATE_FALSE : at_least(&b, v + 1);
  if (a.ordered && b.ordered)
    return less_ordered(c, a, b);
  number_bits(c, &a);
  number_bits(c, &b);
  uint32_t width = a.width > b.width ? a.width : b.width;
  gate less = GATE_FALSE;
  for (uint32_t i = 0; i < width; i++) {
    gate x = bit(&a, i), y = bit(&b, i), differ = gates_xor(&c->g, x, y);
    less = gates_mux(&c->g, differ, i + 1 < width ? y : x, less);
  }
  return less;
}

/* Thermometer of the binary number of `width` bits: out[i]: it is above i. `out` has room for 2^width. */
static void spread(circuit *c, const gate *bits, uint32_t width, gate *out)
{
  uint32_t size = 0; /* of the thermometer of the lower bits */
  for (uint32_t k = 0; k < width; k++) {
    gate high = bits[k];
    for (uint32_t i = 0; i < size; i++)
      out[size + 1 + i] = gates_and2(&c->g, high, out[i]);
    for (uint32_t i = 0; i < size; i++)
      out[i] = gates_or2(&c->g, high, out[i]);
    out[size] = high;
    size = 2 * size + 1;
  }
}

void number_above(circuit *c, number a, uint32_t count, gate *out)
{
  if (a.ordered) {
    for (uint32_t i = 0; i < count; i++)
      out[i] = at_least(&a, (int64_t)i + 1);
    return;
  }
  uint32_t width = 0; /* of the bits that matter below `count` */
  while (width < 31 && width + 1 < a.width && count >> width)
    width++;
  gate negative = sign(&a), large = GATE_FALSE;
  for (uint32_t i = width; i + 1 < a.width; i++)
    large = gates_or2(&c->g, large, a.bits[i]);
  gate *room = circuit_room(c, (size_t)1 << width, sizeof *room);
  if (!room)
    return;
  spread(c, a.bits, width, room);
  for (uint32_t i = 0; i < count; i++) {
    gate above = i + 1 < 1u << width ? room[i] : GATE_FALSE;
    out[i] = gates_and2(&c->g, gate_not(negative), gates_or2(&c->g, large, above));
  }
}

/* ---- products ---------------------------------------------------------------------------------------------------- */

/* a * 2^by, or 0 if not `when` */
static number shifted(circuit *c, number a, uint32_t by, gate when)
{
  gate *bits = circuit_room(c, (size_t)a.width + by, sizeof *bits);
  if (!bits)
    return (number){0};
  for (uint32_t i = 0; i < a.width; i++)
    bits[by + i] = gates_and2(&c->g, when, a.bits[i]);
  return two_complement(a.width + by, bits);
}

number number_multiply(circuit *c, number a, number b)
{
  number_bits(c, &a);
  number_bits(c, &b);
  if (b.width > a.width) {
    number swapped = a;
    a = b;
    b = swapped;
  }
  number sum = number_int(c, 0);
  for (uint32_t i = 0; i + 1 < b.width; i++)
    sum = number_add(c, sum, shifted(c, a, i, b.bits[i]));
  if (b.width) /* the sign bit counts -2^i */
    sum = number_subtract(c, sum, shifted(c, a, b.width - 1, b.bits[b.width - 1]));
  return sum;
}

void number_divide(circuit *c, number a, number b, number *quotient, number *remainder)
{
  number_bits(c, &a);
  number_bits(c, &b);
  number zero = number_int(c, 0);
  number q = number_input(c, a.width + 1), r = number_input(c, b.width + 1);
  gate facts[] = {
      gate_not(number_equal(c, b, zero)),
      number_equal(c, a, number_add(c, number_multiply(c, b, q), r)),
      gate_not(number_less(c, r, zero)),
      number_less(c, r, number_absolute(c, b)),
  };
  for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
    gates_assert(&c->g, 1, &facts[i]);
  *quotient = q;
  *remainder = r;
}
