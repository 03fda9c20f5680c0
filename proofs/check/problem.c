/* problem.c: runs the commands of an SMT-LIB 2.6 script as far as they decide what is asserted when (FORMAT.md, section
 * 1).
 *
 * Frames are never reused: each knows how many queries came before it was opened and before it was closed, so that the
 * frames open at a query need not be listed. */
#include "problem.h"

#include "problem_reader.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define MOST_LEVELS 10000000u

bool reader_fail(reader *r, size_t at, const char *format, ...)
{
  if (r->report->code == VERDICT_HOLDS) {
    char message[1024];
    size_t line, column;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    lex_position(&r->lexer, at, &line, &column);
    report_fail(r->report, VERDICT_UNREADABLE, "%s", message);
    report_place(r->report, "%s:%zu:%zu", r->file, line, column);
  }
  return false;
}

bool reader_unexpected(reader *r, token t, const char *expected)
{
  char quoted[80];
  if (t.kind == TOKEN_ERROR)
    return reader_fail(r, t.at, "%s", t.problem);
  if (t.kind == TOKEN_END)
    return reader_fail(r, t.at, "the script ends where %s is expected", expected);
  return reader_fail(r, t.at, "`%s` stands where %s is expected", report_quote(quoted, sizeof quoted, t.text, t.length),
                     expected);
}

bool reader_eo_failed(reader *r, size_t at)
{
  eo_status status = eo_state(r->e);
  if (r->report->code != VERDICT_HOLDS)
    return false;
  if (status == EO_MEMORY || status == EO_LIMIT)
    return report_fail(r->report, VERDICT_LIMIT, "%s", eo_error(r->e));
  return reader_fail(r, at, "%s", eo_error(r->e));
}

bool reader_expect(reader *r, token_kind kind, const char *expected, token *out)
{
  *out = lex_next(&r->lexer);
  return out->kind == kind || reader_unexpected(r, *out, expected);
}

/* Where the next token begins. */
static size_t next_token_at(const reader *r)
{
  lexer ahead = r->lexer;
  return lex_next(&ahead).at;
}

/* ---- frames, assertions, queries --------------------------------------------------------------------------------- */

static bool open_frame(reader *r)
{
  problem *p = r->p;
  if (p->frames.size >= NEVER - 1)
    return report_fail(r->report, VERDICT_LIMIT, "too many levels");
  problem_frame f = {.epoch = r->epoch, .opened = (uint32_t)p->queries.size, .closed = NEVER};
  level l = {.bindings = r->bindings.size, .sorts = r->sort_definitions.size, .frame = (uint32_t)p->frames.size};
  return VEC_PUSH(r->heap, p->frames, f) && VEC_PUSH(r->heap, r->levels, l);
}

/* Forgets declarations and definitions but the first ones. */
static void forget_names(reader *r, size_t bindings, size_t sorts)
{
  reader_unbind(r, bindings);
  while (r->sort_definitions.size > sorts) {
    const sort_definition *d = &r->sort_definitions.data[--r->sort_definitions.size];
    r->names.data[d->name].sort = d->shadowed;
  }
}

/* Closes the innermost frame; its declarations go, unless they are global. */
static void close_frame(reader *r)
{
  level l = r->levels.data[--r->levels.size];
  r->p->frames.data[l.frame].closed = (uint32_t)r->p->queries.size;
  if (!r->global_declarations)
    forget_names(r, l.bindings, l.sorts);
}

/* `all`: reset, which forgets global declarations too; otherwise reset-assertions. */
static bool new_epoch(reader *r, bool all)
{
  while (r->levels.size > 0)
    close_frame(r);
  if (all) {
    r->global_declarations = false;
    forget_names(r, 0, 0);
  }
  r->epoch++;
  uint32_t base = (uint32_t)r->p->frames.size;
  return VEC_PUSH(r->heap, r->p->base_frames, base) && open_frame(r);
}

static uint64_t frame_key(eo_term term, uint32_t frame)
{
  return (uint64_t)term << 32 | frame;
}

static bool add_assertion(reader *r, eo_term term)
{
  problem *p = r->p;
  uint32_t frame = r->levels.data[r->levels.size - 1].frame;
  if (map_find(&p->by_frame, frame_key(term, frame)) != NULL)
    return true;
  problem_assertion a = {.term = term, .frame = frame, .before = (uint32_t)p->queries.size};
  a.next = (uint32_t)map_get(&p->by_term, term);
  if (p->assertions.size >= UINT32_MAX - 1)
    return report_fail(r->report, VERDICT_LIMIT, "too many assertions");
  return VEC_PUSH(r->heap, p->assertions, a) && map_put(r->heap, &p->by_term, term, p->assertions.size) &&
         map_put(r->heap, &p->by_frame, frame_key(term, frame), p->assertions.size);
}

