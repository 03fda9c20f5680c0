/* mirror.c: prints random atoms and what the library rewrites them to, one a line: rule, atom, result, separated by
 * tabs. run.py has the checkers compute the same results from the signature. Constants: x, y, z are strings, i, j
 * integers. */
#include "regex/regex.h"
#include "rewrite/local.h"

#include <stdio.h>
#include <stdlib.h>

enum { ATOMS = 6000 };

typedef struct generator {
  mem m;
  limits l;
  terms *t;
  regex *g;
  uint64_t state;
} generator;

static uint32_t below(generator *o, uint32_t n)
{
  o->state = o->state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
  return (uint32_t)((o->state >> 33) % n);
}

static term constant(generator *o, char name, sort s)
{
  return terms_constant(o->t, &name, 1, s);
}

static term literal_string(generator *o)
{
  static const uint32_t alphabet[] = {'a', 'b', 'a', 'b', '0', '9', 0, CODE_MAX, '"', '\\', 0xe9};
  uint32_t word[6], length = below(o, 6);
  for (uint32_t i = 0; i < length; i++)
    word[i] = alphabet[below(o, below(o, 3) ? 4 : sizeof alphabet / sizeof *alphabet)];
  return terms_string(o->t, word, length);
}

static term literal_int(generator *o)
{
  static const char *const large[] = {"2147483647", "2147483648", "-2147483648", "9223372036854775807",
                                      "9223372036854775808",
                                      "-9223372036854775808", "-9223372036854775809", "196607", "196608", "97",
                                      "123456789012345678901234567890123456789012345678901234567890",
                                      "-98765432109876543210987654321098765432109876543210"};
  if (below(o, 4))
    return terms_int(o->t, (int64_t)below(o, 9) - 3);
  const char *text = large[below(o, sizeof large / sizeof *large)];
  num n = NUM_ZERO;
  num_set_text(&o->m, &n, text, strlen(text));
  term r = terms_num(o->t, &n);
  num_free(&o->m, &n);
  return r;
}

static term string_term(generator *o, int depth);

static term int_term(generator *o, int depth)
{
  if (!depth || !below(o, 3))
    return constant(o, "ij"[below(o, 2)], STRSMT_SORT_INT);
  switch (below(o, 6)) {
  case 0:
  case 1:
    return terms_apply1(o->t, STRSMT_STR_LEN, string_term(o, depth - 1));
  case 2:
    return terms_apply1(o->t, STRSMT_STR_TO_CODE, string_term(o, depth - 1));
  case 3:
    return terms_apply1(o->t, STRSMT_STR_TO_INT, string_term(o, depth - 1));
  case 4:
    return terms_apply1(o->t, STRSMT_NEG, int_term(o, depth - 1));
  default:
    return terms_apply2(o->t, STRSMT_ADD, int_term(o, depth - 1), literal_int(o));
  }
}

static term literal_or_int(generator *o)
{
  return below(o, 6) ? literal_int(o) : int_term(o, 1);
}

static term string_term(generator *o, int depth)
{
  if (!depth || !below(o, 3))
    return constant(o, "xyz"[below(o, 3)], STRSMT_SORT_STRING);
  switch (below(o, 4)) {
  case 0:
    return terms_apply2(o->t, STRSMT_STR_AT, string_term(o, depth - 1), literal_or_int(o));
  case 1: {
    term args[3] = {string_term(o, depth - 1), literal_or_int(o), literal_or_int(o)};
    return terms_apply(o->t, STRSMT_STR_SUBSTR, 3, args);
  }
  case 2:
    return terms_apply1(o->t, STRSMT_STR_FROM_CODE, int_term(o, depth - 1));
  default:
    return terms_apply2(o->t, STRSMT_STR_CONCAT, string_term(o, depth - 1), literal_string(o));
  }
}

static term regular_expression(generator *o, int depth)
{
  if (!depth)
    return terms_apply1(o->t, STRSMT_STR_TO_RE, literal_string(o));
  switch (below(o, 5)) {
  case 0:
    return terms_apply(o->t, STRSMT_RE_ALL, 0, NULL);
  case 1:
    return terms_apply1(o->t, STRSMT_RE_STAR, regular_expression(o, depth - 1));
  case 2:
    return terms_apply1(o->t, STRSMT_RE_COMP, regular_expression(o, depth - 1));
  case 3:
    return terms_apply2(o->t, STRSMT_RE_UNION, regular_expression(o, depth - 1), regular_expression(o, depth - 1));
  default:
    return terms_apply2(o->t, STRSMT_RE_CONCAT, regular_expression(o, depth - 1), regular_expression(o, depth - 1));
  }
}

/* Mostly one side literal; sometimes none, where nothing must apply. */
static term binary(generator *o, strsmt_kind k, term a, term literal, term other)
{
  term b = below(o, 12) ? literal : other;
  return below(o, 2) ? terms_apply2(o->t, k, a, b) : terms_apply2(o->t, k, b, a);
}

