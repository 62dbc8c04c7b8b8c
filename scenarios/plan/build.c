#include "scenarios/plan/build.h"

#include "scenarios/commands/unsettled.h"
#include "scenarios/plan/adopters.h"
#include "scenarios/plan/followed.h"
#include "scenarios/plan/wiring.h"
#include "scenarios/settings/cards.h"
#include "scenarios/settings/flap.h"
#include "scenarios/settings/levels.h"
#include "scenarios/settings/origins.h"
#include "scenarios/settings/prefix_limit.h"
#include "scenarios/settings/trigger.h"

#include <math.h>
#include <string.h>

uint32_t *build_prefixes(const struct scenario *scenario, const struct map *map) {
  uint32_t *prefixes = g_new(uint32_t, map->ases);
  double total = 0, wanted = (double)scenario_count(scenario, "topology", "prefixes");
  for (uint32_t r = 0; r < map->ases; r++) total += map->prefixes ? map->prefixes[r] : 1;
  if (scenario_has(scenario, "topology", "weights")) wanted = total;
  for (uint32_t r = 0; r < map->ases; r++) {
    uint32_t own = map->prefixes ? map->prefixes[r] : 1;
    prefixes[r] = own ? (uint32_t)MAX(1, llround(own * wanted / total)) : 0;
  }
  return prefixes;
}

static struct wiring build_wiring(const struct scenario *scenario) {
  return (struct wiring){.delay_low = MAX(1, scenario_duration(scenario, "topology", "delay_low")),
                         .delay_high = MAX(1, scenario_duration(scenario, "topology", "delay_high")),
                         .exchange_share = scenario_number(scenario, "topology", "exchange_share")};
}

/* All routers of the focus networks (g_array_unref). */
static GArray *build_focus(const struct build_order *order) {
  const struct expansion *expansion = order->insides->expansion;
  const char *text = scenario_text(order->scenario, "measure", "focus");
  GArray *asns = text ? lists_asns(text, NULL) : g_array_new(FALSE, FALSE, sizeof(guint32));
  GArray *routers = g_array_new(FALSE, FALSE, sizeof(uint32_t));
  for (guint i = 0; i < asns->len; i++) {
    uint32_t as = map_find(order->map, g_array_index(asns, guint32, i));
    if (as == UINT32_MAX) continue;
    for (uint32_t r = expansion->first[as]; r < expansion->first[as + 1]; r++) g_array_append_val(routers, r);
  }
  g_array_unref(asns);
  return routers;
}

static struct recorder *build_recorder(const struct build_order *order, const struct network *network,
                                       const struct followed *list) {
  const struct expansion *expansion = order->insides->expansion;
  GArray *focus = build_focus(order);
  uint32_t *source_weight = expansion_weights(expansion);
  struct recorder_settings settings = {.network = network,
                                       .prefixes = list->count,
                                       .weight = list->weight,
                                       .trigger = list->is_trigger,
                                       .origin = list->asn,
                                       .session = order->plane == BUILD_SESSIONS,
                                       .source_weight = source_weight,
                                       .place = expansion->place,
                                       .regions = expansion->region ? g_strv_length(expansion->region_name) : 0,
                                       .region = expansion->region,
                                       .focus = (uint32_t *)(void *)focus->data,
                                       .focus_count = focus->len,
                                       .blame_rows = (uint32_t)scenario_count(order->scenario, "measure", "blame_rows"),
                                       .end = scenario_duration(order->scenario, "scenario", "duration"),
                                       .bin = scenario_duration(order->scenario, "measure", "bin")};
  struct recorder *recorder = recorder_new(&settings);
  g_array_unref(focus);
  g_free(source_weight);
  return recorder;
}

struct harvest *build_harvest(const struct build_order *order, const struct network *network) {
  const struct expansion *expansion = order->insides->expansion;
  g_autofree uint32_t *source_weight = expansion_weights(expansion);
  struct harvest_settings settings = {.network = network,
                                      .source_weight = source_weight,
                                      .regions = expansion->region ? g_strv_length(expansion->region_name) : 0,
                                      .region = expansion->region,
                                      .end = scenario_duration(order->scenario, "scenario", "duration"),
                                      .bin = scenario_duration(order->scenario, "measure", "bin"),
                                      .slots = 1};
  return harvest_new(&settings);
}

