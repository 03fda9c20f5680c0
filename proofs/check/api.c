/* api.c: the public interface (strsmt_check.h): one heap, engine, problem, stream and checker for each object, and the limits of
 * all of them in one budget. Terms made since the signature was read go at a restart. */
#include "../../include/strsmt_check.h"

#include "api.h"
#include "checker.h"
#include "signature.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

#ifndef STRSMT_CHECK_VERSION
#define STRSMT_CHECK_VERSION "0.1.0"
#endif

enum { ALWAYS_TRIED = 1 << 16 }; /* bytes of a record that is not whole: with more, it is not tried at each piece */

struct strsmt_checker {
  budget budget;
  strsmt_check_limits limits;
  volatile sig_atomic_t interrupted;
  report report;
  heap heap;
  eo *e;
  signature signature;
  bool loaded, open;
  size_t bytes_before; /* held when the problem began */
  eo_mark mark;        /* of the terms of the signature */
  problem problem;
  stream stream;
  checker checker;
  const char *script_name, *proof_name; /* for messages */
  size_t tried;                         /* bytes that were there when the record that comes was last looked at */
  strsmt_check_observer observer;
  void *observer_user;
  char message[sizeof((report *)0)->place + sizeof((report *)0)->message + 64];
};

/* ---- making and freeing ------------------------------------------------------------------------------------------ */

static bool stop(void *user)
{
  strsmt_checker *c = user;
  bool interrupted = c->interrupted != 0;
  c->interrupted = 0;
  return interrupted;
}

/* The limits are of what comes after the signature. */
static void set_budget(strsmt_checker *c)
{
  budget *b = &c->budget;
  b->most_bytes = c->limits.bytes == 0 ? 0 : c->bytes_before + c->limits.bytes;
  b->bytes_each = c->limits.bytes == 0 ? 0 : c->limits.bytes_each;
  b->most_steps = c->limits.steps == 0 ? 0 : c->limits.steps;
  b->steps_each = c->limits.steps == 0 ? 0 : c->limits.steps_each;
  b->steps = 0;
}

static bool observe(void *user, const checker *check, const record *r)
{
  strsmt_checker *c = user;
  (void)check;
  if (r->kind == 'u' && c->observer != NULL)
    c->observer(c->observer_user, (uint32_t)r->other);
  return true;
}

/* Begins with an empty problem and proof. */
static void begin(strsmt_checker *c)
{
  memset(&c->report, 0, sizeof c->report);
  c->bytes_before = c->budget.bytes;
  set_budget(c);
  c->tried = 0;
  c->mark = eo_set_mark(c->e);
  stream_open(&c->stream, &c->heap, -1, c->proof_name);
  c->open = true;
  if (!problem_open(&c->problem, &c->heap, c->e))
    return;
  check_init(&c->checker, &c->heap, c->e, &c->problem, &c->stream, c->signature.name, c->signature.hash);
  c->checker.growing = true;
  c->checker.observer = observe;
  c->checker.user = c;
}

static void end(strsmt_checker *c)
{
  if (!c->open)
    return;
  if (c->checker.heap != NULL)
    check_free(&c->checker);
  memset(&c->checker, 0, sizeof c->checker);
  stream_close(&c->stream);
  problem_release(&c->problem);
  eo_release(c->e, c->mark);
  c->open = false;
}

static strsmt_checker *make(const strsmt_check_allocator *allocator)
{
  budget b = {0};
  if (allocator != NULL) {
    b.allocate = allocator->resize;
    b.allocate_user = allocator->user;
  }
  strsmt_checker *c = budget_resize(&b, NULL, 0, sizeof *c);
  if (c == NULL)
    return NULL;
  memset(c, 0, sizeof *c);
  c->budget = b;
  c->budget.stop = stop;
  c->budget.stop_user = c;
  c->limits = (strsmt_check_limits)STRSMT_CHECK_DEFAULT_LIMITS;
  c->script_name = "the problem";
  c->proof_name = "the proof";
  heap_init(&c->heap, &c->budget, &c->report);
  return c;
}

