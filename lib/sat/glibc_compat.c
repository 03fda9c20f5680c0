/* glibc_compat.c: functions that a CaDiCaL compiled with a newer C library asks for and an older one does not have.
 * Compiled only when the link fails without them (see meson.build). Their meaning is that of the old names; what C23
 * adds to them (0b binary constants) CaDiCaL does not use. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

/* Hidden, so that a program that has its own is not disturbed. */
#define HIDDEN __attribute__((visibility("hidden")))

#ifdef __cplusplus /* where the build tries whether it links */
extern "C" {
#endif
HIDDEN int __isoc23_fscanf(FILE *file, const char *format, ...);
HIDDEN int __isoc23_sscanf(const char *text, const char *format, ...);
HIDDEN long __isoc23_strtol(const char *text, char **end, int base);
HIDDEN unsigned long __isoc23_strtoul(const char *text, char **end, int base);
HIDDEN long long __isoc23_strtoll(const char *text, char **end, int base);
HIDDEN unsigned long long __isoc23_strtoull(const char *text, char **end, int base);
#ifdef __cplusplus
}
#endif

int __isoc23_fscanf(FILE *file, const char *format, ...)
{
  va_list args;
  va_start(args, format);
  int result = vfscanf(file, format, args);
  va_end(args);
  return result;
}

int __isoc23_sscanf(const char *text, const char *format, ...)
{
  va_list args;
  va_start(args, format);
  int result = vsscanf(text, format, args);
  va_end(args);
  return result;
}

long __isoc23_strtol(const char *text, char **end, int base)
{
  return strtol(text, end, base);
}

unsigned long __isoc23_strtoul(const char *text, char **end, int base)
{
  return strtoul(text, end, base);
}

long long __isoc23_strtoll(const char *text, char **end, int base)
{
  return strtoll(text, end, base);
}

unsigned long long __isoc23_strtoull(const char *text, char **end, int base)
{
  return strtoull(text, end, base);
}
