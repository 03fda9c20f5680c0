/* signature.h: the signature's texts, from the executable or from files, and their hash (FORMAT.md, section 3). */
#ifndef CHECK_SIGNATURE_H
#define CHECK_SIGNATURE_H

#include "base.h"
#include "eo.h"

/* A file of the signature that is built in. */
typedef struct signature_file {
  const char *name;
  const unsigned char *text;
  size_t length;
} signature_file;

/* Made by embed.py. The first one is the top file. */
extern const signature_file signature_files[];
extern const size_t signature_file_count;
extern const char signature_hash[];
/* Made by make_image: these files, loaded (eo.h). The first engine takes it; any other one reads the texts. */
extern eo_image signature_image;

typedef struct signature_text {
  char *path;
  char *text;           /* NULL if it is built in, or the embedder's */
  const char *borrowed; /* the embedder's */
  size_t path_size, length;
} signature_text;

/* The text of a file that the embedder has; `name` NULL: of the top file. NULL: there is none. */
typedef const char *(*signature_reader)(void *user, const char *name, size_t *length);

typedef struct signature {
  heap *heap;
  const char *path;      /* of the top file; NULL: built in, or the embedder's */
  signature_reader read; /* the embedder's, or NULL */
  void *read_user;
  char name[64];             /* "strings" */
  char hash[80];             /* "sha256:" and 64 digits */
  VEC(signature_text) texts; /* in the order of inclusion, each once */
} signature;

/* Loads the signature whose top file is `path`, or the built-in one (NULL), into a new engine. *e is the caller's, NULL if
 * there is no memory at all. False after a failure, which is in the heap's report. The first engine of the process that has the
 * built-in one begins with the image in place: signature_load is for programs, not for libraries. */
bool signature_load(signature *s, heap *h, eo **e, const char *path);
/* The same with a copy of the image; or, if `read` is not NULL, with the embedder's signature of that name. */
bool signature_load_embedded(signature *s, heap *h, eo **e, const char *name, signature_reader read, void *user);
void signature_free(signature *s);
/* Does the signature declare or define this name (not empty)? */
bool signature_declares(const signature *s, const char *word, size_t length);

/* Reads a whole file; *size is what was allocated. NULL after a failure, which is in the heap's report. */
char *read_file(heap *h, const char *path, size_t *length, size_t *size);

#endif
