/* judge.c: PCRE2 asked. Which characters belong to a class is found by one anchored match after the other along a subject
 * of all characters, each over a whole run of members or of others. What caseless matching takes for the same is found
 * likewise, among the characters that have two cases. Both are kept for the life of the context. */
#define PCRE2_CODE_UNIT_WIDTH 32
#include "pattern/judge.h"

#include <pcre2.h>
#include <stdio.h>

enum { BLOCK_LIMIT = 1 << 28 }; /* bytes of one allocation of PCRE2: beyond it, a pattern is too large */
enum { LATIN_COUNT = 256 };     /* classes without Unicode properties hold none beyond */
#define DEPTH_LIMIT 20000u
#define HEAP_LIMIT 131072u /* kibibytes */

typedef struct known_set {
  number_list key; /* options, then the text */
  code_ranges ranges;
} known_set;

struct pattern_store {
  mem *m;
  STACK(known_set) sets;
  number_list cased;       /* the characters that have two cases, ascending; empty: not known yet */
  number_list ascii_cased; /* those of ASCII, and what matches them */
};

struct judge_code {
  pcre2_general_context *general;
  pcre2_compile_context *compile;
  pcre2_match_context *match;
  pcre2_code *code;
  pcre2_match_data *data;
  mem *m;
};

/* ---- memory: blocks that know their size ---- */

typedef union block_head {
  size_t size;
  max_align_t align;
} block_head;

static void *take(size_t size, void *user)
{
  mem *m = user;
  block_head *b = size < BLOCK_LIMIT ? mem_alloc(m, sizeof *b + size) : NULL;
  if (!b)
    return NULL;
  b->size = sizeof *b + size;
  return b + 1;
}

static void give_back(void *p, void *user)
{
  if (p) {
    block_head *b = (block_head *)p - 1;
    mem_free(user, b, b->size);
  }
}

/* ---- the store ---- */

pattern_store *judge_store_new(mem *m)
{
  pattern_store *store = mem_calloc(m, 1, sizeof *store);
  if (store)
    store->m = m;
  return store;
}

void judge_store_free(pattern_store *store)
{
  if (!store)
    return;
  for (size_t i = 0; i < store->sets.size; i++) {
    stack_free(store->m, &store->sets.data[i].key);
    stack_free(store->m, &store->sets.data[i].ranges);
  }
  stack_free(store->m, &store->sets);
  stack_free(store->m, &store->cased);
  stack_free(store->m, &store->ascii_cased);
  mem_free(store->m, store, sizeof *store);
}

/* ---- compiling and matching ---- */

static uint32_t options_of(unsigned wanted)
{
  static const uint32_t meaning[] = {PCRE2_CASELESS,       PCRE2_MULTILINE,      PCRE2_DOTALL,
                                     PCRE2_EXTENDED,       PCRE2_EXTENDED_MORE,  PCRE2_UCP,
                                     PCRE2_DOLLAR_ENDONLY, PCRE2_ALT_CIRCUMFLEX, PCRE2_ALLOW_EMPTY_CLASS};
  /* Its optimizations have faults in 10.42: /(?=a)a*a/ does not match "a", /a?(?>b*)a_/ does not match "a_". */
  uint32_t options =
      PCRE2_UTF | PCRE2_NO_UTF_CHECK | PCRE2_NEVER_BACKSLASH_C | PCRE2_NO_START_OPTIMIZE | PCRE2_NO_AUTO_POSSESS;
  for (size_t i = 0; i < sizeof meaning / sizeof *meaning; i++)
    if (wanted >> i & 1)
      options |= meaning[i];
  return options;
}

void judge_free(judge_code *c)
{
  if (!c)
    return;
  pcre2_match_data_free(c->data);
  pcre2_code_free(c->code);
  pcre2_match_context_free(c->match);
  pcre2_compile_context_free(c->compile);
  pcre2_general_context_free(c->general);
  mem_free(c->m, c, sizeof *c);
}

