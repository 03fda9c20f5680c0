/* calls.h: traces of API calls: drawn from a seed, written and read.
 *
 * A trace is a list of calls, one a line: a name and four numbers. Terms are named by their place among the terms of the
 * wanted sort made so far, modulo their number, so that each subsequence of a trace is a trace too: that is what makes
 * shrinking simple. */
#ifndef STRSMT_TESTS_CALLS_H
#define STRSMT_TESTS_CALLS_H

#include <stdio.h>
#include <string.h>
#include <strsmt.h>

typedef enum action {
  MAKE_CONSTANT, /* sort, number */
  MAKE_STRING,   /* characters */
  MAKE_INT,      /* value */
  MAKE,          /* kind, arguments */
  ASSERT,        /* term */
  PUSH,          /* levels */
  POP,           /* levels: more than there are must fail */
  CHECK,
  CHECK_ASSUMING, /* number, terms */
  RESET,
  LOOK,    /* sort, term */
  MISTAKE, /* which */
  CORE,    /* budget of steps: 0 none */
  TEXT,    /* sort, term: printed and read again */
  SCRIPT,  /* which, levels, term */
  VALUES,  /* sort, term */
  ACTION_COUNT
} action;

static const char *const action_names[ACTION_COUNT] = {"constant", "string", "int",      "make",  "assert", "push",
                                                       "pop",      "check",  "assuming", "reset", "look",   "mistake",
                                                       "core",     "text",   "script",   "values"};

typedef struct call {
  action what;
  unsigned p[4];
} call;

enum { LONGEST = 200 };

typedef struct trace {
  size_t size;
  call calls[LONGEST];
} trace;

static uint64_t random_state;

static unsigned draw(unsigned below)
{
  random_state = random_state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
  return (unsigned)((random_state >> 33) % below);
}

/* The kinds by how often they are drawn: mostly what is decided. */
static const strsmt_kind often[] = {
    STRSMT_NOT,       STRSMT_NOT,       STRSMT_AND,          STRSMT_OR,           STRSMT_OR,
    STRSMT_XOR,       STRSMT_IMPLIES,   STRSMT_EQ,           STRSMT_EQ,           STRSMT_EQ,
    STRSMT_DISTINCT,  STRSMT_ITE,       STRSMT_LE,           STRSMT_LT,           STRSMT_GE,
    STRSMT_GT,        STRSMT_STR_LEN,   STRSMT_STR_IN_RE,    STRSMT_STR_IN_RE,    STRSMT_STR_IN_RE,
    STRSMT_STR_IN_RE, STRSMT_STR_IN_RE, STRSMT_STR_PREFIXOF, STRSMT_STR_SUFFIXOF, STRSMT_STR_TO_RE,
    STRSMT_STR_TO_RE, STRSMT_RE_ALL,    STRSMT_RE_ALLCHAR,   STRSMT_RE_CONCAT,    STRSMT_RE_UNION,
    STRSMT_RE_INTER,  STRSMT_RE_STAR,   STRSMT_RE_COMP,      STRSMT_RE_DIFF,      STRSMT_RE_PLUS,
    STRSMT_RE_OPT,    STRSMT_RE_RANGE,  STRSMT_RE_POWER,     STRSMT_RE_LOOP,      STRSMT_RE_CONCAT,
    STRSMT_STR_LT,    STRSMT_STR_LE,    STRSMT_STR_CONTAINS, STRSMT_STR_CONCAT};

static strsmt_kind draw_kind(void)
{
  if (draw(12))
    return often[draw(sizeof often / sizeof *often)];
  return (strsmt_kind)(STRSMT_NOT + (int)draw(STRSMT_KIND_COUNT - STRSMT_NOT));
}

static void draw_call(call *c, unsigned at)
{
  unsigned die = draw(100);
  *c = (call){.p = {draw(1u << 16), draw(1u << 16), draw(1u << 16), draw(1u << 16)}};
  if (at < 3 || die < 6)
    c->what = MAKE_CONSTANT;
  else if (die < 12)
    c->what = MAKE_STRING;
  else if (die < 15)
    c->what = MAKE_INT;
  else if (die < 70 || at < 15)
    c->what = MAKE, c->p[0] = (unsigned)draw_kind();
  else if (die < 81)
    c->what = ASSERT;
  else if (die < 84)
    c->what = PUSH;
  else if (die < 87)
    c->what = POP;
  else if (die < 91)
    c->what = CHECK;
  else if (die < 94)
    c->what = CHECK_ASSUMING;
  else if (die < 95)
    c->what = draw(2) ? RESET : CHECK;
  else if (die < 97)
    c->what = draw(2) ? LOOK : VALUES;
  else if (die < 98)
    c->what = draw(2) ? TEXT : SCRIPT;
  else
    c->what = draw(3) ? MISTAKE : CORE;
}

static void generate(trace *t, unsigned seed)
{
  random_state = seed * UINT64_C(0x9e3779b97f4a7c15) + 1;
  for (int i = 0; i < 8; i++)
    draw(2);
  t->size = 30 + draw(LONGEST - 31);
  for (size_t i = 0; i < t->size; i++)
    draw_call(&t->calls[i], (unsigned)i);
  t->calls[t->size++] = (call){.what = CHECK};
}

static void print_trace(const trace *t, FILE *out)
{
  for (size_t i = 0; i < t->size; i++) {
    const call *c = &t->calls[i];
    fprintf(out, "%s %u %u %u %u\n", action_names[c->what], c->p[0], c->p[1], c->p[2], c->p[3]);
  }
}

static bool read_trace(trace *t, const char *path)
{
  char name[32];
  call c;
  FILE *in = fopen(path, "r");
  t->size = 0;
  if (!in)
    return false;
  while (t->size < LONGEST && fscanf(in, "%31s %u %u %u %u", name, &c.p[0], &c.p[1], &c.p[2], &c.p[3]) == 5)
    for (int i = 0; i < ACTION_COUNT; i++)
      if (!strcmp(name, action_names[i])) {
        c.what = (action)i;
        t->calls[t->size++] = c;
      }
  bool whole = fscanf(in, "%31s", name) == EOF;
  fclose(in);
  return whole && t->size;
}

#endif
