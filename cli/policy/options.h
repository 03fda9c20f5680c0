/* options.h: the command line of strsmt-policy. */
#ifndef POLICY_OPTIONS_H
#define POLICY_OPTIONS_H

#include "model.h"

enum { STATUS_PASS = 0, STATUS_ERROR = 1, STATUS_FAIL = 2, STATUS_UNKNOWN = 3 };

/* A document that decides beside those asked about. */
struct beside {
  const char *file;
  enum policy_type type;
};

struct words {
  const char **items;
  size_t count;
};

struct options {
  const char *command;
  struct words files; /* what stands on the command line beside options */
  enum policy_type type;
  bool type_given;
  struct beside *beside;
  size_t beside_count;
  struct settings settings;
  struct words actions, resources, principals, context;
  const char *resource_type, *proof, *problem, *evidence, *git, *pairs;
  bool json, sarif, stats, quiet, literal_arns, allow_all_beside;
  double seconds;
  unsigned long jobs;
};

enum options_verdict { OPTIONS_RUN, OPTIONS_DONE, OPTIONS_WRONG };

/* Reads the command line. DONE: --help or --version has been answered; WRONG: what is wrong has been said. */
enum options_verdict options_read(int count, char **words, struct options *out);
void options_free(struct options *options);

#endif
