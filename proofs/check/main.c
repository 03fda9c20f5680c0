/* main.c: the program strsmt-check: options and files around the library (strsmt_check.h). Reads as a pipeline: signature,
 * problem, proof. */
#define _GNU_SOURCE
#include "api.h"
#include "export.h"

#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#define STACK ((size_t)8 << 20)
#define MILLION UINT64_C(1000000)
#define CHUNK ((size_t)1 << 16)

typedef enum loudness { QUIET, NORMAL, VERBOSE } loudness;

typedef struct options {
  const char *signature, *problem, *proof;
  uint32_t query;
  size_t memory;  /* bytes; 0: no limit */
  uint64_t steps; /* likewise */
  bool memory_given, steps_given;
  bool export, stats;
  const char *cnf, *lrat; /* paths, or NULL */
  loudness loudness;
} options;

typedef struct run {
  options options;
  strsmt_checker *checker;
  strsmt_check_verdict code; /* of the first failure */
  char message[4096];
  bool query_concluded;
} run;

static void report_query(void *user, uint32_t query);

static const char usage[] =
    "usage: strsmt-check [OPTION...] PROBLEM.smt2 PROOF\n"
    "Checks an LRAT(T) proof (text or binary; - is standard input) against an SMT-LIB problem.\n"
    "\n"
    "  --signature FILE   read the signature from FILE (and what it includes) instead of the built-in one\n"
    "  --query N          the proof must conclude query N; with --export-eunoia: export that query\n"
    "  --export-eunoia    check, then print the proof of one query (the last one) as a Eunoia script\n"
    "  --export-cnf CNF LRAT\n"
    "                     check, then write the refutation of one query (the last one) as DIMACS and plain LRAT\n"
    "  --memory MB        use at most that much memory (0: no limit; default: 512, and 64 for each MB of input)\n"
    "  --steps N          take at most N million steps (0: no limit; default: 200, and 5000 for each MB of input)\n"
    "  --quiet            print nothing but errors\n"
    "  --verbose          print what is read, too\n"
    "  --stats            print counters, memory and times\n"
    "  --version          print the version\n"
    "  --help             print this\n"
    "\n"
    "Exit status: 0 the proof holds; 1 it is wrong, or proves nothing; 2 it does not belong to the problem;\n"
    "3 unreadable input or usage; 4 out of memory or limits.\n";

