/* report.h: lines for the caller's log. Nothing is formatted for a level that nobody listens to. */
#ifndef STRSMT_BASE_REPORT_H
#define STRSMT_BASE_REPORT_H

#include <strsmt.h>

/* 1: checks, answers, cores; 2: candidate models and lemmas, too. */
typedef struct reporter {
  strsmt_log log; /* NULL: none */
  void *user;
  unsigned level;
} reporter;

static inline bool report_wanted(const reporter *r, unsigned level)
{
  return r->log && level <= r->level;
}
/* One line, without a line end, cut off after some hundred bytes. */
void report_line(const reporter *r, unsigned level, const char *format, ...) __attribute__((format(printf, 3, 4)));

#endif
