/* trail.h: what to take back, level by level. TRAIL(type) name; {0} is the empty one, at level 0. Who changes something
 * that must be undone notes an entry that says how; going back to a level hands the entries made since to the caller,
 * last one first.
 *
 * Invariant: `levels` ascends, and no level begins after the last entry. */
#ifndef STRSMT_BASE_TRAIL_H
#define STRSMT_BASE_TRAIL_H

#include "base/array.h"

#define TRAIL(type)                                                                                                    \
  struct {                                                                                                             \
    STACK(type) entries;                                                                                               \
    size_list levels; /* how many entries there were when each was opened */                                           \
  }
#define trail_note(m, t, entry) stack_push((m), &(t)->entries, (entry))
#define trail_open(m, t) stack_push((m), &(t)->levels, (t)->entries.size)
#define trail_level(t) ((t)->levels.size)
/* How many entries are left at that level, which is at most the present one. */
#define trail_kept(t, level) ((level) < (t)->levels.size ? (t)->levels.data[level] : (t)->entries.size)
/* Goes back to a level: undo(user, entry) is called for each entry made since. It must not note or open. */
#define trail_back(t, level, undo, user)                                                                               \
  do {                                                                                                                 \
    assert((level) <= (t)->levels.size);                                                                               \
    for (size_t kept_ = trail_kept((t), (level)); (t)->entries.size > kept_;)                                          \
      undo((user), stack_pop(&(t)->entries));                                                                          \
    (t)->levels.size = (level);                                                                                        \
  } while (0)
#define trail_clear(t) (stack_clear(&(t)->entries), stack_clear(&(t)->levels))
#define trail_free(m, t) (stack_free((m), &(t)->entries), stack_free((m), &(t)->levels))
bool trail_check_(const size_list *levels, size_t entries); /* array.c */
#define trail_check(t) (stack_is_sound(&(t)->entries) && trail_check_(&(t)->levels, (t)->entries.size))

#endif
