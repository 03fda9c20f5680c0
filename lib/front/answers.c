/* answers.c: what can be asked after a check. */
#include "session.h"

/* The last answer must be `answer`, and nothing may have changed since. */
static bool demand_answer(session *x, strsmt_answer answer, const char *name)
{
  if (x->answered && x->state == answer)
    return true;
  const char *wanted = answer == STRSMT_SAT ? "sat" : "unsat";
  if (!x->answered)
    return fail_command(x, "%s needs a check-sat that answered %s, with nothing asserted, pushed or popped since", name,
                        wanted);
  return fail_command(x, "%s needs the last check-sat to have answered %s", name, wanted);
}

static bool value_of(session *x, strsmt_term term, strsmt_term *value)
{
  *value = strsmt_value(x->s, term);
  return *value || fr_fail_library(&x->reader, x->command);
}

static bool append_definition(session *x, const fr_scoped *entry)
{
  const fr_symbols *symbols = &x->reader.symbols;
  const fr_binding *b = fr_lookup(symbols, entry->symbol, entry->space);
  strsmt_term value = STRSMT_NO_TERM;
  if (entry->space != FR_TERMS || b->kind != FR_CONSTANT)
    return true;
  if (!value_of(x, b->term, &value))
    return false;
  fr_text_string(&x->response, "  (define-fun ");
  fr_text_symbol(&x->response, fr_symbol_name(symbols, entry->symbol));
  fr_text_format(&x->response, " () %s ", fr_sort_name(b->sort));
  append_term(x, &x->response, value);
  fr_text_string(&x->response, ")\n");
  return true;
}

/* With constants that no script declares. */
static bool print_whole_model(session *x)
{
  fr_text *out = &x->response;
  size_t length = strsmt_print_model(x->s, NULL, 0);
  if (!FR_RESERVE(x->m, *out, length + 1))
    return fr_fail_memory(&x->reader);
  out->length = strsmt_print_model(x->s, out->data, length + 1);
  if (!out->length)
    return fr_fail_library(&x->reader, x->command);
  respond_text(x);
  return true;
}

bool print_model(session *x)
{
  if (x->config->constants)
    return print_whole_model(x);
  const fr_symbols *symbols = &x->reader.symbols;
  fr_text_string(&x->response, "(\n");
  for (size_t i = 0; i < symbols->global.length; i++)
    if (!append_definition(x, &symbols->global.data[i]))
      return false;
  for (size_t i = 0; i < symbols->scoped.length; i++)
    if (!append_definition(x, &symbols->scoped.data[i]))
      return false;
  fr_text_string(&x->response, ")");
  respond_text(x);
  return true;
}

bool command_get_model(session *x)
{
  if (!end_command(x))
    return false;
  if (!x->options.produce_models)
    return fail_command(x, "get-model needs (set-option :produce-models true)");
  return demand_answer(x, STRSMT_SAT, "get-model") && print_model(x);
}

static bool append_value(session *x, bool first)
{
  fr_reader *r = &x->reader;
  fr_value v;
  strsmt_term value = STRSMT_NO_TERM;
  fr_lex_record(&r->lexer);
  if (!fr_read_term(r, &v))
    return false;
  const fr_text *text = fr_lex_recorded(&r->lexer);
  if (!value_of(x, v.term, &value))
    return false;
  fr_text_string(&x->response, first ? "(" : "\n (");
  fr_text_append(&x->response, text->data, text->length);
  fr_text_string(&x->response, " ");
  append_term(x, &x->response, value);
  fr_text_string(&x->response, ")");
  return true;
}

bool command_get_value(session *x)
{
  fr_reader *r = &x->reader;
  if (!x->options.produce_models)
    return fail_command(x, "get-value needs (set-option :produce-models true)");
  if (!demand_answer(x, STRSMT_SAT, "get-value") || !fr_expect(r, FR_TOKEN_OPEN, "'(' before the terms"))
    return false;
  fr_text_string(&x->response, "(");
  bool first = true;
  while (fr_next(r) != FR_TOKEN_CLOSE || first) {
    if (!append_value(x, first))
      return false;
    first = false;
  }
  fr_text_string(&x->response, ")");
  if (!end_command(x))
    return false;
  respond_text(x);
  return true;
}

static bool append_assignment(session *x, const fr_scoped *entry, bool *first)
{
  const fr_symbols *symbols = &x->reader.symbols;
  const fr_binding *b = fr_lookup(symbols, entry->symbol, entry->space);
  strsmt_term value = STRSMT_NO_TERM;
  if (entry->space != FR_TERMS || b->kind != FR_NAMED || b->sort != STRSMT_SORT_BOOL)
    return true;
  if (!value_of(x, b->term, &value))
    return false;
  fr_text_string(&x->response, *first ? "(" : " (");
  fr_text_symbol(&x->response, fr_symbol_name(symbols, entry->symbol));
  fr_text_format(&x->response, " %s)", strsmt_term_kind(x->s, value) == STRSMT_TRUE ? "true" : "false");
  *first = false;
  return true;
}

