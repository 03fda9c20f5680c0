/* strsmt.h: the public interface of libstrsmt.
 *
 * libstrsmt decides questions about strings, regular expressions, integers and Booleans, as SMT-LIB 2.6 defines
 * them (QF_S, QF_SLIA), and writes a proof of each `unsat`. A program:
 *
 *     #include <stdio.h>
 *     #include <strsmt.h>
 *
 *     int main(void)
 *     {
 *       strsmt *s = strsmt_new(NULL);
 *       strsmt_term x = strsmt_make_constant(s, "x", STRSMT_SORT_STRING);
 *       strsmt_term digit = strsmt_make_2(s, STRSMT_RE_RANGE, strsmt_make_string(s, "0"), strsmt_make_string(s, "9"));
 *       strsmt_assert(s, strsmt_make_2(s, STRSMT_STR_IN_RE, x, strsmt_make_1(s, STRSMT_RE_PLUS, digit)));
 *       if (strsmt_check(s) == STRSMT_SAT) {
 *         char text[64];
 *         strsmt_print_term(s, strsmt_value(s, x), text, sizeof text);
 *         puts(text);
 *       }
 *       strsmt_delete(s);
 *     }
 *
 * States of a context (`strsmt_current_state`):
 *
 *                 assert, push, pop, reset_assertions
 *       new       +--------------------------------+
 *        |        v                                |
 *        +--->  INPUT  ---- check ---->  SAT, UNSAT or UNKNOWN  --+
 *                 |                                ^              | check
 *                 |                                +--------------+
 *                 +--- out of memory, or the proof sink failed, in any state ---> BROKEN
 *
 * "check" stands for `strsmt_check`, `strsmt_check_assuming` and `strsmt_check_limited`. Terms can be built and looked
 * at in every state but BROKEN. What needs a state of its own:
 *
 *       SAT       strsmt_value, strsmt_print_model
 *       UNSAT     strsmt_failed_assumptions, strsmt_get_core
 *       UNKNOWN   strsmt_unknown_reason
 *
 * `strsmt_set_proof` and `strsmt_keep_proof` come before the first check. In the state BROKEN only the queries of errors,
 * of the state and of statistics, and `strsmt_delete`, are of use: all others fail.
 *
 * Errors. A function that fails returns an error code, or the null value of its type (STRSMT_NO_TERM, NULL, false, 0,
 * STRSMT_UNKNOWN), and leaves a code and a message on the context (`strsmt_error`, `strsmt_error_message`); the message
 * names the function, the argument and the reason. A failed call changes nothing else. Passing STRSMT_NO_TERM as an
 * argument term fails with STRSMT_ERROR_ARGUMENT, so a whole expression can be built first and its error looked at
 * once. The first error stays until `strsmt_clear_error`. Unless a function says otherwise, it can fail with
 * STRSMT_ERROR_ARGUMENT, STRSMT_ERROR_STATE (a BROKEN context), STRSMT_ERROR_MEMORY and STRSMT_ERROR_BUSY. A NULL
 * context is allowed everywhere; the function then does nothing and returns its null value or STRSMT_ERROR_ARGUMENT.
 *
 * Terms of another context are numbers like others: one that this context does not have is refused, any other means
 * this context's own term of that number.
 *
 * Threads. A context is used by one thread at a time, and may move from thread to thread; contexts share nothing. Only
 * `strsmt_interrupt` may be called from another thread, or from a signal handler, while the context exists. A call that
 * comes while a long one (a check, a core, a value or a model) runs, from another thread or from a callback,
 * is refused with STRSMT_ERROR_BUSY; the long call goes on, and leaves that error when it returns.
 *
 * Units. Characters are Unicode code points 0 to 0x2FFFF, positions and lengths count characters, times are seconds,
 * sizes are bytes. Text passed in and out is UTF-8 where a function says so. */
#ifndef STRSMT_H
#define STRSMT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define STRSMT_API __attribute__((visibility("default")))
#else
#define STRSMT_API
#endif

