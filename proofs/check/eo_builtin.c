/* eo_builtin.c: the built-ins on Booleans, numerals, strings and terms. An argument 0 is stuck. A result 0 is stuck. */
#include "eo_internal.h"

#include <string.h>

static eo_term boolean(bool b)
{
  return b ? TERM_TRUE : TERM_FALSE;
}

static bool is_bool(eo_term t)
{
  return t == TERM_TRUE || t == TERM_FALSE;
}

static bool is_numeral(const eo *e, eo_term t)
{
  return eo_tag_of(e, t) == TAG_NUMERAL;
}

static bool is_string(const eo *e, eo_term t)
{
  return eo_tag_of(e, t) == TAG_STRING;
}

static eo_term concat(eo *e, eo_term a, eo_term b)
{
  uint32_t one, other;
  size_t n, m;
  eo_codes(e, a, &one, &n);
  eo_codes(e, b, &other, &m);
  if (!n)
    return b;
  if (!m)
    return a;
  if (!EO_ROOM(e, &e->codes, n + m))
    return 0;
  /* Written above the codes in use, where eo_make_string finds them in place. */
  uint32_t *out = e->codes.v + e->codes.n;
  memcpy(out, eo_codes(e, a, &one, &n), n * sizeof *out);
  memcpy(out + n, eo_codes(e, b, &other, &m), m * sizeof *out);
  return eo_make_string(e, out, n + m);
}

/* The characters at i, ..., j of the string, as far as there are any. */
static eo_term extract(eo *e, eo_term s, eo_term i, eo_term j)
{
  uint32_t one;
  size_t n;
  const uint32_t *codes = eo_codes(e, s, &one, &n);
  if (eo_number_sign(e, i) < 0 || eo_number_sign(e, j) < 0)
    return eo_make_string(e, NULL, 0);
  int64_t from, to;
  if (!eo_number_small(e, i, &from) || (uint64_t)from >= n)
    return eo_make_string(e, NULL, 0);
  if (!eo_number_small(e, j, &to) || (uint64_t)to >= n)
    to = (int64_t)n - 1;
  return to < from ? eo_make_string(e, NULL, 0) : eo_make_string(e, codes + from, (size_t)(to - from) + 1);
}

/* Looks for `part`, of length m >= 1, by its table of borders (Knuth, Morris and Pratt), in e->list. */
static eo_term find_long(eo *e, const uint32_t *codes, size_t n, const uint32_t *part, size_t m)
{
  if (!EO_ROOM(e, &e->list, m + 1))
    return 0;
  uint32_t *border = e->list.v + e->list.n; /* border[i]: how much of the first i characters they end with */
  border[1] = 0;
  for (size_t i = 1, k = 0; i < m; border[++i] = (uint32_t)k) {
    while (k && part[i] != part[k])
      k = border[k];
    k += part[i] == part[k];
  }
  for (size_t i = 0, k = 0; i < n; i++) {
    while (k && codes[i] != part[k])
      k = border[k];
    k += codes[i] == part[k];
    if (k == m)
      return eo_make_int(e, (int64_t)(i + 1 - m));
  }
  return eo_make_int(e, -1);
}

static eo_term find(eo *e, eo_term s, eo_term t)
{
  uint32_t one, other;
  size_t n, m;
  const uint32_t *codes = eo_codes(e, s, &one, &n), *part = eo_codes(e, t, &other, &m);
  if (m > n)
    return eo_make_int(e, -1);
  if (!eo_spend(e, n / 8))
    return 0;
  if (m > 4 && n > 64)
    return find_long(e, codes, n, part, m);
  for (size_t i = 0; i + m <= n; i++)
    if (!m || !memcmp(codes + i, part, m * sizeof *part))
      return eo_make_int(e, (int64_t)i);
  return eo_make_int(e, -1);
}

