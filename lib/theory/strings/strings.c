/* strings.c: the theory of strings: which atoms it looks at, and the steps of a check, cheapest first.
 *
 * A check makes the normal forms of the classes of the e-graph, intersects the languages of each class, compares what is
 * equal, and at the end gives each class a word that agrees with arithmetic. It stops at the first step that finds
 * something. All of it is made afresh for each check; what is expensive, the derivatives and what is known of emptiness,
 * stays in the regular-expression engine. */
#include "theory/strings/domains.h"

static void *strings_create(const theory_env *env)
{
  strings *s = mem_calloc(env->m, 1, sizeof *s);
  if (s)
    s->env = env;
  return s;
}

static void drop_choices(strings *s)
{
  for (size_t i = 0; i < s->choices.size; i++)
    stack_free(s->env->m, &s->choices.data[i].value);
  stack_clear(&s->choices);
}

static void strings_destroy(void *self)
{
  strings *s = self;
  if (!s)
    return;
  mem *m = s->env->m;
  drop_choices(s);
  stack_free(m, &s->forms);
  stack_free(m, &s->form_of);
  stack_free(m, &s->components);
  stack_free(m, &s->balance);
  stack_free(m, &s->failures);
  stack_free(m, &s->memberships);
  stack_free(m, &s->sorted);
  stack_free(m, &s->languages);
  stack_free(m, &s->disequalities);
  stack_free(m, &s->rx_of);
  stack_free(m, &s->scratch);
  stack_free(m, &s->choices);
  stack_free(m, &s->choice_of);
  stack_free(m, &s->told);
  stack_free(m, &s->marks);
  mem_free(m, s, sizeof *s);
}

typedef struct node_search {
  const terms *t;
  strsmt_kind k;
  term found;
} node_search;

static bool is_applied(void *user, term parent)
{
  node_search *search = user;
  if (term_kind(search->t, parent) == search->k)
    search->found = parent;
  return !search->found;
}

term strings_applied(const strings *s, strsmt_kind k, term t)
{
  node_search search = {s->env->terms, k, 0};
  egraph_parents(graph_of(s), t, is_applied, &search);
  return search.found;
}

bool strings_is_measured(const strings *s, term atom)
{
  const terms *t = s->env->terms;
  int64_t n;
  strsmt_kind k = term_kind(t, atom);
  if (k != STRSMT_GE && k != STRSMT_EQ)
    return false;
  term x = term_arg(t, atom, 0), limit = term_arg(t, atom, 1);
  if (term_kind(t, limit) != STRSMT_INT_LITERAL || !num_is_int64(term_num(t, limit), &n))
    return false;
  strsmt_kind of = term_kind(t, x);
  return (of == STRSMT_STR_LEN && n <= s->env->limits->budget.strings_measured) || of == STRSMT_STR_TO_CODE ||
         of == STRSMT_STR_TO_INT;
}

static void strings_begin(void *self)
{
  strings *s = self;
  stack_clear(&s->failures);
  s->gaps_told = 0;
}

static bool strings_owns(const void *self, term atom)
{
  const terms *t = ((const strings *)self)->env->terms;
  if (term_kind(t, atom) == STRSMT_STR_IN_RE)
    return !term_is_literal(t, term_arg(t, atom, 0)) && term_is_ground(t, term_arg(t, atom, 1));
  return strings_is_measured(self, atom) ||
         (term_kind(t, atom) == STRSMT_EQ && term_sort(t, term_arg(t, atom, 0)) == STRSMT_SORT_STRING);
}

/* ---- what all steps use ------------------------------------------------------------------------------------------ */

bool strings_mark(strings *s, term t, uint8_t bit, bool *was)
{
  if (t >= s->marks.size) {
    size_t size = terms_count(s->env->terms) + 1;
    if (!stack_reserve(s->env->m, &s->marks, size))
      return false;
    memset(s->marks.data + s->marks.size, 0, size - s->marks.size);
    s->marks.size = size;
  }
  *was = s->marks.data[t] & bit;
  s->marks.data[t] |= bit;
  return true;
}

static uint64_t mix(uint64_t h, uint64_t x)
{
  h = (h ^ x) * UINT64_C(0x9e3779b97f4a7c15);
  return h ^ h >> 29;
}

static uint64_t *slot_of(const strings *s, uint64_t hash)
{
  size_t i = hash & (s->told.size - 1);
  while (s->told.data[i] && s->told.data[i] != hash)
    i = (i + 1) & (s->told.size - 1);
  return &s->told.data[i];
}

