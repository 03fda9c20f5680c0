/* proof.c: numbering of terms in the stream, and records from them.
 *
 * Ids are given in order of first use. `id_of` maps a term to its id; those given inside a lemma block are listed in
 * `local` and taken back at its end, where the counter falls back too, so that ids stay small. Terms are written
 * arguments first, with an explicit stack.
 *
 * Variables and clauses of the stream are numbered on from one SAT solver to the next: a term keeps the variable that it
 * was given first, guards get new ones, and clause ids are shifted. */
#include "proof/proof.h"
#include "proof/stream.h"
#include "signature_hash.h"

struct proof {
  mem *m;
  terms *terms;
  STACK(uint32_t) id_of; /* by term; 0: not written */
  STACK(term) local;
  STACK(term) todo;
  uint32_t next;
  bool in_block;
  STACK(uint32_t) variable_of; /* by term: in the stream; 0: none */
  STACK(int) name_of;          /* by variable of the SAT solver: in the stream; 0: none yet */
  int last_name;
  uint64_t shift, last_id;   /* of clause ids; the greatest one of the present SAT solver, not shifted */
  STACK(uint64_t) alive;       /* a bit for each of its ids */
  stream out;
};

/* Ids from here on are not the SAT solver's. */
#define OTHER_IDS (UINT64_C(1) << 62)

proof *proof_new(mem *m, terms *t, strsmt_proof_sink sink, void *user, strsmt_proof_format format)
{
  proof *p = mem_alloc(m, sizeof *p);
  if (!p)
    return NULL;
  memset(p, 0, offsetof(proof, out));
  p->m = m;
  p->terms = t;
  p->next = 1;
  stream_init(&p->out, m, sink, user, format == STRSMT_PROOF_BINARY);
  stream_header(&p->out, "strings", STRSMT_SIGNATURE_HASH);
  return p;
}

void proof_delete(proof *p)
{
  if (!p)
    return;
  stack_free(p->m, &p->id_of);
  stack_free(p->m, &p->local);
  stack_free(p->m, &p->todo);
  stack_free(p->m, &p->variable_of);
  stack_free(p->m, &p->name_of);
  stack_free(p->m, &p->alive);
  mem_free(p->m, p, sizeof *p);
}

/* ---- terms ------------------------------------------------------------------------------------------------------- */

static bool numbered(const proof *p, term t) { return t < p->id_of.size && p->id_of.data[t]; }

static bool give_id(proof *p, term t)
{
  if (t >= p->id_of.size) {
    size_t size = terms_count(p->terms) + 1;
    if (!stack_reserve(p->m, &p->id_of, size))
      return false;
    memset(p->id_of.data + p->id_of.size, 0, (size - p->id_of.size) * sizeof *p->id_of.data);
    p->id_of.size = size;
  }
  if (p->in_block && !stack_push(p->m, &p->local, t))
    return false;
  p->id_of.data[t] = p->next++;
  return true;
}

static void write_integer(proof *p, const num *v)
{
  char small[64];
  size_t bound = num_text_bound(v);
  char *text = bound <= sizeof small ? small : mem_alloc(p->m, bound);
  if (!text)
    return;
  size_t length = num_text(p->m, v, text);
  stream_number_text(&p->out, text, length);
  if (text != small)
    mem_free(p->m, text, bound);
}

/* One record for t, whose arguments have ids. */
static void write_term(proof *p, term t)
{
  stream *s = &p->out;
  strsmt_kind k = term_kind(p->terms, t);
  size_t length;
  if (!give_id(p, t))
    return;
  uint32_t id = p->id_of.data[t];
  switch ((int)k) {
  case STRSMT_CONSTANT:
    stream_begin(s, 'k');
    stream_unsigned(s, id);
    stream_constant(s, term_name(p->terms, t), term_sort(p->terms, t));
    break;
  case STRSMT_INT_LITERAL:
    stream_begin(s, 'n');
    stream_unsigned(s, id);
    write_integer(p, term_num(p->terms, t));
    break;
  case STRSMT_STRING_LITERAL: {
    const uint32_t *codes = term_codes(p->terms, t, &length);
    stream_begin(s, 'n');
    stream_unsigned(s, id);
    stream_string(s, codes, length);
    break;
  }
  default:
    stream_begin(s, 't');
    stream_unsigned(s, id);
    stream_kind(s, k);
    stream_count(s, term_index_count(p->terms, t) + term_arity(p->terms, t));
    for (size_t i = 0; i < term_index_count(p->terms, t); i++)
      stream_unsigned(s, p->id_of.data[terms_int(p->terms, term_index(p->terms, t, i))]);
    for (size_t i = 0; i < term_arity(p->terms, t); i++)
      stream_unsigned(s, p->id_of.data[term_arg(p->terms, t, i)]);
  }
  stream_end(s);
}

