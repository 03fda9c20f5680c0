/* eo_machine.c: the machine that runs programs. It has stacks of its own (values, frames), so that recursion in
 * programs takes no C stack, and calls in tail position take no stack at all but the keys of results to be remembered.
 * The result of a call is remembered under program and arguments; since equal terms are equal numbers, walks over terms
 * with shared subterms take time linear in the number of different ones. It is looked for when the call is about to make
 * another one: those that end before that are no more work than looking. Of a chain of tail calls, which takes time
 * linear in its length, the first call is remembered, and on its way always the same few, so that walks that come to the
 * same end meet soon.
 *
 * A frame lies on the value stack: arguments, parts taken out by patterns, shared values; above it the operands.
 * Arguments are never overwritten, so that they still are the key when the call returns. */
#include "eo_internal.h"

#include <string.h>

static inline uint32_t key_of(const eo *e, eo_term t)
{
  if (!eo_is_node(t))
    return t;
  const eo_node *n = eo_at(e, t);
  if (n->tag == TAG_APP)
    return n->head;
  return n->tag >= TAG_ARROW ? (uint32_t)EO_IMMEDIATE - n->tag : t;
}

/* Tail calls with one of these bits in the argument that selects the cases are neither looked for nor remembered. */
enum { EO_MEETING = 7 };
#define EO_WANTED 0x80000000u /* in a frame's program: the result of its caller is to be remembered */

/* The chain of cases for a call with arguments `args`. */
static inline uint32_t select_cases(const eo *e, const eo_program *p, const uint32_t *code, const eo_term *args)
{
  uint32_t key = key_of(e, args[p->select]), i = eo_finish(key) & p->mask;
  const uint32_t *table = code + p->table;
  for (; table[2 * i]; i = (i + 1) & p->mask)
    if (table[2 * i] == key)
      return table[2 * i + 1];
  return p->other;
}

static inline bool any_stuck(const eo_term *args, size_t count)
{
  for (size_t i = 0; i < count; i++)
    if (!args[i])
      return true;
  return false;
}

/* Takes an application apart: its beginning and its last `count` arguments, into out[0], out[1], ... */
static bool split(eo *e, eo_term t, size_t count, eo_term *out)
{
  const eo_node *n = eo_is_node(t) ? eo_at(e, t) : NULL;
  if (!n || n->tag != TAG_APP)
    return false;
  size_t opaque = eo_opaque(e, n->head);
  if (n->count < opaque + count)
    return false;
  size_t rest = n->count - count;
  memcpy(out + 1, eo_args(e, n) + rest, count * sizeof *out);
  out[0] = eo_make_app(e, n->head, rest, eo_args(e, n));
  return out[0] != 0;
}

static eo_term apply_value(eo *e, eo_term head, size_t count, const eo_term *args)
{
  if (!head || any_stuck(args, count))
    return 0;
  return eo_make_app(e, head, count, args);
}

static bool reserve(eo *e, size_t words)
{
  if (words <= e->stack.cap)
    return true;
  if (words > EO_MAX_STACK) {
    eo_fail(e, EO_LIMIT, "an evaluation is nested too deeply");
    return false;
  }
  return eo_grow(e, &e->stack.v, &e->stack.cap, words, sizeof *e->stack.v);
}

static bool save_key(eo *e, uint32_t program, const eo_term *args)
{
  size_t arity = e->programs.v[program].arity;
  if (!EO_ROOM(e, &e->pending, arity + 1))
    return false;
  memcpy(e->pending.v + e->pending.n, args, arity * sizeof *args);
  e->pending.v[e->pending.n + arity] = program;
  e->pending.n += arity + 1;
  return true;
}

/* The result of the calls whose keys were saved since a frame began. */
static void remember_saved(eo *e, uint32_t pending, eo_term value)
{
  while (e->pending.n > pending) {
    uint32_t other = e->pending.v[--e->pending.n];
    size_t arity = e->programs.v[other].arity;
    e->pending.n -= arity;
    eo_memo_add(e, other, e->pending.v + e->pending.n, arity, value);
  }
}

/* The built-ins that programs use most, on small numerals and Booleans: false if they need more. */
static inline bool quick(eo_op op, eo_term a, eo_term b, eo_term *value)
{
  bool small = a & b & EO_NUMERAL_BIT;
  switch (op) {
  case OP_EQ:
    *value = !a || !b ? 0 : a == b ? TERM_TRUE : TERM_FALSE;
    return true;
  case OP_IS_EQ:
    *value = a && a == b ? TERM_TRUE : TERM_FALSE;
    return true;
  case OP_CMP:
    *value = !a || !b ? 0 : a > b ? TERM_TRUE : TERM_FALSE;
    return true;
  case OP_GT:
    if (small)
      *value = a > b ? TERM_TRUE : TERM_FALSE;
    return small;
  case OP_ADD: {
    uint32_t sum = (a & ~EO_NUMERAL_BIT) + (b & ~EO_NUMERAL_BIT) - EO_SMALL_BIAS;
    if (!small || (sum & EO_NUMERAL_BIT))
      return false;
    *value = EO_NUMERAL_BIT | sum;
    return true;
  }
  default:
    return false;
  }
}

