/* values.c: a word for each class, at the end of a check that has found nothing else.
 *
 * A variable gets a word of its language, of the length that arithmetic's model says, different from those of the
 * variables that it must differ from. A variable with more words than such neighbours always finds one. The others are
 * tight: they choose first, fewest words first. Where none is left, a lemma says that the variable is one of its few
 * words. If its language has no word of that length, a lemma tells arithmetic which lengths there are (gaps.c). Long words
 * come from the measure of the language (regex/measure.c). A length that no word in memory can have is no answer: the
 * search is asked to try shorter ones, and if there are none, the answer is unknown. */
#include "theory/arith/arith.h"
#include "theory/strings/strings.h"

/* Characters of a word; of one that is made in another way; words that are named in a lemma. */
/* ---- what is to be chosen ---------------------------------------------------------------------------------------- */

static choice *choice_at(strings *s, term t)
{
  const form *f = form_at(s, t);
  uint32_t index = f ? s->choice_of.data[f - s->forms.data] : 0;
  return index ? &s->choices.data[index - 1] : NULL;
}

typedef struct measured {
  const strings *s;
  bool only;
} measured;

static bool is_variable(const form *f)
{
  return !f->sources;
}

static bool look_at_parent(void *user, term parent)
{
  measured *m = user;
  m->only = strings_is_measured(m->s, parent);
  return m->only;
}

/* Does arithmetic know of the length only bounds that are memberships, too? Then the shortest word will do. */
static bool measured_only(const strings *s, term length)
{
  measured m = {s, true};
  egraph_parents(graph_of(s), length, look_at_parent, &m);
  return m.only && egraph_class_size(graph_of(s), length) == 1;
}

static bool add_choice(strings *s, uint32_t index)
{
  const form *f = &s->forms.data[index];
  choice c = {.form = index, .all = f->language ? s->languages.data[f->language - 1].all : regex_all(s->env->regex)};
  num n = NUM_ZERO;
  int64_t length = 0;
  term length_node = strings_applied(s, STRSMT_STR_LEN, f->rep);
  if (length_node && !measured_only(s, length_node) && lengths_value(s, f->rep, &n)) {
    c.sized = true;
    c.length = num_is_int64(&n, &length) && length >= 0 ? (uint64_t)length : UINT64_MAX;
  }
  num_free(s->env->m, &n);
  term code_node = strings_applied(s, STRSMT_STR_TO_CODE, f->rep);
  if (code_node && codes_value(s, code_node, &c.code))
    c.code_node = code_node;
  if (!c.all || !stack_push(s->env->m, &s->choices, c))
    return false;
  s->choice_of.data[index] = (uint32_t)s->choices.size;
  return true;
}

static bool collect(strings *s)
{
  mem *m = s->env->m;
  if (!stack_reserve(m, &s->choice_of, s->forms.size + 1))
    return false;
  memset(s->choice_of.data, 0, s->forms.size * sizeof(uint32_t));
  for (uint32_t i = 0; i < s->forms.size; i++)
    if (limits_poll(s->env->limits) || (is_variable(&s->forms.data[i]) && !add_choice(s, i)))
      return false;
  for (size_t i = 0; i < s->disequalities.size; i++)
    for (size_t side = 0; side < 2; side++) {
      choice *c = choice_at(s, term_arg(s->env->terms, s->disequalities.data[i].atom, side));
      if (c)
        c->degree++;
    }
  return true;
}

/* ---- one variable ------------------------------------------------------------------------------------------------ */

static term all_characters(strings *s, uint64_t n)
{
  uint32_t index = (uint32_t)n;
  term c = terms_apply(s->env->terms, STRSMT_RE_ALLCHAR, 0, NULL);
  return terms_apply_indexed(s->env->terms, STRSMT_RE_POWER, 1, &index, 1, &c);
}

/* The language of c, of its length and code. */
static rx sized_language(strings *s, const choice *c)
{
  rx both[2] = {c->all, 0};
  if (c->code_node)
    both[1] = regex_string(s->env->regex, &c->code, 1);
  else if (c->sized)
    both[1] = strings_language(s, all_characters(s, c->length));
  else
    return c->all;
  return regex_inter(s->env->regex, 2, both);
}

bool values_word(strings *s, term t, codes *out)
{
  const form *f = form_at(s, t);
  stack_clear(out);
  for (uint32_t i = 0; f && i < f->count; i++) {
    term item = s->components.data[f->first + i];
    size_t n;
    const uint32_t *w;
    if (is_word(s, item)) {
      w = term_codes(s->env->terms, item, &n);
    } else {
      const choice *c = choice_at(s, item);
      if (!c || !c->chosen)
        return false;
      w = c->value.data;
      n = c->value.size;
    }
    if (!stack_reserve(s->env->m, out, out->size + n + 1))
      return false;
    if (n)
      memcpy(out->data + out->size, w, n * sizeof *w);
    out->size += n;
  }
  return f;
}

