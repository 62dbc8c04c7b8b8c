#include "scenarios/plan/sample.h"

#include "scenarios/plan/wiring.h"
#include "sim/chance.h"

static double sample_total(const uint32_t *prefixes, uint32_t routers) {
  double total = 0;
  for (uint32_t r = 0; r < routers; r++) total += prefixes[r];
  return total;
}

void sample_origins(struct sample *sample, const uint32_t *prefixes, uint32_t routers, uint32_t asked, uint64_t seed) {
  double total = sample_total(prefixes, routers), step = asked ? total / asked : 0;
  double next = step * chance_uniform((struct chance){.seed = seed, .what = WIRING_ORIGINS}), passed = 0;
  *sample = (struct sample){.router = g_new(uint32_t, routers), .weight = g_new(double, routers)};
  for (uint32_t r = 0; r < routers; r++) {
    double weight = asked ? 0 : prefixes[r];
    passed += prefixes[r];
    for (; asked && next < passed; next += step) weight += step;
    if (weight == 0) continue;
    sample->router[sample->count] = r;
    sample->weight[sample->count++] = weight;
  }
}

void sample_clear(struct sample *sample) {
  g_free(sample->router);
  g_free(sample->weight);
}

uint32_t sample_stub(const struct map *map, uint64_t seed, uint64_t which) {
  g_autofree uint8_t *providers = g_new0(uint8_t, map->ases);
  g_autofree uint8_t *customers = g_new0(uint8_t, map->ases);
  g_autofree uint32_t *stub = g_new(uint32_t, map->ases);
  uint32_t stubs = 0;
  for (uint32_t i = 0; i < map->links; i++) {
    if (map->link[i].kind != MAP_TRANSIT) continue;
    customers[map->link[i].a] = 1;
    providers[map->link[i].b] = (uint8_t)MIN(providers[map->link[i].b] + 1, 2);
  }
  for (uint32_t r = 0; r < map->ases; r++)
    if (providers[r] == 2 && !customers[r]) stub[stubs++] = r;
  struct chance chance = {.seed = seed, .who = which, .what = WIRING_TRIGGER};
  return stubs ? stub[chance_below(chance, stubs)] : (uint32_t)chance_below(chance, map->ases);
}
