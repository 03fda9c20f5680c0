/* _native.c: what the package does in C: copying terms from one context to another, without Python's lock, and the
 * callbacks of a check, which the end of the interpreter switches off. Public interface only.
 * What stands above the line "end of the interface" is also read by cffi. */
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <strsmt.h>

/* A copy of terms: what each became, by its number (0: not copied yet), and the constants among them, in order. */
typedef struct strsmt_python_map {
  strsmt_term *to;
  size_t size;
  strsmt_term *constants;
  size_t constant_count, constant_capacity;
  strsmt_term *stack;
  size_t depth, stack_capacity;
} strsmt_python_map;

/* What a script answers. */
typedef struct strsmt_python_output {
  char *data;
  size_t size, capacity;
} strsmt_python_output;

/* For the end of the interpreter: no check calls Python from then on. How many are in a call now? */
static int strsmt_python_close(void);
static void strsmt_python_watch(void *user, const struct strsmt_statistics *statistics);
static void strsmt_python_listen(void *user, unsigned level, const char *line);

static strsmt_python_map *strsmt_python_map_new(void);
static void strsmt_python_map_delete(strsmt_python_map *m);
/* The copy in `to` of a term of `from`; STRSMT_NO_TERM after an error, which a context has, or without memory. */
static strsmt_term strsmt_python_copy(strsmt_python_map *m, strsmt *from, strsmt *to, strsmt_term root);
/* Makes `root` a copy that is done. False if there is no memory. */
static bool strsmt_python_map_set(strsmt_python_map *m, strsmt_term root, strsmt_term copy);
static strsmt_python_output *strsmt_python_output_new(void);
static void strsmt_python_output_delete(strsmt_python_output *o);
static bool strsmt_python_write(void *output, const char *text, size_t size);
/* end of the interface */

/* in Python */
static void strsmt_python_progress(void *user, const struct strsmt_statistics *statistics);
static void strsmt_python_log(void *user, unsigned level, const char *line);

static atomic_int inside;
static atomic_bool closed;

static int strsmt_python_close(void)
{
  atomic_store(&closed, true);
  return atomic_load(&inside);
}

static void strsmt_python_watch(void *user, const struct strsmt_statistics *statistics)
{
  atomic_fetch_add(&inside, 1);
  if (!atomic_load(&closed))
    strsmt_python_progress(user, statistics);
  atomic_fetch_sub(&inside, 1);
}

static void strsmt_python_listen(void *user, unsigned level, const char *line)
{
  atomic_fetch_add(&inside, 1);
  if (!atomic_load(&closed))
    strsmt_python_log(user, level, line);
  atomic_fetch_sub(&inside, 1);
}

/* Room for `size` elements; the new ones are zero. */
static bool reserve(void **data, size_t *capacity, size_t size, size_t element)
{
  if (size <= *capacity)
    return true;
  size_t wanted = size + size / 2 + 64;
  char *grown = realloc(*data, wanted * element);
  if (!grown)
    return false;
  memset(grown + *capacity * element, 0, (wanted - *capacity) * element);
  *data = grown;
  *capacity = wanted;
  return true;
}

static strsmt_python_output *strsmt_python_output_new(void)
{
  return calloc(1, sizeof(strsmt_python_output));
}

static void strsmt_python_output_delete(strsmt_python_output *o)
{
  free(o->data);
  free(o);
}

static bool strsmt_python_write(void *output, const char *text, size_t size)
{
  strsmt_python_output *o = output;
  if (!reserve((void **)&o->data, &o->capacity, o->size + size, 1))
    return false;
  memcpy(o->data + o->size, text, size);
  o->size += size;
  return true;
}

static strsmt_python_map *strsmt_python_map_new(void)
{
  return calloc(1, sizeof(strsmt_python_map));
}

static void strsmt_python_map_delete(strsmt_python_map *m)
{
  free(m->to);
  free(m->constants);
  free(m->stack);
  free(m);
}

static bool strsmt_python_map_set(strsmt_python_map *m, strsmt_term root, strsmt_term copy)
{
  if (!reserve((void **)&m->to, &m->size, (size_t)root + 1, sizeof *m->to))
    return false;
  m->to[root] = copy;
  return true;
}

