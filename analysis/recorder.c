/* recorder.c: hands each announcement to the part that keeps it, and puts the parts together in the end:
 * tally (sessions, cards), outage (reachability), ledger (whose fault), slowdown, events (the log), and the counts of
 * messages here. */
#include "analysis/recorder.h"

#include "analysis/ledger.h"
#include "analysis/outage.h"
#include "analysis/slowdown.h"
#include "analysis/tally.h"

#include <glib.h>
#include <math.h>
#include <string.h>

#define MESSAGES 3 /* of enum message_kind */

struct recorder {
  struct observer observer;
  const struct network *network;
  uint32_t prefixes;
  bool *trigger; /* [prefixes] */
  uint8_t *region;
  bool begun;
  sim_time trigger_at;
  struct bins bins;
  struct tally tally;
  struct outage outage;
  struct ledger ledger;
  uint32_t blame_rows;
  struct slowdown slowdown;
  struct events *events;
  uint64_t messages[MESSAGES];
  uint64_t *rate[MESSAGES]; /* [bins] */
  double *backlog;          /* [bins] latest sample, NaN: none */
  uint8_t *reached;         /* [routers] a trigger prefix came here */
};

static void occurred(void *context, const struct occurrence *occurrence) {
  struct recorder *recorder = context;
  tally_occurred(&recorder->tally, occurrence);
  events_add(recorder->events, occurrence);
}

static void sent(void *context, sim_time at, uint32_t router, uint32_t peer, uint32_t prefix, enum message_kind kind) {
  (void)router, (void)peer, (void)prefix;
  struct recorder *recorder = context;
  recorder->messages[kind]++;
  recorder->rate[kind][bins_at(&recorder->bins, at)]++;
}

static void reached(void *context, sim_time at, uint32_t router, uint32_t prefix) {
  (void)at, (void)prefix;
  struct recorder *recorder = context;
  recorder->reached[router] = 1;
}

static void rerouted(void *context, sim_time at, uint32_t router, uint32_t prefix, enum reach before, enum reach after,
                     uint32_t because) {
  struct recorder *recorder = context;
  if (!recorder->begun) return;
  int64_t weight = outage_change(&recorder->outage, at, router, prefix, before, after);
  if (weight > 0) ledger_lose(&recorder->ledger, at, router, prefix, weight, because);
  else if (weight < 0) ledger_find(&recorder->ledger, at, router, prefix, -weight);
}

static void arrays_new(struct recorder *recorder, const struct recorder_settings *settings) {
  uint32_t bins = recorder->bins.count;
  recorder->trigger = g_new0(bool, settings->prefixes);
  if (settings->trigger) memcpy(recorder->trigger, settings->trigger, settings->prefixes * sizeof *settings->trigger);
  if (settings->region) recorder->region = g_memdup2(settings->region, settings->network->routers);
  for (int kind = 0; kind < MESSAGES; kind++) recorder->rate[kind] = g_new0(uint64_t, bins);
  recorder->backlog = g_new(double, bins);
  for (uint32_t b = 0; b < bins; b++) recorder->backlog[b] = NAN;
  recorder->reached = g_new0(uint8_t, settings->network->routers);
}

struct recorder *recorder_new(const struct recorder_settings *settings) {
  const struct network *network = settings->network;
  struct recorder *recorder = g_new0(struct recorder, 1);
  recorder->observer = (struct observer){recorder, occurred, sent, reached, rerouted};
  recorder->network = network;
  recorder->prefixes = settings->prefixes;
  bins_init(&recorder->bins, settings->bin ? settings->bin : SIM_SECOND, settings->end);
  arrays_new(recorder, settings);
  tally_init(&recorder->tally, network, &recorder->bins, settings->regions, recorder->region);
  for (uint32_t i = 0; settings->focus && i < settings->focus_count; i++)
    tally_focus(&recorder->tally, settings->focus[i]);
  struct outage_settings outage = {.routers = network->routers,
                                   .prefixes = settings->prefixes,
                                   .regions = settings->regions,
                                   .asn = network->asn,
                                   .source_weight = settings->source_weight,
                                   .weight = settings->weight,
                                   .trigger = settings->trigger,
                                   .region = recorder->region,
                                   .bins = &recorder->bins};
  outage_init(&recorder->outage, &outage);
  ledger_init(&recorder->ledger, network->routers, settings->prefixes, recorder->bins.end);
  recorder->blame_rows = settings->blame_rows;
  slowdown_init(&recorder->slowdown, network->routers);
  recorder->events = events_new(network->asn, network->routers);
  if (settings->place) events_name(recorder->events, settings->place);
  return recorder;
}

