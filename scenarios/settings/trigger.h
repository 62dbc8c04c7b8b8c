/* trigger.h: the bytes of a trigger: from hexadecimal text to a set of attributes as attrs.h keeps them. */
#ifndef SCENARIOS_SETTINGS_TRIGGER_H
#define SCENARIOS_SETTINGS_TRIGGER_H

#include "scenarios/settings/scenario.h"

#include "models/bgp/attrs.h"

#include <glib.h>

struct trigger_bytes {
  GByteArray *attributes; /* without AS_PATH and NEXT_HOP, in the order in which they came */
  uint16_t overrun;       /* by how much the last one claims more than there is */
};

/* From the attributes alone, or (whole) from a whole UPDATE with or without its header. AS_PATH and NEXT_HOP are left
 * out: they are written anew at every hop. FALSE when the text holds no attributes. */
gboolean trigger_parse(const char *hex, gboolean whole, struct trigger_bytes *bytes, GError **error);
/* The bytes of a scenario's [trigger NAME]. The error names the setting at fault. */
gboolean trigger_read(const struct scenario *scenario, const char *group, struct trigger_bytes *bytes, GError **error);
void trigger_clear(struct trigger_bytes *bytes);
attrs_id trigger_intern(const struct trigger_bytes *bytes, struct attrs_table *table);

#endif
