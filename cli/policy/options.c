/* options.c: the command, then options by getopt_long in any order. An option that takes several words takes them up to
 * the next option, as AWS's own tools do. */
#define _GNU_SOURCE
#include "options.h"

#include <getopt.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strsmt.h>

enum {
  TYPE = 256,
  IDENTITY,
  RESOURCE_POLICY,
  SCP,
  RCP,
  BOUNDARY,
  SET,
  ACTIONS,
  RESOURCES,
  PRINCIPALS,
  CONTEXT,
  RESOURCE_TYPE,
  PROOF,
  PROBLEM,
  EVIDENCE,
  GIT,
  PAIRS,
  JSON,
  SARIF,
  STATS,
  QUIET,
  LITERAL,
  ALLOW_ALL,
  TIMEOUT,
  PLACEHOLDERS
};

static const struct option options[] = {{"policy-type", required_argument, NULL, TYPE},
                                        {"identity", required_argument, NULL, IDENTITY},
                                        {"resource-policy", required_argument, NULL, RESOURCE_POLICY},
                                        {"scp", required_argument, NULL, SCP},
                                        {"rcp", required_argument, NULL, RCP},
                                        {"boundary", required_argument, NULL, BOUNDARY},
                                        {"set", required_argument, NULL, SET},
                                        {"actions", required_argument, NULL, ACTIONS},
                                        {"action", required_argument, NULL, ACTIONS},
                                        {"resources", required_argument, NULL, RESOURCES},
                                        {"resource", required_argument, NULL, RESOURCES},
                                        {"principal", required_argument, NULL, PRINCIPALS},
                                        {"context", required_argument, NULL, CONTEXT},
                                        {"resource-type", required_argument, NULL, RESOURCE_TYPE},
                                        {"proof", required_argument, NULL, PROOF},
                                        {"problem", required_argument, NULL, PROBLEM},
                                        {"evidence", required_argument, NULL, EVIDENCE},
                                        {"git", required_argument, NULL, GIT},
                                        {"pairs", required_argument, NULL, PAIRS},
                                        {"jobs", required_argument, NULL, 'j'},
                                        {"json", no_argument, NULL, JSON},
                                        {"sarif", no_argument, NULL, SARIF},
                                        {"stats", no_argument, NULL, STATS},
                                        {"quiet", no_argument, NULL, QUIET},
                                        {"literal-arns", no_argument, NULL, LITERAL},
                                        {"allow-all-beside", no_argument, NULL, ALLOW_ALL},
                                        {"placeholders", no_argument, NULL, PLACEHOLDERS},
                                        {"timeout", required_argument, NULL, TIMEOUT},
                                        {"version", no_argument, NULL, 'V'},
                                        {"help", no_argument, NULL, 'h'},
                                        {NULL, 0, NULL, 0}};

static const char *const commands[] = {"check-no-new-access",
                                       "check-access-not-granted",
                                       "check-no-public-access",
                                       "equivalent",
                                       "redundant",
                                       "can",
                                       "who-can",
                                       "explain",
                                       "batch",
                                       "list"};

static const char help[] =
    "usage: strsmt-policy COMMAND [OPTION]... FILE...\n"
    "Decides what policies allow: \"no\" with a proof, \"yes\" with a request.\n"
    "\n"
    "  check-no-new-access NEW OLD          does NEW allow a request that OLD does not?\n"
    "  check-access-not-granted POLICY --actions ACTION... [--resources ARN...]\n"
    "                                       does POLICY allow one of these actions (on one of these resources)?\n"
    "  check-no-public-access POLICY [--resource-type TYPE]\n"
    "                                       does POLICY allow a request of somebody whom it does not name?\n"
    "  equivalent A B                       do both allow the same requests?\n"
    "  redundant POLICY                     which statements and values change nothing?\n"
    "  can POLICY [--principal P] [--action A] [--resource R] [--context KEY=VALUE]...\n"
    "                                       is such a request allowed? What is left out may be anything.\n"
    "  who-can POLICY --action A [--resource R] [--context KEY=VALUE]...\n"
    "                                       for which principals that POLICY names, and for which others, is it allowed?\n"
    "  explain REQUEST POLICY...            which statements match the request (JSON, as --json prints it), and why not\n"
    "  batch FOLDER | --pairs FILE | --git FILE\n"
    "                                       check-no-new-access for each version against the one before\n"
    "  list FILE                            the policies in a file, by their addresses\n"
    "\n"
    "A FILE is a policy in JSON, or holds some (CloudFormation templates, Terraform plans, answers of AWS): FILE#ADDRESS.\n"
    "\n"
    "  --policy-type identity|resource|scp|rcp|boundary    the kind of the policies asked about\n"
    "  --identity, --resource-policy, --scp, --rcp, --boundary FILE    documents that decide beside them, on both sides\n"
    "  --allow-all-beside     everything is allowed by another document: what do the Deny statements leave?\n"
    "  --literal-arns         wildcards in Resource cross colons, to the letter of the manual\n"
    "  --set NAME=VALUE       what a placeholder ${NAME}, or a Ref or Fn::GetAtt of CloudFormation, stands for\n"
    "  --placeholders         other placeholders stand for any text, the same wherever they are written\n"
    "  --json, --sarif        the result as JSON, as SARIF 2.1.0\n"
    "  --problem FILE, --proof FILE    for strsmt-check\n"
    "  --evidence FOLDER      everything for an auditor, with a report in HTML\n"
    "  -j, --jobs N           batch: that many at once\n"
    "  --timeout SECONDS      give up after that time, for each question\n"
    "  --stats, --quiet       counters on the standard error; no warnings\n"
    "  --version, --help\n"
    "\n"
    "Exit status: 0 pass (no such request), 2 fail (findings), 3 unknown, 1 a mistake in the input.\n";

