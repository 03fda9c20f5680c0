/* lrat.c: clause store and unit propagation along hints.
 *
 * A clause in the arena: the low and the high half of its id, then 2 * size + (tautology), then its literals as 2 *
 * index + sign, without duplicates. A deleted clause keeps its place, with id 0, until the arena is compacted. */
#include "lrat.h"

#include <string.h>

enum { HEADER = 3 };

void lrat_init(lrat *s, heap *h)
{
  memset(s, 0, sizeof *s);
  s->heap = h;
}

void lrat_free(lrat *s)
{
  VEC_FREE(s->heap, s->arena);
  VEC_FREE(s->heap, s->variables);
  VEC_FREE(s->heap, s->truth);
  VEC_FREE(s->heap, s->literals);
  VEC_FREE(s->heap, s->propagated);
  map_free(s->heap, &s->offsets);
  map_free(s->heap, &s->indices);
}

void lrat_clear(lrat *s)
{
  heap *h = s->heap;
  lrat_free(s);
  lrat_init(s, h);
}

bool lrat_alive(const lrat *s, uint64_t id)
{
  return map_find(&s->offsets, id) != NULL;
}

size_t lrat_count(const lrat *s)
{
  return s->offsets.size;
}

static uint64_t clause_id(const uint32_t *clause)
{
  return clause[0] | (uint64_t)clause[1] << 32;
}

static uint32_t clause_size(const uint32_t *clause)
{
  return clause[2] >> 1;
}

static bool is_tautology(const uint32_t *clause)
{
  return clause[2] & 1;
}

static uint32_t *find_clause(const lrat *s, uint64_t id)
{
  uint64_t offset = map_get(&s->offsets, id);
  return offset == 0 ? NULL : s->arena.data + (offset - 1);
}

static void new_generation(lrat *s)
{
  if (++s->generation != 0)
    return;
  memset(s->truth.data, 0, s->truth.size * sizeof *s->truth.data);
  s->generation = 1;
}

static bool is_true(const lrat *s, uint32_t literal)
{
  return s->truth.data[literal] == s->generation;
}

static bool intern(lrat *s, int32_t literal, uint32_t *out)
{
  uint32_t variable = (uint32_t)(literal < 0 ? -literal : literal);
  uint64_t index = map_get(&s->indices, variable);
  if (index == 0) {
    if (s->variables.size >= UINT32_MAX / 2 - 1)
      return report_fail(s->heap->report, VERDICT_LIMIT, "too many variables");
    if (!VEC_PUSH(s->heap, s->variables, variable) || !VEC_PUSH(s->heap, s->truth, 0) ||
        !VEC_PUSH(s->heap, s->truth, 0))
      return false;
    index = s->variables.size;
    if (!map_put(s->heap, &s->indices, variable, index))
      return false;
  }
  *out = (uint32_t)(2 * (index - 1)) | (literal < 0);
  return true;
}

static int32_t external(const lrat *s, uint32_t literal)
{
  int32_t variable = (int32_t)s->variables.data[literal >> 1];
  return literal & 1 ? -variable : variable;
}

/* Puts the distinct literals into s->literals, and makes their negations true, in a new generation. */
static bool read_clause(lrat *s, const int32_t *literals, size_t count, bool *tautology)
{
  *tautology = false;
  s->literals.size = 0;
  new_generation(s);
  for (size_t i = 0; i < count; i++) {
    uint32_t l = 0;
    if (!intern(s, literals[i], &l))
      return false;
    if (is_true(s, l ^ 1))
      continue; /* seen before */
    if (is_true(s, l))
      *tautology = true;
    s->truth.data[l ^ 1] = s->generation;
    if (!VEC_PUSH(s->heap, s->literals, l))
      return false;
  }
  return true;
}

static void compact(lrat *s)
{
  uint32_t *data = s->arena.data;
  size_t to = 0;
  for (size_t from = 0; from < s->arena.size;) {
    size_t words = HEADER + (size_t)clause_size(data + from);
    uint64_t id = clause_id(data + from);
    if (id != 0) {
      memmove(data + to, data + from, words * sizeof *data);
      *map_find(&s->offsets, id) = to + 1;
      to += words;
    }
    from += words;
  }
  s->arena.size = to;
  s->dead = 0;
}

/* Gives memory back when much more is reserved than used. */
static void shrink(lrat *s)
{
  if (s->arena.capacity < 4096 || s->arena.capacity / 4 < s->arena.size)
    return;
  size_t capacity = 2 * s->arena.size + 1024;
  uint32_t *data = heap_resize(s->heap, s->arena.data, s->arena.capacity * sizeof *data, capacity * sizeof *data);
  if (data == NULL)
    return;
  s->arena.data = data;
  s->arena.capacity = capacity;
}