/* What must be written before t: its indices, as integer literals, and its arguments, the first one on top. False on
 * lack of memory. */
static bool push_children(proof *p, term t)
{
  for (size_t i = term_arity(p->terms, t); i-- > 0;) {
    term a = term_arg(p->terms, t, i);
    if (!numbered(p, a) && !stack_push(p->m, &p->todo, a))
      return false;
  }
  for (size_t i = term_index_count(p->terms, t); i-- > 0;) {
    term a = terms_int(p->terms, term_index(p->terms, t, i));
    if (!a || (!numbered(p, a) && !stack_push(p->m, &p->todo, a)))
      return false;
  }
  return true;
}

/* The id of t in the stream; writes what is missing. 0 on lack of memory. */
static uint32_t write_terms(proof *p, term root)
{
  if (numbered(p, root))
    return p->id_of.data[root];
  size_t base = p->todo.size;
  if (!stack_push(p->m, &p->todo, root))
    return 0;
  while (p->todo.size > base && !mem_failed(p->m)) {
    term t = stack_top(&p->todo);
    size_t before = p->todo.size;
    if (numbered(p, t)) {
      (void)stack_pop(&p->todo);
    } else if (push_children(p, t) && p->todo.size == before) {
      (void)stack_pop(&p->todo);
      write_term(p, t);
    }
  }
  p->todo.size = base;
  return numbered(p, root) ? p->id_of.data[root] : 0;
}

/* ---- records ----------------------------------------------------------------------------------------------------- */

/* Sets element i of a list that has zeros where nothing was set. */
#define SET_AT(m, list, i, value)                                                                                      \
  do {                                                                                                                 \
    while ((list)->size <= (size_t)(i) && stack_push(m, list, 0))                                                      \
      ;                                                                                                                \
    if ((list)->size > (size_t)(i))                                                                                    \
      (list)->data[i] = (value);                                                                                       \
  } while (0)

void proof_variable(proof *p, int variable, term t)
{
  if (t < p->variable_of.size && p->variable_of.data[t]) {
    SET_AT(p->m, &p->name_of, variable, (int)p->variable_of.data[t]);
    return;
  }
  uint32_t id = write_terms(p, t);
  SET_AT(p->m, &p->name_of, variable, ++p->last_name);
  SET_AT(p->m, &p->variable_of, t, (uint32_t)p->last_name);
  stream_begin(&p->out, 'v');
  stream_unsigned(&p->out, (uint64_t)p->last_name);
  stream_unsigned(&p->out, id);
  stream_end(&p->out);
}

void proof_guard(proof *p, int variable, uint32_t frame)
{
  SET_AT(p->m, &p->name_of, variable, ++p->last_name);
  stream_begin(&p->out, 'g');
  stream_unsigned(&p->out, (uint64_t)p->last_name);
  stream_unsigned(&p->out, frame);
  stream_end(&p->out);
}

/* Every variable has a name, unless memory ran out, and then nothing that is written matters. */
static int name_of(const proof *p, int variable)
{
  return (size_t)variable < p->name_of.size ? p->name_of.data[variable] : variable;
}

static void write_clause(proof *p, size_t count, const int *literals)
{
  for (size_t i = 0; i < count; i++)
    stream_literal(&p->out, literals[i] < 0 ? -name_of(p, -literals[i]) : name_of(p, literals[i]));
  stream_list_end(&p->out);
}

/* A clause comes to life: its id in the stream. */
static uint64_t begin_clause(proof *p, uint64_t id)
{
  if (id >= OTHER_IDS)
    return id + p->shift;
  if (id > p->last_id)
    p->last_id = id;
  while (p->alive.size <= id / 64 && stack_push(p->m, &p->alive, 0))
    ;
  if (p->alive.size > id / 64)
    p->alive.data[id / 64] |= UINT64_C(1) << id % 64;
  return id + p->shift;
}

void proof_input(proof *p, uint64_t id, term t, int guard)
{
  uint32_t name = write_terms(p, t);
  stream_begin(&p->out, 'i');
  stream_unsigned(&p->out, begin_clause(p, id));
  stream_unsigned(&p->out, name);
  if (guard || p->out.binary)
    stream_unsigned(&p->out, (uint64_t)(guard ? name_of(p, guard) : 0));
  stream_end(&p->out);
}

