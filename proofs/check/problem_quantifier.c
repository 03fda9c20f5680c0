/* problem_quantifier.c: quantifiers over one equation that is linear in their variables stand for a divisibility
 * (FORMAT.md, section 1).
 *
 * While a quantifier is being read its variables are open nodes, so that whatever contains one is a node above it. A walk
 * over the nodes below an equation finds, for each that is linear in the variable, its coefficient and the value that it
 * has with 0 for the variable. */
#include "problem_reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LARGE (INT64_C(1) << 62)

typedef struct part {
  bool occurs; /* the variable does, in the node */
  bool linear;
  int64_t coefficient;
  value rest;
} part;

typedef struct splitting {
  uint32_t variable;
  map places; /* node + 1 to part + 1 */
  VEC(part) parts;
} splitting;

static bool is_symbol(const node *n, const char *name)
{
  return n->symbol != PARAMETER && n->symbol != BOUND && strcmp(theory_symbols[n->symbol].name, name) == 0;
}

/* The part of a value whose nodes have theirs. */
static part part_of(const splitting *x, value v)
{
  uint64_t place = v.open && v.id >= x->variable ? map_get(&x->places, v.id + UINT64_C(1)) : 0;
  return place != 0 ? x->parts.data[place - 1] : (part){.occurs = false, .linear = true, .coefficient = 0, .rest = v};
}

static bool in_range(int64_t n)
{
  return n > -LARGE && n < LARGE;
}

static bool keep_digits(void *user, const char *text, size_t length)
{
  char *digits = user;
  size_t have = strlen(digits);
  if (have + length >= 24) return false;
  memcpy(digits + have, text, length);
  digits[have + length] = '\0';
  return true;
}

/* The number that a value is, if it is a numeral in range. */
static bool numeral_value(reader *r, value v, int64_t *out)
{
  char digits[24] = "";
  if (v.open || eo_shape_of(r->e, v.id) != EO_NUMERAL || !eo_print(r->e, v.id, keep_digits, digits) ||
      strlen(digits) > 20)
    return false;
  *out = strtoll(digits, NULL, 10); /* what does not fit becomes the largest number, which is out of range */
  return in_range(*out);
}

/* The coefficient of a product, of whose factors one may have the variable, and all others are numerals. */
static bool product(reader *r, const node *n, const splitting *x, int64_t *out)
{
  bool found = false;
  *out = 1;
  for (uint32_t i = 0; i < n->count; i++) {
    part p = part_of(x, r->node_arguments.data[n->first + i]);
    int64_t factor = p.coefficient;
    if (p.occurs ? found : !numeral_value(r, p.rest, &factor)) return false;
    found = found || p.occurs;
    int64_t size = factor < 0 ? -factor : factor, before = *out < 0 ? -*out : *out;
    if (size != 0 && before >= LARGE / size) return false;
    *out *= factor;
  }
  return true;
}

static bool sum(reader *r, const node *n, const splitting *x, bool minus, int64_t *out)
{
  *out = 0;
  for (uint32_t i = 0; i < n->count; i++) {
    int64_t c = part_of(x, r->node_arguments.data[n->first + i]).coefficient;
    *out += minus && (i > 0 || n->count == 1) ? -c : c;
    if (!in_range(*out)) return false;
  }
  return true;
}

static bool coefficient(reader *r, const node *n, const splitting *x, int64_t *out)
{
  for (uint32_t i = 0; i < n->count; i++) {
    if (!part_of(x, r->node_arguments.data[n->first + i]).linear) return false;
  }
  if (is_symbol(n, "*")) return product(r, n, x, out);
  return (is_symbol(n, "+") || is_symbol(n, "-")) && sum(r, n, x, is_symbol(n, "-"), out);
}

/* The node with the rests of its arguments. */
static bool rebuild(reader *r, const node *n, const splitting *x, size_t at, value *out)
{
  size_t start = r->values.size;
  bool done = true;
  for (uint32_t i = 0; i < n->count && done; i++) {
    value a = part_of(x, r->node_arguments.data[n->first + i]).rest;
    done = VEC_PUSH(r->heap, r->values, a);
  }
  done = done && VEC_RESERVE(r->heap, r->values, r->values.size + 1) &&
         reader_apply(r, n->symbol, n->count, r->values.data + start, at, out);
  r->values.size = start;
  return done;
}

/* Adds the part of the node `id`, whose arguments have theirs. */
static bool split_node(reader *r, splitting *x, uint32_t id, size_t at)
{
  const node n = r->nodes.data[id]; /* nodes may move */
  bool applied = n.symbol != PARAMETER && n.symbol != BOUND;
  part p = {.occurs = false, .linear = true, .coefficient = 0, .rest = {.id = id, .open = true}};
  if (id == x->variable) {
    eo_term zero = eo_numeral(r->e, "0", 1);
    if (zero == 0) return reader_eo_failed(r, at);
    p = (part){.occurs = true, .linear = true, .coefficient = 1, .rest = {.id = zero, .open = false}};
  }
  for (uint32_t i = 0; applied && i < n.count; i++) {
    p.occurs = p.occurs || part_of(x, r->node_arguments.data[n.first + i]).occurs;
  }
  if (applied && p.occurs) {
    p.linear = coefficient(r, &n, x, &p.coefficient);
    if (p.linear && !rebuild(r, &n, x, at, &p.rest)) return false;
  }
  return VEC_PUSH(r->heap, x->parts, p) && map_put(r->heap, &x->places, id + UINT64_C(1), x->parts.size);
}

