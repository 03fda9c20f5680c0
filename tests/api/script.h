/* script.h: writes the SMT-LIB script that says the same as calls of the API, so that strsmt-check can check a proof
 * that a program asked for against a problem; and runs strsmt-check. All declarations stand at the beginning, as
 * constants of the API have no scope. */
#ifndef STRSMT_TESTS_SCRIPT_H
#define STRSMT_TESTS_SCRIPT_H

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strsmt.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct bytes {
  char *data;
  size_t size, capacity;
} bytes;

typedef struct script {
  bytes head, body;
  bytes proof;
} script;

static inline void bytes_put(bytes *b, const void *data, size_t size)
{
  if (b->size + size + 1 > b->capacity) {
    b->capacity = 2 * (b->size + size + 64);
    b->data = realloc(b->data, b->capacity);
    if (!b->data)
      exit(4);
  }
  if (size)
    memcpy(b->data + b->size, data, size);
  b->size += size;
  b->data[b->size] = 0;
}

static inline void bytes_text(bytes *b, const char *text)
{
  bytes_put(b, text, strlen(text));
}

static inline void bytes_free(bytes *b)
{
  free(b->data);
  *b = (bytes){0};
}

/* A proof sink that keeps everything. */
static inline bool bytes_sink(void *user, const void *data, size_t size)
{
  bytes_put(user, data, size);
  return true;
}

/* The same for text. */
static inline bool bytes_sink_text(void *user, const char *text, size_t size)
{
  bytes_put(user, text, size);
  return true;
}

static inline void script_free(script *p)
{
  bytes_free(&p->head);
  bytes_free(&p->body);
  bytes_free(&p->proof);
}

static inline void script_declare(script *p, const char *name, const char *sort)
{
  char line[200];
  if (!p->head.data)
    bytes_text(&p->head, "(set-option :global-declarations true)\n");
  snprintf(line, sizeof line, "(declare-const %s %s)\n", name, sort);
  if (!strstr(p->head.data, line))
    bytes_text(&p->head, line);
}

static inline void script_term(script *p, strsmt *s, strsmt_term t)
{
  size_t size = strsmt_print_term(s, t, NULL, 0) + 1;
  char *text = malloc(size);
  if (!text)
    exit(4);
  strsmt_print_term(s, t, text, size);
  bytes_put(&p->body, text, size - 1);
  free(text);
}

static inline void script_assert(script *p, strsmt *s, strsmt_term t)
{
  bytes_text(&p->body, "(assert ");
  script_term(p, s, t);
  bytes_text(&p->body, ")\n");
}

static inline void script_number(script *p, const char *command, unsigned n)
{
  char line[64];
  snprintf(line, sizeof line, "(%s %u)\n", command, n);
  bytes_text(&p->body, line);
}

/* strsmt-check takes any term as an assumption. */
static inline void script_check(script *p, strsmt *s, size_t count, const strsmt_term *assumptions)
{
  bytes_text(&p->body, count ? "(check-sat-assuming (" : "(check-sat)\n");
  for (size_t i = 0; i < count; i++) {
    bytes_text(&p->body, i ? " " : "");
    script_term(p, s, assumptions[i]);
  }
  bytes_text(&p->body, count ? "))\n" : "");
}

static inline bool script_write(const char *path, const bytes *a, const bytes *b)
{
  FILE *f = fopen(path, "wb");
  if (!f)
    return false;
  bool ok = !a->size || fwrite(a->data, 1, a->size, f) == a->size;
  ok = ok && (!b || !b->size || fwrite(b->data, 1, b->size, f) == b->size);
  return fclose(f) == 0 && ok;
}

/* The number of queries whose proof strsmt-check accepts; -1, with what it said on stderr, if it accepts not all of
 * them. The program is $STRSMT_CHECK. The files stand in a folder of their own, and stay if something is wrong. */
static inline int script_proved(const script *p)
{
  const char *checker = getenv("STRSMT_CHECK");
  char folder[] = "/tmp/strsmt-script-XXXXXX", problem[64], proof[64], command[1200], line[256];
  if (!checker || !mkdtemp(folder))
    return -1;
  snprintf(problem, sizeof problem, "%s/p.smt2", folder);
  snprintf(proof, sizeof proof, "%s/p.proof", folder);
  int found = 0;
  bool ok = script_write(problem, &p->head, &p->body) && script_write(proof, &p->proof, NULL);
  snprintf(command, sizeof command, "'%s' '%s' '%s' 2>&1", checker, problem, proof);
  bytes said = {0};
  FILE *out = ok ? popen(command, "r") : NULL;
  while (out && fgets(line, sizeof line, out)) {
    found += !strncmp(line, "query ", 6) && strstr(line, ": unsat (checked)");
    bytes_text(&said, line);
  }
  int status = out ? pclose(out) : -1;
  bool nothing = WIFEXITED(status) && WEXITSTATUS(status) == 1 && strstr(said.data, "no conclusion");
  if (status != 0 && !nothing) {
    fprintf(stderr, "%s\n%s", command, said.data ? said.data : "");
    bytes_free(&said);
    return -1;
  }
  bytes_free(&said);
  remove(problem);
  remove(proof);
  rmdir(folder);
  return found;
}

#endif
