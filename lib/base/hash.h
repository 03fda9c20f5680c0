/* hash.h: mixing numbers into a hash, one for all hash tables. The same in each run and on each machine. A factor that is
 * the golden ratio (Fibonacci hashing: Knuth, volume 3, 6.4), and a shift that brings what the multiplication moved to
 * the top back down. It is no protection from those who choose keys to clash. */
#ifndef STRSMT_BASE_HASH_H
#define STRSMT_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

static inline uint64_t hash_mix(uint64_t h, uint64_t x)
{
  h = (h ^ x) * UINT64_C(0x9e3779b97f4a7c15);
  return h ^ h >> 29;
}
/* Where the sum of hashes stands for a set, each must look like chance in all its bits (Steele, Lea and Flood, SplitMix,
 * 2014). */
static inline uint64_t hash_scatter(uint64_t x)
{
  x = (x ^ x >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
  x = (x ^ x >> 27) * UINT64_C(0x94d049bb133111eb);
  return x ^ x >> 31;
}
static inline uint64_t hash_numbers(uint64_t h, const uint32_t *numbers, size_t count)
{
  for (size_t i = 0; i < count; i++)
    h = hash_mix(h, numbers[i]);
  return h;
}
static inline uint64_t hash_bytes(uint64_t h, const char *bytes, size_t count)
{
  for (size_t i = 0; i < count; i++)
    h = hash_mix(h, (unsigned char)bytes[i]);
  return h;
}
/* For tables that want 32 bits: all of the 64 count. */
static inline uint32_t hash_fold(uint64_t h)
{
  return (uint32_t)(h ^ h >> 32);
}

#endif
