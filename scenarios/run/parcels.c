#include "scenarios/run/parcels.h"

#include "scenarios/plan/followed.h"

#include "scenarios/run/cell.h"

struct parcels {
  struct build_order order;
  struct build build;
  struct sample sample;
  guint instants; /* at which delays are compared */
};

struct parcels *parcels_open(const struct build_order *order, const struct history *history) {
  struct parcels *parcels = g_new0(struct parcels, 1);
  parcels->order = *order;
  parcels->order.plane = BUILD_PREFIX;
  parcels->order.replays = history;
  parcels->instants = (guint)scenario_count(order->scenario, "measure", "samples");
  gboolean fine = build_world(&parcels->build, &parcels->order, NULL);
  g_assert(fine); /* nothing is settled yet */
  build_sample(&parcels->sample, order);
  return parcels;
}

void parcels_close(struct parcels *parcels) {
  if (!parcels) return;
  build_finish(&parcels->build);
  sample_clear(&parcels->sample);
  g_free(parcels);
}

guint parcels_origins(const struct parcels *parcels) { return parcels->sample.count; }

/* One origin, from the converged state to the end of the run. */
static void parcels_origin(struct parcels *parcels, guint i, double weight, struct harvest *harvest) {
  struct build *build = &parcels->build;
  const struct sample *sample = &parcels->sample;
  struct harvest_probe probe = harvest_probe_world(build->world);
  struct harvest_prefix prefix = {.number = i,
                                  .origin = world_network(build->world)->asn[sample->router[i]],
                                  .weight = weight,
                                  .role = HARVEST_COUNTS};
  uint64_t before = world_sim(build->world)->handled;
  gboolean rests = world_replay(build->world, i, weight, sample->router[i]);
  g_assert(rests); /* customers, peers and providers: planes.h */
  harvest_prefix(harvest, 0, &prefix);
  if (build->begin > 0) world_replay_until(build->world, build->begin - 1);
  harvest_begin(harvest, 0, probe);
  for (guint k = 0; k < parcels->instants; k++) {
    world_replay_until(build->world, cell_instant(build, parcels->instants, k));
    harvest_slowdown(harvest, 0, k, probe);
  }
  world_replay_until(build->world, build->end - 1);
  harvest_close(harvest, 0);
  harvest_events(harvest, world_sim(build->world)->handled - before);
}

/* What the world tells from now on goes into a new harvest. */
static struct harvest *parcels_harvest(struct parcels *parcels) {
  struct harvest *harvest = build_harvest(&parcels->order, world_network(parcels->build.world));
  struct observer observer = harvest_observer(harvest);
  world_observe(parcels->build.world, &observer);
  return harvest;
}

struct harvest *parcels_run(struct parcels *parcels, const guint32 *origin, guint count, struct progress *progress) {
  struct harvest *harvest = parcels_harvest(parcels);
  for (guint i = 0; i < count; i++) {
    parcels_origin(parcels, origin[i], parcels->sample.weight[origin[i]], harvest);
    progress_add(progress, PROGRESS_CELL / count);
  }
  return harvest;
}

struct harvest *parcels_sound(struct parcels *parcels, const GArray *work, guint count) {
  struct harvest *harvest = parcels_harvest(parcels);
  g_autoptr(GArray) steps = followed_steps(&parcels->sample, work, count, 0);
  for (guint i = 0; i < steps->len; i++) {
    const struct followed_step *step = &g_array_index(steps, struct followed_step, i);
    parcels_origin(parcels, step->origin, step->weight, harvest);
  }
  return harvest;
}
