/* evaluate_term.c: bottom-up evaluation with an explicit stack, each shared subterm once.
 *
 * Arguments are evaluated from left to right and only as far as needed: an `ite` looks at one branch. A regular
 * expression evaluates to itself with its string subterms evaluated; two of them are equal if their symmetric
 * difference is empty. Nested concatenations are evaluated in one step from the values of their parts (concat.h). What
 * SMT-LIB leaves open has no value, so a model that needs it is not confirmed. */
#include "model/evaluate_term.h"

#include "rewrite/local.h"

typedef struct frame {
  term application;
  size_t next;  /* the first argument that has not been looked at; in a nest: the first part, in `parts` */
  bool nest;    /* a nest of concatenations, whose parts have been listed */
  size_t first; /* of them */
} frame;

void model_evaluator_begin(model_evaluator *e, terms *t, regex *g, limits *l, model_value value, void *user)
{
  *e = (model_evaluator){.t = t, .g = g, .l = l, .value = value, .user = user};
}

void model_evaluator_end(model_evaluator *e)
{
  mem *m = terms_mem(e->t);
  key_map_free(m, &e->memo);
  stack_free(m, &e->arguments);
  stack_free(m, &e->parts);
}

/* ---- what is known ---- */

static bool known(const model_evaluator *e, term a, term *value)
{
  if (term_is_value(e->t, a)) {
    *value = a;
    return true;
  }
  const uint64_t *found = key_map_find(&e->memo, a);
  *value = found ? (term)*found : 0;
  return found;
}

static bool remember(model_evaluator *e, term a, term value)
{
  return key_map_put(terms_mem(e->t), &e->memo, a, value);
}

/* ---- one application ---- */

static bool is(const model_evaluator *e, term v, strsmt_kind k)
{
  return v && term_kind(e->t, v) == k;
}

/* Does argument i alone, with value v, decide the application? */
static term decided(const model_evaluator *e, strsmt_kind k, size_t i, term v)
{
  if (k == STRSMT_AND && is(e, v, STRSMT_FALSE))
    return v;
  if (k == STRSMT_OR && is(e, v, STRSMT_TRUE))
    return v;
  if (k == STRSMT_IMPLIES && is(e, v, i ? STRSMT_TRUE : STRSMT_FALSE))
    return terms_true(e->t);
  return 0;
}

/* Equality of regular expressions: of their languages. */
static term same_language(model_evaluator *e, term a, term b, bool wanted)
{
  if (!e->g)
    return 0;
  rx x = regex_of_term(e->g, a), y = x ? regex_of_term(e->g, b) : 0;
  rx not_x = y ? regex_comp(e->g, x) : 0, not_y = not_x ? regex_comp(e->g, y) : 0;
  rx only_x = not_y ? regex_inter(e->g, 2, (rx[]){x, not_y}) : 0;
  rx only_y = only_x ? regex_inter(e->g, 2, (rx[]){y, not_x}) : 0;
  rx difference = only_y ? regex_union(e->g, 2, (rx[]){only_x, only_y}) : 0;
  regex_answer empty = difference ? regex_empty(e->g, difference) : REGEX_STOPPED;
  if (empty == REGEX_STOPPED)
    return 0;
  return (empty == REGEX_EMPTY) == wanted ? terms_true(e->t) : terms_false(e->t);
}

/* SMT-LIB leaves it to the model, as a function of the first argument. */
static term divided_by_zero(model_evaluator *e, term a, const term *values)
{
  term application = terms_like(e->t, a, values);
  return application ? e->value(e->user, application) : 0;
}