static strsmt_checker *load(strsmt_checker *c, const char *name, strsmt_check_reader read, void *user, bool in_place)
{
  if (c == NULL)
    return NULL;
  c->loaded = in_place ? signature_load(&c->signature, &c->heap, &c->e, name)
                       : signature_load_embedded(&c->signature, &c->heap, &c->e, name, read, user);
  if (!c->loaded && c->report.code == VERDICT_LIMIT) {
    strsmt_checker_delete(c);
    return NULL;
  }
  if (c->loaded)
    begin(c);
  return c;
}

strsmt_checker *strsmt_checker_new(const strsmt_check_allocator *allocator)
{
  return load(make(allocator), NULL, NULL, NULL, false);
}

strsmt_checker *strsmt_checker_new_with(const strsmt_check_allocator *allocator, const char *name,
                                        strsmt_check_reader read, void *user)
{
  return name == NULL || read == NULL ? NULL : load(make(allocator), name, read, user, false);
}

strsmt_checker *checker_of_program(const char *path)
{
  return load(make(NULL), path, NULL, NULL, true);
}

void checker_name_inputs(strsmt_checker *c, const char *script, const char *proof)
{
  c->script_name = script;
  c->proof_name = c->stream.name = proof;
}

void strsmt_checker_delete(strsmt_checker *c)
{
  if (c == NULL)
    return;
  end(c);
  eo_delete(c->e);
  signature_free(&c->signature);
  budget b = c->budget;
  budget_resize(&b, c, sizeof *c, 0);
}

/* ---- limits ------------------------------------------------------------------------------------------------------ */

strsmt_check_verdict strsmt_checker_set_limits(strsmt_checker *c, const strsmt_check_limits *limits)
{
  if (c == NULL || limits == NULL)
    return STRSMT_CHECK_MISUSE;
  uint64_t steps = c->budget.steps;
  c->limits = *limits;
  set_budget(c);
  c->budget.steps = steps;
  return STRSMT_CHECK_HOLDS;
}

void strsmt_checker_interrupt(strsmt_checker *c)
{
  if (c != NULL)
    c->interrupted = 1;
}

void strsmt_checker_set_observer(strsmt_checker *c, strsmt_check_observer observer, void *user)
{
  if (c == NULL)
    return;
  c->observer = observer;
  c->observer_user = user;
}

/* ---- checking ---------------------------------------------------------------------------------------------------- */

static strsmt_check_verdict verdict_of(const strsmt_checker *c)
{
  return (strsmt_check_verdict)c->report.code;
}

/* Is there something to be done? */
static bool ready(const strsmt_checker *c)
{
  return c != NULL && c->loaded && c->open && c->report.code == VERDICT_HOLDS;
}

static strsmt_check_verdict not_ready(const strsmt_checker *c)
{
  return c == NULL ? STRSMT_CHECK_MISUSE : c->report.code != VERDICT_HOLDS ? verdict_of(c) : STRSMT_CHECK_MISUSE;
}

strsmt_check_verdict strsmt_checker_problem(strsmt_checker *c, const char *text, size_t size)
{
  if (!ready(c))
    return not_ready(c);
  if ((text == NULL && size > 0) || c->checker.lemma.open || c->stream.ended)
    return STRSMT_CHECK_MISUSE;
  budget_read(&c->budget, size);
  problem_more(&c->problem, c->script_name, size == 0 ? "" : text, size);
  return verdict_of(c);
}

static strsmt_check_verdict check_what_is_there(strsmt_checker *c)
{
  check_more(&c->checker);
  c->tried = c->stream.end - c->stream.begin;
  return verdict_of(c);
}

