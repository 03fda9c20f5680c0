#include "result.h"
bool result_evidence(const struct result *r, const char *folder) { (void)r; (void)folder; return false; }