const struct observer *recorder_observer(const struct recorder *recorder) { return &recorder->observer; }

static enum reach probe_reach(const void *world, uint32_t prefix, uint32_t router) {
  return world_reach(world, prefix, router);
}

static void probe_delays(const void *world, uint32_t prefix, sim_time *delay) { world_delays(world, prefix, delay); }

struct recorder_probe recorder_probe_world(const struct world *world) {
  return (struct recorder_probe){.world = world, .reach = probe_reach, .delays = probe_delays};
}

static void delays_begin(struct recorder *recorder, struct recorder_probe probe) {
  sim_time *delay = g_new(sim_time, recorder->network->routers);
  slowdown_begin(&recorder->slowdown, recorder->prefixes);
  for (uint32_t p = 0; p < recorder->prefixes; p++) {
    if (recorder->trigger[p]) continue;
    probe.delays(probe.world, p, delay);
    slowdown_before(&recorder->slowdown, p, delay);
  }
  g_free(delay);
}

void recorder_begin(struct recorder *recorder, sim_time at, struct recorder_probe probe) {
  g_assert(!recorder->begun && at < recorder->bins.end);
  recorder->begun = true;
  recorder->trigger_at = at;
  for (uint32_t p = 0; p < recorder->prefixes; p++)
    for (uint32_t r = 0; r < recorder->network->routers && !recorder->trigger[p]; r++)
      if (probe.reach(probe.world, p, r) == REACH_DELIVERED) outage_count(&recorder->outage, p, r);
  outage_begin(&recorder->outage, at);
  tally_begin(&recorder->tally);
  if (probe.delays) delays_begin(recorder, probe);
}

void recorder_backlog(struct recorder *recorder, sim_time at, double prefixes) {
  recorder->backlog[bins_at(&recorder->bins, at)] = prefixes;
}

void recorder_slowdown(struct recorder *recorder, sim_time at, struct recorder_probe probe) {
  g_assert(recorder->slowdown.before && at >= recorder->trigger_at);
  sim_time *delay = g_new(sim_time, recorder->network->routers);
  for (uint32_t p = 0; p < recorder->prefixes; p++) {
    if (recorder->trigger[p]) continue;
    probe.delays(probe.world, p, delay);
    slowdown_add(&recorder->slowdown, p, delay, recorder->outage.prefix_weight[p], recorder->outage.source_weight);
  }
  slowdown_close(&recorder->slowdown);
  g_free(delay);
}

static double seconds(sim_time time) { return (double)time / (double)SIM_SECOND; }

static void set_censored(struct figures *figures, enum figure figure, sim_time time, bool censored) {
  figures->value[figure] = seconds(time);
  figures->censored[figure] = censored;
}

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
    set_censored(figures, FIGURE_FOCUS_RECOVERY_S, until < 0 ? 0 : until - recorder->trigger_at, tally->focus_low);
  }
}

static double share_of(__int128 part, __int128 whole) { return whole > 0 ? (double)part / (double)whole : 0; }

static void outage_figures(const struct recorder *recorder, const struct outage_meter *meter, struct figures *figures) {
  double *value = figures->value;
  __int128 integral = outage_integral(meter);
  value[FIGURE_ASES_AFFECTED] = meter->affected;
  value[FIGURE_PEAK_UNREACHABLE] = share_of(meter->peak, meter->base);
  value[FIGURE_UNREACHABLE_PREFIX_MINUTES] = share_of(integral, meter->sources) / (60 * (double)SIM_SECOND);
  value[FIGURE_BLACKHOLE_SHARE] = share_of(meter->integral[REACH_BLACKHOLE], integral);
  value[FIGURE_LOOP_SHARE] = share_of(meter->integral[REACH_LOOP], integral);
  value[FIGURE_WRONG_ORIGIN_SHARE] = share_of(meter->integral[REACH_WRONG_ORIGIN], integral);
  value[FIGURE_TIME_TO_PEAK_S] = seconds(meter->peak_at - recorder->trigger_at);
  set_censored(figures, FIGURE_TIME_TO_95_RECOVERY_S, meter->high_until - recorder->trigger_at, outage_open(meter));
}

