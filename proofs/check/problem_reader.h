/* problem_reader.h: what the parts of the problem's reader share: names, scopes, sorts, values that may depend on a
 * macro's parameters.
 *
 * A value is closed (a term) or open (a node over the parameters of the definition being read). Open nodes are
 * hash-consed, so a definition is instantiated in time linear in its shared size; a call inside a definition is
 * expanded when it is read. Each open node has a shadow: the term that it is when the parameters are fresh constants,
 * from which it gets its sort. */
#ifndef CHECK_PROBLEM_READER_H
#define CHECK_PROBLEM_READER_H

#include "problem.h"
#include "smt_lex.h"

typedef struct value {
  uint32_t id; /* a term, or an index of `nodes` */
  bool open;
} value;

/* An application, or (symbol PARAMETER) the parameter of index `first`, or (symbol BOUND) the variable of a quantifier,
 * which is open, too, until the quantifier is eliminated. */
#define PARAMETER UINT32_MAX
#define BOUND (UINT32_MAX - 1)
typedef struct node {
  uint32_t symbol;       /* of theory_symbols */
  uint32_t first, count; /* arguments in node_arguments */
  uint32_t next;         /* with the same hash: index + 1, or 0 */
  eo_term shadow;
} node;

typedef enum binding_kind { BINDING_VALUE, BINDING_MACRO } binding_kind;

typedef struct binding {
  uint32_t name;
  uint32_t shadowed; /* what the name meant before: index + 1, or 0 */
  binding_kind kind;
  bool named; /* by (! t :named n) */
  bool used;  /* mentioned since it was bound */
  bool over;  /* its scope is left; names given by :named within, which outlive it, lie above it */
  value value;
  uint32_t macro;
} binding;

typedef struct macro {
  uint32_t first_node, end_node; /* the first nodes are the parameters */
  uint32_t parameter_count;
  value body;
} macro;

typedef struct name_entry {
  size_t at, length;      /* its text, in name_text */
  uint32_t next;          /* with the same hash: index + 1, or 0 */
  uint32_t binding, sort; /* what it means now: index + 1, or 0 */
  uint32_t theory;        /* index of theory_symbols + 1, or 0 */
  bool theory_meant;      /* it was used for that */
} name_entry;

typedef struct sort_definition {
  uint32_t name, shadowed;
  uint32_t parameter_count;
  int32_t parameter; /* the parameter that it is, or -1 */
  eo_term sort;
} sort_definition;

typedef struct sort_value {
  int32_t parameter; /* of the define-sort being read, or -1 */
  eo_term sort;
} sort_value;

/* A term being read; see problem_term.c. */
typedef struct open_term {
  enum { OPEN_THEORY, OPEN_MACRO, OPEN_LET, OPEN_LET_BODY, OPEN_ANNOTATED, OPEN_EXISTS, OPEN_FORALL } kind;
  bool indexed;    /* a theory symbol whose indices are its first arguments */
  uint32_t id;     /* symbol or macro; number of bindings of a let or quantifier */
  size_t values;   /* size of `values` before its arguments */
  size_t bindings; /* size of `bindings` before those of a let or quantifier */
  size_t names;    /* size of `let_names` before those of a let */
  size_t at;
} open_term;

typedef struct level {
  size_t bindings, sorts;
  uint32_t frame;
} level;

typedef struct reader {
  problem *p;
  heap *heap;
  report *report;
  eo *e;
  const char *file;
  lexer lexer;
  eo_term sorts[4]; /* Bool, Int, String, RegLan */
  VEC(name_entry) names;
  vec_char name_text;
  map name_hash;
  VEC(binding) bindings;
  VEC(sort_definition) sort_definitions;
  VEC(macro) macros;
  VEC(node) nodes;
  VEC(value) node_arguments;
  map node_hash;
  VEC(value) values;
  VEC(value) instance;
  VEC(open_term) open_terms;
  vec_u32 let_names;
  vec_u32 sort_parameters; /* names of the define-sort being read */
  vec_u32 arguments;       /* terms, for eo_apply */
  vec_u32 codes;
  vec_char text;
  VEC(level) levels; /* the open frames */
  uint32_t epoch;
  uint32_t first_node;  /* of the definition being read */
  uint32_t quantifiers; /* how many are open */
  bool global_declarations;
} reader;

/* The symbols of SMT-LIB that a problem may use. */
typedef enum theory_way {
  WAY_PLAIN,
  WAY_TRUE,
  WAY_FALSE,
  WAY_MINUS,     /* of a numeral: the negative one */
  WAY_CHARACTER, /* a string literal */
  WAY_INDEXOF,   /* with two arguments, as in SMT-LIB 2.5 */
  WAY_LOOP,      /* without indices, likewise */
  WAY_DIVISIBLE  /* by a positive numeral */
} theory_way;
typedef struct theory_symbol {
  const char *name;      /* in scripts */
  const char *signature; /* in the signature */
  uint8_t least, most;   /* arguments; most 0: any number */
  uint8_t indices;
  theory_way way;
} theory_symbol;
extern const theory_symbol theory_symbols[];
extern const size_t theory_symbol_count;

/* Fails with a message about the script; `at` is an offset. Always false. */
bool reader_fail(reader *r, size_t at, const char *format, ...) CHECK_PRINTF(3, 4);
/* Reports that a token is not what was expected. Always false. */
bool reader_unexpected(reader *r, token t, const char *expected);
/* Reports a failure of `eo`. Always false. */
bool reader_eo_failed(reader *r, size_t at);
bool reader_expect(reader *r, token_kind kind, const char *expected, token *out);

/* problem.c: is this the name of a command? */
bool reader_is_command(const char *text, size_t length);

/* problem_names.c */
/* The index of a name, made if it is new; false without memory. */
bool reader_name(reader *r, const char *text, size_t length, uint32_t *out);
bool reader_bind(reader *r, uint32_t name, binding b);
void reader_unbind(reader *r, size_t size);
/* Ends the scope of `count` bindings from `first` on, above which only names given by :named may lie. */
void reader_unbind_some(reader *r, size_t first, size_t count);
/* A symbol that may be bound: no reserved word. */
bool reader_free_name(reader *r, const char *expected, token *t, uint32_t *out);
/* A symbol that a declaration or definition may introduce. */
bool reader_new_name(reader *r, uint32_t *out);
bool reader_names_init(reader *r);
bool reader_sort(reader *r, sort_value *out);
/* A sort without parameters. */
bool reader_closed_sort(reader *r, eo_term *out);
const char *reader_sort_name(const reader *r, eo_term sort);

/* problem_values.c */
eo_term reader_type(reader *r, value v);
/* Applies a theory symbol (its indices come first) to values. */
bool reader_apply(reader *r, uint32_t symbol, size_t count, const value *arguments, size_t at, value *out);
/* A parameter, or the variable of a quantifier. */
bool reader_parameter(reader *r, uint32_t name, eo_term sort, bool bound, value *out);
/* The number of a symbol of the theory, by its name. */
uint32_t reader_theory_symbol(const char *name);
/* Instantiates a macro; the arguments are those of `values` from `base` on. */
bool reader_instantiate(reader *r, uint32_t macro, size_t base, size_t at, value *out);

/* problem_quantifier.c */
/* Turns the body of a quantifier over the variables (nodes), of which one at least is mentioned in it, into the formula
 * without it. */
bool reader_eliminate(reader *r, bool universal, size_t count, const uint32_t *variables, size_t at, value *body);

/* problem_term.c */
bool reader_term(reader *r, value *out);
/* Skips what follows up to the bracket that closes the present command. */
bool reader_skip(reader *r);

#endif
