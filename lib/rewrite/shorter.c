/* shorter.c: terms in simpler words. From the leaves up, each application is made of what its arguments became, Boolean
 * constants are drawn through connectives, and the normal form (rewrite.h) is taken where it is smaller, written out:
 * normal forms are made for the search, and some are longer than what they stand for. Invariant: sizes are of the
 * results, as trees, and stop growing at SIZE_LARGE. Linear in the number of terms but for the normal forms; a stack of
 * its own. */
#include "rewrite/shorter.h"

#include "rewrite/build.h"
#include "rewrite/rewrite.h"

enum { SIZE_LARGE = 1 << 30, FEW = 32 };

typedef struct shorter {
  mem *m;
  limits *l;
  terms *terms;
  rewriter *rewriter;
  STACK(term) results;   /* by term; 0: not known yet */
  STACK(uint32_t) sizes; /* by term; 0: not known yet */
  STACK(term) todo, args;
} shorter;

static bool reserve(shorter *x)
{
  size_t size = terms_count(x->terms) + 1, old = x->results.size;
  if (size <= old)
    return true;
  if (!stack_reserve(x->m, &x->results, size) || !stack_reserve(x->m, &x->sizes, size))
    return false;
  memset(x->results.data + old, 0, (size - old) * sizeof *x->results.data);
  memset(x->sizes.data + old, 0, (size - old) * sizeof *x->sizes.data);
  x->results.size = x->sizes.size = size;
  return true;
}

/* ---- sizes ---- */

/* The size of a term, written out; 0 on lack of memory. */
static uint32_t size_of(shorter *x, term root)
{
  size_t bottom = x->todo.size;
  if (!reserve(x) || !stack_push(x->m, &x->todo, root))
    return 0;
  while (x->todo.size > bottom) {
    term t = stack_top(&x->todo);
    size_t before = x->todo.size, n = x->sizes.data[t] ? 0 : term_arity(x->terms, t);
    uint32_t sum = 1;
    for (size_t i = 0; i < n; i++) {
      term a = term_arg(x->terms, t, i);
      uint32_t size = x->sizes.data[a];
      sum = sum + size < SIZE_LARGE ? sum + size : SIZE_LARGE;
      if (!size && !stack_push(x->m, &x->todo, a))
        return 0;
    }
    if (x->todo.size > before)
      continue;
    if (!x->sizes.data[t])
      x->sizes.data[t] = sum;
    x->todo.size--;
  }
  return x->sizes.data[root];
}

/* ---- connectives ---- */

static bool is(const shorter *x, term a, strsmt_kind k)
{
  return term_kind(x->terms, a) == k;
}

static term negation(shorter *x, term a)
{
  if (is(x, a, STRSMT_TRUE) || is(x, a, STRSMT_FALSE))
    return build_bool(x->terms, is(x, a, STRSMT_FALSE));
  return is(x, a, STRSMT_NOT) ? term_arg(x->terms, a, 0) : terms_not(x->terms, a);
}

static bool among(const shorter *x, size_t count, term a)
{
  for (size_t i = count > FEW ? count - FEW : 0; i < count; i++)
    if (x->args.data[i] == a)
      return true;
  return false;
}

/* Of the arguments in x->args: without `unit`, `zero` if it is among them. */
static term junction(shorter *x, strsmt_kind k, strsmt_kind unit, strsmt_kind zero)
{
  size_t kept = 0;
  for (size_t i = 0; i < x->args.size; i++) {
    term a = x->args.data[i];
    if (is(x, a, zero))
      return a;
    if (!is(x, a, unit) && !among(x, kept, a))
      x->args.data[kept++] = a;
  }
  if (kept == 0)
    return build_bool(x->terms, unit == STRSMT_TRUE);
  return kept == 1 ? x->args.data[0] : terms_apply(x->terms, k, kept, x->args.data);
}

/* (= a b) of sort Bool, or (not (= a b)) if `odd`; 0 if nothing is known. */
static term equivalence(shorter *x, term a, term b, bool odd)
{
  if (a == b)
    return build_bool(x->terms, !odd);
  if (is(x, b, STRSMT_TRUE) || is(x, b, STRSMT_FALSE)) {
    term c = a;
    a = b;
    b = c;
  }
  if (is(x, a, STRSMT_TRUE))
    return odd ? negation(x, b) : b;
  if (is(x, a, STRSMT_FALSE))
    return odd ? b : negation(x, b);
  return 0;
}

