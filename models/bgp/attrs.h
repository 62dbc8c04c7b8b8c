/* attrs.h: attribute sets, interned together with their wire bytes.
 *
 * A set is everything in an UPDATE's Path Attributes field (RFC 4271 section 4.3) but
 * AS_PATH and NEXT_HOP, which change at every hop and are kept apart: the bytes of the
 * other attributes in the order in which they came, flags and lengths untouched, malformed
 * or not, and by how many octets the last one claims more than there is (`overrun`).
 * Equal sets have equal ids, so comparing routes is comparing small integers.
 *
 * ATTRS_PLAIN is the set of an ordinary route (ORIGIN IGP and nothing else).
 * The table owns the bytes; they live as long as it does. Not shared between threads.
 */
#ifndef MODELS_BGP_ATTRS_H
#define MODELS_BGP_ATTRS_H

#include <stddef.h>
#include <stdint.h>

typedef uint16_t attrs_id;
#define ATTRS_PLAIN ((attrs_id)0)

/* What the decision process and policy read out of a set. */
struct attrs {
  const uint8_t *bytes; /* the attributes without AS_PATH and NEXT_HOP */
  uint16_t length, overrun;
  uint8_t origin; /* 0 IGP, 1 EGP, 2 INCOMPLETE */
  uint32_t med;   /* 0 when absent */
};

struct attrs_table;
struct attrs_table *attrs_table_new(void);
void attrs_table_free(struct attrs_table *table);
/* Id of a set with these bytes; the same bytes give the same id. At most 65,535 sets (asserted). */
attrs_id attrs_intern(struct attrs_table *table, const uint8_t *bytes, uint16_t length, uint16_t overrun);
const struct attrs *attrs_get(const struct attrs_table *table, attrs_id id);

#endif
