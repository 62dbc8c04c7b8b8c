/* population.c: a profile is a platform, a strategy, and whether it knows or corrupts the attribute in question. They
 * stand in this order, so that the number of a profile says all three. */
#include "scenarios/plan/population.h"

#include "scenarios/plan/wiring.h"
#include "sim/chance.h"

#include <string.h>

enum { POPULATION_KNOWS = 1, POPULATION_CORRUPTS = 2, POPULATION_KINDS = 4 };
enum { POPULATION_BASE, POPULATION_ADOPTED, POPULATION_NAMED };

static gboolean population_hit(uint64_t seed, uint32_t asn, enum wiring_chance what, double share) {
  return chance_uniform((struct chance){.seed = seed, .who = asn, .what = what}) < share;
}

/* `name` as the scenario has it: of a platform that came with the program, or the path of a file. */
static uint8_t population_index(const GPtrArray *files, const char *name) {
  for (guint i = 0; i < files->len; i++) {
    const struct platform_file *file = files->pdata[i];
    if (strcmp(file->platform.name, name) == 0 || strcmp(file->path, name) == 0) return (uint8_t)i;
  }
  g_assert_not_reached();
}

static void population_draw_platforms(struct population *population, const struct scenario *scenario,
                                      const GPtrArray *files, const struct map *map, uint64_t seed) {
  GArray *mix = lists_mix(scenario_text(scenario, "platforms", "shares"), NULL);
  for (uint32_t r = 0; r < map->ases; r++) {
    double place = chance_uniform((struct chance){.seed = seed, .who = map->asn[r], .what = WIRING_PLATFORM});
    guint part = 0;
    for (; part + 1 < mix->len; part++) {
      place -= g_array_index(mix, struct lists_part, part).share;
      if (place < 0) break;
    }
    population->platform_of[r] = population_index(files, g_array_index(mix, struct lists_part, part).name);
  }
  g_array_unref(mix);
}

static void population_pin_platforms(struct population *population, const struct scenario *scenario,
                                     const GPtrArray *files, const struct map *map) {
  const char *text = scenario_text(scenario, "platforms", "pinned");
  GArray *pins = text ? lists_pins(text, NULL) : NULL;
  for (guint i = 0; pins && i < pins->len; i++) {
    const struct lists_pin *pin = &g_array_index(pins, struct lists_pin, i);
    uint32_t router = map_find(map, pin->asn);
    if (router != UINT32_MAX) population->platform_of[router] = population_index(files, pin->name);
  }
  if (pins) g_array_unref(pins);
}

/* An attribute type of the scenario, or 256 when it names none. */
static unsigned population_type(const struct scenario *scenario, const char *key) {
  return scenario_has(scenario, "platforms", key) ? (unsigned)scenario_count(scenario, "platforms", key) : 256;
}

static const struct strategy *population_strategy(const struct population_choice *choice, size_t which) {
  if (which < POPULATION_NAMED) return which == POPULATION_ADOPTED ? choice->adopted : choice->base;
  return choice->named->strategy->pdata[which - POPULATION_NAMED];
}

static void population_make_profiles(struct population *population, const struct scenario *scenario,
                                     const GPtrArray *files, const struct population_choice *choice) {
  unsigned known = population_type(scenario, "knows_type"), corrupted = population_type(scenario, "corrupts_type");
  population->strategies = POPULATION_NAMED + (choice->named ? choice->named->strategy->len : 0);
  population->profile_count = (size_t)files->len * population->strategies * POPULATION_KINDS;
  population->profiles = g_new0(struct verdict_profile, population->profile_count);
  for (size_t i = 0; i < population->profile_count; i++) {
    struct verdict_profile *profile = &population->profiles[i];
    size_t which = i / POPULATION_KINDS / population->strategies;
    const struct platform *platform = &population->platforms[which];
    profile->quirks = ((const struct platform_file *)files->pdata[which])->quirks;
    memcpy(profile->knows, platform->knows, sizeof profile->knows);
    profile->strategy = population_strategy(choice, i / POPULATION_KINDS % population->strategies);
    profile->corrupts = i & POPULATION_CORRUPTS && corrupted < 256 ? (uint8_t)corrupted : platform->corrupts;
    if (known >= 256) continue;
    uint8_t bit = (uint8_t)(1u << (known & 7));
    if (i & POPULATION_KNOWS) profile->knows[known >> 3] |= bit;
    else profile->knows[known >> 3] &= (uint8_t)~bit;
  }
}

