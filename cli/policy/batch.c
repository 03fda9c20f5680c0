#include "commands.h"
int command_batch(struct result *r) { (void)r; return STATUS_ERROR; }
