/* print.c: terms as SMT-LIB 2.6 text. A stack of open applications stands for the recursion; text is handed over in
 * pieces of some hundred bytes.
 *
 * A backslash in a string is always written \u{5c}, so that it can never be read as the start of an escape. */
#include <stdio.h>

#include "term/term.h"

typedef struct printer {
  term_writer write;
  void *user;
  bool ok;
  size_t size;
  char buffer[512];
} printer;

static void flush(printer *p)
{
  if (p->ok && p->size)
    p->ok = p->write(p->user, p->buffer, p->size);
  p->size = 0;
}

static void put(printer *p, const char *text, size_t length)
{
  while (length && p->ok) {
    if (p->size == sizeof p->buffer)
      flush(p);
    size_t part = sizeof p->buffer - p->size;
    if (part > length)
      part = length;
    memcpy(p->buffer + p->size, text, part);
    p->size += part;
    text += part;
    length -= part;
  }
}

static void put_text(printer *p, const char *text)
{
  put(p, text, strlen(text));
}

static void start(printer *p, term_writer write, void *user)
{
  p->write = write;
  p->user = user;
  p->ok = true;
  p->size = 0;
}

static bool finish(printer *p)
{
  flush(p);
  return p->ok;
}

/* ---- strings and symbols ---- */

static void put_code(printer *p, uint32_t code)
{
  if (code >= ' ' && code <= '~' && code != '\\') {
    char c = (char)code;
    put(p, &c, 1);
  } else {
    char text[16];
    put(p, text, (size_t)snprintf(text, sizeof text, "\\u{%x}", (unsigned)code));
  }
}

static void put_string(printer *p, const uint32_t *codes, size_t length)
{
  put(p, "\"", 1);
  for (size_t i = 0; i < length && p->ok; i++) {
    if (codes[i] == '"')
      put(p, "\"", 1);
    put_code(p, codes[i]);
  }
  put(p, "\"", 1);
}

bool print_escaped(const uint32_t *codes, size_t length, term_writer write, void *user)
{
  printer p;
  start(&p, write, user);
  for (size_t i = 0; i < length && p.ok; i++)
    put_code(&p, codes[i]);
  return finish(&p);
}

bool print_string_literal(const uint32_t *codes, size_t length, term_writer write, void *user)
{
  printer p;
  start(&p, write, user);
  put_string(&p, codes, length);
  return finish(&p);
}

static bool is_reserved(const char *name)
{
  static const char *const words[] = {"!",
                                      "_",
                                      "as",
                                      "BINARY",
                                      "DECIMAL",
                                      "exists",
                                      "HEXADECIMAL",
                                      "forall",
                                      "lambda",
                                      "let",
                                      "match",
                                      "NUMERAL",
                                      "par",
                                      "STRING",
                                      "assert",
                                      "check-sat",
                                      "check-sat-assuming",
                                      "declare-const",
                                      "declare-datatype",
                                      "declare-datatypes",
                                      "declare-fun",
                                      "declare-sort",
                                      "declare-sort-parameter",
                                      "define-const",
                                      "define-fun",
                                      "define-fun-rec",
                                      "define-funs-rec",
                                      "define-sort",
                                      "echo",
                                      "exit",
                                      "get-assertions",
                                      "get-assignment",
                                      "get-info",
                                      "get-model",
                                      "get-option",
                                      "get-proof",
                                      "get-unsat-assumptions",
                                      "get-unsat-core",
                                      "get-value",
                                      "pop",
                                      "push",
                                      "reset",
                                      "reset-assertions",
                                      "set-info",
                                      "set-logic",
                                      "set-option"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (!strcmp(name, words[i]))
      return true;
  return false;
}

static bool is_simple_symbol(const char *name)
{
  if (!*name || (*name >= '0' && *name <= '9') || is_reserved(name))
    return false;
  for (const char *c = name; *c; c++)
    if (!(*c >= 'a' && *c <= 'z') && !(*c >= 'A' && *c <= 'Z') && !(*c >= '0' && *c <= '9') &&
        !strchr("~!@$%^&*_-+=<>.?/", *c))
      return false;
  return true;
}

static void put_symbol(printer *p, const char *name)
{
  bool bars = !is_simple_symbol(name);
  if (bars)
    put(p, "|", 1);
  put_text(p, name);
  if (bars)
    put(p, "|", 1);
}

bool print_symbol(const char *name, term_writer write, void *user)
{
  printer p;
  start(&p, write, user);
  put_symbol(&p, name);
  return finish(&p);
}

/* ---- terms ---- */

static void put_num(printer *p, mem *m, const num *v)
{
  size_t bound = num_text_bound(v);
  char small[64], *text = bound <= sizeof small ? small : mem_alloc(m, bound);
  size_t length = text ? num_text(m, v, text) : 0;
  if (!length)
    p->ok = false;
  else if (text[0] != '-')
    put(p, text, length);
  else {
    put(p, "(- ", 3);
    put(p, text + 1, length - 1);
    put(p, ")", 1);
  }
  if (text != small)
    mem_free(m, text, bound);
}

/* A leaf or an application to nothing. */
static void put_atom(printer *p, const terms *t, term a)
{
  switch (term_kind(t, a)) {
  case STRSMT_CONSTANT:
    put_symbol(p, term_name(t, a));
    break;
  case STRSMT_TRUE:
    put_text(p, "true");
    break;
  case STRSMT_FALSE:
    put_text(p, "false");
    break;
  case STRSMT_INT_LITERAL:
    put_num(p, terms_mem(t), term_num(t, a));
    break;
  case STRSMT_STRING_LITERAL: {
    size_t length;
    const uint32_t *codes = term_codes(t, a, &length);
    put_string(p, codes, length);
    break;
  }
  default:
    put_text(p, kind_symbol(term_kind(t, a)));
  }
}

static void put_head(printer *p, const terms *t, term a)
{
  size_t indices = term_index_count(t, a);
  put_text(p, indices ? "((_ " : "(");
  put_text(p, kind_symbol(term_kind(t, a)));
  for (size_t i = 0; i < indices; i++) {
    char text[16];
    put(p, text, (size_t)snprintf(text, sizeof text, " %u", (unsigned)term_index(t, a, i)));
  }
  if (indices)
    put(p, ")", 1);
}

bool terms_print(const terms *t, term a, term_writer write, void *user)
{
  struct open {
    term application;
    size_t next;
  };
  mem *m = terms_mem(t);
  STACK(struct open) stack = {0};
  printer p;
  start(&p, write, user);
  bool down = true; /* `a` is to be printed; otherwise the top of the stack goes on */
  while (p.ok) {
    if (down && !term_arity(t, a)) {
      put_atom(&p, t, a);
      down = false;
    } else if (down) {
      put_head(&p, t, a);
      p.ok = p.ok && stack_push(m, &stack, ((struct open){a, 0}));
      down = false;
    } else if (!stack.size) {
      break;
    } else if (stack_top(&stack).next < term_arity(t, stack_top(&stack).application)) {
      put(&p, " ", 1);
      a = term_arg(t, stack_top(&stack).application, stack_top(&stack).next++);
      down = true;
    } else {
      put(&p, ")", 1);
      stack.size--;
    }
  }
  stack_free(m, &stack);
  return finish(&p);
}
