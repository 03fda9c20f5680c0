/* proof.c: which clauses are written. A search derives much that its answer does not need (Heule, Hunt and Wetzler,
 * "Trimming while checking clausal proofs", FMCAD'13): so a clause is kept back, with its derivation, until a conclusion
 * rests on it. Then it is written, after those it was derived from. What the SAT solver deletes before, and nothing
 * that is kept back uses, is never written. If more is kept back than a budget, all of it is written: memory is bounded,
 * however long the search. A log keeps nothing back.
 *
 * A clause is here while the SAT solver has it or while clauses that are kept back were derived from it (`uses`). The
 * stream is told of its end (if it was written) when both are over.
 *
 * Variables and clauses of the stream are numbered on from one SAT solver to the next: a term keeps the variable that it
 * was given first, guards get new ones, and clause ids are shifted. */
#include "proof/proof.h"

#include "base/map.h"
#include "proof/records.h"

/* Ids from here on are not the SAT solver's. */
#define OTHER_IDS (UINT64_C(1) << 62)

typedef enum origin { ORIGIN_NONE, ORIGIN_INPUT, ORIGIN_LEMMA, ORIGIN_DERIVED } origin;

/* Its body, while it is kept back: `count` literals, then `size` words, which are for an input its term and guard, for a
 * lemma the last step and the derivation's data, for a derived clause the places of the clauses in its hints. */
typedef struct clause {
  uint64_t id;
  uint32_t *body; /* NULL: written */
  uint32_t count, size;
  uint32_t uses; /* hints of clauses that are kept back; of a free place: the next one, plus 1 */
  uint8_t origin;
  bool alive; /* the SAT solver has it */
} clause;

/* What a variable of the SAT solver is. */
typedef struct meaning {
  term t;         /* 0: a guard, or nothing */
  uint32_t frame; /* of a guard, plus 1 */
  int name;       /* in the stream; 0: none yet */
} meaning;

struct proof {
  mem *m;
  limits *limits;
  regex *regex;
  STACK(clause) clauses;
  uint32_t free_places; /* the first one, plus 1 */
  item_table index;     /* of clauses by id: place plus 1 */
  size_t kept;          /* bytes of bodies */
  number_list todo, ends;
  literal_list literals;   /* of the clause that is being written */
  number_list steps;       /* ... and its derivation, with certificates */
  STACK(meaning) meanings; /* by variable of the SAT solver */
  uint64_t shift, last_id; /* of clause ids; the greatest one of the present SAT solver, not shifted */
  bool log;                /* nothing is kept back */
  records out;
};

proof *proof_new(mem *m, limits *l, terms *t, regex *g, strsmt_proof_sink sink, void *user, strsmt_proof_format format)
{
  proof *p = mem_alloc(m, sizeof *p);
  if (!p)
    return NULL;
  memset(p, 0, offsetof(proof, out));
  p->m = m;
  p->limits = l;
  p->regex = g;
  p->log = format == STRSMT_PROOF_TEXT_LOG || format == STRSMT_PROOF_BINARY_LOG;
  records_init(&p->out, m, t, sink, user, format);
  return p;
}

static void free_body(proof *p, clause *c)
{
  assert(c->origin != ORIGIN_NONE || !c->body);
  size_t bytes = ((size_t)c->count + c->size) * sizeof *c->body;
  if (c->body)
    p->kept -= bytes;
  mem_free(p->m, c->body, bytes);
  c->body = NULL;
}

/* Forgets all clauses, without a word to the stream. */
static void clear_clauses(proof *p)
{
  for (size_t i = 0; i < p->clauses.size; i++)
    free_body(p, &p->clauses.data[i]);
  stack_clear(&p->clauses);
  p->free_places = 0;
  table_clear(&p->index);
}

void proof_delete(proof *p)
{
  if (!p)
    return;
  clear_clauses(p);
  stack_free(p->m, &p->clauses);
  table_free(p->m, &p->index);
  stack_free(p->m, &p->todo);
  stack_free(p->m, &p->ends);
  stack_free(p->m, &p->literals);
  stack_free(p->m, &p->steps);
  stack_free(p->m, &p->meanings);
  records_free(&p->out);
  mem_free(p->m, p, sizeof *p);
}

