/* source.h: a map out of the bytes of a file, whatever kind of file it is.
 *
 * XML is GraphML; text whose first line has a number and "@" is a Rocketfuel router map (.cch), one with " -> " a
 * Rocketfuel PoP map; everything else is as-rel, whose reader then says what it misses.
 */
#ifndef TOPOLOGIES_FILES_SOURCE_H
#define TOPOLOGIES_FILES_SOURCE_H

#include "topologies/map/map.h"

enum source_kind { SOURCE_ASREL, SOURCE_GRAPHML, SOURCE_POPS, SOURCE_ROUTERS };

enum source_kind source_detect(const char *bytes, gsize length);

/* NULL with one line "FILE:LINE: what was found, what was expected" in `error`. `file` serves messages, but for one
 * thing: the numbers of a PoP map are latencies when it ends in .lat (.lat.gz, .lat.bz2). *note: what the map does not
 * have of what the file has, or NULL (g_free). */
struct map *source_parse(const char *bytes, gsize length, const char *file, char **note, GError **error);

#endif
