/* arguments.c: options by getopt_long. Options and the file may come in any order; `--` ends the options. */
#define _GNU_SOURCE
#include "arguments.h"

#include <errno.h>
#include <getopt.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
  PROOF = 256,
  PROOF_FORMAT,
  CHECK,
  TIMEOUT,
  MEMORY,
  STEPS,
  SEED,
  STATS,
  PROGRESS,
  QUIET,
  MODEL,
  BEHAVIOR,
  MILLISECONDS,
  LANGUAGE,
  IDLE
};

/* clang-format off */
static const struct option options[] = {
  {"proof", required_argument, NULL, PROOF},
  {"proof-format", required_argument, NULL, PROOF_FORMAT},
  {"check", no_argument, NULL, CHECK},
  {"timeout", required_argument, NULL, TIMEOUT},
  {"memory", required_argument, NULL, MEMORY},
  {"steps", required_argument, NULL, STEPS},
  {"seed", required_argument, NULL, SEED},
  {"stats", no_argument, NULL, STATS},
  {"progress", no_argument, NULL, PROGRESS},
  {"quiet", no_argument, NULL, QUIET},
  {"model", no_argument, NULL, MODEL},
  {"error-behavior", required_argument, NULL, BEHAVIOR},
  /* as cvc5 has them */
  {"tlimit", required_argument, NULL, MILLISECONDS},
  {"tlimit-per", required_argument, NULL, MILLISECONDS},
  {"rlimit", required_argument, NULL, STEPS},
  {"rlimit-per", required_argument, NULL, STEPS},
  {"dump-models", no_argument, NULL, MODEL},
  {"lang", required_argument, NULL, LANGUAGE},
  {"verbose", no_argument, NULL, PROGRESS},
  {"produce-models", no_argument, NULL, IDLE},
  {"produce-assertions", no_argument, NULL, IDLE},
  {"incremental", no_argument, NULL, IDLE},
  {"strings-exp", no_argument, NULL, IDLE},
  {"version", no_argument, NULL, 'V'},
  {"help", no_argument, NULL, 'h'},
  {NULL, 0, NULL, 0}};
/* clang-format on */

static const char help[] =
    "usage: strsmt [OPTION]... [FILE.smt2]\n"
    "Answers the queries of an SMT-LIB 2.6 script about strings, regular expressions, integers and Booleans.\n"
    "Without a FILE, or with -, it reads the standard input, and answers command by command.\n"
    "\n"
    "  --proof FILE           write the proof of all queries to FILE\n"
    "  --proof-format FORMAT  text or binary (text, unless the proof's name ends in .lratb); text-log or binary-log: with\n"
    "                         all that the search derived, needed or not\n"
    "  --check                have each unsat confirmed by strsmt-check before it is printed\n"
    "  --timeout SECONDS      give up on a query after that time\n"
    "  --memory MB            give up on a query when terms, states and clauses hold that much memory\n"
    "  --steps N              give up on a query after N steps of work\n"
    "  --seed N               seed of the search (0)\n"
    "  --model                print a model after each sat\n"
    "  --error-behavior HOW   after a mistake in the script: immediate-exit or continued-execution (which is the default\n"
    "                         for a terminal or a pipe)\n"
    "  --stats                print counters to the standard error at the end\n"
    "  --progress             say on the standard error how each query is getting on\n"
    "  --quiet                no warnings\n"
    "  --version, --help      print the version, this text\n"
    "\n"
    "What users of cvc5 and z3 type is understood, too: --tlimit MS, --rlimit N, --lang smt2, --dump-models, -v, -q,\n"
    "--produce-models, --incremental; -in, -smt2, -T:SECONDS, -t:MS, -memory:MB, -v:N, -st, -model.\n"
    "\n"
    "Exit status: 0 if every query was answered (sat, unsat or unknown), 1 after a mistake in the input or a failure.\n";

static bool wrong_value(const char *option, const char *value, const char *expected)
{
  fprintf(stderr, "strsmt: --%s %s: expected %s\n", option, value, expected);
  return false;
}

static bool read_number(const char *option, const char *text, uint64_t most, uint64_t *number)
{
  char *end = NULL;
  errno = 0;
  unsigned long long value = strtoull(text, &end, 10);
  bool digits = *text >= '0' && *text <= '9';
  if (!digits || *end || errno || value > most) {
    fprintf(stderr, "strsmt: --%s %s: expected a whole number from 0 to %llu\n", option, text,
            (unsigned long long)most);
    return false;
  }
  *number = value;
  return true;
}

static bool read_seconds(const char *text, double *seconds)
{
  char *end = NULL;
  *seconds = strtod(text, &end);
  if (end == text || *end || !isfinite(*seconds) || *seconds <= 0)
    return wrong_value("timeout", text, "a positive number of seconds (without --timeout there is no limit)");
  return true;
}

/* As cvc5 and z3 have it: 0 means no limit. */
static bool read_milliseconds(const char *option, const char *text, double *seconds)
{
  uint64_t number = 0;
  if (!read_number(option, text, UINT32_MAX, &number))
    return false;
  *seconds = (double)number / 1000;
  return true;
}

static bool read_memory(const char *text, arguments *a)
{
  uint64_t number = 0;
  if (!read_number("memory", text, SIZE_MAX >> 20, &number))
    return false;
  a->limits.bytes = number << 20;
  return true;
}

