/* eo_load.c: signature files and what they include, each once. */
#include "eo_internal.h"

enum { FILES = 64 };

static bool load_file(eo *e, const char *from, const char *name, eo_source source, void *user, unsigned depth,
                      eo_lexer *at);

static bool is_loaded(eo *e, uint32_t name)
{
  for (size_t i = 0; i < e->included.n; i++)
    if (e->included.v[i] == name)
      return true;
  return false;
}

static bool include(eo_lexer *l, eo_source source, void *user, unsigned depth)
{
  char name[1024];
  if (l->token_length >= sizeof name)
    return eo_complain(l, l->start, "the name of a file is too long");
  memcpy(name, l->token, l->token_length);
  name[l->token_length] = 0;
  return load_file(l->e, l->file, name, source, user, depth + 1, l) && eo_expect(l, TOKEN_CLOSE, "`)`");
}

static bool load_file(eo *e, const char *from, const char *name, eo_source source, void *user, unsigned depth,
                      eo_lexer *at)
{
  uint32_t id = eo_intern(e, name, strlen(name));
  if (!id)
    return false;
  if (is_loaded(e, id))
    return true;
  if (!EO_PUSH(e, &e->included, id))
    return false;
  eo_lexer l = {.e = e, .file = name};
  l.text = depth > FILES ? NULL : source(user, from, name, &l.length);
  if (!l.text && at)
    return eo_complain(at, at->start, "the file %s cannot be read", name);
  if (!l.text)
    return eo_fail(e, EO_UNREADABLE, "%s: cannot be read", name);
  while (eo_next(&l) != TOKEN_END) {
    bool file;
    if (!eo_command(&l, &file) || (file && !include(&l, source, user, depth)))
      return false;
    e->args.n = 0;
  }
  return l.kind == TOKEN_END;
}

bool eo_load(eo *e, const char *name, eo_source source, void *user)
{
  eo_enter(e);
  size_t scope = e->scope.n;
  bool ok = load_file(e, NULL, name, source, user, 0, NULL);
  eo_unbind(e, scope);
  if (!ok && e->state == EO_OK)
    eo_fail(e, EO_UNREADABLE, "%s: cannot be read", name);
  return eo_leave(e, ok);
}
