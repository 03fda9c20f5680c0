/* dialect.c: what named sets, properties and case mean in each dialect. What needs Unicode is asked from PCRE2 by a class
 * that says the same in its syntax; where a dialect differs from PCRE2 by single characters these stand here. */
#include <stdio.h>
#include <string.h>

#include "pattern/read.h"

static const code_range digits[] = {{'0', '9'}};
static const code_range word_letters[] = {{'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}};
static const code_range ascii_spaces[] = {{'\t', '\r'}, {' ', ' '}};
static const code_range re2_spaces[] = {{'\t', '\n'}, {'\f', '\r'}, {' ', ' '}};

static unsigned judge_flags(const reader *r)
{
  return (r->flags & FLAG_I ? JUDGE_CASELESS : 0u) | (r->flags & FLAG_UNICODE ? JUDGE_UCP : 0u);
}

#define FIXED(a) set_of(r->p, a, sizeof(a) / sizeof *(a))

/* The set of a small letter in a dialect other than pcre2. */
static charset foreign_set(reader *r, uint32_t letter)
{
  bool unicode = is_dialect(r, STRSMT_DIALECT_PYTHON) && !(r->flags & FLAG_ASCII);
  bool ecma = is_dialect(r, STRSMT_DIALECT_ECMA);
  if (letter == 'd')
    return unicode ? judge_class_text(r->p, "\\p{Nd}", 0) : FIXED(digits);
  if (letter == 'w') {
    charset a = unicode ? judge_class_text(r->p, "\\p{L}\\p{N}_", 0) : FIXED(word_letters);
    return ecma || is_dialect(r, STRSMT_DIALECT_RE2) ? folded(r, a) : a;
  }
  if (ecma)
    return judge_class_text(r->p, "\\x{9}-\\x{d}\\x{20}\\x{a0}\\x{feff}\\x{2028}\\x{2029}\\p{Zs}", 0);
  if (unicode)
    return judge_class_text(r->p, "\\x{9}-\\x{d}\\x{1c}-\\x{20}\\x{85}\\x{2028}\\x{2029}\\p{Zs}", 0);
  return is_dialect(r, STRSMT_DIALECT_RE2) ? FIXED(re2_spaces) : FIXED(ascii_spaces);
}

bool is_named_set(const reader *r, uint32_t letter)
{
  if (letter >= 0x80 || !letter)
    return false;
  return strchr(is_dialect(r, STRSMT_DIALECT_PCRE2) ? "dDhHsSvVwW" : "dDsSwW", (int)letter) != NULL;
}

charset named_set(reader *r, uint32_t letter)
{
  uint32_t small = letter | 0x20;
  charset a;
  if (is_dialect(r, STRSMT_DIALECT_PCRE2))
    a = judge_class(r->p, (const uint32_t[]){'\\', small}, 2, judge_flags(r) & JUDGE_UCP);
  else
    a = foreign_set(r, small);
  return letter == small ? a : set_complement(r->p, a);
}

charset word_set(reader *r)
{
  if (is_dialect(r, STRSMT_DIALECT_RE2))
    return FIXED(word_letters);
  return named_set(r, 'w');
}

charset line_ends(reader *r)
{
  static const code_range lf[] = {{'\n', '\n'}}, ecma[] = {{'\n', '\n'}, {'\r', '\r'}, {0x2028, 0x2029}};
  return is_dialect(r, STRSMT_DIALECT_ECMA) ? FIXED(ecma) : FIXED(lf);
}

/* ---- properties ---- */

/* Names of general categories that PCRE2 knows by their short forms only. */
static const char *const categories[][2] = {{"Letter", "L"},
                                            {"Cased_Letter", "L&"},
                                            {"LC", "L&"},
                                            {"Uppercase_Letter", "Lu"},
                                            {"Lowercase_Letter", "Ll"},
                                            {"Titlecase_Letter", "Lt"},
                                            {"Modifier_Letter", "Lm"},
                                            {"Other_Letter", "Lo"},
                                            {"Mark", "M"},
                                            {"Combining_Mark", "M"},
                                            {"Nonspacing_Mark", "Mn"},
                                            {"Spacing_Mark", "Mc"},
                                            {"Enclosing_Mark", "Me"},
                                            {"Number", "N"},
                                            {"Decimal_Number", "Nd"},
                                            {"digit", "Nd"},
                                            {"Letter_Number", "Nl"},
                                            {"Other_Number", "No"},
                                            {"Punctuation", "P"},
                                            {"punct", "P"},
                                            {"Connector_Punctuation", "Pc"},
                                            {"Dash_Punctuation", "Pd"},
                                            {"Open_Punctuation", "Ps"},
                                            {"Close_Punctuation", "Pe"},
                                            {"Initial_Punctuation", "Pi"},
                                            {"Final_Punctuation", "Pf"},
                                            {"Other_Punctuation", "Po"},
                                            {"Symbol", "S"},
                                            {"Math_Symbol", "Sm"},
                                            {"Currency_Symbol", "Sc"},
                                            {"Modifier_Symbol", "Sk"},
                                            {"Other_Symbol", "So"},
                                            {"Separator", "Z"},
                                            {"Space_Separator", "Zs"},
                                            {"Line_Separator", "Zl"},
                                            {"Paragraph_Separator", "Zp"},
                                            {"Other", "C"},
                                            {"Control", "Cc"},
                                            {"cntrl", "Cc"},
                                            {"Format", "Cf"},
                                            {"Private_Use", "Co"},
                                            {"Surrogate", "Cs"},
                                            {"Unassigned", "Cn"}};

static const char *category(const char *name)
{
  for (size_t i = 0; i < sizeof categories / sizeof *categories; i++)
    if (!strcmp(categories[i][0], name) || !strcmp(categories[i][1], name))
      return categories[i][1];
  return NULL;
}

/* A property's name in ECMAScript or RE2, as PCRE2 writes it. */
static void translate_property(const reader *r, const char *name, char *out, size_t size)
{
  const char *equals = strchr(name, '=');
  const char *value = equals ? equals + 1 : name;
  if (!strncmp(name, "Script_Extensions=", 18) || !strncmp(name, "scx=", 4))
    snprintf(out, size, "scx:%s", value);
  else if (!strncmp(name, "Script=", 7) || !strncmp(name, "sc=", 3))
    snprintf(out, size, "sc:%s", value);
  else if (category(value) && (!is_dialect(r, STRSMT_DIALECT_RE2) || strlen(value) <= 2))
    snprintf(out, size, "%s", category(value));
  else if (is_dialect(r, STRSMT_DIALECT_RE2) && strcmp(name, "Any") && strlen(name) > 2)
    snprintf(out, size, "sc:%s", value);
  else
    snprintf(out, size, "%s", value);
}

enum { NAME_LENGTH = 64 };

/* The name behind \p: one letter, or braces. False: refused. */
static bool property_name(reader *r, char name[NAME_LENGTH], bool *negated)
{
  size_t start = r->at, n = 0;
  bool braces = take_code(r, '{');
  *negated = braces && !is_dialect(r, STRSMT_DIALECT_ECMA) && take_code(r, '^');
  while (more(r) && n + 1 < NAME_LENGTH && peek(r) < 0x80 && peek(r) && peek(r) != '}') {
    name[n++] = (char)r->p->text[r->at++];
    if (!braces)
      break;
  }
  name[n] = 0;
  if (!n || (braces && !take_code(r, '}')) || (!braces && is_dialect(r, STRSMT_DIALECT_ECMA)))
    return read_refuse(r, start, "write \\p{Name}", "malformed \\p or \\P");
  return true;
}

charset property_set(reader *r)
{
  const charset none = {0, NULL};
  bool outside = r->p->text[r->at - 1] == 'P', negated;
  size_t start = r->at;
  char name[NAME_LENGTH], text[NAME_LENGTH + 16], item[NAME_LENGTH + 24];
  if (!property_name(r, name, &negated))
    return none;
  bool foreign = !is_dialect(r, STRSMT_DIALECT_PCRE2);
  if (is_dialect(r, STRSMT_DIALECT_RE2) && strchr(name, '='))
    return read_refuse(r, start, "write the name alone", "malformed \\p or \\P"), none;
  if (foreign)
    translate_property(r, name, text, sizeof text);
  snprintf(item, sizeof item, "\\p{%s}", foreign ? text : name);
  charset a = judge_class_text(r->p, item, foreign ? 0 : judge_flags(r) & JUDGE_CASELESS);
  if (r->p->problem[0])
    r->p->place = start; /* PCRE2 did not know it, and spoke of another text */
  if (is_dialect(r, STRSMT_DIALECT_RE2))
    a = folded(r, a);
  a = outside != negated ? set_complement(r->p, a) : a;
  return is_dialect(r, STRSMT_DIALECT_ECMA) ? folded(r, a) : a;
}

/* ---- case ---- */

/* Python's caseless matching compares by what str.lower makes of single characters, and some more. */
static charset python_fold(reader *r, charset a, charset all)
{
  static const code_range same[][3] = {{{'I', 'I'}, {'i', 'i'}, {0x130, 0x131}},
                                       {{0x390, 0x390}, {0x1FD3, 0x1FD3}, {0x1FD3, 0x1FD3}},
                                       {{0x3B0, 0x3B0}, {0x1FE3, 0x1FE3}, {0x1FE3, 0x1FE3}},
                                       {{0xFB05, 0xFB06}, {0xFB05, 0xFB06}, {0xFB05, 0xFB06}}};
  for (size_t i = 0; i < sizeof same / sizeof *same; i++)
    if (set_overlaps(a, FIXED(same[i])))
      all = set_union(r->p, all, FIXED(same[i]));
  return all;
}

charset folded(reader *r, charset a)
{
  if (!(r->flags & FLAG_I))
    return a;
  charset all = judge_fold(r->p, a);
  if (is_dialect(r, STRSMT_DIALECT_PYTHON) && !(r->flags & FLAG_ASCII))
    all = python_fold(r, a, all);
  if (is_dialect(r, STRSMT_DIALECT_PYTHON) && (r->flags & FLAG_ASCII))
    all = set_union(r->p, a, set_inter(r->p, all, set_range(r->p, 0, 0x7f)));
  return all;
}

void note_code(reader *r, uint32_t code, size_t place)
{
  if (code > CODE_MAX && !r->p->noted) {
    r->p->noted = true;
    r->p->noted_at = place;
  }
}
