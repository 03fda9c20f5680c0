/* ask.c: from two sides to an answer. */
#define _GNU_SOURCE
#include "ask.h"

#include "decide.h"
#include "problem.h"
#include "request.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MOST_RETRIES = 20 };

static double now(void)
{
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return 1000 * (double)t.tv_sec + (double)t.tv_nsec / 1e6;
}

static bool take_bytes(void *user, const void *data, size_t size)
{
  struct bytes *bytes = user;
  if (bytes->room - bytes->size < size) {
    const size_t room = 2 * bytes->room + size;
    char *grown = realloc(bytes->data, room);
    if (!grown)
      return false;
    bytes->data = grown;
    bytes->room = room;
  }
  memcpy(bytes->data + bytes->size, data, size);
  bytes->size += size;
  return true;
}

/* ---- the problem ---- */

/* Which statement an assertion speaks of. */
struct origin {
  strsmt_term term;
  struct reason reason;
};

struct asking {
  struct question *question;
  const struct side *allowed, *refused;
  struct encoding e;
  struct origin *origins;
  size_t origin_count;
};

static void demand_of(struct asking *a, strsmt_term t, const struct policy *p, const struct statement *s)
{
  encoding_demand(&a->e, t);
  a->origins[a->origin_count++] = (struct origin){t, {p, s}};
}

/* One document by itself is asserted statement by statement, so that a proof shows which it needs. */
static bool is_simple(const struct side *side)
{
  return side->count == 1 && !side->policies[0]->beside_all;
}

static void demand_allowed(struct asking *a)
{
  const struct side *side = a->allowed;
  if (!is_simple(side)) {
    encoding_demand(&a->e, encode_allowed(&a->e, side));
    return;
  }
  const struct policy *p = side->policies[0];
  strsmt_term *allow = pool_take(&a->e.pool, p->count + 1, sizeof *allow);
  size_t count = 0;
  for (size_t i = 0; i < p->count; i++)
    if (p->statements[i].allow)
      allow[count++] = a->e.matches[p->index][i];
  encoding_demand(&a->e, build_or(a->e.solver, count, allow));
  for (size_t i = 0; i < p->count; i++)
    if (!p->statements[i].allow)
      demand_of(a, build_not(a->e.solver, a->e.matches[p->index][i]), p, &p->statements[i]);
}

static void demand_refused(struct asking *a)
{
  strsmt *s = a->e.solver;
  const struct side *side = a->refused;
  if (!is_simple(side)) {
    encoding_demand(&a->e, build_not(s, encode_allowed(&a->e, side)));
    return;
  }
  const struct policy *p = side->policies[0];
  strsmt_term *deny = pool_take(&a->e.pool, p->count + 2, sizeof *deny);
  size_t count = 0;
  for (size_t i = 0; i < p->count; i++)
    if (!p->statements[i].allow)
      deny[1 + count++] = a->e.matches[p->index][i];
  for (size_t i = 0; i < p->count; i++) {
    if (!p->statements[i].allow)
      continue;
    deny[0] = build_not(s, a->e.matches[p->index][i]);
    demand_of(a, build_or(s, count + 1, deny), p, &p->statements[i]);
  }
}

/* ---- reasons ---- */

static void add_reason(struct answer *out, struct pool *pool, const struct policy *p, const struct statement *s)
{
  struct reason *grown = pool_take(pool, out->reason_count + 1, sizeof *grown);
  if (out->reason_count)
    memcpy(grown, out->reasons, out->reason_count * sizeof *grown);
  grown[out->reason_count++] = (struct reason){p, s};
  out->reasons = grown;
}

static void matching(struct asking *a, const struct side *side, bool allow, struct answer *out)
{
  const struct evaluation e = {out->request, a->question->literal_arns};
  for (size_t i = 0; side && i < side->count; i++) {
    const struct policy *p = side->policies[i];
    json_t *list = json_object_get(p->document, "Statement");
    for (size_t k = 0; k < p->count; k++) {
      json_t *statement = json_is_array(list) ? json_array_get(list, k) : list;
      if (p->statements[k].allow == allow &&
          evaluate_statement(&e, json_object_get(p->document, "Version"), statement) == TRUTH_YES)
        add_reason(out, &a->question->pool, p, &p->statements[k]);
    }
  }
}

static void core_reasons(struct asking *a, struct answer *out)
{
  strsmt_core core;
  const strsmt_limits budget = {.seconds = 1};
  if (!a->origin_count || strsmt_get_core(a->e.solver, &budget, &core) != STRSMT_OK || !core.proof)
    return;
  for (size_t i = 0; i < core.count; i++)
    for (size_t k = 0; k < a->origin_count; k++)
      if (a->origins[k].term == core.terms[i])
        add_reason(out, &a->question->pool, a->origins[k].reason.policy, a->origins[k].reason.statement);
}

/* ---- answers ---- */

