/* text.c: growable arrays, texts, and the decoding of UTF-8 (RFC 3629: no overlong forms, no surrogates). */
#include "text.h"

#include <stdio.h>
#include <string.h>

void fr_text_append(fr_text *text, const char *bytes, size_t length)
{
  if (!FR_RESERVE(text->m, *text, length + 1))
    return;
  if (length)
    memcpy(text->data + text->length, bytes, length);
  text->length += length;
  text->data[text->length] = 0;
}

void fr_text_string(fr_text *text, const char *string)
{
  fr_text_append(text, string, strlen(string));
}

void fr_text_vformat(fr_text *text, const char *format, va_list args)
{
  va_list again;
  va_copy(again, args);
  int length = vsnprintf(NULL, 0, format, args);
  if (length > 0 && FR_RESERVE(text->m, *text, (size_t)length + 1)) {
    vsnprintf(text->data + text->length, (size_t)length + 1, format, again);
    text->length += (size_t)length;
  }
  va_end(again);
}

void fr_text_format(fr_text *text, const char *format, ...)
{
  va_list args;
  va_start(args, format);
  fr_text_vformat(text, format, args);
  va_end(args);
}

void fr_text_excerpt(fr_text *text, const char *bytes, size_t length)
{
  size_t shown = 0;
  for (size_t i = 0; i < length;) {
    if (shown++ == 40) {
      fr_text_string(text, "...");
      return;
    }
    uint32_t code = 0;
    size_t size = fr_utf8(bytes + i, length - i, &code);
    if (size && code >= 0x20 && code != 0x7f) {
      fr_text_append(text, bytes + i, size);
      i += size;
    } else {
      fr_text_format(text, "\\x%02x", (unsigned)(unsigned char)bytes[i]);
      i++;
    }
  }
}

void fr_text_clear(fr_text *text)
{
  text->length = 0;
  if (text->data)
    text->data[0] = 0;
}

void fr_text_free(fr_text *text)
{
  FR_FREE(text->m, *text);
}

const char *fr_text_c(const fr_text *text)
{
  return text->length ? text->data : "";
}

size_t fr_utf8(const char *p, size_t length, uint32_t *code)
{
  const unsigned char *b = (const unsigned char *)p;
  if (!length)
    return 0;
  if (b[0] < 0x80) {
    *code = b[0];
    return 1;
  }
  size_t size = b[0] >= 0xf0 ? 4 : b[0] >= 0xe0 ? 3 : 2;
  if (b[0] < 0xc2 || b[0] > 0xf4 || size > length)
    return 0;
  uint32_t c = b[0] & (0xffu >> (size + 1));
  for (size_t i = 1; i < size; i++) {
    if ((b[i] & 0xc0) != 0x80)
      return 0;
    c = c << 6 | (b[i] & 0x3f);
  }
  if ((size == 3 && c < 0x800) || (size == 4 && c < 0x10000) || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
    return 0;
  *code = c;
  return size;
}
