/* arena.h: many arrays that live and die together, in one piece of memory.
 *
 * The size is known beforehand; arrays are carved off it one after the other, each beginning on a cache line of its
 * own, zeroed.
 */
#ifndef SIM_ARENA_H
#define SIM_ARENA_H

#include <stddef.h>

enum { ARENA_LINE = 64 };

struct arena {
  char *base;
  size_t size, used;
};

/* What an array of `bytes` takes up. */
static inline size_t arena_room(size_t bytes) { return (bytes + ARENA_LINE - 1) / ARENA_LINE * ARENA_LINE; }
void arena_init(struct arena *arena, size_t size);
void arena_clear(struct arena *arena);
/* More than is left is a programming error (asserted). */
void *arena_take(struct arena *arena, size_t bytes);

#endif
