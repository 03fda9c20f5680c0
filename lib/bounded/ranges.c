/* ranges.c: bounds of lengths and integers from facts and definitions: each is read as rows, sums with coefficients that
 * are at most 0, and the bounds of what a row sums up narrow each other.
 *
 * What a row sums up are quantities: the length of a string term or the value of an integer term, whose inside is not
 * looked at, unless it is a sum, a concatenation or a literal. Rows with large numbers are left out. */
#include "bounded/ranges.h"

typedef struct summand {
  uint32_t quantity;
  int64_t factor;
} summand;

typedef struct row { /* summands + constant <= 0 (and >= 0, if `exact`) */
  size_t first, count;
  int64_t constant;
  bool exact;
} row;

typedef struct quantity {
  term of;
  int64_t low, high;
} quantity;

typedef struct ranges {
  problem *p;
  STACK(quantity) quantities;
  number_list number; /* by term: quantity + 1 */
  STACK(summand) summands;
  STACK(row) rows;
  size_t base;      /* of the row being made, in `summands` */
  int64_t constant; /* of it */
  bool large;
  bool empty; /* a quantity has no value */
} ranges;

static int64_t clamp(int64_t v)
{
  return v > RANGE_MAX ? RANGE_MAX : v < -RANGE_MAX ? -RANGE_MAX : v;
}

/* ---- quantities -------------------------------------------------------------------------------------------------- */

static void narrow(ranges *r, uint32_t q, int64_t low, int64_t high)
{
  quantity *x = &r->quantities.data[q];
  if (low > x->low)
    x->low = clamp(low);
  if (high < x->high)
    x->high = clamp(high);
  r->empty = r->empty || x->low > x->high;
}

static bool quantity_of(ranges *r, term a, uint32_t *q)
{
  problem *p = r->p;
  if (!by_key_reach(p->m, &r->number, (size_t)a + 1))
    return false;
  if (!r->number.data[a]) {
    bool is_string = term_sort(p->t, a) == STRSMT_SORT_STRING;
    strsmt_kind k = term_kind(p->t, a);
    bool from_minus_one = k == STRSMT_STR_INDEXOF || k == STRSMT_STR_TO_CODE || k == STRSMT_STR_TO_INT;
    quantity fresh = {a, is_string ? 0 : from_minus_one ? -1 : -RANGE_MAX, RANGE_MAX};
    if (k == STRSMT_STR_AT || k == STRSMT_STR_FROM_CODE)
      fresh.high = 1;
    if (!stack_push(p->m, &r->quantities, fresh))
      return false;
    r->number.data[a] = (uint32_t)r->quantities.size;
  }
  *q = r->number.data[a] - 1;
  return true;
}

/* ---- rows -------------------------------------------------------------------------------------------------------- */

static void add_constant(ranges *r, int64_t factor, int64_t v)
{
  if (v > RANGE_MAX || v < -RANGE_MAX)
    r->large = true;
  else
    r->constant += factor * v;
  r->large = r->large || r->constant > RANGE_MAX || r->constant < -RANGE_MAX;
}

static bool add_quantity(ranges *r, int64_t factor, term a)
{
  uint32_t q;
  if (!quantity_of(r, a, &q))
    return false;
  for (size_t i = r->base; i < r->summands.size; i++)
    if (r->summands.data[i].quantity == q) {
      r->summands.data[i].factor += factor;
      return true;
    }
  return stack_push(r->p->m, &r->summands, ((summand){q, factor}));
}

typedef struct part {
  term of;
  int64_t factor;
} part;
typedef STACK(part) part_list;

static bool push_parts(ranges *r, part x, part_list *todo)
{
  for (size_t i = term_arity(r->p->t, x.of); i-- > 0;)
    if (!stack_push(r->p->m, todo, ((part){term_arg(r->p->t, x.of, i), x.factor})))
      return false;
  return true;
}

