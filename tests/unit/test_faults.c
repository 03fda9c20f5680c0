/* test_faults.c: what the outside world can do to a context. Over a set of scripts of the API: each allocation fails in
 * turn (the caller's allocator, and operator new under CaDiCaL); the proof sink fails at each place; limits of each
 * kind and size; an interrupt at each poll. After a failure the error is the right one, nothing leaks, and a context
 * that says that it is usable still answers rightly, with a proof that strsmt-check accepts. */
#include "../api/script.h"
#include "allocator.h"
#include "api/context.h"
#include "fail_new.h"
#include "runner.h"

#include <math.h>
#include <pthread.h>

/* ---- scripts ---- */

enum { ANSWERS = 16 };

/* A script runs on a context, keeps going whatever fails, and leaves its answers. */
typedef struct session {
  strsmt *s;
  script *script; /* NULL: nothing is recorded */
  size_t count;
  strsmt_answer answers[ANSWERS];
  bool silent; /* answers are not kept: a rehearsal */
  void (*before_check)(struct session *x);
} session;

static strsmt_term str(session *x, const char *text)
{
  return strsmt_make_string(x->s, text);
}
static strsmt_term constant(session *x, const char *name, strsmt_sort of)
{
  static const char *const names[] = {"", "Bool", "Int", "String", "RegLan"};
  if (x->script)
    script_declare(x->script, name, names[of]);
  return strsmt_make_constant(x->s, name, of);
}
static strsmt_term var(session *x, const char *name)
{
  return constant(x, name, STRSMT_SORT_STRING);
}
static strsmt_term one(session *x, strsmt_kind k, strsmt_term a)
{
  return strsmt_make_1(x->s, k, a);
}
static strsmt_term two(session *x, strsmt_kind k, strsmt_term a, strsmt_term b)
{
  return strsmt_make_2(x->s, k, a, b);
}
static strsmt_term three(session *x, strsmt_kind k, strsmt_term a, strsmt_term b, strsmt_term c)
{
  return strsmt_make_3(x->s, k, a, b, c);
}
static strsmt_term not(session * x, strsmt_term a)
{
  return one(x, STRSMT_NOT, a);
}
static strsmt_term in(session *x, strsmt_term a, strsmt_term r)
{
  return two(x, STRSMT_STR_IN_RE, a, r);
}
static strsmt_term word(session *x, const char *text)
{
  return one(x, STRSMT_STR_TO_RE, str(x, text));
}
static strsmt_term range(session *x, const char *a, const char *b)
{
  return two(x, STRSMT_RE_RANGE, str(x, a), str(x, b));
}
static strsmt_term power(session *x, strsmt_term r, uint32_t n)
{
  return strsmt_make_indexed(x->s, STRSMT_RE_POWER, 1, &n, 1, &r);
}
static strsmt_term number(session *x, int64_t n)
{
  return strsmt_make_int(x->s, n);
}

static void require(session *x, strsmt_term t)
{
  if (x->script)
    script_assert(x->script, x->s, t);
  strsmt_assert(x->s, t);
}

static void push(session *x, unsigned n)
{
  if (x->script)
    script_number(x->script, "push", n);
  strsmt_push(x->s, n);
}

static void pop(session *x, unsigned n)
{
  if (x->script)
    script_number(x->script, "pop", n);
  strsmt_pop(x->s, n);
}

static void reset(session *x)
{
  if (x->script)
    bytes_text(&x->script->body, "(reset-assertions)\n");
  strsmt_reset_assertions(x->s);
}

/* One check, without records in the script if the context is broken. */
static strsmt_answer check_once(session *x, size_t count, const strsmt_term *assumptions)
{
  if (x->script)
    script_check(x->script, x->s, count, assumptions);
  return count ? strsmt_check_assuming(x->s, count, assumptions) : strsmt_check(x->s);
}

static void check_assuming(session *x, size_t count, const strsmt_term *assumptions)
{
  if (x->before_check)
    x->before_check(x);
  strsmt_answer answer = check_once(x, count, assumptions);
  if (x->count < ANSWERS)
    x->answers[x->count++] = answer;
}

static void check(session *x)
{
  check_assuming(x, 0, NULL);
}

