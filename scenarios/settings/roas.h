/* roas.h: ROAs from a file: the CSV of AS number, prefix and maximum length that RPKI validators export.
 *
 * "ASN,IP Prefix,Max Length[,...]", e.g. AS13335,1.0.0.0/24,24,apnic (topologies/files/columns.h has the details).
 */
#ifndef SCENARIOS_SETTINGS_ROAS_H
#define SCENARIOS_SETTINGS_ROAS_H

#include "models/bgp/roa.h"

#include <glib.h>

/* struct roa, in the order of the file (g_array_unref); NULL and an error with file and line. */
GArray *roas_load(const char *path, GError **error);

#endif
