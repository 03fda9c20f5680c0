/* build.h: terms for what a policy says, put together on strsmt's public interface.
 *
 * Only these atoms occur: memberships of a constant in a closed regular expression, equalities of a constant with a
 * literal, comparisons of an integer constant with a literal, and Boolean constants. */
#ifndef POLICY_BUILD_H
#define POLICY_BUILD_H

#include "pattern.h"

#include <strsmt.h>

/* Conjunction and disjunction of any number of terms, also of none or one. */
strsmt_term build_and(strsmt *s, size_t count, const strsmt_term *terms);
strsmt_term build_or(strsmt *s, size_t count, const strsmt_term *terms);
strsmt_term build_not(strsmt *s, strsmt_term t);
/* The regular expression of one text (UTF-8). */
strsmt_term build_text(strsmt *s, const char *text);
/* The regular expression of a pattern without wildcards. */
strsmt_term build_literal(strsmt *s, const struct pattern *p);
/* One character out of the classes: pairs of ASCII characters, first and last, as in "azAZ09". */
strsmt_term build_class(strsmt *s, const char *ranges);
/* Any character but a colon. */
strsmt_term build_no_colon(strsmt *s);
/* Union of any number of regular expressions. */
strsmt_term build_union(strsmt *s, size_t count, const strsmt_term *languages);

/* BUILD_DISTINCT: plainly, and no two patterns are equal. BUILD_RESOURCE: as BUILD_ARN where the pattern has six parts, else plainly. */
enum build_mode { BUILD_PLAIN, BUILD_FOLD, BUILD_ARN, BUILD_RESOURCE, BUILD_DISTINCT };

/* The language of one pattern; the union of those of several (without variables). */
strsmt_term build_language(strsmt *s, struct pool *pool, const struct pattern *p, enum build_mode mode);
strsmt_term build_languages(strsmt *s, struct pool *pool, const struct patterns *patterns, enum build_mode mode);
/* `x` fits one of the patterns. */
strsmt_term build_fits(strsmt *s, struct pool *pool, strsmt_term x, const struct patterns *patterns,
                       enum build_mode mode);

#endif
