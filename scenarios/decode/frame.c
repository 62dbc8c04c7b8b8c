#include "scenarios/decode/frame.h"

#include "models/bgp/prefix.h"
#include "models/bgp/wire.h"

#include <glib.h>
#include <string.h>

enum {
  LINK_NULL = 0,
  LINK_ETHERNET = 1,
  LINK_RAW_OLD = 12,
  LINK_RAW = 101,
  LINK_LOOP = 108,
  LINK_COOKED = 113,
  LINK_JUNIPER_ETHERNET = 178,
  LINK_IPV4 = 228,
  LINK_IPV6 = 229,
  LINK_COOKED_2 = 276
};
enum { ETHER_VLAN = 0x8100, ETHER_SERVICE = 0x88a8, ETHER_VLAN_OLD = 0x9100 };
enum { ETHER_IPV4 = 0x0800, ETHER_IPV6 = 0x86dd, TCP = 6 };

/* What is left of the frame, and what the headers so far say there should be. */
struct rest {
  const uint8_t *at;
  size_t length, claimed;
};

static bool skip(struct rest *rest, size_t octets) {
  if (rest->length < octets) return false;
  rest->at += octets;
  rest->length -= octets;
  rest->claimed -= MIN(octets, rest->claimed);
  return true;
}

static bool is_ip(unsigned type) { return type == ETHER_IPV4 || type == ETHER_IPV6; }

static bool skip_ethernet(struct rest *rest) {
  unsigned type;
  if (rest->length < 14) return false;
  for (skip(rest, 12);; skip(rest, 4)) {
    if (rest->length < 4) return false;
    type = wire_get16(rest->at);
    if (type != ETHER_VLAN && type != ETHER_SERVICE && type != ETHER_VLAN_OLD) break;
  }
  return is_ip(type) && skip(rest, 2);
}

/* What Junos puts before the frame: a magic number, flags, and perhaps extensions with their length. */
static bool skip_juniper(struct rest *rest) {
  enum { EXTENDED = 0x80, NO_LINK = 2 };
  static const uint8_t magic[] = {'M', 'G', 'C'};
  if (rest->length < 6 || memcmp(rest->at, magic, sizeof magic) != 0 || rest->at[3] & NO_LINK) return false;
  return skip(rest, rest->at[3] & EXTENDED ? 6u + wire_get16(rest->at + 4) : 4u) && skip_ethernet(rest);
}

static bool skip_link(unsigned link, struct rest *rest) {
  switch (link) {
  case LINK_ETHERNET:
    return skip_ethernet(rest);
  case LINK_JUNIPER_ETHERNET:
    return skip_juniper(rest);
  case LINK_NULL:
  case LINK_LOOP:
    return skip(rest, 4);
  case LINK_COOKED:
    return rest->length >= 16 && is_ip(wire_get16(rest->at + 14)) && skip(rest, 16);
  case LINK_COOKED_2:
    return rest->length >= 20 && is_ip(wire_get16(rest->at)) && skip(rest, 20);
  case LINK_RAW_OLD:
  case LINK_RAW:
  case LINK_IPV4:
  case LINK_IPV6:
    return true;
  default:
    return false;
  }
}

static void bound(struct rest *rest, size_t claimed) {
  rest->claimed = claimed;
  rest->length = MIN(rest->length, claimed);
}

static bool read_ipv4(struct rest *rest, struct frame_segment *segment) {
  const uint8_t *at = rest->at;
  if (rest->length < 20) return false;
  size_t header = (size_t)(at[0] & 15) * 4, total = wire_get16(at + 2);
  bool fragment = wire_get16(at + 6) & 0x3fff; /* more of them, or not the first */
  if (header < 20 || fragment || at[9] != TCP) return false;
  if (total >= header) bound(rest, total); /* 0 when the network card was to cut it up */
  segment->from.family = segment->to.family = PREFIX_IPV4;
  memcpy(segment->from.address, at + 12, 4);
  memcpy(segment->to.address, at + 16, 4);
  return skip(rest, header);
}

/* RFC 8200 section 4: headers that say how long they are, up to the one that is wanted. */
static bool skip_extensions(struct rest *rest, unsigned next) {
  enum { HOP_BY_HOP = 0, ROUTING = 43, AUTHENTICATION = 51, DESTINATION = 60 };
  while (next != TCP) {
    bool octets = next == HOP_BY_HOP || next == ROUTING || next == DESTINATION;
    if ((!octets && next != AUTHENTICATION) || rest->length < 8) return false;
    next = rest->at[0];
    if (!skip(rest, octets ? 8 * (rest->at[1] + 1u) : 4 * (rest->at[1] + 2u))) return false;
  }
  return true;
}

static bool read_ipv6(struct rest *rest, struct frame_segment *segment) {
  const uint8_t *at = rest->at;
  if (rest->length < 40) return false;
  size_t payload = wire_get16(at + 4);
  if (payload) bound(rest, payload + 40);
  segment->from.family = segment->to.family = PREFIX_IPV6;
  memcpy(segment->from.address, at + 8, 16);
  memcpy(segment->to.address, at + 24, 16);
  return skip(rest, 40) && skip_extensions(rest, at[6]);
}

static bool read_tcp(struct rest *rest, struct frame_segment *segment) {
  enum { FIN = 1, SYN = 2, RST = 4 };
  const uint8_t *at = rest->at;
  if (rest->length < 20) return false;
  size_t header = (size_t)(at[12] >> 4) * 4;
  segment->from.port = wire_get16(at);
  segment->to.port = wire_get16(at + 2);
  segment->sequence = wire_get32(at + 4);
  segment->fin = at[13] & FIN;
  segment->syn = at[13] & SYN;
  segment->reset = at[13] & RST;
  if (header < 20 || !skip(rest, header)) return false;
  segment->bytes = rest->at;
  segment->length = rest->length;
  segment->missing = rest->claimed - MIN(rest->length, rest->claimed);
  return true;
}

bool frame_read(unsigned link, const uint8_t *bytes, size_t length, struct frame_segment *segment) {
  struct rest rest = {bytes, length, length};
  *segment = (struct frame_segment){0};
  if (!skip_link(link, &rest) || rest.length == 0) return false;
  unsigned version = rest.at[0] >> 4;
  bool fine = version == 4 ? read_ipv4(&rest, segment) : version == 6 && read_ipv6(&rest, segment);
  return fine && read_tcp(&rest, segment);
}
