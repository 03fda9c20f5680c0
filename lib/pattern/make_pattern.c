/* make_pattern.c: the public functions on patterns. */
#include "base/utf8.h"
#include "pattern/judge.h"
#include "pattern/read.h"
#include "pattern/translate.h"

#include <stdio.h>

/* ---- the text ---- */

/* The pattern in code points; NULL, with an error, if it is no UTF-8. */
static uint32_t *decode(strsmt *s, const char *function, const char *text, size_t length, size_t *count)
{
  uint32_t *chars = mem_alloc(&s->m, (length + 1) * sizeof *chars);
  size_t n = 0;
  for (size_t at = 0; chars && at < length; n++)
    if (!utf8_next(text, length, &at, &chars[n])) {
      s->pattern_report.offset = at;
      s->pattern_report.problem = "no UTF-8";
      context_fail(s, STRSMT_ERROR_ARGUMENT, function, "the pattern is no UTF-8 at byte %zu", at);
      mem_free(&s->m, chars, (length + 1) * sizeof *chars);
      return NULL;
    }
  *count = n;
  return chars;
}

/* Bytes before a place that counts code points. */
static size_t byte_of(const char *text, size_t length, size_t place)
{
  size_t at = 0;
  uint32_t code;
  while (place-- > 0 && at < length)
    if (!utf8_next(text, length, &at, &code))
      break;
  return at;
}

/* Line and column of a byte, and a few characters from there. */
static void set_place(strsmt *s, const char *text, size_t length, size_t offset)
{
  size_t line = 1, column = 1, size = length - offset;
  for (size_t i = 0; i < offset; i++)
    if (text[i] == '\n') {
      line++;
      column = 1;
    } else
      column += ((unsigned char)text[i] & 0xC0) != 0x80;
  if (size > 20)
    size = 20;
  while (size && ((unsigned char)text[offset + size] & 0xC0) == 0x80 && offset + size < length)
    size--;
  s->place = (text_place){(unsigned)line, (unsigned)column, {0}};
  memcpy(s->place.token, text + offset, size);
}

/* ---- working ---- */

typedef struct work {
  pattern p;
  reader r;
  ast *tree;
  judge_code *code; /* of what PCRE2 matches with */
  bool not_judged;  /* PCRE2 cannot say it */
} work;

static unsigned pcre2_options(unsigned flags)
{
  return (flags & STRSMT_PATTERN_CASELESS ? JUDGE_CASELESS : 0u) |
         (flags & STRSMT_PATTERN_MULTILINE ? JUDGE_MULTILINE : 0u) |
         (flags & STRSMT_PATTERN_DOTALL ? JUDGE_DOTALL : 0u) | (flags & STRSMT_PATTERN_EXTENDED ? JUDGE_EXTENDED : 0u) |
         (flags & STRSMT_PATTERN_UNICODE ? JUDGE_UCP : 0u) |
         (flags & STRSMT_PATTERN_DOLLAR_END ? JUDGE_DOLLAR_ENDONLY : 0u);
}

/* PCRE2 wants lookbehinds of known lengths; ECMAScript does not. What it refuses in them starts so. */
static bool is_about_lookbehind(const char *problem)
{
  return strstr(problem, "lookbehind") != NULL;
}

static void judge_emitted(work *w)
{
  size_t place;
  pattern *p = &w->p;
  bool ucp = p->dialect == STRSMT_DIALECT_PYTHON && !(p->flags & STRSMT_PATTERN_ASCII);
  unsigned options = JUDGE_EMPTY_CLASS | (ucp ? JUDGE_UCP : 0u);
  w->code = judge_compile(p, w->r.out.data, w->r.out.size, options, &place);
  if (w->code || !p->problem[0])
    return;
  if (p->dialect == STRSMT_DIALECT_ECMA && is_about_lookbehind(p->problem)) {
    w->not_judged = true;
    p->failed = false;
    p->problem[0] = 0;
  } else
    p->place = emit_place(&w->r, place);
}

/* Reads the pattern. PCRE2 judges its own dialect first; others as they were written once more. */
static void read_all(work *w)
{
  pattern *p = &w->p;
  size_t place;
  w->r = (reader){.p = p, .flags = p->flags, .emits = p->dialect != STRSMT_DIALECT_PCRE2};
  if (!w->r.emits) {
    w->code = judge_compile(p, p->text, p->length, pcre2_options(p->flags), &place);
    if (!w->code)
      return;
  }
  w->tree = read_pattern(&w->r);
  if (w->tree && w->r.emits && !p->failed)
    judge_emitted(w);
}

static void finish(work *w)
{
  judge_free(w->code);
  read_free(&w->r);
  arena_free(&w->p);
}

static const char *stop_text(const limits *l)
{
  return l->stop == STOP_INTERRUPTED ? "interrupted"
         : l->stop == STOP_TIMEOUT   ? "timeout"
         : l->stop == STOP_STEPS     ? "step limit"
                                     : "memory limit";
}

