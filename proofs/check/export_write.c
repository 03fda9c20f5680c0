/* export_write.c: writes the Eunoia script of an export, record by record.
 *
 * Terms are definitions @tN, proofs are @pN, variables that stand for no term are constants @vN. A clause is the
 * disjunction of the terms of its literals, or its only literal, or false. Guards have the values that they have at the
 * query: a clause that holds by a guard is not written, and literals of guards that are false are left out. What a
 * derived clause needs is found again by unit propagation, since a clause that was written may have lost literals; it
 * becomes a chain of resolution from the conflict back to the first hint. */
#define _POSIX_C_SOURCE 200809L
#include "export_internal.h"
#include "smt_lex.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static uint64_t variable_of(int32_t literal)
{
  return (uint64_t)(literal < 0 ? -(int64_t)literal : literal);
}

static bool failed(export_writer *w, const char *message)
{
  return report_fail(w->heap->report, VERDICT_WRONG, "cannot export: %s", message);
}

/* ---- text -------------------------------------------------------------------------------------------------------- */

static void put_string(FILE *out, const uint32_t *codes, size_t count)
{
  fputc('"', out);
  for (size_t i = 0; i < count; i++) {
    if (codes[i] == '"') {
      fputs("\"\"", out);
    } else if (codes[i] >= 0x20 && codes[i] < 0x7f && codes[i] != '\\') {
      fputc((int)codes[i], out);
    } else {
      fprintf(out, "\\u{%" PRIx32 "}", codes[i]);
    }
  }
  fputc('"', out);
}

/* Digits with an optional sign, without leading zeros. */
static void put_numeral(FILE *out, const char *text, size_t length)
{
  size_t start = text[0] == '-' ? 1 : 0;
  while (start + 1 < length && text[start] == '0')
    start++;
  bool zero = text[start] == '0';
  fprintf(out, "%s%.*s", text[0] == '-' && !zero ? "-" : "", (int)(length - start), text + start);
}

static void put_atom(export_writer *w, int32_t literal)
{
  uint64_t name = map_get(&w->variables, variable_of(literal));
  if (name != 0) {
    fprintf(w->out, "@t%" PRIu64, name);
  } else {
    fprintf(w->out, "@v%" PRIu64, variable_of(literal));
  }
}

static void put_literal(export_writer *w, int32_t literal)
{
  if (literal < 0)
    fputs("(not ", w->out);
  put_atom(w, literal);
  if (literal < 0)
    fputc(')', w->out);
}

static void put_clause(export_writer *w, const int32_t *literals, size_t count)
{
  if (count == 0)
    fputs("false", w->out);
  if (count > 1)
    fputs("(or", w->out);
  for (size_t i = 0; i < count; i++) {
    if (count > 1)
      fputc(' ', w->out);
    put_literal(w, literals[i]);
  }
  if (count > 1)
    fputc(')', w->out);
}

static uint64_t new_proof(export_writer *w)
{
  return ++w->last_name;
}

/* Writes the beginning of a step and returns the name of its proof. */
static uint64_t put_step(export_writer *w, const char *command)
{
  w->last_proof = new_proof(w);
  fprintf(w->out, "(%s @p%" PRIu64 " ", command, w->last_proof);
  return w->last_proof;
}

/* A step with one premise and no arguments. */
static uint64_t put_simple(export_writer *w, const char *command, const char *rule, uint64_t premise)
{
  uint64_t proof = put_step(w, command);
  fprintf(w->out, ":rule %s :premises (@p%" PRIu64 "))\n", rule, premise);
  return proof;
}

/* Declares variables that stand for no term. */
static bool declare_fresh(export_writer *w, const int32_t *literals, size_t count)
{
  for (size_t i = 0; i < count; i++) {
    uint64_t v = variable_of(literals[i]);
    if (map_get(&w->variables, v) != 0 || map_get(&w->fresh, v) != 0)
      continue;
    fprintf(w->out, "(declare-const @v%" PRIu64 " Bool)\n", v);
    if (!map_put(w->heap, &w->fresh, v, 1))
      return false;
  }
  return true;
}

/* ---- terms ------------------------------------------------------------------------------------------------------- */

