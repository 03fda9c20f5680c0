/* sorts.c: which applications are well-sorted. One loop over the table of kinds. */
#include "term/kinds.h"
#include "term/term.h"

const char *sort_name(sort s)
{
  switch (s) {
  case STRSMT_SORT_BOOL:
    return "Bool";
  case STRSMT_SORT_INT:
    return "Int";
  case STRSMT_SORT_STRING:
    return "String";
  case STRSMT_SORT_REGLAN:
    return "RegLan";
  default:
    return "none";
  }
}

static bool indices_fit(const kind_info *info, strsmt_kind k, size_t index_count, const uint32_t *indices,
                        sort_error *error)
{
  if (index_count != info->index_count) {
    error->fault = SORT_FAULT_INDICES;
    error->wanted_count = info->index_count;
    return false;
  }
  if (k == STRSMT_DIVISIBLE && !indices[0]) {
    error->fault = SORT_FAULT_INDEX;
    error->argument = 1;
    return false;
  }
  return true;
}

static bool count_fits(const kind_info *info, size_t n, sort_error *error)
{
  bool or_more = info->form != FORM_FIXED;
  size_t least = info->form == FORM_NARY ? 1 : info->arity;
  if (n == least || (or_more && n > least))
    return true;
  error->fault = SORT_FAULT_COUNT;
  error->wanted_count = least;
  error->or_more = or_more;
  return false;
}

/* Where the table says ANY, the first such argument decides for the others. */
static bool arguments_fit(const terms *t, const kind_info *info, size_t n, const term *args, sort_error *error,
                          sort *last)
{
  sort any = STRSMT_SORT_NONE;
  for (size_t i = 0; i < n; i++) {
    error->argument = i + 1;
    if (!args[i] || args[i] > terms_count(t)) {
      error->fault = SORT_FAULT_TERM;
      return false;
    }
    sort found = term_sort(t, args[i]), wanted = info->arguments[i < 3 ? i : 2];
    if (!wanted)
      wanted = any ? any : (any = found);
    if (found != wanted) {
      error->fault = SORT_FAULT_SORT;
      error->wanted = wanted;
      error->found = found;
      return false;
    }
    *last = found;
  }
  return true;
}

sort terms_check_application(const terms *t, strsmt_kind k, size_t index_count, const uint32_t *indices, size_t n,
                             const term *args, sort_error *error)
{
  sort_error none = {0}, *e = error ? error : &none;
  *e = (sort_error){0};
  const kind_info *info = kind_get(k);
  if (!info) {
    e->fault = SORT_FAULT_KIND;
    return STRSMT_SORT_NONE;
  }
  sort last = STRSMT_SORT_NONE;
  if (!indices_fit(info, k, index_count, indices, e) || !count_fits(info, n, e) ||
      !arguments_fit(t, info, n, args, e, &last))
    return STRSMT_SORT_NONE;
  return info->result ? info->result : last;
}

static const char *message(const sort_error *e)
{
#define OF_SORT(who)                                                                                                   \
  {                                                                                                                    \
    NULL, who " must be of sort Bool", who " must be of sort Int", who " must be of sort String",                      \
        who " must be of sort RegLan"                                                                                  \
  }
  static const char *const of_sort[4][5] = {OF_SORT("an argument"), OF_SORT("argument 1"), OF_SORT("argument 2"),
                                            OF_SORT("argument 3")};
#undef OF_SORT
  static const char *const exactly[] = {"takes no arguments", "takes one argument", "takes two arguments",
                                        "takes three arguments"};
  static const char *const indices[] = {"takes no index", "takes one index", "takes two indices"};
  switch (e->fault) {
  case SORT_FAULT_KIND:
    return "not an operator";
  case SORT_FAULT_INDICES:
    return indices[e->wanted_count];
  case SORT_FAULT_INDEX:
    return "the index must be positive";
  case SORT_FAULT_COUNT:
    if (!e->or_more)
      return exactly[e->wanted_count];
    return e->wanted_count == 1 ? "takes one argument or more" : "takes two arguments or more";
  case SORT_FAULT_TERM:
    return "an argument is no term";
  case SORT_FAULT_SORT:
    return of_sort[e->argument < 4 ? e->argument : 0][e->wanted];
  default:
    return NULL;
  }
}

sort terms_sort_of_application(const terms *t, strsmt_kind k, size_t index_count, const uint32_t *indices, size_t n,
                               const term *args, const char **why)
{
  sort_error error;
  sort s = terms_check_application(t, k, index_count, indices, n, args, &error);
  if (why)
    *why = message(&error);
  return s;
}
