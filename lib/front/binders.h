/* binders.h: let and quantifiers, for reader.c. */
#ifndef FRONT_BINDERS_H
#define FRONT_BINDERS_H

#include "reader.h"

/* After `let`, up to the first token of the first value. */
bool fr_open_let(fr_reader *reader, fr_place place);
/* A value of the let has been read: up to the first token of the next one, or of the body. */
bool fr_next_let_value(fr_reader *reader, fr_frame *frame, const fr_value *value);
/* After `forall` or `exists`, up to the first token of the body. */
bool fr_open_quantifier(fr_reader *reader, fr_frame frame);
/* Turns the body, which has been read up to the bracket, into the formula without the quantifier. */
bool fr_close_quantifier(fr_reader *reader, const fr_frame *frame, fr_value *value);
/* Ends the scope of the variables from `first` on. */
void fr_unbind_locals(fr_reader *reader, size_t first);

#endif
