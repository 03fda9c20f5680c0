/* eo_rule.c: application of rules. */
#include "eo_internal.h"

eo_rule eo_find_rule(eo *e, const char *name, size_t length)
{
  eo_enter(e);
  uint32_t id = eo_lookup_name(e, name, length), rule = id ? e->names.v[id].rule : 0;
  if (!rule)
    eo_fail(e, EO_WRONG, "the signature has no rule %.*s", length > 100 ? 100 : (int)length, name);
  return eo_leave(e, rule) ? rule : 0;
}

/* The premises in the rule's list, as one term; with its nil if there are none. */
static eo_term collect(eo *e, eo_term list, size_t count, const eo_term *premises)
{
  if (count)
    return eo_build(e, list, count, premises);
  const eo_symbol_info *s = e->symbols.v + eo_at(e, list)->arg[0];
  if (eo_is_nary(e, list) && eo_is_value(e, s->attribute))
    return s->attribute;
  return eo_fail(e, EO_WRONG, "there are no premises");
}

static eo_term conclude(eo *e, const eo_rule_info *r, size_t arg_count, const eo_term *args, size_t premise_count,
                        const eo_term *premises)
{
  if (r->assumption)
    return eo_fail(e, EO_WRONG, "the rule needs an assumption");
  if (arg_count != r->args)
    return eo_fail(e, EO_WRONG, "%u arguments are needed, not %zu", (unsigned)r->args, arg_count);
  if (!r->list && premise_count != r->premises)
    return eo_fail(e, EO_WRONG, "%u premises are needed, not %zu", (unsigned)r->premises, premise_count);
  if (!r->program)
    return r->fixed;
  size_t saved = e->args.n;
  eo_term all = 0;
  if (r->list && !(all = collect(e, r->list, premise_count, premises)))
    return 0;
  if (!EO_ROOM(e, &e->args, arg_count + premise_count + 1))
    return 0;
  for (size_t i = 0; i < arg_count; i++)
    e->args.v[e->args.n++] = args[i];
  for (size_t i = 0; i < premise_count && !r->list; i++)
    e->args.v[e->args.n++] = premises[i];
  if (r->list)
    e->args.v[e->args.n++] = all;
  for (size_t i = saved; i < e->args.n; i++)
    if (!e->args.v[i] || !eo_is_value(e, e->args.v[i]))
      return eo_fail(e, EO_WRONG, "an argument or premise is no value");
  eo_term t = eo_run(e, r->program, e->args.v + saved);
  e->args.n = saved;
  return t;
}

eo_term eo_conclude(eo *e, eo_rule rule, size_t arg_count, const eo_term *args, size_t premise_count,
                    const eo_term *premises)
{
  eo_enter(e);
  if (!rule || rule >= e->rules.n) {
    eo_fail(e, EO_WRONG, "no rule");
    return eo_leave(e, false);
  }
  const eo_rule_info *r = e->rules.v + rule;
  eo_term t = conclude(e, r, arg_count, args, premise_count, premises);
  int length, other = 0;
  const char *name = eo_name_text(e, r->name, &length), *blamed = "";
  if (!t && !e->failed && e->blame && e->blame != r->program)
    blamed = eo_name_text(e, e->programs.v[e->blame].name, &other);
  if (!t && !e->failed)
    eo_fail(e, EO_WRONG, "%.*s does not apply%s%.*s", length, name, other ? ": no result of " : "", other, blamed);
  else if (t && eo_type_of(e, t) != TERM_BOOL)
    eo_fail(e, EO_WRONG, "the conclusion of %.*s is ill-typed", length, name), t = 0;
  return eo_leave(e, t) ? t : 0;
}
