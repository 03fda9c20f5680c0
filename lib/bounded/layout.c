/* layout.c: values of terms, arguments first, and the facts.
 *
 * A fact must hold, or one of the unknowns that it depends on lies beyond its bound. That no unknown does is assumed; if
 * the search fails, the failed assumptions name the bounds that are too tight. */
#include "bounded/layout_internal.h"

value *layout_value(layout *y, term a)
{
  uint32_t i = a < y->slot_count ? y->slot[a] : 0;
  return i ? &y->values[i - 1] : NULL;
}

/* ---- arguments: literals, or terms that have a value ------------------------------------------------------------- */

gate layout_truth(layout *y, term a)
{
  a = problem_value(y->p, a);
  strsmt_kind k = term_kind(y->p->t, a);
  if (k == STRSMT_TRUE || k == STRSMT_FALSE)
    return gate_constant(k == STRSMT_TRUE);
  value *v = layout_value(y, a);
  return v ? v->truth : GATE_FALSE;
}

static number integer(layout *y, term a)
{
  a = problem_value(y->p, a);
  if (term_kind(y->p->t, a) == STRSMT_INT_LITERAL)
    return number_constant(&y->c, term_num(y->p->t, a));
  value *v = layout_value(y, a);
  return v ? v->integer : (number){0};
}

/* A concatenation that is wanted for the first time: its parts have their values. */
static void lay_out_concat(layout *y, term a, value *v)
{
  term_list parts = {0};
  if (layout_parts(y, a, &parts))
    v->string = text_trim(&y->c, layout_concat(y, parts.size, parts.data));
  v->string.pending = false;
  stack_free(y->p->m, &parts);
}

text layout_string(layout *y, term a)
{
  a = problem_value(y->p, a);
  if (term_kind(y->p->t, a) == STRSMT_STRING_LITERAL) {
    size_t length;
    const uint32_t *word = term_codes(y->p->t, a, &length);
    return text_constant(&y->c, word, length);
  }
  value *v = layout_value(y, a);
  if (v && v->string.pending)
    lay_out_concat(y, a, v);
  return v ? v->string : (text){0};
}

rx layout_language(layout *y, term a)
{
  rx r = regex_of_term(y->p->g, y->p->language.data[a]);
  if (!r)
    y->c.g.broken = true;
  return r;
}

#define ARG(i) term_arg(y->p->t, a, (i))
#define TRUTH(i) layout_truth(y, ARG(i))
#define INTEGER(i) integer(y, ARG(i))
#define STRING(i) layout_string(y, ARG(i))

/* ---- truth values ------------------------------------------------------------------------------------------------ */

static gate connective(layout *y, term a, bool conjunction)
{
  size_t n = term_arity(y->p->t, a);
  gate *args = circuit_room(&y->c, n, sizeof *args);
  for (size_t i = 0; args && i < n; i++)
    args[i] = TRUTH(i);
  if (!args)
    return GATE_FALSE;
  return conjunction ? gates_and(&y->c.g, n, args) : gates_or(&y->c.g, n, args);
}

static gate equal(layout *y, term a)
{
  switch (term_sort(y->p->t, ARG(0))) {
  case STRSMT_SORT_BOOL:
    return gates_equal(&y->c.g, TRUTH(0), TRUTH(1));
  case STRSMT_SORT_INT:
    return number_equal(&y->c, INTEGER(0), INTEGER(1));
  case STRSMT_SORT_STRING:
    return layout_equation(y, ARG(0), ARG(1));
  default:
    y->p->unsupported = y->c.g.broken = true;
    return GATE_FALSE;
  }
}

static gate divisible(layout *y, term a)
{
  number quotient, remainder;
  number_divide(&y->c, INTEGER(0), number_int(&y->c, term_index(y->p->t, a, 0)), &quotient, &remainder);
  return number_equal(&y->c, remainder, number_int(&y->c, 0));
}

