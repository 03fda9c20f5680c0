/* budgets.c: the table of budgets, and their values at the beginning. */
#include "base/budgets.h"

const budget_entry budget_table[] = {
#define BUDGET(name, value, least, most, unit, life, why)                                                              \
  {#name, offsetof(budgets, name), (value), (least), (most), LIFE_##life},
#include "base/budgets.def"
#undef BUDGET
};
const size_t budget_count = sizeof budget_table / sizeof *budget_table;

void budgets_init(budgets *b)
{
  *b = (budgets){
#define BUDGET(name, value, least, most, unit, life, why) .name = (value),
#include "base/budgets.def"
#undef BUDGET
  };
}

bool budgets_check(const budgets *b)
{
  for (size_t i = 0; i < budget_count; i++) {
    const budget_entry *e = &budget_table[i];
    uint32_t value = *(const uint32_t *)((const char *)b + e->offset);
    if (value < e->least || value > e->most)
      return false;
  }
  return true;
}
