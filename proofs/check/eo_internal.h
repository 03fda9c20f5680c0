/* eo_internal.h: what the files of the Eunoia engine share.
 *
 * Terms. A term is a 32-bit number. Below 2^30 it is the index of a node in a table; nodes are hash-consed, and a
 * node's parts are older than the node, so that the table can be cut back to any mark. Numerals of 31 bits and strings
 * of one character are no nodes: they are written in the number itself (bits 31 and 30). Applications are flat: the
 * curried ((f a) b) is one node with head f and arguments a, b, and a head is never an application itself, so that
 * there is one form for each curried term. The opaque arguments of a symbol come first among the arguments and belong
 * to it: a pattern whose head is a parameter does not reach into them.
 *
 * Nodes with tags from TAG_PARAM on occur only in signatures. A term is "ground" without parameters, and "stuck" if it
 * holds an application of a program or a built-in that did not evaluate. At run time a stuck value is the number 0,
 * whatever it holds: the only built-ins that look at stuck values are eo::is_ok, eo::is_eq and the kind tests, and to
 * these it is false what it was.
 *
 * Failure (memory, limits) is sticky in `failed` until the present call of the interface ends; every result is thrown
 * away then, so that running out of memory can never look like a stuck term. */
#ifndef EO_INTERNAL_H
#define EO_INTERNAL_H

#include "eo.h"

#include <stdarg.h>
#include <string.h>

enum {
  EO_IMMEDIATE = 0x40000000u,
  EO_CHAR_BIT = 0x40000000u, /* 01: a string of one character */
  EO_MAX_CODE = 0x2FFFFu,
  EO_DEPTH = 2000,         /* nesting of signature text and terms: some hundreds of bytes of C stack a level */
  EO_RUNS = 200,           /* programs in types of terms in programs ...: nested runs of the machine */
  EO_MAX_STACK = 1u << 26, /* words of the machine's stack: more is EO_LIMIT */
  EO_MAX_LIMBS = 1u << 17, /* a numeral larger than that is EO_LIMIT */
  EO_MAX_MEMO = 1u << 22,  /* remembered results; beyond, all are forgotten */
  EO_SLICE = 1u << 14      /* steps between two looks at the budget */
};
#define EO_NUMERAL_BIT 0x80000000u
#define EO_SMALL_BIAS 0x40000000
#define EO_MAX_STEPS ((uint64_t)1 << 32)
#define EO_UNSET 0xFFFFFFFFu

/* The first terms, the same in every engine. */
enum { TERM_TYPE = 1, TERM_BOOL = 2, TERM_TRUE = 3, TERM_FALSE = 4 };

typedef enum eo_tag {
  TAG_NONE,
  TAG_SYMBOL,   /* arg[0]: symbol; arg[1]: its nil, if it has a ground one */
  TAG_CONSTANT, /* arg[0]: where its name begins in `chars`; arg[1]: length; head: sort */
  TAG_NUMERAL,  /* 64 bits; with FLAG_BIG arg[0]: where its limbs begin, arg[1]: how many, highest bit: negative */
  TAG_STRING,   /* arg[0]: where its codes begin, arg[1]: how many */
  TAG_APP,      /* head, arguments */
  TAG_ARROW,    /* function type: arguments (one, or the opaque ones), last the result */
  TAG_PARAM,    /* arg[0]: symbol */
  TAG_PROGRAM,  /* arg[0]: program */
  TAG_CALL,     /* head: program (a term with TAG_PROGRAM) */
  TAG_OP,       /* head: eo_op */
  TAG_PROGRAM_TYPE,
  TAG_QUOTE
} eo_tag;

enum {
  FLAG_OPEN = 1, /* holds parameters */
  FLAG_EVAL = 2, /* holds programs or built-ins */
  FLAG_BIG = 4
};

typedef struct eo_node {
  uint8_t tag, flags;
  uint16_t count; /* of arguments */
  uint32_t head;
  uint32_t arg[2]; /* the arguments if there are at most two, otherwise arg[0] is where they begin in `words` */
  uint32_t hash, next;
  uint32_t type; /* 0: not computed, EO_UNSET: ill-typed */
  uint32_t len; /* application of an n-ary symbol: its length as a list, 0 if it does not end in nil; symbol: eo_attr */
} eo_node;

typedef enum eo_attr {
  ATTR_NONE,
  ATTR_LIST,
  ATTR_RIGHT_ASSOC,
  ATTR_LEFT_ASSOC,
  ATTR_RIGHT_ASSOC_NIL,
  ATTR_LEFT_ASSOC_NIL,
  ATTR_RIGHT_ASSOC_NS_NIL,
  ATTR_LEFT_ASSOC_NS_NIL,
  ATTR_CHAINABLE,
  ATTR_PAIRWISE,
  ATTR_ARG_LIST,
  ATTR_OPAQUE
} eo_attr;

