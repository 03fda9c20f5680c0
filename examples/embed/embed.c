/* embed: the program of strsmt.h's first comment, grown into what a host program does: an allocator that counts,
 * limits, a question under assumptions, the assumptions that an `unsat` rests on, a proof that goes to a callback, and
 * errors. */
#include <strsmt.h>

#include <stdio.h>
#include <stdlib.h>

struct account {
  size_t held, most;
};

/* realloc, with an account of the bytes that the context holds. */
static void *resize(void *user, void *p, size_t old_size, size_t new_size)
{
  struct account *account = user;
  if (new_size == 0) {
    free(p);
    account->held -= old_size;
    return NULL;
  }
  void *grown = realloc(p, new_size);
  if (!grown)
    return NULL;
  account->held += new_size - old_size;
  if (account->held > account->most)
    account->most = account->held;
  return grown;
}

/* A proof sink: a real one would write to a file, or hand the bytes to a checker at once. */
static bool count_bytes(void *user, const void *data, size_t size)
{
  (void)data;
  *(size_t *)user += size;
  return true;
}

static void print(strsmt *s, const char *before, strsmt_term t)
{
  char text[256];
  strsmt_print_term(s, t, text, sizeof text);
  printf("%s%s\n", before, text);
}

/* One label of a host name: letters, digits and hyphens, at most 63 of them. */
static strsmt_term label(strsmt *s)
{
  const uint32_t counts[] = {1, 63};
  const strsmt_term classes[] = {
      strsmt_make_2(s, STRSMT_RE_RANGE, strsmt_make_string(s, "a"), strsmt_make_string(s, "z")),
      strsmt_make_2(s, STRSMT_RE_RANGE, strsmt_make_string(s, "0"), strsmt_make_string(s, "9")),
      strsmt_make_1(s, STRSMT_STR_TO_RE, strsmt_make_string(s, "-"))};
  const strsmt_term letter = strsmt_make(s, STRSMT_RE_UNION, 3, classes);
  return strsmt_make_indexed(s, STRSMT_RE_LOOP, 2, counts, 1, &letter);
}

static void ask(strsmt *s, strsmt_term name, size_t count, const strsmt_term *wishes)
{
  switch (strsmt_check_assuming(s, count, wishes)) {
  case STRSMT_SAT:
    print(s, "a name: ", strsmt_value(s, name));
    break;
  case STRSMT_UNSAT: {
    size_t failed;
    const strsmt_term *core = strsmt_failed_assumptions(s, &failed);
    printf("no name fits %zu of the %zu wishes:\n", failed, count);
    for (size_t i = 0; i < failed; i++)
      print(s, "  ", core[i]);
    break;
  }
  case STRSMT_UNKNOWN:
    printf("unknown: %s\n", strsmt_unknown_reason(s));
    break;
  }
}

int main(void)
{
  struct account account = {0, 0};
  size_t proof_bytes = 0;
  const strsmt_allocator allocator = {resize, &account};
  const strsmt_limits limits = {.seconds = 5, .bytes = 100u << 20};
  strsmt *s = strsmt_new(&allocator);
  if (!s)
    return 1;
  strsmt_set_limits(s, &limits);
  strsmt_set_proof(s, count_bytes, &proof_bytes, STRSMT_PROOF_BINARY);

  const strsmt_term name = strsmt_make_constant(s, "name", STRSMT_SORT_STRING), dot = strsmt_make_string(s, ".");
  const strsmt_term more = strsmt_make_2(s, STRSMT_RE_CONCAT, strsmt_make_1(s, STRSMT_STR_TO_RE, dot), label(s));
  const strsmt_term names = strsmt_make_2(s, STRSMT_RE_CONCAT, label(s), strsmt_make_1(s, STRSMT_RE_PLUS, more));
  strsmt_assert(s, strsmt_make_2(s, STRSMT_STR_IN_RE, name, names));

  const strsmt_term wishes[] = {strsmt_make_2(s, STRSMT_STR_PREFIXOF, strsmt_make_string(s, "www"), name),
                                strsmt_make_2(s, STRSMT_STR_SUFFIXOF, strsmt_make_string(s, ".org"), name),
                                strsmt_make_1(s, STRSMT_NOT, strsmt_make_2(s, STRSMT_STR_CONTAINS, name, dot))};
  ask(s, name, 2, wishes);
  ask(s, name, 3, wishes);

  /* A mistake changes nothing, and its message says what was wrong. */
  strsmt_assert(s, strsmt_make_2(s, STRSMT_STR_IN_RE, name, dot));
  printf("a mistake: %s\n", strsmt_error_message(s));
  strsmt_clear_error(s);

  strsmt_delete(s);
  printf("%zu bytes of proof; at most %zu bytes of memory; %zu left\n", proof_bytes, account.most, account.held);
  return account.held == 0 ? 0 : 1;
}
