/* translate.c: trees to languages, outside of loops that look around (loop.c). */
#include "pattern/translate.h"

#include "pattern/system.h"

/* ---- vectors ---- */

vector vector_new(translation *x)
{
  vector v = x->p->failed ? NULL : arena_alloc(x->p, state_count(x) * sizeof *v);
  if (v)
    memset(v, 0, state_count(x) * sizeof *v);
  return v;
}

vector vector_same(translation *x, term a)
{
  vector v = a ? vector_new(x) : NULL;
  for (size_t i = 0; v && i < state_count(x); i++)
    v[i] = a;
  return v;
}

bool vector_is_constant(const translation *x, vector v)
{
  for (size_t i = 1; i < state_count(x); i++)
    if (v[i] != v[0])
      return false;
  return true;
}

static bool vector_equal(const translation *x, vector a, vector b)
{
  return memcmp(a, b, state_count(x) * sizeof *a) == 0;
}

vector vector_union(translation *x, vector a, vector b)
{
  vector v = a && b ? vector_new(x) : NULL;
  for (size_t i = 0; v && i < state_count(x); i++)
    v[i] = lang_union2(x->p, a[i], b[i]);
  return v;
}

/* ---- pure trees ---- */

static term pure_parts(translation *x, ast *a)
{
  pattern *p = x->p;
  term *parts = arena_alloc(p, (a->count + 1) * sizeof *parts);
  for (size_t i = 0; parts && i < a->count && !pattern_stopped(p); i++)
    parts[i] = translate_pure(x, a->parts[i]);
  if (!parts || p->failed)
    return 0;
  return a->kind == AST_ALT ? lang_union(p, a->count, parts) : lang_concat(p, a->count, parts);
}

term translate_pure(translation *x, ast *a)
{
  if (x->p->failed || a->language)
    return a->language;
  if (a->kind == AST_SET)
    a->language = lang_set(x->p, a->set);
  else if (a->kind == AST_REPEAT)
    a->language = lang_repeat(x->p, translate_pure(x, a->parts[0]), a->min, a->max);
  else
    a->language = pure_parts(x, a);
  return a->language;
}

/* The states in which `after` is one language: for each the number of the first of its kind. */
static size_t *group_states(translation *x, vector after)
{
  size_t *group = arena_alloc(x->p, state_count(x) * sizeof *group);
  for (size_t i = 0; group && i < state_count(x); i++)
    for (group[i] = 0; after[group[i]] != after[i];)
      group[i]++;
  return group;
}

/* The characters that lead from a state into a group. */
static charset into_group(translation *x, const size_t *group, size_t from, size_t g)
{
  charset all = {0, NULL};
  for (size_t i = 0; i < state_count(x); i++)
    if (group[i] == g)
      all = set_union(x->p, all, left_between(x->p, &x->left, from, i));
  return all;
}

static vector set_before(translation *x, ast *a, vector after)
{
  size_t n = state_count(x);
  size_t *group = group_states(x, after);
  vector v = vector_new(x);
  for (size_t q = 0; v && group && q < n; q++) {
    term all = lang_none(x->p);
    if (q && x->left.local) {
      v[q] = v[0];
      continue;
    }
    for (size_t g = 0; g < n; g++)
      if (group[g] == g && !lang_is_none(x->p, after[g])) {
        term own = lang_set(x->p, set_inter(x->p, a->set, into_group(x, group, q, g)));
        all = lang_union2(x->p, all, lang_concat2(x->p, own, after[g]));
      }
    v[q] = all;
  }
  return v;
}

/* Where the state depends on the last character only: the words by their last characters. */
static vector by_last_character(translation *x, ast *a, vector after)
{
  pattern *p = x->p;
  size_t *group = group_states(x, after);
  term own = translate_pure(x, a), words = lang_none(p);
  bool optional = lang_nullable(p, own);
  vector v = vector_new(x);
  for (size_t g = 0; v && group && g < state_count(x); g++)
    if (group[g] == g && !lang_is_none(p, after[g])) {
      term part = lang_edge(p, own, into_group(x, group, 0, g), false, LANG_LAST);
      words = lang_union2(p, words, lang_concat2(p, part, after[g]));
    }
  for (size_t q = 0; v && q < state_count(x); q++)
    v[q] = optional ? lang_union2(p, words, after[q]) : words;
  return v;
}

