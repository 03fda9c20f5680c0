/* trace.c (program strsmt_trace): random sequences of API calls against a model of the API, as mobical does for SAT
 * solvers (Artho, Biere, Seidl: Model-based testing for verification back-ends, TAP'13), with shrinking.
 *
 * The model knows the assertion stack, the state and which calls must fail, and how. Each trace (calls.h) is run in
 * several ways, and the answers are compared:
 * - plain: one context, no proof;
 * - with a proof: same answers and statistics, and strsmt-check accepts the proof;
 * - limited: each check is first run under a small limit, or interrupted; no answer may differ, and the proof (binary)
 *   is accepted;
 * - fresh: each check in a context of its own, with the active assertions only.
 * The assertions and assumptions must be true in each model; the failed assumptions must be enough; a core must be one,
 * minimal if it says so, and its proof is accepted; what is printed is read as the same term (asks.h).
 *
 * usage: strsmt_trace [--seed N] [--count N] [--seconds S] [--proofs N] [--keep FOLDER] [--print] [TRACE...]
 *   --proofs N   checks the proofs of every N-th trace only (default 1)
 *   --print      prints the traces, and does not run them
 * The last line is `N passed, N failed`. */
#include <sys/mman.h>
#include <sys/resource.h>
#include <time.h>

#include "asks.h"

static void make_constant(run *r, const call *c)
{
  char name[16];
  unsigned sort = c->p[0] % 8, number = c->p[1] % 3;
  sort = sort > 3 ? 0 : sort;
  snprintf(name, sizeof name, "%s%u", prefixes[sort], number);
  keep(r, strsmt_make_constant(r->s, name, sorts[sort]), 1);
  script_declare(&r->script, name, sort_names[sort]);
}

static void make_string(run *r, const call *c)
{
  static const uint32_t letters[] = {'a', 'b', 'a', 'b', '0', '9', 0xe9, 0x2ffff, '"', '\\', 0, 'c'};
  uint32_t codes[3];
  unsigned length = c->p[0] % 7;
  length = length > 3 ? 1 : length;
  for (unsigned i = 0; i < length; i++)
    codes[i] = letters[c->p[1 + i] % (sizeof letters / sizeof *letters)];
  keep(r, strsmt_make_string_codes(r->s, codes, length), 1);
}

static void make_int(run *r, const call *c)
{
  static const char *const large[] = {"-1", "9223372036854775807", "9223372036854775808", "-99999999999999999999"};
  keep(r, c->p[0] % 8 ? strsmt_make_int(r->s, c->p[1] % 7) : strsmt_make_int_text(r->s, large[c->p[1] % 4]), 1);
}

/* The sorts of arguments: one letter each, `*` any (the same in all). `+`: one or two more of the last one. */
static const char *shape(strsmt_kind k)
{
  switch (k) {
  case STRSMT_NOT:
    return "b";
  case STRSMT_AND:
  case STRSMT_OR:
  case STRSMT_XOR:
  case STRSMT_IMPLIES:
    return "bb+";
  case STRSMT_EQ:
  case STRSMT_DISTINCT:
    return "**+";
  case STRSMT_ITE:
    return "b**";
  case STRSMT_ADD:
  case STRSMT_SUB:
  case STRSMT_MUL:
  case STRSMT_LE:
  case STRSMT_LT:
  case STRSMT_GE:
  case STRSMT_GT:
    return "ii+";
  case STRSMT_NEG:
  case STRSMT_ABS:
  case STRSMT_STR_FROM_CODE:
  case STRSMT_STR_FROM_INT:
  case STRSMT_DIVISIBLE:
    return "i";
  case STRSMT_DIV:
  case STRSMT_MOD:
    return "ii";
  case STRSMT_STR_CONCAT:
  case STRSMT_STR_LT:
  case STRSMT_STR_LE:
    return "ss+";
  case STRSMT_STR_LEN:
  case STRSMT_STR_IS_DIGIT:
  case STRSMT_STR_TO_CODE:
  case STRSMT_STR_TO_INT:
  case STRSMT_STR_TO_RE:
    return "s";
  case STRSMT_STR_AT:
    return "si";
  case STRSMT_STR_SUBSTR:
    return "sii";
  case STRSMT_STR_PREFIXOF:
  case STRSMT_STR_SUFFIXOF:
  case STRSMT_STR_CONTAINS:
  case STRSMT_RE_RANGE:
    return "ss";
  case STRSMT_STR_INDEXOF:
    return "ssi";
  case STRSMT_STR_REPLACE:
  case STRSMT_STR_REPLACE_ALL:
    return "sss";
  case STRSMT_STR_REPLACE_RE:
  case STRSMT_STR_REPLACE_RE_ALL:
    return "srs";
  case STRSMT_STR_IN_RE:
    return "sr";
  case STRSMT_RE_CONCAT:
  case STRSMT_RE_UNION:
  case STRSMT_RE_INTER:
  case STRSMT_RE_DIFF:
    return "rr+";
  case STRSMT_RE_STAR:
  case STRSMT_RE_COMP:
  case STRSMT_RE_PLUS:
  case STRSMT_RE_OPT:
  case STRSMT_RE_POWER:
  case STRSMT_RE_LOOP:
    return "r";
  default:
    return "";
  }
}

