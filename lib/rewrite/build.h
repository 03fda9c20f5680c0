/* build.h: builders that hand on a missing argument (0), so that a nest of them is checked once, at its end. Private to
 * rewrite/. */
#ifndef STRSMT_REWRITE_BUILD_H
#define STRSMT_REWRITE_BUILD_H

#include "term/term.h"

static inline term build1(terms *t, strsmt_kind k, term a)
{
  return a ? terms_apply1(t, k, a) : 0;
}

static inline term build2(terms *t, strsmt_kind k, term a, term b)
{
  return a && b ? terms_apply2(t, k, a, b) : 0;
}

static inline term build3(terms *t, strsmt_kind k, term a, term b, term c)
{
  term args[3] = {a, b, c};
  return a && b && c ? terms_apply(t, k, 3, args) : 0;
}

static inline term build_leaf(terms *t, strsmt_kind k)
{
  return terms_apply(t, k, 0, NULL);
}

static inline term build_bool(terms *t, bool value)
{
  return value ? terms_true(t) : terms_false(t);
}

/* (str.to_re "c"), and (str.to_re "") */
static inline term build_character(terms *t, uint32_t code)
{
  return build1(t, STRSMT_STR_TO_RE, terms_string(t, &code, 1));
}

static inline term build_empty_word(terms *t)
{
  return build1(t, STRSMT_STR_TO_RE, terms_string(t, NULL, 0));
}

/* (re.range "first" "last") */
static inline term build_range(terms *t, uint32_t first, uint32_t last)
{
  term a = terms_string(t, &first, 1), b = terms_string(t, &last, 1);
  return build2(t, STRSMT_RE_RANGE, a, b);
}

static inline term build_not(terms *t, term a)
{
  return a ? terms_not(t, a) : 0;
}

#endif
