#include "sim/arena.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

/* Whole huge pages only: what is left over at the end would waste most of one. That the system has none is no error. */
static void arena_advise(const struct arena *arena, size_t whole) {
#ifdef MADV_HUGEPAGE
  if (whole >= ARENA_PAGE) (void)madvise(arena->base, whole / ARENA_PAGE * ARENA_PAGE, MADV_HUGEPAGE);
#else
  (void)arena, (void)whole;
#endif
}

void arena_init(struct arena *arena, size_t size) {
  size_t whole = arena_room(size ? size : 1);
  void *base = NULL;
  if (posix_memalign(&base, whole < ARENA_PAGE ? ARENA_LINE : ARENA_PAGE, whole))
    g_error("out of memory: %zu octets", whole);
  arena->base = base;
  arena_advise(arena, whole);
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

size_t arena_parts_room(const struct arena_part *part, size_t parts) {
  size_t room = 0;
  for (size_t i = 0; i < parts; i++) room += arena_room(part[i].count * part[i].size);
  return room;
}

void arena_carve(struct arena *arena, const struct arena_part *part, size_t parts) {
  for (size_t i = 0; i < parts; i++) {
    size_t bytes = part[i].count * part[i].size;
    void *array = bytes ? arena_take(arena, bytes) : NULL;
    memcpy(part[i].array, &array, sizeof array);
  }
}
