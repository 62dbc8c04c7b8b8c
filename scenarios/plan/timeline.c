#include "scenarios/plan/timeline.h"

#include "scenarios/plan/wiring.h"
#include "scenarios/settings/mistake.h"
#include "scenarios/settings/nearest.h"
#include "sim/chance.h"

#include <string.h>

/* The models' owners end below this. */
#define TIMELINE_OWNER (7u << 29)

enum timeline_kind {
  TIMELINE_CUT,
  TIMELINE_MEND,
  TIMELINE_FAIL,
  TIMELINE_RESTORE,
  TIMELINE_CRASH,
  TIMELINE_CRASH_PROCESS,
  TIMELINE_PATCH,
  TIMELINE_HANDLE,
  TIMELINE_LEAK,   /* policies.c does it */
  TIMELINE_HIJACK, /* ... and this */
  TIMELINE_KINDS,
  TIMELINE_ANNOUNCE = TIMELINE_KINDS,
  TIMELINE_WITHDRAW,
  TIMELINE_CUT_INSIDE,
  TIMELINE_MEND_INSIDE,
};

static const char *const timeline_kind_name[TIMELINE_KINDS] = {"cut",           "mend",  "fail",   "restore", "crash",
                                                               "crash-process", "patch", "handle", "leak",    "hijack"};

struct timeline_action {
  struct sim_event event;
  struct timeline *timeline;
  enum timeline_kind kind;
  sim_time at;
  uint32_t what;   /* half, card, router, prefix, profile, or the other end of a wire */
  uint32_t router; /* ANNOUNCE, WITHDRAW, HANDLE, wires */
  attrs_id attrs;
};

struct timeline {
  struct world *world;
  const struct expansion *expansion;
  sim_time end;
  GArray *action; /* struct timeline_action; does not grow once scheduled */
  GArray *change; /* the same, of kind HANDLE */
};

gboolean timeline_check_kind(const char *kind, GError **error) {
  struct nearest nearest = {.typed = kind};
  for (int i = 0; i < TIMELINE_KINDS; i++) nearest_offer(&nearest, timeline_kind_name[i]);
  return !nearest.distance ||
         mistake_set(error, MISTAKE_UNKNOWN, "unknown kind '%s', nearest is '%s'", kind, nearest.name);
}

static enum timeline_kind timeline_kind_find(const char *name) {
  int kind = 0;
  while (kind < TIMELINE_KINDS && strcmp(name, timeline_kind_name[kind]) != 0) kind++;
  g_assert(kind < TIMELINE_KINDS);
  return (enum timeline_kind)kind;
}

static void timeline_act(struct sim *sim, struct sim_event *event) {
  (void)sim;
  const struct timeline_action *action = SIM_OWNER(event, struct timeline_action, event);
  struct world *world = action->timeline->world;
  switch (action->kind) {
  case TIMELINE_CUT:
    world_cut(world, action->what);
    break;
  case TIMELINE_MEND:
    world_mend(world, action->what);
    break;
  case TIMELINE_FAIL:
    world_fail(world, action->what);
    break;
  case TIMELINE_RESTORE:
    world_restore(world, action->what);
    break;
  case TIMELINE_CRASH:
    world_crash_card(world, action->what);
    break;
  case TIMELINE_CRASH_PROCESS:
    world_crash_process(world, action->what);
    break;
  case TIMELINE_PATCH:
    world_patch_card(world, action->what);
    break;
  case TIMELINE_HANDLE:
    world_change_profile(world, action->router, action->what);
    break;
  case TIMELINE_ANNOUNCE:
    world_announce(world, action->what, action->router, action->attrs);
    break;
  case TIMELINE_CUT_INSIDE:
    world_cut_inside(world, action->router, action->what);
    break;
  case TIMELINE_MEND_INSIDE:
    world_mend_inside(world, action->router, action->what);
    break;
  case TIMELINE_WITHDRAW:
    world_withdraw(world, action->what, action->router);
    break;
  case TIMELINE_LEAK:
  case TIMELINE_HIJACK:
    g_assert_not_reached();
  }
}

static void timeline_append(struct timeline *timeline, GArray *list, struct timeline_action action) {
  if (action.at >= timeline->end) return;
  action.timeline = timeline;
  action.event = (struct sim_event){.handle = timeline_act};
  g_array_append_val(list, action);
}

