/* escape.c: what follows a backslash. PCRE2 has judged the dialect pcre2 already, so that there nothing is checked twice;
 * the other dialects refuse what they do not know. */
#include <string.h>

#include "pattern/read.h"

static bool character(escape *out, uint32_t code)
{
  out->kind = ESCAPE_CHAR;
  out->code = code;
  return true;
}

static bool tree(escape *out, ast *a)
{
  out->kind = ESCAPE_TREE;
  out->tree = a;
  return a != NULL;
}

static bool set(reader *r, escape *out, charset a)
{
  out->kind = ESCAPE_SET;
  out->set = a;
  return !r->p->failed;
}

static int hex_digit(uint32_t c)
{
  return c >= '0' && c <= '9'   ? (int)c - '0'
         : c >= 'a' && c <= 'f' ? (int)c - 'a' + 10
         : c >= 'A' && c <= 'F' ? (int)c - 'A' + 10
                                : -1;
}

/* Up to `most` hexadecimal digits; how many. */
static size_t hex(reader *r, size_t most, uint32_t *code)
{
  size_t n = 0;
  for (*code = 0; n < most && more(r) && hex_digit(peek(r)) >= 0; n++)
    *code = (*code & 0xFFFFFFFu) << 4 | (uint32_t)hex_digit(r->p->text[r->at++]);
  return n;
}

static size_t octal(reader *r, size_t most, uint32_t *code)
{
  size_t n = 0;
  for (*code = 0; n < most && peek(r) >= '0' && peek(r) <= '7'; n++)
    *code = (*code & 0xFFFFFFu) << 3 | (r->p->text[r->at++] - '0');
  return n;
}

static bool bad(reader *r, const char *message)
{
  return read_refuse(r, r->at, "see the table of dialects in the documentation of patterns", message);
}

/* Digits in braces, hexadecimal or octal; behind the opening one. */
static bool braced(reader *r, bool is_octal, uint32_t *code)
{
  size_t n = is_octal ? octal(r, 12, code) : hex(r, 9, code);
  if (!n || !take_code(r, '}'))
    return bad(r, "a number and '}' are needed here");
  return *code <= CODE_TOP || bad(r, "no character has so large a code point");
}

/* Behind \x. */
static bool hex_escape(reader *r, escape *out)
{
  uint32_t code;
  bool pcre2 = is_dialect(r, STRSMT_DIALECT_PCRE2);
  if ((pcre2 || is_dialect(r, STRSMT_DIALECT_RE2)) && take_code(r, '{'))
    return braced(r, false, &code) && character(out, code);
  if (hex(r, 2, &code) == 2 || pcre2)
    return character(out, code);
  return bad(r, "two hexadecimal digits are needed behind \\x");
}

static bool is_high(uint32_t c)
{
  return c >= 0xD800 && c < 0xDC00;
}
static bool is_low(uint32_t c)
{
  return c >= 0xDC00 && c < 0xE000;
}

/* Behind \u or \U: in ECMAScript a pair of surrogates is one character. */
static bool unicode_escape(reader *r, size_t digits_wanted, escape *out)
{
  uint32_t code, low;
  bool ecma = is_dialect(r, STRSMT_DIALECT_ECMA);
  if (ecma && take_code(r, '{'))
    return braced(r, false, &code) && character(out, code);
  if (hex(r, digits_wanted, &code) != digits_wanted || code > CODE_TOP)
    return bad(r, "hexadecimal digits of a code point are needed here: 4 behind \\u, 8 behind \\U");
  size_t before = r->at;
  if (ecma && is_high(code) && take_text(r, "\\u") && hex(r, 4, &low) == 4 && is_low(low))
    return character(out, 0x10000 + (code - 0xD800) * 0x400 + (low - 0xDC00));
  r->at = before;
  return character(out, code);
}

static bool backreference(reader *r, size_t place)
{
  return read_refuse(r, place, "write the alternatives that the group can match, each with its repetition",
                     "a backreference makes a language that is not regular");
}