/* The term that c must differ from by this equality; 0: none. */
static term other_side(strings *s, term equality, const choice *c)
{
  term a = term_arg(s->env->terms, equality, 0), b = term_arg(s->env->terms, equality, 1);
  return choice_at(s, a) == c ? b : choice_at(s, b) == c ? a : 0;
}

/* Without the words of its neighbours, as far as they are chosen. */
static rx remaining(strings *s, const choice *c, rx words)
{
  regex *g = s->env->regex;
  STACK(rx) parts = {0};
  codes word = {0};
  bool ok = stack_push(s->env->m, &parts, words);
  for (size_t i = 0; i < s->disequalities.size && c->degree && ok; i++) {
    term n = other_side(s, s->disequalities.data[i].atom, c);
    if (n && values_word(s, n, &word))
      ok = stack_push(s->env->m, &parts, regex_comp(g, regex_string(g, word.data, word.size)));
  }
  rx result = !ok ? 0 : parts.size == 1 ? words : regex_inter(g, parts.size, parts.data);
  stack_free(s->env->m, &parts);
  stack_free(s->env->m, &word);
  return result;
}

/* Its memberships, and that it has its length, as a conflict in the making. */
static bool make_conflict(strings *s, const choice *c, conflict *out)
{
  const form *f = &s->forms.data[c->form];
  const language *l = f->language ? &s->languages.data[f->language - 1] : NULL;
  *out = (conflict){.target = f->rep};
  for (uint32_t i = 0; l && i < l->count; i++)
    if (!conflict_add(s, out, s->sorted.data[l->first + i]))
      return false;
  return true;
}

/* That the length or the code is what arithmetic says. */
static bool add_measure(strings *s, const choice *c, conflict *out)
{
  terms *t = s->env->terms;
  term x = s->forms.data[c->form].rep;
  term atom = c->code_node
                  ? terms_apply2(t, STRSMT_EQ, c->code_node, terms_int(t, c->code))
                  : terms_apply2(t, STRSMT_EQ, terms_apply1(t, STRSMT_STR_LEN, x), terms_int(t, (int64_t)c->length));
  uint32_t m = atom ? memberships_of_length(s, atom, true) : NO_INDEX;
  return m != NO_INDEX && conflict_add(s, out, m);
}

/* All words of r, at most `count`. */
static bool enumerate(strings *s, rx r, codes *words, size_t count)
{
  regex *g = s->env->regex;
  for (size_t i = 0; i < count; i++) {
    if (!r || !regex_witness(g, r, &words[i]))
      return false;
    rx both[2] = {r, regex_comp(g, regex_string(g, words[i].data, words[i].size))};
    r = regex_inter(g, 2, both);
  }
  return true;
}

/* Lemma: the variable is one of its words. */
static bool tell_words(strings *s, const choice *c, rx words, verdict *result)
{
  mem *m = s->env->m;
  uint64_t count;
  if (!regex_count(s->env->regex, words, s->env->limits->budget.strings_words, &count))
    return false;
  if (count > s->env->limits->budget.strings_words)
    return true; /* no lemma: the answer may be unknown */
  codes *list = mem_calloc(m, count + 1, sizeof *list);
  conflict made = {0};
  bool ok = list && enumerate(s, words, list, count) && make_conflict(s, c, &made) &&
            ((!c->sized && !c->code_node) || add_measure(s, c, &made)) && conflict_tell(s, &made, count, list, result);
  conflict_free(s, &made);
  for (uint64_t i = 0; list && i < count; i++)
    stack_free(m, &list[i]);
  mem_free(m, list, (count + 1) * sizeof *list);
  return ok;
}

bool values_name_words(strings *s, uint32_t index, uint64_t most, verdict *result)
{
  mem *m = s->env->m;
  const choice *c = &s->choices.data[index];
  uint64_t count;
  if (!regex_count(s->env->regex, c->all, most, &count))
    return false;
  if (count > most)
    return true;
  codes *list = mem_calloc(m, count + 1, sizeof *list);
  conflict made = {0};
  bool ok = list && enumerate(s, c->all, list, count) && make_conflict(s, c, &made) &&
            conflict_tell(s, &made, count, list, result);
  conflict_free(s, &made);
  for (uint64_t i = 0; list && i < count; i++)
    stack_free(m, &list[i]);
  mem_free(m, list, (count + 1) * sizeof *list);
  return ok;
}