/* The words that lead from a state into a group. Where the group is what a question accepts: that question's language. */
static term leading(translation *x, const size_t *group, size_t from, size_t g)
{
  pattern *p = x->p;
  size_t n = state_count(x);
  for (size_t k = 0; k < x->left.questions.size; k++) {
    bool yes = true, no = true;
    for (size_t i = 0; i < n; i++) {
      bool holds = left_holds(p, &x->left, i, k);
      yes = yes && holds == (group[i] == g);
      no = no && holds != (group[i] == g);
    }
    term own = yes || no ? regex_term(p->g, x->left.states.data[from].questions[k]) : 0;
    if (yes || no)
      return yes ? own : lang_comp(p, own);
  }
  lang_system s;
  term *values = arena_alloc(p, n * sizeof *values);
  if (!values || !system_new(p, &s, n))
    return 0;
  for (size_t i = 0; i < n; i++) {
    for (size_t j = 0; j < n; j++)
      system_add(p, &s, i, j, lang_set(p, left_between(p, &x->left, i, j)));
    system_add_constant(p, &s, i, group[i] == g ? lang_empty(p) : 0);
  }
  return system_solve(p, &s, n, values) ? values[from] : 0;
}

static vector by_states(translation *x, ast *a, vector after)
{
  pattern *p = x->p;
  size_t *group = group_states(x, after);
  term own = translate_pure(x, a);
  vector v = vector_new(x);
  for (size_t q = 0; v && group && q < state_count(x) && !pattern_stopped(p); q++) {
    term all = lang_none(p);
    for (size_t g = 0; g < state_count(x); g++)
      if (group[g] == g && !lang_is_none(p, after[g]))
        all = lang_union2(p, all, lang_concat2(p, lang_inter2(p, own, leading(x, group, q, g)), after[g]));
    v[q] = all;
  }
  return v;
}

static vector pure_before(translation *x, ast *a, vector after)
{
  if (!after || pattern_stopped(x->p))
    return NULL;
  if (vector_is_constant(x, after))
    return vector_same(x, lang_concat2(x->p, translate_pure(x, a), after[0]));
  if (a->kind == AST_SET)
    return set_before(x, a, after);
  if (a->kind == AST_CONCAT) {
    for (size_t i = a->count; after && i-- > 0;)
      after = pure_before(x, a->parts[i], after);
    return after;
  }
  return x->left.local ? by_last_character(x, a, after) : by_states(x, a, after);
}

/* ---- looking around ---- */

static vector look_ahead(translation *x, ast *a, vector after)
{
  pattern *p = x->p;
  ast *inside = a->parts[0];
  vector v = vector_new(x);
  bool one_set = inside->kind == AST_SET;
  vector seen = one_set || !v ? NULL : translate(x, inside, vector_same(x, lang_all(p)));
  for (size_t q = 0; v && (one_set || seen) && q < state_count(x); q++) {
    if (q && one_set && after[q] == after[q - 1])
      v[q] = v[q - 1];
    else if (one_set)
      v[q] = lang_edge(p, after[q], a->set, a->negative, LANG_FIRST);
    else
      v[q] = lang_inter2(p, after[q], a->negative ? lang_comp(p, seen[q]) : seen[q]);
  }
  return p->failed ? NULL : v;
}

static vector look_behind(translation *x, const ast *a, vector after)
{
  vector v = vector_new(x);
  for (size_t q = 0; v && q < state_count(x); q++)
    v[q] = left_holds(x->p, &x->left, q, a->component) != a->negative ? after[q] : lang_none(x->p);
  return v;
}

static vector at_end(translation *x, vector after)
{
  vector v = vector_new(x);
  for (size_t q = 0; v && q < state_count(x); q++)
    v[q] = lang_nullable(x->p, after[q]) ? lang_empty(x->p) : lang_none(x->p);
  return v;
}

/* ---- structure ---- */

/* Pure alternatives are taken together, so that what follows is written once for them. */
static vector alternatives(translation *x, ast *a, vector after)
{
  pattern *p = x->p;
  ast **pure = arena_alloc(p, a->count * sizeof *pure);
  size_t n = 0;
  vector all = vector_same(x, lang_none(p));
  for (size_t i = 0; pure && all && i < a->count; i++)
    if (a->parts[i]->pure)
      pure[n++] = a->parts[i];
    else
      all = vector_union(x, all, translate(x, a->parts[i], after));
  return n && all ? vector_union(x, pure_before(x, ast_alt(p, n, pure), after), all) : all;
}

