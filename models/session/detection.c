#include "models/session/detection.h"

static sim_time detection_elapsed(const struct world *w, uint32_t half, enum world_chance what, sim_time interval) {
  if (!w->session_jitter) return 0;
  return chance_between((struct chance){w->seed, half, what, (uint64_t)w->sim.now}, 0, interval);
}

/* RFC 5880 section 6.8.4: the multiplier of the remote system, times the slower of its sending and our receiving. */
static struct detection detection_bfd(const struct world *w, uint32_t half, const struct platform *here,
                                      const struct platform *there) {
  sim_time interval = MAX(here->bfd, there->bfd), time = interval * MAX(1, there->bfd_multiplier);
  return (struct detection){LOSS_BFD, time - detection_elapsed(w, half, WORLD_CHANCE_BFD, interval)};
}

/* RFC 4271 section 6.5, and 4.2: the hold time is the lesser of both OPENs, and 0 turns it off. */
static struct detection detection_hold(const struct world *w, uint32_t half, const struct platform *here,
                                       const struct platform *there) {
  sim_time hold = MIN(here->hold, there->hold), keepalive = MIN(there->keepalive, hold / 3);
  if (!hold) return (struct detection){LOSS_HOLD, SIM_NEVER};
  return (struct detection){LOSS_HOLD, hold - detection_elapsed(w, half, WORLD_CHANCE_HOLD, keepalive)};
}

struct detection detection_silence(const struct world *w, uint32_t half, bool bfd_too) {
  const struct platform *here = world_platform(w, w->net->owner[half]), *there = world_platform(w, w->net->to[half]);
  bool inside = network_internal(w->net, half); /* no BFD over several hops */
  if (bfd_too && !inside && here->bfd && there->bfd) return detection_bfd(w, half, here, there);
  return detection_hold(w, half, here, there);
}
