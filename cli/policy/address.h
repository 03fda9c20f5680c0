/* address.h: IP addresses and networks as integers on one axis: IPv4 from 0, IPv6 behind it, from 2^32 to 2^32 + 2^128
 * - 1. A network is an interval of that axis, so that comparisons of an integer with a constant are exact. */
#ifndef POLICY_ADDRESS_H
#define POLICY_ADDRESS_H

#include "pool.h"

#include <stdbool.h>

struct network {
  const char *first, *last; /* decimal */
  bool ipv6;
  const char *open; /* a placeholder that nobody filled in: what compares with it is not known; NULL otherwise */
};

#define ADDRESS_FIRST_IPV6 "4294967296"
#define ADDRESS_LAST "340282366920938463463374607436063178751"

/* An address, or address/bits. Returns NULL, or what is wrong. Bits behind the prefix are ignored, as CIDR says. */
const char *network_read(struct pool *pool, const char *text, struct network *out);
/* The address at a place of the axis. */
const char *address_show(struct pool *pool, const char *decimal);

#endif
