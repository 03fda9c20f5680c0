/* builtins.c: the symbols of the theories, as a table. Sorts are checked here and not left to the library so that a
 * mistake is reported where the argument stands. n-ary, chainable and associative forms are desugared by the
 * library. */
#include "builtins.h"

#include <string.h>

/* Arguments: b Bool, i Int, s String, r RegLan, A any sort, the same for each A; x* stands for two x or more, x+ for
 * one or more. */
typedef struct builtin {
  const char *name;
  strsmt_kind kind;
  const char *arguments;
  char result;
  unsigned char indices;
  unsigned char old;  /* a spelling of SMT-LIB 2.5: its place in `warned` */
  const char *modern; /* how it is spelled now */
} builtin;

/* clang-format off */
static const builtin table[] = {
  {"true", STRSMT_TRUE, "", 'b', 0, 0, NULL},
  {"false", STRSMT_FALSE, "", 'b', 0, 0, NULL},
  {"not", STRSMT_NOT, "b", 'b', 0, 0, NULL},
  {"and", STRSMT_AND, "b+", 'b', 0, 0, NULL},
  {"or", STRSMT_OR, "b+", 'b', 0, 0, NULL},
  {"xor", STRSMT_XOR, "b*", 'b', 0, 0, NULL},
  {"=>", STRSMT_IMPLIES, "b*", 'b', 0, 0, NULL},
  {"=", STRSMT_EQ, "A*", 'b', 0, 0, NULL},
  {"distinct", STRSMT_DISTINCT, "A*", 'b', 0, 0, NULL},
  {"ite", STRSMT_ITE, "bAA", 'A', 0, 0, NULL},
  {"+", STRSMT_ADD, "i+", 'i', 0, 0, NULL},
  {"-", STRSMT_SUB, "i+", 'i', 0, 0, NULL},
  {"*", STRSMT_MUL, "i+", 'i', 0, 0, NULL},
  {"div", STRSMT_DIV, "i*", 'i', 0, 0, NULL},
  {"mod", STRSMT_MOD, "ii", 'i', 0, 0, NULL},
  {"abs", STRSMT_ABS, "i", 'i', 0, 0, NULL},
  {"<=", STRSMT_LE, "i*", 'b', 0, 0, NULL},
  {"<", STRSMT_LT, "i*", 'b', 0, 0, NULL},
  {">=", STRSMT_GE, "i*", 'b', 0, 0, NULL},
  {">", STRSMT_GT, "i*", 'b', 0, 0, NULL},
  {"divisible", STRSMT_DIVISIBLE, "i", 'b', 1, 0, NULL},
  {"str.++", STRSMT_STR_CONCAT, "s+", 's', 0, 0, NULL},
  {"str.len", STRSMT_STR_LEN, "s", 'i', 0, 0, NULL},
  {"str.<", STRSMT_STR_LT, "s*", 'b', 0, 0, NULL},
  {"str.<=", STRSMT_STR_LE, "s*", 'b', 0, 0, NULL},
  {"str.at", STRSMT_STR_AT, "si", 's', 0, 0, NULL},
  {"str.substr", STRSMT_STR_SUBSTR, "sii", 's', 0, 0, NULL},
  {"str.prefixof", STRSMT_STR_PREFIXOF, "ss", 'b', 0, 0, NULL},
  {"str.suffixof", STRSMT_STR_SUFFIXOF, "ss", 'b', 0, 0, NULL},
  {"str.contains", STRSMT_STR_CONTAINS, "ss", 'b', 0, 0, NULL},
  {"str.indexof", STRSMT_STR_INDEXOF, "ssi", 'i', 0, 0, NULL},
  {"str.replace", STRSMT_STR_REPLACE, "sss", 's', 0, 0, NULL},
  {"str.replace_all", STRSMT_STR_REPLACE_ALL, "sss", 's', 0, 0, NULL},
  {"str.replace_re", STRSMT_STR_REPLACE_RE, "srs", 's', 0, 0, NULL},
  {"str.replace_re_all", STRSMT_STR_REPLACE_RE_ALL, "srs", 's', 0, 0, NULL},
  {"str.is_digit", STRSMT_STR_IS_DIGIT, "s", 'b', 0, 0, NULL},
  {"str.to_code", STRSMT_STR_TO_CODE, "s", 'i', 0, 0, NULL},
  {"str.from_code", STRSMT_STR_FROM_CODE, "i", 's', 0, 0, NULL},
  {"str.to_int", STRSMT_STR_TO_INT, "s", 'i', 0, 0, NULL},
  {"str.from_int", STRSMT_STR_FROM_INT, "i", 's', 0, 0, NULL},
  {"str.in_re", STRSMT_STR_IN_RE, "sr", 'b', 0, 0, NULL},
  {"str.to_re", STRSMT_STR_TO_RE, "s", 'r', 0, 0, NULL},
  {"re.none", STRSMT_RE_NONE, "", 'r', 0, 0, NULL},
  {"re.all", STRSMT_RE_ALL, "", 'r', 0, 0, NULL},
  {"re.allchar", STRSMT_RE_ALLCHAR, "", 'r', 0, 0, NULL},
  {"re.++", STRSMT_RE_CONCAT, "r+", 'r', 0, 0, NULL},
  {"re.union", STRSMT_RE_UNION, "r+", 'r', 0, 0, NULL},
  {"re.inter", STRSMT_RE_INTER, "r+", 'r', 0, 0, NULL},
  {"re.*", STRSMT_RE_STAR, "r", 'r', 0, 0, NULL},
  {"re.comp", STRSMT_RE_COMP, "r", 'r', 0, 0, NULL},
  {"re.diff", STRSMT_RE_DIFF, "r*", 'r', 0, 0, NULL},
  {"re.+", STRSMT_RE_PLUS, "r", 'r', 0, 0, NULL},
  {"re.opt", STRSMT_RE_OPT, "r", 'r', 0, 0, NULL},
  {"re.range", STRSMT_RE_RANGE, "ss", 'r', 0, 0, NULL},
  {"re.^", STRSMT_RE_POWER, "r", 'r', 1, 0, NULL},
  {"re.loop", STRSMT_RE_LOOP, "r", 'r', 2, 0, NULL},
  /* SMT-LIB 2.5 (entry 0 of `warned` is the unindexed re.loop, entry 8 str.indexof without a position) */
  {"str.in.re", STRSMT_STR_IN_RE, "sr", 'b', 0, 1, "str.in_re"},
  {"str.to.re", STRSMT_STR_TO_RE, "s", 'r', 0, 2, "str.to_re"},
  {"str.to.int", STRSMT_STR_TO_INT, "s", 'i', 0, 3, "str.to_int"},
  {"int.to.str", STRSMT_STR_FROM_INT, "i", 's', 0, 4, "str.from_int"},
  {"re.nostr", STRSMT_RE_NONE, "", 'r', 0, 5, "re.none"},
  {"re.complement", STRSMT_RE_COMP, "r", 'r', 0, 6, "re.comp"},
  {"str.replaceall", STRSMT_STR_REPLACE_ALL, "sss", 's', 0, 7, "str.replace_all"},
};
/* clang-format on */

