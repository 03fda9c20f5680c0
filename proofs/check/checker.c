/* checker.c: the meaning of records. */
#include "checker.h"

#include <string.h>

static bool wrong(checker *c, const char *message, uint64_t id)
{
  return report_fail(c->report, VERDICT_WRONG, "%s %llu", message, (unsigned long long)id);
}

static bool misplaced(checker *c, const char *message)
{
  return report_fail(c->report, VERDICT_WRONG, "%s", message);
}

/* Reports why `eo` gave no term. `what` names a symbol or rule. */
static bool eo_failed(checker *c, const char *kind, const vec_char *what)
{
  char quoted[100];
  eo_status status = eo_state(c->e);
  verdict code = status == EO_MEMORY || status == EO_LIMIT ? VERDICT_LIMIT : VERDICT_WRONG;
  const char *message = status == EO_OK ? "it has no value" : eo_error(c->e);
  return report_fail(c->report, code, "%s `%s`: %s", kind, report_quote(quoted, sizeof quoted, what->data, what->size),
                     message);
}

/* ---- terms ------------------------------------------------------------------------------------------------------- */

static eo_term find_term(const checker *c, uint64_t id)
{
  return (eo_term)map_get(&c->terms, id);
}

static bool check_new_term(checker *c, uint64_t id)
{
  return find_term(c, id) == 0 || wrong(c, "this id is alive already: term", id);
}

static bool add_term(checker *c, uint64_t id, eo_term t)
{
  c->counts.terms++;
  if (c->lemma.open && !VEC_PUSH(c->heap, c->lemma.terms, id))
    return false;
  return map_put(c->heap, &c->terms, id, t);
}

/* Looks terms up, into c->arguments. */
static bool find_arguments(checker *c, const vec_u64 *ids)
{
  c->arguments.size = 0;
  for (size_t i = 0; i < ids->size; i++) {
    eo_term t = find_term(c, ids->data[i]);
    if (t == 0)
      return wrong(c, "not alive: term", ids->data[i]);
    if (!VEC_PUSH(c->heap, c->arguments, t))
      return false;
  }
  return true;
}

static bool record_constant(checker *c, const record *r)
{
  char quoted[100];
  if (!check_new_term(c, r->id))
    return false;
  eo_term sort = eo_symbol(c->e, r->text.data, r->text.size);
  static const char *const sorts[4] = {"Bool", "Int", "String", "RegLan"};
  bool known = false;
  for (unsigned i = 0; i < 4; i++)
    known = known || (strlen(sorts[i]) == r->text.size && memcmp(sorts[i], r->text.data, r->text.size) == 0);
  if (!known || sort == 0) {
    return report_fail(c->report, VERDICT_UNREADABLE, "`%s` is no sort of constants",
                       report_quote(quoted, sizeof quoted, r->text.data, r->text.size));
  }
  eo_term t = eo_constant(c->e, r->name.data, r->name.size, sort);
  if (t == 0)
    return eo_failed(c, "constant", &r->name);
  if (map_find(&c->problem->constants, t) != NULL)
    return add_term(c, r->id, t);
  report_quote(quoted, sizeof quoted, r->name.data, r->name.size);
  return report_fail(c->report, VERDICT_MISMATCH, "the problem does not declare a constant `%s` of this sort", quoted);
}

static bool record_literal(checker *c, const record *r)
{
  if (!check_new_term(c, r->id))
    return false;
  eo_term t =
      r->is_string ? eo_string(c->e, r->codes.data, r->codes.size) : eo_numeral(c->e, r->name.data, r->name.size);
  return t == 0 ? eo_failed(c, "literal", &r->name) : add_term(c, r->id, t);
}

static bool is_name(const vec_char *text, const char *name)
{
  return text->size == strlen(name) && memcmp(text->data, name, text->size) == 0;
}

