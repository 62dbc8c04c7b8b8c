/* trigger_record.h: the attributes of a trigger out of an MRT archive. */
#ifndef SCENARIOS_SETTINGS_TRIGGER_RECORD_H
#define SCENARIOS_SETTINGS_TRIGGER_RECORD_H

#include <glib.h>

/* The Path Attributes field of the UPDATE in that record, counted from 1, as a session with AS numbers of four octets
 * carries it: of a record with two, AGGREGATOR is widened, and AS4_PATH and AS4_AGGREGATOR are left out (RFC 6793). Of
 * a table's record the first route. `path` may be compressed. NULL on error; g_byte_array_unref it. */
GByteArray *trigger_record_read(const char *path, guint64 record, GError **error);

#endif
