/* memberships.c: regular expressions on texts. The states that an automaton can be in after each character are a set
 * that the text determines, so one run forwards says both which words are in the language and which are not. States that
 * are too far from accepting for what is left of the text are left out. */
#include "bounded/automaton.h"
#include "bounded/circuit.h"
#include "bounded/matches.h"

/* A run: the automaton, and at one position the gates of its sets of characters and of its states. */
typedef struct run {
  circuit *c;
  automaton a;
  gate *sets; /* at the present position; made when wanted */
  bool *made;
  gate *now, *next;
  gate *some;
} run;

static bool run_begin(run *r, circuit *c, rx language, uint32_t depth)
{
  *r = (run){.c = c};
  size_t budget = c->g.budget - (gates_size(&c->g) < c->g.budget ? gates_size(&c->g) : c->g.budget);
  if (c->g.broken)
    return false;
  if (!automaton_make(&r->a, c->m, c->l, c->regex, c->alphabet, language, depth, 16 + budget / (1 + depth))) {
    c->g.broken = true;
    c->g.too_large = r->a.too_large;
    return false;
  }
  size_t states = r->a.states.size + 1, sets = r->a.set_count + 1;
  r->now = circuit_room(c, states, sizeof *r->now);
  r->next = circuit_room(c, states, sizeof *r->next);
  r->some = circuit_room(c, r->a.edges.size + states, sizeof *r->some);
  r->sets = circuit_room(c, sets, sizeof *r->sets);
  r->made = circuit_room(c, sets, sizeof *r->made);
  return !c->g.broken;
}

static void run_end(run *r)
{
  automaton_free(&r->a, r->c->m);
}

static void run_at(run *r)
{
  memset(r->made, 0, r->a.set_count * sizeof *r->made);
}

static gate set_gate(run *r, const gate *cell, uint32_t set)
{
  if (!r->made[set]) {
    r->made[set] = true;
    r->sets[set] = text_in_set(r->c, cell, r->a.sets.data + (size_t)set * r->a.set_size);
  }
  return r->sets[set];
}

/* From `now` to `next` by the character of the cell, with `left` characters to come at most. */
static void run_step(run *r, const gate *cell, uint32_t left)
{
  gates *g = &r->c->g;
  run_at(r);
  for (uint32_t s = 0; s < r->a.states.size; s++) {
    uint32_t n = 0;
    if (r->a.distance.data[s] <= left)
      for (uint32_t e = r->a.first.data[s]; e < r->a.first.data[s + 1]; e++) {
        automaton_edge edge = r->a.edges.data[e];
        if (r->now[edge.from] != GATE_FALSE)
          r->some[n++] = gates_and2(g, r->now[edge.from], set_gate(r, cell, edge.set));
      }
    r->next[s] = gates_or(g, n, r->some);
  }
  gate *now = r->now;
  r->now = r->next;
  r->next = now;
}

static gate accepting(run *r)
{
  uint32_t n = 0;
  for (uint32_t s = 0; s < r->a.states.size; s++)
    if (r->a.accepting.data[s])
      r->some[n++] = r->now[s];
  return gates_or(&r->c->g, n, r->some);
}

gate text_in_regex(circuit *c, text s, rx language)
{
  run r;
  s = text_trim(c, s);
  gate *ends = circuit_room(c, s.size + 1u, sizeof *ends), result = GATE_FALSE;
  if (ends && run_begin(&r, c, language, s.size)) {
    for (uint32_t q = 0; q < r.a.states.size; q++)
      r.now[q] = gate_constant(r.a.initial.data[q] && r.a.distance.data[q] <= s.size);
    for (uint32_t p = 0; p <= s.size && !c->g.broken; p++) {
      ends[p] = gates_and2(&c->g, accepting(&r), gate_not(text_live(c, s, p)));
      if (p < s.size)
        run_step(&r, text_cell(c, s, p), s.size - p - 1);
    }
    result = gates_or(&c->g, s.size + 1u, ends);
  }
  if (ends)
    run_end(&r);
  return result;
}

/* ---- matches ----------------------------------------------------------------------------------------------------- */

/* by position and state: does a match go on from here to its end? */
static gate *matches_from(run *r, text s)
{
  circuit *c = r->c;
  size_t states = r->a.states.size;
  gate *can = circuit_room(c, (s.size + 1u) * states, sizeof *can);
  if (!can)
    return NULL;
  for (uint32_t p = s.size + 1; p-- > 0 && !c->g.broken;) {
    gate *here = can + p * states;
    run_at(r);
    for (size_t q = 0; q < states; q++)
      here[q] = gate_constant(r->a.accepting.data[q]);
    for (size_t e = 0; e < r->a.edges.size && p < s.size; e++) {
      automaton_edge edge = r->a.edges.data[e];
      gate then = gates_and2(&c->g, set_gate(r, text_cell(c, s, p), edge.set), here[states + edge.to]);
      here[edge.from] = gates_or2(&c->g, here[edge.from], then);
    }
  }
  return can;
}

