#include "topologies/growth/growth.h"

#include "topologies/places/country.h"

#include <stdlib.h>

struct spot {
  gboolean outside; /* of the clique */
  uint8_t region, country;
  uint32_t node;
};

static int compare_spots(const void *a, const void *b) {
  const struct spot *one = a, *other = b;
  if (one->outside != other->outside) return one->outside - other->outside;
  if (one->region != other->region) return one->region - other->region;
  if (one->country != other->country) return one->country - other->country;
  return one->node < other->node ? -1 : one->node > other->node;
}

static void range_include(struct tickets_range *range, uint32_t place) {
  if (range->end == 0) range->first = place;
  range->end = place + 1;
}

static void mark_out(struct growth_ground *ground, const struct spot *spot, uint32_t place) {
  ground->place[spot->node] = place;
  ground->node[place] = spot->node;
  range_include(spot->outside ? &ground->world : &ground->clique, place);
  range_include(spot->outside ? &ground->region[spot->region] : &ground->clique_region[spot->region], place);
  if (spot->outside) range_include(&ground->country[spot->country], place);
}

struct growth_ground *growth_ground_new(const struct growth *growth) {
  uint32_t ases = growth->facts.ases;
  struct growth_ground *ground = g_new0(struct growth_ground, 1);
  ground->place = g_new(uint32_t, ases);
  ground->node = g_new(uint32_t, ases);
  struct spot *spot = g_new(struct spot, ases);
  for (uint32_t i = 0; i < ases; i++)
    spot[i] = (struct spot){i >= growth->clique, growth->node[i].region, growth->node[i].country, i};
  qsort(spot, ases, sizeof *spot, compare_spots);
  for (uint32_t place = 0; place < ases; place++) mark_out(ground, &spot[place], place);
  g_free(spot);
  return ground;
}

void growth_ground_free(struct growth_ground *ground) {
  g_free(ground->place);
  g_free(ground->node);
  g_free(ground);
}

struct tickets_range growth_ground_near(const struct growth_ground *ground, const struct tickets *tickets,
                                        const struct growth_node *node, double way, double country, double region,
                                        struct tickets_range far) {
  struct tickets_range in_country = ground->country[node->country], in_region = ground->region[node->region];
  if (way < country && tickets_sum(tickets, in_country) > 0) return in_country;
  if (way < region && tickets_sum(tickets, in_region) > 0) return in_region;
  return far;
}
