/* growth_people.c: who is on a generated map.
 *
 * The clique arrives first, then the networks known by name, then everybody else. Those draw
 * their AS numbers without replacement from the public 16-bit numbers, and from the 32-bit ones as well
 * when the former are getting scarce.
 */
#include "topologies/generate.h"
#include "topologies/growth.h"

#define CLIQUE_FEWEST 3
#define CLIQUE_SPARING 30    /* a small map has one clique member for so many ASes */
#define LAST_16_BIT 64495u   /* RFC 5398 documents begin above */
#define AS_TRANS 23456u      /* RFC 6793 */
#define FIRST_32_BIT 131072u /* RFC 5398 documents end below */
#define TRANSIT_SHARE 0.28   /* who would sell transit; about half of them find a customer */
#define CONTENT_SHARE 0.02

/* Shares of the AS numbers in use at the end of 2011, by registry. */
static const double region_share[CARRIERS_REGIONS] = {0.38, 0.42, 0.13, 0.05, 0.02};

static uint32_t known_count(uint32_t ases, uint32_t *clique) {
  uint32_t known = 0, top = 0;
  for (; carriers_known[known].asn; known++) top += carriers_known[known].role == CARRIERS_CLIQUE;
  *clique = ases < GENERATE_NAMED ? MIN(top, MAX(CLIQUE_FEWEST, ases / CLIQUE_SPARING)) : top;
  return ases < GENERATE_NAMED ? *clique : known;
}

static gboolean taken(uint32_t asn) {
  for (const struct carriers_network *known = carriers_known; known->asn; known++)
    if (known->asn == asn) return TRUE;
  return asn == AS_TRANS;
}

/* The numbers to draw from: half as many again as there are ASes, at least. */
static GArray *free_numbers(uint32_t ases) {
  GArray *free_asn = g_array_new(FALSE, FALSE, sizeof(uint32_t));
  uint32_t wanted = ases + ases / 2;
  for (uint32_t asn = 1; asn <= LAST_16_BIT; asn++)
    if (!taken(asn)) g_array_append_val(free_asn, asn);
  for (uint32_t asn = FIRST_32_BIT; free_asn->len < wanted; asn++) g_array_append_val(free_asn, asn);
  return free_asn;
}

/* One number out of the bag. */
static uint32_t draw_number(GArray *bag, struct chance chance) {
  guint at = (guint)chance_below(chance, bag->len);
  uint32_t asn = g_array_index(bag, uint32_t, at);
  g_array_remove_index_fast(bag, at);
  return asn;
}

static enum carriers_region draw_region(struct chance *chance) {
  double left = growth_roll(chance);
  int region = 0;
  while (region < CARRIERS_REGIONS - 1 && left >= region_share[region]) left -= region_share[region++];
  return (enum carriers_region)region;
}

static enum carriers_role draw_role(struct chance *chance) {
  double left = growth_roll(chance);
  if (left < TRANSIT_SHARE) return CARRIERS_TRANSIT;
  return left < TRANSIT_SHARE + CONTENT_SHARE ? CARRIERS_CONTENT : CARRIERS_STUB;
}

void growth_people(struct growth *growth) {
  uint32_t known = known_count(growth->ases, &growth->clique);
  GArray *bag = free_numbers(growth->ases);
  growth->node = g_new0(struct growth_node, (gsize)growth->ases + 1);
  for (uint32_t i = 0; i < growth->ases; i++) {
    struct growth_node *node = &growth->node[i];
    struct chance chance = {growth->seed, i, GROWTH_ROLE, 0};
    if (i < known) {
      const struct carriers_network *network = &carriers_known[i];
      *node = (struct growth_node){network->asn, network->region, network->role, network, 0};
    } else {
      node->asn = draw_number(bag, (struct chance){growth->seed, i, GROWTH_NUMBER, 0});
      node->region = draw_region(&chance);
      node->role = draw_role(&chance);
    }
  }
  g_array_free(bag, TRUE);
}
