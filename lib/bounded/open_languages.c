/* open_languages.c: memberships in regular expressions that hold terms which are no literals.
 *
 * A part of such an expression maps sets of positions of the text to sets of positions: from where a match of the part
 * may begin, to where it may end. Parts in sequence are maps one after the other, unions are unions. A set is a gate for
 * each position, which is true only if the text is at least that long; the map is exact, so a text that is not matched
 * is known as well. What is closed runs as an automaton. */
#include "bounded/layout_internal.h"
#include "bounded/matches.h"

typedef struct walk {
  layout *y;
  text s;
  uint32_t places; /* positions: one more than the text has characters */
  uint32_t depth;
} walk;

static gate *through(walk *w, term a, const gate *in);

/* Sets are NULL if the circuit is broken. */
static gate *new_set(walk *w)
{
  return circuit_room(&w->y->c, w->places, sizeof(gate));
}

static gate *only_at(walk *w, uint32_t p, gate when)
{
  gate *r = new_set(w);
  if (r)
    r[p] = when;
  return r;
}

static gate *either(walk *w, const gate *a, const gate *b)
{
  gate *r = new_set(w);
  for (uint32_t p = 0; r && a && b && p < w->places; p++)
    r[p] = gates_or2(&w->y->c.g, a[p], b[p]);
  return r;
}

/* Is the text at least p long? */
static gate reaches(const walk *w, uint32_t p)
{
  return p ? text_live(&w->y->c, w->s, p - 1) : GATE_TRUE;
}

/* ---- characters and words ---------------------------------------------------------------------------------------- */

static gate *through_word(walk *w, text v, const gate *in)
{
  circuit *c = &w->y->c;
  v = text_trim(c, v);
  gate *out = new_set(w), *ends = circuit_room(c, v.size + 1u, sizeof *ends);
  for (uint32_t k = 0; ends && k <= v.size; k++)
    ends[k] = gates_and2(&c->g, k ? text_live(c, v, k - 1) : GATE_TRUE, gate_not(text_live(c, v, k)));
  for (uint32_t p = 0; ends && p < w->places && !c->g.broken; p++) {
    if (in[p] == GATE_FALSE)
      continue;
    gate here = gates_and2(&c->g, in[p], text_stands_at(c, w->s, v, p));
    for (uint32_t k = 0; k <= v.size && p + k < w->places; k++)
      out[p + k] = gates_or2(&c->g, out[p + k], gates_and2(&c->g, here, ends[k]));
  }
  return out;
}

static gate is_single(circuit *c, text s)
{
  return gates_and2(&c->g, text_live(c, s, 0), gate_not(text_live(c, s, 1)));
}

static gate *through_range(walk *w, text low, text high, const gate *in)
{
  circuit *c = &w->y->c;
  gate *out = new_set(w), range = gates_and2(&c->g, is_single(c, low), is_single(c, high));
  for (uint32_t p = 0; out && p < w->s.size; p++) {
    text one = {.size = 1, .cells = text_cell(c, w->s, p)};
    gate all[5] = {in[p], range, text_live(c, w->s, p), text_before(c, low, one, true),
                   text_before(c, one, high, true)};
    out[p + 1] = gates_and(&c->g, 5, all);
  }
  return out;
}

/* ---- repetitions ------------------------------------------------------------------------------------------------- */

/* From left to right, so that the gate of a position is final when matches begin there; empty ones add nothing. */
static gate *through_star(walk *w, term body, const gate *in)
{
  gate *out = new_set(w);
  if (out && in)
    memcpy(out, in, w->places * sizeof *out);
  for (uint32_t p = 0; out && p < w->s.size; p++) {
    if (out[p] == GATE_FALSE)
      continue;
    const gate *next = through(w, body, only_at(w, p, out[p]));
    for (uint32_t q = p + 1; next && q < w->places; q++)
      out[q] = gates_or2(&w->y->c.g, out[q], next[q]);
  }
  return out;
}

/* A text of n characters is matched by a power beyond n + 1 just if it is by that of n + 1: either some factors are
 * empty, and others may be as well, or none is. */
static gate *through_loop(walk *w, term body, uint32_t least, uint32_t most, const gate *in)
{
  const gate *at = in;
  if (least > most)
    return new_set(w);
  for (uint32_t i = 0; at && i < least && i < w->places; i++)
    at = through(w, body, at);
  if (most - least >= w->s.size)
    return through_star(w, body, at);
  for (uint32_t i = least; at && i < most; i++)
    at = either(w, at, through(w, body, at));
  return at ? either(w, at, at) : NULL;
}

/* ---- the other operators ----------------------------------------------------------------------------------------- */

static gate *through_sequence(walk *w, term a, const gate *in)
{
  for (size_t i = 0; in && i < term_arity(w->y->p->t, a); i++)
    in = through(w, term_arg(w->y->p->t, a, i), in);
  return in ? either(w, in, in) : NULL;
}

