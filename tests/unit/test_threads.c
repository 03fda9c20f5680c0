/* test_threads.c: contexts in many threads at once give the same answers, models, statistics and proof bytes as alone;
 * a context moves from thread to thread. To be run under ThreadSanitizer too; STRSMT_SECONDS says for how long contexts
 * come and go (CK_DEFAULT_TIMEOUT must be longer). */
#include "../api/script.h"
#include "runner.h"

#include <pthread.h>
#include <time.h>

enum { THREADS = 16, ROUNDS = 6 };

/* What a context said, as text: answers, values, failed assumptions, counters; and its proof. */
typedef struct record {
  strsmt *s;
  bytes said, proof;
} record;

static void say(record *r, const char *what, uint64_t n)
{
  char line[80];
  snprintf(line, sizeof line, "%s %llu\n", what, (unsigned long long)n);
  bytes_text(&r->said, line);
}

static void say_value(record *r, strsmt_term t)
{
  char text[200];
  strsmt_print_term(r->s, strsmt_value(r->s, t), text, sizeof text);
  bytes_text(&r->said, text);
  bytes_text(&r->said, "\n");
}

static strsmt_term range(strsmt *s, const char *a, const char *b)
{
  return strsmt_make_2(s, STRSMT_RE_RANGE, strsmt_make_string(s, a), strsmt_make_string(s, b));
}

/* Strings over few words, all different: enough search for CaDiCaL to learn. */
static void pigeons(record *r, unsigned count)
{
  strsmt *s = r->s;
  strsmt_term all[10];
  strsmt_push(s, 1);
  for (unsigned i = 0; i < count; i++) {
    char name[16];
    snprintf(name, sizeof name, "x%u", i);
    all[i] = strsmt_make_constant(s, name, STRSMT_SORT_STRING);
    strsmt_assert(s, strsmt_make_2(s, STRSMT_STR_IN_RE, all[i], range(s, "a", "d")));
  }
  strsmt_assert(s, strsmt_make(s, STRSMT_DISTINCT, count, all));
  strsmt_answer answer = strsmt_check(s);
  say(r, "pigeons", answer);
  for (unsigned i = 0; answer == STRSMT_SAT && i < count; i++)
    say_value(r, all[i]);
  strsmt_pop(s, 1);
}

static void counters(record *r, uint32_t n)
{
  strsmt *s = r->s;
  strsmt_term x = strsmt_make_constant(s, "x", STRSMT_SORT_STRING), any = strsmt_make_0(s, STRSMT_RE_ALL);
  strsmt_term letter = strsmt_make_0(s, STRSMT_RE_ALLCHAR);
  strsmt_term gap = strsmt_make_indexed(s, STRSMT_RE_POWER, 1, &n, 1, &letter), a = range(s, "a", "a");
  strsmt_term late = strsmt_make_3(s, STRSMT_RE_CONCAT, any, a, gap);
  strsmt_term short_ = strsmt_make_2(s, STRSMT_LE, strsmt_make_1(s, STRSMT_STR_LEN, x), strsmt_make_int(s, n));
  strsmt_push(s, 1);
  strsmt_assert(s, strsmt_make_2(s, STRSMT_STR_IN_RE, x, late));
  say(r, "counters", strsmt_check(s));
  say_value(r, x);
  say(r, "short", strsmt_check_assuming(s, 1, &short_));
  size_t count;
  strsmt_failed_assumptions(s, &count);
  say(r, "failed", count);
  strsmt_pop(s, 1);
}

/* Text in and out, and a core. */
static void texts(record *r, unsigned round)
{
  char text[400];
  strsmt_core core;
  strsmt *s = r->s;
  snprintf(
      text, sizeof text,
      "(push)(declare-const a String)(declare-const b String)(assert (str.in_re a ((_ re.^ %u) (re.range \"a\" \"c\"))))"
      "(assert (= b \"c\"))(assert (! (str.in_re a (re.* (re.range \"c\" \"d\"))) :named n))",
      round + 1);
  say(r, "read", strsmt_parse_script(s, text, strlen(text)));
  say(r, "texts", strsmt_check(s));
  strsmt_print_model(s, text, sizeof text);
  bytes_text(&r->said, text);
  static const char last[] = "(not (= a b))";
  strsmt_assert(s, strsmt_parse_term(s, last, sizeof last - 1));
  say(r, "texts", strsmt_check(s));
  static const char more[] = "(not (str.in_re a (re.* (str.to_re \"c\"))))";
  strsmt_assert(s, strsmt_parse_term(s, more, sizeof more - 1));
  say(r, "texts", strsmt_check(s));
  say(r, "core", strsmt_get_core(s, NULL, &core));
  say(r, "terms", core.count);
  bytes_put(&r->said, core.proof, core.proof_size);
  strsmt_pop(s, 1);
}

