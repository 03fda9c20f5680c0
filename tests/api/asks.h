/* asks.h: calls of traces that ask for cores, values and text, and what the model of the API says about the answers. */
#ifndef STRSMT_TESTS_ASKS_H
#define STRSMT_TESTS_ASKS_H

#include "model.h"

/* ---- cores ---- */

static bool holds(const run *r, strsmt_term t)
{
  for (size_t i = 0; i < r->assertion_count; i++)
    if (r->assertions[i] == t)
      return true;
  for (size_t i = 0; i < r->last_count; i++)
    if (r->last_assumptions[i] == t)
      return true;
  return false;
}

/* The answer to these terms but one, in a context of their own. */
static strsmt_answer ask_terms(const run *r, const strsmt_core *core, size_t without)
{
  strsmt *s = strsmt_new(NULL);
  DEMAND(s, "no context");
  strsmt_set_limits(s, &(strsmt_limits){.steps = STEPS});
  for (size_t i = 0; i < core->count; i++)
    if (i != without)
      strsmt_assert(s, copy(r->s, s, core->terms[i]));
  strsmt_answer answer = strsmt_check(s);
  DEMAND(strsmt_error(s) == STRSMT_OK, "%s", strsmt_error_message(s));
  strsmt_delete(s);
  return answer;
}

static void check_core_proof(run *r, const strsmt_core *core)
{
  script alone = {0};
  for (size_t i = 0; i < strsmt_constant_count(r->s); i++) {
    strsmt_term x = strsmt_constant(r->s, i);
    script_declare(&alone, strsmt_term_name(r->s, x), strsmt_sort_name(strsmt_term_sort(r->s, x)));
  }
  for (size_t i = 0; i < core->count; i++)
    script_assert(&alone, r->s, core->terms[i]);
  script_check(&alone, r->s, 0, NULL);
  bytes_put(&alone.proof, core->proof, core->proof_size);
  DEMAND(script_proved(&alone) == 1, "the proof of the core is not accepted");
  script_free(&alone);
}

static void ask_core(run *r, const call *c)
{
  strsmt_core core = {.count = 9};
  strsmt_limits budget = {.steps = c->p[0] % 4 ? STEPS : 1 + c->p[1] % 500};
  if (r->way == FRESH)
    return;
  strsmt_error_code code = strsmt_get_core(r->s, &budget, &core);
  if (r->state != UNSAT) {
    DEMAND(code == STRSMT_ERROR_STATE && !core.count, "error %d", code);
    fails(r, STRSMT_ERROR_STATE, "strsmt_get_core");
    return;
  }
  fine(r);
  for (size_t i = 0; i < core.count; i++)
    DEMAND(holds(r, core.terms[i]), "term %zu of the core is neither asserted nor assumed", i);
  DEMAND(!core.proof == !core.proof_size && (core.proof || !core.minimal), "a core of %zu bytes", core.proof_size);
  DEMAND(strsmt_current_state(r->s) == STRSMT_STATE_UNSAT, "the state is %d", strsmt_current_state(r->s));
  if (r->way != PLAIN)
    return;
  DEMAND(ask_terms(r, &core, SIZE_MAX) != STRSMT_SAT, "the core has a model");
  for (size_t i = 0; i < core.count && core.minimal; i++)
    DEMAND(ask_terms(r, &core, i) != STRSMT_UNSAT, "term %zu is not needed", i);
  if (core.proof && c->p[2] % 4 == 0)
    check_core_proof(r, &core);
}

/* ---- text ---- */

static char *printed(run *r, strsmt_term t, size_t *length)
{
  *length = strsmt_print_term(r->s, t, NULL, 0);
  char *text = malloc(*length + 1);
  DEMAND(text, "no memory");
  DEMAND(strsmt_print_term(r->s, t, text, *length + 1) == *length, "another length");
  return text;
}

/* A printed term is read as the same one; a piece of it is none, or another. */
static void read_back(run *r, const call *c)
{
  unsigned size = 0;
  size_t length;
  strsmt_term t = pick(r, sorts[c->p[0] % 4], c->p[1], &size);
  if (!t)
    return;
  char *text = printed(r, t, &length);
  DEMAND(strsmt_parse_term(r->s, text, length) == t, "'%s' is read as another term: %s", text,
         strsmt_error_message(r->s));
  if (!strsmt_parse_term(r->s, text, c->p[2] % (length + 1))) {
    DEMAND(strsmt_error_place(r->s, NULL, NULL, NULL), "no place");
    fails(r, STRSMT_ERROR_SYNTAX, "strsmt_parse_term");
  }
  free(text);
  fine(r);
}