/* One step: its argument terms are written first. The arguments' ids replace the terms in a scratch list only when they
 * are printed. */
static void write_step(proof *p, uint32_t number, uint32_t head, size_t arg_count, const term *args,
                       size_t premise_count, const step *premises)
{
  stream *s = &p->out;
  bool list = head & DERIVATION_LIST;
  uint32_t list_id = 0;
  for (size_t i = 0; i < arg_count; i++)
    if (!write_terms(p, args[i]))
      return;
  if (list) {
    list_id = p->next++;
    stream_begin(s, 't');
    stream_unsigned(s, list_id);
    stream_kind(s, STRSMT_KIND_COUNT);
    stream_count(s, arg_count - 1);
    for (size_t i = 1; i < arg_count; i++)
      stream_unsigned(s, p->id_of.data[args[i]]);
    stream_end(s);
    arg_count = 1;
  }
  stream_begin(s, 's');
  stream_unsigned(s, number);
  stream_rule(s, (rule)(head & ~DERIVATION_LIST));
  stream_open(s);
  stream_count(s, arg_count + list);
  for (size_t i = 0; i < arg_count; i++)
    stream_unsigned(s, p->id_of.data[args[i]]);
  if (list)
    stream_unsigned(s, list_id);
  stream_close(s);
  stream_count(s, premise_count);
  for (size_t i = 0; i < premise_count; i++)
    stream_unsigned(s, premises[i]);
  stream_end(s);
}

static void write_steps(proof *p, const derivation *d)
{
  const uint32_t *at = d->data.data, *end = at + d->data.size;
  for (uint32_t number = d->assumptions + 1; at < end; number++) {
    uint32_t head = at[0], arg_count = at[1];
    const term *args = at + 2;
    uint32_t premise_count = args[arg_count];
    const step *premises = args + arg_count + 1;
    write_step(p, number, head, arg_count, args, premise_count, premises);
    at = premises + premise_count;
  }
}

static void close_block(proof *p, uint32_t next)
{
  for (size_t i = 0; i < p->local.size; i++)
    p->id_of.data[p->local.data[i]] = 0;
  stack_clear(&p->local);
  p->next = next;
  p->in_block = false;
}

void proof_lemma(proof *p, uint64_t id, const int *literals, size_t count, const derivation *d)
{
  stream *s = &p->out;
  uint32_t next = p->next;
  stream_begin(s, 'l');
  stream_unsigned(s, begin_clause(p, id));
  write_clause(p, count, literals);
  stream_end(s);
  p->in_block = true;
  write_steps(p, d);
  stream_begin(s, 'e');
  stream_unsigned(s, d->last);
  stream_end(s);
  close_block(p, next);
}

void proof_derived(proof *p, uint64_t id, const int *literals, size_t count, const uint64_t *hints, size_t hint_count)
{
  stream *s = &p->out;
  stream_begin(s, 'a');
  stream_unsigned(s, begin_clause(p, id));
  write_clause(p, count, literals);
  for (size_t i = 0; i < hint_count; i++)
    stream_unsigned(s, hints[i] + p->shift);
  stream_list_end(s);
  stream_end(s);
}

void proof_deleted(proof *p, uint64_t id)
{
  if (id / 64 < p->alive.size)
    p->alive.data[id / 64] &= ~(UINT64_C(1) << id % 64);
  stream_delete(&p->out, id + p->shift);
}

void proof_concluded(proof *p, uint64_t id, uint64_t query)
{
  stream_begin(&p->out, 'u');
  stream_unsigned(&p->out, id + p->shift);
  stream_unsigned(&p->out, query);
  stream_end(&p->out);
}

void proof_renew(proof *p)
{
  for (uint64_t id = 0; id < p->alive.size * 64; id++)
    if (p->alive.data[id / 64] >> id % 64 & 1)
      stream_delete(&p->out, id + p->shift);
  stack_clear(&p->alive);
  stack_clear(&p->name_of);
  p->shift += p->last_id;
  p->last_id = 0;
}

void proof_epoch(proof *p)
{
  stream_begin(&p->out, 'r');
  stream_end(&p->out);
  if (p->id_of.size)
    memset(p->id_of.data, 0, p->id_of.size * sizeof *p->id_of.data);
  p->next = 1;
  stack_clear(&p->alive);
  stack_clear(&p->name_of);
  stack_clear(&p->variable_of);
  p->last_name = 0;
  p->shift = p->last_id = 0;
}

bool proof_flush(proof *p) { return stream_flush(&p->out); }

uint64_t proof_bytes(const proof *p) { return p->out.bytes; }