static struct world *build_empty_world(const struct build_order *order, struct network *network,
                                       const struct observer *observer, const uint32_t *prefixes,
                                       const struct population *population) {
  gboolean jitter = scenario_switch(order->scenario, "routing", "jitter");
  struct world_settings settings = {
      .seed = order->seed,
      .by_origin = true, /* no router announces two of what is followed */
      .sender_loop_check = scenario_switch(order->scenario, "routing", "sender_loop_check"),
      .mrai_jitter = jitter,
      .link_rate = scenario_number(order->scenario, "routing", "link_rate"),
      .session_jitter = jitter,
      .platforms = population->platforms,
      .platform_of = population->platform_of,
      .profiles = population->profiles,
      .profile_count = population->profile_count,
      .profile_of = population->profile_of,
      .prefixes = prefixes,
      .feed = order->feed ? (const double *)(const void *)order->feed->data : NULL,
      .feed_bins = order->feed ? order->feed->len : 0,
      .feed_bin = scenario_duration(order->scenario, "measure", "bin"),
      .writes = order->plane == BUILD_SESSIONS ? order->writes : NULL,
      .blind = order->plane == BUILD_SESSIONS,
      .replays = order->plane == BUILD_PREFIX ? order->replays : NULL};
  struct world *world = world_new(network, &settings, observer);
  insides_build(order->insides, world);
  if (order->plane == BUILD_PREFIX) return world; /* errors are a matter of the triggers */
  levels_apply(order->scenario, population, &order->choice, world);
  flap_apply(order->scenario, order->seed, world);
  return world;
}

static void build_names(struct policies *policies, const struct build_order *order, const struct followed *list) {
  g_autofree struct policies_prefix *prefix = g_new0(struct policies_prefix, list->count);
  g_auto(GStrv) groups = scenario_groups(order->scenario, "trigger");
  for (uint32_t i = 0; i < list->origins; i++) prefix[i].router = list->router[i];
  for (guint i = 0; i < list->trigger->len; i++) {
    const struct timeline_trigger *trigger = &g_array_index(list->trigger, struct timeline_trigger, i);
    prefix[trigger->prefix] = (struct policies_prefix){trigger->router,
                                                       scenario_text(order->scenario, groups[i], "prefix")};
  }
  policies_name(policies, prefix, list->count);
}

static gboolean build_settle(struct build *build, const struct build_order *order, const struct followed *list,
                             GError **error) {
  gboolean rests = TRUE;
  struct world *world = build->world;
  const struct policies_order policies = {order->scenario, order->map, order->roas, order->seed};
  build->policies = policies_new(&policies, world);
  for (uint32_t i = 0; i < list->count; i++)
    world_add_named(world, list->name[i], list->weight[i], list->is_trigger[i]);
  cards_give_concrete(world, order->scenario, &list->sample, order->seed);
  build_names(build->policies, order, list);
  for (uint32_t i = 0; rests && i < list->origins; i++) rests = world_settle(world, i, list->router[i]);
  if (rests) return TRUE;
  struct divergence divergence = divergence_run(world, 0);
  return unsettled_check(world, &divergence, error);
}

static struct timeline *build_timeline(const struct build_order *order, struct world *world, struct followed *list,
                                       const struct population *population) {
  g_auto(GStrv) groups = scenario_groups(order->scenario, "trigger");
  for (guint i = 0; groups[i]; i++) {
    struct timeline_trigger *trigger = &g_array_index(list->trigger, struct timeline_trigger, i);
    struct trigger_bytes bytes;
    gboolean fine = trigger_read(order->scenario, groups[i], &bytes, NULL);
    g_assert(fine);
    trigger->group = groups[i];
    trigger->attrs = trigger_intern(&bytes, world_attrs(world));
    trigger_clear(&bytes);
  }
  const struct timeline_trigger *triggers = (const struct timeline_trigger *)(const void *)list->trigger->data;
  struct timeline *timeline = timeline_new(order->scenario, world, order->insides->expansion, triggers,
                                           list->trigger->len, order->seed);
  timeline_handle(timeline, order->scenario, population, &order->choice);
  return timeline;
}

