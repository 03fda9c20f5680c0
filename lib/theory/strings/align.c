/* align.c: parts of an equation that must have the same length, and how often letters occur in them.
 *
 * Beginnings (ends) of the two sides are aligned if their lengths are the same sum of lengths of variables and numbers:
 * then they are equal. Between two neighbours of such cuts, and behind the last one, stand parts that are equal, too. Of
 * those we look for what decides without a choice: literals that clash, a variable that equals one component, and, if the
 * same variables are on both sides in any order, a letter that occurs more often in the literals of one side (Parikh's
 * theorem, 1966, as far as it has no unknowns), or transformations that show that there is no solution (nielsen.c). Both
 * sides are walked once, with a count for each length of the variables
 * that one side is ahead of the other. */
#include "theory/strings/equations.h"

#include "base/sort.h"

static const int64_t FIXED_MAX = INT64_C(1) << 40;

/* A place in one side: behind `item` components, counted from where the walk begins, and `chars` characters of a literal. */
typedef struct place {
  size_t item, chars;
} place;

typedef struct walk {
  term_stack items;
  place at;
  int64_t position; /* lengths that are numbers, up to here */
  size_t variables; /* other lengths, up to here */
} walk;

typedef struct cut {
  place at[2];
} cut;

typedef struct aligner {
  strings *s;
  term a, b;
  bool rev;
  walk side[2];
  size_t open;        /* lengths of which the sides have passed different numbers */
  index_list touched; /* in `balance` */
  STACK(cut) cuts;
} aligner;

/* What one lemma says about the part between two cuts, and how it follows. */
typedef struct aligned {
  aligner *w;
  const cut *from, *to;
  term whole[2]; /* from the beginning of the walk to the end of the part; 0: that is all */
  term part[2];
  bool rest;      /* the part is what comes behind `whole`, to the end */
  bool both_ends; /* stripped at both ends, else at the beginning only */
  rule rule;      /* RULE_CONCAT_CONFLICT, ..._COUNT, RULE_WORD_NIELSEN, or RULE_CONCAT_STRIP for an equality */
  const side *left, *right; /* for RULE_WORD_NIELSEN */
  term letter;
  int sign;
} aligned;

/* ---- parts ------------------------------------------------------------------------------------------------------- */

static term item_at(const aligner *w, size_t k, size_t i)
{
  const term_stack *items = &w->side[k].items;
  return items->data[w->rev ? items->size - 1 - i : i];
}

/* The component number i of a side from `from` to `to`, as far as it is a literal. */
static term clip(const aligner *w, size_t k, size_t i, place from, place to)
{
  term x = item_at(w, k, i);
  size_t low = i == from.item ? from.chars : 0, length = is_word(w->s, x) ? word_length(w->s, x) : 0;
  size_t high = i == to.item ? to.chars : length;
  if (!length || (!low && high == length))
    return x;
  return word_part(w->s, x, w->rev ? length - high : low, high - low);
}

/* What stands between two places, in the order of the string. */
static bool between(const aligner *w, size_t k, place from, place to, term_stack *out)
{
  bool nothing = from.item == to.item && from.chars == to.chars;
  size_t end = to.item + (to.chars > 0), count = nothing ? 0 : end - from.item;
  for (size_t i = 0; i < count; i++) {
    term x = clip(w, k, w->rev ? end - 1 - i : from.item + i, from, to);
    if (!x || !stack_push(w->s->env->m, out, x))
      return false;
  }
  return true;
}

static bool part_term(const aligner *w, size_t k, place from, place to, term *out)
{
  term_stack items = {0};
  bool ok = between(w, k, from, to, &items);
  *out = ok ? forms_term(w->s, items.data, items.size) : 0;
  stack_free(w->s->env->m, &items);
  return *out;
}

static bool at_start(const cut *c)
{
  return !c->at[0].item && !c->at[0].chars && !c->at[1].item && !c->at[1].chars;
}

static bool at_end(const aligner *w, const cut *c)
{
  return c->at[0].item == w->side[0].items.size && c->at[1].item == w->side[1].items.size;
}

