/* damping.c: a penalty p is p 2^(-t/h) after the time t; it meets the reuse threshold r after h log2(p/r). All else is
 * bookkeeping. */
#include "models/bgp/damping.h"

#include <math.h>
#include <string.h>

#define MINUTE (60 * SIM_SECOND)

/* The charges of the vendors and their defaults are those of RFC 7196 section 3, table 1, which Cisco's and Juniper's
 * own pages repeat. On a lost session: Cisco, "Configuring Advanced BGP Features": "No penalty is applied to a BGP peer
 * reset when route dampening is enabled. Although the reset withdraws the route ..."; of the others this is assumed.
 * (RFC 2439 section 4.8.5 leaves it to the router.) */
static const struct damping_set sets[] = {
    {"cisco",
     "RFC 7196 section 3, table 1; Cisco, Configuring BGP Route Dampening",
     {1000, 0, 500, 2000, 750, 0, 15 * MINUTE, 60 * MINUTE, DAMPING_LOSS_KEEPS}},
    {"juniper",
     "RFC 7196 section 3, table 1; Juniper, Using Routing Policies to Damp BGP Route Flapping",
     {1000, 1000, 500, 3000, 750, 0, 15 * MINUTE, 60 * MINUTE, DAMPING_LOSS_KEEPS}},
    {"rfc7196",
     "RFC 7196 section 6 (and RIPE-580): suppress threshold no less than 6000; charges and the rest as Cisco",
     {1000, 0, 500, 6000, 750, 0, 15 * MINUTE, 60 * MINUTE, DAMPING_LOSS_KEEPS}},
    {"rfc7196-conservative",
     "RFC 7196 section 6: suppress threshold no less than 12000, greatest penalty at least 50000; the rest as Cisco",
     {1000, 0, 500, 12000, 750, 50000, 15 * MINUTE, 60 * MINUTE, DAMPING_LOSS_KEEPS}},
};

const struct damping_set *damping_sets(size_t *count) {
  *count = sizeof sets / sizeof *sets;
  return sets;
}

const struct damping_set *damping_find(const char *name) {
  for (size_t i = 0; i < sizeof sets / sizeof *sets; i++)
    if (strcmp(sets[i].name, name) == 0) return &sets[i];
  return NULL;
}

bool damping_equal(const struct damping *a, const struct damping *b) {
  return a->withdrawal == b->withdrawal && a->announcement == b->announcement && a->change == b->change &&
         a->suppress == b->suppress && a->reuse == b->reuse && a->ceiling == b->ceiling &&
         a->half_life == b->half_life && a->longest == b->longest && a->loss == b->loss;
}

double damping_ceiling(const struct damping *d) {
  if (d->ceiling > 0) return d->ceiling;
  return d->reuse * exp2((double)d->longest / (double)d->half_life); /* RFC 2439 section 4.2: T-hold */
}

double damping_decayed(const struct damping *d, double penalty, sim_time elapsed) {
  double left = penalty * exp2(-(double)elapsed / (double)d->half_life);
  return left < d->reuse / 2 ? 0 : left;
}

double damping_charged(const struct damping *d, double penalty, double charge) {
  return fmin(penalty + charge, damping_ceiling(d));
}

/* Cisco: "exceeds", Juniper: "above". RFC 2439 section 4.8.3 takes the threshold itself as too much already, which
 * tells only of penalties that equal it. */
bool damping_suppresses(const struct damping *d, double penalty) { return penalty > d->suppress; }

sim_time damping_hold(const struct damping *d, double penalty) {
  if (penalty <= d->reuse) return 0;
  double hold = ceil((double)d->half_life * log2(penalty / d->reuse));
  return hold < (double)d->longest ? (sim_time)hold : d->longest;
}
