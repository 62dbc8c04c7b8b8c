/* An open-addressing hash over an array of cells. A path exists once, so that the whole of a
 * router's Adj-RIB-Out is one integer a neighbour, and path exploration, which offers the same
 * few paths again and again, allocates next to nothing after its first round. */
#include "models/bgp/path.h"

#include <glib.h>
#include <string.h>

/* FIRST: behind PATH_NONE and PATH_EMPTY. FEW: a path costs as much to forget as so many buckets cost to empty. */
enum { FIRST = 2, FIRST_ROOM = 1 << 16, FEW = 64 };

/* Empty, for that many paths. */
static struct path_table path_table_of(uint32_t room) {
  struct path_table table = {.count = FIRST, .room = room, .buckets = 2 * room};
  const struct arena_part parts[] = {{&table.cell, table.room, sizeof *table.cell},
                                     {&table.bucket, table.buckets, sizeof *table.bucket}};
  arena_init(&table.arena, arena_parts_room(parts, G_N_ELEMENTS(parts)));
  arena_carve(&table.arena, parts, G_N_ELEMENTS(parts));
  return table;
}

struct path_table *path_table_new(void) {
  struct path_table *table = g_new(struct path_table, 1);
  *table = path_table_of(FIRST_ROOM);
  return table;
}

void path_table_free(struct path_table *table) {
  if (!table) return;
  arena_clear(&table->arena);
  g_free(table);
}

static uint32_t path_slot(const struct path_table *table, uint32_t head, path_id tail) {
  uint64_t mixed = ((uint64_t)head << 32 | tail) * 0x9e3779b97f4a7c15u;
  return (uint32_t)(mixed >> 32) & (table->buckets - 1);
}

/* Who came last has nobody behind him in his row of buckets. */
static void path_forget(struct path_table *table) {
  path_id id = --table->count;
  uint32_t slot = path_slot(table, table->cell[id].head, table->cell[id].tail);
  while (table->bucket[slot] != id) slot = (slot + 1) & (table->buckets - 1);
  table->bucket[slot] = 0;
}

void path_table_reset(struct path_table *table) {
  if (table->count < table->buckets / FEW) {
    while (table->count > FIRST) path_forget(table);
  } else {
    memset(table->bucket, 0, table->buckets * sizeof *table->bucket);
    table->count = FIRST;
  }
}

static void path_grow(struct path_table *table) {
  struct path_table grown = path_table_of(2 * table->room);
  memcpy(grown.cell, table->cell, table->count * sizeof *table->cell);
  for (grown.count = FIRST; grown.count < table->count; grown.count++) {
    uint32_t slot = path_slot(&grown, grown.cell[grown.count].head, grown.cell[grown.count].tail);
    while (grown.bucket[slot]) slot = (slot + 1) & (grown.buckets - 1);
    grown.bucket[slot] = grown.count;
  }
  arena_clear(&table->arena);
  *table = grown;
}

path_id path_prepend(struct path_table *table, uint32_t head, path_id tail) {
  g_assert(tail != PATH_NONE);
  uint32_t slot = path_slot(table, head, tail);
  for (path_id id; (id = table->bucket[slot]); slot = (slot + 1) & (table->buckets - 1))
    if (table->cell[id].head == head && table->cell[id].tail == tail) return id;
  if (table->count == table->room) {
    path_grow(table);
    return path_prepend(table, head, tail);
  }
  const struct path_cell *behind = &table->cell[tail];
  table->cell[table->count] = (struct path_cell){head, tail, behind->mask | path_bit(head), behind->hops + 1};
  table->bucket[slot] = table->count;
  return table->count++;
}

void path_expect(const struct path_table *table, uint32_t head, path_id tail) {
  __builtin_prefetch(&table->bucket[path_slot(table, head, tail)]);
}

path_id path_from(struct path_table *table, const uint32_t *asn, size_t count) {
  path_id path = PATH_EMPTY;
  while (count) path = path_prepend(table, asn[--count], path);
  return path;
}

size_t path_list(const struct path_table *table, path_id path, uint32_t *asn, size_t room) {
  size_t count = 0;
  for (; path > PATH_EMPTY; path = table->cell[path].tail, count++)
    if (count < room) asn[count] = table->cell[path].head;
  return count;
}
