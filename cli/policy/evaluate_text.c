/* evaluate_text.c: comparisons of one value with one value. */
#define _DEFAULT_SOURCE
#include "evaluate.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

/* ---- patterns ---- */

/* One byte of a pattern: itself, or a wildcard. `given`: written in the policy, not brought by a variable. */
struct piece {
  char byte;
  char wild; /* 0, '*' or '?' */
  bool given;
};

json_t *evaluate_key(const json_t *request, const char *key)
{
  const char *name;
  json_t *values, *context = json_object_get(request, "context");
  json_object_foreach(context, name, values) if (!strcasecmp(name, key) && json_array_size(values)) return values;
  return NULL;
}

static struct piece *put(struct piece *at, const char *text, size_t size, bool given)
{
  while (size--)
    *at++ = (struct piece){*text++, 0, given};
  return at;
}

/* The value of the variable between the braces; false if there is none. */
static bool variable_value(const struct evaluation *e, const char *inside, size_t size, const char **value,
                           size_t *length)
{
  char name[300];
  const char *comma = memchr(inside, ',', size);
  const size_t name_size = comma ? (size_t)(comma - inside) : size;
  if (name_size >= sizeof name)
    return false;
  size_t n = 0;
  for (size_t i = 0; i < name_size; i++)
    if (inside[i] != ' ')
      name[n++] = inside[i];
  name[n] = 0;
  const json_t *values = evaluate_key(e->request, name);
  *value = json_string_value(json_array_get(values, 0));
  if (*value)
    *length = strlen(*value);
  else if (comma) {
    const char *open = memchr(comma, '\'', size - name_size);
    if (!open)
      return false;
    *value = open + 1;
    *length = (size_t)(strrchr(open, '\'') - open - 1);
    while (*length && (*value)[*length] != '\'')
      --*length;
  }
  return *value;
}

/* The pattern's pieces; NULL if a variable has no value. `*end` is set behind the last. */
static struct piece *expand(const struct evaluation *e, const char *p, bool wild, bool variables, struct piece **end)
{
  const size_t room = strlen(p) + 1;
  size_t brought = 0;
  for (const char *at = p; variables && (at = strstr(at, "${")); at += 2) {
    const char *value = NULL;
    size_t length = 0;
    if (variable_value(e, at + 2, strcspn(at + 2, "}"), &value, &length))
      brought += length;
  }
  struct piece *all = calloc(room + brought, sizeof *all), *to = all;
  while (all && *p) {
    if (variables && p[0] == '$' && p[1] == '{') {
      const size_t size = strcspn(p + 2, "}");
      const char *value = p + 2;
      size_t length = 1;
      if (!(size == 1 && strchr("*?$", p[2])) && !variable_value(e, p + 2, size, &value, &length)) {
        free(all);
        return NULL;
      }
      to = put(to, value, length, false);
      p += 3 + size;
    } else {
      *to++ = (struct piece){*p, wild && strchr("*?", *p) ? *p : 0, true};
      p++;
    }
  }
  *end = to;
  return all;
}

static bool same(char a, char b, bool fold)
{
  return fold ? tolower((unsigned char)a) == tolower((unsigned char)b) : a == b;
}

/* Greedy matching with one place to come back to: where the last star was. */
static bool fits(const struct piece *p, const struct piece *end, const char *text, const char *text_end, bool fold)
{
  const struct piece *star = NULL;
  const char *again = NULL;
  while (text < text_end || p < end) {
    if (p < end && p->wild == '*') {
      star = ++p;
      again = text;
      continue;
    }
    if (p < end && text < text_end && (p->wild == '?' || same(p->byte, *text, fold))) {
      text++;
      if (p->wild)
        while (text < text_end && ((unsigned char)*text & 0xC0) == 0x80)
          text++;
      p++;
      continue;
    }
    if (!star || again >= text_end)
      return false;
    p = star;
    text = ++again;
  }
  return true;
}

/* Six parts against six parts. `given`: only colons that the policy wrote separate. */
static bool fits_parts(const struct piece *p, const struct piece *end, const char *text, bool given)
{
  for (int part = 0; part < 6; part++) {
    const struct piece *stop = p;
    const char *text_stop = part < 5 ? strchr(text, ':') : text + strlen(text);
    if (!text_stop)
      return false;
    while (stop < end && (part == 5 || stop->wild || stop->byte != ':' || (given && !stop->given)))
      stop++;
    if (part < 5 && stop == end)
      return false;
    if (!fits(p, stop, text, text_stop, false))
      return false;
    p = stop + 1;
    text = text_stop + 1;
  }
  return true;
}

/* Do they differ before anything that is special? Most patterns do, and need no more. */
static bool clashes(const char *pattern, const char *text, enum evaluate_mode mode)
{
  const bool fold = mode == EVALUATE_FOLD || mode == EVALUATE_ACTION;
  for (; *pattern && !strchr("*?$", *pattern); pattern++, text++)
    if (!same(*pattern, *text, fold))
      return true;
  return !*pattern && *text;
}

bool evaluate_pattern(const struct evaluation *e, const char *pattern, const char *text, enum evaluate_mode mode,
                      bool variables)
{
  struct piece *end = NULL;
  if (clashes(pattern, text, mode))
    return false;
  struct piece *all = expand(e, pattern, mode > EVALUATE_FOLD, variables, &end);
  if (!all)
    return false;
  size_t colons = 0;
  for (const struct piece *p = all; p < end; p++)
    colons += p->byte == ':' && p->given;
  const bool parts = mode == EVALUATE_ARN || (mode == EVALUATE_RESOURCE && colons >= 5 && !e->literal_arns);
  const bool any = mode == EVALUATE_ARN && end == all + 1 && all->wild == '*';
  const bool good = any ? strlen(text) >= 5 && strchr(text, ':')
                    : parts
                        ? fits_parts(all, end, text, colons >= 5)
                        : fits(all, end, text, text + strlen(text), mode == EVALUATE_FOLD || mode == EVALUATE_ACTION);
  free(all);
  return good;
}

