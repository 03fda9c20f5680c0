/* define.c: the last resort for functions on strings. Once nothing else has an objection, applications that are
 * nodes of the e-graph are defined (rewrite/reduction.h), those with the cheapest definitions first. Applications whose
 * arguments have values are left to simplify.c.
 *
 * Each application is defined once. Definitions of functions that go through a string bring one on a shorter string, so
 * that they come to an end where lengths are bounded. */
#include "rewrite/reduction.h"
#include "theory/reduce/numbers.h"

typedef struct definer {
  const theory_env *env;
  numbers numbers;
  term_list meanings; /* by term: its definition, 0 if not made yet */
} definer;

static void *definer_create(const theory_env *env)
{
  definer *r = mem_calloc(env->m, 1, sizeof *r);
  if (r)
    r->env = r->numbers.env = env;
  return r;
}

static void definer_destroy(void *self)
{
  definer *r = self;
  if (!r)
    return;
  numbers_free(&r->numbers);
  stack_free(r->env->m, &r->meanings);
  mem_free(r->env->m, r, sizeof *r);
}

static bool definer_owns(const void *self, term atom)
{
  (void)self;
  (void)atom;
  return false;
}

static term meaning_of(definer *r, term t)
{
  if (t >= r->meanings.size && !by_key_reach(r->env->m, &r->meanings, terms_count(r->env->terms) + 1))
    return 0;
  if (!r->meanings.data[t])
    r->meanings.data[t] = reduction_of(r->env->terms, t);
  return r->meanings.data[t];
}

/* 0: it needs no definition now. */
static unsigned rank_of(const definer *r, term t)
{
  const terms *table = r->env->terms;
  unsigned rank = reduction_rank(table, t);
  if (!rank)
    return 0;
  strsmt_kind k = term_kind(table, t);
  term value = egraph_literal(r->env->egraph, t);
  if (term_sort(table, t) == STRSMT_SORT_BOOL && !value)
    return 0;
  if (k == STRSMT_STR_FROM_CODE && term_kind(table, term_arg(table, t, 0)) == STRSMT_STR_TO_CODE)
    return 0; /* the definition of the latter says all */
  bool known = true;
  for (size_t i = 0; i < term_arity(table, t); i++)
    known = known && (term_sort(table, term_arg(table, t, i)) == STRSMT_SORT_REGLAN
                          ? term_is_ground(table, term_arg(table, t, i))
                          : egraph_literal(r->env->egraph, term_arg(table, t, i)) != 0);
  if (known)
    return 0;
  return k == STRSMT_STR_CONTAINS && term_kind(table, value) == STRSMT_TRUE ? 2 : rank;
}

static void derive(void *self, const void *data, derivation *d, const lemma_view *lemma)
{
  (void)self;
  (void)lemma;
  derivation_axiom(d, RULE_STR_DEFINE, *(const term *)data);
}

static bool define(definer *r, term t, bool *fresh)
{
  const theory_host *host = &r->env->host;
  term meaning = meaning_of(r, t);
  return meaning && host->define(host->user, t, meaning, derive, r, &t, fresh);
}

/* Defines what has this rank; *any: something was not defined before. */
static bool define_rank(definer *r, unsigned rank, bool *any)
{
  size_t count = egraph_count(r->env->egraph);
  for (size_t i = 0; i < count; i++) {
    term t = egraph_node(r->env->egraph, i);
    bool fresh = false;
    if (limits_poll(r->env->limits) || (rank_of(r, t) == rank && !define(r, t, &fresh)))
      return false;
    *any = *any || fresh;
  }
  return true;
}

static verdict definer_check(void *self, size_t count, const tlit *literals)
{
  definer *r = self;
  (void)count;
  (void)literals;
  bool any = false;
  if (!numbers_tell(&r->numbers, &any))
    return VERDICT_STOPPED;
  for (unsigned rank = 1; rank <= REDUCTION_RANKS && !any; rank++)
    if (!define_rank(r, rank, &any))
      return VERDICT_STOPPED;
  return any ? VERDICT_LEMMA : VERDICT_CONSISTENT;
}

static verdict definer_last_resort(void *self)
{
  bool any = false;
  if (!define_rank(self, REDUCTION_LAST, &any))
    return VERDICT_STOPPED;
  return any ? VERDICT_LEMMA : VERDICT_CONSISTENT;
}

static bool definer_model(void *self)
{
  (void)self;
  return true;
}

const theory theory_definer = {.name = "string definitions",
                               .create = definer_create,
                               .destroy = definer_destroy,
                               .owns = definer_owns,
                               .check = definer_check,
                               .model = definer_model,
                               .last_resort = definer_last_resort};