static void make(run *r, const call *c)
{
  strsmt_kind k = (strsmt_kind)c->p[0];
  if (k < STRSMT_NOT || k >= STRSMT_KIND_COUNT)
    return;
  const char *letters = shape(k);
  strsmt_term args[4];
  uint32_t indices[2] = {c->p[2] % 4 + (k == STRSMT_DIVISIBLE), c->p[3] % 5};
  size_t count = 0, index_count = k == STRSMT_RE_LOOP ? 2 : k == STRSMT_RE_POWER || k == STRSMT_DIVISIBLE ? 1 : 0;
  unsigned size = 1;
  strsmt_sort any = sorts[c->p[3] % 4], sort = STRSMT_SORT_NONE;
  for (; *letters && *letters != '+'; letters++) {
    sort = *letters == 'b'   ? STRSMT_SORT_BOOL
           : *letters == 'i' ? STRSMT_SORT_INT
           : *letters == 's' ? STRSMT_SORT_STRING
           : *letters == 'r' ? STRSMT_SORT_REGLAN
                             : any;
    args[count] = pick(r, sort, c->p[1 + count % 3], &size);
    if (!args[count++])
      return;
  }
  if (*letters == '+' && c->p[3] % 3 == 0) {
    args[count] = pick(r, sort, c->p[3], &size);
    count++;
  }
  if (size > LARGEST)
    return;
  keep(r,
       index_count ? strsmt_make_indexed(r->s, k, index_count, indices, count, args)
                   : strsmt_make(r->s, k, count, args),
       2 * size);
}

static void look(run *r, const call *c)
{
  unsigned size = 0;
  strsmt_term t = pick(r, sorts[c->p[0] % 4], c->p[1], &size), args[16];
  uint32_t indices[2];
  if (!t)
    return;
  strsmt_kind k = strsmt_term_kind(r->s, t);
  size_t arity = strsmt_term_arity(r->s, t), index_count = strsmt_term_index_count(r->s, t);
  DEMAND(arity <= 16 && index_count <= 2, "%zu arguments, %zu indices", arity, index_count);
  for (size_t i = 0; i < arity; i++)
    args[i] = strsmt_term_child(r->s, t, i);
  for (size_t i = 0; i < index_count; i++)
    indices[i] = strsmt_term_index(r->s, t, i);
  fine(r);
  if (strsmt_kind_symbol(k))
    DEMAND(strsmt_make_indexed(r->s, k, index_count, indices, arity, args) == t,
           "kind %d is another term when made again", k);
  char text[4];
  size_t length = strsmt_print_term(r->s, t, text, sizeof text);
  DEMAND(length && strlen(text) == (length < 3 ? length : 3), "%zu characters", length);
  fine(r);
}

/* ---- checks ---- */

static strsmt_answer ask(run *r, size_t count, const strsmt_term *assumptions)
{
  script_check(&r->script, r->s, count, assumptions);
  strsmt_answer answer = count ? strsmt_check_assuming(r->s, count, assumptions) : strsmt_check(r->s);
  fine(r);
  const char *reason = strsmt_unknown_reason(r->s);
  DEMAND(!*reason == (answer != STRSMT_UNKNOWN), "answer %d, reason '%s'", answer, reason);
  if (answer == STRSMT_UNSAT)
    r->unsat++;
  return answer;
}

static void is_true(run *r, strsmt_term t, const char *what, size_t i)
{
  strsmt_term value = strsmt_value(r->s, t);
  DEMAND(value == strsmt_make_bool(r->s, true), "%s %zu is not true in the model: %s", what, i,
         strsmt_error_message(r->s));
}