static bool is_reserved(const char *text, size_t length)
{
  static const char *const words[] = {"let", "as", "par", "match", "lambda", "Type", "Bool", "true", "false"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    if (strlen(words[i]) == length && memcmp(words[i], text, length) == 0)
      return true;
  }
  return length >= 4 && memcmp(text, "eo::", 4) == 0;
}

/* Is the name one that every reader of Eunoia takes for a symbol, and none of those that are made here? A bare -5 or -.5
 * is a numeral. */
static bool is_harmless(const char *text, size_t length)
{
  return length > 0 && strchr("@$", text[0]) == NULL && (length == 1 || strchr("-+~.0123456789", text[0]) == NULL);
}

/* Declares a constant of the problem, under its own name if that is free. */
static bool put_constant(export_writer *w, const record *r, eo_term t, uint64_t *name)
{
  char quoted[100];
  const vec_char *text = &r->name;
  uint64_t hash = hash_bytes(text->data, text->size) | 1;
  bool simple = lex_is_simple_symbol(text->data, text->size);
  bool own = is_harmless(text->data, text->size) && map_get(&w->constant_names, hash) == 0 &&
             !is_reserved(text->data, text->size) && !signature_declares(w->job->signature, text->data, text->size);
  if (!map_put(w->heap, &w->constant_names, hash, 1))
    return false;
  *name = ++w->last_name;
  const char *bar = simple ? "" : "|";
  if (own) {
    fprintf(w->out, "(declare-const %s%.*s%s %.*s)\n(define @t%" PRIu64 " () %s%.*s%s)\n", bar, (int)text->size,
            text->data, bar, (int)r->text.size, r->text.data, *name, bar, (int)text->size, text->data, bar);
  } else {
    fprintf(w->out, "; the constant %s\n(declare-const @t%" PRIu64 " %.*s)\n",
            report_quote(quoted, sizeof quoted, text->data, text->size), *name, (int)r->text.size, r->text.data);
  }
  return map_put(w->heap, &w->constants, t, *name);
}

static bool write_constant(export_writer *w, const checker *c, const record *r)
{
  eo_term t = (eo_term)map_get(&c->terms, r->id);
  uint64_t name = map_get(&w->constants, t);
  if (name == 0) {
    /* A constant outlives the block in which it is first met. */
    FILE *block = w->out;
    w->out = w->job->out;
    bool done = put_constant(w, r, t, &name);
    w->out = block;
    if (!done)
      return false;
  }
  return map_put(w->heap, &w->terms, r->id, name);
}

static bool write_term(export_writer *w, const checker *c, const record *r)
{
  if (w->block_open && !VEC_PUSH(w->heap, w->local_terms, r->id))
    return false;
  if (r->kind == 'k')
    return write_constant(w, c, r);
  uint64_t name = ++w->last_name;
  fprintf(w->out, "(define @t%" PRIu64 " () ", name);
  if (r->kind == 'n' && r->is_string) {
    put_string(w->out, r->codes.data, r->codes.size);
  } else {
    bool brackets = r->kind == 't' && r->ids.size > 0;
    const char *text = r->name.data;
    size_t length = r->name.size;
    if (r->kind == 'n')
      put_numeral(w->out, text, length);
    if (r->kind == 't')
      fprintf(w->out, "%s%.*s", brackets ? "(" : "", (int)length, text);
    for (size_t i = 0; i < r->ids.size; i++)
      fprintf(w->out, " @t%" PRIu64, map_get(&w->terms, r->ids.data[i]));
    if (brackets)
      fputc(')', w->out);
  }
  fputs(")\n", w->out);
  return map_put(w->heap, &w->terms, r->id, name);
}

static bool write_variable(export_writer *w, const record *r)
{
  if (map_get(&w->fresh, r->id) != 0)
    return failed(w, "a variable was used before it was given a meaning");
  return map_put(w->heap, &w->variables, r->id, map_get(&w->terms, r->other));
}

/* ---- clauses ----------------------------------------------------------------------------------------------------- */

