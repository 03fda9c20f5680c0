/* smt_lex.c: the lexical grammar of SMT-LIB 2.6 (section 3.1) and the escapes of its string literals (theory of Unicode
 * strings): \u{d} with one to five digits and at most 2FFFF, and \u with four digits. Any other backslash is a
 * character like any other. */
#include "smt_lex.h"

#include <string.h>

#define LAST_CODE UINT32_C(0x2ffff)

static bool is_digit(char c)
{
  return c >= '0' && c <= '9';
}

static bool is_symbol_char(char c)
{
  /* 1 for letters, digits and ~!@$%^&*_-+=<>.?/ from the space to the tilde. */
  static const char table[] = "010011100011011111111111110011111111111111111111"
                              "11111111111000110111111111111111111111111110001";
  unsigned char u = (unsigned char)c;
  return u >= 0x20 && u < 0x7f && table[u - 0x20] == '1';
}

static int hex_value(char c)
{
  if (is_digit(c))
    return c - '0';
  if (c >= 'a' && c <= 'f')
    return c - 'a' + 10;
  if (c >= 'A' && c <= 'F')
    return c - 'A' + 10;
  return -1;
}

bool lex_is_simple_symbol(const char *text, size_t length)
{
  if (length == 0 || is_digit(text[0]))
    return false;
  for (size_t i = 0; i < length; i++) {
    if (!is_symbol_char(text[i]))
      return false;
  }
  return !(length == 1 && (text[0] == '_' || text[0] == '!'));
}

size_t lex_utf8(const char *text, size_t length, uint32_t *code)
{
  static const uint32_t least[5] = {0, 0, 0x80, 0x800, 0x10000};
  if (length == 0)
    return 0;
  unsigned char c = (unsigned char)text[0];
  size_t size = c < 0x80 ? 1 : c >= 0xc2 && c < 0xe0 ? 2 : c >= 0xe0 && c < 0xf0 ? 3 : c >= 0xf0 && c < 0xf5 ? 4 : 0;
  if (size == 0 || size > length)
    return 0;
  uint32_t value = size == 1 ? c : c & (0xffu >> (size + 1));
  for (size_t i = 1; i < size; i++) {
    unsigned char next = (unsigned char)text[i];
    if ((next & 0xc0) != 0x80)
      return 0;
    value = value << 6 | (next & 0x3f);
  }
  if (value < least[size] || value > 0x10ffff || (value >= 0xd800 && value < 0xe000))
    return 0;
  *code = value;
  return size;
}

static token make_token(const lexer *x, token_kind kind, size_t start, size_t end, size_t at)
{
  return (token){
      .kind = kind, .text = x->text + start, .length = end - start, .at = at, .quoted = false, .problem = NULL};
}

static token make_error(const lexer *x, size_t at, const char *problem)
{
  token t = make_token(x, TOKEN_ERROR, at, at < x->length ? at + 1 : at, at);
  t.problem = problem;
  return t;
}

static void skip_blanks(lexer *x)
{
  for (; x->at < x->length; x->at++) {
    char c = x->text[x->at];
    if (c == ';') {
      const char *end = memchr(x->text + x->at, '\n', x->length - x->at);
      if (end == NULL) {
        x->at = x->length;
        return;
      }
      x->at = (size_t)(end - x->text);
    } else if (c != ' ' && c != '\t' && c != '\n' && c != '\r') {
      return;
    }
  }
}

/* The end of a run of symbol characters that starts at `from`. */
static size_t word_end(const lexer *x, size_t from)
{
  while (from < x->length && is_symbol_char(x->text[from]))
    from++;
  return from;
}

static token lex_string_token(lexer *x, size_t start)
{
  for (size_t i = start + 1; i < x->length; i++) {
    if (x->text[i] != '"')
      continue;
    if (i + 1 < x->length && x->text[i + 1] == '"') {
      i++;
      continue;
    }
    x->at = i + 1;
    return make_token(x, TOKEN_STRING, start + 1, i, start);
  }
  return make_error(x, start, "a string literal that does not end");
}

static token lex_quoted_symbol(lexer *x, size_t start)
{
  size_t i = start + 1;
  while (i < x->length && x->text[i] != '|') {
    unsigned char c = (unsigned char)x->text[i];
    uint32_t code;
    size_t size = lex_utf8(x->text + i, x->length - i, &code);
    if (c == '\\')
      return make_error(x, i, "a backslash in a quoted symbol");
    if (size == 0)
      return make_error(x, i, "broken UTF-8 in a quoted symbol");
    if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7f) {
      return make_error(x, i, "a control character in a quoted symbol");
    }
    i += size;
  }
  if (i >= x->length)
    return make_error(x, start, "a quoted symbol that does not end");
  x->at = i + 1;
  token t = make_token(x, TOKEN_SYMBOL, start + 1, i, start);
  t.quoted = true;
  return t;
}

