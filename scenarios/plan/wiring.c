#include "scenarios/plan/wiring.h"

#include "sim/chance.h"

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
#define WIRING_DELAY_DRAWS 2 /* of one link */

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

/* An iBGP session takes the ways of the IGP. */
static void wiring_sessions(const struct expansion *expansion, struct network_link *link) {
  for (uint32_t i = 0; i < expansion->sessions; i++) {
    const struct expansion_session *session = &expansion->session[i];
    link[i] = (struct network_link){.a = session->a,
                                    .b = session->b,
                                    .b_is = session->client ? NEIGHBOR_CLIENT : NEIGHBOR_FELLOW,
                                    .delay = MAX(1, (sim_time)(session->ms * (double)SIM_MILLISECOND))};
  }
}

struct network *wiring_expansion(const struct expansion *expansion, const struct wiring *wiring, uint64_t seed) {
  const struct map *map = expansion->map;
  g_autofree struct network_link *link = g_new0(struct network_link, expansion->links + expansion->sessions);
  for (uint32_t i = 0; i < expansion->links; i++) {
    const struct expansion_link *made = &expansion->link[i];
    const struct map_link *drawn = &map->link[made->link];
    struct chance chance = {.seed = seed,
                            .who = wiring_pair(map->asn[drawn->a], map->asn[drawn->b]),
                            .what = WIRING_DELAY,
                            .nth = (uint64_t)made->nth * WIRING_DELAY_DRAWS};
    link[i] = (struct network_link){.a = made->a, .b = made->b, .b_is = wiring_neighbor(drawn->kind)};
    double measured = map->delay_ms ? (double)map->delay_ms[made->link] : NAN;
    link[i].delay = wiring_delay(wiring, measured, made->km, chance);
    chance.what = WIRING_EXCHANGE;
    chance.nth = made->nth;
    link[i].exchange = drawn->kind == MAP_PEER && chance_uniform(chance) < wiring->exchange_share;
  }
  wiring_sessions(expansion, link + expansion->links);
  return network_new(expansion->routers, expansion->asn, link, expansion->links + expansion->sessions);
}

struct network *wiring_network(const struct map *map, const struct wiring *wiring, uint64_t seed) {
  struct expansion *plain = expansion_new(map, NULL, 0, 0);
  struct network *network = wiring_expansion(plain, wiring, seed);
  expansion_free(plain);
  return network;
}
