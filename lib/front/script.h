/* script.h: runs SMT-LIB 2.6 scripts, command by command, with a context. What strsmt_run_script and the program
 * `strsmt` are made of.
 *
 * Responses go to `out` as the standard writes them. A mistake is answered with (error "line L column C: ...") and
 * ends the run (the standard's error behaviour `immediate-exit`), unless :error-behavior is `continued-execution`: then
 * the command has changed nothing, and the next one is run. What was answered before has been written. `err`
 * gets the same with the file's name, and warnings. Nothing here knows files: whoever runs a script says where its
 * channels lead. */
#ifndef FRONT_SCRIPT_H
#define FRONT_SCRIPT_H

#include <strsmt.h>

/* Fills `buffer` with up to `size` bytes; 0 at the end, negative if reading failed. */
typedef ptrdiff_t (*fr_read)(void *user, char *buffer, size_t size);

/* Counted from 1; a column is a character. */
typedef struct fr_place {
  uint32_t line, column;
} fr_place;

/* Where text goes. Each function may be NULL, and returns false if something was lost. */
typedef struct fr_channel {
  bool (*write)(void *user, const char *text, size_t size);
  bool (*flush)(void *user);
  bool (*close)(void *user); /* of one that `open` made */
  void *user;
} fr_channel;

typedef enum fr_verdict {
  FR_CONFIRMED, /* print `unsat` */
  FR_STOPPED,   /* interrupted: print `unknown`, with the problem as reason */
  FR_REFUSED    /* an error */
} fr_verdict;

typedef struct fr_config {
  const char *name; /* of the input, for messages */
  fr_read read;
  void *read_user;
  fr_channel out, err;
  /* Opens the file of that name for appending. NULL: the options that ask for it are not supported. */
  bool (*open)(const char *name, fr_channel *channel);
  bool quiet;     /* no warnings */
  bool continued; /* :error-behavior at the start is continued-execution */
  bool model;     /* print the model after each `sat` */
  bool progress;  /* say on `err` how each check is getting on */
  bool only_read; /* declarations, definitions and assertions only: what asks for something is read and not done */
  bool constants; /* constants of the context count as declared */
  uint32_t seed;
  strsmt_limits limits;            /* of each check; options of the script can only lower them */
  const volatile int *interrupted; /* not zero: checks answer `unknown` at once. May be NULL */
  strsmt_proof_sink sink;          /* takes the proof; may be NULL */
  void *proof_user;                /* of the three functions */
  strsmt_proof_format format;
  /* Is the proof of query `query` (the first is 1), which was answered `unsat`, in a safe place, and confirmed if it
   * is to be? If not, *problem says why. The text that was read so far has `size` bytes up to the end of the query.
   * May be NULL. */
  fr_verdict (*confirm)(void *user, unsigned long query, size_t size, const char **problem);
  /* The bytes from..to of the text held a mistake, and were passed over. May be NULL. */
  void (*passed)(void *user, size_t from, size_t to);
  /* Why `sink` returned false. May be NULL. */
  const char *(*sink_problem)(void *user);
} fr_config;

/* Runs the script. Returns the exit status: 0, or 1 if there was a mistake, an answer that contradicts (set-info
 * :status), an output that could not be written, or a failure of the library. The context must be new, and is the
 * caller's. */
int fr_run(strsmt *s, const fr_config *config);

/* Writes the counters, one a line, for a human reader. */
void fr_print_statistics(strsmt *s, bool (*write)(void *user, const char *text, size_t size), void *user);

#endif
