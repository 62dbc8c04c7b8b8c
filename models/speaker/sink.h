/* sink.h: stubs that nobody looks at.
 *
 * In a session run (MODEL section 9) plain prefixes are there for the work that they make: for routing engines, and
 * line cards. What an UPDATE about one changes in the tables of a stub without line cards is seen by nobody: a stub
 * tells nobody, and what becomes of its packets is measured elsewhere. What is left of it is the time for which it
 * keeps the routing engine busy, since a trigger has to wait for that. So such an UPDATE needs no event. It is noted
 * when it will arrive; before a trigger arrives, or a session of the stub comes or goes, what has arrived until then is
 * put on the routing engine, in its order.
 *
 * There are sinks in a world whose settings say `blind`, where all UPDATEs cost a router the same time and nothing
 * looks at what comes in.
 */
#ifndef MODELS_SPEAKER_SINK_H
#define MODELS_SPEAKER_SINK_H

#include "models/world/world_inside.h"

/* Finds them, once the world has been settled; does nothing a second time. */
void sink_init(struct world *world);
void sink_clear(struct world *world);

bool sink_is(const struct world *world, const struct plane *plane, uint32_t router);
/* Is who hears of the plane over `from` a sink? */
static inline bool sink_hears(const struct world *w, const struct plane *p, uint32_t from) {
  return w->sinks && sink_is(w, p, w->net->to[from]);
}
/* An UPDATE goes to a sink over `from`, whose link is not out, now. */
void sink_post(struct world *world, const struct plane *plane, uint32_t from);

/* What has arrived at `router` by now has been done, or is being. */
void sink_catch_up(struct world *world, uint32_t router);
/* The same at both ends of `half`: its session comes or goes. */
void sink_session(struct world *world, uint32_t half);
/* The link of `half` is about to be out: what is under way gets lost where somebody sees it. */
void sink_cut(struct world *world, uint32_t half);

#endif
