/* budget.c: counting memory and steps. */
#include "budget.h"

#include <stdlib.h>

bool budget_is_over(const budget *b, size_t more)
{
  return b->most_bytes != 0 && (b->bytes > b->most_bytes || more > b->most_bytes - b->bytes);
}

bool budget_count(budget *b, size_t bytes)
{
  if (budget_is_over(b, bytes))
    return false;
  b->bytes += bytes;
  if (b->bytes > b->peak)
    b->peak = b->bytes;
  return true;
}

void *budget_resize(budget *b, void *block, size_t old_size, size_t new_size)
{
  if (new_size > old_size && budget_is_over(b, new_size - old_size))
    return NULL;
  void *result = NULL;
  if (b->allocate != NULL)
    result = b->allocate(b->allocate_user, block, old_size, new_size);
  else if (new_size == 0)
    free(block);
  else
    result = realloc(block, new_size);
  if (result == NULL && new_size != 0)
    return NULL;
  b->bytes = b->bytes - old_size + new_size;
  if (b->bytes > b->peak)
    b->peak = b->bytes;
  return result;
}

void budget_read(budget *b, size_t bytes)
{
  b->most_bytes += bytes * b->bytes_each;
  b->most_steps += bytes * b->steps_each;
}

const char *budget_spend(budget *b, uint64_t steps)
{
  b->steps += steps;
  if (b->most_steps != 0 && b->steps > b->most_steps)
    return "the step limit is reached; allow more with --steps";
  if (b->stop != NULL && b->stop(b->stop_user))
    return "interrupted";
  return NULL;
}
