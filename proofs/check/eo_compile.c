/* eo_compile.c: programs as code for the machine (eo_machine.c). This happens when a program is called for the first
 * time, since a proof uses few of the signature's programs.
 *
 * A call's frame holds the arguments and then the parts of them that the patterns take out, one word each; a parameter
 * is the word where the pattern has it, and so is any other subterm of the pattern that the body mentions again. The
 * head symbol of one argument (the one that tells most cases apart) selects the cases to be tried. Subterms that occur
 * several times in a body are computed when they are first needed and kept in a word of the frame: their code is a
 * subroutine within the frame. */
#include "eo_internal.h"

typedef struct shared {
  eo_term term;
  uint32_t uses, slot;
  uint32_t code, tail_code; /* 0: not compiled yet */
  bool wanted, tail_wanted;
} shared;

typedef struct fixup {
  uint32_t at, shared, tail;
} fixup;

typedef struct compiler {
  eo *e;
  uint32_t program;
  EO_VEC(eo_pair) map; /* subterms of the pattern and their slots */
  EO_VEC(shared) shares;
  EO_VEC(fixup) fixups;
  uint32_t slots;          /* of the present case */
  uint32_t depth, deepest; /* operands */
  uint32_t nesting;
  uint32_t target; /* the newest place that is jumped to */
  uint32_t pushed; /* where the newest CODE_SLOT is */
  bool calls;      /* programs occur in the bodies */
  bool ok;
} compiler;

static void emit(compiler *c, uint32_t op, uint32_t operand)
{
  if (operand >= 1u << 24)
    c->ok = false;
  if (!EO_PUSH(c->e, &c->e->code, op | operand << 8))
    c->ok = false;
}

static uint32_t word(compiler *c, uint32_t value)
{
  if (!EO_PUSH(c->e, &c->e->code, value))
    c->ok = false;
  return (uint32_t)c->e->code.n - 1;
}

static uint32_t here(const compiler *c)
{
  return (uint32_t)c->e->code.n;
}

static void patch(compiler *c, uint32_t at)
{
  if (c->ok)
    c->e->code.v[at] = here(c);
  c->target = here(c);
}

/* Two pushes in a row become one instruction. */
static void push_slot(compiler *c, uint32_t slot)
{
  uint32_t at = here(c), *last = c->e->code.v + at - 1;
  if (c->pushed && c->pushed == at - 1 && c->target != at && slot < 4096 && *last >> 8 < 4096) {
    *last = CODE_SLOTS | slot << 8 | (*last >> 8) << 20;
    c->pushed = 0;
    return;
  }
  emit(c, CODE_SLOT, slot);
  c->pushed = at;
}

static void use(compiler *c, int operands)
{
  c->depth = (uint32_t)((int)c->depth + operands);
  if (c->depth > c->deepest)
    c->deepest = c->depth;
}

static uint32_t mapped(const compiler *c, eo_term t)
{
  for (size_t i = 0; i < c->map.n; i++)
    if (c->map.v[i].key == t)
      return c->map.v[i].value;
  return EO_UNSET;
}

static void remember(compiler *c, eo_term t, uint32_t slot)
{
  eo_pair pair = {t, slot};
  if (!EO_PUSH(c->e, &c->map, pair))
    c->ok = false;
}

static bool is_open(const eo *e, eo_term t)
{
  return eo_flags(e, t) & FLAG_OPEN;
}

static void match(compiler *c, eo_term pattern, uint32_t slot)
{
  eo *e = c->e;
  if (!is_open(e, pattern)) {
    emit(c, CODE_MATCH_TERM, slot);
    word(c, pattern);
    return;
  }
  uint32_t known = mapped(c, pattern);
  if (known != EO_UNSET) {
    emit(c, CODE_MATCH_SLOT, slot);
    word(c, known);
    return;
  }
  remember(c, pattern, slot);
  const eo_node *n = eo_at(e, pattern);
  if (n->tag == TAG_PARAM)
    return;
  if (++c->nesting > EO_DEPTH) {
    eo_fail(e, EO_LIMIT, "a pattern is nested too deeply");
    c->ok = false;
    return;
  }
  uint32_t first = c->slots;
  bool prefix = n->tag == TAG_APP && is_open(e, n->head);
  emit(c, prefix ? CODE_MATCH_PREFIX : n->tag == TAG_APP ? CODE_MATCH_APP : CODE_MATCH_NODE, slot);
  if (!prefix)
    word(c, n->tag == TAG_APP ? n->head : n->tag);
  word(c, n->count);
  word(c, first);
  c->slots += n->count + prefix;
  if (prefix)
    match(c, n->head, first++);
  for (uint32_t i = 0; i < n->count && c->ok; i++)
    match(c, eo_args(e, n)[i], first + i);
  c->nesting--;
}