/* ---- clauses by id ----------------------------------------------------------------------------------------------- */

static uint32_t hash_of_id(uint64_t id)
{
  return hash_fold(hash_mix(0, id));
}

static uint32_t hash_of(const void *user, uint32_t place)
{
  return hash_of_id(((const proof *)user)->clauses.data[place - 1].id);
}

/* Where the clause is in the index, or the free entry where it would be. */
static uint32_t *entry_of(const proof *p, uint64_t id)
{
  uint32_t *at = table_first(&p->index, hash_of_id(id));
  while (*at && p->clauses.data[*at - 1].id != id)
    at = table_next(&p->index, at);
  return at;
}

/* The place of a clause plus 1; 0: there is none. */
static uint32_t find(const proof *p, uint64_t id)
{
  return p->index.size ? *entry_of(p, id) : 0;
}

/* A new clause with room for its body. NULL on lack of memory. */
static clause *add(proof *p, uint64_t id, origin from, size_t count, const int *literals, size_t size)
{
  if (id < OTHER_IDS && id > p->last_id)
    p->last_id = id;
  if (count + size > UINT32_MAX / sizeof(uint32_t) || p->clauses.size >= UINT32_MAX - 1 ||
      !table_reserve(p->m, &p->index, hash_of, p)) {
    p->m->oom = true;
    return NULL;
  }
  clause c = {
      .id = id + p->shift, .count = (uint32_t)count, .size = (uint32_t)size, .origin = (uint8_t)from, .alive = true};
  size_t place = p->free_places ? p->free_places - 1 : p->clauses.size;
  if (!stack_reserve(p->m, &p->clauses, place + 1) || !(c.body = mem_alloc(p->m, (count + size) * sizeof *c.body)))
    return NULL;
  if (count)
    memcpy(c.body, literals, count * sizeof *literals);
  if (p->free_places)
    p->free_places = p->clauses.data[place].uses;
  else
    p->clauses.size++;
  p->clauses.data[place] = c;
  table_put(&p->index, entry_of(p, c.id), (uint32_t)place + 1);
  p->kept += (count + size) * sizeof *c.body;
  return &p->clauses.data[place];
}

/* ---- their end --------------------------------------------------------------------------------------------------- */

static void drop_use(proof *p, uint32_t place)
{
  clause *c = &p->clauses.data[place];
  if (--c->uses == 0 && !c->alive)
    (void)stack_push(p->m, &p->ends, place);
}

/* Nobody needs it any more. */
static void end_clause(proof *p, uint32_t place)
{
  clause *c = &p->clauses.data[place];
  if (!c->body) {
    records_deleted(&p->out, c->id);
  } else if (c->origin == ORIGIN_DERIVED) {
    for (uint32_t i = 0; i < c->size; i++)
      drop_use(p, c->body[c->count + i]);
  }
  free_body(p, c);
  table_remove(&p->index, entry_of(p, c->id), hash_of, p);
  *c = (clause){.uses = p->free_places};
  p->free_places = place + 1;
}

static void end_clauses(proof *p)
{
  while (p->ends.size)
    end_clause(p, stack_pop(&p->ends));
}

static void delete_clause(proof *p, uint32_t place)
{
  clause *c = &p->clauses.data[place];
  c->alive = false;
  assert(c->origin != ORIGIN_NONE);
  if (c->uses == 0 && stack_push(p->m, &p->ends, place))
    end_clauses(p);
}

/* ---- writing ----------------------------------------------------------------------------------------------------- */

/* NULL on lack of memory. */
static meaning *meaning_of(proof *p, int variable)
{
  if (!by_key_reach(p->m, &p->meanings, (size_t)variable + 1))
    return NULL;
  return &p->meanings.data[variable];
}

static int name_of(proof *p, int variable)
{
  assert(variable > 0);
  meaning *v = meaning_of(p, variable);
  if (!v)
    return variable; /* nothing that is written matters any more */
  if (!v->name)
    v->name = v->t       ? records_variable(&p->out, v->t)
              : v->frame ? records_guard(&p->out, v->frame - 1)
                         : records_anonymous(&p->out);
  return v->name;
}

