/* draft.h: a map while it is read from a source of nodes and edges.
 *
 * Nodes are routers, cities or ASes; they go by identifiers of the file, and many sources have no AS numbers and no
 * relations at all, since they show the inside of one network. A node without a number gets a private one
 * (RFC 6996, section 5) from DRAFT_PRIVATE on, in order of appearance; all nodes of such a source belong to one
 * organisation, so its links are MAP_SIBLING.
 *
 * Shared by the readers of this floor; nobody else needs it.
 */
#ifndef TOPOLOGIES_FILES_DRAFT_H
#define TOPOLOGIES_FILES_DRAFT_H

#include "topologies/map/map.h"

#define DRAFT_PRIVATE UINT32_C(4200000000)
/* Far more than the Internet has; without a bound a file of this machine's size would end its memory. */
#define DRAFT_MOST_NODES (1u << 22)
#define DRAFT_MOST_LINKS (1u << 24)

/* Which optional columns the source has. */
enum draft_column {
  DRAFT_NAME = 1,
  DRAFT_REGION = 2,
  DRAFT_COUNTRY = 4,
  DRAFT_LATITUDE = 8,
  DRAFT_LONGITUDE = 16,
  DRAFT_PREFIXES = 32,
  DRAFT_ADDRESSES = 64,
  DRAFT_DELAY = 128,
};

struct draft_node {
  uint32_t asn;              /* 0: none */
  unsigned line;             /* where it is defined; 0: only mentioned so far */
  unsigned mentioned;        /* where it was met first */
  const char *id;            /* in the file */
  const char *name;          /* from draft_text, or NULL */
  float latitude, longitude; /* NaN: unknown */
  uint32_t prefixes;
  uint64_t addresses;
  uint8_t country, region; /* COUNTRY_NONE, MAP_NOWHERE: unknown */
  gboolean clique;
};

struct draft_link {
  uint32_t a, b; /* nodes; a is the provider of b for MAP_TRANSIT */
  enum map_kind kind;
  float delay_ms; /* NaN: unknown */
  unsigned line;
};

struct draft {
  GArray *nodes, *links; /* struct draft_node, struct draft_link */
  unsigned columns;      /* enum draft_column */
  gboolean mirrored;     /* the source names every link from both its ends */
  GString *note;         /* what the map will not have of what the source has */
  GHashTable *index;     /* identifier -> node + 1; only looked up */
  GHashTable *regions;   /* name -> region; only looked up */
  GPtrArray *region_name;
  GStringChunk *text;
  unsigned nowhere; /* nodes whose region had no room */
};

struct draft *draft_new(void);
void draft_free(struct draft *draft);

/* Nodes move when one is added. */
struct draft_node *draft_at(const struct draft *draft, uint32_t node);
/* *node is the number of the node of this identifier, made when it is met for the first time. FALSE when there are too
 * many, and for draft_define when the node was defined before. */
gboolean draft_define(struct draft *draft, const char *id, unsigned line, uint32_t *node, GError **error);
gboolean draft_mention(struct draft *draft, const char *id, unsigned line, uint32_t *node, GError **error);
/* FALSE when there are too many. */
gboolean draft_link(struct draft *draft, struct draft_link link, GError **error);

/* UTF-8 as one line: blanks and control characters become single spaces. NULL when nothing is left. The draft's. */
const char *draft_text(struct draft *draft, const char *text);
/* The region of that name, a new one if need be; MAP_NOWHERE when there are 255 others. */
uint8_t draft_region(struct draft *draft, const char *name);
/* Adds "COUNT NOUNs REST" to the note, unless the count is 0. */
void draft_remark(struct draft *draft, unsigned count, const char *noun, const char *rest);

/* The map, or NULL with "LINE: ..." in `error`. Repeated links count once (the delay of the first is kept), links of a
 * node to itself and nodes without links are left out; the note tells. Frees nothing. */
struct map *draft_finish(struct draft *draft, GError **error);

#endif