static bool record_application(checker *c, const record *r)
{
  eo_term t;
  if (!check_new_term(c, r->id) || !find_arguments(c, &r->ids))
    return false;
  if (!eo_is_symbol(c->e, r->name.data, r->name.size)) {
    char quoted[100];
    return report_fail(c->report, VERDICT_WRONG, "the signature declares no symbol `%s`",
                       report_quote(quoted, sizeof quoted, r->name.data, r->name.size));
  }
  if (r->ids.size > 0) {
    t = eo_apply(c->e, r->name.data, r->name.size, r->ids.size, c->arguments.data);
  } else if (is_name(&r->name, "true") || is_name(&r->name, "false")) {
    t = r->name.size == 4 ? eo_true(c->e) : eo_false(c->e);
  } else {
    t = eo_symbol(c->e, r->name.data, r->name.size);
  }
  return t == 0 ? eo_failed(c, "symbol", &r->name) : add_term(c, r->id, t);
}

static bool record_drop_terms(checker *c, const record *r)
{
  for (size_t i = 0; i < r->ids.size; i++) {
    if (!map_remove(&c->terms, r->ids.data[i]))
      return wrong(c, "not alive: term", r->ids.data[i]);
  }
  return true;
}

/* ---- variables and literals -------------------------------------------------------------------------------------- */

static bool check_new_variable(checker *c, uint64_t variable)
{
  if (map_find(&c->variables, variable) == NULL && map_find(&c->guards, variable) == NULL)
    return true;
  return wrong(c, "this variable has a meaning already:", variable);
}

static bool record_variable(checker *c, const record *r)
{
  eo_term t = find_term(c, r->other);
  if (!check_new_variable(c, r->id))
    return false;
  if (t == 0)
    return wrong(c, "not alive: term", r->other);
  if (eo_type(c->e, t) != c->bool_sort)
    return wrong(c, "not of sort Bool: term", r->other);
  uint64_t known = map_get(&c->literals, t);
  if (known != 0)
    return wrong(c, "this term has a variable already:", known);
  return map_put(c->heap, &c->variables, r->id, t) && map_put(c->heap, &c->literals, t, r->id);
}

static bool record_guard(checker *c, const record *r)
{
  if (!check_new_variable(c, r->id))
    return false;
  const problem *p = c->problem;
  if (r->other >= p->frames.size || p->frames.data[r->other].epoch != c->epoch) {
    return report_fail(c->report, VERDICT_MISMATCH, "the problem has no frame %llu at this point",
                       (unsigned long long)r->other);
  }
  return map_put(c->heap, &c->guards, r->id, r->other + 1);
}

/* The literal of a term, or 0. */
static int32_t literal_of(const checker *c, eo_term t)
{
  uint64_t v = map_get(&c->literals, t);
  if (v != 0)
    return (int32_t)v;
  eo_term inner = eo_negated(c->e, t);
  return inner == 0 ? 0 : -(int32_t)map_get(&c->literals, inner);
}

/* The term of a literal, or of its negation; 0 after a failure. */
static eo_term term_of(checker *c, int32_t literal, bool negated)
{
  uint64_t variable = (uint64_t)(literal < 0 ? -(int64_t)literal : literal);
  eo_term t = (eo_term)map_get(&c->variables, variable);
  if (t == 0) {
    bool guard = map_find(&c->guards, variable) != NULL;
    wrong(c, guard ? "a guard cannot occur in a lemma:" : "this variable stands for no term:", variable);
    return 0;
  }
  if ((literal < 0) == negated)
    return t;
  eo_term result = eo_not(c->e, t);
  if (result == 0)
    report_fail(c->report, eo_state(c->e) == EO_WRONG ? VERDICT_WRONG : VERDICT_LIMIT, "%s", eo_error(c->e));
  return result;
}

/* ---- clauses ----------------------------------------------------------------------------------------------------- */