static void ask(record *r, unsigned round)
{
  pigeons(r, 3 + round % 4);
  counters(r, 4 + 3 * round);
  texts(r, round);
  strsmt_statistics now;
  strsmt_get_statistics(r->s, &now);
  say(r, "decisions", now.decisions);
  say(r, "conflicts", now.conflicts);
  say(r, "lemmas", now.lemmas);
  say(r, "steps", now.steps);
  say(r, "error", strsmt_error(r->s));
}

static void begin(record *r)
{
  *r = (record){.s = strsmt_new(NULL)};
  strsmt_set_proof(r->s, bytes_sink, &r->proof, STRSMT_PROOF_TEXT);
}

static void end(record *r)
{
  strsmt_delete(r->s);
  bytes_free(&r->said);
  bytes_free(&r->proof);
}

static void *work(void *user)
{
  record *r = user;
  begin(r);
  for (unsigned round = 0; round < ROUNDS; round++)
    ask(r, round);
  return NULL;
}

static void *work_one_round(void *user)
{
  ask(user, 0);
  return NULL;
}

static void same(const record *a, const record *b)
{
  ck_assert_str_eq(a->said.data, b->said.data);
  ck_assert(a->proof.size == b->proof.size && !memcmp(a->proof.data, b->proof.data, a->proof.size));
}

START_TEST(as_alone)
{
  record alone, r[THREADS];
  pthread_t threads[THREADS];
  work(&alone);
  ck_assert_ptr_nonnull(strstr(alone.said.data, "pigeons 10\n"));
  ck_assert_ptr_nonnull(strstr(alone.said.data, "pigeons 20\n"));
  ck_assert_ptr_nonnull(strstr(alone.said.data, "short 20\n"));
  ck_assert_ptr_nonnull(strstr(alone.said.data, "error 0\n"));
  for (int i = 0; i < THREADS; i++)
    ck_assert_int_eq(pthread_create(&threads[i], NULL, work, &r[i]), 0);
  for (int i = 0; i < THREADS; i++) {
    pthread_join(threads[i], NULL);
    same(&alone, &r[i]);
    end(&r[i]);
  }
  end(&alone);
}
END_TEST

/* Contexts come and go in all threads at once until the time is over: STRSMT_SECONDS, or one second. */
typedef struct endurance {
  const record *alone;
  time_t end;
  unsigned long contexts;
  bool differs;
} endurance;

static void *endure(void *user)
{
  endurance *e = user;
  do {
    record r;
    work(&r);
    e->differs = e->differs || strcmp(r.said.data, e->alone->said.data) || r.proof.size != e->alone->proof.size ||
                 memcmp(r.proof.data, e->alone->proof.data, r.proof.size);
    e->contexts++;
    end(&r);
  } while (time(NULL) < e->end);
  return NULL;
}

START_TEST(for_a_while)
{
  record alone;
  endurance e[THREADS];
  pthread_t threads[THREADS];
  const char *seconds = getenv("STRSMT_SECONDS");
  time_t until = time(NULL) + (seconds ? atoi(seconds) : 1);
  unsigned long contexts = 0;
  work(&alone);
  for (int i = 0; i < THREADS; i++) {
    e[i] = (endurance){.alone = &alone, .end = until};
    ck_assert_int_eq(pthread_create(&threads[i], NULL, endure, &e[i]), 0);
  }
  for (int i = 0; i < THREADS; i++) {
    pthread_join(threads[i], NULL);
    ck_assert(!e[i].differs);
    contexts += e[i].contexts;
  }
  if (seconds)
    printf("%lu contexts\n", contexts);
  end(&alone);
}
END_TEST

/* Each round in another thread, one after the other. */
START_TEST(moves)
{
  record alone, r;
  begin(&alone);
  begin(&r);
  for (int i = 0; i < 4; i++) {
    pthread_t thread;
    ask(&alone, 0);
    ck_assert_int_eq(pthread_create(&thread, NULL, work_one_round, &r), 0);
    pthread_join(thread, NULL);
  }
  same(&alone, &r);
  end(&alone);
  end(&r);
}
END_TEST

static void *interrupt(void *user)
{
  for (int i = 0; i < 200; i++)
    strsmt_interrupt(user);
  return NULL;
}

/* Interrupts from other threads, while other contexts run on. */
START_TEST(interrupts)
{
  record r;
  pthread_t threads[4];
  begin(&r);
  for (int i = 0; i < 4; i++)
    ck_assert_int_eq(pthread_create(&threads[i], NULL, interrupt, r.s), 0);
  for (unsigned round = 0; round < 3; round++)
    ask(&r, round);
  for (int i = 0; i < 4; i++)
    pthread_join(threads[i], NULL);
  strsmt_clear_error(r.s);
  strsmt_check(r.s); /* takes what came too late */
  ck_assert_int_eq(strsmt_check(r.s), STRSMT_SAT);
  ck_assert_int_eq(strsmt_error(r.s), STRSMT_OK);
  end(&r);
}
END_TEST

RUN_TESTS("threads", as_alone, for_a_while, moves, interrupts)