bool command_get_assignment(session *x)
{
  const fr_symbols *symbols = &x->reader.symbols;
  if (!end_command(x))
    return false;
  if (!x->options.produce_assignments)
    return fail_command(x, "get-assignment needs (set-option :produce-assignments true)");
  if (!demand_answer(x, STRSMT_SAT, "get-assignment"))
    return false;
  bool first = true;
  fr_text_string(&x->response, "(");
  for (size_t i = 0; i < symbols->global.length; i++)
    if (!append_assignment(x, &symbols->global.data[i], &first))
      return false;
  for (size_t i = 0; i < symbols->scoped.length; i++)
    if (!append_assignment(x, &symbols->scoped.data[i], &first))
      return false;
  fr_text_string(&x->response, ")");
  respond_text(x);
  return true;
}

/* Unless a minimal core is asked for, some times the work of the check, so that it is the same everywhere. */
static strsmt_limits core_budget(const session *x)
{
  strsmt_limits budget = x->config->limits;
  uint64_t steps = 10000 + 10 * x->check_steps;
  if (!x->options.minimal_unsat_cores && (!budget.steps || steps < budget.steps))
    budget.steps = steps;
  return budget;
}

static bool in_core(const strsmt_core *core, strsmt_term term)
{
  for (size_t i = 0; i < core->count; i++)
    if (core->terms[i] == term)
      return true;
  return false;
}

bool command_get_unsat_core(session *x)
{
  if (!end_command(x))
    return false;
  if (!x->options.produce_unsat_cores)
    return fail_command(x, "get-unsat-core needs (set-option :produce-unsat-cores true), before the first assertion");
  if (!demand_answer(x, STRSMT_UNSAT, "get-unsat-core"))
    return false;
  strsmt_core core;
  const char *separator = "";
  strsmt_limits budget = core_budget(x);
  if (strsmt_get_core(x->s, &budget, &core) != STRSMT_OK)
    return fr_fail_library(&x->reader, x->command);
  fr_text_string(&x->response, "(");
  for (size_t i = 0; i < x->named.length; i++)
    if (in_core(&core, x->named.data[i].term)) {
      fr_text_string(&x->response, separator);
      fr_text_symbol(&x->response, fr_symbol_name(&x->reader.symbols, x->named.data[i].name));
      separator = " ";
    }
  fr_text_string(&x->response, ")");
  respond_text(x);
  return true;
}

bool command_get_unsat_assumptions(session *x)
{
  if (!end_command(x))
    return false;
  if (!x->options.produce_unsat_assumptions)
    return fail_command(x, "get-unsat-assumptions needs (set-option :produce-unsat-assumptions true)");
  if (!demand_answer(x, STRSMT_UNSAT, "get-unsat-assumptions"))
    return false;
  const char *separator = "";
  size_t start = 0;
  fr_text_string(&x->response, "(");
  for (size_t i = 0; i < x->assumption_ends.length; i++) {
    size_t end = x->assumption_ends.data[i];
    if (x->failed.data[i]) {
      fr_text_string(&x->response, separator);
      fr_text_append(&x->response, x->assumption_text.data + start, end - start);
      separator = " ";
    }
    start = end;
  }
  fr_text_string(&x->response, ")");
  respond_text(x);
  return true;
}

bool command_simplify(session *x)
{
  fr_reader *r = &x->reader;
  fr_value v;
  fr_next(r);
  if (!fr_read_term(r, &v) || !end_command(x))
    return false;
  strsmt_term simple = strsmt_simplify(x->s, v.term);
  if (!simple)
    return fr_fail_library(r, x->command);
  append_term(x, &x->response, simple);
  respond_text(x);
  return true;
}

/* The proof is one stream for all checks: what it holds now ends with the conclusion of the last one. */
bool command_get_proof(session *x)
{
  if (!end_command(x))
    return false;
  if (!x->options.produce_proofs)
    return fail_command(x, "get-proof needs (set-option :produce-proofs true), before the first check-sat");
  if (!demand_answer(x, STRSMT_UNSAT, "get-proof"))
    return false;
  fr_text_string(&x->response, "(\n");
  fr_text_append(&x->response, x->proof.data, x->proof.length);
  fr_text_string(&x->response, ")");
  respond_text(x);
  return true;
}
