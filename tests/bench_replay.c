/* Prefix runs: one origin after the other through the history of a reset loop. A stub announces a malformed route; one
 * AS in a hundred knows the attribute and resets, again and again, for ten minutes. Beside it, in the same run, what
 * an origin costs when it is run jointly with others: the difference between two worlds, with and without them. */
#include "models/replay/history.h"
#include "scenarios/commands/quiet.h"
#include "scenarios/plan/wiring.h"
#include "tests/dice.h"
#include "tests/fault.h"
#include "tests/terrain.h"

#include <time.h>

#define END (10 * 60 * SIM_SECOND)
enum { ORIGINS = 20, SEED = 1, KNOWS = 100, PREFIXES_EACH = 9 };

/* Platforms: MRAI of 30 s as RFC 4271 proposes, and none. */
struct cast {
  struct platform platform[2];
  struct fault fault;
  uint8_t *platform_of;
  uint16_t *profile_of;
  uint32_t *prefixes, origin[ORIGINS], trigger;
};

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static struct platform platform_of(sim_time mrai) {
  struct platform p = {.hold = 90 * SIM_SECOND,
                       .keepalive = 30 * SIM_SECOND,
                       .mrai = mrai,
                       .processing = 500 * SIM_MICROSECOND,
                       .transfer_rate = 10000};
  for (int loss = 0; loss < LOSSES; loss++)
    p.dial[loss] = p.listen[loss] = (struct platform_wait){.first = 30 * SIM_SECOND, .factor = 1};
  return p;
}

static void cast_init(struct cast *cast, uint32_t routers) {
  struct dice dice = {.seed = SEED};
  cast->platform[0] = platform_of(30 * SIM_SECOND);
  cast->platform[1] = platform_of(0);
  fault_init(&cast->fault);
  cast->platform_of = g_new(uint8_t, routers);
  cast->profile_of = g_new(uint16_t, routers);
  cast->prefixes = g_new(uint32_t, routers);
  for (uint32_t r = 0; r < routers; r++) {
    cast->platform_of[r] = (uint8_t)dice_below(&dice, 2);
    cast->profile_of[r] = dice_below(&dice, KNOWS) ? FAULT_FORWARD : FAULT_RESET;
    cast->prefixes[r] = PREFIXES_EACH;
  }
  for (uint32_t i = 0; i < ORIGINS; i++) cast->origin[i] = dice_below(&dice, routers);
  cast->trigger = dice_below(&dice, routers);
}

static void cast_clear(struct cast *cast) {
  fault_clear(&cast->fault);
  g_free(cast->platform_of);
  g_free(cast->profile_of);
  g_free(cast->prefixes);
}

static struct world *world_of(const struct terrain *terrain, const struct cast *cast, struct history *writes,
                              const struct history *replays) {
  struct wiring wiring = wiring_default();
  struct world_settings settings = {.seed = SEED,
                                    .mrai_jitter = true,
                                    .session_jitter = true,
                                    .platforms = cast->platform,
                                    .platform_of = cast->platform_of,
                                    .profiles = cast->fault.profile,
                                    .profile_count = FAULT_PROFILES,
                                    .profile_of = cast->profile_of,
                                    .prefixes = cast->prefixes,
                                    .writes = writes,
                                    .replays = replays};
  struct network *network = wiring_expansion(terrain->insides->expansion, &wiring, SEED);
  struct world *world = world_new(network, &settings, quiet_observer());
  insides_build(terrain->insides, world);
  return world;
}

/* Runs `origins` prefixes and the trigger jointly; seconds without those of building and settling. */
static double joint(const struct terrain *terrain, const struct cast *cast, uint32_t origins, struct history *writes) {
  struct world *w = world_of(terrain, cast, writes, NULL);
  for (uint32_t i = 0; i < origins; i++) world_add_named(w, i, 1, false);
  uint32_t trigger = world_add_named(w, ORIGINS, 1, true);
  for (uint32_t i = 0; i < origins; i++) world_settle(w, i, cast->origin[i]);
  double start = seconds();
  world_announce(w, trigger, cast->trigger, fault_attrs(w));
  sim_run(world_sim(w), END, 0);
  double taken = seconds() - start;
  if (writes) history_close(writes);
  world_free(w);
  return taken;
}

static guint history_turns(const struct history *history) {
  guint turns = 0;
  for (guint i = 0; i < history->record->len; i++) turns += history_at(history, i)->kind == HISTORY_DOWN;
  return turns / 2;
}

/* What of a replay is counted, over all origins. */
struct tally {
  double settling, running;
  uint64_t events, messages;
};

static struct tally replay(struct world *w, const struct cast *cast) {
  struct tally tally = {0};
  world_replay(w, 0, 1, cast->origin[0]); /* not counted: memory is touched for the first time */
  for (uint32_t i = 0; i < ORIGINS; i++) {
    double start = seconds();
    world_replay(w, i, 1, cast->origin[i]);
    double settled = seconds();
    uint64_t handled = world_sim(w)->handled;
    world_replay_until(w, END);
    tally.settling += settled - start;
    tally.running += seconds() - settled;
    tally.events += world_sim(w)->handled - handled;
    tally.messages += world_messages(w);
  }
  return tally;
}

static void bench(const char *name, const struct terrain_order *order) {
  struct terrain *terrain = terrain_new(order);
  if (!terrain) return;
  struct cast cast;
  cast_init(&cast, terrain->insides->expansion->routers);
  struct history *history = history_new();
  double alone = joint(terrain, &cast, 0, history), among = joint(terrain, &cast, ORIGINS, NULL);
  struct world *w = world_of(terrain, &cast, NULL, history);
  struct tally t = replay(w, &cast);
  double each = (t.settling + t.running) / ORIGINS, jointly = (among - alone) / ORIGINS;
  guint turns = history_turns(history);
  g_print("%-22s %7u %9.2f %9.2f %9.2f %8.1f %8.0f %8.0f %8.3f %8.3f %8.0f\n", name, turns, 1e3 * t.settling / ORIGINS,
          1e3 * t.running / ORIGINS, 1e3 * jointly, jointly / each, (double)t.messages / ORIGINS,
          (double)t.events / ORIGINS, 1e6 * t.running / (double)t.messages, 1e6 * t.running / (double)t.events,
          1e9 * t.running / ORIGINS / turns);
  world_free(w);
  history_free(history);
  cast_clear(&cast);
  terrain_free(terrain);
}

int main(void) {
  g_print("%-22s %7s %9s %9s %9s %8s %8s %8s %8s %8s %8s\n", "an origin, on", "turns", "settle ms", "run ms",
          "joint ms", "ratio", "messages", "events", "us/msg", "us/event", "ns/turn");
  bench("2012, Level 3's inside", &(struct terrain_order){.file = TERRAIN_2012});
  bench("generated like 2012", &(struct terrain_order){.year = 2012});
  bench("generated like 2025", &(struct terrain_order){.year = 2025});
  return 0;
}