#define STRSMT_VERSION_MAJOR 0
#define STRSMT_VERSION_MINOR 1
#define STRSMT_VERSION_PATCH 0
#define STRSMT_VERSION "0.1.0"
/* 100 for 0.1.0: to be compared in #if. */
#define STRSMT_VERSION_NUMBER 100

/* A context: terms, assertions, and the solver that holds them. */
typedef struct strsmt strsmt;

/* A term of one context. Terms are hash-consed: equal terms are equal numbers. They live as long as their context. */
typedef uint32_t strsmt_term;
#define STRSMT_NO_TERM 0u

typedef enum strsmt_answer { STRSMT_UNKNOWN = 0, STRSMT_SAT = 10, STRSMT_UNSAT = 20 } strsmt_answer;

typedef enum strsmt_error_code {
  STRSMT_OK = 0,
  STRSMT_ERROR_ARGUMENT, /* a null, foreign or senseless argument */
  STRSMT_ERROR_SORT,     /* an argument of the wrong sort, or the wrong number of them */
  STRSMT_ERROR_STATE,    /* not allowed in this state */
  STRSMT_ERROR_MEMORY,   /* the allocator gave nothing; the context is BROKEN */
  STRSMT_ERROR_SINK,     /* the proof sink failed; the context is BROKEN */
  STRSMT_ERROR_INTERNAL, /* a fault of the library (a model or a lemma failed its own check) */
  STRSMT_ERROR_BUSY,     /* called while another call on the context runs: from another thread or from a callback */
  STRSMT_ERROR_SYNTAX,   /* a mistake in SMT-LIB text or in a pattern: see strsmt_error_place */
  STRSMT_ERROR_LIMIT     /* a limit of strsmt_set_limits ended work that is no check, or an interrupt did */
} strsmt_error_code;

typedef enum strsmt_state {
  STRSMT_STATE_INPUT = 0,
  STRSMT_STATE_SAT,
  STRSMT_STATE_UNSAT,
  STRSMT_STATE_UNKNOWN,
  STRSMT_STATE_BROKEN
} strsmt_state;

typedef enum strsmt_sort {
  STRSMT_SORT_NONE = 0,
  STRSMT_SORT_BOOL,
  STRSMT_SORT_INT,
  STRSMT_SORT_STRING,
  STRSMT_SORT_REGLAN
} strsmt_sort;

/* The kinds of terms. The comment gives the SMT-LIB symbol. Where it says chainable, pairwise, left or right, an
 * application to more than two arguments is built from applications to two, as SMT-LIB reads it:
 *   (= a b c) is (and (= a b) (= b c)), (distinct a b c) is (and (distinct a b) (distinct a c) (distinct b c)),
 *   (xor a b c) is (xor (xor a b) c), (=> a b c) is (=> a (=> b c)).
 * (A distinct of more than 64 arguments, of another sort than RegLan, is kept as it is until a check, and means the same.)
 * Where it says n-ary, it takes two arguments or more and keeps them as they are; with one argument, the result is that
 * argument. */
