/* queries.c: policy queries (does the new policy allow a request that the old one does not?) and regular expressions
 * (does a value exist that has one format and not another?), drawn by a generator with a fixed rule. */
#include "queries.h"

#include <string.h>

const char *const family_names[FAMILY_COUNT] = {"policy", "regex"};

typedef struct writer {
  const backend *b;
  void *s;
  uint64_t random;
} writer;

static unsigned draw(writer *w, unsigned below)
{
  w->random = w->random * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
  return (unsigned)(w->random >> 33) % below;
}

static handle make(writer *w, op o, size_t count, const handle *args)
{
  return w->b->apply(w->s, o, count, args);
}
static handle make1(writer *w, op o, handle a)
{
  return make(w, o, 1, &a);
}
static handle make2(writer *w, op o, handle a, handle b)
{
  return make(w, o, 2, (handle[]){a, b});
}
static handle text(writer *w, const char *from, size_t length)
{
  char copy[64];
  memcpy(copy, from, length);
  copy[length] = 0;
  return w->b->string(w->s, copy);
}

/* ---- patterns: characters, [a-z0-9], ., ( ), |, *, +, ?, {m,n} ---- */

static handle read_union(writer *w, const char **at);

static handle read_class(writer *w, const char **at)
{
  handle parts[16];
  size_t count = 0;
  for (++*at; **at != ']'; ++*at) {
    const char *first = *at, *last = first[1] == '-' && first[2] != ']' ? first + 2 : first;
    parts[count++] = make2(w, OP_RE_RANGE, text(w, first, 1), text(w, last, 1));
    *at = last;
  }
  ++*at;
  return count == 1 ? parts[0] : make(w, OP_RE_UNION, count, parts);
}

static handle read_atom(writer *w, const char **at)
{
  if (**at == '[')
    return read_class(w, at);
  if (**at == '(') {
    ++*at;
    handle r = read_union(w, at);
    ++*at;
    return r;
  }
  if (**at == '.')
    return ++*at, make(w, OP_RE_ALLCHAR, 0, NULL);
  size_t length = strcspn(*at, "[().|*+?{");
  if (length > 1 && (*at)[length] && strchr("*+?{", (*at)[length]))
    length--;
  *at += length;
  return make1(w, OP_TO_RE, text(w, *at - length, length));
}

static unsigned read_number(const char **at)
{
  unsigned n = 0;
  for (; **at >= '0' && **at <= '9'; ++*at)
    n = n * 10 + (unsigned)(**at - '0');
  return n;
}

static handle read_repeated(writer *w, const char **at)
{
  handle r = read_atom(w, at);
  for (;; ++*at) {
    if (**at == '*')
      r = make1(w, OP_RE_STAR, r);
    else if (**at == '+')
      r = make1(w, OP_RE_PLUS, r);
    else if (**at == '?')
      r = make1(w, OP_RE_OPT, r);
    else if (**at == '{') {
      ++*at;
      unsigned low = read_number(at), high = low;
      if (**at == ',') {
        ++*at;
        high = read_number(at);
      }
      r = w->b->loop(w->s, r, low, high);
    } else
      return r;
  }
}

static handle read_union(writer *w, const char **at)
{
  handle parts[16], all[16];
  size_t unions = 0;
  for (;; ++*at) {
    size_t count = 0;
    while (**at && **at != '|' && **at != ')')
      parts[count++] = read_repeated(w, at);
    all[unions++] = count == 1 ? parts[0] : make(w, OP_RE_CONCAT, count, parts);
    if (**at != '|')
      break;
  }
  return unions == 1 ? all[0] : make(w, OP_RE_UNION, unions, all);
}

static handle pattern(writer *w, const char *p)
{
  return read_union(w, &p);
}

/* ---- formats ---- */

static const char *const formats[] = {
    "[0-9]{4}-[0-9]{2}-[0-9]{2}",
    "(19|20)[0-9]{2}-(0[1-9]|1[012])-(0[1-9]|[12][0-9]|3[01])",
    "[a-z][a-z0-9_]*",
    "[a-z]([a-z0-9-]*[a-z0-9])?",
    "[0-9]{1,3}(,[0-9]{1,3}){3}",
    "(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(,(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3}",
    "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
    "#[0-9a-fA-F]{6}",
    "[a-z0-9_]+@[a-z0-9]+(,[a-z]{2,4})+",
    "[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}",
    "-?(0|[1-9][0-9]*)(,[0-9]+)?(e[0-9]+)?",
    "(/[a-z0-9_-]+)+/?",
    "[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}",
    "(0x[0-9a-f]+|[0-9]+)",
};
enum { FORMATS = sizeof formats / sizeof *formats };

