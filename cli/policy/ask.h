/* ask.h: one question to the solver: is there a request that one side allows and another does not?
 *
 * "No" has a proof. "Yes" has a request that evaluate.h has confirmed on the documents themselves; a model that it does
 * not confirm is looked into once more, and is no answer. */
#ifndef POLICY_ASK_H
#define POLICY_ASK_H

#include "encode.h"

enum verdict { VERDICT_NO, VERDICT_YES, VERDICT_UNKNOWN };

struct bytes {
  char *data;
  size_t size, room;
};

struct ask_options {
  double seconds;
  bool proof, problem, reasons; /* what is wanted: the proof, the problem as SMT-LIB, which statements it rests on */
};

struct reason {
  const struct policy *policy;
  const struct statement *statement;
};

struct answer {
  enum verdict verdict;
  json_t *request; /* YES; owned */
  const char *why; /* UNKNOWN; lives in the question's pool */
  struct bytes proof, problem;
  struct reason *reasons; /* YES: statements of the first side that allow the request, and of the second that deny it.
                             NO: statements that the proof rests on. In the question's pool */
  size_t reason_count;
  bool several; /* the request holds several values of a key that may be one that holds one */
  strsmt_statistics statistics;
  double milliseconds, polish_milliseconds;
};

/* Is there a request that `allowed` allows and `refused` (NULL: nothing) refuses, and that fits `within` (NULL: any)? */
struct answer ask(struct question *question, const struct side *allowed, const struct side *refused,
                  const struct ask_options *options);
void answer_free(struct answer *answer);

/* believable.c: a request that is as likely as can be, with the same verdict: actions and resources that exist, accounts
 * of the documents, no key too many. */
void believable(struct question *question, json_t *request, const struct side *allowed, const struct side *refused);

#endif
