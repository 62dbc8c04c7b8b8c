#include "analysis/harvest/harvest.h"

#include <math.h>
#include <string.h>

GQuark harvest_error_quark(void) { return g_quark_from_static_string("harvest-error"); }

/* --- life --- */

struct harvest *harvest_new(const struct harvest_settings *settings) {
  const struct network *network = settings->network;
  struct harvest *harvest = g_new0(struct harvest, 1);
  struct outage_settings outage = {.routers = network->routers,
                                   .regions = settings->regions,
                                   .asn = network->asn,
                                   .source_weight = settings->source_weight,
                                   .region = settings->region,
                                   .end = settings->end,
                                   .bin = settings->bin ? settings->bin : SIM_SECOND};
  outage_init(&harvest->outage, &outage);
  ledger_init(&harvest->ledger);
  slowdown_init(&harvest->slowdown, network->routers);
  origins_init(&harvest->origins);
  churn_init(&harvest->churn, &harvest->outage.bins);
  harvest->delay = g_new(sim_time, network->routers);
  harvest->slots = settings->slots;
  harvest->slot = g_new0(struct harvest_slot, settings->slots);
  return harvest;
}

static void slot_clear(struct harvest_slot *slot) {
  g_free(slot->pair);
  slowdown_pairs_clear(&slot->delays);
}

void harvest_free(struct harvest *harvest) {
  if (!harvest) return;
  for (uint32_t s = 0; s < harvest->slots; s++) slot_clear(&harvest->slot[s]);
  g_free(harvest->slot);
  outage_clear(&harvest->outage);
  ledger_clear(&harvest->ledger);
  slowdown_clear(&harvest->slowdown);
  origins_clear(&harvest->origins);
  churn_clear(&harvest->churn);
  g_free(harvest->delay);
  g_free(harvest);
}

/* --- what the world tells --- */

static void occurred(void *context, const struct occurrence *occurrence) { (void)context, (void)occurrence; }

static void sent(void *context, sim_time at, uint32_t router, uint32_t peer, uint32_t prefix, enum message_kind kind) {
  (void)router, (void)peer;
  harvest_sent(context, prefix, at, kind);
}

static void reached(void *context, sim_time at, uint32_t router, uint32_t prefix) {
  (void)context, (void)at, (void)router, (void)prefix;
}

static void rerouted(void *context, sim_time at, uint32_t router, uint32_t prefix, enum reach before, enum reach after,
                     uint32_t because) {
  harvest_rerouted(context, prefix, at, router, before, after, because);
}

static void fed(void *context, sim_time at, uint32_t router, uint32_t prefix, double volume) {
  (void)router;
  harvest_fed(context, prefix, at, volume);
}

struct observer harvest_observer(struct harvest *harvest) {
  return (struct observer){harvest, occurred, sent, reached, rerouted, fed};
}

static enum reach probe_reach(const void *world, uint32_t prefix, uint32_t router) {
  return world_reach(world, prefix, router);
}

static void probe_delays(const void *world, uint32_t prefix, sim_time *delay) { world_delays(world, prefix, delay); }

struct harvest_probe harvest_probe_world(const struct world *world) {
  return (struct harvest_probe){.world = world, .reach = probe_reach, .delays = probe_delays};
}

/* --- one prefix --- */

/* Real prefixes are whole: a sampled prefix stands for at least one. */
static uint32_t prefix_weight(double weight) {
  g_assert(weight >= 0 && weight < UINT32_MAX);
  return weight < 1 ? 1 : (uint32_t)lround(weight);
}

void harvest_prefix(struct harvest *harvest, uint32_t slot, const struct harvest_prefix *prefix) {
  struct harvest_slot *one = &harvest->slot[slot];
  g_assert(slot < harvest->slots && !one->used);
  one->used = true;
  one->begun = false;
  one->role = prefix->role;
  one->weight = prefix_weight(prefix->weight);
  memset(one->messages, 0, sizeof one->messages);
  one->row = (struct origins_row){.number = prefix->number, .origin = prefix->origin, .weight = one->weight};
}

static int64_t pair_weight(const struct harvest *harvest, const struct harvest_slot *slot, uint32_t router) {
  return (int64_t)slot->weight * harvest->outage.source_weight[router];
}

static void delays_begin(struct harvest *harvest, uint32_t slot, struct harvest_probe probe) {
  struct harvest_slot *one = &harvest->slot[slot];
  probe.delays(probe.world, slot, harvest->delay);
  slowdown_before(&harvest->slowdown, &one->delays, harvest->delay, harvest->outage.source_weight);
}

void harvest_begin(struct harvest *harvest, uint32_t slot, struct harvest_probe probe) {
  struct harvest_slot *one = &harvest->slot[slot];
  g_assert(one->used && !one->begun);
  if (one->role != HARVEST_COUNTS) return;
  one->begun = true;
  if (!one->pair) one->pair = g_new(struct pairs_one, harvest->outage.routers);
  for (uint32_t r = 0; r < harvest->outage.routers; r++) {
    int64_t weight = pair_weight(harvest, one, r);
    bool counts = weight > 0 && probe.reach(probe.world, slot, r) == REACH_DELIVERED;
    one->pair[r] = pairs_begin(counts);
    if (counts) outage_count(&harvest->outage, r, weight);
  }
  if (probe.delays) delays_begin(harvest, slot, probe);
}