static shared *find_shared(compiler *c, eo_term t)
{
  for (size_t i = 0; i < c->shares.n; i++)
    if (c->shares.v[i].term == t)
      return c->shares.v + i;
  return NULL;
}

/* Counts how often each composite subterm of a body occurs. */
static void count_uses(compiler *c, eo_term t)
{
  eo *e = c->e;
  if (eo_is_value(e, t) || mapped(c, t) != EO_UNSET || !c->ok)
    return;
  const eo_node *n = eo_at(e, t);
  if (n->tag == TAG_PARAM || n->tag == TAG_PROGRAM)
    return;
  if (n->tag == TAG_CALL)
    c->calls = true;
  shared *s = find_shared(c, t), new = {.term = t, .uses = 1};
  if (s) {
    s->uses++;
    return;
  }
  if (!EO_PUSH(e, &c->shares, new) || ++c->nesting > EO_DEPTH) {
    eo_fail(e, EO_LIMIT, "a term of the signature is nested too deeply");
    c->ok = false;
    return;
  }
  if (n->tag == TAG_APP)
    count_uses(c, n->head);
  for (uint32_t i = 0; i < n->count; i++)
    count_uses(c, eo_args(e, n)[i]);
  c->nesting--;
}

static void expression(compiler *c, eo_term t, bool tail);

static void ite(compiler *c, const eo_node *n, bool tail)
{
  const eo_term *args = eo_args(c->e, n);
  expression(c, args[0], false);
  use(c, -1);
  emit(c, tail ? CODE_ITE_TAIL : CODE_ITE, 0);
  uint32_t otherwise = word(c, 0), end = tail ? 0 : word(c, 0);
  expression(c, args[1], tail);
  uint32_t jump = 0;
  if (!tail) {
    emit(c, CODE_JUMP, 0);
    jump = word(c, 0);
    use(c, -1);
  }
  patch(c, otherwise);
  expression(c, args[2], tail);
  if (tail)
    return;
  patch(c, end);
  patch(c, jump);
}

static void requires(compiler *c, const eo_node *n, bool tail)
{
  const eo_term *args = eo_args(c->e, n);
  expression(c, args[0], false);
  expression(c, args[1], false);
  use(c, -2);
  emit(c, tail ? CODE_REQUIRE_TAIL : CODE_REQUIRE, 0);
  uint32_t end = tail ? 0 : word(c, 0);
  expression(c, args[2], tail);
  if (!tail)
    patch(c, end);
}

static void finish(compiler *c, uint32_t taken, bool tail)
{
  use(c, 1 - (int)taken);
  if (!tail)
    return;
  emit(c, CODE_RETURN, 0);
  use(c, -1);
}

static void composite(compiler *c, eo_term t, bool tail)
{
  eo *e = c->e;
  const eo_node *n = eo_at(e, t);
  if (n->tag == TAG_OP && (n->head == OP_ITE || n->head == OP_REQUIRES)) {
    (n->head == OP_ITE ? ite : requires)(c, n, tail);
    return;
  }
  bool value_head = n->tag == TAG_APP && !eo_is_value(e, n->head);
  if (value_head)
    expression(c, n->head, false);
  for (uint32_t i = 0; i < n->count; i++)
    expression(c, eo_args(e, n)[i], false);
  switch (n->tag) {
  case TAG_CALL:
    emit(c, tail ? CODE_TAIL : CODE_CALL, eo_at(e, n->head)->arg[0]);
    use(c, tail ? -(int)n->count : 1 - (int)n->count);
    return;
  case TAG_OP:
    emit(c, CODE_OP, n->head);
    word(c, n->count);
    break;
  case TAG_APP:
    emit(c, value_head ? CODE_APP_VALUE : CODE_APP, n->count);
    if (!value_head)
      word(c, n->head);
    break;
  default:
    emit(c, CODE_NODE, n->count);
    word(c, n->tag);
  }
  finish(c, n->count + value_head, tail);
}