/* The clause's literals in the stream, in `literals`. */
static bool name_literals(proof *p, const clause *c)
{
  stack_clear(&p->literals);
  for (uint32_t i = 0; i < c->count; i++) {
    int literal = (int)c->body[i], name = name_of(p, literal < 0 ? -literal : literal);
    if (!stack_push(p->m, &p->literals, literal < 0 ? -name : name))
      return false;
  }
  return true;
}

static bool push_words(proof *p, const uint32_t *words, size_t count)
{
  if (!stack_reserve(p->m, &p->steps, p->steps.size + count))
    return false;
  if (count)
    memcpy(p->steps.data + p->steps.size, words, count * sizeof *words);
  p->steps.size += count;
  return true;
}

/* The step that proves (= r re.none), with the states that show it, if any are needed. */
static bool push_certificate(proof *p, term r)
{
  regex_certificate found = {0};
  bool ok = regex_certify(p->regex, r, &found);
  uint32_t count = (uint32_t)found.states.size, premises = 0;
  uint32_t begin[3] = {count ? DERIVATION_LIST | RULE_RE_EMPTY : RULE_RE_CONTAINED, count + 1, r};
  ok = ok && push_words(p, begin, 3) && push_words(p, found.states.data, count) && push_words(p, &premises, 1);
  regex_certificate_free(p->regex, &found);
  return ok;
}

/* A derivation, in `steps`: certificates are put in. Work that only a proof needs does not count (limits.h). */
static bool complete_steps(proof *p, const uint32_t *at, size_t size)
{
  limits_aside before = limits_set_aside(p->limits);
  bool ok = true;
  stack_clear(&p->steps);
  for (const uint32_t *end = at + size; at < end && ok;) {
    size_t arguments = at[1], length = 3 + arguments + at[2 + arguments];
    ok = at[0] & DERIVATION_EMPTY ? push_certificate(p, at[2]) : push_words(p, at, length);
    at += length;
  }
  limits_take_back(p->limits, before);
  return ok;
}

/* Its hints have been written. False, and nothing is written: a limit, or out of memory. */
static bool write_clause(proof *p, uint32_t place)
{
  clause *c = &p->clauses.data[place];
  assert(c->body && c->origin != ORIGIN_NONE);
  const uint32_t *rest = c->body + c->count;
  records *r = &p->out;
  if (!name_literals(p, c) || (c->origin == ORIGIN_LEMMA && !complete_steps(p, rest + 1, c->size - 1)))
    return false;
  switch ((origin)c->origin) {
  case ORIGIN_INPUT:
    records_input(r, c->id, rest[0], c->count > 1 ? -p->literals.data[1] : 0);
    break;
  case ORIGIN_LEMMA:
    records_lemma(r, c->id, c->count, p->literals.data, p->steps.size, p->steps.data, rest[0]);
    break;
  default:
    records_derived(r, c->id, c->count, p->literals.data);
    for (uint32_t i = 0; i < c->size; i++)
      records_hint(r, p->clauses.data[rest[i]].id);
    records_derived_end(r);
    for (uint32_t i = 0; i < c->size; i++)
      drop_use(p, rest[i]);
  }
  free_body(p, c);
  end_clauses(p);
  return true;
}

static bool push_hints(proof *p, const clause *c)
{
  for (uint32_t i = 0; i < c->size; i++) {
    uint32_t hint = c->body[c->count + i];
    assert(hint < p->clauses.size && p->clauses.data[hint].uses);
    if (p->clauses.data[hint].body && !stack_push(p->m, &p->todo, hint))
      return false;
  }
  return true;
}