/* The model's choice of undecided tests is not the one that counts: another one is looked for. */
static bool block_undecided(struct asking *a)
{
  strsmt *s = a->e.solver;
  size_t count = 0;
  for (const struct undecided *u = a->e.undecided; u; u = u->next)
    count++;
  strsmt_term *other = pool_take(&a->e.pool, count + 1, sizeof *other);
  count = 0;
  for (const struct undecided *u = a->e.undecided; u; u = u->next)
    other[count++] = strsmt_term_kind(s, strsmt_value(s, u->term)) == STRSMT_TRUE ? build_not(s, u->term) : u->term;
  return count && strsmt_assert(s, build_or(s, count, other)) == STRSMT_OK;
}

static bool has_several(const struct question *q, const json_t *request)
{
  const json_t *context = json_object_get(request, "context");
  for (const struct key *key = q->keys.first; key; key = key->next)
    if (!key->known.known && json_array_size(json_object_get(context, key->name)) > 1)
      return true;
  return false;
}

static const char *why_undecided(struct question *q)
{
  const char *names = "";
  for (const struct key *key = q->keys.first; key; key = key->next) {
    const bool mixed = key->types & (key->types - 1);
    if ((key->many && key->plain) || mixed)
      names = pool_format(&q->pool, "%s%s%s", names, *names ? ", " : ": ", key->name);
  }
  return pool_format(&q->pool,
                     "it depends on tests whose meaning is not defined (operators without ForAnyValue or "
                     "ForAllValues on several values, values that are compared as another kind, variables between "
                     "wildcards)%s",
                     names);
}

static void take_yes(struct asking *a, struct answer *out)
{
  struct question *q = a->question;
  for (int i = 0; i < MOST_RETRIES; i++) {
    out->request = request_take(&a->e);
    if (decide_difference(q, out->request, a->allowed, a->refused) == TRUTH_YES) {
      const double start = now();
      out->verdict = VERDICT_YES;
      believable(q, out->request, a->allowed, a->refused);
      out->several = has_several(q, out->request);
      matching(a, a->allowed, true, out);
      matching(a, a->refused, false, out);
      out->polish_milliseconds = now() - start;
      return;
    }
    if (!block_undecided(a)) {
      char *text = json_dumps(out->request, JSON_COMPACT);
      out->why = pool_format(&q->pool, "the request that was found is not confirmed by its evaluation: %.1500s",
                             text ? text : "");
      free(text);
      break;
    }
    json_decref(out->request);
    out->request = NULL;
    if (strsmt_check(a->e.solver) != STRSMT_SAT)
      break;
  }
  json_decref(out->request);
  out->request = NULL;
  if (!out->why)
    out->why = why_undecided(q);
}

static void print_problem(struct asking *a, struct answer *out)
{
  FILE *to = open_memstream(&out->problem.data, &out->problem.size);
  if (!to)
    return;
  problem_print(&a->e, to);
  fclose(to);
}

struct answer ask(struct question *q, const struct side *allowed, const struct side *refused,
                  const struct ask_options *options)
{
  struct answer out = {.verdict = VERDICT_UNKNOWN};
  struct asking a = {q, allowed, refused, {0}, NULL, 0};
  const double start = now();
  strsmt *s = strsmt_new(NULL);
  if (!s)
    return out.why = "out of memory", out;
  const strsmt_limits limits = {.seconds = options->seconds};
  strsmt_set_limits(s, &limits);
  if (options->proof)
    strsmt_set_proof(s, take_bytes, &out.proof, STRSMT_PROOF_TEXT);
  encoding_start(&a.e, s, q);
  size_t room = 1;
  for (size_t i = 0; i < q->policy_count; i++)
    room += 2 * q->policies[i]->count;
  a.origins = pool_take(&a.e.pool, room, sizeof *a.origins);
  demand_allowed(&a);
  if (refused)
    demand_refused(&a);
  const bool good = encoding_assert(&a.e);
  const strsmt_answer answer = good ? strsmt_check(s) : STRSMT_UNKNOWN;
  out.milliseconds = now() - start;
  strsmt_get_statistics(s, &out.statistics);
  if (!good)
    out.why = pool_copy(&q->pool, strsmt_error_message(s));
  else if (answer == STRSMT_UNKNOWN)
    out.why = pool_copy(&q->pool, strsmt_unknown_reason(s));
  if (options->problem && answer != STRSMT_UNKNOWN)
    print_problem(&a, &out);
  if (answer == STRSMT_UNSAT) {
    out.verdict = VERDICT_NO;
    if (options->reasons)
      core_reasons(&a, &out);
  } else if (answer == STRSMT_SAT)
    take_yes(&a, &out);
  encoding_free(&a.e);
  strsmt_delete(s);
  return out;
}

void answer_free(struct answer *answer)
{
  json_decref(answer->request);
  free(answer->proof.data);
  free(answer->problem.data);
}
