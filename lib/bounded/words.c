/* words.c: concatenations, and equations between them. A concatenation is laid out only where its value is needed, and
 * an equation is first freed of what both sides have in common at their ends. */
#include "bounded/layout_internal.h"

bool layout_parts(layout *y, term a, term_list *parts)
{
  const problem *p = y->p;
  term_list todo = {0};
  bool ok = stack_push(p->m, &todo, a);
  while (ok && todo.size) {
    term b = problem_value(p, stack_pop(&todo));
    value *v = layout_value(y, b);
    ok = !limits_poll(p->l) && parts->size < p->l->budget.bounded_parts;
    if (ok && v && !v->string.pending)
      ok = stack_push(p->m, parts, b);
    else if (ok && problem_definition(p, b))
      ok = stack_push(p->m, &todo, problem_definition(p, b));
    else if (ok && term_kind(p->t, b) == STRSMT_STR_CONCAT)
      for (size_t i = term_arity(p->t, b); i-- > 0 && ok;)
        ok = stack_push(p->m, &todo, term_arg(p->t, b, i));
    else if (ok)
      ok = stack_push(p->m, parts, b);
  }
  if (parts->size >= p->l->budget.bounded_parts)
    y->c.g.too_large = true;
  y->c.g.broken = y->c.g.broken || !ok;
  stack_free(p->m, &todo);
  return ok;
}

text layout_concat(layout *y, size_t count, const term *parts)
{
  text *texts = circuit_room(&y->c, count, sizeof *texts);
  for (size_t i = 0; texts && i < count; i++)
    texts[i] = layout_string(y, parts[i]);
  return texts ? text_concat_all(&y->c, count, texts, UINT32_MAX) : (text){0};
}

/* One side of an equation: parts, of which the first and the last may be a piece of a literal only. */
typedef struct side {
  term_list parts;
  size_t first, end;   /* those that are left */
  size_t skipped, cut; /* characters gone from the first, and from the last */
} side;

static bool is_word(const layout *y, term a)
{
  return term_kind(y->p->t, a) == STRSMT_STRING_LITERAL;
}

/* What is left of part i, a literal. */
static const uint32_t *word_left(const layout *y, const side *s, size_t i, size_t *length)
{
  const uint32_t *word = term_codes(y->p->t, s->parts.data[i], length);
  size_t skipped = i == s->first ? s->skipped : 0;
  *length -= skipped + (i + 1 == s->end ? s->cut : 0);
  return word + skipped;
}

static void drop_first(side *s)
{
  s->first++;
  s->skipped = 0;
  if (s->first == s->end)
    s->cut = 0;
}

static void drop_last(side *s)
{
  s->end--;
  s->cut = 0;
  if (s->first == s->end)
    s->skipped = 0;
}

/* Takes away what both sides begin with (or end with). False: they differ there. */
static bool strip(const layout *y, side *a, side *b, bool at_end)
{
  while (a->first < a->end && b->first < b->end) {
    size_t i = at_end ? a->end - 1 : a->first, j = at_end ? b->end - 1 : b->first, n, m;
    if (!is_word(y, a->parts.data[i]) || !is_word(y, b->parts.data[j])) {
      if (a->parts.data[i] != b->parts.data[j])
        return true;
      at_end ? drop_last(a) : drop_first(a);
      at_end ? drop_last(b) : drop_first(b);
      continue;
    }
    const uint32_t *v = word_left(y, a, i, &n), *w = word_left(y, b, j, &m);
    size_t common = n < m ? n : m;
    if (memcmp(at_end ? v + n - common : v, at_end ? w + m - common : w, common * sizeof *v))
      return false;
    *(at_end ? &a->cut : &a->skipped) += common;
    *(at_end ? &b->cut : &b->skipped) += common;
    if (common == n)
      at_end ? drop_last(a) : drop_first(a);
    if (common == m)
      at_end ? drop_last(b) : drop_first(b);
  }
  return true;
}

/* The texts of what is left, and the sum of their sizes. NULL if there are none. */
static text *side_texts(layout *y, const side *s, uint64_t *size)
{
  size_t count = s->end - s->first, length;
  text *texts = circuit_room(&y->c, count, sizeof *texts);
  *size = 0;
  for (size_t i = 0; texts && i < count; i++) {
    term part = s->parts.data[s->first + i];
    if (is_word(y, part)) {
      const uint32_t *word = word_left(y, s, s->first + i, &length);
      texts[i] = text_constant(&y->c, word, length);
    } else {
      texts[i] = layout_string(y, part);
    }
    *size += texts[i].size;
  }
  return texts;
}

/* Of the longer side no more is laid out than shows that it is longer. */
static gate equate(layout *y, const side *a, const side *b)
{
  uint64_t size_a, size_b;
  text *texts_a = side_texts(y, a, &size_a), *texts_b = side_texts(y, b, &size_b);
  uint64_t most = (size_a < size_b ? size_a : size_b) + 1;
  if (!texts_a || !texts_b)
    return GATE_FALSE;
  text left = text_concat_all(&y->c, a->end - a->first, texts_a, most);
  return text_equal(&y->c, left, text_concat_all(&y->c, b->end - b->first, texts_b, most));
}

gate layout_equation(layout *y, term left, term right)
{
  side a = {0}, b = {0};
  gate result = GATE_FALSE;
  if (layout_parts(y, left, &a.parts) && layout_parts(y, right, &b.parts)) {
    a.end = a.parts.size;
    b.end = b.parts.size;
    if (strip(y, &a, &b, false) && strip(y, &a, &b, true))
      result = equate(y, &a, &b);
  }
  stack_free(y->p->m, &a.parts);
  stack_free(y->p->m, &b.parts);
  return result;
}
