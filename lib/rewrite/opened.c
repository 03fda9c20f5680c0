/* opened.c: reads the leaves of a nest of concatenations from left to right against the parts of a flat one. Literals
 * that meet are one part, "" is none. */
#include "rewrite/opened.h"

typedef struct reading {
  const terms *t;
  const term *parts;
  size_t count, at;     /* of the parts; the next one */
  const uint32_t *word; /* the literal before it, if the last leaf was a literal; else NULL */
  size_t length, done;  /* of that literal */
} reading;

/* The next character of the flat side. */
static bool take_character(reading *r, uint32_t c)
{
  if (!r->word) {
    if (r->at == r->count || term_kind(r->t, r->parts[r->at]) != STRSMT_STRING_LITERAL)
      return false;
    r->word = term_codes(r->t, r->parts[r->at++], &r->length);
    r->done = 0;
  }
  return r->done < r->length && r->word[r->done++] == c;
}

static bool take_leaf(reading *r, term leaf)
{
  if (term_kind(r->t, leaf) == STRSMT_STRING_LITERAL) {
    size_t n;
    const uint32_t *codes = term_codes(r->t, leaf, &n);
    for (size_t i = 0; i < n; i++)
      if (!take_character(r, codes[i]))
        return false;
    return true;
  }
  if (r->word && r->done < r->length)
    return false;
  r->word = NULL;
  return r->at < r->count && r->parts[r->at++] == leaf;
}

static bool is_empty(const terms *t, term a)
{
  size_t n = 1;
  if (term_kind(t, a) == STRSMT_STRING_LITERAL)
    (void)term_codes(t, a, &n);
  return n == 0;
}

bool opens_to(const terms *t, mem *m, term_list *scratch, term nest, term flat)
{
  reading r = {.t = t, .parts = &flat, .count = is_empty(t, flat) ? 0 : 1};
  if (term_kind(t, flat) == STRSMT_STR_CONCAT) {
    r.parts = term_args(t, flat);
    r.count = term_arity(t, flat);
  }
  size_t most = 256 + 4 * r.count;
  stack_clear(scratch);
  if (!stack_push(m, scratch, nest))
    return false;
  while (scratch->size) {
    term a = stack_pop(scratch);
    bool ok = most-- > 0;
    if (ok && term_kind(t, a) == STRSMT_STR_CONCAT) {
      for (size_t i = term_arity(t, a); i-- > 0 && ok;)
        ok = stack_push(m, scratch, term_arg(t, a, i));
    } else if (ok) {
      ok = take_leaf(&r, a);
    }
    if (!ok)
      return false;
  }
  return r.at == r.count && (!r.word || r.done == r.length);
}
