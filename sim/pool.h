/* pool.h: equal-sized objects, taken and given back without malloc.
 *
 * Chunks are kept until pool_clear; a returned object is reused first, so the
 * working set stays as small as the greatest number ever in use at once.
 * Objects come zeroed the first time; afterwards as they were returned, but for the first
 * eight bytes, which hold the list of the spare ones meanwhile. They are aligned to eight bytes.
 */
#ifndef SIM_POOL_H
#define SIM_POOL_H

#include <stddef.h>
#include <stdint.h>

struct pool {
  size_t size; /* of an object, rounded up to hold a pointer */
  void *spare;
  char *fresh, *fresh_end;
  void *chunks;
  uint64_t in_use;
};

void pool_init(struct pool *pool, size_t object_size);
void pool_clear(struct pool *pool);
void *pool_take(struct pool *pool);
void pool_give(struct pool *pool, void *object);

#endif
