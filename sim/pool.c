/* pool.c: under the address sanitizer an object that was given back is poisoned until it is
 * taken again, so that a use of it is caught as it would be with malloc.
 */
#include "sim/pool.h"

#include <glib.h>
#include <string.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define __SANITIZE_ADDRESS__ 1 /* clang's way of saying it */
#endif
#endif
#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/asan_interface.h>
#else
#define ASAN_POISON_MEMORY_REGION(address, size) ((void)(address), (void)(size))
#define ASAN_UNPOISON_MEMORY_REGION(address, size) ((void)(address), (void)(size))
#endif

#define CHUNK_BYTES 65536
#define CHUNK_OBJECTS_MIN 8

/* Chunks are a list through their first word; the objects follow. */
struct chunk {
  struct chunk *next;
  char objects[];
};

static void pool_extend(struct pool *pool) {
  size_t bytes = MAX(CHUNK_BYTES / pool->size, CHUNK_OBJECTS_MIN) * pool->size;
  struct chunk *chunk = g_malloc0(sizeof *chunk + bytes);
  chunk->next = pool->chunks;
  pool->chunks = chunk;
  pool->fresh = chunk->objects;
  pool->fresh_end = chunk->objects + bytes;
}

void pool_init(struct pool *pool, size_t object_size) {
  size_t word = sizeof(void *);
  *pool = (struct pool){.size = (MAX(object_size, 1) + word - 1) / word * word};
}

void pool_clear(struct pool *pool) {
  for (struct chunk *chunk = pool->chunks, *next; chunk; chunk = next) {
    next = chunk->next;
    g_free(chunk);
  }
  pool_init(pool, pool->size);
}

void *pool_take(struct pool *pool) {
  pool->in_use++;
  void *object = pool->spare;
  if (object) {
    ASAN_UNPOISON_MEMORY_REGION(object, pool->size);
    memcpy(&pool->spare, object, sizeof pool->spare);
    return object;
  }
  if (pool->fresh == pool->fresh_end) pool_extend(pool);
  object = pool->fresh;
  pool->fresh += pool->size;
  return object;
}

void pool_give(struct pool *pool, void *object) {
  g_assert(pool->in_use > 0);
  pool->in_use--;
  memcpy(object, &pool->spare, sizeof pool->spare);
  pool->spare = object;
  ASAN_POISON_MEMORY_REGION(object, pool->size);
}
