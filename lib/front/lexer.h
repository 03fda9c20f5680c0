/* lexer.h: the tokens of SMT-LIB 2.6, read from a stream.
 *
 * The lexer holds one token, the current one; `fr_lex_next` replaces it. It never reads beyond the end of the
 * current token (and the one character that shows the end), so that a script can be answered command by command
 * while it is being typed. */
#ifndef FRONT_LEXER_H
#define FRONT_LEXER_H

#include "script.h"
#include "text.h"

typedef enum fr_token_kind {
  FR_TOKEN_END,
  FR_TOKEN_OPEN,
  FR_TOKEN_CLOSE,
  FR_TOKEN_SYMBOL,  /* simple */
  FR_TOKEN_QUOTED,  /* |any text|: `text` is without the bars */
  FR_TOKEN_KEYWORD, /* `text` is with the colon */
  FR_TOKEN_NUMERAL,
  FR_TOKEN_DECIMAL,
  FR_TOKEN_HEX,    /* `text` is with #x */
  FR_TOKEN_BINARY, /* `text` is with #b */
  FR_TOKEN_STRING, /* `text` is what stands between the outer quotes, as written */
  FR_TOKEN_BAD     /* no token: `problem` says why */
} fr_token_kind;

typedef struct fr_token {
  fr_token_kind kind;
  fr_place place;
  const char *text; /* valid until the next token */
  size_t length;
} fr_token;

typedef struct fr_lexer {
  mem *m;
  fr_read read;
  void *user;
  char *buffer;
  size_t capacity, begin, position, end; /* the token starts at `begin`, the next character is at `position` */
  bool at_end, read_failed, begun;
  size_t total;   /* bytes that were read */
  size_t depth;   /* parentheses that are open */
  fr_place place; /* of `position` */
  fr_token token;
  const char *problem; /* of a bad token; static */
  bool recording;
  fr_text record; /* the tokens since `fr_lex_record`, without comments, single spaces between them */
} fr_lexer;

void fr_lex_init(fr_lexer *lexer, mem *m, fr_read read, void *user);
/* Begins another text, with the buffer of the last one. */
void fr_lex_restart(fr_lexer *lexer, fr_read read, void *user);
void fr_lex_free(fr_lexer *lexer);
/* Goes on to the next token and returns its kind. After FR_TOKEN_END and FR_TOKEN_BAD it stays there. */
fr_token_kind fr_lex_next(fr_lexer *lexer);
/* Bytes of the text up to the beginning of the current token, and up to its end. */
static inline size_t fr_lex_begin(const fr_lexer *lexer)
{
  return lexer->total - (lexer->end - lexer->begin);
}
static inline size_t fr_lex_end(const fr_lexer *lexer)
{
  return lexer->total - (lexer->end - lexer->position);
}
/* Can the text be read on after a mistake? Then a bad token counts as passed, and so does what was recorded. */
bool fr_lex_recover(fr_lexer *lexer);
/* Starts a new record of the source text, with the current token. */
void fr_lex_record(fr_lexer *lexer);
/* Ends it, after the current token, and returns it. Valid until the next record. */
const fr_text *fr_lex_recorded(fr_lexer *lexer);
/* May the character stand in a simple symbol? */
bool fr_is_symbol_char(unsigned char c);

#endif
