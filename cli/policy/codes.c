/* codes.c: decoding and encoding of one code point. */
#include "codes.h"

uint32_t codes_next(const char **text)
{
  const unsigned char *p = (const unsigned char *)*text;
  const uint32_t lead = *p++;
  uint32_t code = lead < 0x80 ? lead : lead < 0xE0 ? lead & 0x1F : lead < 0xF0 ? lead & 0x0F : lead & 0x07;
  for (; (*p & 0xC0) == 0x80; p++)
    code = code << 6 | (*p & 0x3F);
  *text = (const char *)p;
  return code;
}

size_t codes_put(char *to, uint32_t code)
{
  size_t n = 0;
  if (code < 0x80) {
    to[n++] = (char)code;
  } else if (code < 0x800) {
    to[n++] = (char)(0xC0 | code >> 6);
  } else if (code < 0x10000) {
    to[n++] = (char)(0xE0 | code >> 12);
    to[n++] = (char)(0x80 | (code >> 6 & 0x3F));
  } else {
    to[n++] = (char)(0xF0 | code >> 18);
    to[n++] = (char)(0x80 | (code >> 12 & 0x3F));
    to[n++] = (char)(0x80 | (code >> 6 & 0x3F));
  }
  if (code >= 0x80)
    to[n++] = (char)(0x80 | (code & 0x3F));
  return n;
}
