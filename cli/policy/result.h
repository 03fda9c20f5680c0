/* result.h: what a command found, and how it is told. */
#ifndef POLICY_RESULT_H
#define POLICY_RESULT_H

#include "ask.h"
#include "options.h"

#include <stdio.h>

/* One question with its answer. */
struct finding {
  const char *question; /* in plain words */
  const char *yes, *no; /* what the answers mean */
  struct answer answer;
};

struct result {
  const struct options *options;
  struct question *question;
  struct finding *findings; /* in the question's pool */
  size_t count;
  int status;
};

/* Asks, and adds the finding; the status becomes the worst of all. */
void result_ask(struct result *r, const struct side *allowed, const struct side *refused, const char *question,
                const char *yes, const char *no);
/* Tells all: text, JSON or SARIF on the standard output, --problem, --proof and --evidence. Returns the exit status. */
int result_tell(struct result *r);
void result_free(struct result *r);

/* result_json.c */
json_t *result_json(const struct result *r);
json_t *result_sarif(const struct result *r);
/* evidence.c: a folder with everything for an auditor. False, with a message, if it cannot be written. */
bool result_evidence(const struct result *r, const char *folder);

/* A file of the evidence, with its hash in hexadecimal digits. */
struct hashed {
  const char *name, *hash;
};

/* report.c: the report in HTML. `verdicts`: what the checker said of each finding's proof, or NULL. */
bool result_report(const struct result *r, FILE *to, const struct hashed *inputs, const char *const *verdicts);

#endif
