#include "models/bgp/otc.h"

#include "models/bgp/attribute.h"

/* A malformed one is left to the strategies and not joined by another. A speaker that is not the originator sets
 * Partial (RFC 4271 section 5). */
static void otc_add(struct attrs_table *table, uint32_t asn, bool originated, attrs_id *attrs) {
  unsigned flags = WIRE_OPTIONAL | WIRE_TRANSITIVE | (originated ? 0 : WIRE_PARTIAL);
  uint8_t value[] = {(uint8_t)(asn >> 24), (uint8_t)(asn >> 16), (uint8_t)(asn >> 8), (uint8_t)asn};
  if (attrs_have(table, *attrs, ATTRIBUTE_ONLY_TO_CUSTOMER)) return;
  *attrs = attrs_with(table, *attrs, flags, ATTRIBUTE_ONLY_TO_CUSTOMER, value, sizeof value);
}

bool otc_import(struct attrs_table *table, enum otc_neighbor neighbor, uint32_t remote, attrs_id *attrs) {
  uint32_t otc = attrs_get(table, *attrs)->otc;
  if (otc && neighbor == OTC_CUSTOMER) return false;                  /* RFC 9234 section 5, ingress 1 */
  if (otc && neighbor == OTC_PEER && otc != remote) return false;     /* ingress 2 */
  if (neighbor != OTC_CUSTOMER) otc_add(table, remote, false, attrs); /* ingress 3 */
  return true;
}

bool otc_export(struct attrs_table *table, enum otc_neighbor neighbor, uint32_t local, bool originated,
                attrs_id *attrs) {
  uint32_t otc = attrs_get(table, *attrs)->otc;
  if (otc && neighbor != OTC_CUSTOMER) return false;                      /* egress 2 */
  if (neighbor != OTC_PROVIDER) otc_add(table, local, originated, attrs); /* egress 1 */
  return true;
}