void fr_bind_builtins(fr_reader *r)
{
  for (uint32_t i = 0; i < sizeof table / sizeof *table; i++)
    fr_bind(&r->symbols, fr_intern(&r->symbols, table[i].name, strlen(table[i].name)), FR_TERMS,
            (fr_binding){.kind = FR_BUILTIN, .index = i});
}

unsigned fr_builtin_indices(uint32_t b)
{
  return table[b].indices;
}

static strsmt_sort sort_of(char letter)
{
  switch (letter) {
  case 'b':
    return STRSMT_SORT_BOOL;
  case 'i':
    return STRSMT_SORT_INT;
  case 's':
    return STRSMT_SORT_STRING;
  case 'r':
    return STRSMT_SORT_REGLAN;
  default:
    return STRSMT_SORT_NONE;
  }
}

static void warn_once(fr_reader *r, unsigned entry, fr_place place, const char *old, const char *modern)
{
  if (r->warned[entry] || !r->warn)
    return;
  r->warned[entry] = true;
  fr_text message = {.m = r->m};
  fr_text_format(&message, "%s is a spelling of SMT-LIB 2.5; it is now %s", old, modern);
  r->warn(r->warn_user, place, fr_text_c(&message));
  fr_text_free(&message);
}

bool fr_demand_sort(fr_reader *r, const fr_value *value, strsmt_sort sort, const char *format, ...)
{
  if (value->sort == sort)
    return true;
  fr_text what = {.m = r->m};
  va_list args;
  va_start(args, format);
  fr_text_vformat(&what, format, args);
  va_end(args);
  fr_fail(r, value->place, "%s is of sort %s, expected %s", fr_text_c(&what), fr_sort_name(value->sort),
          fr_sort_name(sort));
  fr_text_free(&what);
  return false;
}

static bool check_count(fr_reader *r, const builtin *b, fr_place place, size_t count)
{
  size_t fixed = strlen(b->arguments);
  char last = fixed ? b->arguments[fixed - 1] : 0;
  if (last == '*' || last == '+') {
    size_t least = last == '*' ? 2 : 1;
    return count >= least || fr_fail(r, place, "%s takes at least %zu argument%s, %zu given", b->name, least,
                                     least == 1 ? "" : "s", count);
  }
  if (!fixed && count)
    return fr_fail(r, place, "%s is no function, it takes no arguments", b->name);
  return count == fixed ||
         fr_fail(r, place, "%s takes %zu argument%s, %zu given", b->name, fixed, fixed == 1 ? "" : "s", count);
}

