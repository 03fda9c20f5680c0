/* word.c: comparing strings of code points; searching after Knuth, Morris and Pratt, so that no text is long in
 * vain. */
#include "base/word.h"

#include <assert.h>

bool word_equal(word a, word b)
{
  return a.length == b.length && (!a.length || !memcmp(a.codes, b.codes, a.length * sizeof *a.codes));
}

int word_compare(word a, word b)
{
  size_t common = a.length < b.length ? a.length : b.length;
  assert((!a.length || a.codes) && (!b.length || b.codes));
  for (size_t i = 0; i < common; i++)
    if (a.codes[i] != b.codes[i])
      return a.codes[i] < b.codes[i] ? -1 : 1;
  return (a.length > b.length) - (a.length < b.length);
}

bool word_is_prefix(word prefix, word w)
{
  return prefix.length <= w.length && word_equal(prefix, (word){w.codes, prefix.length});
}

bool word_is_suffix(word suffix, word w)
{
  return suffix.length <= w.length && word_equal(suffix, (word){w.codes + (w.length - suffix.length), suffix.length});
}

bool word_search_begin(word_search *s, mem *m, word needle)
{
  *s = (word_search){needle, NULL};
  if (!needle.length || needle.length > UINT32_MAX)
    return false;
  s->border = mem_alloc(m, needle.length * sizeof *s->border);
  if (!s->border)
    return false;
  s->border[0] = 0;
  uint32_t k = 0;
  for (size_t i = 1; i < needle.length; i++) {
    while (k && needle.codes[i] != needle.codes[k])
      k = s->border[k - 1];
    k += needle.codes[i] == needle.codes[k];
    s->border[i] = k;
  }
  return true;
}

void word_search_end(word_search *s, mem *m)
{
  mem_free(m, s->border, s->needle.length * sizeof *s->border);
  s->border = NULL;
}

size_t word_search_next(const word_search *s, limits *l, word text, size_t from)
{
  const uint32_t *needle = s->needle.codes;
  uint32_t k = 0;
  for (size_t i = from; i < text.length; i++) {
    if ((i & 0xfff) == 0xfff && limits_poll(l))
      return SIZE_MAX;
    while (k && text.codes[i] != needle[k])
      k = s->border[k - 1];
    k += text.codes[i] == needle[k];
    if (k == s->needle.length)
      return i + 1 - k;
  }
  return SIZE_MAX;
}