static void population_draw_profiles(struct population *population, const struct scenario *scenario,
                                     const struct population_choice *choice, const struct map *map, uint64_t seed) {
  double knows = scenario_number(scenario, "platforms", "knows_share");
  double corrupts = scenario_number(scenario, "platforms", "corrupts_share");
  for (uint32_t r = 0; r < map->ases; r++) {
    bool adopts = population_hit(seed, map->asn[r], WIRING_ADOPTS, choice->adoption);
    unsigned strategy = adopts ? POPULATION_ADOPTED : POPULATION_BASE, kind = 0;
    if (population_hit(seed, map->asn[r], WIRING_KNOWS, knows)) kind |= POPULATION_KNOWS;
    if (population_hit(seed, map->asn[r], WIRING_CORRUPTS, corrupts)) kind |= POPULATION_CORRUPTS;
    strategy += population->platform_of[r] * population->strategies;
    population->profile_of[r] = (uint16_t)(strategy * POPULATION_KINDS + kind);
  }
}

/* What [routing] says of everybody. */
static void population_override(struct platform *platform, const struct scenario *scenario) {
  if (scenario_has(scenario, "routing", "bfd")) {
    platform->bfd = scenario_duration(scenario, "routing", "bfd");
    platform->bfd_multiplier = (uint32_t)scenario_count(scenario, "routing", "bfd_multiplier");
  }
  if (scenario_has(scenario, "routing", "graceful_notification"))
    platform->graceful_notification = scenario_switch(scenario, "routing", "graceful_notification");
  const char *graceful = scenario_text(scenario, "routing", "graceful_restart");
  if (!graceful || !platform_file_graceful(graceful, &platform->graceful, NULL)) return;
  platform->keeps_fib |= platform->graceful == PLATFORM_GRACEFUL_YES;
}

void population_profiles(struct population *population, const struct scenario *scenario, const GPtrArray *files,
                         const struct population_choice *choice) {
  *population = (struct population){.platforms = g_new(struct platform, files->len)};
  for (guint i = 0; i < files->len; i++) {
    const struct platform_file *file = files->pdata[i];
    population->platforms[i] = file->platform;
    population_override(&population->platforms[i], scenario);
  }
  population_make_profiles(population, scenario, files, choice);
}

void population_draw(struct population *population, const struct scenario *scenario, const GPtrArray *files,
                     const struct population_choice *choice, const struct map *map, uint64_t seed) {
  population_profiles(population, scenario, files, choice);
  population->platform_of = g_new0(uint8_t, map->ases);
  population->profile_of = g_new0(uint16_t, map->ases);
  population_draw_platforms(population, scenario, files, map, seed);
  population_pin_platforms(population, scenario, files, map);
  population_draw_profiles(population, scenario, choice, map, seed);
}

void population_spread(struct population *population, const struct expansion *expansion) {
  uint8_t *platform_of = g_new(uint8_t, expansion->routers);
  uint16_t *profile_of = g_new(uint16_t, expansion->routers);
  for (uint32_t r = 0; r < expansion->routers; r++) {
    platform_of[r] = population->platform_of[expansion->as_of[r]];
    profile_of[r] = population->profile_of[expansion->as_of[r]];
  }
  g_free(population->platform_of);
  g_free(population->profile_of);
  population->platform_of = platform_of;
  population->profile_of = profile_of;
}

uint16_t population_profile(const struct population *population, const struct population_choice *choice, uint32_t as,
                            const char *text) {
  guint named = 0;
  while (strcmp(choice->named->text->pdata[named], text) != 0) named++;
  unsigned strategy = population->platform_of[as] * population->strategies + POPULATION_NAMED + named;
  return (uint16_t)(strategy * POPULATION_KINDS + population->profile_of[as] % POPULATION_KINDS);
}

void population_clear(struct population *population) {
  g_free(population->platforms);
  g_free(population->platform_of);
  g_free(population->profiles);
  g_free(population->profile_of);
}
