/* evidence.c: a folder with everything for an auditor.
 *
 *     README.txt            the question in plain words, the answer, and how to check it again
 *     inputs/N-NAME         the documents, byte for byte
 *     question-N.smt2       the problem
 *     question-N.proof      the proof, where the answer is that there is no such request
 *     question-N.verdict    what strsmt-check said of it
 *     question-N.request.json    the request, where there is one
 *     result.json           the result for programs
 *     report.html           all of it for reading and printing
 *     MANIFEST.sha256       the hash of each other file
 *
 * No time, no name of a machine and no counter goes into it: the same question gives the same bytes. */
#define _GNU_SOURCE
#include "result.h"

#include "read.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <strsmt.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static bool failed(const char *name)
{
  fprintf(stderr, "strsmt-policy: %s: %s\n", name, strerror(errno));
  return false;
}

static bool put_file(struct pool *pool, const char *folder, const char *name, const char *data, size_t size)
{
  const char *path = pool_format(pool, "%s/%s", folder, name);
  FILE *to = fopen(path, "wb");
  bool good = to && fwrite(data, 1, size, to) == size;
  if (to && fclose(to))
    good = false;
  return good || failed(path);
}

/* Runs a program with its output in a file; its exit status, or -1. */
static int run_into(char *const *words, const char *file)
{
  posix_spawn_file_actions_t actions;
  pid_t child;
  int status = -1;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, file, O_WRONLY | O_CREAT | O_TRUNC, 0666);
  posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
  const int error = posix_spawnp(&child, words[0], &actions, NULL, words, environ);
  posix_spawn_file_actions_destroy(&actions);
  if (error)
    return -1;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR)
    ;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* ---- files ---- */

/* The documents that the user gave, each once; those that were made for the question lie in the problem alone. */
static const char *input_name(const struct result *r, size_t i)
{
  const struct policy *p = r->question->policies[i];
  const char *file = p->source->file, *slash = strrchr(file, '/');
  if (*file == '(')
    return NULL;
  for (size_t k = 0; k < i; k++)
    if (r->question->policies[k]->source == p->source || !strcmp(r->question->policies[k]->source->file, file))
      return NULL;
  return pool_format(&r->question->pool, "inputs/%zu-%s", i + 1,
                     strcmp(file, "-") ? slash ? slash + 1 : file : "stdin");
}

static bool put_inputs(const struct result *r, const char *folder)
{
  struct pool *pool = &r->question->pool;
  for (size_t i = 0; i < r->question->policy_count; i++) {
    const struct document *d = r->question->policies[i]->source;
    const char *name = input_name(r, i);
    if (!name)
      continue;
    char *whole = pool_take(pool, d->size + 4, 1);
    if (d->mark)
      memcpy(whole, "\xEF\xBB\xBF", 3);
    memcpy(whole + 3 * d->mark, d->text, d->size);
    if (!put_file(pool, folder, name, whole, d->size + 3 * d->mark))
      return false;
  }
  return true;
}

static const char *checker(struct pool *pool)
{
  const char *named = getenv("STRSMT_CHECK");
  char *path = pool_take(pool, 4096, 1);
  const ssize_t size = readlink("/proc/self/exe", path, 4000);
  char *slash = size > 0 ? strrchr(path, '/') : NULL;
  if (slash)
    strcpy(slash + 1, "strsmt-check");
  return slash && !access(path, X_OK) ? path : named && *named ? named : "strsmt-check";
}

/* Has the proof checked; what was said, or NULL. */
static const char *check(struct pool *pool, const char *folder, const char *stem)
{
  char *problem = pool_format(pool, "%s/%s.smt2", folder, stem),
       *proof = pool_format(pool, "%s/%s.proof", folder, stem);
  char *verdict = pool_format(pool, "%s/%s.verdict", folder, stem);
  char *words[] = {(char *)checker(pool), problem, proof, NULL};
  size_t size;
  const int status = run_into(words, verdict);
  char *text = status >= 0 ? document_read(verdict, &size) : NULL;
  const char *said = text ? pool_copy(pool, text) : NULL;
  free(text);
  if (status != 0)
    fprintf(stderr, "strsmt-policy: %s: %s\n", proof, said && *said ? said : "strsmt-check cannot be run");
  return status == 0 ? said : NULL;
}

static bool put_finding(const struct result *r, const char *folder, size_t i, const char **verdict)
{
  struct pool *pool = &r->question->pool;
  const struct answer *a = &r->findings[i].answer;
  const char *stem = pool_format(pool, "question-%zu", i + 1);
  if (!put_file(pool, folder, pool_format(pool, "%s.smt2", stem), a->problem.data, a->problem.size))
    return false;
  if (a->verdict == VERDICT_NO) {
    if (!put_file(pool, folder, pool_format(pool, "%s.proof", stem), a->proof.data, a->proof.size))
      return false;
    *verdict = check(pool, folder, stem);
    return *verdict;
  }
  char *text = a->request ? json_dumps(a->request, JSON_INDENT(2)) : NULL;
  const bool good = !text || put_file(pool, folder, pool_format(pool, "%s.request.json", stem), text, strlen(text));
  free(text);
  return good;
}