/* The terms that the derivation is about. */
static bool make_terms(aligned *i)
{
  static const place start = {0, 0};
  bool ok = true;
  for (size_t k = 0; k < 2 && ok; k++) {
    if (i->rest) {
      ok = part_term(i->w, k, start, i->from->at[k], &i->whole[k]) &&
           part_term(i->w, k, i->from->at[k], i->to->at[k], &i->part[k]);
      continue;
    }
    if (!at_end(i->w, i->to))
      ok = part_term(i->w, k, start, i->to->at[k], &i->whole[k]);
    if (ok && !at_start(i->from))
      ok = part_term(i->w, k, i->from->at[k], i->to->at[k], &i->part[k]);
  }
  return ok;
}

/* ---- lengths ----------------------------------------------------------------------------------------------------- */

/* The node for the length of a component's class, (str.len w), w in it; 0: none. Asked once for each class. */
static term length_node(strings *s, term x)
{
  form *f = form_at(s, x);
  if (!f->length) {
    term node = strings_applied(s, STRSMT_STR_LEN, x);
    f->length = node ? node : NO_INDEX;
  }
  return f->length == NO_INDEX ? 0 : f->length;
}

/* The term that stands for the length of a component: equal for components whose lengths are known to be equal. */
static term length_key(strings *s, term x)
{
  egraph *g = graph_of(s);
  if (is_word(s, x))
    return lengths_of(s, x);
  term node = length_node(s, x), literal = node ? egraph_literal(g, node) : 0;
  return literal ? literal : node ? egraph_find(g, node) : lengths_of(s, x);
}

/* Is the key a number that can be added up? */
static bool is_fixed(const strings *s, term key, int64_t *n)
{
  const terms *t = s->env->terms;
  return term_kind(t, key) == STRSMT_INT_LITERAL && num_is_int64(term_num(t, key), n) && *n >= 0 && *n <= FIXED_MAX;
}

static bool explain_lengths(strings *s, term t, tlit_list *why)
{
  egraph *g = graph_of(s);
  size_t count = is_concat(s, t) ? term_arity(s->env->terms, t) : 1;
  for (size_t i = 0; i < count; i++) {
    term x = is_concat(s, t) ? term_arg(s->env->terms, t, i) : t, node = is_word(s, x) ? 0 : length_node(s, x);
    if (node && (!egraph_explain(g, x, term_arg(s->env->terms, node, 0), why) ||
                 !egraph_explain(g, node, length_key(s, x), why)))
      return false;
  }
  return true;
}

/* (= (str.len x) key) for a component; 0: the same term, or a literal. */
static step prove_key(strings *s, derivation *d, term x, const lemma_view *lemma)
{
  term node = is_word(s, x) ? 0 : length_node(s, x), w = node ? term_arg(s->env->terms, node, 0) : 0;
  if (!node)
    return 0;
  step chain[2];
  size_t n = 0;
  if (w != x) {
    term length = lengths_of(s, x);
    step equal = egraph_prove(graph_of(s), d, x, w, lemma);
    chain[n++] = derivation_step(d, RULE_CONG, 1, &length, 1, &equal);
  }
  if (node != length_key(s, x))
    chain[n++] = egraph_prove(graph_of(s), d, node, length_key(s, x), lemma);
  return n == 2 ? derivation_infer2(d, RULE_TRANS, chain[0], chain[1]) : n ? chain[0] : 0;
}

/* (= (str.len t) sum of keys), for components t; *sum becomes that sum. */
static step prove_sum(strings *s, derivation *d, term t, const lemma_view *lemma, term *sum)
{
  terms *q = s->env->terms;
  step written = lengths_prove_written_out(s, d, t);
  term plain = lengths_written_out(s, t);
  if (!is_concat(s, t)) {
    step key = prove_key(s, d, t, lemma);
    *sum = term_kind(q, plain) == STRSMT_INT_LITERAL ? plain : length_key(s, t);
    return key ? key : written ? written : derivation_axiom(d, RULE_REFL, plain);
  }
  term_stack keys = {0};
  STACK(step) steps = {0};
  bool changed = false, ok = plain != 0;
  for (size_t i = 0; ok && i < term_arity(q, t); i++) {
    step key = prove_key(s, d, term_arg(q, t, i), lemma);
    changed |= key != 0;
    ok = stack_push(s->env->m, &keys, length_key(s, term_arg(q, t, i))) && stack_push(s->env->m, &steps, key);
  }
  for (size_t i = 0; ok && changed && i < steps.size; i++)
    if (!steps.data[i])
      steps.data[i] = derivation_axiom(d, RULE_REFL, term_arg(q, plain, i));
  *sum = ok ? terms_apply(q, STRSMT_ADD, keys.size, keys.data) : 0;
  if (ok && changed)
    written = derivation_infer2(d, RULE_TRANS, written,
                                derivation_step(d, RULE_NARY_CONG, 1, &plain, steps.size, steps.data));
  d->broken |= !ok;
  stack_free(s->env->m, &keys);
  stack_free(s->env->m, &steps);
  return written;
}

