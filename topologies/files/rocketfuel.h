/* rocketfuel.h: PoP-level maps of one network as Rocketfuel published them (University of Washington, 2002): the files
 * edges, edges.lat and edges.wt of a directory ASN:ASN.
 *
 *   AS:City, State -> AS:City, Country NUMBER
 *
 * "AS:" may be missing; every link is named from both ends. NUMBER is how often the link was seen (edges), its latency
 * in milliseconds (edges.lat) or its inferred weight (edges.wt). Nothing in the text tells which, so the caller does.
 * A PoP is a member of the one organisation: see draft.h. Links between two networks are refused.
 */
#ifndef TOPOLOGIES_FILES_ROCKETFUEL_H
#define TOPOLOGIES_FILES_ROCKETFUEL_H

#include "topologies/map/map.h"

/* The longest latency that is believed; the published files hold 100000 where none is known. */
#define ROCKETFUEL_MOST_MS 1000

/* The map in `bytes`, with delays when the numbers are latencies; NULL with one line "FILE:LINE: what was found, what
 * was expected" in `error`. `file` serves messages only. *note: what the map does not have of what the file has, or
 * NULL (g_free). */
struct map *rocketfuel_parse(const char *bytes, gsize length, const char *file, gboolean latencies, char **note,
                             GError **error);

#endif
