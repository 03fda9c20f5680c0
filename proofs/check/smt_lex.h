/* smt_lex.h: tokens of SMT-LIB 2.6, and the code points of its string literals. Tokens point into the text, which is
 * not changed. */
#ifndef CHECK_SMT_LEX_H
#define CHECK_SMT_LEX_H

#include "base.h"

typedef enum token_kind {
  TOKEN_END,
  TOKEN_OPEN,
  TOKEN_CLOSE,
  TOKEN_SYMBOL,
  TOKEN_KEYWORD, /* without its colon */
  TOKEN_NUMERAL, /* digits */
  TOKEN_DECIMAL,
  TOKEN_HEXADECIMAL, /* without #x */
  TOKEN_BINARY,      /* without #b */
  TOKEN_STRING,      /* without the outer quotes; "" inside stands for one quote */
  TOKEN_ERROR        /* `problem` says what is wrong */
} token_kind;

typedef struct token {
  token_kind kind;
  bool quoted;      /* a symbol in bars, which `text` does not have */
  const char *text; /* of `length` bytes */
  size_t length;
  size_t at; /* offset of its first byte */
  const char *problem;
} token;

typedef struct lexer {
  const char *text;
  size_t length, at;
} lexer;

token lex_next(lexer *x);
/* Line and column, both from 1, of an offset. The column counts characters. Takes time linear in the offset. */
void lex_position(const lexer *x, size_t at, size_t *line, size_t *column);

/* Can `text` be written without bars? */
bool lex_is_simple_symbol(const char *text, size_t length);
/* Appends the code points of the inside of a string literal to `codes`. NULL, or what is wrong; *at is then the offset
 * in `text`. (Running out of memory is reported to the heap, and is wrong too.) `ascii`: printable ASCII only. */
const char *lex_string(heap *h, const char *text, size_t length, bool ascii, vec_u32 *codes, size_t *at);
/* The length of the well-formed UTF-8 sequence (RFC 3629) at the start of `text`, with its code point; 0 if there is
 * none. */
size_t lex_utf8(const char *text, size_t length, uint32_t *code);

#endif