static void memberships(session *x)
{
  strsmt_term a = var(x, "a"), digits = one(x, STRSMT_RE_PLUS, range(x, "0", "9"));
  require(x, in(x, a, digits));
  require(x, not(x, in(x, a, one(x, STRSMT_RE_STAR, range(x, "0", "8")))));
  check(x);
  require(x, not(x, in(x, a,
                       three(x, STRSMT_RE_CONCAT, strsmt_make_0(x->s, STRSMT_RE_ALL), word(x, "9"),
                             strsmt_make_0(x->s, STRSMT_RE_ALL)))));
  check(x);
}

/* Two policies: does the second allow what the first does not? */
static void policies(session *x)
{
  strsmt_term who = var(x, "who"), action = var(x, "action"), what = var(x, "what"),
              all = strsmt_make_0(x->s, STRSMT_RE_ALL);
  strsmt_term get = in(x, action, two(x, STRSMT_RE_CONCAT, word(x, "s3:get"), all)),
              any = in(x, action, two(x, STRSMT_RE_CONCAT, word(x, "s3:"), all));
  strsmt_term ours = two(x, STRSMT_STR_PREFIXOF, str(x, "arn:ours/"), what),
              pub = two(x, STRSMT_STR_SUFFIXOF, str(x, ".html"), what);
  strsmt_term root = two(x, STRSMT_EQ, who, str(x, "root"));
  strsmt_term first =
      three(x, STRSMT_OR, two(x, STRSMT_AND, get, ours), two(x, STRSMT_AND, any, root), two(x, STRSMT_AND, get, pub));
  strsmt_term second = two(x, STRSMT_AND, get, two(x, STRSMT_OR, ours, root));
  push(x, 1);
  require(x, two(x, STRSMT_AND, first, not(x, second)));
  check(x);
  pop(x, 1);
  push(x, 2);
  require(x, two(x, STRSMT_AND, second, not(x, first)));
  check(x);
  pop(x, 2);
  check(x);
}

static void definitions(session *x)
{
  strsmt_term r = constant(x, "r", STRSMT_SORT_REGLAN), q = constant(x, "q", STRSMT_SORT_REGLAN), a = var(x, "a");
  require(x, in(x, a, q));
  require(x, two(x, STRSMT_EQ, one(x, STRSMT_RE_STAR, r), q));
  push(x, 1);
  require(x, two(x, STRSMT_EQ, r, word(x, "ab")));
  require(x, two(x, STRSMT_GE, one(x, STRSMT_STR_LEN, a), number(x, 3)));
  check(x);
  require(x, not(x, two(x, STRSMT_EQ, q, one(x, STRSMT_RE_STAR, q))));
  check(x);
  pop(x, 1);
  require(x, two(x, STRSMT_EQ, r, word(x, "c")));
  require(x, not(x, in(x, a, one(x, STRSMT_RE_STAR, two(x, STRSMT_RE_UNION, word(x, "c"), word(x, "d"))))));
  check(x);
}

static void assumptions(session *x)
{
  strsmt_term a = var(x, "a"), b = var(x, "b"), p = constant(x, "p", STRSMT_SORT_BOOL);
  strsmt_term list[4] = {p, two(x, STRSMT_EQ, a, str(x, "a")), in(x, a, range(x, "b", "c")), not(x, p)};
  size_t count;
  require(x, two(x, STRSMT_EQ, a, b));
  check_assuming(x, 3, list);
  strsmt_failed_assumptions(x->s, &count);
  check_assuming(x, 2, list);
  check_assuming(x, 4, list);
  require(x, two(x, STRSMT_IMPLIES, p, in(x, b, range(x, "x", "z"))));
  check_assuming(x, 2, list);
  check(x);
}

/* Five strings out of four words. */
static void pigeons(session *x)
{
  static const char *const names[] = {"a", "b", "c", "d", "e"};
  strsmt_term all[5];
  for (int i = 0; i < 5; i++) {
    all[i] = var(x, names[i]);
    require(x, in(x, all[i], range(x, "a", "d")));
  }
  require(x, strsmt_make(x->s, STRSMT_DISTINCT, 4, all));
  check(x);
  require(x, strsmt_make(x->s, STRSMT_DISTINCT, 5, all));
  check(x);
}

