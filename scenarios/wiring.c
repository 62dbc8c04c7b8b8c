#include "scenarios/wiring.h"

#include "sim/chance.h"
#include "topologies/places/span.h"

#include <glib.h>
#include <math.h>

/* Light in fibre covers 200 km a millisecond. Between the cities of the United States, cables are 1.3 times as long as
 * the great circle in the median and packets take 2.1 times as long as it would (Bozkurt et al., "Dissecting Latency in
 * the Internet's Fiber Infrastructure", 2018): one link has something between, drawn uniformly (*assumed*). */
#define WIRING_KM_PER_MS 200.0
#define WIRING_DETOUR_LOW 1.3
#define WIRING_DETOUR_HIGH 2.1
/* What a link of no length takes: delay_low up to so many times as much, for access lines and equipment (*assumed*). */
#define WIRING_ACCESS_SPREAD 3

struct wiring wiring_default(void) {
  return (struct wiring){.delay_low = 2 * SIM_MILLISECOND, .delay_high = 80 * SIM_MILLISECOND, .exchange_share = 0};
}

uint64_t wiring_pair(uint32_t asn_a, uint32_t asn_b) { return (uint64_t)MIN(asn_a, asn_b) << 32 | MAX(asn_a, asn_b); }

static sim_time wiring_delay(const struct wiring *wiring, double measured, double km, struct chance chance) {
  if (wiring->delay_low == wiring->delay_high) return wiring->delay_low;
  if (!isnan(measured)) return MAX(1, (sim_time)(measured * (double)SIM_MILLISECOND));
  if (isnan(km)) return chance_log_between(chance, wiring->delay_low, wiring->delay_high);
  sim_time access = chance_log_between(chance, wiring->delay_low, WIRING_ACCESS_SPREAD * wiring->delay_low);
  chance.nth++;
  double detour = WIRING_DETOUR_LOW + (WIRING_DETOUR_HIGH - WIRING_DETOUR_LOW) * chance_uniform(chance);
  return access + (sim_time)(km * detour / WIRING_KM_PER_MS * (double)SIM_MILLISECOND);
}

static enum neighbor wiring_neighbor(enum map_kind kind) {
  if (kind == MAP_TRANSIT) return NEIGHBOR_CUSTOMER;
  return kind == MAP_PEER ? NEIGHBOR_PEER : NEIGHBOR_SIBLING;
}

struct network *wiring_network(const struct map *map, const struct wiring *wiring, uint64_t seed) {
  g_autofree struct network_link *link = g_new(struct network_link, map->links);
  g_autofree double *km = span_links(map);
  for (uint32_t i = 0; i < map->links; i++) {
    const struct map_link *drawn = &map->link[i];
    struct chance chance = {
        .seed = seed, .who = wiring_pair(map->asn[drawn->a], map->asn[drawn->b]), .what = WIRING_DELAY};
    link[i] = (struct network_link){.a = drawn->a, .b = drawn->b, .b_is = wiring_neighbor(drawn->kind)};
    double measured = map->delay_ms ? (double)map->delay_ms[i] : NAN;
    link[i].delay = wiring_delay(wiring, measured, km ? km[i] : NAN, chance);
    chance.what = WIRING_EXCHANGE;
    link[i].exchange = drawn->kind == MAP_PEER && chance_uniform(chance) < wiring->exchange_share;
  }
  return network_new(map->ases, map->asn, link, map->links);
}
