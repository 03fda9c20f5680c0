/* formats: does every value that our format accepts satisfy the auditor's format?
 *
 *     formats FILE [FOLDER]
 *
 * FILE names formats, each with two regular expressions:
 *
 *     [account]
 *     ours    = [0-9]{12}
 *     auditor = \d{10,14}
 *
 * For each format prints "every value is fine", or a value that ours accepts and the auditor's does not. With a FOLDER,
 * writes NAME.smt2 there for each, and NAME.proof where every value is fine, for `strsmt-check`. Exit status: 0 all is
 * fine, 3 something is not, 2 something is unknown, 1 a mistake in the input. */
#include "parse.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { STATUS_FINE = 0, STATUS_ERROR = 1, STATUS_UNKNOWN = 2, STATUS_DIFFERENT = 3 };

#define LINE 4096

struct format {
  char name[LINE], ours[LINE], auditor[LINE];
};

static bool write_proof(void *user, const void *data, size_t size)
{
  return fwrite(data, 1, size, user) == size;
}

static FILE *open_file(const char *folder, const char *name, const char *ending)
{
  char path[2 * LINE];
  snprintf(path, sizeof path, "%s/%s%s", folder, name, ending);
  FILE *file = fopen(path, "w");
  if (!file) fprintf(stderr, "formats: %s: cannot be written\n", path);
  return file;
}

static void print_assertion(strsmt *s, strsmt_term t, FILE *to)
{
  const size_t size = strsmt_print_term(s, t, NULL, 0) + 1;
  char *text = malloc(size);
  if (text) {
    strsmt_print_term(s, t, text, size);
    fprintf(to, "(assert %s)\n", text);
  }
  free(text);
}

/* The script whose assertions are those of the library. */
static bool write_problem(strsmt *s, const strsmt_term assertions[2], const char *folder, const char *name)
{
  FILE *to = open_file(folder, name, ".smt2");
  if (!to) return false;
  fputs("(set-logic QF_S)\n(declare-const value String)\n", to);
  for (size_t i = 0; i < 2; i++) print_assertion(s, assertions[i], to);
  fputs("(check-sat)\n", to);
  return fclose(to) == 0;
}

static strsmt_term parse(strsmt *s, const struct format *format, const char *which, const char *text)
{
  const char *problem;
  size_t place;
  const strsmt_term t = parse_regex(s, text, &problem, &place);
  if (problem)
    fprintf(stderr, "formats: [%s] %s, byte %zu: %s: %s\n", format->name, which, place + 1, problem, text);
  return t;
}

static int report(strsmt *s, const struct format *format, strsmt_term value, strsmt_answer answer, double seconds)
{
  if (answer == STRSMT_UNKNOWN) {
    const bool broken = strsmt_error(s) != STRSMT_OK;
    printf("%-16s unknown: %s\n", format->name, broken ? strsmt_error_message(s) : strsmt_unknown_reason(s));
    return broken ? STATUS_ERROR : STATUS_UNKNOWN;
  }
  if (answer == STRSMT_UNSAT) {
    printf("%-16s every value is fine  (%.3f ms)\n", format->name, 1000 * seconds);
    return STATUS_FINE;
  }
  const strsmt_term found = strsmt_value(s, value);
  const size_t size = strsmt_print_term(s, found, NULL, 0) + 1;
  char *text = malloc(size);
  if (text) strsmt_print_term(s, found, text, size);
  printf("%-16s not fine: %s  (%.3f ms)\n", format->name, text ? text : "", 1000 * seconds);
  free(text);
  return STATUS_DIFFERENT;
}

