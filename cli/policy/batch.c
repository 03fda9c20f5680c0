/* batch.c: many pairs of versions, by several processes that take the next pair from a shared counter. Each writes what it
 * has to say into a file of its own; when all are done it is told in the order of the pairs. */
#define _GNU_SOURCE
#include "batch.h"

#include "commands.h"
#include "read.h"
#include "request.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* What is known of a pair, in memory that all processes share. */
struct outcome {
  int worker, status; /* status -1: not yet */
  long offset, length;
};

struct shared {
  atomic_size_t next, done;
  struct outcome outcomes[];
};

struct batch {
  struct result *r;
  struct pairs pairs;
  struct shared *shared;
  FILE **outputs; /* of each worker */
  size_t shared_size;
};

static const char *const words[] = {
    [STATUS_PASS] = "PASS", [STATUS_ERROR] = "ERROR", [STATUS_FAIL] = "FAIL", [STATUS_UNKNOWN] = "UNKNOWN"};

/* ---- one pair ---- */

static void write_text(struct result *r, const struct pair *pair, FILE *to)
{
  const struct finding *f = r->count ? &r->findings[0] : NULL;
  fprintf(to, "%s: %s against %s\n", words[r->status], pair->new_name, pair->old_name);
  if (!f)
    return;
  if (f->answer.request)
    request_print(r->question, f->answer.request, to);
  if (f->answer.why)
    fprintf(to, "  %s\n", f->answer.why);
  for (size_t i = 0; i < f->answer.reason_count && f->answer.verdict == VERDICT_YES; i++) {
    const struct reason *reason = &f->answer.reasons[i];
    fprintf(to, "  %s:%zu: statement %s %s\n", reason->policy->file, statement_line(reason->policy, reason->statement),
            reason->statement->label, reason->statement->allow ? "allows it" : "denies it");
  }
}

static void write_json(struct result *r, const struct pair *pair, FILE *to)
{
  json_t *json = result_json(r);
  json_object_set_new(json, "new", json_string(pair->new_name));
  json_object_set_new(json, "old", json_string(pair->old_name));
  json_dumpf(json, to, JSON_COMPACT);
  fputc('\n', to);
  json_decref(json);
}

/* A folder of evidence for each pair, named after its number. */
static bool pair_evidence(struct result *r, const char *folder, size_t number)
{
  char name[4096];
  snprintf(name, sizeof name, "%s/%06zu", folder, number + 1);
  return result_evidence(r, name);
}

static int answer_pair(struct batch *b, size_t number, FILE *to)
{
  const struct pair *pair = &b->pairs.items[number];
  struct options options = *b->r->options;
  struct question q;
  const char *files[] = {pair->new_file, pair->old_file};
  struct policy *p[2];
  question_start(&q);
  q.literal_arns = options.literal_arns;
  q.placeholders = options.settings.open;
  q.quiet = true;
  options.files = (struct words){files, 2};
  options.command = "check-no-new-access";
  options.stats = !options.evidence; /* statements of proofs are for evidence */
  struct result r = {.options = &options, .question = &q, .status = STATUS_PASS};
  if (commands_read(&r, 2, p)) {
    question_settle(&q);
    command_compare(&r, p[0], p[1]);
    if (options.evidence && !pair_evidence(&r, options.evidence, number))
      r.status = STATUS_ERROR;
  } else
    r.status = STATUS_ERROR;
  if (options.json)
    write_json(&r, pair, to);
  else
    write_text(&r, pair, to);
  result_free(&r);
  question_end(&q);
  return r.status;
}

/* ---- processes ---- */

static void work(struct batch *b, int worker)
{
  FILE *to = b->outputs[worker];
  for (size_t i; (i = atomic_fetch_add(&b->shared->next, 1)) < b->pairs.count;) {
    struct outcome *o = &b->shared->outcomes[i];
    o->worker = worker;
    o->offset = ftell(to);
    o->status = answer_pair(b, i, to);
    o->length = ftell(to) - o->offset;
    atomic_fetch_add(&b->shared->done, 1);
  }
  if (fflush(to))
    atomic_store(&b->shared->next, b->pairs.count + 1);
}

static void show_progress(const struct batch *b, bool last)
{
  const size_t done = atomic_load(&b->shared->done), all = b->pairs.count;
  if (!isatty(STDERR_FILENO) || b->r->options->quiet)
    return;
  char bar[41];
  memset(bar, ' ', 40);
  memset(bar, '#', all ? 40 * done / all : 40);
  bar[40] = 0;
  fprintf(stderr, "\r[%s] %zu of %zu%s", bar, done, all, last ? "\n" : "");
}

