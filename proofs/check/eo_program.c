/* eo_program.c: programs and rules of a signature. A rule is a program with one case: the patterns of its arguments,
 * then those of its premises; its body are the requirements around the conclusion. */
#include "eo_internal.h"

/* The attributes of a parameter, up to the closing parenthesis. */
static bool param_attributes(eo_lexer *l, uint32_t symbol, bool *implicit)
{
  eo_symbol_info *s = l->e->symbols.v + symbol;
  while (eo_next(l) == TOKEN_KEYWORD) {
    if (eo_token_is(l, ":list"))
      s->attr = ATTR_LIST;
    else if (eo_token_is(l, ":implicit"))
      *implicit = true;
    else if (eo_token_is(l, ":opaque"))
      s->opaque = 1;
    else
      return eo_complain(l, l->start, "the attribute `%.*s` is not supported", (int)l->token_length, l->token);
  }
  return l->kind == TOKEN_CLOSE || eo_complain(l, l->start, "expected an attribute or `)`");
}

static bool read_param(eo_lexer *l, bool *implicit)
{
  eo *e = l->e;
  if (!eo_expect(l, TOKEN_SYMBOL, "the name of a parameter"))
    return false;
  eo_symbol_info info = {.name = eo_intern(e, l->token, l->token_length)};
  eo_next(l);
  eo_term type = info.name ? eo_parse_type(l) : 0;
  if (!type || !EO_PUSH(e, &e->symbols, info))
    return false;
  uint32_t symbol = (uint32_t)e->symbols.n - 1;
  eo_term t = eo_make_symbol(e, TAG_PARAM, symbol, type);
  if (!t || !eo_bind(e, info.name, BIND_TERM, t, true))
    return false;
  bool hidden = false;
  if (!param_attributes(l, symbol, &hidden))
    return false;
  *implicit |= hidden;
  return hidden || EO_PUSH(e, &e->params, t);
}

/* ((x T attribute...) ...): binds the parameters; those that are not implicit are appended to e->params. The next token
 * begins the list. */
bool eo_read_params(eo_lexer *l, bool *implicit)
{
  *implicit = false;
  if (!eo_expect(l, TOKEN_OPEN, "a list of parameters"))
    return false;
  while (eo_next(l) == TOKEN_OPEN)
    if (!read_param(l, implicit))
      return false;
  return l->kind == TOKEN_CLOSE || eo_complain(l, l->start, "expected a parameter or `)`");
}

/* A type of a program's signature: (eo::quote x) is one. */
static eo_term signature_type(eo_lexer *l)
{
  eo_lexer ahead = *l;
  if (l->kind != TOKEN_OPEN || eo_next(&ahead) != TOKEN_SYMBOL || !eo_token_is(&ahead, "eo::quote")) {
    size_t start = l->start;
    eo_term t = eo_parse_type(l);
    return t && eo_flags(l->e, t) & FLAG_EVAL ? eo_complain(l, start, "a program's argument type must not compute") : t;
  }
  *l = ahead;
  eo_next(l);
  eo_term t = eo_parse(l);
  if (!t)
    return 0;
  if (eo_tag_of(l->e, t) != TAG_PARAM)
    return eo_complain(l, l->start, "expected a parameter after eo::quote");
  return eo_expect(l, TOKEN_CLOSE, "`)`") ? eo_make(l->e, TAG_QUOTE, 0, 1, &t) : 0;
}

static eo_term read_signature(eo_lexer *l, uint32_t *arity)
{
  eo *e = l->e;
  size_t saved = e->args.n;
  if (!eo_expect(l, TOKEN_KEYWORD, "`:signature`"))
    return 0;
  if (!eo_token_is(l, ":signature"))
    return eo_complain(l, l->start, "expected `:signature`");
  if (!eo_expect(l, TOKEN_OPEN, "a list of types"))
    return 0;
  while (eo_next(l) != TOKEN_CLOSE) {
    eo_term t = signature_type(l);
    if (!t || !EO_PUSH(e, &e->args, t))
      return 0;
  }
  *arity = (uint32_t)(e->args.n - saved);
  if (!*arity)
    return eo_complain(l, l->start, "a program without arguments");
  eo_next(l);
  eo_term t = eo_parse_type(l);
  if (!t || !EO_PUSH(e, &e->args, t))
    return 0;
  t = eo_make(e, TAG_PROGRAM_TYPE, 0, *arity + 1, e->args.v + saved);
  e->args.n = saved;
  return t;
}

static uint32_t new_program(eo *e, uint32_t name, uint32_t arity, eo_term type)
{
  eo_program p = {.name = name, .arity = arity, .type = type};
  if (!EO_PUSH(e, &e->programs, p))
    return 0;
  uint32_t index = (uint32_t)e->programs.n - 1;
  if (index >= MEMO_FIND)
    return eo_fail(e, EO_LIMIT, "too many programs");
  eo_term t = eo_make_symbol(e, TAG_PROGRAM, index, type);
  e->programs.v[index].term = t;
  return t ? index : 0;
}

