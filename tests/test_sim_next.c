/* When the next event will run, as a handler sees it. */
#include "sim/sim.h"

#include <glib.h>

struct asker {
  struct sim_event event;
  sim_time expected, again;
};

/* Asks as things stand, and again when it has put itself back. */
static void asker_run(struct sim *sim, struct sim_event *event) {
  struct asker *asker = SIM_OWNER(event, struct asker, event);
  g_assert_cmpint(sim_next(sim), ==, asker->expected);
  if (!asker->again) return;
  sim_schedule(sim, event, asker->again, 1);
  g_assert_cmpint(sim_next(sim), ==, MIN(asker->expected, asker->again));
  asker->expected = SIM_NEVER;
  asker->again = 0;
}

static void nothing_run(struct sim *sim, struct sim_event *event) {
  (void)sim;
  (void)event;
}

static void next_is_known(void) {
  static const sim_time at[] = {35, 30, 39, 36, 37};
  struct sim_event other[G_N_ELEMENTS(at)] = {0};
  struct asker asker = {{.handle = asker_run}, 30, 40};
  struct sim sim;
  sim_init(&sim, NULL);
  g_assert_cmpint(sim_next(&sim), ==, SIM_NEVER);
  for (size_t i = 0; i < G_N_ELEMENTS(at); i++) {
    other[i].handle = nothing_run;
    sim_schedule(&sim, &other[i], at[i], 2);
  }
  sim_schedule(&sim, &asker.event, 10, 1);
  g_assert_cmpint(sim_next(&sim), ==, 10);
  g_assert_cmpint(sim_run(&sim, SIM_NEVER, 0), ==, SIM_END_EMPTY);
  g_assert_cmpint(asker.again, ==, 0);
  g_assert_cmpint(sim_next(&sim), ==, SIM_NEVER);
  sim_clear(&sim);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/sim_next/the next moment is known, even within a handler", next_is_known);
  return g_test_run();
}
