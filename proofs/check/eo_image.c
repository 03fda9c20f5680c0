/* eo_image.c: a loaded signature as bytes. All that the engine holds are arrays of numbers that refer to each other by
 * index, so that an image is a header and the arrays one after the other. The header tells the sizes of what the arrays
 * hold and the order of bytes. */
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

enum { COUNT = 15 };
static const uint32_t magic[4] = {0x1a6e0001u, (uint32_t)sizeof(eo_node),
                                  (uint32_t)(sizeof(eo_program) + sizeof(eo_rule_info)),
                                  (uint32_t)(sizeof(eo_symbol_info) + sizeof(eo_binding) + sizeof(eo_name))};

typedef struct header {
  uint32_t magic[4];
  uint32_t bucket_mask, name_mask, numeral_type, string_type;
  uint64_t count[COUNT];
} header;

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
    if (e->programs.v[i].defined && !e->programs.v[i].compiled && !eo_compile(e, i)) return false;
  return true;
}

static bool save(eo *e, bool (*write)(void *user, const void *bytes, size_t length), void *user)
{
  array arrays[COUNT];
  list_arrays(e, arrays);
  header h = {.bucket_mask = e->bucket_mask,
              .name_mask = e->name_mask,
              .numeral_type = e->numeral_type,
              .string_type = e->string_type};
  memcpy(h.magic, magic, sizeof magic);
  for (size_t i = 0; i < COUNT; i++) h.count[i] = *arrays[i].n;
  bool ok = write(user, &h, sizeof h);
  for (size_t i = 0; i < COUNT && ok; i++) {
    const void *bytes;
    memcpy(&bytes, arrays[i].v, sizeof bytes);
    ok = !*arrays[i].n || write(user, bytes, *arrays[i].n * arrays[i].size);
  }
  return ok && write(user, e->buckets, ((size_t)e->bucket_mask + 1) * sizeof *e->buckets) &&
         write(user, e->name_buckets, ((size_t)e->name_mask + 1) * sizeof *e->name_buckets);
}

bool eo_save_image(eo *e, bool (*write)(void *user, const void *bytes, size_t length), void *user)
{
  eo_enter(e);
  bool ok = !e->marks.n && compile_all(e);
  if (ok && !save(e, write, user)) ok = eo_fail(e, EO_WRONG, "the image cannot be written");
  return eo_leave(e, ok);
}

static const unsigned char *take(const unsigned char *from, const unsigned char *end, void *to, size_t size)
{
  if (!from || (size_t)(end - from) < size) return NULL;
  if (size) memcpy(to, from, size);
  return from + size;
}

static uint32_t *take_buckets(eo *e, const unsigned char **from, const unsigned char *end, uint32_t mask)
{
  size_t size = (size_t)mask + 1;
  uint32_t *buckets = eo_alloc_zero(e, size, sizeof *buckets);
  if (buckets) *from = take(*from, end, buckets, size * sizeof *buckets);
  else *from = NULL;
  return buckets;
}

bool eo_restore(eo *e, const void *image, size_t length)
{
  header h;
  array arrays[COUNT];
  const unsigned char *from = image, *end = from + length;
  from = take(from, end, &h, sizeof h);
  if (!from || memcmp(h.magic, magic, sizeof magic) != 0) return false;
  list_arrays(e, arrays);
  for (size_t i = 0; i < COUNT && from; i++) {
    /* Room for what a proof adds: more for terms, names and code never grow much. */
    size_t n = (size_t)h.count[i], room = n + (i == 0 ? 4096 : n / 8 + 16);
    if (n > length || !eo_grow(e, arrays[i].v, arrays[i].cap, room, arrays[i].size)) return false;
    void *to;
    memcpy(&to, arrays[i].v, sizeof to);
    from = take(from, end, to, n * arrays[i].size);
    *arrays[i].n = n;
  }
  e->bucket_mask = h.bucket_mask;
  e->name_mask = h.name_mask;
  e->numeral_type = h.numeral_type;
  e->string_type = h.string_type;
  if (from) e->buckets = take_buckets(e, &from, end, h.bucket_mask);
  if (from) e->name_buckets = take_buckets(e, &from, end, h.name_mask);
  return from == end;
}
