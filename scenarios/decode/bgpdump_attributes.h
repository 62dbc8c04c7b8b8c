/* bgpdump_attributes.h: the path attributes of a message as bgpdump(1) understands them.
 *
 * It is more lenient than any router: what is missing gets a stand-in, what is too short is read with zeros behind it,
 * flags are not looked at. Of attributes that come twice, where bgpdump ends, the first counts.
 */
#ifndef SCENARIOS_DECODE_BGPDUMP_ATTRIBUTES_H
#define SCENARIOS_DECODE_BGPDUMP_ATTRIBUTES_H

#include "models/bgp/wire.h"

/* IPv4 and IPv6; unicast, multicast, both. */
enum { BGPDUMP_AFIS = 3, BGPDUMP_SAFIS = 4, BGPDUMP_TAIL_MOST = 16 << 10 };

struct bgpdump_family {
  const uint8_t *nlri; /* NULL: the message does not speak of this family */
  size_t length;
  uint8_t next_hop[16];
};

struct bgpdump_attributes {
  uint32_t seen;  /* bits by type, 1 to 32 */
  unsigned width; /* octets of an AS number */
  unsigned origin;
  uint8_t next_hop[4];
  uint32_t med, local_pref;
  uint32_t aggregator_as, aggregator_as4;
  uint8_t aggregator[4], aggregator4[4];
  const uint8_t *path, *path4, *communities; /* NULL: absent */
  size_t path_length, path4_length, communities_length;
  struct bgpdump_family reach[BGPDUMP_AFIS][BGPDUMP_SAFIS], unreach[BGPDUMP_AFIS][BGPDUMP_SAFIS];
};
static inline bool bgpdump_attributes_seen(const struct bgpdump_attributes *attributes, unsigned type) {
  return attributes->seen >> (type - 1) & 1;
}

/* `bytes`: the path attributes; the result points into them. */
void bgpdump_attributes_read(const uint8_t *bytes, size_t length, unsigned width,
                             struct bgpdump_attributes *attributes);

/* How the two numbers in the middle of a row are written: in rows of IPv4 prefixes from MP_REACH_NLRI as if they had a
 * sign. */
enum bgpdump_sign { BGPDUMP_UNSIGNED, BGPDUMP_SIGNED };
/* The fields from the AS path to the end of the line with its line feed; returns the end. */
char *bgpdump_attributes_tail(const struct bgpdump_attributes *attributes, const uint8_t *next_hop, size_t octets,
                              enum bgpdump_sign sign, char tail[BGPDUMP_TAIL_MOST]);

#endif