/* ---- numbers ---- */

static int compare_digits(const char *a, size_t a_size, const char *b, size_t b_size)
{
  while (a_size && *a == '0')
    a++, a_size--;
  while (b_size && *b == '0')
    b++, b_size--;
  if (a_size != b_size)
    return a_size < b_size ? -1 : 1;
  return memcmp(a, b, a_size);
}

static int compare_fraction(const char *a, const char *b)
{
  a += *a == '.';
  b += *b == '.';
  for (; isdigit((unsigned char)*a) || isdigit((unsigned char)*b); a += *a != 0, b += *b != 0) {
    const char x = isdigit((unsigned char)*a) ? *a : '0', y = isdigit((unsigned char)*b) ? *b : '0';
    if (x != y)
      return x < y ? -1 : 1;
  }
  return 0;
}

static bool is_number(const char *text)
{
  text += *text == '-' || *text == '+';
  const size_t whole = strspn(text, "0123456789");
  if (!whole)
    return false;
  text += whole;
  return !*text || (*text == '.' && text[1] && !text[1 + strspn(text + 1, "0123456789")]);
}

static bool is_zero(const char *text)
{
  return !text[strspn(text, "-+0.")];
}

bool evaluate_numbers(const char *a, const char *b, int *order)
{
  if (!is_number(a) || !is_number(b))
    return false;
  const bool a_below = *a == '-' && !is_zero(a), b_below = *b == '-' && !is_zero(b);
  a += *a == '-' || *a == '+';
  b += *b == '-' || *b == '+';
  const size_t a_size = strspn(a, "0123456789"), b_size = strspn(b, "0123456789");
  *order = compare_digits(a, a_size, b, b_size);
  if (!*order)
    *order = compare_fraction(a + a_size, b + b_size);
  if (a_below)
    *order = -*order;
  if (a_below != b_below)
    *order = a_below ? -1 : 1;
  return true;
}

/* An ISO date, or seconds, as seconds in decimal digits. */
static bool date_text(const char *text, char *out, size_t size)
{
  struct tm t = {.tm_mday = 1};
  int used = 0, zone_hours = 0, zone_minutes = 0, length = (int)strlen(text);
  const char *rest, *fraction = "";
  if (strlen(text) > 60)
    return false;
  if (is_number(text) && !(length == 4 && isdigit((unsigned char)*text)))
    return snprintf(out, size, "%s", text) > 0;
  if (sscanf(text, "%4d-%2d%n", &t.tm_year, &t.tm_mon, &used) < 2)
    return false;
  rest = text + used;
  if (*rest == '-' && sscanf(rest, "-%2d%n", &t.tm_mday, &used) == 1)
    rest += used;
  if (*rest == 'T') {
    if (sscanf(rest, "T%2d:%2d%n", &t.tm_hour, &t.tm_min, &used) < 2)
      return false;
    rest += used;
    if (*rest == ':' && sscanf(rest, ":%2d%n", &t.tm_sec, &used) == 1)
      rest += used;
    if (*rest == '.') {
      fraction = rest;
      rest += 1 + strspn(rest + 1, "0123456789");
    }
  }
  const char sign = *rest;
  if ((sign == '+' || sign == '-') && sscanf(rest + 1, "%2d:%2d%n", &zone_hours, &zone_minutes, &used) == 2)
    rest += 1 + used;
  else if (sign == 'Z')
    rest++;
  if (*rest)
    return false;
  t.tm_year -= 1900;
  t.tm_mon -= 1;
  const long long away = (zone_hours * 60LL + zone_minutes) * 60,
                  seconds = (long long)timegm(&t) - (sign == '-' ? -away : away);
  const int fraction_size = *fraction ? 1 + (int)strspn(fraction + 1, "0123456789") : 0;
  if (seconds < 0 && fraction_size)
    return false;
  return snprintf(out, size, "%lld%.*s", seconds, fraction_size, fraction) > 0;
}

bool evaluate_dates(const char *a, const char *b, int *order)
{
  char x[100], y[100];
  return date_text(a, x, sizeof x) && date_text(b, y, sizeof y) && evaluate_numbers(x, y, order);
}

/* ---- addresses ---- */

enum truth evaluate_address(const char *network, const char *address)
{
  unsigned char want[16] = {0}, have[16] = {0};
  char base[80];
  const size_t size = strcspn(network, "/");
  const int want_family = memchr(network, ':', size) ? AF_INET6 : AF_INET;
  const int have_family = strchr(address, ':') ? AF_INET6 : AF_INET;
  if (size >= sizeof base)
    return TRUTH_UNDECIDED;
  memcpy(base, network, size);
  base[size] = 0;
  if (inet_pton(want_family, base, want) != 1 || inet_pton(have_family, address, have) != 1)
    return TRUTH_UNDECIDED;
  if (want_family != have_family)
    return TRUTH_NO;
  const int bits = network[size] ? atoi(network + size + 1) : want_family == AF_INET ? 32 : 128;
  for (int i = 0; i < bits; i++)
    if ((want[i / 8] ^ have[i / 8]) & (0x80 >> i % 8))
      return TRUTH_NO;
  return TRUTH_YES;
}
