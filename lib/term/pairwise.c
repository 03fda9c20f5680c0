/* pairwise.c: writes `distinct` out as SMT-LIB explains it, from below, polling the limits for every pair. */
#include "term/pairwise.h"

#include "base/by_key.h"
#include "term/walk.h"

typedef struct writer {
  terms *t;
  mem *m;
  limits *l;
  STACK(term) of; /* by term: what it became; 0: not known */
  term_list args;
} writer;

static bool known(const void *user, term a)
{
  const writer *w = user;
  return !term_arity(w->t, a) || by_key_get(&w->of, a, 0);
}

static term became(const writer *w, term a)
{
  return term_arity(w->t, a) ? w->of.data[a] : a;
}

static term all_pairs(writer *w)
{
  term_list parts = {0};
  bool ok = true;
  for (size_t i = 0; i + 1 < w->args.size && ok; i++)
    for (size_t j = i + 1; j < w->args.size && ok; j++) {
      term pair = limits_poll(w->l) ? 0 : terms_apply2(w->t, STRSMT_DISTINCT, w->args.data[i], w->args.data[j]);
      ok = pair && stack_push(w->m, &parts, pair);
    }
  term result = ok ? terms_apply(w->t, STRSMT_AND, parts.size, parts.data) : 0;
  stack_free(w->m, &parts);
  return result;
}

static bool visit(void *user, term a)
{
  writer *w = user;
  bool same = true;
  stack_clear(&w->args);
  for (size_t i = 0; i < term_arity(w->t, a); i++) {
    term b = became(w, term_arg(w->t, a, i));
    same = same && b == term_arg(w->t, a, i);
    if (!stack_push(w->m, &w->args, b))
      return false;
  }
  term result = pairwise_is_wide(w->t, a) ? all_pairs(w) : same ? a : terms_like(w->t, a, w->args.data);
  term *place = result ? by_key_at(w->m, &w->of, a) : NULL;
  if (place)
    *place = result;
  return place;
}

term pairwise_written_out(terms *t, limits *l, term formula)
{
  static const term_visitor writing = {.known = known, .visit = visit};
  if (!terms_have_wide(t) || !term_arity(t, formula))
    return formula;
  writer w = {.t = t, .m = terms_mem(t), .l = l};
  term_list todo = {0};
  term result = term_walk(t, w.m, l, &todo, formula, &writing, &w) ? became(&w, formula) : 0;
  stack_free(w.m, &todo);
  stack_free(w.m, &w.of);
  stack_free(w.m, &w.args);
  return result;
}
