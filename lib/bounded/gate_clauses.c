/* gate_clauses.c: clauses of gates, made when a gate is asserted, with an explicit stack. The stack holds gates; the
 * sign of a gate is the polarity in which its node is wanted. */
#include "bounded/gates.h"

#include "bounded/gates_internal.h"

static int variable_of(gates *g, gate a)
{
  gate_node *n = &g->nodes.data[a / 2];
  if (!n->variable && !(n->variable = sat_new_variable(g->solver)))
    g->m->oom = g->broken = true;
  return a & 1 ? -n->variable : n->variable;
}

static void add_clause(gates *g, size_t count, const int *literals)
{
  g->literals += count;
  if (g->literals > g->budget)
    g->broken = g->too_large = true;
  if (limits_poll(g->l))
    g->broken = true;
  if (g->broken)
    return;
  if (!sat_add_clause(g->solver, literals, count))
    g->m->oom = g->broken = true;
}

static void want(gates *g, gate a)
{
  if (!gate_is_constant(a) && !stack_push(g->m, &g->todo, a))
    g->broken = true;
}

/* The clauses that bind the output in one direction: `a` true implies its function (false: its negation). */
static void encode_and(gates *g, gate a, const gate_node *n)
{
  int out = variable_of(g, a);
  gate flip = a & 1;
  stack_clear(&g->clause);
  if (!stack_reserve(g->m, &g->clause, n->count + 1u)) {
    g->broken = true;
    return;
  }
  for (uint32_t i = 0; i < n->count && !g->broken; i++) {
    gate input = g->pool.data[n->first + i] ^ flip;
    int literal = variable_of(g, input);
    want(g, input);
    if (!flip)
      add_clause(g, 2, (int[2]){-out, literal});
    else
      g->clause.data[g->clause.size++] = literal;
  }
  if (flip) {
    g->clause.data[g->clause.size++] = -out;
    add_clause(g, g->clause.size, g->clause.data);
  }
}

static void encode_xor(gates *g, gate a, const gate_node *n)
{
  gate x = g->pool.data[n->first], y = g->pool.data[n->first + 1];
  int out = variable_of(g, a), p = variable_of(g, x), q = variable_of(g, y) * (a & 1 ? -1 : 1);
  want(g, x), want(g, gate_not(x)), want(g, y), want(g, gate_not(y));
  add_clause(g, 3, (int[3]){-out, p, q});
  add_clause(g, 3, (int[3]){-out, -p, -q});
}

static void encode_mux(gates *g, gate a, const gate_node *n)
{
  gate flip = a & 1, s = g->pool.data[n->first];
  gate t = g->pool.data[n->first + 1] ^ flip, e = g->pool.data[n->first + 2] ^ flip;
  int out = variable_of(g, a), condition = variable_of(g, s), then = variable_of(g, t), other = variable_of(g, e);
  want(g, s), want(g, gate_not(s)), want(g, t), want(g, e);
  add_clause(g, 3, (int[3]){-out, -condition, then});
  add_clause(g, 3, (int[3]){-out, condition, other});
  add_clause(g, 3, (int[3]){-out, then, other}); /* implied; it propagates before the condition is known */
}

static void encode(gates *g, gate a)
{
  want(g, a);
  while (g->todo.size && !g->broken) {
    gate b = stack_pop(&g->todo);
    gate_node n = g->nodes.data[b / 2];
    uint8_t polarity = b & 1 ? 2 : 1;
    if (n.encoded & polarity)
      continue;
    g->nodes.data[b / 2].encoded |= polarity;
    switch ((gate_kind)n.kind) {
    case GATE_AND:
      encode_and(g, b, &n);
      break;
    case GATE_XOR:
      encode_xor(g, b, &n);
      break;
    case GATE_MUX:
      encode_mux(g, b, &n);
      break;
    case GATE_INPUT:
      (void)variable_of(g, b);
      break;
    case GATE_CONST:
      break;
    }
  }
  stack_clear(&g->todo);
}

static bool is_conjunction(const gates *g, gate a)
{
  return !(a & 1) && g->nodes.data[a / 2].kind == GATE_AND;
}

static bool is_disjunction(const gates *g, gate a)
{
  return (a & 1) && g->nodes.data[a / 2].kind == GATE_AND;
}

/* Literals of a disjunction; that of an input which is one itself, in its place. */
static void assert_clause(gates *g, size_t count, const gate *inputs)
{
  literal_list clause = {0};
  for (size_t i = 0; i < count && !g->broken; i++) {
    if (gate_is_constant(inputs[i]))
      continue;
    gate_node n = g->nodes.data[inputs[i] / 2];
    bool open = is_disjunction(g, inputs[i]) && !n.encoded;
    for (uint32_t j = 0; j < (open ? n.count : 1) && !g->broken; j++) {
      gate part = open ? gate_not(g->pool.data[n.first + j]) : inputs[i];
      int literal = variable_of(g, part);
      encode(g, part);
      if (!stack_push(g->m, &clause, literal))
        g->broken = true;
    }
  }
  if (!g->broken)
    add_clause(g, clause.size, clause.data);
  stack_free(g->m, &clause);
}

void gates_assert(gates *g, size_t count, const gate *inputs)
{
  for (size_t i = 0; i < count; i++)
    if (inputs[i] == GATE_TRUE)
      return;
  if (g->broken)
    return;
  if (count == 1 && is_conjunction(g, inputs[0])) {
    gate_node n = g->nodes.data[inputs[0] / 2];
    for (uint32_t i = 0; i < n.count && !g->broken; i++) {
      gate part = g->pool.data[n.first + i]; /* parts of a part get a variable: one level is what matters */
      assert_clause(g, 1, &part);
    }
    return;
  }
  assert_clause(g, count, inputs);
}

int gates_literal(gates *g, gate a)
{
  if (gate_is_constant(a))
    return 0;
  encode(g, a);
  encode(g, gate_not(a));
  int literal = variable_of(g, a);
  return g->broken ? 0 : literal;
}

bool gates_value(const gates *g, gate a)
{
  int variable = gate_is_constant(a) ? 0 : g->nodes.data[a / 2].variable;
  bool value = variable && sat_value(g->solver, variable) > 0;
  return value != (a & 1);
}
