/* budgets.h: the numbers that bound work, as one struct, which stands in the limits of a context. budgets.def is the table,
 * with the reason of each. Whoever counts against a budget of life CHECK begins anew with each check. */
#ifndef STRSMT_BASE_BUDGETS_H
#define STRSMT_BASE_BUDGETS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct budgets {
#define BUDGET(name, value, least, most, unit, life, why) uint32_t name;
#include "base/budgets.def"
#undef BUDGET
} budgets;

typedef enum budget_life { LIFE_CALL, LIFE_CHECK, LIFE_CONTEXT } budget_life;

typedef struct budget_entry {
  const char *name;
  size_t offset; /* in the struct */
  uint32_t value, least, most;
  budget_life life;
} budget_entry;

extern const budget_entry budget_table[]; /* in the order of budgets.def */
extern const size_t budget_count;

void budgets_init(budgets *b); /* the values of the table */
static inline uint32_t *budgets_at(budgets *b, const budget_entry *e)
{
  return (uint32_t *)((char *)b + e->offset);
}
bool budgets_check(const budgets *b); /* is each within its range? */

#endif
