/* export_cnf.c: the refutation of one query as plain LRAT: the inputs and lemmas that it uses as DIMACS, with the guards and
 * assumptions of the query as unit clauses behind them, and the derived clauses that it uses, by the hints that had an effect. Any
 * LRAT checker can check it; what the lemmas mean is checked here.
 *
 * The proof is read once. Clauses are kept until its end, and what the conclusion does not need is left out then. */
#include "export.h"

#include <inttypes.h>
#include <string.h>

typedef struct entry {
  bool original, needed;
  uint64_t number; /* in the output */
  size_t literal, literal_count, hint, hint_count;
} entry;

typedef struct collection {
  heap *heap;
  uint32_t wanted, query; /* 0: the last one; the one found */
  map alive;              /* clause to entry + 1 */
  map variables;          /* to those of the output, which are dense */
  VEC(entry) entries;
  vec_i32 literals, clause;
  vec_u64 hints;  /* entries */
  vec_i32 last;   /* the literals of the conclusion's clause */
  uint64_t final; /* its entry + 1 */
  uint64_t units; /* the number of the first unit clause of the query */
} collection;

static bool number_variable(collection *x, int32_t literal, int32_t *out)
{
  uint64_t variable = (uint64_t)(literal < 0 ? -(int64_t)literal : literal), known = map_get(&x->variables, variable);
  if (known == 0) {
    known = x->variables.size + 1;
    if (!map_put(x->heap, &x->variables, variable, known))
      return false;
  }
  *out = literal < 0 ? -(int32_t)known : (int32_t)known;
  return true;
}

/* Keeps a clause. One that holds by itself has no entry: it is never of use. */
static bool keep(collection *x, const checker *c, uint64_t id, bool original, const record *hints)
{
  entry e = {.original = original, .literal = x->literals.size, .hint = x->hints.size};
  if (!lrat_get(&c->clauses, id, &x->clause))
    return false;
  for (size_t i = 0; i < x->clause.size; i++) {
    for (size_t k = 0; k < i && x->clause.size < 64; k++)
      if (x->clause.data[k] == -x->clause.data[i])
        return true;
    int32_t literal;
    if (!number_variable(x, x->clause.data[i], &literal) || !VEC_PUSH(x->heap, x->literals, literal))
      return false;
  }
  const vec_i32 *effects = &c->clauses.propagated;
  for (size_t i = 0; hints != NULL && i < hints->ids.size; i++) {
    uint64_t used = map_get(&x->alive, hints->ids.data[i]);
    bool effective = i + 1 == hints->ids.size || (i < effects->size && effects->data[i] != 0);
    if (used != 0 && effective && !VEC_PUSH(x->heap, x->hints, used - 1))
      return false;
  }
  e.literal_count = x->literals.size - e.literal;
  e.hint_count = x->hints.size - e.hint;
  return VEC_PUSH(x->heap, x->entries, e) && map_put(x->heap, &x->alive, id, x->entries.size);
}

static bool conclude(collection *x, const checker *c, const record *r)
{
  if (x->wanted != 0 && x->wanted != r->other)
    return true;
  x->query = (uint32_t)r->other;
  x->final = map_get(&x->alive, r->id);
  x->last.size = 0;
  if (!lrat_get(&c->clauses, r->id, &x->clause))
    return false;
  for (size_t i = 0; i < x->clause.size; i++) {
    int32_t literal;
    if (!number_variable(x, x->clause.data[i], &literal) || !VEC_PUSH(x->heap, x->last, literal))
      return false;
  }
  return true;
}

static bool collect(void *user, const checker *c, const record *r)
{
  collection *x = user;
  if (x->wanted != 0 && x->query == x->wanted)
    return true;
  switch (r->kind) {
  case 'i':
    return keep(x, c, r->id, true, NULL);
  case 'e':
    return keep(x, c, c->lemma.clause, true, NULL);
  case 'a':
    return keep(x, c, r->id, false, r);
  case 'u':
    return conclude(x, c, r);
  case 'd':
    for (size_t i = 0; i < r->ids.size; i++)
      map_remove(&x->alive, r->ids.data[i]);
    return true;
  case 'r':
    map_clear(&x->alive);
    return true;
  default:
    return true;
  }
}

