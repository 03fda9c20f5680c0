/* stack.h: work that may recurse deeper than the caller's stack allows. */
#ifndef STRSMT_SAT_STACK_H
#define STRSMT_SAT_STACK_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Calls work(user), in this thread, with at least `size` bytes of stack: on the present one if it has them, else on
 * one that is made for this call. No exception and no longjmp may leave `work`. False, and nothing was called, if
 * there is no memory for it. */
bool stack_run(size_t size, void (*work)(void *user), void *user);

#ifdef __cplusplus
}
#endif

#endif