/* (= (str.len x) (str.len y)) for aligned x and y. */
static step prove_same_length(strings *s, derivation *d, term x, term y, const lemma_view *lemma)
{
  term sums[2] = {0, 0};
  step left = prove_sum(s, d, x, lemma, &sums[0]), right = prove_sum(s, d, y, lemma, &sums[1]);
  step chain[3] = {left, 0, derivation_infer(d, RULE_SYMM, right)};
  if (sums[0] == sums[1])
    return derivation_infer2(d, RULE_TRANS, chain[0], chain[2]);
  chain[1] = derivation_axiom(d, RULE_ARITH_POLY_NORM, terms_apply2(s->env->terms, STRSMT_EQ, sums[0], sums[1]));
  return derivation_step(d, RULE_TRANS, 0, NULL, 3, chain);
}

/* ---- lemmas ------------------------------------------------------------------------------------------------------ */

static step align(strings *s, derivation *d, step same, const term *parts, bool rev, const lemma_view *lemma)
{
  term arg = rev ? terms_true(s->env->terms) : terms_false(s->env->terms);
  step premises[2] = {same, prove_same_length(s, d, parts[0], parts[1], lemma)};
  return derivation_step(d, RULE_CONCAT_ALIGN, 1, &arg, 2, premises);
}

/* The rests are equal, as the beginnings are: in (= s t), that of s is replaced by that of t, and stripped. */
static step derive_rest(strings *s, derivation *d, const aligned *i, step same, const lemma_view *lemma)
{
  terms *t = s->env->terms;
  bool rev = i->w->rev;
  step equal = align(s, d, same, i->whole, rev, lemma), rest = derivation_axiom(d, RULE_REFL, i->part[0]);
  term before = rev ? terms_apply2(t, STRSMT_STR_CONCAT, i->part[0], i->whole[0])
                    : terms_apply2(t, STRSMT_STR_CONCAT, i->whole[0], i->part[0]);
  term after = rev ? terms_apply2(t, STRSMT_STR_CONCAT, i->part[0], i->whole[1])
                   : terms_apply2(t, STRSMT_STR_CONCAT, i->whole[1], i->part[0]);
  step args[2] = {rev ? rest : equal, rev ? equal : rest};
  step replaced = derivation_step(d, RULE_NARY_CONG, 1, &before, 2, args);
  step chain[4] = {derivation_infer(d, RULE_SYMM, forms_flatten(s, d, after)), derivation_infer(d, RULE_SYMM, replaced),
                   forms_flatten(s, d, before), same};
  step moved = derivation_step(d, RULE_TRANS, 0, NULL, 4, chain);
  term arg = rev ? terms_true(t) : terms_false(t);
  return derivation_step(d, RULE_CONCAT_STRIP, 1, &arg, 1, &moved);
}

