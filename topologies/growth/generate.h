/* generate.h: Internet-like maps out of a number.
 *
 * A clique of transit-free networks with the real AS numbers of 2011 (AS3356 among them), large carriers of
 * that time by name, and made-up networks below them in five regions. Provider cycles cannot occur; every AS
 * reaches the clique by way of its providers. The same options give the same map on every machine.
 *
 * Numbers of links, of providers per AS and of peers follow the published map of January 2012 in
 * proportion. What is above the clique of a real map (who is next to whom) is not imitated.
 */
#ifndef TOPOLOGIES_GROWTH_GENERATE_H
#define TOPOLOGIES_GROWTH_GENERATE_H

#include "topologies/growth/years.h"
#include "topologies/map/map.h"

#include <stdint.h>

#define GENERATE_FEWEST 20
#define GENERATE_MOST 1000000
#define GENERATE_NAMED 500 /* smaller maps have a smaller clique and no other network by name */

struct generate_options {
  uint32_t ases; /* GENERATE_FEWEST .. GENERATE_MOST; 0: as many as the Internet had */
  uint32_t year; /* YEARS_FIRST .. YEARS_LAST: what it is to be like, in January */
  uint64_t seed;
};

/* A map with regions, names and prefixes. Never fails. */
struct map *generate_map(const struct generate_options *options);

#endif