static bool prepare(const pattern *p, judge_code *c)
{
  c->general = pcre2_general_context_create(take, give_back, c->m);
  c->compile = c->general ? pcre2_compile_context_create(c->general) : NULL;
  c->match = c->compile ? pcre2_match_context_create(c->general) : NULL;
  if (!c->match)
    return false;
  pcre2_set_newline(c->compile, PCRE2_NEWLINE_LF);
  pcre2_set_bsr(c->compile, PCRE2_BSR_UNICODE);
  pcre2_set_compile_extra_options(c->compile, PCRE2_EXTRA_ALLOW_SURROGATE_ESCAPES);
  pcre2_set_match_limit(c->match, p->l->budget.pattern_match_steps);
  pcre2_set_depth_limit(c->match, DEPTH_LIMIT);
  pcre2_set_heap_limit(c->match, HEAP_LIMIT);
  return true;
}

/* PCRE2's message for an error, which is ASCII. */
static void tell(pattern *p, int error, size_t place)
{
  PCRE2_UCHAR32 wide[160];
  char text[160];
  int n = pcre2_get_error_message(error, wide, sizeof wide / sizeof *wide);
  size_t i = 0;
  for (; n > 0 && i < (size_t)n && i + 1 < sizeof text; i++)
    text[i] = (char)wide[i];
  text[i] = 0;
  pattern_refuse(p, place, "", "%s", text);
}

judge_code *judge_compile(pattern *p, const uint32_t *text, size_t length, unsigned options, size_t *place)
{
  judge_code *c = mem_calloc(p->m, 1, sizeof *c);
  int error = 0;
  PCRE2_SIZE at = 0;
  *place = 0;
  if (!c)
    return p->failed = true, NULL;
  c->m = p->m;
  if (prepare(p, c))
    c->code = pcre2_compile(text ? text : &(uint32_t){0}, length, options_of(options), &error, &at, c->compile);
  if (c->code)
    c->data = pcre2_match_data_create(2, c->general);
  if (c->data)
    return c;
  judge_free(c);
  if (mem_failed(p->m) || !error)
    return p->failed = true, NULL;
  *place = at;
  if (error == PCRE2_ERROR_HEAP_FAILED) {
    pattern_refuse(p, 0, "write large counts less often inside each other", "the pattern is too large for PCRE2");
    return NULL;
  }
  tell(p, error, at);
  return NULL;
}

judge_answer judge_match(pattern *p, judge_code *c, judge_mode mode, const uint32_t *subject, size_t length)
{
  uint32_t options = PCRE2_NO_UTF_CHECK;
  if (mode != JUDGE_SEARCH)
    options |= PCRE2_ANCHORED;
  if (mode == JUDGE_FULL)
    options |= PCRE2_ENDANCHORED;
  int n = pcre2_match(c->code, subject ? subject : &(uint32_t){0}, length, 0, options, c->data, c->match);
  if (n == PCRE2_ERROR_NOMATCH)
    return JUDGE_NO;
  if (n >= 0)
    return JUDGE_YES;
  if (!mem_failed(p->m))
    tell(p, n, 0);
  p->failed = true;
  return JUDGE_FAILED;
}

/* ---- classes ---- */

/* Goes along the subject, in runs that lie within the class or outside of it; those within are pushed. */
static bool run_along(pattern *p, judge_code *c, const uint32_t *subject, size_t count, code_ranges *out)
{
  for (size_t at = 0; at < count;) {
    int n = pcre2_match(c->code, subject, count, at, PCRE2_NO_UTF_CHECK | PCRE2_ANCHORED, c->data, c->match);
    PCRE2_SIZE *ends = pcre2_get_ovector_pointer(c->data);
    if (n < 1 || ends[1] <= at || pattern_stopped(p))
      return p->failed = true, false;
    bool within = n >= 2 && ends[2] != PCRE2_UNSET;
    for (size_t i = at; within && i < ends[1]; i++) {
      code_range *last = out->size ? &stack_top(out) : NULL;
      if (last && last->high + 1 == subject[i])
        last->high = subject[i];
      else if (!stack_push(p->m, out, ((code_range){subject[i], subject[i]})))
        return p->failed = true, false;
    }
    at = ends[1];
  }
  return true;
}

