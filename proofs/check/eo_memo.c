/* eo_memo.c: results of programs, remembered by program and arguments, and the hash index behind eo::list_find. Entries
 * are logged in the order in which they were made; a release looks at those made since its mark and keeps the ones
 * whose terms all stay.
 *
 * A bucket is the number of its first entry and, above that, 32 bits that say which hashes its chain may have, so that what
 * is not there is seldom looked for further than that: one place in memory, where most questions come out of nowhere. */
#include "eo_internal.h"

#include <string.h>

static uint32_t hash_key(uint32_t key, const eo_term *args, size_t count)
{
  uint32_t h = eo_mix(key, (uint32_t)count);
  for (size_t i = 0; i < count; i++)
    h = eo_mix(h, args[i]);
  return eo_finish(h);
}

static const eo_term *args_of(const eo *e, const eo_memo *m, size_t count)
{
  return count <= 2 ? m->arg : e->memo_words.v + m->arg[0];
}

static inline uint64_t mark_of(uint32_t hash)
{
  return (uint64_t)1 << (32 + (hash >> 27));
}

static void link_entry(eo *e, uint32_t number)
{
  eo_memo *m = e->memo.v + number - 1;
  uint64_t *bucket = e->memo_buckets + (m->hash & e->memo_mask);
  m->next = (uint32_t)*bucket;
  *bucket = (*bucket >> 32 << 32) | mark_of(m->hash) | number;
}

/* The marks of what is left in the chain may be too many. */
static void unlink_first(eo *e, const eo_memo *m)
{
  uint64_t *bucket = e->memo_buckets + (m->hash & e->memo_mask);
  *bucket = m->next ? (*bucket >> 32 << 32) | m->next : 0;
}

bool eo_memo_find(eo *e, uint32_t key, const eo_term *args, size_t count, eo_term *value)
{
  if (!e->memo_buckets)
    return false;
  uint32_t hash = hash_key(key, args, count);
  uint64_t bucket = e->memo_buckets[hash & e->memo_mask];
  if (!(bucket & mark_of(hash)))
    return false;
  for (uint32_t i = (uint32_t)bucket; i; i = e->memo.v[i - 1].next) {
    const eo_memo *m = e->memo.v + i - 1;
    if (m->hash != hash || m->key != (key | (uint32_t)count << 24))
      continue;
    const eo_term *have = args_of(e, m, count);
    size_t k = 0;
    while (k < count && have[k] == args[k])
      k++;
    if (k < count)
      continue;
    *value = m->value;
    return true;
  }
  return false;
}

static bool resize(eo *e, size_t size)
{
  uint64_t *buckets = eo_alloc_zero(e, size, sizeof *buckets);
  if (!buckets)
    return false;
  eo_free(e, e->memo_buckets, (size_t)e->memo_mask + 1, sizeof *buckets);
  e->memo_buckets = buckets;
  e->memo_mask = (uint32_t)size - 1;
  for (uint32_t i = 0; i < e->memo.n; i++)
    link_entry(e, i + 1);
  return true;
}

static void forget_all(eo *e)
{
  e->forgotten++;
  e->memo.n = e->memo_words.n = 0;
  for (size_t i = 0; i < e->marks.n; i++)
    e->marks.v[i].value = 0;
  memset(e->memo_buckets, 0, ((size_t)e->memo_mask + 1) * sizeof *e->memo_buckets);
}

/* Makes room for one more entry. When memory runs short, forgetting is better than failing: the table grows only while
 * a quarter of the limit stays free. */
static bool make_room(eo *e, size_t words)
{
  size_t n = e->memo.n, more = 0;
  if (!e->memo_buckets && !resize(e, 1u << 12))
    return false;
  if (n == e->memo.cap)
    more += (n + 16) * sizeof *e->memo.v;
  if (n > e->memo_mask)
    more += 2 * (n + 1) * sizeof *e->memo_buckets;
  if (e->memo_words.n + words > e->memo_words.cap)
    more += (e->memo_words.cap + words) * sizeof *e->memo_words.v;
  const budget *b = e->budget;
  bool scarce = more && n && b->most_bytes && budget_is_over(b, more + b->most_bytes / 4);
  if (n >= EO_MAX_MEMO || scarce)
    forget_all(e);
  if (e->memo.n > e->memo_mask && !resize(e, ((size_t)e->memo_mask + 1) * 2))
    return false;
  return EO_ROOM(e, &e->memo, 1) && EO_ROOM(e, &e->memo_words, words);
}

void eo_memo_add(eo *e, uint32_t key, const eo_term *args, size_t count, eo_term value)
{
  if (e->failed || count > 255 || !make_room(e, count > 2 ? count : 0))
    return;
  eo_memo *m = e->memo.v + e->memo.n++;
  *m = (eo_memo){.hash = hash_key(key, args, count), .key = key | (uint32_t)count << 24, .value = value};
  if (count <= 2) {
    for (size_t i = 0; i < count; i++)
      m->arg[i] = args[i];
  } else {
    m->arg[0] = (uint32_t)e->memo_words.n;
    memcpy(e->memo_words.v + e->memo_words.n, args, count * sizeof *args);
    e->memo_words.n += count;
  }
  link_entry(e, (uint32_t)e->memo.n);
}

static bool stays(const eo *e, const eo_memo *m, uint32_t terms)
{
  size_t count = m->key >> 24;
  const eo_term *args = args_of(e, m, count);
  for (size_t i = 0; i < count; i++)
    if (eo_is_node(args[i]) && args[i] >= terms)
      return false;
  return !eo_is_node(m->value) || m->value < terms;
}

void eo_memo_release(eo *e, size_t entries, uint32_t terms)
{
  if (entries >= e->memo.n)
    return;
  size_t n = e->memo.n, words = e->memo_words.n;
  for (size_t i = n; i > entries; i--) {
    const eo_memo *m = e->memo.v + i - 1;
    unlink_first(e, m);
    if ((m->key >> 24) > 2)
      words = m->arg[0];
  }
  e->memo.n = entries;
  for (size_t i = entries; i < n; i++) {
    eo_memo m = e->memo.v[i];
    if (!stays(e, &m, terms))
      continue;
    size_t count = m.key >> 24;
    if (count > 2) {
      memmove(e->memo_words.v + words, e->memo_words.v + m.arg[0], count * sizeof(uint32_t));
      m.arg[0] = (uint32_t)words;
      words += count;
    }
    e->memo.v[e->memo.n++] = m;
    link_entry(e, (uint32_t)e->memo.n);
  }
  e->memo_words.n = words;
}
