/* assertions.c: frames and what is asserted in them. Closing a frame costs nothing: its guard is not assumed any more, and
 * its variables count as dead (renew.c). */
#include "core/assertions.h"

#include "core/state.h"
#include "term/pairwise.h"

static bool open_frame(mem *m, assertions *a)
{
  return stack_push(m, &a->frames, ((frame){.number = a->next_frame++, .first_assertion = a->list.size}));
}

bool assertions_init(mem *m, assertions *a)
{
  *a = (assertions){.version = 1};
  return open_frame(m, a);
}

void assertions_free(mem *m, assertions *a)
{
  stack_free(m, &a->frames);
  stack_free(m, &a->list);
  stack_free(m, &a->given);
  stack_free(m, &a->assumptions);
  stack_free(m, &a->definitions);
  stack_free(m, &a->adopted);
  stack_free(m, &a->visited);
  stack_free(m, &a->todo);
}

const char *assertions_check(const assertions *a)
{
  size_t at = 0;
  if (!a->version)
    return "assertions: no version";
  if (!a->frames.size || a->frames.data[0].guard || a->frames.data[0].first_assertion)
    return "assertions: the base frame";
  for (size_t f = 0; f < a->frames.size; f++) {
    size_t end = f + 1 < a->frames.size ? a->frames.data[f + 1].first_assertion : a->list.size;
    if (a->frames.data[f].first_assertion > end || a->frames.data[f].number >= a->next_frame)
      return "assertions: a frame";
    for (; at < end; at++)
      if (a->list.data[at].frame != f || a->list.data[at].encoded > a->version)
        return "assertions: an assertion in another frame, or of a version that is to come";
  }
  return NULL;
}

bool solver_assert(solver *s, term t)
{
  assert(t && t <= terms_count(s->terms) && term_sort(s->terms, t) == STRSMT_SORT_BOOL);
  return stack_push(s->m, &s->assertions.list,
                    ((assertion){.given = t, .formula = t, .frame = (uint32_t)s->assertions.frames.size - 1}));
}

bool solver_push(solver *s, unsigned levels)
{
  size_t size = s->assertions.frames.size;
  for (unsigned i = 0; i < levels; i++)
    if (!open_frame(s->m, &s->assertions)) {
      s->assertions.frames.size = size;
      return false;
    }
  return true;
}

unsigned solver_levels(const solver *s)
{
  return (unsigned)s->assertions.frames.size - 1;
}

void solver_pop(solver *s, unsigned levels)
{
  assert(levels < s->assertions.frames.size);
  size_t open = s->assertions.frames.size - levels, first = open;
  while (first < s->assertions.frames.size && !s->assertions.frames.data[first].guard)
    first++;
  if (first < s->assertions.frames.size)
    s->encodings.dead =
        s->assertions.frames.data[first].dead + s->clauses.term_of.size - s->assertions.frames.data[first].variables;
  s->assertions.frames.size = open;
  if (levels)
    s->assertions.list.size = s->assertions.frames.data[open].first_assertion;
}

size_t solver_assertion_count(const solver *s)
{
  return s->assertions.list.size;
}

term solver_assertion(const solver *s, size_t i)
{
  return s->assertions.list.data[i].given;
}

bool solver_write_out(solver *s)
{
  bool ok = true;
  for (size_t i = 0; i < s->assertions.list.size && ok && terms_have_wide(s->terms); i++) {
    assertion *a = &s->assertions.list.data[i];
    term formula = a->formula == a->given ? pairwise_written_out(s->terms, s->limits, a->given) : a->formula;
    ok = formula;
    a->formula = formula ? formula : a->given;
  }
  stack_clear(&s->assertions.assumptions);
  for (size_t i = 0; i < s->assertions.given.size && ok; i++) {
    term formula = pairwise_written_out(s->terms, s->limits, s->assertions.given.data[i]);
    ok = formula && stack_push(s->m, &s->assertions.assumptions, formula);
  }
  return ok;
}