/* Writes a clause, if it is kept back, after all that it rests on. */
static bool write_all_for(proof *p, uint32_t place)
{
  stack_clear(&p->todo);
  if (!stack_push(p->m, &p->todo, place))
    return false;
  while (p->todo.size && !mem_failed(p->m)) {
    uint32_t top = stack_top(&p->todo);
    const clause *c = &p->clauses.data[top];
    size_t before = p->todo.size;
    if (c->body && c->origin == ORIGIN_DERIVED && !push_hints(p, c))
      break;
    if (p->todo.size > before)
      continue;
    if (c->body && !write_clause(p, top))
      return false;
    (void)stack_pop(&p->todo);
  }
  return !mem_failed(p->m);
}

/* Clause c is complete. */
static void keep(proof *p, const clause *c)
{
  if (p->log) {
    (void)write_all_for(p, (uint32_t)(c - p->clauses.data)); /* if not: it comes with the conclusion, or none does */
    return;
  }
  size_t most = p->limits->budget.proof_kept;
  if (p->m->limit && p->m->limit / 8 < most)
    most = p->m->limit / 8;
  if (p->kept <= most)
    return;
  for (uint32_t i = 0; i < p->clauses.size; i++)
    if (p->clauses.data[i].body && !write_all_for(p, i))
      return; /* a limit: the search is about to end */
}

/* ---- what the solver tells --------------------------------------------------------------------------------------- */

void proof_variable(proof *p, int variable, term t)
{
  meaning *v = meaning_of(p, variable);
  if (v)
    v->t = t;
}

void proof_guard(proof *p, int variable, uint32_t frame)
{
  meaning *v = meaning_of(p, variable);
  if (v)
    v->frame = frame + 1;
}

void proof_input(proof *p, uint64_t id, term t, int literal, int guard)
{
  int literals[2] = {literal, -guard};
  clause *c = add(p, id, ORIGIN_INPUT, guard ? 2 : 1, literals, 1);
  if (!c)
    return;
  c->body[c->count] = t;
  keep(p, c);
}

void proof_lemma(proof *p, uint64_t id, const int *literals, size_t count, const derivation *d)
{
  clause *c = add(p, id, ORIGIN_LEMMA, count, literals, d->data.size + 1);
  if (!c)
    return;
  c->body[count] = d->last;
  if (d->data.size)
    memcpy(c->body + count + 1, d->data.data, d->data.size * sizeof *d->data.data);
  keep(p, c);
}

void proof_derived(proof *p, uint64_t id, const int *literals, size_t count, const uint64_t *hints, size_t hint_count)
{
  stack_clear(&p->todo);
  for (size_t i = 0; i < hint_count; i++) {
    uint32_t place = find(p, hints[i] + p->shift);
    if (!place || !stack_push(p->m, &p->todo, place - 1))
      return; /* out of memory, now or before */
  }
  clause *c = add(p, id, ORIGIN_DERIVED, count, literals, hint_count);
  for (size_t i = 0; c && i < hint_count; i++) {
    c->body[count + i] = p->todo.data[i];
    p->clauses.data[p->todo.data[i]].uses++;
  }
  stack_clear(&p->todo);
  if (c)
    keep(p, c);
}

void proof_deleted(proof *p, uint64_t id)
{
  uint32_t place = find(p, id + p->shift);
  if (place)
    delete_clause(p, place - 1);
}

bool proof_concluded(proof *p, uint64_t id, uint64_t query)
{
  uint32_t place = find(p, id + p->shift);
  if (!place || !write_all_for(p, place - 1))
    return false;
  records_concluded(&p->out, id + p->shift, query);
  return true;
}

void proof_renew(proof *p)
{
  for (uint32_t i = 0; i < p->clauses.size; i++)
    if (p->clauses.data[i].origin != ORIGIN_NONE && !p->clauses.data[i].body)
      records_deleted(&p->out, p->clauses.data[i].id);
  clear_clauses(p);
  stack_clear(&p->meanings);
  p->shift += p->last_id;
  p->last_id = 0;
}

void proof_epoch(proof *p)
{
  clear_clauses(p);
  stack_clear(&p->meanings);
  records_epoch(&p->out);
  p->shift = p->last_id = 0;
}

bool proof_flush(proof *p)
{
  return stream_flush(&p->out.out);
}

uint64_t proof_bytes(const proof *p)
{
  return p->out.out.bytes;
}
