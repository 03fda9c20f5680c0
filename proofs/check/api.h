/* api.h: what the program strsmt-check uses of the library besides its public interface. */
#ifndef CHECK_API_H
#define CHECK_API_H

#include "../../include/strsmt_check.h"

/* A checker with the signature whose top file is `path`, or the built-in one (NULL), with which a process can begin once without
 * a copy of it. */
strsmt_checker *checker_of_program(const char *path);
/* What messages call the problem and the proof from now on. Both names must live. */
void checker_name_inputs(strsmt_checker *c, const char *script, const char *proof);

#endif