static double now(void)
{
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Asks about one format in a context of its own. */
static int ask(strsmt *s, const struct format *format, const char *folder, FILE *proof)
{
  const double start = now();
  if (proof) strsmt_set_proof(s, write_proof, proof, STRSMT_PROOF_TEXT);
  const strsmt_term ours = parse(s, format, "ours", format->ours);
  const strsmt_term auditor = parse(s, format, "auditor", format->auditor);
  if (!ours || !auditor) return STATUS_ERROR;
  const strsmt_term value = strsmt_make_constant(s, "value", STRSMT_SORT_STRING);
  const strsmt_term assertions[] = {
    strsmt_make_2(s, STRSMT_STR_IN_RE, value, ours),
    strsmt_make_1(s, STRSMT_NOT, strsmt_make_2(s, STRSMT_STR_IN_RE, value, auditor))};
  for (size_t i = 0; i < 2; i++) strsmt_assert(s, assertions[i]);
  if (folder && strsmt_error(s) == STRSMT_OK && !write_problem(s, assertions, folder, format->name))
    return STATUS_ERROR;
  const strsmt_answer answer = strsmt_check(s);
  return report(s, format, value, answer, now() - start);
}

static int ask_alone(const struct format *format, const char *folder)
{
  FILE *proof = folder ? open_file(folder, format->name, ".proof") : NULL;
  strsmt *s = folder && !proof ? NULL : strsmt_new(NULL);
  int status = s ? ask(s, format, folder, proof) : STATUS_ERROR;
  strsmt_delete(s);
  if (proof && fclose(proof) != 0) status = STATUS_ERROR;
  if (proof && status != STATUS_FINE) {
    char path[2 * LINE];
    snprintf(path, sizeof path, "%s/%s.proof", folder, format->name);
    remove(path);
  }
  return status;
}

/* Without blanks at the ends. */
static char *trim(char *text)
{
  text += strspn(text, " \t");
  for (char *end = text + strlen(text); end > text && strchr(" \t\r\n", end[-1]);) *--end = 0;
  return text;
}

/* One line: a name in brackets, `ours = ...`, `auditor = ...`, blank, or a comment. False if it is something else. */
static bool take_line(char *line, struct format *format, bool *complete)
{
  char *equals = strchr(line, '='), *end = line + strlen(line);
  *complete = false;
  if (!*line || *line == '#') return true;
  if (*line == '[' && end[-1] == ']') {
    memset(format, 0, sizeof *format);
    memcpy(format->name, line + 1, (size_t)(end - line) - 2);
    return *format->name && !strchr(format->name, '/');
  }
  if (!equals || !*format->name) return false;
  *equals = 0;
  const char *key = trim(line), *value = trim(equals + 1);
  char *to = !strcmp(key, "ours") ? format->ours : !strcmp(key, "auditor") ? format->auditor : NULL;
  if (!to || *to || !*value) return false;
  strcpy(to, value);
  *complete = *format->ours && *format->auditor;
  return true;
}

int main(int argc, char **argv)
{
  static struct format format;
  static char line[LINE];
  if (argc < 2 || argc > 3) return fputs("usage: formats FILE [FOLDER]\n", stderr), STATUS_ERROR;
  FILE *file = fopen(argv[1], "r");
  if (!file) return fprintf(stderr, "formats: %s: cannot be read\n", argv[1]), STATUS_ERROR;
  int status = STATUS_FINE;
  for (unsigned number = 1; status != STATUS_ERROR && fgets(line, sizeof line, file); number++) {
    bool complete;
    const bool cut = strlen(line) == sizeof line - 1 && line[sizeof line - 2] != '\n';
    if (cut || !take_line(trim(line), &format, &complete)) {
      fprintf(stderr, "formats: %s:%u: neither [name], 'ours = ...' nor 'auditor = ...'\n", argv[1], number);
      status = STATUS_ERROR;
    } else if (complete) {
      const int one = ask_alone(&format, argc == 3 ? argv[2] : NULL);
      if (one != STATUS_FINE && status != STATUS_UNKNOWN) status = one;
      if (one == STATUS_ERROR) status = one;
    }
  }
  fclose(file);
  return status;
}
