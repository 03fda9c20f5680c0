/* targets.c: what a coverage-guided fuzzer (libFuzzer) runs: the checker's readers on bytes, through its public interface. TARGET is one of
 *
 *   TARGET_PROOF      a proof, in either form, cut in pieces as its first byte says, for a problem that has a bit of everything
 *   TARGET_PROBLEM    a script, cut between commands where it has a form feed
 *   TARGET_SIGNATURE  the text of a signature, and a proof that calls its rule `r`
 *
 * Proofs and scripts are changed as lines and fields, too (mutate), so that what comes out is not all unreadable. No input may crash, hang,
 * lose memory or take more than the limits; and no proof of a satisfiable problem may hold. */
#include "../../../include/strsmt_check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t most);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most, unsigned seed);

/* Satisfiable in each of its queries. */
static const char satisfiable[] =
    "(declare-const p Bool)(declare-const q Bool)(declare-const x String)(declare-const y String)(declare-const i Int)(declare-const r RegLan)"
    "(assert (or p q))(assert (= (str.++ x \"b\") (str.++ \"a\" y)))(push 1)(assert (not p))(assert (str.in_re x (re.+ (re.range \"a\" \"c\"))))"
    "(check-sat)(pop 1)(push 1)(assert (and (>= i 3) (<= i (str.len x))))(check-sat-assuming (p (not q)))(reset)(declare-const p Bool)(assert p)"
    "(check-sat)";

static strsmt_checker *checker(void)
{
  static strsmt_checker *c;
  static const strsmt_check_limits few = {.bytes = (size_t)64 << 20, .steps = 2000000};
  if (c == NULL) {
    c = strsmt_checker_new(NULL);
    strsmt_checker_set_limits(c, &few);
  }
  return c;
}

static void die(const char *why)
{
  fputs(why, stderr);
  abort();
}

#if defined(TARGET_PROOF)
static void sat_is_never_refuted(void *user, uint32_t query)
{
  (void)user;
  (void)query;
  die("a satisfiable query was refuted\n");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  strsmt_checker *c = checker();
  size_t piece = size > 0 && data[0] % 4 == 1 ? 1 + data[0] / 4 : SIZE_MAX;
  strsmt_checker_restart(c);
  strsmt_checker_set_observer(c, sat_is_never_refuted, NULL);
  strsmt_checker_problem(c, satisfiable, sizeof satisfiable - 1);
  for (size_t at = size > 0; at < size; at += piece < size ? piece : size)
    strsmt_checker_proof(c, data + at, size - at < piece ? size - at : piece);
  strsmt_checker_end(c);
  return 0;
}
#elif defined(TARGET_PROBLEM)
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  strsmt_checker *c = checker();
  strsmt_checker_restart(c);
  for (size_t at = 0; at < size;) {
    const uint8_t *cut = memchr(data + at, '\f', size - at);
    size_t length = cut == NULL ? size - at : (size_t)(cut - (data + at));
    strsmt_checker_problem(c, (const char *)data + at, length);
    at += length + 1;
  }
  return 0;
}
#else
typedef struct text {
  const char *text;
  size_t size;
} text;

static const char *read_text(void *user, const char *name, size_t *size)
{
  const text *t = user;
  if (name != NULL)
    return NULL;
  *size = t->size;
  return t->text;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  static const char proof[] =
      "lratt 1 s -\nn 1 5\nn 2 \"ab\"\nt 3 a\nt 4 f 3 3\nl 1 0\ns 1 r (1)\ns 2 r (2)\ns 3 r (3 4) 1 2\n";
  static const strsmt_check_limits few = {.bytes = (size_t)64 << 20, .steps = 2000000};
  text t = {(const char *)data, size};
  strsmt_checker *c = strsmt_checker_new_with(NULL, "s", read_text, &t);
  strsmt_checker_set_limits(c, &few);
  strsmt_checker_run(c, "(check-sat)", 11, proof, sizeof proof - 1);
  if (c != NULL && strsmt_checker_verdict(c) == STRSMT_CHECK_HOLDS)
    die("a proof without conclusion holds\n");
  strsmt_checker_delete(c);
  return 0;
}
#endif

