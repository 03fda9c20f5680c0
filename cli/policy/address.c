/* address.c: arithmetic on numbers of 17 bytes, most significant first, which hold every place of the axis. */
#include "address.h"

#include <arpa/inet.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define SIZE 17
#define IPV6_OFFSET_BYTE (SIZE - 5) /* 2^32 is 1 in the fifth byte from the right */

static const char *to_decimal(struct pool *pool, const uint8_t bytes[SIZE])
{
  uint8_t left[SIZE];
  char digits[64], *p = digits + sizeof digits;
  bool zero = false;
  memcpy(left, bytes, SIZE);
  *--p = 0;
  while (!zero) {
    unsigned rest = 0;
    zero = true;
    for (size_t i = 0; i < SIZE; i++) {
      const unsigned value = rest * 256 + left[i];
      left[i] = (uint8_t)(value / 10);
      rest = value % 10;
      zero = zero && !left[i];
    }
    *--p = (char)('0' + rest);
  }
  return pool_copy(pool, p);
}

static void from_decimal(const char *text, uint8_t bytes[SIZE])
{
  memset(bytes, 0, SIZE);
  for (; *text; text++) {
    unsigned carry = (unsigned)(*text - '0');
    for (size_t i = SIZE; i-- > 0;) {
      carry += bytes[i] * 10u;
      bytes[i] = (uint8_t)carry;
      carry >>= 8;
    }
  }
}

/* Adds (or, with -1, subtracts) 2^32. */
static void shift_ipv6(uint8_t bytes[SIZE], int sign)
{
  for (size_t i = IPV6_OFFSET_BYTE + 1; i-- > 0;) {
    bytes[i] = (uint8_t)(bytes[i] + sign);
    if (bytes[i] != (sign > 0 ? 0 : 0xFF))
      return;
  }
}

static const char *place(struct pool *pool, const uint8_t *address, size_t size, bool ipv6)
{
  uint8_t bytes[SIZE] = {0};
  memcpy(bytes + SIZE - size, address, size);
  if (ipv6)
    shift_ipv6(bytes, 1);
  return to_decimal(pool, bytes);
}

const char *network_read(struct pool *pool, const char *text, struct network *out)
{
  static const char wrong[] = "neither an IP address nor a network (address/bits)";
  const char *slash = strchr(text, '/');
  const char *host = slash ? pool_format(pool, "%.*s", (int)(slash - text), text) : text;
  uint8_t first[16], last[16];
  out->ipv6 = strchr(host, ':') != NULL;
  const unsigned size = out->ipv6 ? 16 : 4;
  if (inet_pton(out->ipv6 ? AF_INET6 : AF_INET, host, first) != 1)
    return wrong;
  unsigned bits = 8 * size;
  if (slash) {
    const size_t digits = strspn(slash + 1, "0123456789");
    if (!digits || digits > 3 || slash[1 + digits])
      return wrong;
    bits = (unsigned)strtoul(slash + 1, NULL, 10);
    if (bits > 8 * size)
      return "more bits in the prefix than in the address";
  }
  for (unsigned i = 0; i < size; i++) {
    const unsigned kept = bits > 8 * i + 8 ? 8 : bits > 8 * i ? bits - 8 * i : 0, mask = 0xFF00u >> kept & 0xFF;
    first[i] = (uint8_t)(first[i] & mask);
    last[i] = (uint8_t)(first[i] | (~mask & 0xFF));
  }
  out->first = place(pool, first, size, out->ipv6);
  out->last = place(pool, last, size, out->ipv6);
  return NULL;
}

const char *address_show(struct pool *pool, const char *decimal)
{
  uint8_t bytes[SIZE];
  char text[INET6_ADDRSTRLEN];
  bool ipv6 = false;
  from_decimal(decimal, bytes);
  for (size_t i = 0; i <= IPV6_OFFSET_BYTE; i++)
    ipv6 = ipv6 || bytes[i];
  if (ipv6)
    shift_ipv6(bytes, -1);
  inet_ntop(ipv6 ? AF_INET6 : AF_INET, bytes + SIZE - (ipv6 ? 16 : 4), text, sizeof text);
  return pool_copy(pool, text);
}
