/* parts.c: lists of the parts of concatenations. One function for each program of the first half of simplify.eo. Numbers
 * that are huge count as unknown, which never changes what follows from them. */
#include "rewrite/parts.h"

/* Nested concatenations of more parts and characters are not written out. */
enum { LONG_CONCAT = 128 };

bool int_value(const terms *t, term a, int64_t *value)
{
  return is_int_literal(t, a) && num_is_int64(term_num(t, a), value) && *value<PARTS_HUGE && * value> - PARTS_HUGE;
}

/* ---- literals ------------------------------------------------------------------------------------------------- */

size_t literal_length(const terms *t, term a)
{
  size_t length;
  (void)term_codes(t, a, &length);
  return length;
}

term literal_part(simplifier *s, term a, size_t first, size_t count)
{
  size_t length;
  if (first == 0 && count == literal_length(s->t, a))
    return a;
  if (!count)
    return terms_string(s->t, NULL, 0);
  uint32_t *copy = mem_alloc(s->m, count * sizeof *copy);
  term r = 0;
  if (copy) {
    memcpy(copy, term_codes(s->t, a, &length) + first, count * sizeof *copy);
    r = terms_string(s->t, copy, count);
  }
  mem_free(s->m, copy, count * sizeof *copy);
  return r;
}

int64_t literal_find(simplifier *s, term a, term b, size_t from)
{
  word whole, part;
  whole.codes = term_codes(s->t, a, &whole.length);
  part.codes = term_codes(s->t, b, &part.length);
  if (from > whole.length || part.length > whole.length - from)
    return -1;
  if (!part.length)
    return (int64_t)from;
  word_search search;
  if (!word_search_begin(&search, s->m, part))
    return -2;
  size_t found = word_search_next(&search, s->l, whole, from);
  word_search_end(&search, s->m);
  return found != SIZE_MAX ? (int64_t)found : s->l->stop == STOP_NONE ? -1 : -2;
}

bool literal_same(const terms *t, term a, size_t i, term b, size_t j, size_t n)
{
  size_t length;
  const uint32_t *x = term_codes(t, a, &length), *y = term_codes(t, b, &length);
  return !n || !memcmp(x + i, y + j, n * sizeof *x);
}

/* ---- lists ---------------------------------------------------------------------------------------------------- */

bool parts_init(simplifier *s, parts *p, term x)
{
  *p = (parts){0};
  bool concat = term_kind(s->t, x) == STRSMT_STR_CONCAT;
  size_t n = concat ? term_arity(s->t, x) : is_string_literal(s->t, x) && !literal_length(s->t, x) ? 0 : 1;
  if (!stack_reserve(s->m, &p->list, n ? n : 1))
    return false;
  for (size_t i = 0; i < n; i++)
    p->list.data[i] = concat ? term_arg(s->t, x, i) : x;
  p->list.size = p->end = n;
  return true;
}

void parts_free(simplifier *s, parts *p)
{
  stack_free(s->m, &p->list);
  *p = (parts){0};
}

static term concat_of(terms *t, size_t n, const term *list)
{
  if (n == 0)
    return terms_string(t, NULL, 0);
  return n == 1 ? list[0] : terms_apply(t, STRSMT_STR_CONCAT, n, list);
}

term parts_term(simplifier *s, const parts *p)
{
  return concat_of(s->t, parts_count(p), p->list.data + p->first);
}

typedef struct flattening {
  term_list todo, out;
  number_list run; /* adjacent literals */
  term single;     /* the only literal of the run; 0: there are several, or none */
} flattening;

static bool end_run(simplifier *s, flattening *f)
{
  if (!f->run.size)
    return true;
  term r = f->single ? f->single : terms_string(s->t, f->run.data, f->run.size);
  stack_clear(&f->run);
  return r && stack_push(s->m, &f->out, r);
}

static bool add_to_run(simplifier *s, flattening *f, term a)
{
  size_t n;
  const uint32_t *text = term_codes(s->t, a, &n);
  if (!n)
    return true;
  f->single = f->run.size ? 0 : a;
  if (!stack_reserve(s->m, &f->run, f->run.size + n))
    return false;
  memcpy(f->run.data + f->run.size, text, n * sizeof *text);
  f->run.size += n;
  return true;
}

/* The parts of a; or a itself. */
static bool push_parts(simplifier *s, flattening *f, term a)
{
  if (term_kind(s->t, a) != STRSMT_STR_CONCAT)
    return stack_push(s->m, &f->todo, a);
  for (size_t i = term_arity(s->t, a); i-- > 0;)
    if (!stack_push(s->m, &f->todo, term_arg(s->t, a, i)))
      return false;
  return true;
}

