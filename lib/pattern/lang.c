/* lang.c: terms of sort RegLan. */
#include "pattern/lang.h"

enum {
  FLAT_MOST = 64
}; /* parts of a concatenation that is made flat, characters of a literal that is joined with what stands before
                            it: longer ones are left, or copying would be quadratic */

static term apply(pattern *p, strsmt_kind k, size_t n, const term *args)
{
  if (p->failed)
    return 0;
  for (size_t i = 0; i < n; i++)
    if (!args[i])
      return 0;
  term a = terms_apply(p->t, k, n, args);
  if (!a)
    p->failed = true;
  return a;
}

static term apply2(pattern *p, strsmt_kind k, term a, term b)
{
  return apply(p, k, 2, (const term[]){a, b});
}

static term word(pattern *p, const uint32_t *chars, size_t length)
{
  term s = p->failed ? 0 : terms_string(p->t, chars, length);
  return apply(p, STRSMT_STR_TO_RE, 1, &s);
}

term lang_none(pattern *p)
{
  return apply(p, STRSMT_RE_NONE, 0, NULL);
}
term lang_empty(pattern *p)
{
  return word(p, &(uint32_t){0}, 0);
}
term lang_all(pattern *p)
{
  return apply(p, STRSMT_RE_ALL, 0, NULL);
}
bool lang_is_none(const pattern *p, term a)
{
  return a && term_kind(p->t, a) == STRSMT_RE_NONE;
}
bool lang_is_all(const pattern *p, term a)
{
  return a && term_kind(p->t, a) == STRSMT_RE_ALL;
}

/* The codes of (str.to_re "..."); NULL if it is something else. */
static const uint32_t *word_of(const pattern *p, term a, size_t *length)
{
  if (!a || term_kind(p->t, a) != STRSMT_STR_TO_RE || term_kind(p->t, term_arg(p->t, a, 0)) != STRSMT_STRING_LITERAL)
    return NULL;
  return term_codes(p->t, term_arg(p->t, a, 0), length);
}

bool lang_is_empty(const pattern *p, term a)
{
  size_t length = 1;
  return a && word_of(p, a, &length) && !length;
}

/* ---- sets ---- */

static term one_range(pattern *p, code_range r)
{
  if (r.low == r.high)
    return word(p, &r.low, 1);
  if (p->failed)
    return 0;
  return apply2(p, STRSMT_RE_RANGE, terms_string(p->t, &r.low, 1), terms_string(p->t, &r.high, 1));
}

static term ranges(pattern *p, const code_range *v, size_t count)
{
  term *parts = arena_alloc(p, (count + 1) * sizeof *parts);
  for (size_t i = 0; parts && i < count; i++)
    parts[i] = one_range(p, v[i]);
  return !parts ? 0 : count == 0 ? lang_none(p) : count == 1 ? parts[0] : apply(p, STRSMT_RE_UNION, count, parts);
}

/* Only what SMT-LIB has. */
static charset known_codes(pattern *p, charset a)
{
  return a.count && a.ranges[a.count - 1].high > CODE_MAX ? set_inter(p, a, set_range(p, 0, CODE_MAX)) : a;
}

term lang_set(pattern *p, charset a)
{
  charset known = known_codes(p, a), not = known_codes(p, set_complement(p, known));
  if (!not .count)
    return apply(p, STRSMT_RE_ALLCHAR, 0, NULL);
  if (not .count >= known.count)
    return ranges(p, known.ranges, known.count);
  return apply2(p, STRSMT_RE_DIFF, apply(p, STRSMT_RE_ALLCHAR, 0, NULL), ranges(p, not .ranges, not .count));
}

static bool character(const pattern *p, term s, uint32_t *code)
{
  size_t length;
  if (term_kind(p->t, s) != STRSMT_STRING_LITERAL)
    return false;
  const uint32_t *chars = term_codes(p->t, s, &length);
  if (length == 1)
    *code = *chars;
  return length == 1;
}

/* The set that a term is, as lang_set writes it. */
static bool set_of_term(pattern *p, term a, charset *set)
{
  uint32_t low, high;
  charset one, two;
  switch (term_kind(p->t, a)) {
  case STRSMT_RE_ALLCHAR:
    return *set = set_range(p, 0, CODE_MAX), true;
  case STRSMT_STR_TO_RE:
    if (!character(p, term_arg(p->t, a, 0), &low))
      return false;
    return *set = set_range(p, low, low), true;
  case STRSMT_RE_RANGE:
    if (!character(p, term_arg(p->t, a, 0), &low) || !character(p, term_arg(p->t, a, 1), &high))
      return false;
    return *set = set_range(p, low, high), true;
  case STRSMT_RE_DIFF:
    if (!set_of_term(p, term_arg(p->t, a, 0), &one) || !set_of_term(p, term_arg(p->t, a, 1), &two))
      return false;
    return *set = set_minus(p, one, two), true;
  case STRSMT_RE_UNION:
    break;
  default:
    return false;
  }
  code_ranges all = {0};
  bool ok = true;
  for (size_t i = 0; ok && i < term_arity(p->t, a); i++) {
    term part = term_arg(p->t, a, i);
    ok = term_kind(p->t, part) != STRSMT_RE_UNION && set_of_term(p, part, &one) && set_push(p, &all, one);
  }
  *set = set_of(p, all.data, all.size);
  stack_free(p->m, &all);
  return ok;
}

