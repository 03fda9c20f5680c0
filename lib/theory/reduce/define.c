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

static void derive_same(void *self, const void *data, derivation *d, const lemma_view *lemma)
{
  (void)self;
  (void)lemma;
  derivation_axiom(d, RULE_PURIFY_ELIM, *(const term *)data);
}

/* Fresh variables equal the terms that they name where these are there, too. */
static bool name_terms(definer *r, bool *any)
{
  const theory_host *host = &r->env->host;
  const egraph *g = r->env->egraph;
  terms *table = r->env->terms;
  size_t count = egraph_count(g);
  for (size_t i = 0; i < count; i++) {
    term t = egraph_node(g, i);
    if (term_kind(table, t) != TERM_PURIFY)
      continue;
    term named = term_arg(table, t, 0);
    bool fresh = false;
    if (limits_poll(r->env->limits))
      return false;
    if (!egraph_has(g, named) || egraph_equal(g, t, named))
      continue;
    term same = terms_apply2(table, STRSMT_EQ, t, named);
    if (!same || !host->define(host->user, named, same, derive_same, r, &named, &fresh))
      return false;
    *any = *any || fresh;
  }
  return true;
}

/* A position in the first n parts of a string is one in the string. */
typedef struct beginning {
  term position, found; /* (str.indexof s t 0), and the same in the beginning */
  size_t n;
} beginning;

static void derive_beginning(void *self, const void *data, derivation *d, const lemma_view *lemma)
{
  const definer *r = self;
  const beginning *b = data;
  terms *table = r->env->terms;
  term args[3] = {term_arg(table, b->position, 0), term_arg(table, b->position, 1), terms_int(table, (int64_t)b->n)};
  (void)lemma;
  derivation_step(d, RULE_STR_INDEXOF_PREFIX, 3, args, 0, NULL);
}

static bool tell_beginning(definer *r, const beginning *b, bool *any)
{
  const theory_host *host = &r->env->host;
  terms *table = r->env->terms;
  bool fresh = false;
  term there = terms_apply2(table, STRSMT_GE, b->found, terms_int(table, 0));
  term parts[2] = {there ? terms_not(table, there) : 0, terms_apply2(table, STRSMT_EQ, b->position, b->found)};
  term lemma = parts[0] && parts[1] ? terms_apply(table, STRSMT_OR, 2, parts) : 0;
  bool ok = lemma && host->define(host->user, b->position, lemma, derive_beginning, r, b, &fresh);
  *any = *any || fresh;
  return ok;
}

/* Beginnings of the concatenation in which `position` is searched for, where another search in them is there, too. */
static bool compare_beginnings(definer *r, term position, bool *any)
{
  terms *table = r->env->terms;
  term s = term_arg(table, position, 0), args[3] = {0, term_arg(table, position, 1), term_arg(table, position, 2)};
  term_list parts = {0};
  bool ok = stack_append(r->env->m, &parts, term_args(table, s), term_arity(table, s));
  for (size_t n = 1; ok && n < parts.size && !limits_poll(r->env->limits); n++) {
    args[0] = n == 1 ? parts.data[0] : terms_apply(table, STRSMT_STR_CONCAT, n, parts.data);
    beginning b = {position, args[0] ? terms_apply(table, STRSMT_STR_INDEXOF, 3, args) : 0, n};
    ok = b.found && (!egraph_has(r->env->egraph, b.found) || tell_beginning(r, &b, any));
  }
  stack_free(r->env->m, &parts);
  return ok && r->env->limits->stop == STOP_NONE;
}

static bool compare_positions(definer *r, bool *any)
{
  const egraph *g = r->env->egraph;
  terms *table = r->env->terms;
  size_t count = egraph_count(g);
  term zero = terms_int(table, 0);
  for (size_t i = 0; i < count; i++) {
    term t = egraph_node(g, i);
    if (term_kind(table, t) == STRSMT_STR_INDEXOF && term_arg(table, t, 2) == zero &&
        term_kind(table, term_arg(table, t, 0)) == STRSMT_STR_CONCAT && !compare_beginnings(r, t, any))
      return false;
  }
  return true;
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
  if (!numbers_tell(&r->numbers, &any) || !name_terms(r, &any) || !compare_positions(r, &any))
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
