/* records.c: numbering of terms and variables in the stream, and records from them.
 *
 * Ids are given in order of first use. `id_of` maps a term to its id; those given inside a lemma block are listed in
 * `local` and taken back at its end, where the counter falls back too, so that ids stay small. Terms are written
 * arguments first, with an explicit stack. */
#include "proof/records.h"

#include "term/walk.h"
#include "signature_hash.h"

void records_init(records *r, mem *m, terms *t, strsmt_proof_sink sink, void *user, strsmt_proof_format format)
{
  memset(r, 0, offsetof(records, out));
  r->m = m;
  r->terms = t;
  r->next = 1;
  stream_init(&r->out, m, sink, user, format == STRSMT_PROOF_BINARY || format == STRSMT_PROOF_BINARY_LOG);
  stream_header(&r->out, "strings", STRSMT_SIGNATURE_HASH);
}

void records_free(records *r)
{
  stack_free(r->m, &r->id_of);
  stack_free(r->m, &r->local);
  stack_free(r->m, &r->todo);
  stack_free(r->m, &r->variable_of);
}

/* ---- terms ------------------------------------------------------------------------------------------------------- */

static bool numbered(const records *r, term t)
{
  return t < r->id_of.size && r->id_of.data[t];
}

static bool give_id(records *r, term t)
{
  assert(t && !numbered(r, t));
  if (t >= r->id_of.size && !by_key_reach(r->m, &r->id_of, terms_count(r->terms) + 1))
    return false;
  if (r->in_block && !stack_push(r->m, &r->local, t))
    return false;
  r->id_of.data[t] = r->next++;
  return true;
}

static void write_integer(records *r, const num *v)
{
  char small[64];
  size_t bound = num_text_bound(v);
  char *text = bound <= sizeof small ? small : mem_alloc(r->m, bound);
  if (!text)
    return;
  size_t length = num_text(r->m, v, text);
  stream_number_text(&r->out, text, length);
  if (text != small)
    mem_free(r->m, text, bound);
}

/* One record for t, whose arguments have ids. */
static void write_term(records *r, term t)
{
  assert(!numbered(r, t));
  stream *s = &r->out;
  strsmt_kind k = term_kind(r->terms, t);
  size_t length;
  if (!give_id(r, t))
    return;
  uint32_t id = r->id_of.data[t];
  switch ((int)k) {
  case STRSMT_CONSTANT:
    stream_begin(s, 'k');
    stream_unsigned(s, id);
    stream_constant(s, term_name(r->terms, t), term_sort(r->terms, t));
    break;
  case STRSMT_INT_LITERAL:
    stream_begin(s, 'n');
    stream_unsigned(s, id);
    write_integer(r, term_num(r->terms, t));
    break;
  case STRSMT_STRING_LITERAL: {
    const uint32_t *codes = term_codes(r->terms, t, &length);
    stream_begin(s, 'n');
    stream_unsigned(s, id);
    stream_string(s, codes, length);
    break;
  }
  default:
    stream_begin(s, 't');
    stream_unsigned(s, id);
    stream_kind(s, k);
    stream_count(s, term_index_count(r->terms, t) + term_arity(r->terms, t));
    for (size_t i = 0; i < term_index_count(r->terms, t); i++)
      stream_unsigned(s, r->id_of.data[terms_int(r->terms, term_index(r->terms, t, i))]);
    for (size_t i = 0; i < term_arity(r->terms, t); i++)
      stream_unsigned(s, r->id_of.data[term_arg(r->terms, t, i)]);
  }
  stream_end(s);
}

static bool is_numbered(const void *user, term t)
{
  return numbered(user, t);
}

/* What must be written before t: its indices, as integer literals, and its arguments. */
static bool needs(void *user, term t, term_list *out)
{
  records *r = user;
  if (!term_walk_arguments(r->terms, r->m, t, out))
    return false;
  for (size_t i = term_index_count(r->terms, t); i-- > 0;) {
    term a = terms_int(r->terms, term_index(r->terms, t, i));
    if (!a || !stack_push(r->m, out, a))
      return false;
  }
  return true;
}

static bool write_one(void *user, term t)
{
  records *r = user;
  write_term(r, t);
  return !mem_failed(r->m);
}

/* The id of t in the stream; writes what is missing. 0 on lack of memory. */
static uint32_t write_terms(records *r, term root)
{
  static const term_visitor writer = {is_numbered, needs, write_one};
  return numbered(r, root) || term_walk(r->terms, r->m, NULL, &r->todo, root, &writer, r) ? r->id_of.data[root] : 0;
}

/* ---- variables --------------------------------------------------------------------------------------------------- */

static int variable_of(const records *r, term t)
{
  return t < r->variable_of.size ? r->variable_of.data[t] : 0;
}

static bool name_variable(records *r, term t)
{
  if (!by_key_reach(r->m, &r->variable_of, (size_t)t + 1))
    return false;
  r->variable_of.data[t] = ++r->last_name;
  return true;
}

