/* encode.c: statements, policies and the question. */
#include "encode.h"

#include "build.h"
#include "principal.h"

#include <string.h>

static void demand(struct encoding *e, strsmt_term t)
{
  e->assertions[e->assertion_count++] = t;
}

/* ---- what a request looks like ---- */

static strsmt_term sequence(strsmt *s, size_t count, const strsmt_term *parts)
{
  return strsmt_make(s, STRSMT_RE_CONCAT, count, parts);
}

/* service:name in small letters. */
static strsmt_term action_form(strsmt *s)
{
  const strsmt_term parts[] = {build_class(s, "az"), strsmt_make_1(s, STRSMT_RE_STAR, build_class(s, "--09az")),
                               build_text(s, ":"), build_class(s, "az"),
                               strsmt_make_1(s, STRSMT_RE_STAR, build_class(s, "-.09__az"))};
  return sequence(s, 5, parts);
}

/* An ARN of six parts, or `*` for an action on nothing in particular. */
static strsmt_term resource_form(strsmt *s)
{
  const strsmt_term rest = strsmt_make_1(s, STRSMT_RE_STAR, build_no_colon(s)), colon = build_text(s, ":");
  const strsmt_term arn[] = {build_text(s, "arn:"), rest, colon, rest, colon, rest, colon, rest, colon,
                             strsmt_make_0(s, STRSMT_RE_ALL)};
  const strsmt_term either[] = {build_text(s, "*"), sequence(s, sizeof arn / sizeof *arn, arn)};
  return build_union(s, 2, either);
}

static strsmt_term principal_form(strsmt *s)
{
  const strsmt_term some = strsmt_make_1(s, STRSMT_RE_PLUS, strsmt_make_0(s, STRSMT_RE_ALLCHAR));
  const strsmt_term paths[] = {build_text(s, "user/"), build_text(s, "role/")};
  const strsmt_term path[] = {build_union(s, 2, paths), some};
  const strsmt_term who[] = {build_text(s, "root"), sequence(s, 2, path)};
  const strsmt_term arn[] = {build_text(s, "AWS:arn:aws"), strsmt_make_1(s, STRSMT_RE_STAR, build_class(s, "--az")),
                             build_text(s, ":iam::"), strsmt_make_1(s, STRSMT_RE_PLUS, build_class(s, "09az")),
                             build_text(s, ":"), build_union(s, 2, who)};
  const strsmt_term kinds[] = {build_text(s, "Service:"), build_text(s, "Federated:"), build_text(s, "CanonicalUser:")};
  const strsmt_term other[] = {build_union(s, 3, kinds), some};
  const strsmt_term either[] = {build_text(s, "Anonymous"), sequence(s, 6, arn), sequence(s, 2, other)};
  return build_union(s, 3, either);
}

/* ---- constants ---- */

static strsmt_sort sort_of(enum key_type type)
{
  switch (type) {
  case KEY_NUMBER:
  case KEY_DATE:
  case KEY_ADDRESS: return STRSMT_SORT_INT;
  case KEY_BOOL: return STRSMT_SORT_BOOL;
  default: return STRSMT_SORT_STRING;
  }
}

/* An address lies on the axis; without networks of IPv6, one place stands for all of IPv6. A binary value is a text of
 * bytes. */
static void demand_form(struct encoding *e, const struct key *key, strsmt_term x)
{
  strsmt *s = e->solver;
  if (key->type == KEY_ADDRESS) {
    demand(e, strsmt_make_2(s, STRSMT_GE, x, strsmt_make_int(s, 0)));
    demand(e, strsmt_make_2(s, STRSMT_LE, x, strsmt_make_int_text(s, key->ipv6 ? ADDRESS_LAST : ADDRESS_FIRST_IPV6)));
  } else if (key->type == KEY_BINARY) {
    const uint32_t first = 0, last = 0xFF;
    const strsmt_term byte = strsmt_make_2(s, STRSMT_RE_RANGE, strsmt_make_string_codes(s, &first, 1),
                                           strsmt_make_string_codes(s, &last, 1));
    demand(e, strsmt_make_2(s, STRSMT_STR_IN_RE, x, strsmt_make_1(s, STRSMT_RE_STAR, byte)));
  }
}

static void make_key(struct encoding *e, const struct key *key)
{
  struct key_terms *terms = &e->keys[key->index];
  const char *name = pool_format(&e->pool, "has %s", key->name);
  terms->present = strsmt_make_constant(e->solver, name, STRSMT_SORT_BOOL);
  terms->count = key_slots(key);
  terms->values = pool_take(&e->pool, terms->count, sizeof *terms->values);
  for (size_t i = 0; i < terms->count; i++) {
    name = terms->count == 1 ? pool_format(&e->pool, "value of %s", key->name)
                             : pool_format(&e->pool, "value %zu of %s", i + 1, key->name);
    terms->values[i] = strsmt_make_constant(e->solver, name, sort_of(key->type));
    demand_form(e, key, terms->values[i]);
  }
}

static void demand_member(struct encoding *e, strsmt_term x, strsmt_term language)
{
  demand(e, strsmt_make_2(e->solver, STRSMT_STR_IN_RE, x, language));
}

