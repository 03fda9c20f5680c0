/* problem.c: conjunctions are taken apart, definitions found, terms put in order. */
#include "bounded/problem.h"

static bool make_room(problem *p)
{
  size_t count = terms_count(p->t) + 1;
  if (!stack_reserve(p->m, &p->definition, count) || !stack_reserve(p->m, &p->ground, count) ||
      !stack_reserve(p->m, &p->language, count) || !stack_reserve(p->m, &p->unknown_of, count) ||
      !stack_reserve(p->m, &p->stamps, count) || !stack_reserve(p->m, &p->read, count) ||
      !stack_reserve(p->m, &p->open, count))
    return false;
  while (p->stamps.size < count) {
    p->definition.data[p->definition.size++] = 0;
    p->ground.data[p->ground.size++] = 0;
    p->language.data[p->language.size++] = 0;
    p->unknown_of.data[p->unknown_of.size++] = 0;
    p->stamps.data[p->stamps.size++] = 0;
    p->read.data[p->read.size++] = false;
    p->open.data[p->open.size++] = false;
  }
  return true;
}

void problem_free(problem *p)
{
  stack_free(p->m, &p->facts);
  stack_free(p->m, &p->definition);
  stack_free(p->m, &p->ground);
  stack_free(p->m, &p->language);
  stack_free(p->m, &p->order);
  stack_free(p->m, &p->unknown_of);
  stack_free(p->m, &p->stamps);
  stack_free(p->m, &p->read);
  stack_free(p->m, &p->open);
  stack_free(p->m, &p->unknowns);
  alphabet_needs_free(&p->needs, p->m);
}

term problem_value(const problem *p, term a)
{
  return a < p->ground.size && p->ground.data[a] ? p->ground.data[a] : a;
}

term problem_definition(const problem *p, term constant)
{
  return constant < p->definition.size ? p->definition.data[constant] : 0;
}

static bool is_constant(const problem *p, term a)
{
  return term_kind(p->t, a) == STRSMT_CONSTANT;
}

/* ---- facts ------------------------------------------------------------------------------------------------------- */

typedef STACK(fact) fact_list;

/* Pushes what (f, positive) is the conjunction of. False: it is none, or memory is lacking. */
static bool take_apart(problem *p, fact f, fact_list *todo)
{
  const terms *t = p->t;
  strsmt_kind k = term_kind(t, f.formula);
  size_t n = term_arity(t, f.formula);
  const term *args = term_args(t, f.formula);
  switch ((int)k) {
  case STRSMT_NOT:
    return stack_push(p->m, todo, ((fact){args[0], !f.positive}));
  case STRSMT_AND:
  case STRSMT_OR:
    if (f.positive != (k == STRSMT_AND))
      return false;
    for (size_t i = n; i-- > 0;)
      if (!stack_push(p->m, todo, ((fact){args[i], f.positive})))
        return false;
    return true;
  case STRSMT_IMPLIES:
    return !f.positive && stack_push(p->m, todo, ((fact){args[1], false})) &&
           stack_push(p->m, todo, ((fact){args[0], true}));
  case STRSMT_EQ:
    for (size_t i = 0; i < 2; i++)
      if (term_kind(t, args[i]) == STRSMT_TRUE || term_kind(t, args[i]) == STRSMT_FALSE)
        return stack_push(p->m, todo, ((fact){args[1 - i], (term_kind(t, args[i]) == STRSMT_TRUE) == f.positive}));
    return false;
  default:
    return false;
  }
}

static bool find_facts(problem *p, size_t count, const term *formulas)
{
  fact_list todo = {0};
  bool ok = true;
  for (size_t i = count; i-- > 0 && ok;)
    ok = stack_push(p->m, &todo, ((fact){formulas[i], true}));
  while (ok && todo.size) {
    fact f = stack_pop(&todo);
    ok = !limits_poll(p->l) && (take_apart(p, f, &todo) || stack_push(p->m, &p->facts, f)) && !mem_failed(p->m);
  }
  stack_free(p->m, &todo);
  return ok;
}

/* ---- definitions ------------------------------------------------------------------------------------------------- */

/* Pushes what `a` depends on directly. */
static bool push_children(problem *p, term a, term_list *todo)
{
  if (problem_definition(p, a))
    return stack_push(p->m, todo, problem_definition(p, a));
  for (size_t i = term_arity(p->t, a); i-- > 0;)
    if (!stack_push(p->m, todo, term_arg(p->t, a, i)))
      return false;
  return true;
}

/* Marks the terms that `a` depends on with a new stamp, as many as `most`. False: more, or stopped. */
static bool mark_below(problem *p, term a, size_t most, number_list *unknowns)
{
  term_list todo = {0};
  bool ok = stack_push(p->m, &todo, a);
  p->stamp++;
  while (ok && todo.size) {
    term b = stack_pop(&todo);
    if (p->stamps.data[b] == p->stamp || term_is_ground(p->t, b))
      continue;
    p->stamps.data[b] = p->stamp;
    ok = !limits_poll(p->l) && most-- && push_children(p, b, &todo);
    if (ok && unknowns && p->unknown_of.data[b])
      ok = stack_push(p->m, unknowns, p->unknown_of.data[b] - 1);
  }
  stack_free(p->m, &todo);
  return ok;
}

