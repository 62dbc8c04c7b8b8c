/* addresses.h: concrete prefixes for networks of which only the number of prefixes is known.
 *
 * Trees of line cards want bits. What an origin gets lies in a few blocks, each prefix in that of the last one or, one
 * time in two, in a new one (*assumed*); lengths follow the IPv4 table of 2011 in round figures (CIDR report: half of
 * it are /24) and for IPv6 are mostly /32 and /48 (*assumed*). No prefix is given twice.
 */
#ifndef SCENARIOS_SETTINGS_ADDRESSES_H
#define SCENARIOS_SETTINGS_ADDRESSES_H

#include "models/bgp/prefix.h"

#include <glib.h>

struct addresses;
struct addresses *addresses_new(uint64_t seed, double ipv6_share);
void addresses_free(struct addresses *addresses);
/* This one is not to be given to anybody. */
void addresses_reserve(struct addresses *addresses, const struct prefix *prefix);
/* `count` prefixes for the AS. */
void addresses_draw(struct addresses *addresses, uint32_t asn, struct prefix *prefix, uint32_t count);

#endif
