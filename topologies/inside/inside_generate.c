#include "topologies/inside/inside_generate.h"

#include "sim/chance.h"
#include "topologies/places/country.h"
#include "topologies/places/span.h"

#include <math.h>

#define OWN_COUNTRY 3 /* times its weight */
#define NEIGHBOUR 1e6 /* weight of one, so that cities without any are drawn last */

enum generate_draw { GENERATE_CITY = 0x696e7364 };

struct site {
  double latitude, longitude, weight;
  uint8_t country;
  uint8_t rank; /* of the city within its country */
};

static GArray *sites_new(const struct map *map, uint32_t as) {
  GArray *sites = g_array_new(FALSE, FALSE, sizeof(struct site));
  for (uint8_t c = 0; c < country_count; c++) {
    gboolean own = map->country && map->country[as] == c;
    for (uint8_t i = 0; i < COUNTRY_CITIES && country_table[c].city[i].weight; i++) {
      const struct country_city *city = &country_table[c].city[i];
      double share = (double)country_table[c].ases * city->weight / 100;
      struct site site = {(double)city->latitude, (double)city->longitude, share * (own ? OWN_COUNTRY : 1), c, i};
      g_array_append_val(sites, site);
    }
  }
  return sites;
}

static struct site *nearest_site(const GArray *sites, double latitude, double longitude) {
  struct site *nearest = NULL;
  double least = INFINITY;
  for (guint i = 0; i < sites->len; i++) {
    struct site *site = &g_array_index(sites, struct site, i);
    double far = span_circle(site->latitude, site->longitude, latitude, longitude);
    if (far >= least) continue;
    least = far;
    nearest = site;
  }
  return nearest;
}

static void weigh_neighbours(GArray *sites, const struct map *map, uint32_t as) {
  for (uint32_t i = 0; map->latitude && i < map->links; i++) {
    const struct map_link *link = &map->link[i];
    if (link->a != as && link->b != as) continue;
    uint32_t other = link->a == as ? link->b : link->a;
    if (isnan(map->latitude[other])) continue;
    nearest_site(sites, (double)map->latitude[other], (double)map->longitude[other])->weight += NEIGHBOUR;
  }
}

/* One city by weight, which then has none. */
static struct site *draw_site(GArray *sites, struct chance chance) {
  double total = 0;
  for (guint i = 0; i < sites->len; i++) total += g_array_index(sites, struct site, i).weight;
  double left = total * chance_uniform(chance);
  struct site *drawn = NULL;
  for (guint i = 0; i < sites->len && left >= 0; i++) {
    struct site *site = &g_array_index(sites, struct site, i);
    if (site->weight <= 0) continue;
    drawn = site;
    left -= site->weight;
  }
  return drawn;
}

/* To the nearest of the `count` before it that is not `but`; UINT32_MAX when there is none. */
static uint32_t nearest_before(struct site *const *pop, uint32_t count, uint32_t but) {
  uint32_t nearest = UINT32_MAX;
  double least = INFINITY;
  for (uint32_t i = 0; i < count; i++) {
    double far = span_circle(pop[i]->latitude, pop[i]->longitude, pop[count]->latitude, pop[count]->longitude);
    if (i == but || far >= least) continue;
    least = far;
    nearest = i;
  }
  return nearest;
}

struct inside *inside_generate(const struct map *map, uint32_t as, uint32_t pops, uint64_t seed) {
  GArray *sites = sites_new(map, as);
  struct inside_builder *builder = inside_builder_new();
  struct site **pop = g_new(struct site *, pops);
  gboolean placed = pops > 1;
  g_assert(pops >= 1 && pops <= INSIDE_GENERATE_MOST && pops <= sites->len);
  weigh_neighbours(sites, map, as);
  for (uint32_t i = 0; i < pops; i++) {
    pop[i] = draw_site(sites, (struct chance){.seed = seed, .who = map->asn[as], .what = GENERATE_CITY, .nth = i});
    pop[i]->weight = 0;
    g_autofree char *name = g_strdup_printf("%s%u", country_table[pop[i]->country].code, pop[i]->rank + 1u);
    inside_builder_pop(builder, name, placed ? pop[i]->latitude : NAN, placed ? pop[i]->longitude : NAN,
                       placed ? pop[i]->country : COUNTRY_NONE);
    inside_builder_router(builder, i, name, FALSE);
    uint32_t first = nearest_before(pop, i, UINT32_MAX), second = nearest_before(pop, i, first);
    if (first != UINT32_MAX) inside_builder_link(builder, i, first, NAN, NAN);
    if (second != UINT32_MAX) inside_builder_link(builder, i, second, NAN, NAN);
  }
  g_free(pop);
  g_array_unref(sites);
  return inside_builder_finish(builder);
}