static bool push(strsmt_python_map *m, strsmt_term t)
{
  if (!reserve((void **)&m->stack, &m->stack_capacity, m->depth + 1, sizeof *m->stack) ||
      !reserve((void **)&m->to, &m->size, (size_t)t + 1, sizeof *m->to))
    return false;
  m->stack[m->depth++] = t;
  return true;
}

static strsmt_term copy_constant(strsmt_python_map *m, strsmt *from, strsmt *to, strsmt_term t)
{
  if (!reserve((void **)&m->constants, &m->constant_capacity, m->constant_count + 1, sizeof *m->constants))
    return STRSMT_NO_TERM;
  m->constants[m->constant_count++] = t;
  return strsmt_make_constant(to, strsmt_term_name(from, t), strsmt_term_sort(from, t));
}

static strsmt_term copy_int(strsmt *from, strsmt *to, strsmt_term t)
{
  int64_t small;
  if (strsmt_term_int64(from, t, &small))
    return strsmt_make_int(to, small);
  size_t length = strsmt_term_decimal(from, t, NULL, 0);
  char *text = malloc(length + 1);
  if (!text)
    return STRSMT_NO_TERM;
  strsmt_term_decimal(from, t, text, length + 1);
  strsmt_term copy = strsmt_make_int_text(to, text);
  free(text);
  return copy;
}

/* The arguments have been copied. */
static strsmt_term copy_application(const strsmt_python_map *m, strsmt *from, strsmt *to, strsmt_term t)
{
  size_t arity = strsmt_term_arity(from, t), count = strsmt_term_index_count(from, t);
  uint32_t indices[2] = {0};
  strsmt_term few[8], *args = arity <= 8 ? few : malloc(arity * sizeof *args);
  if (!args)
    return STRSMT_NO_TERM;
  for (size_t i = 0; i < arity; i++)
    args[i] = m->to[strsmt_term_child(from, t, i)];
  for (size_t i = 0; i < count && i < 2; i++)
    indices[i] = strsmt_term_index(from, t, i);
  strsmt_kind kind = strsmt_term_kind(from, t);
  strsmt_term copy =
      count ? strsmt_make_indexed(to, kind, count, indices, arity, args) : strsmt_make(to, kind, arity, args);
  if (args != few)
    free(args);
  return copy;
}

static strsmt_term copy_one(strsmt_python_map *m, strsmt *from, strsmt *to, strsmt_term t)
{
  size_t length;
  const uint32_t *codes;
  if (from == to && !strsmt_term_arity(from, t)) /* a substitution */
    return t;
  switch (strsmt_term_kind(from, t)) {
  case STRSMT_CONSTANT:
    return copy_constant(m, from, to, t);
  case STRSMT_TRUE:
    return strsmt_make_bool(to, true);
  case STRSMT_FALSE:
    return strsmt_make_bool(to, false);
  case STRSMT_INT_LITERAL:
    return copy_int(from, to, t);
  case STRSMT_STRING_LITERAL:
    codes = strsmt_term_codes(from, t, &length);
    return strsmt_make_string_codes(to, codes, length);
  default:
    return copy_application(m, from, to, t);
  }
}

/* Depth first, with a stack of its own: terms can be nested deeply. */
static strsmt_term strsmt_python_copy(strsmt_python_map *m, strsmt *from, strsmt *to, strsmt_term root)
{
  m->depth = 0;
  if (!push(m, root))
    return STRSMT_NO_TERM;
  while (m->depth) {
    strsmt_term t = m->stack[m->depth - 1];
    size_t before = m->depth, arity = m->to[t] ? 0 : strsmt_term_arity(from, t);
    for (size_t i = arity; i-- > 0;) {
      strsmt_term child = strsmt_term_child(from, t, i);
      if ((child >= m->size || !m->to[child]) && !push(m, child))
        return STRSMT_NO_TERM;
    }
    if (m->depth > before)
      continue;
    if (!m->to[t] && !(m->to[t] = copy_one(m, from, to, t)))
      return STRSMT_NO_TERM;
    m->depth--;
  }
  return m->to[root];
}