static term atom(generator *o)
{
  static const strsmt_kind of_strings[] = {STRSMT_EQ, STRSMT_EQ, STRSMT_EQ, STRSMT_STR_PREFIXOF, STRSMT_STR_SUFFIXOF,
                                           STRSMT_STR_CONTAINS,
                                           STRSMT_STR_LT, STRSMT_STR_LE, STRSMT_DISTINCT};
  static const strsmt_kind of_ints[] = {STRSMT_EQ, STRSMT_LE, STRSMT_LT, STRSMT_GE, STRSMT_GT, STRSMT_DISTINCT};
  switch (below(o, 8)) {
  case 0:
    return terms_apply1(o->t, STRSMT_STR_IS_DIGIT, string_term(o, 2));
  case 1:
    return terms_apply2(o->t, STRSMT_STR_IN_RE, string_term(o, 2), regular_expression(o, 2));
  case 2:
  case 3:
  case 4:
    return binary(o, of_ints[below(o, 6)], int_term(o, 2), literal_int(o), int_term(o, 1));
  default:
    return binary(o, of_strings[below(o, 9)], string_term(o, 2), literal_string(o), string_term(o, 1));
  }
}

/* An application to literals: the rule `evaluate`. */
static term ground(generator *o)
{
  static const strsmt_kind kinds[] = {STRSMT_STR_LT, STRSMT_STR_LE, STRSMT_STR_PREFIXOF, STRSMT_STR_SUFFIXOF,
                                      STRSMT_STR_CONTAINS, STRSMT_EQ,
                                      STRSMT_STR_CONCAT, STRSMT_STR_REPLACE, STRSMT_STR_REPLACE_ALL, STRSMT_STR_SUBSTR,
                                      STRSMT_STR_INDEXOF,
                                      STRSMT_DIV, STRSMT_MOD, STRSMT_ADD, STRSMT_MUL, STRSMT_SUB, STRSMT_LE, STRSMT_GT,
                                      STRSMT_STR_AT, STRSMT_STR_FROM_INT, STRSMT_STR_TO_INT, STRSMT_STR_TO_CODE,
                                      STRSMT_STR_FROM_CODE,
                                      STRSMT_STR_IN_RE, STRSMT_STR_REPLACE_RE, STRSMT_STR_REPLACE_RE_ALL,
                                      STRSMT_STR_LEN,
                                      STRSMT_STR_IS_DIGIT, STRSMT_ABS, STRSMT_NEG, STRSMT_LT, STRSMT_GE,
                                      STRSMT_DISTINCT, STRSMT_DIVISIBLE};
  strsmt_kind k = kinds[below(o, sizeof kinds / sizeof *kinds)];
  term s[3] = {literal_string(o), literal_string(o), literal_string(o)}, n[2] = {literal_int(o), literal_int(o)};
  switch ((int)k) {
  case STRSMT_STR_REPLACE:
  case STRSMT_STR_REPLACE_ALL:
    return terms_apply(o->t, k, 3, s);
  case STRSMT_STR_SUBSTR: {
    term args[3] = {s[0], n[0], n[1]};
    return terms_apply(o->t, k, 3, args);
  }
  case STRSMT_STR_INDEXOF: {
    term args[3] = {s[0], s[1], n[0]};
    return terms_apply(o->t, k, 3, args);
  }
  case STRSMT_STR_REPLACE_RE:
  case STRSMT_STR_REPLACE_RE_ALL: {
    term args[3] = {s[0], regular_expression(o, 2), s[1]};
    return terms_apply(o->t, k, 3, args);
  }
  case STRSMT_STR_IN_RE:
    return terms_apply2(o->t, k, s[0], regular_expression(o, 3));
  case STRSMT_STR_AT:
    return terms_apply2(o->t, k, s[0], n[0]);
  case STRSMT_STR_TO_INT:
  case STRSMT_STR_TO_CODE:
  case STRSMT_STR_LEN:
  case STRSMT_STR_IS_DIGIT:
    return terms_apply1(o->t, k, s[0]);
  case STRSMT_STR_FROM_INT:
  case STRSMT_STR_FROM_CODE:
  case STRSMT_ABS:
  case STRSMT_NEG:
    return terms_apply1(o->t, k, n[0]);
  case STRSMT_DIVISIBLE: {
    uint32_t divisor = 1 + below(o, 9);
    return terms_apply_indexed(o->t, k, 1, &divisor, 1, n);
  }
  case STRSMT_DIV:
  case STRSMT_MOD:
  case STRSMT_ADD:
  case STRSMT_MUL:
  case STRSMT_SUB:
  case STRSMT_LE:
  case STRSMT_LT:
  case STRSMT_GE:
  case STRSMT_GT:
    return terms_apply2(o->t, k, n[0], n[1]);
  default:
    return terms_apply2(o->t, k, s[0], s[1]);
  }
}

static bool to_stdout(void *user, const char *text, size_t length)
{
  (void)user;
  return fwrite(text, 1, length, stdout) == length;
}

static bool print_rewriting(generator *o, term a)
{
  rule used;
  term b = rewrite_local(o->t, o->g, &o->l, a, &used);
  if (!b)
    return false;
  if (b == a)
    return used == RULE_NONE;
  fputs(rule_name(used), stdout);
  putchar('\t');
  terms_print(o->t, a, to_stdout, NULL);
  putchar('\t');
  terms_print(o->t, b, to_stdout, NULL);
  putchar('\n');
  return true;
}

int main(void)
{
  generator o = {.state = 42};
  mem_init(&o.m, NULL);
  limits_init(&o.l, &o.m);
  limits_begin(&o.l, &(strsmt_limits){0});
  o.t = terms_new(&o.m);
  o.g = regex_new(&o.m, &o.l, o.t);
  bool ok = o.t && o.g;
  for (int i = 0; i < ATOMS && ok; i++)
    ok = print_rewriting(&o, i % 3 ? atom(&o) : ground(&o));
  regex_delete(o.g);
  terms_delete(o.t);
  return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}