static double seconds(void)
{
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* ---- options ----------------------------------------------------------------------------------------------------- */

static int usage_error(const char *message, const char *what)
{
  fprintf(stderr, "strsmt-check: %s%s\nTry `strsmt-check --help`.\n", message, what);
  return STRSMT_CHECK_UNREADABLE;
}

static bool number(const char *text, unsigned long long most, unsigned long long *out)
{
  char *end;
  errno = 0;
  *out = strtoull(text, &end, 10);
  return text[0] >= '0' && text[0] <= '9' && *end == '\0' && errno == 0 && *out <= most;
}

/* -1: go on; otherwise the exit status. */
static int read_options(int argc, char **argv, options *o)
{
  enum {
    SIGNATURE = 256,
    QUERY,
    EXPORT,
    EXPORT_CNF,
    MEMORY,
    STEPS,
    QUIET_OPTION,
    VERBOSE_OPTION,
    STATS,
    VERSION,
    HELP
  };
  static const struct option table[] = {{"signature", required_argument, NULL, SIGNATURE},
                                        {"query", required_argument, NULL, QUERY},
                                        {"export-eunoia", no_argument, NULL, EXPORT},
                                        {"export-cnf", required_argument, NULL, EXPORT_CNF},
                                        {"memory", required_argument, NULL, MEMORY},
                                        {"steps", required_argument, NULL, STEPS},
                                        {"quiet", no_argument, NULL, QUIET_OPTION},
                                        {"verbose", no_argument, NULL, VERBOSE_OPTION},
                                        {"stats", no_argument, NULL, STATS},
                                        {"version", no_argument, NULL, VERSION},
                                        {"help", no_argument, NULL, HELP},
                                        {NULL, 0, NULL, 0}};
  unsigned long long n;
  for (int c; (c = getopt_long(argc, argv, "", table, NULL)) != -1;) {
    switch (c) {
    case SIGNATURE:
      o->signature = optarg;
      break;
    case QUERY:
      if (!number(optarg, UINT32_MAX - 1, &n) || n == 0)
        return usage_error("--query takes a positive number, not ", optarg);
      o->query = (uint32_t)n;
      break;
    case EXPORT:
      o->export = true;
      break;
    case EXPORT_CNF:
      if (optind >= argc)
        return usage_error("--export-cnf takes two files", "");
      o->cnf = optarg;
      o->lrat = argv[optind++];
      break;
    case MEMORY:
      if (!number(optarg, SIZE_MAX >> 20, &n))
        return usage_error("--memory takes a number of MB, not ", optarg);
      o->memory = (size_t)n << 20;
      o->memory_given = true;
      break;
    case STEPS:
      if (!number(optarg, UINT64_MAX / MILLION, &n))
        return usage_error("--steps takes a number of millions of steps, not ", optarg);
      o->steps = n * MILLION;
      o->steps_given = true;
      break;
    case QUIET_OPTION:
      o->loudness = QUIET;
      break;
    case VERBOSE_OPTION:
      o->loudness = VERBOSE;
      break;
    case STATS:
      o->stats = true;
      break;
    case VERSION:
      printf("strsmt-check %s (LRAT(T) version 1)\n", strsmt_check_version());
      return STRSMT_CHECK_HOLDS;
    case HELP:
      fputs(usage, stdout);
      return STRSMT_CHECK_HOLDS;
    default:
      return usage_error("", "see above");
    }
  }
  if (argc - optind != 2)
    return usage_error("give a problem and a proof", "");
  o->problem = argv[optind];
  o->proof = argv[optind + 1];
  return -1;
}

/* ---- checking ---------------------------------------------------------------------------------------------------- */

static void say(const run *r, loudness least, const char *what, const char *detail)
{
  if (r->options.loudness >= least)
    printf("%s%s\n", what, detail);
}

static bool fail(run *r, strsmt_check_verdict code, const char *what, const char *why)
{
  if (r->code == STRSMT_CHECK_HOLDS) {
    r->code = code;
    snprintf(r->message, sizeof r->message, "%s%s%s: %s", what, what[0] != '\0' ? ": " : "",
             verdict_name((verdict)code), why);
  }
  return false;
}

static bool found(run *r, strsmt_check_verdict v)
{
  if (v != STRSMT_CHECK_HOLDS && r->code == STRSMT_CHECK_HOLDS) {
    r->code = v;
    snprintf(r->message, sizeof r->message, "%s", strsmt_checker_message(r->checker));
  }
  return v == STRSMT_CHECK_HOLDS;
}

static bool load_signature(run *r)
{
  static const strsmt_check_limits usual = STRSMT_CHECK_DEFAULT_LIMITS;
  const options *o = &r->options;
  strsmt_check_limits limits = usual;
  if (o->memory_given)
    limits.bytes = o->memory, limits.bytes_each = 0;
  if (o->steps_given)
    limits.steps = o->steps, limits.steps_each = 0;
  r->checker = checker_of_program(o->signature);
  if (r->checker == NULL || !found(r, strsmt_checker_verdict(r->checker)))
    return fail(r, STRSMT_CHECK_LIMIT, "", "out of memory");
  strsmt_checker_set_limits(r->checker, &limits);
  strsmt_checker_set_observer(r->checker, report_query, r);
  checker_name_inputs(r->checker, o->problem, strcmp(o->proof, "-") == 0 ? "standard input" : o->proof);
  say(r, VERBOSE, "signature ", strsmt_checker_signature_name(r->checker));
  say(r, VERBOSE, "hash ", strsmt_checker_signature_hash(r->checker));
  return true;
}

static bool open_file(run *r, const char *path, int *file)
{
  bool standard = path == r->options.proof && strcmp(path, "-") == 0;
  *file = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
  return *file >= 0 || fail(r, STRSMT_CHECK_UNREADABLE, path, strerror(errno));
}

/* The next bytes of a file; 0 at its end, -1 after a failure. */
static ssize_t read_some(run *r, const char *path, int file, char *out, size_t size)
{
  for (;;) {
    ssize_t got = read(file, out, size);
    if (got >= 0 || errno != EINTR) {
      if (got < 0)
        fail(r, STRSMT_CHECK_UNREADABLE, path, strerror(errno));
      return got;
    }
  }
}

static bool load_problem(run *r)
{
  int file;
  char *text = NULL;
  size_t length = 0, size = 0;
  ssize_t got = 1;
  if (!open_file(r, r->options.problem, &file))
    return false;
  while (got > 0) {
    if (size - length < CHUNK) {
      char *more = realloc(text, size + size / 2 + 2 * CHUNK);
      if (more == NULL) {
        fail(r, STRSMT_CHECK_LIMIT, r->options.problem, "out of memory");
        break;
      }
      text = more;
      size += size / 2 + 2 * CHUNK;
    }
    got = read_some(r, r->options.problem, file, text + length, size - length);
    if (got > 0)
      length += (size_t)got;
  }
  close(file);
  bool done = r->code == STRSMT_CHECK_HOLDS && found(r, strsmt_checker_problem(r->checker, text, length));
  free(text);
  if (!done)
    return false;
  unsigned queries = (unsigned)strsmt_checker_queries(r->checker);
  if (r->options.loudness >= VERBOSE)
    printf("problem %s: %llu assertions, %u queries\n", r->options.problem,
           (unsigned long long)strsmt_checker_statistics(r->checker).assertions, queries);
  char why[80];
  snprintf(why, sizeof why, "the problem has no query %u", (unsigned)r->options.query);
  return r->options.query <= queries || fail(r, STRSMT_CHECK_MISMATCH, r->options.problem, why);
}

static bool check_proof(run *r)
{
  static char piece[CHUNK];
  int file;
  ssize_t got = 1;
  if (!open_file(r, r->options.proof, &file))
    return false;
  while (got > 0 && r->code == STRSMT_CHECK_HOLDS) {
    got = read_some(r, r->options.proof, file, piece, sizeof piece);
    if (got > 0)
      found(r, strsmt_checker_proof(r->checker, piece, (size_t)got));
  }
  if (file != STDIN_FILENO)
    close(file);
  if (r->code != STRSMT_CHECK_HOLDS || !found(r, strsmt_checker_end(r->checker)))
    return false;
  char why[80];
  snprintf(why, sizeof why, "the proof does not conclude query %u", (unsigned)r->options.query);
  return r->options.query == 0 || r->query_concluded || fail(r, STRSMT_CHECK_WRONG, r->options.proof, why);
}

static void report_query(void *user, uint32_t query)
{
  run *r = user;
  r->query_concluded = r->query_concluded || query == r->options.query;
  if (r->options.loudness == QUIET)
    return;
  printf("query %u: unsat (checked)\n", (unsigned)query);
  fflush(stdout);
}

static void print_summary(const run *r, const double *times)
{
  const strsmt_check_statistics n = strsmt_checker_statistics(r->checker);
  if (r->options.loudness != QUIET) {
    printf("proof holds: %llu %s, %llu inputs, %llu lemmas of %llu steps, %llu derived clauses\n",
           (unsigned long long)n.conclusions, n.conclusions == 1 ? "query" : "queries", (unsigned long long)n.inputs,
           (unsigned long long)n.lemmas, (unsigned long long)n.lemma_steps, (unsigned long long)n.derived);
  }
  if (!r->options.stats)
    return;
  printf("records %llu\nterms %llu\ndeleted %llu\nalive %llu\n", (unsigned long long)n.records,
         (unsigned long long)n.terms, (unsigned long long)n.deleted, (unsigned long long)n.clauses);
  printf("bytes-peak %llu\nsteps %llu\n", (unsigned long long)n.peak_bytes, (unsigned long long)n.steps);
  printf("seconds-signature %.6f\nseconds-problem %.6f\nseconds-proof %.6f\n", times[1] - times[0], times[2] - times[1],
         times[3] - times[2]);
}

static void check(run *r)
{
  double times[4] = {seconds(), 0, 0, 0};
  bool done = load_signature(r);
  times[1] = seconds();
  done = done && load_problem(r);
  times[2] = seconds();
  done = done && check_proof(r);
  times[3] = seconds();
  if (done)
    print_summary(r, times);
  strsmt_checker_delete(r->checker);
}

/* ---- exporting --------------------------------------------------------------------------------------------------- */

static bool open_output(run *r, const char *path, FILE **out)
{
  *out = fopen(path, "w");
  return *out != NULL || fail(r, STRSMT_CHECK_LIMIT, path, strerror(errno));
}

static void close_output(run *r, const char *path, FILE *out)
{
  bool good = ferror(out) == 0;
  if (fclose(out) != 0 || !good)
    fail(r, STRSMT_CHECK_LIMIT, path, "writing it failed");
}

static void export(run *r)
{
  const options *o = &r->options;
  bool standard = strcmp(o->proof, "-") == 0;
  export_request request = {.signature = o->signature,
                            .problem = o->problem,
                            .proof = standard ? "standard input" : o->proof,
                            .query = o->query,
                            .bytes = o->memory,
                            .steps = o->steps,
                            .out = o->export ? stdout : NULL};
  if (!open_file(r, o->proof, &request.file))
    return;
  report result = {.code = VERDICT_HOLDS};
  if (!o->export && (!open_output(r, o->cnf, &request.cnf) || !open_output(r, o->lrat, &request.lrat)))
    return;
  export_proof(&request, &result);
  if (!o->export)
    close_output(r, o->cnf, request.cnf), close_output(r, o->lrat, request.lrat);
  if (!standard)
    close(request.file);
  if (result.code != VERDICT_HOLDS)
    fail(r, (strsmt_check_verdict)result.code, result.place, result.message);
}

static void *run_pipeline(void *argument)
{
  run *r = argument;
  if (r->options.export || r->options.cnf != NULL)
    export(r);
  else
    check(r);
  if (r->code == STRSMT_CHECK_HOLDS && (fflush(stdout) != 0 || ferror(stdout)))
    fail(r, STRSMT_CHECK_LIMIT, "", "writing the output failed");
  return NULL;
}

/* The stack of the process, if it has the usual size, is enough: what goes deep has stacks of its own, and recursion is
 * bounded (EO_DEPTH, EO_RUNS). */
static bool stack_suffices(void)
{
  struct rlimit limit;
  return getrlimit(RLIMIT_STACK, &limit) == 0 && (limit.rlim_cur == RLIM_INFINITY || limit.rlim_cur >= STACK);
}

static void run_on_stack_of_its_own(run *r)
{
  pthread_attr_t attributes;
  pthread_t thread;
  bool started = pthread_attr_init(&attributes) == 0 && pthread_attr_setstacksize(&attributes, STACK) == 0 &&
                 pthread_create(&thread, &attributes, run_pipeline, r) == 0;
  if (started)
    pthread_join(thread, NULL);
  else
    fail(r, STRSMT_CHECK_LIMIT, "", "no memory for a stack");
}

int main(int argc, char **argv)
{
  static run r;
  r.options.loudness = NORMAL;
  int status = read_options(argc, argv, &r.options);
  if (status >= 0)
    return status;
  signal(SIGPIPE, SIG_IGN);
  if (stack_suffices())
    run_pipeline(&r);
  else
    run_on_stack_of_its_own(&r);
  if (r.code != STRSMT_CHECK_HOLDS)
    fprintf(stderr, "%s\n", r.message);
  return (int)r.code;
}
