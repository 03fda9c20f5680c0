/* Tests of base/budgets: no value of a budget makes an answer wrong. Scripts of tests/regress are run with each budget at
 * its least, and with all of them; what was sat or unsat must be that, or unknown. And a check gives back what it used. */
#include "runner.h"

#include "api/context.h"
#include "core/state.h"
#include "theory/strings/strings.h"
#include "script.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>

/* ---- the table ---------------------------------------------------------------------------------------------------- */

START_TEST(table_is_sound)
{
  budgets b;
  budgets_init(&b);
  ck_assert(budgets_check(&b));
  ck_assert_uint_eq(sizeof b, budget_count * sizeof(uint32_t));
  for (size_t i = 0; i < budget_count; i++) {
    const budget_entry *e = &budget_table[i];
    ck_assert_msg(e->least <= e->value && e->value <= e->most, "%s", e->name);
    ck_assert_uint_eq(*budgets_at(&b, e), e->value);
    for (size_t j = 0; j < i; j++)
      ck_assert_str_ne(budget_table[j].name, e->name);
    if (e->least) {
      *budgets_at(&b, e) = e->least - 1;
      ck_assert_msg(!budgets_check(&b), "%s", e->name);
      *budgets_at(&b, e) = e->least;
    }
  }
  ck_assert(budgets_check(&b));
}
END_TEST

/* ---- scripts ------------------------------------------------------------------------------------------------------ */

enum { SCRIPTS = 400, STEPS = 100000 };

static char *names[SCRIPTS];
static size_t script_count;

static char *read_file(const char *folder, const char *name, const char *ending)
{
  char path[1000], *text = NULL;
  size_t size = 0, room = 0, n;
  snprintf(path, sizeof path, "%s/tests/regress/%s%s", folder, name, ending);
  FILE *file = fopen(path, "rb");
  do {
    if (room - size < 4096)
      text = realloc(text, (room += 65536) + 1);
    n = file ? fread(text + size, 1, room - size, file) : 0;
    size += n;
  } while (n);
  if (file)
    fclose(file);
  text[size] = 0;
  return text;
}

static int by_name(const void *a, const void *b)
{
  return strcmp(*(char *const *)a, *(char *const *)b);
}

static const char *source(void)
{
  const char *folder = getenv("STRSMT_SOURCE");
  return folder ? folder : ".";
}

static void find_scripts(void)
{
  char path[1000];
  snprintf(path, sizeof path, "%s/tests/regress", source());
  DIR *folder = opendir(path);
  ck_assert_ptr_nonnull(folder);
  for (struct dirent *e; script_count < SCRIPTS && (e = readdir(folder));) {
    char *dot = strrchr(e->d_name, '.');
    if (!dot || strcmp(dot, ".smt2"))
      continue;
    *dot = 0;
    names[script_count++] = strdup(e->d_name);
  }
  closedir(folder);
  qsort(names, script_count, sizeof *names, by_name);
  ck_assert_uint_gt(script_count, 100);
}

typedef struct text {
  const char *data;
  size_t size;
} text;

static ptrdiff_t read_text(void *user, char *buffer, size_t size)
{
  text *t = user;
  size_t n = t->size < size ? t->size : size;
  memcpy(buffer, t->data, n);
  t->data += n;
  t->size -= n;
  return (ptrdiff_t)n;
}

typedef struct answers {
  char text[1 << 16];
  size_t size;
} answers;

static bool write_answers(void *user, const char *data, size_t size)
{
  answers *a = user;
  if (size > sizeof a->text - 1 - a->size)
    size = sizeof a->text - 1 - a->size;
  memcpy(a->text + a->size, data, size);
  a->size += size;
  a->text[a->size] = 0;
  return true;
}

static bool swallow(void *user, const void *data, size_t size)
{
  (void)data;
  *(size_t *)user += size;
  return true;
}

/* The next line that is an answer; NULL: there is none. Cuts the text into lines. */
static const char *next_answer(char **at)
{
  while (*at) {
    char *line = *at, *end = strchr(line, '\n');
    if (end)
      *end = 0;
    *at = end ? end + 1 : NULL;
    if (!strcmp(line, "sat") || !strcmp(line, "unsat") || !strcmp(line, "unknown"))
      return line;
  }
  return NULL;
}

/* `change`: the budget that is at its least; budget_count: none; more: all. */
static void run_script(const char *name, size_t change)
{
  static answers out, err;
  char *script = read_file(source(), name, ".smt2"), *expected = read_file(source(), name, ".expect");
  text input = {script, strlen(script)};
  size_t written = 0;
  out.size = err.size = 0;
  out.text[0] = err.text[0] = 0;
  strsmt *s = strsmt_new(NULL);
  for (size_t i = 0; i < budget_count; i++)
    if (i == change || change > budget_count)
      *budgets_at(&s->l.budget, &budget_table[i]) = budget_table[i].least;
  fr_config config = {.name = name,
                      .read = read_text,
                      .read_user = &input,
                      .out = {.write = write_answers, .user = &out},
                      .err = {.write = write_answers, .user = &err},
                      .quiet = true,
                      .limits = {.steps = STEPS},
                      .sink = swallow,
                      .proof_user = &written};
  (void)fr_run(s, &config);
  ck_assert_msg(!strstr(out.text, "internal error"), "%s: %s", name, out.text);
  char *found_at = out.text, *expected_at = expected;
  const char *found, *wanted;
  while ((found = next_answer(&found_at)) && (wanted = next_answer(&expected_at)))
    ck_assert_msg(!strcmp(found, wanted) || !strcmp(found, "unknown") || !strcmp(wanted, "unknown"),
                  "%s with %s: %s, not %s", name, change < budget_count ? budget_table[change].name : "all", found,
                  wanted);
  strsmt_delete(s);
  free(script);
  free(expected);
}

static bool is_short(const char *name)
{
  char *script = read_file(source(), name, ".smt2");
  size_t size = strlen(script);
  free(script);
  return size < 20000;
}

START_TEST(each_at_its_least)
{
  if (!script_count)
    find_scripts();
  for (size_t b = 0; b < budget_count; b++)
    for (size_t i = b % 8; i < script_count; i += 8)
      if (is_short(names[i]))
        run_script(names[i], b);
}
END_TEST

START_TEST(all_at_their_least)
{
  if (!script_count)
    find_scripts();
  for (size_t i = 0; i < script_count; i++) {
    run_script(names[i], budget_count);
    run_script(names[i], budget_count + 1);
  }
}
END_TEST

/* ---- a new question ----------------------------------------------------------------------------------------------- */

START_TEST(each_check_begins_anew)
{
  strsmt *s = strsmt_new(NULL);
  ck_assert_int_eq(strsmt_check(s), STRSMT_SAT);
  for (size_t i = 0; i < THEORY_COUNT; i++)
    if (solver_theories[i] == &theory_strings) {
      strings *state = s->solver->search.theories[i];
      ck_assert(stack_push(&s->m, &state->failures, 1));
      state->gaps_told = 7;
      ck_assert_int_eq(strsmt_check(s), STRSMT_SAT);
      ck_assert(!state->failures.size && !state->gaps_told);
    }
  strsmt_delete(s);
}
END_TEST

RUN_TESTS("budgets", table_is_sound, each_at_its_least, all_at_their_least, each_check_begins_anew)
