/* result.c: text for people. */
#include "result.h"

#include "read.h"
#include "request.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

void result_ask(struct result *r, const struct side *allowed, const struct side *refused, const char *question,
                const char *yes, const char *no)
{
  const struct options *o = r->options;
  const struct ask_options options = {o->seconds, o->proof || o->evidence, o->problem || o->evidence,
                                      !o->stats || o->json || o->sarif || o->evidence};
  struct finding *grown = pool_take(&r->question->pool, r->count + 1, sizeof *grown);
  if (r->count)
    memcpy(grown, r->findings, r->count * sizeof *grown);
  r->findings = grown;
  struct finding *f = &r->findings[r->count++];
  *f = (struct finding){question, yes, no, ask(r->question, allowed, refused, &options)};
  const int status = f->answer.verdict == VERDICT_NO    ? STATUS_PASS
                     : f->answer.verdict == VERDICT_YES ? STATUS_FAIL
                                                        : STATUS_UNKNOWN;
  if (r->status == STATUS_PASS || status == STATUS_FAIL)
    r->status = status;
}

/* ---- text ---- */

static void tell_reasons(const struct answer *a)
{
  const bool yes = a->verdict == VERDICT_YES;
  if (!a->reason_count)
    return;
  puts(yes ? "because of" : "the proof rests on");
  for (size_t i = 0; i < a->reason_count; i++) {
    const struct reason *r = &a->reasons[i];
    printf("  %s:%zu: statement %s%s\n", r->policy->file, statement_line(r->policy, r->statement), r->statement->label,
           !yes                  ? ""
           : r->statement->allow ? " allows it"
                                 : " denies it");
  }
}

static void tell(const struct result *r, const struct finding *f)
{
  const struct answer *a = &f->answer;
  printf("%s: %s\n",
         a->verdict == VERDICT_NO    ? "PASS"
         : a->verdict == VERDICT_YES ? "FAIL"
                                     : "UNKNOWN",
         a->verdict == VERDICT_NO    ? f->no
         : a->verdict == VERDICT_YES ? f->yes
                                     : a->why);
  if (a->request)
    request_print(r->question, a->request, stdout);
  if (a->several)
    puts("  (if a request can hold several values of such a key: the references do not tell)");
  tell_reasons(a);
}

static void tell_statistics(const struct answer *a)
{
  const strsmt_statistics *n = &a->statistics;
  fprintf(
      stderr,
      "milliseconds    %.3f\npolish          %.3f\ndecisions       %llu\nconflicts       %llu\nlemmas          %llu\n",
      a->milliseconds, a->polish_milliseconds, (unsigned long long)n->decisions, (unsigned long long)n->conflicts,
      (unsigned long long)n->lemmas);
  fprintf(stderr, "regex states    %llu\nterms           %llu\nproof bytes     %zu\npeak bytes      %llu\n",
          (unsigned long long)n->regex_states, (unsigned long long)n->terms, a->proof.size,
          (unsigned long long)n->peak_bytes);
}

/* ---- files ---- */

static bool write_file(const char *name, const struct bytes *bytes)
{
  FILE *to = fopen(name, "wb");
  bool good = to && fwrite(bytes->data, 1, bytes->size, to) == bytes->size;
  if (to && fclose(to))
    good = false;
  if (!good)
    fprintf(stderr, "strsmt-policy: %s: %s\n", name, strerror(errno));
  return good;
}

/* The last question's; a proof of an earlier run would be misleading where there is none. */
static bool write_files(const struct result *r)
{
  const struct options *o = r->options;
  const struct answer *a = r->count ? &r->findings[r->count - 1].answer : NULL;
  if (!a)
    return true;
  if (o->problem && !write_file(o->problem, &a->problem))
    return false;
  if (o->proof && a->verdict != VERDICT_NO)
    remove(o->proof);
  return !o->proof || a->verdict != VERDICT_NO || write_file(o->proof, &a->proof);
}

int result_tell(struct result *r)
{
  json_t *json = r->options->json ? result_json(r) : r->options->sarif ? result_sarif(r) : NULL;
  if (!write_files(r) || (r->options->evidence && !result_evidence(r, r->options->evidence)))
    r->status = STATUS_ERROR;
  if (json) {
    json_dumpf(json, stdout, r->options->json ? JSON_COMPACT : JSON_INDENT(2));
    putchar('\n');
  }
  const bool wanted = r->options->json || r->options->sarif;
  if (wanted && !json) {
    fputs("strsmt-policy: the result cannot be written as JSON: a name is not UTF-8, or memory is short\n", stderr);
    r->status = STATUS_ERROR;
  }
  for (size_t i = 0; i < r->count && !wanted; i++)
    tell(r, &r->findings[i]);
  for (size_t i = 0; i < r->count && r->options->stats; i++)
    tell_statistics(&r->findings[i].answer);
  json_decref(json);
  if (fflush(stdout) || ferror(stdout)) {
    fprintf(stderr, "strsmt-policy: standard output: %s\n", strerror(errno));
    r->status = STATUS_ERROR;
  }
  return r->status;
}

void result_free(struct result *r)
{
  for (size_t i = 0; i < r->count; i++)
    answer_free(&r->findings[i].answer);
}
