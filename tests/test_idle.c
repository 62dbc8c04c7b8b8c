/* What does not happen costs nothing: an idle hour has no event, whatever is configured, and an incident costs as much
 * in a large world as in a small one that has the same part in it. */
#include "models/bgp/damping.h"
#include "models/world/world.h"
#include "scenarios/commands/quiet.h"
#include "scenarios/files/topology.h"
#include "scenarios/plan/wiring.h"
#include "tests/program.h"
#include "tests/stage.h"

#define HOUR (3600 * SIM_SECOND)
enum { ORIGINS = 5 };

static struct world_cards cards_of(uint32_t router, uint32_t count) {
  return (struct world_cards){.router = router,
                              .count = count,
                              .vulnerable = 1,
                              .odds = {.corrupt_p = 1e-3, .trip_p = 1e-6},
                              .change_share = 0.2,
                              .fib_rate = 5000,
                              .boot_low = 120 * SIM_SECOND,
                              .boot_high = 240 * SIM_SECOND};
}

static struct platform busy_platform(void) {
  struct platform platform = stage_platform();
  platform.mrai = 30 * SIM_SECOND;
  platform.processing = SIM_MILLISECOND;
  stage_wait(&platform, 60 * SIM_SECOND, 0);
  return platform;
}

/* Everybody damps, the largest have cards; prefixes settled, and one that comes and goes. */
static struct world *internet(const char *file) {
  g_autoptr(GError) error = NULL;
  struct map *map = topology_load(&(struct topology_options){.file = file, .seed = 1}, &error);
  g_assert_no_error(error);
  struct wiring wiring = wiring_default();
  struct platform platform = busy_platform();
  struct world_settings settings = {.seed = 1, .mrai_jitter = true, .session_jitter = true, .platforms = &platform};
  struct world *world = world_new(wiring_network(map, &wiring, 1), &settings, quiet_observer());
  const struct network *net = world_network(world);
  for (uint32_t r = 0; r < net->routers; r += net->routers / 50) {
    struct world_cards cards = cards_of(r, 4);
    world_add_cards(world, &cards);
  }
  for (uint32_t h = 0; h < net->halves; h++) world_set_damping(world, h, &damping_find("cisco")->damping);
  for (uint32_t i = 0; i < ORIGINS; i++)
    world_settle(world, world_add_prefix(world, 1, false), (uint32_t)((uint64_t)net->routers * i / ORIGINS));
  map_free(map);
  return world;
}

static void idle_check(struct world *world) {
  struct sim *sim = world_sim(world);
  uint32_t prefix = ORIGINS - 1, origin = world_network(world)->routers - 1;
  while (!world_is_origin(world, prefix, origin)) origin--;
  sim_run(sim, SIM_SECOND, 0);
  uint64_t before = sim->handled;
  world_withdraw(world, prefix, origin);
  sim_run(sim, 600 * SIM_SECOND, 0);
  world_announce(world, prefix, origin, ATTRS_PLAIN);
  sim_run(sim, 2 * HOUR, 0);
  g_assert_cmpuint(sim->handled, >, before + world_network(world)->routers); /* it was no idle world */
  before = sim->handled;
  sim_run(sim, 3 * HOUR, 0);
  g_assert_cmpint(sim->now, ==, 3 * HOUR);
  g_assert_cmpuint(sim->handled, ==, before);
  world_free(world);
}

static void idle_generated(void) { idle_check(internet(NULL)); }

static void idle_2012(void) {
  g_autofree char *file = program_shared("data/asrel/20120101.as-rel.txt");
  if (file) idle_check(internet(file));
}

/* Routers 0 and 1 peer, 1 and 2 peer; 0 sells to 3 and 4, 2 sells to `idle` more. What a customer of 0 does is told to
 * 1 and no further, for 1 tells no peer of a peer's route. */
static uint64_t flap_events(uint32_t idle, uint32_t prefixes) {
  GArray *link = g_array_new(FALSE, FALSE, sizeof(struct network_link));
  const struct network_link region[] = {{0, 1, NEIGHBOR_PEER, SIM_MILLISECOND, false},
                                        {1, 2, NEIGHBOR_PEER, SIM_MILLISECOND, false},
                                        {0, 3, NEIGHBOR_CUSTOMER, SIM_MILLISECOND, false},
                                        {0, 4, NEIGHBOR_CUSTOMER, SIM_MILLISECOND, false}};
  g_array_append_vals(link, region, G_N_ELEMENTS(region));
  for (uint32_t i = 0; i < idle; i++) {
    struct network_link l = {2, 5 + i, NEIGHBOR_CUSTOMER, SIM_MILLISECOND, false};
    g_array_append_val(link, l);
  }
  struct platform platform = busy_platform();
  struct world_settings settings = stage_settings(&platform);
  struct stage *stage = stage_new(stage_network(5 + idle, (struct network_link *)(void *)link->data, link->len),
                                  &settings);
  struct world_cards near = cards_of(0, 2), far = cards_of(2, 4);
  world_add_cards(stage->world, &near);
  world_add_cards(stage->world, &far);
  world_settle(stage->world, world_add_prefix(stage->world, 1, false), 3);
  for (uint32_t i = 0; i < prefixes; i++) world_settle(stage->world, world_add_prefix(stage->world, 1, false), 2);
  stage_until(stage, SIM_SECOND);
  uint64_t before = stage->sim->handled;
  for (uint32_t i = 1; i <= 5; i++) {
    world_withdraw(stage->world, 0, 3);
    stage_until(stage, i * 1000 * SIM_SECOND);
    world_announce(stage->world, 0, 3, ATTRS_PLAIN);
    stage_until(stage, i * 1000 * SIM_SECOND + 500 * SIM_SECOND);
  }
  uint64_t events = stage->sim->handled - before;
  stage_free(stage);
  g_array_unref(link);
  return events;
}

static void local_incident(void) {
  uint64_t events = flap_events(0, 0);
  g_assert_cmpuint(events, >, 0);
  g_assert_cmpuint(flap_events(1000, 0), ==, events);
  g_assert_cmpuint(flap_events(10, 200), ==, events);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/idle/an hour of a generated Internet that damps, with MRAI and cards", idle_generated);
  g_test_add_func("/idle/an hour of the Internet of 2012 that damps, with MRAI and cards", idle_2012);
  g_test_add_func("/idle/a stub that flaps costs the same however many do not hear of it", local_incident);
  return g_test_run();
}
