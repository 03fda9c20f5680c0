/* main.c: strsmt-check, the checker of LRAT(T) proofs (FORMAT.md). Reads as a pipeline: signature, problem, proof. */
#define _GNU_SOURCE
#include "checker.h"
#include "export.h"
#include "signature.h"

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

#ifndef STRSMT_CHECK_VERSION
#define STRSMT_CHECK_VERSION "0.1.0"
#endif

#define STACK ((size_t)8 << 20)
#define MILLION UINT64_C(1000000)
/* The default limits: so much, and for each byte of input. No proof of the benchmarks needs a tenth of either. */
#define LEAST_MEMORY ((size_t)512 << 20)
#define MEMORY_EACH ((size_t)64)
#define LEAST_STEPS (500 * MILLION)
#define STEPS_EACH UINT64_C(5000)

typedef enum loudness { QUIET, NORMAL, VERBOSE } loudness;

typedef struct options {
  const char *signature, *problem, *proof;
  uint32_t query;
  size_t memory; /* bytes; 0: no limit */
  uint64_t steps; /* likewise */
  bool memory_given, steps_given;
  bool export, stats;
  loudness loudness;
} options;

typedef struct run {
  options options;
  report report;
  budget budget;
  heap heap;
  eo *e;
  signature signature;
  char *text; /* of the problem */
  size_t text_length, text_size;
  problem problem;
  stream stream;
  checker checker;
  bool query_concluded;
} run;

static const char usage[] =
    "usage: strsmt-check [OPTION...] PROBLEM.smt2 PROOF\n"
    "Checks an LRAT(T) proof (text or binary; - is standard input) against an SMT-LIB problem.\n"
    "\n"
    "  --signature FILE   read the signature from FILE (and what it includes) instead of the built-in one\n"
    "  --query N          the proof must conclude query N; with --export-eunoia: export that query\n"
    "  --export-eunoia    check, then print the proof of one query (the last one) as a Eunoia script\n"
    "  --memory MB        use at most that much memory (0: no limit; default: 512, and 64 for each MB of input)\n"
    "  --steps N          take at most N million steps (0: no limit; default: 500, and 5000 for each MB of input)\n"
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
  return VERDICT_UNREADABLE;
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
  enum { SIGNATURE = 256, QUERY, EXPORT, MEMORY, STEPS, QUIET_OPTION, VERBOSE_OPTION, STATS, VERSION, HELP };
  static const struct option table[] = {{"signature", required_argument, NULL, SIGNATURE},
                                        {"query", required_argument, NULL, QUERY},
                                        {"export-eunoia", no_argument, NULL, EXPORT},
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
    case SIGNATURE: o->signature = optarg; break;
    case QUERY:
      if (!number(optarg, UINT32_MAX - 1, &n) || n == 0) return usage_error("--query takes a positive number, not ", optarg);
      o->query = (uint32_t)n;
      break;
    case EXPORT: o->export = true; break;
    case MEMORY:
      if (!number(optarg, SIZE_MAX >> 20, &n)) return usage_error("--memory takes a number of MB, not ", optarg);
      o->memory = (size_t)n << 20;
      o->memory_given = true;
      break;
    case STEPS:
      if (!number(optarg, UINT64_MAX / MILLION, &n))
        return usage_error("--steps takes a number of millions of steps, not ", optarg);
      o->steps = n * MILLION;
      o->steps_given = true;
      break;
    case QUIET_OPTION: o->loudness = QUIET; break;
    case VERBOSE_OPTION: o->loudness = VERBOSE; break;
    case STATS: o->stats = true; break;
    case VERSION: puts("strsmt-check " STRSMT_CHECK_VERSION " (LRAT(T) version 1)"); return VERDICT_HOLDS;
    case HELP: fputs(usage, stdout); return VERDICT_HOLDS;
    default: return usage_error("", "see above");
    }
  }
  if (argc - optind != 2) return usage_error("give a problem and a proof", "");
  o->problem = argv[optind];
  o->proof = argv[optind + 1];
  return -1;
}

/* ---- the pipeline ------------------------------------------------------------------------------------------------ */

static void say(const run *r, loudness least, const char *what, const char *detail)
{
  if (r->options.loudness >= least && !r->options.export) printf("%s%s\n", what, detail);
}

static bool load_signature(run *r)
{
  if (!signature_load(&r->signature, &r->heap, &r->e, r->options.signature)) return false;
  say(r, VERBOSE, "signature ", r->signature.name);
  say(r, VERBOSE, "hash ", r->signature.hash);
  return true;
}

static bool load_problem(run *r)
{
  r->text = read_file(&r->heap, r->options.problem, &r->text_length, &r->text_size);
  if (r->text == NULL || !problem_read(&r->problem, &r->heap, r->e, r->options.problem, r->text, r->text_length))
    return false;
  if (r->options.loudness >= VERBOSE && !r->options.export) {
    printf("problem %s: %zu assertions, %zu queries\n", r->options.problem, r->problem.assertions.size,
           r->problem.queries.size);
  }
  if (r->options.query > r->problem.queries.size) {
    return report_fail(&r->report, VERDICT_MISMATCH, "%s: the problem has no query %u", r->options.problem,
                       r->options.query);
  }
  return true;
}