static void verify(run *r, strsmt_answer answer, size_t count, const strsmt_term *assumptions)
{
  size_t failed_count = 7;
  if (answer == STRSMT_SAT) {
    for (size_t i = 0; i < r->assertion_count; i++)
      is_true(r, r->assertions[i], "assertion", i);
    for (size_t i = 0; i < count; i++)
      is_true(r, assumptions[i], "assumption", i);
    fine(r);
    return;
  }
  const strsmt_term *failed = strsmt_failed_assumptions(r->s, &failed_count);
  if (answer == STRSMT_UNKNOWN) {
    DEMAND(!failed && !failed_count, "failed assumptions without unsat");
    fails(r, STRSMT_ERROR_STATE, "strsmt_failed_assumptions");
    return;
  }
  fine(r);
  size_t at = 0;
  for (size_t i = 0; i < failed_count; i++, at++) {
    while (at < count && assumptions[at] != failed[i])
      at++;
    DEMAND(at < count, "failed assumption %zu is none, or not in order", i);
  }
  if (r->way == PLAIN && failed_count < count)
    DEMAND(ask_apart(r, failed_count, failed) != STRSMT_SAT, "the failed assumptions are not enough");
}

static void check(run *r, size_t count, const strsmt_term *assumptions)
{
  if (r->checks == LONGEST)
    return;
  strsmt_answer answer, limited = STRSMT_UNKNOWN;
  if (r->way == LIMITED) {
    strsmt_statistics before;
    strsmt_get_statistics(r->s, &before);
    unsigned kind = (unsigned)(r->checks + r->assertion_count) % 3;
    strsmt_set_limits(r->s, &(strsmt_limits){.steps = kind ? 1 + (r->assertion_count * 37 + r->checks * 11) % 200 : 0,
                                             .bytes = kind == 2 ? before.bytes + 1000 : 0});
    if (!kind)
      strsmt_interrupt(r->s);
    limited = ask(r, count, assumptions);
    if (limited == STRSMT_UNKNOWN) {
      const char *reason = strsmt_unknown_reason(r->s);
      DEMAND(!strncmp(reason, "incomplete", 10) || !strcmp(reason, kind == 0 ? "interrupted" : "step limit") ||
                 (kind == 2 && !strcmp(reason, "memory limit")),
             "limit %u gives the reason '%s'", kind, reason);
    }
    strsmt_set_limits(r->s, &(strsmt_limits){.steps = STEPS});
  }
  answer = r->way == FRESH ? ask_apart(r, count, assumptions) : ask(r, count, assumptions);
  DEMAND(answer == limited || limited == STRSMT_UNKNOWN || answer == STRSMT_UNKNOWN, "%d with limits, %d without",
         limited, answer);
  r->answers[r->checks] = answer;
  strsmt_get_statistics(r->s, &r->statistics[r->checks++]);
  if (r->way == FRESH)
    return;
  r->state = answer == STRSMT_SAT ? SAT : answer == STRSMT_UNSAT ? UNSAT : UNKNOWN;
  r->last_count = count;
  if (count)
    memcpy(r->last_assumptions, assumptions, count * sizeof *assumptions);
  verify(r, answer, count, assumptions);
}

static void check_assuming(run *r, const call *c)
{
  strsmt_term assumptions[3];
  size_t count = c->p[0] % 4;
  unsigned size = 0;
  for (size_t i = 0; i < count; i++)
    if (!(assumptions[i] = pick(r, STRSMT_SORT_BOOL, c->p[1 + i], &size)))
      return;
  check(r, count, assumptions);
}

/* ---- the assertion stack ---- */

static void assert_term(run *r, strsmt_term t)
{
  if (!t || r->assertion_count == LONGEST)
    return;
  DEMAND(strsmt_assert(r->s, t) == STRSMT_OK, "%s", strsmt_error_message(r->s));
  script_assert(&r->script, r->s, t);
  r->assertions[r->assertion_count++] = t;
  r->state = INPUT;
}

static void push(run *r, unsigned levels)
{
  if (r->level + levels > LEVELS)
    return;
  DEMAND(strsmt_push(r->s, levels) == STRSMT_OK, "%s", strsmt_error_message(r->s));
  script_number(&r->script, "push", levels);
  for (unsigned i = 0; i < levels; i++)
    r->levels[r->level++] = r->assertion_count;
  r->state = INPUT;
}