/* ([ITEM]+)|[^ITEM]+ compiled. */
static judge_code *compile_runs(pattern *p, const uint32_t *item, size_t length, unsigned options)
{
  number_list text = {0};
  bool ok = stack_append(p->m, &text, ((const uint32_t[]){'(', '['}), 2) && stack_append(p->m, &text, item, length) &&
            stack_append(p->m, &text, ((const uint32_t[]){']', '+', '+', ')', '|', '[', '^'}), 7) &&
            stack_append(p->m, &text, item, length) &&
            stack_append(p->m, &text, ((const uint32_t[]){']', '+', '+'}), 3);
  size_t place;
  judge_code *c = ok ? judge_compile(p, text.data, text.size, options, &place) : NULL;
  stack_free(p->m, &text);
  if (!c)
    p->failed = true;
  return c;
}

/* All characters of SMT-LIB. The last range goes up to the end of Unicode, if it reaches that of SMT-LIB, so that no
 * complement is taken for cut. */
static bool ask(pattern *p, const uint32_t *item, size_t length, unsigned options, size_t count, code_ranges *out)
{
  uint32_t *all = mem_alloc(p->m, count * sizeof *all);
  judge_code *c = all ? compile_runs(p, item, length, options) : NULL;
  for (size_t i = 0; c && i < count; i++)
    all[i] = (uint32_t)i;
  bool ok = c && run_along(p, c, all, count, out);
  if (ok && count > LATIN_COUNT && out->size && stack_top(out).high == CODE_MAX)
    stack_top(out).high = CODE_TOP;
  judge_free(c);
  mem_free(p->m, all, count * sizeof *all);
  if (!ok)
    p->failed = true;
  return ok;
}

/* [:alpha:], \d, \s and \w speak of the first characters only, unless they are made to follow Unicode; the rest belongs to
 * their negations. */
static bool is_latin(const uint32_t *item, size_t length, unsigned options)
{
  if (options & JUDGE_UCP)
    return false;
  if (length == 2 && item[0] == '\\')
    return item[1] == 'd' || item[1] == 's' || item[1] == 'w';
  return length > 2 && item[0] == '[' && item[1] == ':' && item[2] != '^';
}

static const known_set *recall(const pattern_store *store, const uint32_t *item, size_t length, unsigned options)
{
  for (size_t i = 0; i < store->sets.size; i++) {
    const known_set *k = &store->sets.data[i];
    if (k->key.size == length + 1 && k->key.data[0] == options &&
        memcmp(k->key.data + 1, item, length * sizeof *item) == 0)
      return k;
  }
  return NULL;
}

static charset remember(pattern *p, known_set *fresh)
{
  charset set = {fresh->ranges.size, fresh->ranges.data};
  if (!p->failed && stack_push(p->m, &p->store->sets, *fresh))
    return set;
  p->failed = true;
  stack_free(p->m, &fresh->key);
  stack_free(p->m, &fresh->ranges);
  return (charset){0, NULL};
}

charset judge_class(pattern *p, const uint32_t *item, size_t length, unsigned options)
{
  if (p->failed)
    return (charset){0, NULL};
  options &= JUDGE_CASELESS | JUDGE_UCP;
  const known_set *known = recall(p->store, item, length, options);
  if (known)
    return (charset){known->ranges.size, known->ranges.data};
  known_set fresh = {0};
  size_t count = is_latin(item, length, options) ? LATIN_COUNT : CODE_MAX + 1;
  if (!stack_push(p->m, &fresh.key, options) || !stack_append(p->m, &fresh.key, item, length))
    p->failed = true;
  else
    ask(p, item, length, options, count, &fresh.ranges);
  return remember(p, &fresh);
}

