/* inside_generate.h: the inside of an AS that nobody has published: PoPs in cities where its neighbours are. */
#ifndef TOPOLOGIES_INSIDE_INSIDE_GENERATE_H
#define TOPOLOGIES_INSIDE_INSIDE_GENERATE_H

#include "topologies/inside/inside.h"
#include "topologies/map/map.h"

#define INSIDE_GENERATE_MOST 400 /* PoPs; all countries together have more cities than that */

/* `pops` cities, drawn without replacement: on a map with places the more neighbours of `as` are nearest to a city the
 * likelier; cities of its own country count twice more than their share of the world's networks, and where nothing is
 * known of places, that share alone decides. Each PoP, in the order in which they were drawn, is joined to the nearest
 * two of those before it, so that from three PoPs on no single link cuts any off (*assumed*, all of it). One PoP has no
 * place of its own: it is where the map has the AS. Chance is keyed by seed and
 * ASN. */
struct inside *inside_generate(const struct map *map, uint32_t as, uint32_t pops, uint64_t seed);

#endif
