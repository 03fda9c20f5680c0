/* document.h: JSON files, and the policies in them.
 *
 * A file is a policy, or holds some: answers of `aws ... get-policy-version` and its like, CloudFormation templates in
 * JSON, the JSON of a Terraform plan. Each object with a Statement is one, also inside a text that is itself JSON; its
 * address is the way to it. FILE#ADDRESS names one of several. */
#ifndef POLICY_DOCUMENT_H
#define POLICY_DOCUMENT_H

#include "pool.h"

#include <jansson.h>
#include <stdbool.h>

struct found {
  const char *address; /* "" for the file itself */
  const char *pointer; /* RFC 6901, for locate.h; ends where a text that is itself JSON begins */
  json_t *policy;      /* borrowed from the document, or from `owned` */
  bool inside_text;
};

struct document {
  const char *file;
  char *text; /* without a byte order mark */
  size_t size;
  bool mark; /* there was one */
  json_t *root, *owned;
  struct found *found;
  size_t count, room;
};

/* What placeholders stand for: NAME=VALUE. */
struct settings {
  const char **items;
  size_t count;
  bool open; /* other placeholders stand for texts that are not known: functions of CloudFormation become `${...}` */
};

/* Reads a file and finds its policies. False, with a message on standard error, if it cannot be read. */
bool document_open(struct document *d, struct pool *pool, const char *file, const struct settings *settings);
void document_close(struct document *d);
/* Parses text as JSON: duplicate keys are refused, `\u0000` is let through. */
json_t *document_parse(const char *text, size_t size, json_error_t *error);
/* The whole file, or NULL with a message. "-" is the standard input. */
char *document_read(const char *file, size_t *size);

#endif
