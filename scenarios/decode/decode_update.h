/* decode_update.h: UPDATEs as a router would have got them, from what archives keep of them. */
#ifndef SCENARIOS_DECODE_DECODE_UPDATE_H
#define SCENARIOS_DECODE_DECODE_UPDATE_H

#include "models/bgp/prefix.h"
#include "models/bgp/wire.h"

enum { DECODE_UPDATE_IPV4 = 1, DECODE_UPDATE_IPV6 = 2 };

/* A route of a table: `attributes` with an MP_REACH_NLRI that RFC 6396 section 4.3.4 cut down made whole, and the
 * prefix in it or, for IPv4 without one, as NLRI. Sets buffer->full when it does not fit 65535 octets. */
void decode_update_route(const uint8_t *attributes, size_t length, const struct prefix *prefix,
                         struct wire_buffer *buffer);
/* A whole message without the path identifiers of RFC 7911 in the families of the mask. Anything that cannot be read,
 * and messages other than UPDATE, are copied as they are. */
void decode_update_strip(const uint8_t *bytes, size_t length, unsigned families, struct wire_buffer *buffer);

#endif
