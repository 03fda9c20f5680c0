/* matches: compares strsmt_make_pattern with PCRE2 (and with what the caller expects), for tests/pattern/run.py.
 *
 * Reads lines of tab-separated fields from standard input, texts in hexadecimal UTF-8 ("-" is empty):
 *     p DIALECT MODE FLAGS PATTERN     the pattern that the next lines are about
 *     s SUBJECT                        a subject
 *     w                                witnesses: a string that matches and one that does not
 *     e                                the term in SMT-LIB
 *     x PATTERN                        is the language the same as that of the term in SMT-LIB?
 * Answers one line each:
 *     p ok MICROSECONDS NOTE | p no OFFSET PROBLEM
 *     s LANGUAGE PCRE2                 0 or 1; ? where there is no answer
 *     w SUBJECT SUBJECT                or "none"; "unknown"
 *     x same | different SUBJECT | unknown */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <strsmt.h>

typedef struct state {
  strsmt *s;
  strsmt_pattern pattern;
  char *text;
  strsmt_term language, x;
} state;

static double now(void)
{
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int digit(char c)
{
  return c <= '9' ? c - '0' : c - 'a' + 10;
}

static char *unhex(const char *hex, size_t *length)
{
  size_t n = strcmp(hex, "-") ? strlen(hex) / 2 : 0;
  char *text = malloc(n + 1);
  for (size_t i = 0; i < n; i++)
    text[i] = (char)(digit(hex[2 * i]) * 16 + digit(hex[2 * i + 1]));
  text[n] = 0;
  *length = n;
  return text;
}

static void print_hex(const char *text, size_t length)
{
  if (!length)
    printf("-");
  for (size_t i = 0; i < length; i++)
    printf("%02x", (unsigned)(unsigned char)text[i]);
}

/* ---- patterns ---- */

static void set_pattern(state *t, char **fields)
{
  if (t->s)
    strsmt_delete(t->s);
  free(t->text);
  t->s = strsmt_new(NULL);
  t->pattern = (strsmt_pattern){0};
  t->text = unhex(fields[4], &t->pattern.length);
  t->pattern.text = t->text;
  t->pattern.dialect = (strsmt_dialect)atoi(fields[1]);
  t->pattern.mode = (strsmt_match_mode)atoi(fields[2]);
  t->pattern.flags = (unsigned)atoi(fields[3]);
  double start = now();
  t->language = strsmt_make_pattern(t->s, &t->pattern);
  double used = now() - start;
  const strsmt_pattern_report *r = strsmt_get_pattern_report(t->s);
  if (t->language)
    printf("p\tok\t%.0f\t%s\n", used * 1e6, r->note);
  else
    printf("p\tno\t%zu\t%s\t%s\n", r->offset, r->problem, strsmt_error_message(t->s));
  strsmt_clear_error(t->s);
  t->x = strsmt_make_constant(t->s, "x", STRSMT_SORT_STRING);
}

/* ---- subjects ---- */

/* The answer about one string: by value, without a search. */
static char in_language(state *t, strsmt_term subject)
{
  strsmt_push(t->s, 1);
  strsmt_assert(t->s, strsmt_make_2(t->s, STRSMT_STR_IN_RE, subject, t->language));
  strsmt_answer answer = strsmt_check(t->s);
  strsmt_pop(t->s, 1);
  return answer == STRSMT_SAT ? '1' : answer == STRSMT_UNSAT ? '0' : '?';
}

static void subject(state *t, const char *hex)
{
  size_t length, count = 0;
  char *text = unhex(hex, &length);
  strsmt_term a = strsmt_make_string_length(t->s, text, length);
  bool matches = false;
  char here = '?', there = '?';
  if (a && t->language) {
    here = in_language(t, a);
    const uint32_t *view = strsmt_term_codes(t->s, a, &count);
    uint32_t *copy = malloc((count + 1) * sizeof *copy);
    if (count)
      memcpy(copy, view, count * sizeof *copy);
    if (strsmt_pattern_matches(t->s, &t->pattern, copy, count, &matches))
      there = matches ? '1' : '0';
    free(copy);
  }
  strsmt_clear_error(t->s);
  printf("s\t%c\t%c\n", here, there);
  free(text);
}

static void print_value(state *t)
{
  strsmt_term value = strsmt_value(t->s, t->x);
  size_t size = strsmt_term_utf8(t->s, value, NULL, 0);
  char *text = malloc(size + 1);
  strsmt_term_utf8(t->s, value, text, size + 1);
  print_hex(text, size);
  strsmt_clear_error(t->s);
  free(text);
}

static void witness(state *t, bool positive)
{
  strsmt_limits limits = {.seconds = 5};
  strsmt_term in = strsmt_make_2(t->s, STRSMT_STR_IN_RE, t->x, t->language);
  strsmt_push(t->s, 1);
  strsmt_assert(t->s, positive ? in : strsmt_make_1(t->s, STRSMT_NOT, in));
  strsmt_answer answer = strsmt_check_limited(t->s, 0, NULL, &limits);
  putchar('\t');
  if (answer == STRSMT_SAT)
    print_value(t);
  else
    printf("%s", answer == STRSMT_UNSAT ? "none" : "unknown");
  strsmt_pop(t->s, 1);
}

/* ---- terms ---- */

static void show(state *t)
{
  size_t size = strsmt_print_term(t->s, t->language, NULL, 0) + 1;
  if (size > 10000000) {
    printf("e\ttoo long\n");
    return;
  }
  char *text = malloc(size);
  strsmt_print_term(t->s, t->language, text, size);
  printf("e\t%s\n", text);
  free(text);
}

static void compare(state *t, const char *hex)
{
  size_t length;
  char *text = unhex(hex, &length);
  strsmt_limits limits = {.seconds = 10};
  strsmt_term other = strsmt_parse_term(t->s, text, length);
  strsmt_term in = strsmt_make_2(t->s, STRSMT_STR_IN_RE, t->x, t->language);
  strsmt_push(t->s, 1);
  strsmt_assert(t->s,
                strsmt_make_1(t->s, STRSMT_NOT,
                              strsmt_make_2(t->s, STRSMT_EQ, in, strsmt_make_2(t->s, STRSMT_STR_IN_RE, t->x, other))));
  strsmt_answer answer = strsmt_check_limited(t->s, 0, NULL, &limits);
  printf("x\t%s", answer == STRSMT_SAT ? "different\t" : answer == STRSMT_UNSAT ? "same" : "unknown\t");
  if (answer == STRSMT_SAT)
    print_value(t);
  else if (answer == STRSMT_UNKNOWN)
    printf("%s", strsmt_error(t->s) ? strsmt_error_message(t->s) : strsmt_unknown_reason(t->s));
  putchar('\n');
  strsmt_pop(t->s, 1);
  strsmt_clear_error(t->s);
  free(text);
}

int main(void)
{
  state t = {0};
  char *line = NULL;
  size_t capacity = 0;
  for (ssize_t n; (n = getline(&line, &capacity, stdin)) > 0;) {
    char *fields[6] = {0}, *rest = line;
    line[strcspn(line, "\n")] = 0;
    for (int i = 0; i < 5 && rest; i++)
      fields[i] = strsep(&rest, "\t");
    if (*line == 'p')
      set_pattern(&t, fields);
    else if (*line == 's')
      subject(&t, fields[1]);
    else if (*line == 'w') {
      putchar('w');
      witness(&t, true);
      witness(&t, false);
      putchar('\n');
    } else if (*line == 'e')
      show(&t);
    else if (*line == 'x')
      compare(&t, fields[1]);
    fflush(stdout);
  }
  if (t.s)
    strsmt_delete(t.s);
  free(t.text);
  free(line);
}
