/* regex_mirror.c: prints what the library finds out about random regular expressions, one finding a line, its parts
 * separated by tabs, for test_regex_rules.py:
 *   same_normal_form R N            same_reversal R V            same_derivative R UPPER VALUE UPPER VALUE ...
 *   re_empty R STATE ...            of_reversal R STATE ...     certificates, and
 *   re_contained R                  without any state
 *   is_within A B                   not_within A B              whether A was found to be inside B
 *   states R STATE ...              all states of an R that is not empty, if there are few */
#include "../unit/regex_fixture.h"

#include "regex/within.h"

#include <stdio.h>

enum { ROUNDS = 500, FEW = 8 };

/* Not ck_assert: this is no test. */
static void must(bool holds)
{
  if (!holds)
    abort();
}

static bool print_piece(void *user, const char *text, size_t length)
{
  (void)user;
  return fwrite(text, 1, length, stdout) == length;
}

static void print_part(term r)
{
  putchar('\t');
  terms_print(t, r, print_piece, NULL);
}

static void print_derivative(term r, rx x)
{
  must(derive(g, x));
  printf("same_derivative");
  print_part(r);
  for (uint32_t i = 0; i < node_at(g, x)->map_size; i++) {
    piece p = map_of(g, x)[i];
    printf("\t%u", p.upper);
    print_part(regex_term(g, p.value));
  }
  putchar('\n');
}

static void print_certificate(const char *rule, term r, const regex_certificate *c)
{
  printf("%s", rule);
  print_part(r);
  for (size_t i = 0; i < c->states.size; i++)
    print_part(c->states.data[i]);
  putchar('\n');
}

static void print_certificates(term r, rx x)
{
  regex_certificate c;
  must(regex_certify(g, r, &c));
  print_certificate(!c.states.size ? "re_contained" : c.reversed ? "of_reversal" : "re_empty", r, &c);
  regex_certificate_free(g, &c);
  rx back = reverse_of(g, x);
  must(regex_empty(g, back) == REGEX_EMPTY && regex_certify(g, regex_term(g, back), &c));
  if (!c.reversed)
    print_certificate(c.states.size ? "of_reversal" : "re_contained", r, &c);
  regex_certificate_free(g, &c);
}

static void print_states(term r, rx x)
{
  rx states[FEW + 1] = {x};
  size_t count = 1;
  for (size_t i = 0; i < count && count <= FEW; i++) {
    must(derive(g, states[i]));
    for (uint32_t k = 0; k < node_at(g, states[i])->map_size && count <= FEW; k++) {
      rx y = map_of(g, states[i])[k].value;
      bool known = y == NONE;
      for (size_t j = 0; j < count; j++)
        known |= states[j] == y;
      if (!known)
        states[count++] = y;
    }
  }
  if (count > FEW)
    return;
  printf("states");
  print_part(r);
  for (size_t i = 0; i < count; i++)
    print_part(regex_term(g, states[i]));
  putchar('\n');
}

static void print_pair(term r, term s)
{
  bool yes;
  must(within(g, regex_of_term(g, r), regex_of_term(g, s), 10000, &yes));
  printf(yes ? "is_within" : "not_within");
  print_part(r);
  print_part(s);
  putchar('\n');
  term difference = terms_apply2(t, STRSMT_RE_DIFF, r, s);
  rx x = regex_of_term(g, difference);
  if (yes && node_at(g, x)->status == RX_UNKNOWN) {
    must(regex_empty(g, x) == REGEX_EMPTY);
    print_certificates(difference, x);
  }
}

int main(void)
{
  begin();
  for (unsigned round = 0; round < 2 * ROUNDS; round++) {
    term r = random_term(1 + round % 4);
    print_pair(r, round % 4 ? wider(r, 3) : random_term(3));
  }
  for (unsigned round = 0; round < ROUNDS; round++) {
    g->l->budget.regex_head_start = round % 2 ? 1 : 30000; /* with all kinds of searches */
    term r = random_part(1 + round % 4);
    rx x = regex_of_term(g, r);
    printf("same_normal_form");
    print_part(r);
    print_part(regex_term(g, x));
    printf("\nsame_reversal");
    print_part(r);
    print_part(regex_term(g, reverse_of(g, x)));
    putchar('\n');
    print_derivative(r, x);
    if (regex_empty(g, x) == REGEX_EMPTY)
      print_certificates(r, x);
    else
      print_states(r, x);
  }
  regex_delete(g);
  terms_delete(t);
  return 0;
}
