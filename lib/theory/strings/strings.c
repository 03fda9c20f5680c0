/* strings.c: the theory of strings, for equalities between variables and memberships of variables in closed regular
 * expressions.
 *
 * A check makes the classes of equal terms, intersects the languages of each class and asks whether the intersection is
 * empty (lib/regex), and then gives each class a word, different ones where disequalities want it. All of it is made
 * afresh for each check; what is expensive, the derivatives and what is known of emptiness, stays in the
 * regular-expression engine. */
#include "theory/strings/strings.h"

static void *strings_create(const theory_env *env)
{
  strings *s = mem_calloc(env->m, 1, sizeof *s);
  if (s) {
    s->env = env;
    classes_init(&s->classes, env);
  }
  return s;
}

static void drop_languages(strings *s)
{
  for (size_t i = 0; i < s->languages.size; i++)
    stack_free(s->env->m, &s->languages.data[i].value);
  stack_clear(&s->languages);
}

static void strings_destroy(void *self)
{
  strings *s = self;
  if (!s)
    return;
  mem *m = s->env->m;
  drop_languages(s);
  classes_free(&s->classes);
  stack_free(m, &s->memberships);
  stack_free(m, &s->sorted);
  stack_free(m, &s->languages);
  stack_free(m, &s->language_of);
  stack_free(m, &s->disequalities);
  stack_free(m, &s->rx_of);
  stack_free(m, &s->scratch);
  mem_free(m, s, sizeof *s);
}

static bool strings_owns(const void *self, term atom)
{
  const terms *t = ((const strings *)self)->env->terms;
  if (term_kind(t, atom) == STRSMT_STR_IN_RE)
    return !term_is_literal(t, term_arg(t, atom, 0)) && term_is_ground(t, term_arg(t, atom, 1));
  return term_kind(t, atom) == STRSMT_EQ && term_sort(t, term_arg(t, atom, 0)) == STRSMT_SORT_STRING &&
         !term_is_literal(t, term_arg(t, atom, 0)) && !term_is_literal(t, term_arg(t, atom, 1));
}

/* The language of a closed regular expression, remembered by term. */
static rx language_of_term(strings *s, term r)
{
  if (r >= s->rx_of.size) {
    size_t size = terms_count(s->env->terms) + 1;
    if (!stack_reserve(s->env->m, &s->rx_of, size))
      return 0;
    memset(s->rx_of.data + s->rx_of.size, 0, (size - s->rx_of.size) * sizeof(rx));
    s->rx_of.size = size;
  }
  if (!s->rx_of.data[r]) {
    rx made = regex_of_term(s->env->regex, r);
    s->rx_of.data[r] = made;
  }
  return s->rx_of.data[r];
}

static bool take_membership(strings *s, tlit l)
{
  const terms *t = s->env->terms;
  membership m = {.atom = l.atom, .positive = l.positive};
  m.node = classes_node(&s->classes, term_arg(t, l.atom, 0));
  m.language = language_of_term(s, term_arg(t, l.atom, 1));
  if (m.language && !l.positive)
    m.language = regex_comp(s->env->regex, m.language);
  return m.node != NO_NODE && m.language && stack_push(s->env->m, &s->memberships, m);
}

static bool take_literal(strings *s, tlit l)
{
  const terms *t = s->env->terms;
  if (term_kind(t, l.atom) == STRSMT_STR_IN_RE)
    return take_membership(s, l);
  if (l.positive)
    return classes_merge(&s->classes, l.atom);
  return classes_node(&s->classes, term_arg(t, l.atom, 0)) != NO_NODE &&
         classes_node(&s->classes, term_arg(t, l.atom, 1)) != NO_NODE &&
         stack_push(s->env->m, &s->disequalities, l.atom);
}

/* A language for each class, in order of its first node; memberships sorted by class. */
static bool make_languages(strings *s)
{
  mem *m = s->env->m;
  size_t nodes = s->classes.nodes.size, members = s->memberships.size;
  stack_clear(&s->language_of);
  if (!stack_reserve(m, &s->language_of, nodes) || !stack_reserve(m, &s->sorted, members))
    return false;
  if (nodes)
    memset(s->language_of.data, 0, nodes * sizeof(uint32_t));
  s->language_of.size = nodes;
  for (uint32_t i = 0; i < nodes; i++) {
    uint32_t root = classes_find(&s->classes, i);
    if (s->language_of.data[root])
      continue;
    if (!stack_push(m, &s->languages, ((language){.root = root, .some_node = i})))
      return false;
    s->language_of.data[root] = (uint32_t)s->languages.size;
  }
  for (size_t i = 0; i < members; i++)
    s->languages.data[s->language_of.data[classes_find(&s->classes, s->memberships.data[i].node)] - 1].count++;
  for (size_t i = 1; i < s->languages.size; i++)
    s->languages.data[i].first = s->languages.data[i - 1].first + s->languages.data[i - 1].count;
  for (size_t i = 0; i < s->languages.size; i++)
    s->languages.data[i].count = 0;
  for (uint32_t i = 0; i < members; i++) {
    language *l = &s->languages.data[s->language_of.data[classes_find(&s->classes, s->memberships.data[i].node)] - 1];
    s->sorted.data[l->first + l->count++] = i;
  }
  s->sorted.size = members;
  return true;
}

