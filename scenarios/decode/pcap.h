/* pcap.h: the packets of a capture, from pcap and pcapng files.
 *
 * Classic files in both byte orders, with times in microseconds and nanoseconds; of pcapng the blocks that hold packets
 * with their interfaces (draft-ietf-opsawg-pcap, draft-ietf-opsawg-pcapng). Nothing is copied or allocated, nothing
 * outside the bytes is read.
 */
#ifndef SCENARIOS_DECODE_PCAP_H
#define SCENARIOS_DECODE_PCAP_H

#include "models/bgp/wire.h"

#include <glib.h>

enum { PCAP_INTERFACES = 64 /* of a section; packets of further ones are left out */ };

struct pcap_interface {
  uint16_t link;       /* LINKTYPE_ number */
  uint64_t per_second; /* units of its clock */
};

struct pcap {
  struct wire_cursor file;
  bool blocks;  /* pcapng */
  bool swapped; /* little-endian */
  unsigned count;
  struct pcap_interface interface[PCAP_INTERFACES];
};
/* False: neither of the two. */
bool pcap_open(struct pcap *pcap, const uint8_t *bytes, size_t length);

struct pcap_packet {
  uint32_t seconds, microseconds; /* since 1970 */
  uint16_t link;
  const uint8_t *bytes;
  size_t length; /* that were captured */
};
/* WIRE_OVERRUN, WIRE_UNDERRUN: the file is cut off or damaged here, and the cursor is at the end. */
enum wire_step pcap_next(struct pcap *pcap, struct pcap_packet *packet);

#endif
