/* Which clauses a proof writes, and when: its records are read back, and followed as a checker would. */
#include "term_fixture.h"

#include "proof/proof.h"

enum { VARIABLES = 6, CLAUSES = 400 };

static STACK(char) text;
static proof *p;

static bool take(void *user, const void *data, size_t size)
{
  (void)user;
  if (!stack_reserve(&m, &text, text.size + size))
    return false;
  memcpy(text.data + text.size, data, size);
  text.size += size;
  return true;
}

static term read_bool(const char *name)
{
  return terms_constant(t, name, 1, STRSMT_SORT_BOOL);
}

static void name_variables(void)
{
  for (int v = 1; v <= VARIABLES; v++) {
    char name[2] = {(char)('o' + v), 0};
    proof_variable(p, v, read_bool(name));
  }
}

static bool begin_form(strsmt_proof_format format)
{
  stack_clear(&text);
  p = g ? proof_new(&m, &l, t, g, take, NULL, format) : NULL;
  if (p)
    name_variables();
  return p;
}

static bool begin_proof(void)
{
  return begin_form(STRSMT_PROOF_TEXT);
}

static void end_proof(void)
{
  proof_delete(p);
  stack_free(&m, &text);
  end();
}

/* The text after the header. */
static const char *written(void)
{
  ck_assert(proof_flush(p));
  ck_assert(stack_push(&m, &text, 0));
  text.size--;
  const char *line = strchr(text.data, '\n');
  ck_assert(line);
  return line + 1;
}

/* The lemma {v, not v} of variable v. */
static void lemma(uint64_t id, int v)
{
  int literals[2] = {v, -v};
  derivation d;
  derivation_init(&d, &m, 2);
  derivation_axiom(&d, RULE_SPLIT, read_bool("p"));
  if (!d.broken)
    proof_lemma(p, id, literals, 2, &d);
  derivation_free(&d);
}

static void derived(uint64_t id, size_t count, const uint64_t *hints)
{
  proof_derived(p, id, (int[]){1, 2}, 2, hints, count);
}

START_TEST(what_a_conclusion_needs)
{
  begin();
  ck_assert(begin_proof());
  proof_guard(p, VARIABLES + 1, 3);
  proof_input(p, 1, read_bool("q"), 2, VARIABLES + 1);
  lemma(2, 1);
  lemma(3, 1);
  derived(4, 2, (uint64_t[]){1, 3});
  derived(5, 1, (uint64_t[]){2});
  derived(6, 1, (uint64_t[]){4});
  proof_deleted(p, 3);
  proof_deleted(p, 5);
  ck_assert_str_eq(written(), "");
  ck_assert(proof_concluded(p, 4, 1));
  const char *expected = "k 1 p Bool\nv 1 1\nl 3 1 -1 0\ns 3 split (1)\ne 3\n"
                         "k 2 q Bool\nv 2 2\ng 3 3\ni 1 2 3\n4 1 2 0 1 3 0\n3 d 3 0\nu 4 1\n";
  ck_assert_str_eq(written(), expected);
  proof_deleted(p, 1); /* 6 does not need it any more */
  proof_deleted(p, 4);
  proof_deleted(p, 6);
  ck_assert_str_eq(written() + strlen(expected), "1 d 1 0\n4 d 4 0\n");
  lemma(7, 1);
  ck_assert(proof_concluded(p, 7, 2));
  proof_renew(p);
  name_variables();
  lemma(1, 1);
  ck_assert(proof_concluded(p, 1, 3));
  proof_epoch(p);
  name_variables();
  lemma(1, 1);
  ck_assert(proof_concluded(p, 1, 4));
  ck_assert_str_eq(written() + strlen(expected) + 16, "l 7 1 -1 0\ns 3 split (1)\ne 3\nu 7 2\n7 d 7 0\n"
                                                      "l 8 1 -1 0\ns 3 split (1)\ne 3\nu 8 3\nr\n"
                                                      "k 1 p Bool\nv 1 1\nl 1 1 -1 0\ns 3 split (1)\ne 3\nu 1 4\n");
  end_proof();
}
END_TEST

static void empty_lemma(uint64_t id, term r)
{
  derivation d;
  derivation_init(&d, &m, 2);
  derivation_empty(&d, r);
  ck_assert(!d.broken);
  proof_lemma(p, id, (int[]){1, -1}, 2, &d);
  derivation_free(&d);
}

/* Certificates are made when they are written; what has none is no conclusion, and leaves no half of a record. */
START_TEST(certificates)
{
  begin();
  ck_assert(begin_proof());
  empty_lemma(1, read_term(t, "(re.inter (re.+ (str.to_re \"ab\")) (re.+ (str.to_re \"a\")))"));
  empty_lemma(2, read_term(t, "(re.* (str.to_re \"a\"))"));
  derived(3, 2, (uint64_t[]){1, 2});
  uint64_t before = l.steps;
  ck_assert(proof_concluded(p, 1, 1));
  ck_assert_uint_eq(l.steps, before);
  ck_assert_ptr_nonnull(strstr(written(), " @list "));
  ck_assert_ptr_nonnull(strstr(written(), "u 1 1\n"));
  size_t size = text.size;
  ck_assert(!proof_concluded(p, 3, 2));
  ck_assert_ptr_nonnull(written());
  ck_assert_uint_eq(text.size, size);
  end_proof();
}
END_TEST