/* Runs `program`, whose arguments lie at the top of the value stack, until its frame returns. `slot` is the frame,
 * `top` the end of its operands, `ip` the instruction; they point into arrays that move when a call needs more room,
 * and when a built-in runs programs or compiles one. */
static eo_term machine(eo *e, uint32_t program)
{
  size_t frames = e->frames.n;
  uint32_t *slot = e->stack.v + (e->stack.n - e->programs.v[program].arity), *top, *args;
  const uint32_t *code, *ip, *next;
  const eo_program *p;
  uint32_t word, operand;
  eo_term value, found;
  eo_frame frame = {0, 0, 0, (uint32_t)e->pending.n};
  bool wanted = true, looked = false; /* is the result to be remembered; was it looked for, or a call made already */
  if (!EO_PUSH(e, &e->frames, frame))
    return 0;

enter:
  if (!eo_spend(e, 1))
    return 0;
  p = e->programs.v + program;
  if (!p->compiled && !eo_compile(e, program))
    return 0;
  wanted = wanted && p->memo;
  looked = false;
  if (slot + p->frame + p->operands > e->stack.v + e->stack.cap) {
    size_t fp = (size_t)(slot - e->stack.v);
    if (!reserve(e, fp + p->frame + p->operands))
      return 0;
    slot = e->stack.v + fp;
  }
  code = e->code.v;
  top = slot + p->frame;
  next = code + select_cases(e, p, code, slot);

try_case:
  ip = code + *next++;
  if (ip == code) {
    e->blame = program;
    value = 0;
    goto leave;
  }

resume:
  for (;;) {
    word = *ip++;
    operand = word >> 8;
    switch ((enum eo_code)(word & 255)) {
    case CODE_MATCH_TERM:
      if (slot[operand] != *ip++)
        goto try_case;
      break;
    case CODE_MATCH_SLOT:
      if (slot[operand] != slot[*ip++])
        goto try_case;
      break;
    case CODE_MATCH_APP: {
      eo_term t = slot[operand];
      if (!eo_is_node(t))
        goto try_case;
      const eo_node *n = eo_at(e, t);
      uint32_t count = ip[1], *to = slot + ip[2];
      if (n->head != ip[0] || n->tag != TAG_APP || n->count != count)
        goto try_case;
      ip += 3;
      if (count <= 2) {
        to[0] = n->arg[0];
        if (count == 2)
          to[1] = n->arg[1];
        break;
      }
      const eo_term *from = e->words.v + n->arg[0];
      for (uint32_t i = 0; i < count; i++)
        to[i] = from[i];
      break;
    }
    case CODE_MATCH_PREFIX:
      if (!split(e, slot[operand], ip[0], slot + ip[1]))
        goto try_case;
      ip += 2;
      break;
    case CODE_MATCH_NODE: {
      eo_term t = slot[operand];
      if (!eo_is_node(t) || eo_at(e, t)->tag != ip[0] || eo_at(e, t)->count != ip[1])
        goto try_case;
      memcpy(slot + ip[2], eo_args(e, eo_at(e, t)), ip[1] * sizeof *slot);
      ip += 3;
      break;
    }
    case CODE_CLEAR:
      for (uint32_t i = 0, n = *ip++; i < n; i++)
        slot[operand + i] = EO_UNSET;
      break;

    case CODE_TERM:
      *top++ = *ip++;
      break;
    case CODE_SLOT:
      *top++ = slot[operand];
      break;
    case CODE_SLOTS:
      top[0] = slot[operand >> 12];
      top[1] = slot[operand & 4095];
      top += 2;
      break;
    case CODE_APP:
      top -= operand;
      *top = any_stuck(top, operand) ? 0 : eo_make(e, TAG_APP, *ip, operand, top);
      ip++;
      top++;
      break;
    case CODE_APP_VALUE:
      top -= operand;
      top[-1] = apply_value(e, top[-1], operand, top);
      break;
    case CODE_NODE:
      top -= operand;
      *top = any_stuck(top, operand) ? 0 : eo_make(e, (eo_tag)*ip, 0, operand, top);
      ip++;
      top++;
      break;
    case CODE_OP: {
      uint32_t count = *ip++;
      top -= count;
      if (count == 2 && quick((eo_op)operand, top[0], top[1], top)) {
        top++;
        break;
      }
      eo_term few[3] = {0, 0, 0};
      for (uint32_t i = 0; i < count; i++)
        few[i] = top[i];
      /* Types may run programs: then the stack and the code may move. */
      size_t fp = (size_t)(slot - e->stack.v), pc = (size_t)(ip - code);
      e->stack.n = (size_t)(top - e->stack.v);
      value = eo_builtin(e, (eo_op)operand, few);
      if (e->failed)
        return 0;
      slot = e->stack.v + fp;
      top = e->stack.v + e->stack.n;
      code = e->code.v;
      ip = code + pc;
      *top++ = value;
      break;
    }
    case CODE_CALL: {
      p = e->programs.v + operand;
      args = top - p->arity;
      if (any_stuck(args, p->arity)) {
        top = args;
        *top++ = 0;
        break;
      }
      if (wanted && !looked && eo_memo_find(e, program, slot, e->programs.v[program].arity, &found)) {
        wanted = false;
        value = found;
        goto leave;
      }
      frame = (eo_frame){(uint32_t)(ip - code), (uint32_t)(slot - e->stack.v), program | (wanted ? EO_WANTED : 0),
                         (uint32_t)e->pending.n};
      if (!EO_PUSH(e, &e->frames, frame))
        return 0;
      slot = args;
      program = operand;
      wanted = true;
      goto enter;
    }
    case CODE_TAIL: {
      p = e->programs.v + operand;
      args = top - p->arity;
      value = 0;
      if (any_stuck(args, p->arity))
        goto leave;
      if (wanted && !looked && eo_memo_find(e, program, slot, e->programs.v[program].arity, &found)) {
        wanted = false;
        value = found;
        goto leave;
      }
      if (wanted && !save_key(e, program, slot))
        return 0;
      wanted = !(args[p->select] & EO_MEETING);
      for (uint32_t i = 0; i < p->arity; i++)
        slot[i] = args[i];
      program = operand;
      goto enter;
    }
    case CODE_RETURN:
      value = *--top;
      goto leave;
    case CODE_RETURN_TERM:
      value = *ip;
      goto leave;
    case CODE_RETURN_SLOT:
      value = slot[operand];
      goto leave;
    case CODE_ITE:
      value = *--top;
      if (value == TERM_TRUE)
        ip += 2;
      else if (value == TERM_FALSE)
        ip = code + ip[0];
      else {
        *top++ = 0;
        ip = code + ip[1];
      }
      break;
    case CODE_ITE_TAIL:
      value = *--top;
      if (value == TERM_TRUE)
        ip++;
      else if (value == TERM_FALSE)
        ip = code + *ip;
      else {
        value = 0;
        goto leave;
      }
      break;
    case CODE_REQUIRE:
      top -= 2;
      if (top[0] && top[0] == top[1])
        ip++;
      else {
        e->blame = program;
        *top++ = 0;
        ip = code + *ip;
      }
      break;
    case CODE_REQUIRE_TAIL:
      top -= 2;
      if (!top[0] || top[0] != top[1]) {
        e->blame = program;
        value = 0;
        goto leave;
      }
      break;
    case CODE_JUMP:
      ip = code + *ip;
      break;
    case CODE_SHARED:
      if (slot[operand] != EO_UNSET) {
        *top++ = slot[operand];
        ip++;
      } else {
        *top++ = (uint32_t)(ip - code) + 1;
        ip = code + *ip;
      }
      break;
    case CODE_SHARED_END:
      value = *--top;
      ip = code + *--top;
      *top++ = slot[operand] = value;
      break;
    case CODE_SHARED_TAIL:
      if (slot[operand] == EO_UNSET) {
        ip = code + *ip;
        break;
      }
      value = slot[operand];
      goto leave;
    default:
      return eo_fail(e, EO_LIMIT, "broken code");
    }
  }

leave:
  if (e->failed)
    return 0;
  frame = e->frames.v[--e->frames.n];
  if (wanted && looked)
    eo_memo_add(e, program, slot, e->programs.v[program].arity, value);
  if (e->pending.n > frame.pending)
    remember_saved(e, frame.pending, value);
  if (e->failed)
    return 0;
  if (e->frames.n == frames)
    return value;
  top = slot;
  *top++ = value;
  slot = e->stack.v + frame.fp;
  ip = code + frame.pc;
  program = frame.program & ~EO_WANTED;
  wanted = frame.program & EO_WANTED;
  looked = true;
  goto resume;
}

eo_term eo_run(eo *e, uint32_t program, const eo_term *args)
{
  size_t arity = e->programs.v[program].arity, base = e->stack.n, frames = e->frames.n, pending = e->pending.n;
  size_t inside = eo_offset_in(e->stack.v, e->stack.cap, args);
  if (e->runs >= EO_RUNS)
    return eo_fail(e, EO_LIMIT, "evaluations are nested too deeply");
  if (!reserve(e, base + arity))
    return 0;
  memmove(e->stack.v + base, inside == SIZE_MAX ? args : e->stack.v + inside, arity * sizeof *args);
  e->stack.n = base + arity;
  e->runs++;
  eo_term value = machine(e, program);
  e->runs--;
  e->stack.n = base;
  e->frames.n = frames;
  e->pending.n = pending;
  return e->failed ? 0 : value;
}
