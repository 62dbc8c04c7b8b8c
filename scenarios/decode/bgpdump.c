/* bgpdump.c: rows.
 *
 * All rows of a message have their beginning and, those of one family, their end in common. Both are written
 * once, and a row is a copy of them around its prefix.
 */
#include "scenarios/decode/bgpdump.h"

#include "models/bgp/attribute.h"
#include "scenarios/decode/bgpdump_attributes.h"
#include "scenarios/decode/digits.h"

#include <string.h>

enum { BUFFER = 64 << 10, HEAD = 128, PREFIX = 128 };

struct bgpdump {
  FILE *out;
  GArray *peers; /* struct mrt_peer */
  size_t used;
  char head[HEAD], tail[BGPDUMP_TAIL_MOST];
  size_t head_length, tail_length;
  char buffer[BUFFER];
};

struct bgpdump *bgpdump_new(FILE *out) {
  struct bgpdump *dump = g_malloc(sizeof *dump);
  dump->out = out;
  dump->used = 0;
  dump->peers = g_array_new(FALSE, FALSE, sizeof(struct mrt_peer));
  return dump;
}

static void dump_flush(struct bgpdump *dump) {
  fwrite(dump->buffer, 1, dump->used, dump->out);
  dump->used = 0;
}

void bgpdump_free(struct bgpdump *dump) {
  dump_flush(dump);
  g_array_unref(dump->peers);
  g_free(dump);
}

static char *put_text(char *at, const char *text) { return digits_copy(at, text, strlen(text)); }

static char *put_address(char *at, const uint8_t *address, unsigned family) {
  return family == PREFIX_IPV6 ? digits_ipv6(at, address) : digits_ipv4(at, address);
}

/* KIND|TIME|WHAT|ADDRESS|AS| */
static void dump_begin(struct bgpdump *dump, const char *kind, const struct mrt_record *record, char what,
                       const struct mrt_peer *peer) {
  char *at = put_text(dump->head, kind);
  *at++ = '|';
  at = digits_u32(at, record->seconds);
  if (record->type == MRT_BGP4MP_ET) at += g_snprintf(at, 12, ".%06u", record->microseconds);
  *at++ = '|';
  if (what == 'S') at = put_text(at, "STATE");
  else *at++ = what;
  *at++ = '|';
  at = put_address(at, peer->address, peer->family);
  *at++ = '|';
  at = digits_u32(at, peer->asn);
  *at++ = '|';
  dump->head_length = (size_t)(at - dump->head);
}

static void dump_finish(struct bgpdump *dump, const struct bgpdump_attributes *attributes, const uint8_t *next_hop,
                        size_t octets, enum bgpdump_sign sign) {
  char *end = bgpdump_attributes_tail(attributes, next_hop, octets, sign, dump->tail);
  dump->tail_length = (size_t)(end - dump->tail);
}

struct row {
  const uint8_t *address;
  unsigned family, bits;
  const uint32_t *path_id;
};

static void dump_row(struct bgpdump *dump, const struct row *row, bool tail) {
  if (BUFFER - dump->used < HEAD + PREFIX + BGPDUMP_TAIL_MOST) dump_flush(dump);
  char *start = dump->buffer + dump->used, *at = digits_copy(start, dump->head, dump->head_length);
  at = put_address(at, row->address, row->family);
  *at++ = '/';
  at = digits_u32(at, row->bits);
  if (row->path_id) {
    *at++ = '|';
    at = digits_u32(at, *row->path_id);
  }
  *at++ = tail ? '|' : '\n';
  if (tail) at = digits_copy(at, dump->tail, dump->tail_length);
  dump->used += (size_t)(at - start);
}

/* A field of prefixes up to one that is cut off, but what is left of a path identifier passes for one before 0.0.0.0/0.
 * A length past that of an address does no harm. */
static void dump_rows(struct bgpdump *dump, const uint8_t *at, size_t length, unsigned family, bool addpath,
                      bool tail) {
  size_t id = addpath ? 4 : 0;
  while (length > 0) {
    uint8_t first[5] = {0}, address[32] = {0};
    size_t there = MIN(length, id + 1);
    memcpy(first, at, there);
    unsigned bits = first[id], octets = (bits + 7) / 8;
    if (octets > length - there) return;
    memcpy(address, at + there, octets);
    uint32_t path_id = wire_get32(first);
    dump_row(dump, &(struct row){address, family, bits, addpath ? &path_id : NULL}, tail);
    at += there + octets;
    length -= there + octets;
  }
}

