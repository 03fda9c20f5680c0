/* encode.c: statements, and documents that decide together. */
#include "encode.h"

#include "principal.h"

#include <string.h>

void encoding_demand(struct encoding *e, strsmt_term t)
{
  if (e->assertion_count == e->assertion_room) {
    const size_t room = 2 * e->assertion_room + 16;
    strsmt_term *grown = pool_take(&e->pool, room, sizeof *grown);
    if (e->assertion_count)
      memcpy(grown, e->assertions, e->assertion_count * sizeof *grown);
    e->assertions = grown;
    e->assertion_room = room;
  }
  e->assertions[e->assertion_count++] = t;
}

strsmt_term encode_undecided(struct encoding *e, const char *test)
{
  for (struct undecided *u = e->undecided; u; u = u->next)
    if (!strcmp(u->test, test))
      return u->term;
  struct undecided *u = pool_take(&e->pool, 1, sizeof *u);
  size_t number = 1;
  for (const struct undecided *other = e->undecided; other; other = other->next)
    number++;
  u->test = test;
  u->term = strsmt_make_constant(e->solver, pool_format(&e->pool, "undecided %zu", number), STRSMT_SORT_BOOL);
  u->next = e->undecided;
  e->undecided = u;
  return u->term;
}

/* ---- statements ---- */

static strsmt_term is_session(struct encoding *e, const char *name)
{
  size_t i = 0;
  while (strcmp(e->question->sessions[i], name))
    i++;
  return e->sessions[i];
}

/* Requests of the account's users, roles and root. */
static strsmt_term of_account(struct encoding *e, const char *number, size_t size)
{
  return encode_account(e, build_text(e->solver, pool_format(&e->pool, "%.*s", (int)size, number)));
}

/* Requests that are known by a listed name. */
static strsmt_term listed(struct encoding *e, const struct principals *p)
{
  strsmt *s = e->solver;
  strsmt_term *each = pool_take(&e->pool, p->count + 3, sizeof *each),
              *names = pool_take(&e->pool, p->count + 1, sizeof *names);
  size_t count = 0, name_count = 0;
  for (size_t i = 0; i < p->count; i++) {
    const char *number;
    const size_t account = principal_account(p->names[i], &number);
    if (account)
      each[count++] = of_account(e, number, account);
    else if (principal_is_session(p->names[i]))
      each[count++] = is_session(e, p->names[i]);
    else
      names[name_count++] = build_text(s, p->names[i]);
  }
  if (name_count)
    each[count++] = strsmt_make_2(s, STRSMT_STR_IN_RE, e->principal, build_union(s, name_count, names));
  if (p->any_federated)
    each[count++] = strsmt_make_2(s, STRSMT_STR_PREFIXOF, strsmt_make_string(s, "Federated:"), e->principal);
  if (p->any_service)
    each[count++] = strsmt_make_2(s, STRSMT_STR_PREFIXOF, strsmt_make_string(s, "Service:"), e->principal);
  return build_or(s, count, each);
}

/* Is the account of that name listed, too? */
static bool account_listed(const struct principals *p, const char *name)
{
  const char *number;
  for (size_t i = 0; i < p->count; i++)
    if (principal_belongs(name, p->names[i]))
      return true;
  return strncmp(name, "arn:", 4) || principal_account(name, &number);
}

/* Requests all of whose names are listed: for a role, the one in a listed session. */
static strsmt_term spared(struct encoding *e, const struct principals *p)
{
  strsmt *s = e->solver;
  strsmt_term *each = pool_take(&e->pool, 2 * p->count * (p->count + 1) + 3, sizeof *each);
  size_t count = 0;
  for (size_t i = 0; i < p->count; i++) {
    const char *name = p->names[i];
    if (principal_is_session(name) || !account_listed(p, name))
      continue;
    const strsmt_term self = strsmt_make_2(s, STRSMT_EQ, e->principal, strsmt_make_string(s, name));
    if (!principal_is_role(name))
      each[count++] = self;
    for (size_t k = 0; k < p->count && principal_is_role(name); k++) {
      if (!principal_is_session_of(p->names[k], name))
        continue;
      const strsmt_term both[] = {self, is_session(e, p->names[k])};
      each[count++] = build_and(s, 2, both);
    }
  }
  if (p->any_federated)
    each[count++] = strsmt_make_2(s, STRSMT_STR_PREFIXOF, strsmt_make_string(s, "Federated:"), e->principal);
  if (p->any_service)
    each[count++] = strsmt_make_2(s, STRSMT_STR_PREFIXOF, strsmt_make_string(s, "Service:"), e->principal);
  return build_or(s, count, each);
}

