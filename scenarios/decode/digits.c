#include "scenarios/decode/digits.h"

#include <glib.h>

char *digits_u32(char *at, uint32_t value) {
  char digit[DIGITS_U32];
  unsigned first = DIGITS_U32;
  do digit[--first] = (char)('0' + value % 10);
  while (value /= 10);
  return digits_copy(at, digit + first, DIGITS_U32 - first);
}

static char *digits_octet(char *at, unsigned value) {
  if (value >= 100) *at++ = (char)('0' + value / 100);
  if (value >= 10) *at++ = (char)('0' + value / 10 % 10);
  *at++ = (char)('0' + value % 10);
  return at;
}

char *digits_ipv4(char *at, const uint8_t address[4]) {
  for (unsigned i = 0; i < 4; i++) {
    if (i) *at++ = '.';
    at = digits_octet(at, address[i]);
  }
  return at;
}

static char *digits_group(char *at, unsigned value) {
  static const char digit[] = "0123456789abcdef";
  for (unsigned shift = 12; shift > 0; shift -= 4)
    if (value >> shift) *at++ = digit[value >> shift & 15];
  *at++ = digit[value & 15];
  return at;
}

/* Groups of zeros from `group` on. */
static unsigned zeros_at(const uint8_t address[16], unsigned group) {
  unsigned count = 0;
  while (group + count < 8 && !address[2 * (group + count)] && !address[2 * (group + count) + 1]) count++;
  return count;
}

static char *digits_groups(char *at, const uint8_t address[16]) {
  unsigned first = 8, most = 0;
  for (unsigned i = 0; i < 8; i++) {
    unsigned count = zeros_at(address, i);
    if (count > most) first = i;
    most = MAX(most, count);
  }
  for (unsigned i = 0; i < 8; i++) {
    if (i == first) {
      at = digits_copy(at, "::", i ? 1 : 2);
      i += most - 1;
      continue;
    }
    at = digits_group(at, (unsigned)address[2 * i] << 8 | address[2 * i + 1]);
    if (i < 7) *at++ = ':';
  }
  return at;
}

char *digits_ipv6(char *at, const uint8_t address[16]) {
  unsigned zeros = zeros_at(address, 0);
  gboolean mapped = zeros == 5 && address[10] == 0xff && address[11] == 0xff;
  gboolean compatible = zeros == 6 || (zeros == 7 && (address[14] || address[15] > 1));
  if (!mapped && !compatible) return digits_groups(at, address);
  at = digits_copy(at, "::ffff:", mapped ? 7 : 2);
  return digits_ipv4(at, address + 12);
}
