/* The converged state of one origin after the other, in one world with one plane. Beside it, in the same run, what the
 * event kernel takes to converge from cold on the same origins, and what it takes to write the plane's memory once. */
#include "models/world/world_inside.h"
#include "tests/dice.h"
#include "tests/terrain.h"

#include <string.h>
#include <time.h>

enum { SETTLED = 200, COLD = 10 };

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void settle(struct world *w, uint32_t origin) {
  plane_reset_rest(world_plane(w, 0));
  path_table_reset(w->paths);
  world_settle(w, 0, origin);
}

static void converge(struct world *w, uint32_t origin) {
  plane_reset(world_plane(w, 0), w->net);
  path_table_reset(w->paths);
  world_announce(w, 0, origin, ATTRS_PLAIN);
  sim_run(&w->sim, SIM_NEVER, 0);
}

/* Milliseconds an origin, after one that is not counted. */
static double measure(struct world *w, void (*phase)(struct world *w, uint32_t origin), uint32_t origins) {
  struct dice dice = {.seed = 1};
  phase(w, dice_below(&dice, w->net->routers));
  double start = seconds();
  for (uint32_t i = 0; i < origins; i++) phase(w, dice_below(&dice, w->net->routers));
  return (seconds() - start) * 1000 / origins;
}

static double measure_memory(const struct world *w) {
  const struct arena *arena = &world_plane(w, 0)->arena;
  double start = seconds();
  for (int i = 0; i < SETTLED; i++) memset(arena->base, i, arena->size);
  return (seconds() - start) * 1000 / SETTLED;
}

static void bench(const char *name, const struct terrain_order *order) {
  struct terrain *terrain = terrain_new(order);
  if (!terrain) return;
  struct world *w = terrain_world(terrain);
  world_add_prefix(w, 1, false);
  double settled = measure(w, settle, SETTLED), cold = measure(w, converge, COLD), memory = measure_memory(w);
  g_print("%-22s %8u %8u %10.2f %10.2f %8.1f %10.2f %8.1f\n", name, w->net->routers, w->net->halves, settled, cold,
          cold / settled, memory, settled / memory);
  world_free(w);
  terrain_free(terrain);
}

int main(void) {
  g_print("%-22s %8s %8s %10s %10s %8s %10s %8s   (ms an origin)\n", "map", "routers", "halves", "settled", "cold",
          "ratio", "memory", "ratio");
  bench("2012", &(struct terrain_order){.file = TERRAIN_2012, .flat = true});
  bench("2012, Level 3's inside", &(struct terrain_order){.file = TERRAIN_2012});
  bench("generated like 2012", &(struct terrain_order){.year = 2012});
  bench("generated like 2025", &(struct terrain_order){.year = 2025});
  return 0;
}
