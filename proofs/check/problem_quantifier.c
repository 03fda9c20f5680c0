/* problem_quantifier.c: quantifiers over one equation that is linear in their variables stand for a divisibility
 * (FORMAT.md, section 1).
 *
 * While a quantifier is being read its variables are open nodes, so that whatever contains one is a node above it. A walk
 * over the nodes below an equation finds, arguments first, which of them have variables and what they are with 0 for each
 * variable; a walk back, how often each node is counted in the difference of both sides, and so the coefficients: time is
 * linear in the nodes, however many variables there are. */
#include "problem_reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LARGE (INT64_C(1) << 62)

typedef struct part {
  uint32_t node;
  bool occurs;   /* a variable does, in the node */
  int64_t times; /* how often the node is counted in the left side minus the right side */
  int64_t scale; /* of a product in which one occurs: that of the numerals */
  value rest;
} part;

typedef struct splitting {
  uint32_t first;  /* the oldest variable: what is older has none */
  map places;      /* node + 1 to part + 1 */
  map variables;   /* node + 1 */
  VEC(part) parts; /* arguments before applications */
  bool linear;
} splitting;

static bool is_symbol(const node *n, const char *name)
{
  return n->symbol != PARAMETER && n->symbol != BOUND && strcmp(theory_symbols[n->symbol].name, name) == 0;
}

/* The part of a value that has one, or NULL. */
static part *part_of(const splitting *x, value v)
{
  uint64_t place = v.open && v.id >= x->first ? map_get(&x->places, v.id + UINT64_C(1)) : 0;
  return place != 0 ? &x->parts.data[place - 1] : NULL;
}

static bool occurs(const splitting *x, value v)
{
  const part *p = part_of(x, v);
  return p != NULL && p->occurs;
}

static bool in_range(int64_t n)
{
  return n > -LARGE && n < LARGE;
}

