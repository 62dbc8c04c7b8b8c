/* When the next event will run, as a handler sees it. */
#include "sim/sim.h"

#include "tests/dice.h"

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

/* --- ahead --- */

enum { WALKERS = 12, STEPS = 300 };

struct walk;
struct walker {
  struct sim_event event;
  struct walk *walk;
  uint32_t owner, steps;
};

/* Each walker's next step is drawn from its owner and number alone. */
struct walk {
  struct walker walker[WALKERS];
  bool ahead;
  GArray *line; /* of struct line: what ran when */
};

struct line {
  sim_time at;
  uint32_t owner, step;
  uint64_t handled;
};

static sim_time walker_pause(const struct walker *walker) {
  struct dice dice = {.seed = walker->owner, .nth = walker->steps};
  return dice_below(&dice, 4) ? dice_below(&dice, 6) : dice_below(&dice, 200);
}

static void walker_step(struct sim *sim, struct walker *walker) {
  struct line line = {sim->now, walker->owner, walker->steps++, sim->handled};
  g_array_append_val(walker->walk->line, line);
}

static void walker_run(struct sim *sim, struct sim_event *event) {
  struct walker *walker = SIM_OWNER(event, struct walker, event);
  walker_step(sim, walker);
  while (walker->steps < STEPS) {
    sim_time at = sim->now + walker_pause(walker);
    if (!walker->walk->ahead || !sim_ahead(sim, at, walker->owner)) {
      sim_schedule(sim, event, at, walker->owner);
      return;
    }
    g_assert_cmpuint(sim->owner, ==, walker->owner);
    walker_step(sim, walker);
  }
}

/* In slices of time, of numbers of events, and up to places among the events of an instant. */
static void walk_run(struct sim *sim, uint64_t seed) {
  struct dice dice = {.seed = seed};
  while (sim_next(sim) != SIM_NEVER) {
    uint32_t how = dice_below(&dice, 3);
    uint64_t handled = sim->handled, budget = 1 + dice_below(&dice, 20);
    if (how == 0) sim_run(sim, sim->now + dice_below(&dice, 100), 0);
    if (how == 1) sim_run_up_to(sim, sim->now + 1 + dice_below(&dice, 50), dice_below(&dice, WALKERS));
    if (how == 2) sim_run(sim, SIM_NEVER, budget);
    if (how == 2) g_assert_cmpuint(sim->handled - handled, <=, budget);
  }
}

static GArray *walk(uint64_t seed, bool ahead) {
  struct walk walk = {.ahead = ahead, .line = g_array_new(FALSE, TRUE, sizeof(struct line))};
  struct sim sim;
  sim_init(&sim, NULL);
  for (uint32_t i = 0; i < WALKERS; i++) {
    walk.walker[i] = (struct walker){{.handle = walker_run}, &walk, i, 0};
    sim_schedule(&sim, &walk.walker[i].event, i, i);
  }
  walk_run(&sim, seed);
  sim_clear(&sim);
  return walk.line;
}

static void ahead_is_as_queued(void) {
  for (uint64_t seed = 1; seed <= 50; seed++) {
    GArray *queued = walk(seed, false), *ahead = walk(seed, true);
    g_assert_cmpuint(queued->len, ==, WALKERS * STEPS);
    g_assert_cmpmem(queued->data, queued->len * sizeof(struct line), ahead->data, ahead->len * sizeof(struct line));
    g_array_free(queued, TRUE);
    g_array_free(ahead, TRUE);
  }
}

/* --- how far an instant has got --- */

struct late {
  struct sim_event event, asked, next;
  uint32_t owner[2], passed[3];
};

static void next_instant(struct sim *sim, struct sim_event *event) {
  SIM_OWNER(event, struct late, next)->passed[2] = sim->passed;
}

static void asked_run(struct sim *sim, struct sim_event *event) {
  struct late *late = SIM_OWNER(event, struct late, asked);
  late->owner[1] = sim->owner;
  late->passed[1] = sim->passed;
}

static void asking_run(struct sim *sim, struct sim_event *event) {
  struct late *late = SIM_OWNER(event, struct late, event);
  late->owner[0] = sim->owner;
  late->passed[0] = sim->passed;
  sim_schedule(sim, &late->asked, sim->now, 2);
}

static void instant_passes(void) {
  struct late late = {
      .event = {.handle = asking_run}, .asked = {.handle = asked_run}, .next = {.handle = next_instant}};
  struct sim sim;
  sim_init(&sim, NULL);
  sim_schedule(&sim, &late.event, 5, 7);
  sim_schedule(&sim, &late.next, 6, 1);
  sim_run_up_to(&sim, 6, 3);
  g_assert_cmpuint(late.owner[0], ==, 7);
  g_assert_cmpuint(late.passed[0], ==, 7);
  g_assert_cmpuint(late.owner[1], ==, 2);
  g_assert_cmpuint(late.passed[1], ==, 7);
  g_assert_cmpuint(late.passed[2], ==, 1);
  g_assert_cmpuint(sim.passed, ==, 3);
  sim_clear(&sim);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/sim_next/the next moment is known, even within a handler", next_is_known);
  g_test_add_func("/sim_next/who goes ahead runs when he would have run, and is counted", ahead_is_as_queued);
  g_test_add_func("/sim_next/an instant has got as far as its latest owner, whoever asks for an earlier place",
                  instant_passes);
  return g_test_run();
}
