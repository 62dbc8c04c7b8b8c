#include "scenarios/run/rounds.h"

#include "scenarios/plan/planes.h"
#include "scenarios/run/cell.h"
#include "scenarios/run/parcels.h"

/* What the pilots of the next round feed, as a multiple of what they stand for. Where they fed nothing there is nothing
 * to multiply. */
static GArray *rounds_feed(const struct build_order *order, const struct history *history,
                           const struct measures *measures) {
  GArray *feed = g_array_new(FALSE, FALSE, sizeof(double));
  struct parcels *parcels = parcels_open(order, history);
  struct harvest *sounding = parcels_sound(parcels, measures->pilots);
  for (uint32_t b = 0; b < measures->bins; b++) {
    double assumed = (double)measures->assumed[b], factor = assumed > 0 ? (double)sounding->churn.fed[b] / assumed : 1;
    g_array_append_val(feed, factor);
  }
  harvest_free(sounding);
  parcels_close(parcels);
  return feed;
}

/* One more: takes the place of what the last one left. FALSE: there was an error. */
static gboolean rounds_next(struct build_order *order, struct measures **measures, struct history **history,
                            GByteArray *harvest, struct progress *progress, GError **error) {
  struct history *last = *history;
  uint32_t rounds = *measures ? (*measures)->rounds : 0;
  GArray *feed = last ? rounds_feed(order, last, *measures) : NULL;
  order->feed = feed;
  measures_free(*measures);
  g_byte_array_set_size(harvest, 0);
  *history = history_new();
  *measures = cell_sessions(order, *history, harvest, progress, error);
  if (*measures) (*measures)->rounds = rounds + 1;
  if (*measures) (*measures)->agreed = last ? history_agrees(last, *history) : 0;
  history_free(last);
  if (feed) g_array_unref(feed);
  order->feed = NULL;
  return *measures != NULL;
}

struct measures *rounds_run(const struct build_order *given, struct history **history, GByteArray *harvest,
                            struct progress *progress, GError **error) {
  struct build_order order = *given;
  struct measures *measures = NULL;
  guint64 most = MAX(1, scenario_count(order.scenario, "origins", "rounds"));
  *history = NULL;
  do {
    if (!rounds_next(&order, &measures, history, harvest, progress, error)) return NULL;
  } while (measures->rounds < most && measures->pilots && !(*history)->joint && measures->agreed != SIM_NEVER);
  return measures;
}