static void unbound(compiler *c, eo_term t)
{
  eo *e = c->e;
  int length, other;
  c->ok = false;
  if (eo_at(e, t)->tag == TAG_PROGRAM) {
    eo_fail(e, EO_UNREADABLE, "a program is used as a term");
    return;
  }
  const char *program = eo_name_text(e, e->programs.v[c->program].name, &length);
  const char *name = eo_name_text(e, e->symbols.v[eo_at(e, t)->arg[0]].name, &other);
  eo_fail(e, EO_UNREADABLE, "%.*s: the parameter %.*s does not occur in the pattern", length, program, other, name);
}

static void expression(compiler *c, eo_term t, bool tail)
{
  eo *e = c->e;
  if (!c->ok)
    return;
  uint32_t slot = mapped(c, t);
  if (slot != EO_UNSET) {
    if (tail)
      emit(c, CODE_RETURN_SLOT, slot);
    else
      push_slot(c, slot);
    use(c, tail ? 0 : 1);
    return;
  }
  if (eo_is_value(e, t)) {
    emit(c, tail ? CODE_RETURN_TERM : CODE_TERM, 0);
    word(c, t);
    use(c, tail ? 0 : 1);
    return;
  }
  if (eo_at(e, t)->tag == TAG_PARAM || eo_at(e, t)->tag == TAG_PROGRAM) {
    unbound(c, t);
    return;
  }
  shared *s = find_shared(c, t);
  if (!s || s->uses < 2) {
    composite(c, t, tail);
    return;
  }
  if (!s->slot)
    s->slot = c->slots++;
  *(tail ? &s->tail_wanted : &s->wanted) = true;
  emit(c, tail ? CODE_SHARED_TAIL : CODE_SHARED, s->slot);
  fixup f = {word(c, 0), (uint32_t)(s - c->shares.v), tail};
  if (!EO_PUSH(e, &c->fixups, f))
    c->ok = false;
  use(c, tail ? 0 : 1);
}

/* The subroutines for shared subterms; compiling one may ask for others. */
static void compile_shared(compiler *c)
{
  for (bool again = true; again && c->ok;) {
    again = false;
    for (size_t i = 0; i < c->shares.n && c->ok; i++) {
      shared *s = c->shares.v + i;
      if (s->wanted && !s->code) {
        s->code = c->target = here(c);
        c->depth = 1 + c->deepest;
        composite(c, s->term, false);
        emit(c, CODE_SHARED_END, s->slot);
        again = true;
      }
      if (s->tail_wanted && !s->tail_code) {
        s->tail_code = c->target = here(c);
        c->depth = 0;
        composite(c, s->term, true);
        again = true;
      }
    }
  }
  for (size_t i = 0; i < c->fixups.n && c->ok; i++) {
    const fixup *f = c->fixups.v + i;
    c->e->code.v[f->at] = f->tail ? c->shares.v[f->shared].tail_code : c->shares.v[f->shared].code;
  }
}

/* One case; where its code begins. */
static uint32_t compile_case(compiler *c, const eo_case *k)
{
  eo *e = c->e;
  uint32_t start = c->target = here(c), arity = e->programs.v[c->program].arity;
  c->map.n = c->shares.n = c->fixups.n = 0;
  c->slots = arity;
  c->depth = c->deepest = c->nesting = 0;
  for (uint32_t i = 0; i < arity && c->ok; i++)
    match(c, eo_args(e, eo_at(e, k->pattern))[i], i);
  count_uses(c, k->body);
  uint32_t first = c->slots, clear = 0;
  for (size_t i = 0; i < c->shares.n && !clear; i++)
    if (c->shares.v[i].uses > 1) {
      emit(c, CODE_CLEAR, first);
      clear = word(c, 0);
    }
  expression(c, k->body, true);
  compile_shared(c);
  if (c->ok && clear)
    e->code.v[clear] = c->slots - first;
  eo_program *p = e->programs.v + c->program;
  if (c->slots > p->frame)
    p->frame = c->slots;
  if (c->deepest + 1 > p->operands)
    p->operands = c->deepest + 1;
  return start;
}