/* Lemma, if a chosen neighbour has the same code: it has not. */
static bool tell_twin(strings *s, const choice *c, verdict *result)
{
  bool ok = true;
  for (size_t i = 0; i < s->disequalities.size && c->code_node && ok && *result == VERDICT_CONSISTENT; i++) {
    term equality = s->disequalities.data[i].atom, n = other_side(s, equality, c);
    const choice *other = n ? choice_at(s, n) : NULL;
    if (!other || !other->chosen || !other->code_node || other->code != c->code)
      continue;
    bool first = n == term_arg(s->env->terms, equality, 1);
    ok = codes_tell_apart(s, equality, (first ? c : other)->code_node, (first ? other : c)->code_node, result);
  }
  return ok;
}

static bool repeat_letter(strings *s, choice *c)
{
  if (!stack_reserve(s->env->m, &c->value, c->length + 1))
    return false;
  for (uint64_t i = 0; i < c->length; i++)
    c->value.data[i] = 'a';
  c->value.size = c->length;
  return c->chosen = true;
}

/* Has a neighbour of c this word? */
static bool is_taken(strings *s, const choice *c)
{
  codes word = {0};
  bool taken = false;
  for (size_t i = 0; i < s->disequalities.size && c->degree && !taken; i++) {
    term n = other_side(s, s->disequalities.data[i].atom, c);
    taken = n && values_word(s, n, &word) && word.size == c->value.size &&
            !memcmp(word.data, c->value.data, word.size * sizeof *word.data);
  }
  stack_free(s->env->m, &word);
  return taken;
}

/* The length of c for its measured language: what cannot be told from the length that is too large for a word. */
static bool reduce_length(strings *s, choice *c)
{
  mem *m = s->env->m;
  num n = NUM_ZERO, t = NUM_ZERO, p = NUM_ZERO, q = NUM_ZERO;
  int64_t rest = 0;
  num_set_int(m, &t, (int64_t)regex_length_threshold(s->env->regex));
  num_set_int(m, &p, (int64_t)regex_length_period(s->env->regex));
  bool ok = lengths_value(s, s->forms.data[c->form].rep, &n) && num_sub(m, &n, &n, &t) &&
            num_divmod(m, &q, &n, &n, &p) && num_is_int64(&n, &rest);
  c->length = regex_length_threshold(s->env->regex) + (uint64_t)rest;
  num_free(m, &n);
  num_free(m, &t);
  num_free(m, &p);
  num_free(m, &q);
  return ok;
}

/* A length that no word in memory has: the search is to try shorter ones. If it did, it gives up. */
static bool shorten(strings *s, const choice *c, verdict *result)
{
  const theory_host *host = &s->env->host;
  terms *t = s->env->terms;
  int64_t most = s->env->limits->budget.strings_length;
  term length = terms_apply1(t, STRSMT_STR_LEN, s->forms.data[c->form].rep);
  term shorter = terms_apply2(t, STRSMT_LE, length, terms_int(t, most));
  term longer = terms_apply2(t, STRSMT_GE, length, terms_int(t, most + 1));
  bool was = true;
  if (!shorter || !longer || !strings_mark(s, shorter, MARK_SHORTENED, &was))
    return false;
  if (was) {
    host->too_long(host->user, (uint64_t)most);
    return true;
  }
  *result = VERDICT_LEMMA;
  return strings_decide(s, shorter) && host->phase(host->user, longer, false);
}

/* A long word: found by the measure of the language. *done: it is, or a lemma. */
static bool choose_long(strings *s, choice *c, bool *done, verdict *result)
{
  regex *g = s->env->regex;
  bool known = false, huge = c->length > s->env->limits->budget.strings_length;
  *done = huge;
  if (!regex_measure(g, c->all, &known))
    return false;
  if (known && c->length == UINT64_MAX && !reduce_length(s, c))
    return false;
  if (known && !regex_has_length(g, c->length)) {
    *done = true;
    return gaps_tell_measured(s, s->forms.data[c->form].rep, c->length, result);
  }
  if (huge)
    return shorten(s, c, result);
  for (uint64_t skip = 0; known && skip <= c->degree && !*done; skip++)
    *done = regex_word_of_length(g, c->length, skip, &c->value) && !is_taken(s, c);
  c->chosen = *done;
  return s->env->limits->stop == STOP_NONE && !mem_failed(s->env->m);
}