/* Appends the literals of a clause to w->literals: no duplicates, guards replaced by their values at the query. */
static bool start_clause(export_writer *w, const checker *c, const int32_t *literals, size_t count, export_clause *out)
{
  *out = (export_clause){.first = w->literals.size};
  w->generation++;
  for (size_t i = 0; i < count; i++) {
    uint64_t v = variable_of(literals[i]);
    uint64_t sign = literals[i] < 0, guard = map_get(&c->guards, v), seen = map_get(&w->assigned, v);
    if (guard != 0) {
      bool open = problem_frame_open(w->job->problem, (uint32_t)guard - 1, w->plan->query);
      if (open == (sign == 0))
        out->dead = true;
      continue;
    }
    if (seen >> 1 == w->generation) {
      if ((seen & 1) != sign)
        out->dead = true;
      continue;
    }
    if (!map_put(w->heap, &w->assigned, v, w->generation << 1 | sign) || !VEC_PUSH(w->heap, w->literals, literals[i]))
      return false;
    out->count++;
  }
  return true;
}

static bool finish_clause(export_writer *w, uint64_t number, export_clause clause)
{
  return VEC_PUSH(w->heap, w->clauses, clause) && map_put(w->heap, &w->written, number, w->clauses.size);
}

/* Is the clause that comes next needed? */
static bool is_needed(const export_writer *w, uint64_t number)
{
  return number < w->plan->needed.size && w->plan->needed.data[number];
}

static bool write_input(export_writer *w, const checker *c, const record *r, uint64_t number)
{
  export_clause clause;
  int32_t literal;
  /* The checker has found the literal; the clause's other literal is the guard. */
  vec_i32 all = {NULL, 0, 0};
  bool done = lrat_get(&c->clauses, r->id, &all) && start_clause(w, c, all.data, all.size, &clause);
  VEC_FREE(w->heap, all);
  if (!done)
    return false;
  if (!clause.dead && clause.count == 1) {
    literal = w->literals.data[clause.first];
    clause.proof = new_proof(w);
    fprintf(w->out, "(assume @p%" PRIu64 " ", clause.proof);
    put_literal(w, literal);
    fputs(")\n", w->out);
  }
  return finish_clause(w, number, clause);
}

/* ---- lemmas ------------------------------------------------------------------------------------------------------ */

static bool open_block(export_writer *w, const checker *c, const record *r)
{
  export_clause clause;
  w->steps.size = w->local_terms.size = w->lemma.size = 0;
  w->uses_assumptions = false;
  if (!start_clause(w, c, r->literals.data, r->literals.size, &clause))
    return false;
  for (uint32_t i = 0; i < clause.count; i++) {
    if (!VEC_PUSH(w->heap, w->lemma, w->literals.data[clause.first + i]))
      return false;
  }
  w->literals.size = clause.first;
  if (clause.dead)
    return true; /* a tautology: nobody needs it */
  w->block_start = w->last_name;
  w->assumptions = (uint32_t)r->literals.size;
  w->last_name += clause.count;
  /* Step i of the lemma is the assumption of its literal. */
  for (size_t i = 0; i < r->literals.size; i++) {
    uint64_t name = 0;
    for (size_t k = 0; k < w->lemma.size && name == 0; k++) {
      if (w->lemma.data[k] == r->literals.data[i])
        name = w->block_start + 1 + k;
    }
    if (!VEC_PUSH(w->heap, w->steps, name))
      return false;
  }
  w->out = open_memstream(&w->block, &w->block_size);
  if (w->out == NULL)
    return report_fail(w->heap->report, VERDICT_LIMIT, "out of memory");
  w->block_open = true;
  return true;
}

static bool write_step(export_writer *w, const record *r)
{
  uint64_t proof = put_step(w, "step");
  fprintf(w->out, ":rule %.*s", (int)r->name.size, r->name.data);
  if (r->premises.size > 0)
    fputs(" :premises (", w->out);
  for (size_t i = 0; i < r->premises.size; i++) {
    if (r->premises.data[i] <= w->assumptions)
      w->uses_assumptions = true;
    fprintf(w->out, "%s@p%" PRIu64, i == 0 ? "" : " ", w->steps.data[r->premises.data[i] - 1]);
  }
  if (r->premises.size > 0)
    fputc(')', w->out);
  if (r->ids.size > 0)
    fputs(" :args (", w->out);
  for (size_t i = 0; i < r->ids.size; i++)
    fprintf(w->out, "%s@t%" PRIu64, i == 0 ? "" : " ", map_get(&w->terms, r->ids.data[i]));
  fputs(r->ids.size > 0 ? "))\n" : ")\n", w->out);
  return VEC_PUSH(w->heap, w->steps, proof);
}

