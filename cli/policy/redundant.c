/* redundant.c: what can be left out: each statement, then each value of Action, NotAction, Resource and NotResource, one
 * after the other, so that what is reported can be left out all at once. */
#include "commands.h"

#include "read.h"

#include <stdio.h>
#include <string.h>

struct pruning {
  struct result *r;
  struct policy *original;
  json_t *now; /* what is left */
  const char *file;
  json_t *found;
  bool unknown;
};

/* Do both documents allow the same requests? `more` is the one that allows at least as much. */
static bool same(struct pruning *p, const json_t *more, const json_t *less)
{
  struct question q;
  struct result inner = {.options = p->r->options, .question = &q};
  bool good = false;
  question_start(&q);
  q.placeholders = p->r->question->placeholders;
  q.quiet = true;
  q.literal_arns = p->r->question->literal_arns;
  struct policy *a = commands_make(&inner, p->file, json_deep_copy(more), p->original->type);
  struct policy *b = a ? commands_make(&inner, p->file, json_deep_copy(less), p->original->type) : NULL;
  if (b) {
    a->beside_all = b->beside_all = p->original->beside_all;
    question_settle(&q);
    const struct side allowed = {&a, 1}, refused = {&b, 1};
    const struct ask_options options = {p->r->options->seconds, false, false, false};
    struct answer answer = ask(&q, &allowed, &refused, &options);
    good = answer.verdict == VERDICT_NO;
    p->unknown = p->unknown || answer.verdict == VERDICT_UNKNOWN;
    answer_free(&answer);
  }
  question_end(&q);
  return good;
}

/* Tries a smaller document in the place of the present one. `grants`: what was taken away gave access. */
static bool try_smaller(struct pruning *p, json_t *smaller, bool grants)
{
  const bool good = grants ? same(p, p->now, smaller) : same(p, smaller, p->now);
  if (good) {
    json_decref(p->now);
    p->now = smaller;
  } else
    json_decref(smaller);
  return good;
}

static void report(struct pruning *p, size_t statement, const char *what, const char *value)
{
  const struct statement *s = &p->original->statements[statement];
  json_array_append_new(p->found, json_pack("{s:s, s:i, s:i, s:s, s:s}", "file", p->file, "line",
                                            (int)statement_line(p->original, s), "statement", (int)s->position,
                                            "element", what, "value", value));
  if (!p->r->options->json)
    printf("%s:%zu: statement %s: %s%s%s changes nothing\n", p->file, statement_line(p->original, s), s->label, what,
           *value ? " " : "", value);
}

static void prune_values(struct pruning *p, size_t place, size_t statement, const char *element)
{
  json_t *list = json_object_get(json_array_get(json_object_get(p->now, "Statement"), place), element);
  const bool allow = p->original->statements[statement].allow, negated = !strncmp(element, "Not", 3);
  for (size_t i = json_array_size(list); json_array_size(list) > 1 && i-- > 0;) {
    json_t *smaller = json_deep_copy(p->now);
    const char *value = pool_copy(&p->r->question->pool, json_string_value(json_array_get(list, i)));
    json_array_remove(json_object_get(json_array_get(json_object_get(smaller, "Statement"), place), element), i);
    if (!try_smaller(p, smaller, allow != negated))
      continue;
    report(p, statement, element, value);
    list = json_object_get(json_array_get(json_object_get(p->now, "Statement"), place), element);
  }
}

int command_redundant(struct result *r)
{
  static const char *const elements[] = {"Action", "NotAction", "Resource", "NotResource"};
  struct pruning p = {.r = r, .found = json_array()};
  if (!commands_read(r, 1, &p.original))
    return json_decref(p.found), STATUS_ERROR;
  p.file = p.original->file;
  p.now = json_deep_copy(p.original->document);
  if (json_is_object(json_object_get(p.now, "Statement")))
    json_object_set_new(p.now, "Statement", json_pack("[O]", json_object_get(p.now, "Statement")));
  size_t place = 0;
  for (size_t i = 0; i < p.original->count; i++) {
    json_t *smaller = json_deep_copy(p.now);
    json_array_remove(json_object_get(smaller, "Statement"), place);
    if (json_array_size(json_object_get(smaller, "Statement")) &&
        try_smaller(&p, smaller, p.original->statements[i].allow)) {
      report(&p, i, "the whole statement", "");
      continue;
    }
    for (size_t k = 0; k < sizeof elements / sizeof *elements; k++)
      prune_values(&p, place, i, elements[k]);
    place++;
  }
  const int status = json_array_size(p.found) ? STATUS_FAIL : p.unknown ? STATUS_UNKNOWN : STATUS_PASS;
  if (r->options->json) {
    json_t *out = json_pack("{s:s, s:O}", "result",
                            status == STATUS_PASS   ? "PASS"
                            : status == STATUS_FAIL ? "FAIL"
                                                    : "UNKNOWN",
                            "redundant", p.found);
    json_dumpf(out, stdout, JSON_COMPACT);
    putchar('\n');
    json_decref(out);
  } else if (status != STATUS_FAIL)
    puts(status == STATUS_PASS ? "PASS: each statement and value is needed" : "UNKNOWN");
  json_decref(p.now);
  json_decref(p.found);
  return status;
}
