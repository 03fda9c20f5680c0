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
  if (f == NULL)
    return NULL;
  do {
    char *more = realloc(text, n + 65536);
    if (more == NULL)
      break;
    text = more;
    got = fread(text + n, 1, 65536, f);
    n += got;
  } while (got > 0);
  fclose(f);
  *length = n;
  return text;
}

/* A table: its elements as words, with room for more after them. The type that is read through is not known here; a
 * union gives the words the alignment that any of them needs. */
static void write_table(FILE *out, size_t number, const eo_table *t)
{
  size_t bytes = t->n * t->size, words = (t->room * t->size + 7) / 8;
  fprintf(out, "static union {\n  uint32_t words[%zu];\n  uint64_t align;\n} table_%zu = {{", 2 * words, number);
  for (size_t i = 0; i < bytes; i += 4) {
    uint32_t word = 0;
    memcpy(&word, (const char *)t->v + i, bytes - i < 4 ? bytes - i : 4);
    fprintf(out, i % 64 == 0 ? "\n%uu," : "%uu,", (unsigned)word);
  }
  fprintf(out, "%s}};\n", bytes == 0 ? "0" : "");
}

static void write_image(FILE *out, const eo_image *image)
{
  fputs("/* Made by make_image from the signature: do not edit. */\n#include \"signature.h\"\n\n", out);
  for (size_t i = 0; i < EO_IMAGE_TABLES; i++)
    write_table(out, i, &image->tables[i]);
  fputs("\neo_image signature_image = {\n    {", out);
  for (size_t i = 0; i < EO_IMAGE_TABLES; i++) {
    const eo_table *t = &image->tables[i];
    fprintf(out, "%s{&table_%zu, %zu, %zu, %zu}", i == 0 ? "" : ",\n     ", i, t->n, t->room, t->size);
  }
  fprintf(out, "},\n    %uu, %uu, false};\n", (unsigned)image->numeral_type, (unsigned)image->string_type);
}

int main(int argc, char **argv)
{
  if (argc != 3) {
    fputs("usage: make_image TOP.eo OUT.c\n", stderr);
    return 2;
  }
  budget b = {0};
  eo *e = eo_new(&b);
  eo_image image = {0};
  FILE *out = fopen(argv[2], "w");
  if (e == NULL || out == NULL || !eo_load(e, argv[1], source, argv[1]) || !eo_describe(e, &image)) {
    fprintf(stderr, "make_image: %s\n", e == NULL ? "out of memory" : out == NULL ? argv[2] : eo_error(e));
    return 1;
  }
  write_image(out, &image);
  bool ok = fclose(out) == 0;
  eo_delete(e);
  return ok ? 0 : 1;
}
