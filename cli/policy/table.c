/* table.c: binary search among the entries, then a walk over the lines of one. */
#include "table.h"

#include <string.h>
#include <strings.h>

/* Compares a name with the first word of an entry. */
static int compare_word(const char *name, size_t size, const char *entry)
{
  const size_t length = strcspn(entry, " \n");
  const int order = strncasecmp(name, entry, size < length ? size : length);
  return order ? order : size < length ? -1 : size > length;
}

static const char *find(const char *text, const unsigned *index, unsigned count, const char *name, size_t size)
{
  unsigned low = 0, high = count;
  while (low < high) {
    const unsigned middle = low + (high - low) / 2;
    const int order = compare_word(name, size, text + index[middle]);
    if (!order)
      return text + index[middle];
    if (order < 0)
      high = middle;
    else
      low = middle + 1;
  }
  return NULL;
}

static bool has_word(const char *line, const char *word)
{
  const size_t size = strcspn(line, "\n"), length = strlen(word);
  for (const char *p = line; (p = strstr(p, word)) && p < line + size; p += length)
    if (p[-1] == ' ' && (p[length] == ' ' || p[length] == '\n'))
      return true;
  return false;
}

/* The line of the key itself, or else of the longest prefix that ends at '/' or ':' and has a line with a star. */
static const char *key_line(const char *folded)
{
  const char *line = find(table_keys_text, table_keys_index, table_keys_count, folded, strlen(folded));
  for (size_t end = strlen(folded); !line && end > 1; end--) {
    char name[160];
    if ((folded[end - 1] != '/' && folded[end - 1] != ':') || end + 1 >= sizeof name)
      continue;
    memcpy(name, folded, end);
    name[end] = '*';
    line = find(table_keys_text, table_keys_index, table_keys_count, name, end + 1);
  }
  return line;
}

struct table_key table_key(const char *folded)
{
  struct table_key key = {0};
  const char *line = key_line(folded);
  if (!line)
    return key;
  const char *kind = strchr(line, ' ') + 1;
  const size_t size = strcspn(kind, " \n");
  key.known = true;
  memcpy(key.kind, kind, size < sizeof key.kind ? size : sizeof key.kind - 1);
  key.many = has_word(line, "many");
  key.always = has_word(line, "always");
  key.signed_only = has_word(line, "signed");
  key.named_only = has_word(line, "named");
  return key;
}

const char *table_service(const char *prefix, size_t size)
{
  const char *section = find(table_services_text, table_services_index, table_services_count, prefix, size);
  return section ? strchr(section, '\n') + 1 : NULL;
}

void table_actions(const char *section, table_visit *visit, void *user)
{
  for (; !strncmp(section, "acts ", 5) || !strncmp(section, "form ", 5); section = strchr(section, '\n') + 1) {
    if (*section != 'a')
      continue;
    const char *types = section + 5;
    const size_t types_size = strcspn(types, " ");
    for (const char *word = types + types_size; *word == ' ';) {
      const size_t size = strcspn(++word, " \n");
      if (!visit(user, word, size, types, types_size))
        return;
      word += size;
    }
  }
}

const char *table_form(const char *section, const char *type, size_t type_size, size_t *size)
{
  for (; !strncmp(section, "form ", 5); section = strchr(section, '\n') + 1) {
    if (strncmp(section + 5, type, type_size) || section[5 + type_size] != ' ')
      continue;
    const char *form = section + 6 + type_size;
    *size = strcspn(form, "\n");
    return form;
  }
  return NULL;
}
