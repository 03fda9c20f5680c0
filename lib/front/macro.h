/* macro.h: definitions with parameters, (define-fun f ((x S) ...) T body).
 *
 * While the body is read, parameter i of sort S is a constant of the library with a name that no script can write.
 * The body is then flattened into a program: the subterms that contain parameters, arguments before applications. An
 * application of f runs the program, which takes time linear in the number of these subterms, however often they are
 * shared. */
#ifndef FRONT_MACRO_H
#define FRONT_MACRO_H

#include "reader.h"

typedef struct fr_reference {
  bool is_step;
  uint32_t value; /* a step, or a term without parameters */
} fr_reference;

typedef struct fr_step {
  strsmt_kind kind;
  uint32_t indices[2];
  uint8_t index_count;
  size_t first, count; /* of its arguments, in `references` */
} fr_step;

struct fr_macro {
  strsmt_sort *sorts; /* of the parameters */
  size_t parameters;
  strsmt_sort sort; /* of the result */
  struct {
    fr_step *data;
    size_t length, capacity;
  } steps; /* the first ones are the parameters */
  struct {
    fr_reference *data;
    size_t length, capacity;
  } references;
  fr_reference result;
};

/* The constant that stands for the parameter in bodies. */
strsmt_term fr_macro_parameter(fr_reader *reader, size_t index, strsmt_sort sort);
/* Makes a macro of a body; its number, in *macro. False after a mistake. */
bool fr_macro_make(fr_reader *reader, size_t parameters, const strsmt_sort *sorts, const fr_value *body,
                   uint32_t *macro);
bool fr_macro_apply(fr_reader *reader, uint32_t macro, const fr_frame *frame, const fr_value *values, size_t count,
                    fr_value *result);
void fr_macros_free(fr_reader *reader);

#endif
