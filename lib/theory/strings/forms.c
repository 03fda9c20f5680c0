/* forms.c: normal forms of classes of strings (Liang et al., CAV 2014).
 *
 * The base of a class is a literal in it, or a concatenation in it, or, if it has neither, the class is a variable. The
 * normal form is the list of components of the base, each replaced by the normal form of its class, where "" is nothing
 * and literals that meet are one. A class that would have to be inside its own normal form makes none: `cyclic`; lengths
 * force the other components to be empty then (cycles.c), and what is left of the concatenation is no base. */
#include "theory/strings/strings.h"

/* Of all normal forms: with x1 = x0 x0, x2 = x1 x1, ... they double. Characters of literals count, too. */
size_t word_length(const strings *s, term literal)
{
  size_t length;
  (void)term_codes(s->env->terms, literal, &length);
  return length;
}

term word_part(strings *s, term literal, size_t from, size_t length)
{
  codes copy = {0};
  size_t n;
  const uint32_t *c = term_codes(s->env->terms, literal, &n);
  if (!stack_reserve(s->env->m, &copy, length + 1))
    return 0;
  memcpy(copy.data, c + from, length * sizeof *c);
  term result = terms_string(s->env->terms, copy.data, length);
  stack_free(s->env->m, &copy);
  return result;
}

form *form_at(strings *s, term t)
{
  term rep = egraph_find(graph_of(s), t);
  return rep < s->form_of.size && s->form_of.data[rep] ? &s->forms.data[s->form_of.data[rep] - 1] : NULL;
}

/* ---- making them ------------------------------------------------------------------------------------------------- */

/* A list of components that grows: literals that meet are collected, and become one when the next component is none. */
typedef struct expansion {
  strings *s;
  term_stack *out;
  term word; /* what was collected, if it is one literal; else 0 */
  codes run; /* what was collected, if it is more */
} expansion;

static bool collect_word(expansion *e, term word)
{
  size_t n;
  const uint32_t *c = term_codes(e->s->env->terms, word, &n);
  if (limits_poll_many(e->s->env->limits, n / 64 + 1) || !stack_reserve(e->s->env->m, &e->run, e->run.size + n))
    return false;
  memcpy(e->run.data + e->run.size, c, n * sizeof *c);
  e->run.size += n;
  return true;
}

static bool flush_words(expansion *e)
{
  term word = e->run.size ? terms_string(e->s->env->terms, e->run.data, e->run.size) : e->word;
  bool any = e->run.size || e->word;
  e->run.size = 0;
  e->word = 0;
  return !any || (word && stack_push(e->s->env->m, e->out, word));
}

static bool append(expansion *e, term component)
{
  if (!is_word(e->s, component))
    return flush_words(e) && stack_push(e->s->env->m, e->out, component);
  if (!word_length(e->s, component))
    return true;
  if (!e->run.size && !e->word) {
    e->word = component;
    return true;
  }
  if (e->word && !collect_word(e, e->word))
    return false;
  e->word = 0;
  return collect_word(e, component);
}

static bool append_form(expansion *e, const form *f)
{
  for (uint32_t i = 0; i < f->count; i++)
    if (!append(e, e->s->components.data[f->first + i]))
      return false;
  return true;
}

bool forms_expand(strings *s, term t, term_stack *out)
{
  const terms *q = s->env->terms;
  expansion e = {.s = s, .out = out};
  bool ok = is_word(s, t) ? append(&e, t) : is_concat(s, t) || append_form(&e, form_at(s, t));
  for (size_t i = 0; ok && is_concat(s, t) && i < term_arity(q, t); i++)
    ok = append_form(&e, form_at(s, term_arg(q, t, i)));
  ok = ok && flush_words(&e);
  stack_free(s->env->m, &e.run);
  return ok;
}

static bool finish(strings *s, form *f)
{
  term_stack items = {0};
  bool ok = f->base == f->rep && !is_word(s, f->base) && !is_concat(s, f->base) ? stack_push(s->env->m, &items, f->rep)
                                                                                : forms_expand(s, f->base, &items);
  for (size_t i = 0; i < items.size && ok; i++)
    s->characters += is_word(s, items.data[i]) && items.data[i] != f->base ? word_length(s, items.data[i]) : 0;
  if (ok && (s->components.size + items.size > s->env->limits->budget.strings_components ||
             s->characters > s->env->limits->budget.strings_characters)) {
    s->too_large = true;
    items.size = 0;
  }
  f->first = (uint32_t)s->components.size;
  f->count = (uint32_t)items.size;
  f->state = 2;
  f->finished = s->finished++;
  for (size_t i = 0; i < items.size && ok; i++)
    ok = stack_push(s->env->m, &s->components, items.data[i]);
  stack_free(s->env->m, &items);
  return ok;
}

