/* recorder.c: hands each announcement to the part that keeps it, and puts the parts together in the end: tally
 * (sessions, cards), events (the log), harvest (prefixes), and here who was reached by the trigger and what waited. */
#include "analysis/measure/recorder.h"

#include "analysis/measure/tally.h"

#include <glib.h>
#include <math.h>
#include <string.h>

struct recorder {
  struct observer observer;
  const struct network *network;
  uint32_t prefixes;
  uint8_t *region;
  bool begun;
  sim_time trigger_at;
  struct bins bins;
  struct tally tally;
  struct harvest *harvest;
  uint32_t instants; /* at which delays were compared */
  uint32_t blame_rows;
  struct events *events;
  double *backlog;  /* [bins] latest sample, NaN: none */
  uint8_t *reached; /* [routers] a trigger prefix came here */
};

static void occurred(void *context, const struct occurrence *occurrence) {
  struct recorder *recorder = context;
  tally_occurred(&recorder->tally, occurrence);
  events_add(recorder->events, occurrence);
}

static void sent(void *context, sim_time at, uint32_t router, uint32_t peer, uint32_t prefix, enum message_kind kind) {
  (void)router, (void)peer;
  struct recorder *recorder = context;
  harvest_sent(recorder->harvest, prefix, &(struct sending){at, kind}, 1);
}

static void reached(void *context, sim_time at, uint32_t router, uint32_t prefix) {
  (void)at, (void)prefix;
  struct recorder *recorder = context;
  recorder->reached[router] = 1;
}

static void rerouted(void *context, sim_time at, uint32_t router, uint32_t prefix, enum reach before, enum reach after,
                     uint32_t because) {
  struct recorder *recorder = context;
  harvest_rerouted(recorder->harvest, prefix, at, router, before, after, because);
}

static void fed(void *context, sim_time at, uint32_t router, uint32_t prefix, double volume) {
  (void)router;
  struct recorder *recorder = context;
  harvest_fed(recorder->harvest, prefix, at, volume);
}

static enum harvest_role role_of(const struct recorder_settings *settings, uint32_t prefix) {
  if (settings->trigger && settings->trigger[prefix]) return HARVEST_TRIGGER;
  return settings->session ? HARVEST_PILOT : HARVEST_COUNTS;
}

static struct harvest *harvest_of(const struct recorder_settings *settings) {
  struct harvest_settings of = {.network = settings->network,
                                .source_weight = settings->source_weight,
                                .regions = settings->regions,
                                .region = settings->region,
                                .end = settings->end,
                                .bin = settings->bin,
                                .slots = settings->prefixes};
  struct harvest *harvest = harvest_new(&of);
  for (uint32_t p = 0; p < settings->prefixes; p++) {
    struct harvest_prefix prefix = {.number = p,
                                    .origin = settings->origin ? settings->origin[p] : 0,
                                    .weight = settings->weight ? settings->weight[p] : 1,
                                    .role = role_of(settings, p)};
    harvest_prefix(harvest, p, &prefix);
  }
  return harvest;
}

struct recorder *recorder_new(const struct recorder_settings *settings) {
  const struct network *network = settings->network;
  struct recorder *recorder = g_new0(struct recorder, 1);
  recorder->observer = (struct observer){recorder, occurred, sent, reached, rerouted, fed, NULL};
  recorder->network = network;
  recorder->prefixes = settings->prefixes;
  bins_init(&recorder->bins, settings->bin ? settings->bin : SIM_SECOND, settings->end);
  if (settings->region) recorder->region = g_memdup2(settings->region, network->routers);
  recorder->backlog = g_new(double, recorder->bins.count);
  for (uint32_t b = 0; b < recorder->bins.count; b++) recorder->backlog[b] = NAN;
  recorder->reached = g_new0(uint8_t, network->routers);
  tally_init(&recorder->tally, network, &recorder->bins, settings->regions, recorder->region);
  for (uint32_t i = 0; settings->focus && i < settings->focus_count; i++)
    tally_focus(&recorder->tally, settings->focus[i]);
  recorder->harvest = harvest_of(settings);
  recorder->blame_rows = settings->blame_rows;
  recorder->events = events_new(network->asn, network->routers);
  if (settings->place) events_name(recorder->events, settings->place);
  return recorder;
}

const struct observer *recorder_observer(const struct recorder *recorder) { return &recorder->observer; }

const struct harvest *recorder_harvest(const struct recorder *recorder) { return recorder->harvest; }

void recorder_begin(struct recorder *recorder, sim_time at, struct harvest_probe probe) {
  g_assert(!recorder->begun && at < recorder->bins.end);
  recorder->begun = true;
  recorder->trigger_at = at;
  for (uint32_t p = 0; p < recorder->prefixes; p++) harvest_begin(recorder->harvest, p, probe);
  tally_begin(&recorder->tally);
}

void recorder_backlog(struct recorder *recorder, sim_time at, double prefixes) {
  recorder->backlog[bins_at(&recorder->bins, at)] = prefixes;
}

void recorder_slowdown(struct recorder *recorder, sim_time at, struct harvest_probe probe) {
  g_assert(recorder->begun && at >= recorder->trigger_at);
  for (uint32_t p = 0; p < recorder->prefixes; p++) harvest_slowdown(recorder->harvest, p, recorder->instants, probe);
  recorder->instants++;
}