static void pop(run *r, unsigned levels)
{
  strsmt_error_code code = strsmt_pop(r->s, levels);
  if (levels > r->level) {
    DEMAND(code == STRSMT_ERROR_ARGUMENT, "error %d", code);
    fails(r, STRSMT_ERROR_ARGUMENT, "strsmt_pop");
    return;
  }
  DEMAND(code == STRSMT_OK, "%s", strsmt_error_message(r->s));
  script_number(&r->script, "pop", levels);
  r->level -= levels;
  if (levels)
    r->assertion_count = r->levels[r->level];
  r->state = INPUT;
}

static void reset(run *r)
{
  DEMAND(strsmt_reset_assertions(r->s) == STRSMT_OK, "%s", strsmt_error_message(r->s));
  bytes_text(&r->script.body, "(reset-assertions)\n");
  r->level = r->assertion_count = 0;
  r->state = INPUT;
}

/* ---- mistakes ---- */

static void mistake(run *r, const call *c)
{
  unsigned size = 0;
  strsmt *s = r->s;
  strsmt_term bool_ = pick(r, STRSMT_SORT_BOOL, c->p[1], &size), string = pick(r, STRSMT_SORT_STRING, c->p[2], &size);
  strsmt_term beyond = 0x7fffffff, value;
  switch (c->p[0] % 12) {
  case 0:
    value = bool_ ? strsmt_value(s, bool_) : STRSMT_NO_TERM;
    if (!bool_)
      return;
    if (r->state != SAT)
      fails(r, STRSMT_ERROR_STATE, "strsmt_value");
    else if (!value)
      fails(r, STRSMT_ERROR_ARGUMENT, "strsmt_value"); /* division by zero */
    return;
  case 1:
    if (string && strsmt_assert(s, string))
      fails(r, STRSMT_ERROR_SORT, "strsmt_assert");
    return;
  case 2:
    DEMAND(strsmt_assert(s, beyond) == STRSMT_ERROR_ARGUMENT, "no error");
    fails(r, STRSMT_ERROR_ARGUMENT, "strsmt_assert");
    return;
  case 3:
    DEMAND(strsmt_check_assuming(s, 1, &beyond) == STRSMT_UNKNOWN, "an answer");
    fails(r, STRSMT_ERROR_ARGUMENT, "strsmt_check_assuming");
    return;
  case 4:
    if (string && strsmt_check_assuming(s, 1, &string) == STRSMT_UNKNOWN)
      fails(r, STRSMT_ERROR_SORT, "strsmt_check_assuming");
    return;
  case 5:
    if (r->way == PROOF || r->way == LIMITED || (r->way == PLAIN && r->checks)) {
      DEMAND(strsmt_set_proof(s, bytes_sink, NULL, STRSMT_PROOF_TEXT) == STRSMT_ERROR_STATE, "no error");
      fails(r, STRSMT_ERROR_STATE, "strsmt_set_proof");
    }
    return;
  case 6:
    if (string && bool_) {
      DEMAND(!strsmt_make_2(s, STRSMT_EQ, string, bool_), "made");
      fails(r, STRSMT_ERROR_SORT, "strsmt_make_2");
    }
    return;
  case 7:
    DEMAND(strsmt_push(s, 2000000) == STRSMT_ERROR_ARGUMENT, "no error");
    fails(r, STRSMT_ERROR_ARGUMENT, "strsmt_push");
    return;
  case 8:
    DEMAND(!strsmt_make_string(s, "\xff"), "made");
    fails(r, STRSMT_ERROR_ARGUMENT, "strsmt_make_string");
    return;
  case 9: /* the first error stays */
    DEMAND(!strsmt_make_2(s, STRSMT_AND, STRSMT_NO_TERM, strsmt_make_int_text(s, "1e3")), "made");
    fails(r, STRSMT_ERROR_ARGUMENT, "strsmt_make_int_text");
    return;
  case 10:
    DEMAND(!strsmt_term_child(s, bool_ ? bool_ : beyond, 1000), "a child");
    fails(r, STRSMT_ERROR_ARGUMENT, "strsmt_term_child");
    return;
  default:
    DEMAND(!strsmt_make_0(s, (strsmt_kind)(STRSMT_KIND_COUNT + (int)c->p[1])), "made");
    fails(r, STRSMT_ERROR_ARGUMENT, "strsmt_make_0");
  }
}

/* ---- runs ---- */

