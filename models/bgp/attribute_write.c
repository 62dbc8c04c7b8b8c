#include "models/bgp/attribute_write.h"

enum { AS_TRANS = 23456 }; /* RFC 6793 section 9 */

uint8_t attribute_write_flags(unsigned type) {
  const struct attribute_type *row = attribute_find(type);
  return row ? row->flags : WIRE_OPTIONAL | WIRE_TRANSITIVE;
}

static void begin(const struct attribute_item *item, size_t length, struct wire_buffer *buffer) {
  wire_put_attribute(buffer, item->flags, item->type, length);
}

static void put_as(struct wire_buffer *buffer, uint32_t asn, unsigned width) {
  if (width == 4) wire_put32(buffer, asn);
  else wire_put16(buffer, asn > UINT16_MAX ? AS_TRANS : asn);
}

static void put_path(const struct attribute_item *item, unsigned width, struct wire_buffer *buffer) {
  size_t length = 0;
  for (size_t i = 0; i < item->path.count; i++) length += 2 + (size_t)width * item->path.segment[i].count;
  begin(item, length, buffer);
  for (size_t i = 0; i < item->path.count; i++) {
    const struct attribute_segment *segment = &item->path.segment[i];
    wire_put8(buffer, segment->type);
    wire_put8(buffer, segment->count);
    for (size_t j = 0; j < segment->count; j++) put_as(buffer, segment->asn[j], width);
  }
}

static void put_aggregator(const struct attribute_item *item, unsigned width, struct wire_buffer *buffer) {
  begin(item, width + 4, buffer);
  put_as(buffer, item->aggregator.asn, width);
  wire_put(buffer, item->aggregator.address, 4);
}

static void put_words(const struct attribute_item *item, struct wire_buffer *buffer) {
  begin(item, 4 * item->words.count, buffer);
  for (size_t i = 0; i < item->words.count; i++) wire_put32(buffer, item->words.word[i]);
}

static void put_mp(const struct attribute_item *item, struct wire_buffer *buffer) {
  const struct attribute_mp *mp = &item->mp;
  bool reach = item->type == ATTRIBUTE_MP_REACH;
  begin(item, 3 + (reach ? 2 + mp->next_hop_length : 0) + mp->nlri_length, buffer);
  wire_put16(buffer, mp->afi);
  wire_put8(buffer, mp->safi);
  if (reach) {
    wire_put8(buffer, (unsigned)mp->next_hop_length);
    wire_put(buffer, mp->next_hop, mp->next_hop_length);
    wire_put8(buffer, 0);
  }
  wire_put(buffer, mp->nlri, mp->nlri_length);
}

static void put_octets(const struct attribute_item *item, const uint8_t *at, size_t length,
                       struct wire_buffer *buffer) {
  begin(item, length, buffer);
  wire_put(buffer, at, length);
}

void attribute_write(const struct attribute_item *item, bool as4, struct wire_buffer *buffer) {
  unsigned width = as4 ? 4 : 2;
  switch (item->type) {
  case ATTRIBUTE_ORIGIN:
    return put_octets(item, &item->origin, 1, buffer);
  case ATTRIBUTE_AS_PATH:
    return put_path(item, width, buffer);
  case ATTRIBUTE_AS4_PATH:
    return put_path(item, 4, buffer);
  case ATTRIBUTE_NEXT_HOP:
    return put_octets(item, item->address, 4, buffer);
  case ATTRIBUTE_MED:
  case ATTRIBUTE_LOCAL_PREF:
  case ATTRIBUTE_ORIGINATOR_ID:
  case ATTRIBUTE_ONLY_TO_CUSTOMER:
    begin(item, 4, buffer);
    return wire_put32(buffer, item->number);
  case ATTRIBUTE_AGGREGATOR:
    return put_aggregator(item, width, buffer);
  case ATTRIBUTE_AS4_AGGREGATOR:
    return put_aggregator(item, 4, buffer);
  case ATTRIBUTE_COMMUNITY:
  case ATTRIBUTE_CLUSTER_LIST:
  case ATTRIBUTE_EXTENDED_COMMUNITY:
  case ATTRIBUTE_IPV6_EXTENDED_COMMUNITY:
  case ATTRIBUTE_LARGE_COMMUNITY:
    return put_words(item, buffer);
  case ATTRIBUTE_MP_REACH:
  case ATTRIBUTE_MP_UNREACH:
    return put_mp(item, buffer);
  default:
    return put_octets(item, item->octets.at, item->octets.length, buffer);
  }
}

void attribute_write_prefixes(const struct prefix *prefix, size_t count, struct wire_buffer *buffer) {
  uint8_t octets[PREFIX_WIRE];
  for (size_t i = 0; i < count; i++) wire_put(buffer, octets, prefix_write(&prefix[i], octets));
}
