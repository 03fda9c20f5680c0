/* report.c: the report in HTML: one file without scripts and without anything from elsewhere, for the screen (light and
 * dark) and for paper. */
#include "locate.h"
#include "read.h"
#include "request.h"
#include "result.h"

#include <string.h>
#include <strsmt.h>

static const char style[] =
    ":root{color-scheme:light dark;--ink:#1a1d21;--soft:#565d66;--paper:#fff;--card:#f5f6f8;--line:#d5d9de;--good:#126b38;"
    "--bad:#a81d1d;--open:#7a5200;--mark:#fff0c2}\n"
    "@media(prefers-color-scheme:dark){:root{--ink:#e8eaed;--soft:#a9b1ba;--paper:#15181b;--card:#1f2327;--line:#3a4148;"
    "--good:#6fd69a;--bad:#ff9c94;--open:#f1c869;--mark:#4a3d10}}\n"
    "*{box-sizing:border-box}body{margin:0 auto;max-width:62rem;padding:1.5rem 1rem 3rem;background:var(--paper);color:var(--ink);"
    "font:1rem/1.5 system-ui,sans-serif}\n"
    "h1{font-size:1.5rem;margin:0 0 .25rem}h2{font-size:1.2rem;margin:2.2rem 0 .6rem}h3{font-size:1rem;margin:1.2rem 0 .4rem}\n"
    "p{margin:.4rem 0}.soft{color:var(--soft)}code,pre,td.code{font-family:ui-monospace,monospace;font-size:.875rem;"
    "overflow-wrap:anywhere}pre{white-space:pre-wrap}\n"
    ".verdict{display:inline-block;font-weight:700;border:2px solid;border-radius:.3rem;padding:.05rem .6rem}.pass{color:var(--good)}"
    ".fail{color:var(--bad)}.open{color:var(--open)}\n"
    "table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;border-bottom:1px solid var(--line);"
    "padding:.3rem .6rem .3rem 0}th{font-weight:600}\n"
    ".source{background:var(--card);border:1px solid var(--line);border-radius:.3rem;padding:.5rem 0;overflow-x:auto;margin:0}"
    ".source span{display:block;padding:0 .8rem;white-space:pre-wrap}.source mark{display:block;padding:0 .8rem 0 .5rem;"
    "border-left:.3rem solid var(--bad);background:var(--mark);color:inherit;white-space:pre-wrap}.source b{display:inline-block;"
    "min-width:3em;color:var(--soft);font-weight:400;-webkit-user-select:none;user-select:none}\n"
    "a{color:inherit}a:focus-visible,summary:focus-visible,.source:focus-visible{outline:3px solid var(--open);outline-offset:2px}"
    "summary{cursor:pointer;padding:.2rem 0}\n"
    "@media(max-width:40rem){table,tbody,tr,th,td{display:block}th{border:0;padding:.4rem 0 0}thead{display:none}}\n"
    "@media print{body{max-width:none;padding:0;font-size:10pt}.source{overflow:visible}h2{break-after:avoid}tr,.card{"
    "break-inside:avoid}}\n";

/* ---- pieces ---- */

static void put_text(FILE *to, const char *text, size_t size)
{
  for (const char *end = text + size; text < end; text++) {
    if (*text == '<')
      fputs("&lt;", to);
    else if (*text == '>')
      fputs("&gt;", to);
    else if (*text == '&')
      fputs("&amp;", to);
    else if (*text == '"')
      fputs("&quot;", to);
    else if ((unsigned char)*text >= 0x20 || *text == '\n' || *text == '\t')
      fputc(*text, to);
  }
}

static void put(FILE *to, const char *text)
{
  put_text(to, text, strlen(text));
}

static void row(FILE *to, const char *head, const char *text)
{
  fputs("<tr><th scope=\"row\">", to);
  put(to, head);
  fputs("</th><td class=\"code\">", to);
  put(to, text);
  fputs("</td></tr>\n", to);
}

static const char *verdict_class(enum verdict v)
{
  return v == VERDICT_NO ? "pass" : v == VERDICT_YES ? "fail" : "open";
}

static const char *verdict_word(enum verdict v)
{
  return v == VERDICT_NO ? "Pass" : v == VERDICT_YES ? "Fail" : "Unknown";
}

/* ---- a request ---- */

