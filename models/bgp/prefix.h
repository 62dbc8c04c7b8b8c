/* prefix.h: address prefixes as they stand in NLRI fields (RFC 4271 section 4.3, RFC 4760 section 5). */
#ifndef MODELS_BGP_PREFIX_H
#define MODELS_BGP_PREFIX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { PREFIX_IPV4 = 4, PREFIX_IPV6 = 6, PREFIX_TEXT = 64, PREFIX_WIRE = 17 };

struct prefix {
  uint8_t address[16]; /* 4 or 16 of them in use; bits past the length as they came */
  uint8_t bits, family;
};

/* Octets taken, 0 when the length is out of range or passes the end of the field. */
size_t prefix_read(const uint8_t *bytes, size_t length, unsigned family, struct prefix *prefix);
/* Can the whole field be read? An empty one can. `count` may be NULL. */
bool prefix_field_ok(const uint8_t *bytes, size_t length, unsigned family, size_t *count);
/* Writes the shortest form, returns its octets (at most PREFIX_WIRE). */
size_t prefix_write(const struct prefix *prefix, uint8_t *bytes);
/* "10.0.0.0/8"; returns `text`. */
const char *prefix_text(const struct prefix *prefix, char text[PREFIX_TEXT]);
/* Reads ADDRESS/LENGTH, or an address alone as one of full length. */
bool prefix_parse(const char *text, struct prefix *prefix);
/* Does the network `prefix` contain this address of the same family? */
bool prefix_covers(const struct prefix *prefix, const uint8_t *address);

#endif
