/* search.c: is the language of a state empty? The states reachable by derivatives are explored, those with the shorter
 * least word (as far as the structure tells) first, the newest first among equals: a witness is found fast if there is
 * one, and the search is complete as there are finitely many. What is found is kept: a state is DEAD (it and all that
 * is reachable from it was explored), or LIVE with the next step to a word.
 *
 * Some languages have small automata from one side only (.*a.{100}), so after a while a search from the reversed
 * expression runs too; and one that splits more, and leaves out of what is taken away all but one alternative, if that
 * is enough (p is inside of q1 or q2 or ... mostly because it is inside of one of them). They take turns, in growing
 * amounts of work. */
#include "regex/search.h"
#include "regex/within.h"

/* ---- priority queue: a binary heap ---- */

static bool before(const entry *a, const entry *b)
{
  return a->key != b->key ? a->key < b->key : a->order < b->order;
}

bool queue_push(mem *m, queue *q, entry e)
{
  if (!stack_push(m, q, e))
    return false;
  size_t i = q->size - 1;
  while (i && before(&e, &q->data[(i - 1) / 2])) {
    q->data[i] = q->data[(i - 1) / 2];
    i = (i - 1) / 2;
  }
  q->data[i] = e;
  return true;
}

entry queue_pop(queue *q)
{
  entry top = q->data[0], e = q->data[--q->size];
  size_t i = 0, child;
  while ((child = 2 * i + 1) < q->size) {
    if (child + 1 < q->size && before(&q->data[child + 1], &q->data[child]))
      child++;
    if (!before(&q->data[child], &e))
      break;
    q->data[i] = q->data[child];
    i = child;
  }
  if (q->size)
    q->data[i] = e;
  return top;
}

/* ---- characters ---- */

/* The order of preference: a-z, 0-9, A-Z, then the rest of printable ASCII, then all others by number. */
uint32_t preference(uint32_t code)
{
  if (code >= 'a' && code <= 'z')
    return code - 'a';
  if (code >= '0' && code <= '9')
    return 26 + code - '0';
  if (code >= 'A' && code <= 'Z')
    return 36 + code - 'A';
  return code >= ' ' && code <= '~' ? 62 + code : 256 + code;
}

uint32_t preferred_code(uint32_t low, uint32_t high)
{
  static const range order[] = {{'a', 'z'}, {'0', '9'}, {'A', 'Z'}, {' ', '~'}};
  for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
    uint32_t code = low > order[i].low ? low : order[i].low;
    if (code <= order[i].high && code <= high)
      return code;
  }
  return low;
}

/* ---- marks ---- */

bool visits_reserve(regex *g, int kind)
{
  size_t old = g->visits[kind].size, need = g->nodes.size;
  if (old >= need)
    return true;
  if (!stack_reserve(g->m, &g->visits[kind], need))
    return false;
  memset(g->visits[kind].data + old, 0, (need - old) * sizeof(visit));
  g->visits[kind].size = need;
  return true;
}

static void set_live(regex *g, rx r, rx next, uint32_t code)
{
  node *n = &g->nodes.data[r];
  if (n->status == RX_UNKNOWN)
    n->status = RX_LIVE, n->next = next, n->next_code = code;
}

bool keep_word(regex *g, rx r, const uint32_t *word, size_t length)
{
  size_t at = g->pool.size;
  if (at + length >= UINT32_MAX)
    g->m->oom = true;
  if (mem_failed(g->m) || !stack_reserve(g->m, &g->pool, at + length) ||
      !stack_push(g->m, &g->words, ((kept_word){(uint32_t)at, (uint32_t)length})))
    return false;
  if (length)
    memcpy(g->pool.data + at, word, length * sizeof *word);
  g->pool.size += length;
  set_live(g, r, 0, (uint32_t)g->words.size - 1);
  return true;
}

