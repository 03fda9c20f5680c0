/* signature.c: finds, hashes and loads the files of the signature. Includes are relative to the file they stand in. */
#include "signature.h"

#include "sha256.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

typedef struct loading {
  signature *s;
  sha256 hash;
} loading;

char *read_file(heap *h, const char *path, size_t *length, size_t *size)
{
  VEC(char) text = {NULL, 0, 0};
  FILE *f = fopen(path, "rb");
  if (f == NULL) {
    report_fail(h->report, VERDICT_UNREADABLE, "%s: %s", path, strerror(errno));
    return NULL;
  }
  bool done = true;
  while (done && !feof(f)) {
    done = VEC_RESERVE(h, text, text.size + 65536);
    if (!done)
      break;
    size_t got = fread(text.data + text.size, 1, text.capacity - text.size, f);
    text.size += got;
    budget_read(h->budget, got);
    if (ferror(f))
      done = report_fail(h->report, VERDICT_UNREADABLE, "%s: %s", path, strerror(errno));
  }
  fclose(f);
  *length = text.size;
  *size = text.capacity;
  if (done)
    return text.data;
  VEC_FREE(h, text);
  return NULL;
}

static const char *base_name(const char *path)
{
  const char *slash = strrchr(path, '/');
  return slash == NULL ? path : slash + 1;
}

/* The path of `name` as it is included by the file `from` (NULL: the top file). To be freed; *size bytes. */
static char *resolve(signature *s, const char *from, const char *name, size_t *size)
{
  size_t directory = from == NULL ? 0 : (size_t)(base_name(from) - from);
  while (strncmp(name, "./", 2) == 0)
    name += 2;
  *size = directory + strlen(name) + 1;
  char *path = heap_resize(s->heap, NULL, 0, *size);
  if (path == NULL)
    return NULL;
  if (directory > 0)
    memcpy(path, from, directory);
  memcpy(path + directory, name, strlen(name) + 1);
  return path;
}

static const signature_text *find_text(const signature *s, const char *path)
{
  for (size_t i = 0; i < s->texts.size; i++) {
    if (strcmp(s->texts.data[i].path, path) == 0)
      return &s->texts.data[i];
  }
  return NULL;
}

/* The path of an included file, given the name by which the file that includes it was asked for. */
static const char *known_path(const signature *s, const char *from)
{
  if (from == NULL || from[0] == '\0')
    return NULL;
  for (size_t i = s->texts.size; i > 0; i--) {
    if (strcmp(base_name(s->texts.data[i - 1].path), base_name(from)) == 0)
      return s->texts.data[i - 1].path;
  }
  return NULL;
}

static bool open_text(signature *s, signature_text *t)
{
  size_t allocated;
  if (s->read != NULL) {
    t->borrowed = s->read(s->read_user, s->texts.size == 0 ? NULL : t->path, &t->length);
    return t->borrowed != NULL;
  }
  if (s->path != NULL) {
    t->text = read_file(s->heap, t->path, &t->length, &allocated);
    if (t->text == NULL)
      return false;
    char *fitted = heap_resize(s->heap, t->text, allocated, t->length + 1);
    if (fitted == NULL)
      return false;
    fitted[t->length] = '\0';
    t->text = fitted;
    return true;
  }
  for (size_t i = 0; i < signature_file_count; i++) {
    if (strcmp(signature_files[i].name, t->path) != 0)
      continue;
    t->length = signature_files[i].length;
    return true;
  }
  return false;
}

static const char *content(const signature_text *t)
{
  if (t->text != NULL)
    return t->text;
  if (t->borrowed != NULL)
    return t->borrowed;
  for (size_t i = 0; i < signature_file_count; i++) {
    if (strcmp(signature_files[i].name, t->path) == 0)
      return (const char *)signature_files[i].text;
  }
  return NULL;
}

