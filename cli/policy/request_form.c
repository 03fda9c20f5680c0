/* request_form.c: what a request looks like, and what its parts have to do with each other. */
#include "encode.h"
#include "principal.h"

#include <string.h>

strsmt_term encode_sequence(strsmt *s, size_t count, const strsmt_term *parts)
{
  return strsmt_make(s, STRSMT_RE_CONCAT, count, parts);
}

static strsmt_term some(strsmt *s)
{
  return strsmt_make_1(s, STRSMT_RE_PLUS, strsmt_make_0(s, STRSMT_RE_ALLCHAR));
}

static void demand_member(struct encoding *e, strsmt_term x, strsmt_term language)
{
  encoding_demand(e, strsmt_make_2(e->solver, STRSMT_STR_IN_RE, x, language));
}

static strsmt_term either(strsmt *s, strsmt_term a, strsmt_term b)
{
  const strsmt_term both[] = {a, b};
  return build_or(s, 2, both);
}

/* service:name in small letters. */
static strsmt_term action_form(strsmt *s)
{
  const strsmt_term parts[] = {build_class(s, "az09"), strsmt_make_1(s, STRSMT_RE_STAR, build_class(s, "--09az")),
                               build_text(s, ":"), build_class(s, "az"),
                               strsmt_make_1(s, STRSMT_RE_STAR, build_class(s, "-.09__az"))};
  return encode_sequence(s, 5, parts);
}

/* ---- the resource ---- */

/* An ARN of six parts, or `*` for an action on nothing in particular. */
static strsmt_term resource_form(strsmt *s)
{
  const strsmt_term rest = strsmt_make_1(s, STRSMT_RE_STAR, build_no_colon(s)), colon = build_text(s, ":");
  const strsmt_term arn[] = {build_text(s, "arn:"), rest, colon, rest, colon, rest, colon, rest, colon, some(s)};
  return build_union(s, 2,
                     (const strsmt_term[]){build_text(s, "*"), encode_sequence(s, sizeof arn / sizeof *arn, arn)});
}

static void make_parts(struct encoding *e)
{
  static const char *const names[] = {"arn", "partition", "service", "region", "account", "rest of the resource"};
  strsmt *s = e->solver;
  const strsmt_term part = strsmt_make_1(s, STRSMT_RE_STAR, build_no_colon(s));
  e->resource = STRSMT_NO_TERM;
  e->no_resource = strsmt_make_constant(s, "no resource", STRSMT_SORT_BOOL);
  for (size_t k = 0; k < 6; k++) {
    e->parts[k] = strsmt_make_constant(s, names[k], STRSMT_SORT_STRING);
    demand_member(e, e->parts[k], k == 0 ? build_text(s, "arn") : k == 5 ? some(s) : part);
  }
}

/* ---- the principal ---- */

/* arn:PARTITION:SERVICE::ACCOUNT:, with the account in a language. */
static strsmt_term arn_start(strsmt *s, const char *service, strsmt_term account)
{
  const strsmt_term parts[] = {build_text(s, "arn:aws"), strsmt_make_1(s, STRSMT_RE_STAR, build_class(s, "--az")),
                               build_text(s, ":"),       build_text(s, service),
                               build_text(s, "::"),      account,
                               build_text(s, ":")};
  return encode_sequence(s, 7, parts);
}

static strsmt_term any_account(strsmt *s)
{
  return strsmt_make_1(s, STRSMT_RE_PLUS, build_no_colon(s));
}

strsmt_term encode_account(struct encoding *e, strsmt_term language)
{
  strsmt *s = e->solver;
  const strsmt_term account = strsmt_make_2(s, STRSMT_RE_INTER, language, any_account(s)),
                    all = strsmt_make_0(s, STRSMT_RE_ALL);
  const strsmt_term forms[] = {encode_sequence(s, 2, (const strsmt_term[]){arn_start(s, "iam", account), all}),
                               encode_sequence(s, 2, (const strsmt_term[]){arn_start(s, "sts", account), all})};
  return strsmt_make_2(s, STRSMT_STR_IN_RE, e->principal, build_union(s, 2, forms));
}

static strsmt_term arn_form(strsmt *s, bool root)
{
  const strsmt_term paths[] = {build_text(s, "user/"), build_text(s, "role/")};
  const strsmt_term path[] = {build_union(s, 2, paths), some(s)};
  const strsmt_term who[] = {encode_sequence(s, 2, path), build_text(s, "root")};
  const strsmt_term iam[] = {arn_start(s, "iam", any_account(s)), build_union(s, root ? 2 : 1, who)};
  const strsmt_term sts[] = {arn_start(s, "sts", any_account(s)), build_text(s, "federated-user/"), some(s)};
  const strsmt_term forms[] = {encode_sequence(s, 2, iam), encode_sequence(s, 3, sts)};
  return build_union(s, 2, forms);
}