/* The inhabited member of a union that seems nearest. */
static rx nearest_member(const regex *g, const node *n)
{
  rx best = 0;
  for (uint32_t i = 0; i < n->b; i++) {
    rx x = *pool_at(g, n->a + i);
    if (node_at(g, x)->inhabited && (!best || node_at(g, x)->effort < node_at(g, best)->effort))
      best = x;
  }
  return best;
}

/* Appends a word that the structure of an inhabited r shows. What is left to do stands on the scratch, pairs of a node
 * and a number of times. */
static bool structural_word(regex *g, rx r, codes *word)
{
  size_t base = g->scratch.size;
  bool ok = stack_push(g->m, &g->scratch, r) && stack_push(g->m, &g->scratch, 1);
  while (ok && g->scratch.size > base) {
    uint32_t times = stack_pop(&g->scratch);
    rx x = stack_pop(&g->scratch);
    node n = *node_at(g, x);
    if (limits_poll(g->l))
      ok = false;
    else if (times == 0 || n.nullable)
      continue;
    if (ok && times > 1)
      ok = stack_push(g->m, &g->scratch, x) && stack_push(g->m, &g->scratch, times - 1);
    rx next = n.kind == RX_UNION ? nearest_member(g, &n) : n.kind == RX_LOOP || n.kind == RX_CONCAT ? n.a : 0;
    if (ok && n.kind == RX_CONCAT)
      ok = stack_push(g->m, &g->scratch, n.b) && stack_push(g->m, &g->scratch, 1);
    if (ok && next)
      ok = stack_push(g->m, &g->scratch, next) && stack_push(g->m, &g->scratch, n.kind == RX_LOOP ? n.b : 1);
    for (uint32_t i = 0; ok && n.kind == RX_STRING && i < n.b; i++)
      ok = stack_push(g->m, word, *pool_at(g, n.a + i));
    if (ok && n.kind == RX_CLASS)
      ok = stack_push(g->m, word, preferred_code(*pool_at(g, n.a), *pool_at(g, n.a + 1)));
  }
  g->scratch.size = base;
  return ok;
}

bool follow_live(regex *g, rx r, codes *word)
{
  for (; !node_at(g, r)->inhabited && node_at(g, r)->next; r = node_at(g, r)->next)
    if (limits_poll(g->l) || !stack_push(g->m, word, node_at(g, r)->next_code))
      return false;
  if (node_at(g, r)->inhabited)
    return structural_word(g, r, word);
  kept_word kept = g->words.data[node_at(g, r)->next_code];
  for (uint32_t i = 0; i < kept.length; i++)
    if (limits_poll(g->l) || !stack_push(g->m, word, *pool_at(g, kept.at + i)))
      return false;
  return true;
}

/* ---- one search ---- */

typedef struct search {
  regex *g;
  rx root;
  int kind;
  uint32_t number;
  queue open;
  STACK(rx) seen;
  uint64_t order;
  /* Steps done: in all, looking for weaker states that are empty, and for what is contained. */
  uint64_t work, weakening, containing;
  bool failed;
} search;

static regex_answer weaken(search *s, rx r);

/* REGEX_EMPTY: it is, as its structure shows. REGEX_NONEMPTY: not found out. */
static regex_answer contained(regex *g, rx r, uint32_t work)
{
  bool yes;
  if (!within_itself(g, r, work, &yes))
    return REGEX_STOPPED;
  if (yes)
    g->nodes.data[r].status = RX_DEAD, g->nodes.data[r].contained = true;
  return yes ? REGEX_EMPTY : REGEX_NONEMPTY;
}

