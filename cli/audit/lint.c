/* lint.c: what is probably not meant in a pattern. By questions: it matches nothing, an alternative adds nothing, it accepts a
 * line end behind its end, anchors do not hold all of it. By its text: a class such as [A-z]. */
#include <stdlib.h>
#include <string.h>

#include "audit.h"

enum { ALTERNATIVES_MOST = 200 };

typedef struct subject {
  audit *a;
  const char *control;
  const json_t *language; /* an object with `pattern` and all that belongs to it */
  const char *text;
} subject;

static void finding(const subject *u, const char *name, const char *detail, json_t *witness)
{
  json_t *r = add_result(u->a, u->control, name, VERDICT_REFUTED, detail, NULL);
  if (witness)
    json_object_set(r, "witness", witness);
}

/* Asks without a result of its own. The result of the question is the caller's. */
static json_t *aside(const subject *u, question q)
{
  json_t *kept = u->a->results;
  u->a->results = json_array();
  q.control = u->control;
  ask(u->a, &q, NULL);
  json_t *result = json_incref(json_array_get(u->a->results, 0));
  json_decref(u->a->results);
  u->a->results = kept;
  return result;
}

static bool has_verdict(const json_t *result, const char *verdict)
{
  const char *said = json_string_value(json_object_get(result, "verdict"));
  return said && !strcmp(said, verdict);
}

/* The language with another text, or another way to match. */
static json_t *changed(const subject *u, const char *key, const char *value)
{
  json_t *copy = checked(json_copy((json_t *)u->language));
  json_object_set_new(copy, key, json_string(value));
  return copy;
}

static bool empty_language(const subject *u)
{
  json_t *r = aside(u, (question){.name = "empty", .in = {u->language}});
  bool empty = has_verdict(r, VERDICT_PROVED);
  if (empty)
    finding(u, "empty", "no string matches", NULL);
  else if (has_verdict(r, VERDICT_UNKNOWN))
    add_result(u->a, u->control, "empty", VERDICT_UNKNOWN, json_string_value(json_object_get(r, "detail")), NULL);
  json_decref(r);
  return empty;
}

/* `$` before a last line end. */
static void last_line_end(const subject *u)
{
  if (!strchr(u->text, '$') && !strstr(u->text, "\\Z"))
    return;
  json_t *ends =
      json_pack("{s:s}", "smt", "(re.++ (re.* (re.diff re.allchar (str.to_re \"\\u{a}\"))) (str.to_re \"\\u{a}\"))");
  json_t *r = aside(u, (question){.name = "line end", .in = {u->language, ends}});
  const char *witness = json_string_value(json_object_get(r, "witness"));
  size_t n = witness ? strlen(witness) : 0;
  if (has_verdict(r, VERDICT_REFUTED) && n >= 5) {
    json_t *without = json_pack("{s:s}", "smt", "(re.* (re.diff re.allchar (str.to_re \"\\u{a}\")))");
    json_t *same = aside(u, (question){.name = "line end", .in = {u->language, without}});
    if (has_verdict(same, VERDICT_REFUTED))
      finding(u, "line end",
              "accepts a line end behind the last character: `$` holds before it; write \\z (in Python \\Z)",
              json_object_get(r, "witness"));
    json_decref(same);
    json_decref(without);
  }
  json_decref(r);
  json_decref(ends);
}

/* Anchors somewhere, but a search finds more than the whole. */
static void half_anchored(const subject *u)
{
  const char *mode = json_string_value(json_object_get(u->language, "match"));
  bool anchors = strchr(u->text, '^') || strchr(u->text, '$');
  if (!mode || strcmp(mode, "search") || !anchors)
    return;
  json_t *whole = changed(u, "match", "full");
  json_t *line = json_pack("{s:s}", "smt", "(re.* (re.diff re.allchar (str.to_re \"\\u{a}\")))");
  json_t *r = aside(u, (question){.name = "anchors", .in = {u->language, line}, .out = {whole}});
  if (has_verdict(r, VERDICT_REFUTED))
    finding(u, "anchors",
            "a search accepts more than the whole pattern says: `^` and `$` do not hold all of it; write ^(?:...)$",
            json_object_get(r, "witness"));
  json_decref(r);
  json_decref(line);
  json_decref(whole);
}

/* [A-z] has six characters between Z and a. */
static void wide_range(const subject *u)
{
  bool within = false;
  for (const char *c = u->text; *c; c++) {
    if (*c == '\\' && c[1])
      c++;
    else if (*c == '[')
      within = true;
    else if (*c == ']')
      within = false;
    else if (within && c[0] >= 'A' && c[0] <= 'Z' && c[1] == '-' && c[2] >= 'a' && c[2] <= 'z') {
      char detail[100];
      snprintf(detail, sizeof detail, "the range %.3s also holds characters between Z and a: [ \\ ] ^ _ `", c);
      finding(u, "range", detail, NULL);
      return;
    }
  }
}

/* ---- alternatives ---- */

typedef struct level {
  size_t start; /* of the alternative that is open */
  size_t first; /* of the first alternative of the group */
  size_t count;
} level;

/* Is the pattern the same without text[from, to), which holds an alternative and one '|'? */
static void without_alternative(const subject *u, size_t from, size_t to, size_t shown, size_t shown_end)
{
  size_t length = strlen(u->text);
  char *text = checked(malloc(length + 1)), detail[200];
  memcpy(text, u->text, from);
  strcpy(text + from, u->text + to);
  json_t *rest = changed(u, "pattern", text);
  json_t *r = aside(u, (question){.name = "alternative", .in = {u->language}, .out = {rest}});
  if (has_verdict(r, VERDICT_PROVED)) {
    int n = (int)(shown_end - shown > 60 ? 60 : shown_end - shown);
    snprintf(detail, sizeof detail, "the alternative '%.*s' at byte %zu adds nothing", n, u->text + shown, shown);
    finding(u, "alternative", detail, NULL);
  }
  /* Without it the text may be no pattern any more: that is no error of the input. */
  u->a->error[0] = 0;
  json_decref(r);
  json_decref(rest);
  free(text);
}

