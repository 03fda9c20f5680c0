/* conclude.c: applies rules of the built-in signature, or of that of a file, to terms of any shape, for shapes.py and attack.py. A line of input is one of
 *
 *   k ID NAME SORT     a constant
 *   n ID NUMERAL       a numeral
 *   c ID CODE...       a string literal, by its code points
 *   t ID SYMBOL ID...  an application as a proof may write it
 *   a ID SYMBOL ID...  the symbol applied to just these arguments: lists without end, too few arguments
 *   s RULE (ID...) ID...  prints the conclusion of the rule for these arguments and premises
 *   z                  forgets all terms
 *
 * and each line is answered by one: the conclusion, as it is inside (SYMBOL ARGUMENT...); `ok`; or `-` and why not. */
#include "../../proofs/check/eo_internal.h"
#include "../../proofs/check/signature.h"

#include <stdio.h>
#include <stdlib.h>

enum { MOST = 100000 };
static eo_term terms[MOST];
static budget unlimited;
static report failure;
static heap h;
static eo *e;

static eo_term raw(const char *symbol, size_t count, const eo_term *args)
{
  eo_term head = eo_symbol(e, symbol, strlen(symbol));
  if (!head)
    return 0;
  eo_enter(e);
  eo_term t = eo_make_app(e, head, count, args);
  if (t && !eo_type_of(e, t))
    t = 0;
  return eo_leave(e, t) ? t : 0;
}

static size_t read_ids(char **at, eo_term *out)
{
  size_t n = 0;
  while (**at == ' ' || **at == '(')
    ++*at;
  while (**at >= '0' && **at <= '9' && n < 1000) {
    unsigned long id = strtoul(*at, at, 10);
    out[n++] = id < MOST ? terms[id] : 0;
    while (**at == ' ')
      ++*at;
  }
  return n;
}

static bool is_missing(size_t count, const eo_term *args)
{
  for (size_t i = 0; i < count; i++)
    if (!args[i])
      return true;
  return false;
}

static bool write_text(void *user, const char *text, size_t length)
{
  return fwrite(text, 1, length, user) == length;
}

static void print(eo_term t)
{
  if (eo_shape_of(e, t) != EO_APPLICATION) {
    eo_print(e, t, write_text, stdout);
    return;
  }
  putchar('(');
  print(eo_head(e, t));
  for (size_t i = 0; i < eo_arity(e, t); i++) {
    putchar(' ');
    print(eo_argument(e, t, i));
  }
  putchar(')');
}

static void answer(eo_term t, bool show)
{
  if (!t)
    printf("- %s", eo_error(e));
  else if (show)
    print(t);
  else
    fputs("ok", stdout);
  putchar('\n');
}

static void apply_rule(char *line)
{
  eo_term args[1000], premises[1000];
  char *at = strchr(line, ' ');
  if (at == NULL)
    return;
  eo_rule rule = eo_find_rule(e, line, (size_t)(at - line));
  size_t arg_count = read_ids(&at, args);
  if (*at == ')')
    at++;
  size_t premise_count = read_ids(&at, premises);
  if (is_missing(arg_count, args) || is_missing(premise_count, premises)) {
    puts("- a term is missing");
    return;
  }
  answer(rule ? eo_conclude(e, rule, arg_count, args, premise_count, premises) : 0, true);
}

static void make_term(char kind, char *line)
{
  eo_term args[1000], t = 0;
  unsigned long id = strtoul(line, &line, 10);
  char *word = line + 1, *end = strchr(word, ' ');
  if (id >= MOST)
    return;
  if (kind == 'n') {
    t = eo_numeral(e, word, strlen(word));
  } else if (kind == 'c') {
    uint32_t codes[1000];
    size_t n = 0;
    while (*line == ' ' && n < 1000)
      codes[n++] = (uint32_t)strtoul(line, &line, 10);
    t = eo_string(e, codes, n);
  } else if (kind == 'k') {
    if (end)
      t = eo_constant(e, word, (size_t)(end - word), eo_symbol(e, end + 1, strlen(end + 1)));
  } else {
    if (end)
      *end++ = '\0';
    size_t count = end ? read_ids(&end, args) : 0;
    bool truth = !strcmp(word, "true") || !strcmp(word, "false");
    if (truth)
      t = word[0] == 't' ? eo_true(e) : eo_false(e);
    else if (!is_missing(count, args))
      t = kind == 'a' ? raw(word, count, args) : eo_apply(e, word, strlen(word), count, args);
  }
  terms[id] = t;
  answer(t, false);
}

int main(int argc, char **argv)
{
  signature s;
  char *line = NULL;
  size_t size = 0;
  ssize_t length;
  heap_init(&h, &unlimited, &failure);
  if (!signature_load(&s, &h, &e, argc > 1 ? argv[1] : NULL))
    return 1;
  eo_mark mark = eo_set_mark(e);
  while ((length = getline(&line, &size, stdin)) > 1) {
    line[length - 1] = '\0';
    unlimited.most_steps = unlimited.steps + 1000000; /* mutants of signatures may go on for ever */
    if (line[0] == 's') {
      apply_rule(line + 2);
      fflush(stdout); /* who asks may wait for it */
    } else if (line[0] == 'z') {
      eo_release(e, mark);
      mark = eo_set_mark(e);
      memset(terms, 0, sizeof terms);
      puts("ok");
    } else {
      make_term(line[0], line + 2);
    }
  }
  free(line);
  eo_delete(e);
  signature_free(&s);
  return 0;
}