charset judge_class_text(pattern *p, const char *item, unsigned options)
{
  uint32_t chars[128];
  size_t n = 0;
  /* cppcheck-suppress arrayIndexOutOfBoundsCond ; every text ends in NUL before that */
  for (; n < sizeof chars / sizeof *chars && item[n]; n++)
    chars[n] = (unsigned char)item[n];
  return judge_class(p, chars, n, options);
}

/* ---- cases ---- */

/* The characters among which to look for what is the same without case: for ASCII its letters and what matches them, which
 * is found sooner than all that have cases. */
static bool know_cased(pattern *p, bool ascii, number_list *cased)
{
  if (cased->size)
    return true;
  charset all = ascii ? judge_class_text(p, "A-Za-z", JUDGE_CASELESS)
                      : judge_class_text(p, "\\p{CWCM}\\p{CWCF}\\p{Cased}\\p{Nl}", 0);
  for (size_t i = 0; i < all.count; i++)
    for (uint32_t c = all.ranges[i].low; c <= all.ranges[i].high && c <= CODE_MAX; c++)
      if (!stack_push(p->m, cased, c))
        p->failed = true;
  return !p->failed;
}

/* [\x{41}-\x{5a}...] without the brackets. */
static bool write_ranges(pattern *p, charset a, number_list *out)
{
  char text[48];
  for (size_t i = 0; i < a.count; i++) {
    int n = snprintf(text, sizeof text, "\\x{%x}-\\x{%x}", (unsigned)a.ranges[i].low, (unsigned)a.ranges[i].high);
    for (int j = 0; j < n; j++)
      if (!stack_push(p->m, out, (unsigned char)text[j]))
        return p->failed = true, false;
  }
  return true;
}

/* The members of the set that have cases. */
static charset members(pattern *p, charset a, const number_list *cased)
{
  code_ranges found = {0};
  for (size_t i = 0; i < cased->size && !p->failed; i++)
    if (set_has(a, cased->data[i]) && !stack_push(p->m, &found, ((code_range){cased->data[i], cased->data[i]})))
      p->failed = true;
  charset set = set_of(p, found.data, found.size);
  stack_free(p->m, &found);
  return set;
}

/* Asks which of the characters match one of the set without case. */
static charset ask_fold(pattern *p, charset a, const number_list *cased)
{
  number_list text = {0};
  code_ranges found = {0};
  judge_code *c = write_ranges(p, a, &text) ? compile_runs(p, text.data, text.size, JUDGE_CASELESS) : NULL;
  if (c)
    run_along(p, c, cased->data, cased->size, &found);
  judge_free(c);
  charset set = set_of(p, found.data, found.size);
  stack_free(p->m, &text);
  stack_free(p->m, &found);
  return set;
}

/* Single letters come again and again. */
static charset fold_letter(pattern *p, charset a, const number_list *cased)
{
  enum { FOLDING = 1 << 30 };
  uint32_t code = a.ranges->low;
  const known_set *known = recall(p->store, &code, 1, FOLDING);
  if (known)
    return (charset){known->ranges.size, known->ranges.data};
  known_set fresh = {0};
  charset all = ask_fold(p, a, cased);
  if (!stack_push(p->m, &fresh.key, FOLDING) || !stack_push(p->m, &fresh.key, code) || !set_push(p, &fresh.ranges, all))
    p->failed = true;
  return remember(p, &fresh);
}

charset judge_fold(pattern *p, charset a)
{
  if (!a.count || p->failed)
    return a;
  bool ascii = a.ranges[a.count - 1].high < 0x80;
  number_list *cased = ascii ? &p->store->ascii_cased : &p->store->cased;
  if (!know_cased(p, ascii, cased))
    return a;
  charset folding = members(p, a, cased);
  if (!folding.count)
    return a;
  bool letter = folding.count == 1 && folding.ranges->low == folding.ranges->high;
  return set_union(p, a, letter ? fold_letter(p, folding, cased) : ask_fold(p, folding, cased));
}
