/* utf8.c: the well-formed byte sequences of The Unicode Standard, table 3-7. */
#include "base/utf8.h"

static bool in_range(unsigned char c, unsigned low, unsigned high)
{
  return c >= low && c <= high;
}

bool utf8_next(const char *text, size_t length, size_t *at, uint32_t *code)
{
  const unsigned char *p = (const unsigned char *)text + *at;
  size_t left = length - *at, more;
  unsigned low = 0x80, high = 0xbf; /* of the second byte */
  uint32_t c = p[0];
  if (c < 0x80) {
    *code = c;
    ++*at;
    return true;
  }
  if (in_range(p[0], 0xc2, 0xdf)) {
    more = 1;
    c &= 0x1f;
  } else if (in_range(p[0], 0xe0, 0xef)) {
    more = 2;
    low = c == 0xe0 ? 0xa0 : 0x80;
    high = c == 0xed ? 0x9f : 0xbf;
    c &= 0x0f;
  } else if (in_range(p[0], 0xf0, 0xf4)) {
    more = 3;
    low = c == 0xf0 ? 0x90 : 0x80;
    high = c == 0xf4 ? 0x8f : 0xbf;
    c &= 0x07;
  } else {
    return false;
  }
  if (left <= more || !in_range(p[1], low, high))
    return false;
  for (size_t i = 1; i <= more; i++) {
    if (!in_range(p[i], 0x80, 0xbf))
      return false;
    c = c << 6 | (p[i] & 0x3fu);
  }
  *code = c;
  *at += more + 1;
  return true;
}

size_t utf8_encode(uint32_t code, char bytes[4])
{
  if (code < 0x80) {
    bytes[0] = (char)code;
    return 1;
  }
  if ((code >= 0xd800 && code <= 0xdfff) || code > 0x10ffff)
    return 0;
  size_t count = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  static const unsigned first[] = {0, 0, 0xc0, 0xe0, 0xf0};
  for (size_t i = count; i-- > 1; code >>= 6)
    bytes[i] = (char)(0x80 | (code & 0x3f));
  bytes[0] = (char)(first[count] | code);
  return count;
}