typedef enum strsmt_kind {
  STRSMT_KIND_NONE = 0,
  /* leaves */
  STRSMT_CONSTANT,       /* a declared constant */
  STRSMT_TRUE,           /* true */
  STRSMT_FALSE,          /* false */
  STRSMT_INT_LITERAL,    /* 42; a negative one is printed (- 42) */
  STRSMT_STRING_LITERAL, /* "text" */
  /* core */
  STRSMT_NOT,      /* not */
  STRSMT_AND,      /* and, n-ary */
  STRSMT_OR,       /* or, n-ary */
  STRSMT_XOR,      /* xor, left */
  STRSMT_IMPLIES,  /* =>, right */
  STRSMT_EQ,       /* =, chainable */
  STRSMT_DISTINCT, /* distinct, pairwise */
  STRSMT_ITE,      /* ite */
  /* integers */
  STRSMT_ADD,       /* +, n-ary */
  STRSMT_SUB,       /* -, left */
  STRSMT_NEG,       /* - with one argument */
  STRSMT_MUL,       /* *, n-ary */
  STRSMT_DIV,       /* div, left */
  STRSMT_MOD,       /* mod */
  STRSMT_ABS,       /* abs */
  STRSMT_LE,        /* <=, chainable */
  STRSMT_LT,        /* <, chainable */
  STRSMT_GE,        /* >=, chainable */
  STRSMT_GT,        /* >, chainable */
  STRSMT_DIVISIBLE, /* (_ divisible n): one index */
  /* strings */
  STRSMT_STR_CONCAT,         /* str.++, n-ary */
  STRSMT_STR_LEN,            /* str.len */
  STRSMT_STR_LT,             /* str.<, chainable */
  STRSMT_STR_LE,             /* str.<=, chainable */
  STRSMT_STR_AT,             /* str.at */
  STRSMT_STR_SUBSTR,         /* str.substr */
  STRSMT_STR_PREFIXOF,       /* str.prefixof */
  STRSMT_STR_SUFFIXOF,       /* str.suffixof */
  STRSMT_STR_CONTAINS,       /* str.contains */
  STRSMT_STR_INDEXOF,        /* str.indexof */
  STRSMT_STR_REPLACE,        /* str.replace */
  STRSMT_STR_REPLACE_ALL,    /* str.replace_all */
  STRSMT_STR_REPLACE_RE,     /* str.replace_re */
  STRSMT_STR_REPLACE_RE_ALL, /* str.replace_re_all */
  STRSMT_STR_IS_DIGIT,       /* str.is_digit */
  STRSMT_STR_TO_CODE,        /* str.to_code */
  STRSMT_STR_FROM_CODE,      /* str.from_code */
  STRSMT_STR_TO_INT,         /* str.to_int */
  STRSMT_STR_FROM_INT,       /* str.from_int */
  STRSMT_STR_IN_RE,          /* str.in_re */
  /* regular expressions */
  STRSMT_STR_TO_RE,  /* str.to_re */
  STRSMT_RE_NONE,    /* re.none */
  STRSMT_RE_ALL,     /* re.all */
  STRSMT_RE_ALLCHAR, /* re.allchar */
  STRSMT_RE_CONCAT,  /* re.++, n-ary */
  STRSMT_RE_UNION,   /* re.union, n-ary */
  STRSMT_RE_INTER,   /* re.inter, n-ary */
  STRSMT_RE_STAR,    /* re.* */
  STRSMT_RE_COMP,    /* re.comp */
  STRSMT_RE_DIFF,    /* re.diff, left */
  STRSMT_RE_PLUS,    /* re.+ */
  STRSMT_RE_OPT,     /* re.opt */
  STRSMT_RE_RANGE,   /* re.range */
  STRSMT_RE_POWER,   /* (_ re.^ n): one index */
  STRSMT_RE_LOOP,    /* (_ re.loop n m): two indices */
  STRSMT_KIND_COUNT
} strsmt_kind;

/* ---- contexts ---------------------------------------------------------------------------------------------------- */

/* An allocator. `resize(user, p, old, new)` behaves as realloc: p NULL (old 0) allocates, new 0 frees and returns NULL,
 * a failure returns NULL and leaves p as it was. All memory of the context comes from it, but for that of the SAT
 * solver, which uses operator new; if that fails, the error is STRSMT_ERROR_MEMORY as well. */
typedef struct strsmt_allocator {
  void *(*resize)(void *user, void *p, size_t old_size, size_t new_size);
  void *user;
} strsmt_allocator;

/* A new context, or NULL if there is no memory. `allocator` may be NULL (the C library's); it is copied. */
STRSMT_API strsmt *strsmt_new(const strsmt_allocator *allocator);
/* Frees the context and all that it owns. NULL is allowed. */
STRSMT_API void strsmt_delete(strsmt *s);

/* The version of the library that runs ("0.1.0": compare with STRSMT_VERSION, that of the header), and the name and version of the SAT solver in use. Static. */
STRSMT_API const char *strsmt_version(void);
STRSMT_API const char *strsmt_sat_version(void);

/* The first error since the last `strsmt_clear_error`, and its message ("" if none; owned by the context, valid until
 * the next call). */