static bool put_readme(const struct result *r, const char *folder)
{
  struct pool *pool = &r->question->pool;
  const char *text = pool_format(pool, "Evidence of strsmt-policy %s\n\n", strsmt_version());
  for (size_t i = 0; i < r->count; i++) {
    const struct finding *f = &r->findings[i];
    const enum verdict v = f->answer.verdict;
    text = pool_format(pool, "%sQuestion %zu: %s\nAnswer: %s\n\n", text, i + 1, f->question,
                       v == VERDICT_NO    ? f->no
                       : v == VERDICT_YES ? f->yes
                                          : f->answer.why);
  }
  text = pool_format(
      pool,
      "%sTo check all of it again:  strsmt-check-bundle FOLDER\n"
      "By hand:                   sha256sum -c MANIFEST.sha256 && strsmt-check question-1.smt2 question-1.proof\n",
      text);
  return put_file(pool, folder, "README.txt", text, strlen(text));
}

/* ---- hashes ---- */

static bool put_manifest(struct pool *pool, const char *folder, const char *name)
{
  static char script[] = "cd -- \"$1\" && find . -type f ! -name '*.sha256' | LC_ALL=C sort | sed 's,^\\./,,' | "
                         "while IFS= read -r file; do sha256sum -- \"$file\" || exit 1; done";
  char *words[] = {"sh", "-c", script, "sh", (char *)folder, NULL};
  const char *path = pool_format(pool, "%s/%s", folder, name);
  if (run_into(words, path) == 0)
    return true;
  fprintf(stderr, "strsmt-policy: %s: sha256sum did not end well\n", path);
  return false;
}

/* The hashes of the inputs, by the number of their policy. */
static struct hashed *read_hashes(const struct result *r, const char *folder, const char *name)
{
  struct pool *pool = &r->question->pool;
  struct hashed *out = pool_take(pool, r->question->policy_count + 1, sizeof *out);
  const char *path = pool_format(pool, "%s/%s", folder, name);
  size_t size;
  char *text = document_read(path, &size);
  for (size_t i = 0; text && i < r->question->policy_count; i++) {
    out[i].name = input_name(r, i);
    const char *line = out[i].name ? strstr(text, pool_format(pool, "  %s\n", out[i].name)) : NULL;
    if (line && line - text >= 64)
      out[i].hash = pool_format(pool, "%.64s", line - 64);
  }
  free(text);
  unlink(path);
  return out;
}

static bool make_folder(const char *name)
{
  return !mkdir(name, 0777) || errno == EEXIST || failed(name);
}

/* What an earlier run left would not belong to this evidence. */
static bool is_empty(struct pool *pool, const char *folder)
{
  if (rmdir(folder) && errno != ENOENT) {
    fprintf(stderr, "strsmt-policy: %s: %s; evidence goes into a folder of its own\n", folder, strerror(errno));
    return false;
  }
  return make_folder(folder) && make_folder(pool_format(pool, "%s/inputs", folder));
}

bool result_evidence(const struct result *r, const char *folder)
{
  struct pool *pool = &r->question->pool;
  const char **verdicts = pool_take(pool, r->count + 1, sizeof *verdicts);
  if (!is_empty(pool, folder) || !put_inputs(r, folder))
    return false;
  for (size_t i = 0; i < r->count; i++)
    if (!put_finding(r, folder, i, &verdicts[i]))
      return false;
  if (!put_readme(r, folder) || !put_manifest(pool, folder, "first.sha256"))
    return false;
  const struct hashed *hashes = read_hashes(r, folder, "first.sha256");
  json_t *json = result_json(r), *inputs = json_array();
  for (size_t i = 0; i < r->question->policy_count; i++)
    if (hashes[i].hash)
      json_array_append_new(inputs, json_pack("{s:s, s:s}", "file", hashes[i].name, "sha256", hashes[i].hash));
  json_object_set_new(json, "inputs", inputs);
  json_object_set_new(json, "version", json_string(strsmt_version()));
  char *text = json_dumps(json, JSON_INDENT(2));
  bool good = text && put_file(pool, folder, "result.json", text, strlen(text));
  json_decref(json);
  free(text);
  const char *path = pool_format(pool, "%s/report.html", folder);
  FILE *report = fopen(path, "w");
  good = good && report && result_report(r, report, hashes, verdicts);
  if (report && fclose(report))
    good = false;
  if (!good)
    return failed(path);
  return put_manifest(pool, folder, "MANIFEST.sha256");
}
