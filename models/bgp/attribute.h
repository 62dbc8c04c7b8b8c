/* attribute.h: the path attributes by name and rule.
 *
 * One row a type: its flags as the defining RFC has them, the lengths that its value may have, and
 * a look inside where the value has structure. What follows from an error is no business of
 * this table; strategies say that.
 */
#ifndef MODELS_BGP_ATTRIBUTE_H
#define MODELS_BGP_ATTRIBUTE_H

#include "models/bgp/strategy.h"
#include "models/bgp/wire.h"

enum {
  ATTRIBUTE_ORIGIN = 1,
  ATTRIBUTE_AS_PATH = 2,
  ATTRIBUTE_NEXT_HOP = 3,
  ATTRIBUTE_MED = 4,
  ATTRIBUTE_LOCAL_PREF = 5,
  ATTRIBUTE_ATOMIC_AGGREGATE = 6,
  ATTRIBUTE_AGGREGATOR = 7,
  ATTRIBUTE_COMMUNITY = 8,
  ATTRIBUTE_ORIGINATOR_ID = 9,
  ATTRIBUTE_CLUSTER_LIST = 10,
  ATTRIBUTE_MP_REACH = 14,
  ATTRIBUTE_MP_UNREACH = 15,
  ATTRIBUTE_EXTENDED_COMMUNITY = 16,
  ATTRIBUTE_AS4_PATH = 17,
  ATTRIBUTE_AS4_AGGREGATOR = 18,
  ATTRIBUTE_IPV6_EXTENDED_COMMUNITY = 25,
  ATTRIBUTE_LARGE_COMMUNITY = 32,
  ATTRIBUTE_ONLY_TO_CUSTOMER = 35,
  ATTRIBUTE_ATTR_SET = 128,
};

/* What is wrong with the value: a set of defect_bit(), 0 when it is sound. `as4`: the session's ASNs have four octets.
 * The length has passed the row's limits already. */
typedef uint32_t (*attribute_check)(const struct wire_attribute *attribute, bool as4);

struct attribute_type {
  uint8_t code;
  uint8_t flags;        /* Optional and Transitive as they must be */
  uint16_t least, most; /* octets of the value */
  uint16_t step;        /* the length minus `least` is a multiple of it */
  const char *name;     /* as in strategy files */
  const char *label;    /* as in RFCs */
  const char *rfc;
  attribute_check check; /* NULL: the length is all there is to check */
};

/* NULL: a type this program has no rule for. */
const struct attribute_type *attribute_find(unsigned code);
/* By name or decimal number 0..255; false when it is neither. */
bool attribute_parse(const char *text, unsigned *code);
/* The i-th row in order of code, NULL past the end. Left out is 255, which is reserved for development (RFC 2042):
 * nobody knows it who does not say so. */
const struct attribute_type *attribute_row(size_t i);

/* What is wrong with length and contents of a whole attribute, as a set of defect_bit(). */
uint32_t attribute_defects(const struct attribute_type *type, const struct wire_attribute *attribute, bool as4);
/* Do Optional or Transitive conflict with the type (RFC 7606 section 3 (c))? */
static inline bool attribute_flags_conflict(const struct attribute_type *type, unsigned flags) {
  return ((flags ^ type->flags) & (WIRE_OPTIONAL | WIRE_TRANSITIVE)) != 0;
}

#endif
