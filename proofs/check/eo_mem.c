/* eo_mem.c: memory and failure of the Eunoia engine. Every allocation is counted against the limit of eo_new (the few
 * words that GMP needs for a moment are not). Arrays grow by doubling; nothing is ever freed one by one. Arrays that
 * begin as tables of an image are not freed at all. */
#include "eo_internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

uint32_t eo_fail(eo *e, eo_status status, const char *format, ...)
{
  if (status == EO_MEMORY || status == EO_LIMIT) e->failed = true;
  if (e->state != EO_OK) return 0;
  e->state = status;
  va_list list;
  va_start(list, format);
  vsnprintf(e->message, sizeof e->message, format, list);
  va_end(list);
  return 0;
}

static bool charge(eo *e, size_t now, size_t before)
{
  size_t rest = e->bytes - before;
  if (now > SIZE_MAX - rest || (e->limit && now + rest > e->limit)) {
    eo_fail(e, EO_MEMORY, "the memory limit of %zu bytes is reached", e->limit);
    return false;
  }
  e->bytes = rest + now;
  return true;
}

/* `array` is the address of a pointer of whatever type, which is why it is copied as bytes. */
bool eo_grow(eo *e, void *array, size_t *cap, size_t need, size_t size)
{
  void *old;
  if (e->failed) return false;
  size_t wanted = *cap ? *cap * 2 : 16;
  if (wanted < need) wanted = need;
  if (wanted > SIZE_MAX / 2 / size) {
    eo_fail(e, EO_MEMORY, "out of memory");
    return false;
  }
  if (!charge(e, wanted * size, *cap * size)) return false;
  memcpy(&old, array, sizeof old);
  bool table = eo_is_table(e, old);
  void *p = realloc(table ? NULL : old, wanted * size);
  if (p && table && *cap) memcpy(p, old, *cap * size);
  if (!p) {
    e->bytes -= (wanted - *cap) * size;
    eo_fail(e, EO_MEMORY, "out of memory");
    return false;
  }
  memcpy(array, &p, sizeof p);
  *cap = wanted;
  return true;
}

void *eo_alloc_zero(eo *e, size_t count, size_t size)
{
  if (e->failed || !charge(e, count * size, 0)) return NULL;
  void *p = calloc(count, size);
  if (!p) {
    e->bytes -= count * size;
    eo_fail(e, EO_MEMORY, "out of memory");
  }
  return p;
}

void eo_free(eo *e, void *p, size_t count, size_t size)
{
  if (!p) return;
  e->bytes -= count * size;
  if (!eo_is_table(e, p)) free(p);
}

void eo_enter(eo *e)
{
  e->failed = false;
  e->state = EO_OK;
  e->steps = 0;
  e->args.n = e->work.n = e->cache.n = e->list.n = e->stack.n = e->frames.n = e->pending.n = 0;
  e->runs = e->depth = 0;
  e->blame = e->ill = 0;
}

bool eo_leave(eo *e, bool ok)
{
  if (!e->failed && ok) return true;
  if (e->state == EO_OK) eo_fail(e, EO_WRONG, "this cannot be done");
  return false;
}

void eo_delete(eo *e)
{
  if (!e) return;
  void *arrays[] = {e->nodes.v,      e->buckets,    e->words.v, e->limbs.v,      e->codes.v,      e->chars.v,
                    e->retyped.v,    e->marks.v,    e->memo.v,  e->memo_buckets, e->memo_words.v, e->names.v,
                    e->name_buckets, e->bindings.v, e->scope.v, e->symbols.v,    e->macros.v,     e->params.v,
                    e->programs.v,   e->cases.v,    e->rules.v, e->included.v,   e->code.v,       e->stack.v,
                    e->frames.v,     e->pending.v,  e->args.v,  e->work.v,       e->cache.v,      e->list.v,
                    e->bag.v};
  for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++)
    if (!eo_is_table(e, arrays[i])) free(arrays[i]);
  free(e);
}

static eo *blank(size_t bytes)
{
  eo *e = calloc(1, sizeof *e);
  if (!e) return NULL;
  e->limit = bytes;
  e->bytes = sizeof *e;
  return e;
}

eo *eo_new(size_t bytes)
{
  eo *e = blank(bytes);
  if (e && eo_init_terms(e) && eo_init_names(e)) return e;
  eo_delete(e);
  return NULL;
}

eo *eo_open_image(eo_image *image, size_t bytes)
{
  eo *e = image->taken || !image->tables[0].n ? NULL : blank(bytes);
  if (e && eo_adopt(e, image)) return e;
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

size_t eo_bytes(const eo *e)
{
  return e->bytes;
}
