/* krt.h: how fast routes get from the RIB into the FIB while the routing engine has something better to do.
 *
 * Observed on Junos (PR 836197): while rpd receives UPDATEs, installs get next to nothing of the CPU and pile up in the
 * krt queue; they drain once the input ends. Here an install takes so much service (nanoseconds at the full rate),
 * and while the engine is receiving it gets only a share of that (*assumed*). Receiving means: a table transfer
 * towards this router is under way, or its engine has UPDATEs to work on.
 *
 * This is the clockwork of one queue's server; the queue is its owner's. Whenever something changes, krt_finish says
 * anew when the install at the head will be through.
 */
#ifndef MODELS_ROUTER_KRT_H
#define MODELS_ROUTER_KRT_H

#include "sim/sim.h"

struct krt {
  double share;      /* of the rate that is left while receiving, 0 to 1 */
  sim_time left;     /* service that the head still needs, as of `since` */
  sim_time since;    /* never decreases */
  sim_time busy;     /* until then the engine works on UPDATEs */
  uint32_t incoming; /* table transfers under way */
};

/* The next install needs this much service. */
void krt_serve(struct krt *krt, sim_time now, sim_time service);
/* The transfers under way are one more, or one less. */
void krt_transfer(struct krt *krt, sim_time now, int change);
/* The engine is busy until then. */
void krt_busy(struct krt *krt, sim_time now, sim_time until);
/* When the head is through if nothing changes; SIM_NEVER for an install that gets nothing at all. */
sim_time krt_finish(const struct krt *krt);

#endif
