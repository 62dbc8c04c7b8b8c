#include "models/speaker/pace.h"

#define PACE_LEAST 0.75              /* RFC 4271 section 10: jitter */
#define PACE_INSIDE (5 * SIM_SECOND) /* RFC 4271 section 10: 30 s over eBGP, 5 s over iBGP */

static uint32_t pace_slot(const struct world *w, uint32_t router, uint32_t half) {
  return w->pace_first[router] + (half - w->net->first[router]);
}

/* Behind those of its halves: when out-delay lets the present best route go. */
static uint32_t pace_own_slot(const struct world *w, uint32_t router) {
  return w->pace_first[router] + (w->net->first[router + 1] - w->net->first[router]);
}

struct pace pace_of(const struct world *w, const struct plane *p, uint32_t router, uint32_t half) {
  if (w->pace_first[router] == NETWORK_NONE) return (struct pace){.slot = NETWORK_NONE};
  sim_time mrai = network_internal(w->net, half) ? MIN(w->mrai[router], PACE_INSIDE) : w->mrai[router];
  return (struct pace){.slot = pace_slot(w, router, half),
                       .jitter = w->mrai_jitter,
                       .withdrawals = world_platform(w, router)->paces_withdrawals,
                       .least = (sim_time)((double)mrai * PACE_LEAST),
                       .mrai = mrai,
                       .chance = w->mrai_chance,
                       .who = (uint64_t)p->key << 32 | half};
}

void pace_release(const struct world *w, struct plane *p, uint32_t half) {
  p->held[pace_slot(w, w->net->owner[half], half)] = 0;
}

void pace_forget(const struct world *w, struct plane *p, uint32_t half) {
  uint32_t router = w->net->owner[half];
  if (w->pace_first[router] == NETWORK_NONE) return;
  p->paced[pace_slot(w, router, half)] = 0;
  p->held[pace_slot(w, router, half)] = 0;
}

void pace_mature(const struct world *w, struct plane *p, uint32_t router, sim_time at) {
  p->paced[pace_own_slot(w, router)] = at;
}

sim_time pace_matures(const struct world *w, const struct plane *p, uint32_t router) {
  return w->pace_first[router] == NETWORK_NONE ? 0 : p->paced[pace_own_slot(w, router)];
}