static bool record_input(checker *c, const record *r)
{
  eo_term t = find_term(c, r->other);
  uint64_t frame = c->problem->base_frames.data[c->epoch];
  if (t == 0)
    return wrong(c, "not alive: term", r->other);
  if (r->guard != 0) {
    frame = map_get(&c->guards, r->guard);
    if (frame-- == 0)
      return wrong(c, "this variable is no guard:", r->guard);
  }
  const problem_assertion *a = problem_find(c->problem, t, (uint32_t)frame);
  if (a == NULL) {
    return report_fail(c->report, VERDICT_MISMATCH, "term %llu is no assertion of frame %llu of the problem",
                       (unsigned long long)r->other, (unsigned long long)frame);
  }
  int32_t literal = literal_of(c, t);
  if (literal == 0)
    return wrong(c, "no variable stands for term", r->other);
  if (a->before > c->latest_input)
    c->latest_input = a->before;
  c->counts.inputs++;
  int32_t clause[2] = {-(int32_t)r->guard, literal};
  return r->guard != 0 ? lrat_add(&c->clauses, r->id, clause, 2) : lrat_add(&c->clauses, r->id, clause + 1, 1);
}

static bool record_lemma(checker *c, const record *r)
{
  check_lemma *l = &c->lemma;
  if (lrat_alive(&c->clauses, r->id))
    return wrong(c, "this id is alive already: clause", r->id);
  l->clause = r->id;
  l->literals.size = l->steps.size = l->terms.size = 0;
  l->mark = eo_set_mark(c->e);
  l->open = true;
  for (size_t i = 0; i < r->literals.size; i++) {
    eo_term t = term_of(c, r->literals.data[i], true);
    if (t == 0 || !VEC_PUSH(c->heap, l->steps, t) || !VEC_PUSH(c->heap, l->literals, r->literals.data[i]))
      return false;
  }
  return true;
}

static bool find_steps(checker *c, const vec_u64 *ids)
{
  c->premises.size = 0;
  for (size_t i = 0; i < ids->size; i++) {
    if (ids->data[i] > c->lemma.steps.size)
      return wrong(c, "not made yet: step", ids->data[i]);
    if (!VEC_PUSH(c->heap, c->premises, c->lemma.steps.data[ids->data[i] - 1]))
      return false;
  }
  return true;
}

static bool record_step(checker *c, const record *r)
{
  c->counts.steps++;
  if (r->id != c->lemma.steps.size + 1)
    return wrong(c, "steps are numbered upwards without gaps: expected step", c->lemma.steps.size + 1);
  eo_rule rule = eo_find_rule(c->e, r->name.data, r->name.size);
  if (rule == 0)
    return eo_failed(c, "rule", &r->name);
  if (!find_arguments(c, &r->ids) || !find_steps(c, &r->premises))
    return false;
  eo_term t = eo_conclude(c->e, rule, c->arguments.size, c->arguments.data, c->premises.size, c->premises.data);
  if (t == 0)
    return eo_failed(c, "rule", &r->name);
  if (eo_type(c->e, t) != c->bool_sort)
    return misplaced(c, "the rule's conclusion is no formula");
  return VEC_PUSH(c->heap, c->lemma.steps, t);
}

/* Is the term `false`, or the lemma's clause? */
static bool proves_lemma(checker *c, eo_term last)
{
  const check_lemma *l = &c->lemma;
  if (last == eo_false(c->e))
    return true;
  c->arguments.size = 0;
  for (size_t i = 0; i < l->literals.size; i++) {
    eo_term t = term_of(c, l->literals.data[i], false);
    if (t == 0 || !VEC_PUSH(c->heap, c->arguments, t))
      return false;
  }
  eo_term clause = eo_or(c->e, c->arguments.size, c->arguments.data);
  return clause == last && l->literals.size > 0;
}

static bool record_lemma_end(checker *c, const record *r)
{
  check_lemma *l = &c->lemma;
  if (r->id > l->steps.size)
    return wrong(c, "not made: step", r->id);
  if (!proves_lemma(c, l->steps.data[r->id - 1]))
    return misplaced(c, "the lemma ends neither in `false` nor in its clause");
  for (size_t i = 0; i < l->terms.size; i++)
    map_remove(&c->terms, l->terms.data[i]);
  eo_release(c->e, l->mark);
  l->open = false;
  c->counts.lemmas++;
  return lrat_add(&c->clauses, l->clause, l->literals.data, l->literals.size);
}

static bool record_derived(checker *c, const record *r)
{
  c->counts.derived++;
  if (r->negative)
    return misplaced(c, "negative hints (RAT) are not allowed");
  return lrat_derive(&c->clauses, r->id, r->literals.data, r->literals.size, r->ids.data, r->ids.size);
}

