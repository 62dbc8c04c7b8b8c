/* frame.h: from a captured frame to the TCP segment in it.
 *
 * Ethernet with any number of VLAN tags (and as Junos captures it), Linux "cooked" captures of both versions, loopback,
 * and IP without a link layer; IPv4 and IPv6 with extension headers. Fragments of IP packets are not put together: they
 * are left out.
 */
#ifndef SCENARIOS_DECODE_FRAME_H
#define SCENARIOS_DECODE_FRAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct frame_end {
  uint8_t address[16]; /* of IPv4 the first four, the rest zero */
  uint8_t family;      /* PREFIX_IPV4, PREFIX_IPV6 */
  uint16_t port;
};

struct frame_segment {
  struct frame_end from, to;
  uint32_t sequence; /* of the first octet; of the SYN, if it is one */
  bool syn, fin, reset;
  const uint8_t *bytes;
  size_t length;  /* octets of data that were captured */
  size_t missing; /* ... and that were not */
};
/* False: no TCP segment, or not whole headers. `link`: a LINKTYPE_ number of tcpdump.org. */
bool frame_read(unsigned link, const uint8_t *bytes, size_t length, struct frame_segment *segment);

#endif