static void execute(run *r, const call *c)
{
  unsigned size = 0;
  switch (c->what) {
  case MAKE_CONSTANT:
    make_constant(r, c);
    break;
  case MAKE_STRING:
    make_string(r, c);
    break;
  case MAKE_INT:
    make_int(r, c);
    break;
  case MAKE:
    make(r, c);
    break;
  case ASSERT:
    assert_term(r, pick(r, STRSMT_SORT_BOOL, c->p[0], &size));
    break;
  case PUSH:
    push(r, c->p[0] % 4);
    break;
  case POP:
    pop(r, c->p[0] % 4);
    break;
  case CHECK:
    check(r, 0, NULL);
    break;
  case CHECK_ASSUMING:
    check_assuming(r, c);
    break;
  case RESET:
    reset(r);
    break;
  case LOOK:
    look(r, c);
    break;
  case MISTAKE:
    mistake(r, c);
    break;
  case CORE:
    ask_core(r, c);
    break;
  case TEXT:
    read_back(r, c);
    break;
  case SCRIPT:
    run_text(r, c);
    break;
  case VALUES:
    look_at_value(r, c);
    break;
  case ACTION_COUNT:
    break;
  }
}

static strsmt *new_context(run *r)
{
  strsmt *s = strsmt_new(NULL);
  DEMAND(s, "no context");
  strsmt_set_limits(s, &(strsmt_limits){.steps = STEPS});
  if (r->way == PROOF || r->way == LIMITED)
    DEMAND(strsmt_set_proof(s, bytes_sink, &r->script.proof,
                            r->way == PROOF ? STRSMT_PROOF_TEXT : STRSMT_PROOF_BINARY) == STRSMT_OK,
           "no proof");
  return s;
}

static void run_way(run *r, const trace *t, way w)
{
  *r = (run){.way = w};
  r->s = new_context(r);
  for (now_at = 0; now_at < t->size; now_at++) {
    now = way_names[w];
    execute(r, &t->calls[now_at]);
  }
}

static void same_statistics(const strsmt_statistics *a, const strsmt_statistics *b, size_t check)
{
#define SAME(field)                                                                                                    \
  DEMAND(a->field == b->field, "check %zu: " #field " is %llu without, %llu with a proof", check,                      \
         (unsigned long long)a->field, (unsigned long long)b->field)
  SAME(checks);
  SAME(decisions);
  SAME(conflicts);
  SAME(propagations);
  SAME(clauses);
  SAME(lemmas);
  SAME(models);
}

static void compare(const run *a, const run *b)
{
  now = way_names[b->way];
  DEMAND(a->checks == b->checks, "%zu checks, %zu checks", a->checks, b->checks);
  for (size_t i = 0; i < a->checks; i++) {
    strsmt_answer x = a->answers[i], y = b->answers[i];
    if (b->way == PROOF) {
      same_statistics(&a->statistics[i], &b->statistics[i], i);
      DEMAND(x == y, "check %zu: %d without, %d with a proof", i, x, y);
    }
    DEMAND(x == y || x == STRSMT_UNKNOWN || y == STRSMT_UNKNOWN, "check %zu: %d and %d", i, x, y);
  }
}

static void prove(const run *r)
{
  if (!r->checks)
    return; /* not even a header has been written */
  int proved = script_proved(&r->script);
  DEMAND(proved == (int)r->unsat, "%d proofs of %u", proved, r->unsat);
}

/* How often each answer came, over all traces: in memory that the processes share. */
static unsigned *totals;

static void run_trace(const trace *t, bool proofs)
{
  static run plain, other;
  run_way(&plain, t, PLAIN);
  for (way w = PROOF; w < WAYS; w++) {
    run_way(&other, t, w);
    compare(&plain, &other);
    if (proofs && w != FRESH)
      prove(&other);
    strsmt_delete(other.s);
    script_free(&other.script);
  }
  for (size_t i = 0; i < plain.checks; i++)
    totals[plain.answers[i] / 10]++;
  strsmt_delete(plain.s);
  script_free(&plain.script);
}

/* ---- failures and shrinking ---- */

/* In a process of its own: 0 good, else the status. What it says goes to `said`, if not NULL. */
static int try_trace(const trace *t, bool proofs, const char *said)
{
  fflush(NULL);
  pid_t child = fork();
  if (child == 0) {
    if (!freopen(said ? said : "/dev/null", "w", stderr))
      _exit(3);
    setrlimit(RLIMIT_CPU,
              &(struct rlimit){20, 20}); /* a trace that does not end is a failure; a busy machine is none */
    run_trace(t, proofs);
    exit(0);
  }
  int status = 0;
  while (waitpid(child, &status, 0) < 0) {
  }
  return status;
}