static void make_constants(struct encoding *e)
{
  strsmt *s = e->solver;
  e->action = strsmt_make_constant(s, "action", STRSMT_SORT_STRING);
  demand_member(e, e->action, action_form(s));
  e->resource = strsmt_make_constant(s, "resource", STRSMT_SORT_STRING);
  demand_member(e, e->resource, resource_form(s));
  e->principal = STRSMT_NO_TERM;
  if (e->question->principals) {
    e->principal = strsmt_make_constant(s, "principal", STRSMT_SORT_STRING);
    demand_member(e, e->principal, principal_form(s));
  }
  e->keys = pool_take(&e->pool, e->question->keys.count, sizeof *e->keys);
  for (const struct key *key = e->question->keys.first; key; key = key->next) make_key(e, key);
}

/* ---- statements ---- */

/* Is the user or role, which is no account, listed together with its account? */
static bool is_spared(const struct principals *p, const char *name)
{
  if (strncmp(name, "AWS:", 4) || principal_account_prefix(name)) return true;
  for (size_t i = 0; i < p->count; i++)
    if (principal_belongs(name, p->names[i])) return true;
  return false;
}

/* Requests that are known by a listed name. */
static strsmt_term listed(struct encoding *e, const struct principals *p)
{
  strsmt *s = e->solver;
  strsmt_term *languages = pool_take(&e->pool, p->count, sizeof *languages);
  for (size_t i = 0; i < p->count; i++) {
    const size_t prefix = principal_account_prefix(p->names[i]);
    const strsmt_term account[] = {build_text(s, pool_format(&e->pool, "%.*s", (int)prefix, p->names[i])),
                                   strsmt_make_0(s, STRSMT_RE_ALL)};
    languages[i] = prefix ? sequence(s, 2, account) : build_text(s, p->names[i]);
  }
  return strsmt_make_2(s, STRSMT_STR_IN_RE, e->principal, build_union(s, p->count, languages));
}

/* Requests all of whose names are listed. */
static strsmt_term spared(struct encoding *e, const struct principals *p)
{
  strsmt *s = e->solver;
  strsmt_term *languages = pool_take(&e->pool, p->count, sizeof *languages);
  size_t count = 0;
  for (size_t i = 0; i < p->count; i++)
    if (is_spared(p, p->names[i])) languages[count++] = build_text(s, p->names[i]);
  return strsmt_make_2(s, STRSMT_STR_IN_RE, e->principal, build_union(s, count, languages));
}

static strsmt_term principal_matches(struct encoding *e, const struct statement *statement)
{
  const struct principals *p = &statement->principals;
  if (p->everyone) return strsmt_make_bool(e->solver, !p->negated);
  if (!p->negated) return listed(e, p);
  return build_not(e->solver, statement->allow ? listed(e, p) : spared(e, p));
}

static strsmt_term element_matches(struct encoding *e, const struct element *element, strsmt_term x)
{
  const strsmt_term fits = build_fits(e->solver, &e->pool, x, &element->patterns, BUILD_PLAIN);
  return element->negated ? build_not(e->solver, fits) : fits;
}

static strsmt_term statement_matches(struct encoding *e, const struct statement *statement)
{
  strsmt_term *parts = pool_take(&e->pool, 3 + statement->condition_count, sizeof *parts);
  size_t count = 0;
  if (statement->principals.present) parts[count++] = principal_matches(e, statement);
  parts[count++] = element_matches(e, &statement->action, e->action);
  if (statement->resource.present) parts[count++] = element_matches(e, &statement->resource, e->resource);
  for (size_t i = 0; i < statement->condition_count; i++)
    parts[count++] = encode_condition(e, &statement->conditions[i]);
  return build_and(e->solver, count, parts);
}

/* ---- policies ---- */

/* Some statement of that effect matches. */
static strsmt_term some_statement(struct encoding *e, const struct policy *policy, bool allow)
{
  strsmt_term *matches = pool_take(&e->pool, policy->count, sizeof *matches);
  size_t count = 0;
  for (size_t i = 0; i < policy->count; i++)
    if (policy->statements[i].allow == allow) matches[count++] = statement_matches(e, &policy->statements[i]);
  return build_or(e->solver, count, matches);
}

static void demand_allowed(struct encoding *e, const struct policy *policy)
{
  demand(e, some_statement(e, policy, true));
  demand(e, build_not(e->solver, some_statement(e, policy, false)));
}

static void demand_refused(struct encoding *e, const struct policy *policy)
{
  const strsmt_term either[] = {build_not(e->solver, some_statement(e, policy, true)),
                                some_statement(e, policy, false)};
  demand(e, build_or(e->solver, 2, either));
}

bool encode(struct encoding *e, strsmt *solver, const struct question *question)
{
  size_t room = 6;
  memset(e, 0, sizeof *e);
  e->solver = solver;
  e->question = question;
  for (const struct key *key = question->keys.first; key; key = key->next) room += 2 * key_slots(key);
  e->assertions = pool_take(&e->pool, room, sizeof *e->assertions);
  make_constants(e);
  demand_allowed(e, &question->new_policy);
  demand_refused(e, &question->old_policy);
  for (size_t i = 0; i < e->assertion_count; i++)
    if (strsmt_assert(solver, e->assertions[i]) != STRSMT_OK) return false;
  return strsmt_error(solver) == STRSMT_OK;
}

void encoding_free(struct encoding *e)
{
  pool_free(&e->pool);
}
