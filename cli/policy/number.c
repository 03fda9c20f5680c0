/* number.c: decimal texts; the proleptic Gregorian calendar by counting days from 1 March, as in H. Hinnant,
 * "chrono-compatible low-level date algorithms". */
#include "number.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static size_t digits_at(const char *text)
{
  return strspn(text, "0123456789");
}

/* Fills in a number from the digits before and behind the point. */
static void fill(struct pool *pool, bool negative, const char *whole, size_t whole_size, const char *fraction,
                 size_t size, struct number *out)
{
  while (whole_size > 1 && *whole == '0')
    whole++, whole_size--;
  while (size > 0 && fraction[size - 1] == '0')
    size--;
  out->whole = whole_size ? pool_format(pool, "%.*s", (int)whole_size, whole) : "0";
  out->fraction = pool_format(pool, "%.*s", (int)size, fraction);
  out->negative = negative && (strcmp(out->whole, "0") != 0 || size != 0);
}

const char *number_read(struct pool *pool, const char *text, struct number *out)
{
  const char *p = text + (*text == '-' || *text == '+');
  const size_t whole = digits_at(p);
  const char *point = p + whole;
  const size_t fraction = *point == '.' ? digits_at(point + 1) : 0;
  const char *end = *point == '.' ? point + 1 + fraction : point;
  if (*end || !whole || (*point == '.' && !fraction))
    return "not a decimal number";
  fill(pool, *text == '-', p, whole, *point == '.' ? point + 1 : point, fraction, out);
  return NULL;
}