static gate initial_match(run *r, const gate *can)
{
  uint32_t n = 0;
  for (uint32_t q = 0; q < r->a.states.size; q++)
    if (r->a.initial.data[q])
      r->some[n++] = can[q];
  return gates_or(&r->c->g, n, r->some);
}

static void start_run(run *r, gate when)
{
  for (uint32_t q = 0; q < r->a.states.size; q++)
    if (r->a.initial.data[q])
      r->now[q] = gates_or2(&r->c->g, r->now[q], when);
}

static void stop_run(run *r, gate when)
{
  for (uint32_t q = 0; q < r->a.states.size; q++)
    r->now[q] = gates_and2(&r->c->g, gate_not(when), r->now[q]);
}

/* The match that starts first, and of these the shortest: where it ends is where the run from there first accepts. */
text text_replace_regex(circuit *c, text s, rx language, text new)
{
  run r;
  s = text_trim(c, s);
  uint32_t places = s.size + 1;
  gate *start = circuit_room(c, places, sizeof *start), *end = circuit_room(c, places, sizeof *end), *can = NULL;
  if (!start || !end)
    return (text){0};
  if (run_begin(&r, c, language, s.size))
    can = matches_from(&r, s);
  for (uint32_t p = 0; can && p < places; p++)
    start[p] = gates_and2(&c->g, p ? text_live(c, s, p - 1) : GATE_TRUE, initial_match(&r, can + p * r.a.states.size));
  text_keep_first(c, places, start);
  for (uint32_t p = 0; can && p < places && !c->g.broken; p++) {
    start_run(&r, start[p]);
    end[p] = accepting(&r);
    stop_run(&r, end[p]);
    if (p < s.size)
      run_step(&r, text_cell(c, s, p), UINT32_MAX - 1);
  }
  run_end(&r);
  return text_splice(c, s, places, start, text_place(c, places, end), new);
}

gate *text_through_regex(circuit *c, text s, rx language, const gate *from)
{
  run r;
  uint32_t first = 0;
  gate *ends = circuit_room(c, s.size + 1u, sizeof *ends);
  while (first < s.size && from[first] == GATE_FALSE)
    first++;
  if (!ends)
    return NULL;
  if (run_begin(&r, c, language, s.size - first))
    for (uint32_t p = first; p <= s.size && !c->g.broken; p++) {
      start_run(&r, from[p]);
      ends[p] = accepting(&r);
      if (p < s.size)
        run_step(&r, text_cell(c, s, p), s.size - p - 1);
    }
  run_end(&r);
  return ends;
}

/* Is there a match of one character or more from position p on? */
static gate longer_match(run *r, text s, uint32_t p, const gate *can)
{
  circuit *c = r->c;
  uint32_t n = 0;
  run_at(r);
  for (size_t e = 0; e < r->a.edges.size; e++) {
    automaton_edge edge = r->a.edges.data[e];
    if (r->a.initial.data[edge.from])
      r->some[n++] =
          gates_and2(&c->g, set_gate(r, text_cell(c, s, p), edge.set), can[(p + 1) * r->a.states.size + edge.to]);
  }
  return gates_or(&c->g, n, r->some);
}

/* From left to right: outside a match, one starts where it can; inside, it ends where the run first accepts. */
text text_replace_regex_all(circuit *c, text s, rx language, text new)
{
  run r;
  s = text_trim(c, s);
  gate *start = circuit_room(c, s.size, sizeof *start), *covered = circuit_room(c, s.size, sizeof *covered);
  gate *can = NULL, inside = GATE_FALSE;
  if (!start || !covered)
    return (text){0};
  if (run_begin(&r, c, language, s.size))
    can = matches_from(&r, s);
  for (uint32_t p = 0; can && p < s.size && !c->g.broken; p++) {
    start[p] = gates_and2(&c->g, gate_not(inside), longer_match(&r, s, p, can));
    covered[p] = gates_or2(&c->g, inside, start[p]);
    start_run(&r, start[p]);
    run_step(&r, text_cell(c, s, p), UINT32_MAX - 1);
    gate done = accepting(&r);
    stop_run(&r, done);
    inside = gates_and2(&c->g, covered[p], gate_not(done));
  }
  run_end(&r);
  return text_rewrite(c, s, start, covered, new);
}
