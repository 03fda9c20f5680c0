/* eo_lex.c: tokens of signature text. Positions are kept as offsets; line and column are counted when there is
 * something to complain about. */
#include "eo_internal.h"

#include <stdio.h>

/* 1: may occur in a symbol; 2: digit; 4: white space */
static const unsigned char kinds[256] = {
    [' '] = 4, ['\t'] = 4, ['\r'] = 4, ['\n'] = 4, ['0'] = 3, ['1'] = 3, ['2'] = 3, ['3'] = 3, ['4'] = 3, ['5'] = 3,
    ['6'] = 3, ['7'] = 3,  ['8'] = 3,  ['9'] = 3,  ['a'] = 1, ['b'] = 1, ['c'] = 1, ['d'] = 1, ['e'] = 1, ['f'] = 1,
    ['g'] = 1, ['h'] = 1,  ['i'] = 1,  ['j'] = 1,  ['k'] = 1, ['l'] = 1, ['m'] = 1, ['n'] = 1, ['o'] = 1, ['p'] = 1,
    ['q'] = 1, ['r'] = 1,  ['s'] = 1,  ['t'] = 1,  ['u'] = 1, ['v'] = 1, ['w'] = 1, ['x'] = 1, ['y'] = 1, ['z'] = 1,
    ['A'] = 1, ['B'] = 1,  ['C'] = 1,  ['D'] = 1,  ['E'] = 1, ['F'] = 1, ['G'] = 1, ['H'] = 1, ['I'] = 1, ['J'] = 1,
    ['K'] = 1, ['L'] = 1,  ['M'] = 1,  ['N'] = 1,  ['O'] = 1, ['P'] = 1, ['Q'] = 1, ['R'] = 1, ['S'] = 1, ['T'] = 1,
    ['U'] = 1, ['V'] = 1,  ['W'] = 1,  ['X'] = 1,  ['Y'] = 1, ['Z'] = 1, ['~'] = 1, ['!'] = 1, ['@'] = 1, ['$'] = 1,
    ['%'] = 1, ['^'] = 1,  ['&'] = 1,  ['*'] = 1,  ['_'] = 1, ['-'] = 1, ['+'] = 1, ['='] = 1, ['<'] = 1, ['>'] = 1,
    ['.'] = 1, ['?'] = 1,  ['/'] = 1,  [':'] = 1};

static void position(const eo_lexer *l, size_t at, size_t *line, size_t *column)
{
  *line = *column = 1;
  for (size_t i = 0; i < at && i < l->length; i++) {
    ++*column;
    if (l->text[i] == '\n') {
      ++*line;
      *column = 1;
    }
  }
}

uint32_t eo_complain(eo_lexer *l, size_t at, const char *format, ...)
{
  char text[300];
  size_t line, column;
  if (l->e->failed)
    return 0;
  va_list list;
  va_start(list, format);
  vsnprintf(text, sizeof text, format, list);
  va_end(list);
  position(l, at, &line, &column);
  return eo_fail(l->e, EO_UNREADABLE, "%s:%zu:%zu: %s", l->file, line, column, text);
}

uint32_t eo_locate(eo_lexer *l, size_t at)
{
  char text[300];
  eo_status state = l->e->state;
  size_t line, column;
  position(l, at, &line, &column);
  snprintf(text, sizeof text, "%.290s", state == EO_OK ? "this is not possible" : l->e->message);
  l->e->state = EO_OK;
  return eo_fail(l->e, state == EO_OK || state == EO_WRONG ? EO_UNREADABLE : state, "%s:%zu:%zu: %s", l->file, line,
                 column, text);
}

static eo_token bad(eo_lexer *l, const char *what)
{
  eo_complain(l, l->start, "%s", what);
  return l->kind = TOKEN_BAD;
}

static eo_token string(eo_lexer *l)
{
  size_t i = l->start + 1;
  for (;; i++) {
    if (i >= l->length)
      return bad(l, "a string without an end");
    if (l->text[i] != '"')
      continue;
    if (i + 1 >= l->length || l->text[i + 1] != '"')
      break;
    i++;
  }
  l->token = l->text + l->start + 1;
  l->token_length = i - l->start - 1;
  l->at = i + 1;
  return l->kind = TOKEN_STRING;
}