/* Marks what the conclusion needs, and numbers it: what is given before what is derived. */
static void number_needed(collection *x)
{
  uint64_t next = 1;
  x->entries.data[x->final - 1].needed = true;
  for (size_t i = x->final; i-- > 0;) {
    const entry *e = &x->entries.data[i];
    for (size_t k = 0; e->needed && k < e->hint_count; k++)
      x->entries.data[x->hints.data[e->hint + k]].needed = true;
  }
  for (size_t i = 0; i < x->final; i++) {
    entry *e = &x->entries.data[i];
    if (e->needed && e->original)
      e->number = next++;
  }
  x->units = next;
  next += x->last.size;
  for (size_t i = 0; i < x->final; i++) {
    entry *e = &x->entries.data[i];
    if (e->needed && !e->original)
      e->number = next++;
  }
}

static void put_literals(const collection *x, const entry *e, FILE *out)
{
  for (size_t i = 0; i < e->literal_count; i++)
    fprintf(out, "%d ", (int)x->literals.data[e->literal + i]);
  fputs("0", out);
}

static void write_cnf(const collection *x, FILE *out)
{
  fprintf(out, "p cnf %zu %" PRIu64 "\n", x->variables.size, x->units - 1 + x->last.size);
  for (size_t i = 0; i < x->final; i++) {
    const entry *e = &x->entries.data[i];
    if (!e->needed || !e->original)
      continue;
    put_literals(x, e, out);
    fputc('\n', out);
  }
  for (size_t i = 0; i < x->last.size; i++)
    fprintf(out, "%d 0\n", -(int)x->last.data[i]);
}

static void write_lrat(const collection *x, FILE *out)
{
  const entry *final = &x->entries.data[x->final - 1];
  uint64_t last = x->units - 1 + x->last.size;
  for (size_t i = 0; i < x->final; i++) {
    const entry *e = &x->entries.data[i];
    if (!e->needed || e->original)
      continue;
    fprintf(out, "%" PRIu64 " ", e->number);
    put_literals(x, e, out);
    for (size_t k = 0; k < e->hint_count; k++)
      fprintf(out, " %" PRIu64, x->entries.data[x->hints.data[e->hint + k]].number);
    fputs(" 0\n", out);
    last = e->number;
  }
  if (!final->original && final->literal_count == 0)
    return;
  fprintf(out, "%" PRIu64 " 0", last + 1);
  for (size_t i = 0; i < x->last.size; i++)
    fprintf(out, " %" PRIu64, x->units + i);
  fprintf(out, " %" PRIu64 " 0\n", final->number);
}

static void collection_free(collection *x)
{
  map_free(x->heap, &x->alive);
  map_free(x->heap, &x->variables);
  VEC_FREE(x->heap, x->entries);
  VEC_FREE(x->heap, x->literals);
  VEC_FREE(x->heap, x->clause);
  VEC_FREE(x->heap, x->hints);
  VEC_FREE(x->heap, x->last);
}

bool export_lrat(const export_job *job, FILE *cnf_out, FILE *lrat_out)
{
  stream s;
  checker c;
  collection x = {.heap = job->heap, .wanted = job->query};
  stream_open(&s, job->heap, job->file, job->proof_name);
  bool done = check_init(&c, job->heap, job->e, job->problem, &s, job->signature->name, job->signature->hash);
  c.observer = collect;
  c.user = &x;
  done = done && check_run(&c);
  if (done && x.query == 0)
    done = report_fail(job->heap->report, VERDICT_WRONG, "%s: the proof does not conclude query %u", job->proof_name,
                       job->query);
  if (done && x.final == 0)
    done = report_fail(job->heap->report, VERDICT_WRONG, "%s: the query is concluded by a clause that holds by itself",
                       job->proof_name);
  if (done) {
    number_needed(&x);
    write_cnf(&x, cnf_out);
    write_lrat(&x, lrat_out);
  }
  check_free(&c);
  stream_close(&s);
  collection_free(&x);
  return done;
}