typedef enum eo_op {
  OP_NONE,
  OP_ITE,
  OP_REQUIRES,
  OP_IS_OK,
  OP_IS_EQ,
  OP_EQ,
  OP_IS_Z,
  OP_IS_STR,
  OP_IS_BOOL,
  OP_CMP,
  OP_HASH,
  OP_TYPEOF,
  OP_NOT,
  OP_AND,
  OP_OR,
  OP_XOR,
  OP_ADD,
  OP_MUL,
  OP_NEG,
  OP_ZDIV,
  OP_ZMOD,
  OP_IS_NEG,
  OP_GT,
  OP_LEN,
  OP_CONCAT,
  OP_EXTRACT,
  OP_FIND,
  OP_TO_Z,
  OP_TO_STR,
  OP_NIL,
  OP_CONS,
  OP_LIST_LEN,
  OP_LIST_CONCAT,
  OP_LIST_NTH,
  OP_LIST_FIND,
  OP_LIST_REV,
  OP_LIST_ERASE,
  OP_LIST_ERASE_ALL,
  OP_LIST_SETOF,
  OP_LIST_MINCLUDE,
  OP_LIST_MEQ,
  OP_LIST_DIFF,
  OP_LIST_INTER,
  OP_LIST_SINGLETON_ELIM,
  OP_LIST_SINGLETON_INTRO,
  OP_LIST_REPEAT,
  OP_COUNT
} eo_op;

typedef struct eo_symbol_info {
  uint32_t name;           /* in `names` */
  uint32_t attribute;      /* nil (perhaps open), or the combining symbol; 0 if there is none */
  uint32_t opaque;         /* how many */
  uint32_t overload;       /* the symbol's term that this one overloads, or 0 */
  uint8_t attr, unused[3]; /* eo_attr */
} eo_symbol_info;

/* What a name stands for. Bindings of one name form a stack. */
typedef enum eo_binding_kind {
  BIND_TERM,
  BIND_MACRO,
  BIND_PROGRAM,
  BIND_BUILTIN,
  BIND_ARROW,
  BIND_APPLY,
  BIND_LET,
  BIND_UNSUPPORTED
} eo_binding_kind;

typedef struct eo_binding {
  uint8_t kind, local, unused[2]; /* no holes: images are the same bytes each time */
  uint32_t value;                 /* term, macro, program, eo_op */
  uint32_t under;                 /* the binding that this one hides, or 0 */
} eo_binding;

typedef struct eo_name {
  uint32_t at, length, hash, next;
  uint32_t binding, rule;
} eo_name;

typedef struct eo_macro {
  uint32_t params, count; /* in `params` */
  uint32_t body;
} eo_macro;

typedef struct eo_case {
  uint32_t pattern, body;
} eo_case;

typedef struct eo_program {
  uint32_t name, term, type;
  uint32_t arity;
  uint32_t cases, case_count;
  uint8_t defined, compiled, memo, is_rule;
  uint32_t frame, operands;    /* words for parameters; most words in use above them */
  uint32_t select;             /* the argument that selects the cases */
  uint32_t table, mask, other; /* in `code`: pairs of key and chain; the chain for all other keys */
} eo_program;

typedef struct eo_rule_info {
  uint32_t name, program; /* program 0: the conclusion is `fixed` */
  uint32_t args, premises;
  uint32_t list; /* the symbol of :premise-list, or 0 */
  uint32_t fixed;
  uint8_t assumption, unused[3];
} eo_rule_info;

typedef struct eo_memo {
  uint32_t hash, next, key, arg[2], value;
} eo_memo;
typedef struct eo_frame {
  uint32_t pc, fp, program, pending;
} eo_frame;
typedef struct eo_pair {
  uint32_t key, value;
} eo_pair;

/* A growing array: `n` used of `cap`. */
#define EO_VEC(type)                                                                                                   \
  struct {                                                                                                             \
    type *v;                                                                                                           \
    size_t n, cap;                                                                                                     \
  }

struct eo {
  budget *budget;
  eo_image *image;    /* some arrays may still lie in it; or NULL */
  size_t table_bytes; /* of the image, counted as the engine's */
  eo_status state;
  bool failed;
  char message[512];