static void booleans(session *x)
{
  strsmt_term p = constant(x, "p", STRSMT_SORT_BOOL), q = constant(x, "q", STRSMT_SORT_BOOL),
              r = constant(x, "s", STRSMT_SORT_BOOL), a = var(x, "a");
  require(x, three(x, STRSMT_ITE, p, in(x, a, range(x, "a", "c")), two(x, STRSMT_XOR, q, r)));
  require(x, two(x, STRSMT_EQ, p, two(x, STRSMT_IMPLIES, q, r)));
  check(x);
  require(x, strsmt_make_3(x->s, STRSMT_AND, q, r, not(x, two(x, STRSMT_STR_LE, a, str(x, "c")))));
  check(x);
}

static void integers(session *x)
{
  strsmt_term n = constant(x, "n", STRSMT_SORT_INT),
              huge = strsmt_make_int_text(x->s, "123456789012345678901234567890123456789");
  require(x, two(x, STRSMT_GT, n, huge));
  check(x);
  strsmt_value(x->s, n);
  require(x, two(x, STRSMT_LE, n, two(x, STRSMT_ADD, huge, number(x, 1))));
  check(x);
  require(x, not(x, two(x, STRSMT_EQ, n, two(x, STRSMT_ADD, number(x, 1), huge))));
  check(x);
}

static void counters(session *x)
{
  strsmt_term a = var(x, "a"), letter = strsmt_make_0(x->s, STRSMT_RE_ALLCHAR),
              all = strsmt_make_0(x->s, STRSMT_RE_ALL);
  require(x, in(x, a, three(x, STRSMT_RE_CONCAT, all, word(x, "a"), power(x, letter, 12))));
  require(x, in(x, a, three(x, STRSMT_RE_CONCAT, power(x, letter, 12), word(x, "b"), all)));
  check(x);
  require(x, two(x, STRSMT_LE, one(x, STRSMT_STR_LEN, a), number(x, 13)));
  check(x);
}

static void epochs(session *x)
{
  strsmt_term a = var(x, "a");
  for (int i = 0; i < 3; i++) {
    require(x, in(x, a, range(x, "a", i == 1 ? "b" : "c")));
    push(x, 1);
    require(x, two(x, STRSMT_EQ, a, str(x, "c")));
    check(x);
    reset(x);
  }
  check(x);
}

static void constants_evaluated(session *x)
{
  strsmt_term a = var(x, "a"),
              long_one =
                  str(x, "the quick brown fox jumps over the lazy dog, again and again and again and again and again");
  require(x, two(x, STRSMT_EQ, a, three(x, STRSMT_STR_REPLACE_ALL, long_one, str(x, "again"), str(x, "once"))));
  check(x);
  strsmt_value(x->s, one(x, STRSMT_STR_LEN, a));
  strsmt_value(x->s, three(x, STRSMT_STR_REPLACE_RE_ALL, a, range(x, "a", "e"), str(x, "_")));
  require(x, two(x, STRSMT_STR_CONTAINS, a, str(x, "again")));
  check(x);
}

static void printing(session *x)
{
  char text[400];
  strsmt_term a = var(x, "a"),
              n = strsmt_make_int_text(
                  x->s, "-99999999999999999999999999999999999999999999999999999999999999999999999999999999");
  for (int i = 0; i < 40; i++)
    a = two(x, STRSMT_STR_CONCAT, a, i % 2 ? str(x, "\xc3\xa9") : strsmt_make_1(x->s, STRSMT_STR_FROM_INT, n));
  strsmt_print_term(x->s, a, text, sizeof text);
  strsmt_print_term(x->s, n, text, sizeof text);
}

static void many_variables(session *x)
{
  char name[16];
  strsmt_term last = strsmt_make_bool(x->s, true);
  for (int i = 0; i < 120; i++) {
    snprintf(name, sizeof name, "p%d", i);
    strsmt_term p = constant(x, name, STRSMT_SORT_BOOL);
    require(x, two(x, STRSMT_OR, two(x, STRSMT_XOR, last, p), i % 7 ? p : not(x, p)));
    last = p;
  }
  check(x);
  require(x, not(x, two(x, STRSMT_OR, last, constant(x, "p118", STRSMT_SORT_BOOL))));
  check(x);
}