static strsmt_term principal_form(strsmt *s, bool anyone)
{
  const strsmt_term kinds[] = {build_text(s, "Service:"), build_text(s, "Federated:"), build_text(s, "CanonicalUser:"),
                               build_text(s, "Id:")};
  const strsmt_term other[] = {build_union(s, 4, kinds), some(s)};
  const strsmt_term forms[] = {arn_form(s, true), build_text(s, "Anonymous"), encode_sequence(s, 2, other)};
  return build_union(s, anyone ? 3 : 1, forms);
}

/* A role of the session's name that some document names: there is but one of a name in an account. NULL: none. */
static const char *named_role(const struct question *q, const char *session)
{
  for (size_t p = 0; p < q->policy_count; p++)
    for (size_t i = 0; i < q->policies[p]->count; i++) {
      const struct principals *list = &q->policies[p]->statements[i].principals;
      for (size_t k = 0; k < list->count; k++)
        if (principal_is_session_of(session, list->names[k]))
          return list->names[k];
    }
  return NULL;
}

/* The role that a session belongs to, with any path if it is not known. */
static strsmt_term role_of(struct encoding *e, const char *session)
{
  strsmt *s = e->solver;
  const char *role = named_role(e->question, session);
  if (role)
    return build_text(s, role);
  const char *service = strstr(session, ":sts::"), *name = strstr(session, ":assumed-role/");
  const char *account = service + strlen(":sts::");
  const size_t account_size = (size_t)(name - account), start = (size_t)(service - session);
  const char *text = pool_format(&e->pool, "%.*s:iam::%.*s:role/", (int)start, session, (int)account_size, account);
  name += strlen(":assumed-role/");
  const strsmt_term slash = build_text(s, "/"), path[] = {strsmt_make_0(s, STRSMT_RE_ALL), slash};
  const strsmt_term paths[] = {build_text(s, ""), encode_sequence(s, 2, path)};
  const strsmt_term parts[] = {build_text(s, text), build_union(s, 2, paths),
                               build_text(s, pool_format(&e->pool, "%.*s", (int)strcspn(name, "/"), name))};
  return encode_sequence(s, 3, parts);
}

static void make_sessions(struct encoding *e)
{
  strsmt *s = e->solver;
  const size_t count = e->question->session_count;
  e->sessions = pool_take(&e->pool, count + 1, sizeof *e->sessions);
  for (size_t i = 0; i < count; i++) {
    const char *name = e->question->sessions[i];
    e->sessions[i] = strsmt_make_constant(s, pool_format(&e->pool, "in session %s", name), STRSMT_SORT_BOOL);
    const strsmt_term member = strstr(name, ":sts::")
                                   ? strsmt_make_2(s, STRSMT_STR_IN_RE, e->principal, role_of(e, name))
                                   : strsmt_make_bool(s, false);
    encoding_demand(e, either(s, build_not(s, e->sessions[i]), member));
    for (size_t k = 0; k < i; k++)
      encoding_demand(e, either(s, build_not(s, e->sessions[i]), build_not(s, e->sessions[k])));
  }
}

/* ---- keys ---- */

bool encode_is_principal_arn(const struct encoding *e, const struct key *key)
{
  return e->principal != STRSMT_NO_TERM && key->type == KEY_TEXT && key_is(key, "aws:principalarn");
}

bool encode_is_principal_account(const struct encoding *e, const struct key *key)
{
  return e->principal != STRSMT_NO_TERM && key->type == KEY_TEXT && !key->variable &&
         key_is(key, "aws:principalaccount");
}

static strsmt_term starts(struct encoding *e, const char *text)
{
  return strsmt_make_2(e->solver, STRSMT_STR_PREFIXOF, strsmt_make_string(e->solver, text), e->principal);
}

static strsmt_term is_user(struct encoding *e)
{
  strsmt *s = e->solver;
  const strsmt_term parts[] = {arn_start(s, "iam", any_account(s)), build_text(s, "user/"), some(s)};
  return strsmt_make_2(s, STRSMT_STR_IN_RE, e->principal, encode_sequence(s, 3, parts));
}

/* Is the key there? A term, or STRSMT_NO_TERM if nothing is known. */
static strsmt_term presence(struct encoding *e, const struct key *key)
{
  strsmt *s = e->solver;
  const bool principal = e->principal != STRSMT_NO_TERM;
  if (key->known.always)
    return strsmt_make_bool(s, true);
  if (principal && key_is(key, "aws:principalarn"))
    return starts(e, "arn:");
  if (principal && key_is(key, "aws:principalaccount"))
    return either(s, starts(e, "arn:"), strsmt_make_2(s, STRSMT_EQ, e->principal, strsmt_make_string(s, "Anonymous")));
  if (principal && key_is(key, "aws:username"))
    return is_user(e);
  if (key->known.signed_only && principal)
    return build_not(s, strsmt_make_2(s, STRSMT_EQ, e->principal, strsmt_make_string(s, "Anonymous")));
  return key->known.signed_only ? strsmt_make_bool(s, true) : STRSMT_NO_TERM;
}