static uint32_t reached_ases(const struct recorder *recorder) {
  const uint32_t *as_of = recorder->outage.as_of;
  uint32_t count = 0, last = UINT32_MAX;
  for (uint32_t r = 0; r < recorder->network->routers; r++) {
    if (!recorder->reached[r] || as_of[r] == last) continue;
    last = as_of[r];
    count++;
  }
  return count;
}

static void fill_figures(const struct recorder *recorder, struct figures *figures, uint64_t sim_events) {
  const uint64_t *messages = recorder->messages;
  figures_init(figures);
  session_figures(recorder, figures);
  if (recorder->begun) outage_figures(recorder, &recorder->outage.meter[0], figures);
  figures->value[FIGURE_UPDATES_SENT] = (double)(messages[MESSAGE_ANNOUNCE] + messages[MESSAGE_TRANSFER] +
                                                 messages[MESSAGE_WITHDRAW]);
  figures->value[FIGURE_WITHDRAWALS_SENT] = (double)messages[MESSAGE_WITHDRAW];
  figures->value[FIGURE_TRIGGER_REACHED_ASES] = reached_ases(recorder);
  figures->value[FIGURE_SLOWDOWN_P95_MS] = recorder->slowdown.worst;
  figures->value[FIGURE_EVENTS] = (double)sim_events;
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

static void fill_series(const struct recorder *recorder, struct measures *measures) {
  const struct bins *bins = &recorder->bins;
  int64_t base = recorder->outage.meter[0].base;
  measures->series[SERIES_SESSIONS_DOWN] = bins_level_means(&recorder->tally.sessions_down, bins, 1);
  measures->series[SERIES_CARDS_DOWN] = bins_level_means(&recorder->tally.cards_down, bins, 1);
  measures->series[SERIES_UNREACHABLE] = bins_level_means(&recorder->outage.level, bins, base ? (double)base : 1);
  measures->series[SERIES_ANNOUNCEMENTS] = bins_rates(recorder->rate[MESSAGE_ANNOUNCE], bins);
  measures->series[SERIES_WITHDRAWALS] = bins_rates(recorder->rate[MESSAGE_WITHDRAW], bins);
  measures->series[SERIES_TRANSFERS] = bins_rates(recorder->rate[MESSAGE_TRANSFER], bins);
  measures->series[SERIES_BACKLOG] = backlog_series(recorder);
}

static void fill_regions(const struct recorder *recorder, struct measures *measures) {
  measures->regions = recorder->outage.regions;
  measures->region = g_new0(struct measures_region, measures->regions);
  for (uint32_t i = 0; i < measures->regions; i++) {
    struct measures_region *region = &measures->region[i];
    region->ases = recorder->outage.meter[1 + i].ases;
    region->session_resets = recorder->tally.region[i].session_resets;
    region->card_crashes = recorder->tally.region[i].card_crashes;
    figures_init(&region->figures);
    if (recorder->begun) outage_figures(recorder, &recorder->outage.meter[1 + i], &region->figures);
  }
}

static void recorder_free(struct recorder *recorder) {
  tally_clear(&recorder->tally);
  outage_clear(&recorder->outage);
  ledger_clear(&recorder->ledger);
  slowdown_clear(&recorder->slowdown);
  for (int kind = 0; kind < MESSAGES; kind++) g_free(recorder->rate[kind]);
  g_free(recorder->trigger);
  g_free(recorder->region);
  g_free(recorder->backlog);
  g_free(recorder->reached);
  events_free(recorder->events);
  g_free(recorder);
}

struct measures *recorder_finish(struct recorder *recorder, uint64_t sim_events) {
  struct measures *measures = g_new0(struct measures, 1);
  measures->bin = recorder->bins.width;
  measures->bins = recorder->bins.count;
  measures->trigger_at = recorder->trigger_at;
  measures->end = recorder->bins.end;
  if (recorder->begun) outage_end(&recorder->outage);
  fill_figures(recorder, &measures->figures, sim_events);
  fill_series(recorder, measures);
  fill_regions(recorder, measures);
  measures->blame = blame_new(&recorder->ledger, recorder->events, recorder->network->asn,
                              measures->figures.value[FIGURE_UNREACHABLE_PREFIX_MINUTES],
                              recorder->outage.meter[0].sources, recorder->blame_rows);
  memcpy(measures->verdicts, recorder->tally.verdicts, sizeof measures->verdicts);
  measures->events = g_steal_pointer(&recorder->events);
  recorder_free(recorder);
  return measures;
}