static bool grow_told(strings *s)
{
  size_t size = s->told.size ? 2 * s->told.size : 256, old_size = s->told.size;
  uint64_t *old = s->told.data;
  size_t old_capacity = s->told.capacity;
  s->told.data = mem_calloc(s->env->m, size, sizeof *old);
  if (!s->told.data) {
    s->told.data = old;
    return false;
  }
  s->told.size = s->told.capacity = size;
  for (size_t i = 0; i < old_size; i++)
    if (old[i])
      *slot_of(s, old[i]) = old[i];
  mem_free(s->env->m, old, old_capacity * sizeof *old);
  return true;
}

/* Was this lemma told before? The order of its literals does not count. */
static bool is_told(strings *s, const tlit_list *why, size_t count, const tlit *conclusions, uint64_t time, bool *told)
{
  uint64_t hash = mix(time, 17);
  for (size_t i = 0; i < why->size; i++)
    hash += mix(2 * (uint64_t)why->data[i].atom + !why->data[i].positive, 17);
  for (size_t i = 0; i < count; i++)
    hash += mix(2 * (uint64_t)conclusions[i].atom + conclusions[i].positive, 17);
  hash += !hash;
  if (2 * (s->told_count + 1) > s->told.size && !grow_told(s))
    return false;
  uint64_t *slot = slot_of(s, hash);
  *told = *slot != 0;
  s->told_count += !*told;
  *slot = hash;
  return true;
}

bool strings_tell(strings *s, const tlit_list *why, size_t count, const tlit *conclusions, derive_lemma derive,
                  const void *data, verdict *result)
{
  bool told;
  if (mem_failed(s->env->m) || !is_told(s, why, count, conclusions, 0, &told))
    return false;
  if (told)
    return true;
  *result = VERDICT_LEMMA;
  return lemma_add(s->env, why, count, conclusions, derive, s, data);
}

bool strings_tell_again(strings *s, const tlit_list *why, size_t count, const tlit *conclusions, derive_lemma derive,
                        const void *data, verdict *result)
{
  enum { TIMES_MAX = 3 };
  bool told = true;
  for (uint64_t time = 1; told && time <= TIMES_MAX; time++)
    if (!is_told(s, why, count, conclusions, time, &told))
      return false;
  if (told)
    return true;
  *result = VERDICT_LEMMA;
  return lemma_add(s->env, why, count, conclusions, derive, s, data);
}

bool strings_decide(strings *s, term atom)
{
  const theory_host *host = &s->env->host;
  bool was;
  if (!atom || !strings_mark(s, atom, MARK_WATCHED, &was))
    return false;
  return host->phase(host->user, atom, true) && (was || host->watch(host->user, atom));
}

/* ---- the check --------------------------------------------------------------------------------------------------- */

static bool take_literal(strings *s, tlit l)
{
  const terms *t = s->env->terms;
  if (term_kind(t, l.atom) != STRSMT_EQ || term_sort(t, term_arg(t, l.atom, 0)) != STRSMT_SORT_STRING)
    return memberships_take(s, l);
  return l.positive || stack_push(s->env->m, &s->disequalities, l);
}

static verdict begin(strings *s, size_t count, const tlit *literals)
{
  drop_choices(s);
  stack_clear(&s->memberships);
  stack_clear(&s->disequalities);
  for (size_t i = 0; i < count; i++)
    if (limits_poll(s->env->limits) || !take_literal(s, literals[i]))
      return VERDICT_STOPPED;
  return forms_make(s) && memberships_sort(s) ? VERDICT_CONSISTENT : VERDICT_STOPPED;
}

/* The steps, in order; each may find lemmas. */
static verdict (*const steps[])(strings *s) = {
    memberships_check, cycles_check,  equations_check,     singles_check,
    codes_check,       lengths_check, disequalities_check, memberships_check_concatenations,
    equations_split,   values_choose, splits_check,        disequalities_part,
    domains_split,
};

static verdict strings_check(void *self, size_t count, const tlit *literals)
{
  strings *s = self;
  verdict result = begin(s, count, literals);
  for (size_t i = 0; i < sizeof steps / sizeof *steps && result == VERDICT_CONSISTENT; i++)
    result = steps[i](s);
  return result;
}

static verdict strings_last_resort(void *self)
{
  return domains_guess(self);
}

static bool strings_model(void *self)
{
  return values_model(self);
}

const theory theory_strings = {.name = "strings",
                               .create = strings_create,
                               .destroy = strings_destroy,
                               .begin = strings_begin,
                               .owns = strings_owns,
                               .check = strings_check,
                               .model = strings_model,
                               .last_resort = strings_last_resort};
