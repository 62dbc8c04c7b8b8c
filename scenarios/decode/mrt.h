/* mrt.h: the routing archives of RIPE RIS and RouteViews (MRT: RFC 6396, RFC 8050).
 *
 * A walk over a file in memory: nothing is copied, nothing is allocated, nothing outside the given bytes is read. Each
 * record can then be read as what it is: a message that a collector heard, a change of a session's state, or one prefix
 * of a table with the routes of many peers. All that points into the record lives as long as the bytes do.
 */
#ifndef SCENARIOS_DECODE_MRT_H
#define SCENARIOS_DECODE_MRT_H

#include "models/bgp/prefix.h"
#include "models/bgp/wire.h"

#include <glib.h>

enum { MRT_HEADER = 12, MRT_FAMILY_NONE = 0 };
/* Types, RFC 6396 section 4. */
enum { MRT_TABLE_DUMP = 12, MRT_TABLE_DUMP_V2 = 13, MRT_BGP4MP = 16, MRT_BGP4MP_ET = 17 };
/* Subtypes of MRT_BGP4MP and MRT_BGP4MP_ET. */
enum {
  MRT_STATE_CHANGE = 0,
  MRT_MESSAGE = 1,
  MRT_MESSAGE_AS4 = 4,
  MRT_STATE_CHANGE_AS4 = 5,
  MRT_MESSAGE_LOCAL = 6,
  MRT_MESSAGE_AS4_LOCAL = 7,
  MRT_MESSAGE_ADDPATH = 8, /* RFC 8050 section 4.1 from here on */
  MRT_MESSAGE_AS4_ADDPATH = 9,
  MRT_MESSAGE_LOCAL_ADDPATH = 10,
  MRT_MESSAGE_AS4_LOCAL_ADDPATH = 11,
};
/* Subtypes of MRT_TABLE_DUMP_V2; of MRT_TABLE_DUMP they are the AFI. */
enum {
  MRT_PEER_INDEX_TABLE = 1,
  MRT_RIB_IPV4_UNICAST = 2,
  MRT_RIB_IPV6_UNICAST = 4,
  MRT_RIB_IPV4_UNICAST_ADDPATH = 8,
  MRT_RIB_IPV6_UNICAST_ADDPATH = 10,
};

struct mrt_record {
  uint32_t seconds, microseconds; /* since 1970; microseconds only of MRT_BGP4MP_ET */
  uint16_t type, subtype;
  const uint8_t *body; /* behind the header and the microseconds */
  size_t length;       /* of the body that is there */
  size_t missing;      /* octets of it that are not: after WIRE_OVERRUN */
};
/* WIRE_OVERRUN: the last record is cut off; WIRE_UNDERRUN: so is the header of one. The cursor is then at the end. */
enum wire_step mrt_next(struct wire_cursor *file, struct mrt_record *record);
/* Do these bytes begin with a record of a type known here? */
bool mrt_detect(const uint8_t *bytes, size_t length);

struct mrt_peer {
  uint8_t address[16]; /* of IPv4 the first four, the rest zero */
  uint32_t asn;
  uint8_t family; /* PREFIX_IPV4, PREFIX_IPV6 */
};

struct mrt_message {
  struct mrt_peer peer, local;
  bool as4;     /* AS numbers of four octets */
  bool addpath; /* a path identifier stands before each prefix (RFC 7911) */
  bool sent;    /* by the collector: the LOCAL subtypes */
  const uint8_t *bytes;
  size_t length; /* from the marker to the end of the record, whatever the header of the message says */
};
/* False: not a record that holds a message, or too short to hold its own fields. */
bool mrt_message_read(const struct mrt_record *record, struct mrt_message *message);

struct mrt_state {
  struct mrt_peer peer, local;
  uint16_t before, after; /* RFC 4271 section 8.2.2: 1 Idle to 6 Established */
};
bool mrt_state_read(const struct mrt_record *record, struct mrt_state *state);

/* One prefix of a table with its routes; of MRT_TABLE_DUMP there is one. */
struct mrt_rib {
  struct prefix prefix;
  uint32_t sequence;
  bool as4, addpath;
  unsigned count; /* routes that it claims */
  struct wire_cursor routes;
};
bool mrt_rib_read(const struct mrt_record *record, struct mrt_rib *rib);

struct mrt_route {
  unsigned peer; /* its place in the index of peers */
  uint32_t originated, path_id;
  const uint8_t *attributes; /* MP_REACH_NLRI may be cut down to its next hop (RFC 6396 section 4.3.4) */
  size_t length;
};
/* WIRE_ITEM or WIRE_END, or that what is left is too short. For MRT_TABLE_DUMP_V2. */
enum wire_step mrt_route_next(struct mrt_rib *rib, struct mrt_route *route);
/* The one route of an MRT_TABLE_DUMP and who it is from. */
bool mrt_route_old(const struct mrt_record *record, struct mrt_rib *rib, struct mrt_route *route,
                   struct mrt_peer *peer);

/* The index of peers that the tables behind it refer to. `peers`: an array of struct mrt_peer whose contents are
 * replaced by the peers that can be read. False: not an index, or it is cut off. */
bool mrt_peers_read(const struct mrt_record *record, GArray *peers);

#endif