/* Everything that goes wrong. */
static gboolean build_happenings(struct build *build, const struct build_order *order, struct followed *list,
                                 const struct population *population, GError **error) {
  gboolean fine = build_settle(build, order, list, error);
  if (fine) prefix_limit_apply(order->scenario, order->seed, build->world);
  world_spare(build->world, order->spare);
  build->timeline = fine ? build_timeline(order, build->world, list, population) : NULL;
  if (fine) policies_schedule(build->policies);
  return fine;
}

static const struct observer *build_observer(struct build *build, const struct build_order *order,
                                             const struct network *network, const struct followed *list) {
  if (order->plane == BUILD_PREFIX) {
    build->harvest = build_harvest(order, network);
    build->observer = harvest_observer(build->harvest);
    return &build->observer;
  }
  build->recorder = build_recorder(order, network, list);
  return recorder_observer(build->recorder);
}

gboolean build_world(struct build *build, const struct build_order *order, GError **error) {
  struct wiring wiring = build_wiring(order->scenario);
  const struct expansion *expansion = order->insides->expansion;
  g_autofree uint32_t *of_ases = build_prefixes(order->scenario, order->map);
  g_autofree uint32_t *prefixes = expansion_spread(expansion, of_ases);
  struct followed list;
  struct population population;
  *build = (struct build){.begin = timeline_begin(order->scenario),
                          .end = scenario_duration(order->scenario, "scenario", "duration")};
  population_draw(&population, order->scenario, order->platforms, &order->choice, order->map, order->seed);
  population_spread(&population, expansion);
  struct network *network = wiring_expansion(expansion, &wiring, order->seed);
  followed_init(&list, order, prefixes);
  const struct observer *observer = build_observer(build, order, network, &list);
  build->world = build_empty_world(order, network, observer, prefixes, &population);
  cards_add(build->world, order->scenario, list.sample.count);
  gboolean fine = order->plane == BUILD_PREFIX || build_happenings(build, order, &list, &population, error);
  followed_clear(&list);
  population_clear(&population);
  if (!fine) measures_free(build_finish(build));
  return fine;
}

struct measures *build_finish(struct build *build) {
  struct measures *measures = NULL;
  if (build->recorder) measures = recorder_finish(build->recorder, world_sim(build->world)->handled);
  harvest_free(build->harvest);
  if (build->timeline) timeline_free(build->timeline);
  if (build->policies) policies_free(build->policies);
  world_free(build->world);
  return measures;
}

void build_sample(struct sample *sample, const struct build_order *order) {
  g_autofree uint32_t *of_ases = build_prefixes(order->scenario, order->map);
  g_autofree uint32_t *prefixes = expansion_spread(order->insides->expansion, of_ases);
  const struct sample_frame frame = {order->strata, order->insides->expansion, prefixes};
  sample_origins(sample, &frame, origins_asked(order->scenario, sample_frame_origins(&frame)), order->seed);
}

/* Per followed prefix: 12 octets a half, about 26 a router, pacing of up to 9 a half, the delays of the slowdown now
 * and at the last instant, and whom a loss is charged to.
 * A half for which somebody configured how to handle errors has about 150 octets more, one with a limit 80; histories
 * of damped routes came to 5 octets a half and prefix in the storm of level3-2011. */
double build_memory_of(const struct scenario *scenario, const struct expansion *expansion, uint32_t origins) {
  double halves = 2.0 * (expansion->links + expansion->sessions), routers = expansion->routers;
  double prefixes = origins;
  g_auto(GStrv) handlings = scenario_groups(scenario, "handling");
  g_auto(GStrv) limits = scenario_groups(scenario, "limit");
  g_auto(GStrv) dampings = scenario_groups(scenario, "damping");
  double half = (handlings[0] ? 354 : 204) + (limits[0] ? 80 : 0), history = dampings[0] ? 8 : 0;
  if (!adopters_none(scenario, "otc")) history += 4; /* attributes of every prefix, in and out */
  return prefixes * ((21 + history) * halves + 50 * routers) + half * halves + (64 << 20);
}

double build_memory(const struct scenario *scenario, const struct expansion *expansion) {
  return build_memory_of(scenario, expansion, origins_asked(scenario, expansion->routers));
}
