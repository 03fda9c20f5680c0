/* sha256.h: SHA-256 (FIPS 180-4), for the hash of the signature in a proof's header. */
#ifndef CHECK_SHA256_H
#define CHECK_SHA256_H

#include <stddef.h>
#include <stdint.h>

typedef struct sha256 {
  uint32_t state[8];
  uint64_t length; /* bytes so far */
  unsigned char block[64];
} sha256;

void sha256_init(sha256 *s);
void sha256_add(sha256 *s, const void *bytes, size_t length);
/* Writes 64 hexadecimal digits and a NUL. */
void sha256_hex(sha256 *s, char out[65]);

#endif
