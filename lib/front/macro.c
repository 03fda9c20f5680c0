/* macro.c: flattening a body (iterative postorder over its directed acyclic graph) and running it. */
#include "macro.h"

#include "api/context.h"
#include "builtins.h"
#include "term_map.h"

#include <stdio.h>
#include <string.h>

strsmt_term fr_macro_parameter(fr_reader *r, size_t index, strsmt_sort of)
{
  char name[32];
  snprintf(name, sizeof name, "\x01%zu", index);
  return terms_constant(r->s->terms, name, strlen(name), of);
}

static bool known(const fr_reader *r, const fr_map *steps, strsmt_term t)
{
  return fr_map_get(&r->ground, t) || fr_map_get(steps, t);
}

static fr_reference reference_to(const fr_map *steps, strsmt_term t)
{
  const uint32_t *step = fr_map_get(steps, t);
  return step ? (fr_reference){true, *step} : (fr_reference){false, t};
}

/* All arguments of `t` are known: it becomes ground, or the next step. */
static void settle(fr_reader *r, fr_macro *macro, fr_map *steps, strsmt_term t, size_t arity)
{
  bool ground = true;
  for (size_t i = 0; i < arity && ground; i++)
    ground = !fr_map_get(steps, strsmt_term_child(r->s, t, i));
  if (ground) {
    fr_map_put(r->m, &r->ground, t, 1);
    return;
  }
  fr_step step = {.kind = strsmt_term_kind(r->s, t), .first = macro->references.length, .count = arity};
  step.index_count = (uint8_t)strsmt_term_index_count(r->s, t);
  for (size_t i = 0; i < step.index_count && i < 2; i++)
    step.indices[i] = strsmt_term_index(r->s, t, i);
  for (size_t i = 0; i < arity; i++)
    FR_PUSH(r->m, macro->references, reference_to(steps, strsmt_term_child(r->s, t, i)));
  fr_map_put(r->m, steps, t, (uint32_t)macro->steps.length);
  FR_PUSH(r->m, macro->steps, step);
}

static void flatten(fr_reader *r, fr_macro *macro, fr_map *steps, strsmt_term body)
{
  fr_terms todo = {0};
  FR_PUSH(r->m, todo, body);
  while (todo.length && !mem_failed(r->m)) {
    strsmt_term t = todo.data[todo.length - 1];
    size_t before = todo.length, arity = 0;
    if (known(r, steps, t)) {
      todo.length--;
      continue;
    }
    arity = strsmt_term_arity(r->s, t);
    for (size_t i = 0; i < arity; i++) {
      strsmt_term child = strsmt_term_child(r->s, t, i);
      if (!known(r, steps, child))
        FR_PUSH(r->m, todo, child);
    }
    if (todo.length > before)
      continue;
    settle(r, macro, steps, t, arity);
    todo.length--;
  }
  FR_FREE(r->m, todo);
}

bool fr_macro_make(fr_reader *r, size_t parameters, const strsmt_sort *sorts, const fr_value *body, uint32_t *number)
{
  fr_macro macro = {.parameters = parameters, .sort = body->sort};
  fr_map steps = {0};
  if (!FR_RESERVE(r->m, r->macros, 1) || !(macro.sorts = mem_alloc(r->m, parameters * sizeof *sorts)))
    return fr_fail_memory(r);
  for (size_t i = 0; i < parameters; i++) {
    macro.sorts[i] = sorts[i];
    fr_map_put(r->m, &steps, fr_macro_parameter(r, i, sorts[i]), (uint32_t)i);
    FR_PUSH(r->m, macro.steps, (fr_step){0});
  }
  flatten(r, &macro, &steps, body->term);
  macro.result = reference_to(&steps, body->term);
  fr_map_free(r->m, &steps);
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
}
