/* read.c: catalogues and schemas. JSON is read by Jansson; YAML by libyaml, where the program was built with it; INI here:
 * sections in brackets, `key = value` lines, comments behind '#' or ';' at the beginning of a line. Which it is the ending
 * says, or else the first character. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#ifdef WITH_YAML
#include <yaml.h>
#endif

#include "audit.h"

enum { DEEPEST = 1000, LARGEST_FILE = 1 << 28 };

static char *read_file(audit *a, const char *path, size_t *size)
{
  FILE *file = strcmp(path, "-") ? fopen(path, "rb") : stdin;
  if (!file) {
    audit_fail(a, "%s: %s", path, strerror(errno));
    return NULL;
  }
  size_t capacity = 1 << 16, used = 0;
  char *data = checked(malloc(capacity));
  while (used < LARGEST_FILE) {
    used += fread(data + used, 1, capacity - used - 1, file);
    if (used + 1 < capacity)
      break;
    data = checked(realloc(data, capacity *= 2));
  }
  bool good = !ferror(file) && feof(file);
  if (!good)
    audit_fail(a, "%s: %s", path, used >= LARGEST_FILE ? "larger than 256 MB" : "cannot be read");
  if (file != stdin)
    fclose(file);
  data[used] = 0;
  *size = used;
  if (good)
    return data;
  free(data);
  return NULL;
}

/* ---- INI ---- */

static char *trimmed(char *text)
{
  text += strspn(text, " \t");
  for (char *end = text + strlen(text); end > text && strchr(" \t\r\n", end[-1]);)
    *--end = 0;
  return text;
}

static bool ini_key(audit *a, const char *path, unsigned line, char *text, json_t *section)
{
  char *equals = strchr(text, '=');
  if (!equals || !section)
    return audit_fail(a, "%s:%u: neither [name], nor 'key = value' in a section", path, line);
  *equals = 0;
  const char *key = trimmed(text), *value = trimmed(equals + 1);
  json_t *string = json_string(value);
  if (!string)
    return audit_fail(a, "%s:%u: no UTF-8", path, line);
  if (json_object_get(section, key)) {
    json_decref(string);
    return audit_fail(a, "%s:%u: the section has two values of '%s'", path, line, key);
  }
  return json_object_set_new(section, key, string) == 0;
}

static json_t *read_ini(audit *a, const char *path, char *data, size_t size)
{
  json_t *controls = json_array(), *section = NULL;
  unsigned number = 0;
  if (memchr(data, 0, size))
    audit_fail(a, "%s: a NUL in a text file", path);
  for (char *line = data, *next; line && !*a->error; line = next) {
    next = strchr(line, '\n');
    if (next)
      *next++ = 0;
    number++;
    char *text = trimmed(line);
    size_t length = strlen(text);
    if (!length || *text == '#' || *text == ';')
      continue;
    if (*text != '[' || text[length - 1] != ']') {
      ini_key(a, path, number, text, section);
      continue;
    }
    text[length - 1] = 0;
    section = json_pack("{s:s}", "name", text + 1);
    if (!section || length < 3)
      audit_fail(a, "%s:%u: a section without a name, or no UTF-8", path, number);
    else
      json_array_append_new(controls, section);
  }
  return json_pack("{s:o}", "controls", controls);
}

/* ---- YAML ---- */

#ifdef WITH_YAML
typedef struct yaml_reader {
  audit *a;
  const char *path;
  yaml_parser_t parser;
  json_t *anchors;
} yaml_reader;

static json_t *yaml_value(yaml_reader *r, const yaml_event_t *event, unsigned depth);

static json_t *yaml_refuse(yaml_reader *r, const yaml_mark_t *mark, const char *message)
{
  audit_fail(r->a, "%s:%zu:%zu: %s", r->path, mark->line + 1, mark->column + 1, message);
  return NULL;
}

static bool next_event(yaml_reader *r, yaml_event_t *event)
{
  if (yaml_parser_parse(&r->parser, event))
    return true;
  yaml_refuse(r, &r->parser.problem_mark, r->parser.problem ? r->parser.problem : "no YAML");
  return false;
}

/* Plain scalars of the core schema; all others are strings. */
static json_t *yaml_scalar(yaml_reader *r, const yaml_event_t *event)
{
  const char *text = (const char *)event->data.scalar.value;
  size_t length = event->data.scalar.length;
  char *end;
  if (event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE && !event->data.scalar.tag) {
    if (!length || !strcmp(text, "null") || !strcmp(text, "~"))
      return json_null();
    if (!strcmp(text, "true") || !strcmp(text, "false"))
      return json_boolean(*text == 't');
    if (strspn(text, "-0123456789") == length) {
      errno = 0;
      long long value = strtoll(text, &end, 10);
      if (!*end && !errno && end > text)
        return json_integer(value);
    }
  }
  json_t *string = json_stringn(text, length);
  return string ? string : yaml_refuse(r, &event->start_mark, "no UTF-8");
}