static void derive_aligned(void *self, const void *data, derivation *d, const lemma_view *lemma)
{
  strings *s = self;
  const aligned *i = data;
  term begin = terms_false(s->env->terms), end = terms_true(s->env->terms);
  step same = equation_prove(s, d, i->w->a, i->w->b, lemma);
  if (i->rest)
    same = derive_rest(s, d, i, same, lemma);
  else if (i->whole[0])
    same = align(s, d, same, i->whole, i->w->rev, lemma);
  if (i->part[0] && !i->rest)
    same = align(s, d, same, i->part, !i->w->rev, lemma);
  if (i->rule == RULE_CONCAT_COUNT) {
    step letters = derivation_step(d, RULE_CONCAT_COUNT, 1, &i->letter, 1, &same);
    term sign = terms_int(s->env->terms, i->sign);
    derivation_step(d, RULE_ARITH_FARKAS, 1, &sign, 1, &letters);
    return;
  }
  same = derivation_step(d, RULE_CONCAT_STRIP, 1, &begin, 1, &same);
  if (i->both_ends)
    same = derivation_step(d, RULE_CONCAT_STRIP, 1, &end, 1, &same);
  if (i->rule == RULE_WORD_NIELSEN)
    derivation_infer2(d, RULE_EQ_RESOLVE, same, nielsen_prove(s, d, i->left, i->right));
  else if (i->rule == RULE_CONCAT_CONFLICT)
    derivation_step(d, RULE_CONCAT_CONFLICT, 1, i->both_ends ? &end : &begin, 1, &same);
  else
    derivation_infer2(d, RULE_CONTRA, same, lemma_last(lemma));
}

/* Adds the lemma: the equation, and lengths, give the conclusion (0: false). */
static bool tell(aligned *i, term conclusion, verdict *result)
{
  strings *s = i->w->s;
  tlit_list why = {0};
  tlit end = {conclusion, true};
  bool ok = make_terms(i) && equation_explain(s, i->w->a, i->w->b, &why);
  for (size_t k = 0; k < 2 && ok; k++)
    ok = (!i->whole[k] || explain_lengths(s, i->whole[k], &why)) &&
         (!i->part[k] || i->rest || explain_lengths(s, i->part[k], &why));
  ok = ok && strings_tell(s, &why, conclusion ? 1 : 0, &end, derive_aligned, i, result);
  stack_free(s->env->m, &why);
  return ok;
}

/* ---- letters ----------------------------------------------------------------------------------------------------- */

static bool change_balance(strings *s, index_list *touched, term key, int by)
{
  if (key >= s->balance.size) {
    size_t size = terms_count(s->env->terms) + 1;
    if (!stack_reserve(s->env->m, &s->balance, size))
      return false;
    memset(s->balance.data + s->balance.size, 0, (size - s->balance.size) * sizeof(int32_t));
    s->balance.size = size;
  }
  s->balance.data[key] += by;
  return stack_push(s->env->m, touched, key);
}

static void clear_balance(strings *s, index_list *touched)
{
  for (size_t i = 0; i < touched->size; i++)
    s->balance.data[touched->data[i]] = 0;
  stack_clear(touched);
}

/* Are the variables the same, each as often? */
static bool same_variables(aligner *w, const side *x, const side *y, bool *same)
{
  strings *s = w->s;
  bool ok = true;
  for (size_t k = 0; k < 2; k++) {
    const side *z = k ? y : x;
    for (size_t i = z->at; i < z->end && ok; i++)
      ok = is_word(s, z->items.data[i]) || change_balance(s, &w->touched, z->items.data[i], k ? -1 : 1);
  }
  *same = true;
  for (size_t i = 0; i < w->touched.size; i++)
    *same &= !s->balance.data[w->touched.data[i]];
  clear_balance(s, &w->touched);
  return ok;
}

static int compare_codes(const void *a, const void *b)
{
  uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
  return (x > y) - (x < y);
}

/* The characters of the literals, sorted. False: no memory. *out stays empty if they are too many. */
static bool letters_of(strings *s, const side *x, codes *out)
{
  for (size_t i = x->at; i < x->end; i++) {
    size_t n;
    if (!is_word(s, x->items.data[i]))
      continue;
    const uint32_t *c = term_codes(s->env->terms, x->items.data[i], &n);
    if (out->size + n > s->env->limits->budget.strings_letters)
      return stack_clear(out), true;
    if (!stack_reserve(s->env->m, out, out->size + n + 1))
      return false;
    memcpy(out->data + out->size, c, n * sizeof *c);
    out->size += n;
  }
  if (out->size)
    sort_items(out->data, out->size, sizeof *out->data, compare_codes);
  return !limits_poll(s->env->limits);
}

/* Conflict: no solution, by transformations. */
static bool transform(aligned *i, const side *x, const side *y, verdict *result)
{
  bool refuted;
  if (!nielsen_refutes(i->w->s, x, y, &refuted))
    return false;
  i->rule = RULE_WORD_NIELSEN;
  i->left = x;
  i->right = y;
  return !refuted || tell(i, 0, result);
}

