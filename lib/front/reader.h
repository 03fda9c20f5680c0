/* reader.h: reads terms and sorts from tokens into terms of the library.
 *
 * Convention: a function `fr_read_*` starts at the current token, which is the first of what it reads, and ends with
 * the current token being the last of it. It returns false after a mistake, which then stands in `error`; only the
 * first is kept, and nothing can be read after it. Nesting is limited by memory only: frames are kept on an explicit
 * stack. */
#ifndef FRONT_READER_H
#define FRONT_READER_H

#include "literal.h"
#include "symbols.h"
#include "term_map.h"

typedef struct fr_value {
  strsmt_term term;
  strsmt_sort sort;
  fr_place place;
} fr_value;

typedef struct fr_values {
  fr_value *data;
  size_t length, capacity;
} fr_values;

typedef struct fr_terms {
  strsmt_term *data;
  size_t length, capacity;
} fr_terms;

typedef enum fr_frame_kind { FR_APPLICATION, FR_LET_VALUE, FR_LET_BODY, FR_ANNOTATION, FR_QUANTIFIED } fr_frame_kind;

/* A term that has been opened and not yet closed. */
typedef struct fr_frame {
  fr_frame_kind kind;
  uint8_t ascribed; /* sort that `as` demands, or none */
  uint8_t index_count;
  fr_place place; /* of the parenthesis */
  fr_place head_place;
  fr_symbol head; /* of an application; the variable of a let value */
  uint32_t indices[2];
  size_t first;       /* its values begin here */
  size_t first_local; /* the variables of a let or quantifier begin here in `locals` */
} fr_frame;

typedef struct fr_macro fr_macro;

typedef struct fr_reader {
  strsmt *s;
  mem *m;
  fr_lexer lexer;
  fr_symbols symbols;
  bool failed;
  fr_place error_place;
  fr_text error; /* of the first mistake */
  fr_text found; /* the token that stands there */
  void (*warn)(void *user, fr_place place, const char *message);
  void *warn_user;
  bool warned[16]; /* by old spelling */
  bool global;     /* declarations are not undone by pop */
  bool in_definition;
  size_t quantifiers;  /* that are open */
  bool has_outer_name; /* the last term read was (! t :named outer_name) */
  fr_symbol outer_name;
  fr_values values;
  struct {
    fr_frame *data;
    size_t length, capacity;
  } frames;
  struct {
    fr_symbol *data;
    size_t length, capacity;
  } locals;
  uint32_t binders; /* lets and quantifiers so far, to find a variable bound twice */
  struct {
    fr_macro *data;
    size_t length, capacity;
  } macros;
  fr_map ground; /* terms without parameters and bound variables, so that each is looked at once: value 1 */
  fr_codes codes;
  fr_terms arguments;
  fr_symbol word_let, word_annotate, word_index, word_as, word_forall, word_exists, word_match, word_char;
} fr_reader;

void fr_reader_init(fr_reader *reader, strsmt *s, mem *m, fr_read read, void *user);
void fr_reader_free(fr_reader *reader);
/* Begins another text, with what was declared: forgets a mistake, and the terms that it left open. */
void fr_reader_restart(fr_reader *reader, fr_read read, void *user);
/* After a mistake: goes on to the end of the command, or of the text, and forgets the mistake. False if nothing can be
 * read any more. */
bool fr_reader_recover(fr_reader *reader);
/* Forgets declarations and definitions (with `global_too`, also the global ones). */
void fr_reader_reset(fr_reader *reader, bool global_too);

/* expect.c: records a mistake and returns false. */
bool fr_fail(fr_reader *reader, fr_place place, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* The mistake that the current token is not what was expected. */
bool fr_fail_token(fr_reader *reader, const char *expected);
/* Not the text's mistake: there is no memory. */
bool fr_fail_memory(fr_reader *reader);
/* The mistake that the library reports. */
bool fr_fail_library(fr_reader *reader, fr_place place);

fr_token_kind fr_next(fr_reader *reader);
static inline const fr_token *fr_token_of(const fr_reader *reader)
{
  return &reader->lexer.token;
}
/* The symbol that the current token, a simple or quoted one, is. */
static inline fr_symbol fr_token_symbol(fr_reader *reader)
{
  return fr_intern(&reader->symbols, reader->lexer.token.text, reader->lexer.token.length);
}
bool fr_is_symbol(const fr_reader *reader); /* simple or quoted, and not a reserved word */
/* Goes on to the next token and demands its kind. `what` says what stands there: "'(' before the bindings". */
bool fr_expect(fr_reader *reader, fr_token_kind kind, const char *what);
/* Goes on to the next token, a symbol. */
bool fr_expect_symbol(fr_reader *reader, const char *what, fr_symbol *symbol);
/* The current token, a numeral, as a number below 2^32. */
bool fr_read_index(fr_reader *reader, uint32_t *index);
/* Skips an s-expression, from its first token. */
bool fr_skip(fr_reader *reader);
bool fr_read_term(fr_reader *reader, fr_value *value);
/* Opens a term whose values and variables come next. */
bool fr_open_frame(fr_reader *reader, fr_frame frame);

/* sorts.c: a sort; and a definition of a sort, after its name: ( parameters ) sort. */
bool fr_read_sort(fr_reader *reader, strsmt_sort *sort);
bool fr_read_sort_definition(fr_reader *reader, fr_binding *binding);
void fr_bind_builtin_sorts(fr_reader *reader);
const char *fr_sort_name(strsmt_sort sort);

/* Is the symbol free to be declared? If not, that is a mistake. */
bool fr_demand_unbound(fr_reader *reader, fr_symbol symbol, fr_name_space space, fr_place place);

#endif