static void timeline_add(struct timeline *timeline, struct timeline_action action) {
  timeline_append(timeline, timeline->action, action);
}

/* Announced once or, with `repeat`, again and again, withdrawn halfway between. */
static void timeline_add_trigger(struct timeline *timeline, const struct scenario *scenario,
                                 const struct timeline_trigger *trigger) {
  struct timeline_action action = {.what = trigger->prefix, .router = trigger->router, .attrs = trigger->attrs};
  sim_time begin = scenario_when(scenario, trigger->group, "announce");
  sim_time stop = MIN(scenario_when(scenario, trigger->group, "withdraw"), timeline->end);
  sim_time repeat = scenario_duration(scenario, trigger->group, "repeat");
  if (repeat == 0) repeat = SIM_NEVER;
  for (sim_time at = begin; at<stop; at = repeat> stop - at ? stop : at + repeat) {
    action.kind = TIMELINE_ANNOUNCE;
    action.at = at;
    timeline_add(timeline, action);
    action.kind = TIMELINE_WITHDRAW;
    action.at = MIN(stop, repeat > stop - at ? stop : at + repeat / 2);
    timeline_add(timeline, action);
  }
}

/* The i-th of n parts of an event. */
static sim_time timeline_spread(const struct scenario *scenario, const char *group, guint i, guint n) {
  sim_time over = scenario_duration(scenario, group, "over");
  return scenario_when(scenario, group, "at") + (sim_time)((double)over * i / n);
}

/* Does the event mean what is at this router? Without PoPs it does. */
static gboolean timeline_is_there(const struct timeline *timeline, char *const *pops, uint32_t router) {
  const struct inside_pop *pop = timeline->expansion ? expansion_pop(timeline->expansion, router) : NULL;
  return !pops || (pop && g_strv_contains((const char *const *)pops, pop->name));
}

static char **timeline_pops(const struct scenario *scenario, const char *group) {
  const char *text = scenario_text(scenario, group, "pops");
  return text ? lists_names(text, NULL) : NULL;
}

/* All sessions between the routers of two ASes. */
static void timeline_add_pair(struct timeline *timeline, const struct lists_link *link, char *const *pops,
                              struct timeline_action action) {
  const struct network *n = world_network(timeline->world);
  uint32_t first = network_find(n, link->a), b = network_find(n, link->b);
  for (uint32_t r = first; b != NETWORK_NONE && first != NETWORK_NONE && r < network_as_end(n, first); r++)
    for (uint32_t h = n->first[r]; h < n->clients[r]; h++) {
      gboolean meant = timeline_is_there(timeline, pops, r) || timeline_is_there(timeline, pops, n->to[h]);
      action.what = h;
      if (n->asn[n->to[h]] == link->b && meant) timeline_add(timeline, action);
    }
}

/* The wires of an AS between one of the PoPs and others, or between two of several. */
static void timeline_add_wires(struct timeline *timeline, uint32_t asn, char *const *pops,
                               struct timeline_action action) {
  const struct expansion *expansion = timeline->expansion;
  uint32_t as = expansion ? map_find(expansion->map, asn) : UINT32_MAX;
  const struct expansion_wish *wish = as == UINT32_MAX ? NULL : expansion_wish(expansion, as);
  for (uint32_t i = 0; wish && i < wish->inside->links; i++) {
    const struct inside_link *wire = &wish->inside->link[i];
    uint32_t a = expansion->first[as] + wire->a, b = expansion->first[as] + wire->b;
    gboolean from = timeline_is_there(timeline, pops, a), to = timeline_is_there(timeline, pops, b);
    gboolean apart = wish->inside->router[wire->a].pop != wish->inside->router[wire->b].pop;
    if (!apart || !(pops && pops[0] && pops[1] ? from && to : from || to)) continue;
    action.what = b;
    action.router = a;
    action.kind = action.kind == TIMELINE_CUT    ? TIMELINE_CUT_INSIDE
                  : action.kind == TIMELINE_MEND ? TIMELINE_MEND_INSIDE
                                                 : action.kind;
    timeline_add(timeline, action);
  }
}

