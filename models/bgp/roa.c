#include "models/bgp/roa.h"

bool roa_covers(const struct roa *roa, const struct prefix *prefix) {
  return roa->prefix.family == prefix->family && roa->prefix.bits <= prefix->bits &&
         prefix_covers(&roa->prefix, prefix->address);
}

enum roa_validity roa_validate(const struct roa *roas, size_t count, const struct prefix *prefix, uint32_t origin) {
  enum roa_validity validity = ROA_NOT_FOUND;
  for (size_t i = 0; i < count; i++) {
    if (!roa_covers(&roas[i], prefix)) continue;
    if (roas[i].asn == origin && origin != 0 && prefix->bits <= roas[i].most) return ROA_VALID;
    validity = ROA_INVALID;
  }
  return validity;
}
