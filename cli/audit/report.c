/* report.c: results as text, JSON or SARIF 2.1.0, and the exit status. */
#include <string.h>

#include "audit.h"

static const char *text_of(const json_t *r, const char *key)
{
  const char *text = json_string_value(json_object_get(r, key));
  return text ? text : "";
}

/* What counts as a finding: `compare` finds nothing, it tells. */
static int status_of(const audit *a)
{
  int status = STATUS_PASS;
  size_t i;
  json_t *r;
  json_array_foreach(a->results, i, r)
  {
    const char *verdict = text_of(r, "verdict");
    bool compares = !strcmp(a->command, "compare");
    if (!strcmp(verdict, VERDICT_UNKNOWN) && status == STATUS_PASS)
      status = STATUS_UNKNOWN;
    if (compares ? !i && strcmp(verdict, "equal") && strcmp(verdict, VERDICT_UNKNOWN)
                 : !strcmp(verdict, VERDICT_REFUTED))
      status = STATUS_FAIL;
  }
  return status;
}

static void print_text(const audit *a)
{
  size_t i;
  json_t *r;
  json_array_foreach(a->results, i, r)
  {
    const char *witness = json_object_get(r, "shown") ? text_of(r, "shown") : text_of(r, "witness");
    printf("%-8s %s: %s", text_of(r, "verdict"), text_of(r, "control"), text_of(r, "question"));
    if (*text_of(r, "detail"))
      printf(": %s", text_of(r, "detail"));
    if (json_object_get(r, "witness"))
      printf(": \"%s\"", witness);
    putchar('\n');
  }
}

static json_t *sarif_result(const json_t *r, const char *file)
{
  char message[1000];
  snprintf(message, sizeof message, "%s: %s: %s: %s \"%s\"", text_of(r, "control"), text_of(r, "question"),
           text_of(r, "verdict"), text_of(r, "detail"), text_of(r, json_object_get(r, "shown") ? "shown" : "witness"));
  json_t *location =
      json_pack("{s:{s:{s:s}}, s:[{s:s}]}", "physicalLocation", "artifactLocation", "uri", file, "logicalLocations",
                "fullyQualifiedName", *text_of(r, "where") ? text_of(r, "where") : text_of(r, "control"));
  return json_pack("{s:s s:s s:{s:s} s:[o]}", "ruleId", text_of(r, "question"), "level",
                   strcmp(text_of(r, "verdict"), VERDICT_REFUTED) ? "note" : "error", "message", "text", message,
                   "locations", location);
}

static json_t *sarif(const audit *a, const char *file)
{
  json_t *results = json_array();
  size_t i;
  json_t *r;
  json_array_foreach(a->results, i, r) if (strcmp(text_of(r, "verdict"), VERDICT_PROVED))
      json_array_append_new(results, sarif_result(r, file));
  return json_pack("{s:s s:s s:[{s:{s:{s:s s:s}} s:o}]}", "$schema", "https://json.schemastore.org/sarif-2.1.0.json",
                   "version", "2.1.0", "runs", "tool", "driver", "name", "strsmt-audit", "version", strsmt_version(),
                   "results", results);
}

int report(audit *a, const char *file)
{
  static const char *const names[] = {"pass", "error", "fail", "unknown"};
  int status = status_of(a);
  if (a->json || a->sarif) {
    json_t *all =
        a->sarif ? sarif(a, file)
                 : json_pack("{s:s s:s s:O}", "command", a->command, "verdict", names[status], "results", a->results);
    json_dumpf(checked(all), stdout, JSON_INDENT(2));
    putchar('\n');
    json_decref(all);
  } else
    print_text(a);
  if (fflush(stdout) != 0 || ferror(stdout)) {
    fputs("strsmt-audit: the answer could not be written\n", stderr);
    return STATUS_ERROR;
  }
  return status;
}