static bool fails_too(const trace *t)
{
  return t->size && try_trace(t, true, NULL) != 0;
}

/* Leaves out runs of calls, shorter and shorter; then makes the numbers small. At most some hundred tries. */
static void shrink(trace *t)
{
  static trace smaller;
  unsigned tries = 400;
  for (size_t part = t->size / 2; part && tries; part /= 2)
    for (size_t from = 0; from + part <= t->size && tries;) {
      tries--;
      smaller = *t;
      memmove(smaller.calls + from, smaller.calls + from + part, (t->size - from - part) * sizeof(call));
      smaller.size -= part;
      if (fails_too(&smaller))
        *t = smaller;
      else
        from += part;
    }
  for (size_t i = 0; i < t->size && tries; i++)
    for (int j = t->calls[i].what == MAKE; j < 4 && tries; j++)
      if (t->calls[i].p[j]) {
        tries--;
        smaller = *t;
        smaller.calls[i].p[j] = 0;
        if (fails_too(&smaller))
          *t = smaller;
      }
}

static bool report(const trace *t, const char *name, const char *keep_in)
{
  static trace small;
  char path[512], said[512], line[512];
  snprintf(said, sizeof said, "/tmp/strsmt-trace-%ld", (long)getpid());
  small = *t;
  if (keep_in)
    shrink(&small);
  int status = try_trace(&small, true, said);
  printf("FAILED %s: %s %d\n", name, WIFSIGNALED(status) ? "signal" : "exit status",
         WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
  FILE *in = fopen(said, "r");
  while (in && fgets(line, sizeof line, in))
    printf("  %s", line);
  if (in)
    fclose(in);
  remove(said);
  if (keep_in) {
    snprintf(path, sizeof path, "%s/%s.trace", keep_in, name);
    FILE *out = fopen(path, "w");
    if (out) {
      print_trace(&small, out);
      fclose(out);
      printf("  kept as %s (%zu calls of %zu)\n", path, small.size, t->size);
    }
  }
  fflush(stdout);
  return false;
}

int main(int argc, char **argv)
{
  static trace t;
  unsigned seed = 1, count = 100, every = 1, passed = 0, failed = 0;
  double seconds = 1e9;
  const char *keep_in = NULL;
  bool print = false, files = false;
  time_t start = time(NULL);
  totals = mmap(NULL, 3 * sizeof *totals, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (totals == MAP_FAILED)
    return 2;
  for (int i = 1; i < argc; i++) {
    const char *a = argv[i], *value = i + 1 < argc ? argv[i + 1] : "0";
    bool takes = a[0] == '-' && strcmp(a, "--print");
    if (!strcmp(a, "--seed"))
      seed = (unsigned)atoi(value);
    else if (!strcmp(a, "--count"))
      count = (unsigned)atoi(value);
    else if (!strcmp(a, "--seconds"))
      seconds = atof(value);
    else if (!strcmp(a, "--proofs"))
      every = (unsigned)atoi(value);
    else if (!strcmp(a, "--keep"))
      keep_in = value;
    else if (!strcmp(a, "--print"))
      print = true;
    else if (!takes) {
      files = true;
      if (!read_trace(&t, a)) {
        fprintf(stderr, "%s: no trace\n", a);
        return 2;
      }
      if (try_trace(&t, true, NULL) == 0 || report(&t, a, NULL))
        passed++;
      else
        failed++;
    } else {
      fprintf(stderr, "%s: what is that?\n", a);
      return 2;
    }
    i += takes;
  }
  if (every && !print && !getenv("STRSMT_CHECK")) {
    fprintf(stderr, "STRSMT_CHECK must name the program strsmt-check\n");
    return 2;
  }
  for (unsigned n = 0; !files && n < count && difftime(time(NULL), start) < seconds; n++) {
    char name[32];
    snprintf(name, sizeof name, "seed-%u", seed + n);
    generate(&t, seed + n);
    bool proofs = every && n % every == 0;
    if (print)
      print_trace(&t, stdout);
    else if (try_trace(&t, proofs, NULL) == 0 || report(&t, name, keep_in))
      passed++;
    else
      failed++;
  }
  printf("answers: %u sat, %u unsat, %u unknown\n", totals[1], totals[2], totals[0]);
  printf("%u passed, %u failed\n", passed, failed);
  return failed != 0;
}
