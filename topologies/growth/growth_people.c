/* growth_people.c: who is on a generated map.
 *
 * The clique of the year comes first, then the networks known by name, then everybody else. Those draw their AS
 * numbers without replacement from the public 16-bit numbers, and from the 32-bit ones as well when the former
 * are getting scarce.
 */
#include "topologies/growth/generate.h"
#include "topologies/growth/growth.h"
#include "topologies/places/country.h"

#include <math.h>

#define CLIQUE_FEWEST 3
#define CLIQUE_SPARING 30    /* a small map has one clique member for so many ASes */
#define LAST_16_BIT 64495u   /* RFC 5398 documents begin above */
#define AS_TRANS 23456u      /* RFC 6793 */
#define FIRST_32_BIT 131072u /* RFC 5398 documents end below */
#define SELLERS_SHARE 0.152  /* of ASes have customers: 15.2, 15.2, 15.2, 15.0 % in 2009, 2010, 2012, 2018 */

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
  for (uint32_t asn = FIRST_32_BIT; free_asn->len < wanted; asn++)
    if (!taken(asn)) g_array_append_val(free_asn, asn);
  return free_asn;
}

/* One number out of the bag. */
static uint32_t draw_number(GArray *bag, struct chance chance) {
  guint at = (guint)chance_below(chance, bag->len);
  uint32_t asn = g_array_index(bag, uint32_t, at);
  g_array_remove_index_fast(bag, at);
  return asn;
}

static void draw_country(struct growth_node *node, uint64_t seed, const double *region_share) {
  struct chance chance = {seed, node->asn, GROWTH_COUNTRY, 0};
  double left = growth_roll(&chance);
  int region = 0;
  while (region < CARRIERS_REGIONS - 1 && left >= region_share[region]) left -= region_share[region++];
  node->region = (uint8_t)region;
  node->country = country_draw((enum carriers_region)region, chance);
}

enum rank { CLIQUE, SELLER, STUB };

static enum rank rank_of(const struct carriers_network *known, uint32_t year) {
  if (carriers_in_clique(known, year)) return CLIQUE;
  return carriers_size(known->sells, year) > 0 ? SELLER : STUB;
}

/* Those of one rank that are known by name, from node `first` on, as many as `most`. Says how many. */
static uint32_t settle_known(struct growth *growth, enum rank rank, uint32_t first, uint32_t most) {
  uint32_t count = 0;
  for (const struct carriers_network *known = carriers_known; known->asn && count < most; known++) {
    if (!carriers_present(known, growth->facts.year) || rank_of(known, growth->facts.year) != rank) continue;
    struct growth_node *node = &growth->node[first + count++];
    node->asn = known->asn;
    node->known = known;
    node->country = country_find(known->country);
    node->region = country_table[node->country].region;
  }
  return count;
}

static void settle_strangers(struct growth *growth, GArray *bag, uint32_t first, uint32_t end) {
  double region_share[CARRIERS_REGIONS];
  country_region_share(growth->facts.year, region_share);
  for (uint32_t i = first; i < end; i++) {
    growth->node[i].asn = draw_number(bag, (struct chance){growth->seed, 0, GROWTH_NUMBER, i});
    draw_country(&growth->node[i], growth->seed, region_share);
  }
}

void growth_people(struct growth *growth) {
  uint32_t ases = growth->facts.ases;
  gboolean named = ases >= GENERATE_NAMED;
  GArray *bag = free_numbers(ases);
  growth->node = g_new0(struct growth_node, ases);
  growth->clique = settle_known(growth, CLIQUE, 0, named ? ases : MAX(CLIQUE_FEWEST, ases / CLIQUE_SPARING));
  uint32_t known = growth->clique + settle_known(growth, SELLER, growth->clique, named ? ases : 0);
  growth->sellers = MAX(known, (uint32_t)lround(SELLERS_SHARE * ases));
  settle_strangers(growth, bag, known, growth->sellers);
  known = growth->sellers + settle_known(growth, STUB, growth->sellers, named ? ases : 0);
  settle_strangers(growth, bag, known, ases);
  g_array_free(bag, TRUE);
}
