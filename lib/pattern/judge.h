/* judge.h: what PCRE2 says: whether a pattern is one, which characters belong to a class, whether a subject matches. The only
 * file of the project that knows libpcre2 is judge.c. Memory comes from the context. */
#ifndef STRSMT_PATTERN_JUDGE_H
#define STRSMT_PATTERN_JUDGE_H

#include "pattern/work.h"

/* Options in our own words. */
enum {
  JUDGE_CASELESS = 1 << 0,
  JUDGE_MULTILINE = 1 << 1,
  JUDGE_DOTALL = 1 << 2,
  JUDGE_EXTENDED = 1 << 3,
  JUDGE_EXTENDED_MORE = 1 << 4,
  JUDGE_UCP = 1 << 5,
  JUDGE_DOLLAR_ENDONLY = 1 << 6,
  JUDGE_ALT_CIRCUMFLEX = 1 << 7, /* `^` in multiline mode also behind a last line end */
  JUDGE_EMPTY_CLASS = 1 << 8     /* [] and [^] */
};

typedef enum judge_mode { JUDGE_SEARCH, JUDGE_PREFIX, JUDGE_FULL } judge_mode;

typedef struct judge_code judge_code;
typedef struct pattern_store pattern_store;

pattern_store *judge_store_new(mem *m);
void judge_store_free(pattern_store *store);

/* Compiles; NULL with p->problem and *place (in `text`) if PCRE2 refuses it. */
judge_code *judge_compile(pattern *p, const uint32_t *text, size_t length, unsigned options, size_t *place);
void judge_free(judge_code *code);
typedef enum judge_answer { JUDGE_FAILED = -1, JUDGE_NO = 0, JUDGE_YES = 1 } judge_answer;
/* FAILED: PCRE2's limits, or no memory. */
judge_answer judge_match(pattern *p, judge_code *code, judge_mode mode, const uint32_t *subject, size_t length);

/* The characters that match a class item as PCRE2 writes it ("\\p{Lu}", "[:alpha:]"), remembered by its text and options. */
charset judge_class(pattern *p, const uint32_t *item, size_t length, unsigned options);
charset judge_class_text(pattern *p, const char *item, unsigned options);
/* The set and all that caseless matching takes for a member of it. */
charset judge_fold(pattern *p, charset a);

#endif