/* A digit stands next: a backreference, or an octal number. */
static bool digits_escape(reader *r, bool in_class, escape *out)
{
  size_t start = r->at;
  uint32_t code, number = 0;
  bool python = is_dialect(r, STRSMT_DIALECT_PYTHON), re2 = is_dialect(r, STRSMT_DIALECT_RE2);
  if (peek(r) == '0' || in_class)
    return octal(r, is_dialect(r, STRSMT_DIALECT_ECMA) && peek(r) == '0' ? 1 : 3, &code)
               ? character(out, code)
               : character(out, r->p->text[r->at++]);
  size_t at = start, octals = 0;
  for (; at < r->p->length && r->p->text[at] >= '0' && r->p->text[at] <= '9' && number < 100000; at++)
    number = number * 10 + (r->p->text[at] - '0');
  for (at = start; at < r->p->length && r->p->text[at] >= '0' && r->p->text[at] <= '7' && octals < 3; at++)
    octals++;
  bool reference = number < 10 || peek(r) >= '8' || number <= r->groups;
  if (python)
    reference = octals < 3;
  if (re2)
    reference = octals < 2;
  if (is_dialect(r, STRSMT_DIALECT_ECMA))
    reference = number <= r->groups || !octals;
  if (reference || !octals)
    return backreference(r, start - 1);
  octal(r, 3, &code);
  return character(out, python || re2 || code <= CODE_TOP ? code : 0);
}

/* ---- assertions ---- */

static ast *set_look(reader *r, charset a, bool behind, bool negative)
{
  return ast_look(r->p, ast_set(r->p, a), behind, negative, r->at - 1);
}

/* Does \w in the emitted text mean what it means here? */
static bool emits_words(const reader *r)
{
  if (is_dialect(r, STRSMT_DIALECT_PYTHON))
    return (r->flags & FLAG_ASCII) == (r->p->flags & FLAG_ASCII);
  return is_dialect(r, STRSMT_DIALECT_RE2) || !(r->flags & FLAG_I);
}

static void emit_boundary(reader *r, bool negated, bool not_empty)
{
  if (!not_empty && emits_words(r)) {
    emit_text(r, negated ? "\\B" : "\\b");
    return;
  }
  charset w = word_set(r);
  emit_text(r, "(?:(?<=");
  emit_set(r, w);
  emit_text(r, negated ? ")(?=" : ")(?!");
  emit_set(r, w);
  emit_text(r, not_empty ? ")|(?!\\A\\z)(?<!" : ")|(?<!");
  emit_set(r, w);
  emit_text(r, negated ? ")(?!" : ")(?=");
  emit_set(r, w);
  emit_text(r, "))");
}

/* Word characters on one side only; negated: on both or none. */
static ast *boundary(reader *r, bool negated)
{
  unsigned flags = r->flags & (FLAG_I | FLAG_ASCII | FLAG_UNICODE);
  bool not_empty = negated && is_dialect(r, STRSMT_DIALECT_PYTHON); /* in Python up to 3.13 \B does not match in "" */
  if (r->emits)
    emit_boundary(r, negated, not_empty);
  if (r->boundaries[negated] && r->boundary_flags == flags)
    return r->boundaries[negated];
  charset w = word_set(r);
  ast *from = ast_concat2(r->p, set_look(r, w, true, false), set_look(r, w, false, !negated));
  ast *to = ast_concat2(r->p, set_look(r, w, true, true), set_look(r, w, false, negated));
  if (not_empty)
    to = ast_concat2(r->p, ast_look(r->p, ast_concat2(r->p, ast_begin(r->p), ast_end(r->p)), false, true, r->at - 1),
                     to);
  if (r->boundary_flags != flags)
    r->boundaries[0] = r->boundaries[1] = NULL;
  r->boundary_flags = flags;
  return r->boundaries[negated] = ast_alt2(r->p, from, to);
}

/* At the very end, or before a line end that is the last character. */
static ast *near_end(reader *r)
{
  ast *last = ast_repeat(r->p, ast_set(r->p, set_range(r->p, '\n', '\n')), 0, 1, false);
  return ast_look(r->p, ast_concat2(r->p, last, ast_end(r->p)), false, false, r->at);
}

static ast *any_line_end(reader *r)
{
  static const code_range one[] = {{'\n', '\r'}, {0x85, 0x85}, {0x2028, 0x2029}};
  ast *pair = ast_concat2(r->p, ast_set(r->p, set_range(r->p, '\r', '\r')), ast_set(r->p, set_range(r->p, '\n', '\n')));
  ast *both = ast_alt2(r->p, pair, ast_set(r->p, set_of(r->p, one, 3)));
  return ast_atomic(r->p, both, r->at, "\\R");
}