bool problem_support(problem *p, term a, number_list *out)
{
  return mark_below(p, a, SIZE_MAX, out);
}

/* constant := value, if that is no cycle; which is assumed where finding out would take long. */
static bool define(problem *p, term constant, term value)
{
  if (!is_constant(p, constant) || problem_definition(p, constant) || term_sort(p->t, constant) == STRSMT_SORT_REGLAN ||
      constant == value)
    return false;
  if (!term_is_ground(p->t, value) &&
      (!mark_below(p, value, p->l->budget.bounded_definition, NULL) || p->stamps.data[constant] == p->stamp))
    return false;
  p->definition.data[constant] = value;
  return true;
}

static bool define_by(problem *p, fact f, bool literals_only)
{
  if (is_constant(p, f.formula))
    return literals_only && define(p, f.formula, f.positive ? terms_true(p->t) : terms_false(p->t));
  if (!f.positive || term_kind(p->t, f.formula) != STRSMT_EQ)
    return false;
  term a = term_arg(p->t, f.formula, 0), b = term_arg(p->t, f.formula, 1);
  if (literals_only && !term_is_ground(p->t, a) && !term_is_ground(p->t, b))
    return false;
  return define(p, a, b) || define(p, b, a);
}

/* Literals first, as they make the most of what follows simpler. The facts that became definitions are dropped. */
static bool find_definitions(problem *p)
{
  for (int pass = 0; pass < 2; pass++) {
    size_t kept = 0;
    for (size_t i = 0; i < p->facts.size; i++) {
      if (limits_poll(p->l))
        return false;
      if (!define_by(p, p->facts.data[i], !pass))
        p->facts.data[kept++] = p->facts.data[i];
    }
    p->facts.size = kept;
  }
  return true;
}

/* ---- terms in order ---------------------------------------------------------------------------------------------- */

static bool need_literal(problem *p, term a)
{
  size_t length;
  const uint32_t *word = term_codes(p->t, a, &length);
  for (size_t i = 0; i < length; i++)
    if (limits_poll(p->l) || !alphabet_need(&p->needs, p->m, word[i]))
      return false;
  return true;
}

static bool need_digits(problem *p)
{
  for (uint32_t d = '0'; d <= '9'; d++)
    if (!alphabet_need(&p->needs, p->m, d))
      return false;
  return true;
}

static bool need_codes(problem *p)
{
  for (uint32_t d = ' '; d <= '~'; d++)
    if (!alphabet_need(&p->needs, p->m, d))
      return false;
  return true;
}

/* What the operators tell apart. */
static bool need_for_kind(problem *p, strsmt_kind k)
{
  switch ((int)k) {
  case STRSMT_STR_IS_DIGIT:
    return alphabet_need_range(&p->needs, p->m, '0', '9');
  case STRSMT_STR_TO_INT:
  case STRSMT_STR_FROM_INT:
    return need_digits(p);
  case STRSMT_STR_TO_CODE:
  case STRSMT_STR_FROM_CODE:
    return need_codes(p);
  default:
    return true;
  }
}

/* The characters of a closed regular expression: those of its words and ranges. */
static bool need_language(problem *p, term language)
{
  term_list todo = {0};
  bool ok = stack_push(p->m, &todo, language);
  while (ok && todo.size) {
    term a = stack_pop(&todo);
    if (p->read.data[a])
      continue;
    p->read.data[a] = true;
    ok = !limits_poll(p->l);
    if (term_kind(p->t, a) == STRSMT_RE_RANGE) {
      size_t low, high;
      const uint32_t *from = term_codes(p->t, term_arg(p->t, a, 0), &low);
      const uint32_t *to = term_codes(p->t, term_arg(p->t, a, 1), &high);
      ok = ok && (low != 1 || high != 1 || alphabet_need_range(&p->needs, p->m, *from, *to));
    } else if (term_kind(p->t, a) == STRSMT_STRING_LITERAL) {
      ok = ok && need_literal(p, a);
    } else {
      for (size_t i = 0; i < term_arity(p->t, a) && ok; i++)
        ok = stack_push(p->m, &todo, term_arg(p->t, a, i));
    }
  }
  stack_free(p->m, &todo);
  return ok;
}

static bool add_language(problem *p, term a)
{
  term closed = model_evaluate(p->t, p->g, p->l, a, p->reglan, p->user);
  if (!closed || !make_room(p)) {
    p->unsupported = !p->l->stop && !mem_failed(p->m);
    return false;
  }
  p->language.data[a] = closed;
  return need_language(p, closed);
}