/* ---- concatenation ---- */

typedef struct builder {
  number_list parts;
} builder;

/* A run of literals is joined at once: one after the other would be quadratic. */
static bool push_word(pattern *p, builder *b, number_list *open)
{
  if (!open->size)
    return true;
  term w = word(p, open->data, open->size);
  open->size = 0;
  return w && stack_push(p->m, &b->parts, w);
}

static bool push_part(pattern *p, builder *b, number_list *open, term a)
{
  size_t length;
  const uint32_t *chars = word_of(p, a, &length);
  if (chars)
    return (length <= FLAT_MOST || push_word(p, b, open)) && stack_append(p->m, open, chars, length);
  if (lang_is_all(p, a) && !open->size && b->parts.size && lang_is_all(p, stack_top(&b->parts)))
    return true;
  return push_word(p, b, open) && stack_push(p->m, &b->parts, a);
}

static bool push_flat(pattern *p, builder *b, number_list *open, term a)
{
  if (term_kind(p->t, a) != STRSMT_RE_CONCAT || term_arity(p->t, a) > FLAT_MOST)
    return push_part(p, b, open, a);
  bool ok = true;
  for (size_t i = 0; ok && i < term_arity(p->t, a); i++)
    ok = push_part(p, b, open, term_arg(p->t, a, i));
  return ok;
}

term lang_concat(pattern *p, size_t count, const term *parts)
{
  builder b = {{0}};
  number_list open = {0};
  bool ok = !p->failed;
  for (size_t i = 0; ok && i < count; i++) {
    if (parts[i] && lang_is_none(p, parts[i])) {
      stack_free(p->m, &b.parts);
      stack_free(p->m, &open);
      return parts[i];
    }
    ok = parts[i] && push_flat(p, &b, &open, parts[i]);
  }
  ok = ok && push_word(p, &b, &open);
  term a = 0;
  if (!ok)
    p->failed = true;
  else
    a = b.parts.size == 0   ? lang_empty(p)
        : b.parts.size == 1 ? b.parts.data[0]
                            : apply(p, STRSMT_RE_CONCAT, b.parts.size, b.parts.data);
  stack_free(p->m, &b.parts);
  stack_free(p->m, &open);
  return a;
}

term lang_concat2(pattern *p, term a, term b)
{
  if (!a || !b || p->failed)
    return 0;
  return lang_is_empty(p, a) ? b : lang_is_empty(p, b) ? a : lang_concat(p, 2, (const term[]){a, b});
}

/* ---- Boolean ---- */

enum { LOOK_BACK = 32 }; /* so many of the parts before it are compared with a part, to leave doubles out */

static bool among_last(const term *parts, size_t count, term a)
{
  for (size_t i = count; i-- > 0 && count - i <= LOOK_BACK;)
    if (parts[i] == a)
      return true;
  return false;
}

term lang_union(pattern *p, size_t count, const term *parts)
{
  term *kept = arena_alloc(p, (count + 1) * sizeof *kept);
  size_t n = 0;
  bool empty = false;
  for (size_t i = 0; kept && i < count; i++) {
    if (!parts[i] || p->failed)
      return 0;
    if (lang_is_all(p, parts[i]))
      return parts[i];
    if (lang_is_empty(p, parts[i]))
      empty = true;
    else if (!lang_is_none(p, parts[i]) && !among_last(kept, n, parts[i]))
      kept[n++] = parts[i];
  }
  if (!kept || p->failed)
    return 0;
  term a = n == 0 ? empty ? lang_empty(p) : lang_none(p) : n == 1 ? kept[0] : apply(p, STRSMT_RE_UNION, n, kept);
  return a && n && empty ? lang_repeat(p, a, 0, 1) : a;
}

term lang_union2(pattern *p, term a, term b)
{
  return a == b ? a : lang_union(p, 2, (const term[]){a, b});
}

