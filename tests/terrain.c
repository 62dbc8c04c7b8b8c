#include "tests/terrain.h"

#include "scenarios/commands/quiet.h"
#include "scenarios/files/topology.h"
#include "scenarios/plan/wiring.h"

enum { SEED = 1 };

static struct map *terrain_map(const struct terrain_order *order) {
  GError *error = NULL;
  struct topology_options options = {.file = order->file, .year = order->year, .ases = order->ases, .seed = SEED};
  struct map *map = topology_load(&options, &error);
  g_assert_no_error(error);
  return map;
}

static struct scenario *terrain_scenario(const struct terrain_order *order) {
  GError *error = NULL;
  struct scenario *scenario = scenario_load("level3-2011", &error);
  g_assert_no_error(error);
  if (order->flat) scenario_set(scenario, "inside.level3.asn=4294967294", &error); /* who is on no map is passed over */
  g_assert_no_error(error);
  for (const char *const *inside = order->inside; inside && *inside; inside++) {
    scenario_set(scenario, *inside, &error);
    g_assert_no_error(error);
  }
  return scenario;
}

struct terrain *terrain_new(const struct terrain_order *order) {
  GError *error = NULL;
  if (order->file && !g_file_test(order->file, G_FILE_TEST_EXISTS)) return NULL;
  struct terrain *terrain = g_new0(struct terrain, 1);
  terrain->map = terrain_map(order);
  terrain->scenario = terrain_scenario(order);
  terrain->insides = insides_load(terrain->scenario, terrain->map, SEED, &error);
  g_assert_no_error(error);
  return terrain;
}

void terrain_free(struct terrain *terrain) {
  if (!terrain) return;
  insides_free(terrain->insides);
  scenario_free(terrain->scenario);
  map_free(terrain->map);
  g_free(terrain);
}

struct world *terrain_world(const struct terrain *terrain) {
  static const struct platform platform = {.hold = 90 * SIM_SECOND};
  struct world_settings settings = {.seed = SEED, .platforms = &platform};
  struct wiring wiring = wiring_default();
  struct network *network = wiring_expansion(terrain->insides->expansion, &wiring, SEED);
  struct world *world = world_new(network, &settings, quiet_observer());
  insides_build(terrain->insides, world);
  return world;
}