/* Does a regular expression hold terms with unknowns? Of its parts that is known. */
static bool find_open(const problem *p, term a)
{
  for (size_t i = 0; i < term_arity(p->t, a); i++) {
    term b = term_arg(p->t, a, i);
    if (term_sort(p->t, b) == STRSMT_SORT_REGLAN ? p->open.data[b] : !term_is_ground(p->t, b))
      return true;
  }
  return false;
}

/* The regular expressions directly below a term. Memberships may be in open ones; then their closed parts are wanted. */
static bool add_languages(problem *p, term a)
{
  bool inside = term_sort(p->t, a) == STRSMT_SORT_REGLAN;
  bool may_be_open = inside || term_kind(p->t, a) == STRSMT_STR_IN_RE;
  if (inside && !p->open.data[a])
    return true;
  for (size_t i = 0; i < term_arity(p->t, a); i++) {
    term b = term_arg(p->t, a, i);
    if (term_sort(p->t, b) != STRSMT_SORT_REGLAN || p->language.data[b] || (may_be_open && p->open.data[b]))
      continue;
    if (!add_language(p, b))
      return false;
  }
  return true;
}

/* A ground term is its value, if it has one. *known: it has. */
static bool add_ground(problem *p, term a, bool *known)
{
  term value = model_evaluate(p->t, p->g, p->l, a, p->reglan, p->user);
  if (p->l->stop || mem_failed(p->m) || !make_room(p))
    return false;
  *known = value;
  if (!value)
    return true;
  p->ground.data[a] = value;
  return term_sort(p->t, value) != STRSMT_SORT_STRING || need_literal(p, value);
}

static bool add_unknown(problem *p, term a)
{
  sort s = term_sort(p->t, a);
  unknown u = {.constant = a, .sort = s, .low = s == STRSMT_SORT_STRING ? 0 : -RANGE_MAX, .high = RANGE_MAX};
  if (!stack_push(p->m, &p->unknowns, u))
    return false;
  p->unknown_of.data[a] = (uint32_t)p->unknowns.size;
  return true;
}

static bool add_term(problem *p, term a)
{
  if (term_sort(p->t, a) == STRSMT_SORT_REGLAN) {
    p->open.data[a] = find_open(p, a);
    return add_languages(p, a);
  }
  if (!add_languages(p, a))
    return false;
  if (is_constant(p, a) && !problem_definition(p, a) && !add_unknown(p, a))
    return false;
  return need_for_kind(p, term_kind(p->t, a)) && stack_push(p->m, &p->order, a);
}

/* What has no unknown of sort String or Int below it: a ground term, or an equality of regular expressions. */
static bool is_fixed(const problem *p, term a)
{
  if (term_is_ground(p->t, a))
    return true;
  return (term_kind(p->t, a) == STRSMT_EQ || term_kind(p->t, a) == STRSMT_DISTINCT) &&
         term_sort(p->t, term_arg(p->t, a, 0)) == STRSMT_SORT_REGLAN;
}

/* Depth first; a term is on the stack with its lowest bit set when what it depends on is done. */
static bool put_in_order(problem *p, term root)
{
  STACK(uint64_t) todo = {0};
  term_list children = {0};
  bool ok = stack_push(p->m, &todo, 2 * (uint64_t)root), known = false;
  while (ok && todo.size) {
    uint64_t item = stack_pop(&todo);
    term a = (term)(item / 2);
    if (item & 1) {
      ok = add_term(p, a);
      continue;
    }
    known = false;
    ok = !limits_poll(p->l);
    if (p->stamps.data[a] == p->stamp)
      continue;
    p->stamps.data[a] = p->stamp;
    if (term_sort(p->t, a) == STRSMT_SORT_REGLAN && term_is_ground(p->t, a))
      continue;
    if (ok && is_fixed(p, a))
      ok = add_ground(p, a, &known);
    if (!ok || known)
      continue;
    stack_clear(&children);
    ok = stack_push(p->m, &todo, item | 1) && push_children(p, a, &children);
    for (size_t i = 0; i < children.size && ok; i++)
      ok = stack_push(p->m, &todo, 2 * (uint64_t)children.data[i]);
  }
  stack_free(p->m, &todo);
  stack_free(p->m, &children);
  return ok;
}

bool problem_make(problem *p, size_t count, const term *formulas)
{
  bool ok = terms_true(p->t) && terms_false(p->t) /* which definitions may need: there is room for them */ &&
            make_room(p) && find_facts(p, count, formulas) && find_definitions(p);
  p->stamp++;
  for (size_t i = 0; i < p->facts.size && ok; i++)
    ok = put_in_order(p, p->facts.data[i].formula);
  /* constants that only definitions speak of have values, too */
  for (term a = 1; a < p->definition.size && ok; a++)
    if (p->definition.data[a])
      ok = put_in_order(p, a);
  return ok;
}
