/* cch.h: router-level maps of one network as Rocketfuel published them (University of Washington, 2002): the .cch
 * files.
 *
 *   UID @LOCATION [+] [bb] (NEIGHBOURS) [&EXTERNAL] -> <UID> ... {-UID} ... =NAME[!] rRADIUS
 *   -UID =ADDRESS rRADIUS
 *
 * A router is named "City, State/UID", with " bb" behind it when it is marked as backbone; its region is its PoP
 * (LOCATION), none for the ambiguous location T. Routers are members of one organisation: see draft.h. Links to
 * addresses outside (negative UID) are left out, which the note tells. DNS names and radius are not kept.
 */
#ifndef TOPOLOGIES_FILES_CCH_H
#define TOPOLOGIES_FILES_CCH_H

#include "topologies/map/map.h"

/* The map in `bytes`; NULL with one line "FILE:LINE: what was found, what was expected" in `error`. `file` serves
 * messages only. *note: what the map does not have of what the file has, or NULL (g_free). */
struct map *cch_parse(const char *bytes, gsize length, const char *file, char **note, GError **error);

#endif
