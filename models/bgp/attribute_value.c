#include "models/bgp/attribute_value.h"

#include "models/bgp/prefix.h"

#include <string.h>

/* ATTR_SETs inside one another are looked into this deep; whatever lies deeper is taken as it is. */
enum { NESTING = 4 };

static struct wire_cursor value_of(const struct wire_attribute *attribute) {
  return (struct wire_cursor){attribute->value, attribute->value + attribute->length};
}

uint32_t attribute_value_origin(const struct wire_attribute *attribute, bool as4) {
  (void)as4;
  return attribute->value[0] > 2 ? defect_bit(DEFECT_VALUE) : 0; /* RFC 4271 section 6.3 */
}

/* RFC 7606 section 7.2. A path that cannot be read to its end has no other defect. */
static uint32_t path_check(struct wire_cursor cursor, unsigned width) {
  struct wire_segment segment;
  enum wire_step step;
  uint32_t found = 0;
  while ((step = wire_segment_next(&cursor, width, &segment)) == WIRE_ITEM) {
    if (segment.count == 0 || segment.type < WIRE_AS_SET || segment.type > WIRE_CONFED_SET)
      return defect_bit(DEFECT_VALUE);
    if (segment.type >= WIRE_CONFED_SEQUENCE) found |= defect_bit(DEFECT_CONFED);
    for (size_t i = 0; i < segment.count; i++)
      if (wire_segment_as(&segment, i) == 0) found |= defect_bit(DEFECT_AS_ZERO);
  }
  return step == WIRE_END ? found : defect_bit(DEFECT_VALUE);
}

uint32_t attribute_value_as_path(const struct wire_attribute *attribute, bool as4) {
  return path_check(value_of(attribute), as4 ? 4 : 2);
}

uint32_t attribute_value_as4_path(const struct wire_attribute *attribute, bool as4) {
  (void)as4;
  return path_check(value_of(attribute), 4);
}

/* RFC 4271 section 6.3: a valid host address. This network, loopback, multicast and the reserved rest are none. */
uint32_t attribute_value_next_hop(const struct wire_attribute *attribute, bool as4) {
  (void)as4;
  uint8_t first = attribute->value[0];
  return first == 0 || first == 127 || first >= 224 ? defect_bit(DEFECT_VALUE) : 0;
}

uint32_t attribute_value_aggregator(const struct wire_attribute *attribute, bool as4) {
  if (attribute->length != (as4 ? 8u : 6u)) return defect_bit(DEFECT_LENGTH); /* RFC 7606 section 7.7 */
  uint32_t asn = as4 ? wire_get32(attribute->value) : wire_get16(attribute->value);
  return asn == 0 ? defect_bit(DEFECT_AS_ZERO) : 0;
}

uint32_t attribute_value_as4_aggregator(const struct wire_attribute *attribute, bool as4) {
  (void)as4;
  return wire_get32(attribute->value) == 0 ? defect_bit(DEFECT_AS_ZERO) : 0;
}

static unsigned mp_family(unsigned afi, unsigned safi) {
  if (safi != 1 && safi != 2) return 0;
  return afi == 1 ? PREFIX_IPV4 : afi == 2 ? PREFIX_IPV6 : 0;
}

bool attribute_value_mp(const struct wire_attribute *attribute, struct attribute_mp *mp) {
  const uint8_t *at = attribute->value, *end = at + attribute->present;
  bool reach = attribute->type == ATTRIBUTE_MP_REACH;
  if (attribute->present < (reach ? 5 : 3)) return false;
  *mp = (struct attribute_mp){.afi = wire_get16(at), .safi = at[2]};
  at += 3;
  if (reach) {
    mp->next_hop_length = at[0];
    mp->next_hop = at + 1;
    if (mp->next_hop_length + 2 > (size_t)(end - at)) return false;
    at += mp->next_hop_length + 2; /* one octet is reserved, RFC 4760 section 3 */
  }
  mp->nlri = at;
  mp->nlri_length = (size_t)(end - at);
  mp->family = mp_family(mp->afi, mp->safi);
  return true;
}

