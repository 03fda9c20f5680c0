/* model.h: what a trace has done to a context, as the model of the API sees it; and copies of terms in other contexts. */
#ifndef STRSMT_TESTS_MODEL_H
#define STRSMT_TESTS_MODEL_H

#include "calls.h"
#include "script.h"

enum { SORTS = STRSMT_SORT_REGLAN + 1, POOL = 256, LEVELS = 64, LARGEST = 60, STEPS = 30000 };

typedef enum way { PLAIN, PROOF, LIMITED, FRESH, WAYS } way;
static const char *const way_names[WAYS] = {"plain", "with a proof", "limited first", "fresh"};

typedef struct pool {
  size_t count;
  strsmt_term terms[POOL];
  unsigned sizes[POOL]; /* as trees */
} pool;

typedef enum state { INPUT, SAT, UNSAT, UNKNOWN } state;

typedef struct run {
  way way;
  strsmt *s;
  pool pools[SORTS];
  strsmt_term assertions[LONGEST];
  size_t assertion_count, levels[LEVELS], level;
  state state;
  strsmt_term last_assumptions[3];
  size_t last_count, checks;
  strsmt_answer answers[LONGEST];
  strsmt_statistics statistics[LONGEST];
  unsigned unsat;
  script script;
} run;

static const char *now = "";
static size_t now_at;

#define DEMAND(condition, ...) ((condition) ? (void)0 : complain(#condition, __LINE__, __VA_ARGS__))

static _Noreturn void complain(const char *condition, int line, const char *format, ...)
{
  va_list list;
  va_start(list, format);
  fprintf(stderr, "call %zu, %s: %s (line %d): ", now_at, now, condition, line);
  vfprintf(stderr, format, list);
  fprintf(stderr, "\n");
  va_end(list);
  exit(1);
}

static void fine(run *r)
{
  DEMAND(strsmt_error(r->s) == STRSMT_OK, "%s", strsmt_error_message(r->s));
}

/* The last call failed with this code and a message that starts with the function's name. */
static void fails(run *r, strsmt_error_code code, const char *function)
{
  const char *message = strsmt_error_message(r->s);
  DEMAND(strsmt_error(r->s) == code, "error %d, expected %d: %s", strsmt_error(r->s), code, message);
  DEMAND(!strncmp(message, function, strlen(function)) && message[strlen(function)] == ':' &&
             strlen(message) > strlen(function) + 8,
         "the message is '%s'", message);
  DEMAND(strsmt_usable(r->s), "not usable");
  strsmt_clear_error(r->s);
  fine(r);
}

static void keep(run *r, strsmt_term t, unsigned size)
{
  fine(r);
  DEMAND(t, "no term and no error");
  strsmt_sort sort = strsmt_term_sort(r->s, t);
  pool *p = &r->pools[sort];
  for (size_t i = 0; i < p->count; i++)
    if (p->terms[i] == t)
      return;
  if (p->count == POOL)
    return;
  p->terms[p->count] = t;
  p->sizes[p->count++] = size;
}

/* The latest terms are more likely; `value` counts back from the last one. */
static strsmt_term pick(const run *r, strsmt_sort sort, unsigned value, unsigned *size)
{
  const pool *p = &r->pools[sort];
  if (!p->count)
    return STRSMT_NO_TERM;
  size_t within = value & 1 && p->count > 6 ? 6 : p->count, i = p->count - 1 - (value >> 1) % within;
  *size += p->sizes[i];
  return p->terms[i];
}

static const strsmt_sort sorts[] = {STRSMT_SORT_STRING, STRSMT_SORT_BOOL, STRSMT_SORT_INT, STRSMT_SORT_REGLAN};
static const char *const sort_names[] = {"String", "Bool", "Int", "RegLan"}, *const prefixes[] = {"x", "p", "n", "r"};

/* ---- a copy of a term into another context ---- */

static strsmt_term copy(strsmt *from, strsmt *to, strsmt_term t)
{
  strsmt_term args[16];
  uint32_t indices[2];
  char number[64];
  size_t length, arity = strsmt_term_arity(from, t), index_count = strsmt_term_index_count(from, t);
  switch ((int)strsmt_term_kind(from, t)) {
  case STRSMT_CONSTANT:
    return strsmt_make_constant(to, strsmt_term_name(from, t), strsmt_term_sort(from, t));
  case STRSMT_TRUE:
  case STRSMT_FALSE:
    return strsmt_make_bool(to, strsmt_term_kind(from, t) == STRSMT_TRUE);
  case STRSMT_INT_LITERAL:
    length = strsmt_print_term(from, t, number, sizeof number);
    DEMAND(length < sizeof number, "%zu digits", length);
    if (*number != '(')
      return strsmt_make_int_text(to, number);
    number[length - 1] = 0; /* (- N) */
    number[2] = '-';
    return strsmt_make_int_text(to, number + 2);
  case STRSMT_STRING_LITERAL: {
    const uint32_t *codes = strsmt_term_codes(from, t, &length);
    return strsmt_make_string_codes(to, codes, length);
  }
  }
  DEMAND(arity <= 16, "%zu arguments", arity);
  for (size_t i = 0; i < arity; i++)
    args[i] = copy(from, to, strsmt_term_child(from, t, i));
  for (size_t i = 0; i < index_count; i++)
    indices[i] = strsmt_term_index(from, t, i);
  return strsmt_make_indexed(to, strsmt_term_kind(from, t), index_count, indices, arity, args);
}

static strsmt_answer ask_apart(const run *r, size_t count, const strsmt_term *assumptions)
{
  strsmt_term copies[LONGEST];
  strsmt *s = strsmt_new(NULL);
  DEMAND(s, "no context");
  strsmt_set_limits(s, &(strsmt_limits){.steps = STEPS});
  for (size_t i = 0; i < r->assertion_count; i++)
    strsmt_assert(s, copy(r->s, s, r->assertions[i]));
  for (size_t i = 0; i < count; i++)
    copies[i] = copy(r->s, s, assumptions[i]);
  strsmt_answer answer = strsmt_check_assuming(s, count, copies);
  DEMAND(strsmt_error(s) == STRSMT_OK, "%s", strsmt_error_message(s));
  strsmt_delete(s);
  return answer;
}

#endif
