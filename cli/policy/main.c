/* policy: does a new version of an IAM policy allow a request that the old one does not?
 *
 *     policy OLD.json NEW.json [--proof FILE --problem FILE.smt2] [--json] [--stats] [--repeat N] [--timeout SECONDS]
 *
 * The answer is a request that NEW allows and OLD does not (exit status 3), or "no" (exit status 0) with a proof, which
 * `strsmt-check PROBLEM PROOF` checks against the problem. Status 1 is a mistake in the input, 2 an unknown answer. */
#include "encode.h"
#include "problem.h"
#include "read.h"
#include "request.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { STATUS_NO = 0, STATUS_ERROR = 1, STATUS_UNKNOWN = 2, STATUS_YES = 3 };

struct options {
  const char *files[2];
  size_t file_count;
  const char *proof, *problem;
  bool json, stats;
  unsigned long repeat;
  double timeout;
};

/* The proof, kept in memory until it is known that there is one. */
struct proof {
  char *data;
  size_t size, room;
};

static bool proof_take(void *user, const void *data, size_t size)
{
  struct proof *proof = user;
  if (proof->room - proof->size < size) {
    const size_t room = 2 * proof->room + size;
    char *grown = realloc(proof->data, room);
    if (!grown) return false;
    proof->data = grown;
    proof->room = room;
  }
  memcpy(proof->data + proof->size, data, size);
  proof->size += size;
  return true;
}

static bool proof_write(const struct proof *proof, const char *file)
{
  FILE *to = fopen(file, "wb");
  if (!to) return false;
  const bool good = fwrite(proof->data, 1, proof->size, to) == proof->size;
  return fclose(to) == 0 && good;
}