static term implication(shorter *x, term a, term b)
{
  if (is(x, a, STRSMT_FALSE) || is(x, b, STRSMT_TRUE) || a == b)
    return terms_true(x->terms);
  if (is(x, a, STRSMT_TRUE))
    return b;
  return is(x, b, STRSMT_FALSE) ? negation(x, a) : 0;
}

static term choice(shorter *x, term c, term a, term b)
{
  if (is(x, c, STRSMT_TRUE) || a == b)
    return a;
  if (is(x, c, STRSMT_FALSE))
    return b;
  if (is(x, a, STRSMT_TRUE) && is(x, b, STRSMT_FALSE))
    return c;
  return is(x, a, STRSMT_FALSE) && is(x, b, STRSMT_TRUE) ? negation(x, c) : 0;
}

/* The application of t's operator to x->args, simpler; 0 if no rule of connectives applies. */
static term connective(shorter *x, term t)
{
  const term *args = x->args.data;
  bool truth = x->args.size == 2 && term_sort(x->terms, args[0]) == STRSMT_SORT_BOOL;
  switch (term_kind(x->terms, t)) {
  case STRSMT_NOT:
    return negation(x, args[0]);
  case STRSMT_AND:
    return junction(x, STRSMT_AND, STRSMT_TRUE, STRSMT_FALSE);
  case STRSMT_OR:
    return junction(x, STRSMT_OR, STRSMT_FALSE, STRSMT_TRUE);
  case STRSMT_EQ:
    return truth ? equivalence(x, args[0], args[1], false) : 0;
  case STRSMT_DISTINCT:
  case STRSMT_XOR:
    return truth ? equivalence(x, args[0], args[1], true) : 0;
  case STRSMT_IMPLIES:
    return truth ? implication(x, args[0], args[1]) : 0;
  case STRSMT_ITE:
    return choice(x, args[0], args[1], args[2]);
  default:
    return 0;
  }
}

/* ---- all terms below one ---- */

/* The normal form of a, if that is smaller, or no atom and as small; a itself otherwise; 0 on lack of memory. Atoms of
 * one size say the same to a reader, and the one that was written is better known. */
static term normal(shorter *x, term a)
{
  term b = rewriter_normal(x->rewriter, a);
  uint32_t before = b ? size_of(x, a) : 0, after = before ? size_of(x, b) : 0;
  if (!after)
    return 0;
  return after < before + (term_sort(x->terms, a) != STRSMT_SORT_BOOL) ? b : a;
}

/* What t becomes, whose arguments are known. `inner`: it is a concatenation in a concatenation, whose normal form the
 * outer one looks through. */
static term one(shorter *x, term t, bool inner)
{
  size_t n = term_arity(x->terms, t);
  if (!n)
    return t;
  bool same = true;
  stack_clear(&x->args);
  for (size_t i = 0; i < n; i++) {
    term a = term_arg(x->terms, t, i);
    same = same && x->results.data[a] == a;
    if (!stack_push(x->m, &x->args, x->results.data[a]))
      return 0;
  }
  term made = connective(x, t);
  if (!made)
    made = same ? t : terms_like(x->terms, t, x->args.data);
  if (inner || !made || mem_failed(x->m))
    return made;
  return normal(x, made);
}

static bool all(shorter *x, term root)
{
  if (!reserve(x) || !stack_push(x->m, &x->todo, root))
    return false;
  while (x->todo.size) {
    term t = stack_top(&x->todo);
    size_t before = x->todo.size;
    for (size_t i = x->results.data[t] ? 0 : term_arity(x->terms, t); i-- > 0;)
      if (!x->results.data[term_arg(x->terms, t, i)] && !stack_push(x->m, &x->todo, term_arg(x->terms, t, i)))
        return false;
    if (x->todo.size > before)
      continue;
    x->todo.size--;
    if (x->results.data[t])
      continue;
    bool inner = is(x, t, STRSMT_STR_CONCAT) && x->todo.size && is(x, stack_top(&x->todo), STRSMT_STR_CONCAT);
    term result = one(x, t, inner);
    if (!result || limits_poll(x->l) || !reserve(x))
      return false;
    x->results.data[t] = result;
  }
  return true;
}

term shorter_term(mem *m, limits *l, terms *t, regex *g, term a)
{
  shorter x = {.m = m, .l = l, .terms = t, .rewriter = rewriter_new(m, l, t, g)};
  term result = x.rewriter && all(&x, a) ? x.results.data[a] : 0;
  rewriter_delete(x.rewriter);
  stack_free(m, &x.results);
  stack_free(m, &x.sizes);
  stack_free(m, &x.todo);
  stack_free(m, &x.args);
  return mem_failed(m) ? 0 : result;
}
