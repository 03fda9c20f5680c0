/* builtins.h: the symbols of the theories Core, Ints and Strings, and their application. */
#ifndef FRONT_BUILTINS_H
#define FRONT_BUILTINS_H

#include "reader.h"

/* Binds every symbol of the table. */
void fr_bind_builtins(fr_reader *reader);
/* The number of indices that the symbol takes, 0 for most. */
unsigned fr_builtin_indices(uint32_t builtin);
/* Applies a symbol to `count` values, after checking their number and sorts. Warns once of each spelling of SMT-LIB
 * 2.5. */
bool fr_apply_builtin(fr_reader *reader, uint32_t builtin, const fr_frame *frame, const fr_value *values, size_t count,
                      fr_value *result);
/* Recorded as a mistake unless the value has the sort. `what` names it: "argument 2 of str.at". */
bool fr_demand_sort(fr_reader *reader, const fr_value *value, strsmt_sort sort, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

#endif
