#include "models/router/krt.h"

#include <math.h>

/* Takes note of what was served up to `now`. */
static void krt_advance(struct krt *k, sim_time now) {
  sim_time slow = k->incoming ? now : k->busy < now ? k->busy : now;
  if (slow < k->since) slow = k->since;
  k->left -= (sim_time)floor((double)(slow - k->since) * k->share) + (now - slow);
  if (k->left < 0) k->left = 0;
  k->since = now;
}

void krt_serve(struct krt *k, sim_time now, sim_time service) {
  k->since = now;
  k->left = service;
}

void krt_transfer(struct krt *k, sim_time now, int change) {
  krt_advance(k, now);
  k->incoming += (uint32_t)change;
}

void krt_busy(struct krt *k, sim_time now, sim_time until) {
  krt_advance(k, now);
  k->busy = until;
}

/* How long `service` takes at the share. */
static sim_time krt_slowly(const struct krt *k, sim_time service) {
  if (!service) return 0;
  double length = ceil((double)service / k->share);
  return length < (double)(SIM_NEVER / 4) ? (sim_time)length : SIM_NEVER / 4;
}

sim_time krt_finish(const struct krt *k) {
  sim_time slowly = krt_slowly(k, k->left);
  if (k->incoming) return slowly < SIM_NEVER / 4 ? k->since + slowly : SIM_NEVER;
  if (k->busy <= k->since) return k->since + k->left;
  if (k->since + slowly <= k->busy) return k->since + slowly;
  return k->busy + k->left - (sim_time)floor((double)(k->busy - k->since) * k->share);
}
