/* kinds.c: the table of kinds. */
#include "term/kinds.h"

#include "term/term.h"

#define B STRSMT_SORT_BOOL
#define I STRSMT_SORT_INT
#define S STRSMT_SORT_STRING
#define R STRSMT_SORT_REGLAN
#define ANY STRSMT_SORT_NONE

#define FIXED0(symbol, result)                                                                                         \
  {                                                                                                                    \
    symbol, FORM_FIXED, 0, 0, result,                                                                                  \
    {                                                                                                                  \
      ANY, ANY, ANY                                                                                                    \
    }                                                                                                                  \
  }
#define FIXED1(symbol, result, a)                                                                                      \
  {                                                                                                                    \
    symbol, FORM_FIXED, 1, 0, result,                                                                                  \
    {                                                                                                                  \
      a, a, a                                                                                                          \
    }                                                                                                                  \
  }
#define FIXED2(symbol, result, a, b)                                                                                   \
  {                                                                                                                    \
    symbol, FORM_FIXED, 2, 0, result,                                                                                  \
    {                                                                                                                  \
      a, b, b                                                                                                          \
    }                                                                                                                  \
  }
#define FIXED3(symbol, result, a, b, c)                                                                                \
  {                                                                                                                    \
    symbol, FORM_FIXED, 3, 0, result,                                                                                  \
    {                                                                                                                  \
      a, b, c                                                                                                          \
    }                                                                                                                  \
  }
#define INDEXED(symbol, indices, result, a)                                                                            \
  {                                                                                                                    \
    symbol, FORM_FIXED, 1, indices, result,                                                                            \
    {                                                                                                                  \
      a, a, a                                                                                                          \
    }                                                                                                                  \
  }
#define MANY(symbol, form, result, a)                                                                                  \
  {                                                                                                                    \
    symbol, FORM_##form, 2, 0, result,                                                                                 \
    {                                                                                                                  \
      a, a, a                                                                                                          \
    }                                                                                                                  \
  }

static const kind_info kinds[TERM_KIND_LIMIT] = {
    [STRSMT_TRUE] = FIXED0("true", B),
    [STRSMT_FALSE] = FIXED0("false", B),
    [STRSMT_NOT] = FIXED1("not", B, B),
    [STRSMT_AND] = MANY("and", NARY, B, B),
    [STRSMT_OR] = MANY("or", NARY, B, B),
    [STRSMT_XOR] = MANY("xor", LEFT, B, B),
    [STRSMT_IMPLIES] = MANY("=>", RIGHT, B, B),
    [STRSMT_EQ] = MANY("=", CHAINABLE, B, ANY),
    [STRSMT_DISTINCT] = MANY("distinct", PAIRWISE, B, ANY),
    [STRSMT_ITE] = FIXED3("ite", STRSMT_SORT_NONE, B, ANY, ANY),
    [STRSMT_ADD] = MANY("+", NARY, I, I),
    [STRSMT_SUB] = MANY("-", LEFT, I, I),
    [STRSMT_NEG] = FIXED1("-", I, I),
    [STRSMT_MUL] = MANY("*", NARY, I, I),
    [STRSMT_DIV] = MANY("div", LEFT, I, I),
    [STRSMT_MOD] = FIXED2("mod", I, I, I),
    [STRSMT_ABS] = FIXED1("abs", I, I),
    [STRSMT_LE] = MANY("<=", CHAINABLE, B, I),
    [STRSMT_LT] = MANY("<", CHAINABLE, B, I),
    [STRSMT_GE] = MANY(">=", CHAINABLE, B, I),
    [STRSMT_GT] = MANY(">", CHAINABLE, B, I),
    [STRSMT_DIVISIBLE] = INDEXED("divisible", 1, B, I),
    [STRSMT_STR_CONCAT] = MANY("str.++", NARY, S, S),
    [STRSMT_STR_LEN] = FIXED1("str.len", I, S),
    [STRSMT_STR_LT] = MANY("str.<", CHAINABLE, B, S),
    [STRSMT_STR_LE] = MANY("str.<=", CHAINABLE, B, S),
    [STRSMT_STR_AT] = FIXED2("str.at", S, S, I),
    [STRSMT_STR_SUBSTR] = FIXED3("str.substr", S, S, I, I),
    [STRSMT_STR_PREFIXOF] = FIXED2("str.prefixof", B, S, S),
    [STRSMT_STR_SUFFIXOF] = FIXED2("str.suffixof", B, S, S),
    [STRSMT_STR_CONTAINS] = FIXED2("str.contains", B, S, S),
    [STRSMT_STR_INDEXOF] = FIXED3("str.indexof", I, S, S, I),
    [STRSMT_STR_REPLACE] = FIXED3("str.replace", S, S, S, S),
    [STRSMT_STR_REPLACE_ALL] = FIXED3("str.replace_all", S, S, S, S),
    [STRSMT_STR_REPLACE_RE] = FIXED3("str.replace_re", S, S, R, S),
    [STRSMT_STR_REPLACE_RE_ALL] = FIXED3("str.replace_re_all", S, S, R, S),
    [STRSMT_STR_IS_DIGIT] = FIXED1("str.is_digit", B, S),
    [STRSMT_STR_TO_CODE] = FIXED1("str.to_code", I, S),
    [STRSMT_STR_FROM_CODE] = FIXED1("str.from_code", S, I),
    [STRSMT_STR_TO_INT] = FIXED1("str.to_int", I, S),
    [STRSMT_STR_FROM_INT] = FIXED1("str.from_int", S, I),
    [STRSMT_STR_IN_RE] = FIXED2("str.in_re", B, S, R),
    [STRSMT_STR_TO_RE] = FIXED1("str.to_re", R, S),
    [STRSMT_RE_NONE] = FIXED0("re.none", R),
    [STRSMT_RE_ALL] = FIXED0("re.all", R),
    [STRSMT_RE_ALLCHAR] = FIXED0("re.allchar", R),
    [STRSMT_RE_CONCAT] = MANY("re.++", NARY, R, R),
    [STRSMT_RE_UNION] = MANY("re.union", NARY, R, R),
    [STRSMT_RE_INTER] = MANY("re.inter", NARY, R, R),
    [STRSMT_RE_STAR] = FIXED1("re.*", R, R),
    [STRSMT_RE_COMP] = FIXED1("re.comp", R, R),
    [STRSMT_RE_DIFF] = MANY("re.diff", LEFT, R, R),
    [STRSMT_RE_PLUS] = FIXED1("re.+", R, R),
    [STRSMT_RE_OPT] = FIXED1("re.opt", R, R),
    [STRSMT_RE_RANGE] = FIXED2("re.range", R, S, S),
    [STRSMT_RE_POWER] = INDEXED("re.^", 1, R, R),
    [STRSMT_RE_LOOP] = INDEXED("re.loop", 2, R, R),
    [TERM_RE_CUT] = FIXED3("@re_cut", I, S, R, R),
    [TERM_PURIFY] = FIXED1("@purify", STRSMT_SORT_NONE, ANY),
};

const kind_info *kind_get(strsmt_kind k)
{
  if ((unsigned)k >= TERM_KIND_LIMIT || !kinds[k].symbol)
    return NULL;
  return &kinds[k];
}

const char *kind_symbol(strsmt_kind k)
{
  const kind_info *info = k == STRSMT_TRUE || k == STRSMT_FALSE ? NULL : kind_get(k);
  return info ? info->symbol : NULL;
}