static void cores(session *x)
{
  strsmt_core core;
  strsmt_term a = var(x, "a"), assumption = two(x, STRSMT_EQ, a, str(x, "z"));
  char text[100];
  require(x, in(x, a, one(x, STRSMT_RE_PLUS, range(x, "a", "y"))));
  require(x, two(x, STRSMT_EQ, var(x, "b"), str(x, "b")));
  require(x, not(x, in(x, a, one(x, STRSMT_RE_PLUS, range(x, "a", "f")))));
  check(x);
  strsmt_print_model(x->s, text, sizeof text);
  check_assuming(x, 1, &assumption);
  strsmt_get_core(x->s, NULL, &core);
  require(x, in(x, a, one(x, STRSMT_RE_STAR, range(x, "b", "e"))));
  check(x);
  strsmt_get_core(x->s, &(strsmt_limits){.steps = 300}, &core);
  strsmt_get_core(x->s, &(strsmt_limits){.steps = 100000}, &core);
}

static strsmt_term parse(session *x, const char *text)
{
  return strsmt_parse_term(x->s, text, strlen(text));
}

static void texts(session *x)
{
  static const char declarations[] =
      "(declare-const a String)(define-fun letter ((from String) (to String)) RegLan (re.+ (re.range from to)))"
      "(define-sort Word () String)(declare-const b Word)(push 2)(define-fun c () String (let ((d b)) (str.++ d d)))";
  static const char *const assertions[] = {"(str.in_re a (letter \"a\" \"c\"))", "(= b (let ((d \"b\")) d))",
                                           "(! (not (= a b)) :named differ)"};
  strsmt_parse_script(x->s, declarations, sizeof declarations - 1);
  var(x, "a");
  var(x, "b");
  if (x->script)
    script_number(x->script, "push", 2);
  for (size_t i = 0; i < 3; i++)
    require(x, parse(x, assertions[i]));
  check(x);
  require(x, parse(x, "(not (str.in_re a (letter \"c\" \"c\")))"));
  require(x, parse(x, "(not (str.in_re a (re.++ (re.opt (letter \"a\" \"b\")) re.all)))"));
  check(x);
}

typedef void (*run)(session *x);
static const struct {
  const char *name;
  run run;
} scripts[] = {{"memberships", memberships},
               {"policies", policies},
               {"definitions", definitions},
               {"assumptions", assumptions},
               {"pigeons", pigeons},
               {"booleans", booleans},
               {"integers", integers},
               {"counters", counters},
               {"epochs", epochs},
               {"constants", constants_evaluated},
               {"printing", printing},
               {"many variables", many_variables},
               {"cores", cores},
               {"texts", texts}};
enum { SCRIPTS = sizeof scripts / sizeof *scripts };

/* ---- references ---- */

/* The forms of a proof, and none. */
enum { NO_PROOF, TEXT, BINARY, FORMS };

static void prove(strsmt *s, int form, strsmt_proof_sink sink, void *user)
{
  if (form != NO_PROOF)
    strsmt_set_proof(s, sink, user, form == TEXT ? STRSMT_PROOF_TEXT : STRSMT_PROOF_BINARY);
}

static void reference(size_t i, session *x)
{
  *x = (session){.s = strsmt_new(NULL)};
  ck_assert_ptr_nonnull(x->s);
  scripts[i].run(x);
  ck_assert_msg(strsmt_error(x->s) == STRSMT_OK, "%s: %s", scripts[i].name, strsmt_error_message(x->s));
  strsmt_delete(x->s);
  for (size_t j = 0; j < x->count; j++)
    ck_assert_msg(x->answers[j] != STRSMT_UNKNOWN, "%s: answer %zu is unknown", scripts[i].name, j);
}

/* The context failed with this code, says so, and refuses to go on; or nothing has happened and all answers are right.
 */
