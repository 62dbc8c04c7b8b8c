/* path.h: AS paths, interned and immutable.
 *
 * A path is a cons cell: its first AS, and the path behind it. Equal paths have equal ids, so
 * comparing is comparing integers and sharing is free. PATH_EMPTY is the path of a route
 * that its holder originates; PATH_NONE is "no route". One table a run; never freed singly.
 */
#ifndef MODELS_BGP_PATH_H
#define MODELS_BGP_PATH_H

#include "sim/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef uint32_t path_id;
#define PATH_NONE ((path_id)0)
#define PATH_EMPTY ((path_id)1)

struct path_cell {
  uint32_t head; /* ASN */
  path_id tail;
  uint32_t mask; /* one bit per AS on the path, hashed: a clear bit proves absence */
  uint32_t hops; /* ASNs, repetitions counted */
};

struct path_table {
  struct arena arena;     /* holds the arrays */
  struct path_cell *cell; /* [room] */
  path_id *bucket;        /* [buckets] open addressing; 0: free */
  uint32_t count, room, buckets;
};

struct path_table *path_table_new(void);
void path_table_free(struct path_table *table);
/* Forgets all paths and keeps the memory: ids begin anew. */
void path_table_reset(struct path_table *table);
/* `head` in front of `tail` (which is not PATH_NONE). */
path_id path_prepend(struct path_table *table, uint32_t head, path_id tail);
/* That will be asked for soon. */
void path_expect(const struct path_table *table, uint32_t head, path_id tail);
/* The path with these ASNs, first to last. */
path_id path_from(struct path_table *table, const uint32_t *asn, size_t count);
/* Writes at most `room` ASNs; returns how many there are. */
size_t path_list(const struct path_table *table, path_id path, uint32_t *asn, size_t room);

static inline uint32_t path_hops(const struct path_table *table, path_id path) { return table->cell[path].hops; }

static inline uint32_t path_bit(uint32_t asn) { return 1u << ((asn * 2654435769u) >> 27); }

/* Is `asn` on the path? RFC 4271 section 9.1.2: a route with the own AS in it is not eligible. */
static inline bool path_has(const struct path_table *table, path_id path, uint32_t asn) {
  if (!(table->cell[path].mask & path_bit(asn))) return false;
  for (; path > PATH_EMPTY; path = table->cell[path].tail)
    if (table->cell[path].head == asn) return true;
  return false;
}

#endif
