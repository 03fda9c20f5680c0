/* test_stream.c: records of both forms, and what is no record. */
#define _POSIX_C_SOURCE 200809L
#include "../unit/runner.h"
#include "stream.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static report r;
static budget b;
static heap h;
static stream s;

/* Opens a stream on these bytes, which come through a pipe (at most 64 KB). */
static int start(const char *bytes, size_t length)
{
  int ends[2];
  memset(&r, 0, sizeof r);
  b = (budget){0};
  heap_init(&h, &b, &r);
  ck_assert_int_eq(pipe(ends), 0);
  ck_assert_int_eq((int)write(ends[1], bytes, length), (int)length);
  close(ends[1]);
  stream_open(&s, &h, ends[0], "proof");
  return ends[0];
}

static void finish(int file)
{
  close(file);
  stream_close(&s);
  ck_assert_uint_eq(b.bytes, 0);
}

static char *number_to(char *at, unsigned long long n)
{
  for (; n > 0x7f; n >>= 7)
    *at++ = (char)(n | 0x80);
  *at++ = (char)n;
  return at;
}

START_TEST(text_records)
{
  static const char text[] =
      "c hello\n\nlratt 1 strings -\nk 1 |a\nb| Bool\nn 2 -17\nn 3 \"a\"\"\\u{e4}\"\nt 4 re.loop 1 2 3\nt 5 re.none\n"
      "z 1 2\nv 7 4\ng 8 0\ni 9 4\ni 10 4 8\nl 11 -1 2 0\ns 3 cong (4 5) 1 2\ns 4 refl () \n";
  int file = start(text, strlen(text));
  ck_assert(stream_next(&s));
  ck_assert_int_eq(s.record.kind, 'h');
  ck_assert_uint_eq(s.record.place, 3);
  ck_assert_uint_eq(s.record.name.size, 7);
  ck_assert(stream_next(&s));
  ck_assert_int_eq(s.record.kind, 'k');
  ck_assert_uint_eq(s.record.name.size, 3);
  ck_assert_int_eq(memcmp(s.record.name.data, "a\nb", 3), 0);
  ck_assert(stream_next(&s));
  ck_assert(s.record.kind == 'n' && !s.record.is_string && s.record.name.size == 3);
  ck_assert_uint_eq(s.record.place, 6);
  ck_assert(stream_next(&s));
  ck_assert(s.record.is_string && s.record.codes.size == 3 && s.record.codes.data[1] == '"' &&
            s.record.codes.data[2] == 0xe4);
  ck_assert(stream_next(&s));
  ck_assert(s.record.kind == 't' && s.record.id == 4 && s.record.ids.size == 3 && s.record.ids.data[2] == 3);
  ck_assert(stream_next(&s));
  ck_assert(s.record.kind == 't' && s.record.ids.size == 0);
  ck_assert(stream_next(&s));
  ck_assert(s.record.kind == 'z' && s.record.ids.size == 2);
  ck_assert(stream_next(&s));
  ck_assert(s.record.kind == 'v' && s.record.id == 7 && s.record.other == 4);
  ck_assert(stream_next(&s));
  ck_assert(s.record.kind == 'g' && s.record.other == 0);
  ck_assert(stream_next(&s));
  ck_assert(s.record.kind == 'i' && s.record.guard == 0);
  ck_assert(stream_next(&s));
  ck_assert(s.record.kind == 'i' && s.record.guard == 8);
  ck_assert(stream_next(&s));
  ck_assert(s.record.kind == 'l' && s.record.literals.size == 2 && s.record.literals.data[0] == -1);
  ck_assert(stream_next(&s));
  ck_assert(s.record.kind == 's' && s.record.ids.size == 2 && s.record.premises.size == 2);
  ck_assert(!stream_next(&s)); /* a space too many */
  ck_assert_int_eq(r.code, VERDICT_UNREADABLE);
  ck_assert_str_eq(r.place, "proof:17");
  finish(file);
}
END_TEST

