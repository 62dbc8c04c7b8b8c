/* digits.h: numbers and addresses as text, at a speed that printf has not.
 *
 * Each function writes at `at`, without a NUL, and returns where the text ends. The room it needs at most is in its
 * name's constant.
 */
#ifndef SCENARIOS_DECODE_DIGITS_H
#define SCENARIOS_DECODE_DIGITS_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum { DIGITS_U32 = 10, DIGITS_IPV4 = 15, DIGITS_IPV6 = 45 };

char *digits_u32(char *at, uint32_t value);
char *digits_ipv4(char *at, const uint8_t address[4]);
/* RFC 4291 section 2.2 with the longest run of zero groups, and the first of equals, as "::" even when it is one
 * group; the last 32 bits of an IPv4-mapped or IPv4-compatible address in dotted form. */
char *digits_ipv6(char *at, const uint8_t address[16]);

static inline char *digits_copy(char *at, const char *text, size_t length) {
  memcpy(at, text, length);
  return at + length;
}

#endif
