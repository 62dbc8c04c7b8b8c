/* flight.h: UPDATEs on the wire.
 *
 * A speaker that changes its mind tells a contiguous range of neighbours the same thing, and the
 * halves of a range stand in order of delay: so one event carries the news to all of them,
 * moving on to the next neighbour each time it lands. The heap holds one entry a range
 * under way, however many thousand sessions a hub has. Links keep order because their
 * delay never changes.
 */
#ifndef MODELS_SPEAKER_FLIGHT_H
#define MODELS_SPEAKER_FLIGHT_H

#include "models/world/world_inside.h"

/* What an UPDATE says about the prefix of a plane. */
struct update {
  path_id path; /* PATH_NONE: withdrawn */
  attrs_id attrs;
  uint8_t standing;   /* enum standing of the sender's best route: siblings and routers of one AS share it */
  uint8_t preference; /* over iBGP: what import rules made of it; elsewhere the receiver's rules set it (decision.h) */
  uint32_t egress;    /* over iBGP: NEXT_HOP and ORIGINATOR_ID */
  path_id cluster;    /* over iBGP: CLUSTER_LIST */
  bool bulk;          /* goes with a table transfer, which is charged as a whole (engine.h) */
  uint32_t because;   /* occurrence that set this off */
};

void flight_init(struct world *world);

/* Sends `update` over the halves [from, to) of one router and one export group, now. */
void flight_launch(struct world *world, struct plane *plane, const struct update *update, uint32_t from, uint32_t to);
/* One that was sent over `from` at `sent` and has not arrived yet is still under way. */
void flight_resume(struct world *world, struct plane *plane, const struct update *update, uint32_t from, sim_time sent);

#endif