strsmt_check_verdict strsmt_checker_proof(strsmt_checker *c, const void *bytes, size_t size)
{
  if (!ready(c))
    return not_ready(c);
  if ((bytes == NULL && size > 0) || c->stream.ended)
    return STRSMT_CHECK_MISUSE;
  if (!stream_give(&c->stream, bytes, size))
    return verdict_of(c);
  /* A long record that comes in small pieces is looked at each time that an eighth more is there. */
  size_t there = c->stream.end - c->stream.begin;
  if (c->tried > ALWAYS_TRIED && there < c->tried + c->tried / 8)
    return STRSMT_CHECK_HOLDS;
  return check_what_is_there(c);
}

strsmt_check_verdict strsmt_checker_end(strsmt_checker *c)
{
  if (!ready(c))
    return not_ready(c);
  c->stream.ended = true;
  return check_what_is_there(c);
}

strsmt_check_verdict strsmt_checker_run(strsmt_checker *c, const char *script, size_t script_size, const void *proof,
                                        size_t proof_size)
{
  strsmt_check_verdict found = strsmt_checker_restart(c);
  if (found == STRSMT_CHECK_HOLDS)
    found = strsmt_checker_problem(c, script, script_size);
  if (found == STRSMT_CHECK_HOLDS)
    found = strsmt_checker_proof(c, proof, proof_size);
  return found == STRSMT_CHECK_HOLDS ? strsmt_checker_end(c) : found;
}

strsmt_check_verdict strsmt_checker_restart(strsmt_checker *c)
{
  if (c == NULL || !c->loaded)
    return STRSMT_CHECK_MISUSE;
  end(c);
  begin(c);
  return verdict_of(c);
}

/* ---- what is known ----------------------------------------------------------------------------------------------- */

strsmt_check_verdict strsmt_checker_verdict(const strsmt_checker *c)
{
  return c == NULL ? STRSMT_CHECK_LIMIT : verdict_of(c);
}

const char *strsmt_checker_message(const strsmt_checker *c)
{
  if (c == NULL)
    return "no memory for a checker";
  if (c->report.code == VERDICT_HOLDS)
    return "";
  /* The object is the caller's to write: a message is made when it is asked for. */
  char *message = ((strsmt_checker *)(uintptr_t)c)->message;
  snprintf(message, sizeof c->message, "%s%s%s: %s", c->report.place, c->report.place[0] != '\0' ? ": " : "",
           verdict_name(c->report.code), c->report.message);
  return message;
}

uint32_t strsmt_checker_concluded(const strsmt_checker *c)
{
  return c == NULL ? 0 : c->checker.last_query;
}

uint32_t strsmt_checker_queries(const strsmt_checker *c)
{
  return c == NULL ? 0 : (uint32_t)c->problem.queries.size;
}

strsmt_check_statistics strsmt_checker_statistics(const strsmt_checker *c)
{
  if (c == NULL)
    return (strsmt_check_statistics){0};
  const check_counts *n = &c->checker.counts;
  return (strsmt_check_statistics){.records = n->records,
                                   .terms = n->terms,
                                   .inputs = n->inputs,
                                   .lemmas = n->lemmas,
                                   .lemma_steps = n->steps,
                                   .derived = n->derived,
                                   .deleted = n->deleted,
                                   .conclusions = n->conclusions,
                                   .assertions = c->problem.assertions.size,
                                   .clauses = lrat_count(&c->checker.clauses),
                                   .steps = c->budget.steps,
                                   .bytes = c->budget.bytes,
                                   .peak_bytes = c->budget.peak};
}

const char *strsmt_checker_signature_name(const strsmt_checker *c)
{
  return c == NULL ? "" : c->signature.name;
}

const char *strsmt_checker_signature_hash(const strsmt_checker *c)
{
  return c == NULL ? "" : c->signature.hash;
}

const char *strsmt_check_version(void)
{
  return STRSMT_CHECK_VERSION;
}
