/* derivation.c: lists of rule applications. */
#include "proof/derivation.h"

void derivation_init(derivation *d, mem *m, size_t assumptions)
{
  *d = (derivation){.m = m, .assumptions = (uint32_t)assumptions, .steps = (uint32_t)assumptions};
}

void derivation_free(derivation *d)
{
  stack_free(d->m, &d->data);
}

static bool all_present(const uint32_t *items, size_t count)
{
  for (size_t i = 0; i < count; i++)
    if (!items[i])
      return false;
  return true;
}

static void append(derivation *d, const uint32_t *items, size_t count)
{
  d->data.data[d->data.size++] = (uint32_t)count;
  if (count)
    memcpy(d->data.data + d->data.size, items, count * sizeof *items);
  d->data.size += count;
}

static step add_step(derivation *d, uint32_t head, size_t arg_count, const term *args, size_t premise_count,
                     const step *premises)
{
  if (d->broken || !all_present(args, arg_count) || !all_present(premises, premise_count) ||
      !stack_reserve(d->m, &d->data, d->data.size + arg_count + premise_count + 3)) {
    d->broken = true;
    return 0;
  }
  d->data.data[d->data.size++] = head;
  append(d, args, arg_count);
  append(d, premises, premise_count);
  return d->last = ++d->steps;
}

step derivation_step(derivation *d, rule r, size_t arg_count, const term *args, size_t premise_count,
                     const step *premises)
{
  return add_step(d, (uint32_t)r, arg_count, args, premise_count, premises);
}

step derivation_step_list(derivation *d, rule r, term arg, size_t count, const term *items)
{
  if (!all_present(items, count) || !stack_reserve(d->m, &d->data, d->data.size + count + 4) || !arg) {
    d->broken = true;
    return 0;
  }
  step s = add_step(d, DERIVATION_LIST | (uint32_t)r, 1, &arg, 0, NULL);
  if (!s)
    return 0;
  size_t at = d->data.size - 3; /* number of arguments, the argument, number of premises: put the items in between */
  d->data.data[at] = (uint32_t)count + 1;
  d->data.size--;
  memcpy(d->data.data + d->data.size, items, count * sizeof *items);
  d->data.size += count;
  d->data.data[d->data.size++] = 0;
  return s;
}

step derivation_empty(derivation *d, term r)
{
  return add_step(d, DERIVATION_EMPTY | RULE_RE_EMPTY, 1, &r, 0, NULL);
}

step derivation_axiom(derivation *d, rule r, term arg)
{
  return derivation_step(d, r, 1, &arg, 0, NULL);
}

step derivation_infer(derivation *d, rule r, step premise)
{
  return derivation_step(d, r, 0, NULL, 1, &premise);
}

step derivation_infer2(derivation *d, rule r, step first, step second)
{
  step premises[2] = {first, second};
  return derivation_step(d, r, 0, NULL, 2, premises);
}

void derivation_end(derivation *d, step s)
{
  d->last = s;
  if (!s)
    d->broken = true;
}
