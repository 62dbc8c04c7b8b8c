/* growth_transit.c: who buys transit from whom.
 *
 * Every seller has as many tickets as it wants customers. A buyer decides whether to shop at the clique or around the
 * corner, draws a ticket there, and the ticket is gone; so in the end all customers and all providers are dealt. A
 * seller puts its tickets into the hat once it has bought its own transit, the greatest sellers first: no cycle fits.
 */
#include "topologies/growth/growth.h"

#include "topologies/places/country.h"

#define SELLERS_AT_CLIQUE 1.4 /* those who sell buy more from the clique than their share */
#define PREMIUM_SHARE 0.3     /* assumed: buyers that mostly shop at the clique; */
#define PREMIUM_AT_HOME 0.45  /* in North America, where the clique is at home */
#define PREMIUM 2.4           /* they buy there so many times what everybody does, */
#define ORDINARY 0.35         /* and the others so much */
#define SINGLE_AT_CLIQUE 0.65 /* who has but one provider has a local one */
#define CLIQUE_MOST 0.9
#define CLIQUE_REGIONAL 0.5 /* assumed: a clique member of the own region */
#define IN_COUNTRY 0.88     /* assumed: of the transit that the clique does not sell, */
#define IN_REGION 0.97      /* and with this part of it within the region */
#define TRIES 8             /* for a ticket that is left over */

struct market {
  struct growth *growth;
  struct growth_ground *ground;
  struct tickets *tickets; /* by place */
};

static struct tickets_range everybody(const struct market *market) {
  return (struct tickets_range){0, market->growth->facts.ases};
}

/* How many times the usual share a buyer buys from the clique. */
static double taste(const struct growth *growth, uint32_t buyer, struct chance *chance) {
  const struct growth_node *node = &growth->node[buyer];
  double premium = node->region == CARRIERS_NORTH_AMERICA ? PREMIUM_AT_HOME : PREMIUM_SHARE;
  double value = growth_roll(chance) < premium ? PREMIUM : ORDINARY;
  if (node->providers == 1) value *= SINGLE_AT_CLIQUE;
  return buyer < growth->sellers ? value * SELLERS_AT_CLIQUE : value;
}

/* The clique's tickets, or those of the neighbourhood; where these are out, anybody's. */
static struct tickets_range draw_hat(const struct market *market, uint32_t buyer, double at_clique,
                                     struct chance *chance) {
  const struct growth_node *node = &market->growth->node[buyer];
  const struct growth_ground *ground = market->ground;
  double total = (double)tickets_sum(market->tickets, everybody(market));
  double share = (double)tickets_sum(market->tickets, ground->clique) / total;
  double shop = growth_roll(chance), way = growth_roll(chance);
  if (shop < MIN(CLIQUE_MOST, at_clique * share)) {
    struct tickets_range regional = ground->clique_region[node->region];
    return way < CLIQUE_REGIONAL && tickets_sum(market->tickets, regional) > 0 ? regional : ground->clique;
  }
  struct tickets_range near = growth_ground_near(ground, market->tickets, node, way, IN_COUNTRY, IN_REGION,
                                                 ground->world);
  return tickets_sum(market->tickets, near) > 0 ? near : everybody(market);
}

static void sign(struct market *market, uint32_t seller, uint32_t buyer) {
  struct growth_pair pair = {seller, buyer};
  g_array_append_val(market->growth->transit, pair);
}

/* Providers that a network is known to have had, as far as they are on the market. */
static void honour_contracts(struct market *market, uint32_t buyer) {
  struct growth *growth = market->growth;
  if (!growth->node[buyer].known) return;
  for (const struct carriers_contract *contract = carriers_contracts; contract->buyer; contract++) {
    if (contract->buyer != growth->node[buyer].asn) continue;
    for (uint32_t seller = 0; seller < MIN(buyer, growth->sellers); seller++)
      if (growth->node[seller].asn == contract->seller &&
          tickets_get(market->tickets, market->ground->place[seller]) > 0)
        sign(market, seller, buyer);
  }
}