static vector repeated(translation *x, ast *a, vector after)
{
  ast *body = a->parts[0];
  vector v = after;
  uint32_t optional = a->max == NO_END ? 0 : a->max - a->min;
  uint32_t most = x->p->l->budget.pattern_rounds;
  if (a->min > most || optional > most) {
    pattern_refuse(x->p, a->place, "count less often, or leave the look out of the loop",
                   "a loop that looks around, with more than %u rounds", (unsigned)most);
    return NULL;
  }
  if (a->max == NO_END)
    v = translate_star(x, body, after);
  for (uint32_t i = 0; v && i < optional; i++) {
    vector next = vector_union(x, translate(x, body, v), after);
    if (next && vector_equal(x, next, v))
      break;
    v = next;
  }
  for (uint32_t i = 0; v && i < a->min; i++)
    v = translate(x, body, v);
  return v;
}

static vector impure(translation *x, ast *a, vector after)
{
  switch ((ast_kind)a->kind) {
  case AST_CONCAT:
    for (size_t i = a->count; after && i-- > 0;)
      after = translate(x, a->parts[i], after);
    return after;
  case AST_ALT:
    return alternatives(x, a, after);
  case AST_REPEAT:
    return repeated(x, a, after);
  case AST_END:
    return at_end(x, after);
  case AST_BEGIN:
    return look_behind(x, a, after);
  case AST_LOOK:
    return a->behind ? look_behind(x, a, after) : look_ahead(x, a, after);
  case AST_SET:
    break;
  }
  return NULL;
}

vector translate(translation *x, ast *a, vector after)
{
  pattern *p = x->p;
  if (!after || pattern_stopped(p))
    return NULL;
  if (a->pure)
    return pure_before(x, a, after);
  bool factors = (a->kind == AST_ALT || a->kind == AST_REPEAT) && !a->reach && !lang_is_empty(p, after[0]) &&
                 vector_is_constant(x, after);
  if (!factors)
    return impure(x, a, after);
  /* It looks at nothing behind its end: what follows is written once. */
  vector v = impure(x, a, vector_same(x, lang_empty(p)));
  for (size_t q = 0; v && q < state_count(x); q++)
    v[q] = lang_concat2(p, v[q], after[0]);
  return v;
}

/* ---- what is asked of the text before ---- */

static ast *anything(pattern *p)
{
  return ast_repeat(p, ast_set(p, set_range(p, 0, CODE_TOP)), 0, NO_END, false);
}

static bool ask(translation *x, ast *a, term language)
{
  rx r = language ? regex_of_term(x->p->g, language) : 0;
  if (!r)
    x->p->failed = true;
  else
    a->component = left_question(x->p, &x->left, r);
  return !x->p->failed;
}

/* Questions of inner looks come first, as outer ones are answered with them. */
static bool find_questions(translation *x, ast *a)
{
  pattern *p = x->p;
  if (a->pure)
    return true;
  for (size_t i = 0; i < a->count; i++)
    if (!find_questions(x, a->parts[i]))
      return false;
  if (a->kind == AST_BEGIN)
    return ask(x, a, lang_empty(p));
  if (a->kind != AST_LOOK || !a->behind)
    return true;
  ast *inside = a->parts[0];
  if (inside->reach)
    return pattern_refuse(p, a->place, "put what looks ahead behind the look behind",
                          "a look behind that looks ahead beyond its own end");
  if (!left_build(p, &x->left))
    return false;
  vector v = translate(x, ast_concat2(p, anything(p), inside), vector_same(x, lang_empty(p)));
  return v && ask(x, a, v[0]);
}

term translate_pattern(pattern *p, ast *a, strsmt_match_mode mode)
{
  translation x = {p, {{0}, {0}, false}};
  vector v = NULL;
  if (find_questions(&x, a) && left_build(p, &x.left)) {
    vector after = vector_same(&x, mode == STRSMT_MATCH_FULL ? lang_empty(p) : lang_all(p));
    if (mode == STRSMT_MATCH_SEARCH)
      a = ast_concat2(p, anything(p), a);
    v = a ? translate(&x, a, after) : NULL;
  }
  left_free(p, &x.left);
  return v ? v[0] : 0;
}
