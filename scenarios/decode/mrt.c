/* mrt.c: records of MRT files.
 *
 * Every reader takes its fields through a `field` that remembers having run out; what it then hands out are zeros, and
 * the reader asks once, at its end, whether all was there.
 */
#include "scenarios/decode/mrt.h"

#include <string.h>

struct field {
  const uint8_t *at, *end;
  bool short_;
};

static const uint8_t *field_take(struct field *field, size_t octets) {
  static const uint8_t nothing[16];
  if ((size_t)(field->end - field->at) < octets) {
    field->short_ = true;
    field->at = field->end;
    return nothing;
  }
  field->at += octets;
  return field->at - octets;
}

static unsigned field_get8(struct field *field) { return *field_take(field, 1); }
static unsigned field_get16(struct field *field) { return wire_get16(field_take(field, 2)); }
static uint32_t field_get32(struct field *field) { return wire_get32(field_take(field, 4)); }

static uint32_t field_asn(struct field *field, bool as4) { return as4 ? field_get32(field) : field_get16(field); }

static void field_address(struct field *field, struct mrt_peer *peer) {
  size_t octets = peer->family == PREFIX_IPV6 ? 16 : 4;
  memset(peer->address, 0, sizeof peer->address);
  memcpy(peer->address, field_take(field, octets), octets);
}

/* An address of so many bits in as many octets as it needs. */
static bool field_prefix(struct field *field, unsigned family, struct prefix *prefix) {
  unsigned bits = field_get8(field), octets = (bits + 7) / 8;
  if (bits > (family == PREFIX_IPV6 ? 128 : 32)) return false;
  *prefix = (struct prefix){.bits = (uint8_t)bits, .family = (uint8_t)family};
  memcpy(prefix->address, field_take(field, octets), octets);
  return !field->short_;
}

static struct field field_of(const struct mrt_record *record) {
  return (struct field){.at = record->body, .end = record->body + record->length};
}

static unsigned family_of(unsigned afi) { return afi == 1 ? PREFIX_IPV4 : afi == 2 ? PREFIX_IPV6 : MRT_FAMILY_NONE; }

enum wire_step mrt_next(struct wire_cursor *file, struct mrt_record *record) {
  size_t left = (size_t)(file->end - file->at);
  if (left == 0) return WIRE_END;
  const uint8_t *at = file->at;
  unsigned header = left >= 6 && wire_get16(at + 4) == MRT_BGP4MP_ET ? MRT_HEADER + 4 : MRT_HEADER;
  bool whole = left >= header && wire_get32(at + 8) >= header - MRT_HEADER;
  if (!whole) {
    file->at = file->end;
    return WIRE_UNDERRUN;
  }
  size_t claimed = wire_get32(at + 8) + (size_t)MRT_HEADER - header, present = MIN(claimed, left - header);
  *record = (struct mrt_record){
      .seconds = wire_get32(at),
      .microseconds = header > MRT_HEADER ? wire_get32(at + MRT_HEADER) : 0,
      .type = wire_get16(at + 4),
      .subtype = wire_get16(at + 6),
      .body = at + header,
      .length = present,
      .missing = claimed - present,
  };
  file->at = record->body + present;
  return record->missing ? WIRE_OVERRUN : WIRE_ITEM;
}

bool mrt_detect(const uint8_t *bytes, size_t length) {
  if (length < MRT_HEADER) return false;
  unsigned type = wire_get16(bytes + 4), subtype = wire_get16(bytes + 6);
  bool table = type == MRT_TABLE_DUMP && subtype >= 1 && subtype <= 4;
  bool second = type == MRT_TABLE_DUMP_V2 && subtype >= 1 && subtype <= 12; /* RFC 8050 section 4.3 */
  return table || second || ((type == MRT_BGP4MP || type == MRT_BGP4MP_ET) && subtype <= MRT_MESSAGE_AS4_LOCAL_ADDPATH);
}

static bool is_session(const struct mrt_record *record) {
  return record->type == MRT_BGP4MP || record->type == MRT_BGP4MP_ET;
}

/* The beginning that messages and changes of state share. */
static bool read_ends(struct field *field, bool as4, struct mrt_peer *peer, struct mrt_peer *local) {
  peer->asn = field_asn(field, as4);
  local->asn = field_asn(field, as4);
  field_get16(field); /* the interface */
  peer->family = local->family = (uint8_t)family_of(field_get16(field));
  if (peer->family == MRT_FAMILY_NONE) return false;
  field_address(field, peer);
  field_address(field, local);
  return !field->short_;
}

bool mrt_message_read(const struct mrt_record *record, struct mrt_message *message) {
  enum { HOLDS = 1, AS4 = 2, SENT = 4, ADDPATH = 8 };
  static const uint8_t kinds[] = {
      [MRT_MESSAGE] = HOLDS,
      [MRT_MESSAGE_AS4] = HOLDS | AS4,
      [MRT_MESSAGE_LOCAL] = HOLDS | SENT,
      [MRT_MESSAGE_AS4_LOCAL] = HOLDS | SENT | AS4,
      [MRT_MESSAGE_ADDPATH] = HOLDS | ADDPATH,
      [MRT_MESSAGE_AS4_ADDPATH] = HOLDS | ADDPATH | AS4,
      [MRT_MESSAGE_LOCAL_ADDPATH] = HOLDS | ADDPATH | SENT,
      [MRT_MESSAGE_AS4_LOCAL_ADDPATH] = HOLDS | ADDPATH | SENT | AS4,
  };
  struct field field = field_of(record);
  if (!is_session(record) || record->subtype >= G_N_ELEMENTS(kinds)) return false;
  uint8_t kind = kinds[record->subtype];
  message->as4 = kind & AS4;
  message->sent = kind & SENT;
  message->addpath = kind & ADDPATH;
  if (!(kind & HOLDS) || !read_ends(&field, message->as4, &message->peer, &message->local)) return false;
  message->bytes = field.at;
  message->length = (size_t)(field.end - field.at);
  return true;
}

