/* splits.c: memberships of concatenations that the words chosen for their variables do not respect.
 *
 * For a membership of c1 c2 ... cn in R and words u1 ... un whose concatenation is not in R, there are languages X1 ...
 * Xn, finitely many for each R, such that no ui is in Xi, but whatever is in R has a part in one of them (regex_cover,
 * component by component). The lemma says so: the membership, and what is known of the components, give c1 in X1 or c2
 * in X2 or ... It is the conflict of the memberships with all of those denied, and needs no rule of its own. Often one
 * Xi is left: then the lemma only says what the membership means for one variable. */
#include "theory/strings/strings.h"

typedef struct split {
  conflict c;
  STACK(rx) known; /* by component: its language, as far as it is known */
  STACK(rx) after; /* by component: the language of all that follow it */
} split;

static rx known_language(strings *s, term item)
{
  if (is_word(s, item)) {
    size_t n;
    const uint32_t *w = term_codes(s->env->terms, item, &n);
    return regex_string(s->env->regex, w, n);
  }
  const form *f = form_at(s, item);
  return f->language ? s->languages.data[f->language - 1].all : regex_all(s->env->regex);
}

static bool know(strings *s, split *p)
{
  mem *m = s->env->m;
  size_t n = p->c.components.size;
  if (!stack_reserve(m, &p->known, n + 1) || !stack_reserve(m, &p->after, n + 1))
    return false;
  p->known.size = p->after.size = n;
  for (size_t i = 0; i < n; i++)
    if (!(p->known.data[i] = known_language(s, p->c.components.data[i])))
      return false;
  rx after = regex_string(s->env->regex, NULL, 0);
  for (size_t i = n; i-- > 0 && after;) {
    rx both[2] = {p->known.data[i], after};
    p->after.data[i] = after;
    after = regex_concat(s->env->regex, 2, both);
  }
  return after;
}

/* All that is known of component i is used. */
static bool use_known(strings *s, split *p, uint32_t i)
{
  term item = p->c.components.data[i];
  const form *f = is_word(s, item) ? NULL : form_at(s, item);
  const language *l = f && f->language ? &s->languages.data[f->language - 1] : NULL;
  for (uint32_t j = 0; l && j < l->count; j++)
    if (!conflict_add_use(s, &p->c, s->sorted.data[l->first + j], 1, i))
      return false;
  return true;
}

static bool append_word(strings *s, codes *out, const uint32_t *w, size_t n)
{
  if (!stack_reserve(s->env->m, out, out->size + n + 1))
    return false;
  if (n)
    memcpy(out->data + out->size, w, n * sizeof *w);
  out->size += n;
  return true;
}

/* Appends the word of a component. */
static bool append_component(strings *s, codes *out, term item)
{
  codes word = {0};
  size_t n = 0;
  const uint32_t *w = is_word(s, item) ? term_codes(s->env->terms, item, &n) : NULL;
  bool ok = w ? append_word(s, out, w, n)
              : values_word(s, item, &word) && append_word(s, out, word.data, word.size);
  stack_free(s->env->m, &word);
  return ok;
}

/* The words of component i, and of all after it. */
static bool words_at(strings *s, const split *p, size_t i, codes *u, codes *v)
{
  bool ok = append_component(s, u, p->c.components.data[i]);
  for (size_t j = i + 1; j < p->c.components.size && ok; j++)
    ok = append_component(s, v, p->c.components.data[j]);
  return ok;
}

/* Assumes that component i is not in a language that its word is not in, and replaces r by what is left for the rest. */
static bool assume(strings *s, split *p, uint32_t i, rx *r)
{
  regex *g = s->env->regex;
  codes u = {0}, v = {0};
  bool last = i + 1 == p->c.components.size, ok = words_at(s, p, i, &u, &v);
  rx x = *r, y = regex_none(g);
  if (ok && is_word(s, p->c.components.data[i])) {
    *r = regex_after(g, *r, u.data, u.size);
    ok = *r;
  } else {
    ok = ok && (last || regex_cover(g, *r, p->known.data[i], p->after.data[i], &u, &v, &x, &y));
    if (ok && x != regex_none(g))
      ok = conflict_add_use(s, &p->c, memberships_assume(s, p->c.components.data[i], x), 1, i);
    *r = y;
  }
  stack_free(s->env->m, &u);
  stack_free(s->env->m, &v);
  return ok;
}

/* The term of the subject's class by whose components it is looked at. */
static term whole_of(strings *s, term subject)
{
  return is_concat(s, subject) ? subject : form_at(s, subject)->base;
}

static bool split_membership(strings *s, uint32_t member, verdict *result)
{
  mem *m = s->env->m;
  term subject = s->memberships.data[member].subject, whole = whole_of(s, subject);
  rx r = s->memberships.data[member].language;
  split p = {.c = {.target = subject}};
  bool ok = conflict_add(s, &p.c, member) && stack_push(m, &p.c.groups, whole) && stack_push(m, &p.c.starts, 0) &&
            forms_expand(s, whole, &p.c.components) && know(s, &p);
  for (uint32_t i = 0; i < p.c.components.size && ok; i++)
    ok = use_known(s, &p, i) && (r == regex_none(s->env->regex) || assume(s, &p, i, &r));
  regex_answer answer = ok ? conflict_empty(s, &p.c) : REGEX_STOPPED;
  ok = answer == REGEX_NONEMPTY || (answer == REGEX_EMPTY && conflict_minimise_uses(s, &p.c) &&
                                    conflict_tell(s, &p.c, 0, NULL, result));
  conflict_free(s, &p.c);
  stack_free(m, &p.known);
  stack_free(m, &p.after);
  return ok;
}

/* Do the chosen words respect it? Where a word is missing, it is not known. */
static bool respected(strings *s, const membership *m, bool *result)
{
  codes word = {0};
  bool ok = true;
  *result = true;
  if (form_at(s, m->subject)->sources && values_word(s, m->subject, &word))
    ok = regex_accepts(s->env->regex, m->language, word.data, word.size, result);
  stack_free(s->env->m, &word);
  return ok && !mem_failed(s->env->m);
}

verdict splits_check(strings *s)
{
  verdict result = VERDICT_CONSISTENT;
  size_t count = s->memberships.size;
  for (uint32_t i = 0; i < count && !s->cyclic && !s->too_large; i++) {
    bool yes;
    if (limits_poll(s->env->limits) || !respected(s, &s->memberships.data[i], &yes) ||
        (!yes && !split_membership(s, i, &result)))
      return VERDICT_STOPPED;
  }
  return result;
}