static gate predicate(layout *y, term a, strsmt_kind k)
{
  circuit *c = &y->c;
  switch ((int)k) {
  case STRSMT_LE:
    return gate_not(number_less(c, INTEGER(1), INTEGER(0)));
  case STRSMT_LT:
    return number_less(c, INTEGER(0), INTEGER(1));
  case STRSMT_GE:
    return gate_not(number_less(c, INTEGER(0), INTEGER(1)));
  case STRSMT_GT:
    return number_less(c, INTEGER(1), INTEGER(0));
  case STRSMT_DIVISIBLE:
    return divisible(y, a);
  case STRSMT_STR_LT:
    return text_before(c, STRING(0), STRING(1), false);
  case STRSMT_STR_LE:
    return text_before(c, STRING(0), STRING(1), true);
  case STRSMT_STR_PREFIXOF:
    return text_is_prefix(c, STRING(0), STRING(1));
  case STRSMT_STR_SUFFIXOF:
    return text_is_suffix(c, STRING(0), STRING(1));
  case STRSMT_STR_CONTAINS:
    return text_contains(c, STRING(0), STRING(1));
  case STRSMT_STR_IS_DIGIT:
    return text_is_digit(c, STRING(0));
  case STRSMT_STR_IN_RE:
    return layout_membership(y, ARG(0), ARG(1));
  default:
    y->p->unsupported = c->g.broken = true;
    return GATE_FALSE;
  }
}

static gate make_truth(layout *y, term a)
{
  gates *g = &y->c.g;
  strsmt_kind k = term_kind(y->p->t, a);
  switch ((int)k) {
  case STRSMT_NOT:
    return gate_not(TRUTH(0));
  case STRSMT_AND:
  case STRSMT_OR:
    return connective(y, a, k == STRSMT_AND);
  case STRSMT_XOR:
    return gates_xor(g, TRUTH(0), TRUTH(1));
  case STRSMT_IMPLIES:
    return gates_or2(g, gate_not(TRUTH(0)), TRUTH(1));
  case STRSMT_EQ:
    return equal(y, a);
  case STRSMT_DISTINCT:
    return gate_not(equal(y, a));
  case STRSMT_ITE:
    return gates_mux(g, TRUTH(0), TRUTH(1), TRUTH(2));
  default:
    return predicate(y, a, k);
  }
}

/* ---- integers ---------------------------------------------------------------------------------------------------- */

static number accumulate(layout *y, term a, number (*combine)(circuit *c, number a, number b))
{
  number r = INTEGER(0);
  for (size_t i = 1; i < term_arity(y->p->t, a); i++)
    r = combine(&y->c, r, INTEGER(i));
  return r;
}

static number divide(layout *y, term a, bool quotient)
{
  number q = {0}, r = {0};
  number_divide(&y->c, INTEGER(0), INTEGER(1), &q, &r);
  return quotient ? q : r;
}

static number make_integer(layout *y, term a)
{
  circuit *c = &y->c;
  switch ((int)term_kind(y->p->t, a)) {
  case STRSMT_ADD:
    return accumulate(y, a, number_add);
  case STRSMT_SUB:
    return number_subtract(c, INTEGER(0), INTEGER(1));
  case STRSMT_NEG:
    return number_negate(c, INTEGER(0));
  case STRSMT_MUL:
    return accumulate(y, a, number_multiply);
  case STRSMT_DIV:
    return divide(y, a, true);
  case STRSMT_MOD:
    return divide(y, a, false);
  case STRSMT_ABS:
    return number_absolute(c, INTEGER(0));
  case STRSMT_ITE:
    return number_choose(c, TRUTH(0), INTEGER(1), INTEGER(2));
  case STRSMT_STR_LEN:
    return text_length(c, STRING(0));
  case STRSMT_STR_INDEXOF:
    return text_index_of(c, STRING(0), STRING(1), INTEGER(2));
  case STRSMT_STR_TO_CODE:
    return text_to_code(c, STRING(0));
  case STRSMT_STR_TO_INT:
    return text_to_int(c, STRING(0));
  default:
    y->p->unsupported = c->g.broken = true;
    return (number){0};
  }
}

