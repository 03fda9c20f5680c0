/* witness.c: the word that a model shows. Its length is the least one, found by A* (the lower bound of the lengths that
 * a state's structure gives drops by at most one a step, so the first nullable state taken from the queue is nearest).
 * Among the words of that length it is the first in the order of preference of characters (search.c), position by
 * position: a depth-first walk through the derivatives, which remembers from which states no word of the remaining
 * length leads on. Both walks are cut off where they would take too long on an automaton that explodes; then the word
 * is the one found first, which is the same on every machine too. */
#include "regex/search.h"
#include "base/sort.h"

/* ---- the least length ---- */

static bool star_add(regex *g, queue *open, uint32_t number, rx r, visit v, uint64_t *order)
{
  if (!visits_reserve(g, 0))
    return false;
  visit *old = &g->visits[0].data[r];
  const node *n = node_at(g, r);
  if (n->status == RX_DEAD || n->min == LENGTH_INF || (old->search == number && old->depth <= v.depth))
    return true;
  *old = v;
  uint64_t key = ((uint64_t)v.depth + n->min) << 32 | (UINT32_MAX - v.depth); /* deeper first */
  return queue_push(g->m, open, (entry){key, (*order)++, r});
}

static bool star_expand(regex *g, queue *open, uint32_t number, rx r, uint64_t *order)
{
  uint32_t low = 0, depth = g->visits[0].data[r].depth;
  if (!derive(g, r))
    return false;
  for (uint32_t i = 0; i < node_at(g, r)->map_size; i++) {
    piece p = map_of(g, r)[i];
    size_t base = g->scratch.size;
    visit v = {number, r, preferred_code(low, p.upper), depth + 1};
    bool ok = split(g, p.value, false);
    for (size_t j = base; ok && j < g->scratch.size; j++)
      ok = star_add(g, open, number, g->scratch.data[j], v, order);
    g->scratch.size = base;
    if (!ok)
      return false;
    low = p.upper + 1;
  }
  return true;
}

static bool read_path(regex *g, rx root, rx r, codes *word)
{
  uint32_t length = g->visits[0].data[r].depth;
  if (!stack_reserve(g->m, word, length))
    return false;
  word->size = length;
  for (; r != root && length; r = g->visits[0].data[r].parent)
    word->data[--length] = g->visits[0].data[r].code;
  return true;
}

/* A shortest word into *word. *found unset: given up. False: stopped. */
static bool shortest(regex *g, rx root, codes *word, bool *found)
{
  queue open = {0};
  uint32_t number = ++g->searches;
  uint64_t order = 0, last = g->l->steps + g->l->budget.regex_witness_work + 16 * (uint64_t)node_at(g, root)->min;
  bool ok = star_add(g, &open, number, root, (visit){number, 0, 0, 0}, &order);
  while (ok && open.size && g->l->steps <= last && !*found) {
    rx r = queue_pop(&open).state;
    if (limits_poll(g->l))
      ok = false;
    else if (!nullable(g, r))
      ok = star_expand(g, &open, number, r, &order);
    else
      *found = ok = read_path(g, root, r, word);
  }
  stack_free(g->m, &open);
  return ok;
}

/* ---- the first word of that length ---- */

typedef struct choice {
  uint32_t preference, code;
  rx value;
} choice;

typedef struct failures { /* pairs (state, remaining length), open addressing */
  uint64_t *table;
  size_t size, used;
} failures;

static size_t failure_slot(const failures *f, uint64_t pair)
{
  size_t i = (size_t)((pair * 0x9E3779B97F4A7C15u) >> 20) & (f->size - 1);
  while (f->table[i] && f->table[i] != pair)
    i = (i + 1) & (f->size - 1);
  return i;
}

static bool failed(const failures *f, uint64_t pair)
{
  return f->size && f->table[failure_slot(f, pair)] == pair;
}