static int64_t days_of(int64_t year, int64_t month, int64_t day)
{
  year -= month <= 2;
  const int64_t era = (year >= 0 ? year : year - 399) / 400, of_era = year - era * 400;
  const int64_t of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static void date_of(int64_t days, int64_t *year, int64_t *month, int64_t *day)
{
  days += 719468;
  const int64_t era = (days >= 0 ? days : days - 146096) / 146097, of_era = days - era * 146097;
  const int64_t y = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  const int64_t of_year = of_era - (365 * y + y / 4 - y / 100), m = (5 * of_year + 2) / 153;
  *day = of_year - (153 * m + 2) / 5 + 1;
  *month = m < 10 ? m + 3 : m - 9;
  *year = y + era * 400 + (*month <= 2);
}

/* Exactly `count` digits at *text, behind the character `before` (0: none). False if they are not there. */
static bool take(const char **text, char before, size_t count, int64_t low, int64_t high, int64_t *value)
{
  const char *p = *text;
  if (before && *p++ != before)
    return false;
  if (digits_at(p) < count)
    return false;
  *value = 0;
  for (size_t i = 0; i < count; i++)
    *value = 10 * *value + (*p++ - '0');
  *text = p;
  return *value >= low && *value <= high;
}

/* Z, +hh:mm or -hh:mm up to the end of the text: the seconds to subtract. */
static bool take_zone(const char *p, int64_t *seconds)
{
  int64_t hours, minutes;
  *seconds = 0;
  if (!strcmp(p, "Z"))
    return true;
  const char sign = *p;
  if (sign != '+' && sign != '-')
    return false;
  if (!take(&p, sign, 2, 0, 23, &hours) || !take(&p, ':', 2, 0, 59, &minutes) || *p)
    return false;
  *seconds = (hours * 3600 + minutes * 60) * (sign == '-' ? -1 : 1);
  return true;
}

/* The time of day and zone behind a date. The fraction of a second is left as digits of the text. */
static bool take_time(const char *p, int64_t *seconds, const char **fraction, size_t *fraction_size)
{
  int64_t hours, minutes, zone, of_minute = 0;
  if (!take(&p, 'T', 2, 0, 23, &hours) || !take(&p, ':', 2, 0, 59, &minutes))
    return false;
  if (*p == ':') {
    if (!take(&p, ':', 2, 0, 59, &of_minute))
      return false;
    if (*p == '.') {
      *fraction = p + 1;
      *fraction_size = digits_at(p + 1);
      if (!*fraction_size)
        return false;
      p = *fraction + *fraction_size;
    }
  }
  if (!take_zone(p, &zone))
    return false;
  *seconds += hours * 3600 + minutes * 60 + of_minute - zone;
  return true;
}

static int64_t days_in(int64_t year, int64_t month)
{
  return month == 12 ? 31 : days_of(year, month + 1, 1) - days_of(year, month, 1);
}

const char *date_read(struct pool *pool, const char *text, struct number *out)
{
  static const char wrong[] = "neither a date of ISO 8601 (such as 2026-01-31T12:00:00Z) nor seconds since 1970";
  int64_t year, month, day = 1;
  const char *p = text, *fraction = "";
  size_t fraction_size = 0;
  if (digits_at(text) == 4 && !text[4])
    return "a year or seconds since 1970? write the date in full";
  if (text[0] == '-' || text[0] == '+' || digits_at(text) > 4 || text[digits_at(text)] != '-')
    return number_read(pool, text, out) ? wrong : NULL;
  if (!take(&p, 0, 4, 0, 9999, &year) || !take(&p, '-', 2, 1, 12, &month))
    return wrong;
  if (*p == '-' && !take(&p, '-', 2, 1, days_in(year, month), &day))
    return wrong;
  int64_t seconds = days_of(year, month, day) * 86400;
  if (*p && (p - text != 10 || !take_time(p, &seconds, &fraction, &fraction_size)))
    return wrong;
  if (seconds < 0 && strspn(fraction, "0") < fraction_size)
    return "a fraction of a second before 1970";
  const char *whole = pool_format(pool, "%lld", (long long)(seconds < 0 ? -seconds : seconds));
  fill(pool, seconds < 0, whole, strlen(whole), fraction, fraction_size, out);
  return NULL;
}

const char *number_scaled(struct pool *pool, const struct number *n, size_t digits)
{
  const size_t have = strlen(n->fraction);
  char *zeros = pool_take(pool, digits - have + 1, 1);
  memset(zeros, '0', digits - have);
  const char *text = pool_format(pool, "%s%s%s", n->whole, n->fraction, zeros);
  while (text[0] == '0' && text[1])
    text++;
  return pool_format(pool, "%s%s", n->negative ? "-" : "", text);
}

const char *number_show(struct pool *pool, const char *scaled, size_t digits)
{
  const bool negative = *scaled == '-';
  const char *text = scaled + negative;
  size_t size = strlen(text), kept = digits;
  if (size <= digits) {
    char *padded = pool_take(pool, digits + 2, 1);
    memset(padded, '0', digits + 1 - size);
    memcpy(padded + digits + 1 - size, text, size);
    text = padded;
    size = digits + 1;
  }
  while (kept > 0 && text[size - digits + kept - 1] == '0')
    kept--;
  return pool_format(pool, "%s%.*s%s%.*s", negative ? "-" : "", (int)(size - digits), text, kept ? "." : "", (int)kept,
                     text + size - digits);
}

const char *date_show(struct pool *pool, const char *scaled, size_t digits)
{
  const char *plain = number_show(pool, scaled, digits), *point = strchr(plain, '.');
  const size_t whole = point ? (size_t)(point - plain) : strlen(plain);
  int64_t year, month, day;
  if (whole > 14 || (*plain == '-' && point))
    return plain;
  const int64_t seconds = strtoll(plain, NULL, 10), of_day = (seconds % 86400 + 86400) % 86400;
  date_of((seconds - of_day) / 86400, &year, &month, &day);
  if (year < 1 || year > 9999)
    return plain;
  return pool_format(pool, "%04d-%02d-%02dT%02d:%02d:%02d%sZ", (int)year, (int)month, (int)day, (int)(of_day / 3600),
                     (int)(of_day / 60 % 60), (int)(of_day % 60), point ? point : "");
}
