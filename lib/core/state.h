/* state.h (internal to core): what the parts of the core share. */
#ifndef STRSMT_CORE_STATE_H
#define STRSMT_CORE_STATE_H

#include "core/solver.h"
#include "theory/lemma.h"

enum { THEORY_COUNT = 6 };

/* A clause on its way to the SAT solver; its proof record is written when the solver tells the clause's id. */
typedef struct pending {
  size_t first, count; /* literals, in `pending_literals` */
  uint64_t signature;  /* of the set of literals */
  term input;          /* an input clause of this assertion; 0: a lemma */
  int guard;
  derivation derivation;
} pending;

typedef struct assertion {
  term formula;
  int guard;         /* of its frame; 0: base frame */
  uint32_t frame;    /* its number */
  uint64_t encoded;  /* the version of the definitions for which its clauses were made; 0: not yet */
  bool input;        /* its input clause has been added */
} assertion;

typedef struct frame {
  uint32_t number;
  int guard; /* 0: the base frame, or not needed yet */
  size_t first_assertion;
  size_t variables, dead; /* those of the solver when the guard was made */
} frame;

/* What is known of a term in clause form. */
typedef struct encoding {
  int variable;               /* 0: none */
  uint8_t done;               /* polarities whose clauses exist: 1 positive, 2 negative */
  bool watched;               /* an atom that a theory asked to watch */
  bool visited;               /* by the search for definitions */
  bool defined;               /* the meaning of some term (theory_host.define) */
  uint64_t version;           /* of the definitions under which `linked` holds */
  term linked;                /* for an atom: its normal form */
  uint32_t relevant;          /* the model in which it last mattered */
  uint32_t occurs;            /* ... in which it last occurred below a relevant atom */
  uint32_t meanings;          /* what terms that occur mean: the first of a list in `meanings` */
  uint32_t implications;      /* those that wait for this atom to be relevant first: a list in `implications` */
} encoding;

/* One of the formulas that say what a term means. */
typedef struct meaning {
  term formula;
  uint32_t next; /* place in the list plus 1; 0: the last one */
} meaning;

/* A lemma that may make a literal relevant: if its premises are. */
typedef struct implication {
  uint32_t first, premises, conclusions; /* terms in `implied`: 2 * atom + sign of the lemma's literal */
  uint32_t at;      /* the premise that it waits for in the present model, in `implied` */
  uint32_t next;    /* of those with the same first premise: place plus 1 */
  uint32_t waiting; /* of those that wait for the same atom in the present model */
  bool insisted; /* made true already when it was added: it counts wherever it stands */
} implication;

struct solver {
  mem *m;
  limits *limits;
  terms *terms;
  regex *regex;
  rewriter *rewriter;
  sat *sat;
  proof *proof;
  uint32_t seed;
  reporter log;

  STACK(frame) frames;
  STACK(assertion) assertions;
  uint32_t next_frame;
  uint64_t resets;
  uint64_t queries;

  STACK(definition) definitions; /* of the present check */
  STACK(definition) adopted;     /* those that the encodings of this version rest on */
  uint64_t version;              /* changes with them; from 1 */

  STACK(encoding) encodings;       /* by term */
  term_list term_of;             /* by variable; 0: a guard or none */
  size_t dead;   /* variables that came with closed frames, or assumptions of earlier checks */
  size_t needed; /* variables after the first encoding of this search; 0: not encoded yet */
  STACK(signed char) values;       /* by variable, of the present assignment: 1, -1, 0 */
  literal_list trail;
  size_list levels;            /* trail size at each decision level */
  size_t told, told_levels;        /* how much of both the theories have been told */
  STACK(uint8_t) listeners;        /* by variable: the theory that is told, plus 1; 0: none */
  term_list todo;                /* of encode: terms with polarity in the lowest bit */
  STACK(pending) pending;
  size_t pending_head;
  literal_list pending_literals;
  literal_list queue;                /* clauses found in the search: count, literals ... */
  size_t queue_head;
  literal_list implied_literals;     /* that theories told, not handed over yet */
  size_t implied_head;
  literal_list reason_clause;        /* the clause of one of them that is on its way to the SAT solver */
  bool reason_made, reason_waits;  /* ... and its record for the proof, until its id is told */
  derivation reason_derivation;
  literal_list scratch;
  literal_list clause;               /* that is being built */
  derivation idle;                 /* its memory is for the next one */
  STACK(signed char) marks;        /* by variable: all zero between uses */
  tlit_list relevant;         /* literals that justify the assertions, in the present assignment */
  tlit_list owned;            /* those of one theory */
  term_list visited;
  term_list watched;
  STACK(meaning) meanings;
  STACK(implication) implications;
  term_list implied;
  number_list waiting;      /* by atom: implications that wait for it in the present model; place plus 1 */
  term_list waited;           /* atoms that are waited for */
  number_list ready;        /* implications whose premises are all relevant */
  term_list below;            /* terms on the way down from relevant atoms */
  tlit_list hidden;           /* relevant atoms of parts of strings, whose normal form is about the strings */
  tlit_list stale;            /* relevant atoms that have no normal form under the present definitions yet */
  uint32_t model_number;        /* of the present complete assignment, in encodings */

  theory_env env;
  void *theory_state[THEORY_COUNT];

