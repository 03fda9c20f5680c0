/* make_image.c: loads a signature and writes its image (eo.h) as C source: make_image TOP.eo OUT.c. Built and run while
 * the checker is built, so that the checker need not read the text of the signature that is built in. */
#include "../check/eo.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The files live until the program ends. */
static const char *source(void *user, const char *from, const char *name, size_t *length)
{
  char path[4096];
  const char *top = user, *slash = strrchr(top, '/');
  int folder = from == NULL || slash == NULL ? 0 : (int)(slash - top + 1);
  snprintf(path, sizeof path, "%.*s%s", folder, top, name);
  FILE *f = fopen(path, "rb");
  char *text = NULL;
  size_t n = 0, got;
  if (f == NULL) return NULL;
  do {
    char *more = realloc(text, n + 65536);
    if (more == NULL) break;
    text = more;
    got = fread(text + n, 1, 65536, f);
    n += got;
  } while (got > 0);
  fclose(f);
  *length = n;
  return text;
}

static bool write_bytes(void *user, const void *bytes, size_t length)
{
  const unsigned char *b = bytes;
  bool ok = true;
  for (size_t i = 0; i < length && ok; i++) ok = fprintf(user, i % 32 == 31 ? "%d,\n" : "%d,", b[i]) > 0;
  return ok;
}

int main(int argc, char **argv)
{
  if (argc != 3) {
    fputs("usage: make_image TOP.eo OUT.c\n", stderr);
    return 2;
  }
  eo *e = eo_new(0);
  FILE *out = fopen(argv[2], "w");
  if (e == NULL || out == NULL || !eo_load(e, argv[1], source, argv[1])) {
    fprintf(stderr, "make_image: %s\n", e == NULL ? "out of memory" : out == NULL ? argv[2] : eo_error(e));
    return 1;
  }
  fputs("/* Made by make_image from the signature: do not edit. */\n#include \"signature.h\"\n\n"
        "const unsigned char signature_image[] = {\n",
        out);
  bool ok = eo_save_image(e, write_bytes, out);
  if (!ok) fprintf(stderr, "make_image: %s\n", eo_error(e));
  fputs("0};\nconst size_t signature_image_length = sizeof signature_image - 1;\n", out);
  ok &= fclose(out) == 0;
  eo_delete(e);
  return ok ? 0 : 1;
}