/* "BGP4MP", and what is special about it. */
static const char *kind_of(const struct mrt_record *record, const struct mrt_message *message) {
  static const char *const kinds[] = {"BGP4MP",    "BGP4MP_LOCAL",    "BGP4MP_AP",
                                      "BGP4MP_ET", "BGP4MP_ET_LOCAL", "BGP4MP_ET_AP"};
  unsigned kind = message->addpath ? 2 : message->sent ? 1 : 0;
  return kinds[(record->type == MRT_BGP4MP_ET ? 3 : 0) + kind];
}

struct heard {
  const struct mrt_record *record;
  const struct mrt_message *message;
  struct wire_update update;
  struct bgpdump_attributes attributes;
};

/* Two oddities: what was sent with path identifiers is said to be from the collector, and in withdrawals of IPv6 that
 * were sent to a peer with an IPv4 address, this becomes the beginning of an IPv6 address. */
static void heard_begin(struct bgpdump *dump, const struct heard *heard, char what, unsigned family) {
  const struct mrt_message *message = heard->message;
  struct mrt_peer peer = message->sent && message->addpath ? message->local : message->peer;
  if (what == 'W' && message->sent && !message->addpath && family == PREFIX_IPV6) peer.family = PREFIX_IPV6;
  dump_begin(dump, kind_of(heard->record, message), heard->record, what, &peer);
}

static unsigned family_of(unsigned afi) { return afi == 1 ? PREFIX_IPV4 : PREFIX_IPV6; }

static void dump_withdrawals(struct bgpdump *dump, const struct heard *heard) {
  const struct wire_update *update = &heard->update;
  bool addpath = heard->message->addpath;
  if (!update->withdrawn_length && !bgpdump_attributes_seen(&heard->attributes, ATTRIBUTE_MP_UNREACH)) return;
  heard_begin(dump, heard, 'W', PREFIX_IPV4);
  dump_rows(dump, update->withdrawn, update->withdrawn_length, PREFIX_IPV4, addpath, false);
  for (unsigned afi = 1; afi < BGPDUMP_AFIS; afi++)
    for (unsigned safi = 1; safi < BGPDUMP_SAFIS; safi++) {
      const struct bgpdump_family *family = &heard->attributes.unreach[afi][safi];
      if (!family->nlri) continue;
      heard_begin(dump, heard, 'W', family_of(afi));
      dump_rows(dump, family->nlri, family->length, family_of(afi), addpath, false);
    }
}

static void dump_announcements(struct bgpdump *dump, const struct heard *heard) {
  const struct bgpdump_attributes *attributes = &heard->attributes;
  bool addpath = heard->message->addpath, mp = bgpdump_attributes_seen(attributes, ATTRIBUTE_MP_REACH);
  if (!heard->update.nlri_length && !mp) return;
  heard_begin(dump, heard, 'A', PREFIX_IPV4);
  if (heard->update.nlri_length) {
    dump_finish(dump, attributes, attributes->next_hop, 4, BGPDUMP_UNSIGNED);
    dump_rows(dump, heard->update.nlri, heard->update.nlri_length, PREFIX_IPV4, addpath, true);
  }
  for (unsigned afi = 1; afi < BGPDUMP_AFIS && mp; afi++)
    for (unsigned safi = 1; safi < BGPDUMP_SAFIS; safi++) {
      const struct bgpdump_family *family = &attributes->reach[afi][safi];
      if (!family->nlri || !family->length) continue;
      dump_finish(dump, attributes, family->next_hop, afi == 1 ? 4 : 16, afi == 1 ? BGPDUMP_SIGNED : BGPDUMP_UNSIGNED);
      dump_rows(dump, family->nlri, family->length, family_of(afi), addpath, true);
    }
}

/* The fields of an UPDATE as far as they are there: lengths that claim more are cut to what is. */
static void update_read(const uint8_t *body, size_t length, struct wire_update *update) {
  const uint8_t *end = body + length;
  size_t claimed = length >= 2 ? wire_get16(body) : 0;
  body += MIN(length, 2);
  update->withdrawn = body;
  update->withdrawn_length = MIN(claimed, (size_t)(end - body));
  body += update->withdrawn_length;
  claimed = end - body >= 2 ? wire_get16(body) : 0;
  body += MIN(end - body, 2);
  update->attributes = body;
  update->attributes_length = MIN(claimed, (size_t)(end - body));
  body += update->attributes_length;
  update->nlri = body;
  update->nlri_length = (size_t)(end - body);
}

