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
  bool ok = w ? append_word(s, out, w, n) : values_word(s, item, &word) && append_word(s, out, word.data, word.size);
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

/* Do the uses from `first` on without those in [from, to), all of the last component that was looked at, exclude that
 * it makes something in r with a word of `behind`? */
static regex_answer excluded(strings *s, const split *p, size_t first, size_t from, size_t to, rx r, rx behind)
{
  regex *g = s->env->regex;
  stack_clear(&s->scratch);
  for (size_t i = first; i < p->c.uses.size; i++)
    if ((i < from || i >= to) &&
        !stack_push(s->env->m, &s->scratch, s->memberships.data[p->c.uses.data[i].member].language))
      return REGEX_STOPPED;
  rx own = regex_inter(g, s->scratch.size, s->scratch.data);
  rx parts[2] = {own, behind}, both[2] = {r, own && behind ? regex_concat(g, 2, parts) : 0};
  rx all = both[1] ? regex_inter(g, 2, both) : 0;
  return all ? regex_empty(g, all) : REGEX_STOPPED;
}

/* Drops uses that are not needed, the assumption (the last one) first. */
static bool minimise(strings *s, split *p, size_t first, rx r, rx behind)
{
  for (size_t part = 1, end = p->c.uses.size; end > first;) {
    size_t from = end - first < part ? first : end - part;
    regex_answer answer = excluded(s, p, first, from, end, r, behind);
    if (answer == REGEX_STOPPED)
      return false;
    if (answer == REGEX_EMPTY) {
      memmove(p->c.uses.data + from, p->c.uses.data + end, (p->c.uses.size - end) * sizeof *p->c.uses.data);
      p->c.uses.size -= end - from;
      end = from;
      part *= 2;
    } else if (part > 1) {
      part = 1;
    } else {
      end = from;
    }
  }
  return true;
}

/* Component i, of what is in *r: assumes that it is not in a language that its word is not in, so that the rest of the
 * components is in a language, the new *r, that their word is not in. */
static bool take_variable(strings *s, split *p, uint32_t i, const codes *u, const codes *v, rx *r)
{
  regex *g = s->env->regex;
  bool last = i + 1 == p->c.components.size;
  size_t first = p->c.uses.size;
  rx x = *r, y = regex_none(g);
  if (!last && !regex_cover(g, *r, p->known.data[i], p->after.data[i], u, v, &x, &y))
    return false;
  bool ok = use_known(s, p, i);
  if (ok && x != regex_none(g))
    ok = conflict_add_use(s, &p->c, memberships_assume(s, p->c.components.data[i], x), 1, i);
  ok = ok && minimise(s, p, first, *r, last ? regex_string(g, NULL, 0) : regex_comp(g, y)) &&
       (last || stack_push(s->env->m, &p->c.rests, y));
  *r = y;
  return ok;
}

static bool take_component(strings *s, split *p, uint32_t i, rx *r)
{
  codes u = {0}, v = {0};
  bool ok = words_at(s, p, i, &u, &v);
  if (ok && is_word(s, p->c.components.data[i])) {
    *r = conflict_follow(s, *r, p->c.components.data[i]);
    ok = *r && stack_push(s->env->m, &p->c.rests, *r);
  } else {
    ok = ok && take_variable(s, p, i, &u, &v, r);
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
  rx r = s->memberships.data[member].language, none = regex_none(s->env->regex);
  split p = {.c = {.target = subject}};
  bool ok = conflict_add(s, &p.c, member) && stack_push(m, &p.c.groups, whole) && stack_push(m, &p.c.starts, 0) &&
            forms_expand(s, whole, &p.c.components) && know(s, &p) && stack_push(m, &p.c.rests, r);
  for (uint32_t i = 0; i < p.c.components.size && ok && r != none; i++)
    ok = take_component(s, &p, i, &r);
  ok = ok && conflict_tell(s, &p.c, 0, NULL, result);
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
