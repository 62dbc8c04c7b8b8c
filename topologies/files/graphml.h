/* graphml.h: maps as GraphML, read and written.
 *
 * The format is that of graphml.graphdrawing.org, as far as Gephi, igraph, NetworkX and yEd agree on it. By attr.name,
 * in any case of letters, these are understood, and whatever else a file has is passed over:
 *
 *   node: asn, label (or name), region, country (ISO 3166-1 alpha-2), latitude, longitude (degrees),
 *         prefixes, addresses, clique (true, false)
 *   edge: relation (provider: the source is the provider of the target; peer; sibling), delay_ms (one way)
 *   graph: "region 0", "region 1", ... (names of the regions in their order)
 *
 * A key's <default> counts. A file of others (the Topology Zoo has label, Latitude, Longitude) mostly shows the inside
 * of one network: nodes without asn get private AS numbers, edges without relation are sibling links (draft.h).
 *
 * The one graph of a file may not be nested. Hyperedges are passed over; the note counts them.
 */
#ifndef TOPOLOGIES_FILES_GRAPHML_H
#define TOPOLOGIES_FILES_GRAPHML_H

#include "topologies/map/map.h"

#include <stdio.h>

/* The map in `bytes`; NULL with one line "FILE:LINE: what was found, what was expected" in `error`. `file` serves
 * messages only. *note: what the map does not have of what the file has, or NULL (g_free). */
struct map *graphml_parse(const char *bytes, gsize length, const char *file, char **note, GError **error);

/* Writes all that a map has; what is read again is the same map, octet for octet. Besides, each node has a tier for
 * colouring: 1 in the clique, 2 with customers, 3 others. Errors stay in the stream for ferror. */
void graphml_write(const struct map *map, FILE *out);

#endif
