/* The converged state that the solver writes is the one that the event kernel comes to from cold, message by message:
 * every table of every router, on maps as large as the real one and with ASes that are seen from within. One plane of
 * each world serves all origins, one after the other. In full (make settle): 1,000 origins of the map of January 2012
 * and 100 of a generated map like that of 2025. */
#include "models/world/world_inside.h"
#include "tests/dice.h"
#include "tests/tables.h"
#include "tests/terrain.h"

/* All kinds of inside: Level 3 with route reflectors, a full mesh and small ones that are generated. */
static const char *const insides[] = {"inside.mesh.asn=1299",          "inside.mesh.map=generate",
                                      "inside.mesh.pops=12",           "inside.some.asn=174, 2914, 6939",
                                      "inside.some.map=generate",      "inside.some.pops=5",
                                      "inside.some.routers_per_pop=2", "inside.some.mesh=reflectors",
                                      "inside.some.reflectors=2",      NULL};

static void converge(struct world *w, uint32_t origin) {
  plane_reset(world_plane(w, 0), w->net);
  path_table_reset(w->paths);
  world_announce(w, 0, origin, ATTRS_PLAIN);
  g_assert_cmpint(sim_run(&w->sim, SIM_NEVER, 0), ==, SIM_END_EMPTY);
}

/* The tables of the last origin are still there. */
static void settle(struct world *w, uint32_t origin) {
  plane_reset_rest(world_plane(w, 0));
  path_table_reset(w->paths);
  g_assert_true(world_settle(w, 0, origin));
  g_assert_cmpuint(w->sim.handled, ==, 0); /* not the kernel in disguise */
}

/* `count` routers: one of every expanded AS, and others by chance. */
static GArray *some_origins(const struct terrain *terrain, guint count) {
  const struct expansion *expansion = terrain->insides->expansion;
  struct dice dice = {.seed = 61};
  GArray *origins = g_array_new(FALSE, FALSE, sizeof(uint32_t));
  g_autofree bool *taken = g_new0(bool, expansion->routers);
  for (uint32_t i = 0; i < expansion->wishes; i++) {
    uint32_t first = expansion->first[expansion->wish[i].as];
    uint32_t origin = first + dice_below(&dice, expansion->wish[i].inside->routers);
    taken[origin] = true;
    g_array_append_val(origins, origin);
  }
  while (origins->len < count) {
    uint32_t origin = dice_below(&dice, expansion->routers);
    if (taken[origin]) continue;
    taken[origin] = true;
    g_array_append_val(origins, origin);
  }
  return origins;
}

static void compare(struct terrain *terrain, guint count) {
  struct world *cold = terrain_world(terrain), *settled = terrain_world(terrain);
  GArray *origins = some_origins(terrain, count);
  gint64 solving = 0;
  world_add_prefix(cold, 1, false);
  world_add_prefix(settled, 1, false);
  for (guint i = 0; i < origins->len; i++) {
    uint32_t origin = g_array_index(origins, uint32_t, i);
    converge(cold, origin);
    gint64 start = g_get_monotonic_time();
    settle(settled, origin);
    solving += g_get_monotonic_time() - start;
    tables_equal(cold, 0, settled, 0);
  }
  g_test_message("%u origins, %u routers (%u of them in %u ASes with an inside), %u halves: all tables equal; "
                 "%.1f messages and %.2f ms of the solver an origin",
                 origins->len, cold->net->routers,
                 cold->net->routers - (terrain->map->ases - terrain->insides->expansion->wishes),
                 terrain->insides->expansion->wishes, cold->net->halves, (double)cold->messages / origins->len,
                 (double)solving / 1000 / origins->len);
  g_array_unref(origins);
  world_free(cold);
  world_free(settled);
  terrain_free(terrain);
}

static void small_map(void) {
  struct terrain_order order = {.year = 2012, .ases = 3000, .inside = insides};
  compare(terrain_new(&order), g_test_slow() ? 300 : 12);
}

static void real_map(void) {
  struct terrain_order order = {.file = TERRAIN_2012};
  struct terrain *terrain = terrain_new(&order);
  if (terrain) compare(terrain, g_test_slow() ? 1000 : 4);
  else g_test_skip("the AS map of 2012 is not here");
}

static void great_map(void) {
  struct terrain_order order = {.year = 2025, .inside = insides};
  compare(terrain_new(&order), 100);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/settle/a generated map with insides of all kinds settles as it converges", small_map);
  g_test_add_func("/settle/the map of 2012 with Level 3's inside settles as it converges", real_map);
  if (g_test_slow())
    g_test_add_func("/settle/a map like that of 2025 with several insides settles as it converges", great_map);
  return g_test_run();
}
