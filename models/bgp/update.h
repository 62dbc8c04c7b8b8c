/* update.h: between a whole UPDATE and the route in it.
 *
 * Taken apart, a message gives what changes from hop to hop (the AS path and the next hop), the attribute set that
 * travels (attrs.h), and the prefixes. Put together again without a change it gives the same octets, for
 * every message whose attributes can be told apart.
 *
 * An AS_PATH of AS_SEQUENCEs becomes an array of ASNs. Any other one stays in the set, faults and all, and `hops` is 0;
 * so does a NEXT_HOP that has not four octets. What follows from such faults is for verdict.h to say.
 */
#ifndef MODELS_BGP_UPDATE_H
#define MODELS_BGP_UPDATE_H

#include "models/bgp/prefix.h"
#include "models/bgp/wire.h"

/* Where an attribute that is kept apart stood: octets of the set before it, and its flags. */
struct update_place {
  bool present;
  uint8_t flags;
  uint16_t at;
};

struct update {
  uint32_t *asn; /* [hops] */
  size_t hops;
  uint8_t next_hop[4];
  struct update_place path_place, next_hop_place;
  bool next_hop_first; /* of the two, should they have stood side by side */
  bool as4;            /* ASNs of four octets */

  uint8_t *set; /* as for attrs_intern */
  uint16_t set_length, overrun;

  uint8_t *withdrawn, *nlri; /* the fields as they stand on the wire: IPv4 prefixes */
  size_t withdrawn_length, nlri_length;
};

/* From the marker on; the header's own length and type are not looked at. False when the fields do not
 * fit the message; `update` is then empty. Otherwise update_clear it. */
bool update_split(const uint8_t *bytes, size_t length, bool as4, struct update *update);
/* A route as an origin sends it: this path, next hop and set, AS_PATH and NEXT_HOP right behind the ORIGIN. Copies. */
void update_init(struct update *update, const uint32_t *asn, size_t hops, const uint8_t next_hop[4], const uint8_t *set,
                 uint16_t set_length, uint16_t overrun, const struct prefix *prefixes, size_t count);
void update_clear(struct update *update);
/* Sets buffer->full when it does not fit or a field would pass 65535 octets. */
void update_join(const struct update *update, struct wire_buffer *buffer);

#endif