static eo_term string_op(eo *e, eo_op op, const eo_term *args)
{
  uint32_t one;
  size_t n;
  switch (op) {
  case OP_LEN:
    if (!is_string(e, args[0]))
      return 0;
    eo_codes(e, args[0], &one, &n);
    return eo_make_int(e, (int64_t)n);
  case OP_CONCAT:
    return is_string(e, args[0]) && is_string(e, args[1]) ? concat(e, args[0], args[1]) : 0;
  case OP_EXTRACT:
    if (!is_string(e, args[0]) || !is_numeral(e, args[1]) || !is_numeral(e, args[2]))
      return 0;
    return extract(e, args[0], args[1], args[2]);
  case OP_FIND:
    return is_string(e, args[0]) && is_string(e, args[1]) ? find(e, args[0], args[1]) : 0;
  case OP_TO_Z:
    if (is_numeral(e, args[0]))
      return args[0];
    if (!is_string(e, args[0]))
      return 0;
    return eo_is_node(args[0]) ? 0 : eo_make_int(e, args[0] & ~(uint32_t)EO_CHAR_BIT);
  default: {
    if (is_string(e, args[0]))
      return args[0];
    int64_t code;
    if (!is_numeral(e, args[0]) || !eo_number_small(e, args[0], &code) || code < 0 || code > EO_MAX_CODE)
      return 0;
    return EO_CHAR_BIT | (uint32_t)code;
  }
  }
}

static eo_term bool_op(eo_op op, eo_term a, eo_term b)
{
  if (!is_bool(a) || !is_bool(b))
    return 0;
  bool x = a == TERM_TRUE, y = b == TERM_TRUE;
  return boolean(op == OP_AND ? x && y : op == OP_OR ? x || y : x != y);
}

static eo_term number_op(eo *e, eo_op op, const eo_term *args)
{
  if (!is_numeral(e, args[0]))
    return 0;
  if (op == OP_NEG)
    return eo_number_neg(e, args[0]);
  if (op == OP_IS_NEG)
    return boolean(eo_number_sign(e, args[0]) < 0);
  if (!is_numeral(e, args[1]))
    return 0;
  if (op == OP_GT)
    return boolean(eo_number_compare(e, args[0], args[1]) > 0);
  return eo_number_op(e, op, args[0], args[1]);
}

eo_term eo_builtin(eo *e, eo_op op, const eo_term *args)
{
  eo_term a = args[0];
  switch (op) {
  case OP_IS_OK:
    return boolean(a);
  case OP_IS_EQ:
    return boolean(a && a == args[1]);
  case OP_IS_Z:
    return boolean(a && is_numeral(e, a));
  case OP_IS_STR:
    return boolean(a && is_string(e, a));
  case OP_IS_BOOL:
    return boolean(is_bool(a));
  default:
    break;
  }
  if (!a)
    return 0;
  switch (op) {
  case OP_NOT:
    return is_bool(a) ? boolean(a == TERM_FALSE) : 0;
  case OP_HASH:
    return eo_make_int(e, a);
  case OP_TYPEOF:
    return eo_type_of(e, a);
  case OP_NEG:
  case OP_IS_NEG:
    return number_op(e, op, args);
  case OP_LEN:
  case OP_TO_Z:
  case OP_TO_STR:
    return string_op(e, op, args);
  default:
    break;
  }
  eo_term b = args[1];
  if (!b)
    return 0;
  switch (op) {
  case OP_EQ:
    return boolean(a == b);
  case OP_CMP:
    return boolean(a > b);
  case OP_AND:
  case OP_OR:
  case OP_XOR:
    return bool_op(op, a, b);
  case OP_ADD:
  case OP_MUL:
  case OP_ZDIV:
  case OP_ZMOD:
  case OP_GT:
    return number_op(e, op, args);
  case OP_CONCAT:
  case OP_FIND:
    return string_op(e, op, args);
  case OP_EXTRACT:
    return args[2] ? string_op(e, op, args) : 0;
  default:
    return eo_list_op(e, op, args);
  }
}