/* ((($f pattern ...) body) ...), of which the open parenthesis is read. */
static bool read_cases(eo_lexer *l, uint32_t program)
{
  eo *e = l->e;
  uint32_t first = (uint32_t)e->cases.n;
  while (eo_next(l) == TOKEN_OPEN) {
    eo_next(l);
    size_t start = l->start;
    eo_case k = {eo_parse(l), 0};
    if (!k.pattern)
      return false;
    const eo_node *n = eo_is_node(k.pattern) ? eo_at(e, k.pattern) : NULL;
    if (!n || n->tag != TAG_CALL || n->head != e->programs.v[program].term)
      return eo_complain(l, start, "the left side of a case must be an application of the program");
    for (uint32_t i = 0; i < n->count; i++)
      if (eo_flags(e, eo_args(e, n)[i]) & FLAG_EVAL)
        return eo_complain(l, start, "a pattern must not compute");
    eo_next(l);
    k.body = eo_parse(l);
    if (!k.body || !EO_PUSH(e, &e->cases, k) || !eo_expect(l, TOKEN_CLOSE, "`)`"))
      return false;
  }
  if (l->kind != TOKEN_CLOSE)
    return eo_complain(l, l->start, "expected a case or `)`");
  eo_program *p = e->programs.v + program;
  p->cases = first;
  p->case_count = (uint32_t)e->cases.n - first;
  p->defined = true;
  return true;
}

/* An earlier declaration of the program without its cases, or a new program; 0 if the name is taken. */
static uint32_t declare(eo_lexer *l, size_t start, uint32_t name, uint32_t arity, eo_term type)
{
  eo *e = l->e;
  uint32_t bound = e->names.v[name].binding;
  if (!bound) {
    uint32_t program = new_program(e, name, arity, type);
    return program && eo_bind(e, name, BIND_PROGRAM, program, false) ? program : 0;
  }
  const eo_binding *b = e->bindings.v + bound;
  if (b->kind != BIND_PROGRAM)
    return eo_complain(l, start, "this name is declared already");
  if (e->programs.v[b->value].defined)
    return eo_complain(l, start, "this program is defined already");
  if (e->programs.v[b->value].arity != arity)
    return eo_complain(l, start, "this program was declared with another signature");
  return b->value;
}

bool eo_read_program(eo_lexer *l)
{
  eo *e = l->e;
  if (!eo_expect(l, TOKEN_SYMBOL, "the program's name"))
    return false;
  size_t start = l->start, scope = e->scope.n, params = e->params.n;
  uint32_t name = eo_intern(e, l->token, l->token_length), arity = 0;
  bool implicit;
  if (!name || !eo_read_params(l, &implicit))
    return false;
  e->params.n = params;
  eo_term type = read_signature(l, &arity);
  uint32_t program = type ? declare(l, start, name, arity, type) : 0;
  if (!program)
    return false;
  if (eo_next(l) == TOKEN_OPEN) {
    if (!read_cases(l, program))
      return false;
    eo_next(l);
  }
  eo_unbind(e, scope);
  return l->kind == TOKEN_CLOSE || eo_complain(l, l->start, "expected `)`");
}

typedef struct rule_reader {
  size_t args, premises, requires; /* where they begin in e->args */
  size_t arg_count, premise_count, require_count;
  eo_term assumption, list, conclusion;
} rule_reader;

/* Terms up to a closing parenthesis, the open one being the next token. */
static bool read_terms(eo_lexer *l, size_t *from, size_t *count)
{
  eo *e = l->e;
  *from = e->args.n;
  if (!eo_expect(l, TOKEN_OPEN, "a list of terms"))
    return false;
  while (eo_next(l) != TOKEN_CLOSE) {
    size_t start = l->start;
    eo_term t = eo_parse(l);
    if (!t)
      return false;
    if (eo_flags(e, t) & FLAG_EVAL)
      return eo_complain(l, start, "a pattern must not compute");
    if (!EO_PUSH(e, &e->args, t))
      return false;
  }
  *count = e->args.n - *from;
  return true;
}

static bool read_requires(eo_lexer *l, rule_reader *r)
{
  eo *e = l->e;
  r->requires = e->args.n;
  if (!eo_expect(l, TOKEN_OPEN, "a list of requirements"))
    return false;
  while (eo_next(l) == TOKEN_OPEN) {
    for (int i = 0; i < 2; i++) {
      eo_next(l);
      eo_term t = eo_parse(l);
      if (!t || !EO_PUSH(e, &e->args, t))
        return false;
    }
    if (!eo_expect(l, TOKEN_CLOSE, "`)`"))
      return false;
    r->require_count++;
  }
  return l->kind == TOKEN_CLOSE || eo_complain(l, l->start, "expected a requirement or `)`");
}

