/* info.c: set-logic, set-info, get-info, statistics and progress. */
#include "session.h"

#include <stdio.h>
#include <string.h>

static bool is(const fr_token *t, const char *word)
{
  return strlen(word) == t->length && !memcmp(word, t->text, t->length);
}

/* Logics whose quantifier-free formulas can be written with the sorts and symbols that there are. Others are taken
 * with a warning: what the script then uses beyond them is a mistake of its own. */
bool command_set_logic(session *x)
{
  static const char *const logics[] = {"QF_S", "QF_SLIA", "QF_SNIA", "QF_LIA", "QF_NIA", "QF_IDL", "ALL"};
  fr_reader *r = &x->reader;
  fr_symbol symbol = 0;
  if (!fr_expect_symbol(r, "the name of a logic", &symbol))
    return false;
  fr_place place = fr_token_of(r)->place;
  const char *name = fr_symbol_name(&r->symbols, symbol);
  if (!end_command(x))
    return false;
  if (x->logic_set)
    return fail_command(x, "the logic is already set");
  if (x->started)
    return fail_command(x, "set-logic must come before declarations, definitions and assertions");
  x->logic_set = true;
  for (size_t i = 0; i < sizeof logics / sizeof *logics; i++)
    if (!strcmp(logics[i], name))
      return true;
  fr_text message = {.m = x->m};
  fr_text_format(&message,
                 "the logic %.60s is unknown; only strings, regular expressions, integers and Booleans are supported",
                 name);
  r->warn(r->warn_user, place, fr_text_c(&message));
  fr_text_free(&message);
  return true;
}

static bool set_status(session *x)
{
  fr_reader *r = &x->reader;
  fr_next(r);
  const fr_token *t = fr_token_of(r);
  bool is_sat = is(t, "sat"), is_unsat = is(t, "unsat");
  if (t->kind != FR_TOKEN_SYMBOL || (!is_sat && !is_unsat && !is(t, "unknown")))
    return fr_fail_token(r, "sat, unsat or unknown");
  if (!end_command(x))
    return false;
  x->has_expected = true;
  x->expected = is_sat ? STRSMT_SAT : is_unsat ? STRSMT_UNSAT : STRSMT_UNKNOWN;
  return true;
}

bool command_set_info(session *x)
{
  fr_reader *r = &x->reader;
  if (!fr_expect(r, FR_TOKEN_KEYWORD, "a keyword such as :status"))
    return false;
  if (is(fr_token_of(r), ":status"))
    return set_status(x);
  if (fr_next(r) == FR_TOKEN_CLOSE)
    return true;
  return fr_skip(r) && end_command(x);
}

/* ---- statistics ---- */

typedef struct counter {
  const char *name, *meaning;
  size_t offset;
} counter;

static const counter counters[] = {
    {"checks", "checks", offsetof(strsmt_statistics, checks)},
    {"decisions", "decisions of the SAT solver", offsetof(strsmt_statistics, decisions)},
    {"conflicts", "conflicts of the SAT solver", offsetof(strsmt_statistics, conflicts)},
    {"propagations", "propagations of the SAT solver", offsetof(strsmt_statistics, propagations)},
    {"clauses", "clauses of the clause form", offsetof(strsmt_statistics, clauses)},
    {"lemmas", "lemmas of the theories", offsetof(strsmt_statistics, lemmas)},
    {"models", "candidate models", offsetof(strsmt_statistics, models)},
    {"regex-states", "states of regular expressions", offsetof(strsmt_statistics, regex_states)},
    {"regex-queries", "emptiness questions", offsetof(strsmt_statistics, regex_queries)},
    {"proof-bytes", "bytes of proof", offsetof(strsmt_statistics, proof_bytes)},
    {"terms", "terms", offsetof(strsmt_statistics, terms)},
    {"steps", "steps", offsetof(strsmt_statistics, steps)},
    {"bytes", "bytes held now", offsetof(strsmt_statistics, bytes)},
    {"peak-bytes", "bytes held at most", offsetof(strsmt_statistics, peak_bytes)},
};

static unsigned long long counter_value(const strsmt_statistics *statistics, const counter *c)
{
  return *(const uint64_t *)((const char *)statistics + c->offset);
}

void append_statistics(session *x, fr_text *text)
{
  strsmt_statistics statistics;
  strsmt_get_statistics(x->s, &statistics);
  for (size_t i = 0; i < sizeof counters / sizeof *counters; i++)
    fr_text_format(text, "%s:%s %llu", i ? "\n " : "", counters[i].name, counter_value(&statistics, &counters[i]));
  fr_text_format(text, "\n :seconds %.3f", statistics.seconds);
}

void fr_print_statistics(strsmt *s, bool (*write)(void *user, const char *text, size_t size), void *user)
{
  char line[80];
  strsmt_statistics statistics;
  strsmt_get_statistics(s, &statistics);
  for (size_t i = 0; i < sizeof counters / sizeof *counters; i++)
    write(user, line,
          (size_t)snprintf(line, sizeof line, "%16llu  %s\n", counter_value(&statistics, &counters[i]),
                           counters[i].meaning));
  write(user, line, (size_t)snprintf(line, sizeof line, "%16.3f  seconds of the last check\n", statistics.seconds));
}

void show_progress(void *user, const strsmt_statistics *statistics)
{
  session *x = user;
  tell(x, "check %lu: %.1f s, %llu conflicts, %llu lemmas, %llu states, %llu MB", x->queries, statistics->seconds,
       (unsigned long long)statistics->conflicts, (unsigned long long)statistics->lemmas,
       (unsigned long long)statistics->regex_states, (unsigned long long)(statistics->bytes >> 20));
}

/* ---- get-info ---- */

static bool append_reason(session *x)
{
  if (!x->answered || x->state != STRSMT_UNKNOWN)
    return fail_command(x, ":reason-unknown needs the last check-sat to have answered unknown");
  const char *reason = x->stopped ? x->stopped : strsmt_unknown_reason(x->s);
  if (!strcmp(reason, "memory limit"))
    fr_text_string(&x->response, "memout");
  else
    fr_text_quoted(&x->response, reason);
  return true;
}

bool command_get_info(session *x)
{
  fr_reader *r = &x->reader;
  if (!fr_expect(r, FR_TOKEN_KEYWORD, "a keyword such as :version"))
    return false;
  const fr_token *t = fr_token_of(r);
  bool known = true, good = true;
  fr_text_format(&x->response, "(%.*s ", t->length > 60 ? 60 : (int)t->length, t->text);
  if (is(t, ":name"))
    fr_text_string(&x->response, "\"strsmt\"");
  else if (is(t, ":version"))
    fr_text_quoted(&x->response, strsmt_version());
  else if (is(t, ":authors"))
    fr_text_string(&x->response, "\"the authors of libstrsmt\"");
  else if (is(t, ":error-behavior"))
    fr_text_string(&x->response, x->options.continued ? "continued-execution" : "immediate-exit");
  else if (is(t, ":assertion-stack-levels"))
    fr_text_format(&x->response, "%zu", x->levels.length);
  else if (is(t, ":reason-unknown"))
    good = append_reason(x);
  else if (is(t, ":all-statistics")) {
    fr_text_clear(&x->response);
    fr_text_string(&x->response, "(");
    append_statistics(x, &x->response);
  } else
    known = false;
  if (!good || !end_command(x))
    return false;
  if (known)
    fr_text_string(&x->response, ")");
  else {
    fr_text_clear(&x->response);
    fr_text_string(&x->response, "unsupported");
  }
  respond_text(x);
  return true;
}
