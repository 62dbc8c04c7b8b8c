/* What is guessed of a prefix's turns is what its ways up say. */
#include "models/replay/forecast.h"

#include "models/engine/transfer.h"
#include "tests/stage.h"

enum { ORIGIN, LEFT, RIGHT, TOP, OTHER, ROUTERS };
#define TURNS 6
#define SEED 7

/* ORIGIN below LEFT and RIGHT, both below TOP; OTHER below TOP. */
static struct network *diamond(void) {
  const struct network_link link[] = {{LEFT, ORIGIN, NEIGHBOR_CUSTOMER, SIM_MILLISECOND, false},
                                      {RIGHT, ORIGIN, NEIGHBOR_CUSTOMER, SIM_MILLISECOND, false},
                                      {TOP, LEFT, NEIGHBOR_CUSTOMER, SIM_MILLISECOND, false},
                                      {TOP, RIGHT, NEIGHBOR_CUSTOMER, SIM_MILLISECOND, false},
                                      {TOP, OTHER, NEIGHBOR_CUSTOMER, SIM_MILLISECOND, false}};
  return stage_network(ROUTERS, link, G_N_ELEMENTS(link));
}

/* Both ends of the session begin TURNS times; each lasts for `share` of its transfer of 10 s. */
static struct history *loop(const struct network *net, uint32_t router, uint32_t peer, double share) {
  struct history *history = history_new();
  uint32_t half = network_half(net, router, peer), end[] = {half, net->back[half]};
  sim_time at = 0, lasts = (sim_time)(share * 10 * SIM_SECOND);
  uint64_t event = 0;
  for (int turn = 0; turn < TURNS; turn++, at += 20 * SIM_SECOND)
    for (int i = 0; i < 2; i++) {
      struct history_record up = {.at = at, .value = 10 * SIM_SECOND, .what = end[i], .kind = HISTORY_UP};
      struct history_record down = {.at = at + lasts, .what = end[i], .kind = HISTORY_DOWN};
      history_add(history, up, event++);
      history_add(history, down, event++);
    }
  history_close(history);
  return history;
}

static double turns_of(const struct network *net, uint32_t router, uint32_t peer, double share, uint32_t origin) {
  struct history *history = loop(net, router, peer, share);
  struct forecast *forecast = forecast_new(net, history, SEED);
  history_free(history);
  double turns = forecast_turns(forecast, origin);
  g_assert_cmpfloat(forecast_turns(forecast, origin), ==, turns); /* nothing is left of the first time */
  forecast_free(forecast);
  return turns;
}

static void test_ways(void) {
  struct network *net = diamond();
  g_assert_cmpfloat(turns_of(net, LEFT, TOP, 2, LEFT), ==, TURNS);
  g_assert_cmpfloat(turns_of(net, LEFT, TOP, 2, ORIGIN), ==, TURNS / 2.0); /* the other half comes by RIGHT */
  g_assert_cmpfloat(turns_of(net, ORIGIN, LEFT, 2, ORIGIN), ==, TURNS / 2.0);
  g_assert_cmpfloat(turns_of(net, ORIGIN, LEFT, 2, LEFT), ==, 0); /* it is below */
  g_assert_cmpfloat(turns_of(net, LEFT, TOP, 2, OTHER), ==, 0);   /* it is elsewhere */
  network_free(net);
}

/* A prefix that comes too late in the transfer never crosses the session. */
static void test_late(void) {
  enum { STUBS = 200 };
  struct network_link link[STUBS + 1];
  for (uint32_t i = 0; i < STUBS; i++)
    link[i] = (struct network_link){0, 2 + i, NEIGHBOR_CUSTOMER, SIM_MILLISECOND, false};
  link[STUBS] = (struct network_link){1, 0, NEIGHBOR_CUSTOMER, SIM_MILLISECOND, false};
  struct network *net = stage_network(STUBS + 2, link, G_N_ELEMENTS(link));
  uint32_t half = network_half(net, 0, 1), comes = 0;
  for (uint32_t stub = 2; stub < STUBS + 2; stub++) {
    bool in_time = transfer_draw(SEED, half, stub) < 0.3;
    g_assert_cmpfloat(turns_of(net, 0, 1, 0.3, stub), ==, in_time ? TURNS : 0);
    comes += in_time;
  }
  g_assert_cmpuint(comes, >, STUBS / 5);
  g_assert_cmpuint(comes, <, STUBS * 2 / 5);
  network_free(net);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/forecast/a turn counts for as much of the world as comes by it", test_ways);
  g_test_add_func("/forecast/who has no turn before the session ends is passed by", test_late);
  return g_test_run();
}
