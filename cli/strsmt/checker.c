/* checker.c: two pipes and poll. Writing never blocks while the checker is less than LIMIT behind, so a slow checker
 * does not slow the search; and its output is always read, so that neither waits for the other. */
#define _GNU_SOURCE
#include "checker.h"

#include "signals.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
  BATCH = 1 << 16,
  LIMIT = 64 << 20,
  PIPE_SIZE = 1 << 20,
  PATIENCE = 500 /* milliseconds, then signals are looked at */
};

extern char **environ;

/* ---- starting ---- */

static int spawn(checker *c, const char *program, const char *problem_path, int in, int out)
{
  char *words[] = {(char *)program, "--", (char *)problem_path, "-", NULL};
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  sigset_t defaults;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
  posix_spawnattr_init(&attributes);
  sigemptyset(&defaults);
  sigaddset(&defaults, SIGPIPE);
  posix_spawnattr_setsigdefault(&attributes, &defaults);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
  /* A terminal sends SIGINT to both; the child ignores it, and ends when its pipe does. */
  void (*former)(int) = signal(SIGINT, SIG_IGN);
  int error = posix_spawnp(&c->child, program, &actions, &attributes, words, environ);
  signal(SIGINT, former);
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  if (error)
    snprintf(c->problem, sizeof c->problem, "the checker %.80s cannot be started: %s", program, strerror(error));
  return error;
}

bool checker_start(checker *c, const char *program, const char *problem_path)
{
  int in[2], out[2];
  *c = (checker){.to = -1, .from = -1};
  if (pipe2(in, O_CLOEXEC) || pipe2(out, O_CLOEXEC)) {
    snprintf(c->problem, sizeof c->problem, "no pipe to the checker: %s", strerror(errno));
    return false;
  }
  bool good = spawn(c, program, problem_path, in[0], out[1]) == 0;
  close(in[0]);
  close(out[1]);
  c->to = in[1];
  c->from = out[0];
  c->running = good;
  fcntl(c->to, F_SETFL, O_NONBLOCK);
  fcntl(c->to, F_SETPIPE_SZ, PIPE_SIZE);
  fcntl(c->from, F_SETFL, O_NONBLOCK);
  return good;
}

/* ---- talking ---- */

/* A line of its output. Lines that are not ours to understand are left alone. */
static void read_line(checker *c)
{
  unsigned long query = 0;
  int length = 0;
  c->line[c->line_length] = 0;
  if (sscanf(c->line, "query %lu: unsat (checked)%n", &query, &length) == 1 && length == (int)c->line_length)
    c->confirmed = query;
  c->line_length = 0;
}

static void take_output(checker *c)
{
  char buffer[1024];
  ssize_t got;
  while ((got = read(c->from, buffer, sizeof buffer)) > 0)
    for (ssize_t i = 0; i < got; i++) {
      if (buffer[i] == '\n')
        read_line(c);
      else if (c->line_length < sizeof c->line - 1)
        c->line[c->line_length++] = buffer[i];
    }
  if (got == 0)
    c->ended = true;
}

static void put_queue(checker *c)
{
  while (c->begin < c->end) {
    ssize_t put = write(c->to, c->queue + c->begin, c->end - c->begin);
    if (put < 0 && errno == EINTR)
      continue;
    if (put < 0) {
      c->ended = c->ended || (errno != EAGAIN && errno != EWOULDBLOCK);
      return;
    }
    c->begin += (size_t)put;
  }
  c->begin = c->end = 0;
}

/* Moves what can be moved; waits for something to move if asked to. */
static void exchange(checker *c, bool wait)
{
  struct pollfd files[2] = {{.fd = c->from, .events = POLLIN},
                            {.fd = c->begin < c->end ? c->to : -1, .events = POLLOUT}};
  if (poll(files, 2, wait ? PATIENCE : 0) <= 0)
    return;
  if (files[1].revents)
    put_queue(c);
  if (files[0].revents)
    take_output(c);
}

static bool enqueue(checker *c, const void *data, size_t size)
{
  if (c->begin && c->capacity - c->end < size) {
    memmove(c->queue, c->queue + c->begin, c->end - c->begin);
    c->end -= c->begin;
    c->begin = 0;
  }
  if (c->capacity - c->end < size) {
    size_t capacity = c->end + size > 2 * c->capacity ? c->end + size : 2 * c->capacity;
    char *queue = realloc(c->queue, capacity);
    if (!queue) {
      snprintf(c->problem, sizeof c->problem, "out of memory");
      return false;
    }
    c->queue = queue;
    c->capacity = capacity;
  }
  memcpy(c->queue + c->end, data, size);
  c->end += size;
  return true;
}

/* After it has ended by itself: what it left. */
static void describe_end(checker *c)
{
  int status = 0;
  if (c->problem[0])
    return;
  if (c->running) {
    close(c->to);
    c->to = -1;
    while (waitpid(c->child, &status, 0) < 0 && errno == EINTR)
      ;
    c->running = false;
  }
  const char *meaning = WIFEXITED(status) && WEXITSTATUS(status) == 1   ? ": it rejects the proof"
                        : WIFEXITED(status) && WEXITSTATUS(status) == 2 ? ": the proof does not belong to the problem"
                        : WIFEXITED(status) && WEXITSTATUS(status) == 3 ? ": it cannot read its input"
                        : WIFEXITED(status) && WEXITSTATUS(status) == 4 ? ": out of memory or limits"
                                                                        : "";
  if (WIFSIGNALED(status))
    snprintf(c->problem, sizeof c->problem, "the checker was killed by signal %d", WTERMSIG(status));
  else
    snprintf(c->problem, sizeof c->problem, "the checker ended with exit status %d%s", WEXITSTATUS(status), meaning);
}

bool checker_write(checker *c, const void *data, size_t size)
{
  if (!c->ended && !enqueue(c, data, size))
    return false;
  if (!c->ended && c->end - c->begin >= BATCH)
    exchange(c, false);
  while (!c->ended && c->end - c->begin > LIMIT && signals_seen == 0)
    exchange(c, true);
  if (c->ended)
    describe_end(c);
  return !c->ended;
}

checker_verdict checker_confirm(checker *c, unsigned long query)
{
  while (!c->ended && c->confirmed != query) {
    if (signals_seen)
      return CHECKER_STOPPED;
    exchange(c, true);
  }
  if (c->confirmed == query)
    return CHECKER_CONFIRMED;
  describe_end(c);
  return CHECKER_REFUSED;
}

/* ---- ending ---- */

bool checker_finish(checker *c, bool wanted)
{
  bool good = true;
  if (wanted) {
    while (!c->ended && c->begin < c->end && !signals_seen)
      exchange(c, true);
    if (c->to >= 0)
      close(c->to);
    c->to = -1;
    c->begin = c->end = 0;
    while (!c->ended && !signals_seen)
      exchange(c, true);
  }
  int status = 0;
  if (c->running && (!wanted || !c->ended))
    kill(c->child, SIGKILL);
  if (c->running && waitpid(c->child, &status, 0) == c->child && wanted && c->ended &&
      !(WIFEXITED(status) && !WEXITSTATUS(status))) {
    snprintf(c->problem, sizeof c->problem, "the checker ended with exit status %d after all queries",
             WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
    good = false;
  }
  c->running = false;
  if (c->to >= 0)
    close(c->to);
  if (c->from >= 0)
    close(c->from);
  free(c->queue);
  c->queue = NULL;
  return good;
}