STRSMT_API strsmt_error_code strsmt_error(const strsmt *s);
STRSMT_API const char *strsmt_error_message(const strsmt *s);
/* Where the mistake is that the error tells of, if it is one in a text: line and column, counted from 1 (a column is a
 * character), and the token that stands there, cut off after 63 bytes ("" at the end of the text; owned by the context,
 * valid until the next call). False if the error is not about a text. Each pointer may be NULL. */
STRSMT_API bool strsmt_error_place(const strsmt *s, unsigned *line, unsigned *column, const char **token);
/* Forgets the error. A BROKEN context stays broken. */
STRSMT_API void strsmt_clear_error(strsmt *s);
/* False once the context is BROKEN. */
STRSMT_API bool strsmt_usable(const strsmt *s);
STRSMT_API strsmt_state strsmt_current_state(const strsmt *s); /* STRSMT_STATE_BROKEN if s is NULL */

/* ---- options and limits ------------------------------------------------------------------------------------------ */

/* Limits of one check; 0 means none, and negative seconds, or a NaN, are STRSMT_ERROR_ARGUMENT. A limit that is reached
 * makes the answer STRSMT_UNKNOWN with a reason. A step is a unit of work of the search (the same number on every
 * machine). Bytes are those that the context holds, through its allocator and in its SAT solvers; the program and its
 * libraries are not among them. A SAT solver that tidies up may hold twice its own part for a moment. */
typedef struct strsmt_limits {
  double seconds;
  uint64_t steps;
  uint64_t bytes;
} strsmt_limits;

/* Limits of each check that is given none of its own. NULL: none. They are copied. */
STRSMT_API void strsmt_set_limits(strsmt *s, const strsmt_limits *limits);
/* Seed of the search; 0 at the start. */
STRSMT_API void strsmt_set_seed(strsmt *s, uint32_t seed);
/* Stops a running check (or the next one, if none runs), which then answers STRSMT_UNKNOWN. Async-signal-safe. */
STRSMT_API void strsmt_interrupt(strsmt *s);
/* Called now and then during a check, at most some times a second, with the statistics so far. NULL ends it. It must not
 * call functions on the context but `strsmt_interrupt`. */
struct strsmt_statistics;
typedef void (*strsmt_progress)(void *user, const struct strsmt_statistics *statistics);
STRSMT_API void strsmt_set_progress(strsmt *s, strsmt_progress progress, void *user);
/* Called with one line of text, without a line end, about what the library does: at level 1 each check and its answer
 * and each core, at level 2 also candidate models and lemmas. The wording is for human readers and may change. NULL or
 * level 0 ends it. It must not call functions on the context but `strsmt_interrupt`. */
typedef void (*strsmt_log)(void *user, unsigned level, const char *line);
STRSMT_API void strsmt_set_log(strsmt *s, strsmt_log log, void *user, unsigned level);

/* ---- terms ------------------------------------------------------------------------------------------------------- */

/* The constant of that name and sort (the same term for the same name and sort). The name is UTF-8 without `|` and `\`.
 * STRSMT_ERROR_SORT if there is a constant of that name and another sort: SMT-LIB text could not tell them apart. */
STRSMT_API strsmt_term strsmt_make_constant(strsmt *s, const char *name, strsmt_sort sort);
STRSMT_API strsmt_term strsmt_make_bool(strsmt *s, bool value);
STRSMT_API strsmt_term strsmt_make_int(strsmt *s, int64_t value);
/* From decimal digits with an optional leading '-', of any length. */
STRSMT_API strsmt_term strsmt_make_int_text(strsmt *s, const char *decimal);
/* From UTF-8 without escapes (a backslash is a backslash), ended by NUL; or of `length` bytes. Fails on broken UTF-8. */
STRSMT_API strsmt_term strsmt_make_string(strsmt *s, const char *utf8);
STRSMT_API strsmt_term strsmt_make_string_length(strsmt *s, const char *utf8, size_t length);
/* From code points. */
STRSMT_API strsmt_term strsmt_make_string_codes(strsmt *s, const uint32_t *codes, size_t length);
/* An application: sorts and number of arguments are checked. For a kind that takes no indices. */
STRSMT_API strsmt_term strsmt_make(strsmt *s, strsmt_kind kind, size_t count, const strsmt_term *args);
/* An application of STRSMT_RE_POWER (one index), STRSMT_RE_LOOP (two) or STRSMT_DIVISIBLE (one). */
STRSMT_API strsmt_term strsmt_make_indexed(strsmt *s, strsmt_kind kind, size_t index_count, const uint32_t *indices,
                                           size_t count, const strsmt_term *args);
