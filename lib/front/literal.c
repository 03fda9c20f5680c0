/* literal.c: string literals after the theory of Unicode strings of SMT-LIB 2.6 (2020-02-11), and the writing of
 * symbols. */
#include "literal.h"

#include "lexer.h"

#include <string.h>

enum { LAST_CODE = 0x2ffff };

static int hex_digit(char c)
{
  if (c >= '0' && c <= '9')
    return c - '0';
  if (c >= 'a' && c <= 'f')
    return c - 'a' + 10;
  if (c >= 'A' && c <= 'F')
    return c - 'A' + 10;
  return -1;
}

bool fr_decode_hex(const char *digits, size_t length, uint32_t *code)
{
  uint32_t value = 0;
  for (size_t i = 0; i < length; i++) {
    int digit = hex_digit(digits[i]);
    if (digit < 0)
      return false;
    value = value * 16 + (uint32_t)digit;
    if (value > LAST_CODE)
      return false;
  }
  *code = value;
  return length > 0;
}

/* The length of the escape that starts at `p` (a backslash), with its character in *code; 0 if none does. */
static size_t escape(const char *p, size_t length, uint32_t *code)
{
  if (length < 3 || p[1] != 'u')
    return 0;
  if (p[2] != '{')
    return length >= 6 && fr_decode_hex(p + 2, 4, code) ? 6 : 0;
  size_t digits = 0;
  while (3 + digits < length && digits < 6 && hex_digit(p[3 + digits]) >= 0)
    digits++;
  bool closed = 3 + digits < length && p[3 + digits] == '}';
  return closed && digits >= 1 && digits <= 5 && fr_decode_hex(p + 3, digits, code) ? digits + 4 : 0;
}

const char *fr_decode_string(mem *m, const char *text, size_t length, fr_codes *codes)
{
  codes->length = 0;
  if (!FR_RESERVE(m, *codes, length))
    return "out of memory";
  for (size_t i = 0, size; i < length; i += size) {
    uint32_t code = 0;
    size = text[i] == '\\' ? escape(text + i, length - i, &code) : 0;
    if (!size)
      size = fr_utf8(text + i, length - i, &code);
    if (!size)
      return "this is not UTF-8";
    if (code > LAST_CODE)
      return "a character above U+2FFFF, which the theory of strings does not have";
    if (text[i] == '"')
      size = 2;
    codes->data[codes->length++] = code;
  }
  return NULL;
}

bool fr_is_reserved(const char *name)
{
  static const char *const words[] = {"!",
                                      "_",
                                      "as",
                                      "BINARY",
                                      "DECIMAL",
                                      "exists",
                                      "HEXADECIMAL",
                                      "forall",
                                      "let",
                                      "match",
                                      "NUMERAL",
                                      "par",
                                      "STRING",
                                      "assert",
                                      "check-sat",
                                      "check-sat-assuming",
                                      "declare-const",
                                      "declare-datatype",
                                      "declare-datatypes",
                                      "declare-fun",
                                      "declare-sort",
                                      "define-const",
                                      "define-fun",
                                      "define-fun-rec",
                                      "define-funs-rec",
                                      "define-sort",
                                      "echo",
                                      "exit",
                                      "get-assertions",
                                      "get-assignment",
                                      "get-info",
                                      "get-model",
                                      "get-option",
                                      "get-proof",
                                      "get-unsat-assumptions",
                                      "get-unsat-core",
                                      "get-value",
                                      "pop",
                                      "push",
                                      "reset",
                                      "reset-assertions",
                                      "set-info",
                                      "set-logic",
                                      "set-option"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (!strcmp(words[i], name))
      return true;
  return false;
}

void fr_text_symbol(fr_text *text, const char *name)
{
  bool simple = *name && !(*name >= '0' && *name <= '9') && !fr_is_reserved(name);
  for (const char *p = name; simple && *p; p++)
    simple = fr_is_symbol_char((unsigned char)*p);
  fr_text_format(text, simple ? "%s" : "|%s|", name);
}

void fr_text_quoted(fr_text *text, const char *string)
{
  fr_text_append(text, "\"", 1);
  for (const char *p = string; *p; p++)
    fr_text_append(text, *p == '"' ? "\"\"" : p, *p == '"' ? 2 : 1);
  fr_text_append(text, "\"", 1);
}
