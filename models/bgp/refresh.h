/* refresh.h: the ROUTE-REFRESH message (RFC 2918, RFC 7313) with or without filters (RFC 5291). */
#ifndef MODELS_BGP_REFRESH_H
#define MODELS_BGP_REFRESH_H

#include "models/bgp/notification.h"
#include "models/bgp/wire.h"

enum { REFRESH_REQUEST = 0, REFRESH_BEGIN = 1, REFRESH_END = 2 }; /* subtypes, RFC 7313 section 3.2 */

struct refresh {
  uint16_t afi;
  uint8_t subtype, safi;
  const uint8_t *filters; /* of a request: what follows the family, a view; opaque */
  size_t filters_length;
};
/* `body` is what follows the header, which stands in front of it. False: the length is wrong, and `error` is what
 * answers it. */
bool refresh_parse(const uint8_t *body, size_t length, struct refresh *refresh, struct notification *error);
void refresh_write(const struct refresh *refresh, struct wire_buffer *buffer);

/* "request", ...; NULL for a subtype without a name. */
const char *refresh_subtype_name(unsigned subtype);

#endif
