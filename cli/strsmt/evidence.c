/* evidence.c: an `unsat` is confirmed once its proof has left our buffers and, if there is a checker, once that has
 * accepted it. */
#include "evidence.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool file_failed(evidence *e)
{
  snprintf(e->problem, sizeof e->problem, "%.300s: %s", e->name, strerror(errno));
  return false;
}

static const char *checker_problem(const evidence *e)
{
  return e->checking == CHECKED_INSIDE ? e->inside.problem : e->checker.problem;
}

static bool open_file(evidence *e, const char *name, const struct stat *problem)
{
  struct stat existing;
  e->name = name;
  if (!stat(name, &existing) && existing.st_dev == problem->st_dev && existing.st_ino == problem->st_ino) {
    fprintf(stderr, "strsmt: %s: the proof would overwrite the problem\n", name);
    return false;
  }
  int number = open(name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  e->file = number < 0 ? NULL : fdopen(number, "wb");
  if (!e->file) {
    fprintf(stderr, "strsmt: %s: %s\n", name, strerror(errno));
    return false;
  }
  setvbuf(e->file, NULL, _IOFBF, 1 << 16);
  return true;
}

bool evidence_follows(void)
{
  const char *program = getenv("STRSMT_CHECKER");
  return !program || !*program;
}

bool evidence_open(evidence *e, const char *name, bool check, const char *problem_path, const struct stat *problem)
{
  *e = (evidence){0};
  if (name && !open_file(e, name, problem))
    return false;
  if (!check)
    return true;
  const char *program = getenv("STRSMT_CHECKER");
  bool child = program && *program;
  e->checking = child ? CHECKED_BY_CHILD : CHECKED_INSIDE;
  if (!problem_path) {
    inside_start_dialogue(&e->inside);
    return true;
  }
  if (child ? checker_start(&e->checker, program, problem_path) : inside_start(&e->inside, problem_path))
    return true;
  fprintf(stderr, "strsmt: %s\n", checker_problem(e));
  return false;
}

bool evidence_take(void *user, const void *data, size_t size)
{
  evidence *e = user;
  errno = 0;
  if (e->file && fwrite(data, 1, size, e->file) != size)
    return file_failed(e);
  switch (e->checking) {
  case UNCHECKED:
    return true;
  case CHECKED_INSIDE:
    if (inside_write(&e->inside, data, size))
      return true;
    break;
  case CHECKED_BY_CHILD:
    if (checker_write(&e->checker, data, size))
      return true;
    break;
  }
  snprintf(e->problem, sizeof e->problem, "%s", checker_problem(e));
  return false;
}

void evidence_passed(void *user, size_t from, size_t to)
{
  evidence *e = user;
  if (e->checking == CHECKED_INSIDE)
    (void)inside_passed(&e->inside, from, to); /* without memory, what follows is not confirmed */
}

bool evidence_text(void *user, const void *data, size_t size)
{
  evidence *e = user;
  return e->checking != CHECKED_INSIDE || inside_text(&e->inside, data, size);
}

fr_verdict evidence_confirm(void *user, unsigned long query, size_t size, const char **problem)
{
  evidence *e = user;
  *problem = e->problem;
  if (e->file && fflush(e->file)) {
    file_failed(e);
    return FR_REFUSED;
  }
  checker_verdict verdict = e->checking == CHECKED_INSIDE     ? inside_confirm(&e->inside, query, size)
                            : e->checking == CHECKED_BY_CHILD ? checker_confirm(&e->checker, query)
                                                              : CHECKER_CONFIRMED;
  e->confirmed += verdict == CHECKER_CONFIRMED;
  if (verdict == CHECKER_CONFIRMED)
    return FR_CONFIRMED;
  if (verdict == CHECKER_STOPPED) {
    *problem = "interrupted before the checker had confirmed unsat";
    return FR_STOPPED;
  }
  snprintf(e->problem, sizeof e->problem, "unsat is not confirmed: %s", checker_problem(e));
  return FR_REFUSED;
}

const char *evidence_problem(void *user)
{
  evidence *e = user;
  return e->problem[0] ? e->problem : NULL;
}

bool evidence_close(evidence *e, bool good)
{
  bool kept = true;
  if (e->file && fclose(e->file)) {
    file_failed(e);
    fprintf(stderr, "strsmt: the proof cannot be written: %s\n", e->problem);
    kept = false;
  }
  bool wanted = good && e->confirmed, held = true;
  if (e->checking == CHECKED_INSIDE)
    held = inside_finish(&e->inside, wanted);
  if (e->checking == CHECKED_BY_CHILD)
    held = checker_finish(&e->checker, wanted);
  if (!held) {
    fprintf(stderr, "strsmt: %s\n", checker_problem(e));
    kept = false;
  }
  return kept;
}
