// fail_new.cc: operator new for tests: counts live blocks and fails at the n-th allocation, as an allocator of C++
// fails: by std::bad_alloc.
#include "fail_new.h"

#include <cstdlib>
#include <new>

fail_new_state fail_new;

static void *allocate(std::size_t size) noexcept
{
  fail_new.calls++;
  if (fail_new.fail_at &&
      (fail_new.fail_once ? fail_new.calls == fail_new.fail_at : fail_new.calls >= fail_new.fail_at))
    return nullptr;
  void *p = std::malloc(size ? size : 1);
  fail_new.blocks += p != nullptr;
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
  fail_new.blocks -= p != nullptr;
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
