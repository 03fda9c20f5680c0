/* array.c: growing by half, which lets a block that moves on fit into what it left behind; small arrays start with 64
 * bytes. */
#include "base/by_key.h"
#include "base/trail.h"

/* `slot` is copied, not accessed through a void **: it has another pointer type. */
static char *data_at(void *slot)
{
  char *data;
  memcpy(&data, slot, sizeof data);
  return data;
}

bool stack_grow_(mem *m, void *slot, size_t *capacity, size_t need, size_t item)
{
  size_t most = PTRDIFF_MAX / item, wanted = *capacity + *capacity / 2;
  if (wanted < 64 / item)
    wanted = 64 / item;
  if (wanted < need)
    wanted = need;
  if (wanted > most)
    wanted = most;
  if (need > most) {
    m->oom = true;
    return false;
  }
  void *data = mem_resize(m, data_at(slot), *capacity * item, wanted * item);
  if (!data)
    return false;
  memcpy(slot, &data, sizeof data);
  *capacity = wanted;
  return true;
}

bool stack_append_(mem *m, void *slot, size_t *size, size_t *capacity, const void *items, size_t n, size_t item)
{
  assert(*size <= *capacity);
  if (n > *capacity - *size && !stack_grow_(m, slot, capacity, n > SIZE_MAX - *size ? SIZE_MAX : *size + n, item))
    return false;
  if (n)
    memcpy(data_at(slot) + *size * item, items, n * item);
  *size += n;
  return true;
}

bool by_key_grow_(mem *m, void *slot, size_t *size, size_t *capacity, size_t count, size_t item)
{
  assert(*size < count);
  if (count > *capacity && !stack_grow_(m, slot, capacity, count, item))
    return false;
  memset(data_at(slot) + *size * item, 0, (count - *size) * item);
  *size = count;
  return true;
}

bool trail_check_(const size_list *levels, size_t entries)
{
  for (size_t i = 0; i < levels->size; i++)
    if (levels->data[i] > (i + 1 < levels->size ? levels->data[i + 1] : entries))
      return false;
  return stack_is_sound(levels);
}
