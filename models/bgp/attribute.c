#include "models/bgp/attribute.h"

#include "models/bgp/attribute_value.h"

#include <stdlib.h>
#include <string.h>

#define WELLKNOWN WIRE_TRANSITIVE
#define PASSED_ON (WIRE_OPTIONAL | WIRE_TRANSITIVE)
#define STAYS WIRE_OPTIONAL
#define ANY_LENGTH UINT16_MAX

/* In order of code. */
static const struct attribute_type types[] = {
    {1, WELLKNOWN, 1, 1, 1, "origin", "ORIGIN", "RFC 4271 4.3", attribute_value_origin},
    {2, WELLKNOWN, 0, ANY_LENGTH, 1, "as-path", "AS_PATH", "RFC 4271 4.3", attribute_value_as_path},
    {3, WELLKNOWN, 4, 4, 1, "next-hop", "NEXT_HOP", "RFC 4271 4.3", attribute_value_next_hop},
    {4, STAYS, 4, 4, 1, "med", "MULTI_EXIT_DISC", "RFC 4271 4.3", NULL},
    {5, WELLKNOWN, 4, 4, 1, "local-pref", "LOCAL_PREF", "RFC 4271 4.3", NULL},
    {6, WELLKNOWN, 0, 0, 1, "atomic-aggregate", "ATOMIC_AGGREGATE", "RFC 4271 4.3", NULL},
    {7, PASSED_ON, 6, 8, 2, "aggregator", "AGGREGATOR", "RFC 4271 4.3", attribute_value_aggregator},
    {8, PASSED_ON, 4, ANY_LENGTH, 4, "community", "COMMUNITY", "RFC 1997", NULL},
    {9, STAYS, 4, 4, 1, "originator-id", "ORIGINATOR_ID", "RFC 4456 8", NULL},
    {10, STAYS, 4, ANY_LENGTH, 4, "cluster-list", "CLUSTER_LIST", "RFC 4456 8", NULL},
    {14, STAYS, 5, ANY_LENGTH, 1, "mp-reach", "MP_REACH_NLRI", "RFC 4760 3", attribute_value_mp_reach},
    {15, STAYS, 3, ANY_LENGTH, 1, "mp-unreach", "MP_UNREACH_NLRI", "RFC 4760 4", attribute_value_mp_unreach},
    {16, PASSED_ON, 8, ANY_LENGTH, 8, "extended-community", "EXTENDED COMMUNITIES", "RFC 4360 2", NULL},
    {17, PASSED_ON, 6, ANY_LENGTH, 2, "as4-path", "AS4_PATH", "RFC 6793 6", attribute_value_as4_path},
    {18, PASSED_ON, 8, 8, 1, "as4-aggregator", "AS4_AGGREGATOR", "RFC 6793 6", attribute_value_as4_aggregator},
    {22, PASSED_ON, 5, ANY_LENGTH, 1, "pmsi-tunnel", "PMSI_TUNNEL", "RFC 6514 5", attribute_value_pmsi},
    {23, PASSED_ON, 4, ANY_LENGTH, 1, "tunnel-encapsulation", "Tunnel Encapsulation", "RFC 9012 2",
     attribute_value_tlv16},
    {24, STAYS, 36, ANY_LENGTH, 1, "traffic-engineering", "Traffic Engineering", "RFC 5543 3", attribute_value_traffic},
    {25, PASSED_ON, 20, ANY_LENGTH, 20, "ipv6-extended-community", "IPv6 EXTENDED COMMUNITIES", "RFC 5701 2", NULL},
    {26, STAYS, 3, ANY_LENGTH, 1, "aigp", "AIGP", "RFC 7311 3", attribute_value_aigp},
    {27, PASSED_ON, 7, ANY_LENGTH, 1, "pe-distinguisher-labels", "PE Distinguisher Labels", "RFC 6514 8",
     attribute_value_pe_labels},
    {28, PASSED_ON, 0, 0, 1, "entropy-label", "Entropy Label Capability", "RFC 6790 5.2", NULL},
    {29, STAYS, 4, ANY_LENGTH, 1, "bgp-ls", "BGP-LS", "RFC 9552 5.3", attribute_value_tlv16},
    {32, PASSED_ON, 12, ANY_LENGTH, 12, "large-community", "LARGE_COMMUNITY", "RFC 8092 3", NULL},
    {33, STAYS, 10, ANY_LENGTH, 1, "bgpsec-path", "BGPsec_PATH", "RFC 8205 3", attribute_value_bgpsec},
    {35, PASSED_ON, 4, 4, 1, "only-to-customer", "ONLY_TO_CUSTOMER", "RFC 9234 5", NULL},
    {40, PASSED_ON, 3, ANY_LENGTH, 1, "prefix-sid", "BGP Prefix-SID", "RFC 8669 3", attribute_value_prefix_sid},
    {128, PASSED_ON, 4, ANY_LENGTH, 1, "attr-set", "ATTR_SET", "RFC 6368 5", attribute_value_attr_set},
    /* What FRR's VNC put there; to everybody else it is an unknown attribute. */
    {255, PASSED_ON, 4, ANY_LENGTH, 1, "development", "attribute 255", "RFC 2042", attribute_value_tlv16},
};
enum { TYPES = sizeof types / sizeof types[0], PUBLIC = TYPES - 1 };

const struct attribute_type *attribute_row(size_t i) { return i < PUBLIC ? &types[i] : NULL; }

const struct attribute_type *attribute_find(unsigned code) {
  for (size_t i = 0; i < TYPES && types[i].code <= code; i++)
    if (types[i].code == code) return &types[i];
  return NULL;
}

bool attribute_parse(const char *text, unsigned *code) {
  for (size_t i = 0; i < TYPES; i++)
    if (strcmp(types[i].name, text) == 0) {
      *code = types[i].code;
      return true;
    }
  char *end;
  unsigned long number = strtoul(text, &end, 10);
  if (*text < '0' || *text > '9' || *end || number > 255) return false;
  *code = (unsigned)number;
  return true;
}

uint32_t attribute_defects(const struct attribute_type *type, const struct wire_attribute *attribute, bool as4) {
  size_t length = attribute->length;
  if (length < type->least || length > type->most || (length - type->least) % type->step != 0)
    return defect_bit(DEFECT_LENGTH);
  return type->check ? type->check(attribute, as4) : 0;
}
