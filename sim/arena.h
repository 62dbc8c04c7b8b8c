/* arena.h: many arrays that live and die together, in one piece of memory.
 *
 * The size is known beforehand; arrays are carved off it one after the other, each beginning on a cache line of its
 * own, zeroed. A great piece lies on huge pages where the system has them: who jumps about in it finds his way sooner.
 */
#ifndef SIM_ARENA_H
#define SIM_ARENA_H

#include <stddef.h>

enum { ARENA_LINE = 64, ARENA_PAGE = 2 << 20 };

struct arena {
  char *base;
  size_t size, used;
};

/* One of several arrays: where its address goes, and how large it is. */
struct arena_part {
  void *array; /* address of the pointer */
  size_t count, size;
};

/* What an array of `bytes` takes up. */
static inline size_t arena_room(size_t bytes) { return (bytes + ARENA_LINE - 1) / ARENA_LINE * ARENA_LINE; }
void arena_init(struct arena *arena, size_t size);
void arena_clear(struct arena *arena);
/* More than is left is a programming error (asserted). */
void *arena_take(struct arena *arena, size_t bytes);

/* What some arrays take up together. */
size_t arena_parts_room(const struct arena_part *part, size_t parts);
/* Takes them; a part without elements becomes NULL. */
void arena_carve(struct arena *arena, const struct arena_part *part, size_t parts);

#endif