STRSMT_API strsmt_term strsmt_make_0(strsmt *s, strsmt_kind kind);
STRSMT_API strsmt_term strsmt_make_1(strsmt *s, strsmt_kind kind, strsmt_term a);
STRSMT_API strsmt_term strsmt_make_2(strsmt *s, strsmt_kind kind, strsmt_term a, strsmt_term b);
STRSMT_API strsmt_term strsmt_make_3(strsmt *s, strsmt_kind kind, strsmt_term a, strsmt_term b, strsmt_term c);

/* Looking into a term. Each returns the null value of its type, with an error, if `t` is no term of `s` or is of
 * another kind. */
STRSMT_API strsmt_kind strsmt_term_kind(strsmt *s, strsmt_term t);
STRSMT_API strsmt_sort strsmt_term_sort(strsmt *s, strsmt_term t);
STRSMT_API size_t strsmt_term_arity(strsmt *s, strsmt_term t);
STRSMT_API strsmt_term strsmt_term_child(strsmt *s, strsmt_term t, size_t i);
STRSMT_API size_t strsmt_term_index_count(strsmt *s, strsmt_term t);
STRSMT_API uint32_t strsmt_term_index(strsmt *s, strsmt_term t, size_t i);
/* A constant's name: owned by the context, for its life. */
STRSMT_API const char *strsmt_term_name(strsmt *s, strsmt_term t);
/* A string literal's code points (owned by the context, valid until the next call); its length in *length. */
STRSMT_API const uint32_t *strsmt_term_codes(strsmt *s, strsmt_term t, size_t *length);
/* A string literal in UTF-8, and in printable ASCII with escapes \u{...} (as between the quotes of SMT-LIB, but a quote
 * is not doubled). Both as snprintf does: at most `size` bytes with the final NUL, and the length of the whole text is
 * returned; `buffer` may be NULL if `size` is 0. A string may contain U+0000. A string with a surrogate (U+D800 to
 * U+DFFF) has no UTF-8: STRSMT_ERROR_ARGUMENT. */
STRSMT_API size_t strsmt_term_utf8(strsmt *s, strsmt_term t, char *buffer, size_t size);
STRSMT_API size_t strsmt_term_escaped(strsmt *s, strsmt_term t, char *buffer, size_t size);
/* True, with the value in *value, if `t` is an integer literal that fits. No error otherwise. */
STRSMT_API bool strsmt_term_int64(strsmt *s, strsmt_term t, int64_t *value);
/* An integer literal of any size in decimal, with a leading '-' if it is negative; as snprintf does. */
STRSMT_API size_t strsmt_term_decimal(strsmt *s, strsmt_term t, char *buffer, size_t size);
/* True, with the value in *value, if `t` is true or false. No error otherwise. */
STRSMT_API bool strsmt_term_bool(strsmt *s, strsmt_term t, bool *value);
/* The symbol of a kind as SMT-LIB writes it ("str.in_re"); NULL for leaves. Static. */
STRSMT_API const char *strsmt_kind_symbol(strsmt_kind kind);
/* The name of a sort as SMT-LIB writes it ("RegLan"); NULL if there is no such sort. Static. */
STRSMT_API const char *strsmt_sort_name(strsmt_sort of);

/* Prints as SMT-LIB text (ASCII, \u{...} escapes, shared subterms repeated), as snprintf does: at most `size` bytes
 * with the final NUL, and the length of the whole text is returned. */
STRSMT_API size_t strsmt_print_term(strsmt *s, strsmt_term t, char *buffer, size_t size);

/* A term that means the same in every model, in simpler words: literals are computed with, what is idle goes. It depends
 * on nothing that is asserted. The limits of `strsmt_set_limits` hold; `t` itself where one is reached. */
STRSMT_API strsmt_term strsmt_simplify(strsmt *s, strsmt_term t);