/* Few short words, as what `$` leaves are: for them a meets exactly those that it has. */
static term inter_words(pattern *p, term a, term words)
{
  rx r = regex_of_term(p->g, a);
  term parts[2] = {words, lang_empty(p)};
  bool optional = term_kind(p->t, words) == STRSMT_RE_OPT;
  size_t count = optional ? 2 : 1, kept = 0;
  if (optional)
    parts[0] = term_arg(p->t, words, 0);
  for (size_t i = 0; i < count && r; i++) {
    size_t length;
    const uint32_t *chars = word_of(p, parts[i], &length);
    bool accepts = false;
    if (!chars || length > 4 || !regex_accepts(p->g, r, chars, length, &accepts))
      r = 0;
    if (accepts)
      parts[kept++] = parts[i];
  }
  if (!r)
    p->failed = true;
  return r ? lang_union(p, kept, parts) : 0;
}

static bool is_words(const pattern *p, term a)
{
  size_t length;
  term inner = term_kind(p->t, a) == STRSMT_RE_OPT ? term_arg(p->t, a, 0) : a;
  return word_of(p, inner, &length) && length <= 4;
}

term lang_inter2(pattern *p, term a, term b)
{
  if (!a || !b || p->failed)
    return 0;
  if (a == b || lang_is_all(p, b) || lang_is_none(p, a))
    return a;
  if (lang_is_all(p, a) || lang_is_none(p, b))
    return b;
  if (is_words(p, b))
    return inter_words(p, a, b);
  return is_words(p, a) ? inter_words(p, b, a) : apply2(p, STRSMT_RE_INTER, a, b);
}

term lang_comp(pattern *p, term a)
{
  if (!a || p->failed)
    return 0;
  if (term_kind(p->t, a) == STRSMT_RE_COMP)
    return term_arg(p->t, a, 0);
  return lang_is_all(p, a) ? lang_none(p) : lang_is_none(p, a) ? lang_all(p) : apply(p, STRSMT_RE_COMP, 1, &a);
}

term lang_repeat(pattern *p, term a, uint32_t min, uint32_t max)
{
  if (!a || p->failed)
    return 0;
  if (lang_is_empty(p, a) || max == 0)
    return lang_empty(p);
  if (lang_is_none(p, a))
    return min ? a : lang_empty(p);
  if (lang_is_all(p, a) || (min == 1 && max == 1))
    return a;
  if (term_kind(p->t, a) == STRSMT_RE_ALLCHAR && !min && max == NO_END)
    return lang_all(p);
  if (min == 0 && max == 1)
    return term_kind(p->t, a) == STRSMT_RE_OPT ? a : apply(p, STRSMT_RE_OPT, 1, &a);
  if (max == NO_END && min <= 1)
    return apply(p, min ? STRSMT_RE_PLUS : STRSMT_RE_STAR, 1, &a);
  if (max == NO_END)
    return lang_concat2(p, lang_repeat(p, a, min, min), lang_repeat(p, a, 0, NO_END));
  uint32_t indices[2] = {min, max};
  term r = min == max ? terms_apply_indexed(p->t, STRSMT_RE_POWER, 1, indices, 1, &a)
                      : terms_apply_indexed(p->t, STRSMT_RE_LOOP, 2, indices, 1, &a);
  if (!r)
    p->failed = true;
  return r;
}

bool lang_nullable(pattern *p, term a)
{
  if (!a || p->failed)
    return false;
  if (lang_is_all(p, a))
    return true;
  rx r = regex_of_term(p->g, a);
  if (!r)
    p->failed = true;
  return r && regex_nullable(p->g, r);
}

/* ---- first and last characters ---- */

enum { EDGE_DEPTH = 12 }; /* so deep a term is taken apart; what is deeper is intersected */

static term edge(pattern *p, term a, charset set, bool empty, lang_side side, unsigned depth);

/* Words that begin (or end) with a character of the set. */
static term edge_language(pattern *p, charset set, lang_side side)
{
  term parts[2] = {lang_set(p, set), lang_all(p)};
  if (side == LANG_LAST)
    parts[0] = lang_all(p), parts[1] = lang_set(p, set);
  return lang_concat(p, 2, parts);
}

static term edge_by_inter(pattern *p, term a, charset set, bool empty, lang_side side)
{
  term with = edge_language(p, set, side);
  if (empty)
    with = lang_comp(p, edge_language(p, set_complement(p, set), side));
  return lang_inter2(p, a, with);
}

/* The parts of a concatenation without the one at the edge. */
static term remaining(pattern *p, term a, lang_side side)
{
  size_t n = term_arity(p->t, a);
  term *parts = arena_alloc(p, n * sizeof *parts);
  if (!parts)
    return 0;
  memcpy(parts, term_args(p->t, a), n * sizeof *parts);
  return lang_concat(p, n - 1, side == LANG_FIRST ? parts + 1 : parts);
}

