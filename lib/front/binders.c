/* binders.c: let and quantifiers, which bind symbols for a part of a term. All symbols of one binder are bound at once, so
 * that no value of a let sees them. */
#include "binders.h"

#include "builtins.h"
#include "quantifier.h"

static bool bind_local(fr_reader *r, fr_symbol symbol, uint32_t binder, const fr_value *v)
{
  const fr_binding *b = fr_lookup(&r->symbols, symbol, FR_TERMS);
  if (b && b->kind == FR_LOCAL && b->index == binder)
    return fr_fail(r, v->place, "'%.100s' is bound twice by the same binder", fr_symbol_name(&r->symbols, symbol));
  fr_bind(&r->symbols, symbol, FR_TERMS,
          (fr_binding){.kind = FR_LOCAL, .sort = v->sort, .term = v->term, .index = binder, .place = v->place});
  return true;
}

void fr_unbind_locals(fr_reader *r, size_t first)
{
  while (r->locals.length > first)
    fr_unbind(&r->symbols, r->locals.data[--r->locals.length], FR_TERMS);
}

/* ---- let ---- */

/* The next binding of a let: its '(' is the current token. Ends at the first token of the value. */
static bool open_let_value(fr_reader *r, fr_frame *frame)
{
  if (!fr_expect_symbol(r, "the variable of a binding", &frame->head))
    return false;
  frame->head_place = fr_token_of(r)->place;
  fr_next(r);
  return true;
}

bool fr_open_let(fr_reader *r, fr_place place)
{
  fr_frame frame = {.kind = FR_LET_VALUE, .place = place};
  if (!fr_expect(r, FR_TOKEN_OPEN, "'(' before the bindings of let") ||
      !fr_expect(r, FR_TOKEN_OPEN, "'(' before a binding") || !open_let_value(r, &frame))
    return false;
  return fr_open_frame(r, frame);
}

/* All values of a let are there: binds its variables (all at once, so no value sees them). */
static bool bind_let(fr_reader *r, const fr_frame *frame)
{
  uint32_t binder = ++r->binders;
  for (size_t i = frame->first_local; i < r->locals.length; i++) {
    if (bind_local(r, r->locals.data[i], binder, &r->values.data[frame->first + i - frame->first_local]))
      continue;
    while (i-- > frame->first_local)
      fr_unbind(&r->symbols, r->locals.data[i], FR_TERMS);
    return false;
  }
  r->values.length = frame->first;
  return true;
}

/* A let's value has been read. */
bool fr_next_let_value(fr_reader *r, fr_frame *frame, const fr_value *value)
{
  if (!FR_ADD(r->m, r->values, *value) || !FR_ADD(r->m, r->locals, frame->head))
    return fr_fail_memory(r);
  if (!fr_expect(r, FR_TOKEN_CLOSE, "')' after the value of a binding"))
    return false;
  if (fr_next(r) == FR_TOKEN_OPEN)
    return open_let_value(r, frame);
  if (fr_token_of(r)->kind != FR_TOKEN_CLOSE)
    return fr_fail_token(r, "'(' before a binding, or ')'");
  if (!bind_let(r, frame))
    return false;
  frame->kind = FR_LET_BODY;
  fr_next(r);
  return true;
}

/* ---- quantifiers ---- */

/* One variable of a quantifier, after its '('. */
static bool read_bound_variable(fr_reader *r, uint32_t binder)
{
  fr_symbol symbol = 0;
  fr_value v = {0};
  if (!fr_expect_symbol(r, "a variable", &symbol))
    return false;
  v.place = fr_token_of(r)->place;
  fr_next(r);
  if (!fr_read_sort(r, &v.sort) || !fr_expect(r, FR_TOKEN_CLOSE, "')' after the sort of the variable"))
    return false;
  v.term = fr_bound_variable(r, r->locals.length, v.sort);
  if (!v.term)
    return fr_fail_memory(r);
  return bind_local(r, symbol, binder, &v) && (FR_ADD(r->m, r->locals, symbol) || fr_fail_memory(r));
}

bool fr_open_quantifier(fr_reader *r, fr_frame frame)
{
  size_t first = r->locals.length;
  uint32_t binder = ++r->binders;
  frame.kind = FR_QUANTIFIED;
  bool good = fr_expect(r, FR_TOKEN_OPEN, "'(' before the variables");
  while (good && fr_next(r) == FR_TOKEN_OPEN)
    good = read_bound_variable(r, binder);
  if (good && (fr_token_of(r)->kind != FR_TOKEN_CLOSE || r->locals.length == first))
    good = fr_fail_token(r, "'(' before a variable");
  good = good && fr_open_frame(r, frame);
  if (!good) {
    fr_unbind_locals(r, first);
    return false;
  }
  r->frames.data[r->frames.length - 1].first_local = first;
  r->quantifiers++;
  fr_next(r);
  return true;
}

/* The body of a quantifier has been read, and its bracket. */
bool fr_close_quantifier(fr_reader *r, const fr_frame *frame, fr_value *value)
{
  fr_terms variables = {0};
  bool used = false, good = fr_demand_sort(r, value, STRSMT_SORT_BOOL, "the body of the quantifier");
  for (size_t i = frame->first_local; i < r->locals.length && good; i++) {
    const fr_binding *b = fr_lookup(&r->symbols, r->locals.data[i], FR_TERMS);
    used = used || b->used;
    good = FR_ADD(r->m, variables, b->term) || fr_fail_memory(r);
  }
  if (used)
    good = good && fr_eliminate(r, frame->head == r->word_forall, variables.length, variables.data, frame->head_place,
                                value->term, &value->term);
  FR_FREE(r->m, variables);
  fr_unbind_locals(r, frame->first_local);
  r->quantifiers--;
  return good;
}
