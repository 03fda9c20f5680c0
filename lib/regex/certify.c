/* certify.c: the certificate of an empty language: the states that the search went through, reachable from the one
 * asked for. No state accepts the empty word, and each value of a state's derivative is covered by states (see
 * split.c); so no state accepts anything (induction over the length). */
#include "regex/search.h"
#include "regex/within.h"

/* Pushes the states that cover `leaf`, as the searches have found them. */
static bool cover(regex *g, rx leaf)
{
  size_t base = g->scratch.size;
  for (int finely = 0; finely <= 1; finely++) {
    bool dead = node_at(g, leaf)->status == RX_DEAD;
    if (!(dead ? stack_push(g->m, &g->scratch, leaf) : split(g, leaf, finely)))
      return false;
    bool covered = true;
    for (size_t i = base; i < g->scratch.size; i++) {
      const node *n = node_at(g, g->scratch.data[i]);
      covered &= n->status == RX_DEAD;
      if (n->weaker)
        g->scratch.data[i] = n->weaker;
    }
    if (covered)
      return true;
    g->scratch.size = base;
  }
  return false;
}

/* Pushes the states that cover r's derivative and were not seen yet. */
static bool certify_state(regex *g, rx r, uint32_t number)
{
  if (!derive(g, r))
    return false;
  for (uint32_t i = 0; i < node_at(g, r)->map_size; i++) {
    size_t kept = g->scratch.size;
    if (!cover(g, map_of(g, r)[i].value) || !visits_reserve(g, FORWARDS))
      return false;
    for (size_t j = kept; j < g->scratch.size; j++) {
      rx x = g->scratch.data[j];
      visit *v = &g->visits[FORWARDS].data[x];
      if (x != NONE && v->search != number) {
        v->search = number;
        g->scratch.data[kept++] = x;
      }
    }
    g->scratch.size = kept;
  }
  return true;
}

/* A state as a term: (re.diff p n) says that p is within n, and that its derivative is not needed. */
static term state_term(regex *g, rx r)
{
  rx positive, minus;
  if (!node_at(g, r)->contained)
    return regex_term(g, r);
  if (!sides_of(g, r, &positive, &minus))
    return 0;
  term p = regex_term(g, positive), n = regex_term(g, minus);
  return p && n ? terms_apply2(g->t, STRSMT_RE_DIFF, p, n) : 0;
}

/* Pushes the states that are reachable from those on the scratch from `base` on. */
static bool certify_states(regex *g, size_t base, uint32_t number, regex_certificate *out)
{
  for (size_t i = base; i < g->scratch.size; i++) {
    rx x = g->scratch.data[i];
    term t = limits_poll(g->l) ? 0 : state_term(g, x);
    if (!t || !stack_push(g->m, &out->states, t))
      return false;
    if (!node_at(g, x)->contained && !certify_state(g, x, number))
      return false;
  }
  return true;
}

bool regex_certify(regex *g, term r, regex_certificate *out)
{
  size_t base = g->scratch.size;
  rx root = regex_of_term(g, r);
  *out = (regex_certificate){0};
  if (!root || regex_empty(g, root) != REGEX_EMPTY)
    return false;
  out->reversed = node_at(g, root)->status != RX_DEAD;
  if (out->reversed)
    root = reverse_of(g, root);
  if (root && node_at(g, root)->weaker)
    root = node_at(g, root)->weaker;
  if (root && node_at(g, root)->contained)
    return true;
  uint32_t number = ++g->searches;
  bool ok = visits_reserve(g, FORWARDS) && stack_push(g->m, &g->scratch, root);
  if (ok)
    g->visits[FORWARDS].data[root].search = number;
  ok = ok && certify_states(g, base, number, out);
  g->scratch.size = base;
  if (!ok)
    regex_certificate_free(g, out);
  return ok;
}

void regex_certificate_free(regex *g, regex_certificate *c)
{
  stack_free(g->m, &c->states);
}
