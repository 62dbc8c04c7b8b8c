/* attribute_write.h: path attributes from their values.
 *
 * For whoever makes messages rather than takes them apart. The attributes are written one after the other into a
 * buffer; that and two fields of prefixes are an UPDATE (message.h). Nothing is checked: a fault that is asked for is
 * written.
 */
#ifndef MODELS_BGP_ATTRIBUTE_WRITE_H
#define MODELS_BGP_ATTRIBUTE_WRITE_H

#include "models/bgp/attribute.h"
#include "models/bgp/attribute_value.h"
#include "models/bgp/prefix.h"
#include "models/bgp/wire.h"

struct attribute_segment {
  const uint32_t *asn;
  uint8_t type, count;
};

/* Which member of the union holds is the type's matter. */
struct attribute_item {
  uint8_t type, flags; /* Extended Length is added when the length needs it */
  union {
    uint8_t origin;
    uint32_t number;    /* MULTI_EXIT_DISC, LOCAL_PREF, ORIGINATOR_ID, ONLY_TO_CUSTOMER */
    uint8_t address[4]; /* NEXT_HOP */
    struct {
      const struct attribute_segment *segment;
      size_t count;
    } path; /* AS_PATH, AS4_PATH */
    struct {
      uint32_t asn;
      uint8_t address[4];
    } aggregator; /* AGGREGATOR, AS4_AGGREGATOR */
    struct {
      const uint32_t *word;
      size_t
          count; /* of words: one a community or cluster, two an extended, three a large, five an IPv6 extended one */
    } words;
    struct attribute_mp mp; /* the NLRI as octets: see attribute_write_prefixes; `family` is not looked at */
    struct {
      const uint8_t *at;
      size_t length;
    } octets; /* every other type, ATOMIC_AGGREGATE among them */
  };
};

/* The flags that the type's RFC gives it; optional and transitive for types without a row. */
uint8_t attribute_write_flags(unsigned type);
/* `as4`: AS_PATH and AGGREGATOR have ASNs of four octets; of two, and AS_TRANS where one does not fit, otherwise. */
void attribute_write(const struct attribute_item *item, bool as4, struct wire_buffer *buffer);
/* A field of NLRI. */
void attribute_write_prefixes(const struct prefix *prefix, size_t count, struct wire_buffer *buffer);

#endif
