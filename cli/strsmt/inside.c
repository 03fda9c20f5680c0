/* inside.c: a queue of bytes between the search and the checker. The thread takes all that is there at once and gives its
 * empty buffer in exchange, so that neither copies or waits while the other works. */
#define _GNU_SOURCE
#include "inside.h"

#include "signals.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
  LIMIT = 64 << 20, /* bytes that the checker may be behind */
  BATCH = 1 << 16,  /* bytes for which it is woken */
  STACK = 8 << 20,
  PATIENCE = 100000000 /* nanoseconds, then signals are looked at */
};

static bool failed(inside *c, const char *what, const char *why)
{
  if (!c->problem[0])
    snprintf(c->problem, sizeof c->problem, "%.100s: %.480s", what, why);
  return false;
}

static bool read_script(inside *c, const char *path)
{
  FILE *f = fopen(path, "rb");
  size_t capacity = 0;
  if (!f)
    return failed(c, path, strerror(errno));
  for (size_t got = 1; got > 0; c->script_length += got) {
    if (capacity - c->script_length < BATCH) {
      capacity = 2 * capacity + 2 * BATCH;
      char *more = realloc(c->script, capacity);
      if (!more)
        break;
      c->script = more;
    }
    got = fread(c->script + c->script_length, 1, capacity - c->script_length, f);
  }
  bool good = c->script && feof(f) && !ferror(f);
  fclose(f);
  return good || failed(c, path, "it cannot be read");
}

/* ---- the thread ---- */

/* Takes what is queued, in exchange for an empty buffer. False: nothing more will come. */
static bool take(inside *c, char **data, size_t *length, size_t *capacity)
{
  pthread_mutex_lock(&c->lock);
  while (!c->length && !c->ending && !c->giving_up)
    pthread_cond_wait(&c->given, &c->lock);
  bool more = !c->giving_up && (c->length || !c->ending);
  char *empty = *data;
  size_t room = *capacity;
  *data = c->queue;
  *length = c->length;
  *capacity = c->capacity;
  c->queue = empty;
  c->capacity = room;
  c->length = 0;
  pthread_cond_signal(&c->taken);
  pthread_mutex_unlock(&c->lock);
  return more;
}

static void say(inside *c, strsmt_check_verdict verdict, bool ended)
{
  pthread_mutex_lock(&c->lock);
  c->verdict = verdict;
  c->confirmed = strsmt_checker_concluded(c->checker);
  c->ended = ended;
  if (verdict != STRSMT_CHECK_HOLDS)
    failed(c, "the checker", strsmt_checker_message(c->checker));
  pthread_cond_signal(&c->taken);
  pthread_mutex_unlock(&c->lock);
}

static void *check(void *user)
{
  inside *c = user;
  char *data = NULL;
  size_t length, capacity = 0;
  strsmt_check_verdict verdict = strsmt_checker_problem(c->checker, c->script, c->script_length);
  c->apart = verdict == STRSMT_CHECK_UNREADABLE; /* nobody looks at it before `ended` */
  while (verdict == STRSMT_CHECK_HOLDS && take(c, &data, &length, &capacity)) {
    verdict = strsmt_checker_proof(c->checker, data, length);
    if (verdict == STRSMT_CHECK_HOLDS)
      say(c, verdict, false);
  }
  if (verdict == STRSMT_CHECK_HOLDS && c->ending)
    verdict = strsmt_checker_end(c->checker);
  say(c, verdict, true);
  free(data);
  return NULL;
}

/* ---- the search ---- */

bool inside_start(inside *c, const char *problem_path)
{
  static const strsmt_check_limits none = {0}; /* the proof is our own, and the program has limits for itself */
  pthread_attr_t attributes;
  *c = (inside){0};
  if (!read_script(c, problem_path))
    return false;
  c->checker = strsmt_checker_new(NULL);
  if (!c->checker)
    return failed(c, "the checker", "out of memory");
  strsmt_checker_set_limits(c->checker, &none);
  pthread_mutex_init(&c->lock, NULL);
  pthread_cond_init(&c->given, NULL);
  pthread_cond_init(&c->taken, NULL);
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, STACK);
  int error = pthread_create(&c->thread, &attributes, check, c);
  pthread_attr_destroy(&attributes);
  c->running = !error;
  return c->running || failed(c, "the checker cannot be started", strerror(error));
}

/* Waits for the thread to say something, for a while. The lock is held. */
static void wait_a_while(inside *c)
{
  struct timespec until;
  clock_gettime(CLOCK_REALTIME, &until);
  until.tv_nsec += PATIENCE;
  if (until.tv_nsec >= 1000000000) {
    until.tv_nsec -= 1000000000;
    until.tv_sec++;
  }
  pthread_cond_timedwait(&c->taken, &c->lock, &until);
}

static bool enqueue(inside *c, const void *data, size_t size)
{
  if (c->capacity - c->length < size) {
    size_t capacity = c->length + size > 2 * c->capacity ? c->length + size : 2 * c->capacity;
    char *queue = realloc(c->queue, capacity);
    if (!queue)
      return failed(c, "the checker", "out of memory");
    c->queue = queue;
    c->capacity = capacity;
  }
  memcpy(c->queue + c->length, data, size);
  c->length += size;
  return true;
}

