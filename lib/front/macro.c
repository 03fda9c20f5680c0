/* macro.c: flattening a body (iterative postorder over its directed acyclic graph) and running it.
 *
 * `ground` remembers over all definitions which terms hold no parameter, so that a script of many definitions over
 * the same large terms looks at each of them once. */
#include "macro.h"

#include "api/context.h"
#include "builtins.h"

#include <stdio.h>
#include <string.h>

/* Terms to numbers, open addressing; key 0 is empty. */
typedef struct map {
  uint32_t *keys, *values;
  size_t count, capacity;
} map;

struct fr_marks {
  map ground; /* value 1 */
  map step;   /* of the present definition: its number */
};

static size_t map_slot(const map *m, uint32_t key)
{
  size_t slot = (key * 0x9e3779b1u) & (m->capacity - 1);
  while (m->keys[slot] && m->keys[slot] != key)
    slot = (slot + 1) & (m->capacity - 1);
  return slot;
}

static const uint32_t *map_get(const map *m, uint32_t key)
{
  if (!m->capacity)
    return NULL;
  size_t slot = map_slot(m, key);
  return m->keys[slot] ? &m->values[slot] : NULL;
}

static void map_free(mem *memory, map *m)
{
  mem_free(memory, m->keys, m->capacity * sizeof *m->keys);
  mem_free(memory, m->values, m->capacity * sizeof *m->values);
  *m = (map){0};
}

static bool map_grow(mem *memory, map *m)
{
  size_t wanted = m->capacity ? m->capacity * 2 : 64;
  map larger = {.count = m->count, .capacity = wanted};
  larger.keys = mem_calloc(memory, wanted, sizeof *m->keys);
  larger.values = larger.keys ? mem_calloc(memory, wanted, sizeof *m->values) : NULL;
  if (!larger.values) {
    mem_free(memory, larger.keys, wanted * sizeof *m->keys);
    return false;
  }
  for (size_t i = 0; i < m->capacity; i++)
    if (m->keys[i]) {
      size_t slot = map_slot(&larger, m->keys[i]);
      larger.keys[slot] = m->keys[i];
      larger.values[slot] = m->values[i];
    }
  map_free(memory, m);
  *m = larger;
  return true;
}

/* Without memory the map stays as it is. */
static void map_put(mem *memory, map *m, uint32_t key, uint32_t value)
{
  if (m->count * 2 >= m->capacity && !map_grow(memory, m))
    return;
  size_t slot = map_slot(m, key);
  m->count += !m->keys[slot];
  m->keys[slot] = key;
  m->values[slot] = value;
}

strsmt_term fr_macro_parameter(fr_reader *r, size_t index, strsmt_sort of)
{
  char name[32];
  snprintf(name, sizeof name, "\x01%zu", index);
  return terms_constant(r->s->terms, name, strlen(name), of);
}

static bool known(const fr_marks *m, strsmt_term t)
{
  return map_get(&m->ground, t) || map_get(&m->step, t);
}

static fr_reference reference_to(const fr_marks *m, strsmt_term t)
{
  const uint32_t *step = map_get(&m->step, t);
  return step ? (fr_reference){true, *step} : (fr_reference){false, t};
}

/* All arguments of `t` are known: it becomes ground, or the next step. */
static void settle(fr_reader *r, fr_macro *macro, strsmt_term t, size_t arity)
{
  fr_marks *m = r->marks;
  bool ground = true;
  for (size_t i = 0; i < arity && ground; i++)
    ground = !map_get(&m->step, strsmt_term_child(r->s, t, i));
  if (ground) {
    map_put(r->m, &m->ground, t, 1);
    return;
  }
  fr_step step = {.kind = strsmt_term_kind(r->s, t), .first = macro->references.length, .count = arity};
  step.index_count = (uint8_t)strsmt_term_index_count(r->s, t);
  for (size_t i = 0; i < step.index_count && i < 2; i++)
    step.indices[i] = strsmt_term_index(r->s, t, i);
  for (size_t i = 0; i < arity; i++)
    FR_PUSH(r->m, macro->references, reference_to(m, strsmt_term_child(r->s, t, i)));
  map_put(r->m, &m->step, t, (uint32_t)macro->steps.length);
  FR_PUSH(r->m, macro->steps, step);
}

