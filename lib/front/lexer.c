/* lexer.c: lexical analysis after section 3.1 of the SMT-LIB standard 2.6, by hand, over a buffer that is refilled.
 *
 * Invariant: buffer[begin..position) is the current token so far; a refill keeps these bytes (moved to the front),
 * so a token is contiguous however long it is. Strings and quoted symbols must be UTF-8 without control characters
 * other than white space; a comment may hold anything but NUL (old benchmarks have comments in other encodings). */
#include "lexer.h"

#include <string.h>

enum { FIRST_CHUNK = 1 << 12, CHUNK = 1 << 16 };

void fr_lex_init(fr_lexer *x, mem *m, fr_read read, void *user)
{
  *x = (fr_lexer){.m = m, .read = read, .user = user, .place = {1, 1}, .record = {.m = m}};
}

void fr_lex_restart(fr_lexer *x, fr_read read, void *user)
{
  fr_text_clear(&x->record);
  *x = (fr_lexer){.m = x->m,
                  .read = read,
                  .user = user,
                  .buffer = x->buffer,
                  .capacity = x->capacity,
                  .place = {1, 1},
                  .record = x->record};
}

void fr_lex_free(fr_lexer *x)
{
  mem_free(x->m, x->buffer, x->capacity);
  fr_text_free(&x->record);
  *x = (fr_lexer){0};
}

bool fr_is_symbol_char(unsigned char c)
{
  /* letters, digits and ~!@$%^&*_-+=<>.?/ as a set of bits */
  static const uint64_t members[2] = {0xf3ffec7200000000u, 0x47fffffec7ffffffu};
  return c < 128 && (members[c >> 6] >> (c & 63) & 1);
}

static bool refill(fr_lexer *x)
{
  if (x->at_end)
    return false;
  size_t kept = x->end - x->begin;
  if (kept && x->begin)
    memmove(x->buffer, x->buffer + x->begin, kept);
  x->position -= x->begin;
  x->begin = 0;
  x->end = kept;
  size_t wanted = x->capacity ? kept + CHUNK : FIRST_CHUNK;
  if (x->capacity - kept < FIRST_CHUNK / 2 && !stack_grow_(x->m, &x->buffer, &x->capacity, wanted, 1)) {
    x->at_end = true;
    return false;
  }
  ptrdiff_t got = x->read(x->user, x->buffer + kept, x->capacity - kept);
  if (got <= 0) {
    x->at_end = true;
    x->read_failed = got < 0;
    return false;
  }
  x->end += (size_t)got;
  x->total += (size_t)got;
  return true;
}

/* The next character, or -1 at the end. */
static inline int peek(fr_lexer *x)
{
  if (x->position == x->end && !refill(x))
    return -1;
  return (unsigned char)x->buffer[x->position];
}

/* Takes the character that `peek` returned. */
static inline void take(fr_lexer *x, int c)
{
  x->position++;
  if (c == '\n') {
    x->place.line++;
    x->place.column = 1;
  } else if ((c & 0xc0) != 0x80)
    x->place.column++;
}

static fr_token_kind finish(fr_lexer *x, fr_token_kind kind, size_t trim)
{
  x->token.kind = kind;
  x->token.text = x->buffer ? x->buffer + x->begin + trim : "";
  x->token.length = x->position - x->begin - 2 * trim;
  return kind;
}

/* The text of a bad token is what was read of it. */
static fr_token_kind bad(fr_lexer *x, const char *problem)
{
  x->problem = problem;
  if (mem_failed(x->m))
    x->problem = "out of memory";
  else if (x->read_failed)
    x->problem = "the input cannot be read";
  return finish(x, FR_TOKEN_BAD, 0);
}

/* Skips white space and comments; false at a NUL in a comment. */
static bool skip_space(fr_lexer *x)
{
  for (;;) {
    x->begin = x->position;
    int c = peek(x);
    if (c == ' ' || c == '\n' || c == '\t' || c == '\r')
      take(x, c);
    else if (c == ';') {
      while (c >= 0 && c != '\n') {
        if (!c)
          return false;
        take(x, c);
        x->begin = x->position;
        c = peek(x);
      }
    } else
      return true;
  }
}

/* The place of the first character that a string or a quoted symbol must not have; false if there is none. */
static bool find_bad_character(fr_lexer *x)
{
  const char *text = x->buffer + x->begin;
  size_t length = x->position - x->begin;
  fr_place place = x->token.place;
  for (size_t i = 0, size; i < length; i += size) {
    uint32_t code = 0;
    size = fr_utf8(text + i, length - i, &code);
    bool control = code < 0x20 ? code != '\n' && code != '\t' && code != '\r' : code == 0x7f;
    if (!size || control) {
      x->token.place = place;
      x->position = x->begin + i + 1;
      x->begin += i;
      bad(x, size ? "a control character (write it as an escape \\u{...})" : "this is not UTF-8");
      return true;
    }
    if (code == '\n') {
      place.line++;
      place.column = 1;
    } else
      place.column++;
  }
  return false;
}

static fr_token_kind lex_string(fr_lexer *x)
{
  bool strange = false;
  for (;;) {
    int c = peek(x);
    if (c < 0)
      return bad(x, "a string literal that is not closed");
    take(x, c);
    strange |= c < 0x20 || c >= 0x7f;
    if (c != '"')
      continue;
    if (peek(x) != '"')
      break;
    take(x, '"');
  }
  if (strange && find_bad_character(x))
    return FR_TOKEN_BAD;
  return finish(x, FR_TOKEN_STRING, 1);
}

