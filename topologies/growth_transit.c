/* growth_transit.c: who buys transit from whom.
 *
 * The rich get richer: a seller is drawn with a chance proportional to the customers it has, by
 * drawing from a ballot box into which its name goes once when it arrives and once more for most
 * customers (Yule, Simon). There is one box a region, filled by the customers of that region,
 * and one for all, so neighbours are mostly regional. The clique has a fixed part of the market, shared
 * by size and leaning to home; otherwise its head start would decide everything.
 */
#include "topologies/growth.h"

#define CLIQUE_MARKET 0.27 /* of the transit sold, its part in 2012 */
#define HOME_WEIGHT 3      /* a clique member counts so many times in its own region */
#define REGIONAL 0.85      /* of the transit that the clique does not sell */
#define FAME 0.65          /* of the customers add to the fame of their provider; less is a flatter Internet */
#define TRIES 16           /* to find a provider that is not one already */
#define EVERYWHERE CARRIERS_REGIONS
#define BOXES (CARRIERS_REGIONS + 1)

/* Share of ASes with at most 1, 2, 3 ... providers, in 2012, of those that sell transit and of the rest. */
static const double sellers[] = {0.27, 0.62, 0.83, 0.92, 0.96, 0.98, 0.99, 1};
static const double others[] = {0.44, 0.89, 0.965, 0.987, 1};

struct market {
  struct growth *growth;
  GArray *box[BOXES]; /* uint32_t: nodes */
};

static uint32_t draw_count(const double *at_most, struct chance *chance) {
  double roll = growth_roll(chance);
  uint32_t count = 1;
  while (roll >= at_most[count - 1]) count++;
  return count;
}

static uint32_t clique_weight(const struct growth_node *member, enum carriers_region region) {
  return member->known->size * (member->region == region ? HOME_WEIGHT : 1);
}

static uint32_t draw_clique(const struct growth *growth, enum carriers_region region, struct chance *chance) {
  uint32_t total = 0, member = 0;
  for (uint32_t i = 0; i < growth->clique; i++) total += clique_weight(&growth->node[i], region);
  double left = growth_roll(chance) * total;
  while (member < growth->clique - 1 && left >= clique_weight(&growth->node[member], region))
    left -= clique_weight(&growth->node[member++], region);
  return member;
}

static uint32_t draw_seller(const struct market *market, enum carriers_region region, struct chance *chance) {
  double buys_from_clique = growth_roll(chance), stays = growth_roll(chance);
  const GArray *box = market->box[stays < REGIONAL ? region : EVERYWHERE];
  if (buys_from_clique < CLIQUE_MARKET || box->len == 0) return draw_clique(market->growth, region, chance);
  guint at = (guint)(growth_roll(chance) * box->len);
  return g_array_index(box, uint32_t, at);
}

static gboolean buys_from(const struct growth *growth, uint32_t node, uint32_t provider) {
  for (guint i = growth->node[node].first; i < growth->provider->len; i++)
    if (g_array_index(growth->provider, uint32_t, i) == provider) return TRUE;
  return FALSE;
}

static void vote(struct market *market, enum carriers_region region, uint32_t node) {
  g_array_append_val(market->box[region], node);
  g_array_append_val(market->box[EVERYWHERE], node);
}

static void buy(struct market *market, uint32_t buyer, struct chance *chance) {
  struct growth *growth = market->growth;
  const struct growth_node *node = &growth->node[buyer];
  uint32_t wanted = draw_count(node->role == CARRIERS_TRANSIT ? sellers : others, chance);
  for (uint32_t tries = 0; wanted > 0 && tries < TRIES; tries++) {
    uint32_t seller = draw_seller(market, node->region, chance);
    if (buys_from(growth, buyer, seller)) continue;
    g_array_append_val(growth->provider, seller);
    if (seller >= growth->clique && growth_roll(chance) < FAME) vote(market, node->region, seller);
    wanted--;
  }
}

static void arrive(struct market *market, uint32_t arrival) {
  struct growth *growth = market->growth;
  struct growth_node *node = &growth->node[arrival];
  struct chance chance = {growth->seed, arrival, GROWTH_TRANSIT, 0};
  node->first = growth->provider->len;
  if (node->role != CARRIERS_CLIQUE) buy(market, arrival, &chance);
  uint32_t votes = node->role == CARRIERS_TRANSIT ? 1 : 0;
  if (votes && node->known) votes = node->known->size;
  for (uint32_t i = 0; i < votes; i++) vote(market, node->region, arrival);
}

void growth_transit(struct growth *growth) {
  struct market market = {.growth = growth};
  growth->provider = g_array_new(FALSE, FALSE, sizeof(uint32_t));
  for (int i = 0; i < BOXES; i++) market.box[i] = g_array_new(FALSE, FALSE, sizeof(uint32_t));
  for (uint32_t i = 0; i < growth->ases; i++) arrive(&market, i);
  growth->node[growth->ases].first = growth->provider->len;
  for (int i = 0; i < BOXES; i++) g_array_free(market.box[i], TRUE);
}