/* IPv6: RFC 2545 section 3. IPv4: its own, or an IPv6 one (RFC 8950 section 3). */
static bool next_hop_length_ok(const struct attribute_mp *mp) {
  size_t length = mp->next_hop_length;
  bool six = length == 16 || length == 32;
  return mp->family == 0 || six || (mp->family == PREFIX_IPV4 && length == 4);
}

uint32_t attribute_value_mp_reach(const struct wire_attribute *attribute, bool as4) {
  (void)as4;
  struct attribute_mp mp;
  if (!attribute_value_mp(attribute, &mp) || !next_hop_length_ok(&mp))
    return defect_bit(DEFECT_LENGTH); /* RFC 7606 section 7.11 */
  if (mp.family && !prefix_field_ok(mp.nlri, mp.nlri_length, mp.family, NULL)) return defect_bit(DEFECT_NLRI);
  return 0;
}

uint32_t attribute_value_mp_unreach(const struct wire_attribute *attribute, bool as4) {
  (void)as4;
  struct attribute_mp mp;
  if (!attribute_value_mp(attribute, &mp)) return defect_bit(DEFECT_LENGTH);
  if (mp.family && !prefix_field_ok(mp.nlri, mp.nlri_length, mp.family, NULL)) return defect_bit(DEFECT_NLRI);
  return 0;
}

/* RFC 6514 section 5: octets of the tunnel identifier by tunnel type. */
uint32_t attribute_value_pmsi(const struct wire_attribute *attribute, bool as4) {
  (void)as4;
  static const struct {
    uint8_t four, six;
  } identifier[] = {
      {0, 0},   /* none */
      {12, 24}, /* RSVP-TE P2MP */
      {0, 0},   /* mLDP P2MP: a FEC of any length */
      {8, 32},  /* PIM-SSM tree */
      {8, 32},  /* PIM-SM tree */
      {8, 32},  /* BIDIR-PIM tree */
      {4, 16},  /* ingress replication */
  };
  enum { MLDP = 2 };
  size_t length = attribute->length - 5;
  unsigned type = attribute->value[1];
  if (type >= sizeof identifier / sizeof identifier[0] || type == MLDP) return 0;
  return length == identifier[type].four || length == identifier[type].six ? 0 : defect_bit(DEFECT_VALUE);
}

/* Two octets of type, two of length, value: as in RFC 9012 section 2 and RFC 9552 section 5.1. */
uint32_t attribute_value_tlv16(const struct wire_attribute *attribute, bool as4) {
  (void)as4;
  struct wire_cursor cursor = value_of(attribute);
  while (cursor.at < cursor.end) {
    size_t left = (size_t)(cursor.end - cursor.at);
    if (left < 4 || wire_get16(cursor.at + 2) > left - 4) return defect_bit(DEFECT_VALUE);
    cursor.at += 4 + wire_get16(cursor.at + 2);
  }
  return 0;
}

/* RFC 5543 section 3: descriptors of 36 octets, each with what its switching capability adds (RFC 4203 section 1.4): 8
 * for packets and for TDM, none for layer 2, wavelengths and fibres. Past any other capability nothing can be told. */
uint32_t attribute_value_traffic(const struct wire_attribute *attribute, bool as4) {
  (void)as4;
  enum { DESCRIPTOR = 36, PACKETS_LAST = 4, LAYER2 = 51, TDM = 100, WAVELENGTHS = 150, FIBRES = 200 };
  struct wire_cursor cursor = value_of(attribute);
  while (cursor.at < cursor.end) {
    unsigned capability = cursor.at[0];
    bool adds = (capability >= 1 && capability <= PACKETS_LAST) || capability == TDM;
    bool known = adds || capability == LAYER2 || capability == WAVELENGTHS || capability == FIBRES;
    size_t left = (size_t)(cursor.end - cursor.at), size = DESCRIPTOR + (adds ? 8 : 0);
    if (left < size) return defect_bit(DEFECT_VALUE);
    if (!known) return 0;
    cursor.at += size;
  }
  return 0;
}

