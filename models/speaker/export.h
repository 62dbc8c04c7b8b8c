/* export.h: from the best route to the Adj-RIB-Out of every neighbour: policy, what is already
 * known there, MRAI, table transfers under way.
 *
 * Gao-Rexford: customers (and siblings) hear everything, peers and providers hear own and customer routes.
 * Inside an AS everybody hears what is learned outside or from a client of route reflection, and clients hear the
 * rest, too (RFC 4271 section 9.2, RFC 4456 section 6).
 */
#ifndef MODELS_SPEAKER_EXPORT_H
#define MODELS_SPEAKER_EXPORT_H

#include "models/speaker/flight.h"

void export_init(struct world *world);
void export_clear(struct world *world);

/* The best route of `router`, which has one, with its own AS in front. */
path_id export_leaving(struct world *world, struct plane *plane, uint32_t router);
/* Tells all neighbours of `router` who do not know it yet what its best route is. */
void export_best(struct world *world, struct plane *plane, uint32_t router, uint32_t because);
/* The same for the one neighbour behind `half`. */
void export_flush(struct world *world, struct plane *plane, uint32_t half, uint32_t because);
/* What was said of the plane's prefix over `half` was lost on a link that is out. */
void export_unheard(struct world *world, const struct plane *plane, uint32_t half);
/* The link of `half` was out for a while, and the session outlived it: TCP sends again what was lost. It is
 * enough to repeat the last that was said of each prefix. */
void export_repeat(struct world *world, uint32_t half, uint32_t because);
/* The neighbour behind `half` asked for a route refresh (RFC 2918): all that it was told is told again. */
void export_again(struct world *world, uint32_t half, uint32_t because);
/* Is there something that policy offers over `half`? */
bool export_offers(const struct world *world, const struct plane *plane, uint32_t half);
/* The session is gone: the neighbour knows nothing any more. */
void export_forget(struct world *world, struct plane *plane, uint32_t half);

#endif