/* Adds a state. REGEX_NONEMPTY: it has a word. REGEX_EMPTY: go on. */
static regex_answer search_add(search *s, rx r, rx parent, uint32_t code)
{
  regex *g = s->g;
  if (node_at(g, r)->status == RX_DEAD)
    return REGEX_EMPTY;
  if (!visits_reserve(g, s->kind))
    return REGEX_STOPPED;
  visit *v = &g->visits[s->kind].data[r];
  if (v->search == s->number)
    return REGEX_EMPTY;
  *v = (visit){s->number, parent, code, 0};
  if (node_at(g, r)->status == RX_LIVE)
    return REGEX_NONEMPTY;
  if (s->kind == FINELY && parent) {
    uint64_t start = g->l->steps;
    regex_answer a = REGEX_NONEMPTY;
    if (s->containing <= s->work / 4 + g->l->budget.regex_within_first)
      a = contained(g, r, g->l->budget.regex_within_state);
    s->containing += g->l->steps - start;
    if (a == REGEX_NONEMPTY)
      a = weaken(s, r);
    if (a != REGEX_NONEMPTY)
      return a;
  }
  entry e = {node_at(g, r)->effort, UINT64_MAX - s->order++, r};
  return stack_push(g->m, &s->seen, r) && queue_push(g->m, &s->open, e) ? REGEX_EMPTY : REGEX_STOPPED;
}

static bool search_begin(search *s, regex *g, rx root, int kind)
{
  *s = (search){.g = g, .root = root, .kind = kind, .number = ++g->searches};
  return search_add(s, root, 0, 0) != REGEX_STOPPED;
}

static void search_end(search *s)
{
  stack_free(s->g->m, &s->open);
  stack_free(s->g->m, &s->seen);
}

static void mark_path(search *s, rx r)
{
  while (r != s->root) {
    visit v = s->g->visits[s->kind].data[r];
    set_live(s->g, v.parent, r, v.code);
    r = v.parent;
  }
}

/* Adds the states that stand for `leaf`. */
static regex_answer search_leaf(search *s, rx parent, rx leaf, uint32_t code)
{
  regex *g = s->g;
  size_t base = g->scratch.size;
  if (node_at(g, leaf)->status == RX_DEAD)
    return REGEX_EMPTY;
  regex_answer answer = split(g, leaf, s->kind == FINELY) ? REGEX_EMPTY : REGEX_STOPPED;
  for (size_t i = base; i < g->scratch.size && answer == REGEX_EMPTY; i++) {
    rx r = g->scratch.data[i];
    answer = search_add(s, r, parent, code);
    if (answer == REGEX_NONEMPTY)
      mark_path(s, r);
  }
  g->scratch.size = base;
  return answer;
}

/* Explores one state. */
static regex_answer search_step(search *s)
{
  regex *g = s->g;
  rx r = queue_pop(&s->open).state;
  if (!derive(g, r))
    return REGEX_STOPPED;
  uint32_t low = 0;
  for (uint32_t i = 0; i < node_at(g, r)->map_size; i++) {
    piece p = map_of(g, r)[i];
    regex_answer a = search_leaf(s, r, p.value, preferred_code(low, p.upper));
    if (a != REGEX_EMPTY)
      return a;
    low = p.upper + 1;
  }
  return REGEX_EMPTY;
}

/* Explores until about `work` steps of work are done. REGEX_STOPPED with s->failed unset: not decided yet. */
static regex_answer search_run(search *s, uint64_t work)
{
  regex *g = s->g;
  uint64_t start = g->l->steps, before_run = s->work;
  while (s->open.size) {
    s->work = before_run + (g->l->steps - start);
    if (s->work - before_run > work)
      return REGEX_STOPPED;
    regex_answer a = limits_poll(g->l) ? REGEX_STOPPED : search_step(s);
    s->failed = a == REGEX_STOPPED;
    if (a != REGEX_EMPTY)
      return a;
  }
  for (size_t i = 0; i < s->seen.size; i++)
    if (node_at(g, s->seen.data[i])->status == RX_UNKNOWN)
      g->nodes.data[s->seen.data[i]].status = RX_DEAD;
  return REGEX_EMPTY;
}

/* ---- weaker states ---- */

static regex_answer known_answer(const regex *g, rx r)
{
  rx_status status = (rx_status)node_at(g, r)->status;
  return status == RX_LIVE ? REGEX_NONEMPTY : status == RX_DEAD ? REGEX_EMPTY : REGEX_STOPPED;
}