  EO_VEC(eo_node) nodes;
  uint32_t *buckets, bucket_mask;
  EO_VEC(uint32_t) words;
  EO_VEC(uint64_t) limbs;
  EO_VEC(uint32_t) codes;
  EO_VEC(char) chars;
  EO_VEC(eo_pair) marks;    /* the `base` before, and how many results were remembered then */
  uint32_t base;            /* terms of the newest mark */
  EO_VEC(uint32_t) retyped; /* nodes below `base` whose type lies above it */

  EO_VEC(eo_memo) memo;
  uint32_t forgotten; /* how often all remembered results were forgotten */
  uint64_t *memo_buckets;
  uint32_t memo_mask;
  EO_VEC(uint32_t) memo_words;

  EO_VEC(eo_name) names;
  uint32_t *name_buckets, name_mask;
  EO_VEC(eo_binding) bindings;
  EO_VEC(uint32_t) scope; /* names bound locally */
  EO_VEC(eo_symbol_info) symbols;
  EO_VEC(eo_macro) macros;
  EO_VEC(uint32_t) params;
  EO_VEC(eo_program) programs;
  EO_VEC(eo_case) cases;
  EO_VEC(eo_rule_info) rules;
  EO_VEC(uint32_t) included; /* names of files */
  uint32_t numeral_type, string_type;

  EO_VEC(uint32_t) code;
  EO_VEC(uint32_t) stack; /* of the machine */
  EO_VEC(eo_frame) frames;
  EO_VEC(uint32_t) pending;
  uint64_t steps, settled, stop_at; /* of this call: made, told the budget, when to ask it again */
  uint32_t runs, depth;
  uint32_t blame; /* the program that matched nothing last */
  uint32_t ill;   /* the application that did not type-check last */

  EO_VEC(uint32_t) args; /* arguments of applications being built */
  EO_VEC(uint32_t) work; /* stack of walks over terms */
  EO_VEC(eo_pair) cache; /* of substitutions */
  EO_VEC(uint32_t) list; /* elements of lists */
  EO_VEC(eo_pair) bag;
};

/* eo_mem.c */
bool eo_grow(eo *e, void *array, size_t *cap, size_t need, size_t size);
void *eo_alloc_zero(eo *e, size_t count, size_t size);
void eo_free(eo *e, void *p, size_t count, size_t size);
uint32_t eo_fail(eo *e, eo_status status, const char *format, ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 3, 4)))
#endif
    ;
/* Counts steps; false, with a failure, when there are no more. */
bool eo_settle(eo *e);
static inline bool eo_spend(eo *e, uint64_t steps)
{
  e->steps += steps;
  return e->steps < e->stop_at || eo_settle(e);
}
/* Around each call of the interface: `eo_enter` clears older failures; `eo_leave` is false if anything failed. */
void eo_enter(eo *e);
bool eo_leave(eo *e, bool ok);

#define EO_ROOM(e, vec, more)                                                                                          \
  ((vec)->n + (more) <= (vec)->cap || eo_grow((e), &(vec)->v, &(vec)->cap, (vec)->n + (more), sizeof *(vec)->v))
#define EO_PUSH(e, vec, value) (EO_ROOM(e, vec, 1) && ((vec)->v[(vec)->n++] = (value), true))

