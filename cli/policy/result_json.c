/* result_json.c: results for programs: JSON of our own, and SARIF 2.1.0. */
#include "read.h"
#include "result.h"

#include <strsmt.h>

static json_t *text_or_null(const char *text)
{
  return text ? json_string(text) : json_null();
}

static json_t *reason_json(const struct reason *r)
{
  return json_pack("{s:s, s:i, s:i, s:o, s:s}", "file", r->policy->file, "line",
                   (int)statement_line(r->policy, r->statement), "statement", (int)r->statement->position, "sid",
                   text_or_null(r->statement->sid), "effect", r->statement->allow ? "Allow" : "Deny");
}

static json_t *finding_json(const struct finding *f)
{
  static const char *const words[] = {[VERDICT_NO] = "PASS", [VERDICT_YES] = "FAIL", [VERDICT_UNKNOWN] = "UNKNOWN"};
  json_t *reasons = json_array();
  for (size_t i = 0; i < f->answer.reason_count; i++)
    json_array_append_new(reasons, reason_json(&f->answer.reasons[i]));
  return json_pack(
      "{s:s, s:s, s:o, s:o, s:O?, s:o}", "result", words[f->answer.verdict], "question", f->question, "message",
      json_string(f->answer.verdict == VERDICT_NO    ? f->no
                  : f->answer.verdict == VERDICT_YES ? f->yes
                                                     : f->answer.why),
      "reasons", reasons, "request", f->answer.request, "assumes several values", json_boolean(f->answer.several));
}

json_t *result_json(const struct result *r)
{
  static const char *const words[] = {
      [STATUS_PASS] = "PASS", [STATUS_FAIL] = "FAIL", [STATUS_UNKNOWN] = "UNKNOWN", [STATUS_ERROR] = "ERROR"};
  json_t *findings = json_array(), *policies = json_array(), *warnings = json_array();
  for (size_t i = 0; i < r->count; i++)
    json_array_append_new(findings, finding_json(&r->findings[i]));
  for (size_t i = 0; i < r->question->policy_count; i++) {
    const struct policy *p = r->question->policies[i];
    json_array_append_new(policies, json_pack("{s:s, s:s, s:b}", "file", p->file, "type", policy_type_name(p->type),
                                              "allow-all-beside", p->beside_all));
  }
  for (size_t i = 0; i < r->question->warning_count; i++)
    json_array_append_new(warnings, json_string(r->question->warnings[i]));
  return json_pack("{s:s, s:s, s:o, s:o, s:o, s:s}", "result", words[r->status], "command", r->options->command,
                   "policies", policies, "findings", findings, "warnings", warnings, "arns",
                   r->question->literal_arns ? "literal" : "six parts");
}

/* ---- SARIF ---- */

static json_t *location(const struct reason *r)
{
  return json_pack("{s:{s:{s:s}, s:{s:i}}}", "physicalLocation", "artifactLocation", "uri", r->policy->source->file,
                   "region", "startLine", (int)statement_line(r->policy, r->statement));
}

static json_t *sarif_result(const struct result *r, const struct finding *f)
{
  const struct answer *a = &f->answer;
  json_t *locations = json_array();
  for (size_t i = 0; i < a->reason_count; i++)
    if (a->verdict == VERDICT_YES)
      json_array_append_new(locations, location(&a->reasons[i]));
  char *request = a->request ? json_dumps(a->request, JSON_COMPACT) : NULL;
  json_t *text =
      a->request ? json_sprintf("%s: %s", f->yes, request) : json_string(a->verdict == VERDICT_NO ? f->no : a->why);
  free(request);
  return json_pack("{s:s, s:s, s:s, s:{s:o}, s:o}", "ruleId", r->options->command, "kind",
                   a->verdict == VERDICT_NO    ? "pass"
                   : a->verdict == VERDICT_YES ? "fail"
                                               : "open",
                   "level", a->verdict == VERDICT_YES ? "error" : "none", "message", "text", text, "locations",
                   locations);
}

json_t *result_sarif(const struct result *r)
{
  json_t *results = json_array();
  for (size_t i = 0; i < r->count; i++)
    json_array_append_new(results, sarif_result(r, &r->findings[i]));
  json_t *rule = json_pack("{s:s}", "id", r->options->command);
  json_t *driver = json_pack("{s:s, s:s, s:[o]}", "name", "strsmt-policy", "version", strsmt_version(), "rules", rule);
  return json_pack("{s:s, s:s, s:[{s:{s:o}, s:o}]}", "$schema", "https://json.schemastore.org/sarif-2.1.0.json",
                   "version", "2.1.0", "runs", "tool", "driver", driver, "results", results);
}