/* A concatenation of few parts and characters? */
static bool is_short(const terms *t, term a)
{
  size_t weight = 0;
  if (term_kind(t, a) != STRSMT_STR_CONCAT)
    return false;
  for (size_t i = 0; i < term_arity(t, a) && weight <= LONG_CONCAT; i++) {
    term x = term_arg(t, a, i);
    weight += 1 + (is_string_literal(t, x) ? literal_length(t, x) : 0);
  }
  return weight <= LONG_CONCAT;
}

static bool flatten(simplifier *s, flattening *f)
{
  while (f->todo.size) {
    if (limits_poll(s->l))
      return false;
    term a = stack_pop(&f->todo);
    if (is_short(s->t, a)) {
      if (!push_parts(s, f, a))
        return false;
    } else if (is_string_literal(s->t, a)) {
      if (!add_to_run(s, f, a))
        return false;
    } else if (!end_run(s, f) || !stack_push(s->m, &f->out, a)) {
      return false;
    }
  }
  return end_run(s, f);
}

term parts_append(simplifier *s, term a, term b)
{
  flattening f = {0};
  bool ok = a && (!b || push_parts(s, &f, b)) && push_parts(s, &f, a) && flatten(s, &f);
  term r = ok ? concat_of(s->t, f.out.size, f.out.data) : 0;
  stack_free(s->m, &f.todo);
  stack_free(s->m, &f.out);
  stack_free(s->m, &f.run);
  return r;
}

/* ---- lengths -------------------------------------------------------------------------------------------------- */

static int64_t literal_length_or(const terms *t, term a, int64_t other)
{
  return is_string_literal(t, a) ? (int64_t)literal_length(t, a) : other;
}

static int64_t least(int64_t a, int64_t b)
{
  return a < b ? a : b;
}
static int64_t bound_sum(int64_t a, int64_t b)
{
  return a < 0 || b < 0 || a + b >= PARTS_HUGE ? -1 : a + b;
}

static int64_t bound_min(int64_t a, int64_t b)
{
  return a < 0 ? b : b < 0 ? a : least(a, b);
}

static int64_t part_least(const terms *t, term a)
{
  if (term_kind(t, a) == STRSMT_ITE)
    return least(literal_length_or(t, term_arg(t, a, 1), 0), literal_length_or(t, term_arg(t, a, 2), 0));
  return literal_length_or(t, a, 0);
}

static int64_t part_most(const terms *t, term a)
{
  int64_t n = -1;
  switch ((int)term_kind(t, a)) {
  case STRSMT_ITE: {
    int64_t x = literal_length_or(t, term_arg(t, a, 1), -1), y = literal_length_or(t, term_arg(t, a, 2), -1);
    return x < 0 || y < 0 ? -1 : x > y ? x : y;
  }
  case STRSMT_STR_SUBSTR:
    n = is_int_literal(t, term_arg(t, a, 2)) && num_sign(term_num(t, term_arg(t, a, 2))) <= 0 ? 0
        : int_value(t, term_arg(t, a, 2), &n)                                                 ? n
                                                                                              : -1;
    return bound_min(n, literal_length_or(t, term_arg(t, a, 0), -1));
  case STRSMT_STR_REPLACE:
    return bound_sum(literal_length_or(t, term_arg(t, a, 0), -1), literal_length_or(t, term_arg(t, a, 2), -1));
  case STRSMT_STR_FROM_CODE:
    return 1;
  }
  return literal_length_or(t, a, -1);
}

int64_t parts_shortest(const terms *t, const parts *p)
{
  int64_t sum = 0;
  for (size_t i = 0; i < parts_count(p); i++)
    sum += part_least(t, parts_at(p, i));
  return sum;
}

int64_t parts_longest(const terms *t, const parts *p)
{
  int64_t sum = 0;
  for (size_t i = 0; i < parts_count(p) && sum >= 0; i++)
    sum = bound_sum(sum, part_most(t, parts_at(p, i)));
  return sum;
}

bool parts_diff(simplifier *s, const parts *a, const parts *b, parts *out)
{
  *out = (parts){0};
  term_list left = {0};
  bool ok = stack_reserve(s->m, &out->list, parts_count(a) + 1) && stack_reserve(s->m, &left, parts_count(b) + 1);
  for (size_t i = 0; i < parts_count(b) && ok; i++)
    left.data[left.size++] = parts_at(b, i);
  for (size_t i = 0; i < parts_count(a) && ok; i++) {
    size_t j = 0;
    while (j < left.size && left.data[j] != parts_at(a, i))
      j++;
    if (j < left.size)
      left.data[j] = left.data[--left.size];
    else
      out->list.data[out->list.size++] = parts_at(a, i);
    ok = !limits_poll(s->l);
  }
  out->end = out->list.size;
  stack_free(s->m, &left);
  return ok;
}

/* A list that is no longer (with `more`: no shorter): x for x with something replaced by x (for a part of x). *any: it is
 * another one. */