static bool record_delete(checker *c, const record *r)
{
  for (size_t i = 0; i < r->ids.size; i++) {
    if (!lrat_delete(&c->clauses, r->ids.data[i]))
      return false;
    c->counts.deleted++;
  }
  return true;
}

/* ---- conclusions ------------------------------------------------------------------------------------------------- */

/* Is the literal the negation of a guard whose frame is open at the query, or of the literal of an assumption or active
 * assertion? */
static bool check_conclusion_literal(checker *c, int32_t literal, uint32_t query)
{
  uint64_t variable = (uint64_t)(literal < 0 ? -(int64_t)literal : literal);
  uint64_t guard = map_get(&c->guards, variable);
  if (guard != 0) {
    if (literal < 0 && problem_frame_open(c->problem, (uint32_t)guard - 1, query))
      return true;
    return report_fail(c->report, VERDICT_MISMATCH,
                       "the clause depends on literal %d: a guard of a frame that is not open at the query", literal);
  }
  eo_term t = term_of(c, literal, true);
  if (t == 0)
    return false;
  if (literal_of(c, t) == -literal && (map_find(&c->assumptions, t) != NULL || problem_is_active(c->problem, t, query)))
    return true;
  return report_fail(c->report, VERDICT_MISMATCH,
                     "the clause depends on literal %d, whose negation is no assumption and no assertion of the query",
                     literal);
}

static bool check_conclusion(checker *c, uint32_t query)
{
  const problem_query *q = &c->problem->queries.data[query - 1];
  map_clear(&c->assumptions);
  for (uint32_t i = 0; i < q->assumption_count; i++) {
    if (!map_put(c->heap, &c->assumptions, c->problem->assumptions.data[q->first_assumption + i], 1))
      return false;
  }
  for (size_t i = 0; i < c->clause.size; i++) {
    if (!check_conclusion_literal(c, c->clause.data[i], query))
      return false;
  }
  return true;
}

static bool record_conclusion(checker *c, const record *r)
{
  const problem *p = c->problem;
  unsigned long long query = r->other;
  if (query > p->queries.size)
    return report_fail(c->report, VERDICT_MISMATCH, "the problem has no query %llu", query);
  if (p->queries.data[query - 1].epoch != c->epoch) {
    return report_fail(c->report, VERDICT_MISMATCH,
                       "query %llu belongs to another epoch (see reset and reset-assertions)", query);
  }
  if (query <= c->last_query)
    return report_fail(c->report, VERDICT_WRONG, "queries must be concluded in order, each once");
  if (c->latest_input >= query) {
    return report_fail(c->report, VERDICT_MISMATCH, "an input before this point was asserted after query %llu", query);
  }
  if (!lrat_get(&c->clauses, r->id, &c->clause))
    return false;
  eo_mark mark = eo_set_mark(c->e);
  bool holds = check_conclusion(c, (uint32_t)query);
  eo_release(c->e, mark);
  c->last_query = (uint32_t)query;
  c->counts.conclusions++;
  return holds;
}

static bool record_epoch(checker *c)
{
  if (c->epoch + 1 >= c->problem->base_frames.size)
    return report_fail(c->report, VERDICT_MISMATCH, "the problem has no further epoch");
  c->epoch++;
  c->latest_input = 0;
  map_clear(&c->terms);
  map_clear(&c->variables);
  map_clear(&c->literals);
  map_clear(&c->guards);
  lrat_clear(&c->clauses);
  if (!c->growing) {
    eo_release(c->e, c->epoch_mark);
    c->epoch_mark = eo_set_mark(c->e);
  }
  return true;
}

/* ---- the stream -------------------------------------------------------------------------------------------------- */

