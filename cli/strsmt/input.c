/* input.c: opening, spooling and reading the script. */
#define _GNU_SOURCE
#include "input.h"

#include "signals.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static bool fail(const input *in, const char *why)
{
  fprintf(stderr, "strsmt: %s: %s\n", in->name, why);
  return false;
}

ptrdiff_t input_read(void *user, char *buffer, size_t size)
{
  input *in = user;
  ssize_t got;
  do {
    signals_waiting(true);
    got = read(in->file, buffer, size);
    signals_waiting(false);
  } while (got < 0 && errno == EINTR);
  if (got > 0 && in->seen && !in->seen(in->seen_user, buffer, (size_t)got))
    return -1;
  return got;
}

static bool write_all(int file, const char *bytes, size_t size)
{
  while (size) {
    ssize_t put = write(file, bytes, size);
    if (put < 0 && errno != EINTR)
      return false;
    if (put > 0) {
      bytes += put;
      size -= (size_t)put;
    }
  }
  return true;
}

/* The copy is an unnamed file in memory; a child that inherits it opens it by its number. */
static bool spool_input(input *in)
{
  char buffer[1 << 16];
  int copy = memfd_create("strsmt-input", 0);
  if (copy < 0)
    return fail(in, "cannot be copied for the checker");
  ptrdiff_t got;
  while ((got = input_read(in, buffer, sizeof buffer)) > 0)
    if (!write_all(copy, buffer, (size_t)got)) {
      got = -1;
      break;
    }
  if (got < 0 || lseek(copy, 0, SEEK_SET) != 0) {
    fail(in, strerror(errno));
    close(copy);
    return false;
  }
  if (in->file != STDIN_FILENO)
    close(in->file);
  in->file = copy;
  snprintf(in->path, sizeof in->path, "/proc/self/fd/%d", copy);
  return true;
}

bool input_open(input *in, const char *name, bool spool, bool follows)
{
  bool standard = !strcmp(name, "-");
  *in = (input){.name = standard ? "<stdin>" : name};
  in->file = standard ? STDIN_FILENO : open(name, O_RDONLY | O_CLOEXEC);
  if (in->file < 0 || fstat(in->file, &in->stat))
    return fail(in, strerror(errno));
  if (S_ISDIR(in->stat.st_mode))
    return fail(in, "is a directory");
  in->dialogue = standard && !S_ISREG(in->stat.st_mode);
  if (standard && isatty(in->file))
    fputs("strsmt: reading the standard input; strsmt --help explains the use\n", stderr);
  in->spooled = spool && (standard || !S_ISREG(in->stat.st_mode));
  if (in->spooled && !(in->dialogue && follows)) {
    in->dialogue = false;
    return spool_input(in);
  }
  return true;
}

void input_close(input *in)
{
  if (in->file > STDERR_FILENO)
    close(in->file);
}

const char *input_path(const input *in)
{
  return in->path[0] ? in->path : in->dialogue && in->spooled ? NULL : in->name;
}
