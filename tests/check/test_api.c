/* test_api.c: the public interface of the checker (strsmt_check.h): pieces of every size, restarts, observers, limits, interrupts,
 * misuse, and each allocation failing in turn. */
#include "../unit/runner.h"
#include "../../include/strsmt_check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char script[] =
    "(declare-const p Bool)(declare-const q Bool)(assert p)(push 1)(assert (not p))(check-sat)(pop 1)"
    "(push 1)(assert (and q (not q)))(check-sat)";
static const char proof[] =
    "lratt 1 strings -\nk 1 p Bool\nt 2 not 1\nv 1 1\ng 9 1\ni 1 1\ni 2 2 9\n3 -9 0 2 1 0\nu 3 1\n"
    "k 3 q Bool\nt 4 not 3\nt 5 and 3 4\nv 3 3\nv 5 5\ng 8 2\ni 10 5 8\n"
    "l 11 -5 3 0\nn 6 0\ns 3 cnf_and_pos (5 6)\ne 3\n"
    "l 12 -5 -3 0\nn 6 1\ns 3 cnf_and_pos (5 6)\ne 3\n"
    "13 -8 0 10 11 12 0\nu 13 2\n";
/* The same in the binary form, by the parts that it has. */
static const char binary[] = "LRT\1h\7strings\1-k\1\1p\1t\2\0\3not\1\1v\1\1g\x9\1i\1\1\0i\2\2\x9"
                             "a\3\x13\0\2\1\0u\3\1";

static strsmt_checker *make(void)
{
  strsmt_checker *c = strsmt_checker_new(NULL);
  ck_assert_ptr_nonnull(c);
  return c;
}

static void holds(const strsmt_checker *c, strsmt_check_verdict v)
{
  ck_assert_msg(v == STRSMT_CHECK_HOLDS, "%d: %s", (int)v, strsmt_checker_message(c));
}

START_TEST(whole)
{
  strsmt_checker *c = make();
  for (int round = 0; round < 3; round++) {
    holds(c, strsmt_checker_run(c, script, strlen(script), proof, strlen(proof)));
    ck_assert_uint_eq(strsmt_checker_concluded(c), 2);
    ck_assert_uint_eq(strsmt_checker_queries(c), 2);
    ck_assert_uint_eq(strsmt_checker_statistics(c).conclusions, 2);
    ck_assert_int_eq(strsmt_checker_run(c, "(check-sat)", 11, proof, strlen(proof)), STRSMT_CHECK_MISMATCH);
    ck_assert_ptr_nonnull(strstr(strsmt_checker_message(c), "does not declare"));
    ck_assert_int_eq(strsmt_checker_end(c), STRSMT_CHECK_MISMATCH);
    ck_assert_int_eq(strsmt_checker_run(c, "(assert", 7, proof, strlen(proof)), STRSMT_CHECK_UNREADABLE);
    ck_assert_int_eq(strsmt_checker_run(c, script, strlen(script), proof, 30), STRSMT_CHECK_UNREADABLE);
    ck_assert_int_eq(strsmt_checker_run(c, script, strlen(script), proof, 18), STRSMT_CHECK_WRONG);
  }
  ck_assert_str_eq(strsmt_checker_signature_name(c), "strings");
  ck_assert_int_eq(strncmp(strsmt_checker_signature_hash(c), "sha256:", 7), 0);
  strsmt_checker_delete(c);
}
END_TEST

static void collect(void *user, uint32_t query)
{
  char *seen = user;
  seen[strlen(seen)] = (char)('0' + query);
}

/* In pieces of each size; and each conclusion is there as soon as its record is. */
static void in_pieces(strsmt_checker *c, const char *bytes, size_t length, const char *expected)
{
  for (size_t piece = 1; piece <= length; piece += 1 + piece / 4) {
    char seen[8] = "";
    holds(c, strsmt_checker_restart(c));
    strsmt_checker_set_observer(c, collect, seen);
    holds(c, strsmt_checker_problem(c, script, strlen(script)));
    for (size_t at = 0; at < length; at += piece)
      holds(c, strsmt_checker_proof(c, bytes + at, length - at < piece ? length - at : piece));
    ck_assert_str_eq(seen, expected);
    holds(c, strsmt_checker_end(c));
    ck_assert_int_eq(strsmt_checker_proof(c, "", 0), STRSMT_CHECK_MISUSE);
  }
}

START_TEST(pieces)
{
  strsmt_checker *c = make();
  in_pieces(c, proof, strlen(proof), "12");
  in_pieces(c, binary, sizeof binary - 1, "1");
  strsmt_checker_delete(c);
}
END_TEST

