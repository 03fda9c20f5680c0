/* fail_new.h: the operator new of a test program (fail_new.cc). */
#ifndef STRSMT_TESTS_FAIL_NEW_H
#define STRSMT_TESTS_FAIL_NEW_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct fail_new_state {
  size_t calls, blocks; /* asked for; live */
  size_t fail_at;       /* this one and all later ones fail; 0: none does */
  bool fail_once;       /* only this one */
} fail_new_state;

extern fail_new_state fail_new;

#ifdef __cplusplus
}
#endif
#endif
