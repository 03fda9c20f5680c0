/* nielsen.c: equations without solution, by Nielsen transformations (Nielsen 1917; Lentin and Schuetzenberger; for
 * quadratic equations, see Diekert's chapter in Lothaire, 2002).
 *
 * Where no unknown occurs more than twice, no transformation makes an equation longer, so only finitely many follow from
 * it. All of them are visited, breadth first. If none is solved by empty strings, there is no solution, and they are the
 * certificate (rule word_nielsen, nielsen.eo, which this file mirrors). Equations are lists of tokens, here numbers:
 * characters, and unknowns from UNKNOWN on. */
#include "theory/strings/equations.h"

enum { UNKNOWN = 1 << 24 };

typedef struct state {
  uint32_t at, left, right; /* in `tokens`: the left side, and then the right one */
} state;

typedef struct search {
  strings *s;
  term_stack unknowns;
  codes tokens;
  STACK(state) states;
  bool solvable, ok;
} search;

/* ---- tokens ------------------------------------------------------------------------------------------------------ */

static uint32_t token_of(search *n, term x)
{
  size_t i = 0;
  while (i < n->unknowns.size && n->unknowns.data[i] != x)
    i++;
  if (i == n->unknowns.size)
    n->ok = n->ok && stack_push(n->s->env->m, &n->unknowns, x);
  return UNKNOWN + (uint32_t)i;
}

static void add_token(search *n, uint32_t t)
{
  n->ok = n->ok && stack_push(n->s->env->m, &n->tokens, t);
}

static void add_side(search *n, const side *x)
{
  for (size_t i = x->at; i < x->end && n->ok && n->tokens.size <= n->s->env->limits->budget.strings_nielsen_tokens;
       i++) {
    term item = x->items.data[i];
    if (!is_word(n->s, item)) {
      add_token(n, token_of(n, item));
      continue;
    }
    size_t count;
    const uint32_t *c = term_codes(n->s->env->terms, item, &count);
    for (size_t k = 0; k < count && n->tokens.size <= n->s->env->limits->budget.strings_nielsen_tokens; k++)
      add_token(n, c[k]);
  }
}

/* Does each unknown occur at most twice? */
static bool is_quadratic(const search *n)
{
  for (size_t i = 0; i < n->unknowns.size; i++) {
    size_t count = 0;
    for (size_t k = 0; k < n->tokens.size; k++)
      count += n->tokens.data[k] == UNKNOWN + i;
    if (count > 2)
      return false;
  }
  return true;
}

/* ---- states ------------------------------------------------------------------------------------------------------ */

static bool clashes(search *n, const state *e)
{
  const uint32_t *x = n->tokens.data + e->at, *y = x + e->left;
  if (e->left && e->right)
    return x[0] < UNKNOWN && y[0] < UNKNOWN;
  for (uint32_t i = 0; i < e->left + e->right; i++)
    if (x[i] < UNKNOWN)
      return true;
  n->solvable = true;
  return false;
}

static bool is_there(const search *n, const state *e)
{
  for (size_t i = 0; i < n->states.size; i++) {
    const state *f = &n->states.data[i];
    if (f->left == e->left && f->right == e->right &&
        !memcmp(n->tokens.data + f->at, n->tokens.data + e->at, (e->left + e->right) * sizeof(uint32_t)))
      return true;
  }
  return false;
}

/* The tokens from e.at on become a state without what both sides begin with, unless it is known or clashes. */
static void add_state(search *n, state e)
{
  uint32_t same = 0;
  uint32_t *x = n->tokens.data + e.at;
  while (same < e.left && same < e.right && x[same] == x[e.left + same])
    same++;
  if (same) { /* no tokens, no memory */
    memmove(x, x + same, (e.left - same) * sizeof *x);
    memmove(x + e.left - same, x + e.left + same, (e.right - same) * sizeof *x);
  }
  e.left -= same;
  e.right -= same;
  n->tokens.size = e.at + e.left + e.right;
  if (clashes(n, &e) || is_there(n, &e))
    n->tokens.size = e.at;
  else
    n->ok = n->ok && stack_push(n->s->env->m, &n->states, e);
}

/* Leaves x out of state number i, or lets it begin with r (UINT32_MAX: leaves it out). */
static void transform(search *n, size_t i, uint32_t x, uint32_t r)
{
  state e = n->states.data[i], to = {(uint32_t)n->tokens.size, 0, 0};
  for (uint32_t k = 0; k < e.left + e.right; k++) {
    uint32_t token = n->tokens.data[e.at + k];
    if (k == e.left)
      to.left = (uint32_t)n->tokens.size - to.at;
    if (token == x && r == UINT32_MAX)
      continue;
    if (token == x)
      add_token(n, r);
    add_token(n, token);
  }
  if (!e.right)
    to.left = (uint32_t)n->tokens.size - to.at;
  to.right = (uint32_t)n->tokens.size - to.at - to.left;
  if (n->ok)
    add_state(n, to);
}