/* Conflict: the same variables, but a letter that one side has more often. Sides of the same length. */
static bool compare_letters(aligned *i, const side *x, const side *y, verdict *result)
{
  strings *s = i->w->s;
  codes a = {0}, b = {0};
  bool same, ok = same_variables(i->w, x, y, &same);
  if (ok && same)
    ok = letters_of(s, x, &a) && letters_of(s, y, &b);
  size_t n = 0;
  while (n < a.size && n < b.size && a.data[n] == b.data[n])
    n++;
  if (ok && n < a.size && n < b.size) {
    bool fewer = a.data[n] > b.data[n]; /* the left side has none of b's letter that is left */
    uint32_t letter = fewer ? b.data[n] : a.data[n];
    i->rule = RULE_CONCAT_COUNT;
    i->letter = terms_string(s->env->terms, &letter, 1);
    i->sign = fewer ? 1 : -1;
    ok = i->letter && tell(i, 0, result);
  }
  stack_free(s->env->m, &a);
  stack_free(s->env->m, &b);
  return ok;
}

/* ---- between two cuts -------------------------------------------------------------------------------------------- */

/* Conflicts, and equalities of single components, from two equal parts. */
static bool compare(aligned *i, side *x, side *y, verdict *result)
{
  strings *s = i->w->s;
  i->rule = RULE_CONCAT_CONFLICT;
  if (!side_strip(s, x, y, false))
    return false;
  if (side_clash(s, x, y, false))
    return tell(i, 0, result);
  i->both_ends = true;
  if (!side_strip(s, x, y, true))
    return false;
  if (side_clash(s, x, y, true))
    return tell(i, 0, result);
  if (x->end - x->at == 1 && y->end - y->at == 1) {
    i->rule = RULE_CONCAT_STRIP;
    term equal = terms_apply2(s->env->terms, STRSMT_EQ, x->items.data[x->at], y->items.data[y->at]);
    return tell(i, equal, result);
  }
  verdict found = VERDICT_CONSISTENT;
  bool ok = compare_letters(i, x, y, &found) && (found == VERDICT_LEMMA || transform(i, x, y, &found));
  if (found == VERDICT_LEMMA)
    *result = found;
  return ok;
}

static bool look_between(aligner *w, const cut *from, const cut *to, bool rest, verdict *result)
{
  aligned i = {.w = w, .from = from, .to = to, .rest = rest};
  side sides[2] = {{{0}, 0, 0}, {{0}, 0, 0}};
  bool ok = true;
  for (size_t k = 0; k < 2 && ok; k++) {
    ok = between(w, k, from->at[k], to->at[k], &sides[k].items);
    sides[k].end = sides[k].items.size;
  }
  ok = ok && compare(&i, &sides[0], &sides[1], result);
  for (size_t k = 0; k < 2; k++)
    stack_free(w->s->env->m, &sides[k].items);
  return ok;
}

/* Both sides as they are. */
static bool look_at_all(aligner *w, verdict *result)
{
  cut from = {{{0, 0}, {0, 0}}}, to = {{{w->side[0].items.size, 0}, {w->side[1].items.size, 0}}};
  return look_between(w, &from, &to, false, result);
}

/* ---- walking ----------------------------------------------------------------------------------------------------- */

typedef enum ahead { AHEAD_END, AHEAD_VARIABLE, AHEAD_FIXED, AHEAD_LITERAL } ahead;

/* What stands at a walk's place, and how long it is, if that is a number. */
static ahead look_ahead(const aligner *w, size_t k, int64_t *n)
{
  const walk *x = &w->side[k];
  if (x->at.item == x->items.size)
    return AHEAD_END;
  term item = item_at(w, k, x->at.item);
  if (is_word(w->s, item)) {
    *n = (int64_t)(word_length(w->s, item) - x->at.chars);
    return AHEAD_LITERAL;
  }
  return is_fixed(w->s, length_key(w->s, item), n) ? AHEAD_FIXED : AHEAD_VARIABLE;
}