/* Is r empty even if only one of the alternatives is taken away? REGEX_EMPTY: yes, r is DEAD now. REGEX_NONEMPTY: not
 * found out. */
static regex_answer weaken(search *s, rx r)
{
  regex *g = s->g;
  uint32_t count = weaker_count(g, r);
  for (uint32_t i = 0; i < count && s->weakening <= 2 * s->work + g->l->budget.regex_head_start; i++) {
    uint64_t start = g->l->steps;
    rx w = limits_poll_many(g->l, 8) ? 0 : weaker_state(g, r, i);
    if (!w)
      return REGEX_STOPPED;
    regex_answer a = known_answer(g, w);
    if (a == REGEX_STOPPED) {
      search nested;
      if (search_begin(&nested, g, w, WEAKENED))
        a = search_run(&nested, g->l->budget.regex_weaker_work);
      else
        nested.failed = true;
      search_end(&nested);
      if (nested.failed)
        return REGEX_STOPPED;
    }
    s->weakening += g->l->steps - start;
    if (a == REGEX_EMPTY) {
      g->nodes.data[r].status = RX_DEAD;
      g->nodes.data[r].weaker = w;
      return REGEX_EMPTY;
    }
  }
  return REGEX_NONEMPTY;
}

/* ---- searches side by side ---- */

/* What the search from the reversal `back` has found, told of r. */
static regex_answer conclude_reversed(regex *g, rx r, rx back, regex_answer a)
{
  codes word = {0};
  if (a == REGEX_EMPTY)
    g->nodes.data[r].dead_reversed = true;
  if (a != REGEX_NONEMPTY)
    return a;
  bool ok = follow_live(g, back, &word);
  for (size_t i = 0; ok && i < word.size / 2; i++) {
    uint32_t code = word.data[i];
    word.data[i] = word.data[word.size - 1 - i];
    word.data[word.size - 1 - i] = code;
  }
  ok = ok && keep_word(g, r, word.data, word.size);
  stack_free(g->m, &word);
  return ok ? REGEX_NONEMPTY : REGEX_STOPPED;
}

/* Is the word in all members of r, an INTER? Then r is LIVE by it. */
static regex_answer try_word(regex *g, rx r, const codes *word)
{
  node n = *node_at(g, r);
  for (uint32_t i = 0; i < n.b; i++) {
    bool yes = false;
    if (!regex_accepts(g, *pool_at(g, n.a + i), word->data, word->size, &yes))
      return REGEX_STOPPED;
    if (!yes)
      return REGEX_EMPTY;
  }
  return keep_word(g, r, word->data, word->size) ? REGEX_NONEMPTY : REGEX_STOPPED;
}

/* Tries words of the members of r, an INTER, and all of them one after the other: many memberships of the kind
 * "contains w" multiply to many states and are easily met. REGEX_EMPTY: none fits. */
static regex_answer guess(regex *g, rx r)
{
  node n = *node_at(g, r);
  codes word = {0}, all = {0};
  regex_answer a = REGEX_EMPTY;
  for (uint32_t i = 0; a == REGEX_EMPTY && n.kind == RX_INTER && i < n.b; i++) {
    rx x = *pool_at(g, n.a + i);
    word.size = 0;
    if (!node_at(g, x)->inhabited || nullable(g, x) || node_at(g, x)->min > g->l->budget.regex_guess_length)
      continue;
    if (!structural_word(g, x, &word) || !stack_reserve(g->m, &all, all.size + word.size))
      a = REGEX_STOPPED;
    for (size_t j = 0; a != REGEX_STOPPED && j < word.size; j++)
      all.data[all.size++] = word.data[j];
    if (a == REGEX_EMPTY && i < g->l->budget.regex_guesses)
      a = try_word(g, r, &word);
  }
  if (a == REGEX_EMPTY && n.kind == RX_INTER && all.size <= g->l->budget.regex_guess_length)
    a = try_word(g, r, &all);
  stack_free(g->m, &word);
  stack_free(g->m, &all);
  return a;
}