static bool own_members(strings *s, const language *l, index_list *members)
{
  for (uint32_t i = 0; i < l->count; i++)
    if (!stack_push(s->env->m, members, s->sorted.data[l->first + i]))
      return false;
  return true;
}

/* The members one of which is a single word: it is tried on the others, and the first one that it is not in makes the
 * conflict. No intersection is made, which for a long word would have a state for each of its suffixes. */
static verdict check_word(strings *s, language *l, uint32_t which, const codes *word)
{
  for (uint32_t i = 0; i < l->count; i++) {
    uint32_t other = s->sorted.data[l->first + i];
    bool accepts;
    if (!regex_accepts(s->env->regex, s->memberships.data[other].language, word->data, word->size, &accepts))
      return VERDICT_STOPPED;
    if (accepts)
      continue;
    index_list pair = {0};
    bool ok = stack_push(s->env->m, &pair, which) && stack_push(s->env->m, &pair, other) &&
              strings_lemma(s, l->root, &pair, 0, NULL);
    stack_free(s->env->m, &pair);
    return ok ? VERDICT_LEMMA : VERDICT_STOPPED;
  }
  l->all = s->memberships.data[which].language;
  return VERDICT_CONSISTENT;
}

static verdict check_intersection(strings *s, language *l)
{
  index_list members = {0};
  l->all = strings_intersection(s, s->sorted.data + l->first, l->count);
  regex_answer answer = l->all ? regex_empty(s->env->regex, l->all) : REGEX_STOPPED;
  if (answer != REGEX_EMPTY)
    return answer == REGEX_NONEMPTY ? VERDICT_CONSISTENT : VERDICT_STOPPED;
  bool ok = own_members(s, l, &members) && strings_lemma(s, l->root, &members, 0, NULL);
  stack_free(s->env->m, &members);
  return ok ? VERDICT_LEMMA : VERDICT_STOPPED;
}

static verdict check_class(strings *s, language *l)
{
  codes word = {0};
  verdict result = VERDICT_STOPPED;
  bool single = false;
  for (uint32_t i = 0; i < l->count && l->count > 1 && !single; i++) {
    uint32_t which = s->sorted.data[l->first + i];
    single = regex_word(s->env->regex, s->memberships.data[which].language, &word);
    if (single)
      result = check_word(s, l, which, &word);
  }
  stack_free(s->env->m, &word);
  return single ? result : check_intersection(s, l);
}

static verdict check_disequalities(strings *s)
{
  verdict result = VERDICT_CONSISTENT;
  for (size_t i = 0; i < s->disequalities.size; i++) {
    term e = s->disequalities.data[i];
    uint32_t a = classes_node(&s->classes, term_arg(s->env->terms, e, 0));
    uint32_t b = classes_node(&s->classes, term_arg(s->env->terms, e, 1));
    if (classes_find(&s->classes, a) != classes_find(&s->classes, b))
      continue;
    if (!strings_equality_lemma(s, e))
      return VERDICT_STOPPED;
    result = VERDICT_LEMMA;
  }
  return result;
}

static verdict strings_check(void *self, size_t count, const tlit *literals)
{
  strings *s = self;
  drop_languages(s);
  classes_clear(&s->classes);
  stack_clear(&s->memberships);
  stack_clear(&s->disequalities);
  for (size_t i = 0; i < count; i++)
    if (limits_poll(s->env->limits) || !take_literal(s, literals[i]))
      return VERDICT_STOPPED;
  if (!make_languages(s))
    return VERDICT_STOPPED;
  verdict result = check_disequalities(s);
  for (size_t i = 0; i < s->languages.size && result != VERDICT_STOPPED; i++) {
    verdict v = check_class(s, &s->languages.data[i]);
    result = v == VERDICT_CONSISTENT ? result : v;
  }
  return result == VERDICT_CONSISTENT ? strings_choose(s) : result;
}

static bool strings_model(void *self)
{
  strings *s = self;
  const theory_env *env = s->env;
  for (size_t i = 0; i < s->classes.nodes.size; i++) {
    term x = s->classes.nodes.data[i].t;
    uint32_t root = classes_find(&s->classes, (uint32_t)i);
    const language *l = &s->languages.data[s->language_of.data[root] - 1];
    if (term_kind(env->terms, x) != STRSMT_CONSTANT)
      continue;
    term value = terms_string(env->terms, l->value.data, l->value.size);
    if (!value || !env->host.value(env->host.user, x, value))
      return false;
  }
  return true;
}

const theory theory_strings = {
    .name = "strings", .create = strings_create, .destroy = strings_destroy, .owns = strings_owns, .check = strings_check, .model = strings_model};