/* Writes a chain that resolves w->premises on w->pivots (as they stand in what is resolved) to the clause given. */
static uint64_t put_chain(export_writer *w, const int32_t *result, size_t count)
{
  uint64_t proof = put_step(w, "step");
  fputs(":rule chain_m_resolution :premises (", w->out);
  for (size_t i = 0; i < w->premises.size; i++)
    fprintf(w->out, "%s@p%" PRIu64, i == 0 ? "" : " ", w->premises.data[i]);
  fputs(") :args (", w->out);
  put_clause(w, result, count);
  fputs(" (@list", w->out);
  for (size_t i = 0; i < w->pivots.size; i++)
    fputs(w->pivots.data[i] > 0 ? " true" : " false", w->out);
  fputs(") (@list", w->out);
  for (size_t i = 0; i < w->pivots.size; i++) {
    fputc(' ', w->out);
    put_atom(w, w->pivots.data[i]);
  }
  fputs(")))\n", w->out);
  return proof;
}

/* From the lemma's clause (its proof, with the literals as they stand in the record) and the assumptions: false. */
static bool refute_clause(export_writer *w, const record *lemma, uint64_t *proof)
{
  w->premises.size = w->pivots.size = 0;
  if (!VEC_PUSH(w->heap, w->premises, *proof))
    return false;
  for (size_t i = 0; i < lemma->literals.size; i++) {
    if (!VEC_PUSH(w->heap, w->premises, w->steps.data[i]) || !VEC_PUSH(w->heap, w->pivots, lemma->literals.data[i]))
      return false;
  }
  if (w->pivots.size > 0)
    *proof = put_chain(w, NULL, 0);
  return true;
}

/* The proof of (or (not (not (not t))) t) for the variable's term t. */
static bool double_negation(export_writer *w, int32_t literal, uint64_t *proof)
{
  uint64_t v = variable_of(literal);
  *proof = map_get(&w->doubles, v);
  if (*proof != 0)
    return true;
  uint64_t assumption = new_proof(w);
  fprintf(w->out, "(assume-push @p%" PRIu64 " (not (not ", assumption);
  put_atom(w, literal);
  fputs(")))\n", w->out);
  uint64_t step = put_simple(w, "step", "not_not_elim", assumption);
  *proof = put_simple(w, "step", "implies_elim", put_simple(w, "step-pop", "scope", step));
  return map_put(w->heap, &w->doubles, v, *proof);
}

/* From (or (not F1) … (not Fn)), where Fi is (not t) for a literal t, the clause. */
static bool drop_double_negations(export_writer *w, uint64_t *proof)
{
  w->premises.size = w->pivots.size = 0;
  if (!VEC_PUSH(w->heap, w->premises, *proof))
    return false;
  for (size_t i = 0; i < w->lemma.size; i++) {
    uint64_t helper;
    if (w->lemma.data[i] < 0)
      continue;
    if (!double_negation(w, w->lemma.data[i], &helper) || !VEC_PUSH(w->heap, w->premises, helper))
      return false;
    if (!VEC_PUSH(w->heap, w->pivots, w->lemma.data[i]))
      return false;
  }
  if (w->pivots.size == 0)
    return true;
  *proof = put_step(w, "step");
  fputs(":rule chain_m_resolution :premises (", w->out);
  for (size_t i = 0; i < w->premises.size; i++)
    fprintf(w->out, "%s@p%" PRIu64, i == 0 ? "" : " ", w->premises.data[i]);
  fputs(") :args (", w->out);
  put_clause(w, w->lemma.data, w->lemma.size);
  fputs(" (@list", w->out);
  for (size_t i = 0; i < w->pivots.size; i++)
    fputs(" true", w->out);
  fputs(") (@list", w->out);
  for (size_t i = 0; i < w->pivots.size; i++) {
    fputs(" (not (not ", w->out);
    put_atom(w, w->pivots.data[i]);
    fputs("))", w->out);
  }
  fputs(")))\n", w->out);
  return true;
}

