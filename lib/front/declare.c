/* declare.c: declarations and definitions. */
#include "session.h"

#include "builtins.h"
#include "macro.h"

/* The name that the command declares; it must be free. */
static bool read_new_name(session *x, fr_name_space space, fr_symbol *symbol, fr_place *place)
{
  fr_reader *r = &x->reader;
  if (!fr_expect_symbol(r, "a symbol to declare", symbol))
    return false;
  *place = fr_token_of(r)->place;
  return fr_demand_unbound(r, *symbol, space, *place);
}

static bool declare_constant(session *x, fr_symbol symbol, strsmt_sort sort, fr_place place)
{
  fr_reader *r = &x->reader;
  strsmt_term term = declared_constant(x, symbol, sort);
  if (!term)
    return fr_fail_library(r, place);
  x->started = true;
  fr_declare(&r->symbols, symbol, FR_TERMS,
             (fr_binding){.kind = FR_CONSTANT, .sort = sort, .term = term, .place = place}, r->global);
  return true;
}

bool command_declare_const(session *x)
{
  fr_symbol symbol = 0;
  fr_place place;
  strsmt_sort sort = STRSMT_SORT_NONE;
  if (!read_new_name(x, FR_TERMS, &symbol, &place))
    return false;
  fr_next(&x->reader);
  return fr_read_sort(&x->reader, &sort) && end_command(x) && declare_constant(x, symbol, sort, place);
}

bool command_declare_fun(session *x)
{
  fr_reader *r = &x->reader;
  fr_symbol symbol = 0;
  fr_place place;
  strsmt_sort sort = STRSMT_SORT_NONE;
  if (!read_new_name(x, FR_TERMS, &symbol, &place) ||
      !fr_expect(r, FR_TOKEN_OPEN, "'(' before the sorts of the arguments"))
    return false;
  if (fr_next(r) != FR_TOKEN_CLOSE) {
    if (!fr_read_sort(r, &sort))
      return false;
    return fr_fail(r, place, "'%.100s' has arguments: uninterpreted functions are not supported, only constants are",
                   fr_symbol_name(&r->symbols, symbol));
  }
  fr_next(r);
  return fr_read_sort(r, &sort) && end_command(x) && declare_constant(x, symbol, sort, place);
}

static void define(session *x, fr_symbol symbol, const fr_value *body, fr_place place)
{
  fr_reader *r = &x->reader;
  x->started = true;
  fr_declare(&r->symbols, symbol, FR_TERMS,
             (fr_binding){.kind = FR_DEFINED, .sort = body->sort, .term = body->term, .place = place}, r->global);
}

/* The sort of the result and the body, from before the sort. */
static bool read_body(session *x, strsmt_sort *sort, fr_value *body)
{
  fr_reader *r = &x->reader;
  fr_next(r);
  if (!fr_read_sort(r, sort))
    return false;
  fr_next(r);
  return fr_read_term(r, body) && fr_demand_sort(r, body, *sort, "the body of the definition") && end_command(x);
}

bool command_define_const(session *x)
{
  fr_symbol symbol = 0;
  fr_place place;
  strsmt_sort sort = STRSMT_SORT_NONE;
  fr_value body;
  if (!read_new_name(x, FR_TERMS, &symbol, &place) || !read_body(x, &sort, &body) ||
      !fr_demand_unbound(&x->reader, symbol, FR_TERMS, place))
    return false;
  define(x, symbol, &body, place);
  return true;
}

typedef struct parameters {
  struct {
    fr_symbol *data;
    size_t length, capacity;
  } names;
  struct {
    strsmt_sort *data;
    size_t length, capacity;
  } sorts;
} parameters;

/* ((x S) ...), from before the outer '('. */
static bool read_parameters(session *x, parameters *p)
{
  fr_reader *r = &x->reader;
  if (!fr_expect(r, FR_TOKEN_OPEN, "'(' before the parameters"))
    return false;
  while (fr_next(r) != FR_TOKEN_CLOSE) {
    fr_symbol name = 0;
    strsmt_sort sort = STRSMT_SORT_NONE;
    if (fr_token_of(r)->kind != FR_TOKEN_OPEN)
      return fr_fail_token(r, "'(' before a parameter, or ')'");
    if (!fr_expect_symbol(r, "the name of a parameter", &name))
      return false;
    fr_place place = fr_token_of(r)->place;
    const fr_binding *b = fr_lookup(&r->symbols, name, FR_TERMS);
    if (b && b->kind == FR_LOCAL)
      return fr_fail(r, place, "two parameters are called '%.100s'", fr_symbol_name(&r->symbols, name));
    fr_next(r);
    if (!fr_read_sort(r, &sort) || !fr_expect(r, FR_TOKEN_CLOSE, "')' after the sort of the parameter"))
      return false;
    strsmt_term term = fr_macro_parameter(r, p->names.length, sort);
    if (!term)
      return fr_fail_library(r, place);
    fr_bind(&r->symbols, name, FR_TERMS, (fr_binding){.kind = FR_LOCAL, .sort = sort, .term = term, .place = place});
    if (!FR_ADD(r->m, p->names, name) || !FR_ADD(r->m, p->sorts, sort))
      return fr_fail_memory(r);
  }
  return true;
}

static bool define_function(session *x, fr_symbol symbol, fr_place place, parameters *p)
{
  fr_reader *r = &x->reader;
  strsmt_sort sort = STRSMT_SORT_NONE;
  fr_value body = {0};
  bool good = read_parameters(x, p);
  r->in_definition = p->names.length > 0;
  good = good && read_body(x, &sort, &body);
  r->in_definition = false;
  for (size_t i = p->names.length; i > 0; i--)
    fr_unbind(&r->symbols, p->names.data[i - 1], FR_TERMS);
  if (!good || !fr_demand_unbound(r, symbol, FR_TERMS, place))
    return false;
  if (!p->names.length) {
    define(x, symbol, &body, place);
    return true;
  }
  uint32_t macro = 0;
  if (!fr_macro_make(r, p->names.length, p->sorts.data, &body, &macro))
    return false;
  x->started = true;
  fr_declare(&r->symbols, symbol, FR_TERMS,
             (fr_binding){.kind = FR_MACRO, .sort = sort, .index = macro, .place = place}, r->global);
  return true;
}

bool command_define_fun(session *x)
{
  fr_symbol symbol = 0;
  fr_place place;
  if (!read_new_name(x, FR_TERMS, &symbol, &place))
    return false;
  parameters p = {0};
  bool good = define_function(x, symbol, place, &p);
  FR_FREE(x->m, p.names);
  FR_FREE(x->m, p.sorts);
  return good;
}

bool command_define_sort(session *x)
{
  fr_reader *r = &x->reader;
  fr_symbol symbol = 0;
  fr_place place;
  fr_binding binding;
  if (!read_new_name(x, FR_SORTS, &symbol, &place) || !fr_read_sort_definition(r, &binding) || !end_command(x))
    return false;
  binding.place = place;
  x->started = true;
  fr_declare(&r->symbols, symbol, FR_SORTS, binding, r->global);
  return true;
}