bool mrt_state_read(const struct mrt_record *record, struct mrt_state *state) {
  struct field field = field_of(record);
  bool as4 = record->subtype == MRT_STATE_CHANGE_AS4;
  if (!is_session(record) || (!as4 && record->subtype != MRT_STATE_CHANGE)) return false;
  if (!read_ends(&field, as4, &state->peer, &state->local)) return false;
  state->before = (uint16_t)field_get16(&field);
  state->after = (uint16_t)field_get16(&field);
  return !field.short_;
}

bool mrt_rib_read(const struct mrt_record *record, struct mrt_rib *rib) {
  struct field field = field_of(record);
  unsigned kind = record->subtype;
  bool ipv4 = kind == MRT_RIB_IPV4_UNICAST || kind == MRT_RIB_IPV4_UNICAST_ADDPATH;
  bool ipv6 = kind == MRT_RIB_IPV6_UNICAST || kind == MRT_RIB_IPV6_UNICAST_ADDPATH;
  if (record->type != MRT_TABLE_DUMP_V2 || (!ipv4 && !ipv6)) return false;
  *rib = (struct mrt_rib){.as4 = true, .sequence = field_get32(&field)};
  rib->addpath = kind == MRT_RIB_IPV4_UNICAST_ADDPATH || kind == MRT_RIB_IPV6_UNICAST_ADDPATH;
  if (!field_prefix(&field, ipv4 ? PREFIX_IPV4 : PREFIX_IPV6, &rib->prefix)) return false;
  rib->count = field_get16(&field);
  rib->routes = (struct wire_cursor){field.at, field.end};
  return !field.short_;
}

enum wire_step mrt_route_next(struct mrt_rib *rib, struct mrt_route *route) {
  struct field field = {.at = rib->routes.at, .end = rib->routes.end};
  if (rib->count == 0) return WIRE_END;
  rib->count--;
  route->peer = field_get16(&field);
  route->originated = field_get32(&field);
  route->path_id = rib->addpath ? field_get32(&field) : 0;
  route->length = field_get16(&field);
  bool begun = !field.short_;
  route->attributes = field_take(&field, begun ? route->length : 0);
  rib->routes.at = field.at;
  return !begun ? WIRE_UNDERRUN : field.short_ ? WIRE_OVERRUN : WIRE_ITEM;
}

/* RFC 6396 section 4.2; subtypes 3 and 4 with AS numbers of four octets are not in it, but in files. */
bool mrt_route_old(const struct mrt_record *record, struct mrt_rib *rib, struct mrt_route *route,
                   struct mrt_peer *peer) {
  struct field field = field_of(record);
  if (record->type != MRT_TABLE_DUMP || record->subtype < 1 || record->subtype > 4) return false;
  field_get16(&field); /* the view */
  *rib = (struct mrt_rib){.count = 1, .sequence = field_get16(&field), .as4 = record->subtype > 2};
  peer->family = (uint8_t)(record->subtype % 2 ? PREFIX_IPV4 : PREFIX_IPV6);
  field_address(&field, peer);
  memcpy(rib->prefix.address, peer->address, sizeof peer->address);
  rib->prefix.family = peer->family;
  rib->prefix.bits = (uint8_t)field_get8(&field);
  field_get8(&field); /* the status, always 1 */
  *route = (struct mrt_route){.originated = field_get32(&field)};
  field_address(&field, peer);
  peer->asn = field_asn(&field, rib->as4);
  route->length = field_get16(&field);
  if (field.short_ || rib->prefix.bits > (peer->family == PREFIX_IPV6 ? 128 : 32)) return false;
  route->attributes = field_take(&field, route->length);
  return !field.short_;
}

bool mrt_peers_read(const struct mrt_record *record, GArray *peers) {
  enum { IPV6 = 1, AS4 = 2 }; /* RFC 6396 section 4.3.1 */
  struct field field = field_of(record);
  if (record->type != MRT_TABLE_DUMP_V2 || record->subtype != MRT_PEER_INDEX_TABLE) return false;
  g_array_set_size(peers, 0);
  field_get32(&field); /* the collector's identifier */
  field_take(&field, field_get16(&field));
  for (unsigned left = field_get16(&field); left > 0 && !field.short_; left--) {
    unsigned kind = field_get8(&field);
    struct mrt_peer peer = {.family = kind & IPV6 ? PREFIX_IPV6 : PREFIX_IPV4};
    field_get32(&field); /* the peer's identifier */
    field_address(&field, &peer);
    peer.asn = field_asn(&field, kind & AS4);
    if (!field.short_) g_array_append_val(peers, peer);
  }
  return !field.short_;
}