static eo_token quoted(eo_lexer *l)
{
  size_t i = l->start + 1;
  while (i < l->length && l->text[i] != '|')
    i++;
  if (i >= l->length)
    return bad(l, "a symbol without its closing bar");
  l->token = l->text + l->start + 1;
  l->token_length = i - l->start - 1;
  l->at = i + 1;
  return l->kind = TOKEN_SYMBOL;
}

static bool all_digits(const char *text, size_t n)
{
  for (size_t i = 0; i < n; i++)
    if (!(kinds[(unsigned char)text[i]] & 2))
      return false;
  return n > 0;
}

static eo_token simple(eo_lexer *l)
{
  const char *first = l->text + l->start, *end = l->text + l->length, *p = first;
  while (p < end && kinds[(unsigned char)*p] & 1)
    p++;
  if (p == first)
    return bad(l, "a character that cannot begin anything");
  size_t n = (size_t)(p - first);
  l->token = first;
  l->token_length = n;
  l->at = l->start + n;
  if (*first == ':')
    return l->kind = TOKEN_KEYWORD;
  bool digit = kinds[(unsigned char)*first] & 2;
  if ((digit || *first == '-') && all_digits(first + !digit, n - !digit))
    return l->kind = TOKEN_NUMERAL;
  if (digit)
    return bad(l, "a malformed numeral (decimals and rationals are not supported)");
  return l->kind = TOKEN_SYMBOL;
}

eo_token eo_next(eo_lexer *l)
{
  if (l->kind == TOKEN_BAD)
    return TOKEN_BAD;
  const char *p = l->text + l->at, *end = l->text + l->length;
  for (;;) {
    while (p < end && kinds[(unsigned char)*p] & 4)
      p++;
    if (p == end || *p != ';')
      break;
    p = memchr(p, '\n', (size_t)(end - p));
    if (!p)
      p = end;
  }
  l->start = (size_t)(p - l->text);
  l->token = p;
  if (p == end) {
    l->at = l->length;
    l->token_length = 0;
    return l->kind = TOKEN_END;
  }
  l->token_length = 1;
  l->at = l->start + 1;
  switch (*p) {
  case '(':
    return l->kind = TOKEN_OPEN;
  case ')':
    return l->kind = TOKEN_CLOSE;
  case '"':
    return string(l);
  case '|':
    return quoted(l);
  default:
    return simple(l);
  }
}

static int hex(char c)
{
  return c >= '0' && c <= '9'   ? c - '0'
         : c >= 'a' && c <= 'f' ? c - 'a' + 10
         : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                : -1;
}

/* The length of the escape sequence that begins with the backslash at s, 0 if it is none. */
static size_t escape(const char *s, size_t n, uint32_t *code)
{
  if (n < 3 || s[1] != 'u')
    return 0;
  bool brace = s[2] == '{';
  size_t i = brace ? 3 : 2, first = i;
  *code = 0;
  while (i < n && i - first < (brace ? 5u : 4u) && hex(s[i]) >= 0)
    *code = *code * 16 + (uint32_t)hex(s[i++]);
  if (brace ? i == first || i >= n || s[i] != '}' : i - first != 4)
    return 0;
  return *code > EO_MAX_CODE ? 0 : i + brace;
}

eo_term eo_string_literal(eo_lexer *l)
{
  eo *e = l->e;
  if (!EO_ROOM(e, &e->codes, l->token_length))
    return 0;
  uint32_t *out = e->codes.v + e->codes.n;
  size_t n = 0;
  for (size_t i = 0; i < l->token_length;) {
    unsigned char c = (unsigned char)l->token[i];
    uint32_t code;
    size_t skip = c == '\\' ? escape(l->token + i, l->token_length - i, &code) : 0;
    if (c < 32 || c > 126)
      return eo_complain(l, l->start, "a string may hold printable ASCII and escape sequences only");
    out[n++] = skip ? code : c;
    i += skip ? skip : c == '"' ? 2 : 1;
  }
  return eo_make_string(e, out, n);
}