  bool encode_again; /* clauses of some terms are missing since a check was stopped */
  bool partial;      /* inside a theory's `propagate` or `explain` */
  bool explaining;   /* the lemma that a theory adds is a reason */
  bool renew;        /* theories start afresh at the next check */
  bool searching;    /* inside sat_solve: clauses go through the queue */
  bool fault;        /* a lemma had no derivation though no limit was reached */
  bool derivation_stopped; /* ... since a limit was reached */
  bool model_rejected;     /* the assertions did not evaluate to true: the answer is unknown */
  const char *rejected_operator;
  uint64_t too_long; /* if not 0, the last model would have needed a word of more characters than that */
  char reason[256];
  term_list model;       /* by term: value of a constant, 0 none */
  literal_list assumed;      /* literals given to the SAT solver */
  term_list assumptions; /* terms of check-sat-assuming */
  term_list failed;
  strsmt_progress progress;
  void *progress_user;
  double next_progress, started, seconds;
  uint64_t checks, lemmas, models, clauses;
  sat_statistics past; /* of searches that have ended */
};

/* clauses.c: clauses on their way to the SAT solver, and the solver's callbacks for proofs. */
int solver_variable(solver *s, term t); /* a new SAT variable for t (0: a guard); 0 on lack of memory */
derivation solver_derivation(solver *s, size_t assumptions); /* an empty one, for solver_add_lemma */
/* Each takes over the derivation (NULL if no proof is written). Tautologies are dropped. */
bool solver_add_lemma(solver *s, const int *literals, size_t count, derivation *d);
bool solver_add_reason(solver *s, const int *literals, size_t count, derivation *d);
bool solver_add_input(solver *s, term formula, int literal, int guard);
const int *solver_next_clause(void *user, size_t *count, bool *forgettable);
void solver_original(void *user, uint64_t id, const int *literals, size_t count);
void solver_derived(void *user, uint64_t id, const int *literals, size_t count, const uint64_t *hints,
                    size_t hint_count);
void solver_deleted(void *user, uint64_t id);
void solver_concluded(void *user, uint64_t id);
void solver_drop_pending(solver *s);
void solver_drop_reason(solver *s);

/* cnf.c: clause form. */
encoding *solver_encoding(solver *s, term t); /* NULL on lack of memory; valid until the next call */
int solver_literal(solver *s, term t); /* the literal that stands for t, negations stripped; 0 on lack of memory */
int solver_root_literal(solver *s,
                        term t); /* the one that proofs/FORMAT.md calls the literal of t; t has been encoded */
bool solver_encode(solver *s, term t, bool positive); /* clauses that say what t means where it is true (false) */

/* atoms.c: atoms and their normal forms. */
bool solver_is_connective(const solver *s, term t);
bool solver_link(solver *s, term atom, bool positive); /* the clause from an atom to its normal form, or back */
term solver_linked(solver *s, term atom);              /* the normal form; 0: stopped */

/* definitions.c: asserted equalities that define constants of sort RegLan. */
bool solver_find_definitions(solver *s);

/* justify.c: which literals matter. */
bool solver_justify(solver *s);
int solver_truth(solver *s, term t); /* in the present assignment: 1, -1, 0 */

/* lemmas.c: what theories say to the core (theory_host). */
bool solver_theory_lemma(void *user, size_t count, const tlit *literals, derive_lemma derive, void *self,
                         const void *data);
bool solver_define(void *user, term about, term formula, derive_lemma derive, void *self, const void *data,
                   bool *fresh);
bool solver_watch(void *user, term atom);
bool solver_prefer(void *user, term atom, bool value);
void solver_note_too_long(void *user, uint64_t most);
bool solver_imply(void *user, tlit l);

/* trail.c: the SAT solver's trail. */
void solver_assigned(void *user, const int *literals, size_t count);
void solver_new_level(void *user);
void solver_backtrack(void *user, size_t level);
bool solver_listening(void); /* is there a theory with `propagate`? */
void solver_propagated(void *user);
int solver_next_implied(void *user);
const int *solver_reason(void *user, int literal, size_t *count);
void solver_forget_trail(solver *s);

/* search.c: the theories in the search. */
extern const theory *const solver_theories[THEORY_COUNT];
bool solver_create_theories(solver *s);
void solver_destroy_theories(solver *s);
/* Theories note which lemmas they have given. When one was stopped in between, or the clauses are gone, those notes are
 * wrong: all start afresh. */
bool solver_renew_theories(solver *s);
void solver_begin_theories(solver *s); /* a new question */
/* Encodes all again if something was encoded in part, as it was cut short. */
bool solver_encode_rest(solver *s);
bool solver_model_found(void *user);
bool solver_terminate(void *user);
void solver_report_progress(void *user);

/* renew.c: the end of a search, and of what the solver knows about it. */
void solver_end_search(solver *s);
bool solver_is_worn(const solver *s);
bool solver_start_afresh(solver *s); /* between checks; false: out of memory */
sat_statistics solver_search_counts(const solver *s);

/* solver.c: clauses that are waiting go to the SAT solver. False: out of memory. */
bool solver_hand_over_leftovers(solver *s);

/* portfolio.c: the engines by turns. */
strsmt_answer solver_take_turns(solver *s);

/* answer.c: models and their check. */
/* Are all assertions true under the values that were set? Constants without one get one. False: stopped. */
bool solver_confirm_model(solver *s, bool *good);
bool solver_check_model(solver *s); /* evaluates the assertions; sets model_rejected; false: stopped */
bool solver_set_value(void *user, term constant, term value);

#endif