/* Depth first; the stack holds indices of forms. */
static bool make(strings *s, uint32_t root)
{
  const terms *q = s->env->terms;
  index_list todo = {0};
  bool ok = stack_push(s->env->m, &todo, root);
  while (ok && todo.size && !s->cyclic && !s->too_large) {
    form *f = &s->forms.data[stack_top(&todo)];
    size_t before = todo.size;
    ok = !limits_poll(s->env->limits);
    if (f->state == 0 && is_concat(s, f->base))
      for (size_t i = term_arity(q, f->base); i-- > 0 && ok;) {
        const form *a = form_at(s, term_arg(q, f->base, i));
        s->cyclic |= a->state == 1 || a == f;
        if (a->state == 0)
          ok = stack_push(s->env->m, &todo, (uint32_t)(a - s->forms.data));
      }
    if (f->state == 0)
      f->state = 1;
    if (todo.size > before || s->cyclic)
      continue;
    (void)stack_pop(&todo);
    if (f->state == 1 && ok)
      ok = finish(s, f);
  }
  stack_free(s->env->m, &todo);
  return ok;
}

/* Is t a concatenation of "" and one member of its own class? It says nothing. */
bool forms_is_trivial(strings *s, term t)
{
  const terms *q = s->env->terms;
  egraph *g = graph_of(s);
  size_t own = 0;
  for (size_t i = 0; is_concat(s, t) && i < term_arity(q, t); i++) {
    term a = term_arg(q, t, i), literal = egraph_literal(g, a);
    if (literal && !word_length(s, literal))
      continue;
    if (own++ || !egraph_equal(g, a, t))
      return false;
  }
  return own == 1;
}

/* A literal, else the first concatenation among the nodes that says something, else the class is a variable: then its
 * oldest term that is none (there is one, as a member is in each trivial concatenation), so that fresh variables are made
 * from the same terms whatever else is equal. */
static void choose_base(strings *s, form *f)
{
  egraph *g = graph_of(s);
  term best = egraph_literal(g, f->rep), t = f->rep, plain = t;
  f->sources = best != 0;
  do {
    if (!is_concat(s, t) && (is_concat(s, plain) || t < plain))
      plain = t;
    if (is_concat(s, t) && !forms_is_trivial(s, t)) {
      f->sources++;
      if (!best || (!is_word(s, best) && egraph_position(g, t) < egraph_position(g, best)))
        best = t;
    }
    t = egraph_next(g, t);
  } while (t != f->rep);
  if (!best)
    f->rep = plain;
  f->base = best ? best : plain;
}

bool forms_make(strings *s)
{
  const terms *q = s->env->terms;
  egraph *g = graph_of(s);
  mem *m = s->env->m;
  for (size_t i = 0; i < s->forms.size; i++)
    s->form_of.data[s->forms.data[i].root] = 0;
  stack_clear(&s->forms);
  stack_clear(&s->components);
  s->cyclic = s->too_large = false;
  s->characters = 0;
  size_t size = terms_count(q) + 1;
  if (size > s->form_of.size) {
    if (!stack_reserve(m, &s->form_of, size))
      return false;
    memset(s->form_of.data + s->form_of.size, 0, (size - s->form_of.size) * sizeof(uint32_t));
    s->form_of.size = size;
  }
  for (size_t i = 0; i < egraph_count(g); i++) {
    term t = egraph_node(g, i), root = egraph_find(g, t);
    if (term_sort(q, t) != STRSMT_SORT_STRING || s->form_of.data[root])
      continue;
    form f = {.root = root, .rep = root};
    choose_base(s, &f);
    if (limits_poll(s->env->limits) || !stack_push(m, &s->forms, f))
      return false;
    s->form_of.data[root] = (uint32_t)s->forms.size;
  }
  for (uint32_t i = 0; i < s->forms.size && !s->cyclic && !s->too_large; i++)
    if (s->forms.data[i].state == 0 && !make(s, i))
      return false;
  return true;
}

term forms_term(strings *s, const term *components, size_t count)
{
  terms *t = s->env->terms;
  if (count == 1)
    return components[0];
  return count ? terms_apply(t, STRSMT_STR_CONCAT, count, components) : terms_string(t, NULL, 0);
}

/* ---- why --------------------------------------------------------------------------------------------------------- */

/* The terms on which the components of t depend: each with the base of its class. Visited in `order`, each class once. */
static bool collect(strings *s, term t, index_list *order, index_list *seen)
{
  const terms *q = s->env->terms;
  if (!is_concat(s, t))
    return true;
  for (size_t i = 0; i < term_arity(q, t); i++) {
    uint32_t f = (uint32_t)(form_at(s, term_arg(q, t, i)) - s->forms.data);
    if (seen->data[f])
      continue;
    seen->data[f] = 1;
    if (!stack_push(s->env->m, order, f))
      return false;
  }
  return true;
}

static bool explain_arguments(strings *s, term t, tlit_list *why)
{
  const terms *q = s->env->terms;
  if (!is_concat(s, t))
    return true;
  for (size_t i = 0; i < term_arity(q, t); i++) {
    term a = term_arg(q, t, i);
    if (!egraph_explain(graph_of(s), a, form_at(s, a)->base, why))
      return false;
  }
  return true;
}