static void put_request(const struct result *r, const json_t *request, FILE *to)
{
  json_t *principal = json_object_get(request, "principal");
  const char *kind = json_object_iter_key(json_object_iter(principal));
  fputs("<h3>The request</h3>\n<table><tbody>\n", to);
  row(to, "Principal",
      kind                        ? json_string_value(json_object_get(principal, kind))
      : json_is_string(principal) ? "anonymous"
                                  : "any");
  if (json_object_get(request, "session"))
    row(to, "Session", json_string_value(json_object_get(request, "session")));
  row(to, "Action", json_string_value(json_object_get(request, "action")));
  row(to, "Resource", json_string_value(json_object_get(request, "resource")));
  for (const struct key *key = r->question->keys.first; key; key = key->next) {
    const json_t *values = json_object_get(json_object_get(request, "context"), key->name);
    const char *text = values ? "" : "not in the request";
    for (size_t i = 0; i < json_array_size(values); i++)
      text =
          pool_format(&r->question->pool, "%s%s%s", text, i ? ", " : "", json_string_value(json_array_get(values, i)));
    row(to, key->name, text);
  }
  fputs("</tbody></table>\n", to);
}

/* ---- a document with statements marked ---- */

static bool is_reason(const struct answer *a, const struct policy *p, size_t statement)
{
  for (size_t i = 0; i < a->reason_count; i++)
    if (a->reasons[i].policy == p && a->reasons[i].statement == &p->statements[statement])
      return true;
  return false;
}

/* The last line of a statement: the one before the next statement's, or where its braces are closed. */
static size_t last_line(const struct policy *p, size_t statement, size_t first)
{
  const char *text = p->source->text;
  size_t line = 1, depth = 0;
  bool inside = false, begun = false;
  (void)statement;
  for (; *text; text++) {
    if (*text == '\n')
      line++;
    if (line < first)
      continue;
    if (inside) {
      if (*text == '\\' && text[1])
        text++;
      else if (*text == '"')
        inside = false;
    } else if (*text == '"')
      inside = true;
    else if (*text == '{')
      depth++, begun = true;
    else if (*text == '}' && begun && --depth == 0)
      return line;
  }
  return line;
}

static void put_source(const struct answer *a, const struct policy *p, FILE *to)
{
  const char *text = p->source->text, *end = text + p->source->size;
  size_t until = 0;
  fputs("<div class=\"source\" tabindex=\"0\" role=\"region\" aria-label=\"", to);
  put(to, p->file);
  fputs("\"><code>", to);
  for (size_t line = 1; text < end; line++) {
    const char *stop = memchr(text, '\n', (size_t)(end - text));
    if (!stop)
      stop = end;
    for (size_t i = 0; i < p->count; i++)
      if (is_reason(a, p, i) && statement_line(p, &p->statements[i]) == line)
        until = last_line(p, i, line);
    fprintf(to, "<%s><b>%zu</b> ", line <= until ? "mark" : "span", line);
    put_text(to, text, (size_t)(stop - text));
    fprintf(to, "</%s>", line <= until ? "mark" : "span");
    text = stop + (stop < end);
  }
  fputs("</code></div>\n", to);
}

static void put_reasons(const struct result *r, const struct answer *a, FILE *to)
{
  if (!a->reason_count)
    return;
  fprintf(to, "<h3>%s</h3>\n<ul>\n",
          a->verdict == VERDICT_YES ? "Statements that decide" : "Statements that the proof rests on");
  for (size_t i = 0; i < a->reason_count; i++) {
    const struct reason *reason = &a->reasons[i];
    fputs("<li><code>", to);
    put(to, reason->policy->file);
    fprintf(to, ":%zu</code>, statement ", statement_line(reason->policy, reason->statement));
    put(to, reason->statement->label);
    fprintf(to, "%s</li>\n", a->verdict != VERDICT_YES ? "" : reason->statement->allow ? ": allows it" : ": denies it");
  }
  fputs("</ul>\n", to);
  for (size_t p = 0; p < r->question->policy_count; p++) {
    const struct policy *policy = r->question->policies[p];
    bool any = false;
    for (size_t i = 0; i < policy->count; i++)
      any = any || is_reason(a, policy, i);
    if (!any || *policy->source->file == '(')
      continue;
    fprintf(to, "<details%s><summary><code>", a->verdict == VERDICT_YES ? " open" : "");
    put(to, policy->file);
    fputs("</code></summary>\n", to);
    put_source(a, policy, to);
    fputs("</details>\n", to);
  }
}

/* ---- the page ---- */