/* All arguments have been looked at, and none decided alone. */
static term combine(model_evaluator *e, term a)
{
  terms *t = e->t;
  strsmt_kind k = term_kind(t, a);
  size_t arity = term_arity(t, a);
  stack_clear(&e->arguments);
  if (!stack_reserve(terms_mem(t), &e->arguments, arity + 1))
    return 0;
  term *values = e->arguments.data;
  for (size_t i = 0; i < arity; i++) {
    if (!known(e, term_arg(t, a, i), &values[i]))
      return 0;
    if (!values[i] && !(k == STRSMT_ITE && i == 0))
      return 0;
  }
  if (k == STRSMT_ITE && !values[0]) /* whichever it is */
    return values[1] == values[2] ? values[1] : 0;
  if (term_sort(t, a) == STRSMT_SORT_REGLAN)
    return terms_like(t, a, values);
  if ((k == STRSMT_EQ || k == STRSMT_DISTINCT) && term_sort(t, values[0]) == STRSMT_SORT_REGLAN)
    return same_language(e, values[0], values[1], k == STRSMT_EQ);
  if ((k == STRSMT_DIV || k == STRSMT_MOD) && term_kind(t, values[1]) == STRSMT_INT_LITERAL &&
      !num_sign(term_num(t, values[1])))
    return divided_by_zero(e, a, values);
  return evaluate_like(t, e->g, e->l, a, values);
}

static bool known_part(void *user, term a, term *value)
{
  return known(user, a, value);
}

static bool list_parts(model_evaluator *e, frame *f)
{
  f->nest = true;
  f->first = f->next = e->parts.size;
  return concat_parts(e->t, e->l, f->application, known_part, e, &e->parts);
}

/* Goes on with a nest of concatenations, as `advance` does. */
static bool advance_nest(model_evaluator *e, frame *f, term *out)
{
  term v;
  if (!f->nest && !list_parts(e, f))
    return false;
  for (; f->next < e->parts.size; f->next++) {
    *out = e->parts.data[f->next];
    if (!known(e, *out, &v))
      return false;
    if (!v)
      break;
  }
  e->parts.size = f->first;
  stack_clear(&e->arguments);
  *out = concat_value(e->t, e->l, f->application, known_part, e, &e->arguments);
  for (size_t i = 1; i < e->arguments.size; i++) /* the inner ones that have no value for the same reason */
    if (!remember(e, e->arguments.data[i], 0))
      return false;
  return true;
}

/* Goes on with an application. False: `*out` is the argument to be evaluated first. True: `*out` is the value. */
static bool advance(model_evaluator *e, frame *f, term *out)
{
  terms *t = e->t;
  term a = f->application, v;
  strsmt_kind k = term_kind(t, a);
  if (k == STRSMT_CONSTANT) {
    *out = e->value(e->user, a);
    return true;
  }
  if (f->nest || concat_is_nest(t, a, known_part, e))
    return advance_nest(e, f, out);
  for (size_t arity = term_arity(t, a); f->next < arity; f->next++) {
    *out = term_arg(t, a, f->next);
    if (!known(e, *out, &v))
      return false;
    if (k == STRSMT_ITE && f->next == 0 && v) {
      *out = term_arg(t, a, is(e, v, STRSMT_TRUE) ? 1 : 2);
      if (!known(e, *out, &v))
        return false;
      *out = v;
      return true;
    }
    if ((v = decided(e, k, f->next, v))) {
      *out = v;
      return true;
    }
  }
  *out = combine(e, a);
  return true;
}

term model_evaluate_more(model_evaluator *e, term a)
{
  mem *m = terms_mem(e->t);
  STACK(frame) stack = {0};
  term out = 0;
  bool ok = known(e, a, &out) || stack_push(m, &stack, ((frame){.application = a}));
  while (ok && stack.size) {
    frame *f = &stack_top(&stack);
    bool done = !limits_poll(e->l) && advance(e, f, &out);
    if (e->l->stop || mem_failed(m))
      ok = false; /* nothing is remembered: the value may have been missed for this reason only */
    else if (done)
      ok = remember(e, stack_pop(&stack).application, out);
    else
      ok = stack_push(m, &stack, ((frame){.application = out}));
  }
  stack_free(m, &stack);
  return ok ? out : 0;
}

term model_evaluate(terms *t, regex *g, limits *l, term a, model_value value, void *user)
{
  model_evaluator e;
  model_evaluator_begin(&e, t, g, l, value, user);
  term v = model_evaluate_more(&e, a);
  model_evaluator_end(&e);
  return v;
}