/* The constants that were made, in that order: `strsmt_constant` for i below `strsmt_constant_count`. */
STRSMT_API size_t strsmt_constant_count(strsmt *s);
STRSMT_API strsmt_term strsmt_constant(strsmt *s, size_t i);

/* ---- assertions and answers -------------------------------------------------------------------------------------- */

/* Asserts a Bool term at the current level. */
STRSMT_API strsmt_error_code strsmt_assert(strsmt *s, strsmt_term t);
/* `levels` new levels; or back to what was asserted `levels` levels ago. */
STRSMT_API strsmt_error_code strsmt_push(strsmt *s, unsigned levels);
STRSMT_API strsmt_error_code strsmt_pop(strsmt *s, unsigned levels);
/* Forgets every assertion and level; terms stay. */
STRSMT_API strsmt_error_code strsmt_reset_assertions(strsmt *s);
/* The number of levels that are open, and the assertions that hold: `strsmt_assertion` for i below
 * `strsmt_assertion_count`, in the order in which they came. */
STRSMT_API unsigned strsmt_level_count(strsmt *s);
STRSMT_API size_t strsmt_assertion_count(strsmt *s);
STRSMT_API strsmt_term strsmt_assertion(strsmt *s, size_t i);

/* Is there a model of the assertions (and of the assumptions, Bool terms)? STRSMT_UNKNOWN also stands for an error.
 * `strsmt_check_limited` has limits of its own; with NULL, those of `strsmt_set_limits` hold. Besides the usual errors:
 * STRSMT_ERROR_SORT, STRSMT_ERROR_SINK, STRSMT_ERROR_INTERNAL. */
STRSMT_API strsmt_answer strsmt_check(strsmt *s);
STRSMT_API strsmt_answer strsmt_check_assuming(strsmt *s, size_t count, const strsmt_term *assumptions);
STRSMT_API strsmt_answer strsmt_check_limited(strsmt *s, size_t count, const strsmt_term *assumptions,
                                              const strsmt_limits *limits);

/* Why the last answer was STRSMT_UNKNOWN; "" if it was not. Owned by the context, valid until the next check. One of
 * "interrupted", "timeout", "step limit", "memory limit", or "incomplete: " and what could not be decided. */
STRSMT_API const char *strsmt_unknown_reason(strsmt *s);
/* The value of `t`, a literal, in the model of the last check; a value of sort RegLan is a closed regular expression.
 * Every constant has a value. */
STRSMT_API strsmt_term strsmt_value(strsmt *s, strsmt_term t);
/* The model of the last check as SMT-LIB text, as get-model prints it: a define-fun for each constant. As snprintf does.
 * Costs a value for each constant: see strsmt_value. */
STRSMT_API size_t strsmt_print_model(strsmt *s, char *buffer, size_t size);
/* After `unsat`: a subset of the assumptions that is enough for it, in their order. Owned by the context, valid until
 * the next check. */
STRSMT_API const strsmt_term *strsmt_failed_assumptions(strsmt *s, size_t *count);

/* An unsatisfiable core: terms that have no model together. What it points to is owned by the context and valid until
 * the next check or core. */
typedef struct strsmt_core {
  const strsmt_term *terms; /* assumptions, then assertions, in their order, each once */
  size_t count;
  bool minimal;      /* without any one of them there is a model */
  uint64_t checks;   /* that it took */
  const char *proof; /* in text form: refutes the core alone, asserted in this order; NULL if the budget ran out */
  size_t proof_size;
} strsmt_core;

/* After `unsat`: makes a core of the assertions and failed assumptions, as small as leaving them out one by one, and
 * asking again each time, makes it within the budget (NULL: the limits of `strsmt_set_limits`; 0: none). What is left is
 * refuted once more, by itself, with a proof. If the budget ends before that, the core is all assertions and failed
 * assumptions, which the check has refuted, `proof` is NULL and `minimal` false. An interrupt ends the budget. The state
 * stays UNSAT, and the proof of the context takes no notice. Time: that of as many checks as there are assertions. */
STRSMT_API strsmt_error_code strsmt_get_core(strsmt *s, const strsmt_limits *budget, strsmt_core *core);

