/* hazard.h: the memory of one line card with the Ktree defect, as a hazard (a hypothesis, labelled so).
 *
 * Published: the order and mix of adds and deletes can corrupt the tree, and a later add may then
 * assert (Juniper PSN-2011-08-327). Model: each delete leaves latent damage with probability
 * corrupt_p; each later add trips each latent damage with probability trip_p. A reboot clears all.
 * For d deletes then a adds: P(no crash) = (1 - p_c + p_c (1 - p_a)^a)^d.
 *
 * No chance is drawn per action. A boot draws one exponential "life"; adds use it up at the rate
 * -ln(1 - p_a) times the damage present, and the number of deletes up to the next damage is geometric.
 * Both are the same law. Volumes are real prefixes and may be fractions.
 */
#ifndef MODELS_ROUTER_HAZARD_H
#define MODELS_ROUTER_HAZARD_H

#include "sim/chance.h"

#include <stdbool.h>
#include <stdint.h>

struct hazard_odds {
  double corrupt_p, trip_p, trigger_trip_p;
};

struct hazard {
  uint64_t seed;
  uint32_t id, boots;
  uint64_t damages;    /* draws of the distance to the next damage, in this boot */
  double deletes_left; /* to the next damage */
  double life;         /* what is left of it */
  uint32_t latent;     /* damage present */
};

/* A card fresh from its boot; `id` names it for chance. */
void hazard_boot(struct hazard *hazard, const struct hazard_odds *odds, uint64_t seed, uint32_t id);
void hazard_delete(struct hazard *hazard, const struct hazard_odds *odds, double volume);
/* True: the assertion has failed, the card crashes. */
bool hazard_add(struct hazard *hazard, const struct hazard_odds *odds, double volume);
/* The add of a trigger prefix: one prefix, with its own probability. */
bool hazard_add_trigger(struct hazard *hazard, const struct hazard_odds *odds);

#endif