void harvest_sent(struct harvest *harvest, uint32_t slot, sim_time at, enum message_kind kind) {
  struct harvest_slot *one = &harvest->slot[slot];
  if (one->role == HARVEST_PILOT) return;
  one->messages[kind]++;
  churn_sent(&harvest->churn, &harvest->outage.bins, at, kind);
}

/* A pair was lost, one way or another, up to some time: the one place where what is lost is counted. */
static void slot_lost(struct harvest *harvest, struct harvest_slot *slot, uint32_t router, struct pairs_one was,
                      sim_time until) {
  int64_t weight = pair_weight(harvest, slot, router);
  __int128 lost = (__int128)weight * (until - was.since);
  slot->row.lost[was.fate] += lost;
  ledger_charge(&harvest->ledger, was.cause, lost);
  outage_lost(&harvest->outage, router, weight, (enum reach)was.fate, was.since, until);
}

void harvest_rerouted(struct harvest *harvest, uint32_t slot, sim_time at, uint32_t router, enum reach before,
                      enum reach after, uint32_t because) {
  struct harvest_slot *one = &harvest->slot[slot];
  if (!one->begun || before == after || one->pair[router].fate == PAIRS_OUT) return;
  struct pairs_one was = one->pair[router];
  g_assert(was.fate == before);
  pairs_turn(&one->pair[router], at, after, because);
  if (before != REACH_DELIVERED) slot_lost(harvest, one, router, was, at);
}

void harvest_fed(struct harvest *harvest, uint32_t slot, sim_time at, double volume) {
  enum harvest_role role = harvest->slot[slot].role;
  if (role == HARVEST_TRIGGER) return;
  churn_fed(&harvest->churn, &harvest->outage.bins, at, volume, role == HARVEST_PILOT);
}

void harvest_slowdown(struct harvest *harvest, uint32_t slot, uint32_t instant, struct harvest_probe probe) {
  struct harvest_slot *one = &harvest->slot[slot];
  if (one->role != HARVEST_COUNTS) return;
  g_assert(one->begun && one->delays.now);
  probe.delays(probe.world, slot, harvest->delay);
  slowdown_add(&harvest->slowdown, instant, &one->delays, harvest->delay, one->weight, harvest->outage.source_weight);
}

/* What is still lost stays so up to the end. Whose AS lacked the prefix for longer than an instant is affected; routers
 * of one AS are neighbours. */
static void slot_end(struct harvest *harvest, struct harvest_slot *slot) {
  struct outage *outage = &harvest->outage;
  uint32_t last = UINT32_MAX;
  for (uint32_t r = 0; r < outage->routers; r++) {
    const struct pairs_one *one = &slot->pair[r];
    if (pairs_lost(one)) slot_lost(harvest, slot, r, *one, outage->end);
    if (!pairs_missed(one, outage->end) || outage->as_of[r] == last) continue;
    last = outage->as_of[r];
    outage_affect(outage, r);
    slot->row.ases++;
  }
}

/* Its row, but for what was lost. */
static void slot_count(struct harvest_slot *slot) {
  for (int kind = 0; kind < CHURN_MESSAGES; kind++) slot->row.updates += slot->messages[kind];
  slot->row.withdrawals = slot->messages[MESSAGE_WITHDRAW];
}

void harvest_close(struct harvest *harvest, uint32_t slot) {
  struct harvest_slot *one = &harvest->slot[slot];
  if (one->used && one->begun) slot_end(harvest, one);
  if (one->used) slot_count(one);
  if (one->used && one->role == HARVEST_COUNTS) origins_add(&harvest->origins, &one->row);
  one->used = one->begun = false;
}

void harvest_events(struct harvest *harvest, uint64_t events) {
  harvest->runs++;
  harvest->events += events;
}

/* --- adding --- */

static bool harvest_agree(const struct harvest *a, const struct harvest *b, GError **error) {
  if (!outage_fits(&a->outage, &b->outage)) {
    g_set_error(error, HARVEST_ERROR, HARVEST_ERROR_OTHER, "harvest of another map, or of a run of another length");
    return false;
  }
  uint32_t common = origins_common(&a->origins, &b->origins);
  if (common == UINT32_MAX) return true;
  g_set_error(error, HARVEST_ERROR, HARVEST_ERROR_TWICE, "prefix %u is in two harvests", common);
  return false;
}

bool harvest_add(struct harvest *into, const struct harvest *from, GError **error) {
  if (!harvest_agree(into, from, error)) return false;
  outage_merge(&into->outage, &from->outage);
  ledger_merge(&into->ledger, &from->ledger);
  slowdown_merge(&into->slowdown, &from->slowdown);
  origins_merge(&into->origins, &from->origins);
  churn_merge(&into->churn, &from->churn, &into->outage.bins);
  into->runs += from->runs;
  into->events += from->events;
  return true;
}
