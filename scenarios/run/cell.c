/* cell.c: the run is cut into slices that end just before a bin of the time series does, so that levels are sampled at
 * the same instants in every cell. Delays are compared at instants that lie the denser the nearer to the beginning. */
#include "scenarios/run/cell.h"

#include "scenarios/run/cut.h"

#include "models/replay/forecast.h"

struct cell {
  struct build build;
  struct progress *progress;
  sim_time bin;
  guint samples, sampled; /* comparisons of delays: in all, done */
  guint parts;            /* told to the progress line */
};

sim_time cell_instant(const struct build *build, guint instants, guint k) {
  double place = (double)(k + 1) / instants;
  return build->begin + (sim_time)((double)(build->end - 1 - build->begin) * place * place);
}

static sim_time cell_next_instant(const struct cell *cell) {
  return cell_instant(&cell->build, cell->samples, cell->sampled);
}

static void cell_tell(struct cell *cell, sim_time now) {
  guint parts = (guint)((double)now / (double)cell->build.end * PROGRESS_CELL);
  if (parts <= cell->parts) return;
  progress_add(cell->progress, parts - cell->parts);
  cell->parts = parts;
}

/* Just before the trigger: what can be reached now is what can be lost. */
static void cell_begin(struct cell *cell) {
  struct build *build = &cell->build;
  if (build->begin > 0) sim_run(world_sim(build->world), build->begin - 1, 0);
  recorder_begin(build->recorder, build->begin, harvest_probe_world(build->world));
}

static void cell_sample(struct cell *cell, sim_time at) {
  sim_run(world_sim(cell->build.world), at, 0);
  recorder_slowdown(cell->build.recorder, at, harvest_probe_world(cell->build.world));
  cell->sampled++;
}

static void cell_slice(struct cell *cell, sim_time until) {
  while (cell->sampled < cell->samples && cell_next_instant(cell) <= until) cell_sample(cell, cell_next_instant(cell));
  sim_run(world_sim(cell->build.world), until, 0);
  recorder_backlog(cell->build.recorder, until, world_backlog(cell->build.world));
  cell_tell(cell, until);
}

struct build_order cell_order(const struct plan *plan, guint index) {
  const struct plan_cell *planned = plan_cell(plan, index);
  return (struct build_order){.scenario = plan->variant[planned->variant].scenario,
                              .map = plan->map,
                              .insides = plan->variant[planned->variant].insides,
                              .strata = plan->strata,
                              .roas = plan->variant[planned->variant].roas,
                              .platforms = plan->platforms,
                              .choice = planned->choice,
                              .seed = planned->seed};
}

/* From the trigger to the end. */
static gboolean cell_through(struct cell *cell, const struct build_order *order, struct progress *progress,
                             GError **error) {
  *cell = (struct cell){.progress = progress,
                        .bin = scenario_duration(order->scenario, "measure", "bin"),
                        .samples = (guint)scenario_count(order->scenario, "measure", "samples")};
  if (!build_world(&cell->build, order, error)) return FALSE;
  cell_begin(cell);
  for (sim_time at = cell->build.begin / cell->bin * cell->bin + cell->bin; at < cell->build.end; at += cell->bin)
    cell_slice(cell, at - 1);
  cell_slice(cell, cell->build.end - 1);
  return TRUE;
}

struct measures *cell_run(const struct build_order *order, struct progress *progress, GError **error) {
  struct cell cell;
  return cell_through(&cell, order, progress, error) ? build_finish(&cell.build) : NULL;
}

void cell_sessions_init(struct cell_sessions *sessions) {
  *sessions = (struct cell_sessions){.history = history_new(), .harvest = g_byte_array_new()};
  sessions->work = g_array_new(FALSE, FALSE, sizeof(guint32));
}

void cell_sessions_clear(struct cell_sessions *sessions) {
  history_free(sessions->history);
  g_byte_array_unref(sessions->harvest);
  g_array_unref(sessions->work);
}

static void cell_forecast(const struct cell *cell, const struct build_order *order, struct cell_sessions *sessions) {
  struct forecast *forecast = forecast_new(world_network(cell->build.world), sessions->history, order->seed);
  struct sample sample;
  build_sample(&sample, order);
  for (uint32_t i = 0; i < sample.count; i++) {
    guint32 work = cut_work(forecast_turns(forecast, sample.router[i]));
    g_array_append_val(sessions->work, work);
  }
  sample_clear(&sample);
  forecast_free(forecast);
}

struct measures *cell_sessions(const struct build_order *given, struct cell_sessions *sessions,
                               struct progress *progress, GError **error) {
  struct cell cell;
  struct build_order order = *given;
  order.plane = BUILD_SESSIONS;
  order.writes = sessions->history;
  if (!cell_through(&cell, &order, progress, error)) return NULL;
  history_close(sessions->history);
  harvest_store(recorder_harvest(cell.build.recorder), sessions->harvest);
  cell_forecast(&cell, &order, sessions);
  return build_finish(&cell.build);
}