/* Discharges the assumptions of the block; *proof is of false, and then of the lemma's clause. */
static bool close_assumptions(export_writer *w, uint64_t *proof)
{
  size_t n = w->lemma.size;
  for (size_t i = 0; i < n; i++)
    *proof = put_simple(w, "step-pop", "scope", *proof);
  if (n == 0)
    return true;
  uint64_t folded = put_step(w, "step");
  fprintf(w->out, ":rule process_scope :premises (@p%" PRIu64 ") :args (false))\n", *proof);
  *proof = folded;
  if (n == 1) {
    if (w->lemma.data[0] > 0)
      *proof = put_simple(w, "step", "not_not_elim", folded);
    return true;
  }
  *proof = put_simple(w, "step", "not_and", folded);
  return drop_double_negations(w, proof);
}

static void put_block(export_writer *w)
{
  fclose(w->out);
  w->out = w->job->out;
  w->block_open = false;
  fwrite(w->block, 1, w->block_size, w->out);
  free(w->block);
  w->block = NULL;
}

/* `lemma` has the literals of the record that began the lemma. */
static bool write_lemma(export_writer *w, const checker *c, const record *r, uint64_t number)
{
  export_clause clause;
  const check_lemma *l = &c->lemma;
  if (!w->block_open)
    return start_clause(w, c, l->literals.data, l->literals.size, &clause) && finish_clause(w, number, clause);
  record lemma = {.literals = l->literals};
  uint64_t proof = w->steps.data[r->id - 1];
  /* c->lemma.steps still has the conclusions, but their terms are gone, all but false, which is older. */
  bool refuted = l->steps.data[r->id - 1] == eo_false(c->e);
  bool plain = !refuted && !w->uses_assumptions && r->id > w->assumptions && w->lemma.size == l->literals.size;
  if (!plain) {
    FILE *block = w->out;
    w->out = w->job->out;
    for (size_t i = 0; i < w->lemma.size; i++) {
      fprintf(w->out, "(assume-push @p%" PRIu64 " ", w->block_start + 1 + i);
      put_literal(w, -w->lemma.data[i]);
      fputs(")\n", w->out);
    }
    w->out = block;
  }
  put_block(w);
  if (!plain && ((!refuted && !refute_clause(w, &lemma, &proof)) || !close_assumptions(w, &proof)))
    return false;
  if (!start_clause(w, c, l->literals.data, l->literals.size, &clause))
    return false;
  clause.proof = proof;
  for (size_t i = 0; i < w->local_terms.size; i++)
    map_remove(&w->terms, w->local_terms.data[i]);
  return finish_clause(w, number, clause);
}

/* ---- derived clauses --------------------------------------------------------------------------------------------- */

/* 1 if the literal is true, -1 if it is false, 0 if it has no value. */
static int value_of(const export_writer *w, int32_t literal)
{
  uint64_t seen = map_get(&w->assigned, variable_of(literal));
  if (seen >> 1 != w->generation)
    return 0;
  return (seen & 1) == (uint64_t)(literal < 0) ? 1 : -1;
}

static bool assign(export_writer *w, int32_t literal)
{
  return map_put(w->heap, &w->assigned, variable_of(literal), w->generation << 1 | (uint64_t)(literal < 0));
}

/* Propagates along the hints, into w->reasons and w->units; the last reason is the conflict. */
static bool propagate(export_writer *w, const record *r, const export_clause *clause)
{
  w->generation++;
  w->reasons.size = w->units.size = 0;
  for (uint32_t i = 0; i < clause->count; i++) {
    if (!assign(w, -w->literals.data[clause->first + i]))
      return false;
  }
  for (size_t i = 0; i < r->ids.size; i++) {
    uint64_t index = map_get(&w->written, map_get(&w->alive, r->ids.data[i]));
    if (index == 0)
      return failed(w, "a hint was not written");
    const export_clause *hint = &w->clauses.data[index - 1];
    uint32_t open = 0;
    int32_t unit = 0;
    if (hint->dead)
      continue;
    for (uint32_t k = 0; k < hint->count; k++) {
      int32_t literal = w->literals.data[hint->first + k];
      if (value_of(w, literal) < 0)
        continue;
      open++;
      unit = literal;
    }
    if (open > 1)
      return failed(w, "a clause needs a guard that does not hold at the query");
    if (open == 1 && value_of(w, unit) > 0)
      continue;
    if (!VEC_PUSH(w->heap, w->reasons, index - 1) || !VEC_PUSH(w->heap, w->units, unit))
      return false;
    if (open == 0)
      return true;
    if (!assign(w, unit))
      return false;
  }
  return failed(w, "a clause needs a guard that does not hold at the query");
}

