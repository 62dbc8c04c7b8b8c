/* inside.h: the inside of one AS: points of presence, the routers in them, and the links between routers.
 *
 * The routers of a PoP adjoin, PoPs and links are in the order of the source. Every inside is in one piece: what the
 * source has besides its largest piece is left out. It knows nothing of BGP, nor of the AS that it is to be the inside
 * of. Made by inside_file.h (our own tables), inside_map.h (maps of one network that others published) and
 * inside_generate.h.
 */
#ifndef TOPOLOGIES_INSIDE_INSIDE_H
#define TOPOLOGIES_INSIDE_INSIDE_H

#include <glib.h>
#include <stdint.h>

#define INSIDE_MOST_ROUTERS 1000 /* what a network may have, so that ways between all of them can be computed */
/* A cable's length by the great circle: the median between cities of the United States (Bozkurt et al., "Dissecting
 * Latency in the Internet's Fiber Infrastructure", 2018). Light in fibre covers 200 km a millisecond. */
#define INSIDE_DETOUR 1.3
#define INSIDE_KM_PER_MS 200.0
#define INSIDE_METRO_MS 0.05 /* one way between two routers of one PoP (*assumed*) */
/* IGP metric of a link between two PoPs: so many times its weight or, without one, its milliseconds. Between routers of
 * one PoP it is 1, so that no way inside a PoP weighs as much as a way to another one. */
#define INSIDE_METRIC 10

struct inside_pop {
  const char *name;
  float latitude, longitude; /* degrees, NaN where unknown */
  uint8_t country;           /* index into country_table (country.h), or COUNTRY_NONE */
};

struct inside_router {
  const char *name;
  uint32_t pop;
  gboolean backbone; /* the source calls it that: neighbours are attached to others, where its PoP has any */
};

struct inside_link {
  uint32_t a, b; /* routers, a < b */
  double ms;     /* one way */
  uint32_t metric;
};

struct inside {
  uint32_t pops, routers, links;
  struct inside_pop *pop;
  struct inside_router *router; /* [routers] PoP by PoP */
  struct inside_link *link;
  uint32_t *first;    /* [pops + 1] the first router of each PoP */
  uint32_t left_out;  /* routers that are not in the largest piece */
  GStringChunk *text; /* holds the names */
};

void inside_free(struct inside *inside);
/* One router and no place: an AS as it is on the map. */
struct inside *inside_single(void);
/* The PoP of that name, or UINT32_MAX. */
uint32_t inside_find(const struct inside *inside, const char *name);
/* At least `routers` in every PoP that has fewer: where a PoP is one router, the source has said nothing of routers,
 * and the PoP gets that many, called "NAME 1", "NAME 2", ..., joined in a ring (two: by one link). The i-th link of a
 * PoP ends at its router i mod `routers`. PoPs of several routers stay as they are. Frees the one given. */
struct inside *inside_thicken(struct inside *inside, uint32_t routers);
/* metric[r] and ms[r] [routers]: of the way of least metric from `router` to r; of ways alike the shorter one. */
void inside_ways(const struct inside *inside, uint32_t router, uint32_t *metric, double *ms);

/* Collects PoPs, routers and links in any order. */
struct inside_builder;
struct inside_builder *inside_builder_new(void);
void inside_builder_free(struct inside_builder *builder);
/* The number of a new one. Names are copied. */
uint32_t inside_builder_pop(struct inside_builder *builder, const char *name, double latitude, double longitude,
                            uint8_t country);
uint32_t inside_builder_router(struct inside_builder *builder, uint32_t pop, const char *name, gboolean backbone);
uint32_t inside_builder_routers(const struct inside_builder *builder);
/* One link between two routers, however often it is named; none of a router with itself. NaN where unknown: the delay
 * is then by distance, the metric by delay. */
void inside_builder_link(struct inside_builder *builder, uint32_t a, uint32_t b, double ms, double weight);
/* Frees the builder. NULL when there is no router at all. */
struct inside *inside_builder_finish(struct inside_builder *builder);

#endif