/* Splits the nodes below `root` that are not older than the variable, arguments first. */
static bool split_all(reader *r, splitting *x, value root, size_t at)
{
  vec_u32 todo = {NULL, 0, 0};
  bool done = !root.open || root.id < x->variable || VEC_PUSH(r->heap, todo, root.id);
  while (done && todo.size > 0) {
    uint32_t id = todo.data[todo.size - 1];
    size_t before = todo.size;
    const node *n = &r->nodes.data[id];
    bool applied = n->symbol != PARAMETER && n->symbol != BOUND && map_get(&x->places, id + UINT64_C(1)) == 0;
    for (uint32_t i = 0; applied && i < n->count && done; i++) {
      value a = r->node_arguments.data[n->first + i];
      if (a.open && a.id >= x->variable && map_get(&x->places, a.id + UINT64_C(1)) == 0)
        done = VEC_PUSH(r->heap, todo, a.id);
    }
    if (todo.size > before) continue;
    todo.size--;
    if (done && map_get(&x->places, id + UINT64_C(1)) == 0) done = split_node(r, x, id, at);
  }
  VEC_FREE(r->heap, todo);
  return done;
}

/* Splits both sides by the variable; *out is its coefficient in left - right. *linear: they were linear in it. */
static bool split_sides(reader *r, uint32_t variable, size_t at, value *sides, int64_t *out, bool *linear)
{
  splitting x = {.variable = variable};
  bool done = split_all(r, &x, sides[0], at) && split_all(r, &x, sides[1], at);
  if (done) {
    part left = part_of(&x, sides[0]), right = part_of(&x, sides[1]);
    *linear = left.linear && right.linear && in_range(left.coefficient - right.coefficient);
    *out = *linear ? left.coefficient - right.coefficient : 0;
    sides[0] = left.rest;
    sides[1] = right.rest;
  }
  VEC_FREE(r->heap, x.parts);
  map_free(r->heap, &x.places);
  return done;
}

static int64_t common_divisor(int64_t a, int64_t b)
{
  while (b != 0) {
    int64_t rest = a % b;
    a = b;
    b = rest;
  }
  return a < 0 ? -a : a;
}

static bool apply2(reader *r, const char *symbol, value a, value b, size_t at, value *out)
{
  return reader_apply(r, reader_theory_symbol(symbol), 2, (value[]){a, b}, at, out);
}

/* (= (mod (- right left) divisor) 0) */
static bool divisibility(reader *r, const value *sides, int64_t divisor, size_t at, value *out)
{
  char digits[24];
  value difference, remainder;
  snprintf(digits, sizeof digits, "%lld", (long long)divisor);
  value d = {.id = eo_numeral(r->e, digits, strlen(digits)), .open = false};
  value zero = {.id = eo_numeral(r->e, "0", 1), .open = false};
  if (d.id == 0 || zero.id == 0) return reader_eo_failed(r, at);
  return apply2(r, "-", sides[1], sides[0], at, &difference) && apply2(r, "mod", difference, d, at, &remainder) &&
         apply2(r, "=", remainder, zero, at, out);
}

/* The sides of an equation, possibly below negations. *positive: not below an odd number of them. */
static bool find_equation(reader *r, value v, value *sides, bool *positive)
{
  *positive = true;
  while (v.open && is_symbol(&r->nodes.data[v.id], "not")) {
    *positive = !*positive;
    v = r->node_arguments.data[r->nodes.data[v.id].first];
  }
  if (!v.open) return false;
  const node *n = &r->nodes.data[v.id];
  bool distinct = is_symbol(n, "distinct");
  if ((!distinct && !is_symbol(n, "=")) || n->count != 2) return false;
  if (distinct) *positive = !*positive;
  memcpy(sides, &r->node_arguments.data[n->first], 2 * sizeof *sides);
  return reader_type(r, sides[0]) == r->sorts[1];
}

bool reader_eliminate(reader *r, bool universal, size_t count, const uint32_t *variables, size_t at, value *body)
{
  bool positive, linear = true;
  value sides[2];
  int64_t divisor = 0, c;
  bool equation = find_equation(r, *body, sides, &positive);
  for (size_t i = 0; i < count && equation && linear; i++) {
    if (!split_sides(r, variables[i], at, sides, &c, &linear)) return false;
    divisor = common_divisor(divisor, c);
  }
  if (!equation || !linear)
    return reader_fail(r, at, "quantifiers may only bind integers of one equation that is linear in them");
  if (divisor == 1 || (divisor != 0 && positive == universal)) {
    bool always = positive == universal ? !universal : positive;
    *body = (value){.id = always ? eo_true(r->e) : eo_false(r->e), .open = false};
    return true;
  }
  bool done = divisor != 0 ? divisibility(r, sides, divisor, at, body) : apply2(r, "=", sides[0], sides[1], at, body);
  return done && (positive || reader_apply(r, reader_theory_symbol("not"), 1, (value[]){*body}, at, body));
}
