/* concat.c: one walk over the nest, depth first and from left to right, with an explicit path. The value is written
 * into one buffer on the way; a level that occurs again is copied from where it was written first. */
#include "term/concat.h"

#include "base/map.h"

typedef struct place {
  term application;
  size_t next; /* the first argument that has not been looked at */
} place;

typedef struct walk {
  terms *t;
  mem *m;
  limits *l;
  concat_known known;
  void *user;
  key_map levels; /* those that have been entered: where their values are in `out`, as 2^32 * start + end */
  STACK(place) path;
  STACK(uint32_t) out;
} walk;

static void walk_end(walk *w)
{
  key_map_free(w->m, &w->levels);
  stack_free(w->m, &w->path);
  stack_free(w->m, &w->out);
}

/* ---- levels ---- */

static bool is_level(const terms *t, term a, concat_known known, void *user)
{
  term value;
  return term_kind(t, a) == STRSMT_STR_CONCAT && !known(user, a, &value);
}

bool concat_is_nest(terms *t, term a, concat_known known, void *user)
{
  if (term_kind(t, a) != STRSMT_STR_CONCAT)
    return false;
  for (size_t i = 0; i < term_arity(t, a); i++)
    if (is_level(t, term_arg(t, a, i), known, user))
      return true;
  return false;
}

static bool enter(walk *w, term a)
{
  return key_map_put(w->m, &w->levels, a, (uint64_t)w->out.size << 32 | w->out.size) &&
         stack_push(w->m, &w->path, ((place){a, 0}));
}

/* ---- the value so far ---- */

static bool make_room(walk *w, size_t length)
{
  /* Few levels can make a long value: the length counts, too. */
  if (length > UINT32_MAX - w->out.size)
    w->m->oom = true;
  return !mem_failed(w->m) && !limits_poll_many(w->l, 1 + length / 64) &&
         stack_reserve(w->m, &w->out, w->out.size + length);
}

static bool repeat(walk *w, size_t start, size_t end)
{
  size_t length = end - start;
  if (!make_room(w, length))
    return false;
  if (length)
    memcpy(w->out.data + w->out.size, w->out.data + start, length * sizeof *w->out.data);
  w->out.size += length;
  return true;
}

static bool append(walk *w, term literal)
{
  size_t length;
  const uint32_t *codes = term_codes(w->t, literal, &length);
  if (!make_room(w, length))
    return false;
  if (length)
    memcpy(w->out.data + w->out.size, codes, length * sizeof *codes);
  w->out.size += length;
  return true;
}

/* ---- walking ---- */

/* Goes on to the next part. 0: there is none, or the walk stopped (*ok is false then). */
static term next_part(walk *w, bool *ok)
{
  while ((*ok = *ok && !limits_poll(w->l)) && w->path.size) {
    place *p = &stack_top(&w->path);
    if (p->next == term_arity(w->t, p->application)) {
      uint64_t *level = key_map_find(&w->levels, p->application);
      *level = (*level & ~(uint64_t)UINT32_MAX) | w->out.size;
      (void)stack_pop(&w->path);
      continue;
    }
    term a = term_arg(w->t, p->application, p->next++);
    if (!is_level(w->t, a, w->known, w->user))
      return a;
    const uint64_t *seen = key_map_find(&w->levels, a);
    *ok = seen ? repeat(w, *seen >> 32, *seen & UINT32_MAX) : enter(w, a);
  }
  return 0;
}

bool concat_parts(terms *t, limits *l, term root, concat_known known, void *user, term_list *parts)
{
  walk w = {.t = t, .m = terms_mem(t), .l = l, .known = known, .user = user};
  bool ok = enter(&w, root);
  term value;
  for (term part; (part = next_part(&w, &ok));)
    ok = known(user, part, &value) || stack_push(w.m, parts, part);
  walk_end(&w);
  return ok;
}

term concat_value(terms *t, limits *l, term root, concat_known known, void *user, term_list *without)
{
  walk w = {.t = t, .m = terms_mem(t), .l = l, .known = known, .user = user};
  bool ok = enter(&w, root), valued = true;
  for (term part; valued && (part = next_part(&w, &ok));) {
    term value;
    valued = known(user, part, &value) && value;
    ok = !valued || append(&w, value);
  }
  for (size_t i = 0; ok && !valued && i < w.path.size; i++)
    ok = stack_push(w.m, without, w.path.data[i].application);
  term value = ok && valued ? terms_string(t, w.out.data, w.out.size) : 0;
  walk_end(&w);
  return value;
}
