/* otc.h: ONLY_TO_CUSTOMER, which stops route leaks (RFC 9234 section 5).
 *
 * The attribute says that a route has gone down, or across, and may only go down from here. Both ends of a session can
 * set it and both can check it, so one of them is enough. A speaker that does not take part hands it on as it is.
 */
#ifndef MODELS_BGP_OTC_H
#define MODELS_BGP_OTC_H

#include "models/bgp/attrs.h"

/* What the neighbour is (RFC 9234 section 3; route servers are not modelled). */
enum otc_neighbor { OTC_CUSTOMER, OTC_PEER, OTC_PROVIDER };

/* A route comes in from AS `remote`. False: it was leaked and is not eligible. *attrs may gain the attribute. */
bool otc_import(struct attrs_table *table, enum otc_neighbor neighbor, uint32_t remote, attrs_id *attrs);
/* AS `local` sends a route, its own (`originated`) or another's. False: it may not go there. *attrs may gain it. */
bool otc_export(struct attrs_table *table, enum otc_neighbor neighbor, uint32_t local, bool originated,
                attrs_id *attrs);

#endif