/* eo_term.c */
static inline bool eo_is_node(eo_term t)
{
  return t < EO_IMMEDIATE;
}
static inline eo_node *eo_at(const eo *e, eo_term t)
{
  return e->nodes.v + t;
}
static inline eo_tag eo_tag_of(const eo *e, eo_term t)
{
  return t & EO_NUMERAL_BIT ? TAG_NUMERAL : t & EO_CHAR_BIT ? TAG_STRING : (eo_tag)e->nodes.v[t].tag;
}
static inline unsigned eo_flags(const eo *e, eo_term t)
{
  return eo_is_node(t) ? e->nodes.v[t].flags : 0;
}
static inline bool eo_is_value(const eo *e, eo_term t)
{
  return !(eo_flags(e, t) & (FLAG_OPEN | FLAG_EVAL));
}
static inline const uint32_t *eo_args(const eo *e, const eo_node *n)
{
  return n->count <= 2 ? n->arg : e->words.v + n->arg[0];
}
/* How many of the arguments of an application belong to its head. */
static inline size_t eo_opaque(const eo *e, eo_term head)
{
  return eo_tag_of(e, head) == TAG_SYMBOL ? e->symbols.v[e->nodes.v[head].arg[0]].opaque : 0;
}
/* Where `p` lies in an array that may be about to move; SIZE_MAX if it does not. */
static inline size_t eo_offset_in(const uint32_t *array, size_t n, const uint32_t *p)
{
  return array && p >= array && p < array + n ? (size_t)(p - array) : SIZE_MAX;
}
bool eo_init_terms(eo *e);
/* Arguments may lie in any array of the engine: they are copied first where that matters. */
eo_term eo_make(eo *e, eo_tag tag, uint32_t head, size_t count, const eo_term *args);
eo_term eo_make_app(eo *e, eo_term head, size_t count, const eo_term *args); /* flattens */
eo_term eo_make_symbol(eo *e, eo_tag tag, uint32_t index, eo_term type);
eo_term eo_make_int(eo *e, int64_t value);
eo_term eo_make_limbs(eo *e, bool negative, const uint64_t *limbs, size_t count);
eo_term eo_make_string(eo *e, const uint32_t *codes, size_t length);
/* The codes of a string; `one` is used for a string of one character. */
const uint32_t *eo_codes(const eo *e, eo_term t, uint32_t *one, size_t *length);
static inline uint32_t eo_mix(uint32_t h, uint32_t x)
{
  uint64_t p = (uint64_t)(h ^ x) * 0x9e3779b97f4a7c15u;
  return (uint32_t)(p >> 32) + h * 31;
}
static inline uint32_t eo_finish(uint32_t h)
{
  h ^= h >> 15;
  h *= 0x2c1b3c6du;
  h ^= h >> 13;
  return h;
}
bool eo_big_negative(const eo *e, eo_term t, const uint64_t **limbs, size_t *count);

/* eo_number.c */
eo_term eo_number_op(eo *e, eo_op op, eo_term a, eo_term b); /* add mul zdiv zmod; 0: does not evaluate */
eo_term eo_number_neg(eo *e, eo_term a);
int eo_number_sign(const eo *e, eo_term a);
int eo_number_compare(const eo *e, eo_term a, eo_term b);
bool eo_number_small(const eo *e, eo_term a, int64_t *value); /* if it has 64 bits */
eo_term eo_number_read(eo *e, const char *digits, size_t length);
char *eo_number_write(eo *e, eo_term a, size_t *size); /* to be freed with eo_free(e, p, size, 1) */

/* eo_name.c */
uint32_t eo_intern(eo *e, const char *text, size_t length);
uint32_t eo_lookup_name(const eo *e, const char *text, size_t length); /* 0 if it was never seen */
const char *eo_name_text(const eo *e, uint32_t name, int *length);
bool eo_bind(eo *e, uint32_t name, eo_binding_kind kind, uint32_t value, bool local);
void eo_unbind(eo *e, size_t scope);
bool eo_init_names(eo *e);

/* eo_type.c */
eo_term eo_type_of(eo *e, eo_term t); /* 0: ill-typed, or failed */
/* Matches the open term `pattern` against a term; new bindings are added to e->cache from `from` on. */
bool eo_match(eo *e, eo_term pattern, eo_term t, size_t from);
eo_term eo_nil_of(eo *e, eo_term symbol, eo_term type, bool of_list); /* 0: none */

/* eo_subst.c: evaluation of signature terms, open or not */
eo_term eo_substitute(eo *e, eo_term t,
                      size_t from); /* parameters as bound in e->cache from `from` on, which is cut back to `from` */
eo_term eo_build_op(eo *e, eo_op op, size_t count, const eo_term *args);
eo_term eo_build_call(eo *e, uint32_t program, size_t count, const eo_term *args);

/* eo_apply.c: applications as they are written, desugared */
eo_term eo_build(eo *e, eo_term head, size_t count, const eo_term *args);
eo_term eo_build_macro(eo *e, uint32_t macro, size_t count, const eo_term *args);
bool eo_op_arity(eo_op op, size_t count);

/* eo_builtin.c, eo_list.c: built-ins on values (0: stuck); the result is 0 if it does not evaluate */
eo_term eo_builtin(eo *e, eo_op op, const eo_term *args);
eo_term eo_list_op(eo *e, eo_op op, const eo_term *args);
static inline bool eo_is_nary(const eo *e, eo_term f)
{
  unsigned attr = eo_is_node(f) && e->nodes.v[f].tag == TAG_SYMBOL ? e->nodes.v[f].len : 0;
  return attr >= ATTR_RIGHT_ASSOC_NIL && attr <= ATTR_LEFT_ASSOC_NS_NIL;
}
static inline bool eo_is_left(const eo *e, eo_term f)
{
  return e->nodes.v[f].len == ATTR_LEFT_ASSOC_NIL || e->nodes.v[f].len == ATTR_LEFT_ASSOC_NS_NIL;
}

