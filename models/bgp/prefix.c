#include "models/bgp/prefix.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static unsigned family_bits(unsigned family) { return family == PREFIX_IPV6 ? 128 : 32; }

size_t prefix_read(const uint8_t *bytes, size_t length, unsigned family, struct prefix *prefix) {
  if (length == 0 || bytes[0] > family_bits(family)) return 0;
  size_t octets = (bytes[0] + 7u) / 8;
  if (octets + 1 > length) return 0;
  *prefix = (struct prefix){.bits = bytes[0], .family = (uint8_t)family};
  memcpy(prefix->address, bytes + 1, octets);
  return octets + 1;
}

bool prefix_field_ok(const uint8_t *bytes, size_t length, unsigned family, size_t *count) {
  size_t found = 0;
  struct prefix prefix;
  while (length > 0) {
    size_t taken = prefix_read(bytes, length, family, &prefix);
    if (taken == 0) return false;
    bytes += taken;
    length -= taken;
    found++;
  }
  if (count) *count = found;
  return true;
}

size_t prefix_write(const struct prefix *prefix, uint8_t *bytes) {
  size_t octets = (prefix->bits + 7u) / 8;
  bytes[0] = prefix->bits;
  memcpy(bytes + 1, prefix->address, octets);
  return octets + 1;
}

const char *prefix_text(const struct prefix *prefix, char text[PREFIX_TEXT]) {
  char address[INET6_ADDRSTRLEN];
  inet_ntop(prefix->family == PREFIX_IPV6 ? AF_INET6 : AF_INET, prefix->address, address, sizeof address);
  snprintf(text, PREFIX_TEXT, "%s/%u", address, prefix->bits);
  return text;
}

static bool bits_parse(const char *text, unsigned most, uint8_t *bits) {
  char *end;
  unsigned long value = strtoul(text, &end, 10);
  if (*text < '0' || *text > '9' || *end || value > most) return false;
  *bits = (uint8_t)value;
  return true;
}

bool prefix_parse(const char *text, struct prefix *prefix) {
  char address[INET6_ADDRSTRLEN];
  size_t length = strcspn(text, "/");
  if (length >= sizeof address) return false;
  memcpy(address, text, length);
  address[length] = '\0';
  *prefix = (struct prefix){.family = strchr(address, ':') ? PREFIX_IPV6 : PREFIX_IPV4};
  if (inet_pton(prefix->family == PREFIX_IPV6 ? AF_INET6 : AF_INET, address, prefix->address) != 1) return false;
  prefix->bits = (uint8_t)family_bits(prefix->family);
  return !text[length] || bits_parse(text + length + 1, family_bits(prefix->family), &prefix->bits);
}

bool prefix_covers(const struct prefix *prefix, const uint8_t *address) {
  unsigned whole = prefix->bits / 8, rest = prefix->bits % 8;
  if (memcmp(prefix->address, address, whole) != 0) return false;
  return rest == 0 || ((prefix->address[whole] ^ address[whole]) >> (8 - rest)) == 0;
}
