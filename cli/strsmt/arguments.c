/* arguments.c: options by getopt_long. Options and the file may come in any order; `--` ends the options. */
#define _GNU_SOURCE
#include "arguments.h"

#include <errno.h>
#include <getopt.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PROOF = 256, PROOF_FORMAT, CHECK, TIMEOUT, MEMORY, STEPS, SEED, STATS, PROGRESS, QUIET, MODEL };

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
  {"version", no_argument, NULL, 'V'},
  {"help", no_argument, NULL, 'h'},
  {NULL, 0, NULL, 0}};

static const char help[] =
  "usage: strsmt [OPTION]... FILE.smt2\n"
  "Answers the queries of an SMT-LIB 2.6 script about strings, regular expressions, integers and Booleans.\n"
  "FILE - is the standard input.\n"
  "\n"
  "  --proof FILE           write the proof of all queries to FILE\n"
  "  --proof-format FORMAT  text or binary (text, unless the proof's name ends in .lratb); text-log or binary-log: with\n"
  "                         all that the search derived, needed or not\n"
  "  --check                have each unsat confirmed by strsmt-check before it is printed\n"
  "  --timeout SECONDS      give up on a query after that time\n"
  "  --memory MB            give up on a query when that much memory is held\n"
  "  --steps N              give up on a query after N steps of work\n"
  "  --seed N               seed of the search (0)\n"
  "  --model                print a model after each sat\n"
  "  --stats                print counters to the standard error at the end\n"
  "  --progress             say on the standard error how each query is getting on\n"
  "  --quiet                no warnings\n"
  "  --version, --help      print the version, this text\n"
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
  if (!digits || *end || errno || value > most)
    return wrong_value(option, text, "a number that is not too large");
  *number = value;
  return true;
}

static bool read_seconds(const char *text, double *seconds)
{
  char *end = NULL;
  *seconds = strtod(text, &end);
  if (end == text || *end || !isfinite(*seconds) || *seconds <= 0)
    return wrong_value("timeout", text, "a positive number of seconds");
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
  case PROOF: a->proof = value; break;
  case PROOF_FORMAT:
    *has_format = true;
    return read_format(value, a);
  case CHECK: a->check = true; break;
  case TIMEOUT: return read_seconds(value, &a->limits.seconds);
  case MEMORY:
    good = read_number("memory", value, SIZE_MAX >> 20, &number);
    a->limits.bytes = number << 20;
    return good;
  case STEPS: return read_number("steps", value, UINT64_MAX, &a->limits.steps);
  case SEED:
    good = read_number("seed", value, UINT32_MAX, &number);
    a->seed = (uint32_t)number;
    return good;
  case STATS: a->stats = true; break;
  case PROGRESS: a->progress = true; break;
  case QUIET: a->quiet = true; break;
  case MODEL: a->model = true; break;
  default: return false;
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
  for (int option; (option = getopt_long(count, words, "hV", options, NULL)) != -1;) {
    if (option == 'h') {
      fputs(help, stdout);
      return ARGUMENTS_DONE;
    }
    if (option == 'V') {
      printf("strsmt %s (%s)\n", strsmt_version(), strsmt_sat_version());
      return ARGUMENTS_DONE;
    }
    if (!read_option(option, optarg, a, &has_format))
      return ARGUMENTS_WRONG;
  }
  if (count - optind != 1) {
    fprintf(stderr, "strsmt: expected one file, given %d; strsmt --help explains the use\n", count - optind);
    return ARGUMENTS_WRONG;
  }
  a->file = words[optind];
  if (!has_format && a->proof && ends_with(a->proof, ".lratb"))
    a->format = STRSMT_PROOF_BINARY;
  return ARGUMENTS_RUN;
}
