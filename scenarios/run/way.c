#include "scenarios/run/way.h"

#include "scenarios/plan/planes.h"
#include "scenarios/run/cell.h"
#include "scenarios/run/way_planes.h"
#include "scenarios/settings/origins.h"

gboolean way_measures_fit(const struct build_order *order, const struct measures *measures) {
  const struct expansion *expansion = order->insides->expansion;
  guint regions = expansion->region ? g_strv_length(expansion->region_name) : 0;
  return measures->end == scenario_duration(order->scenario, "scenario", "duration") &&
         measures->bin == scenario_duration(order->scenario, "measure", "bin") && measures->regions == regions &&
         events_routers(measures->events) == expansion->routers;
}

/* One world with all prefixes. */

static double way_joint_memory(const struct build_order *order, gboolean head) {
  (void)head;
  return build_memory(order->scenario, order->insides->expansion);
}

static guint way_joint_weight(const struct build_order *order) {
  return MAX(1, origins_asked(order->scenario, order->insides->expansion->routers));
}

static GBytes *way_joint_head(const struct build_order *order, struct progress *progress, GError **error) {
  struct measures *measures = cell_run(order, progress, error);
  if (!measures) return NULL;
  GByteArray *octets = g_byte_array_new();
  measures_store(measures, octets);
  measures_free(measures);
  return g_byte_array_free_to_bytes(octets);
}

static struct measures *way_joint_finish(const struct build_order *order, GBytes *head, void *sum, GError **error) {
  gsize length;
  const guint8 *octets = g_bytes_get_data(head, &length);
  (void)order, (void)sum;
  return measures_load(octets, length, error);
}

static gboolean way_joint_fits(const struct build_order *order, GBytes *head, GBytes *part) {
  struct measures *measures = way_joint_finish(order, head, NULL, NULL);
  gboolean fits = !part && measures && way_measures_fit(order, measures);
  measures_free(measures);
  return fits;
}

const struct way *way_of(const struct build_order *order) {
  static const struct way joint = {.memory = way_joint_memory,
                                   .weight = way_joint_weight,
                                   .head = way_joint_head,
                                   .fits = way_joint_fits,
                                   .finish = way_joint_finish};
  double jointly = build_memory(order->scenario, order->insides->expansion);
  return planes_two(order->scenario, order->platforms, jointly) ? way_planes() : &joint;
}
