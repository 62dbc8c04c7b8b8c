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

/* --- two queues --- */

/* `tail` has a queue of its own; `head` runs it up to where it stands itself, and takes in what is left. */
struct pair {
  struct sim_event head, tail[3];
  struct sim other;
  GString *log;
};

static void tail_run(struct sim *sim, struct sim_event *event) {
  struct pair *pair = sim->world;
  g_string_append_printf(pair->log, "%c%d ", 'a' + (int)(event - pair->tail), (int)sim->now);
}

static void head_run(struct sim *sim, struct sim_event *event) {
  struct pair *pair = SIM_OWNER(event, struct pair, head);
  uint64_t handled = sim->handled;
  sim_swap(sim, &pair->other);
  g_assert_true(sim_run_up_to(sim, 10, 4));
  sim_swap(sim, &pair->other);
  g_assert_cmpint(sim->now, ==, 10);
  g_assert_cmpuint(sim->handled, ==, handled + 1);
  sim_join(sim, &pair->other);
  g_assert_cmpint(sim_next(&pair->other), ==, SIM_NEVER);
  g_string_append(pair->log, "head ");
}

static void queues_join(void) {
  struct pair pair = {.head = {.handle = head_run}, .log = g_string_new(NULL)};
  struct sim sim;
  sim_init(&sim, &pair);
  sim_init(&pair.other, &pair);
  for (int i = 0; i < 3; i++) pair.tail[i].handle = tail_run;
  sim_swap(&sim, &pair.other);
  sim_schedule(&sim, &pair.tail[0], 10, 5);
  sim_schedule(&sim, &pair.tail[1], 9, 1);
  sim_schedule(&sim, &pair.tail[2], 12, 1);
  sim_swap(&sim, &pair.other);
  sim_schedule(&sim, &pair.head, 10, 4);
  g_assert_cmpint(sim_run(&sim, SIM_NEVER, 0), ==, SIM_END_EMPTY);
  g_assert_cmpstr(pair.log->str, ==, "b9 head a10 c12 ");
  sim_clear(&sim);
  sim_clear(&pair.other);
  g_string_free(pair.log, TRUE);
}

static void stop_run(struct sim *sim, struct sim_event *event) {
  (void)event;
  sim_stop(sim);
}

static void stops_on_the_way(void) {
  struct sim_event first = {.handle = stop_run}, second = {.handle = nothing_run};
  struct sim sim;
  sim_init(&sim, NULL);
  sim_schedule(&sim, &first, 3, 1);
  sim_schedule(&sim, &second, 4, 1);
  g_assert_false(sim_run_up_to(&sim, 10, 1));
  g_assert_cmpint(sim.now, ==, 3);
  g_assert_true(sim_run_up_to(&sim, 10, 1));
  g_assert_cmpint(sim.now, ==, 10);
  sim_clear(&sim);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/sim_next/the next moment is known, even within a handler", next_is_known);
  g_test_add_func("/sim_next/who goes ahead runs when he would have run, and is counted", ahead_is_as_queued);
  g_test_add_func("/queue/two queues run each its own, and one takes in what the other has left", queues_join);
  g_test_add_func("/queue/a stop ends a run up to a place, and the next goes on", stops_on_the_way);
  return g_test_run();
}
