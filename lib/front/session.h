/* session.h: scripts that are being run on a context, and their commands. What they declare stays from one to the next.
 *
 * A command function starts with the command's name as the current token and ends with its closing parenthesis as
 * the current token. It returns false after a mistake (which stands in the reader), and that ends the run. It checks
 * the whole command before it changes anything. Commands that have no response of their own leave `responded` false
 * and are answered by `success` if that is wanted. */
#ifndef FRONT_SESSION_H
#define FRONT_SESSION_H

#include "reader.h"
#include "script.h"

typedef struct fr_options {
  bool print_success, produce_models, produce_unsat_cores, produce_unsat_assumptions, produce_proofs,
      produce_assertions;
  bool produce_assignments, global_declarations, minimal_unsat_cores;
  bool continued; /* error-behavior: after a mistake the next command is run */
  uint64_t random_seed, resource_limit, timeout, verbosity; /* steps; milliseconds */
} fr_options;

/* An assertion that was named at its outside, for unsatisfiable cores. */
typedef struct named_assertion {
  fr_symbol name;
  strsmt_term term;
} named_assertion;

/* What there was when a level was opened. */
typedef struct level_mark {
  size_t texts, text_length, named;
} level_mark;

typedef struct session {
  fr_reader reader;
  strsmt *s;
  const fr_config *config;
  mem *m;
  fr_channel out, err;
  bool output_lost;
  fr_text out_name, err_name; /* as options give them */
  bool own_out, own_err;      /* opened by us */
  fr_options options;
  bool logic_set, responded, ended, mismatch;
  bool refused;        /* a proof: nothing that follows could be confirmed */
  size_t mistakes;     /* that were answered, and passed over */
  bool started;        /* something was declared or asserted since the start or the last reset */
  fr_place command;    /* of the command being run */
  strsmt_answer state; /* the last answer, while `answered` and the assertions are those of that check */
  bool answered;
  const char *stopped;   /* why an `unsat` was not confirmed and became `unknown`, or NULL */
  unsigned long queries; /* checks so far, resets included */
  uint64_t check_steps;  /* of the last one */
  size_t known_constants;
  uint64_t known_resets; /* of the context */
  bool proof_started, proof_kept;
  fr_text proof; /* all of it, while it is kept */
  fr_text assertion_text;
  struct {
    size_t *data;
    size_t length, capacity;
  } assertion_ends; /* in assertion_text */
  struct {
    named_assertion *data;
    size_t length, capacity;
  } named;
  struct {
    level_mark *data;
    size_t length, capacity;
  } levels;
  /* of the last check */
  fr_terms assumptions;
  fr_text assumption_text;
  struct {
    size_t *data;
    size_t length, capacity;
  } assumption_ends;
  struct {
    bool *data;
    size_t length, capacity;
  } failed;               /* by assumption, after unsat */
  strsmt_answer expected; /* by (set-info :status), for the next check */
  bool has_expected;
  fr_text response;
} session;

/* session.c */
void session_init(session *x, strsmt *s);
void session_free(session *x);
/* Begins and ends one script. */
void session_begin(session *x, const fr_config *config);
bool session_run(session *x);
void session_end(session *x);

/* script.c */
/* Writes the text and a line end to the regular output. */
void respond(session *x, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Writes x->response and a line end, and empties it. */
void respond_text(session *x);
/* A line on the diagnostic channel. */
void tell(session *x, const char *format, ...) __attribute__((format(printf, 2, 3)));
bool flush_output(session *x);
/* Goes on to the closing parenthesis of the command. */
bool end_command(session *x);
/* A mistake of the command as a whole. */
bool fail_command(session *x, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The assertions have changed: the last answer does not speak of them. */
void forget_answer(session *x);
void append_term(session *x, fr_text *text, strsmt_term term);

/* The constant of that name, which may have been one of another sort in a level that is closed. */
strsmt_term declared_constant(session *x, fr_symbol symbol, strsmt_sort sort);

/* declare.c */
bool command_declare_const(session *x);
bool command_declare_fun(session *x);
bool command_define_const(session *x);
bool command_define_fun(session *x);
bool command_define_sort(session *x);

/* assertions.c */
void open_level(session *x);
void close_level(session *x);
/* Nothing is asserted any more, and no level is open. */
void forget_assertions(session *x);
bool command_assert(session *x);
bool command_push(session *x);
bool command_pop(session *x);
bool command_reset(session *x);
bool command_reset_assertions(session *x);
bool command_get_assertions(session *x);

/* check.c */
bool command_check_sat(session *x);
bool command_check_sat_assuming(session *x);

/* answers.c */
bool command_get_model(session *x);
bool command_get_value(session *x);
bool command_get_assignment(session *x);
bool command_get_unsat_core(session *x);
bool command_get_unsat_assumptions(session *x);
bool command_get_proof(session *x);
/* z3's (simplify t): the term in simpler words. */
bool command_simplify(session *x);
/* The model, as get-model prints it, of the last check, which was sat. */
bool print_model(session *x);

/* options.c */
void default_options(session *x);
bool command_set_option(session *x);
bool command_get_option(session *x);
/* Back to the channels of the start; false if output was lost. */
bool close_channels(session *x);

/* info.c */
bool command_set_info(session *x);
bool command_get_info(session *x);
bool command_set_logic(session *x);
void append_statistics(session *x, fr_text *text);
void show_progress(void *session, const strsmt_statistics *statistics);

#endif