static bool wrong(const char *problem, const char *word)
{
  fprintf(stderr, "strsmt-policy: %s%s; strsmt-policy --help explains the use\n", problem, word);
  return false;
}

static bool add(struct words *list, const char *word)
{
  const char **grown = realloc(list->items, (list->count + 1) * sizeof *grown);
  if (!grown)
    return wrong("out of memory", "");
  list->items = grown;
  list->items[list->count++] = word;
  return true;
}

/* The word of an option, and those behind it up to the next option. */
static bool add_all(struct words *list, const char *word, int count, char **words)
{
  if (!add(list, word))
    return false;
  while (optind < count && words[optind][0] != '-')
    if (!add(list, words[optind++]))
      return false;
  return true;
}

static bool read_type(const char *word, enum policy_type *out)
{
  for (enum policy_type type = TYPE_IDENTITY; type <= TYPE_BOUNDARY; type++)
    if (!strcmp(word, policy_type_name(type)))
      return *out = type, true;
  return wrong("--policy-type: expected identity, resource, scp, rcp or boundary, not ", word);
}

static bool add_beside(struct options *out, const char *file, int option)
{
  struct beside *grown = realloc(out->beside, (out->beside_count + 1) * sizeof *grown);
  if (!grown)
    return wrong("out of memory", "");
  out->beside = grown;
  out->beside[out->beside_count++] = (struct beside){file, (enum policy_type)(option - IDENTITY + TYPE_IDENTITY)};
  return true;
}

static bool add_setting(struct options *out, const char *word)
{
  struct words list = {out->settings.items, out->settings.count};
  if (!strchr(word, '='))
    return wrong("--set: expected NAME=VALUE, not ", word);
  if (!add(&list, word))
    return false;
  out->settings.items = list.items;
  out->settings.count = list.count;
  return true;
}

static bool read_number(const char *option, const char *word, double least, double most, double *out)
{
  char *end;
  *out = strtod(word, &end);
  if (end == word || *end || !isfinite(*out) || *out < least || *out > most)
    return wrong(option, word);
  return true;
}

static bool read_option(int option, const char *word, int count, char **words, struct options *out)
{
  double number;
  switch (option) {
  case TYPE:
    return out->type_given = true, read_type(word, &out->type);
  case IDENTITY:
  case RESOURCE_POLICY:
  case SCP:
  case RCP:
  case BOUNDARY:
    return add_beside(out, word, option);
  case SET:
    return add_setting(out, word);
  case ACTIONS:
    return add_all(&out->actions, word, count, words);
  case RESOURCES:
    return add_all(&out->resources, word, count, words);
  case PRINCIPALS:
    return add(&out->principals, word);
  case CONTEXT:
    return strchr(word, '=') ? add(&out->context, word) : wrong("--context: expected KEY=VALUE, not ", word);
  case RESOURCE_TYPE:
    out->resource_type = word;
    return true;
  case PROOF:
    out->proof = word;
    return true;
  case PROBLEM:
    out->problem = word;
    return true;
  case EVIDENCE:
    out->evidence = word;
    return true;
  case GIT:
    out->git = word;
    return true;
  case PAIRS:
    out->pairs = word;
    return true;
  case JSON:
    return out->json = true;
  case SARIF:
    return out->sarif = true;
  case STATS:
    return out->stats = true;
  case QUIET:
    return out->quiet = true;
  case PLACEHOLDERS:
    return out->settings.open = true;
  case LITERAL:
    return out->literal_arns = true;
  case ALLOW_ALL:
    return out->allow_all_beside = true;
  case TIMEOUT:
    return read_number("--timeout: expected a number of seconds, not ", word, 0.001, 1e9, &out->seconds);
  case 'j':
    if (!read_number("--jobs: expected a number from 1 to 1000, not ", word, 1, 1000, &number))
      return false;
    return out->jobs = (unsigned long)number, true;
  default:
    return false;
  }
}

static bool read_command(const char *word, struct options *out)
{
  for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
    if (!strcmp(word, commands[i]))
      return out->command = commands[i], true;
  fprintf(stderr, "strsmt-policy: unknown command '%s': there are", word);
  for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
    fprintf(stderr, "%s %s", i ? "," : "", commands[i]);
  fputc('\n', stderr);
  return false;
}

/* In the order of enum policy_type, since an option's number counts on. */
_Static_assert(BOUNDARY - IDENTITY == TYPE_BOUNDARY - TYPE_IDENTITY,
               "options of documents in the order of their types");

enum options_verdict options_read(int count, char **words, struct options *out)
{
  *out = (struct options){.jobs = 1};
  for (int option; (option = getopt_long(count, words, "-hVj:", options, NULL)) != -1;) {
    if (option == 'h')
      return fputs(help, stdout), OPTIONS_DONE;
    if (option == 'V')
      return printf("strsmt-policy %s\n", strsmt_version()), OPTIONS_DONE;
    if (option == 1) { /* a word that is no option */
      if (!(out->command ? add(&out->files, optarg) : read_command(optarg, out)))
        return OPTIONS_WRONG;
    } else if (!read_option(option, optarg, count, words, out)) {
      return OPTIONS_WRONG;
    }
  }
  for (; optind < count; optind++)
    if (!(out->command ? add(&out->files, words[optind]) : read_command(words[optind], out)))
      return OPTIONS_WRONG;
  if (!out->command)
    return wrong("a command is missing", ""), OPTIONS_WRONG;
  return OPTIONS_RUN;
}

void options_free(struct options *out)
{
  free(out->files.items);
  free(out->beside);
  free(out->settings.items);
  free(out->actions.items);
  free(out->resources.items);
  free(out->principals.items);
  free(out->context.items);
}