/* ---- strings ----------------------------------------------------------------------------------------------------- */

/* (str.substr x i (- (str.len x) i)) is all from i on. */
static bool is_rest(layout *y, term a)
{
  const terms *t = y->p->t;
  term s = ARG(0), from = ARG(1), count = ARG(2);
  if (term_kind(t, count) != STRSMT_SUB || term_arg(t, count, 1) != from)
    return false;
  term length = term_arg(t, count, 0);
  return term_kind(t, length) == STRSMT_STR_LEN && term_arg(t, length, 0) == s;
}

static text substring(layout *y, term a)
{
  text s = STRING(0);
  if (is_rest(y, a))
    return text_from(&y->c, s, INTEGER(1), s.size);
  return text_substring(&y->c, s, INTEGER(1), INTEGER(2));
}

static text character_of_code(layout *y, term a)
{
  gate covered = GATE_FALSE;
  text s = text_from_code(&y->c, INTEGER(0), &covered);
  gates_assert(&y->c.g, 1, &covered);
  return s;
}

static text make_string(layout *y, term a)
{
  circuit *c = &y->c;
  switch ((int)term_kind(y->p->t, a)) {
  case STRSMT_STR_AT:
    return text_from(c, STRING(0), INTEGER(1), 1);
  case STRSMT_STR_SUBSTR:
    return substring(y, a);
  case STRSMT_STR_REPLACE:
    return text_replace(c, STRING(0), STRING(1), STRING(2));
  case STRSMT_STR_REPLACE_ALL:
    return text_replace_all(c, STRING(0), STRING(1), STRING(2));
  case STRSMT_STR_REPLACE_RE:
    return text_replace_regex(c, STRING(0), layout_language(y, ARG(1)), STRING(2));
  case STRSMT_STR_REPLACE_RE_ALL:
    return text_replace_regex_all(c, STRING(0), layout_language(y, ARG(1)), STRING(2));
  case STRSMT_STR_FROM_CODE:
    return character_of_code(y, a);
  case STRSMT_STR_FROM_INT:
    return text_from_int(c, INTEGER(0));
  case STRSMT_ITE:
    return text_choose(c, TRUTH(0), STRING(1), STRING(2));
  default:
    y->p->unsupported = c->g.broken = true;
    return (text){0};
  }
}

/* ---- constants --------------------------------------------------------------------------------------------------- */

/* Do the present bounds leave out no value that is possible? */
static bool is_complete(const unknown *u)
{
  if (u->sort == STRSMT_SORT_STRING)
    return u->capacity >= u->high;
  int64_t half = INT64_C(1) << (u->capacity < 62 ? u->capacity - 1 : 61);
  return u->sort == STRSMT_SORT_BOOL ||
         (-half <= u->low && u->high < half && u->low > -RANGE_MAX && u->high < RANGE_MAX);
}

/* A flag for an unknown whose bound may be too tight. */
static void add_flag(layout *y, unknown *u, uint32_t index)
{
  u->flag = gates_input(&y->c.g);
  if (!stack_push(y->p->m, &y->flags, -gates_literal(&y->c.g, u->flag)) || !stack_push(y->p->m, &y->flagged, index))
    y->c.g.broken = true;
}

static value make_unknown(layout *y, uint32_t index)
{
  unknown *u = &y->p->unknowns.data[index];
  circuit *c = &y->c;
  value v = {.truth = GATE_FALSE};
  u->flag = 0;
  if (u->sort == STRSMT_SORT_BOOL)
    v.truth = gates_input(&c->g);
  else if (u->sort == STRSMT_SORT_INT)
    v.integer = number_input(c, (uint32_t)u->capacity);
  else
    v.string = text_input(c, (uint32_t)u->low, (uint32_t)u->capacity);
  if (!is_complete(u))
    add_flag(y, u, index);
  return v;
}