static void put_finding(const struct result *r, size_t i, const char *verdict, FILE *to)
{
  const struct finding *f = &r->findings[i];
  const struct answer *a = &f->answer;
  fprintf(to, "<section class=\"card\"><h2>Question %zu</h2>\n<p>", i + 1);
  put(to, f->question);
  fprintf(to, "</p>\n<p><span class=\"verdict %s\">%s</span> ", verdict_class(a->verdict), verdict_word(a->verdict));
  put(to, a->verdict == VERDICT_NO ? f->no : a->verdict == VERDICT_YES ? f->yes : a->why);
  fputs("</p>\n", to);
  if (a->several)
    fputs("<p>The request holds several values of a key of which the references do not tell whether it can.</p>\n", to);
  if (a->verdict == VERDICT_NO) {
    fprintf(to, "<p>The proof has %zu bytes. ", a->proof.size);
    fputs(verdict ? "strsmt-check accepted it:</p>\n<pre>" : "It was not checked.</p>\n", to);
    if (verdict)
      put(to, verdict), fputs("</pre>\n", to);
  }
  if (a->request)
    put_request(r, a->request, to);
  put_reasons(r, a, to);
  fputs("</section>\n", to);
}

static void put_inputs(const struct result *r, const struct hashed *inputs, FILE *to)
{
  fputs("<section><h2>Inputs</h2>\n<table><thead><tr><th scope=\"col\">Document</th><th scope=\"col\">Kind</th>"
        "<th scope=\"col\">SHA-256</th></tr></thead><tbody>\n",
        to);
  for (size_t i = 0; i < r->question->policy_count; i++) {
    const struct policy *p = r->question->policies[i];
    if (*p->source->file == '(')
      continue;
    fputs("<tr><td class=\"code\">", to);
    put(to, p->file);
    fprintf(to, "</td><td>%s%s</td><td class=\"code\">%s</td></tr>\n", policy_type_name(p->type),
            p->beside_all ? ", beside a document that allows everything" : "",
            inputs[i].hash ? inputs[i].hash : "as above");
  }
  fputs("</tbody></table></section>\n", to);
}

static void put_trust(const struct result *r, FILE *to)
{
  fputs(
      "<section><h2>What was trusted</h2>\n<ul>\n"
      "<li>That the problem (<code>question-N.smt2</code>) says what the documents say. This is what strsmt-policy is trusted "
      "for.</li>\n<li>For Pass: strsmt-check, which shares nothing with the solver. The solver itself is not trusted.</li>\n"
      "<li>For Fail: the evaluation of the one request, which was written separately from the problem's making.</li>\n<li>",
      to);
  fputs(r->question->literal_arns ? "Wildcards in resources cross colons, to the letter of the manual."
                                  : "Resources are ARNs of six parts; wildcards stay within their part.",
        to);
  fputs("</li>\n</ul>\n", to);
  if (r->question->warning_count)
    fputs("<h3>Warnings</h3>\n<ul>\n", to);
  for (size_t i = 0; i < r->question->warning_count; i++) {
    fputs("<li>", to);
    put(to, r->question->warnings[i]);
    fputs("</li>\n", to);
  }
  if (r->question->warning_count)
    fputs("</ul>\n", to);
  fputs(
      "</section>\n<section><h2>To check it again</h2>\n<pre>strsmt-check-bundle FOLDER</pre>\n"
      "<p>where FOLDER is the one that holds this report. It compares each file with its hash and has each proof checked. "
      "A request can be evaluated again, statement by statement: <code>strsmt-policy explain question-N.request.json "
      "inputs/...</code></p></section>\n",
      to);
}

bool result_report(const struct result *r, FILE *to, const struct hashed *inputs, const char *const *verdicts)
{
  const enum verdict worst = r->status == STATUS_PASS   ? VERDICT_NO
                             : r->status == STATUS_FAIL ? VERDICT_YES
                                                        : VERDICT_UNKNOWN;
  fputs("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>Policy report: ",
        to);
  put(to, verdict_word(worst));
  fprintf(
      to,
      "</title>\n<style>\n%s</style>\n</head>\n<body>\n<header><h1>Policy report</h1>\n<p class=\"soft\">%s, strsmt-policy %s</p>\n"
      "<p><span class=\"verdict %s\">%s</span></p></header>\n<main>\n",
      style, r->options->command, strsmt_version(), verdict_class(worst), verdict_word(worst));
  for (size_t i = 0; i < r->count; i++)
    put_finding(r, i, verdicts[i], to);
  put_inputs(r, inputs, to);
  put_trust(r, to);
  fputs("</main>\n</body>\n</html>\n", to);
  return !ferror(to);
}