/* Problem and proof grow side by side. */
START_TEST(interleaved)
{
  strsmt_checker *c = make();
  size_t script_cut = (size_t)(strstr(script, "(pop 1)") - script), proof_cut = (size_t)(strstr(proof, "k 3") - proof);
  holds(c, strsmt_checker_problem(c, script, script_cut));
  holds(c, strsmt_checker_proof(c, proof, proof_cut));
  ck_assert_uint_eq(strsmt_checker_concluded(c), 1);
  holds(c, strsmt_checker_problem(c, script + script_cut, strlen(script) - script_cut));
  size_t lemma = (size_t)(strstr(proof, "s 3") - proof);
  holds(c, strsmt_checker_proof(c, proof + proof_cut, lemma - proof_cut));
  ck_assert_int_eq(strsmt_checker_problem(c, "(push)", 6), STRSMT_CHECK_MISUSE);
  holds(c, strsmt_checker_proof(c, proof + lemma, strlen(proof) - lemma));
  ck_assert_uint_eq(strsmt_checker_concluded(c), 2);
  /* Terms of an epoch that the problem has begun stay when the proof begins it. */
  const char *more = "(reset)(declare-const r Bool)(assert r)(assert (not r))(check-sat)";
  holds(c, strsmt_checker_problem(c, more, strlen(more)));
  const char *rest = "r\nk 1 r Bool\nt 2 not 1\nv 1 1\ni 1 1\ni 2 2\n3 0 1 2 0\nu 3 3\n";
  holds(c, strsmt_checker_proof(c, rest, strlen(rest)));
  holds(c, strsmt_checker_end(c));
  strsmt_checker_delete(c);
}
END_TEST

/* What is asked only later cannot be concluded earlier. */
START_TEST(not_asked_yet)
{
  strsmt_checker *c = make();
  const char *first = "(declare-const p Bool)(assert p)(check-sat)";
  holds(c, strsmt_checker_problem(c, first, strlen(first)));
  ck_assert_int_eq(strsmt_checker_proof(c, "lratt 1 strings -\nk 1 p Bool\nt 2 not 1\nv 1 1\ni 1 1\ni 2 2\n", 57),
                   STRSMT_CHECK_MISMATCH);
  ck_assert_int_eq(strsmt_checker_problem(c, "(assert (not p))", 16), STRSMT_CHECK_MISMATCH);
  strsmt_checker_delete(c);
}
END_TEST

START_TEST(limits)
{
  strsmt_checker *c = make();
  ck_assert_int_eq(strsmt_checker_set_limits(c, NULL), STRSMT_CHECK_MISUSE);
  strsmt_check_limits few = {.steps = 5};
  holds(c, strsmt_checker_set_limits(c, &few));
  ck_assert_int_eq(strsmt_checker_run(c, script, strlen(script), proof, strlen(proof)), STRSMT_CHECK_LIMIT);
  few = (strsmt_check_limits){.bytes = 1000};
  holds(c, strsmt_checker_set_limits(c, &few));
  ck_assert_int_eq(strsmt_checker_run(c, script, strlen(script), proof, strlen(proof)), STRSMT_CHECK_LIMIT);
  few = (strsmt_check_limits){.steps = 5, .steps_each = 100};
  holds(c, strsmt_checker_set_limits(c, &few));
  holds(c, strsmt_checker_run(c, script, strlen(script), proof, strlen(proof)));
  strsmt_checker_interrupt(c);
  ck_assert_int_eq(strsmt_checker_run(c, script, strlen(script), proof, strlen(proof)), STRSMT_CHECK_LIMIT);
  ck_assert_ptr_nonnull(strstr(strsmt_checker_message(c), "interrupted"));
  holds(c, strsmt_checker_run(c, script, strlen(script), proof, strlen(proof)));
  strsmt_checker_delete(c);
}
END_TEST

START_TEST(misuse)
{
  ck_assert_int_eq(strsmt_checker_run(NULL, "", 0, "", 0), STRSMT_CHECK_MISUSE);
  ck_assert_int_eq(strsmt_checker_restart(NULL), STRSMT_CHECK_MISUSE);
  ck_assert_int_eq(strsmt_checker_verdict(NULL), STRSMT_CHECK_LIMIT);
  ck_assert_str_ne(strsmt_checker_message(NULL), "");
  ck_assert_uint_eq(strsmt_checker_concluded(NULL), 0);
  ck_assert_uint_eq(strsmt_checker_queries(NULL), 0);
  ck_assert_uint_eq(strsmt_checker_statistics(NULL).steps, 0);
  ck_assert_str_eq(strsmt_checker_signature_name(NULL), "");
  ck_assert_str_eq(strsmt_checker_signature_hash(NULL), "");
  strsmt_checker_interrupt(NULL);
  strsmt_checker_set_observer(NULL, NULL, NULL);
  strsmt_checker_delete(NULL);
  ck_assert_ptr_null(strsmt_checker_new_with(NULL, NULL, NULL, NULL));
  strsmt_checker *c = make();
  ck_assert_int_eq(strsmt_checker_problem(c, NULL, 3), STRSMT_CHECK_MISUSE);
  ck_assert_int_eq(strsmt_checker_proof(c, NULL, 3), STRSMT_CHECK_MISUSE);
  ck_assert_str_eq(strsmt_checker_message(c), "");
  holds(c, strsmt_checker_problem(c, NULL, 0));
  holds(c, strsmt_checker_proof(c, NULL, 0));
  ck_assert_int_eq(strsmt_checker_end(c), STRSMT_CHECK_UNREADABLE);
  strsmt_checker_delete(c);
}
END_TEST