/* A term of sort Bool without parameters. */
static bool formula(reader *r, eo_term *out)
{
  value v;
  size_t at = next_token_at(r);
  if (!reader_term(r, &v))
    return false;
  *out = v.id;
  eo_term type = reader_type(r, v);
  if (type == r->sorts[0])
    return true;
  return reader_fail(r, at, "this term is of sort %s where Bool is expected", reader_sort_name(r, type));
}

static bool command_assert(reader *r)
{
  eo_term t;
  return formula(r, &t) && add_assertion(r, t);
}

static bool add_query(reader *r, uint32_t first)
{
  problem *p = r->p;
  if (p->queries.size >= NEVER - 1)
    return report_fail(r->report, VERDICT_LIMIT, "too many queries");
  problem_query q = {
      .epoch = r->epoch, .first_assumption = first, .assumption_count = (uint32_t)p->assumptions.size - first};
  return VEC_PUSH(r->heap, p->queries, q);
}

static bool command_check_sat(reader *r)
{
  return add_query(r, (uint32_t)r->p->assumptions.size);
}

static bool command_check_sat_assuming(reader *r)
{
  token t;
  eo_term term;
  uint32_t first = (uint32_t)r->p->assumptions.size;
  if (!reader_expect(r, TOKEN_OPEN, "`(` before the assumptions", &t))
    return false;
  for (;;) {
    size_t at = r->lexer.at;
    t = lex_next(&r->lexer);
    if (t.kind == TOKEN_CLOSE)
      return add_query(r, first);
    r->lexer.at = at;
    if (!formula(r, &term) || !VEC_PUSH(r->heap, r->p->assumptions, term))
      return false;
    if (r->p->assumptions.size >= UINT32_MAX)
      return report_fail(r->report, VERDICT_LIMIT, "too many assumptions");
  }
}

/* The number of levels of push and pop: 1 if there is none. */
static bool level_count(reader *r, size_t *out)
{
  size_t at = r->lexer.at;
  token t = lex_next(&r->lexer);
  *out = 1;
  if (t.kind == TOKEN_CLOSE) {
    r->lexer.at = at;
    return true;
  }
  if (t.kind != TOKEN_NUMERAL)
    return reader_unexpected(r, t, "a number of levels");
  *out = 0;
  for (size_t i = 0; i < t.length; i++) {
    if (*out <= MOST_LEVELS)
      *out = *out * 10 + (size_t)(t.text[i] - '0');
  }
  return true;
}

static bool command_push(reader *r)
{
  size_t count;
  if (!level_count(r, &count))
    return false;
  if (count > MOST_LEVELS)
    return report_fail(r->report, VERDICT_LIMIT, "more than %u levels at once", MOST_LEVELS);
  while (count-- > 0) {
    if (!open_frame(r))
      return false;
  }
  return true;
}

static bool command_pop(reader *r)
{
  size_t count, at = next_token_at(r);
  if (!level_count(r, &count))
    return false;
  if (count >= r->levels.size)
    return reader_fail(r, at, "pop takes away more levels than there are");
  while (count-- > 0)
    close_frame(r);
  return true;
}

/* ---- declarations and definitions -------------------------------------------------------------------------------- */

static bool declare(reader *r, uint32_t name_index, eo_term sort)
{
  const name_entry *n = &r->names.data[name_index];
  eo_term t = eo_constant(r->e, r->name_text.data + n->at, n->length, sort);
  if (t == 0)
    return reader_eo_failed(r, r->lexer.at);
  return map_put(r->heap, &r->p->constants, t, 1) &&
         reader_bind(r, name_index, (binding){.kind = BINDING_VALUE, .value = {.id = t, .open = false}});
}

static bool command_declare_const(reader *r)
{
  uint32_t index;
  eo_term sort;
  return reader_new_name(r, &index) && reader_closed_sort(r, &sort) && declare(r, index, sort);
}

static bool command_declare_fun(reader *r)
{
  uint32_t index;
  eo_term sort;
  token t;
  if (!reader_new_name(r, &index) || !reader_expect(r, TOKEN_OPEN, "`(` before the argument sorts", &t))
    return false;
  t = lex_next(&r->lexer);
  if (t.kind != TOKEN_CLOSE)
    return reader_fail(r, t.at, "functions with arguments can only be defined, not declared, in this theory");
  return reader_closed_sort(r, &sort) && declare(r, index, sort);
}