static const char *source(void *user, const char *from, const char *name, size_t *length)
{
  loading *l = user;
  signature *s = l->s;
  signature_text t = {.path = NULL};
  bool top = s->texts.size == 0;
  t.path = top && s->path != NULL ? resolve(s, NULL, s->path, &t.path_size)
                                  : resolve(s, top ? NULL : known_path(s, from), name, &t.path_size);
  if (t.path == NULL)
    return NULL;
  const signature_text *known = find_text(s, t.path);
  if (known == NULL) {
    if (!open_text(s, &t) || !VEC_PUSH(s->heap, s->texts, t)) {
      heap_free(s->heap, t.path, t.path_size);
      return NULL;
    }
    known = &s->texts.data[s->texts.size - 1];
    sha256_add(&l->hash, content(known), known->length);
  } else {
    heap_free(s->heap, t.path, t.path_size);
  }
  *length = known->length;
  return content(known);
}

/* The built-in files, which the image stands for. */
static bool list_files(signature *s)
{
  for (size_t i = 0; i < signature_file_count; i++) {
    signature_text t = {.length = signature_files[i].length};
    t.path = resolve(s, NULL, signature_files[i].name, &t.path_size);
    if (t.path == NULL)
      return false;
    if (VEC_PUSH(s->heap, s->texts, t))
      continue;
    heap_free(s->heap, t.path, t.path_size);
    return false;
  }
  snprintf(s->hash, sizeof s->hash, "%s", signature_hash);
  return true;
}

static bool load_text(signature *s, eo *e, const char *top)
{
  loading l = {.s = s};
  sha256_init(&l.hash);
  if (!eo_load(e, top, source, &l)) {
    verdict code = eo_state(e) == EO_MEMORY ? VERDICT_LIMIT : VERDICT_UNREADABLE;
    return report_fail(s->heap->report, code, "signature: %s", eo_error(e));
  }
  memcpy(s->hash, "sha256:", 7);
  sha256_hex(&l.hash, s->hash + 7);
  return true;
}

static void name_signature(signature *s, const char *top)
{
  snprintf(s->name, sizeof s->name, "%s", top);
  char *dot = strrchr(s->name, '.');
  if (dot != NULL)
    *dot = '\0';
}

bool signature_load(signature *s, heap *h, eo **e, const char *path)
{
  memset(s, 0, sizeof *s);
  s->heap = h;
  s->path = path;
  const char *top = path != NULL ? base_name(path) : signature_files[0].name;
  name_signature(s, top);
  *e = path == NULL ? eo_open_image(&signature_image, h->budget) : NULL;
  if (*e != NULL)
    return list_files(s);
  *e = eo_new(h->budget);
  if (*e == NULL)
    return report_fail(h->report, VERDICT_LIMIT, "out of memory");
  return load_text(s, *e, top);
}

bool signature_load_embedded(signature *s, heap *h, eo **e, const char *name, signature_reader read, void *user)
{
  memset(s, 0, sizeof *s);
  s->heap = h;
  s->read = read;
  s->read_user = user;
  name_signature(s, read != NULL ? name : signature_files[0].name);
  *e = read == NULL ? eo_copy_image(&signature_image, h->budget) : NULL;
  if (*e != NULL)
    return list_files(s);
  *e = eo_new(h->budget);
  if (*e == NULL)
    return report_fail(h->report, VERDICT_LIMIT, "out of memory");
  return load_text(s, *e, read != NULL ? name : signature_files[0].name);
}

void signature_free(signature *s)
{
  if (s->heap == NULL)
    return;
  for (size_t i = 0; i < s->texts.size; i++) {
    signature_text *t = &s->texts.data[i];
    heap_free(s->heap, t->path, t->path_size);
    heap_free(s->heap, t->text, t->length + 1);
  }
  VEC_FREE(s->heap, s->texts);
}

/* Does the text up to `at` end in one of the commands that introduce a name? */
static bool after_command(const char *text, size_t at)
{
  static const char *const commands[] = {"(declare-const ", "(declare-parameterized-const ", "(define ", "(program "};
  for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
    size_t length = strlen(commands[i]);
    if (length <= at && memcmp(text + at - length, commands[i], length) == 0)
      return true;
  }
  return false;
}

bool signature_declares(const signature *s, const char *word, size_t length)
{
  for (size_t i = 0; i < s->texts.size; i++) {
    const signature_text *t = &s->texts.data[i];
    const char *text = content(t);
    for (size_t k = 0; k + length < t->length; k++) {
      char next = text[k + length];
      if (text[k] == word[0] && (next == ' ' || next == '\n') && memcmp(text + k, word, length) == 0 &&
          after_command(text, k))
        return true;
    }
  }
  return false;
}
