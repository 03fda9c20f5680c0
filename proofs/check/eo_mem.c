/* eo_mem.c: memory and failure of the Eunoia engine. Every allocation is counted against the limit of eo_new (the few
 * words that GMP needs for a moment are not). Arrays grow by doubling; nothing is ever freed one by one. Arrays that
 * begin as tables of an image are not freed at all. */
#include "eo_internal.h"

#include <stdio.h>
#include <string.h>

uint32_t eo_fail(eo *e, eo_status status, const char *format, ...)
{
  if (status == EO_MEMORY || status == EO_LIMIT)
    e->failed = true;
  if (e->state != EO_OK)
    return 0;
  e->state = status;
  va_list list;
  va_start(list, format);
  vsnprintf(e->message, sizeof e->message, format, list);
  va_end(list);
  return 0;
}

static void *resize(eo *e, void *block, size_t old_size, size_t new_size)
{
  void *p = budget_resize(e->budget, block, old_size, new_size);
  if (p || !new_size)
    return p;
  if (budget_is_over(e->budget, new_size - old_size))
    eo_fail(e, EO_MEMORY, "the memory limit is reached; allow more with --memory");
  else
    eo_fail(e, EO_MEMORY, "out of memory");
  return NULL;
}

/* `array` is the address of a pointer of whatever type, which is why it is copied as bytes. A table's bytes are counted
 * until the engine ends. */
bool eo_grow(eo *e, void *array, size_t *cap, size_t need, size_t size)
{
  void *old;
  if (e->failed)
    return false;
  size_t wanted = *cap ? *cap * 2 : 16;
  if (wanted < need)
    wanted = need;
  if (wanted > SIZE_MAX / 2 / size) {
    eo_fail(e, EO_MEMORY, "out of memory");
    return false;
  }
  memcpy(&old, array, sizeof old);
  bool table = eo_is_table(e, old);
  void *p = resize(e, table ? NULL : old, table ? 0 : *cap * size, wanted * size);
  if (!p)
    return false;
  if (table && *cap)
    memcpy(p, old, *cap * size);
  memcpy(array, &p, sizeof p);
  *cap = wanted;
  return true;
}

void *eo_alloc_zero(eo *e, size_t count, size_t size)
{
  if (e->failed)
    return NULL;
  void *p = resize(e, NULL, 0, count * size);
  if (p)
    memset(p, 0, count * size);
  return p;
}

void eo_free(eo *e, void *p, size_t count, size_t size)
{
  if (p && !eo_is_table(e, p))
    budget_resize(e->budget, p, count * size, 0);
}

bool eo_settle(eo *e)
{
  const char *reason = budget_spend(e->budget, e->steps - e->settled);
  if (!reason && e->steps > EO_MAX_STEPS)
    reason = "an evaluation takes too long";
  e->settled = e->steps;
  e->stop_at = e->steps + EO_SLICE;
  if (reason)
    eo_fail(e, EO_LIMIT, "%s", reason);
  return !reason;
}

void eo_enter(eo *e)
{
  e->failed = false;
  e->state = EO_OK;
  e->steps = e->settled = 0;
  e->stop_at = EO_SLICE;
  e->args.n = e->work.n = e->cache.n = e->list.n = e->stack.n = e->frames.n = e->pending.n = 0;
  e->runs = e->depth = 0;
  e->blame = e->ill = 0;
}

bool eo_leave(eo *e, bool ok)
{
  e->budget->steps += e->steps - e->settled;
  e->settled = e->steps;
  if (!e->failed && ok)
    return true;
  if (e->state == EO_OK)
    eo_fail(e, EO_WRONG, "this cannot be done");
  return false;
}

#define OWNED(X)                                                                                                       \
  X(nodes)                                                                                                             \
  X(words)                                                                                                             \
  X(limbs)                                                                                                             \
  X(codes)                                                                                                             \
  X(chars)                                                                                                             \
  X(retyped)                                                                                                           \
  X(marks)                                                                                                             \
  X(memo)                                                                                                              \
  X(memo_words)                                                                                                        \
  X(names)                                                                                                             \
  X(bindings)                                                                                                          \
  X(scope)                                                                                                             \
  X(symbols)                                                                                                           \
  X(macros)                                                                                                            \
  X(params)                                                                                                            \
  X(programs)                                                                                                          \
  X(cases)                                                                                                             \
  X(rules)                                                                                                             \
  X(included)                                                                                                          \
  X(code)                                                                                                              \
  X(stack)                                                                                                             \
  X(frames)                                                                                                            \
  X(pending)                                                                                                           \
  X(args)                                                                                                              \
  X(work)                                                                                                              \
  X(cache)                                                                                                             \
  X(list)                                                                                                              \
  X(bag)

void eo_delete(eo *e)
{
  if (!e)
    return;
  budget *b = e->budget;
#define RELEASE(name) eo_free(e, e->name.v, e->name.cap, sizeof *e->name.v);
  OWNED(RELEASE)
#undef RELEASE
  eo_free(e, e->buckets, (size_t)e->bucket_mask + 1, sizeof *e->buckets);
  eo_free(e, e->name_buckets, (size_t)e->name_mask + 1, sizeof *e->name_buckets);
  eo_free(e, e->memo_buckets, (size_t)e->memo_mask + 1, sizeof *e->memo_buckets);
  b->bytes -= e->table_bytes;
  budget_resize(b, e, sizeof *e, 0);
}

static eo *blank(budget *b)
{
  eo *e = budget_resize(b, NULL, 0, sizeof *e);
  if (!e)
    return NULL;
  memset(e, 0, sizeof *e);
  e->budget = b;
  return e;
}

eo *eo_new(budget *b)
{
  eo *e = blank(b);
  if (e && eo_init_terms(e) && eo_init_names(e))
    return e;
  eo_delete(e);
  return NULL;
}

eo *eo_open_image(eo_image *image, budget *b)
{
  eo *e = image->taken || !image->tables[0].n ? NULL : blank(b);
  if (e && eo_adopt(e, image))
    return e;
  eo_delete(e);
  return NULL;
}

eo *eo_copy_image(const eo_image *image, budget *b)
{
  eo *e = image->tables[0].n ? blank(b) : NULL;
  if (e && eo_adopt_copy(e, image))
    return e;
  eo_delete(e);
  return NULL;
}

eo_status eo_state(const eo *e)
{
  return e->state;
}

const char *eo_error(const eo *e)
{
  return e->state == EO_OK ? "" : e->message;
}
