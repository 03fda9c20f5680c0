/* main.c of strsmt-policy: what policies allow, with proofs and confirmed requests. */
#include "commands.h"

#include "read.h"

#include <string.h>

static const struct {
  const char *name;
  int (*run)(struct result *);
} table[] = {
    {"check-no-new-access", command_no_new_access},
    {"check-access-not-granted", command_not_granted},
    {"check-no-public-access", command_no_public_access},
    {"equivalent", command_equivalent},
    {"redundant", command_redundant},
    {"can", command_can},
    {"who-can", command_who_can},
    {"explain", command_explain},
    {"batch", command_batch},
    {"list", command_list},
};

int main(int argc, char **argv)
{
  struct options options;
  struct question question;
  const enum options_verdict verdict = options_read(argc, argv, &options);
  int status = verdict == OPTIONS_DONE ? STATUS_PASS : STATUS_ERROR;
  if (verdict == OPTIONS_RUN) {
    question_start(&question);
    question.literal_arns = options.literal_arns;
    question.placeholders = options.settings.open;
    question.quiet = options.quiet;
    struct result result = {.options = &options, .question = &question};
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
      if (!strcmp(options.command, table[i].name))
        status = table[i].run(&result);
    result_free(&result);
    question_end(&question);
  }
  options_free(&options);
  return status;
}
