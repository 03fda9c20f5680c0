/* read.h: policies from JSON files.
 *
 * Whatever is not understood is an error that names the file, the statement and the word: nothing is skipped. */
#ifndef POLICY_READ_H
#define POLICY_READ_H

#include "model.h"

#include <jansson.h>

/* Reads both policies. False, with a message on standard error, if one cannot be read. */
bool read_question(const char *old_file, const char *new_file, struct question *out);

/* For the parts of the reader: where it is, for messages. */
struct reader {
  struct question *question;
  struct pool *pool;
  const char *file;
  const char *statement; /* NULL outside of statements */
  bool variables;        /* the version of the policy has policy variables */
};

/* Prints "FILE: statement LABEL: message" and returns false. */
#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
bool reader_fail(const struct reader *reader, const char *format, ...);
/* A value or a list of values: their number (0 for an empty list), and each. */
size_t reader_count(const json_t *value);
const json_t *reader_item(const json_t *value, size_t i);
/* A text for messages: the value as JSON. */
const char *reader_show(const struct reader *reader, const json_t *value);

/* condition.c: the Condition element. */
bool read_conditions(struct reader *reader, json_t *element, struct statement *statement);
/* principal.c: Principal and NotPrincipal. */
bool read_principals(struct reader *reader, const char *name, json_t *element, struct statement *statement);

#endif
