/* measure.c: the lengths of the words of a language, and words of a given length, also of a great one.
 *
 * All states that derivatives reach are explored, a deterministic automaton. B(j) is the set of states that have a word of
 * length j: B(0) are the nullable ones, and B(j + 1) those with a step to B(j). These sets repeat from some point on, so
 * the lengths of each state are an ultimately periodic set, and a word of length n is found by walking from the root,
 * with r letters left in B(r). Languages with too many states, or sets that take too long to repeat, have no measure. */
#include "regex/node.h"
#include "regex/search.h"

enum { LETTERS = 1024 /* of a word, for one step of work */ };

typedef struct edge {
  uint32_t to, low, high, code; /* the code that is preferred */
} edge;

typedef struct letter {
  uint32_t to, code;
} letter;

struct measure {
  rx root;
  bool known;
  STACK(rx) states;
  STACK(uint32_t) first; /* by state: its edges, to those of the next one */
  STACK(edge) edges;     /* one for each piece of a derivative that is not empty */
  STACK(uint64_t) sets;  /* B(0), B(1), ..., each of `words` words */
  size_t words;
  uint64_t threshold, period;
  STACK(uint32_t) index_of; /* by node: index plus 1 */
};

void measure_free(regex *g)
{
  measure *x = g->measured;
  if (!x)
    return;
  stack_free(g->m, &x->states);
  stack_free(g->m, &x->first);
  stack_free(g->m, &x->edges);
  stack_free(g->m, &x->sets);
  stack_free(g->m, &x->index_of);
  mem_free(g->m, x, sizeof *x);
  g->measured = NULL;
}

/* ---- states ------------------------------------------------------------------------------------------------------ */

/* The index of state r, a new one if need be. False: out of memory. */
static bool index_of(regex *g, measure *x, rx r, uint32_t *index)
{
  size_t old = x->index_of.size;
  if (r >= old) {
    if (!stack_reserve(g->m, &x->index_of, g->nodes.size))
      return false;
    memset(x->index_of.data + old, 0, (g->nodes.size - old) * sizeof(uint32_t));
    x->index_of.size = g->nodes.size;
  }
  if (!x->index_of.data[r]) {
    if (!stack_push(g->m, &x->states, r))
      return false;
    x->index_of.data[r] = (uint32_t)x->states.size;
  }
  *index = x->index_of.data[r] - 1;
  return true;
}

static bool add_edges(regex *g, measure *x, rx r)
{
  if (!derive(g, r) || !stack_push(g->m, &x->first, (uint32_t)x->edges.size))
    return false;
  uint32_t low = 0;
  for (uint32_t i = 0; i < node_at(g, r)->map_size; i++) {
    piece p = map_of(g, r)[i];
    edge e = {0, low, p.upper, preferred_code(low, p.upper)};
    low = p.upper + 1;
    if (p.value != NONE && (!index_of(g, x, p.value, &e.to) || !stack_push(g->m, &x->edges, e)))
      return false;
  }
  return true;
}

/* False: stopped. *all: there are not too many. */
static bool explore(regex *g, measure *x, bool *all)
{
  uint32_t root;
  bool ok = index_of(g, x, x->root, &root);
  size_t done = 0;
  for (; done < x->states.size && ok && x->states.size <= g->l->budget.regex_measure_states; done++)
    ok = !limits_poll(g->l) && add_edges(g, x, x->states.data[done]);
  *all = done == x->states.size;
  return ok && stack_push(g->m, &x->first, (uint32_t)x->edges.size);
}

/* ---- sets -------------------------------------------------------------------------------------------------------- */

static bool is_in(const measure *x, uint64_t set, uint32_t state)
{
  return x->sets.data[set * x->words + state / 64] >> state % 64 & 1;
}

static bool add_set(regex *g, measure *x, uint64_t j)
{
  if (!stack_reserve(g->m, &x->sets, (j + 1) * x->words))
    return false;
  uint64_t *set = x->sets.data + j * x->words;
  memset(set, 0, x->words * sizeof *set);
  x->sets.size = (j + 1) * x->words;
  for (uint32_t q = 0; q < x->states.size; q++) {
    bool in = !j && nullable(g, x->states.data[q]);
    for (uint32_t e = x->first.data[q]; j && e < x->first.data[q + 1] && !in; e++)
      in = is_in(x, j - 1, x->edges.data[e].to);
    set[q / 64] |= (uint64_t)in << q % 64;
  }
  return true;
}

static uint64_t hash_set(const measure *x, uint64_t j)
{
  uint64_t h = 1;
  for (size_t i = 0; i < x->words; i++) {
    h = (h ^ x->sets.data[j * x->words + i]) * UINT64_C(0x9e3779b97f4a7c15);
    h ^= h >> 29;
  }
  return h;
}