static bool check_definition_sort(reader *r, value v, eo_term sort, size_t at)
{
  eo_term type = reader_type(r, v);
  if (type == sort)
    return true;
  return reader_fail(r, at, "the definition is of sort %s, not %s", reader_sort_name(r, type),
                     reader_sort_name(r, sort));
}

static bool define_value(reader *r, uint32_t name_index, eo_term sort)
{
  value v;
  size_t at = next_token_at(r);
  if (!reader_term(r, &v) || !check_definition_sort(r, v, sort, at))
    return false;
  if (r->names.data[name_index].binding != 0)
    return reader_fail(r, at, "the definition names a term within as itself");
  return reader_bind(r, name_index, (binding){.kind = BINDING_VALUE, .value = v});
}

static bool command_define_const(reader *r)
{
  uint32_t index;
  eo_term sort;
  return reader_new_name(r, &index) && reader_closed_sort(r, &sort) && define_value(r, index, sort);
}

/* (NAME SORT)...) of a definition's parameters, which become bindings; *count is their number. */
static bool parameters(reader *r, uint32_t *count)
{
  token t;
  size_t bottom = r->bindings.size;
  for (*count = 0;; ++*count) {
    uint32_t index;
    eo_term sort;
    binding b = {.kind = BINDING_VALUE};
    t = lex_next(&r->lexer);
    if (t.kind == TOKEN_CLOSE)
      return true;
    if (t.kind != TOKEN_OPEN)
      return reader_unexpected(r, t, "a parameter, (NAME SORT)");
    if (!reader_free_name(r, "the name of a parameter", &t, &index))
      return false;
    if (r->names.data[index].binding > bottom)
      return reader_fail(r, t.at, "two parameters of the same name");
    if (!reader_closed_sort(r, &sort) || !reader_parameter(r, index, sort, false, &b.value) ||
        !reader_bind(r, index, b))
      return false;
    if (!reader_expect(r, TOKEN_CLOSE, "`)` after a parameter", &t))
      return false;
  }
}

static bool command_define_fun(reader *r)
{
  uint32_t index;
  token t;
  eo_term sort;
  macro m = {.first_node = (uint32_t)r->nodes.size};
  r->first_node = m.first_node;
  size_t bottom = r->bindings.size;
  if (!reader_new_name(r, &index) || !reader_expect(r, TOKEN_OPEN, "`(` before the parameters", &t))
    return false;
  if (!parameters(r, &m.parameter_count) || !reader_closed_sort(r, &sort))
    return false;
  if (m.parameter_count == 0)
    return define_value(r, index, sort);
  size_t named = r->bindings.size, at = next_token_at(r);
  if (!reader_term(r, &m.body) || !check_definition_sort(r, m.body, sort, at))
    return false;
  if (r->bindings.size != named)
    return reader_fail(r, at, "a named term inside a definition with parameters");
  m.end_node = (uint32_t)r->nodes.size;
  reader_unbind(r, bottom);
  uint32_t macro_index = (uint32_t)r->macros.size;
  return VEC_PUSH(r->heap, r->macros, m) &&
         reader_bind(r, index, (binding){.kind = BINDING_MACRO, .macro = macro_index});
}

static bool command_define_sort(reader *r)
{
  token t;
  sort_value v;
  uint32_t index;
  char quoted[80];
  r->sort_parameters.size = 0;
  if (!reader_free_name(r, "the name of a sort", &t, &index))
    return false;
  if (r->names.data[index].sort != 0)
    return reader_fail(r, t.at, "the sort `%s` is defined already",
                       report_quote(quoted, sizeof quoted, t.text, t.length));
  for (unsigned i = 0; i < 4; i++) {
    const char *known = reader_sort_name(r, r->sorts[i]);
    if (strlen(known) == t.length && memcmp(known, t.text, t.length) == 0)
      return reader_fail(r, t.at, "`%s` is a sort of the theory", known);
  }
  if (!reader_expect(r, TOKEN_OPEN, "`(` before the parameters", &t))
    return false;
  for (t = lex_next(&r->lexer); t.kind != TOKEN_CLOSE; t = lex_next(&r->lexer)) {
    uint32_t parameter;
    if (t.kind != TOKEN_SYMBOL)
      return reader_unexpected(r, t, "the name of a parameter");
    if (!reader_name(r, t.text, t.length, &parameter) || !VEC_PUSH(r->heap, r->sort_parameters, parameter))
      return false;
    if (r->sort_parameters.size > 1000)
      return report_fail(r->report, VERDICT_LIMIT, "a sort with more than 1000 parameters");
  }
  if (!reader_sort(r, &v))
    return false;
  sort_definition d = {.name = index,
                       .shadowed = 0,
                       .parameter_count = (uint32_t)r->sort_parameters.size,
                       .parameter = v.parameter,
                       .sort = v.sort};
  r->sort_parameters.size = 0;
  if (!VEC_PUSH(r->heap, r->sort_definitions, d))
    return false;
  r->names.data[index].sort = (uint32_t)r->sort_definitions.size;
  return true;
}