static void dump_message(struct bgpdump *dump, const struct mrt_record *record, const struct mrt_message *message) {
  static const uint8_t marker[WIRE_MARKER] = {255, 255, 255, 255, 255, 255, 255, 255,
                                              255, 255, 255, 255, 255, 255, 255, 255};
  struct heard heard = {.record = record, .message = message};
  if (message->length < WIRE_HEADER || memcmp(message->bytes, marker, sizeof marker) != 0) return;
  size_t claimed = wire_get16(message->bytes + WIRE_MARKER);
  size_t length = claimed < WIRE_HEADER ? message->length : MIN(claimed, message->length);
  if (message->bytes[WIRE_HEADER - 1] != WIRE_UPDATE) return;
  update_read(message->bytes + WIRE_HEADER, length - WIRE_HEADER, &heard.update);
  bgpdump_attributes_read(heard.update.attributes, heard.update.attributes_length, message->as4 ? 4 : 2,
                          &heard.attributes);
  dump_withdrawals(dump, &heard);
  dump_announcements(dump, &heard);
}

void bgpdump_message(struct bgpdump *dump, uint32_t seconds, const struct mrt_message *message) {
  dump_message(dump, &(struct mrt_record){.seconds = seconds, .type = MRT_BGP4MP}, message);
}

static void dump_state(struct bgpdump *dump, const struct mrt_record *record, const struct mrt_state *state) {
  dump_begin(dump, record->type == MRT_BGP4MP_ET ? "BGP4MP_ET" : "BGP4MP", record, 'S', &state->peer);
  if (BUFFER - dump->used < HEAD + PREFIX) dump_flush(dump);
  char *start = dump->buffer + dump->used, *at = digits_copy(start, dump->head, dump->head_length);
  at = digits_u32(at, state->before);
  *at++ = '|';
  at = digits_u32(at, state->after);
  *at++ = '\n';
  dump->used += (size_t)(at - start);
}

static void dump_route(struct bgpdump *dump, const struct mrt_record *record, const struct mrt_rib *rib,
                       const struct mrt_route *route, const struct mrt_peer *peer) {
  const char *kind = record->type == MRT_TABLE_DUMP ? "TABLE_DUMP" : rib->addpath ? "TABLE_DUMP2_AP" : "TABLE_DUMP2";
  struct bgpdump_attributes attributes;
  bgpdump_attributes_read(route->attributes, route->length, rib->as4 ? 4 : 2, &attributes);
  const struct bgpdump_family *ipv6 = &attributes.reach[2][1];
  dump_begin(dump, kind, record, 'B', peer);
  dump_finish(dump, &attributes, ipv6->nlri ? ipv6->next_hop : attributes.next_hop, ipv6->nlri ? 16 : 4,
              BGPDUMP_UNSIGNED);
  dump_row(
      dump,
      &(struct row){rib->prefix.address, rib->prefix.family, rib->prefix.bits, rib->addpath ? &route->path_id : NULL},
      true);
}

static void dump_table(struct bgpdump *dump, const struct mrt_record *record, struct mrt_rib *rib) {
  struct mrt_route route;
  while (mrt_route_next(rib, &route) == WIRE_ITEM)
    if (route.peer < dump->peers->len)
      dump_route(dump, record, rib, &route, &g_array_index(dump->peers, struct mrt_peer, route.peer));
}

static void dump_old_table(struct bgpdump *dump, const struct mrt_record *record) {
  struct mrt_rib rib;
  struct mrt_route route;
  struct mrt_peer peer;
  if (mrt_route_old(record, &rib, &route, &peer)) dump_route(dump, record, &rib, &route, &peer);
}

void bgpdump_record(struct bgpdump *dump, const struct mrt_record *record) {
  struct mrt_message message;
  struct mrt_state state;
  struct mrt_rib rib;
  if (mrt_message_read(record, &message)) dump_message(dump, record, &message);
  else if (mrt_state_read(record, &state)) dump_state(dump, record, &state);
  else if (mrt_rib_read(record, &rib)) dump_table(dump, record, &rib);
  else if (record->type == MRT_TABLE_DUMP) dump_old_table(dump, record);
  else mrt_peers_read(record, dump->peers);
}