/* eo_memo.c */
bool eo_memo_find(eo *e, uint32_t key, const eo_term *args, size_t count, eo_term *value);
void eo_memo_add(eo *e, uint32_t key, const eo_term *args, size_t count, eo_term value);
void eo_memo_release(eo *e, size_t entries, uint32_t terms);
enum { MEMO_FIND = 0xFFFFF0, MEMO_INDEXED, MEMO_SEEN, MEMO_TYPE };

/* eo_compile.c, eo_machine.c */
bool eo_compile(eo *e, uint32_t program);
/* Runs a program on values; 0: stuck or failed. */
eo_term eo_run(eo *e, uint32_t program, const eo_term *args);

/* The machine's instructions: the lowest 8 bits of a word, an operand in the other 24, more operands in the words that
 * follow. */
enum eo_code {
  /* matching: what fails goes on with the next case */
  CODE_MATCH_TERM,   /* slot; term */
  CODE_MATCH_SLOT,   /* slot; slot */
  CODE_MATCH_APP,    /* slot; head, count, first slot for the arguments */
  CODE_MATCH_PREFIX, /* slot; count, first slot: for the application without its last `count` arguments, and those */
  CODE_MATCH_NODE,   /* slot; tag, count, first slot */
  CODE_CLEAR,        /* slot; count */
  /* evaluation */
  CODE_TERM,      /* -; term */
  CODE_SLOT,      /* slot */
  CODE_SLOTS,     /* two slots of 12 bits */
  CODE_APP,       /* count; head */
  CODE_APP_VALUE, /* count: the head lies below the arguments */
  CODE_NODE,      /* count; tag */
  CODE_OP,        /* eo_op; count */
  CODE_CALL,      /* program */
  CODE_TAIL,      /* program */
  CODE_RETURN,
  CODE_RETURN_TERM, /* -; term */
  CODE_RETURN_SLOT, /* slot */
  CODE_ITE,         /* -; else, end */
  CODE_ITE_TAIL,    /* -; else */
  CODE_REQUIRE,     /* -; end */
  CODE_REQUIRE_TAIL,
  CODE_JUMP,       /* -; where */
  CODE_SHARED,     /* slot; where: the value of the slot, computed first if it has none */
  CODE_SHARED_END, /* slot */
  CODE_SHARED_TAIL /* slot; where */
};

/* eo_lex.c */
typedef enum eo_token {
  TOKEN_END,
  TOKEN_OPEN,
  TOKEN_CLOSE,
  TOKEN_SYMBOL,
  TOKEN_KEYWORD,
  TOKEN_NUMERAL,
  TOKEN_STRING,
  TOKEN_BAD
} eo_token;

typedef struct eo_lexer {
  eo *e;
  const char *file, *text;
  size_t length, at; /* of the text; where the next token begins to be looked for */
  size_t start;      /* of the token */
  const char *token; /* its text: without bars; strings without quotes, not unescaped */
  size_t token_length;
  eo_token kind;
  unsigned depth; /* open parentheses */
} eo_lexer;

eo_token eo_next(eo_lexer *l);
uint32_t eo_complain(eo_lexer *l, size_t at, const char *format, ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 3, 4)))
#endif
    ;
eo_term eo_string_literal(eo_lexer *l);
uint32_t eo_locate(eo_lexer *l, size_t at); /* says where the failure just reported happened; 0 */
static inline bool eo_token_is(const eo_lexer *l, const char *text)
{
  return l->token_length == strlen(text) && !memcmp(l->token, text, l->token_length);
}

/* eo_parse.c: the term that begins with the present token */
eo_term eo_parse(eo_lexer *l);
eo_term eo_parse_type(eo_lexer *l);
bool eo_expect(eo_lexer *l, eo_token kind, const char *what); /* the next token */

/* eo_command.c: one command; the present token is its open parenthesis, afterwards its closing one. `include` is left
 * to eo_load.c: the token is then the file's name, and *file is true. */
bool eo_command(eo_lexer *l, bool *file);
/* eo_program.c */
bool eo_read_params(eo_lexer *l, bool *refine);
bool eo_read_program(eo_lexer *l);
bool eo_read_rule(eo_lexer *l);

/* eo_image.c */
bool eo_adopt(eo *e, eo_image *image);
bool eo_adopt_copy(eo *e, const eo_image *image);
bool eo_is_table(const eo *e, const void *p); /* Does it belong to the image? */

/* eo_rule.c */
eo_term eo_conclude_program(eo *e, const eo_rule_info *r, const eo_term *args, size_t premise_count,
                            const eo_term *premises);

#endif