static fr_token_kind lex_quoted(fr_lexer *x)
{
  bool strange = false;
  for (;;) {
    int c = peek(x);
    if (c < 0)
      return bad(x, "a quoted symbol that is not closed");
    take(x, c);
    if (c == '|')
      break;
    if (c == '\\')
      return bad(x, "a backslash in a quoted symbol");
    strange |= c < 0x20 || c >= 0x7f;
  }
  if (strange && find_bad_character(x))
    return FR_TOKEN_BAD;
  return finish(x, FR_TOKEN_QUOTED, 1);
}

static void take_symbol_chars(fr_lexer *x)
{
  for (int c = peek(x); c >= 0 && fr_is_symbol_char((unsigned char)c); c = peek(x)) {
    x->position++;
    x->place.column++;
  }
}

static bool all_digits(const char *text, size_t length)
{
  for (size_t i = 0; i < length; i++)
    if (text[i] < '0' || text[i] > '9')
      return false;
  return length > 0;
}

static fr_token_kind lex_number(fr_lexer *x)
{
  take_symbol_chars(x);
  const char *text = x->buffer + x->begin;
  size_t length = x->position - x->begin;
  const char *point = memchr(text, '.', length);
  size_t whole = point ? (size_t)(point - text) : length;
  if (!all_digits(text, whole) || (point && !all_digits(point + 1, length - whole - 1)))
    return bad(x, "neither a numeral nor a symbol (a symbol must not start with a digit)");
  if (whole > 1 && text[0] == '0')
    return bad(x, "a numeral with a leading zero");
  return finish(x, point ? FR_TOKEN_DECIMAL : FR_TOKEN_NUMERAL, 0);
}

static fr_token_kind lex_hash(fr_lexer *x)
{
  take_symbol_chars(x);
  const char *text = x->buffer + x->begin;
  size_t length = x->position - x->begin, i = 2;
  if (length > 2 && text[1] == 'x')
    while (i < length && strchr("0123456789abcdefABCDEF", text[i]))
      i++;
  else if (length > 2 && text[1] == 'b')
    while (i < length && (text[i] == '0' || text[i] == '1'))
      i++;
  if (length < 3 || i < length)
    return bad(x, "a malformed hexadecimal or binary literal");
  return finish(x, text[1] == 'x' ? FR_TOKEN_HEX : FR_TOKEN_BINARY, 0);
}

/* A byte order mark, which editors of some systems write. Half a one is a bad character, as anywhere else. */
static void skip_mark(fr_lexer *x)
{
  static const unsigned char mark[3] = {0xef, 0xbb, 0xbf};
  x->begun = true;
  for (size_t i = 0; i < sizeof mark && peek(x) == mark[i]; i++)
    x->position++;
  if (x->position - x->begin == sizeof mark)
    x->begin = x->position;
  else
    x->position = x->begin;
}

static fr_token_kind lex_token(fr_lexer *x)
{
  if (!x->begun)
    skip_mark(x);
  bool clean = skip_space(x);
  x->token.place = x->place;
  int c = peek(x);
  if (!clean) {
    take(x, c);
    return bad(x, "a NUL byte in a comment");
  }
  if (c < 0)
    return x->read_failed || mem_failed(x->m) ? bad(x, "") : finish(x, FR_TOKEN_END, 0);
  take(x, c);
  if (c == '(') {
    x->depth++;
    return finish(x, FR_TOKEN_OPEN, 0);
  }
  if (c == ')') {
    x->depth -= x->depth > 0;
    return finish(x, FR_TOKEN_CLOSE, 0);
  }
  if (c == '"')
    return lex_string(x);
  if (c == '|')
    return lex_quoted(x);
  if (c >= '0' && c <= '9')
    return lex_number(x);
  if (c == '#')
    return lex_hash(x);
  if (c == ':') {
    take_symbol_chars(x);
    return x->position - x->begin > 1 ? finish(x, FR_TOKEN_KEYWORD, 0) : bad(x, "a colon without a name");
  }
  if (fr_is_symbol_char((unsigned char)c)) {
    take_symbol_chars(x);
    return finish(x, FR_TOKEN_SYMBOL, 0);
  }
  if (!c)
    return bad(x, "a NUL byte");
  for (int next; c >= 0x80 && (next = peek(x)) >= 0x80 && next < 0xc0;)
    take(x, next);
  return bad(x, c >= 0x80 ? "a character that may only stand in strings, quoted symbols and comments"
                          : "no SMT-LIB token starts like this");
}

static void record_token(fr_lexer *x)
{
  const char *start = x->buffer + x->begin;
  bool first = !x->record.length || x->record.data[x->record.length - 1] == '(';
  if (!first && x->token.kind != FR_TOKEN_CLOSE)
    fr_text_append(&x->record, " ", 1);
  fr_text_append(&x->record, start, x->position - x->begin);
}

fr_token_kind fr_lex_next(fr_lexer *x)
{
  if (x->token.kind == FR_TOKEN_BAD)
    return FR_TOKEN_BAD;
  if (mem_failed(x->m))
    return bad(x, "out of memory");
  lex_token(x);
  if (x->recording && x->token.kind != FR_TOKEN_END && x->token.kind != FR_TOKEN_BAD)
    record_token(x);
  return x->token.kind;
}

bool fr_lex_recover(fr_lexer *x)
{
  if (mem_failed(x->m) || x->read_failed || x->token.kind == FR_TOKEN_END)
    return false;
  if (x->token.kind == FR_TOKEN_BAD)
    x->token.kind = FR_TOKEN_SYMBOL;
  x->recording = false;
  return true;
}

void fr_lex_record(fr_lexer *x)
{
  fr_text_clear(&x->record);
  x->recording = true;
  record_token(x);
}

const fr_text *fr_lex_recorded(fr_lexer *x)
{
  x->recording = false;
  return &x->record;
}