/* Makes sets until one comes again. False: stopped. */
static bool make_sets(regex *g, measure *x)
{
  STACK(uint64_t) hashes = {0};
  const budgets *b = &g->l->budget;
  bool ok = true;
  x->words = (x->states.size + 63) / 64;
  uint64_t work = 0, each = x->states.size + x->edges.size;
  for (uint64_t j = 0; j < b->regex_measure_sets && work < b->regex_measure_work && ok && !x->known;
       j++, work += each + j) {
    ok = !limits_poll(g->l) && add_set(g, x, j) && stack_push(g->m, &hashes, hash_set(x, j));
    for (uint64_t i = 0; i < j && ok && !x->known; i++) {
      x->known = hashes.data[i] == hashes.data[j] &&
                 !memcmp(x->sets.data + i * x->words, x->sets.data + j * x->words, x->words * sizeof(uint64_t));
      x->threshold = i;
      x->period = j - i;
    }
  }
  stack_free(g->m, &hashes);
  return ok;
}

bool regex_measure(regex *g, rx r, bool *known)
{
  bool all = false, ok = true;
  if (!g->measured || g->measured->root != r) {
    measure_free(g);
    measure *x = g->measured = mem_calloc(g->m, 1, sizeof *x);
    if (!x)
      return false;
    x->root = r;
    ok = explore(g, x, &all) && (!all || make_sets(g, x));
  }
  *known = ok && g->measured->known;
  if (!ok)
    measure_free(g);
  return ok;
}

/* ---- lengths ----------------------------------------------------------------------------------------------------- */

uint64_t regex_length_threshold(const regex *g)
{
  return g->measured->threshold;
}
uint64_t regex_length_period(const regex *g)
{
  return g->measured->period;
}

/* The set that B(n) is equal to. */
static uint64_t set_of(const measure *x, uint64_t n)
{
  return n < x->threshold ? n : x->threshold + (n - x->threshold) % x->period;
}

bool regex_has_length(const regex *g, uint64_t n)
{
  return is_in(g->measured, set_of(g->measured, n), 0);
}

/* The number of letters that lead from q into the set. *best: the edge with the one that is preferred. */
static uint64_t options(const measure *x, uint32_t q, uint64_t set, const edge **best)
{
  uint64_t count = 0;
  *best = NULL;
  for (uint32_t i = x->first.data[q]; i < x->first.data[q + 1]; i++) {
    const edge *e = &x->edges.data[i];
    if (!is_in(x, set, e->to))
      continue;
    count += e->high - e->low + 1;
    if (!*best || preference(e->code) < preference((*best)->code))
      *best = e;
  }
  return count;
}

/* The letter to follow from q into the set: the preferred one, or number *skip modulo their number of all, in place of
 * which *skip becomes the quotient. */
static letter choose(const measure *x, uint32_t q, uint64_t set, uint64_t *skip)
{
  const edge *best;
  uint64_t count = options(x, q, set, &best), wanted = count ? *skip % count : 0;
  letter preferred = {best ? best->to : 0, best ? best->code : 0};
  *skip = count ? *skip / count : *skip;
  for (uint32_t i = x->first.data[q]; wanted && i < x->first.data[q + 1]; i++) {
    const edge *e = &x->edges.data[i];
    uint64_t width = e->high - e->low + 1 - (e == best); /* without the preferred one */
    if (!is_in(x, set, e->to))
      continue;
    if (wanted <= width) {
      uint32_t code = e->low + (uint32_t)wanted - 1;
      return (letter){e->to, code + (e == best && code >= best->code)};
    }
    wanted -= width;
  }
  return preferred;
}

bool regex_words_of_length(regex *g, uint64_t n, uint64_t most, uint64_t *count)
{
  const measure *x = g->measured;
  uint32_t q = 0;
  *count = regex_has_length(g, n);
  for (uint64_t left = n; left && *count && *count < most; left--) {
    const edge *best;
    if (left % LETTERS == 0 && limits_poll(g->l))
      return false;
    *count += options(x, q, set_of(x, left - 1), &best) - 1;
    q = best->to;
  }
  return true;
}

bool regex_word_of_length(regex *g, uint64_t n, uint64_t skip, codes *word)
{
  const measure *x = g->measured;
  uint32_t q = 0;
  stack_clear(word);
  if (!regex_has_length(g, n) || !stack_reserve(g->m, word, n + 1))
    return false;
  for (uint64_t left = n; left; left--) {
    if (left % LETTERS == 0 && limits_poll(g->l))
      return false;
    letter l = choose(x, q, set_of(x, left - 1), &skip);
    word->data[word->size++] = l.code;
    q = l.to;
  }
  return !skip;
}