static void close_alternative(const subject *u, const level *l, size_t end, size_t *budget)
{
  if (!l->count || !*budget)
    return;
  --*budget;
  bool last = u->text[end] != '|';
  without_alternative(u, last ? l->start - 1 : l->start, last ? end : end + 1, l->start, end);
}

/* Steps over a class; at '['. */
static size_t class_end(const char *text, size_t at)
{
  at++;
  at += text[at] == '^';
  at += text[at] == ']';
  for (; text[at] && text[at] != ']'; at++)
    at += text[at] == '\\' && text[at + 1];
  return at;
}

/* The first alternative of a group is tried once it is known that there is a second one. */
static void alternatives(const subject *u)
{
  level levels[100] = {{0, 0, 0}};
  size_t depth = 0, budget = ALTERNATIVES_MOST;
  const char *text = u->text;
  for (size_t i = 0;; i++) {
    level *l = &levels[depth];
    if (text[i] == '\\' && text[i + 1])
      i++;
    else if (text[i] == '[')
      i = class_end(text, i);
    else if (text[i] == '(' && depth + 1 < sizeof levels / sizeof *levels) {
      size_t start = i + 1;
      if (text[start] == '?')
        start += strcspn(text + start, ":=!>)");
      start += text[start] == ':' || text[start] == '=' || text[start] == '!' || text[start] == '>';
      levels[++depth] = (level){start, start, 0};
    } else if (text[i] == '|' || text[i] == ')' || !text[i]) {
      if (text[i] == '|')
        l->count++;
      close_alternative(u, l, i, &budget);
      l->start = i + 1;
      if (text[i] == ')' && depth)
        depth--;
    }
    if (!text[i])
      return;
  }
}

/* ---- all patterns of a catalogue ---- */

static void lint_pattern(audit *a, const char *control, const json_t *pattern)
{
  static const char *const keys[] = {"dialect", "match", "flags"};
  const char *otherwise[] = {a->dialect, a->match, a->flags};
  json_t *full = json_is_string(pattern) ? json_pack("{s:O}", "pattern", pattern) : json_copy((json_t *)pattern);
  for (size_t i = 0; i < 3; i++)
    if (!json_object_get(full, keys[i]))
      json_object_set_new(full, keys[i], json_string(otherwise[i]));
  subject u = {a, control, full, json_string_value(json_object_get(full, "pattern"))};
  size_t before = json_array_size(a->results);
  if (!u.text)
    audit_fail(a, "%s: `pattern` is a text", control);
  else if (!empty_language(&u) && !*a->error) {
    wide_range(&u);
    last_line_end(&u);
    half_anchored(&u);
    alternatives(&u);
  }
  if (!*a->error && json_array_size(a->results) == before)
    add_result(a, control, "lint", VERDICT_PROVED, "nothing found", NULL);
  json_decref(full);
}

static void lint_language(audit *a, const char *control, const json_t *language, unsigned depth)
{
  size_t i;
  json_t *part;
  if (*a->error || depth > 100)
    return;
  if (json_is_string(language) || json_object_get(language, "pattern")) {
    lint_pattern(a, control, language);
    return;
  }
  json_array_foreach(json_object_get(language, "all"), i, part) lint_language(a, control, part, depth + 1);
  json_array_foreach(json_object_get(language, "any"), i, part) lint_language(a, control, part, depth + 1);
  if (json_object_get(language, "not"))
    lint_language(a, control, json_object_get(language, "not"), depth + 1);
}

static const char *text_or(const json_t *object, const char *key, const char *otherwise)
{
  const char *text = json_string_value(json_object_get(object, key));
  return text ? text : otherwise;
}

static void lint_control(audit *a, const json_t *control)
{
  static const char *const keys[] = {"ours", "auditor", "within", "disjoint", "equal"};
  audit outer = *a;
  char name[300];
  a->dialect = text_or(control, "dialect", a->dialect);
  a->match = text_or(control, "match", a->match);
  a->flags = text_or(control, "flags", a->flags);
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
    if (json_object_get(control, keys[i])) {
      snprintf(name, sizeof name, "%s.%s", text_or(control, "name", "control"), keys[i]);
      lint_language(a, name, json_object_get(control, keys[i]), 0);
    }
  a->dialect = outer.dialect;
  a->match = outer.match;
  a->flags = outer.flags;
}

bool command_lint(audit *a, const json_t *catalogue)
{
  if (a->pattern) {
    json_t *one = json_string(a->pattern);
    if (one)
      lint_pattern(a, "pattern", one);
    else
      audit_fail(a, "the pattern is no UTF-8");
    json_decref(one);
    return !*a->error;
  }
  const json_t *controls = json_is_array(catalogue) ? catalogue : json_object_get(catalogue, "controls");
  const json_t *defaults = json_object_get(catalogue, "defaults");
  a->dialect = text_or(defaults, "dialect", a->dialect);
  a->match = text_or(defaults, "match", a->match);
  a->flags = text_or(defaults, "flags", a->flags);
  size_t i;
  json_t *one;
  if (!json_array_size(controls))
    return audit_fail(a, "there are no controls");
  json_array_foreach(controls, i, one) lint_control(a, one);
  return !*a->error;
}
