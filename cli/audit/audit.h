/* audit.h: what the commands of strsmt-audit share: options, results, and questions about languages.
 *
 * A language is written as JSON (a string, or an object: see language.c), whatever file it came from. A result is an object, too:
 *   {control, question, verdict, witness?, detail?, where?}   with a verdict of the words below
 * so that text, JSON and SARIF are three ways to print one list. */
#ifndef STRSMT_AUDIT_H
#define STRSMT_AUDIT_H

#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>
#include <strsmt.h>

enum { STATUS_PASS = 0, STATUS_ERROR = 1, STATUS_FAIL = 2, STATUS_UNKNOWN = 3 };

#define VERDICT_PROVED "proved"
#define VERDICT_REFUTED "refuted"
#define VERDICT_UNKNOWN "unknown"

typedef struct audit {
  const char *command;
  bool json, sarif;
  bool response;                       /* compat: what is sent, not what is taken */
  const char *proofs;                  /* a folder for problems and proofs, or NULL */
  const char *dialect, *match, *flags; /* where the input says nothing */
  const char *pattern;                 /* lint: one pattern instead of a file */
  double seconds;                      /* for each question; 0: no limit */
  json_t *results;
  size_t questions;
  char error[1000]; /* of the input; "" if none */
} audit;

/* Records the first error of the input. Returns false. */
bool audit_fail(audit *a, const char *format, ...) __attribute__((format(printf, 2, 3)));
void *checked(void *p); /* ends the program if there is no memory */

/* read.c: a file as JSON; NULL with an error that names file, line and column. */
json_t *read_document(audit *a, const char *path);

/* language.c. `where` names the place in messages. */
strsmt_term language_term(audit *a, strsmt *s, const json_t *language, const char *where);
/* Is the string in the language, by other means than the term: patterns are asked from PCRE2, the rest is compared
 * directly? -1: not known. */
int language_accepts(audit *a, const json_t *language, const uint32_t *codes, size_t length);

/* question.c: is there a string in all of the `in` and none of the `out`? Verdict and witness go into a result, of which
 * the reference is given to a->results; `refuted` is the sentence that a witness shows. False: an error of the input. */
typedef struct question {
  const char *control, *name;
  const json_t *in[2], *out[2]; /* NULL: no (more) */
  const char *refuted;
  const char *where; /* a JSON pointer or "" */
} question;
bool ask(audit *a, const question *q, const char **verdict);
json_t *add_result(audit *a, const char *control, const char *name, const char *verdict, const char *detail,
                   const char *where);

/* report.c: prints the results; the exit status. */
int report(audit *a, const char *file);

/* The commands. False: an error of the input. */
bool command_check(audit *a, const json_t *catalogue);
bool command_compare(audit *a, const json_t *one, const json_t *two);
bool command_compat(audit *a, const json_t *before, const json_t *after);
bool command_lint(audit *a, const json_t *catalogue);

#endif
