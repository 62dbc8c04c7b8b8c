#include "scenarios/plan/followed.h"

#include "scenarios/plan/planes.h"
#include "scenarios/settings/origins.h"

#include <math.h>
#include <string.h>

/* An expanded AS announces a trigger at its first router. */
static uint32_t followed_origin(const struct build_order *order, const char *group, guint which) {
  const char *origin = scenario_text(order->scenario, group, "origin");
  uint32_t as = strcmp(origin, "stub") == 0
                    ? sample_stub(order->map, order->seed, which)
                    : map_find(order->map, (uint32_t)g_ascii_strtoull(origin + (*origin == 'A' ? 2 : 0), NULL, 10));
  return order->insides->expansion->first[as];
}

static void followed_add(struct followed *f, uint32_t name, uint32_t router, double weight) {
  f->name[f->count] = name;
  f->router[f->count] = router;
  f->weight[f->count++] = weight;
}

static double followed_length(const GArray *work, uint32_t origin) {
  return sqrt(g_array_index(work, guint32, origin));
}

GArray *followed_steps(const struct sample *s, const GArray *work, uint32_t count, double start) {
  GArray *steps = g_array_new(FALSE, FALSE, sizeof(struct followed_step));
  double total = 0, passed = 0;
  for (uint32_t i = 0; i < s->count; i++) total += s->weight[i] * followed_length(work, i);
  double width = total / count, next = width * start;
  for (uint32_t i = 0; i < s->count; i++) {
    struct followed_step step = {.origin = i};
    double length = followed_length(work, i);
    passed += s->weight[i] * length;
    for (; next < passed; next += width) step.weight += width / length;
    if (step.weight > 0) g_array_append_val(steps, step);
  }
  return steps;
}

static double followed_work(const GArray *work, const GArray *steps) {
  double sum = 0;
  for (guint i = 0; i < steps->len; i++)
    sum += g_array_index(work, guint32, g_array_index(steps, struct followed_step, i).origin);
  return sum;
}

GArray *followed_pilots(const struct sample *s, const GArray *work, uint32_t most, double share) {
  double all = 0;
  for (uint32_t i = 0; i < s->count; i++) all += g_array_index(work, guint32, i);
  for (uint32_t count = most;; count -= MAX(1, count / 8)) {
    GArray *steps = followed_steps(s, work, count, 0.5);
    if (count == 1 || followed_work(work, steps) <= share * all) return steps;
    g_array_unref(steps);
  }
}

static void followed_add_pilots(struct followed *f, const struct build_order *order, uint32_t most) {
  double share = scenario_number(order->scenario, "origins", "pilot_work");
  g_autoptr(GArray) steps = followed_pilots(&f->sample, order->work, most, share);
  for (guint i = 0; i < steps->len; i++) {
    const struct followed_step *step = &g_array_index(steps, struct followed_step, i);
    followed_add(f, step->origin, f->sample.router[step->origin], step->weight);
  }
}

static void followed_origins(struct followed *f, const struct build_order *order) {
  uint32_t pilots = planes_pilots(order->scenario, f->sample.count);
  if (order->plane == BUILD_PREFIX) return;
  if (order->plane == BUILD_SESSIONS && pilots < f->sample.count) {
    if (pilots && order->work) followed_add_pilots(f, order, pilots);
    return;
  }
  for (uint32_t i = 0; i < f->sample.count; i++) followed_add(f, i, f->sample.router[i], f->sample.weight[i]);
}

static void followed_triggers(struct followed *f, const struct build_order *order) {
  g_auto(GStrv) groups = scenario_groups(order->scenario, "trigger");
  for (guint i = 0; groups[i] && order->plane != BUILD_PREFIX; i++) {
    struct timeline_trigger trigger = {.prefix = f->count, .router = followed_origin(order, groups[i], i)};
    f->is_trigger[f->count] = true;
    followed_add(f, f->sample.count + i, trigger.router, 1);
    g_array_append_val(f->trigger, trigger);
  }
}

void followed_init(struct followed *f, const struct build_order *order, const uint32_t *prefixes) {
  const struct expansion *expansion = order->insides->expansion;
  const struct sample_frame frame = {order->strata, expansion, prefixes};
  g_auto(GStrv) groups = scenario_groups(order->scenario, "trigger");
  *f = (struct followed){.trigger = g_array_new(FALSE, TRUE, sizeof(struct timeline_trigger))};
  sample_origins(&f->sample, &frame, origins_asked(order->scenario, sample_frame_origins(&frame)), order->seed);
  uint32_t room = f->sample.count + g_strv_length(groups);
  f->name = g_new(uint32_t, room);
  f->router = g_new(uint32_t, room);
  f->weight = g_new(double, room);
  f->is_trigger = g_new0(bool, room);
  followed_origins(f, order);
  f->origins = f->count;
  followed_triggers(f, order);
  f->asn = g_new(uint32_t, room);
  for (uint32_t i = 0; i < f->count; i++) f->asn[i] = expansion->asn[f->router[i]];
}

void followed_clear(struct followed *f) {
  sample_clear(&f->sample);
  g_array_unref(f->trigger);
  g_free(f->name);
  g_free(f->router);
  g_free(f->asn);
  g_free(f->weight);
  g_free(f->is_trigger);
}
