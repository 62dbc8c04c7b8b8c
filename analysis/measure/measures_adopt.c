/* measures_adopt.c: from sums over prefixes to figures, series, regions and blame. */
#include "analysis/measure/measures.h"

#include <glib.h>

static double seconds(sim_time time) { return (double)time / (double)SIM_SECOND; }

static double share_of(__int128 part, __int128 whole) { return whole > 0 ? (double)part / (double)whole : 0; }

static void adopt_outage(const struct measures *measures, const struct outage *outage, uint32_t which,
                         struct figures *figures) {
  const struct outage_meter *meter = &outage->meter[which];
  struct grid_course course = outage_course(outage, which, measures->trigger_at);
  double *value = figures->value;
  __int128 integral = outage_integral(meter);
  value[FIGURE_ASES_AFFECTED] = outage_affected(outage, which);
  value[FIGURE_PEAK_UNREACHABLE] = share_of(course.peak, meter->base);
  value[FIGURE_UNREACHABLE_PREFIX_MINUTES] = share_of(integral, meter->sources) / (60 * (double)SIM_SECOND);
  value[FIGURE_BLACKHOLE_SHARE] = share_of(meter->integral[REACH_BLACKHOLE], integral);
  value[FIGURE_LOOP_SHARE] = share_of(meter->integral[REACH_LOOP], integral);
  value[FIGURE_WRONG_ORIGIN_SHARE] = share_of(meter->integral[REACH_WRONG_ORIGIN], integral);
  value[FIGURE_TIME_TO_PEAK_S] = seconds(course.peak_at - measures->trigger_at);
  value[FIGURE_TIME_TO_95_RECOVERY_S] = seconds(course.high_until - measures->trigger_at);
  figures->censored[FIGURE_TIME_TO_95_RECOVERY_S] = course.open;
}

static void adopt_figures(struct measures *measures, const struct harvest *harvest) {
  uint64_t messages[CHURN_MESSAGES];
  for (int kind = 0; kind < CHURN_MESSAGES; kind++)
    messages[kind] = churn_messages(&harvest->churn, &harvest->outage.bins, (enum message_kind)kind);
  double *value = measures->figures.value;
  if (measures->begun) adopt_outage(measures, &harvest->outage, 0, &measures->figures);
  value[FIGURE_UPDATES_SENT] = (double)(messages[MESSAGE_ANNOUNCE] + messages[MESSAGE_TRANSFER] +
                                        messages[MESSAGE_WITHDRAW]);
  value[FIGURE_WITHDRAWALS_SENT] = (double)messages[MESSAGE_WITHDRAW];
  value[FIGURE_SLOWDOWN_P95_MS] = slowdown_worst(&harvest->slowdown);
  value[FIGURE_EVENTS] = (double)(measures->handled + harvest->events);
}

static void adopt_series(struct measures *measures, const struct harvest *harvest) {
  static const enum series rate[CHURN_MESSAGES] = {[MESSAGE_ANNOUNCE] = SERIES_ANNOUNCEMENTS,
                                                   [MESSAGE_WITHDRAW] = SERIES_WITHDRAWALS,
                                                   [MESSAGE_TRANSFER] = SERIES_TRANSFERS};
  const struct outage *outage = &harvest->outage;
  int64_t base = outage->meter[0].base;
  g_free(measures->series[SERIES_UNREACHABLE]);
  measures->series[SERIES_UNREACHABLE] = bins_level_means(&outage->level, &outage->bins, base ? (double)base : 1);
  for (int kind = 0; kind < CHURN_MESSAGES; kind++) {
    g_free(measures->series[rate[kind]]);
    measures->series[rate[kind]] = bins_rates(harvest->churn.rate[kind], &outage->bins);
  }
}

static void adopt_planes(struct measures *measures, const struct harvest *harvest) {
  size_t size = measures->bins * sizeof(int64_t);
  measures->runs = harvest->runs;
  measures->run_events = harvest->events;
  g_free(measures->fed);
  g_free(measures->assumed);
  g_free(measures->series[SERIES_FED]);
  measures->fed = g_memdup2(harvest->churn.fed, size);
  measures->assumed = g_memdup2(harvest->churn.assumed, size);
  measures->series[SERIES_FED] = bins_rates(measures->fed, &harvest->outage.bins);
}

static void adopt_regions(struct measures *measures, const struct outage *outage) {
  for (uint32_t i = 0; i < measures->regions; i++) {
    measures->region[i].ases = outage->meter[1 + i].ases;
    figures_init(&measures->region[i].figures);
    if (measures->begun) adopt_outage(measures, outage, 1 + i, &measures->region[i].figures);
  }
}

void measures_adopt(struct measures *measures, const struct harvest *harvest) {
  const struct outage *outage = &harvest->outage;
  g_assert(measures->end == outage->end && measures->bin == outage->bins.width && measures->regions == outage->regions);
  adopt_figures(measures, harvest);
  adopt_series(measures, harvest);
  adopt_planes(measures, harvest);
  adopt_regions(measures, outage);
  measures->sources = outage->meter[0].sources;
  if (measures->origins.row) origins_clear(&measures->origins);
  origins_copy(&measures->origins, &harvest->origins);
  blame_free(measures->blame);
  measures->blame = blame_new(&harvest->ledger, measures->events,
                              measures->figures.value[FIGURE_UNREACHABLE_PREFIX_MINUTES], measures->sources,
                              measures->blame_rows);
}