/* What selects the cases that a pattern or a value may belong to; 0 for a pattern that anything may match. */
static uint32_t key_of(const eo *e, eo_term t)
{
  if (!eo_is_node(t))
    return t;
  const eo_node *n = eo_at(e, t);
  if (n->tag == TAG_PARAM || (n->tag == TAG_APP && is_open(e, n->head)))
    return 0;
  if (n->tag == TAG_APP)
    return n->head;
  return n->tag >= TAG_ARROW ? (uint32_t)EO_IMMEDIATE - n->tag : t;
}

static eo_term pattern_arg(const eo *e, const eo_program *p, uint32_t k, uint32_t i)
{
  return eo_args(e, eo_at(e, e->cases.v[p->cases + k].pattern))[i];
}

static void choose_argument(const eo *e, eo_program *p)
{
  uint32_t best = 0;
  for (uint32_t i = 0; i < p->arity; i++) {
    uint32_t rigid = 0;
    for (uint32_t k = 0; k < p->case_count; k++)
      rigid += key_of(e, pattern_arg(e, p, k, i)) != 0;
    if (rigid <= best)
      continue;
    best = rigid;
    p->select = i;
  }
}

/* The chain of cases for a key (0: for values with none of the keys). */
static uint32_t chain(compiler *c, const uint32_t *starts, uint32_t key)
{
  const eo *e = c->e;
  uint32_t at = here(c);
  for (uint32_t k = 0; k < e->programs.v[c->program].case_count; k++) {
    uint32_t own = key_of(e, pattern_arg(e, e->programs.v + c->program, k, e->programs.v[c->program].select));
    if (!own || own == key)
      word(c, starts[k]);
  }
  word(c, 0);
  return at;
}

static void build_table(compiler *c, const uint32_t *starts)
{
  eo *e = c->e;
  uint32_t count = e->programs.v[c->program].case_count, select = e->programs.v[c->program].select, size = 2;
  while (size < 2 * count)
    size *= 2;
  uint32_t other = chain(c, starts, 0), table = here(c);
  for (uint32_t i = 0; i < 2 * size; i++)
    word(c, 0);
  for (uint32_t k = 0; k < count && c->ok; k++) {
    uint32_t key = key_of(e, pattern_arg(e, e->programs.v + c->program, k, select));
    if (!key)
      continue;
    uint32_t i = eo_finish(key) & (size - 1);
    while (e->code.v[table + 2 * i] && e->code.v[table + 2 * i] != key)
      i = (i + 1) & (size - 1);
    if (e->code.v[table + 2 * i])
      continue;
    e->code.v[table + 2 * i] = key;
    uint32_t where = chain(c, starts, key);
    if (c->ok)
      e->code.v[table + 2 * i + 1] = where;
  }
  eo_program *p = e->programs.v + c->program;
  p->table = table;
  p->mask = size - 1;
  p->other = other;
}

bool eo_compile(eo *e, uint32_t program)
{
  compiler c = {.e = e, .program = program, .ok = true};
  eo_program *p = e->programs.v + program;
  uint32_t count = p->case_count;
  uint32_t *starts = eo_alloc_zero(e, count + 1, sizeof *starts);
  if (!starts)
    return false;
  p->frame = p->arity;
  choose_argument(e, p);
  for (uint32_t k = 0; k < count && c.ok; k++)
    starts[k] = compile_case(&c, e->cases.v + e->programs.v[program].cases + k);
  if (c.ok)
    build_table(&c, starts);
  p = e->programs.v + program;
  p->memo = c.calls && !p->is_rule;
  p->compiled = c.ok && !e->failed;
  eo_free(e, starts, count + 1, sizeof *starts);
  eo_free(e, c.map.v, c.map.cap, sizeof *c.map.v);
  eo_free(e, c.shares.v, c.shares.cap, sizeof *c.shares.v);
  eo_free(e, c.fixups.v, c.fixups.cap, sizeof *c.fixups.v);
  if (!p->compiled)
    e->failed = true;
  return p->compiled;
}
