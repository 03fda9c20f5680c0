/* export_run.c: an export from files: signature, problem, proof. */
#include "export.h"

#include <string.h>

static bool export_with(const export_request *x, heap *h, eo *e, const signature *s)
{
  size_t length, size;
  problem p;
  char *text = read_file(h, x->problem, &length, &size);
  if (text == NULL)
    return false;
  memset(&p, 0, sizeof p);
  bool done = problem_read(&p, h, e, x->problem, text, length);
  if (done && x->query > p.queries.size)
    done = report_fail(h->report, VERDICT_MISMATCH, "%s: the problem has no query %u", x->problem, x->query);
  export_job job = {.heap = h,
                    .e = e,
                    .problem = &p,
                    .signature = s,
                    .file = x->file,
                    .proof_name = x->proof,
                    .query = x->query,
                    .out = x->out};
  done = done && (x->out != NULL ? export_eunoia(&job) : export_lrat(&job, x->cnf, x->lrat));
  problem_release(&p);
  heap_free(h, text, size);
  return done;
}

bool export_proof(const export_request *x, report *r)
{
  budget b = {.most_bytes = x->bytes, .most_steps = x->steps};
  heap h;
  eo *e = NULL;
  signature s;
  heap_init(&h, &b, r);
  bool done = signature_load(&s, &h, &e, x->signature) && export_with(x, &h, e, &s);
  signature_free(&s);
  eo_delete(e);
  return done;
}
