/* symbols.h: interned symbols and what they stand for, in scopes.
 *
 * Each symbol has a stack of bindings for terms and a stack of bindings for sorts; the top one counts. `let` and the
 * parameters of definitions bind and unbind in reverse order; declarations and definitions belong to a level of the
 * assertion stack, or are global. A command never declares a symbol that is bound, so bindings of the two kinds
 * nest. */
#ifndef FRONT_SYMBOLS_H
#define FRONT_SYMBOLS_H

#include "lexer.h"

#include <strsmt.h>

typedef uint32_t fr_symbol;

typedef enum fr_binding_kind {
  FR_UNBOUND,
  FR_BUILTIN,  /* a symbol of a theory: `index` in the table of builtins.c */
  FR_CONSTANT, /* declared */
  FR_MADE,     /* a constant that the script has not declared, but the context has */
  FR_DEFINED,  /* a definition without parameters: stands for `term` */
  FR_NAMED,    /* (! term :named symbol) */
  FR_MACRO,    /* a definition with parameters: `index` in the table of macros */
  FR_LOCAL,    /* bound by `let` or a parameter; `index` is the number of the binder */
  FR_SORT      /* a definition of a sort: `index` parameters, and `term` its body as an fr_sort_code */
} fr_binding_kind;

typedef struct fr_binding {
  fr_binding_kind kind;
  bool used; /* a local one: mentioned in its scope */
  strsmt_sort sort;
  strsmt_term term;
  uint32_t index;
  fr_place place; /* of the declaration */
  uint32_t below; /* the binding that this one hides */
} fr_binding;

typedef enum fr_name_space { FR_TERMS, FR_SORTS } fr_name_space;

typedef struct fr_symbol_entry {
  const char *name; /* ends with NUL */
  size_t length;
  uint64_t hash;
  uint32_t top[2]; /* by name space; 0: unbound */
} fr_symbol_entry;

typedef struct fr_block {
  char *text;
  size_t size;
} fr_block;

typedef struct fr_scoped {
  fr_symbol symbol;
  fr_name_space space;
} fr_scoped;

typedef struct fr_symbols {
  mem *m;
  struct {
    fr_symbol_entry *data;
    size_t length, capacity;
  } entries;
  uint32_t *slots; /* hash table of symbol + 1 */
  size_t slot_count;
  struct {
    fr_block *data;
    size_t length, capacity;
  } blocks;                      /* of the names */
  size_t block_used, block_size; /* of the last block */
  struct {
    fr_binding *data;
    size_t length, capacity;
  } bindings; /* 0 is not used */
  uint32_t free_binding;
  struct {
    fr_scoped *data;
    size_t length, capacity;
  } scoped; /* bound by commands, in order */
  struct {
    size_t *data;
    size_t length, capacity;
  } marks; /* of `scoped`, one a level */
  struct {
    fr_scoped *data;
    size_t length, capacity;
  } global;
} fr_symbols;

void fr_symbols_init(fr_symbols *symbols, mem *m);
void fr_symbols_free(fr_symbols *symbols);
/* The number of the symbol; numbers count up from 0 in order of first use. Without memory it is that of some other. */
fr_symbol fr_intern(fr_symbols *symbols, const char *name, size_t length);
const char *fr_symbol_name(const fr_symbols *symbols, fr_symbol symbol);
/* What the symbol stands for, or NULL. Valid until something is bound. */
const fr_binding *fr_lookup(const fr_symbols *symbols, fr_symbol symbol, fr_name_space space);
/* Notes that a symbol, which is bound as a term, was mentioned. */
void fr_mark_used(fr_symbols *symbols, fr_symbol symbol);
void fr_bind(fr_symbols *symbols, fr_symbol symbol, fr_name_space space, fr_binding binding);
void fr_unbind(fr_symbols *symbols, fr_symbol symbol, fr_name_space space);
/* Binds until the level is popped, or for good. */
void fr_declare(fr_symbols *symbols, fr_symbol symbol, fr_name_space space, fr_binding binding, bool global);
/* Forgets what commands have bound since there were so many scoped and global bindings. */
void fr_symbols_take_back(fr_symbols *symbols, size_t scoped, size_t global);
void fr_symbols_push(fr_symbols *symbols);
void fr_symbols_pop(fr_symbols *symbols);
/* Forgets all levels and what belongs to them; and, if asked to, what is global. */
void fr_symbols_reset(fr_symbols *symbols, bool global_too);

#endif