/* RFC 7311 section 3: the length of a TLV counts its own three octets; the first AIGP TLV has eleven. */
uint32_t attribute_value_aigp(const struct wire_attribute *attribute, bool as4) {
  (void)as4;
  struct wire_cursor cursor = value_of(attribute);
  bool first = true;
  while (cursor.at < cursor.end) {
    size_t left = (size_t)(cursor.end - cursor.at);
    if (left < 3) return defect_bit(DEFECT_VALUE);
    size_t length = wire_get16(cursor.at + 1);
    bool aigp = cursor.at[0] == 1;
    if (length < 3 || length > left || (aigp && first && length != 11)) return defect_bit(DEFECT_VALUE);
    first &= !aigp;
    cursor.at += length;
  }
  return 0;
}

/* RFC 6514 section 8: pairs of a PE's address, all of one family, and a label of three octets. */
uint32_t attribute_value_pe_labels(const struct wire_attribute *attribute, bool as4) {
  (void)as4;
  return attribute->length % 7 == 0 || attribute->length % 19 == 0 ? 0 : defect_bit(DEFECT_LENGTH);
}

/* One signature block: length with its own two octets, algorithm, segments of SKI, length, signature. */
static size_t signature_block(const uint8_t *at, size_t left) {
  size_t length = left < 3 ? 0 : wire_get16(at);
  if (length < 3 || length > left) return 0;
  for (size_t i = 3; i < length;) {
    if (length - i < 22) return 0;
    size_t signature = wire_get16(at + i + 20);
    if (signature > length - i - 22) return 0;
    i += 22 + signature;
  }
  return length;
}

/* RFC 8205 section 3: a Secure_Path of six octets a hop, then one or two signature blocks. */
uint32_t attribute_value_bgpsec(const struct wire_attribute *attribute, bool as4) {
  (void)as4;
  const uint8_t *at = attribute->value, *end = at + attribute->length;
  size_t path = wire_get16(at), blocks = 0;
  if (path < 8 || (path - 2) % 6 != 0 || path > attribute->length) return defect_bit(DEFECT_VALUE);
  for (at += path; at < end; blocks++) {
    size_t taken = signature_block(at, (size_t)(end - at));
    if (taken == 0) return defect_bit(DEFECT_VALUE);
    at += taken;
  }
  return blocks == 1 || blocks == 2 ? 0 : defect_bit(DEFECT_VALUE);
}

/* RFC 8669 section 3: the Label-Index has seven octets, the Originator SRGB two and six for each range;
 * other types are skipped, but 0 is reserved, so that a body of zeros holds nothing. */
static bool sid_tlv_ok(unsigned type, size_t length) {
  if (type == 1) return length == 7;
  if (type == 3) return length >= 8 && (length - 2) % 6 == 0;
  return type != 0;
}

uint32_t attribute_value_prefix_sid(const struct wire_attribute *attribute, bool as4) {
  (void)as4;
  struct wire_cursor cursor = value_of(attribute);
  while (cursor.at < cursor.end) {
    size_t left = (size_t)(cursor.end - cursor.at);
    if (left < 3 || wire_get16(cursor.at + 1) > left - 3) return defect_bit(DEFECT_VALUE);
    if (!sid_tlv_ok(cursor.at[0], wire_get16(cursor.at + 1))) return defect_bit(DEFECT_VALUE);
    cursor.at += 3 + wire_get16(cursor.at + 1);
  }
  return 0;
}

static bool inner_ok(struct wire_cursor cursor, unsigned depth) {
  struct wire_attribute inner;
  enum wire_step step;
  while ((step = wire_attribute_next(&cursor, &inner)) == WIRE_ITEM) {
    const struct attribute_type *type = attribute_find(inner.type);
    if (!type) continue;
    if (attribute_flags_conflict(type, inner.flags)) return false;
    if (inner.type != ATTRIBUTE_ATTR_SET) {
      if (attribute_defects(type, &inner, true) != 0) return false;
    } else if (inner.length < 4 ||
               (depth > 1 && !inner_ok((struct wire_cursor){inner.value + 4, inner.value + inner.length}, depth - 1))) {
      return false;
    }
  }
  return step == WIRE_END;
}

/* RFC 7606 section 7.16; the ASNs inside have four octets (RFC 6368 section 5). */
uint32_t attribute_value_attr_set(const struct wire_attribute *attribute, bool as4) {
  (void)as4;
  struct wire_cursor cursor = value_of(attribute);
  cursor.at += 4;
  return inner_ok(cursor, NESTING) ? 0 : defect_bit(DEFECT_VALUE);
}
