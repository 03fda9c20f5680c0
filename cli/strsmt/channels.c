/* channels.c: files as channels of scripts. */
#include "channels.h"

static bool write_file(void *user, const char *text, size_t size)
{
  return fwrite(text, 1, size, user) == size;
}

static bool flush_file(void *user)
{
  return fflush(user) == 0 && !ferror(user);
}

static bool close_file(void *user)
{
  return fclose(user) == 0;
}

fr_channel channel_to(FILE *file)
{
  return (fr_channel){write_file, flush_file, NULL, file};
}

bool channel_open(const char *name, fr_channel *channel)
{
  FILE *file = fopen(name, "a");
  *channel = (fr_channel){write_file, flush_file, close_file, file};
  return file;
}
