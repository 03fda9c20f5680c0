/* pieces.c: the derivative of a regular expression as a map, for who builds automata of their own. */
#include "regex/node.h"

bool regex_derivatives(regex *g, rx r, regex_pieces *out)
{
  if (!r || !derive(g, r))
    return false;
  stack_clear(out);
  const node *n = node_at(g, r);
  for (uint32_t i = 0; i < n->map_size; i++) {
    piece one = g->pieces.data[n->map + i];
    if (!stack_push(g->m, out, ((regex_piece){one.upper, one.value})))
      return false;
  }
  return true;
}