static bool command_set_option(reader *r)
{
  token t;
  if (!reader_expect(r, TOKEN_KEYWORD, "an option", &t))
    return false;
  if (t.length != strlen("global-declarations") || memcmp(t.text, "global-declarations", t.length) != 0)
    return true;
  if (!reader_expect(r, TOKEN_SYMBOL, "true or false", &t))
    return false;
  bool on = t.length == 4 && memcmp(t.text, "true", 4) == 0;
  if (!on && !(t.length == 5 && memcmp(t.text, "false", 5) == 0))
    return reader_unexpected(r, t, "true or false");
  if (on != r->global_declarations && (r->bindings.size != 0 || r->sort_definitions.size != 0)) {
    return reader_fail(r, t.at, ":global-declarations can only be changed before the first declaration");
  }
  r->global_declarations = on;
  return true;
}

static bool command_unsupported(reader *r)
{
  return reader_fail(
      r, r->lexer.at,
      "this command is not part of the theory of strings without quantifiers and uninterpreted functions");
}

static bool command_nothing(reader *r)
{
  (void)r;
  return true;
}

static bool command_reset(reader *r)
{
  return new_epoch(r, true);
}

static bool command_reset_assertions(reader *r)
{
  return new_epoch(r, false);
}

/* ---- the script -------------------------------------------------------------------------------------------------- */

typedef struct command {
  const char *name;
  bool (*run)(reader *r);
  bool rest; /* what follows is of no account */
} command;

static const command commands[] = {
    {"assert", command_assert, false},
    {"check-sat", command_check_sat, false},
    {"check-sat-assuming", command_check_sat_assuming, false},
    {"declare-const", command_declare_const, false},
    {"declare-datatype", command_unsupported, true},
    {"declare-datatypes", command_unsupported, true},
    {"declare-fun", command_declare_fun, false},
    {"declare-sort", command_unsupported, true},
    {"define-const", command_define_const, false},
    {"define-fun", command_define_fun, false},
    {"define-fun-rec", command_unsupported, true},
    {"define-funs-rec", command_unsupported, true},
    {"define-sort", command_define_sort, false},
    {"echo", command_nothing, true},
    {"exit", command_nothing, true},
    {"get-assertions", command_nothing, true},
    {"get-assignment", command_nothing, true},
    {"get-info", command_nothing, true},
    {"get-model", command_nothing, true},
    {"get-option", command_nothing, true},
    {"get-proof", command_nothing, true},
    {"get-unsat-assumptions", command_nothing, true},
    {"get-unsat-core", command_nothing, true},
    {"get-value", command_nothing, true},
    {"pop", command_pop, false},
    {"push", command_push, false},
    {"reset", command_reset, false},
    {"reset-assertions", command_reset_assertions, false},
    {"set-info", command_nothing, true},
    {"set-logic", command_nothing, true},
    {"set-option", command_set_option, true},
};

static const command *find_command(token t)
{
  for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
    if (commands[i].name[0] == t.text[0] && strlen(commands[i].name) == t.length &&
        memcmp(commands[i].name, t.text, t.length) == 0)
      return &commands[i];
  }
  return NULL;
}

bool reader_is_command(const char *text, size_t length)
{
  return find_command((token){.text = text, .length = length}) != NULL;
}