bool inside_write(inside *c, const void *data, size_t size)
{
  pthread_mutex_lock(&c->lock);
  while (c->length > LIMIT && !c->ended && !signals_seen)
    wait_a_while(c);
  bool good = (c->ended && !c->apart) || enqueue(c, data, size);
  if (c->length >= BATCH)
    pthread_cond_signal(&c->given);
  pthread_mutex_unlock(&c->lock);
  return good;
}

void inside_start_dialogue(inside *c)
{
  *c = (inside){.ended = true, .apart = true};
  pthread_mutex_init(&c->lock, NULL);
  pthread_cond_init(&c->given, NULL);
  pthread_cond_init(&c->taken, NULL);
}

bool inside_text(inside *c, const void *data, size_t size)
{
  if (c->script_capacity - c->script_length < size) {
    size_t capacity = 2 * c->script_capacity + size;
    char *script = realloc(c->script, capacity);
    if (!script)
      return failed(c, "the checker", "out of memory");
    c->script = script;
    c->script_capacity = capacity;
  }
  memcpy(c->script + c->script_length, data, size);
  c->script_length += size;
  return true;
}

bool inside_passed(inside *c, size_t from, size_t to)
{
  if (c->gap_count == c->gap_capacity) {
    size_t capacity = 2 * c->gap_capacity + 8;
    size_t(*gaps)[2] = realloc(c->gaps, capacity * sizeof *gaps);
    if (!gaps)
      return failed(c, "the checker", "out of memory");
    c->gaps = gaps;
    c->gap_capacity = capacity;
  }
  c->gaps[c->gap_count][0] = from;
  c->gaps[c->gap_count++][1] = to;
  return true;
}

/* Only once the thread has ended, or where there is none. */
static void blank_gaps(inside *c)
{
  for (; c->blanked < c->gap_count; c->blanked++)
    for (size_t i = c->gaps[c->blanked][0]; i < c->gaps[c->blanked][1] && i < c->script_length; i++)
      if (c->script[i] != '\n')
        c->script[i] = ' ';
}

/* Checks the whole proof so far against the script so far. */
static checker_verdict confirm_apart(inside *c, unsigned long query, size_t size)
{
  static const strsmt_check_limits none = {0};
  strsmt_checker *checker = strsmt_checker_new(NULL);
  c->problem[0] = 0;
  blank_gaps(c);
  if (!checker)
    return failed(c, "the checker", "out of memory"), CHECKER_REFUSED;
  strsmt_checker_set_limits(checker, &none);
  strsmt_check_verdict verdict =
      strsmt_checker_problem(checker, c->script, size < c->script_length ? size : c->script_length);
  if (verdict == STRSMT_CHECK_HOLDS)
    verdict = strsmt_checker_proof(checker, c->queue, c->length);
  if (verdict == STRSMT_CHECK_HOLDS)
    verdict = strsmt_checker_end(checker);
  bool good = verdict == STRSMT_CHECK_HOLDS && strsmt_checker_concluded(checker) == query;
  if (!good)
    failed(c, "the checker",
           verdict == STRSMT_CHECK_HOLDS ? "the proof does not conclude the query" : strsmt_checker_message(checker));
  strsmt_checker_delete(checker);
  return good ? CHECKER_CONFIRMED : signals_seen ? CHECKER_STOPPED : CHECKER_REFUSED;
}

checker_verdict inside_confirm(inside *c, unsigned long query, size_t size)
{
  pthread_mutex_lock(&c->lock);
  pthread_cond_signal(&c->given);
  while (!c->ended && c->confirmed != query && !signals_seen)
    wait_a_while(c);
  if (c->ended && c->apart) {
    pthread_mutex_unlock(&c->lock);
    return confirm_apart(c, query, size);
  }
  checker_verdict verdict = c->confirmed == query && c->verdict == STRSMT_CHECK_HOLDS ? CHECKER_CONFIRMED
                            : !c->ended && signals_seen                               ? CHECKER_STOPPED
                                                                                      : CHECKER_REFUSED;
  pthread_mutex_unlock(&c->lock);
  return verdict;
}

bool inside_finish(inside *c, bool wanted)
{
  wanted = wanted && !c->apart; /* each query was checked by itself */
  if (c->running) {
    pthread_mutex_lock(&c->lock);
    c->ending = wanted;
    c->giving_up = !wanted;
    pthread_cond_signal(&c->given);
    while (wanted && !c->ended && !signals_seen)
      wait_a_while(c);
    if (!c->ended) {
      c->ending = false;
      c->giving_up = true;
      strsmt_checker_interrupt(c->checker);
      pthread_cond_signal(&c->given);
    }
    pthread_mutex_unlock(&c->lock);
    pthread_join(c->thread, NULL);
    pthread_mutex_destroy(&c->lock);
    pthread_cond_destroy(&c->given);
    pthread_cond_destroy(&c->taken);
  }
  bool good = !wanted || (c->running && (c->verdict == STRSMT_CHECK_HOLDS || signals_seen));
  c->running = false;
  strsmt_checker_delete(c->checker);
  free(c->queue);
  free(c->script);
  free(c->gaps);
  return good;
}
