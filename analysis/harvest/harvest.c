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
  harvest->slots = settings->slots;
  g_assert(settings->slots <= BUNDLES_SLOTS);
  harvest->slot = g_new0(struct harvest_slot, settings->slots);
  harvest->kept = g_new0(struct harvest_kept, settings->slots);
  harvest->bundles = g_new0(struct bundles, 1);
  return harvest;
}

static void kept_clear(struct harvest_kept *kept) {
  g_free(kept->pair);
  slowdown_pairs_clear(&kept->delays);
}

void harvest_free(struct harvest *harvest) {
  if (!harvest) return;
  for (uint32_t s = 0; s < harvest->slots; s++) kept_clear(&harvest->kept[s]);
  g_free(harvest->kept);
  g_free(harvest->slot);
  g_free(harvest->bundles);
  outage_clear(&harvest->outage);
  ledger_clear(&harvest->ledger);
  slowdown_clear(&harvest->slowdown);
  origins_clear(&harvest->origins);
  churn_clear(&harvest->churn);
  g_free(harvest);
}

/* --- what the world tells --- */

static void occurred(void *context, const struct occurrence *occurrence) { (void)context, (void)occurrence; }

static void sent(void *context, sim_time at, uint32_t router, uint32_t peer, uint32_t prefix, enum message_kind kind) {
  (void)router, (void)peer;
  harvest_sent(context, prefix, &(struct sending){at, kind}, 1);
}

static void sent_several(void *context, uint32_t router, uint32_t peer, uint32_t prefix, const struct sending *sending,
                         uint32_t count) {
  (void)router, (void)peer;
  harvest_sent(context, prefix, sending, count);
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
  return (struct observer){harvest, occurred, sent, reached, rerouted, fed, sent_several};
}

static enum reach probe_reach(const void *world, uint32_t prefix, uint32_t router) {
  return world_reach(world, prefix, router);
}

static const sim_time *probe_delays(const void *world, uint32_t prefix) { return world_delays(world, prefix); }

static struct world_moved probe_moved(const void *world) { return world_moved(world); }

struct harvest_probe harvest_probe_world(const struct world *world) {
  return (struct harvest_probe){.world = world, .reach = probe_reach, .delays = probe_delays, .moved = probe_moved};
}

/* --- one prefix --- */

/* Real prefixes are whole: a sampled prefix stands for at least one. */
static uint32_t prefix_weight(double weight) {
  g_assert(weight >= 0 && weight < UINT32_MAX);
  return weight < 1 ? 1 : (uint32_t)lround(weight);
}

void harvest_prefix(struct harvest *harvest, uint32_t slot, const struct harvest_prefix *prefix) {
  struct harvest_kept *kept = &harvest->kept[slot];
  g_assert(slot < harvest->slots && !kept->used);
  uint32_t weight = prefix_weight(prefix->weight);
  harvest->slot[slot] = (struct harvest_slot){.role = prefix->role, .weight = weight};
  kept->used = true;
  kept->row = (struct origins_row){.number = prefix->number, .origin = prefix->origin, .weight = weight};
}

static void delays_begin(struct harvest *harvest, uint32_t slot, struct harvest_probe probe) {
  slowdown_before(&harvest->slowdown, &harvest->kept[slot].delays, probe.delays(probe.world, slot),
                  harvest->outage.source_weight);
}

static void pairs_start(struct harvest *harvest, uint32_t slot, struct harvest_probe probe) {
  struct outage *outage = &harvest->outage;
  struct harvest_slot *one = &harvest->slot[slot];
  for (uint32_t r = 0; r < outage->routers; r++) {
    int64_t weight = (int64_t)one->weight * outage->source_weight[r];
    bool counts = weight > 0 && probe.reach(probe.world, slot, r) == REACH_DELIVERED;
    one->running[r] = pairs_begin(counts, outage->region_of[r]);
    if (counts) outage_count(outage, r, weight);
  }
}

void harvest_begin(struct harvest *harvest, uint32_t slot, struct harvest_probe probe) {
  struct harvest_slot *one = &harvest->slot[slot];
  struct harvest_kept *kept = &harvest->kept[slot];
  g_assert(kept->used && !one->running);
  if (one->role != HARVEST_COUNTS) return;
  if (!kept->pair) kept->pair = g_new(struct pairs_one, harvest->outage.routers);
  one->running = kept->pair;
  pairs_start(harvest, slot, probe);
  if (probe.delays) delays_begin(harvest, slot, probe);
}

void harvest_sent(struct harvest *harvest, uint32_t slot, const struct sending *sending, uint32_t count) {
  struct harvest_slot *one = &harvest->slot[slot];
  if (one->role == HARVEST_PILOT) return;
  for (uint32_t i = 0; i < count; i++) {
    one->messages[sending[i].kind]++;
    churn_sent(&harvest->churn, &harvest->outage.bins, sending[i].at, sending[i].kind);
  }
}

/* The one place where what is lost is counted. */
static void harvest_count(struct harvest *harvest, const struct bundles_one *loss) {
  uint32_t slot = bundles_slot(loss);
  enum reach how = bundles_how(loss);
  int64_t weight = harvest->slot[slot].weight * loss->weight;
  __int128 lost = outage_lost(&harvest->outage, bundles_region(loss), weight, how, loss->from, loss->until);
  harvest->kept[slot].row.lost[how] += lost;
  ledger_charge(&harvest->ledger, bundles_cause(loss), lost);
}

