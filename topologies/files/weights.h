/* weights.h: what each AS of a map originates, out of CSV "asn,prefixes" or "asn,prefixes,addresses" (columns.h).
 *
 * An AS that the text does not name originates nothing: it forwards and loses reachability as others do, but nobody
 * loses reachability of it. ASes that are not on the map are passed over.
 */
#ifndef TOPOLOGIES_FILES_WEIGHTS_H
#define TOPOLOGIES_FILES_WEIGHTS_H

#include "topologies/map/map.h"

#define WEIGHTS_MOST_PREFIXES 100000000
#define WEIGHTS_MOST_ADDRESSES (UINT64_C(1) << 48)

/* Replaces map->prefixes, and map->addresses: with the third column, or with NULL where a line about an AS of the map
 * lacks it. FALSE with one line "FILE:LINE: found X, expected Y" in `error`: a malformed line, an AS named twice, or a
 * text without any prefix of an AS of the map. */
gboolean weights_read(struct map *map, const char *bytes, gsize length, const char *file, GError **error);

#endif
