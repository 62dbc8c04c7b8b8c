#include "models/bgp/reader_gobgp_value.h"

/* TLVs of `head` octets of type and length; a rest shorter than that is passed over. */
static enum defect tlv_defect(const struct wire_attribute *attribute, size_t type_octets, size_t rest) {
  const uint8_t *at = attribute->value;
  size_t left = attribute->length, head = type_octets + 2;
  while (left > rest) {
    size_t length = left < head ? left : wire_get16(at + type_octets);
    if (length > left - head) return DEFECT_VALUE;
    at += head + length;
    left -= head + length;
  }
  return DEFECTS;
}

/* PathAttributeAigp.DecodeFromBytes(): the length of a TLV counts its own three octets. */
static enum defect aigp_defect(const struct wire_attribute *attribute) {
  const uint8_t *at = attribute->value;
  size_t left = attribute->length;
  while (left > 0) {
    size_t length = left < 3 ? 0 : wire_get16(at + 1);
    if (length < 3 || length > left) return DEFECT_VALUE;
    at += length;
    left -= length;
  }
  return DEFECTS;
}

/* validateAsPathValueBytes(): ASNs of four octets, else of two; AS4_PATH must have four. */
static enum defect path_defect(const struct wire_attribute *attribute) {
  bool sound = !reader_path_broken(attribute, true);
  if (attribute->type == ATTRIBUTE_AS_PATH) sound |= !reader_path_broken(attribute, false);
  return sound ? DEFECTS : DEFECT_VALUE;
}

/* Families that have a type of prefix; others are unheard of. */
static bool family_known(unsigned afi, unsigned safi) {
  switch (safi) {
  case 1:
  case 2:
  case 4:
  case 7:
  case 73:
  case 85:
  case 128:
  case 133:
  case 134:
    return afi == 1 || afi == 2 || (afi == 25 && safi == 134);
  case 129:
  case 132:
    return afi == 1 || (afi == 2 && safi == 129);
  case 65:
  case 70:
    return afi == 25;
  case 71:
    return afi == 16388;
  case 241:
    return afi == 16397;
  default:
    return false;
  }
}

/* Prefixes of IPv4 and IPv6, labelled ones among them. Those of other families are taken to be unreadable, as
 * they are nearly always when somebody makes them up. */
static enum defect mp_prefixes(unsigned afi, unsigned safi, const uint8_t *field, size_t length) {
  if (length == 0) return DEFECTS;
  if (safi != 1 && safi != 2 && safi != 4) return DEFECT_NLRI;
  return reader_prefixes(field, length, (afi == 1 ? 32 : 128) + (safi == 4 ? 24 : 0));
}

static bool next_hop_length_ok(unsigned safi, size_t length) {
  size_t distinguisher = safi == 128 ? 8 : 0;
  return length == 0 || length == distinguisher + 4 || length == distinguisher + 16 ||
         length == 2 * (distinguisher + 16);
}

/* PathAttributeMpReachNLRI.DecodeFromBytes(); with three octets it reads the fourth, and panics. */
static enum defect reach_defect(const struct wire_attribute *attribute) {
  const uint8_t *value = attribute->value;
  if (attribute->length < 3) return DEFECT_LENGTH;
  unsigned afi = wire_get16(value), safi = value[2];
  if (!family_known(afi, safi)) return DEFECT_FAMILY;
  if (attribute->length == 3) return DEFECT_FATAL;
  size_t left = attribute->length - 4;
  if (value[3] > left || !next_hop_length_ok(safi, value[3])) return DEFECT_NEXT_HOP_LENGTH;
  left -= value[3];
  if (left == 0) return DEFECT_LENGTH;
  return mp_prefixes(afi, safi, value + 5 + value[3], left - 1) == DEFECTS ? DEFECTS : DEFECT_NLRI;
}

static enum defect unreach_defect(const struct wire_attribute *attribute) {
  const uint8_t *value = attribute->value;
  if (attribute->length < 3) return DEFECT_LENGTH;
  if (!family_known(wire_get16(value), value[2])) return DEFECT_FAMILY;
  return mp_prefixes(wire_get16(value), value[2], value + 3, attribute->length - 3) == DEFECTS ? DEFECTS : DEFECT_NLRI;
}

/* What DecodeFromBytes() of the type complains of, or DEFECTS. */
enum defect reader_gobgp_value(const struct reader_pass *pass, const struct wire_attribute *attribute) {
  if (!verdict_knows(pass->judge->profile, attribute->type)) return DEFECTS;
  switch (attribute->type) {
  case ATTRIBUTE_ORIGIN:
    return reader_length_is(attribute, 1);
  case ATTRIBUTE_AS_PATH:
  case ATTRIBUTE_AS4_PATH:
    return path_defect(attribute);
  case ATTRIBUTE_NEXT_HOP:
    return attribute->length == 16 ? DEFECTS : reader_length_is(attribute, 4);
  case ATTRIBUTE_MED:
  case ATTRIBUTE_LOCAL_PREF:
  case ATTRIBUTE_ORIGINATOR_ID:
    return reader_length_is(attribute, 4);
  case ATTRIBUTE_ATOMIC_AGGREGATE:
    return reader_length_is(attribute, 0);
  case ATTRIBUTE_AGGREGATOR:
    return attribute->length == 6 ? DEFECTS : reader_length_is(attribute, 8);
  case ATTRIBUTE_AS4_AGGREGATOR:
    return reader_length_is(attribute, 8);
  case ATTRIBUTE_COMMUNITY:
  case ATTRIBUTE_CLUSTER_LIST:
    return reader_length_steps(attribute, 4, true);
  case ATTRIBUTE_EXTENDED_COMMUNITY:
    return reader_length_steps(attribute, 8, true);
  case ATTRIBUTE_LARGE_COMMUNITY:
    return reader_length_steps(attribute, 12, true);
  case ATTRIBUTE_IPV6_EXTENDED_COMMUNITY:
    return reader_length_steps(attribute, 20, true);
  case ATTRIBUTE_MP_REACH:
    return reach_defect(attribute);
  case ATTRIBUTE_MP_UNREACH:
    return unreach_defect(attribute);
  case 22:
    return attribute->length < 5 ? DEFECT_LENGTH : DEFECTS;
  case 23:
    return tlv_defect(attribute, 2, 4);
  case 26:
    return aigp_defect(attribute);
  case 29:
    return tlv_defect(attribute, 2, 3);
  case 40:
    return tlv_defect(attribute, 1, 2);
  default:
    return DEFECTS;
  }
}
