/* budget.h: the memory and the steps that one check may use, shared by everything that takes part in it: the terms (eo.h)
 * and all else (base.h). Memory comes from the embedder's allocator. A step is a call of a program, or some work of about
 * the same length: so many characters, members of a list or literals looked at. Running out of either, and being stopped,
 * is reported by whoever notices first; a limit that was reached never looks like a proof that is wrong. */
#ifndef CHECK_BUDGET_H
#define CHECK_BUDGET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* As realloc: `block` NULL is a new block, `new_size` 0 frees and gives NULL; NULL otherwise: there is none. */
typedef void *(*budget_allocator)(void *user, void *block, size_t old_size, size_t new_size);

typedef struct budget {
  size_t bytes, peak, most_bytes; /* most 0: no limit */
  uint64_t steps, most_steps;
  size_t bytes_each; /* how much each byte of input adds to the limits */
  uint64_t steps_each;
  bool (*stop)(void *user); /* asked now and then; true: give up. May be NULL */
  void *stop_user;
  budget_allocator allocate; /* NULL: that of the C library */
  void *allocate_user;
} budget;

/* NULL without memory or over the limit; then nothing changed. */
void *budget_resize(budget *b, void *block, size_t old_size, size_t new_size);
/* Counts bytes that are not allocated here. */
bool budget_count(budget *b, size_t bytes);
/* Would these bytes more be over the limit? */
bool budget_is_over(const budget *b, size_t more);
/* So many bytes of problem or proof are going to be read. */
void budget_read(budget *b, size_t bytes);
/* Counts steps. NULL, or why to give up: for a message. */
const char *budget_spend(budget *b, uint64_t steps);

#endif