/* ---- SMT-LIB text ------------------------------------------------------------------------------------------------ */

/* Text is UTF-8 of `length` bytes; nothing needs to follow it, and it is not used after the call. What a text declares
 * and defines stays known to later ones, on the level where it was declared, and so do options. Constants that were made
 * with `strsmt_make_constant` count as declared; a declaration of the same name and sort is the same term. A mistake ends
 * the reading with STRSMT_ERROR_SYNTAX (or the error that a function would give), a message and a place (see
 * strsmt_error_place); what stands before it in a script has been done. Nesting is limited by memory only. */

/* The term that the text is. */
STRSMT_API strsmt_term strsmt_parse_term(strsmt *s, const char *text, size_t length);
/* Reads a script for its declarations, definitions and assertions, push and pop: commands that ask for something
 * (check-sat, get-..., echo) are passed over. */
STRSMT_API strsmt_error_code strsmt_parse_script(strsmt *s, const char *text, size_t length);
/* Runs a script. Responses go to `output` as the standard writes them, one or more whole lines at a time; a mistake is
 * answered there by (error "..."), too. NULL: they are dropped. If `output` returns false, the rest is not run:
 * STRSMT_ERROR_SINK. The limits of `strsmt_set_limits` hold for each check. An answer that contradicts a
 * (set-info :status) gives STRSMT_ERROR_SYNTAX. Channels of SMT-LIB's options are not supported. */
typedef bool (*strsmt_output)(void *user, const char *text, size_t size);
STRSMT_API strsmt_error_code strsmt_run_script(strsmt *s, const char *text, size_t length, strsmt_output output,
                                               void *user);

/* ---- patterns ---------------------------------------------------------------------------------------------------- */

/* Patterns as people write them (docs/howto-patterns.md has the table of what differs). The text is read as its users'
 * programs read it: */
typedef enum strsmt_dialect {
  STRSMT_DIALECT_PCRE2 = 0, /* PCRE2 in UTF mode; Perl, PHP, nginx, grep -P and their like */
  STRSMT_DIALECT_ECMA,      /* ECMAScript with the flag u: JSON Schema, OpenAPI */
  STRSMT_DIALECT_RE2,       /* RE2, and the package regexp of Go: Kubernetes, CEL */
  STRSMT_DIALECT_PYTHON     /* re, on str */
} strsmt_dialect;

/* What matching means. It is for the caller to know: JSON Schema's `pattern` searches. */
typedef enum strsmt_match_mode {
  STRSMT_MATCH_SEARCH = 0, /* somewhere in the string */
  STRSMT_MATCH_FULL,       /* the string as a whole */
  STRSMT_MATCH_PREFIX      /* some beginning of the string */
} strsmt_match_mode;

typedef enum strsmt_pattern_flag {
  STRSMT_PATTERN_CASELESS = 1,    /* i */
  STRSMT_PATTERN_MULTILINE = 2,   /* m: ^ and $ at lines */
  STRSMT_PATTERN_DOTALL = 4,      /* s: . is any character */
  STRSMT_PATTERN_EXTENDED = 8,    /* x: blanks and comments say nothing; not in ECMA and RE2 */
  STRSMT_PATTERN_UNICODE = 16,    /* PCRE2: \d, \w, \s, \b and [:classes:] follow Unicode (its option UCP) */
  STRSMT_PATTERN_ASCII = 32,      /* Python: they do not (re.ASCII) */
  STRSMT_PATTERN_DOLLAR_END = 64, /* PCRE2: $ is the very end only (its option DOLLAR_ENDONLY) */
  STRSMT_PATTERN_ALL_FLAGS = 127
} strsmt_pattern_flag;

typedef struct strsmt_pattern {
  const char *text; /* UTF-8 */
  size_t length;    /* bytes */
  strsmt_dialect dialect;
  unsigned flags; /* of strsmt_pattern_flag */
  strsmt_match_mode mode;
} strsmt_pattern;