static bool remember_failure(mem *m, failures *f, uint64_t pair)
{
  if (f->used * 2 >= f->size) {
    failures bigger = {NULL, f->size ? 2 * f->size : 64, f->used};
    if (!(bigger.table = mem_calloc(m, bigger.size, sizeof *bigger.table)))
      return false;
    for (size_t i = 0; i < f->size; i++)
      if (f->table[i])
        bigger.table[failure_slot(&bigger, f->table[i])] = f->table[i];
    mem_free(m, f->table, f->size * sizeof *f->table);
    *f = bigger;
  }
  f->table[failure_slot(f, pair)] = pair;
  f->used++;
  return true;
}

static int by_preference(const void *a, const void *b)
{
  uint32_t x = ((const choice *)a)->preference, y = ((const choice *)b)->preference;
  return (x > y) - (x < y);
}

typedef struct step {
  rx state;
  size_t first, next; /* its choices: walk->choices[first ..), the next one to try */
} step;

typedef struct walk {
  regex *g;
  failures failures;
  STACK(step) steps;
  STACK(choice) choices;
} walk;

/* Pushes the state and its choices that may lead on to a word of `rest` more characters. */
static bool walk_enter(walk *w, rx r, size_t rest)
{
  regex *g = w->g;
  step s = {r, w->choices.size, w->choices.size};
  uint32_t low = 0;
  if (!stack_push(g->m, &w->steps, s) || (rest && !derive(g, r)))
    return false;
  for (uint32_t i = 0; rest && i < node_at(g, r)->map_size; i++) {
    piece p = map_of(g, r)[i];
    const node *n = node_at(g, p.value);
    uint32_t code = preferred_code(low, p.upper);
    low = p.upper + 1;
    if (n->status != RX_DEAD && n->min <= rest - 1 && n->max >= rest - 1 &&
        !stack_push(g->m, &w->choices, ((choice){preference(code), code, p.value})))
      return false;
  }
  if (w->choices.size > s.first + 1)
    sort_items(w->choices.data + s.first, w->choices.size - s.first, sizeof(choice), by_preference);
  return true;
}

/* The next choice of the topmost step: enters it. Without one: leaves the step, and remembers that it failed. */
static bool walk_advance(walk *w, size_t rest)
{
  step *top = &stack_top(&w->steps);
  while (top->next < w->choices.size) {
    rx r = w->choices.data[top->next++].value;
    if (!failed(&w->failures, (uint64_t)r << 32 | (uint32_t)(rest - 1)))
      return walk_enter(w, r, rest - 1);
  }
  w->choices.size = top->first;
  rx r = top->state;
  w->steps.size--;
  return remember_failure(w->g->m, &w->failures, (uint64_t)r << 32 | (uint32_t)rest);
}

/* Replaces *word by the first word of its length, unless that takes too long. False: stopped. */
static bool improve(regex *g, rx root, codes *word)
{
  walk w = {.g = g};
  size_t length = word->size;
  uint64_t last = g->l->steps + g->l->budget.regex_witness_work + 16 * length;
  bool ok = walk_enter(&w, root, length), done = false;
  while (ok && !done && w.steps.size && g->l->steps <= last) {
    size_t rest = length + 1 - w.steps.size;
    if (limits_poll(g->l))
      ok = false;
    else if (rest == 0 && nullable(g, stack_top(&w.steps).state))
      done = true;
    else
      ok = walk_advance(&w, rest);
  }
  for (size_t i = 0; done && i < length; i++)
    word->data[i] = w.choices.data[w.steps.data[i].next - 1].code;
  mem_free(g->m, w.failures.table, w.failures.size * sizeof *w.failures.table);
  stack_free(g->m, &w.steps);
  stack_free(g->m, &w.choices);
  return ok;
}

bool regex_witness(regex *g, rx r, codes *word)
{
  bool found = false;
  word->size = 0;
  if (regex_empty(g, r) != REGEX_NONEMPTY || !shortest(g, r, word, &found))
    return false;
  if (!found)
    return follow_live(g, r, word);
  return improve(g, r, word);
}
