/* locate.c: walks along one path of a JSON text and skips the rest; no recursion, so depth costs nothing. */
#include "locate.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

struct scan {
  const char *at, *end;
};

static void blanks(struct scan *s)
{
  while (s->at < s->end && strchr(" \t\r\n", *s->at))
    s->at++;
}

/* From a quote to behind the closing one. */
static void skip_text(struct scan *s)
{
  for (s->at++; s->at < s->end && *s->at != '"'; s->at++)
    if (*s->at == '\\')
      s->at++;
  if (s->at < s->end)
    s->at++;
}

static void skip_value(struct scan *s)
{
  size_t depth = 0;
  do {
    blanks(s);
    if (s->at >= s->end)
      return;
    if (*s->at == '"')
      skip_text(s);
    else if (strchr("{[", *s->at))
      depth++, s->at++;
    else if (strchr("}]", *s->at))
      depth--, s->at++;
    else if (strchr(",:", *s->at))
      s->at++;
    else
      while (s->at < s->end && !strchr("\"{}[],: \t\r\n", *s->at))
        s->at++;
  } while (depth && s->at < s->end);
}

/* Does the quoted text at `s` say the token of the pointer? */
static bool is_token(const struct scan *s, const char *token, size_t size)
{
  const char *p = s->at + 1;
  for (size_t i = 0; i < size; i++, p++) {
    char c = token[i];
    if (c == '~' && i + 1 < size)
      c = token[++i] == '1' ? '/' : '~';
    if (p >= s->end || *p != c)
      return false;
  }
  return p < s->end && *p == '"';
}

/* Into the container at `s`, to the member that the token names. False if there is none. */
static bool enter(struct scan *s, const char *token, size_t size)
{
  blanks(s);
  if (s->at >= s->end || !strchr("{[", *s->at))
    return false;
  const bool object = *s->at++ == '{';
  for (size_t i = 0, wanted = strtoul(token, NULL, 10);; i++) {
    blanks(s);
    if (s->at >= s->end || strchr("}]", *s->at))
      return false;
    bool found = !object && i == wanted;
    if (object) {
      found = is_token(s, token, size);
      skip_text(s);
      blanks(s);
      s->at++;
      blanks(s);
    }
    if (found)
      return true;
    skip_value(s);
    blanks(s);
    if (s->at < s->end && *s->at == ',')
      s->at++;
  }
}

size_t locate_line(const char *text, size_t size, const char *pointer)
{
  struct scan s = {text, text + size};
  while (*pointer == '/') {
    struct scan inner = s;
    const size_t token = strcspn(++pointer, "/");
    /* A single value stands for a list of one. */
    if (enter(&inner, pointer, token))
      s = inner;
    else if (strcmp(pointer, "0") && strncmp(pointer, "0/", 2))
      break;
    pointer += token;
  }
  blanks(&s);
  size_t line = 1;
  for (const char *p = text; p < s.at; p++)
    line += *p == '\n';
  return line;
}