static term beside(pattern *p, term edge_part, term rest, lang_side side)
{
  return side == LANG_FIRST ? lang_concat2(p, edge_part, rest) : lang_concat2(p, rest, edge_part);
}

static term edge_concat(pattern *p, term a, charset set, bool empty, lang_side side, unsigned depth)
{
  term at_edge = term_arg(p->t, a, side == LANG_FIRST ? 0 : term_arity(p->t, a) - 1);
  term rest = remaining(p, a, side);
  bool optional = lang_nullable(p, at_edge);
  term cut = edge(p, at_edge, set, false, side, depth);
  if (!cut || !rest)
    return 0;
  if (cut == at_edge && !optional)
    return a;
  term words = beside(p, cut, rest, side);
  return optional ? lang_union2(p, words, edge(p, rest, set, empty, side, depth)) : words;
}

static term edge_union(pattern *p, term a, charset set, bool empty, lang_side side, unsigned depth)
{
  size_t n = term_arity(p->t, a);
  term *parts = arena_alloc(p, n * sizeof *parts);
  bool same = true;
  for (size_t i = 0; parts && i < n && !pattern_stopped(p); i++) {
    term part = term_arg(p->t, a, i);
    parts[i] = edge(p, part, set, empty, side, depth);
    same = same && parts[i] == part;
  }
  return !parts || p->failed ? 0 : same ? a : lang_union(p, n, parts);
}

/* From min to max times x. */
static term edge_repeat(pattern *p, term a, uint32_t min, uint32_t max, charset set, bool empty, lang_side side,
                        unsigned depth)
{
  term x = term_arg(p->t, a, 0);
  bool optional = lang_nullable(p, x);
  term cut = edge(p, x, set, false, side, depth);
  if (!cut)
    return 0;
  min = optional ? 0 : min;
  if (cut == x && !optional && (empty || min))
    return a;
  uint32_t fewer = max == NO_END ? NO_END : max - 1;
  term words = beside(p, cut, lang_repeat(p, x, min ? min - 1 : 0, fewer), side);
  return !min && empty ? lang_union2(p, words, lang_empty(p)) : words;
}

static term edge_word(pattern *p, term a, charset set, bool empty, lang_side side)
{
  size_t length;
  const uint32_t *chars = word_of(p, a, &length);
  if (!chars)
    return edge_by_inter(p, a, set, empty, side);
  bool in = length ? set_has(set, chars[side == LANG_FIRST ? 0 : length - 1]) : empty;
  return in ? a : lang_none(p);
}

static term edge(pattern *p, term a, charset set, bool empty, lang_side side, unsigned depth)
{
  charset own;
  if (!a || pattern_stopped(p))
    return 0;
  if (!depth)
    return edge_by_inter(p, a, set, empty, side);
  if (set_of_term(p, a, &own)) {
    charset both = set_inter(p, own, set);
    return set_equal(both, own) ? a : lang_set(p, both);
  }
  depth--;
  switch (term_kind(p->t, a)) {
  case STRSMT_RE_NONE:
    return a;
  case STRSMT_STR_TO_RE:
    return edge_word(p, a, set, empty, side);
  case STRSMT_RE_CONCAT:
    return edge_concat(p, a, set, empty, side, depth);
  case STRSMT_RE_UNION:
    return edge_union(p, a, set, empty, side, depth);
  case STRSMT_RE_STAR:
    return edge_repeat(p, a, 0, NO_END, set, empty, side, depth);
  case STRSMT_RE_PLUS:
    return edge_repeat(p, a, 1, NO_END, set, empty, side, depth);
  case STRSMT_RE_OPT:
    return edge_repeat(p, a, 0, 1, set, empty, side, depth);
  case STRSMT_RE_POWER:
    return edge_repeat(p, a, term_index(p->t, a, 0), term_index(p->t, a, 0), set, empty, side, depth);
  case STRSMT_RE_LOOP:
    return edge_repeat(p, a, term_index(p->t, a, 0), term_index(p->t, a, 1), set, empty, side, depth);
  case STRSMT_RE_ALL:
    a = edge_language(p, set, side);
    return empty ? lang_union2(p, a, lang_empty(p)) : a;
  case STRSMT_RE_INTER:
    if (term_arity(p->t, a) == 2) {
      term one = edge(p, term_arg(p->t, a, 0), set, empty, side, depth);
      return lang_inter2(p, one, term_arg(p->t, a, 1));
    }
    break;
  default:
    break;
  }
  return edge_by_inter(p, a, set, empty, side);
}

term lang_edge(pattern *p, term a, charset set, bool empty, lang_side side)
{
  return edge(p, a, set, empty, side, EDGE_DEPTH);
}