static bool run(struct batch *b, size_t jobs)
{
  pid_t *children = pool_take(&b->r->question->pool, jobs, sizeof *children);
  size_t running = 0;
  bool good = true;
  fflush(stdout);
  for (; running < jobs; running++) {
    children[running] = fork();
    if (children[running] < 0)
      break;
    if (children[running] == 0) {
      work(b, (int)running);
      _exit(0);
    }
  }
  if (!running)
    work(b, 0);
  while (running) {
    int status;
    const pid_t ended = waitpid(-1, &status, WNOHANG);
    if (ended > 0) {
      running--;
      good = good && WIFEXITED(status) && !WEXITSTATUS(status);
    } else if (ended < 0 && errno != EINTR)
      break;
    else {
      show_progress(b, false);
      nanosleep(&(struct timespec){.tv_nsec = 20000000}, NULL);
    }
  }
  show_progress(b, true);
  return good;
}

/* ---- all ---- */

static bool open_shared(struct batch *b, size_t jobs)
{
  b->shared_size = sizeof *b->shared + b->pairs.count * sizeof *b->shared->outcomes;
  b->shared = mmap(NULL, b->shared_size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (b->shared == MAP_FAILED)
    return b->shared = NULL, false;
  for (size_t i = 0; i < b->pairs.count; i++)
    b->shared->outcomes[i].status = -1;
  b->outputs = pool_take(&b->r->question->pool, jobs, sizeof *b->outputs);
  for (size_t i = 0; i < jobs; i++)
    if (!(b->outputs[i] = tmpfile()))
      return false;
  return true;
}

static void copy_output(const struct batch *b, const struct outcome *o)
{
  char buffer[4096];
  FILE *from = b->outputs[o->worker];
  fseek(from, o->offset, SEEK_SET);
  for (long left = o->length; left > 0;) {
    const size_t want = left < (long)sizeof buffer ? (size_t)left : sizeof buffer, got = fread(buffer, 1, want, from);
    if (!got)
      return;
    fwrite(buffer, 1, got, stdout);
    left -= (long)got;
  }
}

static int summarise(const struct batch *b, double seconds)
{
  size_t counts[4] = {0};
  for (size_t i = 0; i < b->pairs.count; i++) {
    const struct outcome *o = &b->shared->outcomes[i];
    counts[o->status < 0 ? STATUS_ERROR : o->status]++;
    if (o->status < 0)
      printf("ERROR: %s against %s: the process that had it ended\n", b->pairs.items[i].new_name,
             b->pairs.items[i].old_name);
    else if (b->r->options->json || o->status != STATUS_PASS)
      copy_output(b, o);
  }
  fprintf(b->r->options->json ? stderr : stdout,
          "%zu pairs: %zu pass, %zu fail, %zu unknown, %zu errors; %.1f seconds\n", b->pairs.count, counts[STATUS_PASS],
          counts[STATUS_FAIL], counts[STATUS_UNKNOWN], counts[STATUS_ERROR], seconds);
  if (fflush(stdout) || ferror(stdout))
    return STATUS_ERROR;
  return counts[STATUS_ERROR]     ? STATUS_ERROR
         : counts[STATUS_FAIL]    ? STATUS_FAIL
         : counts[STATUS_UNKNOWN] ? STATUS_UNKNOWN
                                  : STATUS_PASS;
}

int command_batch(struct result *r)
{
  struct batch b = {.r = r};
  struct timespec start, end;
  clock_gettime(CLOCK_MONOTONIC, &start);
  int status = STATUS_ERROR;
  const size_t jobs = r->options->jobs;
  if (!pairs_find(&b.pairs, r->options, &r->question->pool))
    return STATUS_ERROR;
  if (r->options->evidence && mkdir(r->options->evidence, 0777) && errno != EEXIST) {
    fprintf(stderr, "strsmt-policy: %s: %s\n", r->options->evidence, strerror(errno));
  } else if (!open_shared(&b, jobs)) {
    fprintf(stderr, "strsmt-policy: no room for the results: %s\n", strerror(errno));
  } else {
    const bool good = run(&b, jobs);
    clock_gettime(CLOCK_MONOTONIC, &end);
    status = summarise(&b, (double)(end.tv_sec - start.tv_sec) + (double)(end.tv_nsec - start.tv_nsec) / 1e9);
    if (!good)
      status = STATUS_ERROR;
  }
  for (size_t i = 0; b.outputs && i < jobs; i++)
    if (b.outputs[i])
      fclose(b.outputs[i]);
  if (b.shared)
    munmap(b.shared, b.shared_size);
  pairs_free(&b.pairs);
  return status;
}
