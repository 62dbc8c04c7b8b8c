#include "sim/arena.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

void arena_init(struct arena *arena, size_t size) {
  size_t whole = arena_room(size ? size : 1);
  arena->base = aligned_alloc(ARENA_LINE, whole);
  if (!arena->base) g_error("out of memory: %zu octets", whole);
  memset(arena->base, 0, whole);
  arena->size = size;
  arena->used = 0;
}

void arena_clear(struct arena *arena) {
  free(arena->base);
  *arena = (struct arena){NULL, 0, 0};
}

void *arena_take(struct arena *arena, size_t bytes) {
  void *taken = arena->base + arena->used;
  arena->used += arena_room(bytes);
  g_assert(arena->used <= arena->size);
  return taken;
}
