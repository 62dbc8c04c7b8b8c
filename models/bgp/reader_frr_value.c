#include "models/bgp/reader_frr_value.h"

/* bgp_attr_encap(): one tunnel, and sub-TLVs of one octet of type and one of length. */
static enum defect encap_defect(const struct wire_attribute *attribute) {
  if ((attribute->flags & (WIRE_OPTIONAL | WIRE_TRANSITIVE)) != (WIRE_OPTIONAL | WIRE_TRANSITIVE)) return DEFECT_VALUE;
  if (attribute->length < 4) return DEFECT_VALUE;
  size_t at = 4;
  while (attribute->length - at >= 4) {
    size_t body = attribute->value[at + 1];
    if (body > attribute->length - at - 2) return DEFECT_VALUE;
    at += 2 + body;
  }
  return at == attribute->length ? DEFECTS : DEFECT_VALUE;
}

/* bgp_attr_pmsi_tunnel(): 7 is the last type that it knows, ingress replication has an IPv4 address. */
static enum defect pmsi_defect(const struct wire_attribute *attribute) {
  enum { INGRESS_REPLICATION = 6, LAST = 7 };
  if (attribute->length < 5) return DEFECT_LENGTH;
  if (attribute->value[1] > LAST) return DEFECT_VALUE;
  return attribute->value[1] == INGRESS_REPLICATION && attribute->length != 9 ? DEFECT_LENGTH : DEFECTS;
}

/* bgp_attr_srv6_service(), of `left` octets up to the end of the message; 0: malformed, else octets read. */
static size_t srv6_service(const uint8_t *at, size_t left) {
  enum { SID_INFO = 1, SID_INFO_OCTETS = 21, STRUCTURE = 1, STRUCTURE_OCTETS = 6 };
  if (left < 4) return 0;
  size_t length = wire_get16(at + 2), taken = 4 + SID_INFO_OCTETS;
  if (length > left - 4) return 0;
  if (at[1] != SID_INFO) return 4 + length;
  if (left < taken) return 0;
  if (length <= SID_INFO_OCTETS) return taken;
  if (left < taken + 3) return 0;
  size_t data = wire_get16(at + taken + 1);
  if (data > left - taken - 3 || data < STRUCTURE_OCTETS) return 0;
  return taken + 3 + (at[taken] == STRUCTURE ? STRUCTURE_OCTETS : data);
}

/* bgp_attr_psid_sub(): octets of the TLV's body that are read; false: malformed. */
static bool sid_tlv(const uint8_t *at, size_t left, unsigned type, size_t length, size_t *taken) {
  enum { LABEL = 1, IPV6 = 2, SRGB = 3, VPN = 4, SRV6_L3 = 5 };
  *taken = length;
  switch (type) {
  case LABEL:
    return length == 7 && wire_get32(at + 3) != UINT32_MAX;
  case IPV6:
  case VPN:
    return length == 19;
  case SRGB:
    return length >= 8 && (length - 2) % 6 == 0;
  case SRV6_L3:
    *taken = srv6_service(at, left);
    return *taken > 0;
  default:
    return true;
  }
}

/* bgp_attr_prefix_sid(): lengths are held against the rest of the message, and only then against the attribute. */
static enum defect sid_defect(const struct reader_pass *pass, const struct wire_attribute *attribute) {
  const uint8_t *at = attribute->value, *end = pass->update.nlri + pass->update.nlri_length;
  size_t counted = 0, taken;
  while (at < end && counted < attribute->length) {
    if (end - at < 3) return DEFECT_LENGTH;
    size_t length = wire_get16(at + 1), left = (size_t)(end - at) - 3;
    if (length > left || !sid_tlv(at + 3, left, at[0], length, &taken)) return DEFECT_LENGTH;
    counted += 3 + length;
    if (counted > attribute->length) return DEFECT_LENGTH;
    at += 3 + taken;
  }
  return at == attribute->value + attribute->length ? DEFECTS : DEFECT_LENGTH;
}

static bool family_known(const struct attribute_mp *mp) {
  bool afi = mp->afi == 1 || mp->afi == 2 || mp->afi == 25;
  switch (mp->safi) {
  case 1:   /* unicast */
  case 2:   /* multicast */
  case 4:   /* labelled */
  case 7:   /* encapsulation */
  case 70:  /* EVPN */
  case 128: /* VPN */
  case 133: /* flow specification */
    return afi;
  default:
    return false;
  }
}

