#include "analysis/harvest/grid.h"

#include <glib.h>

void grid_instants(struct bins *instants, sim_time end) {
  sim_time steps = (end - 1) / GRID_STEP + 1;
  bins_init(instants, GRID_STEP * ((steps - 1) / GRID_MOST + 1), end);
}

void grid_init(struct grid *grid, const struct bins *instants) {
  grid->pages = instants->count / GRID_PAGE + 1;
  grid->page = g_new0(int64_t *, grid->pages);
}

void grid_clear(struct grid *grid) {
  for (uint32_t p = 0; p < grid->pages; p++) g_free(grid->page[p]);
  g_free(grid->page);
}

int64_t *grid_page(struct grid *grid, uint32_t instant) {
  int64_t **page = &grid->page[instant / GRID_PAGE];
  if (!*page) *page = g_new0(int64_t, GRID_PAGE);
  return *page;
}

/* `times` 1 or -1. (Sums of any octets may pass the greatest number; they come back the same way.) */
static void grid_sum(struct grid *into, const struct grid *from, uint64_t times) {
  for (uint32_t p = 0; p < from->pages; p++) {
    if (!from->page[p]) continue;
    int64_t *page = grid_page(into, p * GRID_PAGE);
    for (uint32_t i = 0; i < GRID_PAGE; i++)
      page[i] = (int64_t)((uint64_t)page[i] + times * (uint64_t)from->page[p][i]);
  }
}

void grid_merge(struct grid *into, const struct grid *from) { grid_sum(into, from, 1); }

void grid_part(struct grid *whole, const struct grid *part) { grid_sum(whole, part, UINT64_MAX); }

/* What has come and gone again within one page leaves no trace: equal levels have equal octets. */
static bool page_empty(const int64_t *page) {
  for (uint32_t i = 0; page && i < GRID_PAGE; i++)
    if (page[i]) return false;
  return true;
}

void grid_store(const struct grid *grid, GByteArray *bytes) {
  uint32_t used = 0;
  for (uint32_t p = 0; p < grid->pages; p++) used += !page_empty(grid->page[p]);
  small_count(bytes, used);
  for (uint32_t p = 0; p < grid->pages; p++) {
    if (page_empty(grid->page[p])) continue;
    small_count(bytes, p);
    small_array(bytes, grid->page[p], GRID_PAGE);
  }
}

void grid_load(struct grid *grid, struct unpack *reader) {
  for (size_t used = small_take_things(reader, 4); used > 0 && !reader->bad; used--) {
    int64_t **page = &grid->page[small_take_count(reader, grid->pages - 1)];
    if (*page) reader->bad = true;
    else small_take_array(reader, *page = g_new0(int64_t, GRID_PAGE), GRID_PAGE);
  }
}

static int64_t grid_change(const struct grid *grid, uint32_t instant) {
  const int64_t *page = grid->page[instant / GRID_PAGE];
  return page ? page[instant % GRID_PAGE] : 0;
}

static void grid_peak(const struct grid *grid, const struct bins *instants, struct grid_course *course) {
  int64_t level = 0;
  for (uint32_t i = 0; i < instants->count; i++) {
    level += grid_change(grid, i);
    if (level <= course->peak) continue;
    course->peak = level;
    course->peak_at = bins_from(instants, i);
  }
}

struct grid_course grid_course(const struct grid *grid, const struct bins *instants, sim_time begin) {
  struct grid_course course = {.peak_at = begin, .high_until = begin};
  int64_t level = 0;
  grid_peak(grid, instants, &course);
  for (uint32_t i = 0; i < instants->count; i++) {
    level += grid_change(grid, i);
    if ((__int128)level * 20 > course.peak) course.high_until = bins_from(instants, i) + bins_width(instants, i);
  }
  level += grid_change(grid, instants->count);
  course.open = (__int128)level * 20 > course.peak;
  if (course.open) course.high_until = instants->end;
  return course;
}
