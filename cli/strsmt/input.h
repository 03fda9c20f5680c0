/* input.h: the script as a stream of bytes. */
#ifndef CLI_INPUT_H
#define CLI_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>

typedef struct input {
  const char *name; /* for messages */
  int file;
  char path[64]; /* of a copy that another program can open, if it was spooled */
  struct stat stat;
  bool (*seen)(void *user, const void *data, size_t size); /* NULL, or gets each piece that is read */
  void *seen_user;
  bool spooled;  /* or would have been */
  bool dialogue; /* the standard input, and no file: somebody may wait for each answer */
} input;

/* Opens the file, or the standard input for "-". With `spool`, what is no regular file is read whole first, into
 * memory, so that the checker can read it as well; but not a dialogue whose text is followed (`seen`). False, with a message on stderr, if it cannot be opened. */
bool input_open(input *in, const char *name, bool spool, bool follows);
void input_close(input *in);
/* The path under which another program finds the input; NULL for a dialogue that is followed. */
const char *input_path(const input *in);
/* As fr_read: the next bytes. */
ptrdiff_t input_read(void *input, char *buffer, size_t size);

#endif