/* bgp_mp_reach_parse() */
static enum defect reach_defect(const struct wire_attribute *attribute) {
  enum { FLOW = 133 };
  const uint8_t *value = attribute->value;
  if (attribute->length < 5) return DEFECT_LENGTH;
  struct attribute_mp mp = {.afi = wire_get16(value), .safi = value[2], .next_hop_length = value[3]};
  if (!family_known(&mp)) return DEFECT_FAMILY;
  if (mp.next_hop_length > attribute->length - 4) return DEFECT_LENGTH;
  switch (mp.next_hop_length) {
  case 0:
    if (mp.safi != FLOW) return DEFECT_LENGTH;
    break;
  case 4:
  case 12:
    if (wire_get32(value + mp.next_hop_length) == 0) return DEFECT_VALUE;
    break;
  case 16:
  case 24:
  case 32:
  case 48:
    break;
  default:
    return DEFECT_LENGTH;
  }
  return attribute->length - 4 - mp.next_hop_length > 0 ? DEFECTS : DEFECT_LENGTH;
}

static enum defect unreach_defect(const struct wire_attribute *attribute) {
  struct attribute_mp mp;
  if (!attribute_value_mp(attribute, &mp)) return DEFECT_LENGTH;
  return family_known(&mp) ? DEFECTS : DEFECT_FAMILY;
}

static enum defect aggregator_defect(const struct wire_attribute *attribute, bool four) {
  if (attribute->length != (four ? 8u : 6u)) return DEFECT_LENGTH;
  uint32_t asn = four ? wire_get32(attribute->value) : wire_get16(attribute->value);
  return asn == 0 ? DEFECT_AS_ZERO : DEFECTS;
}

static enum defect origin_defect(const struct wire_attribute *attribute) {
  if (attribute->length != 1) return DEFECT_LENGTH;
  return attribute->value[0] > 2 ? DEFECT_VALUE : DEFECTS;
}

static enum defect otc_defect(const struct wire_attribute *attribute) {
  if (attribute->length != 4) return DEFECT_LENGTH;
  return wire_get32(attribute->value) == 0 ? DEFECT_VALUE : DEFECTS;
}

/* LOCAL_PREF from outside is not looked into. */
static enum defect local_pref_defect(const struct reader_pass *pass, const struct wire_attribute *attribute) {
  if (pass->judge->facts->session == SESSION_EBGP) return DEFECT_WRONG_SESSION;
  return reader_length_is(attribute, 4);
}

/* What the parser of the type complains of, or DEFECTS. */
enum defect reader_frr_value(const struct reader_pass *pass, const struct wire_attribute *attribute) {
  bool four = pass->judge->facts->as4;
  switch (attribute->type) {
  case ATTRIBUTE_ORIGIN:
    return origin_defect(attribute);
  case ATTRIBUTE_AS_PATH:
  case ATTRIBUTE_AS4_PATH:
    return reader_path_broken(attribute, four) ? DEFECT_VALUE : DEFECTS;
  case ATTRIBUTE_NEXT_HOP:
  case ATTRIBUTE_MED:
  case ATTRIBUTE_ORIGINATOR_ID:
    return reader_length_is(attribute, 4);
  case ATTRIBUTE_LOCAL_PREF:
    return local_pref_defect(pass, attribute);
  case ATTRIBUTE_ATOMIC_AGGREGATE:
    return reader_length_is(attribute, 0);
  case ATTRIBUTE_AGGREGATOR:
    return aggregator_defect(attribute, four);
  case ATTRIBUTE_AS4_AGGREGATOR:
    return aggregator_defect(attribute, true);
  case ATTRIBUTE_COMMUNITY:
  case ATTRIBUTE_CLUSTER_LIST:
    return reader_length_steps(attribute, 4, false);
  case ATTRIBUTE_EXTENDED_COMMUNITY:
    return reader_length_steps(attribute, 8, false);
  case ATTRIBUTE_LARGE_COMMUNITY:
    return reader_length_steps(attribute, 12, false);
  case ATTRIBUTE_IPV6_EXTENDED_COMMUNITY:
    return reader_length_steps(attribute, 20, false);
  case ATTRIBUTE_ONLY_TO_CUSTOMER:
    return otc_defect(attribute);
  case ATTRIBUTE_MP_REACH:
    return reach_defect(attribute);
  case ATTRIBUTE_MP_UNREACH:
    return unreach_defect(attribute);
  case 22:
    return pmsi_defect(attribute);
  case 23:
    return encap_defect(attribute);
  case 40:
    return sid_defect(pass, attribute);
  default:
    return DEFECTS;
  }
}