static bool read_behavior(const char *text, arguments *a)
{
  a->continued = !strcmp(text, "continued-execution");
  a->behavior = true;
  return a->continued || !strcmp(text, "immediate-exit") ||
         wrong_value("error-behavior", text, "immediate-exit or continued-execution");
}

static bool read_language(const char *text)
{
  static const char *const names[] = {"smt2", "smtlib2", "smt", "smt2.6", "smtlib2.6", "2.6"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (!strcmp(text, names[i]))
      return true;
  return wrong_value("lang", text, "smt2: scripts are SMT-LIB 2.6");
}

static bool has_start(const char *word, const char *start, const char **rest)
{
  size_t length = strlen(start);
  *rest = word + length;
  return !strncmp(word, start, length);
}

typedef enum word_verdict { WORD_OURS, WORD_TAKEN, WORD_WRONG } word_verdict;

/* A word as z3's command line has it, with one dash and perhaps a colon. */
static word_verdict read_foreign(const char *word, arguments *a)
{
  const char *rest;
  bool good = true;
  if (!strcmp(word, "-in"))
    a->file = "-";
  else if (!strcmp(word, "-st"))
    a->stats = true;
  else if (!strcmp(word, "-model"))
    a->model = true;
  else if (!strcmp(word, "-v") || has_start(word, "-v:", &rest))
    a->progress = strcmp(word, "-v:0") != 0;
  else if (has_start(word, "-T:", &rest))
    good = read_seconds(rest, &a->limits.seconds);
  else if (has_start(word, "-t:", &rest))
    good = read_milliseconds("tlimit", rest, &a->limits.seconds);
  else if (has_start(word, "-memory:", &rest))
    good = read_memory(rest, a);
  else if (strcmp(word, "-smt2") != 0 && strcmp(word, "-i") != 0)
    return WORD_OURS;
  return good ? WORD_TAKEN : WORD_WRONG;
}

/* Takes z3's words out of the command line. */
static bool read_foreign_words(int *count, char **words, arguments *a)
{
  int kept = 1;
  for (int i = 1; i < *count; i++) {
    if (!strcmp(words[i], "--")) {
      while (i < *count)
        words[kept++] = words[i++];
      break;
    }
    word_verdict verdict = read_foreign(words[i], a);
    if (verdict == WORD_WRONG)
      return false;
    if (verdict == WORD_OURS)
      words[kept++] = words[i];
  }
  words[kept] = NULL;
  *count = kept;
  return true;
}

static bool read_format(const char *text, arguments *a)
{
  static const char *const names[] = {"text", "binary", "text-log", "binary-log"};
  for (unsigned i = 0; i < sizeof names / sizeof *names; i++)
    if (!strcmp(text, names[i])) {
      a->format = (strsmt_proof_format)i;
      return true;
    }
  return wrong_value("proof-format", text, "text, binary, text-log or binary-log");
}

static bool read_option(int option, const char *value, arguments *a, bool *has_format)
{
  uint64_t number = 0;
  bool good = true;
  switch (option) {
  case BEHAVIOR:
    return read_behavior(value, a);
  case MILLISECONDS:
    return read_milliseconds("tlimit", value, &a->limits.seconds);
  case LANGUAGE:
    return read_language(value);
  case IDLE:
    break;
  case 'q':
    a->quiet = true;
    break;
  case PROOF:
    a->proof = value;
    break;
  case PROOF_FORMAT:
    *has_format = true;
    return read_format(value, a);
  case CHECK:
    a->check = true;
    break;
  case TIMEOUT:
    return read_seconds(value, &a->limits.seconds);
  case MEMORY:
    return read_memory(value, a);
  case STEPS:
    return read_number("steps", value, UINT64_MAX, &a->limits.steps);
  case SEED:
    good = read_number("seed", value, UINT32_MAX, &number);
    a->seed = (uint32_t)number;
    return good;
  case STATS:
    a->stats = true;
    break;
  case PROGRESS:
    a->progress = true;
    break;
  case QUIET:
    a->quiet = true;
    break;
  case MODEL:
    a->model = true;
    break;
  default:
    return false;
  }
  return true;
}

static bool ends_with(const char *text, const char *end)
{
  size_t length = strlen(text), end_length = strlen(end);
  return length >= end_length && !strcmp(text + length - end_length, end);
}

arguments_verdict read_arguments(int count, char **words, arguments *a)
{
  *a = (arguments){.format = STRSMT_PROOF_TEXT};
  bool has_format = false;
  if (!read_foreign_words(&count, words, a))
    return ARGUMENTS_WRONG;
  for (int option; (option = getopt_long(count, words, "hVq", options, NULL)) != -1;) {
    if (option == 'h') {
      fputs(help, stdout);
      return ARGUMENTS_DONE;
    }
    if (option == 'V') {
      printf("strsmt %s (%s)\n", strsmt_version(), strsmt_sat_version());
      return ARGUMENTS_DONE;
    }
    if (!read_option(option, optarg, a, &has_format)) {
      if (option == '?')
        fputs("strsmt: strsmt --help lists the options\n", stderr);
      return ARGUMENTS_WRONG;
    }
  }
  int given = count - optind + (a->file != NULL);
  if (given > 1) {
    fprintf(stderr, "strsmt: expected one file, given %d; strsmt --help explains the use\n", given);
    return ARGUMENTS_WRONG;
  }
  if (!a->file)
    a->file = given ? words[optind] : "-";
  if (!has_format && a->proof && ends_with(a->proof, ".lratb"))
    a->format = STRSMT_PROOF_BINARY;
  return ARGUMENTS_RUN;
}
