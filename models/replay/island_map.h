/* island_map.h: which islands there are in a replay (island.h), who is on them and which records are theirs. */
#ifndef MODELS_REPLAY_ISLAND_MAP_H
#define MODELS_REPLAY_ISLAND_MAP_H

#include "models/replay/replay.h"

struct island {
  struct sim sim; /* as long as it sleeps */
  struct replay_list list;
  GArray *half; /* uint32_t: those that its records are of */
  bool sleeps;
};

struct islands {
  struct island *island;
  uint32_t count;
  uint32_t *of;                  /* [routers] the island that it is on, NETWORK_NONE */
  uint32_t *member, *members;    /* routers by island; [count + 1] where those of each begin */
  uint32_t *beside, *besides;    /* islands by router with a neighbour there; [routers + 1] */
  struct history_record *record; /* by island */
  uint32_t *number, *turn;       /* of each of these: its place in the history, and by which bystanders know it */
  uint32_t *turns;               /* [records of the history] by which `passes` knows them */
  bool *passes;                  /* may be passed over: of a silent session, or of an island that sleeps */
  uint32_t *stack;               /* [routers] world->stack while an island runs */
};

/* Fills in what follows from the network and the history; `turn`: by which bystanders know a record. */
void island_map(struct islands *islands, const struct network *network, const struct history *history,
                const uint32_t *turn);
void island_map_clear(struct islands *islands);

#endif
