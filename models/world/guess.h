/* guess.h: which way every router would choose under Gao-Rexford policy, found by search instead of by messages.
 *
 * Three phases, each a breadth-first search: up from the origin along providers, once across peerings, down to
 * customers. The routers of an AS all have a route of the kind and the length of the best that one of them got from a
 * neighbour; who did not get one as good goes through another router of the AS (guess_inside.h finds which).
 */
#ifndef MODELS_WORLD_GUESS_H
#define MODELS_WORLD_GUESS_H

#include "models/world/world_inside.h"

#define GUESS_INSIDE (UINT32_MAX - 1) /* via: another router of the AS */

/* What a router chose inside its AS, and where it heard of it. */
struct guess_choice {
  uint32_t half; /* NETWORK_NONE: nothing yet */
  uint32_t egress;
  path_id cluster; /* CLUSTER_LIST as it came */
  uint64_t rank;
};

struct guess {
  uint32_t *hops; /* [routers] of the AS_PATH; UINT32_MAX: no route */
  uint8_t *standing;
  uint32_t *via;   /* [routers] neighbour, GUESS_INSIDE, or NETWORK_NONE at the origin */
  uint32_t *queue; /* [routers] in order of settling: by length within a phase */
  uint32_t queued;
  struct guess_choice
      *choice; /* [routers], of those that go through GUESS_INSIDE; NULL: nobody has a router beside it */
};

void guess_find(struct guess *guess, const struct network *network, uint32_t origin);
void guess_clear(struct guess *guess);

/* Does policy let the owner of `half`, a session to another AS, tell what it chose? */
bool guess_exports(const struct guess *guess, const struct network *network, uint32_t half);
/* What the neighbour's route over such a half is to its owner. */
enum standing guess_standing(const struct network *network, uint32_t half);

#endif