int records_variable(records *r, term t)
{
  int known = variable_of(r, t);
  if (known)
    return known;
  uint32_t id = write_terms(r, t);
  if (!id || !name_variable(r, t))
    return records_anonymous(r); /* out of memory: nothing that is written matters any more */
  stream_begin(&r->out, 'v');
  stream_unsigned(&r->out, (uint64_t)r->last_name);
  stream_unsigned(&r->out, id);
  stream_end(&r->out);
  return r->last_name;
}

int records_guard(records *r, uint32_t frame)
{
  stream_begin(&r->out, 'g');
  stream_unsigned(&r->out, (uint64_t)++r->last_name);
  stream_unsigned(&r->out, frame);
  stream_end(&r->out);
  return r->last_name;
}

int records_anonymous(records *r)
{
  return ++r->last_name;
}

/* ---- clauses ----------------------------------------------------------------------------------------------------- */

static void write_literals(records *r, size_t count, const int *literals)
{
  for (size_t i = 0; i < count; i++)
    stream_literal(&r->out, literals[i]);
  stream_list_end(&r->out);
}

void records_input(records *r, uint64_t id, term t, int guard)
{
  uint32_t name = write_terms(r, t);
  stream_begin(&r->out, 'i');
  stream_unsigned(&r->out, id);
  stream_unsigned(&r->out, name);
  if (guard || r->out.binary)
    stream_unsigned(&r->out, (uint64_t)guard);
  stream_end(&r->out);
}

/* One step: its argument terms are written first. The arguments' ids replace the terms in a scratch list only when they
 * are printed. */
static void write_step(records *r, uint32_t number, uint32_t head, size_t arg_count, const term *args,
                       size_t premise_count, const step *premises)
{
  stream *s = &r->out;
  bool list = head & DERIVATION_LIST;
  uint32_t list_id = 0;
  for (size_t i = 0; i < arg_count; i++)
    if (!write_terms(r, args[i]))
      return;
  if (list) {
    list_id = r->next++;
    stream_begin(s, 't');
    stream_unsigned(s, list_id);
    stream_kind(s, STRSMT_KIND_COUNT);
    stream_count(s, arg_count - 1);
    for (size_t i = 1; i < arg_count; i++)
      stream_unsigned(s, r->id_of.data[args[i]]);
    stream_end(s);
    arg_count = 1;
  }
  stream_begin(s, 's');
  stream_unsigned(s, number);
  stream_rule(s, (rule)(head & ~DERIVATION_LIST));
  stream_open(s);
  stream_count(s, arg_count + list);
  for (size_t i = 0; i < arg_count; i++)
    stream_unsigned(s, r->id_of.data[args[i]]);
  if (list)
    stream_unsigned(s, list_id);
  stream_close(s);
  stream_count(s, premise_count);
  for (size_t i = 0; i < premise_count; i++)
    stream_unsigned(s, premises[i]);
  stream_end(s);
}

static void write_steps(records *r, uint32_t number, size_t size, const uint32_t *data)
{
  for (const uint32_t *at = data, *end = data + size; at < end;) {
    uint32_t head = at[0], arg_count = at[1];
    const term *args = at + 2;
    uint32_t premise_count = args[arg_count];
    const step *premises = args + arg_count + 1;
    write_step(r, ++number, head, arg_count, args, premise_count, premises);
    at = premises + premise_count;
  }
}

static void close_block(records *r, uint32_t next)
{
  for (size_t i = 0; i < r->local.size; i++)
    r->id_of.data[r->local.data[i]] = 0;
  stack_clear(&r->local);
  r->next = next;
  r->in_block = false;
}

void records_lemma(records *r, uint64_t id, size_t count, const int *literals, size_t size, const uint32_t *data,
                   uint32_t last)
{
  stream *s = &r->out;
  uint32_t next = r->next;
  stream_begin(s, 'l');
  stream_unsigned(s, id);
  write_literals(r, count, literals);
  stream_end(s);
  r->in_block = true;
  write_steps(r, (uint32_t)count, size, data);
  stream_begin(s, 'e');
  stream_unsigned(s, last);
  stream_end(s);
  close_block(r, next);
}

void records_derived(records *r, uint64_t id, size_t count, const int *literals)
{
  stream_begin(&r->out, 'a');
  stream_unsigned(&r->out, id);
  write_literals(r, count, literals);
}

void records_hint(records *r, uint64_t id)
{
  stream_unsigned(&r->out, id);
}

void records_derived_end(records *r)
{
  stream_list_end(&r->out);
  stream_end(&r->out);
}

void records_deleted(records *r, uint64_t id)
{
  stream_delete(&r->out, id);
}

void records_concluded(records *r, uint64_t id, uint64_t query)
{
  stream_begin(&r->out, 'u');
  stream_unsigned(&r->out, id);
  stream_unsigned(&r->out, query);
  stream_end(&r->out);
}

void records_epoch(records *r)
{
  stream_begin(&r->out, 'r');
  stream_end(&r->out);
  if (r->id_of.size)
    memset(r->id_of.data, 0, r->id_of.size * sizeof *r->id_of.data);
  r->next = 1;
  stack_clear(&r->variable_of);
  r->last_name = 0;
}
