/* sorts.c: reading sorts. There are four, and definitions of sorts are names for them, with or without parameters.
 * In a definition's body, the code PARAMETER + i stands for parameter i. */
#include "reader.h"

enum { PARAMETER = 16, MAX_DEPTH = 1000, MAX_PARAMETERS = 1000 };

static const char *const names[] = {"no sort", "Bool", "Int", "String", "RegLan"};

const char *fr_sort_name(strsmt_sort sort)
{
  return names[sort];
}

void fr_bind_builtin_sorts(fr_reader *r)
{
  for (uint32_t i = STRSMT_SORT_BOOL; i <= STRSMT_SORT_REGLAN; i++) {
    size_t length = 0;
    while (names[i][length])
      length++;
    fr_bind(&r->symbols, fr_intern(&r->symbols, names[i], length), FR_SORTS, (fr_binding){.kind = FR_SORT, .term = i});
  }
}

/* The binding of the sort symbol that is the current token. */
static const fr_binding *sort_symbol(fr_reader *r)
{
  if (!fr_is_symbol(r)) {
    fr_fail_token(r, "a sort");
    return NULL;
  }
  fr_symbol symbol = fr_token_symbol(r);
  const fr_binding *b = fr_lookup(&r->symbols, symbol, FR_SORTS);
  if (!b)
    fr_fail_token(r, "a sort: Bool, Int, String, RegLan, or one made by define-sort");
  return b;
}

/* Bounded recursion: sorts that are nested deeper than MAX_DEPTH are refused. */
static bool read_code(fr_reader *r, unsigned depth, uint32_t *code)
{
  if (fr_token_of(r)->kind != FR_TOKEN_OPEN) {
    const fr_binding *b = sort_symbol(r);
    if (!b)
      return false;
    if (b->index)
      return fr_fail(r, fr_token_of(r)->place, "this sort takes %u argument%s", (unsigned)b->index,
                     b->index == 1 ? "" : "s");
    *code = b->term;
    return true;
  }
  if (depth >= MAX_DEPTH)
    return fr_fail(r, fr_token_of(r)->place, "sorts are nested deeper than %d", MAX_DEPTH);
  fr_next(r);
  fr_place place = fr_token_of(r)->place;
  const fr_binding *b = sort_symbol(r);
  if (!b)
    return false;
  uint32_t wanted = b->index, body = b->term, given = 0;
  uint32_t result = body;
  while (fr_next(r) != FR_TOKEN_CLOSE) {
    uint32_t argument = 0;
    if (!read_code(r, depth + 1, &argument))
      return false;
    if (body == PARAMETER + given)
      result = argument;
    given++;
  }
  if (given != wanted || !given)
    return fr_fail(r, place, "a sort with %u arguments is given %u", (unsigned)wanted, (unsigned)given);
  *code = result;
  return true;
}

bool fr_read_sort(fr_reader *r, strsmt_sort *sort)
{
  uint32_t code = 0;
  if (!read_code(r, 0, &code))
    return false;
  *sort = (strsmt_sort)code;
  return true;
}

bool fr_read_sort_definition(fr_reader *r, fr_binding *binding)
{
  if (!fr_expect(r, FR_TOKEN_OPEN, "'(' before the parameters of the sort"))
    return false;
  fr_symbol parameters[MAX_PARAMETERS];
  uint32_t count = 0;
  while (fr_next(r) != FR_TOKEN_CLOSE) {
    if (!fr_is_symbol(r))
      return fr_fail_token(r, "a parameter of the sort, or ')'");
    if (count == MAX_PARAMETERS)
      return fr_fail(r, fr_token_of(r)->place, "more than %d parameters", MAX_PARAMETERS);
    fr_symbol p = fr_token_symbol(r);
    fr_bind(&r->symbols, p, FR_SORTS, (fr_binding){.kind = FR_SORT, .term = PARAMETER + count});
    parameters[count++] = p;
  }
  uint32_t code = 0;
  fr_next(r);
  bool good = read_code(r, 0, &code);
  for (uint32_t i = count; i > 0; i--)
    fr_unbind(&r->symbols, parameters[i - 1], FR_SORTS);
  *binding = (fr_binding){.kind = FR_SORT, .term = code, .index = count};
  return good;
}