/* What has left is counted. */
static void harvest_left(struct harvest *harvest) {
  struct bundles *bundles = harvest->bundles;
  for (uint32_t i = 0; i < bundles->leave; i++) harvest_count(harvest, &bundles->leaving[i]);
  bundles->leave = 0;
}

/* A bundle leaves: all that will be added to is asked for before anything is. Seldom, and so by itself. */
static G_GNUC_NO_INLINE void harvest_leaving(struct harvest *harvest) {
  const struct bundles_one *last = &harvest->bundles->leaving[harvest->bundles->leave - 1];
  outage_expect(&harvest->outage, bundles_region(last), last->from, last->until);
  ledger_expect(&harvest->ledger, bundles_cause(last));
  if (harvest->bundles->leave == BUNDLES_LEAVING) harvest_left(harvest);
}

static void harvest_unbundle(struct harvest *harvest) {
  for (uint32_t i = 0; i < BUNDLES; i++)
    if (bundles_leave(harvest->bundles, &harvest->bundles->place[i])) harvest_leaving(harvest);
  harvest_left(harvest);
}

/* Packets of a pair fared so, one way or another, up to now. */
static inline void pair_lost(struct harvest *harvest, uint32_t slot, uint32_t router, enum reach how, sim_time from,
                             sim_time until) {
  const struct pairs_one *pair = &harvest->slot[slot].running[router];
  struct bundles_one loss = {.from = from,
                             .until = until,
                             .what = bundles_what(slot, pair->region, how, pair->cause),
                             .weight = harvest->outage.source_weight[router]};
  if (bundles_add(harvest->bundles, loss)) harvest_leaving(harvest);
}

void harvest_rerouted(struct harvest *harvest, uint32_t slot, sim_time at, uint32_t router, enum reach before,
                      enum reach after, uint32_t because) {
  struct pairs_one *running = harvest->slot[slot].running;
  if (!running || before == after) return;
  struct pairs_one *pair = &running[router];
  if (pair->fate != before) {
    g_assert(pair->fate == PAIRS_OUT);
    return;
  }
  sim_time since = pair->since;
  pairs_turn(pair, at, after, because);
  if (before != REACH_DELIVERED && since != at) pair_lost(harvest, slot, router, before, since, at);
}

void harvest_fed(struct harvest *harvest, uint32_t slot, sim_time at, double volume) {
  enum harvest_role role = harvest->slot[slot].role;
  if (role == HARVEST_TRIGGER) return;
  churn_fed(&harvest->churn, &harvest->outage.bins, at, volume, role == HARVEST_PILOT);
}

void harvest_slowdown(struct harvest *harvest, uint32_t slot, uint32_t instant, struct harvest_probe probe) {
  struct harvest_slot *one = &harvest->slot[slot];
  struct slowdown_pairs *delays = &harvest->kept[slot].delays;
  if (one->role != HARVEST_COUNTS) return;
  g_assert(one->running && delays->now);
  const sim_time *delay = probe.delays(probe.world, slot);
  struct world_moved moved = probe.moved ? probe.moved(probe.world) : (struct world_moved){.router = NULL};
  slowdown_look(&harvest->slowdown, delays, delay, moved, harvest->outage.source_weight);
  slowdown_add(&harvest->slowdown, instant, delays, one->weight);
}

/* What is still lost stays so up to the end. Whose AS lacked the prefix for longer than an instant is affected; routers
 * of one AS are neighbours. */
static void slot_end(struct harvest *harvest, uint32_t slot) {
  struct outage *outage = &harvest->outage;
  const struct pairs_one *running = harvest->slot[slot].running;
  uint32_t last = UINT32_MAX;
  for (uint32_t r = 0; r < outage->routers; r++) {
    const struct pairs_one *one = &running[r];
    if (one->since < 0) continue; /* most never change */
    if (pairs_lost(one)) pair_lost(harvest, slot, r, (enum reach)one->fate, one->since, outage->end);
    if (!pairs_missed(one, outage->end) || outage->as_of[r] == last) continue;
    last = outage->as_of[r];
    outage_affect(outage, r);
    harvest->kept[slot].row.ases++;
  }
  harvest_unbundle(harvest);
}

/* Its row, but for what was lost. */
static void slot_count(struct harvest *harvest, uint32_t slot) {
  const uint64_t *messages = harvest->slot[slot].messages;
  struct origins_row *row = &harvest->kept[slot].row;
  for (int kind = 0; kind < CHURN_MESSAGES; kind++) row->updates += messages[kind];
  row->withdrawals = messages[MESSAGE_WITHDRAW];
}

void harvest_close(struct harvest *harvest, uint32_t slot) {
  struct harvest_kept *kept = &harvest->kept[slot];
  if (!kept->used) return;
  if (harvest->slot[slot].running) slot_end(harvest, slot);
  slot_count(harvest, slot);
  if (harvest->slot[slot].role == HARVEST_COUNTS) origins_add(&harvest->origins, &kept->row);
  harvest->slot[slot].running = NULL;
  kept->used = false;
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
