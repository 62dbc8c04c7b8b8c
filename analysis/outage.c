/* outage.c: how an integral over all pairs is kept without visiting them.
 *
 * A pair of weight w that is lost at time t and found again at t' contributes w (t' - t). With the run's end T
 * that is w (T - t) - w (T - t'): so a loss adds its weight times what is left of the run, and a recovery takes
 * away its weight times what is left then. No time of last change is needed, per pair or in all, and the sum is
 * exact in 128 bits.
 *
 * The peak cannot be kept that way. Many pairs change in the same nanosecond, one after the other, and what stands
 * between two of them is never seen by a packet; so a level counts only once time has moved past it. The same goes
 * for an AS that loses a prefix and finds it again in one instant: it is not affected.
 */
#include "analysis/outage.h"

#include <glib.h>
#include <math.h>
#include <string.h>

static uint32_t *weights_copy(const uint32_t *weight, uint32_t count) {
  uint32_t *copy = g_new(uint32_t, count);
  for (uint32_t i = 0; i < count; i++) copy[i] = weight ? weight[i] : 1;
  return copy;
}

/* Real prefixes are whole: a sampled prefix stands for at least one. */
static uint32_t prefix_weight(const struct outage_settings *settings, uint32_t prefix) {
  if (settings->trigger && settings->trigger[prefix]) return 0;
  if (!settings->weight) return 1;
  double weight = settings->weight[prefix];
  g_assert(weight >= 0 && weight < UINT32_MAX);
  return weight < 1 ? 1 : (uint32_t)lround(weight);
}

static void number_ases(struct outage *outage, const uint32_t *asn) {
  outage->as_of = g_new(uint32_t, outage->routers);
  for (uint32_t r = 0; r < outage->routers; r++) {
    if (r == 0 || asn[r] != asn[r - 1]) outage->ases++;
    outage->as_of[r] = outage->ases - 1;
  }
  outage->as = g_new0(struct outage_as, outage->ases);
}

/* An AS belongs to the region of its first router. */
static void weigh_sources(struct outage *outage) {
  for (uint32_t r = 0; r < outage->routers; r++) {
    bool first = r == 0 || outage->as_of[r] != outage->as_of[r - 1];
    outage->meter[0].sources += outage->source_weight[r];
    outage->meter[0].ases += first;
    if (outage->region[r] == OUTAGE_NO_REGION) continue;
    outage->meter[1 + outage->region[r]].sources += outage->source_weight[r];
    outage->meter[1 + outage->region[r]].ases += first;
  }
}

void outage_init(struct outage *outage, const struct outage_settings *settings) {
  g_assert(settings->regions < OUTAGE_NO_REGION);
  *outage = (struct outage){.routers = settings->routers, .prefixes = settings->prefixes, .regions = settings->regions};
  outage->words = (settings->routers + 63) / 64;
  outage->bins = settings->bins;
  outage->end = settings->bins->end;
  outage->source_weight = weights_copy(settings->source_weight, settings->routers);
  outage->prefix_weight = g_new(uint32_t, settings->prefixes);
  for (uint32_t p = 0; p < settings->prefixes; p++) outage->prefix_weight[p] = prefix_weight(settings, p);
  outage->region = g_new(uint8_t, settings->routers);
  for (uint32_t r = 0; r < settings->routers; r++)
    outage->region[r] = settings->region && settings->region[r] < settings->regions ? settings->region[r]
                                                                                    : OUTAGE_NO_REGION;
  outage->counts = g_new0(uint64_t, (size_t)settings->prefixes * outage->words);
  outage->meter = g_new0(struct outage_meter, 1 + settings->regions);
  bins_level_init(&outage->level, settings->bins);
  number_ases(outage, settings->asn);
  weigh_sources(outage);
}

void outage_clear(struct outage *outage) {
  g_free(outage->source_weight);
  g_free(outage->prefix_weight);
  g_free(outage->region);
  g_free(outage->as_of);
  g_free(outage->counts);
  g_free(outage->as);
  g_free(outage->meter);
  bins_level_clear(&outage->level);
}