static bool pass_variable(aligner *w, size_t k)
{
  walk *x = &w->side[k];
  term key = length_key(w->s, item_at(w, k, x->at.item));
  int by = k ? -1 : 1;
  if (!change_balance(w->s, &w->touched, key, by))
    return false;
  int32_t now = w->s->balance.data[key];
  if (!now)
    w->open--;
  else if (now == by)
    w->open++;
  x->at.item++;
  x->variables++;
  return true;
}

/* Passes n characters of what stands there; `all`: that is all of it. */
static void pass(walk *x, int64_t n, bool all)
{
  x->position += n;
  x->at.item += all;
  x->at.chars = all ? 0 : x->at.chars + (size_t)n;
}

/* The next step of a walk in which both sides have passed the same number of variables. False: no further cut. */
static bool advance(aligner *w, bool *ok)
{
  int64_t n[2] = {0, 0};
  ahead next[2] = {look_ahead(w, 0, &n[0]), look_ahead(w, 1, &n[1])};
  walk *x = &w->side[0], *y = &w->side[1];
  size_t k = x->variables != y->variables ? x->variables > y->variables : x->position > y->position;
  if (x->variables == y->variables && x->position == y->position) {
    if (next[0] == AHEAD_LITERAL && next[1] == AHEAD_LITERAL) {
      int64_t both = n[0] < n[1] ? n[0] : n[1];
      pass(x, both, both == n[0]);
      pass(y, both, both == n[1]);
      return true;
    }
    /* One that can be cut waits for the other; one at its variable, too. */
    k = next[0] <= AHEAD_VARIABLE || (next[0] == AHEAD_LITERAL && next[1] == AHEAD_FIXED);
    if (next[k] == AHEAD_VARIABLE && next[!k] == AHEAD_VARIABLE)
      return *ok = pass_variable(w, 0) && pass_variable(w, 1);
    if (next[k] == AHEAD_END || next[k] == AHEAD_VARIABLE)
      k = next[k] == AHEAD_END;
  }
  if (next[k] == AHEAD_END)
    return false;
  if (next[k] == AHEAD_VARIABLE)
    return *ok = pass_variable(w, k);
  int64_t behind = w->side[!k].position - w->side[k].position;
  bool cuts = next[k] == AHEAD_LITERAL && x->variables == y->variables && behind > 0 && behind < n[k];
  pass(&w->side[k], cuts ? behind : n[k], !cuts);
  return true;
}

static bool find_cuts(aligner *w)
{
  bool ok = true, more = true;
  stack_clear(&w->cuts);
  w->open = 0;
  for (size_t k = 0; k < 2; k++) {
    w->side[k].at = (place){0, 0};
    w->side[k].position = 0;
    w->side[k].variables = 0;
  }
  while (ok && more) {
    const walk *x = &w->side[0], *y = &w->side[1];
    if (!w->open && x->variables == y->variables && x->position == y->position)
      ok = stack_push(w->s->env->m, &w->cuts, ((cut){{x->at, y->at}}));
    ok = ok && !limits_poll(w->s->env->limits);
    more = ok && advance(w, &ok);
  }
  clear_balance(w->s, &w->touched);
  return ok;
}

bool align_check(strings *s, term a, term b, verdict *result)
{
  aligner w = {.s = s, .a = a, .b = b};
  bool ok = forms_expand(s, a, &w.side[0].items) && forms_expand(s, b, &w.side[1].items);
  for (int turn = 0; turn < 2 && ok && *result == VERDICT_CONSISTENT; turn++) {
    w.rev = turn == 1;
    ok = find_cuts(&w);
    for (size_t i = 1; i < w.cuts.size && ok; i++)
      ok = look_between(&w, &w.cuts.data[i - 1], &w.cuts.data[i], false, result);
    if (ok && !w.rev && w.cuts.size == 1)
      ok = look_at_all(&w, result);
    cut last = ok ? stack_top(&w.cuts) : (cut){{{0, 0}, {0, 0}}},
        end = {{{w.side[0].items.size, 0}, {w.side[1].items.size, 0}}};
    if (ok && !at_start(&last) && !at_end(&w, &last))
      ok = look_between(&w, &last, &end, true, result);
  }
  for (size_t k = 0; k < 2; k++)
    stack_free(s->env->m, &w.side[k].items);
  stack_free(s->env->m, &w.touched);
  stack_free(s->env->m, &w.cuts);
  return ok;
}
