/* encode_pattern.c: patterns with policy variables: prefixes, suffixes and parts of a text, and its length.
 *
 * A pattern is a row of chunks (constants and values of keys, concatenated) with `*` between, before or behind them.
 * "a*b" is: a is a prefix, b is a suffix, and they do not overlap. More than one `*` between chunks is undecided. */
#include "encode.h"

#include <stdio.h>
#include <string.h>

struct chunks {
  strsmt_term items[3];
  size_t count;
  bool open_start, open_end; /* `*` before the first, behind the last */
  bool simple;               /* nothing but these */
};

static strsmt_term concat(strsmt *s, size_t count, const strsmt_term *parts)
{
  if (count == 0)
    return strsmt_make_string(s, "");
  return count == 1 ? parts[0] : strsmt_make(s, STRSMT_STR_CONCAT, count, parts);
}

/* The value of a variable; adds to `needs` that it has one. */
static strsmt_term variable_value(struct encoding *e, const struct variable *v, strsmt_term *needs, size_t *count)
{
  const struct key_terms *key = &e->keys[v->key->index];
  if (!v->otherwise) {
    needs[(*count)++] = key->present;
    return key->values[0];
  }
  const strsmt_term parts[] = {key->present, key->values[0], strsmt_make_string(e->solver, v->otherwise)};
  return strsmt_make(e->solver, STRSMT_ITE, 3, parts);
}

static bool can_take_value(const struct encoding *e, const struct variable *v)
{
  return !v->key->many && e->keys[v->key->index].count && !encode_is_principal_account(e, v->key);
}

static strsmt_term has_no_colon(struct encoding *e, strsmt_term value)
{
  const strsmt_term colon = strsmt_make_string(e->solver, ":");
  return build_not(e->solver, strsmt_make_2(e->solver, STRSMT_STR_CONTAINS, value, colon));
}

/* `by_parts`: a variable before the last colon of an ARN must not bring colons of its own. */
static struct chunks split(struct encoding *e, const struct pattern *p, bool by_parts, strsmt_term *needs,
                           size_t *need_count)
{
  struct chunks out = {.simple = true};
  strsmt_term *parts = pool_take(&e->pool, p->count, sizeof *parts);
  size_t count = 0, chunk = 0, colons = 0;
  for (size_t i = 0; i < p->count && out.simple;) {
    const uint32_t item = p->items[i];
    if (item == PATTERN_ONE)
      out.simple = false;
    if (item == PATTERN_ANY) {
      if (i == 0)
        out.open_start = true;
      else if (out.count < 3)
        out.items[out.count++] = concat(e->solver, count - chunk, parts + chunk);
      else
        out.simple = false;
      chunk = count;
      out.open_end = ++i == p->count;
    } else if (pattern_is_variable(item)) {
      const struct variable *v = &e->question->variables.items[item - PATTERN_VARIABLE];
      if (!can_take_value(e, v))
        out.simple = false;
      else
        parts[count++] = variable_value(e, v, needs, need_count);
      if (out.simple && by_parts && colons < 5)
        needs[(*need_count)++] = has_no_colon(e, parts[count - 1]);
      i++;
    } else {
      size_t end = i;
      while (end < p->count && p->items[end] < PATTERN_VARIABLE)
        colons += p->items[end++] == ':';
      parts[count++] = strsmt_make_string_codes(e->solver, p->items + i, end - i);
      i = end;
    }
  }
  if (!out.open_end && out.simple) {
    if (out.count < 3)
      out.items[out.count++] = concat(e->solver, count - chunk, parts + chunk);
    else
      out.simple = false;
  }
  return out;
}

/* The text is the two chunks with something between them. */
static strsmt_term between(struct encoding *e, strsmt_term x, const strsmt_term *chunks)
{
  strsmt *s = e->solver;
  const strsmt_term lengths[] = {strsmt_make_1(s, STRSMT_STR_LEN, chunks[0]),
                                 strsmt_make_1(s, STRSMT_STR_LEN, chunks[1])};
  const strsmt_term parts[] = {
      strsmt_make_2(s, STRSMT_STR_PREFIXOF, chunks[0], x), strsmt_make_2(s, STRSMT_STR_SUFFIXOF, chunks[1], x),
      strsmt_make_2(s, STRSMT_GE, strsmt_make_1(s, STRSMT_STR_LEN, x), strsmt_make(s, STRSMT_ADD, 2, lengths))};
  return build_and(s, 3, parts);
}

/* A text for the pattern, to know an undecided test by. */
static const char *pattern_text(struct encoding *e, strsmt_term x, const struct pattern *p, enum build_mode mode)
{
  const size_t room = 12 * (p->count + 3);
  char *text = pool_take(&e->pool, room, 1);
  size_t size = (size_t)snprintf(text, room, "pattern %d of %ld:", (int)mode, (long)x);
  for (size_t i = 0; i < p->count; i++)
    size += (size_t)snprintf(text + size, room - size, " %lx", (unsigned long)p->items[i]);
  return text;
}

static strsmt_term is_arn(struct encoding *e, strsmt_term x)
{
  struct pattern p = {pool_take(&e->pool, 11, sizeof *p.items), 11};
  for (size_t i = 0; i < 11; i++)
    p.items[i] = i % 2 ? ':' : PATTERN_ANY;
  return strsmt_make_2(e->solver, STRSMT_STR_IN_RE, x, build_language(e->solver, &e->pool, &p, BUILD_ARN));
}

/* ---- part by part ---- */

