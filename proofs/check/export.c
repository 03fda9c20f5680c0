/* export.c: the two passes of an export: the first checks the proof and finds out which clauses its conclusion needs,
 * the second checks it again and writes these. */
#define _POSIX_C_SOURCE 200809L
#include "export_internal.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- planning ---------------------------------------------------------------------------------------------------- */

static bool plan_clause(export_plan *p, uint64_t id, const uint64_t *hints, size_t count)
{
  if (++p->count >= UINT32_MAX)
    return report_fail(p->heap->report, VERDICT_LIMIT, "too many clauses to export");
  for (size_t i = 0; i < count; i++) {
    uint32_t number = (uint32_t)map_get(&p->alive, hints[i]);
    if (!VEC_PUSH(p->heap, p->hints, number))
      return false;
  }
  return VEC_PUSH(p->heap, p->first_hint, p->hints.size) && map_put(p->heap, &p->alive, id, p->count);
}

static bool plan_record(void *user, const checker *c, const record *r)
{
  export_plan *p = user;
  switch (r->kind) {
  case 'i':
    return plan_clause(p, r->id, NULL, 0);
  case 'e':
    return plan_clause(p, c->lemma.clause, NULL, 0);
  case 'a':
    return plan_clause(p, r->id, r->ids.data, r->ids.size);
  case 'd':
    for (size_t i = 0; i < r->ids.size; i++)
      map_remove(&p->alive, r->ids.data[i]);
    return true;
  case 'r':
    map_clear(&p->alive);
    return true;
  case 'u':
    if (p->wanted != 0 && p->wanted != r->other)
      return true;
    p->query = (uint32_t)r->other;
    p->final = (uint32_t)map_get(&p->alive, r->id);
    p->epoch = c->epoch;
    return true;
  default:
    return true;
  }
}

/* Marks what the conclusion needs. Hints point backwards. */
static bool mark_needed(export_plan *p)
{
  if (!VEC_RESERVE(p->heap, p->needed, (size_t)p->final + 1))
    return false;
  p->needed.size = (size_t)p->final + 1;
  memset(p->needed.data, 0, p->needed.size * sizeof *p->needed.data);
  p->needed.data[p->final] = true;
  for (size_t n = p->final; n > 0; n--) {
    if (!p->needed.data[n])
      continue;
    for (uint64_t i = p->first_hint.data[n - 1]; i < p->first_hint.data[n]; i++)
      p->needed.data[p->hints.data[i]] = true;
  }
  return true;
}

static void plan_free(export_plan *p)
{
  map_free(p->heap, &p->alive);
  VEC_FREE(p->heap, p->first_hint);
  VEC_FREE(p->heap, p->hints);
  VEC_FREE(p->heap, p->needed);
}

/* ---- passes ------------------------------------------------------------------------------------------------------ */

static bool run_pass(const export_job *job, int file, check_observer observer, void *user)
{
  stream s;
  checker c;
  eo_mark mark = eo_set_mark(job->e);
  stream_open(&s, job->heap, file, job->proof_name);
  bool done = check_init(&c, job->heap, job->e, job->problem, &s, job->signature->name, job->signature->hash);
  c.observer = observer;
  c.user = user;
  done = done && check_run(&c);
  eo_release(job->e, mark);
  check_free(&c);
  stream_close(&s);
  return done;
}

/* A descriptor that can be rewound: the proof's own, or that of a copy in a temporary file (*copy, to be closed). */
static int rewindable(const export_job *job, FILE **copy)
{
  char buffer[1 << 16];
  *copy = NULL;
  if (lseek(job->file, 0, SEEK_CUR) >= 0)
    return job->file;
  *copy = tmpfile();
  for (ssize_t got = 1; *copy != NULL && got != 0;) {
    got = read(job->file, buffer, sizeof buffer);
    if (got < 0 && errno == EINTR)
      continue;
    if (got < 0 || fwrite(buffer, 1, (size_t)got, *copy) != (size_t)got)
      break;
    if (got == 0 && fflush(*copy) == 0 && lseek(fileno(*copy), 0, SEEK_SET) == 0)
      return fileno(*copy);
  }
  report_fail(job->heap->report, VERDICT_LIMIT, "%s: copying it to a temporary file failed: %s", job->proof_name,
              strerror(errno));
  return -1;
}

static bool write_script(const export_job *job, int file, export_plan *plan)
{
  export_writer *w = heap_resize(job->heap, NULL, 0, sizeof *w);
  if (w == NULL)
    return false;
  memset(w, 0, sizeof *w);
  w->job = job;
  w->plan = plan;
  w->heap = job->heap;
  w->out = job->out;
  bool done = lseek(file, 0, SEEK_SET) >= 0 && run_pass(job, file, export_write, w);
  if (!done && w->finished)
    done = true;
  export_writer_free(w);
  heap_free(job->heap, w, sizeof *w);
  return done;
}

bool export_eunoia(const export_job *job)
{
  FILE *copy;
  export_plan plan;
  memset(&plan, 0, sizeof plan);
  plan.heap = job->heap;
  plan.wanted = job->query;
  int file = rewindable(job, &copy);
  bool done = file >= 0 && VEC_PUSH(job->heap, plan.first_hint, 0) && run_pass(job, file, plan_record, &plan);
  if (done && plan.query == 0) {
    done = report_fail(job->heap->report, VERDICT_WRONG, "%s: the proof does not conclude query %u", job->proof_name,
                       job->query);
  }
  done = done && mark_needed(&plan) && write_script(job, file, &plan);
  plan_free(&plan);
  if (copy != NULL)
    fclose(copy);
  return done;
}