static double seconds(sim_time time) { return (double)time / (double)SIM_SECOND; }

/* The column "resets_hold" counts the losses that events.csv calls "hold". */
static double resets_by(const struct tally *tally, enum figure figure) {
  const char *cause = figures_name(figure) + strlen("resets_");
  uint64_t sum = 0;
  for (int loss = 0; loss < LOSSES; loss++)
    if (strcmp(observer_loss_name((enum loss)loss), cause) == 0) sum += tally->losses[loss];
  return (double)sum;
}

static void session_figures(const struct recorder *recorder, struct figures *figures) {
  const struct tally *tally = &recorder->tally;
  double *value = figures->value;
  value[FIGURE_SESSIONS] = recorder->network->halves / 2;
  value[FIGURE_SESSION_RESETS] = (double)tally->resets;
  for (int f = FIGURE_RESETS_NOTIFICATION; f <= FIGURE_RESETS_ADMIN; f++) value[f] = resets_by(tally, (enum figure)f);
  value[FIGURE_SESSIONS_FLAPPING] = (double)tally_lost(tally, FIGURES_FLAPS);
  value[FIGURE_SESSIONS_LOST] = (double)tally_lost(tally, 1);
  value[FIGURE_CARD_CRASHES] = (double)tally->card_crashes;
  value[FIGURE_ROUTER_CRASHES] = (double)tally->router_crashes;
  if (tally->outage_max >= 0) {
    value[FIGURE_CARD_OUTAGE_MIN_S] = seconds(tally->outage_min);
    value[FIGURE_CARD_OUTAGE_MAX_S] = seconds(tally->outage_max);
  }
  if (recorder->begun && tally->focus) {
    sim_time until = tally->focus_low ? recorder->bins.end : tally->focus_until;
    value[FIGURE_FOCUS_RECOVERY_S] = until < 0 ? 0 : seconds(until - recorder->trigger_at);
    figures->censored[FIGURE_FOCUS_RECOVERY_S] = tally->focus_low;
  }
}

static uint32_t reached_ases(const struct recorder *recorder) {
  const uint32_t *asn = recorder->network->asn;
  uint32_t count = 0, last = UINT32_MAX; /* router of the AS that was counted last */
  for (uint32_t r = 0; r < recorder->network->routers; r++) {
    if (!recorder->reached[r] || (last != UINT32_MAX && asn[last] == asn[r])) continue;
    last = r;
    count++;
  }
  return count;
}

/* A sample holds until the next one. */
static double *backlog_series(const struct recorder *recorder) {
  double *series = g_new(double, recorder->bins.count), latest = 0;
  for (uint32_t b = 0; b < recorder->bins.count; b++) {
    if (!isnan(recorder->backlog[b])) latest = recorder->backlog[b];
    series[b] = latest;
  }
  return series;
}

static void fill_regions(const struct recorder *recorder, struct measures *measures) {
  measures->regions = recorder->tally.regions;
  measures->region = g_new0(struct measures_region, measures->regions);
  for (uint32_t i = 0; i < measures->regions; i++) {
    struct measures_region *region = &measures->region[i];
    region->session_resets = recorder->tally.region[i].session_resets;
    region->card_crashes = recorder->tally.region[i].card_crashes;
  }
}

static void recorder_free(struct recorder *recorder) {
  tally_clear(&recorder->tally);
  harvest_free(recorder->harvest);
  g_free(recorder->region);
  g_free(recorder->backlog);
  g_free(recorder->reached);
  g_free(recorder);
}

struct measures *recorder_finish(struct recorder *recorder, uint64_t events) {
  struct measures *measures = g_new0(struct measures, 1);
  measures->bin = recorder->bins.width;
  measures->bins = recorder->bins.count;
  measures->begun = recorder->begun;
  measures->trigger_at = recorder->trigger_at;
  measures->end = recorder->bins.end;
  measures->handled = events;
  measures->blame_rows = recorder->blame_rows;
  for (uint32_t p = 0; p < recorder->prefixes; p++)
    measures->pilots += recorder->harvest->slot[p].role == HARVEST_PILOT;
  figures_init(&measures->figures);
  session_figures(recorder, &measures->figures);
  measures->figures.value[FIGURE_TRIGGER_REACHED_ASES] = reached_ases(recorder);
  measures->series[SERIES_SESSIONS_DOWN] = bins_level_means(&recorder->tally.sessions_down, &recorder->bins, 1);
  measures->series[SERIES_CARDS_DOWN] = bins_level_means(&recorder->tally.cards_down, &recorder->bins, 1);
  measures->series[SERIES_BACKLOG] = backlog_series(recorder);
  fill_regions(recorder, measures);
  memcpy(measures->verdicts, recorder->tally.verdicts, sizeof measures->verdicts);
  measures->events = g_steal_pointer(&recorder->events);
  for (uint32_t p = 0; p < recorder->prefixes; p++) harvest_close(recorder->harvest, p);
  measures_adopt(measures, recorder->harvest);
  recorder_free(recorder);
  return measures;
}
