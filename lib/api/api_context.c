/* api_context.c: contexts, errors, options. */
#include <stdarg.h>
#include <stdio.h>

#include "api/context.h"
#include "core/solver.h"

#define STRING_(x) #x
#define STRING(x) STRING_(x)

/* ---- errors ------------------------------------------------------------------------------------------------------ */

strsmt_error_code context_fail(strsmt *s, strsmt_error_code code, const char *function, const char *format, ...)
{
  if (s->error != STRSMT_OK)
    return code;
  s->error = code;
  int used = snprintf(s->message, sizeof s->message, "%s: ", function);
  if (used < 0 || (size_t)used >= sizeof s->message)
    return code;
  va_list list;
  va_start(list, format);
  vsnprintf(s->message + used, sizeof s->message - (size_t)used, format, list);
  va_end(list);
  return code;
}

bool context_out_of_memory(strsmt *s, const char *function)
{
  if (!mem_failed(&s->m))
    return false;
  s->broken = true;
  context_fail(s, STRSMT_ERROR_MEMORY, function, "out of memory; the context cannot be used any more");
  return true;
}

bool context_idle(strsmt *s)
{
  if (!s)
    return false;
  if (!atomic_load_explicit(&s->busy, memory_order_acquire))
    return true;
  atomic_store_explicit(&s->intruded, true, memory_order_relaxed);
  return false;
}

strsmt_error_code context_failure(strsmt *s)
{
  if (!s)
    return STRSMT_ERROR_ARGUMENT;
  return atomic_load_explicit(&s->busy, memory_order_acquire) ? STRSMT_ERROR_BUSY : s->error;
}

bool context_begin(strsmt *s, const char *function)
{
  if (!context_ready(s, function))
    return false;
  if (!atomic_exchange_explicit(&s->busy, true, memory_order_acq_rel))
    return true;
  atomic_store_explicit(&s->intruded, true, memory_order_relaxed);
  return false;
}

void context_end(strsmt *s, const char *function)
{
  if (atomic_exchange_explicit(&s->intruded, false, memory_order_relaxed))
    context_fail(s, STRSMT_ERROR_BUSY, function,
                 "while it ran, the context was used from another thread or from a callback, which was refused");
  atomic_store_explicit(&s->busy, false, memory_order_release);
}

bool context_keep_piece(void *user, const void *data, size_t size)
{
  kept_text *kept = user;
  if (!stack_reserve(kept->m, &kept->bytes, kept->bytes.size + size))
    return false;
  memcpy(kept->bytes.data + kept->bytes.size, data, size);
  kept->bytes.size += size;
  return true;
}

bool context_ready(strsmt *s, const char *function)
{
  if (!context_idle(s))
    return false;
  if (s->broken)
    context_fail(s, STRSMT_ERROR_STATE, function,
                 "the context is broken by an earlier error (out of memory or a failed proof sink)");
  return !s->broken;
}

bool context_has_term(strsmt *s, const char *function, const char *what, strsmt_term t)
{
  if (t != STRSMT_NO_TERM && t <= terms_count(s->terms))
    return true;
  context_fail(s, STRSMT_ERROR_ARGUMENT, function, "%s is no term of this context (%lu)", what, (unsigned long)t);
  return false;
}

strsmt_error_code strsmt_error(const strsmt *s)
{
  return s ? s->error : STRSMT_ERROR_ARGUMENT;
}

const char *strsmt_error_message(const strsmt *s)
{
  return s ? s->message : "the context is NULL";
}

void strsmt_clear_error(strsmt *s)
{
  if (!context_idle(s))
    return;
  s->error = STRSMT_OK;
  s->message[0] = 0;
  s->place.line = 0;
}

bool strsmt_error_place(const strsmt *s, unsigned *line, unsigned *column, const char **token)
{
  bool known = s && s->error != STRSMT_OK && s->place.line;
  if (line)
    *line = known ? s->place.line : 0;
  if (column)
    *column = known ? s->place.column : 0;
  if (token)
    *token = known ? s->place.token : "";
  return known;
}

bool strsmt_usable(const strsmt *s)
{
  return s && !s->broken;
}

strsmt_state strsmt_current_state(const strsmt *s)
{
  return strsmt_usable(s) ? s->state : STRSMT_STATE_BROKEN;
}

/* ---- contexts ---------------------------------------------------------------------------------------------------- */

strsmt *strsmt_new(const strsmt_allocator *allocator)
{
  mem m;
  mem_init(&m, allocator);
  strsmt *s = mem_calloc(&m, 1, sizeof *s);
  if (!s)
    return NULL;
  s->m = m;
  s->proof.m = s->core.proof.m = &s->m;
  s->pattern_report = (strsmt_pattern_report){0, "", "", "", 0};
  atomic_init(&s->busy, false);
  atomic_init(&s->intruded, false);
  limits_init(&s->l, &s->m);
  s->terms = terms_new(&s->m);
  s->regex = s->terms ? regex_new(&s->m, &s->l, s->terms) : NULL;
  s->solver = s->regex ? solver_new(&s->m, &s->l, s->terms, s->regex) : NULL;
  if (s->solver)
    return s;
  strsmt_delete(s);
  return NULL;
}

void strsmt_delete(strsmt *s)
{
  if (!s)
    return;
  if (s->session)
    s->free_session(s->session);
  if (s->patterns)
    s->free_patterns(s->patterns);
  solver_delete(s->solver);
  if (s->regex)
    regex_delete(s->regex);
  if (s->terms)
    terms_delete(s->terms);
  stack_free(&s->m, &s->constants);
  stack_free(&s->m, &s->proof.bytes);
  stack_free(&s->m, &s->core.terms);
  stack_free(&s->m, &s->core.proof.bytes);
  mem m = s->m; /* the context lies in its own memory */
  mem_free(&m, s, sizeof *s);
}

const char *strsmt_version(void)
{
  return STRING(STRSMT_VERSION_MAJOR) "." STRING(STRSMT_VERSION_MINOR) "." STRING(STRSMT_VERSION_PATCH);
}

const char *strsmt_sat_version(void)
{
  return sat_version();
}

/* ---- options ----------------------------------------------------------------------------------------------------- */

bool context_good_limits(strsmt *s, const char *function, const strsmt_limits *wanted)
{
  if (!wanted || wanted->seconds >= 0)
    return true;
  context_fail(s, STRSMT_ERROR_ARGUMENT, function, "the seconds are %s",
               wanted->seconds < 0 ? "negative" : "no number");
  return false;
}

void strsmt_set_limits(strsmt *s, const strsmt_limits *wanted)
{
  if (context_idle(s) && context_good_limits(s, __func__, wanted))
    s->user_limits = wanted ? *wanted : (strsmt_limits){0};
}

void strsmt_set_seed(strsmt *s, uint32_t seed)
{
  if (context_ready(s, "strsmt_set_seed"))
    solver_seed(s->solver, seed);
}

void strsmt_interrupt(strsmt *s)
{
  if (s)
    limits_interrupt(&s->l);
}

void strsmt_set_progress(strsmt *s, strsmt_progress progress, void *user)
{
  if (context_ready(s, "strsmt_set_progress"))
    solver_progress(s->solver, progress, user);
}

void strsmt_set_log(strsmt *s, strsmt_log log, void *user, unsigned level)
{
  if (context_ready(s, "strsmt_set_log"))
    solver_report(s->solver, (reporter){level ? log : NULL, user, level});
}
