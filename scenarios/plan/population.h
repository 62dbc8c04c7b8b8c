/* population.h: who runs what: the platform of every AS, what it knows, and which strategy it follows.
 *
 * Each of these is drawn per AS by its number, so that the same AS runs the same platform in every variant and with
 * every strategy; whoever adopts at 25 % also does at 50 %, whoever knows an attribute at 5 % also does at 10 %.
 */
#ifndef SCENARIOS_PLAN_POPULATION_H
#define SCENARIOS_PLAN_POPULATION_H

#include "scenarios/files/platform_file.h"
#include "scenarios/settings/scenario.h"

#include "models/bgp/verdict.h"
#include "topologies/inside/expansion.h"
#include "topologies/map/map.h"

struct population {
  struct platform *platforms; /* [n], in the order of the files */
  uint8_t *platform_of;       /* [ases], or [routers] once spread */
  struct verdict_profile *profiles;
  size_t profile_count;
  unsigned strategies;  /* in the profiles: base, adopted, and those that are named */
  uint16_t *profile_of; /* the same */
};

/* Strategies that a scenario names for some sessions (levels.h): how it calls them, and what they are. */
struct population_named {
  GPtrArray *text;     /* char * */
  GPtrArray *strategy; /* struct strategy * */
};

/* What everybody runs: `base`, but the fraction `adoption` of all ASes `adopted`. */
struct population_choice {
  const struct strategy *base, *adopted;
  double adoption;
  const struct population_named *named; /* NULL: none */
};

/* `files` (struct platform_file *): every platform that the scenario names. */
void population_draw(struct population *population, const struct scenario *scenario, const GPtrArray *files,
                     const struct population_choice *choice, const struct map *map, uint64_t seed);
/* From ASes to their routers: each has what its AS has. */
void population_spread(struct population *population, const struct expansion *expansion);
/* The profiles alone, without saying who has them: all that bears on the verdicts of a run. */
void population_profiles(struct population *population, const struct scenario *scenario, const GPtrArray *files,
                         const struct population_choice *choice);
/* The profile of an AS (or router), were it to follow the strategy that the scenario calls `text`. */
uint16_t population_profile(const struct population *population, const struct population_choice *choice, uint32_t as,
                            const char *text);
void population_clear(struct population *population);

#endif
