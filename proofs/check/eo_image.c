/* eo_image.c: a loaded signature as tables. All that the engine holds are arrays of numbers that refer to each other by
 * index, so that they can be compiled into a program as they are, and an engine can begin with them in place: memory is
 * touched only where a proof needs it. An array that outgrows its table moves to the heap (eo_grow). */
#include "eo_internal.h"

#define ARRAYS(X)                                                                                                      \
  X(nodes)                                                                                                             \
  X(words)                                                                                                             \
  X(limbs)                                                                                                             \
  X(codes)                                                                                                             \
  X(chars)                                                                                                             \
  X(names)                                                                                                             \
  X(bindings)                                                                                                          \
  X(symbols)                                                                                                           \
  X(macros)                                                                                                            \
  X(params)                                                                                                            \
  X(programs)                                                                                                          \
  X(cases)                                                                                                             \
  X(rules)                                                                                                             \
  X(included)                                                                                                          \
  X(code)
enum { ARRAY_COUNT = EO_IMAGE_TABLES - 2 };

typedef struct array {
  void *v; /* the address of the pointer */
  size_t *n, *cap, size;
} array;

static void list_arrays(eo *e, array *out)
{
#define ARRAY(name) *out++ = (array){&e->name.v, &e->name.n, &e->name.cap, sizeof *e->name.v};
  ARRAYS(ARRAY)
#undef ARRAY
}

static bool compile_all(eo *e)
{
  for (uint32_t i = 1; i < e->programs.n; i++)
    if (e->programs.v[i].defined && !e->programs.v[i].compiled && !eo_compile(e, i))
      return false;
  return true;
}

static eo_table bucket_table(uint32_t *buckets, uint32_t mask)
{
  return (eo_table){buckets, (size_t)mask + 1, (size_t)mask + 1, sizeof *buckets};
}

bool eo_describe(eo *e, eo_image *image)
{
  eo_enter(e);
  if (e->marks.n || !compile_all(e))
    return eo_leave(e, false);
  array arrays[ARRAY_COUNT];
  list_arrays(e, arrays);
  for (size_t i = 0; i < ARRAY_COUNT; i++) {
    /* Room for the terms of a small proof. Names, rules and programs stay as they are. */
    size_t n = *arrays[i].n, more = i == 0 ? 1024 : i < 5 ? 512 : 0;
    memcpy(&image->tables[i].v, arrays[i].v, sizeof image->tables[i].v);
    image->tables[i].n = n;
    image->tables[i].room = n + more;
    image->tables[i].size = arrays[i].size;
  }
  image->tables[ARRAY_COUNT] = bucket_table(e->buckets, e->bucket_mask);
  image->tables[ARRAY_COUNT + 1] = bucket_table(e->name_buckets, e->name_mask);
  image->numeral_type = e->numeral_type;
  image->string_type = e->string_type;
  return eo_leave(e, true);
}

bool eo_adopt(eo *e, eo_image *image)
{
  array arrays[ARRAY_COUNT];
  list_arrays(e, arrays);
  size_t bytes = 0;
  for (size_t i = 0; i < EO_IMAGE_TABLES; i++)
    bytes += image->tables[i].room * image->tables[i].size;
  if (!budget_count(e->budget, bytes))
    return false;
  e->table_bytes = bytes;
  for (size_t i = 0; i < ARRAY_COUNT; i++) {
    memcpy(arrays[i].v, &image->tables[i].v, sizeof image->tables[i].v);
    *arrays[i].n = image->tables[i].n;
    *arrays[i].cap = image->tables[i].room;
  }
  e->buckets = image->tables[ARRAY_COUNT].v;
  e->bucket_mask = (uint32_t)image->tables[ARRAY_COUNT].n - 1;
  e->name_buckets = image->tables[ARRAY_COUNT + 1].v;
  e->name_mask = (uint32_t)image->tables[ARRAY_COUNT + 1].n - 1;
  e->numeral_type = image->numeral_type;
  e->string_type = image->string_type;
  e->image = image;
  image->taken = true;
  return true;
}

/* A table of which nothing is used needs no memory. */
static bool copy_table(eo *e, const eo_table *t, void **copy)
{
  *copy = NULL;
  if (!t->room)
    return true;
  *copy = budget_resize(e->budget, NULL, 0, t->room * t->size);
  if (*copy && t->n)
    memcpy(*copy, t->v, t->n * t->size);
  return *copy;
}

bool eo_adopt_copy(eo *e, const eo_image *image)
{
  array arrays[ARRAY_COUNT];
  void *copy;
  list_arrays(e, arrays);
  for (size_t i = 0; i < ARRAY_COUNT; i++) {
    if (!copy_table(e, &image->tables[i], &copy))
      return false;
    memcpy(arrays[i].v, &copy, sizeof copy);
    *arrays[i].n = image->tables[i].n;
    *arrays[i].cap = image->tables[i].room;
  }
  if (!copy_table(e, &image->tables[ARRAY_COUNT], &copy))
    return false;
  e->buckets = copy;
  e->bucket_mask = (uint32_t)image->tables[ARRAY_COUNT].n - 1;
  if (!copy_table(e, &image->tables[ARRAY_COUNT + 1], &copy))
    return false;
  e->name_buckets = copy;
  e->name_mask = (uint32_t)image->tables[ARRAY_COUNT + 1].n - 1;
  e->numeral_type = image->numeral_type;
  e->string_type = image->string_type;
  return true;
}

bool eo_is_table(const eo *e, const void *p)
{
  for (size_t i = 0; e->image && i < EO_IMAGE_TABLES; i++)
    if (p && e->image->tables[i].v == p)
      return true;
  return false;
}
