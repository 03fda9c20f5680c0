/* left.c: the automaton of what came before, breadth first. */
#include "pattern/left.h"

size_t left_question(pattern *p, left *l, rx language)
{
  for (size_t i = 0; i < l->questions.size; i++)
    if (l->questions.data[i] == language)
      return i;
  if (!stack_push(p->m, &l->questions, language))
    p->failed = true;
  return l->questions.size - 1;
}

bool left_holds(const pattern *p, const left *l, size_t state, size_t question)
{
  return regex_nullable(p->g, l->states.data[state].questions[question]);
}

/* The number of a state, which is made if it is new. */
static uint32_t state_number(pattern *p, left *l, const rx *questions)
{
  size_t n = l->questions.size;
  for (size_t i = 0; i < l->states.size; i++)
    if (!n || memcmp(l->states.data[i].questions, questions, n * sizeof *questions) == 0)
      return (uint32_t)i;
  rx *own = arena_alloc(p, (n + 1) * sizeof *own);
  if (!own)
    return 0;
  if (n)
    memcpy(own, questions, n * sizeof *own);
  if (l->states.size >= p->l->budget.pattern_left_states)
    pattern_refuse(p, 0, "look behind for fewer or shorter texts", "what is looked behind at needs more than %u states",
                   (unsigned)p->l->budget.pattern_left_states);
  else if (!stack_push(p->m, &l->states, ((left_state){own, 0, NULL})))
    p->failed = true;
  return (uint32_t)l->states.size - 1;
}

/* All derivatives of a state side by side. */
static bool expand(pattern *p, left *l, size_t state, regex_pieces *maps, rx *next)
{
  size_t n = l->questions.size;
  STACK(left_step) steps = {0};
  size_t at[1 + 64] = {0};
  for (size_t i = 0; i < n; i++)
    if (!regex_derivatives(p->g, l->states.data[state].questions[i], &maps[i]))
      p->failed = true;
  for (uint32_t low = 0; low <= CODE_MAX && !pattern_stopped(p);) {
    uint32_t upper = CODE_MAX;
    for (size_t i = 0; i < n; i++) {
      while (maps[i].data[at[i]].upper < low)
        at[i]++;
      next[i] = maps[i].data[at[i]].value;
      upper = maps[i].data[at[i]].upper < upper ? maps[i].data[at[i]].upper : upper;
    }
    uint32_t target = state_number(p, l, next);
    if (steps.size && stack_top(&steps).target == target)
      stack_top(&steps).upper = upper;
    else if (!stack_push(p->m, &steps, ((left_step){upper, target})))
      p->failed = true;
    low = upper + 1;
  }
  left_step *own = arena_alloc(p, (steps.size + 1) * sizeof *own);
  if (own && steps.size)
    memcpy(own, steps.data, steps.size * sizeof *own);
  l->states.data[state].steps = own;
  l->states.data[state].step_count = steps.size;
  stack_free(p->m, &steps);
  return !p->failed;
}

static bool same_steps(const left_state *a, const left_state *b)
{
  return a->step_count == b->step_count && memcmp(a->steps, b->steps, a->step_count * sizeof *a->steps) == 0;
}

bool left_build(pattern *p, left *l)
{
  size_t n = l->questions.size;
  if (n > 64)
    return pattern_refuse(p, 0, "look behind for fewer texts", "more than 64 different texts are looked behind at");
  regex_pieces maps[64] = {{0}};
  rx *next = arena_alloc(p, (n + 1) * sizeof *next);
  stack_clear(&l->states);
  if (next)
    state_number(p, l, l->questions.data);
  for (size_t i = 0; next && i < l->states.size && !p->failed; i++)
    expand(p, l, i, maps, next);
  for (size_t i = 0; i < n; i++)
    stack_free(p->m, &maps[i]);
  l->local = true;
  for (size_t i = 1; !p->failed && i < l->states.size; i++)
    l->local = l->local && same_steps(&l->states.data[0], &l->states.data[i]);
  return !p->failed;
}

charset left_between(pattern *p, const left *l, size_t from, size_t to)
{
  const left_state *s = &l->states.data[from];
  code_ranges all = {0};
  uint32_t low = 0;
  for (size_t i = 0; i < s->step_count; low = s->steps[i++].upper + 1)
    if (s->steps[i].target == to && !stack_push(p->m, &all, ((code_range){low, s->steps[i].upper})))
      p->failed = true;
  charset a = set_of(p, all.data, all.size);
  stack_free(p->m, &all);
  return a;
}

void left_free(pattern *p, left *l)
{
  stack_free(p->m, &l->questions);
  stack_free(p->m, &l->states);
}