static void timeline_add_links(struct timeline *timeline, const struct scenario *scenario, const char *group,
                               enum timeline_kind kind) {
  GArray *links = lists_links(scenario_text(scenario, group, "links"), NULL);
  g_auto(GStrv) pops = timeline_pops(scenario, group);
  for (guint i = 0; i < links->len; i++) {
    const struct lists_link *link = &g_array_index(links, struct lists_link, i);
    struct timeline_action action = {.kind = kind, .at = timeline_spread(scenario, group, i, links->len)};
    if (link->a == link->b) timeline_add_wires(timeline, link->a, pops, action);
    else timeline_add_pair(timeline, link, pops, action);
  }
  g_array_unref(links);
}

struct timeline_draw {
  double order;
  uint32_t what; /* card or router */
};

static int timeline_compare_draws(const void *a, const void *b) {
  double first = ((const struct timeline_draw *)a)->order, second = ((const struct timeline_draw *)b)->order;
  return (first > second) - (first < second);
}

static gboolean timeline_is_listed(const GArray *asns, uint32_t asn) {
  for (guint i = 0; asns && i < asns->len; i++)
    if (g_array_index(asns, guint32, i) == asn) return TRUE;
  return asns == NULL;
}

/* Is this card of the AS, the `nth` of all its routers counted from 1, on the list? */
static gboolean timeline_is_meant(const GArray *cards, uint32_t asn, uint32_t nth) {
  for (guint i = 0; cards && i < cards->len; i++) {
    const struct lists_count *card = &g_array_index(cards, struct lists_count, i);
    if (card->asn == asn && card->count == nth) return TRUE;
  }
  return cards == NULL;
}

/* All cards that the event lists (without a list, all), or all routers. */
static GArray *timeline_meant(const struct timeline *timeline, const struct scenario *scenario, const char *group,
                              gboolean cards) {
  const struct network *network = world_network(timeline->world);
  const char *list = cards ? scenario_text(scenario, group, "cards") : NULL;
  GArray *listed = list ? lists_counts(list, NULL) : NULL, *meant = g_array_new(FALSE, FALSE, sizeof(uint32_t));
  g_autofree uint32_t *seen = g_new0(uint32_t, network->routers); /* cards of the AS, by its first router */
  for (uint32_t i = 0; i < (cards ? world_card_count(timeline->world) : network->routers); i++) {
    uint32_t router = cards ? world_card_router(timeline->world, i) : i;
    uint32_t nth = ++seen[network_as_first(network, router)];
    if (timeline_is_meant(listed, network->asn[router], nth)) g_array_append_val(meant, i);
  }
  if (listed) g_array_unref(listed);
  return meant;
}

/* The event's routers, or their cards, in an order by chance; the first `share` of them are meant. */
static GArray *timeline_draw(const struct timeline *timeline, const struct scenario *scenario, const char *group,
                             gboolean cards, uint64_t seed) {
  const struct network *network = world_network(timeline->world);
  const char *routers = scenario_text(scenario, group, "routers");
  GArray *asns = routers ? lists_asns(routers, NULL) : NULL;
  GArray *meant = timeline_meant(timeline, scenario, group, cards);
  g_auto(GStrv) pops = timeline_pops(scenario, group);
  GArray *draws = g_array_new(FALSE, FALSE, sizeof(struct timeline_draw));
  for (guint m = 0; m < meant->len; m++) {
    uint32_t i = g_array_index(meant, uint32_t, m);
    uint32_t router = cards ? world_card_router(timeline->world, i) : i, asn = network->asn[router];
    struct chance chance = {.seed = seed, .who = cards ? i : asn, .what = WIRING_ORDER};
    if (!cards) chance.nth = router - network_as_first(network, router);
    struct timeline_draw draw = {.order = chance_uniform(chance), .what = i};
    if (timeline_is_listed(asns, asn) && timeline_is_there(timeline, pops, router)) g_array_append_val(draws, draw);
  }
  g_array_sort(draws, timeline_compare_draws);
  g_array_set_size(draws, (guint)(draws->len * scenario_number(scenario, group, "share") + 0.5));
  if (asns) g_array_unref(asns);
  g_array_unref(meant);
  return draws;
}