static strsmt_term principal_matches(struct encoding *e, const struct statement *statement)
{
  const struct principals *p = &statement->principals;
  if (p->everyone)
    return strsmt_make_bool(e->solver, !p->negated);
  if (!p->negated)
    return listed(e, p);
  return build_not(e->solver, statement->allow ? listed(e, p) : spared(e, p));
}

/* `number`: of the statement, through all policies. */
static strsmt_term statement_matches(struct encoding *e, const struct statement *s, size_t number)
{
  strsmt_term *parts = pool_take(&e->pool, 3 + s->condition_count, sizeof *parts);
  size_t count = 0;
  if (s->principals.present)
    parts[count++] = principal_matches(e, s);
  strsmt_term fits =
      e->actions ? e->actions[number] : build_fits(e->solver, &e->pool, e->action, &s->action.patterns, BUILD_PLAIN);
  parts[count++] = s->action.negated ? build_not(e->solver, fits) : fits;
  if (s->resource.present) {
    fits = encode_resource(e, &s->resource.patterns);
    parts[count++] = s->resource.negated ? build_not(e->solver, fits) : fits;
  }
  for (size_t i = 0; i < s->condition_count; i++)
    parts[count++] = encode_condition(e, &s->conditions[i]);
  return build_and(e->solver, count, parts);
}

/* ---- sides ---- */

/* Some statement of that effect matches. */
static strsmt_term some_statement(struct encoding *e, const struct policy *policy, bool allow)
{
  strsmt_term *matches = pool_take(&e->pool, policy->count + 1, sizeof *matches);
  size_t count = 0;
  for (size_t i = 0; i < policy->count; i++)
    if (policy->statements[i].allow == allow)
      matches[count++] = e->matches[policy->index][i];
  return build_or(e->solver, count, matches);
}

/* The documents of some kinds: all of them allow, or one of them does. */
static size_t collect(struct encoding *e, const struct side *side, unsigned types, strsmt_term *out)
{
  size_t count = 0;
  for (size_t i = 0; i < side->count; i++) {
    const struct policy *p = side->policies[i];
    if (types & 1u << p->type)
      out[count++] = p->beside_all ? strsmt_make_bool(e->solver, true) : some_statement(e, p, true);
  }
  return count;
}

strsmt_term encode_allowed(struct encoding *e, const struct side *side)
{
  strsmt *s = e->solver;
  strsmt_term *terms = pool_take(&e->pool, side->count + 4, sizeof *terms), parts[4 + 1], grants[2];
  size_t count = 0, grant_count = 0, n = collect(e, side, 1u << TYPE_IDENTITY | 1u << TYPE_ANY, terms);
  strsmt_term identity = build_or(s, n, terms);
  const bool has_identity = n > 0;
  n = collect(e, side, 1u << TYPE_BOUNDARY, terms);
  const strsmt_term boundary = build_and(s, n, terms);
  if (has_identity)
    grants[grant_count++] = build_and(s, 2, (const strsmt_term[]){identity, boundary});
  else
    parts[count++] = boundary;
  n = collect(e, side, 1u << TYPE_RESOURCE, terms);
  if (n)
    grants[grant_count++] = build_or(s, n, terms);
  if (grant_count)
    parts[count++] = build_or(s, grant_count, grants);
  n = collect(e, side, 1u << TYPE_SCP | 1u << TYPE_RCP, terms);
  parts[count++] = build_and(s, n, terms);
  for (size_t i = 0; i < side->count; i++)
    terms[i] = some_statement(e, side->policies[i], false);
  parts[count++] = build_not(s, build_or(s, side->count, terms));
  return build_and(s, count, parts);
}

void encoding_start(struct encoding *e, strsmt *solver, const struct question *q)
{
  memset(e, 0, sizeof *e);
  e->solver = solver;
  e->question = q;
  encode_form(e);
  encode_actions(e);
  size_t number = 0;
  e->matches = pool_take(&e->pool, q->policy_count + 1, sizeof *e->matches);
  for (size_t p = 0; p < q->policy_count; p++) {
    e->matches[p] = pool_take(&e->pool, q->policies[p]->count + 1, sizeof **e->matches);
    for (size_t i = 0; i < q->policies[p]->count; i++)
      e->matches[p][i] = statement_matches(e, &q->policies[p]->statements[i], number++);
  }
}

bool encoding_assert(struct encoding *e)
{
  for (size_t i = 0; i < e->assertion_count; i++)
    if (strsmt_assert(e->solver, e->assertions[i]) != STRSMT_OK)
      return false;
  return strsmt_error(e->solver) == STRSMT_OK;
}

void encoding_free(struct encoding *e)
{
  pool_free(&e->pool);
}
