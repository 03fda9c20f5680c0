/* term_reader.h: reads a term from SMT-LIB text, so that tests are tables of texts. It knows no let and no definitions;
 * a symbol that is no operator is a constant, whose sort its first letter tells: i to n Int, p and q Bool, r RegLan,
 * all others String. Mistakes end the test. */
#ifndef STRSMT_TESTS_TERM_READER_H
#define STRSMT_TESTS_TERM_READER_H

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "term/kinds.h"
#include "term/term.h"

typedef struct term_reader {
  terms *t;
  const char *at;
} term_reader;

static inline void reader_skip(term_reader *r)
{
  while (*r->at == ' ' || *r->at == '\n')
    r->at++;
}

/* A symbol or numeral into `out`. */
static inline void reader_word(term_reader *r, char out[64])
{
  reader_skip(r);
  size_t n = strcspn(r->at, " ()\n");
  ck_assert_msg(n && n < 64, "a word is missing at %s", r->at);
  memcpy(out, r->at, n);
  out[n] = 0;
  r->at += n;
}

static inline bool reader_accept(term_reader *r, const char *text)
{
  reader_skip(r);
  size_t n = strlen(text);
  if (strncmp(r->at, text, n))
    return false;
  r->at += n;
  return true;
}

static inline term reader_string(term_reader *r)
{
  uint32_t points[1024];
  size_t n = 0;
  for (r->at++; r->at[0] != '"' || r->at[1] == '"'; n++) {
    ck_assert_msg(*r->at && n < 1024, "unfinished string");
    char *end;
    if (!strncmp(r->at, "\\u{", 3)) {
      points[n] = (uint32_t)strtoul(r->at + 3, &end, 16);
      r->at = end + 1;
    } else {
      points[n] = (unsigned char)*r->at;
      r->at += r->at[0] == '"' ? 2 : 1;
    }
  }
  r->at++;
  return terms_string(r->t, points, n);
}

static inline strsmt_kind reader_kind(const char *symbol)
{
  for (int k = STRSMT_NOT; k < STRSMT_KIND_COUNT; k++)
    if (!strcmp(kind_symbol((strsmt_kind)k), symbol))
      return (strsmt_kind)k;
  return STRSMT_KIND_NONE;
}

static inline term reader_atom(term_reader *r)
{
  char word[64];
  reader_word(r, word);
  if (*word >= '0' && *word <= '9') {
    num n = NUM_ZERO;
    ck_assert(num_set_text(terms_mem(r->t), &n, word, strlen(word)));
    term a = terms_num(r->t, &n);
    num_free(terms_mem(r->t), &n);
    return a;
  }
  if (!strcmp(word, "true") || !strcmp(word, "false"))
    return *word == 't' ? terms_true(r->t) : terms_false(r->t);
  strsmt_kind k = reader_kind(word);
  if (k)
    return terms_apply(r->t, k, 0, NULL);
  sort s = *word >= 'i' && *word <= 'n'   ? STRSMT_SORT_INT
           : *word == 'p' || *word == 'q' ? STRSMT_SORT_BOOL
           : *word == 'r'                 ? STRSMT_SORT_REGLAN
                                          : STRSMT_SORT_STRING;
  return terms_constant(r->t, word, strlen(word), s);
}

static inline term reader_term(term_reader *r)
{
  char word[64];
  uint32_t indices[2];
  term args[64];
  size_t index_count = 0, n = 0;
  reader_skip(r);
  if (*r->at == '"')
    return reader_string(r);
  if (!reader_accept(r, "("))
    return reader_atom(r);
  if (reader_accept(r, "(_ ")) {
    reader_word(r, word);
    char index[64];
    while (!reader_accept(r, ")")) {
      ck_assert_uint_lt(index_count, 2);
      reader_word(r, index);
      indices[index_count++] = (uint32_t)strtoul(index, NULL, 10);
    }
  } else {
    reader_word(r, word);
  }
  while (!reader_accept(r, ")")) {
    ck_assert_uint_lt(n, 64);
    args[n++] = reader_term(r);
  }
  strsmt_kind k = n == 1 && !strcmp(word, "-") ? STRSMT_NEG : reader_kind(word);
  const char *why;
  ck_assert_msg(terms_sort_of_application(r->t, k, index_count, indices, n, args, &why), "%s %s", word, why);
  return terms_apply_indexed(r->t, k, index_count, indices, n, args);
}

static inline term read_term(terms *t, const char *text)
{
  term_reader r = {t, text};
  term a = reader_term(&r);
  reader_skip(&r);
  ck_assert_msg(!*r.at, "text after the term: %s", r.at);
  return a;
}

typedef struct printed {
  char *text; /* to be freed */
  size_t length;
} printed;

static inline bool printed_append(void *user, const char *text, size_t length)
{
  printed *out = user;
  out->text = realloc(out->text, out->length + length + 1);
  memcpy(out->text + out->length, text, length);
  out->length += length;
  out->text[out->length] = 0;
  return true;
}

static inline char *term_text(terms *t, term a)
{
  printed out = {NULL, 0};
  if (a && terms_print(t, a, printed_append, &out))
    return out.text;
  free(out.text);
  return strdup("none");
}

#endif