static void follow(search *n, size_t i)
{
  const uint32_t *x = n->tokens.data + n->states.data[i].at;
  uint32_t first[2] = {x[0], x[n->states.data[i].left]};
  for (size_t k = 0; k < 2; k++)
    if (first[k] >= UNKNOWN) {
      transform(n, i, first[k], UINT32_MAX);
      transform(n, i, first[k], first[!k]);
    }
}

/* Has the equation no solution, for sure? */
static bool refute(search *n, const side *x, const side *y)
{
  state e = {0, 0, 0};
  add_side(n, x);
  e.left = (uint32_t)n->tokens.size;
  add_side(n, y);
  e.right = (uint32_t)n->tokens.size - e.left;
  if (!n->ok || n->tokens.size > n->s->env->limits->budget.strings_nielsen_tokens || !is_quadratic(n))
    return false;
  add_state(n, e);
  size_t done = 0;
  for (; done < n->states.size && n->states.size <= n->s->env->limits->budget.strings_nielsen_states && n->ok &&
         !n->solvable;
       done++) {
    n->ok = !limits_poll(n->s->env->limits);
    follow(n, done);
  }
  return n->ok && !n->solvable && done == n->states.size;
}

/* ---- what align.c uses ------------------------------------------------------------------------------------------- */

static uint64_t mix(uint64_t h, uint64_t x)
{
  h = (h ^ x) * UINT64_C(0x9e3779b97f4a7c15);
  return h ^ h >> 29;
}

static uint64_t hash_of(const side *x, const side *y)
{
  uint64_t h = 1;
  for (size_t k = 0; k < 2; k++) {
    const side *z = k ? y : x;
    for (size_t i = z->at; i < z->end; i++)
      h = mix(h, z->items.data[i]);
    h += k;
  }
  return h;
}

static void free_search(search *n)
{
  mem *m = n->s->env->m;
  stack_free(m, &n->unknowns);
  stack_free(m, &n->tokens);
  stack_free(m, &n->states);
}

bool nielsen_refutes(strings *s, const side *x, const side *y, bool *refuted)
{
  uint64_t hash = hash_of(x, y);
  *refuted = false;
  if (s->failures.size >= s->env->limits->budget.strings_nielsen_failures)
    return true;
  for (size_t i = 0; i < s->failures.size; i++)
    if (s->failures.data[i] == hash)
      return true;
  search n = {.s = s, .ok = true};
  *refuted = refute(&n, x, y);
  bool ok = n.ok && (*refuted || stack_push(s->env->m, &s->failures, hash));
  free_search(&n);
  return ok;
}

static term side_term(search *n, const uint32_t *tokens, uint32_t count)
{
  term_stack items = {0};
  codes word = {0};
  for (uint32_t i = 0; i < count && n->ok; i++) {
    bool unknown = tokens[i] >= UNKNOWN;
    if (!unknown)
      n->ok = stack_push(n->s->env->m, &word, tokens[i]);
    if (n->ok && word.size && (unknown || i + 1 == count)) {
      n->ok = stack_push(n->s->env->m, &items, terms_string(n->s->env->terms, word.data, word.size));
      stack_clear(&word);
    }
    if (n->ok && unknown)
      n->ok = stack_push(n->s->env->m, &items, n->unknowns.data[tokens[i] - UNKNOWN]);
  }
  term result = n->ok ? forms_term(n->s, items.data, items.size) : 0;
  stack_free(n->s->env->m, &items);
  stack_free(n->s->env->m, &word);
  return result;
}

step nielsen_prove(strings *s, derivation *d, const side *x, const side *y)
{
  search n = {.s = s, .ok = true};
  term_stack states = {0};
  term left = forms_term(s, x->items.data + x->at, x->end - x->at);
  term right = forms_term(s, y->items.data + y->at, y->end - y->at);
  term equation = terms_apply2(s->env->terms, STRSMT_EQ, left, right);
  bool ok = refute(&n, x, y) && (n.states.size || stack_push(s->env->m, &states, equation)); /* it may clash itself */
  for (size_t i = 0; i < n.states.size && ok; i++) {
    const state *e = &n.states.data[i];
    term a = side_term(&n, n.tokens.data + e->at, e->left),
         b = side_term(&n, n.tokens.data + e->at + e->left, e->right);
    ok = a && b && stack_push(s->env->m, &states, terms_apply2(s->env->terms, STRSMT_EQ, a, b));
  }
  d->broken |= !ok;
  step result = derivation_step_list(d, RULE_WORD_NIELSEN, equation, states.size, states.data);
  stack_free(s->env->m, &states);
  free_search(&n);
  return result;
}
