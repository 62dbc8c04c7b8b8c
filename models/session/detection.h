/* detection.h: how a side finds out that nothing arrives any more.
 *
 * By BFD where both ends have it, otherwise by the hold timer. KEEPALIVEs and BFD packets are never simulated: a
 * silence schedules the expiry that their absence causes. The last of them came at some time before the silence
 * began, so a hold time H is up within [H - keepalive, H] of it (validation V8), and a detection time of BFD within
 * [detection time - interval, detection time].
 */
#ifndef MODELS_SESSION_DETECTION_H
#define MODELS_SESSION_DETECTION_H

#include "models/session/session.h"

struct detection {
  enum loss loss;
  sim_time within; /* of the beginning of the silence; SIM_NEVER: it is never noticed */
};

/* The owner of `half` hears nothing from now on: over a dead link (BFD is silent too), or because the process at the
 * other end is gone while its cards go on. */
struct detection detection_silence(const struct world *world, uint32_t half, bool bfd_too);

#endif