static void timeline_add_routers(struct timeline *timeline, const struct scenario *scenario, const char *group,
                                 enum timeline_kind kind, uint64_t seed) {
  GArray *draws = timeline_draw(timeline, scenario, group, kind != TIMELINE_CRASH_PROCESS, seed);
  for (guint i = 0; i < draws->len; i++) {
    struct timeline_action action = {.kind = kind, .what = g_array_index(draws, struct timeline_draw, i).what};
    action.at = timeline_spread(scenario, group, i, draws->len);
    timeline_add(timeline, action);
  }
  g_array_unref(draws);
}

static void timeline_schedule(struct timeline *timeline, GArray *list, uint32_t owner) {
  for (guint i = 0; i < list->len; i++) {
    struct timeline_action *action = &g_array_index(list, struct timeline_action, i);
    sim_schedule(world_sim(timeline->world), &action->event, action->at, owner + i);
  }
}

struct timeline *timeline_new(const struct scenario *scenario, struct world *world, const struct expansion *expansion,
                              const struct timeline_trigger *trigger, guint triggers, uint64_t seed) {
  struct timeline *timeline = g_new0(struct timeline, 1);
  timeline->world = world;
  timeline->expansion = expansion;
  timeline->end = scenario_duration(scenario, "scenario", "duration");
  timeline->action = g_array_new(FALSE, TRUE, sizeof(struct timeline_action));
  timeline->change = g_array_new(FALSE, TRUE, sizeof(struct timeline_action));
  for (guint i = 0; i < triggers; i++) timeline_add_trigger(timeline, scenario, &trigger[i]);
  g_auto(GStrv) events = scenario_groups(scenario, "event");
  for (char **group = events; *group; group++) {
    enum timeline_kind kind = timeline_kind_find(scenario_text(scenario, *group, "kind"));
    if (kind == TIMELINE_CRASH || kind == TIMELINE_CRASH_PROCESS || kind == TIMELINE_PATCH)
      timeline_add_routers(timeline, scenario, *group, kind, seed);
    else if (kind < TIMELINE_HANDLE) timeline_add_links(timeline, scenario, *group, kind);
  }
  timeline_schedule(timeline, timeline->action, TIMELINE_OWNER);
  return timeline;
}

static void timeline_add_changes(struct timeline *timeline, const struct scenario *scenario, const char *group,
                                 const struct population *population, const struct population_choice *choice) {
  const struct network *network = world_network(timeline->world);
  const char *routers = scenario_text(scenario, group, "routers"),
             *strategy = scenario_text(scenario, group, "strategy");
  GArray *asns = routers ? lists_asns(routers, NULL) : NULL;
  guint parts = asns ? asns->len : network->routers;
  for (guint i = 0; i < parts; i++) {
    uint32_t first = asns ? network_find(network, g_array_index(asns, guint32, i)) : i;
    uint32_t end = first == NETWORK_NONE ? first : asns ? network_as_end(network, first) : first + 1;
    for (uint32_t router = first; router < end; router++) {
      struct timeline_action action = {.kind = TIMELINE_HANDLE, .router = router};
      action.what = population_profile(population, choice, router, strategy);
      action.at = timeline_spread(scenario, group, i, parts);
      timeline_append(timeline, timeline->change, action);
    }
  }
  if (asns) g_array_unref(asns);
}

void timeline_handle(struct timeline *timeline, const struct scenario *scenario, const struct population *population,
                     const struct population_choice *choice) {
  g_auto(GStrv) events = scenario_groups(scenario, "event");
  for (char **group = events; *group; group++)
    if (timeline_kind_find(scenario_text(scenario, *group, "kind")) == TIMELINE_HANDLE)
      timeline_add_changes(timeline, scenario, *group, population, choice);
  timeline_schedule(timeline, timeline->change, TIMELINE_OWNER + timeline->action->len);
}

void timeline_free(struct timeline *timeline) {
  g_array_unref(timeline->action);
  g_array_unref(timeline->change);
  g_free(timeline);
}

sim_time timeline_begin(const struct scenario *scenario) {
  sim_time begin = SIM_NEVER;
  g_auto(GStrv) triggers = scenario_groups(scenario, "trigger");
  g_auto(GStrv) events = scenario_groups(scenario, "event");
  for (char **group = triggers; *group; group++) begin = MIN(begin, scenario_when(scenario, *group, "announce"));
  for (char **group = events; *group && !triggers[0]; group++)
    begin = MIN(begin, scenario_when(scenario, *group, "at"));
  return begin;
}