/* While it buys, the tickets of those it has bought from are out of the hat: providers are distinct. */
static void buy(struct market *market, uint32_t buyer) {
  struct growth *growth = market->growth;
  struct chance chance = {growth->seed, growth->node[buyer].asn, GROWTH_TRANSIT, 0};
  double at_clique = taste(growth, buyer, &chance);
  uint32_t wanted = growth->node[buyer].providers, first = growth->transit->len;
  uint64_t *left = g_new(uint64_t, wanted + 1);
  honour_contracts(market, buyer);
  for (uint32_t i = 0; i < wanted; i++) {
    if (growth->transit->len == first + i) {
      if (tickets_sum(market->tickets, everybody(market)) == 0) break;
      struct tickets_range hat = draw_hat(market, buyer, at_clique, &chance);
      sign(market, market->ground->node[tickets_draw(market->tickets, hat, growth_roll(&chance))], buyer);
    }
    uint32_t place = market->ground->place[g_array_index(growth->transit, struct growth_pair, first + i).a];
    left[i] = tickets_get(market->tickets, place);
    tickets_set(market->tickets, place, 0);
  }
  growth->transit->len = MIN(growth->transit->len, first + wanted);
  for (uint32_t i = first; i < growth->transit->len; i++) {
    uint32_t place = market->ground->place[g_array_index(growth->transit, struct growth_pair, i).a];
    tickets_set(market->tickets, place, left[i - first] - 1);
  }
  g_free(left);
}

static gboolean buys_from(const struct growth *growth, uint32_t first, uint32_t buyer, uint32_t seller) {
  for (guint i = first; i < growth->transit->len; i++) {
    struct growth_pair pair = g_array_index(growth->transit, struct growth_pair, i);
    if (pair.b != buyer) return FALSE;
    if (pair.a == seller) return TRUE;
  }
  return FALSE;
}

/* Who comes last may find nothing left but tickets of those it buys from already. These go to any stub that has none of
 * that seller. `first` says where the purchases of a stub begin. */
static void sell_off(struct market *market, const uint32_t *first) {
  struct growth *growth = market->growth;
  uint32_t stubs = growth->facts.ases - growth->sellers;
  struct chance chance = {growth->seed, 0, GROWTH_REST, 0};
  uint64_t left = tickets_sum(market->tickets, everybody(market));
  for (uint64_t tries = TRIES * left; left > 0 && tries > 0; tries--) {
    uint32_t place = tickets_draw(market->tickets, everybody(market), growth_roll(&chance));
    uint32_t stub = (uint32_t)(growth_roll(&chance) * stubs), seller = market->ground->node[place];
    if (buys_from(growth, first[stub], growth->sellers + stub, seller)) continue;
    sign(market, seller, growth->sellers + stub);
    tickets_set(market->tickets, place, tickets_get(market->tickets, place) - 1);
    left--;
  }
}

/* Stubs come to the market in no order, or the last ones would all find the same leftovers; but those with a contract
 * come first, while there are tickets of their seller. */
static uint32_t *queue_stubs(const struct growth *growth) {
  uint32_t count = growth->facts.ases - growth->sellers, known = 0;
  uint32_t *stub = g_new(uint32_t, count);
  while (known < count && growth->node[growth->sellers + known].known) known++;
  for (uint32_t i = 0; i < count; i++) {
    uint32_t first = i < known ? 0 : known;
    uint32_t at = first + (uint32_t)chance_below((struct chance){growth->seed, 0, GROWTH_BUYERS, i}, i + 1 - first);
    stub[i] = stub[at];
    stub[at] = growth->sellers + i;
  }
  return stub;
}

void growth_transit(struct growth *growth) {
  struct market market = {growth, growth_ground_new(growth), tickets_new(growth->facts.ases)};
  growth->transit = g_array_new(FALSE, FALSE, sizeof(struct growth_pair));
  for (uint32_t i = 0; i < growth->sellers; i++) {
    if (i >= growth->clique) buy(&market, i);
    tickets_set(market.tickets, market.ground->place[i], growth->node[i].customers);
  }
  uint32_t stubs = growth->facts.ases - growth->sellers;
  uint32_t *stub = queue_stubs(growth), *first = g_new(uint32_t, stubs);
  for (uint32_t i = 0; i < stubs; i++) {
    first[stub[i] - growth->sellers] = growth->transit->len;
    buy(&market, stub[i]);
  }
  sell_off(&market, first);
  g_free(first);
  g_free(stub);
  tickets_free(market.tickets);
  growth_ground_free(market.ground);
}
