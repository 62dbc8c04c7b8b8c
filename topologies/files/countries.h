/* countries.h: which country each AS of a map belongs to, out of CSV "asn,country" (columns.h).
 *
 * A country is two letters of ISO 3166-1. Codes that are no country of country.h (EU, AP, ZZ) and an empty field mean
 * that it is not known. ASes that are not on the map are passed over.
 */
#ifndef TOPOLOGIES_FILES_COUNTRIES_H
#define TOPOLOGIES_FILES_COUNTRIES_H

#include "topologies/map/map.h"

/* Replaces map->country; ASes that the text does not name have COUNTRY_NONE. Regions and coordinates are place_fill's
 * matter. FALSE with one line "FILE:LINE: found X, expected Y" in `error`: a malformed line, an AS in two countries, or
 * a text that names no AS of the map. */
gboolean countries_read(struct map *map, const char *bytes, gsize length, const char *file, GError **error);

#endif