/* The strings that a pattern matches, as a term of sort RegLan. Read are characters and all escapes, classes, properties,
 * groups, alternatives, counts (greedy, lazy; possessive and atomic where that can be said), flags in the pattern,
 * anchors anywhere, \b and \B, and looking ahead and behind. Refused are backreferences, recursion, conditional groups,
 * callouts and control verbs, and what PCRE2 refuses. Characters above U+2FFFF do not exist in SMT-LIB: where a pattern
 * writes one, strsmt_get_pattern_report has a note. The limits of strsmt_set_limits hold. Errors besides the usual ones:
 * STRSMT_ERROR_SYNTAX with a place (strsmt_error_place) and a report, STRSMT_ERROR_LIMIT; STRSMT_ERROR_STATE in a library that was
 * built without patterns. */
STRSMT_API strsmt_term strsmt_make_pattern(strsmt *s, const strsmt_pattern *pattern);

/* Does PCRE2 itself say that the string matches? In *matches; false is an error. Only what PCRE2 cannot express
 * (ECMAScript's lookbehinds without a fixed length) is answered by the language. */
STRSMT_API bool strsmt_pattern_matches(strsmt *s, const strsmt_pattern *pattern, const uint32_t *codes, size_t length,
                                       bool *matches);

/* About the last pattern; owned by the context, valid until the next pattern. NULL if s is NULL. */
typedef struct strsmt_pattern_report {
  size_t offset;       /* bytes before what is wrong */
  const char *problem; /* what is wrong, in PCRE2's words if it was PCRE2 that said so; "" if nothing is */
  const char *hint;    /* what to do about it, or "" */
  const char *note;    /* what to know although nothing is wrong, or "" */
  size_t note_offset;  /* bytes before what the note speaks of */
} strsmt_pattern_report;
STRSMT_API const strsmt_pattern_report *strsmt_get_pattern_report(const strsmt *s);

/* ---- proofs ------------------------------------------------------------------------------------------------------ */

/* A proof holds what its conclusions rest on. A log holds all lemmas and derived clauses, each written when it is found: it
 * is longer, and needs no memory. Both are checked in the same way. */
typedef enum strsmt_proof_format {
  STRSMT_PROOF_TEXT,
  STRSMT_PROOF_BINARY,
  STRSMT_PROOF_TEXT_LOG,
  STRSMT_PROOF_BINARY_LOG
} strsmt_proof_format;

/* Takes the next piece of the proof; false means that it failed, which breaks the context. Must not call the library. */
typedef bool (*strsmt_proof_sink)(void *user, const void *data, size_t size);

/* Writes the proof of all that follows (the format is described in proofs/FORMAT.md) to `sink`. Only before the first
 * check. Assertions are identified by their terms and by the check at which they are active, the first check being 1.
 * The proof is complete, for all checks so far, when a check returns. */
STRSMT_API strsmt_error_code strsmt_set_proof(strsmt *s, strsmt_proof_sink sink, void *user,
                                              strsmt_proof_format format);

/* The same, into memory of the context. */
STRSMT_API strsmt_error_code strsmt_keep_proof(strsmt *s, strsmt_proof_format format);
/* The proof so far, its size in *size; NULL, with STRSMT_ERROR_STATE, if `strsmt_keep_proof` was not called. Owned by the
 * context, valid until the next check. */
STRSMT_API const void *strsmt_kept_proof(strsmt *s, size_t *size);

/* ---- statistics -------------------------------------------------------------------------------------------------- */

/* Counters since the context was made; seconds are of the last check. */
typedef struct strsmt_statistics {
  uint64_t checks, decisions, conflicts, propagations; /* of the SAT solver */
  uint64_t clauses;                                    /* of clause form */
  uint64_t lemmas;                                     /* of the theories */
  uint64_t models;                                     /* candidate models looked at */
  uint64_t regex_states;                               /* states whose derivatives were computed */
  uint64_t regex_queries;                              /* emptiness questions */
  uint64_t proof_bytes;
  uint64_t terms;
  uint64_t steps;
  uint64_t bytes, peak_bytes; /* held now, and at most, by the context and its SAT solvers */
  double seconds;
} strsmt_statistics;

STRSMT_API void strsmt_get_statistics(strsmt *s, strsmt_statistics *out);

#ifdef __cplusplus
}
#endif
#endif