static double now(void)
{
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int usage(const char *problem, const char *word)
{
  fprintf(stderr, "policy: %s%s\nusage: policy OLD.json NEW.json [--proof FILE --problem FILE.smt2] [--json] [--stats] "
                  "[--repeat N] [--timeout SECONDS]\n", problem, word);
  return STATUS_ERROR;
}

/* The argument behind an option, at argv[*i + 1]; NULL if this is not that option. */
static const char *argument(int argc, char **argv, int *i, const char *option)
{
  if (strcmp(argv[*i], option) || *i + 1 >= argc) return NULL;
  return argv[++*i];
}

static bool read_options(int argc, char **argv, struct options *out)
{
  for (int i = 1; i < argc; i++) {
    const char *value;
    char *end = "";
    if (!strcmp(argv[i], "--json")) out->json = true;
    else if (!strcmp(argv[i], "--stats")) out->stats = true;
    else if ((value = argument(argc, argv, &i, "--proof"))) out->proof = value;
    else if ((value = argument(argc, argv, &i, "--problem"))) out->problem = value;
    else if ((value = argument(argc, argv, &i, "--repeat"))) out->repeat = strtoul(value, &end, 10);
    else if ((value = argument(argc, argv, &i, "--timeout"))) out->timeout = strtod(value, &end);
    else if (argv[i][0] == '-') return usage("unknown option or no argument: ", argv[i]), false;
    else if (out->file_count == 2) return usage("a third file: ", argv[i]), false;
    else out->files[out->file_count++] = argv[i];
    if (*end) return usage("not a number: ", value), false;
  }
  return out->file_count == 2 || (usage("two policies are needed", ""), false);
}

static void print_statistics(strsmt *s, const struct proof *proof, double seconds)
{
  strsmt_statistics n;
  strsmt_get_statistics(s, &n);
  fprintf(stderr, "milliseconds    %.3f\ndecisions       %llu\nconflicts       %llu\nlemmas          %llu\n",
          1000 * seconds, (unsigned long long)n.decisions, (unsigned long long)n.conflicts,
          (unsigned long long)n.lemmas);
  fprintf(stderr, "regex states    %llu\nterms           %llu\nproof bytes     %zu\npeak bytes      %llu\n",
          (unsigned long long)n.regex_states, (unsigned long long)n.terms, proof->size,
          (unsigned long long)n.peak_bytes);
}

static int report_broken(strsmt *s)
{
  fprintf(stderr, "policy: %s\n", strsmt_error_message(s));
  return STATUS_ERROR;
}

static int say_yes(struct encoding *e, const struct options *options)
{
  struct request request;
  if (options->proof) remove(options->proof); /* one of an earlier run would be misleading */
  request_polish(e, &request);
  if (strsmt_error(e->solver) != STRSMT_OK) return report_broken(e->solver);
  if (options->json) {
    request_print_json(&request, stdout);
  } else {
    printf("yes: %s allows a request that %s does not\n", options->files[1], options->files[0]);
    request_print(&request, stdout);
  }
  return STATUS_YES;
}

static int say_no(const struct options *options, const struct proof *proof)
{
  if (options->proof && !proof_write(proof, options->proof)) {
    fprintf(stderr, "policy: %s: cannot be written\n", options->proof);
    return STATUS_ERROR;
  }
  if (options->json) puts("null");
  else printf("no: whatever %s allows, %s allows too\n", options->files[1], options->files[0]);
  return STATUS_NO;
}

static void set_up(strsmt *s, const struct options *options, struct proof *proof)
{
  const strsmt_limits limits = {.seconds = options->timeout};
  strsmt_set_limits(s, &limits);
  if (options->proof) strsmt_set_proof(s, proof_take, proof, STRSMT_PROOF_TEXT);
}

static int answer(const struct question *question, const struct options *options)
{
  struct encoding e;
  struct proof proof = {0};
  const double start = now();
  strsmt *s = strsmt_new(NULL);
  if (!s) return fputs("policy: out of memory\n", stderr), STATUS_ERROR;
  set_up(s, options, &proof);
  int status = STATUS_ERROR;
  if (!encode(&e, s, question)) {
    report_broken(s);
  } else if (options->problem && !problem_write(&e, options->problem)) {
    fprintf(stderr, "policy: %s: cannot be written\n", options->problem);
  } else {
    const strsmt_answer result = strsmt_check(s);
    if (options->stats) print_statistics(s, &proof, now() - start);
    if (result == STRSMT_SAT) status = say_yes(&e, options);
    else if (result == STRSMT_UNSAT) status = say_no(options, &proof);
    else if (strsmt_error(s) != STRSMT_OK) report_broken(s);
    else printf("unknown: %s\n", strsmt_unknown_reason(s)), status = STATUS_UNKNOWN;
  }
  encoding_free(&e);
  strsmt_delete(s);
  free(proof.data);
  return status;
}

static int compare_times(const void *a, const void *b)
{
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* From a new context to the answer and its model, or its proof if one is asked for. */
static double time_once(const struct question *question, const struct options *options)
{
  struct encoding e;
  struct request request;
  struct proof proof = {0};
  const double start = now();
  strsmt *s = strsmt_new(NULL);
  if (!s) return 0;
  set_up(s, options, &proof);
  if (encode(&e, s, question) && strsmt_check(s) == STRSMT_SAT) request_take(&e, &request);
  encoding_free(&e);
  strsmt_delete(s);
  free(proof.data);
  return now() - start;
}

static void time_repeatedly(const struct question *question, const struct options *options)
{
  double *times = calloc(options->repeat, sizeof *times);
  if (!times) return;
  for (unsigned long i = 0; i < options->repeat; i++) times[i] = time_once(question, options);
  qsort(times, options->repeat, sizeof *times, compare_times);
  fprintf(stderr, "median of %lu: %.3f ms\n", options->repeat, 1000 * times[options->repeat / 2]);
  free(times);
}

int main(int argc, char **argv)
{
  struct options options = {0};
  struct question question;
  if (!read_options(argc, argv, &options)) return STATUS_ERROR;
  int status = STATUS_ERROR;
  if (read_question(options.files[0], options.files[1], &question)) {
    status = answer(&question, &options);
    if (options.repeat && status != STATUS_ERROR) time_repeatedly(&question, &options);
  }
  pool_free(&question.pool);
  return status;
}
