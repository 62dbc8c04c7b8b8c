#include "analysis/measure/measures.h"

#include <glib.h>
#include <string.h>

static const char *const series_names[SERIES] = {
    [SERIES_SESSIONS_DOWN] = "sessions_down",
    [SERIES_CARDS_DOWN] = "cards_down",
    [SERIES_UNREACHABLE] = "unreachable",
    [SERIES_ANNOUNCEMENTS] = "announcements_per_s",
    [SERIES_WITHDRAWALS] = "withdrawals_per_s",
    [SERIES_TRANSFERS] = "transfers_per_s",
    [SERIES_BACKLOG] = "backlog",
    [SERIES_FED] = "fed_per_s",
};

const char *measures_series_name(enum series series) { return series_names[series]; }

void measures_free(struct measures *measures) {
  if (!measures) return;
  for (int s = 0; s < SERIES; s++) g_free(measures->series[s]);
  g_free(measures->region);
  events_free(measures->events);
  blame_free(measures->blame);
  if (measures->origins.row) origins_clear(&measures->origins);
  g_free(measures->fed);
  g_free(measures->assumed);
  g_free(measures);
}

struct measures *measures_copy(const struct measures *measures) {
  struct measures *copy = g_memdup2(measures, sizeof *measures);
  for (int s = 0; s < SERIES; s++)
    copy->series[s] = g_memdup2(measures->series[s], measures->bins * sizeof *measures->series[s]);
  copy->region = g_memdup2(measures->region, measures->regions * sizeof *measures->region);
  copy->events = measures->events ? events_copy(measures->events) : NULL;
  copy->blame = measures->blame ? blame_copy(measures->blame) : NULL;
  if (measures->origins.row) origins_copy(&copy->origins, &measures->origins);
  copy->fed = g_memdup2(measures->fed, measures->bins * sizeof *measures->fed);
  copy->assumed = g_memdup2(measures->assumed, measures->bins * sizeof *measures->assumed);
  return copy;
}

bool measures_equal(const struct measures *a, const struct measures *b) {
  if (!figures_equal(&a->figures, &b->figures)) return false;
  if (a->bins != b->bins || a->bin != b->bin) return false;
  for (int s = 0; s < SERIES; s++)
    if (memcmp(a->series[s], b->series[s], a->bins * sizeof *a->series[s]) != 0) return false;
  return true;
}