static eo_term next_term(eo_lexer *l)
{
  eo_next(l);
  return eo_parse(l);
}

static bool read_premise_list(eo_lexer *l, rule_reader *r)
{
  eo *e = l->e;
  r->premises = e->args.n;
  r->premise_count = 1;
  eo_next(l);
  size_t start = l->start;
  eo_term t = eo_parse(l);
  if (!t || !EO_PUSH(e, &e->args, t))
    return false;
  if (eo_flags(e, t) & FLAG_EVAL)
    return eo_complain(l, start, "a pattern must not compute");
  r->list = next_term(l);
  return r->list && (eo_tag_of(e, r->list) == TAG_SYMBOL || eo_complain(l, l->start, "expected a symbol"));
}

static bool read_rule_part(eo_lexer *l, rule_reader *r)
{
  if (eo_token_is(l, ":assumption"))
    return (r->assumption = next_term(l)) != 0;
  if (eo_token_is(l, ":premises"))
    return read_terms(l, &r->premises, &r->premise_count);
  if (eo_token_is(l, ":premise-list"))
    return read_premise_list(l, r);
  if (eo_token_is(l, ":args"))
    return read_terms(l, &r->args, &r->arg_count);
  if (eo_token_is(l, ":requires"))
    return read_requires(l, r);
  if (eo_token_is(l, ":conclusion"))
    return (r->conclusion = next_term(l)) != 0;
  return eo_complain(l, l->start, "`%.*s` is not supported in rules", l->token_length > 60 ? 60 : (int)l->token_length,
                     l->token);
}

/* The conclusion within the requirements, the first outermost. */
static eo_term rule_body(eo *e, const rule_reader *r)
{
  eo_term t = r->conclusion;
  for (size_t i = r->require_count; i-- > 0 && t;) {
    const eo_term *pair = e->args.v + r->requires + 2 * i;
    t = eo_build_op(e, OP_REQUIRES, 3, (eo_term[]){pair[0], pair[1], t});
  }
  return t;
}

static bool define_rule(eo_lexer *l, size_t start, uint32_t name, const rule_reader *r)
{
  eo *e = l->e;
  eo_rule_info rule = {.name = name,
                       .args = (uint32_t)r->arg_count,
                       .premises = (uint32_t)r->premise_count,
                       .list = r->list,
                       .assumption = r->assumption != 0};
  eo_case k = {0, rule_body(e, r)};
  size_t count = r->arg_count + rule.assumption + r->premise_count, patterns = e->args.n;
  if (!k.body || !EO_ROOM(e, &e->args, count))
    return false;
  if (count) {
    eo_term *to = e->args.v + patterns;
    if (r->arg_count)
      memcpy(to, e->args.v + r->args, r->arg_count * sizeof *to);
    if (rule.assumption)
      to[r->arg_count] = r->assumption;
    if (r->premise_count)
      memcpy(to + r->arg_count + rule.assumption, e->args.v + r->premises, r->premise_count * sizeof *to);
    rule.program = new_program(e, name, (uint32_t)count, 0);
    if (!rule.program)
      return false;
    k.pattern = eo_make(e, TAG_CALL, e->programs.v[rule.program].term, count, to);
    if (!k.pattern || !EO_PUSH(e, &e->cases, k))
      return false;
    eo_program *p = e->programs.v + rule.program;
    p->cases = (uint32_t)e->cases.n - 1;
    p->case_count = 1;
    p->defined = p->is_rule = true;
  } else {
    if (!eo_is_value(e, k.body))
      return eo_complain(l, start, "a rule without arguments and premises must conclude a ground term");
    rule.fixed = k.body;
  }
  if (!EO_PUSH(e, &e->rules, rule))
    return false;
  e->names.v[name].rule = (uint32_t)e->rules.n - 1;
  return true;
}

bool eo_read_rule(eo_lexer *l)
{
  eo *e = l->e;
  if (!eo_expect(l, TOKEN_SYMBOL, "the rule's name"))
    return false;
  size_t start = l->start, scope = e->scope.n, params = e->params.n, saved = e->args.n;
  uint32_t name = eo_intern(e, l->token, l->token_length);
  if (!name)
    return false;
  if (e->names.v[name].rule)
    return eo_complain(l, start, "this rule is declared already");
  bool implicit;
  if (!eo_read_params(l, &implicit))
    return false;
  e->params.n = params;
  rule_reader r = {0};
  while (eo_next(l) == TOKEN_KEYWORD)
    if (!read_rule_part(l, &r))
      return false;
  if (l->kind != TOKEN_CLOSE)
    return eo_complain(l, l->start, "expected a keyword or `)`");
  if (!r.conclusion)
    return eo_complain(l, start, "a rule without a conclusion");
  eo_unbind(e, scope);
  bool ok = define_rule(l, start, name, &r);
  e->args.n = saved;
  return ok;
}