static strsmt_sort sort_of(enum key_type type)
{
  switch (type) {
  case KEY_NUMBER:
  case KEY_DATE:
  case KEY_ADDRESS:
    return STRSMT_SORT_INT;
  case KEY_BOOL:
    return STRSMT_SORT_BOOL;
  default:
    return STRSMT_SORT_STRING;
  }
}

/* aws:PrincipalAccount as a constant of its own: it stands between the colons of the principal's ARN. */
static void link_account(struct encoding *e, strsmt_term present, strsmt_term value)
{
  strsmt *s = e->solver;
  const strsmt_term parts[] = {strsmt_make_string(s, "::"), value, strsmt_make_string(s, ":")};
  const strsmt_term within =
      strsmt_make_2(s, STRSMT_STR_CONTAINS, e->principal, strsmt_make(s, STRSMT_STR_CONCAT, 3, parts));
  demand_member(e, value, any_account(s));
  const strsmt_term word = strsmt_make_2(s, STRSMT_EQ, value, strsmt_make_string(s, "anonymous"));
  const strsmt_term nobody = strsmt_make_2(s, STRSMT_EQ, e->principal, strsmt_make_string(s, "Anonymous"));
  const strsmt_term both[] = {nobody, word};
  const strsmt_term forms[] = {build_not(s, present), within, build_and(s, 2, both)};
  encoding_demand(e, build_or(s, 3, forms));
}

/* An address lies on the axis; without networks of IPv6, one place stands for all of IPv6. A binary value is a text of
 * bytes; what the table knows to be true or false is one of these words. */
static void demand_value_form(struct encoding *e, const struct key *key, strsmt_term x)
{
  strsmt *s = e->solver;
  if (key->type == KEY_ADDRESS) {
    encoding_demand(e, strsmt_make_2(s, STRSMT_GE, x, strsmt_make_int(s, 0)));
    encoding_demand(
        e, strsmt_make_2(s, STRSMT_LE, x, strsmt_make_int_text(s, key->ipv6 ? ADDRESS_LAST : ADDRESS_FIRST_IPV6)));
  } else if (key->type == KEY_BINARY) {
    const uint32_t first = 0, last = 0xFF;
    const strsmt_term byte = strsmt_make_2(s, STRSMT_RE_RANGE, strsmt_make_string_codes(s, &first, 1),
                                           strsmt_make_string_codes(s, &last, 1));
    demand_member(e, x, strsmt_make_1(s, STRSMT_RE_STAR, byte));
  } else if (key->type == KEY_TEXT && !strcmp(key->known.kind, "bool")) {
    const strsmt_term words[] = {build_text(s, "true"), build_text(s, "false")};
    demand_member(e, x, build_union(s, 2, words));
  }
}

static void make_key(struct encoding *e, const struct key *key)
{
  struct key_terms *terms = &e->keys[key->index];
  strsmt *s = e->solver;
  terms->present = presence(e, key);
  if (terms->present == STRSMT_NO_TERM)
    terms->present = strsmt_make_constant(s, pool_format(&e->pool, "has %s", key->name), STRSMT_SORT_BOOL);
  if (key->known.named_only && e->principal != STRSMT_NO_TERM)
    encoding_demand(e, either(s, build_not(s, terms->present), starts(e, "arn:")));
  terms->count = key_slots(key);
  terms->values = pool_take(&e->pool, terms->count + 1, sizeof *terms->values);
  for (size_t i = 0; i < terms->count; i++) {
    const char *name = terms->count == 1 ? pool_format(&e->pool, "value of %s", key->name)
                                         : pool_format(&e->pool, "value %zu of %s", i + 1, key->name);
    if (encode_is_principal_arn(e, key) || encode_is_principal_account(e, key)) {
      terms->values[i] = e->principal;
    } else {
      terms->values[i] = strsmt_make_constant(s, name, sort_of(key->type));
      demand_value_form(e, key, terms->values[i]);
      if (key_is(key, "aws:principalaccount") && key->type == KEY_TEXT && e->principal != STRSMT_NO_TERM)
        link_account(e, terms->present, terms->values[i]);
    }
  }
}

void encode_form(struct encoding *e)
{
  strsmt *s = e->solver;
  e->action = strsmt_make_constant(s, "action", STRSMT_SORT_STRING);
  demand_member(e, e->action, action_form(s));
  if (e->question->parts)
    make_parts(e);
  else {
    e->resource = strsmt_make_constant(s, "resource", STRSMT_SORT_STRING);
    demand_member(e, e->resource, resource_form(s));
  }
  e->principal = STRSMT_NO_TERM;
  if (e->question->principals) {
    e->principal = strsmt_make_constant(s, "principal", STRSMT_SORT_STRING);
    demand_member(e, e->principal, principal_form(s, e->question->anyone));
    make_sessions(e);
  }
  e->keys = pool_take(&e->pool, e->question->keys.count + 1, sizeof *e->keys);
  for (const struct key *key = e->question->keys.first; key; key = key->next)
    make_key(e, key);
}
