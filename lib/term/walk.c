/* walk.c: depth first with an explicit stack. A term stays on the stack until nothing is pushed on top of it: what it
 * needs is then known. One that is needed from several places may be on the stack more than once; all but the first to
 * come up are known by then. */
#include "term/walk.h"

bool term_walk_arguments(const terms *t, mem *m, term a, term_list *out)
{
  size_t arity = term_arity(t, a);
  if (!stack_reserve(m, out, out->size + arity))
    return false;
  for (size_t i = arity; i-- > 0;)
    out->data[out->size++] = term_arg(t, a, i);
  return true;
}

/* Leaves out what is known of what was appended from `start` on. */
static void drop_known(term_list *todo, size_t start, const term_visitor *v, const void *user)
{
  size_t kept = start;
  for (size_t i = start; i < todo->size; i++)
    if (!v->known(user, todo->data[i]))
      todo->data[kept++] = todo->data[i];
  todo->size = kept;
}

bool term_walk(const terms *t, mem *m, limits *l, term_list *todo, term root, const term_visitor *v, void *user)
{
  size_t bottom = todo->size;
  bool ok = stack_push(m, todo, root);
  while (ok && todo->size > bottom) {
    term a = stack_top(todo);
    size_t before = todo->size;
    if (l && limits_poll(l)) {
      ok = false;
      break;
    }
    if (v->known(user, a)) {
      (void)stack_pop(todo);
      continue;
    }
    ok = v->needs ? v->needs(user, a, todo) : term_walk_arguments(t, m, a, todo);
    assert(todo->size >= before);
    drop_known(todo, before, v, user);
    if (ok && todo->size == before) {
      (void)stack_pop(todo);
      ok = v->visit(user, a);
      assert(!ok || v->known(user, a));
    }
  }
  todo->size = bottom;
  return ok;
}