START_TEST(lrat_lines)
{
  static const char text[] = "lratt 1 s -\n12 1 -2 0 3 4 0\n5 d 6 7 0\n9 0 -8 0\n10 0 0\n0 d 0\n";
  int file = start(text, strlen(text));
  ck_assert(stream_next(&s) && stream_next(&s));
  ck_assert(s.record.kind == 'a' && s.record.id == 12 && s.record.literals.size == 2 && s.record.ids.size == 2 &&
            !s.record.negative);
  ck_assert(stream_next(&s));
  ck_assert(s.record.kind == 'd' && s.record.ids.size == 2);
  ck_assert(stream_next(&s));
  ck_assert(s.record.kind == 'a' && s.record.literals.size == 0 && s.record.negative);
  ck_assert(stream_next(&s) && stream_next(&s) && stream_next(&s));
  ck_assert_int_eq(s.record.kind, '\0');
  finish(file);
}
END_TEST

START_TEST(binary_records)
{
  static const char bytes[] =
      "LRT\1h\7strings\1-k\1\1a\1n\2i\3-"
      "17n\3s\2a\xe4\1t\4\0\3foo\2\1\2t\5\1\0l\6\3\4\0s\1\0\3bar\1\4\2\1\2a\7\2\0\1\2\0d\7\0g\7\0i\x80\1\4\0"
      "u\7\1r";
  int file = start(bytes, sizeof bytes - 1);
  static const char kinds[] = "hknnttlsadgiur";
  for (size_t i = 0; i < strlen(kinds); i++) {
    ck_assert_msg(stream_next(&s), "%s", r.message);
    ck_assert_int_eq(s.record.kind, kinds[i]);
    if (i == 3)
      ck_assert(s.record.codes.size == 2 && s.record.codes.data[1] == 0xe4);
    if (i == 5)
      ck_assert(s.record.name.size == 3 && memcmp(s.record.name.data, "foo", 3) == 0);
    if (i == 6)
      ck_assert(s.record.literals.size == 2 && s.record.literals.data[0] == -1 && s.record.literals.data[1] == 2);
    if (i == 11)
      ck_assert_uint_eq(s.record.id, 128);
  }
  ck_assert(stream_next(&s));
  ck_assert_int_eq(s.record.kind, '\0');
  finish(file);
}
END_TEST

/* Each is unreadable. */
START_TEST(malformed_text)
{
  static const char *const texts[] = {"lratt 2 s -\n",
                                      "lratt 1 s\n",
                                      "lratt 1 s - -\n",
                                      "k 1 a\n",
                                      "k 1 |a Bool\n",
                                      "k 1 a|b Bool\n",
                                      "k 0 a Bool\n",
                                      "n 1 \n",
                                      "n 1 --1\n",
                                      "n 1 \"a\n",
                                      "n 1 \"a\"x\n",
                                      "n 1 \"\t\"\n",
                                      "t 1\n",
                                      "t 1 \n",
                                      "t 1 f 0\n",
                                      "t 1 f  2\n",
                                      "z\n",
                                      "v 1\n",
                                      "v 1 2 3\n",
                                      "g 1\n",
                                      "i 1\n",
                                      "i 1 2 0\n",
                                      "l 1\n",
                                      "l 1 2\n",
                                      "l 1 -0\n",
                                      "l 1 2147483648 0\n",
                                      "s 1 r\n",
                                      "s 1 r (\n",
                                      "s 1 r (1\n",
                                      "s 1 r (1 )\n",
                                      "s 1 r ( 1)\n",
                                      "s 1 r () 0\n",
                                      "s 1 r ()1\n",
                                      "e\n",
                                      "e 0\n",
                                      "e 1 \n",
                                      "u 1\n",
                                      "r 1\n",
                                      "x\n",
                                      " \n",
                                      "1\n",
                                      "1 2\n",
                                      "1 2 0\n",
                                      "1 2 0 3\n",
                                      "1 d 2\n",
                                      "1 d -2 0\n",
                                      "0 1 0 0\n",
                                      "01 0 0\n",
                                      "9223372036854775808 0 0\n",
                                      "99999999999999999999999 0 0\n",
                                      "1 0 0 0\n",
                                      "1 0 0 \n",
                                      "1 0 0",
                                      "k 1 |a\nb",
                                      "c",
                                      "cc\n",
                                      "\xff\n",
                                      "t 1 f\xff\n",
                                      "r\r\n"};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    int file = start(texts[i], strlen(texts[i]));
    ck_assert_msg(!stream_next(&s), "read: %s", texts[i]);
    ck_assert_int_eq(r.code, VERDICT_UNREADABLE);
    ck_assert_str_ne(r.place, "");
    finish(file);
  }
}
END_TEST