/* Checks the sorts; *any becomes the sort that A stands for. */
static bool check_sorts(fr_reader *r, const builtin *b, const fr_value *values, size_t count, strsmt_sort *any)
{
  const char *expected = b->arguments;
  for (size_t i = 0; i < count; i++) {
    strsmt_sort wanted = sort_of(*expected);
    if (*expected == 'A') {
      if (*any == STRSMT_SORT_NONE)
        *any = values[i].sort;
      wanted = *any;
    }
    if (values[i].sort != wanted && !fr_demand_sort(r, &values[i], wanted, "argument %zu of %s", i + 1, b->name))
      return false;
    if (expected[1] && expected[1] != '*' && expected[1] != '+')
      expected++;
  }
  return true;
}

/* (re.loop r n m) and (re.loop r n), with numerals: from n to m copies, and n copies or more. */
static bool apply_old_loop(fr_reader *r, fr_place place, const fr_value *values, size_t count, fr_value *result)
{
  if (count < 2 || count > 3)
    return fr_fail(r, place,
                   "re.loop takes a regular expression and one or two numerals, or is written ((_ re.loop n m) r)");
  if (!fr_demand_sort(r, &values[0], STRSMT_SORT_REGLAN, "argument 1 of re.loop"))
    return false;
  uint32_t bounds[2] = {0, 0};
  for (size_t i = 1; i < count; i++) {
    int64_t n = 0;
    if (strsmt_term_kind(r->s, values[i].term) != STRSMT_INT_LITERAL || !strsmt_term_int64(r->s, values[i].term, &n) ||
        n < 0 || n > (int64_t)UINT32_MAX)
      return fr_fail(r, values[i].place, "argument %zu of re.loop is not a numeral below 2^32", i + 1);
    bounds[i - 1] = (uint32_t)n;
  }
  warn_once(r, 0, place, "(re.loop r n m)", "((_ re.loop n m) r)");
  if (count == 3)
    result->term = strsmt_make_indexed(r->s, STRSMT_RE_LOOP, 2, bounds, 1, &values[0].term);
  else
    result->term =
        strsmt_make_2(r->s, STRSMT_RE_CONCAT, strsmt_make_indexed(r->s, STRSMT_RE_POWER, 1, bounds, 1, &values[0].term),
                      strsmt_make_1(r->s, STRSMT_RE_STAR, values[0].term));
  result->sort = STRSMT_SORT_REGLAN;
  return result->term || fr_fail_library(r, place);
}

/* (str.indexof x y): from position 0 on. */
static bool apply_old_indexof(fr_reader *r, fr_place place, const fr_value *values, fr_value *result)
{
  if (!fr_demand_sort(r, &values[0], STRSMT_SORT_STRING, "argument 1 of str.indexof") ||
      !fr_demand_sort(r, &values[1], STRSMT_SORT_STRING, "argument 2 of str.indexof"))
    return false;
  warn_once(r, 8, place, "(str.indexof x y)", "(str.indexof x y 0)");
  result->term = strsmt_make_3(r->s, STRSMT_STR_INDEXOF, values[0].term, values[1].term, strsmt_make_int(r->s, 0));
  result->sort = STRSMT_SORT_INT;
  return result->term || fr_fail_library(r, place);
}

bool fr_apply_builtin(fr_reader *r, uint32_t index, const fr_frame *frame, const fr_value *values, size_t count,
                      fr_value *result)
{
  const builtin *b = &table[index];
  fr_place place = frame->head_place;
  if (b->kind == STRSMT_RE_LOOP && !frame->index_count)
    return apply_old_loop(r, place, values, count, result);
  if (b->kind == STRSMT_STR_INDEXOF && !frame->index_count && count == 2)
    return apply_old_indexof(r, place, values, result);
  if (frame->index_count != b->indices)
    return fr_fail(r, place, b->indices ? "%s takes %u ind%s, as in ((_ %s ...) ...)" : "%s takes no indices", b->name,
                   (unsigned)b->indices, b->indices == 1 ? "ex" : "ices", b->name);
  strsmt_sort any = STRSMT_SORT_NONE;
  if (!check_count(r, b, place, count) || !check_sorts(r, b, values, count, &any))
    return false;
  if (b->modern)
    warn_once(r, b->old, place, b->name, b->modern);
  r->arguments.length = 0;
  if (!FR_RESERVE(r->m, r->arguments, count))
    return fr_fail_memory(r);
  for (size_t i = 0; i < count; i++)
    r->arguments.data[i] = values[i].term;
  strsmt_kind kind = b->kind == STRSMT_SUB && count == 1 ? STRSMT_NEG : b->kind;
  if (b->indices)
    result->term = strsmt_make_indexed(r->s, kind, b->indices, frame->indices, count, r->arguments.data);
  else
    result->term = strsmt_make(r->s, kind, count, r->arguments.data);
  result->sort = b->result == 'A' ? any : sort_of(b->result);
  return result->term || fr_fail_library(r, place);
}
