/* decode_value.h: what stands in an attribute, for people. */
#ifndef SCENARIOS_DECODE_DECODE_VALUE_H
#define SCENARIOS_DECODE_DECODE_VALUE_H

#include "models/bgp/wire.h"

#include <glib.h>

/* Appends the value; its octets when it cannot be read or the program does not know the type. */
void decode_value_append(GString *out, const struct wire_attribute *attribute, bool as4);
/* Appends at most 16 octets in hexadecimal, and "..." when there are more. */
void decode_value_octets(GString *out, const uint8_t *bytes, size_t length);
/* Appends the prefixes of a field, separated by blanks, as far as they can be read. */
void decode_value_prefixes(GString *out, const uint8_t *bytes, size_t length, unsigned family);

#endif
