/* api_simplify.c: terms in simpler words (shorter.h), outside any check. */
#include "api/context.h"
#include "rewrite/shorter.h"

strsmt_term strsmt_simplify(strsmt *s, strsmt_term t)
{
  term made = STRSMT_NO_TERM;
  if (!context_begin(s, __func__))
    return STRSMT_NO_TERM;
  if (context_has_term(s, __func__, "the term", t)) {
    bool waiting = atomic_exchange(&s->l.interrupt, false); /* an interrupt is for checks */
    limits_begin(&s->l, &s->user_limits);
    made = shorter_term(&s->m, &s->l, s->terms, s->regex, t);
    if (!made && !mem_failed(&s->m))
      made = t;
    limits_end(&s->l);
    if (waiting)
      limits_interrupt(&s->l);
    if (context_out_of_memory(s, __func__))
      made = STRSMT_NO_TERM;
  }
  context_end(s, __func__);
  return made;
}
