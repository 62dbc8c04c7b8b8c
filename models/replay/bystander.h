/* bystander.h: sessions that come and go without the prefix of a replay ever crossing them.
 *
 * A session that is lost again before the prefix has its turn in the table transfer does nothing to that prefix:
 * nothing was said, nothing is forgotten. In a reset loop most turns are of that kind, since the place of a prefix in
 * the transfer is the same every time and so is that of the UPDATE that ends the session. Such a session may as well
 * stay down from its first loss until it comes up for the last time.
 *
 * Both ends have to be silent. An end is, if the prefix comes too late in all of its transfers but the last; or if it
 * leads to a peer or a provider and the origin is not in the customer cone of its owner, who then never has a route
 * that policy lets it tell there.
 */
#ifndef MODELS_REPLAY_BYSTANDER_H
#define MODELS_REPLAY_BYSTANDER_H

#include "models/world/world_inside.h"

struct bystander {
  uint32_t *turn;  /* [records] half whose turn the record is part of, halves: it has to be done whatever the half */
  uint32_t *loops; /* [looping] one half of each session that has such records */
  uint32_t looping;
  double
      *share;   /* [halves] the prefix comes too late in all turns if its place is this share of the transfer or more */
  bool *silent; /* [halves + 1] of the present prefix: turns may be passed over */
};

void bystander_init(struct world *world);
void bystander_clear(struct world *world);
/* The least share of a transfer that ends no earlier than the session, with room for rounding: who comes there or later
 * comes too late. */
double bystander_share(const struct history_record *up);
/* The world has been settled for another prefix. */
void bystander_begin(struct world *world);

#endif