/* Tries words at the ends of what the members of r, an INTER, allow. REGEX_EMPTY: none fits. */
static regex_answer guess_extremes(regex *g, rx r)
{
  node n = *node_at(g, r);
  codes word = {0};
  size_t most = g->l->budget.regex_guess_length, count = 2 * (size_t)g->l->budget.regex_guesses;
  regex_answer a = REGEX_EMPTY;
  for (size_t i = 0; a == REGEX_EMPTY && n.kind == RX_INTER && i < 2 * (size_t)n.b && i < count; i++) {
    rx x = *pool_at(g, n.a + i / 2);
    if (kind_of(g, x) == RX_COMP || !node_at(g, x)->inhabited)
      continue;
    word.size = 0;
    x = bounded(g, x, n.max);
    if (!x || !extreme_word(g, x, i % 2, most, &word))
      a = REGEX_STOPPED;
    else if (word.size <= most)
      a = try_word(g, r, &word);
  }
  stack_free(g->m, &word);
  return a;
}

/* Gives each search its turn until one of them decides. */
static regex_answer take_turns(regex *g, rx r, rx back, search *searches, size_t count)
{
  for (uint64_t turn = g->l->budget.regex_head_start;; turn += turn / 2 + 1)
    for (size_t i = count; i-- > 0;) {
      search *s = &searches[i];
      regex_answer a = search_run(s, s->kind == FORWARDS ? 2 * turn : turn);
      if (s->failed)
        return REGEX_STOPPED;
      if (a != REGEX_STOPPED)
        return s->kind == BACKWARDS ? conclude_reversed(g, r, back, a) : a;
    }
}

static regex_answer search_on(regex *g, rx r, search searches[3])
{
  rx back = reverse_of(g, r);
  size_t count = 1;
  if (!back)
    return REGEX_STOPPED;
  regex_answer a = known_answer(g, back);
  if (a != REGEX_STOPPED && back != r)
    return conclude_reversed(g, r, back, a);
  if ((a = contained(g, r, g->l->budget.regex_within_later)) != REGEX_NONEMPTY)
    return a;
  if ((a = contained(g, back, g->l->budget.regex_within_later)) != REGEX_NONEMPTY)
    return conclude_reversed(g, r, back, a);
  if ((a = guess(g, r)) != REGEX_EMPTY || (a = guess_extremes(g, r)) != REGEX_EMPTY)
    return a;
  if (!search_begin(&searches[count++], g, r, FINELY))
    return REGEX_STOPPED;
  if (back != r && !search_begin(&searches[count++], g, back, BACKWARDS))
    return REGEX_STOPPED;
  return take_turns(g, r, back, searches, count);
}

regex_answer regex_empty(regex *g, rx r)
{
  if (!r)
    return REGEX_STOPPED;
  if (node_at(g, r)->status != RX_UNKNOWN || node_at(g, r)->dead_reversed)
    return node_at(g, r)->status == RX_LIVE ? REGEX_NONEMPTY : REGEX_EMPTY;
  search searches[3] = {{.g = g}, {.g = g}, {.g = g}};
  regex_answer a = REGEX_STOPPED;
  if (kind_of(g, r) == RX_INTER && node_at(g, r)->b >= g->l->budget.regex_guess_members &&
      (a = guess(g, r)) != REGEX_EMPTY)
    return a;
  if ((a = contained(g, r, g->l->budget.regex_within_first)) != REGEX_NONEMPTY)
    return a;
  a = REGEX_STOPPED;
  if (search_begin(&searches[0], g, r, FORWARDS)) {
    a = search_run(&searches[0], g->l->budget.regex_head_start);
    if (a == REGEX_STOPPED && !searches[0].failed)
      a = search_on(g, r, searches);
  }
  for (int i = 0; i < 3; i++)
    search_end(&searches[i]);
  return a;
}
