/* report.c: formats one line on the stack and hands it to the caller's log. */
#include "base/report.h"

#include <stdarg.h>
#include <stdio.h>

void report_line(const reporter *r, unsigned level, const char *format, ...)
{
  char line[400];
  va_list list;
  if (!report_wanted(r, level))
    return;
  va_start(list, format);
  vsnprintf(line, sizeof line, format, list);
  va_end(list);
  r->log(r->user, level, line);
}
