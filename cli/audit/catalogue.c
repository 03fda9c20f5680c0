/* catalogue.c: the commands `check` and `compare`.
 *
 * A catalogue is {defaults: {dialect, match, flags}, controls: [...]}, or only the list. A control has a `name`, a language
 * `ours`, and at least one of
 *     auditor, within    every string of ours is in it          disjoint    no string of ours is in it
 *     equal              both have the same strings             accepts     these samples are in ours
 *     refuses            these samples are not                  max-length  no string of ours is longer */
#include <stdlib.h>
#include <string.h>

#include "audit.h"

typedef struct control {
  const char *name;
  const json_t *ours, *object;
} control;

/* ---- the questions ---- */

static bool ask_within(audit *a, const control *c, const json_t *other, const char *key)
{
  return ask(a,
             &(question){.control = c->name,
                         .name = key,
                         .in = {c->ours},
                         .out = {other},
                         .refuted = "ours accepts it, and the other does not"},
             NULL);
}

static bool ask_disjoint(audit *a, const control *c, const json_t *other)
{
  return ask(a,
             &(question){.control = c->name, .name = "disjoint", .in = {c->ours, other}, .refuted = "both accept it"},
             NULL);
}

static bool ask_equal(audit *a, const control *c, const json_t *other)
{
  return ask_within(a, c, other, "equal (ours within)") &&
         ask(a,
             &(question){.control = c->name,
                         .name = "equal (other within)",
                         .in = {other},
                         .out = {c->ours},
                         .refuted = "the other accepts it, and ours does not"},
             NULL);
}

/* A list; in INI a text with blanks between. */
static bool ask_samples(audit *a, const control *c, const json_t *samples, const char *key)
{
  bool wanted = !strcmp(key, "accepts"), ok = true;
  json_t *list = json_is_array(samples) ? json_incref((json_t *)samples) : json_array();
  if (json_is_string(samples)) {
    char *text = checked(strdup(json_string_value(samples))), *rest = text;
    for (char *word; (word = strtok_r(rest, " \t", &rest)) != NULL;)
      json_array_append_new(list, json_string(word));
    free(text);
  }
  if (!json_array_size(list))
    ok = audit_fail(a, "[%s]: `%s` is a list of texts, and not empty", c->name, key);
  for (size_t i = 0; ok && i < json_array_size(list); i++) {
    json_t *one = json_pack("{s:[O]}", "values", json_array_get(list, i));
    ok = ask(a,
             &(question){.control = c->name,
                         .name = key,
                         .in = {one, wanted ? NULL : c->ours},
                         .out = {wanted ? c->ours : NULL},
                         .refuted = wanted ? "a sample that ours refuses" : "a sample that ours accepts"},
             NULL);
    json_decref(one);
  }
  json_decref(list);
  return ok;
}

static bool ask_length(audit *a, const control *c, const json_t *most)
{
  char *end = NULL;
  json_int_t n = json_is_integer(most) ? json_integer_value(most) : -1;
  if (json_is_string(most))
    n = strtoll(json_string_value(most), &end, 10);
  if (n < 0 || n >= 1000000000 || (end && *end))
    return audit_fail(a, "[%s]: `max-length` is a number from 0 to 999999999", c->name);
  json_t *longer = json_pack("{s:[I,n]}", "length", n + 1);
  bool ok = ask(a,
                &(question){.control = c->name,
                            .name = "max-length",
                            .in = {c->ours, longer},
                            .refuted = "ours accepts it, and it is longer"},
                NULL);
  json_decref(longer);
  return ok;
}

/* ---- controls ---- */

/* What a control says about dialect, mode and flags holds for its texts. */
static void take_defaults(audit *a, const json_t *from)
{
  const json_t *value;
  if (json_is_string(value = json_object_get(from, "dialect")))
    a->dialect = json_string_value(value);
  if (json_is_string(value = json_object_get(from, "match")))
    a->match = json_string_value(value);
  if (json_is_string(value = json_object_get(from, "flags")))
    a->flags = json_string_value(value);
}