/* Numerals and decimals. What follows must not look like more of the same word. */
static token lex_number(lexer *x, size_t start)
{
  size_t i = start;
  token_kind kind = TOKEN_NUMERAL;
  while (i < x->length && is_digit(x->text[i]))
    i++;
  if (i + 1 < x->length && x->text[i] == '.' && is_digit(x->text[i + 1])) {
    kind = TOKEN_DECIMAL;
    for (i++; i < x->length && is_digit(x->text[i]);)
      i++;
  }
  if (i < x->length && is_symbol_char(x->text[i]))
    return make_error(x, start, "a symbol that starts with a digit");
  if (x->text[start] == '0' && i > start + 1 && is_digit(x->text[start + 1]))
    return make_error(x, start, "a numeral with a leading zero");
  x->at = i;
  return make_token(x, kind, start, i, start);
}

/* #x… and #b… */
static token lex_hash(lexer *x, size_t start)
{
  char base = start + 1 < x->length ? x->text[start + 1] : '\0';
  size_t end = word_end(x, start + 1);
  if ((base != 'x' && base != 'b') || end == start + 2)
    return make_error(x, start, "a number that is neither #x… nor #b…");
  for (size_t i = start + 2; i < end; i++) {
    int value = hex_value(x->text[i]);
    if (value < 0 || (base == 'b' && value > 1))
      return make_error(x, i, "a character that is no digit of this number");
  }
  x->at = end;
  return make_token(x, base == 'x' ? TOKEN_HEXADECIMAL : TOKEN_BINARY, start + 2, end, start);
}

token lex_next(lexer *x)
{
  skip_blanks(x);
  size_t start = x->at;
  if (start >= x->length)
    return make_token(x, TOKEN_END, start, start, start);
  char c = x->text[start];
  if (c == '(' || c == ')') {
    x->at = start + 1;
    return make_token(x, c == '(' ? TOKEN_OPEN : TOKEN_CLOSE, start, start + 1, start);
  }
  if (c == '"')
    return lex_string_token(x, start);
  if (c == '|')
    return lex_quoted_symbol(x, start);
  if (is_digit(c))
    return lex_number(x, start);
  if (c == '#')
    return lex_hash(x, start);
  if (c == ':') {
    size_t end = word_end(x, start + 1);
    if (end == start + 1)
      return make_error(x, start, "a colon without a keyword");
    x->at = end;
    return make_token(x, TOKEN_KEYWORD, start + 1, end, start);
  }
  if (is_symbol_char(c)) {
    x->at = word_end(x, start);
    return make_token(x, TOKEN_SYMBOL, start, x->at, start);
  }
  if (c == '\0')
    return make_error(x, start, "a NUL byte");
  if ((unsigned char)c >= 0x80)
    return make_error(x, start, "a byte that is not ASCII outside of strings, comments and quoted symbols");
  return make_error(x, start, "an unexpected character");
}

void lex_position(const lexer *x, size_t at, size_t *line, size_t *column)
{
  size_t start = 0;
  *line = 1;
  *column = 1;
  for (size_t i = 0; i < at && i < x->length; i++) {
    if (x->text[i] != '\n')
      continue;
    ++*line;
    start = i + 1;
  }
  for (size_t i = start; i < at && i < x->length; i++) {
    if (((unsigned char)x->text[i] & 0xc0) != 0x80)
      ++*column;
  }
}

/* The length of the escape at the start of `text`, with its code point; 0 if there is none. */
static size_t read_escape(const char *text, size_t length, uint32_t *code)
{
  if (length < 3 || text[0] != '\\' || text[1] != 'u')
    return 0;
  bool braces = text[2] == '{';
  size_t i = braces ? 3 : 2;
  size_t most = i + (braces ? 5 : 4);
  uint32_t value = 0;
  size_t first = i;
  for (; i < length && i < most && hex_value(text[i]) >= 0; i++)
    value = value << 4 | (uint32_t)hex_value(text[i]);
  if (braces ? i == first || i >= length || text[i] != '}' : i != most)
    return 0;
  if (value > LAST_CODE)
    return 0;
  *code = value;
  return braces ? i + 1 : i;
}

const char *lex_string(heap *h, const char *text, size_t length, bool ascii, vec_u32 *codes, size_t *at)
{
  for (size_t i = 0; i < length;) {
    uint32_t code = 0;
    unsigned char c = (unsigned char)text[i];
    *at = i;
    size_t size = read_escape(text + i, length - i, &code);
    if (size == 0 && c < 0x80) {
      if ((c < 0x20 || c == 0x7f) && (ascii || (c != '\t' && c != '\n' && c != '\r')))
        return "a control character in a string literal";
      size = c == '"' ? 2 : 1;
      code = c;
    } else if (size == 0) {
      if (ascii)
        return "a byte that is not ASCII in a string literal";
      size = lex_utf8(text + i, length - i, &code);
      if (size == 0)
        return "broken UTF-8 in a string literal";
      if (code > LAST_CODE)
        return "a character beyond U+2FFFF in a string literal";
    }
    if (!VEC_PUSH(h, *codes, code))
      return "out of memory";
    i += size;
  }
  return NULL;
}
