/* main.c: the program strsmt-audit: options, commands, exit status. */
#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "audit.h"

static const char help[] =
    "usage: strsmt-audit check CATALOGUE     does each control of a catalogue hold?\n"
    "       strsmt-audit compare A B         equal, subset, superset, overlap or disjoint?\n"
    "       strsmt-audit compat OLD NEW      is every string that the old schema accepts still accepted?\n"
    "       strsmt-audit lint CATALOGUE      what is probably not meant in its patterns?\n"
    "\n"
    "Each answer is proved, or refuted by a string that PCRE2 confirms, or unknown. A and B are patterns; with --files, files that\n"
    "hold a language each. A file is YAML, JSON or INI, '-' the standard input.\n"
    "\n"
    "options:\n"
    "  --dialect pcre2|ecma|re2|python   of patterns that name none (pcre2; compat: ecma)\n"
    "  --match search|full|prefix        what their matching means (full; lint --pattern: search)\n"
    "  --flags LETTERS                   their flags: i, m, s, x, u, a, D\n"
    "  --pattern TEXT                    lint: this pattern instead of a catalogue\n"
    "  --response                        compat: strings are given, not taken: the new ones must be within the old\n"
    "  --proofs FOLDER                   writes each problem there, and the proof of what is proved, for strsmt-check\n"
    "  --timeout SECONDS                 for each question (60)\n"
    "  --files                           compare: A and B are files\n"
    "  --json, --sarif                   the results in that form\n"
    "  --help, --version\n"
    "\n"
    "exit status: 0 all is proved, 2 something is refuted, 3 something is unknown, 1 a mistake in the input\n";

bool audit_fail(audit *a, const char *format, ...)
{
  if (*a->error)
    return false;
  va_list list;
  va_start(list, format);
  vsnprintf(a->error, sizeof a->error, format, list);
  va_end(list);
  return false;
}

void *checked(void *p)
{
  if (p)
    return p;
  fputs("strsmt-audit: out of memory\n", stderr);
  exit(STATUS_ERROR);
}

typedef struct arguments {
  const char *words[3]; /* the command and what it is about */
  size_t count;
  bool files, matched;
} arguments;

static bool usage(const char *format, const char *what)
{
  fputs("strsmt-audit: ", stderr);
  fprintf(stderr, format, what);
  fputs("; see strsmt-audit --help\n", stderr);
  return false;
}

/* The value of an option that takes one. */
static bool option_value(audit *a, arguments *w, const char *name, const char *value)
{
  char *end;
  if (!strcmp(name, "--dialect"))
    a->dialect = value;
  else if (!strcmp(name, "--match")) {
    a->match = value;
    w->matched = true;
  } else if (!strcmp(name, "--flags"))
    a->flags = value;
  else if (!strcmp(name, "--proofs"))
    a->proofs = value;
  else if (!strcmp(name, "--pattern"))
    a->pattern = value;
  else {
    a->seconds = strtod(value, &end);
    if (*end || end == value || !(a->seconds >= 0))
      return usage("--timeout: '%s' is no number of seconds", value);
  }
  return true;
}

static bool takes_value(const char *name)
{
  static const char *const names[] = {"--dialect", "--match", "--flags", "--proofs", "--pattern", "--timeout"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (!strcmp(name, names[i]))
      return true;
  return false;
}

static bool flag(audit *a, arguments *w, const char *name)
{
  if (!strcmp(name, "--json"))
    return a->json = true;
  if (!strcmp(name, "--sarif"))
    return a->sarif = true;
  if (!strcmp(name, "--response"))
    return a->response = true;
  if (!strcmp(name, "--files"))
    return w->files = true;
  return usage("there is no option '%s'", name);
}

static bool read_arguments(audit *a, arguments *w, int argc, char **argv)
{
  bool options = true;
  for (int i = 1; i < argc; i++) {
    if (options && !strcmp(argv[i], "--")) {
      options = false;
    } else if (options && takes_value(argv[i])) {
      if (i + 1 == argc)
        return usage("'%s' needs a value", argv[i]);
      if (!option_value(a, w, argv[i], argv[i + 1]))
        return false;
      i++;
    } else if (options && !strncmp(argv[i], "--", 2)) {
      if (!flag(a, w, argv[i]))
        return false;
    } else if (w->count == 3) {
      return usage("'%s' is too much", argv[i]);
    } else
      w->words[w->count++] = argv[i];
  }
  return w->count || usage("%s", "a command is needed: check, compare, compat or lint");
}

static json_t *operand(audit *a, const arguments *w, size_t i)
{
  bool text = !strcmp(a->command, "compare") && !w->files;
  if (!text)
    return read_document(a, w->words[i]);
  json_t *pattern = json_string(w->words[i]);
  if (!pattern)
    audit_fail(a, "pattern %zu is no UTF-8", i);
  return pattern;
}

static bool run(audit *a, const arguments *w)
{
  bool two = !strcmp(a->command, "compare") || !strcmp(a->command, "compat");
  size_t needed = a->pattern && !strcmp(a->command, "lint") ? 1 : two ? 3 : 2;
  if (w->count != needed)
    return audit_fail(a, "'%s' takes %zu operand%s, not %zu; see strsmt-audit --help", a->command, needed - 1,
                      needed == 2 ? "" : "s", w->count - 1);
  json_t *one = needed > 1 ? operand(a, w, 1) : NULL, *two_ = needed > 2 && !*a->error ? operand(a, w, 2) : NULL;
  bool ok = false;
  if (!*a->error)
    ok = !strcmp(a->command, "check")     ? command_check(a, one)
         : !strcmp(a->command, "compare") ? command_compare(a, one, two_)
         : !strcmp(a->command, "compat")  ? command_compat(a, one, two_)
                                          : command_lint(a, one);
  json_decref(one);
  json_decref(two_);
  return ok && !*a->error;
}

static bool is_command(const char *name)
{
  return !strcmp(name, "check") || !strcmp(name, "compare") || !strcmp(name, "compat") || !strcmp(name, "lint");
}

int main(int argc, char **argv)
{
  audit a = {.dialect = "", .match = "", .flags = "", .seconds = 60, .results = json_array()};
  arguments w = {{0}, 0, false, false};
  signal(SIGPIPE, SIG_IGN);
  for (int i = 1; i < argc; i++) {
    if (!strcmp(argv[i], "--help"))
      return fputs(help, stdout) < 0;
    if (!strcmp(argv[i], "--version"))
      return printf("strsmt-audit %s\n", strsmt_version()) < 0;
  }
  if (!read_arguments(&a, &w, argc, argv))
    return STATUS_ERROR;
  a.command = w.words[0];
  if (!is_command(a.command)) {
    usage("there is no command '%s'; choose from check, compare, compat and lint", a.command);
    return STATUS_ERROR;
  }
  if (!*a.dialect)
    a.dialect = strcmp(a.command, "compat") ? "pcre2" : "ecma";
  if (!*a.match)
    a.match = a.pattern ? "search" : "full";
  int status = STATUS_ERROR;
  if (run(&a, &w))
    status = report(&a, w.count > 1 ? w.words[1] : "-");
  else
    fprintf(stderr, "strsmt-audit: %s%s%s\n",
            w.count == 2 && strcmp(w.words[1], "-") && strncmp(a.error, w.words[1], strlen(w.words[1])) ? w.words[1]
                                                                                                        : "",
            w.count == 2 && strcmp(w.words[1], "-") && strncmp(a.error, w.words[1], strlen(w.words[1])) ? ": " : "",
            *a.error ? a.error : "failed");
  json_decref(a.results);
  return status;
}