static void is_broken_or_right(const session *x, const session *right, strsmt_error_code code, const char *where,
                               size_t at)
{
  if (strsmt_error(x->s) == STRSMT_OK) {
    ck_assert_msg(strsmt_usable(x->s), "%s %zu: no error, but not usable", where, at);
    ck_assert_msg(x->count == right->count && !memcmp(x->answers, right->answers, x->count * sizeof *x->answers),
                  "%s %zu: no error, but other answers", where, at);
    return;
  }
  ck_assert_msg(strsmt_error(x->s) == code, "%s %zu: error %d: %s", where, at, strsmt_error(x->s),
                strsmt_error_message(x->s));
  ck_assert_msg(!strsmt_usable(x->s), "%s %zu: still usable", where, at);
  for (size_t i = 0; i < x->count; i++)
    ck_assert_msg(x->answers[i] == right->answers[i] || x->answers[i] == STRSMT_UNKNOWN,
                  "%s %zu: another answer before the error", where, at);
  strsmt_clear_error(x->s);
  ck_assert_int_eq(strsmt_check(x->s), STRSMT_UNKNOWN);
  ck_assert_int_eq(strsmt_error(x->s), STRSMT_ERROR_STATE);
  ck_assert_int_eq(strsmt_push(x->s, 1), STRSMT_ERROR_STATE);
  ck_assert_uint_eq(strsmt_make_string(x->s, "a"), STRSMT_NO_TERM);
  strsmt_statistics statistics;
  strsmt_get_statistics(x->s, &statistics);
}

/* ---- lack of memory ---- */

static bool swallow(void *user, const void *data, size_t size)
{
  (void)data;
  *(size_t *)user += size;
  return true;
}

/* One run of script i with an allocator that fails as told; whether all went well. */
static bool run_short_of_memory(size_t i, int form, test_allocator *a, const session *right)
{
  strsmt_allocator face = test_allocator_face(a);
  size_t proof = 0, at = a->fail_at;
  session x = {.s = strsmt_new(&face)};
  if (x.s) {
    prove(x.s, form, swallow, &proof);
    scripts[i].run(&x);
    bool failed = a->fail_at && a->calls >= a->fail_at;
    ck_assert_msg(!failed || strsmt_error(x.s) != STRSMT_OK, "%s: allocation %zu: no error", scripts[i].name, at);
    is_broken_or_right(&x, right, STRSMT_ERROR_MEMORY, scripts[i].name, at);
    strsmt_delete(x.s);
  }
  ck_assert_msg(!a->blocks && !a->bytes, "%s: allocation %zu: %zu bytes lost", scripts[i].name, at, a->bytes);
  ck_assert_msg(!a->wrong_size, "%s: allocation %zu: a wrong size", scripts[i].name, at);
  return a->calls < at || !at;
}

START_TEST(each_allocation_fails)
{
  session right;
  reference((size_t)_i, &right);
  for (int form = NO_PROOF; form < FORMS; form++) {
    test_allocator a = {0};
    run_short_of_memory((size_t)_i, form, &a, &right);
    size_t calls = a.calls, stride = calls / 400 + 1;
    for (size_t at = 1; at <= calls; at += stride)
      for (int once = 0; once < 2; once++) {
        a = (test_allocator){.fail_at = at, .fail_once = once};
        run_short_of_memory((size_t)_i, form, &a, &right);
      }
  }
}
END_TEST

/* Whether operator new has failed as asked: it may be that it could do without. */
static void run_short_of_new(size_t i, int form, size_t at, bool once, const session *right)
{
  size_t proof = 0, before = fail_new.blocks;
  fail_new.calls = 0;
  fail_new.fail_once = once;
  session x = {.s = strsmt_new(NULL)};
  ck_assert_ptr_nonnull(x.s);
  prove(x.s, form, swallow, &proof);
  fail_new.fail_at = at;
  scripts[i].run(&x);
  is_broken_or_right(&x, right, STRSMT_ERROR_MEMORY, scripts[i].name, at);
  strsmt_delete(x.s);
  fail_new.fail_at = 0;
  ck_assert_msg(fail_new.blocks == before, "%s: operator new %zu (form %d, %s): %zu blocks lost", scripts[i].name, at,
                form, once ? "once" : "on", fail_new.blocks - before);
}

