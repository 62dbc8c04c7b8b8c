/* roa.h: may this AS originate that prefix? Origin validation by ROAs (RFC 6811).
 *
 * A ROA covers a prefix that lies within its own; it matches one that is no longer than `most` and whose origin is its
 * AS. AS 0 matches no origin (RFC 6483 section 4).
 */
#ifndef MODELS_BGP_ROA_H
#define MODELS_BGP_ROA_H

#include "models/bgp/prefix.h"

struct roa {
  struct prefix prefix;
  uint8_t most; /* maxLength */
  uint32_t asn;
};

enum roa_validity { ROA_NOT_FOUND, ROA_VALID, ROA_INVALID };

bool roa_covers(const struct roa *roa, const struct prefix *prefix);
/* RFC 6811 section 2. `origin` is the last AS of the path, 0: there is none. */
enum roa_validity roa_validate(const struct roa *roas, size_t count, const struct prefix *prefix, uint32_t origin);

#endif