static void regex_query(writer *w)
{
  static const char *const more[] = {".{1,12}", ".*[0-9].*", "[a-z0-9-]*", ".*00.*", "[0-9,-]+"};
  handle x = w->b->constant(w->s, "x");
  handle first = make2(w, OP_IN_RE, x, pattern(w, formats[draw(w, FORMATS)]));
  handle second = make2(w, OP_IN_RE, x, pattern(w, formats[draw(w, FORMATS)]));
  handle third = make2(w, OP_IN_RE, x, pattern(w, more[draw(w, sizeof more / sizeof *more)]));
  w->b->require(w->s, first);
  w->b->require(w->s, draw(w, 2) ? make1(w, OP_NOT, second) : second);
  if (draw(w, 2))
    w->b->require(w->s, draw(w, 2) ? make1(w, OP_NOT, third) : third);
}

/* ---- policies ---- */

typedef struct request {
  handle action, resource, principal;
} request;

/* A text with * for any characters: as a prefix, a suffix, an equality, or a regular expression. */
static handle matches(writer *w, handle x, const char *like)
{
  handle parts[8];
  size_t count = 0, length = strlen(like);
  const char *star = strchr(like, '*');
  if (!star)
    return make2(w, OP_EQ, x, text(w, like, length));
  if (!star[1])
    return make2(w, OP_PREFIX, text(w, like, length - 1), x);
  if (star == like && !strchr(star + 1, '*'))
    return make2(w, OP_SUFFIX, text(w, like + 1, length - 1), x);
  for (const char *at = like; *at;) {
    size_t part = strcspn(at, "*");
    if (part)
      parts[count++] = make1(w, OP_TO_RE, text(w, at, part));
    at += part;
    if (*at)
      parts[count++] = make(w, OP_RE_ALL, 0, NULL), at++;
  }
  return make2(w, OP_IN_RE, x, make(w, OP_RE_CONCAT, count, parts));
}

typedef struct statement {
  unsigned action, resource, principal; /* in the tables */
} statement;

static const char *const actions[] = {"s3:Get*",       "s3:GetObject",   "s3:*",   "s3:Put*",  "s3:List*",
                                      "ec2:Describe*", "ec2:*Instances", "*:Get*", "iam:Pass*"};
static const char *const resources[] = {"arn:aws:s3:::reports/*",
                                        "arn:aws:s3:::reports/2024/*",
                                        "arn:aws:s3:::*/public/*",
                                        "*.html",
                                        "arn:aws:s3:::reports/*/summary.pdf",
                                        "arn:aws:ec2:*:instance/*",
                                        "arn:aws:s3:::logs",
                                        "arn:*"};
static const char *const principals[] = {"alice", "team/*", "*", "team/audit*", "*@example.org"};

static handle allows(writer *w, const request *r, size_t count, const statement *list)
{
  handle any[8];
  for (size_t i = 0; i < count; i++) {
    handle all[3] = {matches(w, r->action, actions[list[i].action]),
                     matches(w, r->resource, resources[list[i].resource]),
                     matches(w, r->principal, principals[list[i].principal])};
    any[i] = make(w, OP_AND, 3, all);
  }
  return count == 1 ? any[0] : make(w, OP_OR, count, any);
}

/* The new policy is the old one with a statement less, more, or changed. */
static void policy_query(writer *w)
{
  statement old[8], new[8];
  request r = {w->b->constant(w->s, "action"), w->b->constant(w->s, "resource"), w->b->constant(w->s, "principal")};
  size_t count = 2 + draw(w, 4), changed = draw(w, (unsigned)count);
  for (size_t i = 0; i < count; i++)
    old[i] = new[i] =
        (statement){draw(w, sizeof actions / sizeof *actions), draw(w, sizeof resources / sizeof *resources),
                    draw(w, sizeof principals / sizeof *principals)};
  size_t new_count = count;
  if (draw(w, 3))
    new[changed].resource = draw(w, sizeof resources / sizeof *resources);
  else
    new_count--;
  statement deny = {draw(w, sizeof actions / sizeof *actions), draw(w, sizeof resources / sizeof *resources), 2};
  handle denied = make1(w, OP_NOT, allows(w, &r, 1, &deny));
  w->b->require(w->s, make2(w, OP_AND, allows(w, &r, new_count, new), denied));
  w->b->require(w->s, make1(w, OP_NOT, make2(w, OP_AND, allows(w, &r, count, old), denied)));
}

void query_require(const backend *b, void *solver, family f, unsigned number)
{
  writer w = {b, solver, (number + 1) * UINT64_C(0x9e3779b97f4a7c15)};
  draw(&w, 2);
  if (f == FAMILY_POLICY)
    policy_query(&w);
  else
    regex_query(&w);
}