START_TEST(each_new_fails)
{
  session right;
  reference((size_t)_i, &right);
  for (int form = NO_PROOF; form < FORMS; form += TEXT) {
    run_short_of_new((size_t)_i, form, 0, false, &right);
    size_t calls = fail_new.calls, stride = calls / 300 + 1;
    for (size_t at = 1; at <= calls; at += stride)
      for (int once = 0; once < 2; once++)
        run_short_of_new((size_t)_i, form, at, once, &right);
  }
  run_short_of_new((size_t)_i, TEXT, 0, false, &right);
}
END_TEST

/* ---- sinks ---- */

typedef struct bad_sink {
  size_t left;
  unsigned calls_after;
  bool failed;
} bad_sink;

static bool fail_later(void *user, const void *data, size_t size)
{
  bad_sink *b = user;
  (void)data;
  b->calls_after += b->failed;
  if (size > b->left) {
    b->failed = true;
    return false;
  }
  b->left -= size;
  return true;
}

/* The buffer is larger than these proofs, so each check hands over one piece; the sink fails at each piece, in both
 * forms. */
START_TEST(each_piece_fails)
{
  session right;
  reference((size_t)_i, &right);
  for (int form = TEXT; form < FORMS; form++) {
    size_t whole = 0;
    session x = {.s = strsmt_new(NULL)};
    prove(x.s, form, swallow, &whole);
    scripts[_i].run(&x);
    is_broken_or_right(&x, &right, STRSMT_OK, scripts[_i].name, 0);
    strsmt_delete(x.s);
    size_t stride = whole / 100 + 1;
    for (size_t left = 0; left < whole; left += stride) {
      bad_sink b = {.left = left};
      x = (session){.s = strsmt_new(NULL)};
      prove(x.s, form, fail_later, &b);
      scripts[_i].run(&x);
      ck_assert_msg(b.failed && strsmt_error(x.s) == STRSMT_ERROR_SINK, "%s: %zu bytes: error %d", scripts[_i].name,
                    left, strsmt_error(x.s));
      ck_assert_msg(!b.calls_after, "%s: the sink was called again after it had failed", scripts[_i].name);
      is_broken_or_right(&x, &right, STRSMT_ERROR_SINK, scripts[_i].name, left);
      strsmt_delete(x.s);
    }
  }
}
END_TEST

/* ---- limits and interrupts ---- */

/* What stops the check that comes before each check of a script. */
typedef struct stopper {
  session x; /* first: the session that runs */
  strsmt_limits limits;
  const char *reason;
  uint64_t poll; /* the interrupt comes at this one */
  uint64_t polls;
  unsigned stopped;
} stopper;

static stopper *stopping;

/* At a look: the next poll looks again. */
static void count_polls(void *user)
{
  (void)user;
  limits *l = &stopping->x.s->l;
  l->next_look = l->steps + 1;
  if (stopping->poll && ++stopping->polls == stopping->poll)
    strsmt_interrupt(stopping->x.s);
}

/* The check is first made with the limit. */
static void rehearse(session *x)
{
  stopper *p = stopping;
  strsmt_set_limits(x->s, &p->limits);
  p->polls = 0;
  if (p->poll)
    x->s->l.looked = count_polls;
  strsmt_answer answer = check_once(x, 0, NULL);
  x->s->l.looked = NULL;
  strsmt_set_limits(x->s, NULL);
  if (answer == STRSMT_UNKNOWN) {
    p->stopped++;
    ck_assert_str_eq(strsmt_unknown_reason(x->s), p->reason);
    ck_assert_uint_eq(strsmt_value(x->s, strsmt_make_bool(x->s, true)), STRSMT_NO_TERM);
    ck_assert_int_eq(strsmt_error(x->s), STRSMT_ERROR_STATE);
    strsmt_clear_error(x->s);
  } else {
    ck_assert_str_eq(strsmt_unknown_reason(x->s), "");
  }
}

/* Runs the script, each check twice; the answers are right and all proofs hold. The number of checks that were stopped.
 */