typedef struct search {
  uint64_t seed;
  uint64_t hints[CLAUSES + 1][3];
  size_t hint_count[CLAUSES + 1]; /* 0: a lemma */
  bool alive[CLAUSES + 1], needed[CLAUSES + 1], known[CLAUSES + 1];
} search;

static unsigned roll(search *s, unsigned below)
{
  s->seed = s->seed * 6364136223846793005u + 1442695040888963407u;
  return (unsigned)(s->seed >> 33) % below;
}

/* Clauses as a SAT solver makes and deletes them. */
static void derive_at_random(search *s, uint64_t id)
{
  s->hint_count[id] = 0;
  for (size_t tries = 0; tries < 3 && id > 1; tries++) {
    uint64_t hint = id - 1 - roll(s, id - 1 < 40 ? (unsigned)id - 1 : 40);
    if (s->alive[hint])
      s->hints[id][s->hint_count[id]++] = hint;
  }
  s->alive[id] = true;
  if (s->hint_count[id])
    derived(id, s->hint_count[id], s->hints[id]);
  else
    lemma(id, 1 + (int)roll(s, VARIABLES));
  uint64_t old = 1 + roll(s, (unsigned)id);
  if (s->alive[old] && roll(s, 3)) {
    s->alive[old] = false;
    proof_deleted(p, old);
  }
}

static void need(search *s, uint64_t id)
{
  s->needed[id] = true;
  for (uint64_t i = id; i; i--)
    for (size_t k = 0; s->needed[i] && k < s->hint_count[i]; k++)
      s->needed[s->hints[i][k]] = true;
}

/* Each clause is there when it is used. How many were written. */
static size_t follow(search *s)
{
  size_t count = 0;
  memset(s->known, 0, sizeof s->known);
  for (const char *at = written(); *at; at = strchr(at, '\n') + 1) {
    bool is_lemma = *at == 'l';
    if (!is_lemma && !(*at >= '0' && *at <= '9'))
      continue;
    char *end;
    uint64_t id = strtoull(is_lemma ? at + 2 : at, &end, 10);
    if (end[1] == 'd') {
      ck_assert(s->known[id]);
      s->known[id] = false;
      continue;
    }
    ck_assert(!s->known[id]);
    s->known[id] = true;
    count++;
    for (at = strstr(end, " 0") + 2; !is_lemma && *at == ' ' && strncmp(at, " 0\n", 3) != 0; at = end)
      ck_assert(s->known[strtoull(at + 1, &end, 10)]);
  }
  return count;
}

START_TEST(searches_at_random)
{
  static search s;
  size_t saved = 0;
  for (unsigned round = 0; round < 40; round++) {
    s = (search){.seed = round};
    bool bounded = round % 2;
    begin();
    ck_assert(begin_proof());
    m.limit = bounded ? 8 * 1000 : 0; /* little may be kept back */
    size_t needed = 0;
    for (uint64_t id = 1, query = 0; id <= CLAUSES; id++) {
      derive_at_random(&s, id);
      if (s.alive[id] && (id % 100 == 0 || id == CLAUSES)) {
        need(&s, id);
        ck_assert(proof_concluded(p, id, ++query));
      }
    }
    for (uint64_t id = 1; id <= CLAUSES; id++)
      needed += s.needed[id];
    size_t count = follow(&s);
    ck_assert(bounded ? count >= needed : count == needed);
    saved += CLAUSES - count;
    proof_renew(p);
    follow(&s);
    bool left = false;
    for (uint64_t id = 1; id <= CLAUSES; id++)
      left = left || s.known[id];
    ck_assert(!left);
    end_proof();
  }
  ck_assert_uint_gt(saved, 1000);
}
END_TEST

START_TEST(a_log_keeps_nothing_back)
{
  begin();
  ck_assert(begin_form(STRSMT_PROOF_TEXT_LOG));
  proof_input(p, 1, read_bool("q"), 2, 0);
  ck_assert_str_eq(written(), "k 1 q Bool\nv 1 1\ni 1 1\n");
  lemma(2, 1);
  derived(3, 1, (uint64_t[]){2});
  proof_deleted(p, 2);
  ck_assert_str_eq(written(), "k 1 q Bool\nv 1 1\ni 1 1\n"
                              "k 2 p Bool\nv 2 2\nl 2 2 -2 0\ns 3 split (2)\ne 3\n3 2 1 0 2 0\n2 d 2 0\n");
  end_proof();
}
END_TEST

START_TEST(no_memory)
{
  static search s;
  bool failed = true;
  for (size_t at = 1; failed; at++) {
    s = (search){.seed = 7};
    begin_failing(at);
    if (begin_proof()) {
      for (uint64_t id = 1; id <= 40; id++)
        derive_at_random(&s, id);
      (void)proof_concluded(p, 40, 1);
    }
    failed = mem_failed(&m);
    blocks.fail_at = 0;
    end_proof();
  }
}
END_TEST

RUN_TESTS("proof", what_a_conclusion_needs, certificates, searches_at_random, a_log_keeps_nothing_back, no_memory)
