/* map.h: the map of the Internet: autonomous systems and the links between them.
 *
 * ASes have dense indices 0 .. ases-1 in ascending order of ASN. A link is
 * stored once. Optional columns are NULL when the source does not have them.
 * The map owns all its arrays. It knows nothing of BGP.
 */
#ifndef TOPOLOGIES_MAP_MAP_H
#define TOPOLOGIES_MAP_MAP_H

#include <glib.h>
#include <stdint.h>

enum map_kind {
  MAP_TRANSIT, /* a is the provider of b */
  MAP_PEER,    /* settlement-free, a < b */
  MAP_SIBLING, /* one organisation, mutual transit, a < b */
};

struct map_link {
  uint32_t a, b; /* indices of ASes */
  enum map_kind kind;
};

#define MAP_MOST_MS 1000000   /* the longest delay that a link may have */
#define MAP_NOWHERE UINT8_MAX /* the region of an AS of which none is known */

struct map {
  uint32_t ases, links, clique_size;
  uint32_t *asn;         /* [ases] ascending */
  struct map_link *link; /* [links] sorted by (a, b) */
  float *delay_ms;       /* [links] one way, NaN where unknown, or NULL */
  uint32_t *clique;      /* [clique_size] indices of the tier-1 clique, ascending; inferred when no header names it */
  uint32_t *prefixes;    /* [ases] prefixes originated, or NULL */
  uint64_t *addresses;   /* [ases] addresses in them, once for each prefix that covers them, or NULL */
  uint8_t *country;      /* [ases] index into country_table or COUNTRY_NONE (country.h), or NULL */
  uint8_t *region;       /* [ases] index into region_name or MAP_NOWHERE, or NULL */
  float *latitude, *longitude; /* [ases] degrees, NaN where unknown, or NULL */
  char **region_name;          /* NULL-terminated, or NULL */
  char **name;                 /* [ases] entries may be NULL; or NULL altogether */
};

#define MAP_ERROR (map_error_quark())
GQuark map_error_quark(void);
enum map_error { MAP_ERROR_SYNTAX, MAP_ERROR_CONFLICT, MAP_ERROR_CYCLE, MAP_ERROR_SIZE };

void map_free(struct map *map);
/* Index of an ASN, or UINT32_MAX. */
uint32_t map_find(const struct map *map, uint32_t asn);
/* Index of the link (a, b), in this order, or UINT32_MAX. */
uint32_t map_link(const struct map *map, uint32_t a, uint32_t b);

/* Collects links by ASN in any order, then makes the map of them. */
struct map_builder;
struct map_builder *map_builder_new(void);
void map_builder_free(struct map_builder *builder);
/* a provider of b for MAP_TRANSIT. `line` is remembered for messages (0: none). AS 0 and a self link are errors. */
gboolean map_builder_link(struct map_builder *builder, uint32_t a, uint32_t b, enum map_kind kind, unsigned line,
                          GError **error);
/* Names the clique ("input clique" header). */
void map_builder_clique(struct map_builder *builder, const uint32_t *asn, size_t count);
/* Sorts, makes the map, infers the clique if none was named. NULL and `error` for no link at all, for a pair with two
 * relations (an exact repetition counts once), and for a provider cycle, of which the message names one. A message that
 * concerns a link with a line begins with it, so that "FILE:" can be put before. Frees the builder whatever happens. */
struct map *map_builder_finish(struct map_builder *builder, GError **error);

#endif