static unsigned run_stopped(size_t i, int form, stopper *p, const session *right, bool checked)
{
  script text = {0};
  p->x = (session){.s = strsmt_new(NULL), .script = &text, .before_check = rehearse};
  p->stopped = 0;
  stopping = p;
  prove(p->x.s, form, bytes_sink, &text.proof);
  scripts[i].run(&p->x);
  if (p->poll && p->polls < p->poll) { /* an interrupt that was not needed is taken by nobody else */
    ck_assert_int_eq(strsmt_error(p->x.s), STRSMT_OK);
  }
  is_broken_or_right(&p->x, right, STRSMT_OK, scripts[i].name, (size_t)(p->poll + p->limits.steps + p->limits.bytes));
  strsmt_delete(p->x.s);
  if (checked) {
    int unsat = 0, proved = script_proved(&text);
    for (size_t j = 0; j < right->count; j++)
      unsat += right->answers[j] == STRSMT_UNSAT;
    /* a rehearsal may have been answered, too */
    ck_assert_msg(proved >= unsat, "%s: steps %llu, bytes %llu, poll %llu: %d proofs for %d answers", scripts[i].name,
                  (unsigned long long)p->limits.steps, (unsigned long long)p->limits.bytes, (unsigned long long)p->poll,
                  proved, unsat);
  }
  script_free(&text);
  return p->stopped;
}

static bool has_checker(void)
{
  return getenv("STRSMT_CHECK");
}

static size_t has_checks(size_t i, session *right)
{
  reference(i, right);
  return right->count;
}

START_TEST(each_step_limit)
{
  session right;
  if (!has_checks((size_t)_i, &right))
    return;
  for (uint64_t steps = 1, stopped = 1; stopped && steps < 100000; steps += 1 + steps / 200) {
    stopper p = {.limits = {.steps = steps}, .reason = "step limit"};
    int form = steps % 3 ? TEXT : BINARY;
    stopped = run_stopped((size_t)_i, form, &p, &right, has_checker() && (steps < 40 || steps % 17 == 0));
  }
}
END_TEST

START_TEST(each_memory_limit)
{
  session right;
  if (!has_checks((size_t)_i, &right))
    return;
  for (uint64_t most = 1, stopped = 1; stopped && most < (1u << 30); most += 1 + most / 20) {
    stopper p = {.limits = {.bytes = most}, .reason = "memory limit"};
    stopped = run_stopped((size_t)_i, TEXT, &p, &right, has_checker() && most > 20000);
  }
}
END_TEST

START_TEST(no_time)
{
  session right;
  if (!has_checks((size_t)_i, &right))
    return;
  for (double seconds = 1e-9; seconds < 2e-4; seconds *= 1.5) {
    stopper p = {.limits = {.seconds = seconds}, .reason = "timeout"};
    run_stopped((size_t)_i, TEXT, &p, &right, has_checker());
  }
}
END_TEST

START_TEST(each_poll_interrupts)
{
  session right;
  if (!has_checks((size_t)_i, &right))
    return;
  for (uint64_t poll = 1, stopped = 1; stopped && poll < 100000; poll += 1 + poll / 100) {
    stopper p = {.reason = "interrupted", .poll = poll};
    stopped =
        run_stopped((size_t)_i, poll % 2 ? BINARY : TEXT, &p, &right, has_checker() && (poll < 40 || poll % 17 == 0));
  }
}
END_TEST

/* Odd limits are limits all the same, or none. */
START_TEST(odd_limits)
{
  static const double seconds[] = {0, -0.0, 1e300, INFINITY}, refused[] = {-1, -1e300, -INFINITY, NAN};
  session right;
  reference(0, &right);
  for (size_t i = 0; i < sizeof seconds / sizeof *seconds; i++) {
    session x = {.s = strsmt_new(NULL)};
    strsmt_set_limits(x.s, &(strsmt_limits){.seconds = seconds[i], .steps = UINT64_MAX, .bytes = UINT64_MAX});
    memberships(&x);
    is_broken_or_right(&x, &right, STRSMT_OK, "odd limits", i);
    strsmt_delete(x.s);
  }
  for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
    strsmt *s = strsmt_new(NULL);
    strsmt_set_limits(s, &(strsmt_limits){.seconds = refused[i]});
    ck_assert_msg(strsmt_error(s) == STRSMT_ERROR_ARGUMENT && strsmt_usable(s), "refused limits %zu", i);
    strsmt_delete(s);
  }
}
END_TEST

