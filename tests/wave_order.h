/* wave_order.h: an independent answer to "what does the first wave of a malformed announcement do, message by
 * message?".
 *
 * Where some discard the attribute, or damage it, it matters which copy comes first: a copy that is dirty may have been
 * passed on before a clean one wins. So this oracle plays the wave in order of arrival, with the delays of the links,
 * from the rules alone: it keeps a letter for every message and a path for every neighbour, rescans everything at every
 * step, and shares no code with models/. What is under way when its sender ends the session is lost.
 */
#ifndef TESTS_WAVE_ORDER_H
#define TESTS_WAVE_ORDER_H

#include "tests/fault.h"
#include "tests/oracle.h"

enum { WAVE_ORDER_HOPS = 64 };

struct wave_path {
  uint32_t hops, asn[WAVE_ORDER_HOPS];
};

struct wave_order {
  bool *down;             /* [links] sessions that were reset */
  bool *reached;          /* [routers] somebody told it */
  struct wave_path *path; /* [routers] the best path in the end, as it was learned; no hops: none, or the origin */
};

/* `profile` [routers]: enum fault_profile; the origin forwards. At most WAVE_ORDER_HOPS routers. */
struct wave_order *wave_order_play(const struct oracle_graph *graph, const uint16_t *profile, uint32_t origin);
void wave_order_free(struct wave_order *order);

#endif