static bool ask_key(audit *a, const control *c, const char *key, const json_t *value, bool *asked)
{
  static const char *const silent[] = {"name", "ours", "dialect", "match", "flags", "description"};
  for (size_t i = 0; i < sizeof silent / sizeof *silent; i++)
    if (!strcmp(key, silent[i]))
      return true;
  *asked = true;
  if (!strcmp(key, "auditor") || !strcmp(key, "within"))
    return ask_within(a, c, value, key);
  if (!strcmp(key, "disjoint"))
    return ask_disjoint(a, c, value);
  if (!strcmp(key, "equal"))
    return ask_equal(a, c, value);
  if (!strcmp(key, "accepts") || !strcmp(key, "refuses"))
    return ask_samples(a, c, value, key);
  if (!strcmp(key, "max-length"))
    return ask_length(a, c, value);
  return audit_fail(
      a,
      "[%s]: there is no key '%s'; choose from name, description, ours, dialect, match, flags, auditor, within, disjoint, "
      "equal, accepts, refuses, max-length",
      c->name, key);
}

static bool ask_control(audit *a, const json_t *object, size_t number)
{
  const json_t *name = json_object_get(object, "name");
  char numbered[40];
  snprintf(numbered, sizeof numbered, "control %zu", number + 1);
  control c = {json_is_string(name) ? json_string_value(name) : numbered, json_object_get(object, "ours"), object};
  if (!json_is_object(object) || !c.ours)
    return audit_fail(a, "[%s]: `ours` is missing", c.name);
  audit outer = *a;
  take_defaults(a, object);
  bool asked = false, ok = true;
  const char *key;
  json_t *value;
  json_object_foreach((json_t *)object, key, value) ok = ok && ask_key(a, &c, key, value, &asked);
  if (ok && !asked)
    ok = audit_fail(
        a, "[%s]: a control that asks nothing: add auditor, within, disjoint, equal, accepts, refuses or max-length",
        c.name);
  a->dialect = outer.dialect;
  a->match = outer.match;
  a->flags = outer.flags;
  return ok;
}

bool command_check(audit *a, const json_t *catalogue)
{
  const json_t *controls = json_is_array(catalogue) ? catalogue : json_object_get(catalogue, "controls");
  size_t i;
  json_t *one;
  take_defaults(a, json_object_get(catalogue, "defaults"));
  if (!json_array_size(controls))
    return audit_fail(a, "there are no controls: a catalogue is a list of controls, or has one under `controls`");
  json_array_foreach(controls, i, one) if (!ask_control(a, one, i)) return false;
  return true;
}

/* ---- comparing ---- */

static bool is(const char *verdict, const char *wanted)
{
  return verdict && !strcmp(verdict, wanted);
}

bool command_compare(audit *a, const json_t *one, const json_t *two)
{
  const char *first = NULL, *second = NULL, *both = NULL;
  if (!ask(a,
           &(question){.control = "compare",
                       .name = "only the first",
                       .in = {one},
                       .out = {two},
                       .refuted = "the first accepts it alone"},
           &first) ||
      !ask(a,
           &(question){.control = "compare",
                       .name = "only the second",
                       .in = {two},
                       .out = {one},
                       .refuted = "the second accepts it alone"},
           &second) ||
      !ask(a, &(question){.control = "compare", .name = "both", .in = {one, two}, .refuted = "both accept it"}, &both))
    return false;
  const char *relation = is(first, VERDICT_UNKNOWN) || is(second, VERDICT_UNKNOWN) || is(both, VERDICT_UNKNOWN)
                             ? "unknown"
                         : is(first, VERDICT_PROVED) && is(second, VERDICT_PROVED) ? "equal"
                         : is(first, VERDICT_PROVED)                               ? "subset"
                         : is(second, VERDICT_PROVED)                              ? "superset"
                         : is(both, VERDICT_PROVED)                                ? "disjoint"
                                                                                   : "overlap";
  json_array_insert_new(a->results, 0,
                        json_pack("{s:s s:s s:s}", "control", "compare", "question", "relation", "verdict", relation));
  return true;
}
