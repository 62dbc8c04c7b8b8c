/* origins.h: what each followed origin contributed, one row a prefix, by number.
 *
 * Sums of the rows are those of the whole: lost weight times time, messages. ASes that two origins share are counted in
 * both rows.
 */
#ifndef ANALYSIS_HARVEST_ORIGINS_H
#define ANALYSIS_HARVEST_ORIGINS_H

#include "models/world/observer.h"
#include "sim/small.h"

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

struct origins_row {
  uint32_t number, origin, weight; /* of the prefix; ASN; real prefixes that it stands for */
  uint32_t ases;                   /* that lost it for longer than an instant */
  __int128 lost[REACHES];          /* weight of pairs times nanoseconds, by what became of the packets */
  uint64_t updates, withdrawals;   /* messages in all; those of them that withdraw */
};

struct origins {
  GArray *row; /* struct origins_row, by number, all different */
};

void origins_init(struct origins *origins);
void origins_clear(struct origins *origins);
static inline const struct origins_row *origins_at(const struct origins *origins, guint i) {
  return &g_array_index(origins->row, struct origins_row, i);
}
/* Its number is not there yet. O(1) when they come in order. */
void origins_add(struct origins *origins, const struct origins_row *row);
/* The number that both have, UINT32_MAX when there is none. */
uint32_t origins_common(const struct origins *a, const struct origins *b);
/* They have none in common. */
void origins_merge(struct origins *into, const struct origins *from);
void origins_copy(struct origins *into, const struct origins *from);
/* Lost weight times time of one row, whatever became of the packets. */
__int128 origins_lost(const struct origins_row *row);

void origins_store(const struct origins *origins, GByteArray *bytes);
/* Into one that is empty. */
void origins_load(struct origins *origins, struct unpack *reader);

#endif