static gate *through_union(walk *w, term a, const gate *in)
{
  gate *out = new_set(w);
  for (size_t i = 0; out && i < term_arity(w->y->p->t, a); i++)
    out = either(w, out, through(w, term_arg(w->y->p->t, a, i), in));
  return out;
}

static gate *through_choice(walk *w, term a, const gate *in)
{
  const terms *t = w->y->p->t;
  const gate *then = through(w, term_arg(t, a, 1), in), *otherwise = through(w, term_arg(t, a, 2), in);
  gate *out = new_set(w), condition = layout_truth(w->y, term_arg(t, a, 0));
  for (uint32_t p = 0; out && then && otherwise && p < w->places; p++)
    out[p] = gates_mux(&w->y->c.g, condition, then[p], otherwise[p]);
  return out;
}

/* An intersection, difference or complement from one position. */
static gate *combination_from(walk *w, term a, uint32_t from)
{
  gates *g = &w->y->c.g;
  strsmt_kind k = term_kind(w->y->p->t, a);
  gate *in = only_at(w, from, reaches(w, from)), *out = new_set(w);
  for (uint32_t p = from; out && p < w->places; p++)
    out[p] = reaches(w, p);
  for (size_t i = 0; in && out && i < term_arity(w->y->p->t, a); i++) {
    bool negative = k == STRSMT_RE_COMP || (k == STRSMT_RE_DIFF && i);
    const gate *part = through(w, term_arg(w->y->p->t, a, i), in);
    for (uint32_t p = from; part && p < w->places; p++)
      out[p] = gates_and2(g, out[p], negative ? gate_not(part[p]) : part[p]);
  }
  return out;
}

/* Whether two matches begin at the same position matters, so each position has a set of its own. */
static gate *through_combination(walk *w, term a, const gate *in)
{
  gates *g = &w->y->c.g;
  gate *out = new_set(w);
  for (uint32_t p = 0; out && p < w->places && !g->broken; p++) {
    const gate *ends = in[p] == GATE_FALSE ? NULL : combination_from(w, a, p);
    for (uint32_t q = p; ends && q < w->places; q++)
      out[q] = gates_or2(g, out[q], gates_and2(g, in[p], ends[q]));
  }
  return out;
}

static gate *through_open(walk *w, term a, const gate *in)
{
  layout *y = w->y;
  const terms *t = y->p->t;
  term first = term_arity(t, a) ? term_arg(t, a, 0) : 0;
  switch ((int)term_kind(t, a)) {
  case STRSMT_STR_TO_RE:
    return through_word(w, layout_string(y, first), in);
  case STRSMT_RE_RANGE:
    return through_range(w, layout_string(y, first), layout_string(y, term_arg(t, a, 1)), in);
  case STRSMT_RE_CONCAT:
    return through_sequence(w, a, in);
  case STRSMT_RE_UNION:
    return through_union(w, a, in);
  case STRSMT_RE_STAR:
    return through_star(w, first, in);
  case STRSMT_RE_PLUS:
    return through_loop(w, first, 1, UINT32_MAX, in);
  case STRSMT_RE_OPT:
    return through_loop(w, first, 0, 1, in);
  case STRSMT_RE_POWER:
    return through_loop(w, first, term_index(t, a, 0), term_index(t, a, 0), in);
  case STRSMT_RE_LOOP:
    return through_loop(w, first, term_index(t, a, 0), term_index(t, a, 1), in);
  case STRSMT_RE_INTER:
  case STRSMT_RE_DIFF:
  case STRSMT_RE_COMP:
    return through_combination(w, a, in);
  case STRSMT_ITE:
    return through_choice(w, a, in);
  default:
    y->p->unsupported = y->c.g.broken = true;
    return NULL;
  }
}

static gate *through(walk *w, term a, const gate *in)
{
  layout *y = w->y;
  if (!in || y->c.g.broken || limits_poll(y->p->l)) {
    y->c.g.broken = true;
    return NULL;
  }
  if (y->p->language.data[a])
    return text_through_regex(&y->c, w->s, layout_language(y, a), in);
  if (w->depth >= y->p->l->budget.bounded_depth) {
    y->c.g.broken = y->c.g.too_large = true;
    return NULL;
  }
  w->depth++;
  gate *out = through_open(w, a, in);
  w->depth--;
  return out;
}

gate layout_membership(layout *y, term s, term language)
{
  circuit *c = &y->c;
  text word = layout_string(y, s);
  if (y->p->language.data[language])
    return text_in_regex(c, word, layout_language(y, language));
  walk w = {.y = y, .s = text_trim(c, word)};
  w.places = w.s.size + 1;
  gate *ends = through(&w, language, only_at(&w, 0, GATE_TRUE));
  for (uint32_t p = 0; ends && p < w.places; p++)
    ends[p] = gates_and2(&c->g, ends[p], gate_not(text_live(c, w.s, p)));
  return ends ? gates_or(&c->g, w.places, ends) : GATE_FALSE;
}
