/* eo_print.c: looking into terms, and their text. Lists of n-ary symbols are written flat where that is read back as
 * the same term; any other application is written with `_`, which is read without desugaring. The stack is explicit:
 * terms can be nested deeply. */
#include "eo_internal.h"

#include <stdio.h>

eo_shape eo_shape_of(const eo *e, eo_term t)
{
  switch (eo_tag_of(e, t)) {
  case TAG_CONSTANT:
    return EO_CONSTANT;
  case TAG_NUMERAL:
    return EO_NUMERAL;
  case TAG_STRING:
    return EO_STRING;
  case TAG_APP:
  case TAG_ARROW:
  case TAG_CALL:
  case TAG_OP:
    return EO_APPLICATION;
  default:
    return EO_SYMBOL;
  }
}

eo_term eo_head(const eo *e, eo_term t)
{
  return eo_tag_of(e, t) == TAG_APP ? eo_at(e, t)->head : 0;
}

size_t eo_arity(const eo *e, eo_term t)
{
  return eo_is_node(t) && eo_shape_of(e, t) == EO_APPLICATION ? eo_at(e, t)->count : 0;
}

eo_term eo_argument(const eo *e, eo_term t, size_t i)
{
  return i < eo_arity(e, t) ? eo_args(e, eo_at(e, t))[i] : 0;
}

typedef struct printer {
  eo *e;
  bool (*write)(void *user, const char *text, size_t length);
  void *user;
  bool ok;
} printer;

static void out(printer *p, const char *text, size_t length)
{
  if (p->ok)
    p->ok = p->write(p->user, text, length);
}

static bool is_simple(const char *text, size_t length)
{
  if (!length || (text[0] >= '0' && text[0] <= '9'))
    return false;
  for (size_t i = 0; i < length; i++) {
    char c = text[i];
    bool word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (!word && (!c || !strchr("~!@$%^&*_-+=<>.?/", c)))
      return false;
  }
  /* -1 would be read as a numeral. */
  if (text[0] != '-' || length == 1)
    return true;
  for (size_t i = 1; i < length; i++)
    if (text[i] < '0' || text[i] > '9')
      return true;
  return false;
}

static void print_name(printer *p, const char *text, size_t length)
{
  bool simple = is_simple(text, length) || (length > 4 && !memcmp(text, "eo::", 4));
  if (!simple)
    out(p, "|", 1);
  out(p, text, length);
  if (!simple)
    out(p, "|", 1);
}

static void print_string(printer *p, eo_term t)
{
  uint32_t one;
  size_t n;
  const uint32_t *codes = eo_codes(p->e, t, &one, &n);
  out(p, "\"", 1);
  for (size_t i = 0; i < n; i++) {
    char text[16];
    if (codes[i] == '"')
      out(p, "\"\"", 2);
    else if (codes[i] >= 32 && codes[i] < 127 && codes[i] != '\\')
      out(p, (char[]){(char)codes[i]}, 1);
    else
      out(p, text, (size_t)snprintf(text, sizeof text, "\\u{%x}", (unsigned)codes[i]));
  }
  out(p, "\"", 1);
}

static void print_atom(printer *p, eo_term t)
{
  eo *e = p->e;
  size_t size;
  char *digits;
  const eo_name *name = NULL;
  switch (eo_tag_of(e, t)) {
  case TAG_NUMERAL:
    if (!(digits = eo_number_write(e, t, &size)))
      p->ok = false;
    else
      out(p, digits, strlen(digits));
    eo_free(e, digits, size, 1);
    return;
  case TAG_STRING:
    print_string(p, t);
    return;
  case TAG_CONSTANT:
    print_name(p, e->chars.v + eo_at(e, t)->arg[0], eo_at(e, t)->arg[1]);
    return;
  case TAG_PROGRAM:
    name = e->names.v + e->programs.v[eo_at(e, t)->arg[0]].name;
    break;
  case TAG_SYMBOL:
  case TAG_PARAM:
    name = e->names.v + e->symbols.v[eo_at(e, t)->arg[0]].name;
    break;
  default:
    break;
  }
  if (name)
    print_name(p, e->chars.v + name->at, name->length);
  else
    out(p, "?", 1);
}

/* Whether (f args) with the arguments of the node, or of the list that it is, is read back as this term. */
static bool is_direct(const eo *e, const eo_node *n)
{
  if (eo_tag_of(e, n->head) != TAG_SYMBOL)
    return eo_tag_of(e, n->head) == TAG_CONSTANT;
  const eo_node *head = eo_at(e, n->head);
  switch ((eo_attr)head->len) {
  case ATTR_NONE:
    return true;
  case ATTR_RIGHT_ASSOC:
  case ATTR_LEFT_ASSOC:
  case ATTR_CHAINABLE:
  case ATTR_PAIRWISE:
    return n->count == 2;
  case ATTR_OPAQUE:
    return n->count >= e->symbols.v[head->arg[0]].opaque;
  case ATTR_RIGHT_ASSOC_NIL:
    return n->len > 0;
  case ATTR_RIGHT_ASSOC_NS_NIL:
    return n->len > 1;
  default:
    return false;
  }
}

/* What is to be printed yet: terms, and closing parentheses (0). */
static bool push(printer *p, eo_term t)
{
  if (!EO_PUSH(p->e, &p->e->work, t))
    p->ok = false;
  return p->ok;
}

static void push_reversed(printer *p, size_t from)
{
  uint32_t *v = p->e->work.v;
  for (size_t i = from, j = p->e->work.n; i + 1 < j; i++) {
    uint32_t swap = v[i];
    v[i] = v[--j];
    v[j] = swap;
  }
}

static void print_application(printer *p, eo_term t)
{
  eo *e = p->e;
  const eo_node *n = eo_at(e, t);
  if (!push(p, 0))
    return;
  size_t from = e->work.n;
  if (n->tag == TAG_ARROW) {
    out(p, "(->", 3);
    for (uint32_t i = 0; i < n->count; i++)
      push(p, eo_args(e, n)[i]);
  } else {
    bool direct = is_direct(e, n);
    out(p, direct ? "(" : "(_ ", direct ? 1 : 3);
    print_atom(p, n->head);
    unsigned attr = eo_tag_of(e, n->head) == TAG_SYMBOL ? eo_at(e, n->head)->len : 0;
    if (direct && (attr == ATTR_RIGHT_ASSOC_NIL || attr == ATTR_RIGHT_ASSOC_NS_NIL)) {
      eo_term head = n->head, nil = eo_at(e, head)->arg[1];
      for (; t != nil && p->ok; t = eo_at(e, t)->arg[1])
        push(p, eo_at(e, t)->arg[0]);
    } else {
      for (uint32_t i = 0; i < n->count; i++)
        push(p, eo_args(e, n)[i]);
    }
  }
  push_reversed(p, from);
}

bool eo_print(eo *e, eo_term t, bool (*write)(void *user, const char *text, size_t length), void *user)
{
  eo_enter(e);
  printer p = {e, write, user, true};
  bool space = false;
  push(&p, t);
  while (e->work.n && p.ok) {
    eo_term next = e->work.v[--e->work.n];
    if (!next) {
      out(&p, ")", 1);
      continue;
    }
    if (space)
      out(&p, " ", 1);
    space = true;
    eo_tag tag = eo_tag_of(e, next);
    if (tag == TAG_APP || tag == TAG_ARROW)
      print_application(&p, next);
    else
      print_atom(&p, next);
  }
  return eo_leave(e, p.ok);
}
