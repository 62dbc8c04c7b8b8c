/* asrel.h: AS relationships as CAIDA publishes them, read and written.
 *
 * serial-1: PROVIDER|CUSTOMER|-1 and PEER|PEER|0, one link a line.
 * serial-2: the same with a fourth column that names the source of the inference.
 * 2 in the third column makes siblings, as in the files before 2013. 1 is refused: it meant a
 * provider there, with -1 the other way about, and guessing would turn the Internet over.
 * Empty lines and lines that begin with # are comments, but "# input clique: ASN ASN ..." and
 * "# inferred clique: ..." name the tier-1 clique. Spaces around fields and CRLF are tolerated.
 */
#ifndef TOPOLOGIES_FILES_ASREL_H
#define TOPOLOGIES_FILES_ASREL_H

#include "topologies/map/map.h"

#include <stdio.h>

/* The map in `bytes`; NULL with one line "FILE:LINE: what was found, what was expected" in `error`.
 * `file` serves messages only. */
struct map *asrel_parse(const char *bytes, gsize length, const char *file, GError **error);

/* Writes serial-1 text with the clique in its header. Errors stay in the stream for ferror. */
void asrel_write(const struct map *map, FILE *out);
/* The columns of this map that as-rel does not know, in words ("names, prefixes"); NULL when there is none (g_free). */
char *asrel_lost(const struct map *map);

#endif
