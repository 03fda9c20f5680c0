/* emit.c: the pattern in PCRE2's syntax. */
#include <stdio.h>

#include "pattern/read.h"

enum { EMIT_MOST = 1 << 24 }; /* characters */

static void put(reader *r, uint32_t c)
{
  if (r->out.size >= EMIT_MOST)
    pattern_refuse(r->p, r->at, "write large classes less often", "the pattern is too large for PCRE2");
  else if (!stack_push(r->p->m, &r->out, c))
    r->p->failed = true;
}

void emit_text(reader *r, const char *text)
{
  for (; r->emits && *text; text++)
    put(r, (unsigned char)*text);
}

void emit_source(reader *r, size_t from, size_t to)
{
  for (; r->emits && from < to; from++)
    put(r, r->p->text[from]);
}

static void emit_code(reader *r, uint32_t c)
{
  char text[24];
  bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  snprintf(text, sizeof text, plain ? "%c" : "\\x{%x}", (unsigned)c);
  emit_text(r, text);
}

void emit_set(reader *r, charset a)
{
  if (!r->emits)
    return;
  if (!a.count) {
    emit_text(r, "(?:(?!))");
    return;
  }
  if (a.count == 1 && a.ranges->low == a.ranges->high) {
    emit_code(r, a.ranges->low);
    return;
  }
  charset others = set_complement(r->p, a);
  bool negate = others.count && others.count < a.count;
  const charset *written = negate ? &others : &a;
  emit_text(r, negate ? "[^" : "[");
  for (size_t i = 0; i < written->count; i++) {
    emit_code(r, written->ranges[i].low);
    if (written->ranges[i].low == written->ranges[i].high)
      continue;
    emit_text(r, "-");
    emit_code(r, written->ranges[i].high);
  }
  emit_text(r, "]");
}

void emit_mark_here(reader *r, size_t in)
{
  if (r->emits && !stack_push(r->p->m, &r->marks, ((emit_mark){r->out.size, in})))
    r->p->failed = true;
}

size_t emit_place(const reader *r, size_t out)
{
  size_t low = 0, high = r->marks.size;
  while (low < high) {
    size_t mid = low + (high - low) / 2;
    if (r->marks.data[mid].out <= out)
      low = mid + 1;
    else
      high = mid;
  }
  return low ? r->marks.data[low - 1].in : 0;
}
