/* expansion.h: a map on which some ASes have an inside: routers in place of ASes.
 *
 * Every AS of the map is one router, but those that somebody wishes to see from within: these are the routers of
 * their inside, in its order, where their AS stood; so routers are numbered in ascending order of ASN, and those of one
 * AS adjoin. An AS whose inside is one router without a place leaves everything as it is on the map.
 *
 * A link of the map is one link between two routers, or several where an end is expanded (nth = 0, 1, ...):
 *
 * - How many: a neighbour that buys from the expanded AS and sells to nobody is attached `stubs` times, one that buys
 *   and sells `transit` times, everybody else `peers` times; never more often than it has neighbours, or there are
 * PoPs.
 * - Where: the first at the PoP nearest to the neighbour; each further one at the PoP nearest to some neighbour of
 *   that neighbour, drawn by chance, since a network is present where its neighbours are. All PoPs differ. A network of
 *   which nobody knows where it stands goes to a PoP drawn by chance, in proportion to the networks that a PoP is
 *   nearest to, of all in the regions that have PoPs (country.h; to the links of the PoPs where these have no places),
 * and is from then on taken to stand there.
 * - Two expanded ASes meet at their pairs of PoPs in the order of distance; all those within EXPANSION_METRO_KM count
 *   as one place, and which of them come first is drawn by chance.
 * - At which router of the PoP: one that is no backbone router where there is one, by chance.
 *
 * The numbers and rules are *assumed*. Chance is keyed by the AS numbers of the two ends, so that a link is the same
 * whatever else is expanded. Regions: a router has that of its PoP; an AS without a region takes that of the PoP that
 * it is attached to first; others that of a neighbour drawn by chance, a provider if possible, wave by wave
 * (*assumed*).
 */
#ifndef TOPOLOGIES_INSIDE_EXPANSION_H
#define TOPOLOGIES_INSIDE_EXPANSION_H

#include "topologies/inside/inside.h"
#include "topologies/map/map.h"

#define EXPANSION_METRO_KM 50.0
#define EXPANSION_MOST_WEIGHT (1u << 20)

/* One AS to be expanded. */
struct expansion_wish {
  uint32_t as;                    /* index on the map */
  const struct inside *inside;    /* must outlive the expansion */
  uint32_t peers, transit, stubs; /* attachments of a neighbour, from 1 */
  uint32_t reflectors;            /* clusters of two route reflectors; 0: full mesh */
};

struct expansion_link {
  uint32_t a, b; /* routers; of the ends a and b of the map's link */
  uint32_t link; /* of the map */
  uint32_t nth;  /* 0, 1, ... of those that stand for it */
  double km;     /* NaN: unknown */
};

/* An iBGP session, made as the wish says (reflection.h). */
struct expansion_session {
  uint32_t a, b;
  gboolean client; /* b is a client of the reflector a (RFC 4456) */
  double ms;       /* one way over the IGP, with all links up */
};

struct expansion {
  const struct map *map;
  uint32_t routers, links, sessions, wishes;
  uint32_t *asn;                     /* [routers] ascending */
  uint32_t *as_of;                   /* [routers] */
  uint32_t *first;                   /* [ases + 1] first router of each AS */
  struct expansion_link *link;       /* [links] in the order of the map */
  struct expansion_session *session; /* [sessions] */
  uint32_t *cluster;                 /* [routers] CLUSTER_ID: the router that gives its cluster its name */
  struct expansion_wish *wish;       /* [wishes] by AS */
  const char **place; /* [routers] the router's name, NULL for an AS that is one router; or NULL altogether */
  uint8_t *region;    /* [routers] index into region_name or MAP_NOWHERE, or NULL */
  char **region_name; /* NULL-terminated, or NULL */
};

/* `wish` [wishes], each AS at most once. Refers to the map. */
struct expansion *expansion_new(const struct map *map, const struct expansion_wish *wish, uint32_t wishes,
                                uint64_t seed);
void expansion_free(struct expansion *expansion);
/* The wish that was made for an AS, or NULL. */
const struct expansion_wish *expansion_wish(const struct expansion *expansion, uint32_t as);
/* The PoP of a router, NULL for an AS that is not expanded. */
const struct inside_pop *expansion_pop(const struct expansion *expansion, uint32_t router);
/* Shares what every AS has (count [ases]) out among its routers, evenly, the first ones getting what is left over
 * (g_free). */
uint32_t *expansion_spread(const struct expansion *expansion, const uint32_t *count);
/* What each router counts for as a source, so that all ASes count alike: the least common multiple of the numbers of
 * routers that ASes have (no more than EXPANSION_MOST_WEIGHT), by the number of its AS, at least 1 (g_free). */
uint32_t *expansion_weights(const struct expansion *expansion);

#endif
