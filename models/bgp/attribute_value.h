/* attribute_value.h: looks inside the attributes whose value has structure.
 *
 * Each is an attribute_check (attribute.h): 0 when sound. They read nothing outside the
 * value and trust its length to be within the limits of the table of types.
 */
#ifndef MODELS_BGP_ATTRIBUTE_VALUE_H
#define MODELS_BGP_ATTRIBUTE_VALUE_H

#include "models/bgp/attribute.h"

uint32_t attribute_value_origin(const struct wire_attribute *attribute, bool as4);
uint32_t attribute_value_as_path(const struct wire_attribute *attribute, bool as4);
uint32_t attribute_value_next_hop(const struct wire_attribute *attribute, bool as4);
uint32_t attribute_value_aggregator(const struct wire_attribute *attribute, bool as4);
uint32_t attribute_value_mp_reach(const struct wire_attribute *attribute, bool as4);
uint32_t attribute_value_mp_unreach(const struct wire_attribute *attribute, bool as4);
uint32_t attribute_value_as4_path(const struct wire_attribute *attribute, bool as4);
uint32_t attribute_value_as4_aggregator(const struct wire_attribute *attribute, bool as4);
uint32_t attribute_value_pmsi(const struct wire_attribute *attribute, bool as4);
uint32_t attribute_value_tlv16(const struct wire_attribute *attribute, bool as4);
uint32_t attribute_value_traffic(const struct wire_attribute *attribute, bool as4);
uint32_t attribute_value_aigp(const struct wire_attribute *attribute, bool as4);
uint32_t attribute_value_pe_labels(const struct wire_attribute *attribute, bool as4);
uint32_t attribute_value_bgpsec(const struct wire_attribute *attribute, bool as4);
uint32_t attribute_value_prefix_sid(const struct wire_attribute *attribute, bool as4);
uint32_t attribute_value_attr_set(const struct wire_attribute *attribute, bool as4);

/* AFI, SAFI, next hop and NLRI of an MP_REACH_NLRI or MP_UNREACH_NLRI. */
struct attribute_mp {
  unsigned afi, safi;
  const uint8_t *next_hop; /* NULL in MP_UNREACH_NLRI */
  size_t next_hop_length;
  const uint8_t *nlri;
  size_t nlri_length;
  unsigned family; /* PREFIX_IPV4 or PREFIX_IPV6 for unicast and multicast, 0: the NLRI are opaque */
};
/* False: too short for what it claims. */
bool attribute_value_mp(const struct wire_attribute *attribute, struct attribute_mp *mp);

#endif