/* A proof that is asked for late, when assertions have come and gone, speaks of the same problem. */
START_TEST(late_proof)
{
  for (int form = TEXT; form < FORMS; form++) {
    script text = {0};
    session x = {.s = strsmt_new(NULL), .script = &text};
    for (int i = 0; i < 3; i++) {
      require(&x, in(&x, var(&x, "a"), range(&x, "a", "b")));
      push(&x, 2);
      require(&x, not(&x, strsmt_make_bool(x.s, true)));
      if (i % 2)
        pop(&x, 1);
      reset(&x);
    }
    push(&x, 1);
    require(&x, two(&x, STRSMT_EQ, var(&x, "a"), str(&x, "c")));
    prove(x.s, form, bytes_sink, &text.proof);
    require(&x, in(&x, var(&x, "a"), range(&x, "a", "b")));
    check(&x);
    ck_assert_int_eq(x.answers[0], STRSMT_UNSAT);
    ck_assert_int_eq(strsmt_error(x.s), STRSMT_OK);
    if (has_checker())
      ck_assert_int_eq(script_proved(&text), 1);
    strsmt_delete(x.s);
    script_free(&text);
  }
}
END_TEST

/* ---- a sink that blocks ---- */

static pthread_barrier_t meeting;

static bool block(void *user, const void *data, size_t size)
{
  session *x = user;
  bytes_put(&x->script->proof, data, size);
  if (!x->silent) {
    x->silent = true; /* only the first time */
    pthread_barrier_wait(&meeting);
    pthread_barrier_wait(&meeting);
  }
  return true;
}

static void *interrupt_blocked(void *context)
{
  pthread_barrier_wait(&meeting); /* the sink blocks */
  strsmt_interrupt(context);
  strsmt_statistics now;
  strsmt_get_statistics(context, &now); /* refused, and nothing is touched */
  ck_assert_uint_eq(now.checks, 0);
  pthread_barrier_wait(&meeting);
  return NULL;
}

/* While the sink blocks, the check waits; an interrupt that comes meanwhile is taken, and nothing is lost. */
START_TEST(blocked_sink)
{
  script text = {0};
  session right, x = {.s = strsmt_new(NULL), .script = &text};
  pthread_t other;
  reference((size_t)_i, &right);
  if (right.count && right.answers[0]) {
    pthread_barrier_init(&meeting, NULL, 2);
    strsmt_set_proof(x.s, block, &x, STRSMT_PROOF_TEXT);
    ck_assert_int_eq(pthread_create(&other, NULL, interrupt_blocked, x.s), 0);
    scripts[_i].run(&x);
    pthread_join(other, NULL);
    pthread_barrier_destroy(&meeting);
    ck_assert_int_eq(strsmt_error(x.s), STRSMT_ERROR_BUSY);
    ck_assert(strsmt_usable(x.s));
    for (size_t i = 0; i < x.count; i++)
      ck_assert(x.answers[i] == right.answers[i] || (x.answers[i] == STRSMT_UNKNOWN));
    if (has_checker())
      ck_assert_int_ge(script_proved(&text), 0);
  }
  strsmt_delete(x.s);
  script_free(&text);
}
END_TEST

int main(void)
{
  Suite *suite = suite_create("faults");
  TCase *c = tcase_create("faults");
  tcase_set_timeout(c, 60);
  tcase_add_loop_test(c, each_allocation_fails, 0, SCRIPTS);
  tcase_add_loop_test(c, each_new_fails, 0, SCRIPTS);
  tcase_add_loop_test(c, each_piece_fails, 0, SCRIPTS);
  tcase_add_loop_test(c, each_step_limit, 0, SCRIPTS);
  tcase_add_loop_test(c, each_memory_limit, 0, SCRIPTS);
  tcase_add_loop_test(c, no_time, 0, SCRIPTS);
  tcase_add_loop_test(c, each_poll_interrupts, 0, SCRIPTS);
  tcase_add_loop_test(c, blocked_sink, 0, SCRIPTS);
  tcase_add_test(c, odd_limits);
  tcase_add_test(c, late_proof);
  suite_add_tcase(suite, c);
  SRunner *runner = srunner_create(suite);
  srunner_run_all(runner, CK_ENV);
  int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed != 0;
}
