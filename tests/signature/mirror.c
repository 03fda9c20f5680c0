/* mirror.c: prints random atoms and what the library rewrites them to, one a line: rule, atom, result, separated by
 * tabs. run.py has the checkers compute the same results from the signature. Constants: x, y, z are strings, i, j
 * integers. */
#include "regex/regex.h"
#include "rewrite/local.h"
#include "rewrite/reduction.h"

#include <stdio.h>
#include <stdlib.h>

enum { ATOMS = 9000, OPEN = 1500, INTEGERS = 2000 };

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
  static const char *const large[] = {"2147483647",
                                      "2147483648",
                                      "-2147483648",
                                      "9223372036854775807",
                                      "9223372036854775808",
                                      "-9223372036854775808",
                                      "-9223372036854775809",
                                      "196607",
                                      "196608",
                                      "97",
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
  static const strsmt_kind of_strings[] = {STRSMT_EQ,           STRSMT_EQ,           STRSMT_EQ,
                                           STRSMT_STR_PREFIXOF, STRSMT_STR_SUFFIXOF, STRSMT_STR_CONTAINS,
                                           STRSMT_STR_LT,       STRSMT_STR_LE,       STRSMT_DISTINCT};
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

/* ---- functions on strings: few parts, so that much coincides --------------------------------------------------- */

static term word_of_parts(generator *o);

static term choice(generator *o, term a, term b)
{
  term p = terms_apply2(o->t, STRSMT_EQ, constant(o, "xy"[below(o, 2)], STRSMT_SORT_STRING), literal_string(o));
  if (!below(o, 4))
    p = terms_not(o->t, p);
  term args[3] = {p, a, b};
  return terms_apply(o->t, STRSMT_ITE, 3, args);
}

static term position(generator *o)
{
  if (below(o, 3))
    return terms_int(o->t, (int64_t)below(o, 5) - 1);
  return below(o, 3) ? terms_apply1(o->t, STRSMT_STR_LEN, word_of_parts(o)) : literal_or_int(o);
}

static term part(generator *o)
{
  uint32_t k = below(o, 16);
  term x = constant(o, "xy"[below(o, 2)], STRSMT_SORT_STRING);
  if (k < 7)
    return x;
  if (k < 11)
    return literal_string(o);
  switch (k) {
  case 11: {
    term args[3] = {x, position(o), position(o)};
    return terms_apply(o->t, STRSMT_STR_SUBSTR, 3, args);
  }
  case 12: {
    term args[3] = {literal_string(o), x, literal_string(o)};
    return terms_apply(o->t, STRSMT_STR_REPLACE, 3, args);
  }
  case 13:
    return terms_apply1(o->t, STRSMT_STR_FROM_INT, constant(o, 'i', STRSMT_SORT_INT));
  case 14:
    return choice(o, literal_string(o), below(o, 2) ? x : literal_string(o));
  default:
    return terms_apply1(o->t, STRSMT_STR_FROM_CODE, constant(o, 'j', STRSMT_SORT_INT));
  }
}

static term word_of_parts(generator *o)
{
  term parts[4];
  uint32_t n = 1 + below(o, 4);
  for (uint32_t i = 0; i < n; i++)
    parts[i] = part(o);
  return n == 1 ? parts[0] : terms_apply(o->t, STRSMT_STR_CONCAT, n, parts);
}

/* The same parts in another order, or with some more: so that one often contains the other. */
static term related(generator *o, term a)
{
  term parts[6];
  uint32_t n = 0;
  bool concat = term_kind(o->t, a) == STRSMT_STR_CONCAT;
  for (uint32_t i = 0; i < (concat ? term_arity(o->t, a) : 1); i++)
    if (below(o, 4))
      parts[n++] = concat ? term_arg(o->t, a, i) : a;
  while (n < 2 || (n < 5 && !below(o, 3)))
    parts[n++] = part(o);
  if (!below(o, 3)) {
    term last = parts[n - 1];
    parts[n - 1] = parts[0];
    parts[0] = last;
  }
  return below(o, 4) ? terms_apply(o->t, STRSMT_STR_CONCAT, n, parts) : parts[0];
}

static term function(generator *o)
{
  static const strsmt_kind kinds[] = {
      STRSMT_STR_CONCAT,   STRSMT_STR_LEN,      STRSMT_EQ,           STRSMT_EQ,          STRSMT_STR_CONTAINS,
      STRSMT_STR_CONTAINS, STRSMT_STR_PREFIXOF, STRSMT_STR_SUFFIXOF, STRSMT_STR_SUBSTR,  STRSMT_STR_SUBSTR,
      STRSMT_STR_AT,       STRSMT_STR_INDEXOF,  STRSMT_STR_REPLACE,  STRSMT_STR_REPLACE, STRSMT_STR_REPLACE_ALL,
      STRSMT_STR_TO_INT,   STRSMT_STR_TO_CODE,  STRSMT_ITE,          STRSMT_STR_LT,      STRSMT_STR_LE};
  strsmt_kind k = kinds[below(o, sizeof kinds / sizeof *kinds)];
  term x = word_of_parts(o), y = related(o, x), z = below(o, 3) ? literal_string(o) : word_of_parts(o);
  if (below(o, 3) == 0)
    y = literal_string(o);
  if (below(o, 10) == 0)
    x = choice(o, x, z);
  switch ((int)k) {
  case STRSMT_STR_LEN:
  case STRSMT_STR_TO_INT:
  case STRSMT_STR_TO_CODE:
    return terms_apply1(o->t, k, x);
  case STRSMT_STR_AT:
    return terms_apply2(o->t, k, x, position(o));
  case STRSMT_STR_SUBSTR: {
    term args[3] = {x, position(o), position(o)};
    return terms_apply(o->t, k, 3, args);
  }
  case STRSMT_STR_INDEXOF: {
    term args[3] = {x, y, position(o)};
    return terms_apply(o->t, k, 3, args);
  }
  case STRSMT_STR_REPLACE:
  case STRSMT_STR_REPLACE_ALL: {
    term args[3] = {x, y, z};
    return terms_apply(o->t, k, 3, args);
  }
  case STRSMT_ITE:
    return choice(o, below(o, 3) ? x : choice(o, x, y), below(o, 3) ? y : choice(o, y, x));
  default:
    return terms_apply2(o->t, k, below(o, 2) ? x : y, below(o, 2) ? y : x);
  }
}

/* A regular expression that holds terms. */
static term open_expression(generator *o, int depth)
{
  if (!depth || !below(o, 3))
    return below(o, 4) ? terms_apply1(o->t, STRSMT_STR_TO_RE, word_of_parts(o))
                       : terms_apply2(o->t, STRSMT_RE_RANGE, literal_string(o), part(o));
  static const strsmt_kind unary[] = {STRSMT_RE_STAR, STRSMT_RE_PLUS, STRSMT_RE_OPT, STRSMT_RE_COMP};
  static const strsmt_kind several[] = {STRSMT_RE_UNION, STRSMT_RE_INTER, STRSMT_RE_CONCAT, STRSMT_RE_CONCAT,
                                        STRSMT_RE_CONCAT};
  static const strsmt_kind fixed[] = {STRSMT_RE_ALL, STRSMT_RE_ALLCHAR};
  if (!below(o, 4))
    return terms_apply1(o->t, unary[below(o, 4)], open_expression(o, depth - 1));
  term parts[3];
  uint32_t n = 2 + below(o, 2);
  for (uint32_t i = 0; i < n; i++)
    parts[i] = below(o, 3)   ? open_expression(o, depth - 1)
               : below(o, 2) ? terms_apply(o->t, fixed[below(o, 2)], 0, NULL)
                             : regular_expression(o, 1);
  return n == 2 && !below(o, 8) ? terms_apply2(o->t, STRSMT_RE_DIFF, parts[0], parts[1])
                                : terms_apply(o->t, several[below(o, 5)], n, parts);
}

static term open_application(generator *o)
{
  static const strsmt_kind kinds[] = {STRSMT_STR_REPLACE_RE, STRSMT_STR_REPLACE_RE_ALL};
  term x = below(o, 10) ? word_of_parts(o) : terms_string(o->t, NULL, 0);
  if (below(o, 6))
    return terms_apply2(o->t, STRSMT_STR_IN_RE, x, open_expression(o, 2));
  term args[3] = {x, open_expression(o, below(o, 2)), part(o)};
  return terms_apply(o->t, kinds[below(o, 2)], 3, args);
}

/* ---- arithmetic - */

static term arithmetic(generator *o, int depth)
{
  static const strsmt_kind kinds[] = {STRSMT_ADD, STRSMT_SUB, STRSMT_MUL, STRSMT_ADD, STRSMT_MOD, STRSMT_DIV};
  if (!depth || !below(o, 4))
    return constant(o, "ij"[below(o, 2)], STRSMT_SORT_INT);
  if (!below(o, 8))
    return terms_apply1(o->t, below(o, 2) ? STRSMT_NEG : STRSMT_ABS, arithmetic(o, depth - 1));
  strsmt_kind k = kinds[below(o, 6)];
  bool linear = k != STRSMT_ADD && k != STRSMT_SUB && below(o, 4);
  term a = arithmetic(o, depth - 1), b = linear ? literal_int(o) : arithmetic(o, depth - 1);
  return k == STRSMT_MUL && below(o, 2) ? terms_apply2(o->t, k, b, a) : terms_apply2(o->t, k, a, b);
}

/* A comparison, or a term. */
static term of_integers(generator *o)
{
  static const strsmt_kind kinds[] = {STRSMT_EQ, STRSMT_LE, STRSMT_LT, STRSMT_GE, STRSMT_GT};
  term a = arithmetic(o, 3);
  uint32_t divisor = 1 + below(o, 9);
  switch (below(o, 8)) {
  case 0:
    return a;
  case 1:
    return terms_apply_indexed(o->t, STRSMT_DIVISIBLE, 1, &divisor, 1, &a);
  default:
    return terms_apply2(o->t, kinds[below(o, 5)], a, below(o, 2) ? arithmetic(o, 2) : literal_int(o));
  }
}

/* ---- values - */

/* An application to literals: the rule `evaluate`. */
static term ground(generator *o)
{
  static const strsmt_kind kinds[] = {STRSMT_STR_LT,
                                      STRSMT_STR_LE,
                                      STRSMT_STR_PREFIXOF,
                                      STRSMT_STR_SUFFIXOF,
                                      STRSMT_STR_CONTAINS,
                                      STRSMT_EQ,
                                      STRSMT_STR_CONCAT,
                                      STRSMT_STR_REPLACE,
                                      STRSMT_STR_REPLACE_ALL,
                                      STRSMT_STR_SUBSTR,
                                      STRSMT_STR_INDEXOF,
                                      STRSMT_DIV,
                                      STRSMT_MOD,
                                      STRSMT_ADD,
                                      STRSMT_MUL,
                                      STRSMT_SUB,
                                      STRSMT_LE,
                                      STRSMT_GT,
                                      STRSMT_STR_AT,
                                      STRSMT_STR_FROM_INT,
                                      STRSMT_STR_TO_INT,
                                      STRSMT_STR_TO_CODE,
                                      STRSMT_STR_FROM_CODE,
                                      STRSMT_STR_IN_RE,
                                      STRSMT_STR_REPLACE_RE,
                                      STRSMT_STR_REPLACE_RE_ALL,
                                      STRSMT_STR_LEN,
                                      STRSMT_STR_IS_DIGIT,
                                      STRSMT_ABS,
                                      STRSMT_NEG,
                                      STRSMT_LT,
                                      STRSMT_GE,
                                      STRSMT_DISTINCT,
                                      STRSMT_DIVISIBLE};
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

static void print_line(generator *o, rule used, term a, term b)
{
  fputs(rule_name(used), stdout);
  putchar('\t');
  terms_print(o->t, a, to_stdout, NULL);
  putchar('\t');
  terms_print(o->t, b, to_stdout, NULL);
  putchar('\n');
}

/* The definition of a function. */
static bool print_definition(generator *o, term a)
{
  if (!reduction_rank(o->t, a))
    return true;
  term b = reduction_of(o->t, a);
  if (b)
    print_line(o, RULE_STR_DEFINE, a, b);
  return b;
}

static bool print_rewriting(generator *o, term a)
{
  rule used;
  term b = rewrite_local(o->t, o->g, &o->l, a, &used);
  if (!b)
    return false;
  if (b == a)
    return used == RULE_NONE;
  print_line(o, used, a, b);
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
  for (int i = 0; i < ATOMS && ok; i++) {
    term a = i % 3 == 0 ? ground(&o) : i % 3 == 1 ? atom(&o) : function(&o);
    ok = print_rewriting(&o, a) && (i % 12 != 2 || print_definition(&o, a));
  }
  for (int i = 0; i < OPEN && ok; i++) {
    term a = open_application(&o);
    ok = print_rewriting(&o, a) && print_definition(&o, a);
  }
  for (int i = 0; i < INTEGERS && ok; i++)
    ok = print_rewriting(&o, of_integers(&o));
  regex_delete(o.g);
  terms_delete(o.t);
  return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}
