#include "tests/laws/laws.h"

#include "models/bgp/damping.h"
#include "tests/stage.h"

#include <math.h>

enum { ORIGIN, DAMPER, DELAY = 5 * SIM_MILLISECOND, GAP = 100 * SIM_MILLISECOND };

/* What a route is charged for in a row of withdrawals and announcements, half a GAP apart, and what is left at the
 * last. */
static double charges(const struct damping *d, uint32_t withdrawals) {
  double penalty = 0, most = d->reuse * exp2((double)d->longest / (double)d->half_life);
  double kept = exp2(-(double)GAP / 2 / (double)d->half_life);
  for (uint32_t i = 0; i < withdrawals; i++) {
    penalty = MIN(penalty * kept + d->withdrawal, most);
    if (d->announcement > 0) penalty = MIN(penalty * kept + d->announcement, most);
    else if (i + 1 < withdrawals) penalty *= kept;
  }
  return penalty;
}

/* A route to the DAMPER is withdrawn and announced in turn. Returns how long it is suppressed after its last charge, or
 * -1 when it never is. */
static sim_time suppression(const struct damping *d, uint32_t withdrawals) {
  struct platform platform = stage_platform();
  struct world_settings settings = stage_settings(&platform);
  const struct network_link link = {DAMPER, ORIGIN, NEIGHBOR_CUSTOMER, DELAY, false};
  struct stage *stage = stage_new(stage_network(2, &link, 1), &settings);
  sim_time last = 0;
  world_set_damping(stage->world, stage_half(stage, DAMPER, ORIGIN), d);
  world_settle(stage->world, world_add_prefix(stage->world, 1, false), ORIGIN);
  for (uint32_t i = 0; i < 2 * withdrawals; i++) {
    stage_until(stage, stage->sim->now + GAP / 2);
    if (i % 2 == 0) world_withdraw(stage->world, 0, ORIGIN);
    else world_announce(stage->world, 0, ORIGIN, ATTRS_PLAIN);
    if (i % 2 == 0 || d->announcement > 0) last = stage->sim->now + DELAY;
  }
  stage_rest(stage);
  const struct occurrence *reused = stage_find(stage, OCCURRENCE_REUSED, 0);
  sim_time found = reused ? reused->at - last : -1;
  stage_free(stage);
  return found;
}

static void world_claims(struct law_run *run, const struct damping_set *set) {
  sim_time furthest = 0, longest = 0;
  for (uint32_t flaps = 1; flaps <= 30; flaps++) {
    const struct damping *d = &set->damping;
    double penalty = charges(d, flaps), hold = ceil((double)d->half_life * log2(penalty / d->reuse));
    sim_time expected = penalty > d->suppress ? (sim_time)hold : -1, found = suppression(d, flaps);
    furthest = MAX(furthest, ABS(found - expected));
    longest = MAX(longest, found);
    law_row(run, "%s,%u,%.9f,%.9f", set->name, flaps, (double)expected / SIM_SECOND, (double)found / SIM_SECOND);
  }
  /* The logarithm's last bit is worth some nanoseconds. */
  law_claim(run, furthest <= SIM_MICROSECOND,
            "%s: after 1 to 30 withdrawals, 0.1 s apart, a route is used again within %.0f ns of the closed form",
            set->name, (double)furthest);
  law_claim(run, longest == 3600 * SIM_SECOND, "%s: the longest suppression is %.9f s, expected 3600", set->name,
            (double)longest / SIM_SECOND);
}

static void run(struct law_run *run) {
  const struct damping *cisco = &damping_find("cisco")->damping;
  double hold = (double)damping_hold(cisco, 2000) / SIM_SECOND;
  law_columns(run, "set,withdrawals,expected_s,measured_s");
  law_claim(run, fabs(hold - 900 * log2(2000.0 / 750)) < 1e-6 && lround(10 * hold) == 12735,
            "with a half-life of 900 s a penalty decays from 2000 to 750 in %.4f s, expected 1273.5", hold);
  law_claim(run, damping_ceiling(cisco) == 12000, "Cisco's ceiling is %.17g, expected 12000", damping_ceiling(cisco));
  law_claim(run, damping_hold(cisco, 12000) == 3600 * SIM_SECOND, "from there it takes %.9f s to 750, expected 3600",
            (double)damping_hold(cisco, 12000) / SIM_SECOND);
  for (const char *const *name = (const char *const[]){"cisco", "juniper", "rfc7196", NULL}; *name; name++)
    world_claims(run, damping_find(*name));
}

const struct law law_v9 = {
    .name = "v9",
    .title = "V9 decay of a penalty: from 2000 to 750 in 900 log2(2.667) = 1273.5 s, and an hour from the ceiling",
    .source = "RFC 2439 section 4.2; RFC 7196 section 3 for the numbers of the vendors",
    .text =
        "The law itself, and a route in a world of two routers that is withdrawn up to 30 times and then announced for "
        "good: from its last withdrawal to the moment when it is used again takes what the closed form says, and from "
        "the ceiling on no longer than an hour.",
    .run = run,
};