/* Stores s->literals. */
static bool store(lrat *s, uint64_t id, bool tautology)
{
  size_t size = s->literals.size;
  if (size > UINT32_MAX / 2)
    return report_fail(s->heap->report, VERDICT_LIMIT, "a clause with too many literals");
  if (!VEC_RESERVE(s->heap, s->arena, s->arena.size + HEADER + size))
    return false;
  uint32_t *clause = s->arena.data + s->arena.size;
  clause[0] = (uint32_t)id;
  clause[1] = (uint32_t)(id >> 32);
  clause[2] = (uint32_t)(2 * size) | tautology;
  if (size > 0)
    memcpy(clause + HEADER, s->literals.data, size * sizeof *clause);
  if (!map_put(s->heap, &s->offsets, id, s->arena.size + 1))
    return false;
  s->arena.size += HEADER + size;
  return true;
}

static bool check_new(lrat *s, uint64_t id)
{
  return !lrat_alive(s, id) ||
         report_fail(s->heap->report, VERDICT_WRONG, "clause %llu is alive already", (unsigned long long)id);
}

bool lrat_add(lrat *s, uint64_t id, const int32_t *literals, size_t count)
{
  bool tautology;
  return check_new(s, id) && read_clause(s, literals, count, &tautology) && store(s, id, tautology);
}

typedef enum propagation { UNIT, NOTHING, CONFLICT, NOT_UNIT } propagation;

/* What the clause says when all but at most one of its literals are false. *unit is that literal. */
static propagation propagate(const lrat *s, const uint32_t *clause, uint32_t *unit)
{
  uint32_t size = clause_size(clause), open = 0;
  if (is_tautology(clause))
    return NOTHING;
  for (uint32_t i = 0; i < size; i++) {
    uint32_t l = clause[HEADER + i];
    if (is_true(s, l ^ 1))
      continue;
    if (open++ > 0)
      return NOT_UNIT;
    *unit = l;
  }
  if (open == 0)
    return CONFLICT;
  return is_true(s, *unit) ? NOTHING : UNIT;
}

/* Follows the hints from the present assignment; true if they end in a conflict. */
static bool follow(lrat *s, const uint64_t *hints, size_t count)
{
  report *r = s->heap->report;
  for (size_t i = 0, work = 0; i < count; i++) {
    unsigned long long hint = hints[i];
    uint32_t unit = 0;
    const uint32_t *clause = find_clause(s, hints[i]);
    if (clause == NULL)
      return report_fail(r, VERDICT_WRONG, "hint %llu is not alive", hint);
    work += clause_size(clause) / 8;
    if (work >= 1024) {
      if (!heap_spend(s->heap, work))
        return false;
      work = 0;
    }
    propagation found = propagate(s, clause, &unit);
    if (found == NOT_UNIT)
      return report_fail(r, VERDICT_WRONG, "hint %llu has more than one literal that is not false", hint);
    if (!VEC_PUSH(s->heap, s->propagated, found == UNIT ? external(s, unit) : 0))
      return false;
    if (found == UNIT)
      s->truth.data[unit] = s->generation;
    if (found != CONFLICT)
      continue;
    if (i + 1 == count)
      return true;
    return report_fail(r, VERDICT_WRONG, "hint %llu is false already; no hint may follow it", hint);
  }
  return report_fail(r, VERDICT_WRONG, "no conflict: after the hints no clause is false");
}

bool lrat_derive(lrat *s, uint64_t id, const int32_t *literals, size_t count, const uint64_t *hints, size_t hint_count)
{
  bool tautology;
  s->propagated.size = 0;
  if (!check_new(s, id) || !read_clause(s, literals, count, &tautology))
    return false;
  if (tautology) {
    if (hint_count > 0)
      return report_fail(s->heap->report, VERDICT_WRONG, "a tautology needs no hints");
  } else if (!follow(s, hints, hint_count)) {
    return false;
  }
  return store(s, id, tautology);
}

bool lrat_delete(lrat *s, uint64_t id)
{
  uint32_t *clause = find_clause(s, id);
  if (clause == NULL)
    return report_fail(s->heap->report, VERDICT_WRONG, "clause %llu is not alive", (unsigned long long)id);
  clause[0] = clause[1] = 0;
  s->dead += HEADER + (size_t)clause_size(clause);
  map_remove(&s->offsets, id);
  if (s->dead > 1024 && s->dead > s->arena.size / 2) {
    compact(s);
    shrink(s);
  }
  return true;
}

bool lrat_get(const lrat *s, uint64_t id, vec_i32 *out)
{
  const uint32_t *clause = find_clause(s, id);
  out->size = 0;
  if (clause == NULL)
    return report_fail(s->heap->report, VERDICT_WRONG, "clause %llu is not alive", (unsigned long long)id);
  for (uint32_t i = 0; i < clause_size(clause); i++) {
    if (!VEC_PUSH(s->heap, *out, external(s, clause[HEADER + i])))
      return false;
  }
  return true;
}
