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

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef uint16_t attrs_id;
#define ATTRS_PLAIN ((attrs_id)0)

/* How far a receiver may pass a route on: the well-known communities of RFC 1997. */
enum attrs_scope {
  ATTRS_ANYWHERE,
  ATTRS_WITHIN_AS, /* NO_EXPORT, NO_EXPORT_SUBCONFED; an AS here is no confederation */
  ATTRS_NOWHERE,   /* NO_ADVERTISE */
};

/* What the decision process and policy read out of a set. */
struct attrs {
  const uint8_t *bytes; /* the attributes without AS_PATH and NEXT_HOP */
  uint16_t length, overrun;
  uint8_t origin; /* 0 IGP, 1 EGP, 2 INCOMPLETE */
  uint8_t scope;  /* enum attrs_scope */
  uint32_t med;   /* 0 when absent */
  uint32_t otc;   /* ONLY_TO_CUSTOMER (RFC 9234), 0 when absent: no AS has that number */
};

struct attrs_table;
struct attrs_table *attrs_table_new(void);
void attrs_table_free(struct attrs_table *table);
/* Id of a set with these bytes; the same bytes give the same id. At most 65,535 sets (asserted). */
attrs_id attrs_intern(struct attrs_table *table, const uint8_t *bytes, uint16_t length, uint16_t overrun);
const struct attrs *attrs_get(const struct attrs_table *table, attrs_id id);

/* Is there an attribute of this type, whole or not? */
bool attrs_have(const struct attrs_table *table, attrs_id id, unsigned type);
/* The set with one more attribute, in its place by type, or as near to it as what cannot be read leaves. */
attrs_id attrs_with(struct attrs_table *table, attrs_id id, unsigned flags, unsigned type, const uint8_t *value,
                    size_t length);
/* The set without all attributes of this type; the same set when it has none. */
attrs_id attrs_without(struct attrs_table *table, attrs_id id, unsigned type);

#endif
