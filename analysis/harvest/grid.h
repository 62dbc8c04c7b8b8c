/* grid.h: a level as it stands at instants that are equally far apart, from changes in any order.
 *
 * What is kept is how much the level changes from each instant to the next: whole numbers that may be added in any
 * order, so that a level may be put together from parts that were measured apart. A change at an instant shows at that
 * instant, one between two at the later. What rises and falls between two instants is not seen.
 *
 * The instants are 10 ms apart, or as many times 10 ms as it takes that a run has no more than GRID_MOST of them. Parts
 * of the run in which nothing changes take no memory. That many are enough for a picture, and few enough that a part,
 * some dozens of origins, is some hundred thousand octets and not millions: in a storm something changes in every step.
 */
#ifndef ANALYSIS_HARVEST_GRID_H
#define ANALYSIS_HARVEST_GRID_H

#include "analysis/harvest/bins.h"
#include "sim/small.h"

#define GRID_STEP (10 * SIM_MILLISECOND)
#define GRID_MOST (1u << 16)
#define GRID_PAGE 1024

struct grid {
  uint32_t pages;
  int64_t **page; /* [pages] of GRID_PAGE changes each, NULL: none there */
};

/* The instants of a run of that length: one at the beginning of each bin; what changes after the last has a place, too.
 */
void grid_instants(struct bins *instants, sim_time end);
/* The instant at which a change shows, in [0, instants->count]. */
static inline uint32_t grid_at(const struct bins *instants, sim_time at) {
  uint64_t instant = bins_passed(instants, at + instants->width - 1);
  g_assert(instant <= instants->count);
  return (uint32_t)instant;
}

void grid_init(struct grid *grid, const struct bins *instants);
void grid_clear(struct grid *grid);
/* The page that `instant` is in. */
int64_t *grid_page(struct grid *grid, uint32_t instant);
static inline void grid_add(struct grid *grid, uint32_t instant, int64_t change) {
  int64_t *page = grid->page[instant / GRID_PAGE];
  if (G_UNLIKELY(!page)) page = grid_page(grid, instant);
  page[instant % GRID_PAGE] += change;
}
/* Something will soon be added there. */
static inline void grid_expect(const struct grid *grid, uint32_t instant) {
  const int64_t *page = grid->page[instant / GRID_PAGE];
  if (page) __builtin_prefetch(&page[instant % GRID_PAGE], 1);
}
static inline void grid_move(struct grid *grid, uint32_t from, uint32_t to, int64_t change) {
  grid_add(grid, from, change);
  grid_add(grid, to, -change);
}
void grid_merge(struct grid *into, const struct grid *from);
/* The opposite of that. */
void grid_part(struct grid *whole, const struct grid *part);
/* Entries that are not 0; into one that is empty. */
void grid_store(const struct grid *grid, GByteArray *bytes);
void grid_load(struct grid *grid, struct unpack *reader);

/* How the level went from `begin` on. */
struct grid_course {
  int64_t peak;        /* greatest level at an instant */
  sim_time peak_at;    /* the first such instant; `begin` when the peak is 0 */
  sim_time high_until; /* first instant after the last at which the level exceeded a twentieth of the peak */
  bool open;           /* it exceeds that as the run ends; high_until is then the end */
};
struct grid_course grid_course(const struct grid *grid, const struct bins *instants, sim_time begin);

#endif