#define BYTES(text)                                                                                                    \
  {                                                                                                                    \
    text, sizeof text - 1                                                                                              \
  }
START_TEST(malformed_binary)
{
  static const struct {
    const char *text;
    size_t length;
  } cases[] = {BYTES("LRT\2h"),
               BYTES("LRT\1h"),
               BYTES("LRT\1x"),
               BYTES("LRT\1k\1\1a\5"),
               BYTES("LRT\1k\1\1a"),
               BYTES("LRT\1v\0\1"),
               BYTES("LRT\1v\x81\0\1"),
               BYTES("LRT\1v\x80\x80\x80\x80\x08\1"),
               BYTES("LRT\1i\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01\1\0"),
               BYTES("LRT\1i\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\1\1\0"),
               BYTES("LRT\1t\1\1\0"),
               BYTES("LRT\1t\1\0\0\0"),
               BYTES("LRT\1t\1\0\1f\2\1"),
               BYTES("LRT\1t\1\0\1f\1\0"),
               BYTES("LRT\1z\0"),
               BYTES("LRT\1n\1x"),
               BYTES("LRT\1n\1i\0"),
               BYTES("LRT\1n\1i\1-"),
               BYTES("LRT\1n\1i\1a"),
               BYTES("LRT\1n\1s\1\x80\x80\x0c"),
               BYTES("LRT\1l\1\1\0"),
               BYTES("LRT\1a\1\2"),
               BYTES("LRT\1h\xff\xff\xff\xff\xff\xff\xff\x7f"
                     "a"),
               BYTES("LRT\1s\1\0\1r\xff\xff\xff\xff\xff\xff\xff\x7f\1")};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    int file = start(cases[i].text, cases[i].length);
    ck_assert_msg(!stream_next(&s), "case %zu was read", i);
    ck_assert_int_eq(r.code, VERDICT_UNREADABLE);
    finish(file);
  }
}
END_TEST

/* A record that is longer than the buffer, in both forms. */
START_TEST(long_records)
{
  enum { COUNT = 12000 };
  static char text[8 * COUNT];
  for (int binary = 0; binary < 2; binary++) {
    char *at = text + sprintf(text, binary ? "LRT\1a\1" : "1");
    for (int i = 1; i <= COUNT; i++) {
      if (binary) {
        at = number_to(at, 2 * (unsigned)i);
      } else {
        at += sprintf(at, " %d", i % 1000 + 1);
      }
    }
    if (binary) {
      memcpy(at, "\0\1\0", 3);
      at += 3;
    } else {
      at += sprintf(at, " 0 1 0\n");
    }
    int file = start(text, (size_t)(at - text));
    ck_assert_msg(stream_next(&s), "%s", r.message);
    ck_assert_uint_eq(s.record.literals.size, COUNT);
    ck_assert_uint_eq(s.record.ids.size, 1);
    ck_assert(stream_next(&s));
    ck_assert_int_eq(s.record.kind, '\0');
    finish(file);
  }
}
END_TEST

START_TEST(empty)
{
  int file = start("", 0);
  ck_assert(stream_next(&s));
  ck_assert_int_eq(s.record.kind, '\0');
  finish(file);
}
END_TEST

RUN_TESTS("stream", text_records, lrat_lines, binary_records, malformed_text, malformed_binary, long_records, empty)