static bool add_string(ranges *r, part x, part_list *todo)
{
  size_t length;
  if (term_kind(r->p->t, x.of) == STRSMT_STRING_LITERAL) {
    (void)term_codes(r->p->t, x.of, &length);
    add_constant(r, x.factor, (int64_t)length);
    return true;
  }
  return term_kind(r->p->t, x.of) == STRSMT_STR_CONCAT ? push_parts(r, x, todo) : add_quantity(r, x.factor, x.of);
}

static bool add_product(ranges *r, part x, part_list *todo)
{
  const terms *t = r->p->t;
  int64_t v;
  for (size_t i = 0; i < 2 && term_arity(t, x.of) == 2; i++) {
    term factor = problem_value(r->p, term_arg(t, x.of, i));
    if (term_kind(t, factor) != STRSMT_INT_LITERAL || !num_is_int64(term_num(t, factor), &v) || v > 1000000 ||
        v < -1000000)
      continue;
    v *= x.factor;
    r->large = r->large || v > 1000000 || v < -1000000;
    return stack_push(r->p->m, todo, ((part){term_arg(t, x.of, 1 - i), r->large ? 0 : v}));
  }
  return add_quantity(r, x.factor, x.of);
}

static bool add_integer(ranges *r, part x, part_list *todo)
{
  const terms *t = r->p->t;
  int64_t v;
  switch ((int)term_kind(t, x.of)) {
  case STRSMT_INT_LITERAL:
    if (num_is_int64(term_num(t, x.of), &v))
      add_constant(r, x.factor, v);
    else
      r->large = true;
    return true;
  case STRSMT_ADD:
    return push_parts(r, x, todo);
  case STRSMT_SUB:
    return stack_push(r->p->m, todo, ((part){term_arg(t, x.of, 0), x.factor})) &&
           stack_push(r->p->m, todo, ((part){term_arg(t, x.of, 1), -x.factor}));
  case STRSMT_NEG:
    return stack_push(r->p->m, todo, ((part){term_arg(t, x.of, 0), -x.factor}));
  case STRSMT_MUL:
    return add_product(r, x, todo);
  case STRSMT_STR_LEN:
    return stack_push(r->p->m, todo, ((part){term_arg(t, x.of, 0), x.factor}));
  default:
    return add_quantity(r, x.factor, x.of);
  }
}

/* Adds a multiple of an integer, or of the length of a string, to the row. */
static bool add_term(ranges *r, int64_t factor, term a)
{
  part_list todo = {0};
  bool ok = stack_push(r->p->m, &todo, ((part){a, factor}));
  while (ok && todo.size) {
    part x = stack_pop(&todo);
    x.of = problem_value(r->p, x.of);
    r->large = r->large || r->summands.size - r->base > r->p->l->budget.bounded_row;
    ok = !limits_poll(r->p->l) &&
         (r->large ||
          (term_sort(r->p->t, x.of) == STRSMT_SORT_STRING ? add_string(r, x, &todo) : add_integer(r, x, &todo)));
  }
  stack_free(r->p->m, &todo);
  return ok;
}

static void begin_row(ranges *r, int64_t constant)
{
  r->base = r->summands.size;
  r->constant = constant;
  r->large = false;
}

static bool end_row(ranges *r, bool exact)
{
  if (r->large)
    r->summands.size = r->base;
  else if (!stack_push(r->p->m, &r->rows, ((row){r->base, r->summands.size - r->base, r->constant, exact})))
    return false;
  return true;
}

/* a - b + constant <= 0, or = 0 */
static bool add_row(ranges *r, term a, term b, int64_t constant, bool exact)
{
  begin_row(r, constant);
  return add_term(r, 1, a) && add_term(r, -1, b) && end_row(r, exact);
}

/* ---- facts ------------------------------------------------------------------------------------------------------- */

/* Adds the least length of what a closed regular expression matches. */
static bool add_least_closed(ranges *r, term language)
{
  uint32_t least, most;
  rx e = regex_of_term(r->p->g, language);
  if (!e)
    return false;
  regex_lengths(r->p->g, e, &least, &most);
  add_constant(r, 1, least);
  return true;
}