/* ---- a mutator that knows lines and fields -------------------------------------------------------------------------- */

/* Words of the formats, to be put in the place of a field. */
static const char *const words[] = {"0",
                                    "1",
                                    "-1",
                                    "2",
                                    "3",
                                    "4",
                                    "5",
                                    "6",
                                    "7",
                                    "8",
                                    "9",
                                    "10",
                                    "2147483647",
                                    "2147483648",
                                    "9223372036854775807",
                                    "18446744073709551616",
                                    "()",
                                    "(1)",
                                    "(1 2)",
                                    "(2 3 4)",
                                    "|a b|",
                                    "\"\"",
                                    "\"\\u{2ffff}\"",
                                    "String",
                                    "RegLan",
                                    "Bool",
                                    "Int",
                                    "true",
                                    "false",
                                    "not",
                                    "and",
                                    "or",
                                    "=",
                                    "distinct",
                                    "ite",
                                    "str.++",
                                    "str.in_re",
                                    "re.union",
                                    "re.loop",
                                    "re.^",
                                    "@list",
                                    "@nil",
                                    "@purify",
                                    "cong",
                                    "evaluate",
                                    "contra",
                                    "refl",
                                    "trans",
                                    "split",
                                    "arith_farkas",
                                    "re_empty",
                                    "nary_cong",
                                    "symm",
                                    "cnf_and_pos",
                                    "str_define",
                                    "concat_norm",
                                    "s",
                                    "l",
                                    "e",
                                    "t",
                                    "n",
                                    "k",
                                    "v",
                                    "g",
                                    "i",
                                    "u",
                                    "r",
                                    "z",
                                    "d",
                                    "(assert",
                                    "(let",
                                    "((_",
                                    "(define-fun",
                                    "(push",
                                    "(exists",
                                    "eo::ite",
                                    "eo::list_nth",
                                    ":args",
                                    ":premises",
                                    ":requires",
                                    "(declare-rule",
                                    "(program",
                                    ")",
                                    "("};

static size_t replace(uint8_t *data, size_t size, size_t most, size_t from, size_t to, const void *by, size_t length)
{
  if (size - (to - from) + length > most)
    return size;
  memmove(data + from + length, data + to, size - to);
  memcpy(data + from, by, length);
  return size - (to - from) + length;
}

static size_t start_of(const uint8_t *data, size_t at, bool field)
{
  while (at > 0 && data[at - 1] != '\n' && !(field && data[at - 1] == ' '))
    at--;
  return at;
}

static size_t end_of(const uint8_t *data, size_t size, size_t at, bool field)
{
  while (at < size && data[at] != '\n' && !(field && data[at] == ' '))
    at++;
  return at;
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most, unsigned seed)
{
  static uint8_t line[4096];
  unsigned random = seed * 2654435761u >> 8;
  if (size < 4 || random % 4 == 0)
    return LLVMFuzzerMutate(data, size, most);
  size_t at = (random / 4) % size, other = (random / 7) % size;
  if (random % 4 < 3) { /* a field becomes a word, or another field */
    size_t from = start_of(data, at, true), to = end_of(data, size, at, true);
    if (random % 3 == 0) {
      size_t first = start_of(data, other, true), length = end_of(data, size, other, true) - first;
      if (length > sizeof line)
        return size;
      memcpy(line, data + first, length);
      return replace(data, size, most, from, to, line, length);
    }
    const char *word = words[(random / 11) % (sizeof words / sizeof *words)];
    return replace(data, size, most, from, to, word, strlen(word));
  }
  /* a line goes, or stands somewhere else, too */
  size_t from = start_of(data, at, false), to = end_of(data, size, at, false), into = start_of(data, other, false);
  if (to < size)
    to++;
  if (random % 3 == 0)
    return replace(data, size, most, from, to, "", 0);
  if (to - from > sizeof line)
    return size;
  memcpy(line, data + from, to - from);
  return replace(data, size, most, into, into, line, to - from);
}