/* A letter that stands for a place in the subject, or for several characters. *known: it does. */
static bool special(reader *r, uint32_t c, bool *known, escape *out)
{
  bool pcre2 = is_dialect(r, STRSMT_DIALECT_PCRE2), re2 = is_dialect(r, STRSMT_DIALECT_RE2);
  bool python = is_dialect(r, STRSMT_DIALECT_PYTHON);
  *known = true;
  if (c == 'b' || c == 'B')
    return tree(out, boundary(r, c == 'B'));
  if ((c == 'A' && !is_dialect(r, STRSMT_DIALECT_ECMA)) || (pcre2 && c == 'G')) {
    emit_text(r, "\\A");
    return tree(out, ast_begin(r->p));
  }
  if ((c == 'z' && (pcre2 || re2)) || (c == 'Z' && python)) {
    emit_text(r, "\\z");
    return tree(out, ast_end(r->p));
  }
  if (pcre2 && c == 'Z')
    return tree(out, near_end(r));
  if (pcre2 && c == 'K')
    return tree(out, ast_empty(r->p));
  if (pcre2 && c == 'R')
    return tree(out, any_line_end(r));
  if (pcre2 && c == 'X')
    return read_refuse(r, r->at - 2, "name the characters instead", "\\X (a grapheme cluster) is not known");
  if (c == 'k' || (pcre2 && c == 'g'))
    return backreference(r, r->at - 2);
  *known = false;
  return true;
}

/* ---- all ---- */

static bool letter_escape(reader *r, uint32_t c, escape *out)
{
  static const char names[] = "fnrtv", meanings[] = "\f\n\r\t\v";
  const char *found = strchr(names, (int)c);
  bool ecma = is_dialect(r, STRSMT_DIALECT_ECMA), pcre2 = is_dialect(r, STRSMT_DIALECT_PCRE2);
  if (found)
    return character(out, (unsigned char)meanings[found - names]);
  if (c == 'a' && !ecma)
    return character(out, 7);
  if (c == 'e' && pcre2)
    return character(out, 27);
  if (c == 'x')
    return hex_escape(r, out);
  if (c == 'o' && pcre2 && take_code(r, '{')) {
    uint32_t code;
    return braced(r, true, &code) && character(out, code);
  }
  if ((c == 'u' && (ecma || is_dialect(r, STRSMT_DIALECT_PYTHON))) ||
      (c == 'U' && is_dialect(r, STRSMT_DIALECT_PYTHON)))
    return unicode_escape(r, c == 'u' ? 4 : 8, out);
  if (c == 'c' && (pcre2 || ecma) && more(r)) {
    uint32_t letter = r->p->text[r->at++];
    letter = letter >= 'a' && letter <= 'z' ? letter - 32 : letter;
    return character(out, ecma ? letter & 31 : letter ^ 0x40);
  }
  r->at--;
  return bad(r, "an escape that this dialect does not know");
}

bool read_escape(reader *r, bool in_class, escape *out)
{
  bool pcre2 = is_dialect(r, STRSMT_DIALECT_PCRE2), known = false;
  *out = (escape){ESCAPE_NOTHING, 0, {0, NULL}, NULL};
  if (!more(r))
    return bad(r, "a backslash at the end");
  uint32_t c = r->p->text[r->at];
  if (c >= '0' && c <= '9')
    return digits_escape(r, in_class, out);
  r->at++;
  if (is_named_set(r, c))
    return set(r, out, named_set(r, c));
  if ((c == 'p' || c == 'P') && !is_dialect(r, STRSMT_DIALECT_PYTHON))
    return set(r, out, property_set(r));
  if (c == 'E' && (pcre2 || is_dialect(r, STRSMT_DIALECT_RE2)))
    return true;
  if (c == 'N' && pcre2 && !in_class) {
    uint32_t code;
    if (take_text(r, "{U+"))
      return braced(r, false, &code) && character(out, code);
    return set(r, out, set_complement(r->p, line_ends(r)));
  }
  if (c == 'b' && in_class)
    return is_dialect(r, STRSMT_DIALECT_RE2) ? bad(r, "\\b in a class") : character(out, 8);
  if (!in_class && !special(r, c, &known, out))
    return false;
  if (known)
    return true;
  bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return letter ? letter_escape(r, c, out) : character(out, c);
}