static json_t *yaml_sequence(yaml_reader *r, unsigned depth)
{
  json_t *array = json_array();
  yaml_event_t event;
  while (array && next_event(r, &event)) {
    bool end = event.type == YAML_SEQUENCE_END_EVENT;
    json_t *item = end ? NULL : yaml_value(r, &event, depth);
    yaml_event_delete(&event);
    if (end)
      return array;
    if (!item || json_array_append_new(array, item))
      break;
  }
  json_decref(array);
  return NULL;
}

static bool yaml_pair(yaml_reader *r, const yaml_event_t *key, json_t *object, unsigned depth)
{
  yaml_event_t event;
  if (key->type != YAML_SCALAR_EVENT)
    return yaml_refuse(r, &key->start_mark, "a key that is no text") != NULL;
  const char *name = (const char *)key->data.scalar.value;
  if (json_object_get(object, name))
    return yaml_refuse(r, &key->start_mark, "the same key twice") != NULL;
  if (!next_event(r, &event))
    return false;
  json_t *value = yaml_value(r, &event, depth);
  yaml_event_delete(&event);
  return value && json_object_set_new(object, name, value) == 0;
}

static json_t *yaml_mapping(yaml_reader *r, unsigned depth)
{
  json_t *object = json_object();
  yaml_event_t event;
  while (object && next_event(r, &event)) {
    bool end = event.type == YAML_MAPPING_END_EVENT, good = end || yaml_pair(r, &event, object, depth);
    yaml_event_delete(&event);
    if (end)
      return object;
    if (!good)
      break;
  }
  json_decref(object);
  return NULL;
}

static json_t *yaml_value(yaml_reader *r, const yaml_event_t *event, unsigned depth)
{
  const char *anchor = NULL;
  json_t *value = NULL;
  if (depth > DEEPEST)
    return yaml_refuse(r, &event->start_mark, "nested too deeply");
  switch (event->type) {
  case YAML_SCALAR_EVENT:
    anchor = (const char *)event->data.scalar.anchor;
    value = yaml_scalar(r, event);
    break;
  case YAML_SEQUENCE_START_EVENT:
    anchor = (const char *)event->data.sequence_start.anchor;
    value = yaml_sequence(r, depth + 1);
    break;
  case YAML_MAPPING_START_EVENT:
    anchor = (const char *)event->data.mapping_start.anchor;
    value = yaml_mapping(r, depth + 1);
    break;
  case YAML_ALIAS_EVENT:
    value = json_incref(json_object_get(r->anchors, (const char *)event->data.alias.anchor));
    return value ? value : yaml_refuse(r, &event->start_mark, "an alias without its anchor");
  default:
    return yaml_refuse(r, &event->start_mark, "a value is missing");
  }
  if (value && anchor)
    json_object_set(r->anchors, anchor, value);
  return value;
}

static json_t *read_yaml(audit *a, const char *path, const char *data, size_t size)
{
  yaml_reader r = {.a = a, .path = path, .anchors = json_object()};
  yaml_event_t event;
  json_t *value = NULL;
  bool done = false;
  if (!yaml_parser_initialize(&r.parser))
    checked(NULL);
  yaml_parser_set_input_string(&r.parser, (const unsigned char *)data, size);
  while (!done && !*a->error && next_event(&r, &event)) {
    done = event.type == YAML_STREAM_END_EVENT;
    bool value_starts = !done && event.type != YAML_STREAM_START_EVENT && event.type != YAML_DOCUMENT_START_EVENT &&
                        event.type != YAML_DOCUMENT_END_EVENT;
    if (value_starts && value)
      yaml_refuse(&r, &event.start_mark, "a second document");
    else if (value_starts)
      value = yaml_value(&r, &event, 0);
    yaml_event_delete(&event);
  }
  yaml_parser_delete(&r.parser);
  json_decref(r.anchors);
  if (!value && !*a->error)
    audit_fail(a, "%s: empty", path);
  return value;
}
#else
static json_t *read_yaml(audit *a, const char *path, const char *data, size_t size)
{
  (void)data, (void)size;
  audit_fail(a, "%s: YAML is not known to this program, which was built without libyaml; use JSON or INI", path);
  return NULL;
}
#endif

/* ---- all ---- */

static json_t *read_json(audit *a, const char *path, const char *data, size_t size)
{
  json_error_t error;
  json_t *value = json_loadb(data, size, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &error);
  if (!value)
    audit_fail(a, "%s:%d:%d: %s", path, error.line, error.column, error.text);
  return value;
}

static bool ends_with(const char *text, const char *ending)
{
  size_t n = strlen(text), m = strlen(ending);
  return n >= m && !strcmp(text + n - m, ending);
}

json_t *read_document(audit *a, const char *path)
{
  size_t size;
  char *data = read_file(a, path, &size);
  if (!data)
    return NULL;
  char *start = data;
  if (size >= 3 && !memcmp(data, "\xEF\xBB\xBF", 3)) {
    start += 3;
    size -= 3;
  }
  char first = start[strspn(start, " \t\r\n")];
  json_t *value;
  if (ends_with(path, ".ini") || ends_with(path, ".conf"))
    value = read_ini(a, path, start, size);
  else if (ends_with(path, ".json") || first == '{')
    value = read_json(a, path, start, size);
  else
    value = read_yaml(a, path, start, size);
  free(data);
  if (*a->error) {
    json_decref(value);
    return NULL;
  }
  return value;
}