static void assert_text(run *r, strsmt_term t)
{
  size_t length;
  if (!t || r->assertion_count == LONGEST)
    return;
  char *text = printed(r, t, &length), *command = malloc(length + 12);
  DEMAND(command, "no memory");
  size_t size = (size_t)snprintf(command, length + 12, "(assert %s)", text);
  DEMAND(strsmt_parse_script(r->s, command, size) == STRSMT_OK, "%s", strsmt_error_message(r->s));
  free(command);
  free(text);
  script_assert(&r->script, r->s, t);
  r->assertions[r->assertion_count++] = t;
  r->state = INPUT;
}

static void push_text(run *r, unsigned levels)
{
  char command[32];
  if (r->level + levels > LEVELS)
    return;
  snprintf(command, sizeof command, "(push %u)", levels);
  DEMAND(strsmt_parse_script(r->s, command, strlen(command)) == STRSMT_OK, "%s", strsmt_error_message(r->s));
  script_number(&r->script, "push", levels);
  for (unsigned i = 0; i < levels; i++)
    r->levels[r->level++] = r->assertion_count;
  r->state = levels ? INPUT : r->state;
}

static void pop_text(run *r, unsigned levels)
{
  char command[32];
  snprintf(command, sizeof command, "(pop %u)", levels);
  strsmt_error_code code = strsmt_parse_script(r->s, command, strlen(command));
  if (levels > r->level) {
    fails(r, STRSMT_ERROR_SYNTAX, "strsmt_parse_script");
    return;
  }
  DEMAND(code == STRSMT_OK, "%s", strsmt_error_message(r->s));
  script_number(&r->script, "pop", levels);
  r->level -= levels;
  if (levels)
    r->assertion_count = r->levels[r->level];
  r->state = levels ? INPUT : r->state;
}

/* A command as text does what the call does; one that fails changes nothing. */
static void run_text(run *r, const call *c)
{
  static const char wrong[] = "(get-info :name)(check-never)";
  unsigned size = 0;
  switch (c->p[0] % 4) {
  case 0:
    assert_text(r, pick(r, STRSMT_SORT_BOOL, c->p[2], &size));
    break;
  case 1:
    push_text(r, c->p[1] % 3);
    break;
  case 2:
    pop_text(r, c->p[1] % 3);
    break;
  default:
    DEMAND(strsmt_run_script(r->s, wrong, sizeof wrong - 1, NULL, NULL) == STRSMT_ERROR_SYNTAX, "no error");
    fails(r, STRSMT_ERROR_SYNTAX, "strsmt_run_script");
  }
  DEMAND(strsmt_level_count(r->s) == r->level && strsmt_assertion_count(r->s) == r->assertion_count,
         "%u levels, %zu assertions", strsmt_level_count(r->s), strsmt_assertion_count(r->s));
}

/* ---- values ---- */

static void look_at_string(run *r, strsmt_term value)
{
  char text[400];
  size_t length;
  strsmt_term_codes(r->s, value, &length);
  DEMAND(strsmt_term_escaped(r->s, value, text, sizeof text) >= length, "escaped");
  size_t size = strsmt_term_utf8(r->s, value, text, sizeof text);
  DEMAND(size >= length, "%zu bytes", size);
  DEMAND(size >= sizeof text || strsmt_make_string_length(r->s, text, size) == value, "another string");
}

static void look_at_value(run *r, const call *c)
{
  unsigned size = 0;
  char text[400];
  bool yes;
  strsmt_term t = pick(r, sorts[c->p[0] % 3], c->p[1], &size), value;
  if (!t || r->way == FRESH)
    return;
  value = r->state == SAT ? strsmt_value(r->s, t) : STRSMT_NO_TERM;
  if (!value) { /* no model, or a division by zero: mistakes of their own */
    strsmt_clear_error(r->s);
    return;
  }
  DEMAND(strsmt_value(r->s, value) == value, "the value has another value");
  if (strsmt_term_sort(r->s, value) == STRSMT_SORT_STRING)
    look_at_string(r, value);
  else if (strsmt_term_sort(r->s, value) == STRSMT_SORT_BOOL)
    DEMAND(strsmt_term_bool(r->s, value, &yes) && strsmt_make_bool(r->s, yes) == value, "no Boolean");
  else if (strsmt_term_decimal(r->s, value, text, sizeof text) < sizeof text)
    DEMAND(strsmt_make_int_text(r->s, text) == value, "%s", text);
  DEMAND(strsmt_print_model(r->s, text, sizeof text), "no model: %s", strsmt_error_message(r->s));
  fine(r);
}

#endif
