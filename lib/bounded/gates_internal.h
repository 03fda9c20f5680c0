/* gates_internal.h: kinds of gates, for the two files that know them. */
#ifndef STRSMT_BOUNDED_GATES_INTERNAL_H
#define STRSMT_BOUNDED_GATES_INTERNAL_H

typedef enum gate_kind { GATE_CONST, GATE_INPUT, GATE_AND, GATE_XOR, GATE_MUX } gate_kind;

#endif