/* Part `k` of a pattern of six parts. */
static struct pattern part_of(const struct pattern *p, size_t k)
{
  size_t first = 0, end;
  for (size_t i = 0; i < k; i++) {
    while (p->items[first] != ':')
      first++;
    first++;
  }
  for (end = first; end < p->count && (k == 5 || p->items[end] != ':');)
    end++;
  return (struct pattern){p->items + first, end - first};
}

/* `guard` holds, and each part fits its part of the pattern. */
static strsmt_term parts_fit(struct encoding *e, strsmt_term guard, const strsmt_term *texts, const struct pattern *p)
{
  strsmt_term parts[7] = {guard};
  size_t count = 1;
  for (size_t k = 0; k < 6; k++) {
    struct pattern part = part_of(p, k);
    const struct patterns one = {&part, 1};
    if (part.count == 1 && part.items[0] == PATTERN_ANY)
      continue;
    parts[count++] = encode_fits(e, texts[k], &one, BUILD_PLAIN);
  }
  return build_and(e->solver, count, parts);
}

static const struct division *divide(struct encoding *e, strsmt_term x)
{
  strsmt *s = e->solver;
  size_t number = 1;
  for (struct division *d = e->divisions; d; d = d->next, number++)
    if (d->text == x)
      return d;
  struct division *d = pool_take(&e->pool, 1, sizeof *d);
  const strsmt_term colon = strsmt_make_string(s, ":"), plain = strsmt_make_1(s, STRSMT_RE_STAR, build_no_colon(s));
  strsmt_term row[11];
  for (size_t k = 0; k < 6; k++) {
    d->parts[k] =
        strsmt_make_constant(s, pool_format(&e->pool, "part %zu of text %zu", k + 1, number), STRSMT_SORT_STRING);
    if (k < 5)
      encoding_demand(e, strsmt_make_2(s, STRSMT_STR_IN_RE, d->parts[k], plain));
    row[2 * k] = d->parts[k];
    if (k < 5)
      row[2 * k + 1] = colon;
  }
  d->text = x;
  d->is_arn = is_arn(e, x);
  const strsmt_term whole[] = {build_not(s, d->is_arn), strsmt_make_2(s, STRSMT_EQ, x, concat(s, 11, row))};
  encoding_demand(e, build_or(s, 2, whole));
  d->next = e->divisions;
  return e->divisions = d;
}

static strsmt_term fits_variables(struct encoding *e, strsmt_term x, const struct pattern *p, enum build_mode mode)
{
  strsmt *s = e->solver;
  strsmt_term *needs = pool_take(&e->pool, 2 * p->count + 3, sizeof *needs);
  size_t count = 0;
  const bool arn = mode == BUILD_ARN || mode == BUILD_RESOURCE, full = pattern_count(p, ':') >= 5;
  const struct chunks c = split(e, p, arn && full, needs, &count);
  bool exact = c.simple && mode != BUILD_FOLD;
  /* Part by part, a wildcard must stand in the last part. */
  if (arn)
    exact = exact && !c.open_start && c.count == 1 && (!c.open_end || full);
  if (mode == BUILD_ARN && !full)
    needs[count++] = is_arn(e, x);
  strsmt_term test = STRSMT_NO_TERM;
  if (exact && c.count == 1)
    test = c.open_start && c.open_end ? strsmt_make_2(s, STRSMT_STR_CONTAINS, x, c.items[0])
           : c.open_start             ? strsmt_make_2(s, STRSMT_STR_SUFFIXOF, c.items[0], x)
           : c.open_end               ? strsmt_make_2(s, STRSMT_STR_PREFIXOF, c.items[0], x)
                                      : strsmt_make_2(s, STRSMT_EQ, x, c.items[0]);
  else if (exact && c.count == 2 && !c.open_start && !c.open_end)
    test = between(e, x, c.items);
  else if (mode == BUILD_ARN && full) {
    const struct division *d = divide(e, x);
    return parts_fit(e, d->is_arn, d->parts, p);
  } else
    test = encode_undecided(e, pattern_text(e, x, p, mode));
  needs[count++] = test;
  return build_and(s, count, needs);
}

strsmt_term encode_fits(struct encoding *e, strsmt_term x, const struct patterns *patterns, enum build_mode mode)
{
  struct patterns plain = {pool_take(&e->pool, patterns->count, sizeof *plain.items), 0};
  strsmt_term *each = pool_take(&e->pool, patterns->count + 1, sizeof *each);
  size_t count = 0;
  for (size_t i = 0; i < patterns->count; i++) {
    if (pattern_has_variable(&patterns->items[i]))
      each[count++] = fits_variables(e, x, &patterns->items[i], mode);
    else
      plain.items[plain.count++] = patterns->items[i];
  }
  if (plain.count)
    each[count++] = build_fits(e->solver, &e->pool, x, &plain, mode);
  return build_or(e->solver, count, each);
}

strsmt_term encode_resource(struct encoding *e, const struct patterns *patterns)
{
  const enum build_mode mode = e->question->literal_arns ? BUILD_PLAIN : BUILD_RESOURCE;
  if (!e->question->parts)
    return encode_fits(e, e->resource, patterns, mode);
  strsmt_term *each = pool_take(&e->pool, patterns->count + 1, sizeof *each);
  for (size_t i = 0; i < patterns->count; i++) {
    const struct pattern *p = &patterns->items[i];
    if (p->count == 1 && p->items[0] == PATTERN_ANY)
      return strsmt_make_bool(e->solver, true);
    each[i] = pattern_count(p, ':') >= 5 ? parts_fit(e, build_not(e->solver, e->no_resource), e->parts, p)
                                         : encode_undecided(e, pattern_text(e, e->no_resource, p, BUILD_RESOURCE));
  }
  return build_or(e->solver, patterns->count, each);
}