bool forms_explain(strings *s, term t, tlit_list *why)
{
  mem *m = s->env->m;
  index_list order = {0}, seen = {0};
  bool ok = stack_reserve(m, &seen, s->forms.size + 1);
  if (ok)
    memset(seen.data, 0, s->forms.size * sizeof(uint32_t));
  if (ok && !is_concat(s, t) && !is_word(s, t)) {
    term base = form_at(s, t)->base;
    ok = egraph_explain(graph_of(s), t, base, why);
    t = base;
  }
  ok = ok && explain_arguments(s, t, why) && collect(s, t, &order, &seen);
  for (size_t i = 0; i < order.size && ok; i++) {
    term base = s->forms.data[order.data[i]].base;
    ok = !limits_poll(s->env->limits) && explain_arguments(s, base, why) && collect(s, base, &order, &seen);
  }
  stack_free(m, &order);
  stack_free(m, &seen);
  return ok;
}

/* ---- derivations ------------------------------------------------------------------------------------------------- */

void forms_forget(strings *s)
{
  for (size_t i = 0; i < s->forms.size; i++)
    s->forms.data[i].proved = 0;
}

static step join(derivation *d, step a, step b)
{
  return a && b ? derivation_infer2(d, RULE_TRANS, a, b) : a ? a : b;
}

step forms_flatten(strings *s, derivation *d, term t)
{
  return derivation_step(d, RULE_CONCAT_NORM, 2, (term[]){t, terms_true(s->env->terms)}, 0, NULL);
}

static step equal_in_class(strings *s, derivation *d, term a, term b, const lemma_view *lemma)
{
  return a == b ? 0 : egraph_prove(graph_of(s), d, a, b, lemma);
}

/* (= a components) for an argument, whose class's base has been proved to be its components; 0: the same. */
static step prove_argument(strings *s, derivation *d, term a, const lemma_view *lemma)
{
  const form *f = form_at(s, a);
  return join(d, equal_in_class(s, d, a, f->base, lemma), f->proved);
}

/* (= t components) for a concatenation, whose arguments' bases have been proved to be their components. */
static step prove_concat(strings *s, derivation *d, term t, const lemma_view *lemma)
{
  terms *q = s->env->terms;
  mem *m = s->env->m;
  STACK(step) steps = {0};
  term_stack args = {0}, items = {0};
  bool changed = false, ok = true;
  for (size_t i = 0; i < term_arity(q, t) && ok; i++) {
    const form *f = form_at(s, term_arg(q, t, i));
    term to = forms_term(s, s->components.data + f->first, f->count);
    step e = prove_argument(s, d, term_arg(q, t, i), lemma);
    changed |= e != 0;
    ok = to && stack_push(m, &args, to) && stack_push(m, &steps, e);
  }
  for (size_t i = 0; i < steps.size && ok && changed; i++)
    if (!steps.data[i])
      steps.data[i] = derivation_axiom(d, RULE_REFL, term_arg(q, t, i));
  step result = ok && changed ? derivation_step(d, RULE_NARY_CONG, 1, &t, steps.size, steps.data) : 0;
  term plain = ok ? terms_apply(q, STRSMT_STR_CONCAT, args.size, args.data) : 0;
  ok = plain && forms_expand(s, t, &items);
  if (ok && forms_term(s, items.data, items.size) != plain)
    result = join(d, result, forms_flatten(s, d, plain));
  d->broken |= !ok;
  stack_free(m, &steps);
  stack_free(m, &args);
  stack_free(m, &items);
  return result;
}

/* Proves (= base components) of the classes below t, deepest first. */
static bool prove_below(strings *s, derivation *d, term t, const lemma_view *lemma)
{
  mem *m = s->env->m;
  index_list order = {0}, seen = {0};
  bool ok = stack_reserve(m, &seen, s->forms.size + 1);
  if (ok)
    memset(seen.data, 0, s->forms.size * sizeof(uint32_t));
  ok = ok && collect(s, t, &order, &seen);
  for (size_t i = 0; i < order.size && ok; i++)
    ok = collect(s, s->forms.data[order.data[i]].base, &order, &seen);
  /* Classes were finished in the order of their components: those inside others come first. */
  for (size_t i = 1; i < order.size && ok; i++)
    for (size_t j = i; j > 0; j--) {
      const form *a = &s->forms.data[order.data[j - 1]], *b = &s->forms.data[order.data[j]];
      if (a->finished <= b->finished)
        break;
      uint32_t swap = order.data[j];
      order.data[j] = order.data[j - 1];
      order.data[j - 1] = swap;
    }
  for (size_t i = 0; i < order.size && ok; i++) {
    form *f = &s->forms.data[order.data[i]];
    if (!f->proved && is_concat(s, f->base))
      f->proved = prove_concat(s, d, f->base, lemma);
  }
  stack_free(m, &order);
  stack_free(m, &seen);
  return ok;
}

step forms_prove(strings *s, derivation *d, term t, const lemma_view *lemma)
{
  step first = 0;
  if (is_word(s, t))
    return 0;
  if (!is_concat(s, t)) {
    term base = form_at(s, t)->base;
    first = equal_in_class(s, d, t, base, lemma);
    t = base;
  }
  if (!is_concat(s, t))
    return first;
  if (!prove_below(s, d, t, lemma))
    d->broken = true;
  return join(d, first, prove_concat(s, d, t, lemma));
}
