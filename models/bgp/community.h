/* community.h: the communities that everybody knows, by number and by name.
 *
 * Three of them a speaker obeys without being told to (RFC 1997; attrs.h has them as a scope). The others ask for
 * something that an operator has to configure: a rule that matches them (models/policy/policy.h).
 */
#ifndef MODELS_BGP_COMMUNITY_H
#define MODELS_BGP_COMMUNITY_H

#include "models/bgp/attrs.h"

#define COMMUNITY_GRACEFUL_SHUTDOWN UINT32_C(0xffff0000)   /* RFC 8326: prefer anything else */
#define COMMUNITY_BLACKHOLE UINT32_C(0xffff029a)           /* RFC 7999 */
#define COMMUNITY_NO_EXPORT UINT32_C(0xffffff01)           /* RFC 1997 */
#define COMMUNITY_NO_ADVERTISE UINT32_C(0xffffff02)        /* RFC 1997 */
#define COMMUNITY_NO_EXPORT_SUBCONFED UINT32_C(0xffffff03) /* RFC 1997 */
#define COMMUNITY_NOPEER UINT32_C(0xffffff04)              /* RFC 3765: not to peers */

/* "no-export", or "65000:120"; false when it is neither. */
bool community_parse(const char *text, uint32_t *community);
/* Is it in the set's COMMUNITIES attribute, the first of them, and is that well-formed? */
bool community_in(const struct attrs *set, uint32_t community);

#endif