static bool parts_bound(simplifier *s, const parts *a, bool more, parts *out, bool *any)
{
  const terms *t = s->t;
  *out = (parts){0};
  bool ok = true;
  for (size_t i = 0; i < parts_count(a) && ok; i++) {
    term p = parts_at(a, i);
    strsmt_kind k = term_kind(t, p);
    if (more ? k != STRSMT_STR_SUBSTR : k != STRSMT_STR_REPLACE || term_arg(t, p, 0) != term_arg(t, p, 2)) {
      ok = stack_push(s->m, &out->list, p);
      continue;
    }
    parts inner;
    *any = true;
    ok = parts_init(s, &inner, term_arg(t, p, 0));
    for (size_t j = 0; j < parts_count(&inner) && ok; j++)
      ok = stack_push(s->m, &out->list, parts_at(&inner, j));
    parts_free(s, &inner);
  }
  out->end = out->list.size;
  return ok;
}

static bool list_surplus(simplifier *s, const parts *a, const parts *b, int64_t *surplus)
{
  parts more = {0}, others = {0};
  bool ok = parts_diff(s, a, b, &more) && parts_diff(s, b, a, &others);
  if (ok) {
    int64_t longest = parts_longest(s->t, &others);
    *surplus = longest < 0 ? -1 : parts_shortest(s->t, &more) - longest;
  }
  parts_free(s, &more);
  parts_free(s, &others);
  return ok;
}

bool parts_surplus(simplifier *s, const parts *a, const parts *b, int64_t *surplus)
{
  parts less = {0}, more = {0};
  bool any = false;
  int64_t other;
  bool ok =
      list_surplus(s, a, b, surplus) && parts_bound(s, a, false, &less, &any) && parts_bound(s, b, true, &more, &any);
  if (ok && any) {
    ok = list_surplus(s, &less, &more, &other);
    *surplus = ok && other > *surplus ? other : *surplus;
  }
  parts_free(s, &less);
  parts_free(s, &more);
  return ok;
}

/* ---- comparing ------------------------------------------------------------------------------------------------ */

/* Takes n characters away from the literal at the front (back) of p. */
static bool shorten(simplifier *s, parts *p, bool back, size_t n)
{
  size_t at = back ? p->end - 1 : p->first, length = literal_length(s->t, p->list.data[at]);
  if (n == length) {
    if (back)
      p->end--;
    else
      p->first++;
    return true;
  }
  p->list.data[at] = literal_part(s, p->list.data[at], back ? 0 : n, length - n);
  return p->list.data[at];
}

bool parts_strip(simplifier *s, parts *a, parts *b, bool back, bool *clash)
{
  *clash = false;
  while (parts_count(a) && parts_count(b)) {
    term x = parts_at(a, back ? parts_count(a) - 1 : 0), y = parts_at(b, back ? parts_count(b) - 1 : 0);
    if (x == y) {
      a->first += !back, b->first += !back;
      a->end -= back, b->end -= back;
      continue;
    }
    if (limits_poll(s->l))
      return false;
    if (!is_string_literal(s->t, x) || !is_string_literal(s->t, y))
      break;
    size_t m = literal_length(s->t, x), k = literal_length(s->t, y), n = m < k ? m : k;
    *clash = !literal_same(s->t, x, back ? m - n : 0, y, back ? k - n : 0, n);
    if (*clash)
      return true;
    if (!shorten(s, a, back, n) || !shorten(s, b, back, n))
      return false;
  }
  return true;
}

bool parts_begin(const terms *t, const parts *xs, size_t at, const parts *ys, size_t from)
{
  for (; at < parts_count(xs); at++, from++) {
    if (from >= parts_count(ys))
      return false;
    term x = parts_at(xs, at), y = parts_at(ys, from);
    if (x == y)
      continue;
    if (at + 1 < parts_count(xs) || !is_string_literal(t, x) || !is_string_literal(t, y))
      return false;
    size_t n = literal_length(t, x);
    return n <= literal_length(t, y) && literal_same(t, x, 0, y, 0, n);
  }
  return true;
}

/* Does y end with the first part x of the list? Or, if there is no other part, contain it? */
static bool begins_inside(simplifier *s, term x, term y, bool only)
{
  if (x == y)
    return true;
  if (!is_string_literal(s->t, x) || !is_string_literal(s->t, y))
    return false;
  if (only)
    return literal_find(s, y, x, 0) >= 0;
  size_t n = literal_length(s->t, x), m = literal_length(s->t, y);
  return n <= m && literal_same(s->t, x, 0, y, m - n, n);
}

bool parts_occur(simplifier *s, const parts *xs, const parts *ys)
{
  if (!parts_count(xs))
    return true;
  for (size_t i = 0; i < parts_count(ys) && !limits_poll(s->l); i++)
    if (begins_inside(s, parts_at(xs, 0), parts_at(ys, i), parts_count(xs) == 1) && parts_begin(s->t, xs, 1, ys, i + 1))
      return true;
  return false;
}