static void flatten(fr_reader *r, fr_macro *macro, strsmt_term body)
{
  fr_terms todo = {0};
  FR_PUSH(r->m, todo, body);
  while (todo.length && !mem_failed(r->m)) {
    strsmt_term t = todo.data[todo.length - 1];
    size_t before = todo.length, arity = 0;
    if (known(r->marks, t)) {
      todo.length--;
      continue;
    }
    arity = strsmt_term_arity(r->s, t);
    for (size_t i = 0; i < arity; i++) {
      strsmt_term child = strsmt_term_child(r->s, t, i);
      if (!known(r->marks, child))
        FR_PUSH(r->m, todo, child);
    }
    if (todo.length > before)
      continue;
    settle(r, macro, t, arity);
    todo.length--;
  }
  FR_FREE(r->m, todo);
}

bool fr_macro_make(fr_reader *r, size_t parameters, const strsmt_sort *sorts, const fr_value *body, uint32_t *number)
{
  fr_macro macro = {.parameters = parameters, .sort = body->sort};
  if (!r->marks && !(r->marks = mem_calloc(r->m, 1, sizeof *r->marks)))
    return fr_fail_memory(r);
  if (!FR_RESERVE(r->m, r->macros, 1) || !(macro.sorts = mem_alloc(r->m, parameters * sizeof *sorts)))
    return fr_fail_memory(r);
  map_free(r->m, &r->marks->step);
  for (size_t i = 0; i < parameters; i++) {
    macro.sorts[i] = sorts[i];
    map_put(r->m, &r->marks->step, fr_macro_parameter(r, i, sorts[i]), (uint32_t)i);
    FR_PUSH(r->m, macro.steps, (fr_step){0});
  }
  flatten(r, &macro, body->term);
  macro.result = reference_to(r->marks, body->term);
  map_free(r->m, &r->marks->step);
  *number = (uint32_t)r->macros.length;
  r->macros.data[r->macros.length++] = macro;
  if (mem_failed(r->m))
    return fr_fail_memory(r);
  return strsmt_usable(r->s) || fr_fail_library(r, body->place);
}

/* Runs the steps after the parameters; images[i] is what step i becomes. */
static bool run(fr_reader *r, const fr_macro *macro, strsmt_term *images)
{
  for (size_t i = macro->parameters; i < macro->steps.length; i++) {
    const fr_step *step = &macro->steps.data[i];
    r->arguments.length = 0;
    if (!FR_RESERVE(r->m, r->arguments, step->count))
      return false;
    for (size_t j = 0; j < step->count; j++) {
      fr_reference a = macro->references.data[step->first + j];
      r->arguments.data[j] = a.is_step ? images[a.value] : a.value;
    }
    images[i] = step->index_count ? strsmt_make_indexed(r->s, step->kind, step->index_count, step->indices, step->count,
                                                        r->arguments.data)
                                  : strsmt_make(r->s, step->kind, step->count, r->arguments.data);
    if (!images[i])
      return false;
  }
  return true;
}

bool fr_macro_apply(fr_reader *r, uint32_t number, const fr_frame *frame, const fr_value *values, size_t count,
                    fr_value *result)
{
  const fr_macro *macro = &r->macros.data[number];
  const char *name = fr_symbol_name(&r->symbols, frame->head);
  if (frame->index_count)
    return fr_fail(r, frame->head_place, "%s takes no indices", name);
  if (count != macro->parameters)
    return fr_fail(r, frame->head_place, "%s takes %zu argument%s, %zu given", name, macro->parameters,
                   macro->parameters == 1 ? "" : "s", count);
  fr_terms images = {0};
  if (!FR_RESERVE(r->m, images, macro->steps.length))
    return fr_fail_memory(r);
  for (size_t i = 0; i < count; i++) {
    images.data[i] = values[i].term;
    if (!fr_demand_sort(r, &values[i], macro->sorts[i], "argument %zu of %s", i + 1, name)) {
      FR_FREE(r->m, images);
      return false;
    }
  }
  bool good = run(r, macro, images.data);
  result->term = macro->result.is_step && good ? images.data[macro->result.value] : macro->result.value;
  result->sort = macro->sort;
  FR_FREE(r->m, images);
  if (!good && mem_failed(r->m))
    return fr_fail_memory(r);
  return good || fr_fail_library(r, frame->head_place);
}

void fr_macros_free(fr_reader *r)
{
  for (size_t i = 0; i < r->macros.length; i++) {
    fr_macro *macro = &r->macros.data[i];
    mem_free(r->m, macro->sorts, macro->parameters * sizeof *macro->sorts);
    FR_FREE(r->m, macro->steps);
    FR_FREE(r->m, macro->references);
  }
  FR_FREE(r->m, r->macros);
  if (r->marks) {
    map_free(r->m, &r->marks->ground);
    map_free(r->m, &r->marks->step);
    mem_free(r->m, r->marks, sizeof *r->marks);
    r->marks = NULL;
  }
}
