// new.cc: operator new and delete of the library's C++ part, which is CaDiCaL: malloc's, and what a context's SAT solvers hold is
// added up where `sat_held` points. The library hides these operators (version script, local archive): a host's own are not
// replaced, and its blocks are never counted. A block may pass between these operators and those of the C++ runtime, as both are
// malloc's; then the sum is off by that block, and never below 0.
//
// Left out where a sanitizer has its own operators.
#include "sat/held.h"

#include <cstdlib>
#include <malloc.h>
#include <new>

static void *allocate(std::size_t size) noexcept
{
  void *p = std::malloc(size ? size : 1);
  if (p && sat_held)
    *sat_held += malloc_usable_size(p);
  return p;
}

static void *allocate_or_throw(std::size_t size)
{
  void *p = allocate(size);
  if (!p)
    throw std::bad_alloc();
  return p;
}

static void release(void *p) noexcept
{
  if (p && sat_held) {
    std::size_t size = malloc_usable_size(p);
    *sat_held -= size < *sat_held ? size : *sat_held;
  }
  std::free(p);
}

void *operator new(std::size_t size) { return allocate_or_throw(size); }
void *operator new[](std::size_t size) { return allocate_or_throw(size); }
void *operator new(std::size_t size, const std::nothrow_t &) noexcept { return allocate(size); }
void *operator new[](std::size_t size, const std::nothrow_t &) noexcept { return allocate(size); }
void operator delete(void *p) noexcept { release(p); }
void operator delete[](void *p) noexcept { release(p); }
void operator delete(void *p, std::size_t) noexcept { release(p); }
void operator delete[](void *p, std::size_t) noexcept { release(p); }
