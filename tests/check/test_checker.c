/* test_checker.c: the whole checker inside one process: limits of memory at every size, cuts of a proof at every byte,
 * both forms of export. */
#define _POSIX_C_SOURCE 200809L
#include "../unit/runner.h"
#include "checker.h"
#include "export.h"
#include "signature.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const char problem_text[] = "(declare-const a Bool)(declare-const b Bool)(assert (or a b))(push 1)(assert (not "
                                   "a))(check-sat-assuming ((not b)))"
                                   "(pop 1)(reset-assertions)(assert (not (= \"x\" \"x\")))(check-sat)";
static const char bad_proof[] =
    "lratt 1 strings -\n"
    "k 1 a Bool\nk 2 b Bool\nt 3 or 1 2\nv 1 1\nv 2 2\nv 3 3\n"
    "l 5 -3 2 1 0\nn 5 \"local\"\ns 4 cnf_or_pos (3)\ne 4\n"; /* the literals stand in another order */
static const char good_proof[] =
    "lratt 1 strings -\n"
    "k 1 a Bool\nk 2 b Bool\nt 3 or 1 2\nt 4 not 1\nv 1 1\nv 2 2\nv 3 3\ng 9 1\n"
    "i 1 3\ni 2 4 9\n"
    "l 4 -3 1 2 0\ns 4 cnf_or_pos (3)\nn 5 \"local\"\ne 4\n"
    "5 2 1 0 1 4 0\n6 2 -9 77 0 2 5 0\n7 2 -9 0 2 5 0\n5 d 4 0\nu 7 1\n"
    "r\n"
    "n 1 \"x\"\nt 2 = 1 1\nt 3 not 2\nv 1 2\ni 1 3\nl 2 1 0\ns 2 refl (1)\ns 3 contra () 2 1\ne 3\n3 0 1 2 0\nu 3 2\n";

static report r;
static budget b;
static heap h;
static eo *e;
static signature s;
static problem p;

static int pipe_of(const char *bytes, size_t length)
{
  int ends[2];
  ck_assert_int_eq(pipe(ends), 0);
  ck_assert_int_eq((int)write(ends[1], bytes, length), (int)length);
  close(ends[1]);
  return ends[0];
}

/* Checks, or exports if there is somewhere to write. `limit` is of what is allocated after the signature, `all` of the
 * whole. */
static verdict run(const char *proof, size_t length, size_t limit, size_t all, FILE *out)
{
  memset(&r, 0, sizeof r);
  memset(&p, 0, sizeof p);
  b = (budget){0};
  heap_init(&h, &b, &r);
  b.most_bytes = all;
  bool done = signature_load(&s, &h, &e, NULL);
  if (e == NULL)
    return VERDICT_LIMIT;
  if (limit != 0)
    b.most_bytes = b.bytes + limit;
  done = done && problem_read(&p, &h, e, "problem", problem_text, strlen(problem_text));
  if (done && out != NULL) {
    int file = pipe_of(proof, length);
    export_job job = {.heap = &h,
                      .e = e,
                      .problem = &p,
                      .signature = &s,
                      .file = file,
                      .proof_name = "proof",
                      .query = 1,
                      .out = out};
    done = export_eunoia(&job);
    close(file);
  } else if (done) {
    stream in;
    checker c;
    int file = pipe_of(proof, length);
    stream_open(&in, &h, file, "proof");
    done = check_init(&c, &h, e, &p, &in, "strings", "sha256:") && check_run(&c);
    check_free(&c);
    stream_close(&in);
    close(file);
  }
  ck_assert_int_eq(done, r.code == VERDICT_HOLDS);
  problem_release(&p);
  signature_free(&s);
  eo_delete(e);
  ck_assert_uint_eq(b.bytes, 0);
  return r.code;
}

START_TEST(holds)
{
  ck_assert_msg(run(good_proof, strlen(good_proof), 0, 0, NULL) == VERDICT_HOLDS, "%s: %s", r.place, r.message);
  ck_assert_int_eq(run(bad_proof, strlen(bad_proof), 0, 0, NULL), VERDICT_WRONG);
}
END_TEST

START_TEST(cuts)
{
  size_t first = (size_t)(strstr(good_proof, "u 7 1\n") + 6 - good_proof);
  for (size_t length = 0; length < strlen(good_proof); length++) {
    verdict found = run(good_proof, length, 0, 0, NULL);
    bool whole = length == 0 || good_proof[length - 1] == '\n';
    if (!whole)
      ck_assert_int_eq(found, VERDICT_UNREADABLE);
    if (length < first)
      ck_assert_int_ne(found, VERDICT_HOLDS);
  }
}
END_TEST

START_TEST(memory_limits)
{
  for (size_t limit = 1; limit < 250000; limit += 1999) {
    verdict found = run(good_proof, strlen(good_proof), limit, 0, NULL);
    ck_assert_msg(found == VERDICT_HOLDS || found == VERDICT_LIMIT, "%zu: %s", limit, r.message);
  }
  for (size_t limit = 1000; limit < 1000000; limit += limit / 8) {
    verdict found = run(good_proof, strlen(good_proof), 0, limit, NULL);
    ck_assert_msg(found == VERDICT_HOLDS || found == VERDICT_LIMIT, "%zu: %s", limit, r.message);
  }
}
END_TEST

START_TEST(exports)
{
  static char text[8192];
  FILE *out = fmemopen(text, sizeof text, "w");
  ck_assert_ptr_nonnull(out);
  ck_assert_msg(run(good_proof, strlen(good_proof), 0, 0, out) == VERDICT_HOLDS, "%s: %s", r.place, r.message);
  fclose(out);
  ck_assert_ptr_nonnull(strstr(text, ":rule cnf_or_pos"));
  ck_assert_ptr_nonnull(strstr(text, ":rule chain_m_resolution"));
  ck_assert_ptr_null(strstr(text, "@v9"));  /* the guard is open */
  ck_assert_ptr_null(strstr(text, "@v77")); /* not needed */
  for (size_t limit = 1; limit < 250000; limit += 7919) {
    out = fmemopen(text, sizeof text, "w");
    verdict found = run(good_proof, strlen(good_proof), limit, 0, out);
    fclose(out);
    ck_assert_msg(found == VERDICT_HOLDS || found == VERDICT_LIMIT, "%zu: %s", limit, r.message);
  }
}
END_TEST

RUN_TESTS("checker", holds, cuts, memory_limits, exports)