static value make_value(layout *y, term a)
{
  const problem *p = y->p;
  value v = {.truth = GATE_FALSE};
  term definition = problem_definition(p, a);
  sort s = term_sort(p->t, a);
  if (term_kind(p->t, a) == STRSMT_CONSTANT && !definition)
    return make_unknown(y, p->unknown_of.data[a] - 1);
  if (s == STRSMT_SORT_BOOL)
    v.truth = definition ? layout_truth(y, definition) : make_truth(y, a);
  else if (s == STRSMT_SORT_INT)
    v.integer = definition ? integer(y, definition) : make_integer(y, a);
  else if (definition || term_kind(p->t, a) == STRSMT_STR_CONCAT)
    v.string = (text){.pending = true};
  else
    v.string = text_trim(&y->c, make_string(y, a));
  return v;
}

/* ---- facts ------------------------------------------------------------------------------------------------------- */

static void assert_fact(layout *y, fact f)
{
  problem *p = y->p;
  circuit *c = &y->c;
  gate g = layout_truth(y, f.formula);
  if (!f.positive)
    g = gate_not(g);
  if (g == GATE_TRUE || c->g.broken)
    return;
  number_list unknowns = {0};
  STACK(gate) clause = {0};
  bool ok = stack_push(c->m, &clause, g) && problem_support(p, f.formula, &unknowns);
  for (size_t i = 0; i < unknowns.size && ok; i++) {
    gate flag = p->unknowns.data[unknowns.data[i]].flag;
    if (flag)
      ok = stack_push(c->m, &clause, flag);
  }
  if (ok)
    gates_assert(&c->g, clause.size, clause.data);
  else
    c->g.broken = true;
  stack_free(c->m, &unknowns);
  stack_free(c->m, &clause);
}

bool layout_begin(layout *y, problem *p, const alphabet *a, sat *solver, size_t budget)
{
  *y = (layout){.p = p};
  if (!circuit_begin(&y->c, p->m, p->l, p->g, a, solver, budget))
    return false;
  y->values = circuit_room(&y->c, p->order.size + 1, sizeof *y->values);
  y->slot_count = p->stamps.size;
  y->slot = circuit_room(&y->c, y->slot_count + 1, sizeof *y->slot);
  for (size_t i = 0; i < p->order.size && !y->c.g.broken; i++) {
    y->values[i] = make_value(y, p->order.data[i]);
    y->slot[p->order.data[i]] = (uint32_t)i + 1;
  }
  for (size_t i = 0; i < p->facts.size && !y->c.g.broken; i++)
    assert_fact(y, p->facts.data[i]);
  return !y->c.g.broken;
}

void layout_end(layout *y)
{
  stack_free(y->p->m, &y->flags);
  stack_free(y->p->m, &y->flagged);
  circuit_end(&y->c);
}

/* ---- models ------------------------------------------------------------------------------------------------------ */

static term model_string(layout *y, text s)
{
  circuit *c = &y->c;
  number_list word = {0};
  bool ok = true;
  for (uint32_t i = 0; i < s.size && ok && gates_value(&c->g, *text_cell(c, s, i)); i++) {
    uint32_t index = 0;
    for (uint32_t j = 1; j < c->cell; j++)
      index = 2 * index + gates_value(&c->g, text_cell(c, s, i)[j]);
    ok = stack_push(c->m, &word, c->alphabet->codes.data[index]);
  }
  term r = ok ? terms_string(y->p->t, word.data, word.size) : 0;
  stack_free(c->m, &word);
  return r;
}

static term model_integer(layout *y, number n)
{
  uint64_t v = 0;
  for (uint32_t i = 0; i < 64; i++)
    v |= (uint64_t)gates_value(&y->c.g, n.bits[i < n.width ? i : n.width - 1]) << i;
  return terms_int(y->p->t, (int64_t)v);
}

term layout_model(layout *y, const unknown *u)
{
  const value *v = layout_value(y, u->constant);
  switch (u->sort) {
  case STRSMT_SORT_BOOL:
    return gates_value(&y->c.g, v->truth) ? terms_true(y->p->t) : terms_false(y->p->t);
  case STRSMT_SORT_INT:
    return model_integer(y, v->integer);
  default:
    return model_string(y, v->string);
  }
}
