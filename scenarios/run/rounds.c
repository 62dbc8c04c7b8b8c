#include "scenarios/run/rounds.h"

#include "scenarios/plan/planes.h"
#include "scenarios/run/parcels.h"
#include "scenarios/settings/origins.h"

/* What the pilots of the next round feed, as a multiple of what they stand for. Where they fed nothing there is nothing
 * to multiply. */
static GArray *rounds_feed(const struct build_order *order, const struct cell_sessions *sessions,
                           const struct measures *measures) {
  GArray *feed = g_array_new(FALSE, FALSE, sizeof(double));
  struct parcels *parcels = parcels_open(order, sessions->history);
  struct harvest *sounding = parcels_sound(parcels, sessions->work, measures->pilots);
  for (uint32_t b = 0; b < measures->bins; b++) {
    double assumed = (double)measures->assumed[b], factor = assumed > 0 ? (double)sounding->churn.fed[b] / assumed : 1;
    g_array_append_val(feed, factor);
  }
  harvest_free(sounding);
  parcels_close(parcels);
  return feed;
}

/* One more: takes the place of what the last one left. FALSE: there was an error. */
static gboolean rounds_next(struct build_order *order, struct measures **measures, struct cell_sessions *sessions,
                            struct progress *progress, GError **error) {
  struct cell_sessions last = *sessions;
  uint32_t rounds = *measures ? (*measures)->rounds : 0;
  GArray *feed = rounds ? rounds_feed(order, &last, *measures) : NULL;
  order->feed = feed;
  measures_free(*measures);
  cell_sessions_init(sessions);
  *measures = cell_sessions(order, sessions, progress, error);
  if (*measures) (*measures)->rounds = rounds + 1;
  if (*measures) (*measures)->agreed = rounds ? history_agrees(last.history, sessions->history) : 0;
  cell_sessions_clear(&last);
  if (feed) g_array_unref(feed);
  order->feed = NULL;
  return *measures != NULL;
}

/* What origins are guessed to take where no pilot feeds a line card (g_array_unref); NULL: an error. */
static GArray *rounds_guess(const struct build_order *order, struct progress *progress, GError **error) {
  struct cell_sessions sessions;
  cell_sessions_init(&sessions);
  struct measures *measures = cell_sessions(order, &sessions, progress, error);
  GArray *work = measures ? g_array_ref(sessions.work) : NULL;
  measures_free(measures);
  cell_sessions_clear(&sessions);
  return work;
}

static struct measures *rounds_all(struct build_order *order, struct cell_sessions *sessions, struct progress *progress,
                                   GError **error) {
  struct measures *measures = NULL;
  guint64 most = MAX(1, scenario_count(order->scenario, "origins", "rounds"));
  do {
    if (!rounds_next(order, &measures, sessions, progress, error)) return NULL;
  } while (measures->rounds < most && measures->pilots && !sessions->history->joint && measures->agreed != SIM_NEVER);
  return measures;
}

struct measures *rounds_run(const struct build_order *given, struct cell_sessions *sessions, struct progress *progress,
                            GError **error) {
  struct build_order order = *given;
  const uint32_t origins = origins_asked(order.scenario, order.insides->expansion->routers);
  const uint32_t pilots = planes_pilots(order.scenario, origins);
  g_autoptr(GArray) work = pilots && pilots < origins ? rounds_guess(&order, progress, error) : NULL;
  if (pilots && pilots < origins && !work) return NULL;
  order.work = work;
  return rounds_all(&order, sessions, progress, error);
}