/* Makes an error of what went wrong. */
static void report_failure(strsmt *s, const char *function, const strsmt_pattern *asked, const struct pattern *p)
{
  if (context_out_of_memory(s, function))
    return;
  if (!p->problem[0]) {
    context_fail(s, STRSMT_ERROR_LIMIT, function, "the pattern took too long: %s", stop_text(&s->l));
    return;
  }
  strsmt_pattern_report *r = &s->pattern_report;
  size_t place = p->place <= p->length ? p->place : p->length;
  snprintf(s->pattern_problem, sizeof s->pattern_problem, "%s", p->problem);
  r->problem = s->pattern_problem;
  r->hint = p->hint;
  r->offset = byte_of(asked->text, asked->length, place);
  if (s->error == STRSMT_OK)
    set_place(s, asked->text, asked->length, r->offset);
  context_fail(s, STRSMT_ERROR_SYNTAX, function, "at byte %zu: %s%s%s", r->offset, r->problem, *r->hint ? "; " : "",
               r->hint);
}

static bool arguments_are_good(strsmt *s, const char *function, const strsmt_pattern *asked)
{
  const char *wrong = NULL;
  if (!asked || (!asked->text && asked->length))
    wrong = "the pattern is NULL";
  else if ((unsigned)asked->dialect > STRSMT_DIALECT_PYTHON)
    wrong = "there is no such dialect";
  else if ((unsigned)asked->mode > STRSMT_MATCH_PREFIX)
    wrong = "there is no such mode";
  else if (asked->flags & ~(unsigned)STRSMT_PATTERN_ALL_FLAGS)
    wrong = "there is no such flag";
  else if (asked->length > UINT32_MAX / 8)
    wrong = "the pattern is too long";
  if (wrong)
    context_fail(s, STRSMT_ERROR_ARGUMENT, function, "%s", wrong);
  return !wrong;
}

/* Begins the work on a pattern: decoded, read and judged. False: failed, with an error; nothing is to be freed. */
static bool begin(strsmt *s, const char *function, const strsmt_pattern *asked, work *w)
{
  s->pattern_report = (strsmt_pattern_report){0, "", "", "", 0};
  if (!arguments_are_good(s, function, asked))
    return false;
  size_t count;
  uint32_t *chars = decode(s, function, asked->text, asked->length, &count);
  if (!chars)
    return false;
  if (!s->patterns && (s->patterns = judge_store_new(&s->m)) != NULL)
    s->free_patterns = judge_store_free;
  *w = (work){.p = {.m = &s->m,
                    .l = &s->l,
                    .t = s->terms,
                    .g = s->regex,
                    .store = s->patterns,
                    .text = chars,
                    .length = count,
                    .dialect = asked->dialect,
                    .flags = asked->flags,
                    .hint = "",
                    .failed = !s->patterns}};
  w->r.p = &w->p;
  if (s->patterns)
    read_all(w);
  return true;
}

static void end(strsmt *s, const strsmt_pattern *asked, work *w)
{
  if (w->p.noted) {
    s->pattern_report.note = "characters above U+2FFFF, which SMT-LIB does not have, were left out";
    s->pattern_report.note_offset = byte_of(asked->text, asked->length, w->p.noted_at);
  }
  finish(w);
  mem_free(&s->m, (void *)(uintptr_t)w->p.text, (asked->length + 1) * sizeof *w->p.text);
}

strsmt_term strsmt_make_pattern(strsmt *s, const strsmt_pattern *asked)
{
  if (!context_begin(s, __func__))
    return STRSMT_NO_TERM;
  work w;
  term made = 0;
  limits_begin(&s->l, &s->user_limits);
  if (begin(s, __func__, asked, &w)) {
    if (w.tree && !w.p.failed)
      made = translate_pattern(&w.p, w.tree, asked->mode);
    if (!made || w.p.failed || mem_failed(&s->m)) {
      made = 0;
      report_failure(s, __func__, asked, &w.p);
    }
    end(s, asked, &w);
  }
  limits_end(&s->l);
  if (context_out_of_memory(s, __func__))
    made = 0;
  context_end(s, __func__);
  return made;
}

/* What PCRE2 cannot say is decided by the language. */
static int match_language(work *w, strsmt_match_mode mode, const uint32_t *chars, size_t length)
{
  pattern *p = &w->p;
  bool accepts = false;
  term t = translate_pattern(p, w->tree, mode);
  rx r = t ? regex_of_term(p->g, t) : 0;
  if (!r || !regex_accepts(p->g, r, chars, length, &accepts))
    p->failed = true;
  return accepts;
}

bool strsmt_pattern_matches(strsmt *s, const strsmt_pattern *asked, const uint32_t *chars, size_t length, bool *matches)
{
  if (!context_begin(s, __func__))
    return false;
  work w;
  bool known = false;
  static const judge_mode modes[] = {JUDGE_SEARCH, JUDGE_FULL, JUDGE_PREFIX};
  limits_begin(&s->l, &s->user_limits);
  if (!matches || (!chars && length))
    context_fail(s, STRSMT_ERROR_ARGUMENT, __func__, "an argument is NULL");
  else if (begin(s, __func__, asked, &w)) {
    if (!w.p.failed)
      *matches = w.not_judged ? match_language(&w, asked->mode, chars, length)
                              : judge_match(&w.p, w.code, modes[asked->mode], chars, length) == JUDGE_YES;
    known = !w.p.failed && !mem_failed(&s->m);
    if (!known)
      report_failure(s, __func__, asked, &w.p);
    end(s, asked, &w);
  }
  limits_end(&s->l);
  known = !context_out_of_memory(s, __func__) && known;
  context_end(s, __func__);
  return known;
}

const strsmt_pattern_report *strsmt_get_pattern_report(const strsmt *s)
{
  return s ? &s->pattern_report : NULL;
}