static bool record_header(checker *c, const record *r)
{
  char quoted[100];
  if (c->header)
    return report_fail(c->report, VERDICT_UNREADABLE, "a second header");
  c->header = true;
  if (!is_name(&r->name, c->signature_name)) {
    report_quote(quoted, sizeof quoted, r->name.data, r->name.size);
    return report_fail(c->report, VERDICT_UNREADABLE, "the proof is for the signature `%s`, the checker has `%s`",
                       quoted, c->signature_name);
  }
  if (is_name(&r->text, "-") || is_name(&r->text, c->signature_hash))
    return true;
  return report_fail(
      c->report, VERDICT_UNREADABLE,
      "the proof is for another text of the signature than the checker's, %s; give that text with --signature",
      c->signature_hash);
}

static bool run_record(checker *c, const record *r)
{
  if (!c->header && r->kind != 'h')
    return report_fail(c->report, VERDICT_UNREADABLE, "the first record must be the header");
  if (c->lemma.open && memchr("kntse", r->kind, 5) == NULL)
    return report_fail(c->report, VERDICT_WRONG, "this record cannot stand inside a lemma");
  if (!c->lemma.open && (r->kind == 's' || r->kind == 'e'))
    return report_fail(c->report, VERDICT_WRONG, "this record can only stand inside a lemma");
  switch (r->kind) {
  case 'h':
    return record_header(c, r);
  case 'k':
    return record_constant(c, r);
  case 'n':
    return record_literal(c, r);
  case 't':
    return record_application(c, r);
  case 'z':
    return record_drop_terms(c, r);
  case 'v':
    return record_variable(c, r);
  case 'g':
    return record_guard(c, r);
  case 'i':
    return record_input(c, r);
  case 'l':
    return record_lemma(c, r);
  case 's':
    return record_step(c, r);
  case 'e':
    return record_lemma_end(c, r);
  case 'a':
    return record_derived(c, r);
  case 'd':
    return record_delete(c, r);
  case 'u':
    return record_conclusion(c, r);
  case 'r':
    return record_epoch(c);
  default:
    return report_fail(c->report, VERDICT_UNREADABLE, "unknown record");
  }
}

static bool check_end(checker *c)
{
  if (!c->header)
    return report_fail(c->report, VERDICT_UNREADABLE, "the proof is empty: it has no header");
  if (c->lemma.open)
    return report_fail(c->report, VERDICT_UNREADABLE, "the proof ends inside of a lemma");
  if (c->counts.conclusions == 0)
    return report_fail(c->report, VERDICT_WRONG, "the proof has no conclusion: it proves nothing");
  return true;
}

bool check_init(checker *c, heap *h, eo *e, const problem *p, stream *s, const char *signature_name,
                const char *signature_hash)
{
  memset(c, 0, sizeof *c);
  c->heap = h;
  c->report = h->report;
  c->e = e;
  c->problem = p;
  c->stream = s;
  c->signature_name = signature_name;
  c->signature_hash = signature_hash;
  c->bool_sort = eo_symbol(e, "Bool", 4);
  c->epoch_mark = eo_set_mark(e);
  lrat_init(&c->clauses, h);
  return c->bool_sort != 0 || report_fail(c->report, VERDICT_UNREADABLE, "the signature has no sort Bool");
}

void check_free(checker *c)
{
  map_free(c->heap, &c->terms);
  map_free(c->heap, &c->variables);
  map_free(c->heap, &c->literals);
  map_free(c->heap, &c->guards);
  map_free(c->heap, &c->assumptions);
  lrat_free(&c->clauses);
  VEC_FREE(c->heap, c->lemma.literals);
  VEC_FREE(c->heap, c->lemma.steps);
  VEC_FREE(c->heap, c->lemma.terms);
  VEC_FREE(c->heap, c->arguments);
  VEC_FREE(c->heap, c->premises);
  VEC_FREE(c->heap, c->clause);
}

bool check_more(checker *c)
{
  while (stream_next(c->stream)) {
    const record *r = &c->stream->record;
    if (r->kind == '\0') {
      if (check_end(c))
        return true;
      break;
    }
    c->counts.records++;
    if (!heap_spend(c->heap, 1) || !run_record(c, r))
      break;
    if (c->observer != NULL && !c->observer(c->user, c, r))
      break;
  }
  if (c->stream->starved && c->report->code == VERDICT_HOLDS)
    return true;
  stream_place(c->stream);
  return false;
}

bool check_run(checker *c)
{
  return check_more(c);
}
