#include "models/session/waiting.h"

#include <math.h>

static sim_time wait_length(const struct world *w, const struct platform_wait *wait, const struct session_side *side,
                            uint64_t what) {
  if (wait->excuses && !side->losses) return 0;
  double length = (double)wait->first * pow(wait->factor > 0 ? wait->factor : 1, side->losses);
  if (wait->cap && length > (double)wait->cap) length = (double)wait->cap;
  if (!w->session_jitter || wait->jitter <= 0 || wait->jitter >= 1) return (sim_time)length;
  struct chance of = {w->seed, side->half, WORLD_CHANCE_WAIT + (what << 32), (uint64_t)w->sim.now};
  return (sim_time)(length * (wait->jitter + (1 - wait->jitter) * chance_uniform(of)));
}

static const struct platform *platform_of(const struct world *w, const struct session_side *side) {
  return world_platform(w, w->net->owner[side->half]);
}

void waiting_begin(struct world *w, struct session_side *side, enum loss loss, sim_time at) {
  const struct platform_wait *dial = &platform_of(w, side)->dial[loss], *listen = &platform_of(w, side)->listen[loss];
  /* quiet means Established: the waiting itself does not count */
  if ((w->state[side->half] & STATE_UP) && dial->forget && at - w->since[side->half] > dial->forget) side->losses = 0;
  side->dial = at + wait_length(w, dial, side, 0);
  side->listen = at + wait_length(w, listen, side, 1);
  side->losses++;
}

void waiting_anew(const struct world *w, struct session_side *side, sim_time at) {
  side->losses = 0;
  side->dial = at + wait_length(w, &platform_of(w, side)->dial[LOSS_PEER], side, 0);
  side->listen = at;
}

sim_time waiting_over(const struct world *w, const struct session_side *side, const struct session_side *other) {
  sim_time retry = platform_of(w, side)->connect_retry, at = MAX(side->dial, w->sim.now);
  if (at >= other->listen) return at;
  if (retry <= 0 || other->listen == SIM_NEVER) return other->listen;
  return at + (other->listen - at + retry - 1) / retry * retry;
}