static uint64_t literal_key(int32_t literal)
{
  return (uint64_t)((int64_t)literal + INT64_C(0x100000000));
}

static bool is_present(const export_writer *w, int32_t literal)
{
  return map_get(&w->present, literal_key(literal)) == w->generation;
}

/* Adds the clause's literals but `pivot` to the result. */
static bool add_literals(export_writer *w, const export_clause *clause, int32_t pivot)
{
  for (uint32_t i = 0; i < clause->count; i++) {
    int32_t literal = w->literals.data[clause->first + i];
    if (literal == pivot || is_present(w, literal))
      continue;
    if (!map_put(w->heap, &w->present, literal_key(literal), w->generation) || !VEC_PUSH(w->heap, w->result, literal))
      return false;
  }
  return true;
}

/* Resolves the conflict with the reasons, last one first. The literals that are left go into w->result. */
static bool resolve_back(export_writer *w)
{
  size_t last = w->reasons.size - 1;
  const export_clause *conflict = &w->clauses.data[w->reasons.data[last]];
  w->result.size = w->premises.size = w->pivots.size = 0;
  if (!VEC_PUSH(w->heap, w->premises, conflict->proof) || !add_literals(w, conflict, 0))
    return false;
  for (size_t i = last; i-- > 0;) {
    const export_clause *reason = &w->clauses.data[w->reasons.data[i]];
    int32_t unit = w->units.data[i];
    if (!is_present(w, -unit))
      continue;
    map_remove(&w->present, literal_key(-unit));
    if (!add_literals(w, reason, unit) || !VEC_PUSH(w->heap, w->premises, reason->proof) ||
        !VEC_PUSH(w->heap, w->pivots, -unit))
      return false;
  }
  size_t kept = 0;
  for (size_t i = 0; i < w->result.size; i++) {
    if (!is_present(w, w->result.data[i]))
      continue;
    w->result.data[kept++] = w->result.data[i];
    map_remove(&w->present, literal_key(w->result.data[i])); /* a literal that came back stands in the list twice */
  }
  w->result.size = kept;
  return true;
}

static bool write_derived(export_writer *w, const checker *c, const record *r, uint64_t number)
{
  export_clause clause;
  if (!start_clause(w, c, r->literals.data, r->literals.size, &clause))
    return false;
  if (clause.dead)
    return finish_clause(w, number, clause);
  if (!propagate(w, r, &clause) || !resolve_back(w))
    return false;
  if (!declare_fresh(w, w->result.data, w->result.size) || !declare_fresh(w, w->pivots.data, w->pivots.size))
    return false;
  clause.proof = w->premises.data[0];
  if (w->pivots.size > 0)
    clause.proof = put_chain(w, w->result.data, w->result.size);
  w->literals.size = clause.first;
  clause.count = (uint32_t)w->result.size;
  for (size_t i = 0; i < w->result.size; i++) {
    if (!VEC_PUSH(w->heap, w->literals, w->result.data[i]))
      return false;
  }
  return finish_clause(w, number, clause);
}

/* ---- the end ----------------------------------------------------------------------------------------------------- */

