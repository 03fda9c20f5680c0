/* stack.c: a second stack for the present thread, by the C library's contexts. Callbacks of the embedding program
 * thus stay in the thread in which it called us. The memory is reserved but touched only as deep as the work goes; a
 * page without access below it catches what goes deeper still. It does not come from the context's allocator, as that
 * cannot give such memory. */
#define _GNU_SOURCE
#include "sat/stack.h"

#include <pthread.h>
#include <stdint.h>
#include <sys/mman.h>
#include <ucontext.h>
#include <unistd.h>

typedef struct call {
  void (*work)(void *user);
  void *user;
  ucontext_t caller, callee;
} call;

/* Bytes left of the present stack; little, if that cannot be known. */
static size_t stack_left(void)
{
  pthread_attr_t attributes;
  void *lowest = NULL;
  size_t size = 0, left = 0;
  if (pthread_getattr_np(pthread_self(), &attributes))
    return 0;
  if (!pthread_attr_getstack(&attributes, &lowest, &size)) {
    uintptr_t here = (uintptr_t)__builtin_frame_address(0), end = (uintptr_t)lowest;
    if (here > end && here - end <= size)
      left = here - end;
  }
  pthread_attr_destroy(&attributes);
  return left;
}

/* makecontext passes integers only, so the pointer comes in halves. */
static void enter(unsigned high, unsigned low)
{
  call *c = (call *)((uintptr_t)high << 16 << 16 | (uintptr_t)low);
  c->work(c->user);
}

bool stack_run(size_t size, void (*work)(void *user), void *user)
{
  if (stack_left() >= size) {
    work(user);
    return true;
  }
  const size_t page = (size_t)sysconf(_SC_PAGESIZE);
  if (size > SIZE_MAX / 2)
    return false;
  const size_t mapped = (size + 2 * page - 1) / page * page;
  const int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK;
  char *const memory = mmap(NULL, mapped, PROT_READ | PROT_WRITE, flags, -1, 0);
  if (memory == MAP_FAILED)
    return false;
  call c = {.work = work, .user = user};
  bool good = !mprotect(memory, page, PROT_NONE) && !getcontext(&c.callee);
  if (good) {
    c.callee.uc_stack.ss_sp = memory;
    c.callee.uc_stack.ss_size = mapped;
    c.callee.uc_link = &c.caller;
    makecontext(&c.callee, (void (*)(void))enter, 2, (unsigned)((uintptr_t)&c >> 16 >> 16), (unsigned)(uintptr_t)&c);
    good = !swapcontext(&c.caller, &c.callee);
  }
  munmap(memory, mapped);
  return good;
}