static const char *own_text(void *user, const char *name, size_t *size)
{
  const char *text = name == NULL                   ? user
                     : strcmp(name, "part.eo") == 0 ? "(declare-rule no () :conclusion false)"
                                                    : NULL;
  *size = text == NULL ? 0 : strlen(text);
  return text;
}

START_TEST(signatures)
{
  char own[] =
      "(include \"part.eo\")(declare-const not (-> Bool Bool))(declare-const Int Type)(declare-const String Type)"
      "(declare-const RegLan Type)(declare-consts <numeral> Int)(declare-consts <string> String)",
       broken[] = "(declare-rule", missing[] = "(include \"other.eo\")";
  strsmt_checker *c = strsmt_checker_new_with(NULL, "mine", own_text, own);
  ck_assert_ptr_nonnull(c);
  const char *text = "lratt 1 mine -\nl 1 0\ns 1 no ()\ne 1\nu 1 1\n";
  holds(c, strsmt_checker_run(c, "(check-sat)", 11, text, strlen(text)));
  holds(c, strsmt_checker_run(c, "(check-sat)", 11, text, strlen(text)));
  strsmt_checker_delete(c);
  for (int i = 0; i < 2; i++) {
    c = strsmt_checker_new_with(NULL, "mine", own_text, i == 0 ? broken : missing);
    ck_assert_int_eq(strsmt_checker_verdict(c), STRSMT_CHECK_UNREADABLE);
    ck_assert_int_eq(strsmt_checker_proof(c, "", 0), STRSMT_CHECK_UNREADABLE);
    ck_assert_int_eq(strsmt_checker_restart(c), STRSMT_CHECK_MISUSE);
    strsmt_checker_delete(c);
  }
}
END_TEST

/* Many proofs against one signature: memory does not grow. */
START_TEST(many)
{
  strsmt_checker *c = make();
  uint64_t bytes = 0;
  for (int round = 0; round < 2000; round++) {
    holds(c, strsmt_checker_run(c, script, strlen(script), proof, strlen(proof)));
    if (round == 100)
      bytes = strsmt_checker_statistics(c).bytes;
  }
  ck_assert_uint_eq(strsmt_checker_statistics(c).bytes, bytes);
  strsmt_checker_delete(c);
}
END_TEST

typedef struct failing {
  size_t left, blocks;
} failing;

static void *resize(void *user, void *p, size_t old_size, size_t new_size)
{
  failing *f = user;
  if (new_size == 0) {
    f->blocks -= p != NULL;
    free(p);
    return NULL;
  }
  if (f->left == 0)
    return NULL;
  f->left--;
  f->blocks += p == NULL;
  (void)old_size;
  return realloc(p, new_size);
}

/* Each allocation fails in turn; nothing is lost, and the verdict is never another one than LIMIT. */
START_TEST(faults)
{
  size_t done = 0;
  for (size_t left = 0; done < 3 && left < 5000; left++) {
    failing f = {.left = left};
    strsmt_check_allocator a = {resize, &f};
    strsmt_checker *c = strsmt_checker_new(&a);
    if (c != NULL) {
      strsmt_check_verdict v = strsmt_checker_run(c, script, strlen(script), proof, strlen(proof));
      ck_assert_msg(v == STRSMT_CHECK_HOLDS || v == STRSMT_CHECK_LIMIT, "%zu: %d: %s", left, (int)v,
                    strsmt_checker_message(c));
      done += v == STRSMT_CHECK_HOLDS;
      if (v == STRSMT_CHECK_LIMIT) {
        f.left = 1000000;
        holds(c, strsmt_checker_run(c, script, strlen(script), proof, strlen(proof)));
      }
    }
    strsmt_checker_delete(c);
    ck_assert_uint_eq(f.blocks, 0);
  }
  ck_assert_uint_eq(done, 3);
}
END_TEST

RUN_TESTS("check_api", whole, pieces, interleaved, not_asked_yet, limits, misuse, signatures, many, faults)
