/* left.h: what came before a place, as far as the pattern asks. Each look behind, and the beginning, is a question: is what
 * came before in a certain language? The states of an automaton over all questions at once, made of their derivatives,
 * say which answers hold and how they change with a character.
 *
 * State 0 is that before the first character. Without questions it is the only one. */
#ifndef STRSMT_PATTERN_LEFT_H
#define STRSMT_PATTERN_LEFT_H

#include "pattern/work.h"

typedef struct left_step {
  uint32_t upper; /* for characters above the step before, up to this one */
  uint32_t target;
} left_step;

typedef struct left_state {
  const rx *questions;
  size_t step_count;
  const left_step *steps;
} left_state;

typedef struct left {
  number_list questions; /* rx, each once */
  STACK(left_state) states;
  bool local; /* the state behind a character depends on the character only */
} left;

/* The number of the question; it is new, or known. */
size_t left_question(pattern *p, left *l, rx language);
/* Makes the states; false: failed. Questions that are added later need it once more. */
bool left_build(pattern *p, left *l);
bool left_holds(const pattern *p, const left *l, size_t state, size_t question);
/* The characters that lead from one state to another. */
charset left_between(pattern *p, const left *l, size_t from, size_t to);
void left_free(pattern *p, left *l);

#endif
