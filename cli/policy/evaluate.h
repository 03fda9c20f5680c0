/* evaluate.h: does a policy allow this one request?
 *
 * Written down from IAM's manual, on the JSON of the policies, for the sake of a second opinion: nothing here knows of
 * the model or the encoding. A request is {"principal": null, "Anonymous" or {KIND: NAME}, "session": ARN (optional),
 * "action": TEXT, "resource": TEXT, "context": {KEY: [TEXT, ...]}}. The answer is undecided where the manual does not say
 * what a test means (an operator without ForAnyValue/ForAllValues on several values, a number that is none). */
#ifndef POLICY_EVALUATE_H
#define POLICY_EVALUATE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

enum truth { TRUTH_NO, TRUTH_UNDECIDED, TRUTH_YES };

struct evaluation {
  const json_t *request;
  bool literal_arns;
};

/* Does the statement match? `version` is that of its policy. */
enum truth evaluate_statement(const struct evaluation *e, const json_t *version, json_t *statement);
/* Some statement of that effect matches. */
enum truth evaluate_effect(const struct evaluation *e, json_t *policy, const char *effect);

enum truth truth_and(enum truth a, enum truth b);
enum truth truth_or(enum truth a, enum truth b);
enum truth truth_not(enum truth a);

/* evaluate_text.c: texts, numbers, dates and addresses. */
/* Pattern against text; `variables` as policies of version 2012-10-17 have them. */
enum evaluate_mode { EVALUATE_LITERAL, EVALUATE_FOLD, EVALUATE_WILD, EVALUATE_ACTION, EVALUATE_ARN, EVALUATE_RESOURCE };
bool evaluate_pattern(const struct evaluation *e, const char *pattern, const char *text, enum evaluate_mode mode,
                      bool variables);
/* Sets *order to <0, 0 or >0. False if one of them is no number (date). */
bool evaluate_numbers(const char *a, const char *b, int *order);
bool evaluate_dates(const char *a, const char *b, int *order);
/* Is the address in the network? */
enum truth evaluate_address(const char *network, const char *address);
/* The values of a context key, whatever its capitals; NULL if it is missing. */
json_t *evaluate_key(const json_t *request, const char *key);

#endif
