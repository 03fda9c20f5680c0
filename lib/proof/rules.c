/* rules.c: names of the rules. */
#include "proof/rules.h"

const char *rule_name(rule r)
{
  static const char *const names[RULE_COUNT] = {[RULE_NONE] = "",
#define X(id, name) [RULE_##id] = name,
                                                RULE_LIST(X)
#undef X
  };
  return names[r];
}
