/* rules.h: the rules that the library uses, by their names in the signature. A test compares the two lists. */
#ifndef STRSMT_PROOF_RULES_H
#define STRSMT_PROOF_RULES_H

#define RULE_LIST(X)                                                                                                   \
  X(CNF_AND_POS, "cnf_and_pos")                                                                                        \
  X(CNF_AND_NEG, "cnf_and_neg")                                                                                        \
  X(CNF_OR_POS, "cnf_or_pos")                                                                                          \
  X(CNF_OR_NEG, "cnf_or_neg")                                                                                          \
  X(CNF_IMPLIES_POS, "cnf_implies_pos")                                                                                \
  X(CNF_IMPLIES_NEG1, "cnf_implies_neg1")                                                                              \
  X(CNF_IMPLIES_NEG2, "cnf_implies_neg2")                                                                              \
  X(CNF_EQUIV_POS1, "cnf_equiv_pos1")                                                                                  \
  X(CNF_EQUIV_POS2, "cnf_equiv_pos2")                                                                                  \
  X(CNF_EQUIV_NEG1, "cnf_equiv_neg1")                                                                                  \
  X(CNF_EQUIV_NEG2, "cnf_equiv_neg2")                                                                                  \
  X(CNF_XOR_POS1, "cnf_xor_pos1")                                                                                      \
  X(CNF_XOR_POS2, "cnf_xor_pos2")                                                                                      \
  X(CNF_XOR_NEG1, "cnf_xor_neg1")                                                                                      \
  X(CNF_XOR_NEG2, "cnf_xor_neg2")                                                                                      \
  X(CNF_ITE_POS1, "cnf_ite_pos1")                                                                                      \
  X(CNF_ITE_POS2, "cnf_ite_pos2")                                                                                      \
  X(CNF_ITE_NEG1, "cnf_ite_neg1")                                                                                      \
  X(CNF_ITE_NEG2, "cnf_ite_neg2")                                                                                      \
  X(OR_NOT_NOT_ELIM, "or_not_not_elim")                                                                                \
  X(SPLIT, "split")                                                                                                    \
  X(CONTRA, "contra")                                                                                                  \
  X(EQ_RESOLVE, "eq_resolve")                                                                                          \
  X(EQUIV_ELIM1, "equiv_elim1")                                                                                        \
  X(EQUIV_ELIM2, "equiv_elim2")                                                                                        \
  X(REFL, "refl")                                                                                                      \
  X(SYMM, "symm")                                                                                                      \
  X(TRANS, "trans")                                                                                                    \
  X(CONG, "cong")                                                                                                      \
  X(NARY_CONG, "nary_cong")                                                                                            \
  X(TRUE_INTRO, "true_intro")                                                                                          \
  X(TRUE_ELIM, "true_elim")                                                                                            \
  X(FALSE_INTRO, "false_intro")                                                                                        \
  X(FALSE_ELIM, "false_elim")                                                                                          \
  X(EVALUATE, "evaluate")                                                                                              \
  X(DISTINCT_ELIM, "distinct_elim")                                                                                    \
  X(ITE_EQ, "ite_eq")                                                                                                  \
  X(ARITH_POLY_NORM, "arith_poly_norm")                                                                                \
  X(ARITH_ATOM_NORM, "arith_atom_norm")                                                                                \
  X(ARITH_FARKAS, "arith_farkas")                                                                                      \
  X(ARITH_ROUND, "arith_round")                                                                                        \
  X(ARITH_MULT, "arith_mult")                                                                                          \
  X(ARITH_PIGEONHOLE, "arith_pigeonhole")                                                                              \
  X(ARITH_ANTISYMM, "arith_antisymm")                                                                                  \
  X(INT_DIV_LOWER, "int_div_lower")                                                                                    \
  X(INT_DIV_UPPER, "int_div_upper")                                                                                    \
  X(INT_OP_ELIM, "int_op_elim")                                                                                        \
  X(CONCAT_NORM, "concat_norm")                                                                                        \
  X(CONCAT_STRIP, "concat_strip")                                                                                      \
  X(CONCAT_LPROP, "concat_lprop")                                                                                      \
  X(CONCAT_TAKE, "concat_take")                                                                                        \
  X(CONCAT_CONFLICT, "concat_conflict")                                                                                \
  X(CONCAT_LOOP, "concat_loop")                                                                                        \
  X(STRING_LENGTH_POS, "string_length_pos")                                                                            \
  X(CONCAT_ALIGN, "concat_align")                                                                                      \
  X(CONCAT_COUNT, "concat_count")                                                                                      \
  X(WORD_NIELSEN, "word_nielsen")                                                                                      \
  X(STR_IN_RE_WORD, "str_in_re_word")                                                                                  \
  X(STR_IN_RE_CONCAT, "str_in_re_concat")                                                                              \
  X(STR_IN_RE_AFTER, "str_in_re_after")                                                                                \
  X(STR_IN_RE_CUT, "str_in_re_cut")                                                                                    \
  X(LENGTH_RESIDUE, "length_residue")                                                                                  \
  X(STR_TO_MEMBERSHIP, "str_to_membership")                                                                            \
  X(STR_LEN_NORM, "str_len_norm")                                                                                      \
  X(STR_EQ_NORM, "str_eq_norm")                                                                                        \
  X(STR_PART_NORM, "str_part_norm")                                                                                    \
  X(STR_SUBSTR_NORM, "str_substr_norm")                                                                                \
  X(STR_INDEXOF_NORM, "str_indexof_norm")                                                                              \
  X(STR_REPLACE_NORM, "str_replace_norm")                                                                              \
  X(STR_NUMBER_NORM, "str_number_norm")                                                                                \
  X(ITE_NORM, "ite_norm")                                                                                              \
  X(ITE_LIFT, "ite_lift")                                                                                              \
  X(STR_IN_RE_OPEN, "str_in_re_open")                                                                                  \
  X(PURIFY_ELIM, "purify_elim")                                                                                        \
  X(STR_INDEXOF_PREFIX, "str_indexof_prefix")                                                                          \
  X(STR_ORDER_CHAIN, "str_order_chain")                                                                                \
  X(STR_ORDER_ANTISYMM, "str_order_antisymm")                                                                          \
  X(STR_PART_CHAIN, "str_part_chain")                                                                                  \
  X(STR_PART_ANTISYMM, "str_part_antisymm")                                                                            \
  X(STR_DEFINE, "str_define")                                                                                          \
  X(STR_INT_LEAST, "str_int_least")                                                                                    \
  X(EQ_SYMM, "eq_symm")                                                                                                \
  X(STR_IN_RE_INTER, "str_in_re_inter")                                                                                \
  X(STR_IN_RE_NONE, "str_in_re_none")                                                                                  \
  X(RE_EMPTY, "re_empty")                                                                                              \
  X(RE_CONTAINED, "re_contained")                                                                                      \
  X(RE_EQUIV, "re_equiv")                                                                                              \
  X(RE_DISTINCT, "re_distinct")

typedef enum rule {
  RULE_NONE = 0,
#define X(id, name) RULE_##id,
  RULE_LIST(X)
#undef X
      RULE_COUNT
} rule;

const char *rule_name(rule r);

#endif
