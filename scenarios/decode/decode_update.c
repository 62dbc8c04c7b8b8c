#include "scenarios/decode/decode_update.h"

#include "models/bgp/attribute.h"
#include "models/bgp/attribute_value.h"

#include <glib.h>

enum { REST = 65535 };

/* A field whose length of two octets is filled in when it is done. */
static size_t begin_field(struct wire_buffer *buffer) {
  wire_put16(buffer, 0);
  return buffer->length;
}

static void end_field(struct wire_buffer *buffer, size_t start) {
  size_t length = buffer->length - start;
  if (buffer->full || length > REST) {
    buffer->full = true;
    return;
  }
  buffer->bytes[start - 2] = (uint8_t)(length >> 8);
  buffer->bytes[start - 1] = (uint8_t)length;
}

static void put_prefix(struct wire_buffer *buffer, const struct prefix *prefix) {
  uint8_t bytes[PREFIX_WIRE];
  wire_put(buffer, bytes, prefix_write(prefix, bytes));
}

static void put_reach(struct wire_buffer *buffer, const struct wire_attribute *attribute, const struct prefix *prefix) {
  uint8_t bytes[PREFIX_WIRE];
  size_t octets = prefix_write(prefix, bytes), next_hop = attribute->value[0];
  if (next_hop + 1 > attribute->length) next_hop = attribute->length - 1;
  wire_put_attribute(buffer, attribute->flags, attribute->type, 5 + next_hop + octets);
  wire_put16(buffer, prefix->family == PREFIX_IPV6 ? 2 : 1);
  wire_put8(buffer, 1);
  wire_put8(buffer, (unsigned)next_hop);
  wire_put(buffer, attribute->value + 1, next_hop);
  wire_put8(buffer, 0);
  wire_put(buffer, bytes, octets);
}

static size_t present(const struct wire_attribute *attribute) { return attribute->header + attribute->present; }

/* Is there an MP_REACH_NLRI, cut down or whole? */
static bool put_attributes(struct wire_buffer *buffer, struct wire_cursor cursor, const struct prefix *prefix) {
  struct wire_attribute attribute;
  enum wire_step step;
  bool reach = false;
  while ((step = wire_attribute_next(&cursor, &attribute)) != WIRE_END) {
    bool mp = step == WIRE_ITEM && attribute.type == ATTRIBUTE_MP_REACH;
    reach |= mp;
    if (mp && attribute.length && attribute.value[0]) put_reach(buffer, &attribute, prefix);
    else wire_put(buffer, attribute.start, step == WIRE_UNDERRUN ? attribute.present : present(&attribute));
  }
  return reach;
}

void decode_update_route(const uint8_t *attributes, size_t length, const struct prefix *prefix,
                         struct wire_buffer *buffer) {
  size_t start = buffer->length;
  wire_begin_message(buffer, WIRE_UPDATE);
  wire_put16(buffer, 0);
  size_t field = begin_field(buffer);
  bool reach = put_attributes(buffer, (struct wire_cursor){attributes, attributes + length}, prefix);
  end_field(buffer, field);
  if (!reach && prefix->family == PREFIX_IPV4) put_prefix(buffer, prefix);
  if (buffer->length - start > REST) buffer->full = true;
  wire_end_message(buffer, start);
}

/* Prefixes without their identifiers, up to where they cannot be read; the rest as it is. */
static void strip_field(struct wire_buffer *buffer, const uint8_t *at, size_t length, unsigned family, bool strip) {
  struct prefix prefix;
  size_t taken;
  while (strip && length > 4 && (taken = prefix_read(at + 4, length - 4, family, &prefix)) > 0) {
    wire_put(buffer, at + 4, taken);
    at += taken + 4;
    length -= taken + 4;
  }
  wire_put(buffer, at, length);
}

static bool strips(unsigned families, unsigned family) {
  return families & (family == PREFIX_IPV6 ? DECODE_UPDATE_IPV6 : DECODE_UPDATE_IPV4);
}

static void strip_attribute(struct wire_buffer *buffer, const struct wire_attribute *attribute, unsigned families) {
  struct attribute_mp mp;
  bool names = attribute->type == ATTRIBUTE_MP_REACH || attribute->type == ATTRIBUTE_MP_UNREACH;
  if (!names || !attribute_value_mp(attribute, &mp) || !mp.family || !strips(families, mp.family)) {
    wire_put(buffer, attribute->start, present(attribute));
    return;
  }
  wire_put8(buffer, attribute->flags | WIRE_EXTENDED);
  wire_put8(buffer, attribute->type);
  size_t start = begin_field(buffer);
  wire_put(buffer, attribute->value, (size_t)(mp.nlri - attribute->value));
  strip_field(buffer, mp.nlri, mp.nlri_length, mp.family, true);
  end_field(buffer, start);
}

static void strip_attributes(struct wire_buffer *buffer, struct wire_cursor cursor, unsigned families) {
  struct wire_attribute attribute;
  enum wire_step step;
  while ((step = wire_attribute_next(&cursor, &attribute)) != WIRE_END) {
    if (step == WIRE_ITEM) strip_attribute(buffer, &attribute, families);
    else wire_put(buffer, attribute.start, step == WIRE_UNDERRUN ? attribute.present : present(&attribute));
  }
}

void decode_update_strip(const uint8_t *bytes, size_t length, unsigned families, struct wire_buffer *buffer) {
  struct wire_update update;
  size_t start = buffer->length;
  bool ipv4 = families & DECODE_UPDATE_IPV4;
  bool is_update = length >= WIRE_UPDATE_MIN && bytes[WIRE_HEADER - 1] == WIRE_UPDATE &&
                   wire_get16(bytes + WIRE_MARKER) == length;
  if (!is_update || !wire_update_parse(bytes + WIRE_HEADER, length - WIRE_HEADER, &update)) {
    wire_put(buffer, bytes, length);
    return;
  }
  wire_put(buffer, bytes, WIRE_HEADER);
  size_t field = begin_field(buffer);
  strip_field(buffer, update.withdrawn, update.withdrawn_length, PREFIX_IPV4, ipv4);
  end_field(buffer, field);
  field = begin_field(buffer);
  strip_attributes(buffer, (struct wire_cursor){update.attributes, update.attributes + update.attributes_length},
                   families);
  end_field(buffer, field);
  strip_field(buffer, update.nlri, update.nlri_length, PREFIX_IPV4, ipv4);
  wire_end_message(buffer, start);
}