static bool report_query(void *user, const checker *c, const record *seen)
{
  run *r = user;
  if (seen->kind != 'u') return true;
  (void)c;
  r->query_concluded = r->query_concluded || seen->other == r->options.query;
  if (r->options.loudness == QUIET || r->options.export) return true;
  printf("query %llu: unsat (checked)\n", (unsigned long long)seen->other);
  fflush(stdout);
  return true;
}

static int open_proof(run *r, const char **name)
{
  bool standard = strcmp(r->options.proof, "-") == 0;
  *name = standard ? "standard input" : r->options.proof;
  int file = standard ? STDIN_FILENO : open(r->options.proof, O_RDONLY | O_CLOEXEC);
  if (file < 0) report_fail(&r->report, VERDICT_UNREADABLE, "%s: %s", *name, strerror(errno));
  return file;
}

static bool check_proof(run *r)
{
  const char *name;
  int file = open_proof(r, &name);
  if (file < 0) return false;
  if (r->options.export) {
    export_job job = {.heap = &r->heap,
                      .e = r->e,
                      .problem = &r->problem,
                      .signature = &r->signature,
                      .file = file,
                      .proof_name = name,
                      .query = r->options.query,
                      .out = stdout};
    bool exported = export_eunoia(&job);
    if (file != STDIN_FILENO) close(file);
    return exported;
  }
  stream_init(&r->stream, &r->heap, file, name);
  bool done = check_init(&r->checker, &r->heap, r->e, &r->problem, &r->stream, r->signature.name, r->signature.hash);
  r->checker.observer = report_query;
  r->checker.user = r;
  done = done && check_run(&r->checker);
  if (file != STDIN_FILENO) close(file);
  if (done && r->options.query != 0 && !r->query_concluded) {
    return report_fail(&r->report, VERDICT_WRONG, "%s: the proof does not conclude query %u", name, r->options.query);
  }
  return done;
}

static void print_summary(const run *r, const double *times)
{
  const check_counts *n = &r->checker.counts;
  if (r->options.export) return;
  if (r->options.loudness != QUIET) {
    printf("proof holds: %llu %s, %llu inputs, %llu lemmas of %llu steps, %llu derived clauses\n",
           (unsigned long long)n->conclusions, n->conclusions == 1 ? "query" : "queries", (unsigned long long)n->inputs,
           (unsigned long long)n->lemmas, (unsigned long long)n->steps, (unsigned long long)n->derived);
  }
  if (!r->options.stats) return;
  printf("records %llu\nterms %llu\ndeleted %llu\nalive %zu\n", (unsigned long long)n->records,
         (unsigned long long)n->terms, (unsigned long long)n->deleted, lrat_count(&r->checker.clauses));
  printf("bytes-peak %zu\nsteps %llu\n", r->budget.peak, (unsigned long long)r->budget.steps);
  printf("seconds-signature %.6f\nseconds-problem %.6f\nseconds-proof %.6f\n", times[1] - times[0], times[2] - times[1],
         times[3] - times[2]);
}

static void free_run(run *r)
{
  if (r->checker.heap != NULL) check_free(&r->checker);
  if (r->stream.heap != NULL) stream_free(&r->stream);
  problem_free(&r->problem);
  heap_free(&r->heap, r->text, r->text_size);
  signature_free(&r->signature);
  eo_delete(r->e);
}

static void set_limits(budget *b, const options *o)
{
  b->most_bytes = o->memory_given ? o->memory : LEAST_MEMORY;
  b->bytes_each = o->memory_given ? 0 : MEMORY_EACH;
  b->most_steps = o->steps_given ? o->steps : LEAST_STEPS;
  b->steps_each = o->steps_given ? 0 : STEPS_EACH;
}

static void *run_pipeline(void *argument)
{
  run *r = argument;
  double times[4] = {seconds(), 0, 0, 0};
  set_limits(&r->budget, &r->options);
  heap_init(&r->heap, &r->budget, &r->report);
  bool done = load_signature(r);
  times[1] = seconds();
  done = done && load_problem(r);
  times[2] = seconds();
  done = done && check_proof(r);
  times[3] = seconds();
  if (done) print_summary(r, times);
  if (done && (fflush(stdout) != 0 || ferror(stdout)))
    report_fail(&r->report, VERDICT_LIMIT, "writing the output failed");
  free_run(r);
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
  if (started) pthread_join(thread, NULL);
  else report_fail(&r->report, VERDICT_LIMIT, "no memory for a stack");
}

static const char *verdict_name(verdict v)
{
  switch (v) {
  case VERDICT_WRONG: return "the proof is wrong";
  case VERDICT_MISMATCH: return "the proof does not belong to the problem";
  case VERDICT_UNREADABLE: return "unreadable input";
  case VERDICT_LIMIT: return "limit";
  default: return "";
  }
}

int main(int argc, char **argv)
{
  static run r;
  r.options.loudness = NORMAL;
  int status = read_options(argc, argv, &r.options);
  if (status >= 0) return status;
  signal(SIGPIPE, SIG_IGN);
  if (stack_suffices()) run_pipeline(&r);
  else run_on_stack_of_its_own(&r);
  if (r.report.code != VERDICT_HOLDS) {
    const char *colon = r.report.place[0] != '\0' ? ": " : "";
    fprintf(stderr, "%s%s%s: %s\n", r.report.place, colon, verdict_name(r.report.code), r.report.message);
  }
  return (int)r.report.code;
}
