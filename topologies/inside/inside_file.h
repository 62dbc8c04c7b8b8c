/* inside_file.h: the inside of an AS as a table.
 *
 *   pop,NAME,COUNTRY,LATITUDE,LONGITUDE
 *   router,NAME,POP[,bb]
 *   link,NAME,NAME[,DELAY_MS[,WEIGHT]]
 *
 * CSV; blank lines and lines that begin with # do not count. Countries are ISO 3166-1 alpha-2, coordinates degrees;
 * both may be empty. A PoP stands before what names it. A PoP of which no router is named is one router of its own
 * name; a link joins two routers. No delay: by distance; no weight: by delay (inside.h).
 */
#ifndef TOPOLOGIES_INSIDE_INSIDE_FILE_H
#define TOPOLOGIES_INSIDE_INSIDE_FILE_H

#include "topologies/inside/inside.h"

/* NULL with one line "FILE:LINE: found X, expected Y" (MAP_ERROR_SYNTAX) in `error`. */
struct inside *inside_file_read(const char *bytes, gsize length, const char *file, GError **error);
/* Do these bytes look like such a table? */
gboolean inside_file_is(const char *bytes, gsize length);

#endif