static bool keep_digits(void *user, const char *text, size_t length)
{
  char *digits = user;
  size_t have = strlen(digits);
  if (have + length >= 24)
    return false;
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

/* The product of the numerals of a product in one factor of which a variable occurs; false if it is none. */
static bool product(reader *r, const node *n, const splitting *x, int64_t *out)
{
  bool found = false;
  *out = 1;
  for (uint32_t i = 0; i < n->count; i++) {
    value v = r->node_arguments.data[n->first + i];
    int64_t factor = 1;
    bool here = occurs(x, v);
    if (here ? found : !numeral_value(r, v, &factor))
      return false;
    found = found || here;
    int64_t size = factor < 0 ? -factor : factor, before = *out < 0 ? -*out : *out;
    if (size != 0 && before >= LARGE / size)
      return false;
    *out *= factor;
  }
  return true;
}

/* The node with the rests of its arguments. */
static bool rebuild(reader *r, const node *n, const splitting *x, size_t at, value *out)
{
  size_t start = r->values.size;
  bool done = true;
  for (uint32_t i = 0; i < n->count && done; i++) {
    value a = r->node_arguments.data[n->first + i];
    const part *p = part_of(x, a);
    if (p != NULL)
      a = p->rest;
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
  part p = {.node = id, .scale = 1, .rest = {.id = id, .open = true}};
  if (map_find(&x->variables, id + UINT64_C(1)) != NULL) {
    eo_term zero = eo_numeral(r->e, "0", 1);
    if (zero == 0)
      return reader_eo_failed(r, at);
    p.occurs = true;
    p.rest = (value){.id = zero, .open = false};
  }
  for (uint32_t i = 0; applied && i < n.count && !p.occurs; i++)
    p.occurs = occurs(x, r->node_arguments.data[n.first + i]);
  if (applied && p.occurs) {
    bool sum = is_symbol(&n, "+") || is_symbol(&n, "-");
    x->linear = x->linear && (sum || (is_symbol(&n, "*") && product(r, &n, x, &p.scale)));
    if (x->linear && !rebuild(r, &n, x, at, &p.rest))
      return false;
  }
  return VEC_PUSH(r->heap, x->parts, p) && map_put(r->heap, &x->places, id + UINT64_C(1), x->parts.size);
}

/* Splits the nodes below `root` that are not older than the variables, arguments first. */
static bool split_all(reader *r, splitting *x, value root, size_t at)
{
  vec_u32 todo = {NULL, 0, 0};
  bool done = !root.open || root.id < x->first || VEC_PUSH(r->heap, todo, root.id);
  while (done && todo.size > 0) {
    uint32_t id = todo.data[todo.size - 1];
    size_t before = todo.size;
    const node *n = &r->nodes.data[id];
    bool applied = n->symbol != PARAMETER && n->symbol != BOUND && map_get(&x->places, id + UINT64_C(1)) == 0;
    for (uint32_t i = 0; applied && i < n->count && done; i++) {
      value a = r->node_arguments.data[n->first + i];
      if (a.open && a.id >= x->first && map_get(&x->places, a.id + UINT64_C(1)) == 0)
        done = VEC_PUSH(r->heap, todo, a.id);
    }
    if (todo.size > before)
      continue;
    todo.size--;
    if (done && map_get(&x->places, id + UINT64_C(1)) == 0)
      done = split_node(r, x, id, at);
  }
  VEC_FREE(r->heap, todo);
  return done;
}

/* Counts a value `times` more, if a variable occurs in it. */
static void count(splitting *x, value v, int64_t times)
{
  part *p = part_of(x, v);
  if (p == NULL || !p->occurs)
    return;
  p->times += times;
  x->linear = x->linear && in_range(p->times);
}

/* Hands down how often the parts are counted, from applications to arguments. */
static void count_all(const reader *r, splitting *x)
{
  for (size_t i = x->parts.size; i > 0 && x->linear; i--) {
    const part p = x->parts.data[i - 1];
    const node *n = &r->nodes.data[p.node];
    if (!p.occurs || n->symbol == BOUND)
      continue;
    int64_t size = p.scale < 0 ? -p.scale : p.scale, times = p.times < 0 ? -p.times : p.times;
    x->linear = size == 0 || times < LARGE / size;
    for (uint32_t k = 0; k < n->count && x->linear; k++) {
      bool minus = is_symbol(n, "-") && (k > 0 || n->count == 1);
      count(x, r->node_arguments.data[n->first + k], minus ? -p.times : p.times * p.scale);
    }
  }
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
  if (d.id == 0 || zero.id == 0)
    return reader_eo_failed(r, at);
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
  if (!v.open)
    return false;
  const node *n = &r->nodes.data[v.id];
  bool distinct = is_symbol(n, "distinct");
  if ((!distinct && !is_symbol(n, "=")) || n->count != 2)
    return false;
  if (distinct)
    *positive = !*positive;
  memcpy(sides, &r->node_arguments.data[n->first], 2 * sizeof *sides);
  return reader_type(r, sides[0]) == r->sorts[1];
}

/* Puts 0 for the variables on both sides; *divisor is the greatest common divisor of their coefficients. *linear: both
 * sides were linear in them. */
static bool split_sides(reader *r, size_t variable_count, const uint32_t *variables, size_t at, value *sides,
                        int64_t *divisor, bool *linear)
{
  splitting x = {.first = UINT32_MAX, .linear = true};
  bool done = true;
  for (size_t i = 0; i < variable_count && done; i++) {
    if (variables[i] < x.first)
      x.first = variables[i];
    done = map_put(r->heap, &x.variables, variables[i] + UINT64_C(1), 1);
  }
  done = done && split_all(r, &x, sides[0], at) && split_all(r, &x, sides[1], at);
  if (done) {
    count(&x, sides[0], 1);
    count(&x, sides[1], -1);
    count_all(r, &x);
    for (int i = 0; i < 2; i++) {
      const part *p = part_of(&x, sides[i]);
      if (p != NULL)
        sides[i] = p->rest;
    }
    for (size_t i = 0; i < variable_count; i++) {
      const part *p = part_of(&x, (value){.id = variables[i], .open = true});
      if (p != NULL)
        *divisor = common_divisor(*divisor, p->times);
    }
    *linear = x.linear;
  }
  VEC_FREE(r->heap, x.parts);
  map_free(r->heap, &x.places);
  map_free(r->heap, &x.variables);
  return done;
}

bool reader_eliminate(reader *r, bool universal, size_t count, const uint32_t *variables, size_t at, value *body)
{
  bool positive, linear = true;
  value sides[2];
  int64_t divisor = 0;
  bool equation = find_equation(r, *body, sides, &positive);
  if (equation && !split_sides(r, count, variables, at, sides, &divisor, &linear))
    return false;
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
