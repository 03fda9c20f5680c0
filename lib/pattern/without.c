/* without.c: the public functions on patterns in a library that is built without them. */
#include "api/context.h"

static void refuse(strsmt *s, const char *function)
{
  if (context_ready(s, function))
    context_fail(s, STRSMT_ERROR_STATE, function, "this library was built without patterns (meson option `pattern`)");
}

strsmt_term strsmt_make_pattern(strsmt *s, const strsmt_pattern *pattern)
{
  (void)pattern;
  refuse(s, __func__);
  return STRSMT_NO_TERM;
}

bool strsmt_pattern_matches(strsmt *s, const strsmt_pattern *pattern, const uint32_t *chars, size_t length,
                            bool *matches)
{
  (void)pattern, (void)chars, (void)length, (void)matches;
  refuse(s, __func__);
  return false;
}

const strsmt_pattern_report *strsmt_get_pattern_report(const strsmt *s)
{
  return s ? &s->pattern_report : NULL;
}
