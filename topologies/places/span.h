/* span.h: how long the links of a map are.
 *
 * Where the nodes of a map are points, a link is as long as the great circle between its ends: on maps that have no
 * countries, and between siblings, which is what the PoPs and routers of one network are to each other. An AS is no
 * point. Where ASes have countries, each is present in the city that it stands in and in every city where
 * SPAN_PRESENCE or more of its neighbours stand, and a link
 * - lands in all the cities that both ends are present in, or, without such, joins the two nearest of theirs;
 * - is as long as the gap between those two, and half the mean way that each end has inside itself from its
 *   neighbours to the nearest landing.
 * So the ways of a message add up to what they are on average over all pairs of neighbours, although a map has
 * one node for the AS: a regional network at both ends of a carrier pays for one crossing of the carrier, two
 * carriers that meet everywhere pay nothing between themselves. All this is *assumed*.
 */
#ifndef TOPOLOGIES_PLACES_SPAN_H
#define TOPOLOGIES_PLACES_SPAN_H

#include "topologies/map/map.h"

#define SPAN_PRESENCE 3

/* Kilometres of each link [links], NaN where one end is unknown; NULL for a map without coordinates. g_free it. */
double *span_links(const struct map *map);
/* The same for links that end at a known point, such as a PoP of an expanded AS (inside/expansion.h). */
struct span;
struct span *span_new(const struct map *map); /* refers to the map */
void span_free(struct span *span);
/* Kilometres from the point to the nearest city that the AS is present in, and half the mean way that the AS has inside
 * itself from there; NaN when nobody knows where the AS is. */
double span_point(const struct span *span, uint32_t as, double north, double east);
/* The great circle between two points given in degrees, in kilometres. */
double span_circle(double north_a, double east_a, double north_b, double east_b);

#endif