static bool run_script(reader *r)
{
  for (;;) {
    char quoted[80];
    token t = lex_next(&r->lexer);
    if (t.kind == TOKEN_END)
      return true;
    if (t.kind != TOKEN_OPEN)
      return reader_unexpected(r, t, "a command");
    if (!reader_expect(r, TOKEN_SYMBOL, "the name of a command", &t))
      return false;
    const command *c = find_command(t);
    if (c == NULL)
      return reader_fail(r, t.at, "unknown command `%s`", report_quote(quoted, sizeof quoted, t.text, t.length));
    if (c->run == command_unsupported)
      r->lexer.at = t.at;
    if (!c->run(r))
      return false;
    if (c->rest ? !reader_skip(r) : !reader_expect(r, TOKEN_CLOSE, "`)` at the end of the command", &t))
      return false;
    if (strcmp(c->name, "exit") == 0) {
      r->p->ended = true;
      return true;
    }
  }
}

static bool start(reader *r)
{
  static const char *const names[4] = {"Bool", "Int", "String", "RegLan"};
  for (unsigned i = 0; i < 4; i++) {
    r->sorts[i] = eo_symbol(r->e, names[i], strlen(names[i]));
    if (r->sorts[i] == 0)
      return report_fail(r->report, VERDICT_UNREADABLE, "the signature has no sort %s", names[i]);
  }
  return reader_names_init(r) && VEC_PUSH(r->heap, r->p->base_frames, 0) && open_frame(r);
}

static void free_reader(reader *r)
{
  heap *h = r->heap;
  VEC_FREE(h, r->names);
  VEC_FREE(h, r->name_text);
  map_free(h, &r->name_hash);
  VEC_FREE(h, r->bindings);
  VEC_FREE(h, r->sort_definitions);
  VEC_FREE(h, r->macros);
  VEC_FREE(h, r->nodes);
  VEC_FREE(h, r->node_arguments);
  map_free(h, &r->node_hash);
  VEC_FREE(h, r->values);
  VEC_FREE(h, r->instance);
  VEC_FREE(h, r->open_terms);
  VEC_FREE(h, r->let_names);
  VEC_FREE(h, r->sort_parameters);
  VEC_FREE(h, r->arguments);
  VEC_FREE(h, r->codes);
  VEC_FREE(h, r->text);
  VEC_FREE(h, r->levels);
  heap_free(h, r, sizeof *r);
}

bool problem_open(problem *p, heap *h, eo *e)
{
  memset(p, 0, sizeof *p);
  p->heap = h;
  reader *r = heap_resize(h, NULL, 0, sizeof *r);
  if (r == NULL)
    return false;
  memset(r, 0, sizeof *r);
  p->reader = r;
  r->p = p;
  r->heap = h;
  r->report = h->report;
  r->e = e;
  return start(r);
}

bool problem_more(problem *p, const char *name, const char *text, size_t length)
{
  reader *r = p->reader;
  r->file = name;
  r->lexer = (lexer){.text = text, .length = length, .at = 0};
  if (p->ended || run_script(r))
    return true;
  report_place(r->report, "%s", name);
  return false;
}

void problem_close(problem *p)
{
  if (p->reader != NULL)
    free_reader(p->reader);
  p->reader = NULL;
}

bool problem_read(problem *p, heap *h, eo *e, const char *name, const char *text, size_t length)
{
  bool done = problem_open(p, h, e);
  done = done && problem_more(p, name, text, length);
  problem_close(p);
  if (!done)
    report_place(h->report, "%s", name);
  return done;
}

void problem_release(problem *p)
{
  if (p->heap == NULL)
    return;
  problem_close(p);
  VEC_FREE(p->heap, p->frames);
  VEC_FREE(p->heap, p->assertions);
  VEC_FREE(p->heap, p->queries);
  VEC_FREE(p->heap, p->assumptions);
  VEC_FREE(p->heap, p->base_frames);
  map_free(p->heap, &p->by_frame);
  map_free(p->heap, &p->by_term);
  map_free(p->heap, &p->constants);
}

const problem_assertion *problem_find(const problem *p, eo_term term, uint32_t frame)
{
  uint64_t i = map_get(&p->by_frame, frame_key(term, frame));
  return i == 0 ? NULL : &p->assertions.data[i - 1];
}

bool problem_frame_open(const problem *p, uint32_t frame, uint32_t query)
{
  const problem_frame *f = &p->frames.data[frame];
  return f->opened < query && query <= f->closed;
}

bool problem_is_active(const problem *p, eo_term term, uint32_t query)
{
  for (uint64_t i = map_get(&p->by_term, term); i != 0; i = p->assertions.data[i - 1].next) {
    const problem_assertion *a = &p->assertions.data[i - 1];
    if (!heap_spend(p->heap, 1))
      return false;
    if (a->before < query && problem_frame_open(p, a->frame, query))
      return true;
  }
  return false;
}