/* Adds the lengths of the parts that what matches an open regular expression must have. */
static bool add_least(ranges *r, term language)
{
  problem *p = r->p;
  term_list todo = {0};
  size_t visits = 0;
  bool ok = stack_push(p->m, &todo, language);
  while (ok && todo.size && !r->large) {
    term a = stack_pop(&todo);
    strsmt_kind k = term_kind(p->t, a);
    r->large = ++visits > p->l->budget.bounded_pattern;
    if (limits_poll(p->l))
      ok = false;
    else if (p->language.data[a])
      ok = add_least_closed(r, p->language.data[a]);
    else if (k == STRSMT_STR_TO_RE)
      ok = add_term(r, 1, term_arg(p->t, a, 0));
    else if (k == STRSMT_RE_CONCAT || k == STRSMT_RE_PLUS)
      for (size_t i = 0; i < term_arity(p->t, a) && ok; i++)
        ok = stack_push(p->m, &todo, term_arg(p->t, a, i));
  }
  stack_free(p->m, &todo);
  return ok;
}

static bool add_open_membership(ranges *r, term s, term language)
{
  begin_row(r, 0);
  return add_least(r, language) && add_term(r, -1, s) && end_row(r, false);
}

static bool add_membership(ranges *r, term s, term language)
{
  uint32_t q, least, most;
  if (r->p->open.data[language])
    return add_open_membership(r, s, language);
  s = problem_value(r->p, s);
  rx e = r->p->language.data[language] ? regex_of_term(r->p->g, r->p->language.data[language]) : 0;
  if (!e || term_is_literal(r->p->t, s))
    return !r->p->l->stop && !mem_failed(r->p->m);
  regex_lengths(r->p->g, e, &least, &most);
  if (!quantity_of(r, s, &q))
    return false;
  narrow(r, q, least, most == UINT32_MAX ? RANGE_MAX : most);
  if (term_kind(r->p->t, s) != STRSMT_STR_CONCAT)
    return true;
  begin_row(r, 0);
  return add_quantity(r, 1, s) && add_term(r, -1, s) && end_row(r, true);
}

static bool add_fact(ranges *r, fact f)
{
  const terms *t = r->p->t;
  term a = f.formula;
  strsmt_kind k = term_kind(t, a);
  if (k == STRSMT_STR_IN_RE)
    return !f.positive || add_membership(r, term_arg(t, a, 0), term_arg(t, a, 1));
  if (term_arity(t, a) != 2)
    return true;
  term x = term_arg(t, a, 0), y = term_arg(t, a, 1);
  sort s = term_sort(t, x);
  bool measured = s == STRSMT_SORT_INT || s == STRSMT_SORT_STRING;
  switch ((int)k) {
  case STRSMT_EQ:
    return !f.positive || !measured || add_row(r, x, y, 0, true);
  case STRSMT_DISTINCT:
    return f.positive || !measured || add_row(r, x, y, 0, true);
  case STRSMT_LE:
    return f.positive ? add_row(r, x, y, 0, false) : add_row(r, y, x, 1, false);
  case STRSMT_LT:
    return f.positive ? add_row(r, x, y, 1, false) : add_row(r, y, x, 0, false);
  case STRSMT_GE:
    return f.positive ? add_row(r, y, x, 0, false) : add_row(r, x, y, 1, false);
  case STRSMT_GT:
    return f.positive ? add_row(r, y, x, 1, false) : add_row(r, x, y, 0, false);
  case STRSMT_STR_PREFIXOF:
  case STRSMT_STR_SUFFIXOF:
    return !f.positive || add_row(r, x, y, 0, false);
  case STRSMT_STR_CONTAINS:
    return !f.positive || add_row(r, y, x, 0, false);
  default:
    return true;
  }
}

static bool add_definition(ranges *r, term constant)
{
  sort s = term_sort(r->p->t, constant);
  term value = problem_definition(r->p, constant);
  if (!value || (s != STRSMT_SORT_INT && s != STRSMT_SORT_STRING))
    return true;
  return add_row(r, constant, value, 0, true);
}

