/* SHA-256 as FIPS 180-4 has it, for bytes that are there whole: a record is known by it. */
#include <string.h>

#include "internal.h"

static const uint32_t constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

static uint32_t turned(uint32_t word, int by) { return word >> by | word << (32 - by); }

static void block(uint32_t state[8], const uint8_t *bytes) {
  uint32_t words[64], v[8], one, two;
  int i;

  for (i = 0; i < 16; i++) {
    words[i] = (uint32_t)bytes[4 * i] << 24 | (uint32_t)bytes[4 * i + 1] << 16 | (uint32_t)bytes[4 * i + 2] << 8 |
               bytes[4 * i + 3];
  }
  for (; i < 64; i++) {
    one = turned(words[i - 15], 7) ^ turned(words[i - 15], 18) ^ words[i - 15] >> 3;
    two = turned(words[i - 2], 17) ^ turned(words[i - 2], 19) ^ words[i - 2] >> 10;
    words[i] = words[i - 16] + one + words[i - 7] + two;
  }
  memcpy(v, state, sizeof v);
  for (i = 0; i < 64; i++) {
    one = v[7] + (turned(v[4], 6) ^ turned(v[4], 11) ^ turned(v[4], 25)) + ((v[4] & v[5]) ^ (~v[4] & v[6])) +
          constants[i] + words[i];
    two = (turned(v[0], 2) ^ turned(v[0], 13) ^ turned(v[0], 22)) + ((v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]));
    memmove(v + 1, v, 7 * sizeof *v);
    v[4] += one;
    v[0] = one + two;
  }
  for (i = 0; i < 8; i++) {
    state[i] += v[i];
  }
  wipe(words, sizeof words);
}

void sha256(const uint8_t *bytes, size_t length, uint8_t digest[SHA256_SIZE]) {
  uint32_t state[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  uint8_t last[128];
  uint64_t bits = (uint64_t)length * 8;
  size_t rest, size;
  int i;

  for (; length >= 64; bytes += 64, length -= 64) {
    block(state, bytes);
  }
  memset(last, 0, sizeof last);
  rest = length;
  memcpy(last, bytes, rest);
  last[rest] = 0x80;
  size = rest < 56 ? 64 : 128;
  for (i = 0; i < 8; i++) {
    last[size - 1 - (size_t)i] = (uint8_t)(bits >> 8 * i);
  }
  block(state, last);
  if (size == 128) {
    block(state, last + 64);
  }
  for (i = 0; i < SHA256_SIZE; i++) {
    digest[i] = (uint8_t)(state[i / 4] >> (24 - 8 * (i % 4)));
  }
  wipe(last, sizeof last);
}