/* One of the words, or a lemma. */
static bool choose_among(strings *s, choice *c, rx words, verdict *result)
{
  regex *g = s->env->regex;
  rx rest = remaining(s, c, words);
  regex_answer answer = rest == words ? REGEX_NONEMPTY : rest ? regex_empty(g, rest) : REGEX_STOPPED;
  if (answer == REGEX_STOPPED)
    return false;
  if (answer == REGEX_EMPTY)
    return tell_twin(s, c, result) && (*result == VERDICT_LEMMA || tell_words(s, c, words, result));
  stack_clear(&c->value);
  c->chosen = regex_witness(g, rest, &c->value);
  return c->chosen;
}

/* False: stopped. Without a word there may be a lemma. */
static bool choose(strings *s, choice *c, verdict *result)
{
  regex *g = s->env->regex;
  bool done = false;
  if (c->sized && !c->degree && !c->code_node && c->all == regex_all(g) &&
      c->length <= s->env->limits->budget.strings_length)
    return repeat_letter(s, c);
  if (c->sized && !c->code_node && c->length > s->env->limits->budget.strings_long &&
      (!choose_long(s, c, &done, result) || done))
    return done;
  rx words = sized_language(s, c);
  regex_answer answer = words ? regex_empty(g, words) : REGEX_STOPPED;
  if (answer == REGEX_STOPPED)
    return false;
  if (answer == REGEX_EMPTY && c->code_node)
    return gaps_tell_code(s, c->all, term_arg(s->env->terms, c->code_node, 0), c->code, result);
  if (answer == REGEX_EMPTY)
    return gaps_tell(s, c->all, s->forms.data[c->form].rep, c->length, result);
  return choose_among(s, c, words, result);
}

/* ---- all variables ----------------------------------------------------------------------------------------------- */

typedef struct turn {
  uint32_t index;
  uint64_t words; /* UINT64_MAX: enough */
} turn;

/* The number of words that c has to choose from, up to its degree plus 1. False: stopped. */
static bool count_words(strings *s, const choice *c, uint64_t *count)
{
  regex *g = s->env->regex;
  bool known = false;
  if (c->sized && !c->code_node && c->length > s->env->limits->budget.strings_long) {
    if (c->length > s->env->limits->budget.strings_length || c->all == regex_all(g) ||
        !regex_measure(g, c->all, &known) || !known) {
      *count = UINT64_MAX;
      return s->env->limits->stop == STOP_NONE && !mem_failed(s->env->m);
    }
    return regex_words_of_length(g, c->length, (uint64_t)c->degree + 1, count);
  }
  rx words = sized_language(s, c);
  return words && regex_count(g, words, c->degree, count);
}

/* Tight variables by number of words, the others last; stable. */
static bool order(strings *s, index_list *out)
{
  STACK(turn) turns = {0};
  bool ok = true;
  for (uint32_t i = 0; i < s->choices.size && ok; i++) {
    const choice *c = &s->choices.data[i];
    turn now = {i, UINT64_MAX};
    if (c->degree)
      ok = count_words(s, c, &now.words);
    if (now.words > c->degree)
      now.words = UINT64_MAX;
    ok = ok && stack_push(s->env->m, &turns, now);
    for (size_t j = ok ? turns.size - 1 : 0; j > 0 && turns.data[j - 1].words > turns.data[j].words; j--) {
      turn swap = turns.data[j];
      turns.data[j] = turns.data[j - 1];
      turns.data[j - 1] = swap;
    }
  }
  for (size_t i = 0; i < turns.size && ok; i++)
    ok = stack_push(s->env->m, out, turns.data[i].index);
  stack_free(s->env->m, &turns);
  return ok;
}

verdict values_choose(strings *s)
{
  verdict result = VERDICT_CONSISTENT;
  index_list turns = {0};
  bool ok = !s->cyclic && !s->too_large ? collect(s) && order(s, &turns) : true;
  for (size_t i = 0; i < turns.size && ok && result == VERDICT_CONSISTENT; i++)
    ok = !limits_poll(s->env->limits) && choose(s, &s->choices.data[turns.data[i]], &result);
  stack_free(s->env->m, &turns);
  return ok ? result : VERDICT_STOPPED;
}

/* ---- the model --------------------------------------------------------------------------------------------------- */

bool values_model(strings *s)
{
  const theory_env *env = s->env;
  egraph *g = graph_of(s);
  codes word = {0};
  bool ok = true;
  for (size_t i = 0; i < egraph_count(g) && ok && !s->cyclic && !s->too_large; i++) {
    term x = egraph_node(g, i);
    if (term_kind(env->terms, x) != STRSMT_CONSTANT || term_sort(env->terms, x) != STRSMT_SORT_STRING ||
        !values_word(s, x, &word))
      continue;
    term value = terms_string(env->terms, word.data, word.size);
    ok = value && env->host.value(env->host.user, x, value);
  }
  stack_free(env->m, &word);
  return ok && !mem_failed(env->m);
}
