/* question.c: one question, in a context of its own, and its result. A witness counts only after each language has been asked
 * about it by other means (language_accepts). */
#include <stdlib.h>
#include <string.h>

#include "audit.h"

enum { SHOWN_MOST = 120, SIZE_MOST = 1 << 28 };

/* ---- files ---- */

static bool write_piece(void *user, const void *data, size_t size)
{
  return fwrite(data, 1, size, user) == size;
}

/* FOLDER/NUMBER-CONTROL.ending, where of the control's name only plain characters are kept. */
static void file_name(const audit *a, const question *q, const char *ending, char *path, size_t size)
{
  int n = snprintf(path, size, "%s/%03zu-%s-%s%s", a->proofs, a->questions, q->control, q->name, ending);
  for (char *c = path + strlen(a->proofs) + 1; n > 0 && *c; c++)
    if (!strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_", *c))
      *c = '_';
}

static FILE *open_file(audit *a, const question *q, const char *ending)
{
  char path[600];
  file_name(a, q, ending, path, sizeof path);
  FILE *file = fopen(path, "w");
  if (!file)
    audit_fail(a, "%s: cannot be written", path);
  return file;
}

static bool write_problem(audit *a, const question *q, strsmt *s)
{
  FILE *to = open_file(a, q, ".smt2");
  if (!to)
    return false;
  fprintf(to, "(set-logic QF_S)\n(declare-const value String)\n");
  for (size_t i = 0; i < strsmt_assertion_count(s); i++) {
    size_t size = strsmt_print_term(s, strsmt_assertion(s, i), NULL, 0) + 1;
    char *text = size < SIZE_MOST ? checked(malloc(size)) : NULL;
    if (text) {
      strsmt_print_term(s, strsmt_assertion(s, i), text, size);
      fprintf(to, "(assert %s)\n", text);
    } else
      audit_fail(a, "%s: the problem is too large to be written", q->control);
    free(text);
  }
  fprintf(to, "(check-sat)\n");
  if (fclose(to) != 0)
    audit_fail(a, "%s: the problem could not be written", q->control);
  return !*a->error;
}

/* ---- results ---- */

json_t *add_result(audit *a, const char *control, const char *name, const char *verdict, const char *detail,
                   const char *where)
{
  json_t *r = checked(json_pack("{s:s s:s s:s}", "control", control, "question", name, "verdict", verdict));
  if (detail && *detail)
    json_object_set_new(r, "detail", json_string(detail));
  if (where && *where)
    json_object_set_new(r, "where", json_string(where));
  json_array_append_new(a->results, r);
  return r;
}

/* The witness in escapes of SMT-LIB, all of it in "witness" and, where it is long, its beginning for people. */
static void add_witness(json_t *r, strsmt *s, strsmt_term value, size_t length)
{
  size_t size = strsmt_term_escaped(s, value, NULL, 0) + 1;
  char *text = checked(malloc(size));
  strsmt_term_escaped(s, value, text, size);
  json_object_set_new(r, "witness", json_string(text));
  if (size > SHOWN_MOST) {
    char cut[SHOWN_MOST + 60];
    snprintf(cut, sizeof cut, "%.*s... (%zu characters)", SHOWN_MOST - 20, text, length);
    json_object_set_new(r, "shown", json_string(cut));
  }
  free(text);
}

/* Do other means agree that the string is in these and not in those? */
static bool confirmed(audit *a, const question *q, const uint32_t *codes, size_t length)
{
  bool good = true;
  for (size_t i = 0; i < 2; i++) {
    good = good && (!q->in[i] || language_accepts(a, q->in[i], codes, length) == 1);
    good = good && (!q->out[i] || language_accepts(a, q->out[i], codes, length) == 0);
  }
  return good;
}

static const char *settle(audit *a, const question *q, strsmt *s, strsmt_term x, strsmt_answer answer)
{
  if (answer == STRSMT_UNSAT) {
    add_result(a, q->control, q->name, VERDICT_PROVED, NULL, q->where);
    return VERDICT_PROVED;
  }
  if (answer == STRSMT_UNKNOWN) {
    const char *why = strsmt_error(s) ? strsmt_error_message(s) : strsmt_unknown_reason(s);
    add_result(a, q->control, q->name, VERDICT_UNKNOWN, why, q->where);
    return VERDICT_UNKNOWN;
  }
  size_t length;
  strsmt_term value = strsmt_value(s, x);
  const uint32_t *view = strsmt_term_codes(s, value, &length);
  uint32_t *codes = checked(malloc((length + 1) * sizeof *codes));
  if (length)
    memcpy(codes, view, length * sizeof *codes);
  bool good = confirmed(a, q, codes, length);
  const char *verdict = good ? VERDICT_REFUTED : VERDICT_UNKNOWN;
  json_t *r = add_result(a, q->control, q->name, verdict,
                         good ? q->refuted : "PCRE2 does not confirm the string that was found", q->where);
  add_witness(r, s, value, length);
  free(codes);
  return verdict;
}

/* ---- asking ---- */

static bool assert_all(audit *a, const question *q, strsmt *s, strsmt_term x)
{
  for (size_t i = 0; i < 4; i++) {
    const json_t *language = i < 2 ? q->in[i] : q->out[i - 2];
    if (!language)
      continue;
    strsmt_term t = language_term(a, s, language, q->control);
    if (!t)
      return false;
    strsmt_term in = strsmt_make_2(s, STRSMT_STR_IN_RE, x, t);
    strsmt_assert(s, i < 2 ? in : strsmt_make_1(s, STRSMT_NOT, in));
  }
  return true;
}

bool ask(audit *a, const question *q, const char **verdict)
{
  strsmt *s = checked(strsmt_new(NULL));
  strsmt_limits limits = {.seconds = a->seconds};
  FILE *proof = NULL;
  a->questions++;
  strsmt_set_limits(s, &limits);
  if (a->proofs && (proof = open_file(a, q, ".proof")) != NULL)
    strsmt_set_proof(s, write_piece, proof, STRSMT_PROOF_TEXT);
  strsmt_term x = strsmt_make_constant(s, "value", STRSMT_SORT_STRING);
  const char *said = NULL;
  if (!*a->error && assert_all(a, q, s, x) && (!a->proofs || write_problem(a, q, s)))
    said = settle(a, q, s, x, strsmt_check(s));
  strsmt_delete(s);
  if (proof && fclose(proof) != 0)
    audit_fail(a, "%s: the proof could not be written", q->control);
  if (proof && (!said || strcmp(said, VERDICT_PROVED))) {
    char path[600];
    file_name(a, q, ".proof", path, sizeof path);
    remove(path);
  }
  if (verdict)
    *verdict = said;
  return said && !*a->error;
}
