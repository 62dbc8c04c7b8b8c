/* reflection.h: who talks iBGP to whom inside an AS: everybody to everybody, or by way of route reflectors (RFC 4456).
 *
 * Reflectors stand in pairs, a pair a cluster, in the PoPs from which all routers are nearest: the first cluster in the
 * PoP with the least sum of IGP metrics to all routers, each further one in the PoP that brings that sum, from every
 * router to its nearest cluster, down the most for the routers of other PoPs. The pair is the first two routers of the
 * PoP, or its only one and the nearest that is none yet. Reflectors are in full mesh; every other router is the client
 * of both reflectors of the nearest cluster, of equals the first (*assumed*).
 */
#ifndef TOPOLOGIES_INSIDE_REFLECTION_H
#define TOPOLOGIES_INSIDE_REFLECTION_H

#include "topologies/inside/inside.h"

struct reflection_session {
  uint32_t a, b;   /* routers of the inside */
  gboolean client; /* b is a client of a */
  double ms;
};

/* GArray of struct reflection_session, by the lower router, then by the higher (g_array_unref). `clusters` 0: full
 * mesh; no more than a third of the routers count. cluster[r] [routers] becomes the first router of the pair that r
 * belongs to as a reflector, r itself for all others: CLUSTER_ID. */
GArray *reflection_sessions(const struct inside *inside, uint32_t clusters, uint32_t *cluster);

#endif
