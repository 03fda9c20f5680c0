// held.h: where the memory of the SAT solver is counted (new.cc) while one of its functions runs in this thread (cadical.cc).
#ifndef STRSMT_SAT_HELD_H
#define STRSMT_SAT_HELD_H

#include <cstddef>

extern thread_local std::size_t *sat_held; // bytes; null: nobody's

#endif