/* The regional meter of a router, or NULL. */
static struct outage_meter *regional(struct outage *outage, uint32_t router) {
  uint8_t region = outage->region[router];
  return region == OUTAGE_NO_REGION ? NULL : &outage->meter[1 + region];
}

void outage_count(struct outage *outage, uint32_t prefix, uint32_t router) {
  int64_t weight = (int64_t)outage->prefix_weight[prefix] * outage->source_weight[router];
  if (weight == 0) return;
  outage->counts[(size_t)prefix * outage->words + router / 64] |= UINT64_C(1) << (router % 64);
  outage->meter[0].base += weight;
  g_assert(outage->meter[0].base > 0); /* the sum of all weights fits 63 bits */
  struct outage_meter *region = regional(outage, router);
  if (region) region->base += weight;
}

void outage_begin(struct outage *outage, sim_time at) {
  for (uint32_t m = 0; m <= outage->regions; m++) {
    struct outage_meter *meter = &outage->meter[m];
    meter->changed = meter->peak_at = meter->high_until = at;
  }
}

/* The level has stood since meter->changed and will leave it at `until`. */
static inline void meter_settle(struct outage_meter *meter, sim_time until) {
  if (until == meter->changed) return;
  if (meter->total > meter->peak) {
    meter->peak = meter->total;
    meter->peak_at = meter->changed;
  }
  if (meter->total * 20 > meter->peak) meter->high_until = until;
  meter->changed = until;
}

static inline void meter_add(struct outage_meter *meter, sim_time at, sim_time left, enum reach how, int64_t weight) {
  meter_settle(meter, at);
  meter->lost[how] += weight;
  meter->total += weight;
  meter->integral[how] += (__int128)weight * left;
}

static void lose(struct outage *outage, sim_time at, uint32_t router, enum reach how, int64_t weight) {
  sim_time left = outage->end - at;
  meter_add(&outage->meter[0], at, left, how, weight);
  struct outage_meter *region = regional(outage, router);
  if (region) meter_add(region, at, left, how, weight);
}

/* A prefix fewer (`lost`) or more for the AS of `router`. */
static void as_change(struct outage *outage, sim_time at, uint32_t router, bool lost) {
  struct outage_as *as = &outage->as[outage->as_of[router]];
  if (lost) {
    if (as->lost++ == 0) as->since = at;
  } else {
    g_assert(as->lost > 0);
    if (--as->lost == 0 && at > as->since) as->affected = true;
  }
}

int64_t outage_change(struct outage *outage, sim_time at, uint32_t router, uint32_t prefix, enum reach before,
                      enum reach after) {
  if (before == after || !outage_counts(outage, prefix, router)) return 0;
  int64_t weight = (int64_t)outage->prefix_weight[prefix] * outage->source_weight[router];
  if (before != REACH_DELIVERED) lose(outage, at, router, before, -weight);
  if (after != REACH_DELIVERED) lose(outage, at, router, after, weight);
  if (before != REACH_DELIVERED && after != REACH_DELIVERED) return 0;
  bool lost = before == REACH_DELIVERED;
  bins_level_add(&outage->level, outage->bins, at, lost ? weight : -weight);
  as_change(outage, at, router, lost);
  return lost ? weight : -weight;
}

void outage_end(struct outage *outage) {
  for (uint32_t m = 0; m <= outage->regions; m++) meter_settle(&outage->meter[m], outage->end);
  uint32_t seen = UINT32_MAX;
  for (uint32_t r = 0; r < outage->routers; r++) {
    if (outage->as_of[r] == seen) continue;
    seen = outage->as_of[r];
    struct outage_as *as = &outage->as[seen];
    if (!as->affected && !(as->lost && outage->end > as->since)) continue;
    outage->meter[0].affected++;
    struct outage_meter *region = regional(outage, r);
    if (region) region->affected++;
  }
}

bool outage_open(const struct outage_meter *meter) { return meter->total * 20 > meter->peak; }

__int128 outage_integral(const struct outage_meter *meter) {
  __int128 sum = 0;
  for (int how = 0; how < REACHES; how++) sum += meter->integral[how];
  return sum;
}
