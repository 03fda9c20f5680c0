/* read.h: from a policy in JSON to the model.
 *
 * Whatever is not understood is an error that names the file, the line, the statement, the element and the word: nothing
 * is skipped. What IAM would accept but what can never match is a warning. */
#ifndef POLICY_READ_H
#define POLICY_READ_H

#include "model.h"

void question_start(struct question *question);
void question_end(struct question *question);
/* Reads the policy FILE or FILE#ADDRESS. NULL, with a message on standard error, if it cannot be read. */
struct policy *read_policy(struct question *question, const char *spec, enum policy_type type,
                           const struct settings *settings);
/* The same for a policy that is there already. `document` must live as long as the question. */
struct policy *read_found(struct question *question, const struct document *document, const struct found *found,
                          enum policy_type type);
/* When all have been read. */
void question_settle(struct question *question);
/* The line of a statement in its file. */
size_t statement_line(const struct policy *policy, const struct statement *statement);

/* For the parts of the reader: where it is, for messages. */
struct reader {
  struct question *question;
  struct pool *pool;
  struct pattern_context context;
  const struct policy *policy;
  const char *statement; /* NULL outside of statements */
  const char *pointer;   /* below the policy's */
  const char *element;   /* below that, if not NULL, and which of its items */
  size_t item;
  bool variables; /* the version of the policy has policy variables */
};

/* Prints "FILE:LINE: statement LABEL: message" and returns false. */
#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
bool reader_fail(const struct reader *reader, const char *format, ...);
#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
void reader_warn(const struct reader *reader, const char *format, ...);
/* A value or a list of values: their number (0 for an empty list), and each. */
size_t reader_count(const json_t *value);
json_t *reader_item(json_t *value, size_t i);
/* A text for messages: the value as JSON. */
const char *reader_show(const struct reader *reader, const json_t *value);
/* The text, or NULL with a message. */
const char *reader_text(const struct reader *reader, const char *name, const json_t *value);

/* condition.c: the Condition element. */
bool read_conditions(struct reader *reader, json_t *element, struct statement *statement);
/* principal.c: Principal and NotPrincipal. */
bool read_principals(struct reader *reader, const char *name, json_t *element, struct statement *statement);

#endif