/* ---- narrowing --------------------------------------------------------------------------------------------------- */

/* The least value of factor * quantity; INT64_MIN: there is none. */
static int64_t least_of(const ranges *r, summand x, int64_t sign)
{
  const quantity *q = &r->quantities.data[x.quantity];
  int64_t factor = sign * x.factor, at = factor > 0 ? q->low : q->high;
  if (at <= -RANGE_MAX || at >= RANGE_MAX)
    return factor ? INT64_MIN : 0;
  return factor * at;
}

static int64_t floor_div(int64_t a, int64_t b)
{
  return a / b - (a % b != 0 && (a < 0) != (b < 0));
}

/* sign * (summands + constant) <= 0 narrows each summand whose fellows all have a least value. */
static bool narrow_row(ranges *r, const row *w, int64_t sign)
{
  const summand *v = r->summands.data + w->first;
  int64_t sum = sign * w->constant;
  size_t open = 0, last = 0;
  bool changed = false;
  for (size_t i = 0; i < w->count; i++) {
    int64_t least = least_of(r, v[i], sign);
    if (least == INT64_MIN)
      open++, last = i;
    else
      sum = sum + least;
  }
  if (open > 1 || sum > 4096 * RANGE_MAX || sum < -4096 * RANGE_MAX)
    return false;
  for (size_t i = open ? last : 0; i < (open ? last + 1 : w->count); i++) {
    int64_t factor = sign * v[i].factor, others = sum - (open ? 0 : least_of(r, v[i], sign));
    quantity before = r->quantities.data[v[i].quantity];
    if (factor > 0) /* factor * q <= -others */
      narrow(r, v[i].quantity, -RANGE_MAX, floor_div(-others, factor));
    else if (factor < 0)
      narrow(r, v[i].quantity, -floor_div(-others, -factor), RANGE_MAX);
    const quantity *after = &r->quantities.data[v[i].quantity];
    changed = changed || after->low != before.low || after->high != before.high;
    if (changed && !open) /* the sum is of the old bounds: it is no less now */
      sum = others + least_of(r, v[i], sign);
  }
  return changed;
}

/* To and fro, as definitions come in order; a few times, since unbounded problems could go on forever. */
static bool narrow_all(ranges *r)
{
  bool changed = true;
  for (uint32_t pass = 0; pass < r->p->l->budget.bounded_passes && changed && !r->empty; pass++) {
    changed = false;
    for (size_t i = 0; i < r->rows.size && !r->empty; i++) {
      const row *w = &r->rows.data[pass % 2 ? r->rows.size - 1 - i : i];
      if (limits_poll_many(r->p->l, w->count + 1))
        return false;
      changed = narrow_row(r, w, 1) || changed;
      changed = (w->exact && !r->empty && narrow_row(r, w, -1)) || changed;
    }
  }
  return true;
}

static void take_over(ranges *r)
{
  problem *p = r->p;
  p->empty = r->empty;
  for (size_t i = 0; i < p->unknowns.size && !r->empty; i++) {
    unknown *u = &p->unknowns.data[i];
    uint32_t q = u->constant < r->number.size ? r->number.data[u->constant] : 0;
    if (q) {
      u->low = r->quantities.data[q - 1].low;
      u->high = r->quantities.data[q - 1].high;
    }
  }
}

bool problem_ranges(problem *p)
{
  ranges r = {.p = p};
  bool ok = true;
  for (size_t i = 0; i < p->order.size && ok; i++)
    ok = add_definition(&r, p->order.data[i]);
  for (size_t i = 0; i < p->facts.size && ok; i++)
    ok = add_fact(&r, p->facts.data[i]);
  ok = ok && narrow_all(&r);
  if (ok)
    take_over(&r);
  stack_free(p->m, &r.quantities);
  stack_free(p->m, &r.number);
  stack_free(p->m, &r.summands);
  stack_free(p->m, &r.rows);
  return ok;
}