/* From the last clause and the assumptions of the query: false, proved by the last step of the script. */
static bool write_conclusion(export_writer *w, const record *r)
{
  const export_clause *clause = &w->clauses.data[map_get(&w->written, map_get(&w->alive, r->id)) - 1];
  uint64_t proof = clause->proof;
  w->premises.size = w->pivots.size = 0;
  if (!VEC_PUSH(w->heap, w->premises, proof))
    return false;
  for (uint32_t i = 0; i < clause->count; i++) {
    int32_t literal = w->literals.data[clause->first + i];
    uint64_t assumption = new_proof(w);
    fprintf(w->out, "(assume @p%" PRIu64 " ", assumption);
    put_literal(w, -literal);
    fputs(")\n", w->out);
    if (!VEC_PUSH(w->heap, w->premises, assumption) || !VEC_PUSH(w->heap, w->pivots, literal))
      return false;
  }
  if (w->pivots.size > 0)
    proof = put_chain(w, NULL, 0);
  if (proof != w->last_proof) {
    uint64_t equal = put_step(w, "step");
    fputs(":rule refl :args (false))\n", w->out);
    put_step(w, "step");
    fprintf(w->out, ":rule eq_resolve :premises (@p%" PRIu64 " @p%" PRIu64 "))\n", proof, equal);
  }
  return true;
}

static void write_header(export_writer *w)
{
  const signature *s = w->job->signature;
  const char *top = s->path != NULL ? s->path : STRSMT_SIGNATURE_DIRECTORY "/strings.eo";
  const char *slash = strrchr(top, '/');
  fprintf(w->out, "; query %" PRIu32 " of the problem\n(include \"%s\")\n(include \"%.*sexport.eo\")\n", w->plan->query,
          top, slash == NULL ? 0 : (int)(slash + 1 - top), top);
}

static bool write_clause(export_writer *w, const checker *c, const record *r)
{
  uint64_t id = r->kind == 'e' ? c->lemma.clause : r->id;
  uint64_t number = ++w->clause;
  if (!map_put(w->heap, &w->alive, id, number))
    return false;
  if (c->epoch != w->plan->epoch || !is_needed(w, number))
    return true;
  if (r->kind == 'i')
    return write_input(w, c, r, number);
  return r->kind == 'e' ? write_lemma(w, c, r, number) : write_derived(w, c, r, number);
}

/* Records of the epoch before it comes to the query's. */
static bool skip_record(export_writer *w, const checker *c, const record *r)
{
  if (r->kind == 'i' || r->kind == 'e' || r->kind == 'a')
    return write_clause(w, c, r);
  if (r->kind == 'r')
    map_clear(&w->alive);
  return true;
}

bool export_write(void *writer, const checker *c, const record *r)
{
  export_writer *w = writer;
  if (w->finished)
    return true;
  if (r->kind == 'h')
    write_header(w);
  if (c->epoch != w->plan->epoch || r->kind == 'r')
    return skip_record(w, c, r);
  bool inside = c->lemma.open;
  if (inside && !w->block_open && r->kind != 'l')
    return true;
  switch (r->kind) {
  case 'k':
  case 'n':
  case 't':
    return write_term(w, c, r);
  case 'v':
    return write_variable(w, r);
  case 'l':
    return !is_needed(w, w->clause + 1) || open_block(w, c, r);
  case 's':
    return write_step(w, r);
  case 'i':
  case 'e':
  case 'a':
    return write_clause(w, c, r);
  case 'd':
    for (size_t i = 0; i < r->ids.size; i++)
      map_remove(&w->alive, r->ids.data[i]);
    return true;
  case 'u':
    if (r->other != w->plan->query)
      return true;
    w->finished = true;
    return write_conclusion(w, r);
  default:
    return true;
  }
}

void export_writer_free(export_writer *w)
{
  heap *h = w->heap;
  if (w->block_open) {
    fclose(w->out);
    free(w->block);
  }
  map *maps[] = {&w->terms,   &w->constants, &w->constant_names, &w->variables, &w->fresh,
                 &w->doubles, &w->alive,     &w->written,        &w->assigned,  &w->present};
  for (size_t i = 0; i < sizeof maps / sizeof *maps; i++)
    map_free(h, maps[i]);
  VEC_FREE(h, w->clauses);
  VEC_FREE(h, w->literals);
  VEC_FREE(h, w->steps);
  VEC_FREE(h, w->local_terms);
  VEC_FREE(h, w->lemma);
  VEC_FREE(h, w->result);
  VEC_FREE(h, w->pivots);
  VEC_FREE(h, w->premises);
  VEC_FREE(h, w->reasons);
  VEC_FREE(h, w->units);
}
